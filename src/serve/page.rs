//! Additions of the preview to a page, and the page that it shows if the site has errors. They work under the site's own content
//! security policy: everything added is a file of the preview's own.

use super::state::{Listed, LoadFailure, PreviewState};
use crate::diag::print::html;
use crate::diag::{Counts, Lang};
use crate::text::{Checksum, localized, media};
use crate::view::build::CONTENT_SECURITY_POLICY;

use super::http::{Response, Status};

pub(super) const CSS: &str = include_str!("preview.css");
pub(super) const JS: &str = include_str!("preview.js");

/// The query that asks for the last good site.
pub(super) const LAST_GOOD: &str = "last-good";

/// A page of the site with the preview's style and script, and a bar above its content.
pub(super) fn framed(status: Status, html: &[u8], state: &PreviewState, bar: &str) -> Response {
    let text = String::from_utf8_lossy(html);
    let sum = Checksum::of(format!("{text}\0{bar}\0{}", state.files).as_bytes()).to_string();
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

/// The bar above a page: warnings of the site, or errors since then; empty if there are none.
pub(super) fn bar(state: &PreviewState, path: &str, counts: Counts, lang: Lang) -> String {
    if state.failure.is_some() {
        let text =
            localized(lang, ["文件里有错误，这里是上一次正确的网站。", "The files have errors; this is the last good site."]);
        let link = localized(lang, ["看错误", "Show the errors"]);
        let path = html::escape(path);
        return format!(
            "<aside class=\"sitegen-bar is-error\"><p>{text}</p><p><a data-sitegen-now href=\"{path}\">{link}</a></p></aside>\n"
        );
    }
    if counts.warnings == 0 {
        return String::new();
    }
    let (n, link) = (counts.warnings, localized(lang, ["查看", "Show"]));
    let text = localized(lang, [format!("{n} 个警告"), format!("{n} warning{}", if n == 1 { "" } else { "s" })]);
    format!("<aside class=\"sitegen-bar\"><p>{text}</p><p><a href=\"/.sitegen/findings\">{link}</a></p></aside>\n")
}

pub(super) fn failure(state: &PreviewState, failure: &LoadFailure, path: &str, lang: Lang) -> Response {
    let title = ["这些错误改好之前，网站无法生成", "The site cannot be made until these errors are mended"];
    let content = match failure {
        LoadFailure::Findings(listed) => list(listed, lang),
        LoadFailure::Disk(message) => {
            format!("<ol class=\"findings\"><li class=\"error\"><p>{}</p></li></ol>", html::escape(message))
        }
    };
    let path = html::escape(path);
    let link = localized(lang, ["看上一次正确的页面", "Show the last good page"]);
    let last = state.good.as_ref().map_or_else(String::new, |_| format!("<p><a href=\"{path}?{LAST_GOOD}\">{link}</a></p>\n"));
    let after = ["改好并保存后，本页自动刷新。", "This page shows the site as soon as they are mended and saved."];
    let after = localized(lang, after);
    whole(Status::Broken, state, lang, title, &format!("<p>{after}</p>\n{last}{content}"))
}

pub(super) fn findings(state: &PreviewState, lang: Lang) -> Response {
    if let Some(cause) = &state.failure {
        return failure(state, cause, &state.base, lang);
    }
    let Some(good) = &state.good else { return Response::refusal(Status::NotFound) };
    let list = list(&good.listed, lang);
    let home = html::escape(&state.base);
    let back = localized(lang, ["回到首页", "Home page"]);
    whole(Status::Fine, state, lang, ["警告", "Warnings"], &format!("<p><a href=\"{home}\">{back}</a></p>\n{list}"))
}

fn list(listed: &Listed, lang: Lang) -> String {
    let more = match (listed.more, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("<p>还有 {n} 处没有列出；<code>sitegen check --all</code> 列出全部。</p>\n"),
        (n, Lang::En) => format!("<p>{n} more are not shown; <code>sitegen check --all</code> lists them all.</p>\n"),
    };
    html::list(&listed.located, lang) + &more
}

fn whole(status: Status, state: &PreviewState, lang: Lang, title: [&str; 2], content: &str) -> Response {
    let (language, title) = (localized(lang, ["zh-CN", "en"]), localized(lang, title));
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body class=\"sitegen-page\">\n<h1>{title}</h1>\n{content}</body>\n</html>\n"
    );
    framed(status, html.as_bytes(), state, "").with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
}
