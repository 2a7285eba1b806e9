//! Bytes from outside, whatever they are: heads of requests, headers of pictures, front matter, registers and stored values are
//! read to the end or refused, without a panic, and a refusal of what a person wrote names its reason.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use sitegen::diag::{Finding, Lang};
use sitegen::model::settings;
use sitegen::model::text_file;
use sitegen::model::{Registers, files};
use sitegen::serve::http;
use sitegen::store::{Disk, Key, Kind, Store, Stored};
use sitegen::text::{Checksum, Source};

use crate::support::property::{config, corrupt, corrupted, corruptions};

const HEAD: &str = "GET /hf/%E9%80%BE%E6%9C%9F.html?a=b HTTP/1.1\r\nHost: localhost:8000\r\nOrigin: http://localhost:8000\r\n\
    Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\nAccept: */*\r\n\r\n";

const PIECES: &[&str] = &[
    "GET ",
    "HEAD ",
    "POST ",
    "/",
    "/../",
    "?",
    "#",
    "%",
    "%2e",
    " HTTP/1.1",
    " HTTP/2",
    "\r\n",
    "\n",
    "\r",
    "Host: ",
    "localhost",
    "127.0.0.1",
    "[::1]",
    ":80",
    ":99999",
    "evil.example",
    "Origin: http://",
    "Sec-Fetch-Site: cross-site",
    ":",
    " ",
    "\t",
    "\0",
    "é",
];

const FRONT: &str = "---\ntitle: 起诉时诉讼费由谁先交？\ndate: 2026-03-09\nupdated: 2026-03-20\ntopics: [overdue]\nlender: 示例\n\
    aliases: [/hf/1.html]\nfaq: [{q: 谁, a: 原告}]\nrelated: [b, {title: 丙, url: \"https://www.example.com/\"}]\nai: assisted\n\
    withdrawn: {on: 2026-04-01, reason: 旧}\nallow: [{code: SG501, reason: 好}]\n---\n\n## 标题\n\n正文[链接](b.md)，《民法典》第一条。\n";

const REGISTERS: [(&str, &str); 4] = [
    ("topics", "topics:\n  - {slug: overdue, title: 逾期, aliases: [逾期后果], parent: a}\n  - {slug: a, title: 甲}\n"),
    (
        "lenders",
        "lenders:\n  - {slug: b, name: 示例, kind: consumer_finance, facts: [{name: rate, value: 18%, source: 官网, checked_on: 2026-03-01}]}\n",
    ),
    ("laws", "laws:\n  - {id: civil-code, title: 民法典, issued: 2020-05-28, effective: 2021-01-01, articles: {\"1\": 总则}}\n"),
    (
        "rates",
        "rates:\n  - id: lpr\n    title: 利率\n    checked_until: 2026-05-20\n    columns: [y1]\n    rows:\n      - [2019-08-20, \"4.25\"]\n",
    ),
];

/// The smallest pictures that have everything a header is read for.
fn pictures() -> Vec<Vec<u8>> {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x01\0\x08\x06\0\0\0AAAA\0\0\0\x09eXIfMM\0*\0\0\0\x08\0AAAA\0\0\0\0IEND";
    let gif = b"GIF89a\x10\0\x20\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x10\0\x20\0\0;";
    let exif = b"\xff\xd8\xff\xe1\0\x34Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let frame = b"\xff\xc0\0\x11\x08\x01\0\x02\0\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9";
    let webp = b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\xff\x01\0\xff\0\0EXIF\x08\0\0\0II*\0\x08\0\0\0VP8 \x0a\0\0\0\x30\x01\0\x9d\x01\x2a\x10\0\x20\0";
    let avif = b"\0\0\0\x18ftypavif\0\0\0\0avifmif1\0\0\0\x46meta\0\0\0\0\0\0\0\x0epitm\0\0\0\0\0\x01\0\0\0\x2ciprp\0\0\0\x1cipco\0\0\0\x14ispe\0\0\0\0\0\0\x02\0\0\0\x01\0\0\0\0\x08ipma";
    let svg = "<?xml version=\"1.0\"?><!-- a --><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20px\" height='10' viewBox=\"0 0 2 1\"/>";
    vec![png.to_vec(), gif.to_vec(), [&exif[..], &frame[..]].concat(), webp.to_vec(), avif.to_vec(), svg.as_bytes().to_vec()]
}

fn source(path: &str, bytes: &[u8]) -> Source {
    Source::new(path, &*String::from_utf8_lossy(bytes))
}

/// Asserts that each finding can be printed in both languages.
fn are_worded(findings: &[Finding]) -> Result<(), TestCaseError> {
    for finding in findings {
        for lang in [Lang::Zh, Lang::En] {
            prop_assert!(!finding.fault.message(lang).is_empty(), "{finding:?}");
        }
    }
    Ok(())
}

/// Asserts that a head is refused, or is a request for a path of printable characters.
fn is_read(head: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(request) = http::parse(head, Some("preview.example")) {
        prop_assert!(request.path.starts_with('/') && request.path.bytes().all(|b| b.is_ascii_graphic()), "{request:?}");
        prop_assert!(request.query.bytes().all(|b| b.is_ascii_graphic()), "{request:?}");
    }
    Ok(())
}

#[test]
fn the_uncorrupted_ones_are_read() {
    assert_eq!(http::parse(HEAD.as_bytes(), None).unwrap().query, "a=b");
    let path: Arc<str> = "static/a.png".into();
    let sizes: Vec<bool> = pictures().iter().map(|p| files::picture(&path, p).0.picture.unwrap().size.is_some()).collect();
    assert_eq!(sizes, [true; 6]);
    let sources = REGISTERS.map(|(name, text)| source(&format!("content/{name}.yaml"), text.as_bytes()));
    let (registers, _) = Registers::read(&sources);
    let article = source("content/articles/a.md", FRONT.as_bytes());
    let (_, _, findings) = text_file::article(&article, &registers, date(2026, 11, 23));
    assert_eq!(findings, []);
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn heads_of_requests(head in corrupted(HEAD.as_bytes().to_vec())) {
        is_read(&head)?;
    }

    #[test]
    fn heads_of_requests_from_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        is_read(format!("{}\r\n\r\n", pieces.concat()).as_bytes())?;
    }

    #[test]
    fn headers_of_pictures(bytes in prop::sample::select(pictures()).prop_flat_map(corrupted)) {
        let (file, findings) = files::picture(&"static/a.png".into(), &bytes);
        let size = file.picture.unwrap().size;
        prop_assert!(size.is_none_or(|(width, height)| width > 0 && height > 0), "{size:?}");
        are_worded(&findings)?;
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn front_matter(bytes in corrupted(FRONT.as_bytes().to_vec())) {
        let article = source("content/articles/a.md", &bytes);
        let registers = Registers::read(&[]).0;
        let (_, _, findings) = text_file::article(&article, &registers, date(2026, 11, 23));
        are_worded(&findings)?;
        for finding in &findings {
            let range = finding.span.map_or(0..0, |span| span.range());
            prop_assert!(article.text.get(range).is_some(), "{finding:?}");
        }
    }

    #[test]
    fn registers_and_settings((name, bytes) in prop::sample::select(REGISTERS.to_vec()).prop_flat_map(|(name, text)| (Just(name), corrupted(text.into())))) {
        let (_, findings) = Registers::read(&[source(&format!("content/{name}.yaml"), &bytes)]);
        are_worded(&findings)?;
        let (_, findings) = settings::read(Some(&source("sitegen.yaml", &bytes)));
        are_worded(&findings)?;
    }
}

proptest! {
    #![proptest_config(config(100))]

    /// A stored value is found as it was or not at all, and a damaged store can be committed again.
    #[test]
    fn stored_values(corruptions in corruptions(), which in any::<prop::sample::Index>()) {
        let folder = tempfile::tempdir().unwrap();
        let open = || Disk::open(folder.path().join("store"), Checksum::of(b"program"));
        let values: [Vec<u8>; 3] = [b"a".to_vec(), vec![7; 300], vec![9; 9_000]];
        let key = |value: &[u8]| Key { kind: Kind::Output, fingerprint: Checksum::of(value) };
        let put = |store: &Disk| values.iter().for_each(|v| store.put(key(v), Arc::new(()), &|| Some(v.clone())));
        let store = open();
        put(&store);
        store.commit();
        let files: Vec<_> = [folder.path().join("store"), folder.path().join("store/values")]
            .iter()
            .flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
            .filter(|path| path.is_file())
            .collect();
        let path = which.get(&files);
        let bytes = corrupt(std::fs::read(path).unwrap(), &corruptions);
        std::fs::write(path, bytes).unwrap();
        let store = open();
        for value in &values {
            if let Some(found) = store.get(key(value)) {
                let is_same = matches!(found, Stored::Bytes(bytes) if bytes == *value);
                prop_assert!(is_same);
            }
        }
        put(&store);
        store.commit();
        prop_assert!(values.iter().all(|value| open().get(key(value)).is_some()));
    }
}
