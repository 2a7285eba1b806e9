//! Addresses as the ledger writes them: decoded, except for what would break a line or change its meaning.
//!
//! Blanks, control characters, `%`, `?` and `#` of a path stay encoded, and in a query also `&`, `=` and `+`. Bytes that are not UTF-8
//! stay encoded too: old sites had addresses in GBK.

use std::borrow::Cow;
use std::fmt::Write;

use crate::model::slug::Why;
use crate::text::url;

/// The longest address in bytes.
const MAX_BYTES: usize = 2_000;

/// The address of a path that was decoded, such as `/hf/101.html`.
pub(crate) fn path(decoded: &str) -> String {
    encode(decoded, |c| matches!(c, '?' | '#'))
}

/// The address of a path with a query that was decoded, such as `/?id=12`.
pub(crate) fn query(decoded: &str) -> String {
    encode(decoded, |c| c == '#')
}

fn encode(decoded: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(decoded.len() + 1);
    out.push('/');
    for c in decoded.trim_start_matches('/').chars() {
        if c.is_control() || c.is_whitespace() || c == '%' || is_special(c) {
            push_encoded(&mut out, c);
        } else {
            out.push(c);
        }
    }
    out
}

fn push_encoded(out: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a String cannot fail.
        let _ = write!(out, "%{byte:02X}");
    }
}

/// An address as a person writes it in the form of the ledger, or the reason why it is none.
pub(crate) fn normal(written: &str) -> Result<Cow<'_, str>, Why> {
    if !written.starts_with('/') || written.starts_with("//") {
        return Err(("网址是本站的路径，以一条斜线 / 开头", "the address is a path of the site, which starts with one /"));
    }
    if written.len() > MAX_BYTES {
        return Err(("网址超过 2000 个字节", "the address has more than 2000 bytes"));
    }
    if written.contains('#') {
        return Err(("网址不能有 #", "the address has a #"));
    }
    if written.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(("网址里有空白；写成 %20", "the address has a blank; write %20"));
    }
    if !written.contains('%') {
        return Ok(Cow::Borrowed(written));
    }
    let (path, query) = written.split_once('?').map_or((written, None), |(path, query)| (path, Some(query)));
    let mut out = decode(path, "%?#/");
    if let Some(query) = query {
        out.push('?');
        out.push_str(&decode(query, "%#&=+"));
    }
    Ok(Cow::Owned(out))
}

/// Decodes the sequences of a text that are UTF-8 and stand neither for a blank nor for one of these characters.
fn decode(text: &str, special: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bytes = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some((byte, after)) = sequence(rest) {
            bytes.push(byte);
            rest = after;
            continue;
        }
        flush(&mut bytes, special, &mut out);
        let mut chars = rest.chars();
        match chars.next() {
            Some('%') => out.push_str("%25"),
            c => out.extend(c),
        }
        rest = chars.as_str();
    }
    flush(&mut bytes, special, &mut out);
    out
}

/// The byte of the sequence `%XX` at the start of a text, with the text after it.
fn sequence(text: &str) -> Option<(u8, &str)> {
    let digits = text.strip_prefix('%')?.get(..2)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let byte = u8::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    Some((byte, text.get(3..)?))
}

/// Moves bytes to a text: as characters if they are UTF-8, else encoded.
fn flush(bytes: &mut Vec<u8>, special: &str, out: &mut String) {
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_control() || c.is_whitespace() || special.contains(c) {
                push_encoded(out, c);
            } else {
                out.push(c);
            }
        }
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    bytes.clear();
}

/// The path of an address without its slash, decoded; `None` if it is a query or has bytes that are not UTF-8.
pub(crate) fn path_of(address: &str) -> Option<Cow<'_, str>> {
    let path = address.strip_prefix('/').filter(|path| !path.contains('?'))?;
    if path.contains('%') { url::decode(path).map(Cow::Owned) } else { Some(Cow::Borrowed(path)) }
}
