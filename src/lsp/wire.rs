//! Frames of the language server protocol: a head with the length of a body of JSON.

use std::io::{self, BufRead, Read, Write};

use serde_json::Value;

/// The largest head and body in bytes.
const MAX_HEAD: u64 = 8 << 10;
const MAX_BODY: usize = 16 << 20;

/// The body of the next frame; `None` at the end of the input.
///
/// # Errors
/// If the input is no frame, or cannot be read. Nothing after it can be understood.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let Some(length) = read_head(input)? else { return Ok(None) };
    if length > MAX_BODY {
        return Err(invalid(&format!("a body of {length} bytes is too long")));
    }
    let mut body = Vec::new();
    input.by_ref().take(length as u64).read_to_end(&mut body)?;
    if body.len() < length {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the input ended within a body"));
    }
    Ok(Some(body))
}

/// The length that a head tells; `None` at the end of the input.
fn read_head(input: &mut impl BufRead) -> io::Result<Option<usize>> {
    let (mut head, mut length, mut is_begun) = (input.by_ref().take(MAX_HEAD), None, false);
    loop {
        let mut line = Vec::new();
        let read = head.read_until(b'\n', &mut line)?;
        let line = line.trim_ascii_end();
        match (read, is_begun) {
            (0, false) => return Ok(None),
            (0, true) => return Err(invalid("the head has no end")),
            _ if line.is_empty() && is_begun => break,
            _ => is_begun = true,
        }
        let text = std::str::from_utf8(line).map_err(|_| invalid("the head is no text"))?;
        let (name, value) = text.split_once(':').ok_or_else(|| invalid("a line of the head has no colon"))?;
        if name.trim().eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse().map_err(|_| invalid("the length is no number"))?);
        }
    }
    length.map(Some).ok_or_else(|| invalid("the head tells no length"))
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Writes a frame.
///
/// # Errors
/// If the output is closed.
pub(super) fn write(output: &mut dyn Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut input: &[u8]) -> Result<Vec<String>, String> {
        let mut bodies = Vec::new();
        while let Some(body) = read(&mut input).map_err(|error| error.to_string())? {
            bodies.push(String::from_utf8(body).unwrap());
        }
        Ok(bodies)
    }

    #[test]
    fn frames_are_read_one_after_the_other() {
        let input = "Content-Length: 2\r\n\r\n{}content-length:4\nContent-Type: x\n\n\"甲\"Content-Length: 0\r\n\r\n";
        assert_eq!(all(input.replace("\"甲\"", "null").as_bytes()), Ok(vec!["{}".into(), "null".into(), String::new()]));
    }

    #[test]
    fn what_is_no_frame_is_an_error_and_takes_no_memory() {
        let error = |input: &str| all(input.as_bytes()).unwrap_err();
        assert_eq!(error("Content-Length: 9999999999999999999999\r\n\r\n"), "the length is no number");
        assert_eq!(error("Content-Length: 99999999999999\r\n\r\n{}"), "a body of 99999999999999 bytes is too long");
        assert_eq!(error("Content-Length: -1\r\n\r\n"), "the length is no number");
        assert_eq!(error("Content-Length: 5\r\n\r\n{}"), "the input ended within a body");
        assert_eq!(error("Content-Length: 5"), "the head has no end");
        assert_eq!(error("GET / HTTP/1.1\r\n\r\n"), "a line of the head has no colon");
        assert_eq!(error("Host: x\r\n\r\n"), "the head tells no length");
        assert_eq!(error(&"x: y\n".repeat(10_000)), "the head has no end");
    }

    #[test]
    fn a_written_frame_can_be_read() {
        let mut bytes = Vec::new();
        write(&mut bytes, &serde_json::json!({"题": "甲"})).unwrap();
        assert_eq!(all(&bytes), Ok(vec!["{\"题\":\"甲\"}".to_owned()]));
    }
}
