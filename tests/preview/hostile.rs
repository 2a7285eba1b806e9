//! Whatever is sent, the preview goes on, and gives away nothing but the site. On this computer only.

use std::io::Write;
use std::net::Shutdown;

use super::server::{Server, serve};
use crate::support::library::random::Random;
use crate::support::site::Site;

fn site() -> Site {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "正文。");
    folder.write("secret.txt", "不该看见的东西");
    folder
}

fn goes_on(server: &Server) {
    assert_eq!(server.get("/articles/a.html").status, 200);
}

const PIECES: &[&str] = &[
    "GET",
    "HEAD",
    "POST",
    "TRACE",
    " ",
    " ",
    "  ",
    "\t",
    "/",
    "/",
    "..",
    "../",
    "%2e%2e",
    "%2f",
    "%5c",
    "%00",
    "%",
    "%zz",
    "\\",
    "//",
    "secret.txt",
    "articles/a.html",
    "sitegen.yaml",
    "?",
    "#",
    "HTTP/1.1",
    " HTTP/1.1",
    "HTTP/2",
    "HTTP/9.9",
    "\r\n",
    "\n",
    "\r",
    "Host: localhost",
    "Host:",
    ": ",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "债",
    "\u{0}",
    "\u{feff}",
    "http://evil.example",
    "*",
    "a",
    "=",
    "&last-good",
    "/.sitegen/",
    "preview.js",
];

#[test]
fn ten_thousand_random_request_lines() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut random = Random::new(7, 0, 0);
    for n in 0..10_000 {
        let mut line = if random.below(2) == 0 { "GET /".to_owned() } else { String::new() };
        for _ in 0..random.below(12) {
            line.push_str(random.pick(PIECES));
        }
        let mut bytes = line.into_bytes();
        if random.below(4) == 0 {
            bytes.extend((0..random.below(40)).map(|_| u8::try_from(random.below(256)).unwrap()));
        }
        if random.below(3) > 0 {
            bytes.extend_from_slice(b" HTTP/1.1\r\nHost: localhost");
        }
        bytes.extend_from_slice(b"\r\n\r\n");
        let answer = String::from_utf8_lossy(&server.raw(&bytes)).into_owned();
        assert!(answer.starts_with("HTTP/1.1 "), "{n}: {bytes:?}: {answer}");
        assert!(!answer.contains("不该看见的东西") && !answer.contains("base_url"), "{n}: {bytes:?}");
    }
    goes_on(&server);
}

#[test]
fn nothing_outside_of_the_site_is_reached() {
    let folder = site();
    let server = serve(&folder, &[]);
    for path in [
        "/../secret.txt",
        "/articles/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/secret.txt%00.html",
        "/static/../secret.txt",
        "//secret.txt",
        "/./secret.txt",
        "/.sitegen/../secret.txt",
        "/.git/config",
        "/secret.txt",
    ] {
        let answer = server.get(path);
        assert!(answer.status == 404 && !answer.body.contains("不该看见的东西"), "{path}: {answer:?}");
    }
}

#[test]
fn other_names_other_pages_and_other_methods_are_refused() {
    let folder = site();
    let server = serve(&folder, &[]);
    let asked = |head: &str| String::from_utf8(server.raw(head.replace('\n', "\r\n").as_bytes())).unwrap();
    for (head, status) in [
        ("GET / HTTP/1.1\nHost: evil.example\n\n", "421"),
        ("GET / HTTP/1.1\nHost: localhost\nOrigin: https://evil.example\n\n", "403"),
        ("GET / HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\n\n", "403"),
        ("POST / HTTP/1.1\nHost: localhost\nContent-Length: 3\n\nabc", "405"),
        ("CONNECT / HTTP/1.1\nHost: localhost\n\n", "405"),
        ("GET /\n\n", "400"),
    ] {
        let answer = asked(head);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{head}: {answer}");
        assert!(!answer.contains("债务指南"));
    }
    let large = format!("GET / HTTP/1.1\nHost: localhost\nCookie: {}\n\n", "x".repeat(100_000));
    assert!(asked(&large).starts_with("HTTP/1.1 431 "));
    goes_on(&server);
}

/// Connections that say nothing take no one else's place for long, and too many are turned away at once.
#[test]
fn connections_are_bounded() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut silent: Vec<_> = (0..64).map(|_| server.connect()).collect();
    let answer = String::from_utf8(server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).unwrap();
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 503 "), "{answer}");
    for stream in &mut silent {
        stream.write_all(b"GET / HT").unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
    }
    drop(silent);
    let served = || server.raw(b"GET /articles/a.html HTTP/1.1\r\nHost: localhost\r\n\r\n").starts_with(b"HTTP/1.1 200 ");
    while !served() {
        std::thread::yield_now();
    }
}
