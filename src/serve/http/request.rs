//! The head of a request, read strictly: what is not plainly a GET or HEAD for a path of this server is refused. Never reads
//! a body.

use std::net::IpAddr;

use super::Status;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub head: bool,
    /// The path as sent, percent-encoded, from its first `/`.
    pub path: String,
    /// The query after `?`, as sent.
    pub query: String,
}

/// Reads the head of a request. `own` is a host name of the server besides `localhost`.
///
/// # Errors
/// The status to refuse it with.
pub fn parse(head: &[u8], own: Option<&str>) -> Result<Request, Status> {
    let head = std::str::from_utf8(head).map_err(|_| Status::BadRequest)?;
    let mut lines = head.strip_suffix("\r\n\r\n").ok_or(Status::BadRequest)?.split("\r\n");
    let (head, target) = request_line(lines.next().unwrap_or(""))?;
    let fields = Fields::read(lines)?;
    let host = fields.one("host")?.ok_or(Status::BadRequest)?;
    if !is_ours(host, own) {
        return Err(Status::Misdirected);
    }
    if fields.one("origin")?.is_some_and(|origin| origin.strip_prefix("http://") != Some(host)) {
        return Err(Status::Forbidden);
    }
    // A link that leads here from elsewhere may be followed; nothing else of another site's page may ask for anything.
    let foreign = matches!(fields.one("sec-fetch-site")?, Some("cross-site" | "same-site"));
    if foreign && fields.one("sec-fetch-mode")? != Some("navigate") {
        return Err(Status::Forbidden);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(Request { head, path: path.to_owned(), query: query.to_owned() })
}

/// Whether only the head is wanted, and the target.
fn request_line(line: &str) -> Result<(bool, &str), Status> {
    let mut words = line.split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return Err(Status::BadRequest);
    };
    let is_token = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !is_token(method) || !target.starts_with('/') || !target.bytes().all(|b| b.is_ascii_graphic() && b != b'#') {
        return Err(Status::BadRequest);
    }
    match version {
        "HTTP/1.1" | "HTTP/1.0" => {}
        _ if version.starts_with("HTTP/") => return Err(Status::Version),
        _ => return Err(Status::BadRequest),
    }
    match method {
        "GET" => Ok((false, target)),
        "HEAD" => Ok((true, target)),
        _ => Err(Status::Method),
    }
}

/// Header fields, names in lower case.
struct Fields<'a>(Vec<(String, &'a str)>);

impl<'a> Fields<'a> {
    fn read(lines: impl Iterator<Item = &'a str>) -> Result<Fields<'a>, Status> {
        let field = |line: &'a str| {
            let (name, value) = line.split_once(':').ok_or(Status::BadRequest)?;
            let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b));
            let is_value = value.chars().all(|c| c == '\t' || !c.is_control());
            if is_name && is_value { Ok((name.to_ascii_lowercase(), value.trim())) } else { Err(Status::BadRequest) }
        };
        lines.map(field).collect::<Result<_, _>>().map(Fields)
    }

    /// A field that may be there once.
    fn one(&self, name: &str) -> Result<Option<&'a str>, Status> {
        let mut all = self.0.iter().filter(|(n, _)| n == name).map(|(_, value)| *value);
        match (all.next(), all.next()) {
            (first, None) => Ok(first),
            _ => Err(Status::BadRequest),
        }
    }
}

/// True for the names of this server. A page elsewhere can make its own name lead here, but it cannot make an address of
/// numbers or `localhost` its own.
fn is_ours(host: &str, own: Option<&str>) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        _ => host,
    };
    let inner = name.strip_prefix('[').and_then(|n| n.strip_suffix(']'));
    let is_number = match inner {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None => matches!(name.parse(), Ok(IpAddr::V4(_))),
    };
    is_number || name.eq_ignore_ascii_case("localhost") || own.is_some_and(|own| own.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str) -> Result<Request, Status> {
        parse(head.replace('\n', "\r\n").as_bytes(), Some("desk.example"))
    }

    #[test]
    fn a_request_for_a_page() {
        let request = Request { head: false, path: "/a/%E5%80%BA/".to_owned(), query: "last-good".to_owned() };
        assert_eq!(read("GET /a/%E5%80%BA/?last-good HTTP/1.1\nHost: 127.0.0.1:8000\nX: \n\n"), Ok(request.clone()));
        assert_eq!(read("HEAD /a/%E5%80%BA/?last-good HTTP/1.0\nhost: LOCALHOST\n\n"), Ok(Request { head: true, ..request }));
    }

    #[test]
    fn what_is_no_such_request_is_refused() {
        for (head, status) in [
            ("", Status::BadRequest),
            ("\n\n", Status::BadRequest),
            ("GET / HTTP/1.1\n\n", Status::BadRequest),
            ("GET  / HTTP/1.1\nHost: localhost\n\n", Status::BadRequest),
            ("GET http://localhost/ HTTP/1.1\nHost: localhost\n\n", Status::BadRequest),
            ("GET * HTTP/1.1\nHost: localhost\n\n", Status::BadRequest),
            ("GET /债 HTTP/1.1\nHost: localhost\n\n", Status::BadRequest),
            ("GET / HTTP/1.1\nHost: localhost\nHost: localhost\n\n", Status::BadRequest),
            ("GET / HTTP/1.1\nHost: localhost\n folded: x\n\n", Status::BadRequest),
            ("GET / HTTP/1.1\nHost localhost\n\n", Status::BadRequest),
            ("GET / FTP/1.1\nHost: localhost\n\n", Status::BadRequest),
            ("GET / HTTP/2.0\nHost: localhost\n\n", Status::Version),
            ("POST / HTTP/1.1\nHost: localhost\n\n", Status::Method),
            ("OPTIONS / HTTP/1.1\nHost: localhost\n\n", Status::Method),
        ] {
            assert_eq!(read(head), Err(status), "{head:?}");
        }
        assert_eq!(parse(b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n", None), Err(Status::BadRequest));
    }

    #[test]
    fn only_our_own_names_are_answered() {
        let asked = |host: &str| read(&format!("GET / HTTP/1.1\nHost: {host}\n\n")).map(|r| r.path);
        for host in ["localhost", "localhost:8000", "127.0.0.1:1", "192.168.0.7:8000", "[::1]:8000", "[::1]", "Desk.Example:80"] {
            assert_eq!(asked(host), Ok("/".to_owned()), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "::1", "[evil]", "", "localhost:80:80", "1"] {
            assert_eq!(asked(host), Err(Status::Misdirected), "{host}");
        }
    }

    #[test]
    fn pages_of_others_may_only_lead_here() {
        let asked = |more: &str| read(&format!("GET / HTTP/1.1\nHost: localhost:8000\n{more}\n\n")).map(|_| ());
        assert_eq!(asked("Origin: http://localhost:8000"), Ok(()));
        assert_eq!(asked("Sec-Fetch-Site: same-origin"), Ok(()));
        assert_eq!(asked("Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate"), Ok(()));
        for more in ["Origin: http://localhost:9000", "Origin: null", "Origin: https://evil.example", "Sec-Fetch-Site: cross-site"]
        {
            assert_eq!(asked(more), Err(Status::Forbidden), "{more}");
        }
    }
}
