//! What is saved is shown: the page, the lists it stands on, errors in its place and the last good site beside them.

use std::fs;
use std::process::Command;

use super::server::{Answer, serve};
use crate::support::site::Site;

const FRONT: &str = "date: 2026-01-01\ntopics: [逾期]";

fn site() -> Site {
    let folder = Site::paged();
    folder.article("a", FRONT, "第一篇的正文。");
    folder.article("b", FRONT, "第二篇的正文。");
    folder
}

#[test]
fn a_saved_article_is_shown_on_its_page_and_on_lists() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut events = server.events();
    assert!(server.get("/articles/a.html").body.contains("第一篇的正文。"));
    folder.write("content/articles/a.md", "---\ntitle: 新的标题\ndate: 2026-01-01\ntopics: [费用]\n---\n\n改过的正文。\n");
    let page = events.until(&server, "/articles/a.html", |a| a.body.contains("改过的正文。"));
    assert!(!page.body.contains("第一篇的正文。"));
    assert!(server.get("/topics/fees/").body.contains("新的标题"));
    assert!(!server.get("/topics/overdue/").body.contains("新的标题"));
    assert!(server.get("/feed.xml").body.contains("新的标题"));
}

#[test]
fn articles_come_and_go() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut events = server.events();
    folder
        .write("content/articles/新/c.md", "---\ntitle: 第三篇\ndate: 2026-01-02\ntopics: [逾期]\n---\n\n见[另一篇](../a.md)。\n");
    let page = events.until(&server, "/articles/c.html", |a| a.status == 200);
    assert!(page.body.contains("<a href=\"/articles/a.html\">另一篇</a>"));
    fs::remove_dir_all(folder.path("content/articles/新")).unwrap();
    events.until(&server, "/articles/c.html", |a| a.status == 404);
    // Editors write another file and rename it.
    folder.write("content/articles/.a.md.swp", "---\ntitle: a的标题\ndate: 2026-01-01\ntopics: [逾期]\n---\n\n换上的正文。\n");
    fs::rename(folder.path("content/articles/.a.md.swp"), folder.path("content/articles/a.md")).unwrap();
    events.until(&server, "/articles/a.html", |a| a.body.contains("换上的正文。"));
}

#[test]
fn settings_registers_templates_and_files_are_watched_too() {
    let folder = site();
    folder.write("static/note.txt", "旧");
    let server = serve(&folder, &[]);
    let mut events = server.events();
    folder.write("sitegen.yaml", "title: 另一个名字\nbase_url: https://www.example.com/\n");
    events.until(&server, "/", |a| a.body.contains("另一个名字"));
    let topics = folder.read("content/topics.yaml").replace("title: 逾期", "title: 逾期以后");
    folder.write("content/topics.yaml", topics.replace("slug: overdue", "slug: overdue, aliases: [逾期]"));
    events.until(&server, "/topics/overdue/", |a| a.body.contains("逾期以后"));
    folder.write("templates/404.html", "<!doctype html><title>自己的版式</title>");
    events.until(&server, "/nothing", |a| a.status == 404 && a.body.contains("自己的版式"));
    let before = server.get("/").field("Preview-Page").map(str::to_owned);
    folder.write("static/note.txt", "新");
    events.until(&server, "/note.txt", |a| a.body == "新");
    // The page reads as before, and is still shown anew: the file may be a picture on it.
    events.until(&server, "/", |a| a.field("Preview-Page").map(str::to_owned) != before);
}

fn shows_last_good(answer: &Answer) -> bool {
    answer.status == 200 && answer.body.contains("第一篇的正文。") && answer.body.contains("这里是上一次正确的网站")
}

#[test]
fn an_error_is_shown_in_the_browser_and_the_last_good_site_stays() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut events = server.events();
    folder.write(
        "content/articles/a.md",
        "---\ntitle: a的标题\ndate: 2026-01-01\ntopics: [逾期]\n---\n\n见[别处](nowhere.md)<b>。\n",
    );
    let page = events.until(&server, "/articles/a.html", |a| a.status == 500);
    for piece in [
        "<h2><b>错误</b> <code>SG",
        "<p class=\"place\">content/articles/a.md:7:7</p>",
        "见[别处](<mark>nowhere.md</mark>)&lt;b&gt;",
        "<b>怎么改：</b>",
        "<a href=\"/articles/a.html?last-good\">看上一次正确的页面</a>",
        "/.sitegen/preview.js",
    ] {
        assert!(page.body.contains(piece), "{piece}\n{}", page.body);
    }
    assert!(page.field("Content-Security-Policy").is_some());
    assert_eq!(server.get("/topics/").status, 500);
    assert!(shows_last_good(&server.get("/articles/a.html?last-good")));
    // What a last good page is made of is there, too.
    let good = server.get("/?last-good").body;
    let css = good.split("href=\"").find_map(|part| part.split('"').next().filter(|p| p.starts_with("/assets/site."))).unwrap();
    assert_eq!(server.get(css).status, 200);
    // Another save that mends nothing.
    folder.article("b", FRONT, "第二篇改过。");
    events.next();
    assert_eq!(server.get("/articles/b.html").status, 500);
    folder.article("a", FRONT, "第一篇改好了。");
    let mended = events.until(&server, "/articles/a.html", |a| a.status == 200);
    assert!(mended.body.contains("第一篇改好了。") && !mended.body.contains("sitegen-bar"));
    assert!(server.get("/articles/b.html").body.contains("第二篇改过。"));
}

#[test]
fn a_broken_template_is_an_error_like_any_other() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut events = server.events();
    folder.write("templates/article.html", "<!doctype html>\n<title>{{ article.titel }}</title>");
    let page = events.until(&server, "/", |a| a.status == 500);
    assert!(page.body.contains("<p class=\"place\">templates/article.html:2:"), "{}", page.body);
    assert!(shows_last_good(&server.get("/articles/a.html?last-good")));
    folder.remove("templates/article.html");
    events.until(&server, "/articles/a.html", |a| a.status == 200);
}

#[test]
fn a_site_that_begins_with_errors_is_shown_as_soon_as_they_are_mended() {
    let folder = site();
    folder.write("content/articles/c.md", "没有信息栏。\n");
    let server = serve(&folder, &[]);
    let page = server.get("/");
    assert!(page.status == 500 && page.body.contains("content/articles/c.md") && !page.body.contains("last-good"));
    let mut events = server.events();
    folder.remove("content/articles/c.md");
    events.until(&server, "/", |a| a.status == 200);
}

#[test]
fn warnings_are_counted_above_the_page_and_listed() {
    let folder = site();
    folder.write("content/stray.md", "放错了地方。\n");
    let server = serve(&folder, &[]);
    assert!(server.get("/").body.contains("<p>1 个警告</p><p><a href=\"/.sitegen/findings\">查看</a></p>"));
    let list = server.get("/.sitegen/findings");
    assert!(list.status == 200 && list.body.contains("<li class=\"warning\">") && list.body.contains("content/stray.md"));
    let strict = serve(&folder, &["--strict"]);
    assert_eq!(strict.get("/").status, 500);
}

#[test]
fn drafts_and_future_articles_are_shown_and_marked() {
    let folder = site();
    folder.article("draft", "date: 2026-01-01\ntopics: [逾期]\ndraft: true", "草稿的正文。");
    folder.article("later", "date: 2026-12-01\ntopics: [逾期]", "以后的正文。");
    let server = serve(&folder, &[]);
    assert!(server.get("/articles/draft.html").body.contains("<strong>草稿：</strong>"));
    assert!(server.get("/articles/later.html").body.contains("<strong>未到发布日期：</strong>"));
    assert!(server.get("/topics/overdue/").body.contains("draft的标题"));
    assert_eq!(
        server.get("/.sitegen/unpublished.json").body,
        r#"{"/articles/draft.html":"草稿","/articles/later.html":"未到日期"}"#
    );
}

/// Which pages are alike is a matter of the whole site, and is looked at again with each of them.
#[test]
fn pages_that_are_alike_are_told_until_they_differ() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut events = server.events();
    let page = |title: &str, summary: &str| {
        folder.write("content/pages/notice.md", format!("---\ntitle: {title}\nsummary: {summary}\n---\n\n正文。\n"));
    };
    let says = |answer: &Answer, code: &str| answer.body.contains(code);
    page("诉讼费计算器", "一句话。");
    events.until(&server, "/.sitegen/findings", |a| says(a, "SG595") && !says(a, "SG596"));
    page("公告", "一句话。");
    folder.article("a", &format!("{FRONT}\nsummary: 一句话。"), "第一篇的正文。");
    events.until(&server, "/.sitegen/findings", |a| !says(a, "SG595") && says(a, "SG596"));
    folder.article("a", &format!("{FRONT}\nsummary: 另一句话。"), "第一篇的正文。");
    events.until(&server, "/.sitegen/findings", |a| !says(a, "SG595") && !says(a, "SG596"));
}

/// Hundreds of files are written: by far not as many states.
#[test]
fn many_files_at_a_time_are_one_change() {
    let folder = site();
    let server = serve(&folder, &[]);
    let mut events = server.events();
    for n in 0..400 {
        folder.article(&format!("n{n:03}"), FRONT, "同一次提交里的一篇。");
    }
    let mut states = 0;
    while server.get("/articles/n399.html").status != 200 {
        events.next();
        states += 1;
    }
    assert!(states <= 8, "{states} states");
}

/// Git says when it is done.
#[test]
fn another_branch_is_one_change() {
    let folder = site();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.hooksPath=/dev/null"]).args(arguments);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").current_dir(folder.root()).output()
    };
    if git(&["init", "-q", "-b", "main"]).is_err() {
        println!("left out: there is no git here");
        return;
    }
    let git = |arguments: &[&str]| {
        let run = git(arguments).unwrap();
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["add", "."]);
    git(&["commit", "-qm", "two"]);
    git(&["switch", "-qc", "many"]);
    for n in 0..400 {
        folder.article(&format!("n{n:03}"), FRONT, "同一次提交里的一篇。");
    }
    git(&["add", "."]);
    git(&["commit", "-qm", "many"]);
    git(&["switch", "-q", "main"]);
    let server = serve(&folder, &[]);
    let mut events = server.events();
    assert_eq!(server.get("/articles/n000.html").status, 404);
    let before = events.number;
    git(&["switch", "-q", "many"]);
    events.until(&server, "/articles/n399.html", |a| a.status == 200);
    assert_eq!(events.number, before + 1);
    for n in (0..400).step_by(57) {
        assert_eq!(server.get(&format!("/articles/n{n:03}.html")).status, 200);
    }
}
