//! What is answered: as a host would, and never to be kept.

use super::server::serve;
use crate::support::site::Site;

fn site() -> Site {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]\naliases: [/old/1.html, /老地址]", "[表](表.pdf)");
    folder.write("content/articles/表.pdf", "%PDF");
    folder.write("static/files/a.json", "{}");
    folder
}

#[test]
fn pages_files_and_what_is_not_there() {
    let folder = site();
    let server = serve(&folder, &[]);
    let home = server.get("/");
    assert_eq!((home.status, home.field("Content-Type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(home.field("Cache-Control"), Some("no-store"));
    let policy = home.field("Content-Security-Policy").unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(home.body.contains(&format!("<link rel=\"canonical\" href=\"{}\">", server.address)));
    let head = server.ask("HEAD", "/");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.field("Content-Length"), Some(home.body.len().to_string().as_str()));
    for (path, status, media) in [
        ("/articles/%E8%A1%A8.pdf", 200, "application/pdf"),
        ("/files/a.json", 200, "application/json; charset=utf-8"),
        ("/feed.xml", 200, "application/xml; charset=utf-8"),
        ("/sitemap.xml", 200, "application/xml; charset=utf-8"),
        ("/robots.txt", 200, "text/plain; charset=utf-8"),
        ("/_redirects", 200, "text/plain; charset=utf-8"),
        ("/.sitegen/preview.js", 200, "text/javascript; charset=utf-8"),
        ("/articles/b.html", 404, "text/html; charset=utf-8"),
        ("/Articles/a.html", 404, "text/html; charset=utf-8"),
        ("/.sitegen/manifest.json", 404, "text/plain; charset=utf-8"),
        ("/sitegen.yaml", 404, "text/html; charset=utf-8"),
        ("/content/articles/a.md", 404, "text/html; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.field("Content-Type")), (status, Some(media)), "{path}");
    }
    assert!(server.get("/articles/b.html").body.contains("is-not-found"));
}

#[test]
fn careless_and_old_addresses_lead_on() {
    let folder = site();
    let server = serve(&folder, &[]);
    for (path, to) in [
        ("/topics", "/topics/"),
        ("/topics/overdue?x=1", "/topics/overdue/?x=1"),
        ("/old/1.html", "/articles/a.html"),
        ("/%E8%80%81%E5%9C%B0%E5%9D%80", "/articles/a.html"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.field("Location")), (301, Some(to)), "{path}");
    }
}

/// The path of the base URL stays, so that addresses read as they will; its host gives way to the preview.
#[test]
fn below_a_base_path() {
    let folder = site();
    folder.write("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/docs/\n");
    let server = serve(&folder, &[]);
    assert!(server.address.ends_with("/docs/"), "{}", server.address);
    for path in ["/", "/docs"] {
        assert_eq!(server.get(path).field("Location"), Some("/docs/"));
    }
    let page = server.get("/docs/articles/a.html").body;
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{}articles/a.html\">", server.address)));
    assert_eq!(server.get("/articles/a.html").status, 404);
    let elsewhere = serve(&folder, &["-u", "https://other.example/x/"]);
    assert!(elsewhere.address.ends_with("/x/"));
}
