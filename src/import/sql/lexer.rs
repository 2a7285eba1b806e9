//! Bytes of a dump → tokens, as a stream.
//!
//! Strings end at their quote, never at a line or a `;`. One value is in memory at a time, and at most [`LONGEST_VALUE`] bytes of it.

use std::io::{self, BufRead};

use memchr::{memchr, memchr_iter, memchr2, memchr3};

/// Longest value that is kept. The bytes after it are read and dropped.
pub(crate) const LONGEST_VALUE: usize = 16 << 20;
/// Longest name or number that is kept.
const LONGEST_WORD: usize = 1 << 12;
/// Longest number in hexadecimal digits that is kept: a value and its `0x`.
const LONGEST_HEXADECIMAL: usize = 2 * LONGEST_VALUE + 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    End,
    /// A word or number, in [`Lexer::text`].
    Word,
    /// A name in backquotes.
    Name,
    /// A text in double quotes: a name, or in MySQL a string.
    Quoted,
    /// A string.
    Text,
    Mark(u8),
}

/// Reads tokens from a dump.
#[derive(Debug)]
pub(super) struct Lexer<R> {
    input: R,
    /// Line of the next byte, from 1.
    pub(super) line: u32,
    /// `\` begins an escape in strings.
    pub(super) has_escapes: bool,
    /// The second byte of a character can be `\`.
    pub(super) has_wide_characters: bool,
    /// The word, name or string that was read last.
    pub(super) text: Vec<u8>,
    /// A string was longer than [`LONGEST_VALUE`].
    pub(super) is_cut: bool,
    is_conditional: bool,
}

/// An escape as a dialect reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    None,
    Backslash,
}

impl<R: BufRead> Lexer<R> {
    pub(super) fn new(input: R) -> Lexer<R> {
        Lexer {
            input,
            line: 1,
            has_escapes: true,
            has_wide_characters: false,
            text: Vec::new(),
            is_cut: false,
            is_conditional: false,
        }
    }

    /// Passes the byte-order mark of UTF-8.
    pub(super) fn pass_byte_order_mark(&mut self) -> io::Result<()> {
        if self.input.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
            self.input.consume(3);
        }
        Ok(())
    }

    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    /// Passes one byte.
    pub(super) fn pass(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if let Some(byte) = byte {
            self.input.consume(1);
            self.line = self.line.saturating_add(u32::from(byte == b'\n'));
        }
        Ok(byte)
    }

    /// The next token. Comments are passed over, what MySQL executes inside a comment is not.
    pub(super) fn token(&mut self) -> io::Result<Token> {
        loop {
            let Some(byte) = self.peek()? else { return Ok(Token::End) };
            match byte {
                byte if is_word(byte) => return self.word(),
                b'`' => return self.quoted(b'`', Escapes::None, Token::Name),
                b'"' => return self.quoted(b'"', self.escapes(), Token::Quoted),
                b'\'' => return self.quoted(b'\'', self.escapes(), Token::Text),
                b'#' => self.pass_line()?,
                b'-' | b'/' | b'*' => {
                    self.pass()?;
                    if !self.comment(byte)? {
                        return Ok(Token::Mark(byte));
                    }
                }
                0..=b' ' => {
                    self.pass()?;
                }
                _ => {
                    self.pass()?;
                    return Ok(Token::Mark(byte));
                }
            }
        }
    }

    pub(super) fn escapes(&self) -> Escapes {
        if self.has_escapes { Escapes::Backslash } else { Escapes::None }
    }

    /// Passes the remainder of a comment whose first byte was read. False if the byte begins none.
    fn comment(&mut self, first: u8) -> io::Result<bool> {
        match (first, self.peek()?) {
            (b'-', Some(b'-')) => self.pass_line()?,
            (b'*', Some(b'/')) if self.is_conditional => {
                self.pass()?;
                self.is_conditional = false;
            }
            (b'/', Some(b'*')) => {
                self.pass()?;
                if self.peek()? == Some(b'!') {
                    self.pass()?;
                    while self.peek()?.is_some_and(|byte| byte.is_ascii_digit()) {
                        self.pass()?;
                    }
                    self.is_conditional = true;
                } else {
                    self.pass_comment()?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn pass_comment(&mut self) -> io::Result<()> {
        loop {
            self.pass_to(b'*')?;
            match self.peek()? {
                Some(b'/') => return self.pass().map(drop),
                Some(_) => {}
                None => return Ok(()),
            }
        }
    }

    pub(super) fn pass_line(&mut self) -> io::Result<()> {
        self.pass_to(b'\n').map(drop)
    }

    /// Passes all bytes up to this one and it as well. False at the end of the input.
    pub(super) fn pass_to(&mut self, byte: u8) -> io::Result<bool> {
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(false);
            }
            let at = memchr(byte, chunk);
            self.consume(at.map_or(usize::MAX, |at| at + 1), None)?;
            if at.is_some() {
                return Ok(true);
            }
        }
    }

    /// Passes at most `length` bytes of the current chunk, and adds them to `out`.
    fn consume(&mut self, length: usize, out: Option<&mut Vec<u8>>) -> io::Result<()> {
        let chunk = self.input.fill_buf()?;
        let part = chunk.get(..length).unwrap_or(chunk);
        let lines = memchr_iter(b'\n', part).count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        if let Some(out) = out {
            self.is_cut |= out.len() + part.len() > LONGEST_VALUE;
            if !self.is_cut {
                out.extend_from_slice(part);
            }
        }
        let length = part.len();
        self.input.consume(length);
        Ok(())
    }

    fn word(&mut self) -> io::Result<Token> {
        self.text.clear();
        loop {
            let chunk = self.input.fill_buf()?;
            let end = chunk.iter().position(|byte| !is_word(*byte));
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            let length = part.len();
            let mut first = self.text.iter().chain(part);
            let is_hexadecimal = first.next() == Some(&b'0') && matches!(first.next(), Some(b'x' | b'X'));
            let limit = if is_hexadecimal { LONGEST_HEXADECIMAL } else { LONGEST_WORD };
            let room = limit.saturating_sub(self.text.len());
            self.is_cut |= length > room;
            self.text.extend_from_slice(part.get(..room).unwrap_or(part));
            let is_end = end.is_some() || length == 0;
            self.input.consume(length);
            if is_end {
                return Ok(Token::Word);
            }
        }
    }

    fn quoted(&mut self, quote: u8, escapes: Escapes, token: Token) -> io::Result<Token> {
        self.pass()?;
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        let is_closed = self.string(quote, escapes, Some(&mut text));
        self.text = text;
        Ok(if is_closed? { token } else { Token::End })
    }

    /// Reads a string after its opening quote. False if the input ends inside of it.
    pub(super) fn string(&mut self, quote: u8, escapes: Escapes, mut out: Option<&mut Vec<u8>>) -> io::Result<bool> {
        // Parity of the bytes above ASCII before the current one: an odd number means that it ends a character.
        let mut is_inside = false;
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(false);
            }
            let at = match escapes {
                Escapes::None => memchr(quote, chunk),
                Escapes::Backslash => memchr2(quote, b'\\', chunk),
            };
            let before = chunk.get(..at.unwrap_or(chunk.len())).unwrap_or_default();
            let byte = at.and_then(|at| chunk.get(at)).copied();
            is_inside = self.has_wide_characters && ends_inside(before, is_inside);
            let length = before.len();
            if byte == Some(b'\\') && is_inside {
                is_inside = false;
                self.consume(length + 1, out.as_deref_mut())?;
                self.second_backslash(out.as_deref_mut())?;
                continue;
            }
            self.consume(length, out.as_deref_mut())?;
            match byte {
                None => {}
                Some(b'\\') => {
                    self.pass()?;
                    let Some(escaped) = self.pass()? else { return Ok(false) };
                    is_inside = (0x81..=0xFE).contains(&escaped);
                    push_escaped(escaped, out.as_deref_mut());
                }
                Some(_) => {
                    self.pass()?;
                    is_inside = false;
                    if self.peek()? != Some(quote) {
                        return Ok(true);
                    }
                    self.consume(1, out.as_deref_mut())?;
                }
            }
        }
    }

    /// Reads a `\` after a character whose second byte is `\`. It begins an escape, or a program that does not know such characters has
    /// escaped the second byte.
    fn second_backslash(&mut self, out: Option<&mut Vec<u8>>) -> io::Result<()> {
        if self.peek()? == Some(b'\\') {
            self.pass()?;
            if let Some(escaped @ (b'0' | b'b' | b'n' | b'r' | b't' | b'Z' | b'\'' | b'"' | b'\\')) = self.peek()? {
                self.pass()?;
                push_escaped(escaped, out);
            }
        }
        Ok(())
    }

    /// Reads a field of `COPY` up to a tab or the end of the line, which stays. `is_escaped` tells that a `\` was passed already.
    /// True for `\N`, which is `NULL`.
    pub(super) fn field(&mut self, mut is_escaped: bool, mut out: Option<&mut Vec<u8>>) -> io::Result<bool> {
        let mut is_null = false;
        loop {
            if is_escaped {
                match self.pass()? {
                    Some(b'N') => is_null = true,
                    Some(b'f') => push(0x0C, out.as_deref_mut()),
                    Some(b'v') => push(0x0B, out.as_deref_mut()),
                    Some(escaped) => push_escaped(escaped, out.as_deref_mut()),
                    None => return Ok(is_null),
                }
            }
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(is_null);
            }
            let at = memchr3(b'\t', b'\n', b'\\', chunk);
            let byte = at.and_then(|at| chunk.get(at)).copied();
            self.consume(at.unwrap_or(usize::MAX), out.as_deref_mut())?;
            is_escaped = byte == Some(b'\\');
            if is_escaped {
                self.pass()?;
            } else if byte.is_some() {
                return Ok(is_null);
            }
        }
    }
}

fn push(byte: u8, out: Option<&mut Vec<u8>>) {
    if let Some(out) = out.filter(|out| out.len() < LONGEST_VALUE) {
        out.push(byte);
    }
}

/// Adds the meaning of a byte after `\`.
fn push_escaped(byte: u8, mut out: Option<&mut Vec<u8>>) {
    let meaning = match byte {
        b'0' => 0,
        b'b' => 0x08,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'Z' => 0x1A,
        // MySQL keeps the backslash of these two.
        b'%' | b'_' => {
            push(b'\\', out.as_deref_mut());
            byte
        }
        _ => byte,
    };
    push(meaning, out);
}

/// True if the bytes end in the middle of a character of two bytes. `was_inside` is the answer for what precedes them.
fn ends_inside(bytes: &[u8], was_inside: bool) -> bool {
    let run = bytes.iter().rev().take_while(|byte| (0x81..=0xFE).contains(*byte)).count();
    (run % 2 == 1) != (run == bytes.len() && was_inside)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'@' | 0x80..)
}
