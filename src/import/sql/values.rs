//! Values of a row: strings, numbers, `NULL`, and the functions that dumps contain.

use std::io::{self, BufRead};

use super::lexer::{Escapes, LONGEST_VALUE, Lexer, Token};
use super::statements::{Ending, RawRow, Selection};

/// Why a row cannot be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The dump ends inside of the row.
    Cut,
    /// A value is longer than [`LONGEST_VALUE`].
    TooLong,
    /// The row has another number of values than its table has columns.
    Width,
    /// A value is an expression that is not understood.
    Expression,
}

/// Deepest nesting of functions.
const DEEPEST: usize = 8;
const MOST_ARGUMENTS: usize = 64;

/// A value with its fault.
struct Value {
    bytes: Option<Vec<u8>>,
    is_known: bool,
}

impl Value {
    fn of(bytes: Vec<u8>) -> Value {
        Value { bytes: Some(bytes), is_known: true }
    }

    const NULL: Value = Value { bytes: None, is_known: true };
    const UNKNOWN: Value = Value { bytes: None, is_known: false };
}

/// Reads a row after its `(`. False if the input ends inside of it.
pub(super) fn row<R: BufRead>(lexer: &mut Lexer<R>, selection: Option<&Selection>) -> io::Result<(RawRow, bool)> {
    let line = lexer.line;
    let mut row = RawRow { values: vec![None; selection.map_or(0, |selection| selection.width)], line, fault: None };
    let mut column = 0;
    lexer.is_cut = false;
    loop {
        let place = selection.and_then(|selection| selection.places.get(column).copied().flatten());
        let end = match place.and_then(|place| row.values.get_mut(place)) {
            Some(slot) => {
                let (value, end) = value(lexer)?;
                *slot = value.bytes;
                if !value.is_known {
                    row.fault = Some(Fault::Expression);
                }
                end
            }
            None => {
                // The length of a value that is not wanted is no fault.
                let was_cut = lexer.is_cut;
                let end = pass_value(lexer)?;
                lexer.is_cut = was_cut;
                end
            }
        };
        column += 1;
        match end {
            Token::Mark(b',') => {}
            Token::Mark(b')') => break,
            _ => {
                row.fault = Some(Fault::Cut);
                return Ok((row, false));
            }
        }
    }
    if selection.is_some_and(|selection| selection.places.len() != column) {
        row.fault = Some(Fault::Width);
    } else if lexer.is_cut {
        row.fault = Some(Fault::TooLong);
    }
    Ok((row, true))
}

/// Passes a value and the `,` or `)` after it, which is returned.
fn pass_value<R: BufRead>(lexer: &mut Lexer<R>) -> io::Result<Token> {
    let mut depth = 0_u32;
    loop {
        // Strings are the greater part of a dump, and are passed without being copied.
        while let Some(quote @ (b'\'' | b'"')) = lexer.peek()? {
            lexer.pass()?;
            if !lexer.string(quote, lexer.escapes(), None)? {
                return Ok(Token::End);
            }
        }
        match lexer.token()? {
            Token::End => return Ok(Token::End),
            Token::Mark(b'(') => depth = depth.saturating_add(1),
            end @ Token::Mark(b')' | b',') if depth == 0 => return Ok(end),
            Token::Mark(b')') => depth -= 1,
            Token::Word if lexer.text.eq_ignore_ascii_case(b"e") && lexer.peek()? == Some(b'\'') => {
                lexer.pass()?;
                lexer.string(b'\'', Escapes::Backslash, None)?;
            }
            _ => {}
        }
    }
}

/// Reads a value and the `,` or `)` after it.
fn value<R: BufRead>(lexer: &mut Lexer<R>) -> io::Result<(Value, Token)> {
    let first = match lexer.peek()? {
        // The bytes go to the result without a second copy.
        Some(quote @ (b'\'' | b'"')) => {
            lexer.pass()?;
            let mut bytes = Vec::new();
            let is_closed = lexer.string(quote, lexer.escapes(), Some(&mut bytes))?;
            if !is_closed {
                return Ok((Value::of(bytes), Token::End));
            }
            Value::of(bytes)
        }
        _ => match lexer.token()? {
            end @ (Token::End | Token::Mark(b',' | b')')) => return Ok((Value::UNKNOWN, end)),
            Token::Mark(b'(') => {
                pass_arguments(lexer)?;
                return Ok((Value::UNKNOWN, pass_value(lexer)?));
            }
            token => expression(lexer, token, 0)?,
        },
    };
    match lexer.token()? {
        end @ (Token::End | Token::Mark(b',' | b')')) => Ok((first, end)),
        // An operator follows.
        Token::Mark(b'(') => {
            pass_arguments(lexer)?;
            Ok((Value::UNKNOWN, pass_value(lexer)?))
        }
        _ => Ok((Value::UNKNOWN, pass_value(lexer)?)),
    }
}

/// Passes what follows a `(`, up to its `)` and it as well.
fn pass_arguments<R: BufRead>(lexer: &mut Lexer<R>) -> io::Result<()> {
    while pass_value(lexer)? == Token::Mark(b',') {}
    Ok(())
}

/// The value that begins with a token.
fn expression<R: BufRead>(lexer: &mut Lexer<R>, token: Token, depth: usize) -> io::Result<Value> {
    match token {
        Token::Text | Token::Quoted => Ok(Value::of(std::mem::take(&mut lexer.text))),
        Token::Mark(sign @ (b'-' | b'+')) => {
            if !lexer.peek()?.is_some_and(|byte| byte.is_ascii_digit()) {
                return Ok(Value::UNKNOWN);
            }
            lexer.token()?;
            let sign = if sign == b'-' { "-" } else { "" };
            Ok(Value::of([sign.as_bytes(), &lexer.text].concat()))
        }
        Token::Word => word(lexer, depth),
        _ => Ok(Value::UNKNOWN),
    }
}

fn word<R: BufRead>(lexer: &mut Lexer<R>, depth: usize) -> io::Result<Value> {
    let word = std::mem::take(&mut lexer.text);
    if word.first().is_some_and(u8::is_ascii_digit) {
        let hex = word.strip_prefix(b"0x").or_else(|| word.strip_prefix(b"0X"));
        return Ok(match hex {
            Some(digits) => hexadecimal(digits).map_or(Value::UNKNOWN, Value::of),
            None => Value::of(word),
        });
    }
    let upper = word.to_ascii_uppercase();
    if lexer.peek()? == Some(b'\'') && matches!(upper.as_slice(), b"E" | b"X" | b"B" | b"N") {
        return prefixed(lexer, &upper);
    }
    match upper.as_slice() {
        b"NULL" | b"DEFAULT" => Ok(Value::NULL),
        b"TRUE" => Ok(Value::of(b"1".to_vec())),
        b"FALSE" => Ok(Value::of(b"0".to_vec())),
        // `_binary 'text'`: the name of an encoding does not change the bytes.
        [b'_', ..] if depth < DEEPEST => {
            while lexer.peek()? == Some(b' ') {
                lexer.pass()?;
            }
            if !lexer.peek()?.is_some_and(|byte| byte == b'\'' || byte.is_ascii_alphanumeric()) {
                return Ok(Value::UNKNOWN);
            }
            let token = lexer.token()?;
            expression(lexer, token, depth + 1)
        }
        function if lexer.peek()? == Some(b'(') && depth < DEEPEST => {
            lexer.pass()?;
            match arguments(lexer, depth + 1)? {
                Some(arguments) => Ok(call(function, &arguments)),
                None => Ok(Value::UNKNOWN),
            }
        }
        _ => Ok(Value::UNKNOWN),
    }
}

/// A string after `E`, `X`, `B` or `N`.
fn prefixed<R: BufRead>(lexer: &mut Lexer<R>, prefix: &[u8]) -> io::Result<Value> {
    lexer.pass()?;
    let escapes = if prefix == b"E" { Escapes::Backslash } else { lexer.escapes() };
    let mut bytes = Vec::new();
    if !lexer.string(b'\'', escapes, Some(&mut bytes))? {
        return Ok(Value::UNKNOWN);
    }
    Ok(match prefix {
        b"X" => hexadecimal(&bytes).map_or(Value::UNKNOWN, Value::of),
        b"B" => {
            let bits = std::str::from_utf8(&bytes).ok().and_then(|bits| u64::from_str_radix(bits, 2).ok());
            bits.map_or(Value::UNKNOWN, |number| Value::of(number.to_string().into_bytes()))
        }
        _ => Value::of(bytes),
    })
}

/// The arguments of a function, after its `(` and with its `)`. `None` if one is not understood.
fn arguments<R: BufRead>(lexer: &mut Lexer<R>, depth: usize) -> io::Result<Option<Vec<Vec<u8>>>> {
    let mut arguments = Vec::new();
    loop {
        let token = lexer.token()?;
        match token {
            Token::Mark(b')') => return Ok(arguments.is_empty().then_some(arguments)),
            Token::Mark(b'(') => pass_arguments(lexer)?,
            token => {
                let value = expression(lexer, token, depth)?;
                if let (Some(bytes), true) = (value.bytes, value.is_known && arguments.len() < MOST_ARGUMENTS) {
                    arguments.push(bytes);
                    match lexer.token()? {
                        Token::Mark(b',') => continue,
                        Token::Mark(b')') => return Ok(Some(arguments)),
                        Token::Mark(b'(') => pass_arguments(lexer)?,
                        _ => {}
                    }
                }
            }
        }
        pass_arguments(lexer)?;
        return Ok(None);
    }
}

/// The functions with which the shell of SQLite writes line breaks and control characters.
fn call(function: &[u8], arguments: &[Vec<u8>]) -> Value {
    let result = match (function, arguments) {
        (b"REPLACE", [text, old, new]) => replace(text, old, new),
        (b"CHAR", codes) => {
            let code = |code: &Vec<u8>| std::str::from_utf8(code).ok()?.parse().ok().and_then(char::from_u32);
            codes.iter().map(code).collect::<Option<String>>().map(String::into_bytes)
        }
        (b"UNISTR", [text]) => unistr(text),
        _ => None,
    };
    result.map_or(Value::UNKNOWN, Value::of)
}

/// All occurrences of `old` replaced by `new`. `None` if the result is too long.
fn replace(text: &[u8], old: &[u8], new: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut from = 0;
    if !old.is_empty() {
        for at in memchr::memmem::find_iter(text, old) {
            out.extend_from_slice(text.get(from..at)?);
            out.extend_from_slice(new);
            from = at + old.len();
            if out.len() > LONGEST_VALUE {
                return None;
            }
        }
    }
    out.extend_from_slice(text.get(from..)?);
    Some(out)
}

/// Decodes `\XXXX`, `\uXXXX`, `\+XXXXXX`, `\UXXXXXXXX` and `\\`.
fn unistr(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (before, after) = rest.split_at_checked(at)?;
        out.extend_from_slice(before);
        let (skip, length) = match after.get(1)? {
            b'\\' => {
                out.push(b'\\');
                rest = after.get(2..)?;
                continue;
            }
            b'u' => (2, 4),
            b'U' => (2, 8),
            b'+' => (2, 6),
            _ => (1, 4),
        };
        let digits = std::str::from_utf8(after.get(skip..skip + length)?).ok()?;
        let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        rest = after.get(skip + length..)?;
    }
    out.extend_from_slice(rest);
    Some(out)
}

/// The bytes of pairs of hexadecimal digits; an odd number of digits has a zero before it.
fn hexadecimal(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut values = digits.iter().map(digit).collect::<Option<Vec<u8>>>()?;
    if values.len() % 2 == 1 {
        values.insert(0, 0);
    }
    Some(values.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).collect())
}

/// Reads a line of `COPY`, or how the data ends.
pub(super) fn copied_row<R: BufRead>(lexer: &mut Lexer<R>, selection: Option<&Selection>) -> io::Result<Result<RawRow, Ending>> {
    let line = lexer.line;
    let mut row = RawRow { values: vec![None; selection.map_or(0, |selection| selection.width)], line, fault: None };
    let mut column = 0;
    lexer.is_cut = false;
    if lexer.peek()?.is_none() {
        return Ok(Err(Ending::Cut));
    }
    let mut is_escaped = lexer.peek()? == Some(b'\\');
    if is_escaped {
        lexer.pass()?;
        if lexer.peek()? == Some(b'.') {
            lexer.pass_line()?;
            return Ok(Err(Ending::Complete));
        }
    }
    loop {
        let place = selection.and_then(|selection| selection.places.get(column).copied().flatten());
        let mut bytes = Vec::new();
        let is_null = lexer.field(is_escaped, place.map(|_| &mut bytes))?;
        is_escaped = false;
        if let Some(slot) = place.and_then(|place| row.values.get_mut(place)) {
            *slot = if is_null && bytes.is_empty() { None } else { Some(bytes) };
        }
        column += 1;
        if lexer.pass()? != Some(b'\t') {
            break;
        }
    }
    if selection.is_some_and(|selection| selection.places.len() != column) {
        row.fault = Some(if lexer.peek()?.is_none() { Fault::Cut } else { Fault::Width });
    } else if lexer.is_cut {
        row.fault = Some(Fault::TooLong);
    }
    Ok(Ok(row))
}
