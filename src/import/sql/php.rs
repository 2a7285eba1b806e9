//! EmpireBak: a backup as PHP files, with one statement a call of `E_D("…");` or `E_C("…");`.

use std::io::{self, BufRead};

use memchr::memchr2;

/// Longest statement that is kept.
const LONGEST_STATEMENT: usize = 64 << 20;

/// A statement of SQL out of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) statement: Vec<u8>,
    /// Line of the call.
    pub(super) line: u32,
    /// The file ends inside of the call, or the statement is longer than [`LONGEST_STATEMENT`].
    pub(super) is_cut: bool,
}

/// Reads the calls of a file one after the other.
pub(super) struct Calls<R> {
    input: R,
    line: u32,
    word: Vec<u8>,
}

impl<R: BufRead> Calls<R> {
    pub(super) fn new(input: R) -> Calls<R> {
        Calls { input, line: 1, word: Vec::new() }
    }

    /// The next statement; `None` at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Call>> {
        while let Some(byte) = self.pass()? {
            match byte {
                b'/' if self.peek()? == Some(b'*') => self.pass_comment()?,
                b'/' if self.peek()? == Some(b'/') => self.pass_line()?,
                b'#' => self.pass_line()?,
                b'\'' => drop(self.string(b'\'')?),
                b'"' => {
                    let line = self.line;
                    let is_statement = self.word == b"E_D" || self.word == b"E_C";
                    let (statement, is_closed) = self.string(b'"')?;
                    if is_statement {
                        self.word.clear();
                        let is_cut = !is_closed || statement.len() >= LONGEST_STATEMENT;
                        return Ok(Some(Call { statement, line, is_cut }));
                    }
                }
                // The call's `(` and blanks stand between the name and its argument.
                b'(' | b' ' | b'\t' | b'\r' | b'\n' => {}
                byte if byte.is_ascii_alphanumeric() || byte == b'_' => {
                    self.word.clear();
                    self.word.push(byte);
                    while let Some(byte) = self.peek()?.filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
                        self.pass()?;
                        if self.word.len() < 64 {
                            self.word.push(byte);
                        }
                    }
                }
                _ => self.word.clear(),
            }
        }
        Ok(None)
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn pass(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if let Some(byte) = byte {
            self.input.consume(1);
            self.line = self.line.saturating_add(u32::from(byte == b'\n'));
        }
        Ok(byte)
    }

    fn pass_line(&mut self) -> io::Result<()> {
        while !matches!(self.pass()?, None | Some(b'\n')) {}
        Ok(())
    }

    fn pass_comment(&mut self) -> io::Result<()> {
        self.pass()?;
        let mut last = 0;
        while let Some(byte) = self.pass()? {
            if (last, byte) == (b'*', b'/') {
                break;
            }
            last = byte;
        }
        Ok(())
    }

    /// Reads a string after its opening quote. False if the file ends inside of it.
    fn string(&mut self, quote: u8) -> io::Result<(Vec<u8>, bool)> {
        let mut out = Vec::new();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok((out, false));
            }
            let at = memchr2(quote, b'\\', chunk);
            let part = chunk.get(..at.unwrap_or(chunk.len())).unwrap_or_default();
            if out.len() + part.len() <= LONGEST_STATEMENT {
                out.extend_from_slice(part);
            } else {
                out.resize(LONGEST_STATEMENT, b' ');
            }
            let lines = memchr::memchr_iter(b'\n', part).count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
            let length = part.len();
            self.input.consume(length);
            if at.is_none() {
                continue;
            }
            if self.pass()? == Some(quote) {
                return Ok((out, true));
            }
            self.escape(quote, &mut out)?;
        }
    }

    /// Reads what follows `\` in a string of PHP.
    fn escape(&mut self, quote: u8, out: &mut Vec<u8>) -> io::Result<()> {
        let Some(byte) = self.pass()? else { return Ok(()) };
        let meaning = match byte {
            b'\\' => byte,
            byte if byte == quote => byte,
            _ if quote == b'\'' => {
                out.push(b'\\');
                byte
            }
            b'$' => byte,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'v' => 0x0B,
            b'f' => 0x0C,
            b'e' => 0x1B,
            b'0'..=b'7' => return self.number(8, 3, Some(byte), out),
            b'x' if self.peek()?.is_some_and(|byte| byte.is_ascii_hexdigit()) => return self.number(16, 2, None, out),
            // Other escapes keep their backslash and are read by SQL: `\Z`, `\'`.
            _ => {
                out.push(b'\\');
                byte
            }
        };
        out.push(meaning);
        Ok(())
    }

    fn number(&mut self, radix: u32, most: usize, first: Option<u8>, out: &mut Vec<u8>) -> io::Result<()> {
        let digit = |byte: u8| char::from(byte).to_digit(radix);
        let mut value = first.and_then(digit).unwrap_or_default();
        let mut length = usize::from(first.is_some());
        while length < most
            && let Some(next) = self.peek()?.and_then(digit)
        {
            self.pass()?;
            value = value * radix + next;
            length += 1;
        }
        // PHP drops the bits above a byte.
        out.push((value & 0xFF) as u8);
        Ok(())
    }
}
