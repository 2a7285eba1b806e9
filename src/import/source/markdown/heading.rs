//! Headings of a Markdown text: the one that is the title, and levels that leave the first one to it.

use crate::text::markdown::{Document, Event, HeadingLevel, Tag};

/// The title that the text begins with, and the text without it. If the title is known, only a heading that repeats it is taken away.
pub(super) fn title(text: &str, known: Option<&str>) -> (Option<String>, String) {
    let start = text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']);
    let mut lines = start.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    let (heading, length) = match first.trim_end().strip_prefix("# ") {
        Some(heading) => (heading.trim().trim_end_matches('#').trim_end(), first.len()),
        None => {
            let second = lines.next().unwrap_or("");
            let is_underline = second.trim_end().len() > 1 && second.trim_end().bytes().all(|b| b == b'=');
            if !is_underline || first.trim().is_empty() {
                return (None, text.to_owned());
            }
            (first.trim(), first.len() + second.len())
        }
    };
    let plain = heading.replace(['*', '`'], "");
    if known.is_some_and(|known| known.trim() != plain) {
        return (None, text.to_owned());
    }
    (Some(plain), start.get(length..).unwrap_or("").trim_start_matches(['\n', '\r']).to_owned())
}

/// The text with every heading a level lower, if one has the level of the title.
pub(super) fn shifted(text: &str) -> String {
    let mut headings = Vec::new();
    Document::new(text).read(|event, range| {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            headings.push((level, range));
        }
    });
    if !headings.iter().any(|(level, _)| *level == HeadingLevel::H1) {
        return text.to_owned();
    }
    let (mut out, mut at) = (String::with_capacity(text.len() + headings.len()), 0);
    for (level, range) in headings {
        let written = text.get(range.clone()).unwrap_or("");
        out.push_str(text.get(at..range.start).unwrap_or(""));
        at = range.end;
        let body = written.trim_end_matches(['\n', '\r']);
        match body.rsplit_once('\n') {
            _ if written.starts_with('#') && level != HeadingLevel::H6 => out.push_str(&format!("#{written}")),
            // A heading of one line that is underlined.
            Some((words, underline)) if !written.starts_with('#') && !words.contains('\n') => {
                let mark = if level == HeadingLevel::H1 { "##" } else { "###" };
                let end = written.get(body.len()..).unwrap_or("");
                let _ = underline;
                out.push_str(&format!("{mark} {}{end}", words.trim()));
            }
            _ => out.push_str(written),
        }
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_can_be_the_title() {
        let read = |text: &str, known| title(text, known);
        assert_eq!(read("\n# 题 #\n\n正文", None), (Some("题".to_owned()), "正文".to_owned()));
        assert_eq!(read("题\n===\n正文", None), (Some("题".to_owned()), "正文".to_owned()));
        assert_eq!(read("# **题**\n正文", Some("题")), (Some("题".to_owned()), "正文".to_owned()));
        for (text, known) in [("# 甲\n正文", Some("题")), ("正文\n# 甲", None), ("正文\n---\n", None), ("", None), ("## 甲", None)]
        {
            assert_eq!(read(text, known), (None, text.to_owned()), "{text}");
        }
    }

    #[test]
    fn headings_leave_the_first_level_to_the_title() {
        assert_eq!(
            shifted("# 甲\n\n## 乙 ##\n\n###### 丙\n\n丁\n=\n\n戊\n---\n\n```\n# 己\n```\n"),
            "## 甲\n\n### 乙 ##\n\n###### 丙\n\n## 丁\n\n### 戊\n\n```\n# 己\n```\n"
        );
        for text in ["## 甲\n\n乙\n---\n", "`# 甲`", ""] {
            assert_eq!(shifted(text), text);
        }
    }
}
