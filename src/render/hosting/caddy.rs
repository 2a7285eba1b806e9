//! The configuration of Caddy: a Caddyfile.

use super::{PRIVATE, Server, text_endings};
use crate::text::media;
use crate::view::{Hosting, OldAddress};

pub(super) fn configuration(site: &Hosting, server: &Server) -> String {
    let address = server.listen.as_ref().map_or_else(
        || format!("{}//{}", site.url.split("//").next().unwrap_or_default(), site.host),
        |listen| format!("http://{listen}"),
    );
    let mut out = format!(
        "# {}\n# Caddy 2.6 or later. Written by `sitegen hosting caddy`: print it again when old addresses change.\n\
         # Save it as /etc/caddy/Caddyfile, then run: caddy reload --config /etc/caddy/Caddyfile\n",
        site.url
    );
    let old = |wanted: fn(&OldAddress) -> bool| site.old.iter().filter(move |old| wanted(old));
    let unreadable = old(|old| std::str::from_utf8(&old.path).is_err()).count();
    if unreadable > 0 {
        out.push_str(&format!("# Caddy cannot compare addresses that are not UTF-8: {unreadable} of urls.tsv are left out.\n"));
    }
    out.push_str(&format!("{address} {{\n\troot * {}\n\n\troute {{\n", server.folder));
    let maps = [
        map("query", "{path}?{query}", old(|old| old.query.is_some())),
        map("moved", "{path}", old(|old| old.query.is_none() && old.to.is_some())),
        map("gone", "{path}", old(|old| old.query.is_none() && old.to.is_none())),
    ];
    out.push_str(&maps.concat());
    out.push_str(&headers(site));
    for (name, text) in ["query", "moved", "gone"].into_iter().zip(&maps) {
        if !text.is_empty() {
            out.push_str(&format!("\t\t@{name} expression `{{sitegen_{name}}} != \"\"`\n"));
            let action =
                if name == "gone" { "error @gone 410".to_owned() } else { format!("redir @{name} {{sitegen_{name}}} 301") };
            out.push_str(&format!("\t\t{action}\n"));
        }
    }
    out.push_str(&private(site));
    out.push_str("\t\tencode zstd gzip\n");
    out.push_str(&files(site));
    out.push_str("\t}\n\n");
    out.push_str(&format!(
        "\thandle_errors {{\n\t\troot * {}\n\t\theader -Cache-Control\n\t\theader Content-Type \"{}\"\n\
         \t\trewrite * /404.html\n\t\tencode zstd gzip\n\t\tfile_server\n\t}}\n}}\n",
        server.folder,
        media::HTML
    ));
    out
}

/// A map of old addresses; nothing if there are none.
fn map<'a>(name: &str, source: &str, rows: impl Iterator<Item = &'a OldAddress>) -> String {
    let row = |old: &OldAddress| {
        let path = std::str::from_utf8(&old.path).ok()?;
        let key = old.query.as_ref().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
        Some(format!("\t\t\t{} \"{}\"\n", shown(&key), old.to.as_deref().unwrap_or("1")))
    };
    let rows: String = rows.filter_map(row).collect();
    if rows.is_empty() {
        return rows;
    }
    format!("\t\tmap \"{source}\" {{sitegen_{name}}} {{\n{rows}\t\t\tdefault \"\"\n\t\t}}\n")
}

/// A key of a map. One with characters that mean something in a Caddyfile is a regular expression.
fn shown(key: &str) -> String {
    if !key.contains(['"', '\\', '{', '}', '`']) {
        return format!("\"{key}\"");
    }
    let escape = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '/' | '-' | '_' => c.to_string(),
        c => format!("\\x{{{:X}}}", u32::from(c)),
    };
    format!("`~^{}$`", key.chars().map(escape).collect::<String>())
}

fn headers(site: &Hosting) -> String {
    let mut out = String::new();
    for (name, value) in &site.fields {
        out.push_str(&format!("\t\theader {name} \"{value}\"\n"));
    }
    out.push_str(&format!("\t\t@pages path_regexp (/|\\.html)$\n\t\theader @pages Cache-Control \"{}\"\n", site.pages));
    for (folder, policy) in &site.folders {
        out.push_str(&format!("\t\theader {}{folder}* Cache-Control \"{policy}\"\n", site.base));
    }
    for (ending, media) in media::types() {
        out.push_str(&format!("\t\t@{ending} path *.{ending}\n\t\theader @{ending} Content-Type \"{media}\"\n"));
    }
    out
}

/// Answers 404 for files that are no part of the site.
fn private(site: &Hosting) -> String {
    let base = site.base.replace('.', "\\.");
    let mut pattern = format!("^{base}({})$|/\\.", PRIVATE.join("|"));
    if !site.encodings.is_empty() {
        pattern.push_str(&format!("|\\.({})\\.(gz|br)$", text_endings()));
    }
    format!("\t\t@private {{\n\t\t\tpath_regexp {pattern}\n\t\t\tnot path /.well-known/*\n\t\t}}\n\t\terror @private 404\n")
}

fn files(site: &Hosting) -> String {
    let mut encodings: Vec<&str> = site.encodings.iter().map(|encoding| encoding.token()).collect();
    // In the order of preference.
    encodings.reverse();
    let files = match encodings.is_empty() {
        true => "file_server".to_owned(),
        false => format!("file_server {{\n\t\t\tprecompressed {}\n\t\t}}", encodings.join(" ")),
    };
    if site.base == "/" {
        return format!("\t\t{files}\n");
    }
    let (base, bare) = (&site.base, site.base.trim_end_matches('/'));
    format!("\t\tredir / {base} 302\n\t\tredir {bare} {base} 301\n\t\thandle_path {base}* {{\n\t\t{files}\n\t\t}}\n\t\terror 404\n")
}
