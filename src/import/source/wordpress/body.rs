//! The content of an item → a body: shortcodes are taken out, and texts between the blocks of the editor get their paragraphs.

use super::shortcode;
use crate::import::record::Body;
use crate::text::markdown::html::{self, HtmlPart};

/// Contents beyond this many bytes are not looked at for texts between blocks.
const MAX_MIXED: usize = 4 << 20;
/// Mark of a block of the editor.
const BLOCK: &str = "<!-- wp:";
const BLOCK_END: &str = "<!-- /wp:";
const PAGE_END: &str = "<!--nextpage-->";

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) body: Body,
    /// Pages of an article in parts; 1 if it has none.
    pub(super) pages: usize,
    pub(super) not_carried: Vec<String>,
}

pub(super) fn of(content: &str) -> Content {
    let pages = content.matches(PAGE_END).count() + 1;
    let (text, not_carried) = shortcode::without(content);
    // A site shows content with blocks as it is, and in other content a blank line is a paragraph.
    let body = match text.contains(BLOCK) {
        true if text.len() <= MAX_MIXED => Body::Html(with_paragraphs(&text)),
        true => Body::Html(text),
        false => Body::HtmlByLines(text),
    };
    Content { body, pages, not_carried }
}

/// The content with breaks for the line ends of texts that stand between blocks.
fn with_paragraphs(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let (mut rest, mut depth) = (content, 0_usize);
    while let Some(start) = rest.find("<!--") {
        let (text, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let length = tail.find("-->").map_or(tail.len(), |n| n + 3);
        let (comment, tail) = tail.split_at_checked(length).unwrap_or((tail, ""));
        push(&mut out, text, depth == 0);
        if comment.starts_with(BLOCK) && !comment.ends_with("/-->") {
            depth += 1;
        } else if comment.starts_with(BLOCK_END) {
            depth = depth.saturating_sub(1);
        }
        rest = tail;
    }
    push(&mut out, rest, depth == 0);
    out
}

fn push(out: &mut String, text: &str, is_between: bool) {
    if !is_between || !text.trim().contains('\n') {
        return out.push_str(text);
    }
    let mut depth = 0_usize;
    for (part, range) in html::parts(text) {
        let written = text.get(range).unwrap_or("");
        match part {
            HtmlPart::Refused { name, closing } if is_block(name) => {
                depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
                out.push_str(written);
            }
            HtmlPart::Text(text) if depth == 0 => push_lines(out, text),
            _ => out.push_str(written),
        }
    }
}

/// Writes a text with a break for each line end, and two for a blank line.
fn push_lines(out: &mut String, text: &str) {
    if text.trim().is_empty() {
        return out.push_str(text);
    }
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            out.push_str("<br>\n");
        }
        out.push_str(line);
    }
    if text.ends_with('\n') {
        out.push('\n');
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 22] = [
        "p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre", "figure", "section", "h1",
        "h2", "h3", "h4", "h5", "h6", "dl",
    ];
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_body_is_that_of_its_editor() {
        let body = |content: &str| of(content).body;
        assert_eq!(body("甲。\n\n乙。"), Body::HtmlByLines("甲。\n\n乙。".to_owned()));
        let blocks = "<!-- wp:paragraph -->\n<p>甲\n乙</p>\n<!-- /wp:paragraph -->\n<h2>\n丙\n</h2>\n";
        assert_eq!(body(blocks), Body::Html("\n<p>甲\n乙</p>\n\n<h2>\n丙\n</h2>\n".to_owned()));
        let mixed = "甲。\n\n乙<b>丙</b>\n丁<!-- wp:more --><!--more--><!-- /wp:more --><!-- wp:image {\"id\":5} /-->\n戊。\n己";
        assert_eq!(body(mixed), Body::Html("甲。<br>\n<br>\n乙<b>丙</b><br>\n丁<br>\n戊。<br>\n己".to_owned()));
    }

    #[test]
    fn pages_are_counted() {
        assert_eq!(of("甲<!--nextpage-->乙<!--nextpage-->丙").pages, 3);
        assert_eq!(of("").pages, 1);
    }
}
