//! Characters that readers cannot see: they hide words from the search and from these rules, and some change the order in which
//! a text is shown. Code is not looked at.

use std::ops::Range;

use super::Collector;
use super::fix_site::{self, FixKind, FixSite};
use crate::diag::catalogue::{CharacterFault, RuleFault};
use crate::model::facts::{Kind, Plain};
use crate::text::han::is_han;
use crate::text::invisible::{is_blank, is_directional, is_shapeless};

/// Bytes that are looked at together.
const BLOCK: usize = 32;
/// The most bytes of the marks before the text of a line.
const INDENT: usize = 100;
/// More characters than a flag is made of.
const TAGS: usize = 16;

/// Reports the invisible characters of a body. Those that carry no meaning can be removed by machine.
pub(super) fn characters(plain: &Plain, file: &str, found: &mut Collector) {
    let text = plain.text();
    let (mut turns, mut doubtful, mut end) = (None, Vec::new(), 0);
    candidates(text, &mut |at, c| {
        if at < end {
            return;
        }
        let range = at..at + c.len_utf8();
        let body = Body { text, plain, file };
        let mut add = |range: Range<usize>, place: Place| match place {
            Place::Meant => {}
            _ if plain.kind(range.start) == Kind::Code => {}
            Place::Removable => found.fix_sites.push(FixSite { kind: FixKind::Invisible, span: plain.place(range), text: "" }),
            Place::Doubtful => doubtful.push(plain.place(range)),
        };
        if is_blank(c) {
            let (run, place) = body.blanks(range);
            end = run.end;
            add(run, place);
        } else if is_directional(c) {
            match turns.get_or_insert_with(|| Turns::of(text)) {
                Turns::Harmless => add(range, Place::Removable),
                Turns::Wanted if !matches!(c, '\u{202d}' | '\u{202e}') => {}
                _ if plain.kind(at) == Kind::Code => {}
                _ => found.add(plain.place(range), RuleFault::TextDirection {}),
            }
        } else {
            let place = body.character(range.clone(), c);
            add(range, place);
        }
    });
    fix_site::doubtful(&found.path, file, &doubtful).into_iter().for_each(|finding| found.push(finding));
}

/// What becomes of an invisible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It has a meaning there.
    Meant,
    Removable,
    /// A line ends there, or a paragraph begins, for a reader: a person has to decide.
    Doubtful,
}

/// The fault of an invisible character; `more` counts others of its kind.
pub(super) fn fault(written: &str, more_zh: &str, more_en: &str) -> CharacterFault {
    let first = written.chars().next().unwrap_or('\u{fffd}');
    let (zh, en) = match first {
        '&' => (written, written),
        '\u{ad}' => ("软连字符", "soft hyphen"),
        '\u{200b}' => ("零宽空格", "zero-width space"),
        '\u{200c}' | '\u{200d}' => ("零宽连字符", "zero-width joiner"),
        '\u{2060}' => ("单词连接符", "word joiner"),
        '\u{feff}' => ("字节顺序标记", "byte-order mark"),
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => ("换行符", "line separator"),
        '\u{3000}' => ("全角空格", "ideographic blank"),
        c if is_blank(c) => ("不换行或特殊宽度的空格", "blank of a special width"),
        c if is_directional(c) => ("文字方向符", "direction mark"),
        c if c.is_control() => ("控制字符", "control character"),
        _ => ("看不见的字符", "invisible character"),
    };
    let name = |name: &str| if first == '&' { name.into() } else { format!("{name} U+{:04X}", u32::from(first)).into() };
    CharacterFault::InvisibleCharacter { name_zh: name(zh), name_en: name(en), more_zh: more_zh.into(), more_en: more_en.into() }
}

/// What the characters of a text that change its direction do.
enum Turns {
    /// There are letters that run from right to left.
    Wanted,
    /// They turn nothing.
    Harmless,
    /// They turn letters and digits that run from left to right.
    Harmful,
}

impl Turns {
    fn of(text: &str) -> Turns {
        let is_rtl =
            |c| matches!(c, '\u{590}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
        let turns = |c| matches!(c, '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2067}');
        if text.contains(is_rtl) {
            Turns::Wanted
        } else if text.contains(turns) {
            Turns::Harmful
        } else {
            Turns::Harmless
        }
    }
}

struct Body<'t> {
    text: &'t str,
    plain: &'t Plain,
    file: &'t str,
}

impl Body<'_> {
    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|t| t.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|t| t.chars().next())
    }

    /// True for an offset of the file with only blanks and marks of quotations and headings before it in its line.
    fn starts_line(&self, at: usize) -> bool {
        let before = self.file.as_bytes().get(..at).unwrap_or_default().iter().rev().take(INDENT);
        before.copied().find(|b| !matches!(b, b' ' | b'\t' | b'>' | b'#')).is_none_or(|b| b == b'\n')
    }

    /// The place of a character without a shape, or of a control character.
    fn character(&self, range: Range<usize>, c: char) -> Place {
        let (before, after) = (self.before(range.start), self.after(range.end));
        let ends_line = after.is_none_or(|c| c == '\n');
        match c {
            // Line ends of other programs.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if ends_line {
                    Place::Removable
                } else {
                    Place::Doubtful
                }
            }
            // A flag of a region is made of them.
            '\u{e0000}'..='\u{e007f}' => {
                let first = self.text.get(..range.start).and_then(|t| t.chars().rev().take(TAGS).find(|c| !is_tag(*c)));
                if first == Some('\u{1f3f4}') { Place::Meant } else { Place::Removable }
            }
            // Other scripts and emoji need them.
            '\u{200c}' | '\u{200d}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180e}' | '\u{3164}' | '\u{ffa0}'
                if !is_common(before) || !is_common(after) =>
            {
                Place::Meant
            }
            _ => Place::Removable,
        }
    }

    /// The run of blanks that starts here, and its place: at the start or end of a line, or between Han characters.
    fn blanks(&self, first: Range<usize>) -> (Range<usize>, Place) {
        let rest = self.text.get(first.start..).unwrap_or("");
        let mut run = first.start..first.start + rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
        let mut span = self.plain.place(run.clone()).range();
        let is_line = self.file.get(span.clone()).is_some_and(|written| written.contains('\n'));
        if is_line {
            // The blank at its end is the end of the line.
            let blanks = self.text.get(run.clone()).unwrap_or("");
            run.end = run.start + blanks.trim_end_matches(' ').len();
            span = self.plain.place(run.clone()).range();
        }
        let (before, after) = (self.before(run.start), self.after(run.end));
        let starts_line = self.starts_line(span.start);
        let line = self.text.get(run.end..).and_then(|t| t.split('\n').next()).unwrap_or("");
        // More blanks in the line are those of a form: `　　年　　月　　日`.
        let written = self.file.get(span.end..).and_then(|t| t.split('\n').next()).unwrap_or("");
        let is_form = starts_line && written.contains('\u{3000}');
        let place = if is_form || self.plain.kind(run.start) == Kind::Alternative {
            Place::Meant
        } else if starts_line {
            let is_doubtful = before.is_some_and(|c| c != '\n') || is_line || line.is_empty() || opens_block(line);
            if is_doubtful { Place::Doubtful } else { Place::Removable }
        } else {
            let is_wide = self.text.get(run.clone()).is_some_and(|t| t.chars().any(|c| !matches!(c, ' ' | '\u{3000}')));
            let is_between = before.is_some_and(is_han) && after.is_some_and(is_han);
            if is_wide && is_between { Place::Removable } else { Place::Meant }
        };
        (run, place)
    }
}

/// True if a line without its indent may begin something else than a paragraph.
fn opens_block(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = number.len() < line.len() && number.starts_with(['.', ')']);
    let is_mark = line.starts_with(['#', '>', '-', '+', '=', '|', ':', '~', '`', '<', '_'])
        || (line.starts_with('*') && !line.starts_with("**"))
        || (line.starts_with('[') && line.contains("]:"));
    is_item || is_mark
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// True for the ends of a text, and for a character that no character without a shape changes.
fn is_common(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_ascii() || is_han(c) || matches!(c, '\u{2010}'..='\u{203f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
    })
}

/// Calls `see` for each character of interest.
fn candidates(text: &str, see: &mut dyn FnMut(usize, char)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = (at + BLOCK).min(bytes.len());
        if bytes.get(at..end + 2).is_none_or(has_candidate) {
            let (from, to) = (text.ceil_char_boundary(at), text.ceil_char_boundary(end));
            let block = text.get(from..to).unwrap_or("");
            block.char_indices().filter(|(_, c)| is_of_interest(*c)).for_each(|(i, c)| see(from + i, c));
        }
        at = end;
    }
}

fn is_of_interest(c: char) -> bool {
    match c {
        ' ' | '\n' | '\t' | '\r' => false,
        ..='\u{7e}' => c.is_control(),
        '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control() || is_shapeless(c) || is_blank(c) || is_tag(c) || matches!(c, '\u{2028}' | '\u{2029}'),
    }
}

/// True if a block may have a character of interest. There is no branch, so that the compiler can vectorise it.
fn has_candidate(block: &[u8]) -> bool {
    let tail = |n: usize| block.get(n..).unwrap_or_default();
    let threes = block.iter().zip(tail(1)).zip(tail(2));
    threes.fold(false, |any, ((a, b), c)| any | is_candidate(*a, *b, *c))
}

/// True if three bytes may begin with a character of interest.
fn is_candidate(a: u8, b: u8, c: u8) -> bool {
    let control = ((a < 0x20) & (a != b'\n') & (a != b'\t')) | (a == 0x7f);
    let latin = (a == 0xc2) & ((b <= 0xa0) | (b == 0xad));
    let other = (a == 0xcd) | (a == 0xd8) | (a == 0xe1) | (a == 0xf3);
    let general = (a == 0xe2) & (((b == 0x80) & ((c <= 0x8f) | (c.wrapping_sub(0xa8) <= 7))) | ((b == 0x81) & (c >= 0x9f)));
    let wide = (a == 0xe3) & (((b == 0x80) & (c == 0x80)) | ((b == 0x85) & (c == 0xa4)));
    let last = (a == 0xef) & (((b == 0xbb) & (c == 0xbf)) | ((b == 0xbe) & (c == 0xa0)) | ((b == 0xbf) & (c >= 0xb9)));
    control | latin | other | general | wide | last
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_character_of_interest_is_seen(text in "([甲乙丙，。“”—…a-z0-9 \n]|[\u{0}-\u{1f}\u{7f}-\u{ad}\u{34f}\u{61c}\u{115f}\u{180e}\u{2000}-\u{206f}\u{3000}\u{3164}\u{feff}\u{ffa0}\u{fff0}-\u{ffff}\u{e0041}]){0,80}") {
            let mut seen = Vec::new();
            candidates(&text, &mut |at, c| seen.push((at, c)));
            let all: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_of_interest(*c)).collect();
            prop_assert_eq!(seen, all);
        }
    }
}
