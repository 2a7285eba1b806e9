//! What the preview adds to a page, and the page that it shows where the site has errors. Works under the site's own content
//! security policy: everything added is a file of the preview's own.

use super::shown::{Listed, LoadFailure, PreviewState};
use crate::diag::print::html;
use crate::diag::{Counts, Lang};
use crate::text::{Checksum, media};
use crate::view::build::CONTENT_SECURITY_POLICY;

use super::http::{Response, Status};

/// The style of what is added.
pub(super) const CSS: &str = include_str!("preview.css");
/// The script that shows a page anew.
pub(super) const JS: &str = include_str!("preview.js");

/// The query that asks for the last good site.
pub(super) const LAST_GOOD: &str = "last-good";

/// A page of the site with a bar above it where there is something to say.
pub(super) fn framed(status: Status, html: &[u8], shown: &PreviewState, bar: &str) -> Response {
    let text = String::from_utf8_lossy(html);
    let sum = Checksum::of(format!("{text}\0{bar}\0{}", shown.files).as_bytes()).to_string();
    let last_good = if bar.contains("data-sitegen-now") { " data-last-good" } else { "" };
    let own = format!(
        "<link rel=\"stylesheet\" href=\"/.sitegen/preview.css\">\
         <script defer src=\"/.sitegen/preview.js\" data-page=\"{sum}\"{last_good}></script>\n"
    );
    let head = text.find("</head>").unwrap_or(0);
    let body = text.get(head..).and_then(|t| t.find("<body")).map(|i| head + i);
    let body = body.and_then(|i| Some(i + text.get(i..)?.find('>')? + 1)).unwrap_or(head);
    let piece = |range: std::ops::Range<usize>| text.get(range).unwrap_or("");
    let whole = [piece(0..head), &own, piece(head..body), bar, piece(body..text.len())].concat();
    Response::new(status, media::HTML, whole).with("Preview-Page", &sum)
}

/// What stands above a page of the newest good site.
pub(super) fn bar(shown: &PreviewState, path: &str, counts: Counts, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    if shown.failure.is_some() {
        let (text, link) = if zh {
            ("文件里有错误，这里是上一次正确的网站。", "看错误")
        } else {
            ("The files have errors; this is the last good site.", "Show the errors")
        };
        let path = html::escape(path);
        return format!(
            "<aside class=\"sitegen-bar is-error\"><p>{text}</p><p><a data-sitegen-now href=\"{path}\">{link}</a></p></aside>\n"
        );
    }
    if counts.warnings == 0 {
        return String::new();
    }
    let (n, link) = (counts.warnings, if zh { "查看" } else { "Show" });
    let text = match (zh, n) {
        (true, _) => format!("{n} 个警告"),
        (false, 1) => "1 warning".to_owned(),
        (false, _) => format!("{n} warnings"),
    };
    format!("<aside class=\"sitegen-bar\"><p>{text}</p><p><a href=\"/.sitegen/findings\">{link}</a></p></aside>\n")
}

/// The page in place of one that cannot be shown.
pub(super) fn failure(shown: &PreviewState, failure: &LoadFailure, path: &str, lang: Lang) -> Response {
    let zh = lang == Lang::Zh;
    let title =
        if zh { "这些错误改好之前，网站无法生成" } else { "The site cannot be made until these errors are mended" };
    let content = match failure {
        LoadFailure::Findings(listed) => list(listed, lang),
        LoadFailure::Disk(message) => {
            format!("<ol class=\"findings\"><li class=\"error\"><p>{}</p></li></ol>", html::escape(message))
        }
    };
    let path = html::escape(path);
    let link = if zh { "看上一次正确的页面" } else { "Show the last good page" };
    let last = shown.good.as_ref().map_or_else(String::new, |_| format!("<p><a href=\"{path}?{LAST_GOOD}\">{link}</a></p>\n"));
    let after = if zh {
        "改好并保存后，本页自动刷新。"
    } else {
        "This page shows the site as soon as they are mended and saved."
    };
    whole(Status::Broken, shown, lang, title, &format!("<p>{after}</p>\n{last}{content}"))
}

/// The page that lists what was found.
pub(super) fn findings(shown: &PreviewState, lang: Lang) -> Response {
    if let Some(found) = &shown.failure {
        return failure(shown, found, &shown.base, lang);
    }
    let zh = lang == Lang::Zh;
    let Some(good) = &shown.good else { return Response::refusal(Status::NotFound) };
    let title = if zh { "警告" } else { "Warnings" };
    let list = list(&good.listed, lang);
    let home = html::escape(&shown.base);
    let back = if zh { "回到首页" } else { "Home page" };
    whole(Status::Fine, shown, lang, title, &format!("<p><a href=\"{home}\">{back}</a></p>\n{list}"))
}

/// Findings one by one, and how many there are besides.
fn list(listed: &Listed, lang: Lang) -> String {
    let more = match (listed.more, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("<p>还有 {n} 处没有列出；<code>sitegen check</code> 列出全部。</p>\n"),
        (n, Lang::En) => format!("<p>{n} more are not shown; <code>sitegen check</code> lists them all.</p>\n"),
    };
    html::list(&listed.located, lang) + &more
}

fn whole(status: Status, shown: &PreviewState, lang: Lang, title: &str, content: &str) -> Response {
    let language = if lang == Lang::Zh { "zh-CN" } else { "en" };
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body class=\"sitegen-page\">\n<h1>{title}</h1>\n{content}</body>\n</html>\n"
    );
    framed(status, html.as_bytes(), shown, "").with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
}
