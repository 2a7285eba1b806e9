//! Responses: status, header fields, body. A response is complete, is never cached, and ends the connection.

use std::fmt::Write as _;
use std::io::{self, Write};

/// The statuses that the preview sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Fine,
    Moved,
    BadRequest,
    /// Requested by a page of another site.
    Forbidden,
    NotFound,
    /// Neither GET nor HEAD.
    Method,
    Timeout,
    /// Requested under a host name that is not ours.
    Misdirected,
    TooLarge,
    Broken,
    Busy,
    Version,
}

impl Status {
    pub(crate) fn line(self) -> &'static str {
        match self {
            Status::Fine => "200 OK",
            Status::Moved => "301 Moved Permanently",
            Status::BadRequest => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::NotFound => "404 Not Found",
            Status::Method => "405 Method Not Allowed",
            Status::Timeout => "408 Request Timeout",
            Status::Misdirected => "421 Misdirected Request",
            Status::TooLarge => "431 Request Header Fields Too Large",
            Status::Broken => "500 Internal Server Error",
            Status::Busy => "503 Service Unavailable",
            Status::Version => "505 HTTP Version Not Supported",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub status: Status,
    /// Header fields besides those of every response.
    pub(crate) fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub(crate) fn new(status: Status, media: &str, body: impl Into<Vec<u8>>) -> Response {
        Response { status, fields: vec![("Content-Type".to_owned(), media.to_owned())], body: body.into() }
    }

    /// A response that says no more than its status.
    pub(crate) fn refusal(status: Status) -> Response {
        let response = Response::new(status, "text/plain; charset=utf-8", format!("{}\n", status.line()));
        if status == Status::Method { response.with("Allow", "GET, HEAD") } else { response }
    }

    pub(crate) fn moved(to: &str) -> Response {
        Response::new(Status::Moved, "text/plain; charset=utf-8", format!("{to}\n")).with("Location", to)
    }

    /// The same answer with another header field. One that would break the head is left out.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Response {
        if !name.chars().chain(value.chars()).any(char::is_control) {
            self.fields.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The same answer with another header field, unless it has it already.
    pub(crate) fn or(self, name: &str, value: &str) -> Response {
        if self.field(name).is_some() { self } else { self.with(name, value) }
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn send(&self, head: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut text = format!("HTTP/1.1 {}\r\n", self.status.line());
        for (name, value) in &self.fields {
            // Writing to a String cannot fail.
            let _ = write!(text, "{name}: {value}\r\n");
        }
        let _ = write!(text, "Content-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n", self.body.len());
        out.write_all(text.as_bytes())?;
        if !head {
            out.write_all(&self.body)?;
        }
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_never_kept() {
        let mut out = Vec::new();
        Response::new(Status::NotFound, "text/html", "无").with("X-A", "b").with("X-B", "c\r\nd").send(false, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nX-A: b\r\nContent-Length: 3\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n\r\n无"
        );
    }

    #[test]
    fn a_head_says_how_long_the_body_would_be() {
        let mut out = Vec::new();
        Response::moved("/docs/").send(true, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("Location: /docs/\r\nContent-Length: 7\r\n") && text.ends_with("\r\n\r\n"), "{text}");
    }
}
