//! What looks like the address of a link: a file by its ending, a path, an address by its scheme. Judged where the markup around it has no
//! effect, so ordinary words in brackets must not look like one.

use super::brackets::narrow;
use crate::model::facts::address::SCHEMES;

/// Endings of files that texts link to.
const ENDINGS: &str =
    "md markdown htm html png jpg jpeg gif svg webp avif heic bmp tiff pdf doc docx xls xlsx csv ppt pptx zip txt";
/// The most characters of an ending.
const ENDING: usize = 8;

/// An address as it should be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) dest: String,
    pub(super) title: Option<String>,
    /// True for an address elsewhere on the web.
    pub(super) is_web: bool,
    /// True if nothing in it had to be guessed.
    pub(super) is_certain: bool,
}

impl Target {
    /// The address and the title as Markdown has them between round brackets.
    pub(super) fn markdown(&self) -> String {
        let needs_angles = self.dest.contains([' ', '\t', '(', ')']);
        let dest = if needs_angles { format!("<{}>", self.dest) } else { self.dest.clone() };
        match &self.title {
            Some(title) => format!("{dest} \"{}\"", with_curly_marks(title)),
            None => dest,
        }
    }
}

/// A title without straight quotation marks, which would end it.
fn with_curly_marks(title: &str) -> String {
    let mut is_open = false;
    let curly = |c| match c {
        '"' => {
            is_open = !is_open;
            if is_open { '“' } else { '”' }
        }
        other => other,
    };
    title.chars().map(curly).collect()
}

/// Reads an address, perhaps with a title. With `blanks` a file's name may have blanks.
pub(super) fn parse(text: &str, blanks: bool) -> Option<Target> {
    let text = text.trim_matches([' ', '\t', '\u{3000}']);
    if let Some(dest) = address(text, blanks) {
        // The id of a heading has a hyphen in place of a blank.
        if let Some((path, anchor)) = dest.split_once('#').filter(|(_, anchor)| anchor.contains(' ')) {
            let dest = format!("{path}#{}", anchor.split_whitespace().collect::<Vec<_>>().join("-"));
            return Some(Target { is_web: is_web(&dest), dest, title: None, is_certain: false });
        }
        return Some(Target { is_web: is_web(&dest), dest, title: None, is_certain: true });
    }
    let quotes = ['"', '\'', '“', '”', '‘', '’', '＂', '＇', '「', '」', '『', '』', '«', '»'];
    let is_end = |c: char| matches!(c, ' ' | '\t' | '\u{3000}') || quotes.contains(&c);
    let (dest, rest) = text.split_at_checked(text.find(is_end).filter(|end| *end > 0)?)?;
    let dest = address(dest.trim_end_matches([',', '，', ';', '；']), false)?;
    let rest = rest.trim();
    let is_web = is_web(&dest);
    // A blank within an address.
    if is_web && rest.bytes().all(|b| b.is_ascii_graphic() && !b"\"'()".contains(&b)) && rest.contains(['/', '.']) {
        return Some(Target { is_web, dest: format!("{dest}{rest}"), title: None, is_certain: false });
    }
    if is_size(rest) {
        return Some(Target { is_web, dest, title: None, is_certain: false });
    }
    let title = rest.trim_matches(quotes).trim();
    let is_certain = rest.starts_with(quotes) && rest.ends_with(quotes);
    (!title.is_empty()).then(|| Target { is_web, dest, title: Some(title.to_owned()), is_certain })
}

/// True for the size of a picture, `=300x200`, which other programs read.
fn is_size(text: &str) -> bool {
    let size = text.strip_prefix('=').filter(|size| !size.is_empty());
    size.is_some_and(|size| size.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'x' | b'*' | b'%')))
}

/// The address that a text starts with, and the bytes that it takes, perhaps in angle brackets.
pub(super) fn prefix(text: &str) -> Option<(&str, usize)> {
    if let Some((inside, _)) = text.strip_prefix('<').and_then(|text| text.split_once('>')) {
        return (address(inside, true).as_deref() == Some(inside)).then_some((inside, inside.len() + 2));
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '，' | '。' | '；' | '、' | '：' | '！' | '？' | '”'))
        .unwrap_or(text.len());
    let dest = text.get(..end)?.trim_end_matches(['.', ',', ';', '!', '?']);
    (address(dest, false).as_deref() == Some(dest)).then_some((dest, dest.len()))
}

/// The address as it should be written, if the text looks like one.
fn address(text: &str, blanks: bool) -> Option<String> {
    let text = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
    if looks_right(text, blanks) {
        return Some(text.to_owned());
    }
    let narrowed: String =
        text.chars().map(|c| if matches!(c, '．' | '。' | '：' | '／' | '＃') { narrow(c) } else { c }).collect();
    (narrowed != text && looks_right(&narrowed, blanks)).then_some(narrowed)
}

fn looks_right(text: &str, blanks: bool) -> bool {
    let sentence = |c: char| matches!(c, '，' | '。' | '；' | '：' | '？' | '！' | '“' | '”' | '《' | '》' | '<' | '>' | '"' | '`');
    if text.is_empty() || text.contains(sentence) || ((!blanks || is_web(text)) && text.contains(char::is_whitespace)) {
        return false;
    }
    if let Some((scheme, rest)) = text.split_once(':') {
        let is_drive = scheme.len() == 1 && rest.starts_with(['/', '\\']);
        return is_drive || !rest.is_empty() && SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme));
    }
    let is_path = text.starts_with("./") || text.starts_with("../") || text.starts_with("www.");
    let is_anchor = text.strip_prefix('#').is_some_and(|anchor| !anchor.is_empty() && anchor.chars().any(|c| !c.is_ascii_digit()));
    let is_site_path =
        text.strip_prefix('/').is_some_and(|path| path.starts_with(|c: char| c.is_ascii_alphabetic()) && path.contains(['/', '.']));
    is_path || is_anchor || is_site_path || has_ending(text)
}

/// True if a path before its anchor or query has the ending of a file.
fn has_ending(text: &str) -> bool {
    let path = text.split(['#', '?']).next().unwrap_or(text);
    let Some((name, ending)) = path.rsplit_once('.') else { return false };
    let is_short = !ending.is_empty() && ending.len() <= ENDING;
    is_short && !name.is_empty() && ENDINGS.split(' ').any(|known| known.eq_ignore_ascii_case(ending))
}

fn is_web(dest: &str) -> bool {
    dest.contains("://") || dest.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_words() {
        for text in [
            "a.md", "../甲/乙.md#节", "图.PNG", "https://a.cn", "law:civil-code#676", "#先看", "/topics/a/", "www.court.gov.cn",
            "./甲",
        ] {
            assert!(parse(text, false).is_some(), "{text}");
        }
        for text in [
            "", "3.45", "第2.1节", "见a.md，乙", "甲 a.md", "#1", "/甲", "共/3页", "和/或", "如:甲", "时间：3月", "e.g.",
            "2019.md x y",
        ] {
            assert_eq!(parse(text, false).filter(|t| t.title.is_none()), None, "{text}");
        }
    }

    #[test]
    fn an_address_is_written_as_markdown_reads_it() {
        let markdown = |text| parse(text, true).map(|t| t.markdown());
        assert_eq!(markdown("还款 计划.png").as_deref(), Some("<还款 计划.png>"));
        assert_eq!(markdown("a.md 「题 目」").as_deref(), Some("a.md \"题 目\""));
        assert_eq!(markdown("a.md \"引号\"里\"引号\"").as_deref(), Some("a.md \"引号“里”引号\""));
        assert_eq!(markdown("a.png =300x200").as_deref(), Some("a.png"));
        assert_eq!(markdown("a.png\"图一\"").as_deref(), Some("a.png \"图一\""));
        assert_eq!(markdown("a.md#想好 三个问题").as_deref(), Some("a.md#想好-三个问题"));
        assert_eq!(markdown("https://www.court.gov.c n/").as_deref(), Some("https://www.court.gov.cn/"));
        assert_eq!(markdown("law：civil-code＃676").as_deref(), Some("law:civil-code#676"));
    }
}
