//! `sitegen hosting`: servers that run with what it prints answer every address of the site as they should.

mod printed;
mod server;

use std::fs;

use crate::support::site::Site;
use server::{Answer, Kind, Server};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";
const PAGES: &str = "public, max-age=0, must-revalidate, no-transform";

/// Old addresses of every kind. The last two differ in case only.
const LEDGER: &str = "/hf/102.html\tredirect\t/articles/a.html\n\
    /hf/103.html\tgone\t\trepeats a\n\
    /hf/旧文%201.html\tredirect\t/articles/图.html\n\
    /old/\tredirect\thttps://www.example.net/a?b=$c\n\
    /?id=101\tquery\t/articles/a.html\n\
    /view.asp?id=1&t=图\tquery\t/articles/a.html\n\
    /x{1}\"$.asp?id=9\tquery\t/articles/a.html\n\
    /hf/%B4%F3.html\tgone\t\tno text\n\
    /Case.html\tgone\t\told\n\
    /case.html\tgone\t\told\n";

/// A site of two articles with old addresses.
fn site(settings: &str) -> Site {
    let site = Site::small();
    site.write("sitegen.yaml", format!("title: 债务指南\n{settings}"));
    let text = "由原告预交诉讼费，法院判决以后由败诉的一方负担。".repeat(60);
    for slug in ["a", "图"] {
        site.write(
            &format!("content/articles/{slug}.md"),
            format!(
                "---\ntitle: 诉讼费由谁负担{slug}\ndate: 2026-01-02\ntopics: [诉讼费]\naliases: [/hf/{}.html]\n---\n{text}\n",
                slug.len()
            ),
        );
    }
    site.write("urls.tsv", LEDGER);
    site.write("static/files/表 1.csv", "a,b\n".repeat(1000));
    site.write("static/files/data.bin", vec![7_u8; 5000]);
    site
}

fn build(site: &Site) {
    let run = site.run(&["build", "--format", "short", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

fn file(site: &Site, path: &str) -> Vec<u8> {
    fs::read(site.path("public").join(path)).unwrap()
}

/// The path of the stylesheet.
fn stylesheet(site: &Site) -> String {
    let names = fs::read_dir(site.path("public/assets")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let name = names.into_iter().find(|name| name.starts_with("site.") && name.ends_with(".css")).unwrap();
    format!("assets/{name}")
}

/// Asks for pages, files and old addresses of a site below a base path.
fn ask(kind: Kind, site: &Site, base: &str) {
    let server = Server::start(kind, site);
    let get = |path: &str| server.get(&format!("{base}{path}"), &[]);
    let page = |path: &str, own: &str| {
        let answer = get(path);
        assert_eq!((answer.status, answer.field("content-type")), (200, "text/html; charset=utf-8"), "{kind:?} {path}");
        assert!(answer.body == file(site, own), "{kind:?} {path}");
        secured(kind, &answer);
        answer
    };
    for (path, own) in [
        ("", "index.html"),
        ("articles/a.html", "articles/a.html"),
        ("articles/%E5%9B%BE.html", "articles/图.html"),
        ("articles/%e5%9b%be.html?from=singlemessage", "articles/图.html"),
        ("topics/court-fees/", "topics/court-fees/index.html"),
    ] {
        assert_eq!(page(path, own).field("cache-control"), PAGES, "{kind:?} {path}");
    }
    assert_eq!(page("search/", "search/index.html").field("cache-control"), "public, max-age=300");
    files(kind, site, &server, base);
    old(kind, &server, base);
    absent(kind, site, &server, base);
}

fn secured(kind: Kind, answer: &Answer) {
    assert_eq!(answer.field("content-security-policy"), CSP, "{kind:?}");
    assert_eq!(answer.field("x-content-type-options"), "nosniff", "{kind:?}");
    assert_eq!(answer.field("strict-transport-security"), "max-age=31536000", "{kind:?}");
}

/// Media types, cache policies and ranges of files.
fn files(kind: Kind, site: &Site, server: &Server, base: &str) {
    let css = stylesheet(site);
    for (path, own, media, cache) in [
        (css.as_str(), css.as_str(), "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("search/index.json", "search/index.json", "application/json; charset=utf-8", "public, max-age=300"),
        ("feed.xml", "feed.xml", "application/xml; charset=utf-8", ""),
        ("llms.txt", "llms.txt", "text/plain; charset=utf-8", ""),
        ("files/%E8%A1%A8%201.csv", "files/表 1.csv", "text/csv; charset=utf-8", ""),
    ] {
        let answer = server.get(&format!("{base}{path}"), &[]);
        assert_eq!(
            (answer.status, answer.field("content-type"), answer.field("cache-control")),
            (200, media, cache),
            "{kind:?} {path}"
        );
        assert!(answer.body == file(site, own), "{kind:?} {path}");
        secured(kind, &answer);
    }
    let part = server.get(&format!("{base}files/data.bin"), &[("Range", "bytes=10-19")]);
    assert_eq!((part.status, part.field("content-range"), part.body.len()), (206, "bytes 10-19/5000", 10), "{kind:?}");
    let whole = server.get(&format!("{base}articles/a.html"), &[]);
    let again = server.get(&format!("{base}articles/a.html"), &[("If-None-Match", whole.field("etag"))]);
    assert_eq!((again.status, again.body.len()), (304, 0), "{kind:?}");
}

/// Redirects, queries and addresses that are gone.
fn old(kind: Kind, server: &Server, base: &str) {
    let article = format!("{base}articles/a.html");
    let picture = format!("{base}articles/%E5%9B%BE.html");
    for (path, to) in [
        ("hf/1.html", article.as_str()),
        ("hf/102.html", &article),
        ("hf/102.html?from=timeline", &article),
        ("hf/%E6%97%A7%E6%96%87%201.html", &picture),
        ("old/", "https://www.example.net/a?b=$c"),
        ("old", "https://www.example.net/a?b=$c"),
        ("?id=101", &article),
        ("view.asp?id=1&t=%E5%9B%BE", &article),
        ("x%7B1%7D%22$.asp?id=9", &article),
    ] {
        let answer = server.get(&format!("{base}{path}"), &[]);
        let location = answer.field("location").replace("%24", "$");
        let location = location.split_once("//127.0.0.1").map_or(location.as_str(), |(_, rest)| &rest[rest.find('/').unwrap()..]);
        assert_eq!((answer.status, location), (301, to), "{kind:?} {path}");
    }
    let mut gone = vec!["hf/103.html", "hf/103.html?x=1", "Case.html", "case.html"];
    // Caddy cannot compare what is not UTF-8.
    gone.extend((kind != Kind::Caddy).then_some("hf/%B4%F3.html"));
    for path in gone {
        let answer = server.get(&format!("{base}{path}"), &[]);
        assert_eq!((answer.status, answer.field("content-type")), (410, "text/html; charset=utf-8"), "{kind:?} {path}");
        assert!(String::from_utf8_lossy(&answer.body).contains("<html"), "{kind:?} {path}");
        secured(kind, &answer);
    }
    for path in ["?id=102", "view.asp?id=1"] {
        assert_ne!(server.get(&format!("{base}{path}"), &[]).status, 301, "{kind:?} {path}");
    }
}

/// What is not there, or not for readers.
fn absent(kind: Kind, site: &Site, server: &Server, base: &str) {
    for path in
        ["nowhere.html", "assets/old.css", "cASE.html", "_headers", "_redirects", ".git/config", "articles/a.html.gz", "hf/"]
    {
        let answer = server.get(&format!("{base}{path}"), &[]);
        assert_eq!((answer.status, answer.field("cache-control")), (404, ""), "{kind:?} {path}");
        assert_eq!(answer.field("content-type"), "text/html; charset=utf-8", "{kind:?} {path}");
        assert!(answer.body == file(site, "404.html"), "{kind:?} {path}");
        secured(kind, &answer);
    }
    if base != "/" {
        assert_eq!(server.get("/elsewhere", &[]).status, 404);
        let home = server.get("/", &[]);
        assert_eq!((home.status, home.field("location").ends_with(base)), (302, true));
    }
}

const ROOT: &str = "base_url: https://www.example.com/\n";
const BELOW: &str = "base_url: https://www.example.com/docs/\n";

#[test]
fn nginx_answers_every_address() {
    for (settings, base) in [(ROOT, "/"), (BELOW, "/docs/")] {
        let site = site(settings);
        build(&site);
        ask(Kind::Nginx, &site, base);
    }
}

#[test]
fn caddy_answers_every_address() {
    for (settings, base) in [(ROOT, "/"), (BELOW, "/docs/")] {
        let site = site(settings);
        build(&site);
        ask(Kind::Caddy, &site, base);
    }
}

#[test]
fn apache_answers_every_address() {
    for (settings, base) in [(ROOT, "/"), (BELOW, "/docs/")] {
        let site = site(settings);
        build(&site);
        ask(Kind::Apache, &site, base);
    }
}

#[test]
fn servers_compress() {
    let plain = site(ROOT);
    build(&plain);
    let packed = site(&format!("{ROOT}precompress: [gzip, br]\n"));
    build(&packed);
    for (kind, encodings) in [
        (Kind::Nginx, &["gzip"][..]),
        (Kind::NginxWithBrotli, &["br", "gzip"]),
        (Kind::Caddy, &["br", "gzip"]),
        (Kind::Apache, &["br", "gzip"]),
    ] {
        if kind != Kind::NginxWithBrotli {
            let server = Server::start(kind, &plain);
            let answer = server.get("/articles/a.html", &[("Accept-Encoding", "gzip")]);
            assert_eq!((answer.status, answer.field("content-encoding")), (200, "gzip"), "{kind:?}");
        }
        let server = Server::start(kind, &packed);
        for (path, own) in [("/articles/a.html", "articles/a.html"), ("/topics/court-fees/", "topics/court-fees/index.html")] {
            for encoding in encodings {
                let accepted = if *encoding == "br" { "gzip, deflate, br" } else { "gzip" };
                let answer = server.get(path, &[("Accept-Encoding", accepted)]);
                assert_eq!(
                    (answer.status, answer.field("content-encoding"), answer.field("content-type")),
                    (200, *encoding, "text/html; charset=utf-8"),
                    "{kind:?} {path}"
                );
                let ending = if *encoding == "br" { "br" } else { "gz" };
                assert!(answer.body == file(&packed, &format!("{own}.{ending}")), "{kind:?} {path} {encoding}");
                assert!(answer.field("vary").to_lowercase().contains("accept-encoding"), "{kind:?} {path}");
                assert_eq!(answer.field("cache-control"), PAGES, "{kind:?} {path}");
                secured(kind, &answer);
            }
            let answer = server.get(path, &[]);
            assert!(answer.field("content-encoding").is_empty() && answer.body == file(&packed, own), "{kind:?} {path}");
        }
        drop(server);
        ask(kind, &packed, "/");
    }
}
