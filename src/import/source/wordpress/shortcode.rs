//! Shortcodes: `[caption]` becomes a picture with its words, other ones are taken out and named. The words between an opening and a
//! closing one stay.

use std::collections::BTreeSet;

/// Shortcodes without words of the article between them.
const SILENT: [&str; 6] = ["embed", "audio", "video", "playlist", "gallery", "contact-form-7"];
/// Shortcodes that may stand alone without attributes.
const KNOWN: [&str; 16] = [
    "gallery", "caption", "wp_caption", "embed", "audio", "video", "playlist", "toc", "ez-toc", "contact-form-7", "contact-form",
    "wpforms", "ninja_form", "gravityform", "rev_slider", "sc",
];
/// The longest shortcode in bytes.
const MAX_LENGTH: usize = 4096;

/// A shortcode at the beginning of a text.
#[derive(Debug, PartialEq, Eq)]
struct Shortcode<'t> {
    name: &'t str,
    attributes: &'t str,
    is_closing: bool,
    /// Bytes up to and with the closing bracket.
    length: usize,
}

/// The text without shortcodes, and the names of those that are not carried.
pub(super) fn without(text: &str) -> (String, Vec<String>) {
    if !text.contains('[') {
        return (text.to_owned(), Vec::new());
    }
    let closed = closed(text);
    let (mut out, mut names, mut rest) = (String::with_capacity(text.len()), Vec::new(), text);
    while let Some(start) = rest.find('[') {
        let (before, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
        out.push_str(before);
        rest = tail.get(1..).unwrap_or("");
        // `[[name]]` is shown as `[name]`.
        if rest.starts_with('[')
            && let Some(inner) = parse(rest)
            && rest.get(inner.length..).is_some_and(|after| after.starts_with(']'))
        {
            out.push_str(rest.get(..inner.length).unwrap_or(""));
            rest = rest.get(inner.length + 1..).unwrap_or("");
            continue;
        }
        let Some(code) = parse(tail).filter(|code| is_shortcode(code, &closed)) else {
            out.push('[');
            continue;
        };
        rest = tail.get(code.length..).unwrap_or("");
        let name = code.name.to_ascii_lowercase();
        let is_caption = matches!(name.as_str(), "caption" | "wp_caption");
        let inner = inner(rest, code.name).filter(|_| !code.is_closing && (is_caption || SILENT.contains(&name.as_str())));
        if let Some((inner, length)) = inner {
            rest = rest.get(length..).unwrap_or("");
            if is_caption {
                push_caption(&mut out, inner, code.attributes);
                continue;
            }
        }
        if !code.is_closing && !is_caption {
            names.push(format!("shortcode.{name}"));
        }
    }
    out.push_str(rest);
    (out, names)
}

/// Names of all shortcodes that are closed somewhere.
fn closed(text: &str) -> BTreeSet<String> {
    let closing = text.match_indices("[/").filter_map(|(at, _)| parse(text.get(at..)?));
    closing.filter(|code| code.is_closing).map(|code| code.name.to_ascii_lowercase()).collect()
}

/// True for what a site would run. Words in brackets, such as `[1]` or `[sic]`, are words.
fn is_shortcode(code: &Shortcode<'_>, closed: &BTreeSet<String>) -> bool {
    let name = code.name.to_ascii_lowercase();
    closed.contains(&name) || KNOWN.contains(&name.as_str()) || code.attributes.contains("=\"") || code.attributes.contains("='")
}

fn parse(text: &str) -> Option<Shortcode<'_>> {
    let inner = text.strip_prefix('[')?;
    let is_closing = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
    let (name, tail) = inner.split_at_checked(end)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !tail.starts_with([']', ' ', '\n', '\t', '/', '=']) {
        return None;
    }
    let mut quote = None;
    for (at, byte) in tail.bytes().take(MAX_LENGTH).enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b'[') => return None,
            (None, b']') => {
                let length = text.len() - tail.len() + at + 1;
                return Some(Shortcode { name, attributes: tail.get(..at)?.trim(), is_closing, length });
            }
            _ => {}
        }
    }
    None
}

/// What stands between a shortcode and the one that closes it, and the length of both together.
fn inner<'t>(text: &'t str, name: &str) -> Option<(&'t str, usize)> {
    let end = format!("[/{name}]");
    let at = text.get(..text.floor_char_boundary(1 << 16))?.find(&end)?;
    Some((text.get(..at)?, at + end.len()))
}

/// A picture and its caption, each in a paragraph. Older captions are an attribute.
fn push_caption(out: &mut String, inner: &str, attributes: &str) {
    // The caption follows the picture, or the link around it.
    let picture = inner.rfind("/a>").map(|n| n + 3).or_else(|| {
        let start = inner.find("<img")?;
        inner.get(start..)?.find('>').map(|n| start + n + 1)
    });
    let (picture, words) = inner.split_at_checked(picture.unwrap_or(0)).unwrap_or(("", inner));
    let attribute = attributes.split_once("caption=\"").and_then(|(_, value)| value.split_once('"')).map_or("", |(value, _)| value);
    for part in [picture, words, attribute] {
        if !part.trim().is_empty() {
            out.push_str(&format!("<p>{}</p>", part.trim()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_becomes_a_picture_and_its_words() {
        let read = |text: &str| without(text).0;
        assert_eq!(
            read("甲[caption id=\"attachment_5\" width=\"300\"]<img src=\"a.png\" alt=\"图\" /> 罚息[1]对照[/caption]乙"),
            "甲<p><img src=\"a.png\" alt=\"图\" /></p><p>罚息[1]对照</p>乙"
        );
        assert_eq!(
            read("[caption width='1']<a href=\"b\"><img src=a></a>说明[/caption]"),
            "<p><a href=\"b\"><img src=a></a></p><p>说明</p>"
        );
        assert_eq!(read("[wp_caption caption=\"说明]\"]<img src=a>[/wp_caption]"), "<p><img src=a></p><p>说明]</p>");
        assert_eq!(read("[caption]没有图[/caption]"), "<p>没有图</p>");
        assert_eq!(read("甲[caption id=\"1\"]<img src=a>乙"), "甲<img src=a>乙");
    }

    #[test]
    fn other_shortcodes_are_named_and_their_words_stay() {
        let read = |text: &str| {
            let (text, names) = without(text);
            (text, names.join(" "))
        };
        let pair = |text: &str, names: &str| (text.to_owned(), names.to_owned());
        assert_eq!(read("甲[gallery ids=\"1,2\"]乙"), pair("甲乙", "shortcode.gallery"));
        assert_eq!(
            read("[vc_row][vc_column width=\"1/2\"]甲[/vc_column][/vc_row]"),
            pair("甲", "shortcode.vc_row shortcode.vc_column")
        );
        assert_eq!(read("[embed]https://v.example/1[/embed]甲"), pair("甲", "shortcode.embed"));
        assert_eq!(read("[su_note]要紧[/su_note]"), pair("要紧", "shortcode.su_note"));
        assert_eq!(read("[[gallery]]"), pair("[gallery]", ""));
    }

    #[test]
    fn words_in_brackets_are_no_shortcodes() {
        for text in ["[1]", "[注]", "[sic]", "参见[2024]1号", "a[i]", "[", "[[", "[a", "[ gallery]", "[甲 a=\"b\"]", "[x [y]]"]
        {
            assert_eq!(without(text), (text.to_owned(), Vec::new()), "{text}");
        }
        assert!(without(&"[a ".repeat(100_000)).1.is_empty());
    }
}
