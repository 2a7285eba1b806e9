//! The root element of an SVG: its width and height, else those of its view box.

use super::Header;

pub(super) fn read(bytes: &[u8]) -> Option<Header> {
    let text = String::from_utf8_lossy(bytes);
    let start = root(&text)?;
    let attributes = attributes(text.get(start..)?);
    let value = |name: &str| attributes.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    let side = |name: &str| value(name).and_then(pixels);
    let boxed = || {
        let sides: Vec<u32> =
            value("viewBox")?.split([' ', ',', '\n', '\t']).filter(|s| !s.is_empty()).skip(2).filter_map(pixels).collect();
        <[u32; 2]>::try_from(sides).ok().map(|[width, height]| (width, height))
    };
    side("width").zip(side("height")).or_else(boxed).map(|(width, height)| Header { drawn: true, ..Header::sized(width, height) })
}

/// The offset of the attributes of `<svg`, after comments and declarations.
fn root(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let open = at + text.get(at..)?.find('<')?;
        let tag = text.get(open..)?;
        if let Some(rest) = tag.strip_prefix("<svg") {
            return rest.starts_with(|c: char| c.is_whitespace() || c == '>').then_some(open + 4);
        }
        let end = if tag.starts_with("<!--") { "-->" } else { ">" };
        at = open + tag.find(end)? + end.len();
    }
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once('=') {
        if name.contains('>') {
            break;
        }
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| ['"', '\''].contains(c)) else { break };
        let Some((value, next)) = after.get(1..).and_then(|a| a.split_once(quote)) else { break };
        found.push((name.trim(), value));
        rest = next;
    }
    found
}

/// A length in pixels, rounded up; nothing for percentages and other units.
fn pixels(text: &str) -> Option<u32> {
    let text = text.trim();
    let text = text.strip_suffix("px").unwrap_or(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    Some(whole.saturating_add(u32::from(part.bytes().any(|b| b != b'0')))).filter(|n| *n > 0)
}
