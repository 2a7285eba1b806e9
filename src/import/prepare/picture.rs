//! Addresses of pictures: what a page loads late comes before what it shows at once.

use super::page::Element;

/// Attributes with the address of a picture, the best first. `file` and `zoomfile` are Discuz's.
const ADDRESSES: &[&str] =
    &["data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-echo", "zoomfile", "file", "src"];

/// The address of a picture; nothing if it has none or is a dot that only keeps a place.
pub(super) fn source(picture: Element<'_>) -> Option<&str> {
    let is_dot = |name| picture.attribute(name).is_some_and(|size| matches!(size.trim().trim_end_matches("px"), "0" | "1"));
    if is_dot("width") && is_dot("height") {
        return None;
    }
    let addresses = ADDRESSES.iter().filter_map(|name| picture.attribute(name)).map(str::trim);
    let first = addresses.into_iter().find(|address| !address.is_empty() && !is_placeholder(address));
    first.or_else(|| picture.attribute("srcset")?.split([' ', ',']).find(|address| !address.is_empty() && !is_placeholder(address)))
}

/// The description of a picture.
pub(super) fn description(picture: Element<'_>) -> String {
    picture.attribute("alt").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True if a link leads to a picture, which the page shows anyway.
pub(super) fn is_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"].iter().any(|extension| path.ends_with(extension))
}

/// True for a picture inside its address that has one pixel, or that browsers draw and the site does not carry.
fn is_placeholder(address: &str) -> bool {
    if matches!(address, "about:blank" | "#") {
        return true;
    }
    let Some((head, data)) = address.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).and(address.split_once(','))
    else {
        return false;
    };
    let head = head.to_ascii_lowercase();
    if !head.contains("image/") || head.contains("image/svg") || !head.contains("base64") {
        return true;
    }
    let bytes = first_bytes(data);
    match bytes.as_slice() {
        [b'G', b'I', b'F', b'8', _, _, width, 0, height, 0, ..] => *width <= 1 && *height <= 1,
        [0x89, b'P', b'N', b'G', ..] => bytes.get(16..24).is_some_and(|size| matches!(size, [0, 0, 0, 0 | 1, 0, 0, 0, 0 | 1])),
        _ => bytes.len() < 8,
    }
}

/// The first bytes of a text in base64.
fn first_bytes(data: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for c in data.bytes().filter(|c| !c.is_ascii_whitespace()).take(48) {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => break,
        };
        (held, bits) = (held << 6 & 0xffff | u32::from(six), bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.extend(u8::try_from(held >> bits & 0xff));
        }
    }
    bytes
}
