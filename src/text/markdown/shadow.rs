//! A copy of a Markdown text, of the same length, that CommonMark's flanking rules read as a Chinese reader would.
//!
//! CommonMark takes `**` beside a full-width mark for a delimiter on one side only, so that `**重点：**内容` stays literal. In
//! the shadow a full-width mark that touches a run of `*` (or `~~`) and has a letter on the other side is a letter; and a
//! Chinese letter that has ASCII punctuation on the other side of the run is a mark. This is the rule of the CJK-friendly
//! amendments to CommonMark. Every substitute replaces one character only and has as many bytes, so that offsets hold and every
//! string of the parser can be turned back. ASCII never changes, and a text that holds a substitute itself has no shadow. It
//! also covers one text on which the parser panics ([`lone_backslashes`]), and the heads of alerts that it does not know
//! ([`alert::substitutes`]).

use super::alert;

/// First and last of a range of marks, and the letter that replaces the first. Those of three and four bytes are private.
const LETTERS: [(char, char, u32); 7] = [
    ('×', '×', 0x07c0),
    ('\u{a1}', '\u{bf}', 0x07c1),
    ('÷', '÷', 0x07e0),
    ('\u{2000}', '\u{2bff}', 0xe000),
    ('\u{3000}', '\u{303f}', 0xec00),
    ('\u{fe00}', '\u{ffff}', 0xec40),
    ('\u{1f000}', '\u{1ffff}', 0xf0000),
];
/// First of the marks that stand for letters (Yi radicals), and how many there are.
const MARKS: u32 = 0xa490;
const MARK_COUNT: u32 = 55;
/// Lead bytes that only substitutes have.
const LEADS: [u8; 4] = [0xdf, 0xee, 0xf3, 0xea];

#[derive(Debug)]
pub(super) struct Shadow {
    text: String,
    /// True if marks and letters were exchanged.
    swapped: bool,
    /// Letters that became marks, by the number of their mark.
    letters: Vec<char>,
    /// The substitute for the backslashes of [`lone_backslashes`].
    backslash: Option<char>,
}

impl Shadow {
    /// The shadow of `text`; nothing if the parser reads the text correctly.
    pub(super) fn of(text: &str) -> Option<Shadow> {
        let emphasis = emphasis(text);
        let (backslashes, alerts) = (lone_backslashes(text), alert::substitutes(text));
        if emphasis.is_none() && backslashes.is_empty() && alerts.is_empty() {
            return None;
        }
        let swapped = emphasis.is_some();
        let (mut shadow, letters) = emphasis.unwrap_or_else(|| (text.to_owned(), Vec::new()));
        alerts.iter().for_each(|head| shadow.replace_range(head.range.clone(), &head.text));
        let mut backslash = None;
        if !backslashes.is_empty() {
            let substitute = ('\u{1}'..='\u{8}').find(|c| !text.contains(*c)).unwrap_or('\u{1}');
            let mut buffer = [0; 4];
            let substitute_text: &str = substitute.encode_utf8(&mut buffer);
            for at in backslashes {
                shadow.replace_range(at..at + 1, substitute_text);
            }
            backslash = Some(substitute);
        }
        Some(Shadow { text: shadow, swapped, letters, backslash })
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The string with its substitutes undone; nothing if it has none.
    pub(super) fn undo(&self, string: &str) -> Option<String> {
        let original = |c: char| self.original(c).unwrap_or(c);
        string.chars().any(|c| self.original(c).is_some()).then(|| string.chars().map(original).collect())
    }

    fn original(&self, c: char) -> Option<char> {
        if self.backslash == Some(c) {
            return Some('\\');
        }
        if !self.swapped {
            return None;
        }
        let n = u32::from(c);
        if let Some(number) = n.checked_sub(MARKS).filter(|number| *number < MARK_COUNT) {
            return self.letters.get(number as usize).copied();
        }
        let within = |(first, last, letter): &&(char, char, u32)| (*letter..=letter + (*last as u32 - *first as u32)).contains(&n);
        LETTERS.iter().find(within).and_then(|(first, _, letter)| char::from_u32(n - letter + *first as u32))
    }
}

/// The text with marks and letters exchanged beside runs, and the letters that became marks; nothing if none did.
fn emphasis(text: &str) -> Option<(String, Vec<char>)> {
    let mut writer = ShadowWriter { text, shadow: String::new(), copied: 0, letters: Vec::new(), last: None };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(run) = next_run(bytes, at) {
        writer.visit(run.start, run.end);
        at = run.end;
    }
    if writer.copied == 0 || LEADS.iter().any(|lead| bytes.contains(lead)) {
        return None;
    }
    writer.shadow.push_str(text.get(writer.copied..).unwrap_or(""));
    Some((writer.shadow, writer.letters))
}

/// Backslashes that are all the text of a task's first line. pulldown-cmark 0.13.6 panics if such a line is the text of
/// an underlined heading (`- [ ] \` above `---`).
fn lone_backslashes(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if let Some(before) = line.trim_end_matches(['\n', '\r']).strip_suffix('\\') {
            let marker = before.trim_end_matches([' ', '\t', '\u{b}', '\u{c}']);
            if marker.len() < before.len() && marker.ends_with(']') {
                found.push(start + before.len());
            }
        }
        start += line.len();
    }
    found
}

fn letter_for(mark: char) -> Option<char> {
    let (first, _, letter) = LETTERS.iter().find(|(first, last, _)| (*first..=*last).contains(&mark))?;
    char::from_u32(mark as u32 - *first as u32 + letter)
}

/// The class of a character for the flanking rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A blank or the end of the text.
    Space,
    Ascii,
    Mark,
    /// A letter of three bytes from Chinese text, which may become a mark.
    Chinese,
    /// Any other letter or digit.
    Other,
}

fn class(c: Option<char>) -> Class {
    match c {
        None => Class::Space,
        Some(c) if c.is_ascii_punctuation() => Class::Ascii,
        Some(c) if c.is_whitespace() => Class::Space,
        Some(c) if is_mark(c) => Class::Mark,
        Some('\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{2e80}'..='\u{a48f}') => Class::Chinese,
        Some('\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff10}'..='\u{ffdc}') => Class::Chinese,
        Some(_) => Class::Other,
    }
}

/// Punctuation and symbols beyond ASCII.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{a1}'..='\u{a9}' | '\u{ab}' | '\u{ac}' | '\u{ae}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}'
        | '×' | '÷' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20c0}' | '\u{2100}' | '\u{2101}'
        | '\u{2103}'..='\u{2106}' | '\u{2116}' | '\u{2190}'..='\u{23ff}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{2bff}'
        | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303d}'..='\u{303f}' | '\u{fe10}'..='\u{fe19}'
        | '\u{fe30}'..='\u{fe6b}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f000}'..='\u{1faff}')
}

/// The next run of `*`, or of exactly two `~`, from `at` on. An escaped delimiter is no part of a run.
fn next_run(bytes: &[u8], at: usize) -> Option<std::ops::Range<usize>> {
    let mut from = at;
    loop {
        let start = from + memchr::memchr2(b'*', b'~', bytes.get(from..)?)?;
        let delimiter = *bytes.get(start)?;
        let length = bytes.get(start..)?.iter().take_while(|b| **b == delimiter).count();
        let escapes = bytes.get(at..start)?.iter().rev().take_while(|b| **b == b'\\').count();
        let begin = start + escapes % 2;
        let end = start + length;
        // A single ~ is a sign of ranges in Chinese text, not markup that wants help.
        if begin < end && (delimiter == b'*' || end - begin == 2) {
            return Some(begin..end);
        }
        from = end;
    }
}

/// Writes the shadow, run by run.
struct ShadowWriter<'a> {
    text: &'a str,
    shadow: String,
    /// End of the part of `text` that was copied to `shadow`.
    copied: usize,
    letters: Vec<char>,
    /// The last written character and its end, in case it touches the next run too.
    last: Option<(usize, Class)>,
}

impl ShadowWriter<'_> {
    /// Replaces the character on one side of a run if the flanking rules need it.
    fn visit(&mut self, start: usize, end: usize) {
        let before = self.text.get(..start).and_then(|t| t.chars().next_back());
        let after = self.text.get(end..).and_then(|t| t.chars().next());
        let left = self.last.filter(|(until, _)| *until == start).map_or_else(|| class(before), |(_, class)| class);
        let first = start - before.map_or(0, char::len_utf8);
        let (replaced, at, is_mark) = match (left, class(after)) {
            (Class::Mark, Class::Chinese | Class::Other) => (before, first, true),
            (Class::Chinese | Class::Other, Class::Mark) => (after, end, true),
            (Class::Ascii, Class::Chinese) => (after, end, false),
            (Class::Chinese, Class::Ascii) => (before, first, false),
            _ => return,
        };
        let Some(c) = replaced else { return };
        // The first of two runs decides on the character between them.
        if at < self.copied {
            return;
        }
        let substitute = if is_mark { letter_for(c) } else { self.mark_for(c) };
        let Some(substitute) = substitute.filter(|s| s.len_utf8() == c.len_utf8()) else { return };
        self.shadow.push_str(self.text.get(self.copied..at).unwrap_or(""));
        self.shadow.push(substitute);
        self.copied = at + c.len_utf8();
        self.last = Some((self.copied, if is_mark { Class::Other } else { Class::Ascii }));
    }

    /// The substitute mark of a letter; nothing if all are in use.
    fn mark_for(&mut self, letter: char) -> Option<char> {
        let position = self.letters.iter().position(|l| *l == letter).unwrap_or(self.letters.len());
        let number = u32::try_from(position).ok().filter(|number| *number < MARK_COUNT)?;
        if position == self.letters.len() {
            self.letters.push(letter);
        }
        char::from_u32(MARKS + number)
    }
}
