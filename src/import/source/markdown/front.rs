//! Front matter of other programs: YAML between `---`, with or without the first line, TOML between `+++`, JSON with `;;;` or in
//! braces.

use crate::model::yaml::{self, Node, Value};

/// Values that are read from a front matter.
const MAX_VALUES: usize = 10_000;

/// A value of a front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Data {
    Text(String),
    List(Vec<Data>),
    Map(Vec<(String, Data)>),
}

impl Data {
    /// The value of a key, which may be written in any case. `a.b` is the key `b` within `a`.
    pub(super) fn get(&self, path: &str) -> Option<&Data> {
        path.split('.').try_fold(self, |data, key| match data {
            Data::Map(rows) => rows.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value),
            _ => None,
        })
    }

    /// The text of the first of these keys that has one.
    pub(super) fn text(&self, paths: &[&str]) -> Option<String> {
        paths.iter().find_map(|path| match self.get(path)? {
            Data::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Data::List(list) => list.iter().find_map(Data::as_text),
            Data::Map(_) => self.get(&format!("{path}.name"))?.as_text(),
        })
    }

    fn as_text(&self) -> Option<String> {
        match self {
            Data::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The texts of a list, or of a text with commas.
    pub(super) fn texts(&self, path: &str) -> Vec<String> {
        match self.get(path) {
            Some(Data::List(list)) => list.iter().filter_map(Data::as_text).collect(),
            Some(Data::Text(text)) => {
                text.split([',', '，', '、']).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The texts of a list.
    pub(super) fn texts_of(&self) -> Vec<String> {
        match self {
            Data::List(list) => list.iter().filter_map(Data::as_text).collect(),
            _ => Vec::new(),
        }
    }

    /// True or false of a key.
    pub(super) fn flag(&self, path: &str) -> Option<bool> {
        match self.get(path)?.as_text()?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        }
    }

    /// Names of the keys.
    pub(super) fn keys(&self) -> Vec<&str> {
        match self {
            Data::Map(rows) => rows.iter().map(|(name, _)| name.as_str()).collect(),
            _ => Vec::new(),
        }
    }
}

/// The front matter of a file and its text. The front matter is an error if it is none that can be read, and empty if there is none.
pub(super) fn split(text: &str) -> (Result<Data, ()>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let none = Ok(Data::Map(Vec::new()));
    let first = text.lines().next().unwrap_or("").trim_end();
    let after_first = text.split_once('\n').map_or("", |(_, after)| after);
    match first {
        "---" => fenced(after_first, &["---", "..."]).map_or((none, text), |(front, body)| (of_yaml(front), body)),
        "+++" => fenced(after_first, &["+++"]).map_or((none, text), |(front, body)| (of_toml(front), body)),
        ";;;" => fenced(after_first, &[";;;"]).map_or((none, text), |(front, body)| (of_json(front), body)),
        _ if first.starts_with('{') && !first.starts_with("{{") && !first.starts_with("{%") => braces(text),
        _ => bare(text),
    }
}

/// The text before the first line that is one of these marks, and the text behind it.
fn fenced<'t>(text: &'t str, marks: &[&str]) -> Option<(&'t str, &'t str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if marks.contains(&line.trim_end()) {
            return Some((text.get(..at)?, text.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

/// The front matter of Hexo without its first line: keys up to `---` or, in JSON, up to `;;;`.
fn bare(text: &str) -> (Result<Data, ()>, &str) {
    let first = text.lines().next().unwrap_or("");
    let is_key = |line: &str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    if first.starts_with('"')
        && let Some((front, body)) = fenced(text, &[";;;"])
    {
        return (of_json(front), body);
    }
    // A sentence before a rule is no front matter.
    if is_key(first)
        && let Some((front, body)) = fenced(text, &["---"])
        && let Ok(data) = of_yaml(front)
        && ["title", "date"].iter().any(|key| data.get(key).is_some())
    {
        return (Ok(data), body);
    }
    (Ok(Data::Map(Vec::new())), text)
}

/// A JSON object at the beginning.
fn braces(text: &str) -> (Result<Data, ()>, &str) {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    match values.next() {
        Some(Ok(value)) if value.is_object() => {
            let body = text.get(values.byte_offset()..).unwrap_or("");
            (Ok(of_value(value, &mut 0)), body.strip_prefix('\n').or_else(|| body.strip_prefix("\r\n")).unwrap_or(body))
        }
        _ => (Ok(Data::Map(Vec::new())), text),
    }
}

fn of_yaml(text: &str) -> Result<Data, ()> {
    // An empty front matter is no fault. Tabs are no blanks in YAML, but Hexo takes them for such.
    let node = yaml::parse(&text.replace('\t', "  ")).map_err(|_| ())?;
    Ok(of_node(node.or_empty()))
}

fn of_node(node: Node) -> Data {
    match node.value {
        Value::Null => Data::Text(String::new()),
        Value::Scalar { text, .. } => Data::Text(text),
        Value::List(items) => Data::List(items.into_iter().map(of_node).collect()),
        Value::Map(rows) => {
            let rows = rows.into_iter().map(|(key, value)| {
                let Data::Text(key) = of_node(key) else { return (String::new(), of_node(value)) };
                (key, of_node(value))
            });
            Data::Map(rows.collect())
        }
    }
}

fn of_toml(text: &str) -> Result<Data, ()> {
    let table: toml::Table = text.parse().map_err(|_| ())?;
    Ok(Data::Map(table.into_iter().map(|(key, value)| (key, of_toml_value(value))).collect()))
}

fn of_toml_value(value: toml::Value) -> Data {
    match value {
        toml::Value::String(text) => Data::Text(text),
        toml::Value::Array(items) => Data::List(items.into_iter().map(of_toml_value).collect()),
        toml::Value::Table(table) => Data::Map(table.into_iter().map(|(key, value)| (key, of_toml_value(value))).collect()),
        toml::Value::Integer(number) => Data::Text(number.to_string()),
        toml::Value::Boolean(flag) => Data::Text(flag.to_string()),
        toml::Value::Datetime(date) => Data::Text(date.to_string()),
        toml::Value::Float(_) => Data::Text(String::new()),
    }
}

fn of_json(text: &str) -> Result<Data, ()> {
    let text = format!("{{{}}}", text.trim().trim_end_matches(','));
    let value = serde_json::from_str(&text).map_err(|_| ())?;
    Ok(of_value(value, &mut 0))
}

fn of_value(value: serde_json::Value, count: &mut usize) -> Data {
    use serde_json::Value;
    *count += 1;
    if *count > MAX_VALUES {
        return Data::Text(String::new());
    }
    match value {
        Value::Null => Data::Text(String::new()),
        Value::String(text) => Data::Text(text),
        Value::Array(items) => Data::List(items.into_iter().map(|item| of_value(item, count)).collect()),
        Value::Object(rows) => Data::Map(rows.into_iter().map(|(key, value)| (key, of_value(value, count))).collect()),
        other => Data::Text(other.to_string()),
    }
}

/// Reads a file of settings by its extension.
pub(super) fn settings(name: &str, text: &str) -> Data {
    let data = if name.ends_with(".toml") {
        of_toml(text)
    } else if name.ends_with(".json") {
        serde_json::from_str(text).map(|value| of_value(value, &mut 0)).map_err(|_| ())
    } else {
        of_yaml(text)
    };
    data.unwrap_or(Data::Map(Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Vec<String>, Option<bool>, &str) {
        let (data, body) = split(text);
        let data = data.unwrap();
        (data.text(&["title"]), data.texts("tags"), data.flag("draft"), body)
    }

    #[test]
    fn every_form_of_front_matter_is_read() {
        let tags = vec!["甲".to_owned(), "乙".to_owned()];
        for text in [
            "---\ntitle: 题: 目\ntags: [甲, 乙]\ndraft: true\n---\n正文\n---\n",
            "\u{feff}---\r\ntitle: 题\r\ntags:\r\n- 甲\r\n- 乙\r\ndraft: yes\r\n---\r\n正文\r\n---\r\n",
            "title: 题\ntags: 甲, 乙\ndraft: true\n---\n正文\n---\n",
            "+++\ntitle = \"题\"\ntags = [\"甲\", \"乙\"]\ndraft = true\n+++\n正文\n---\n",
            "\"title\": \"题\",\n\"tags\": [\"甲\", \"乙\"],\n\"draft\": true\n;;;\n正文\n---\n",
            ";;;\n\"title\": \"题\",\n\"tags\": [\"甲\", \"乙\"],\n\"draft\": true\n;;;\n正文\n---\n",
            "{\n\"title\": \"题\",\n\"tags\": [\"甲\", \"乙\"],\n\"draft\": true\n}\n正文\n---\n",
        ] {
            let (data, body) = split(text);
            if text.contains("题: 目") {
                // A colon in a value is a fault of YAML.
                assert!(data.is_err(), "{text}");
                continue;
            }
            assert!(body.trim_start().starts_with("正文"), "{text}: {body}");
            assert_eq!((read(text).0.as_deref(), read(text).1, read(text).2), (Some("题"), tags.clone(), Some(true)), "{text}");
        }
    }

    #[test]
    fn a_text_without_front_matter_is_a_text() {
        for text in [
            "# 甲\n---\n乙",
            "",
            "---\n没有结尾",
            "甲: 乙。\n丙\n---\n丁",
            "{{< a >}}\n甲",
            "{% raw %}",
            "https://a.example/\n---\n乙",
            "{}x",
        ] {
            let (data, body) = split(text);
            assert_eq!(data, Ok(Data::Map(Vec::new())), "{text}");
            assert_eq!(body, if text == "{}x" { "x" } else { text });
        }
        assert!(split("---\n&x [*x\n---\n").0.is_err());
        assert!(split(&format!("---\na: {}\n---\n", "[".repeat(100_000))).0.is_err());
        assert!(split(&format!("+++\na = {}\n+++\n", "[".repeat(100_000))).0.is_err());
    }

    #[test]
    fn nested_and_named_values_are_found() {
        let data = split("---\nparams: {author: 何砚}\nauthors: [甲, 乙]\nwho: {name: 丙}\nEmpty:\n---\n").0.unwrap();
        assert_eq!(data.text(&["author", "params.author"]).as_deref(), Some("何砚"));
        assert_eq!(
            (data.text(&["authors"]).as_deref(), data.text(&["who"]).as_deref(), data.text(&["empty"])),
            (Some("甲"), Some("丙"), None)
        );
    }
}
