//! `numbering.xml`: which paragraphs are items of a list, and the numbers that Word shows before the others.

use std::collections::BTreeMap;

use super::super::xml::{Xml, XmlEvent};

/// Levels of a numbering.
const LEVELS: usize = 9;

/// What stands before a numbered paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    /// A plain number, as Markdown has it.
    Number(u32),
    /// A number with words, which Markdown does not have: `第一条`, `（二）`, `1.2`.
    Label(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Level {
    format: String,
    /// Pattern of the number: `%1.`.
    text: String,
    start: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbering {
    /// Levels of an abstract numbering by its id.
    levels: BTreeMap<String, Vec<Level>>,
    /// Abstract numbering of each numbering, and the first numbers that it sets anew.
    numberings: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
}

impl Numbering {
    pub(super) fn read(text: &str) -> Numbering {
        let (mut xml, mut all) = (Xml::new(text), Numbering::default());
        let (mut outer, mut number, mut level) = (String::new(), String::new(), 0);
        while let Ok(Some(event)) = xml.next() {
            let XmlEvent::Start(element) = event else { continue };
            let value = element.get("w:val").unwrap_or_default();
            let index = || element.get("w:ilvl").and_then(|n| n.parse::<usize>().ok()).unwrap_or(0).min(LEVELS - 1);
            match element.name.as_str() {
                "w:abstractNum" => {
                    outer = element.get("w:abstractNumId").unwrap_or_default().to_owned();
                    all.levels.insert(outer.clone(), vec![Level { start: 1, ..Level::default() }; LEVELS]);
                    number.clear();
                }
                "w:num" => {
                    number = element.get("w:numId").unwrap_or_default().to_owned();
                    all.numberings.insert(number.clone(), Default::default());
                }
                "w:abstractNumId" => all.numberings.entry(number.clone()).or_default().0 = value.to_owned(),
                "w:lvlOverride" | "w:lvl" => level = index(),
                "w:startOverride" => {
                    all.numberings.entry(number.clone()).or_default().1.insert(level, value.parse().unwrap_or(1));
                }
                name if number.is_empty() => {
                    let Some(level) = all.levels.get_mut(&outer).and_then(|levels| levels.get_mut(level)) else { continue };
                    match name {
                        "w:numFmt" => value.clone_into(&mut level.format),
                        "w:lvlText" => value.clone_into(&mut level.text),
                        "w:start" => level.start = value.parse().unwrap_or(1),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        all
    }
}

/// Counts the numbers of a document.
#[derive(Debug)]
pub(super) struct Counter<'n> {
    numbering: &'n Numbering,
    /// Last numbers of the levels of each abstract numbering.
    last: BTreeMap<&'n str, [Option<u32>; LEVELS]>,
    /// Numberings that were met, whose first numbers are set.
    met: BTreeMap<String, [bool; LEVELS]>,
}

impl<'n> Counter<'n> {
    pub(super) fn new(numbering: &'n Numbering) -> Counter<'n> {
        Counter { numbering, last: BTreeMap::new(), met: BTreeMap::new() }
    }

    /// What stands before the next paragraph of a numbering at a level. `is_heading` is true if it can be no item of a list.
    pub(super) fn next(&mut self, id: &str, level: usize, is_heading: bool) -> Option<Marker> {
        let (outer, starts) = self.numbering.numberings.get(id)?;
        let levels = self.numbering.levels.get(outer)?;
        let at = level.min(LEVELS - 1);
        let form = levels.get(at)?;
        if form.format == "bullet" {
            return (!is_heading).then_some(Marker::Bullet);
        }
        if form.format == "none" {
            return None;
        }
        let is_new = !std::mem::replace(self.met.entry(id.to_owned()).or_default().get_mut(at)?, true);
        let last = self.last.entry(outer).or_default();
        let set = starts.get(&at).filter(|_| is_new).copied();
        let number = set.unwrap_or_else(|| last.get(at).copied().flatten().map_or(form.start, |n| n.saturating_add(1)));
        *last.get_mut(at)? = Some(number);
        last.iter_mut().skip(at + 1).for_each(|number| *number = None);
        // Without a pattern it is a plain number.
        let is_plain = form.format.is_empty() || form.format == "decimal";
        let text = form.text.trim();
        if is_plain && !is_heading && (text.is_empty() || text == format!("%{}.", at + 1) || text == format!("%{})", at + 1)) {
            return Some(Marker::Number(number));
        }
        let label = label(text, levels, last);
        (!label.is_empty()).then_some(Marker::Label(label))
    }
}

/// The pattern of a number with the numbers of the levels.
fn label(pattern: &str, levels: &[Level], last: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let level = chars.peek().filter(|_| c == '%').and_then(|digit| digit.to_digit(10)).and_then(|n| n.checked_sub(1));
        let Some(level) = level.map(|n| n as usize) else {
            out.push(c);
            continue;
        };
        chars.next();
        let Some(form) = levels.get(level) else { continue };
        let number = last.get(level).copied().flatten().unwrap_or(form.start);
        out.push_str(&numeral(number, &form.format));
    }
    out
}

/// A number in a format of Word.
fn numeral(number: u32, format: &str) -> String {
    let from = |first: char| {
        number.checked_sub(1).filter(|n| *n < 26).and_then(|n| char::from_u32(u32::from(first) + n)).map(String::from)
    };
    let of = |digits: &str| digits.chars().nth((number as usize).wrapping_sub(1)).map(String::from);
    let written = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "koreanCounting" => chinese(number),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "upperLetter" => from('A'),
        "lowerLetter" => from('a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|text| text.to_ascii_lowercase()),
        "decimalZero" => Some(format!("{number:02}")),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}

/// A number up to 9,999 in Chinese.
fn chinese(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if !(1..=9_999).contains(&number) {
        return None;
    }
    let (mut out, mut has_gap) = (String::new(), false);
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            has_gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut has_gap) {
            out.push('零');
        }
        // 十一, but 一百一十一.
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push_str(DIGITS.get(digit as usize)?);
        }
        out.push_str(name);
    }
    Some(out)
}

fn roman(number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1_000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4_000).contains(&number) {
        return None;
    }
    let (mut out, mut rest) = (String::new(), number);
    for (value, name) in PARTS {
        while rest >= value {
            out.push_str(name);
            rest -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(n: usize, format: &str, text: &str) -> String {
        format!("<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>")
    }

    #[test]
    fn numbers_that_markdown_has_are_lists_and_others_are_words() {
        let text = format!(
            "<w:numbering><w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum><w:abstractNum w:abstractNumId='1'>{}{}</w:abstractNum>\
             <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
             <w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>",
            level(0, "decimal", "%1."),
            level(1, "bullet", "•"),
            level(0, "chineseCounting", "第%1条"),
            level(1, "decimal", "%1.%2"),
        );
        let numbering = Numbering::read(&text);
        let mut counter = Counter::new(&numbering);
        let label = |text: &str| Some(Marker::Label(text.to_owned()));
        assert_eq!(counter.next("1", 0, false), Some(Marker::Number(1)));
        assert_eq!(counter.next("1", 1, false), Some(Marker::Bullet));
        assert_eq!(counter.next("1", 0, false), Some(Marker::Number(2)));
        assert_eq!(counter.next("1", 0, true), label("3."));
        assert_eq!(counter.next("2", 0, false), label("第一条"));
        assert_eq!(counter.next("2", 1, false), label("一.1"));
        assert_eq!(counter.next("2", 1, false), label("一.2"));
        assert_eq!(counter.next("2", 0, false), label("第二条"));
        assert_eq!(counter.next("2", 1, false), label("二.1"));
        assert_eq!(counter.next("3", 0, false), label("第五条"));
        assert_eq!(counter.next("3", 0, false), label("第六条"));
        assert_eq!(counter.next("9", 0, false), None);
    }

    #[test]
    fn numbers_are_written_in_the_formats_of_word() {
        let chinese = [1, 10, 11, 20, 21, 100, 101, 110, 111, 1_001, 9_999].map(|n| numeral(n, "chineseCounting")).join(" ");
        assert_eq!(chinese, "一 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十一 一千零一 九千九百九十九");
        assert_eq!(numeral(0, "chineseCounting"), "0");
        assert_eq!([numeral(3, "upperLetter"), numeral(27, "lowerLetter"), numeral(14, "lowerRoman")], ["C", "27", "xiv"]);
        assert_eq!(
            [numeral(2, "ideographTraditional"), numeral(20, "decimalEnclosedCircle"), numeral(7, "decimalZero")],
            ["乙", "⑳", "07"]
        );
    }
}
