//! Blocks of raw HTML in a Markdown text: their words, without tags.

use super::super::super::document::{Block, Inline};
use crate::text::markdown::html::{HtmlPart, is_silent, parts};

/// Tags that part neither words nor paragraphs.
const WITHIN: [&str; 14] = ["a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "ins", "s", "small", "span", "strong"];

/// Named entities that old programs write. The parser decodes those outside of HTML.
const ENTITIES: [(&str, char); 12] = [
    ("nbsp", ' '),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("middot", '·'),
    ("mdash", '—'),
];

/// The longest entity, in bytes.
const LONGEST: usize = 12;

/// The text of a block, a paragraph for each element that divides text. Scripts and styles are no text.
pub(super) fn paragraphs(html: &str) -> Vec<Block> {
    let mut all = vec![String::new()];
    let mut is_hidden = false;
    for (part, _) in parts(html) {
        match part {
            HtmlPart::Refused { name, closing } if is_silent(name) => is_hidden = !closing,
            _ if is_hidden => {}
            HtmlPart::Text(text) => all.last_mut().into_iter().for_each(|last| decode(text, last)),
            HtmlPart::Break => all.push(String::new()),
            HtmlPart::Refused { name, .. } if !WITHIN.iter().any(|known| known.eq_ignore_ascii_case(name)) => {
                all.push(String::new());
            }
            _ => {}
        }
    }
    let full = all.into_iter().filter(|text| !text.trim().is_empty());
    full.map(|text| Block::Paragraph(vec![Inline::Text(text.trim().to_owned())])).collect()
}

fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let near = after.get(1..after.floor_char_boundary(LONGEST)).unwrap_or("");
        let decoded = near.split_once(';').and_then(|(name, _)| Some((character(name)?, name.len() + 2)));
        let (c, length) = decoded.unwrap_or(('&', 1));
        out.push(c);
        rest = after.get(length..).unwrap_or("");
    }
    out.push_str(rest);
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        return char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_and_scripts_left_out() {
        let html = "<div class=a>本&nbsp;金<p>利息 &#20803; &lt;b&gt; &x; A&B</p><script>alert(1)</script><b>后</b>文</div>\n";
        let text = |block: Block| if let Block::Paragraph(content) = block { format!("{content:?}") } else { String::new() };
        let texts: Vec<String> = paragraphs(html).into_iter().map(text).collect();
        assert_eq!(texts, ["[Text(\"本 金\")]", "[Text(\"利息 元 <b> &x; A&B\")]", "[Text(\"后文\")]"]);
    }
}
