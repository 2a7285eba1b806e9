//! Escaping of text: which characters get a backslash.
//!
//! A backslash stands where the parser could take the character for markup, and where a rule of the site warns of markup without
//! effect. A number of a list, a mark of a heading and the like count at the start of a line only.

/// Where a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    /// True at the start of a line that may begin a block.
    pub(super) begins_line: bool,
    /// True if nothing of the line follows.
    pub(super) ends_line: bool,
    /// True in a cell, and in a paragraph of several lines, which could be a table.
    pub(super) escapes_pipes: bool,
    /// True if a tilde could have a partner.
    pub(super) escapes_tildes: bool,
    /// True inside the words of a link or picture.
    pub(super) in_link: bool,
    /// True behind a reference to a footnote, which a colon would make a definition.
    pub(super) follows_note: bool,
    /// True before a link, which an exclamation mark would make a picture.
    pub(super) precedes_link: bool,
}

/// The longest name of an entity that is looked for, in bytes.
const LONGEST_ENTITY: usize = 40;

/// True for a character that no page can show.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

/// Appends a text. Line ends and tabs become blanks, control characters nothing.
pub(super) fn escape(text: &str, place: Surroundings, out: &mut String) {
    let text = if place.begins_line { text.trim_start() } else { text };
    let mut start = if place.begins_line { line_start(text, place.ends_line) } else { None };
    if place.follows_note && text.starts_with([':', '(', '：']) {
        start = Some(0);
    }
    let mut before = None;
    for (at, c) in text.char_indices() {
        if is_control(c) {
            continue;
        }
        let after = text.get(at + c.len_utf8()..).unwrap_or("");
        if c.is_ascii_punctuation() && (start == Some(at) || is_markup(c, before, after, place)) {
            out.push('\\');
        }
        out.push(if matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
        before = Some(c);
    }
}

/// True for a character that could be markup at any place of a line.
fn is_markup(c: char, before: Option<char>, after: &str, place: Surroundings) -> bool {
    let next = after.chars().next();
    match c {
        '\\' | '`' | '*' | '[' | '{' => true,
        ']' => place.in_link,
        '|' => place.escapes_pipes,
        '~' => place.escapes_tildes,
        // Between letters and digits it is never a delimiter.
        '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        '<' => next.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => is_entity(after),
        '!' => next.is_none() && place.precedes_link || next == Some('['),
        // Marks of other programs, of which the site warns: `==重点==`, `++重点++`, `^^重点^^`, `%%注%%`, `$$式$$`.
        '=' | '+' | '^' | '%' | '$' => next == Some(c) && before != Some(c) && is_repeated(c, after),
        _ => false,
    }
}

/// True if a mark of two characters, the second of which begins `after`, has a partner.
fn is_repeated(c: char, after: &str) -> bool {
    let later = after.strip_prefix(c).unwrap_or("");
    later.char_indices().any(|(at, next)| next == c && later.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(c)))
}

/// True if an ampersand before `after` begins an entity.
fn is_entity(after: &str) -> bool {
    let near = after.get(..after.floor_char_boundary(LONGEST_ENTITY)).unwrap_or("");
    let name = near.split(';').next().filter(|name| name.len() < near.len());
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'))
}

/// The offset of the character that would begin a block at the start of a line.
fn line_start(text: &str, ends_line: bool) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    let mut marks = rest.chars();
    let (first, second) = (marks.next()?, marks.next());
    let is_parted = second.map_or(ends_line, char::is_whitespace);
    let begins = match first {
        '.' | ')' => digits > 0,
        _ if digits > 0 => false,
        '#' | '>' | ':' | '=' | '|' => true,
        '-' => is_parted || second == Some('-'),
        '+' => is_parted,
        '!' | '?' | '@' => second == Some(first) || second == Some('['),
        _ => false,
    };
    begins.then_some(digits)
}

/// True if a link or picture leads somewhere.
pub(crate) fn has_address(target: &str) -> bool {
    target.chars().any(|c| !c.is_whitespace() && !is_unseen(c))
}

fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The address of a link or picture as it stands between parentheses.
pub(super) fn address(target: &str) -> String {
    let target = target.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    let mut out = String::with_capacity(target.len() + 2);
    for (at, c) in target.char_indices() {
        let after = target.get(at + c.len_utf8()..).unwrap_or("");
        match c {
            c if is_unseen(c) => {}
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '|' => out.push_str("%7C"),
            '`' => out.push_str("%60"),
            '\\' => out.push_str("%5C"),
            '&' if is_entity(after) => out.push_str("&amp;"),
            c if c.is_whitespace() => c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| out.push_str(&format!("%{b:02X}"))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let place = Surroundings {
            begins_line: true,
            ends_line: true,
            escapes_pipes: false,
            escapes_tildes: false,
            in_link: false,
            follows_note: false,
            precedes_link: false,
        };
        let mut out = String::new();
        escape(text, place, &mut out);
        out
    }

    #[test]
    fn the_start_of_a_line_is_no_block() {
        for (text, escaped) in [
            ("# 题", "\\# 题"),
            ("#", "\\#"),
            ("1. 甲", "1\\. 甲"),
            ("12)甲", "12\\)甲"),
            ("1、甲", "1、甲"),
            ("- 甲", "\\- 甲"),
            ("-", "\\-"),
            ("---", "\\---"),
            ("-5%", "-5%"),
            ("+ 甲", "\\+ 甲"),
            ("+86", "+86"),
            ("> 甲", "\\> 甲"),
            (": 甲", "\\: 甲"),
            (":::tip", "\\:::tip"),
            ("===", "\\==="),
            ("    甲", "甲"),
            ("\u{3000}# 甲", "\\# 甲"),
        ] {
            assert_eq!(line(text), escaped, "{text}");
        }
    }

    #[test]
    fn only_what_may_be_markup_gets_a_backslash() {
        for (text, escaped) in [
            ("法释[2020]6号", "法释\\[2020]6号"),
            ("1*2*3", "1\\*2\\*3"),
            ("a_b", "a_b"),
            ("_a", "\\_a"),
            ("a < b > c", "a < b > c"),
            ("<b>", "\\<b>"),
            ("<甲>", "<甲>"),
            ("A&B", "A&B"),
            ("A&amp;B", "A\\&amp;B"),
            ("&#39;", "\\&#39;"),
            ("{lender.x}", "\\{lender.x}"),
            ("{{a.b}}", "\\{\\{a.b}}"),
            ("a\\b", "a\\\\b"),
            ("甲\t乙\n丙\u{8}丁", "甲 乙 丙丁"),
            ("==重==", "\\==重=="),
            ("C++", "C++"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(line(text), escaped, "{text}");
        }
    }

    #[test]
    fn an_address_ends_where_it_ends() {
        assert_eq!(address(" a b(c)<d>&amp;e "), "a%20b%28c%29%3Cd%3E&amp;amp;e");
        assert_eq!(address("/hf/1.html?a=1&b=2#甲"), "/hf/1.html?a=1&b=2#甲");
    }
}
