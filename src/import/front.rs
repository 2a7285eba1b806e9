//! The front matter of an imported file: keys in a fixed order, and quotes only where YAML needs them.

use jiff::civil::Date;

use crate::model::yaml::{is_typed, quoted};
use crate::text::invisible::is_shapeless;

/// The values of an article's front matter. They are those of the registers already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArticleFront {
    pub(crate) title: String,
    pub(crate) date: Date,
    pub(crate) updated: Option<Date>,
    /// Slugs, the main one first.
    pub(crate) topics: Vec<String>,
    pub(crate) lender: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) aliases: Vec<String>,
    pub(crate) draft: bool,
    pub(crate) expires: Option<Date>,
}

/// The values of a page's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageFront {
    pub(crate) title: String,
    pub(crate) date: Option<Date>,
    pub(crate) updated: Option<Date>,
    pub(crate) summary: Option<String>,
}

/// The lines of a front matter, with those that open and close it.
struct Lines(String);

impl Lines {
    fn new() -> Lines {
        Lines("---\n".to_owned())
    }

    fn text(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key}: {}\n", scalar(value)));
    }

    fn option(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    fn date(&mut self, key: &str, date: Option<Date>) {
        if let Some(date) = date {
            self.0.push_str(&format!("{key}: {date}\n"));
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| entry(value)).collect();
            self.0.push_str(&format!("{key}: [{}]\n", values.join(", ")));
        }
    }

    fn end(mut self) -> String {
        self.0.push_str("---\n\n");
        self.0
    }
}

/// The front matter of an article and the blank line behind it.
pub(crate) fn article(front: &ArticleFront) -> String {
    let mut lines = Lines::new();
    lines.text("title", &front.title);
    lines.date("date", Some(front.date));
    lines.date("updated", front.updated);
    lines.list("topics", &front.topics);
    lines.option("lender", front.lender.as_deref());
    lines.option("author", front.author.as_deref());
    lines.option("summary", front.summary.as_deref());
    lines.list("aliases", &front.aliases);
    if front.draft {
        lines.0.push_str("draft: true\n");
    }
    lines.date("expires", front.expires);
    lines.end()
}

/// The front matter of a page and the blank line behind it.
pub(crate) fn page(front: &PageFront) -> String {
    let mut lines = Lines::new();
    lines.text("title", &front.title);
    lines.date("date", front.date);
    lines.date("updated", front.updated);
    lines.option("summary", front.summary.as_deref());
    lines.end()
}

/// One line of visible characters: blanks of any kind become one blank, and characters without a shape go.
pub(crate) fn one_line(text: &str) -> String {
    let is_joiner = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let visible: String = text
        .chars()
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c })
        .filter(|c| !is_shapeless(*c) || is_joiner(*c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a YAML scalar of a block mapping.
pub(crate) fn scalar(text: &str) -> String {
    let is_safe_start = text.starts_with(|c: char| c.is_alphanumeric() || ('\u{3000}'..='\u{303f}').contains(&c) || is_open(c));
    let is_number = text.bytes().all(|b| b.is_ascii_digit() || b"-+.: TZ_eE".contains(&b));
    let is_plain = is_safe_start
        && !is_number
        && !is_typed(text)
        && !matches!(text.to_ascii_lowercase().as_str(), "null" | "nan" | "inf")
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #");
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// Marks that open a quotation or a name, and have no meaning to YAML.
fn is_open(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '【' | '《' | '「' | '『' | '〔')
}

/// A text as an entry of a list in brackets.
pub(crate) fn entry(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_alphabetic() || c == '/')
        && !is_typed(text)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'));
    if is_plain { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::yaml::{Value, parse};
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn keys_have_one_order() {
        let front = ArticleFront {
            title: "云桥消金逾期的罚息怎么算".to_owned(),
            date: day("2024-06-12"),
            updated: Some(day("2024-07-22")),
            topics: vec!["interest".to_owned(), "overdue".to_owned()],
            lender: Some("yunqiao-cf".to_owned()),
            author: Some("su-shi".to_owned()),
            summary: Some("一句话：摘要。".to_owned()),
            aliases: vec!["/hf/109.html".to_owned(), "/a b.html".to_owned()],
            draft: true,
            expires: Some(day("2030-01-01")),
        };
        let expected = "---\ntitle: 云桥消金逾期的罚息怎么算\ndate: 2024-06-12\nupdated: 2024-07-22\ntopics: [interest, overdue]\n\
             lender: yunqiao-cf\nauthor: su-shi\nsummary: 一句话：摘要。\naliases: [/hf/109.html, \"/a b.html\"]\ndraft: true\n\
             expires: 2030-01-01\n---\n\n";
        assert_eq!(article(&front), expected);
    }

    #[test]
    fn absent_values_have_no_line() {
        let front = PageFront { title: "关于".to_owned(), date: None, updated: None, summary: None };
        assert_eq!(page(&front), "---\ntitle: 关于\n---\n\n");
    }

    #[test]
    fn a_title_is_one_line_of_visible_characters() {
        assert_eq!(one_line("  甲\u{200b}乙\n丙\u{3000}\u{feff}丁 "), "甲乙 丙 丁");
    }

    proptest! {
        /// A YAML reader gives back the text.
        #[test]
        fn a_scalar_is_read_as_it_was(text in "[甲乙a0 :#\\-?!&*\\[\\]{}|>'\"%@`,~“《：]{1,12}") {
            let text = one_line(&text);
            prop_assume!(!text.is_empty());
            let (line, list) = (format!("title: {}\n", scalar(&text)), format!("aliases: [{}]\n", entry(&text)));
            let Value::Map(rows) = parse(&line).unwrap().value else { panic!("{line}") };
            prop_assert!(matches!(&rows[0].1.value, Value::Scalar { text: read, .. } if *read == text), "{}", line);
            let Value::Map(rows) = parse(&list).unwrap().value else { panic!("{list}") };
            let Value::List(items) = &rows[0].1.value else { panic!("{list}") };
            prop_assert!(matches!(&items[0].value, Value::Scalar { text: read, .. } if *read == text), "{}", list);
        }
    }
}
