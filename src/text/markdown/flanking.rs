//! Runs of delimiters and the characters beside them.

use crate::text::han::is_letter;

/// A run of `*`, `_` or `~` in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) length: usize,
    /// True if nothing of its line stands before it: a prefix such as `>` is no character beside it.
    pub(super) begins_line: bool,
    /// True if nothing of its paragraph or cell stands after it.
    pub(super) ends_line: bool,
}

impl<'t> Run<'t> {
    pub(super) fn end(&self) -> usize {
        self.start + self.length
    }

    pub(super) fn source(&self) -> &'t str {
        self.text.get(self.start..self.end()).unwrap_or("")
    }

    pub(super) fn delimiter(&self) -> Option<u8> {
        self.text.as_bytes().get(self.start).copied()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.start).filter(|_| !self.begins_line)?.chars().next_back()
    }

    fn after(&self) -> Option<char> {
        self.text.get(self.end()..).filter(|_| !self.ends_line)?.chars().next()
    }

    /// A character without a meaning in Markdown that has the class of the one before.
    pub(super) fn before_as_plain(&self) -> char {
        as_plain(self.before())
    }

    pub(super) fn after_as_plain(&self) -> char {
        as_plain(self.after().map(|c| if c == '~' { '.' } else { c }))
    }

    /// True if the next character stands alone between this run and another one: `前**。**后`.
    fn precedes_one_mark(&self) -> bool {
        let mut ahead = self.text.get(self.end()..).unwrap_or("").chars().skip(1);
        ahead.next().map(|c| c as u32) == self.delimiter().map(u32::from)
    }

    /// True after a mark of file names and formulas.
    pub(super) fn follows_path(&self) -> bool {
        self.before().is_some_and(is_of_paths)
    }

    pub(super) fn precedes_path(&self) -> bool {
        self.after().is_some_and(is_of_paths)
    }

    /// True after a Latin word or file name.
    pub(super) fn follows_word(&self) -> bool {
        self.before().is_some_and(|c| c.is_ascii_alphanumeric() || is_of_paths(c))
    }

    pub(super) fn precedes_word(&self) -> bool {
        self.after().is_some_and(|c| c.is_ascii_alphanumeric() || is_of_paths(c))
    }
}

/// True if a run stands between a mark and a letter as in Chinese text: a mark beyond ASCII, or a letter of a script that is
/// written without blanks. It may then open and close. A single `~` is a sign of ranges (`5%~8%`); a single `*` beside the wrong
/// side of a bracket refers to a note (`金额*）`). No words begin with a comma: stars before one hide a name (`张**，李**。`), and
/// four stars before a figure hide the rest of a number.
pub(super) fn is_helped(run: &Run<'_>) -> bool {
    let is_single = run.length == 1;
    if run.delimiter() == Some(b'_') || run.delimiter() == Some(b'~') && run.length != 2 {
        return false;
    }
    let (Some(before), Some(after)) = (run.before(), run.after()) else { return false };
    let hides_digits = run.length > 3 && after.is_ascii_digit();
    let begins_with_comma = (is_closing(after) || ends_clause(after)) && (is_single || !run.precedes_one_mark());
    match (class(before), class(after)) {
        (Class::Mark, Class::Letter | Class::Dense) if hides_digits || (is_single && is_opening(before)) => false,
        (Class::Mark, letter @ (Class::Letter | Class::Dense)) => !before.is_ascii() || letter == Class::Dense,
        (Class::Letter | Class::Dense, Class::Mark) if begins_with_comma => false,
        (letter @ (Class::Letter | Class::Dense), Class::Mark) => !after.is_ascii() || letter == Class::Dense,
        _ => false,
    }
}

/// The next run of `*` or `~` from `at` on. An escaped delimiter is no part of a run.
pub(super) fn next_run(text: &str, at: usize) -> Option<Run<'_>> {
    let bytes = text.as_bytes();
    let mut from = at;
    loop {
        let start = from + memchr::memchr2(b'*', b'~', bytes.get(from..)?)?;
        let delimiter = *bytes.get(start)?;
        let end = start + bytes.get(start..)?.iter().take_while(|b| **b == delimiter).count();
        let escapes = bytes.get(at..start)?.iter().rev().take_while(|b| **b == b'\\').count();
        let begin = start + escapes % 2;
        if begin < end {
            return Some(Run { text, start: begin, length: end - begin, begins_line: false, ends_line: false });
        }
        from = end;
    }
}

/// The class of a character for the flanking rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// Punctuation and symbols.
    Mark,
    /// Letters and digits of scripts with blanks between words.
    Letter,
    /// Letters and digits of the scripts of East Asia, enclosed and full-width forms.
    Dense,
}

fn class(c: char) -> Class {
    match c {
        '\0'..='\u{7f}' if c.is_ascii_alphanumeric() => Class::Letter,
        '\0'..='\u{7f}' if c.is_ascii_punctuation() => Class::Mark,
        // Unicode has them among the symbols, although they are letters.
        '\u{249c}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}' => Class::Mark,
        '\u{1100}'..='\u{11ff}' | '\u{2460}'.. if is_letter(c) => Class::Dense,
        _ if is_letter(c) => Class::Letter,
        _ if c.is_whitespace() || c.is_control() => Class::Space,
        _ => Class::Mark,
    }
}

fn as_plain(c: Option<char>) -> char {
    match c {
        None => ' ',
        // The parser treats a `~` before a run in its own way. It must be escaped.
        Some('~') => '~',
        Some(c) if c.is_ascii_punctuation() => '.',
        Some(c) if !c.is_ascii() => c,
        Some(c) if c.is_whitespace() => ' ',
        Some(_) => 'a',
    }
}

fn is_of_paths(c: char) -> bool {
    matches!(c, '.' | '/' | '\\' | '-' | '_' | ':' | '=')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '（' | '［' | '｛' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '“' | '‘')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '>' | '）' | '］' | '｝' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '”' | '’')
}

fn ends_clause(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '，' | '。' | '、' | '；' | '：' | '！' | '？')
}
