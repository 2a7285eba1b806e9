//! How a preview begins and ends: its port, its messages, and nothing left behind.

use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use super::server::serve;
use crate::support::site::Site;

#[test]
fn a_port_that_is_taken() {
    let folder = Site::paged();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = folder.run(&["serve", "--port", &port, "--lang", "en"]);
    assert_eq!(output.status, 2);
    let said = output.stderr;
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with(&format!("sitegen: cannot run: 127.0.0.1:{port}: ")), "{said}");
    assert_eq!(
        lines[1],
        "  another program uses this port; take another one, such as --port 8100, or leave --port out to have one chosen"
    );
}

#[test]
fn a_folder_that_is_no_site() {
    let output = Site::empty().run(&["serve", "-r", "nowhere", "--lang", "en"]);
    assert_eq!(output.status, 2);
}

#[test]
fn it_starts_with_the_store_of_the_last_build() {
    let folder = Site::paged();
    let lenders = "lenders:\n  - {slug: qinghe, name: 青禾消费金融, kind: consumer_finance}\n";
    folder.write("content/lenders.yaml", format!("{lenders}  - {{slug: shanhu, name: 珊瑚小贷, kind: micro_loan}}\n"));
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]\nlender: 青禾消费金融", "正文。");
    folder.mislead(
        "content/lenders.yaml",
        &lenders.replace("lenders:\n", "lenders:\n  - {slug: shanhu, name: 珊瑚小贷, kind: micro_loan}\n"),
    );
    assert!(folder.read("public/articles/a.html").contains("/lenders/qinghe/"));
    let server = serve(&folder, &[]);
    let body = server.get("/articles/a.html").body;
    assert!(body.contains("/lenders/shanhu/") && !body.contains("/lenders/qinghe/"), "{body}");
    // The shard of an edited article is analyzed again.
    let mut events = server.events();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]\nlender: 青禾消费金融", "改过的正文。");
    let body = events.until(&server, "/articles/a.html", |answer| answer.body.contains("改过的正文")).body;
    assert!(body.contains("/lenders/qinghe/"), "{body}");
}

/// The preview writes nothing, not even where the site would be built, and is gone when it is interrupted.
#[test]
fn nothing_is_left_behind() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "正文。");
    let before = folder.tree("");
    let mut server = serve(&folder, &[]);
    assert_eq!(server.get("/articles/a.html").status, 200);
    assert_eq!(server.get("/sitemap.xml").status, 200);
    let interrupted = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    // What a shell tells as status 130.
    assert_eq!(server.child.wait().unwrap().signal(), Some(2));
    assert!(folder.tree("") == before);
    assert!(std::net::TcpStream::connect(&server.host).is_err());
}
