//! The configuration of nginx: a file for the folder `conf.d`.

use std::collections::BTreeMap;

use super::{PRIVATE, Server, pattern, text_endings, text_types};
use crate::text::encoding::Encoding;
use crate::text::media;
use crate::view::{Hosting, OldAddress};

/// Entries and bytes of the longest key that the hash tables of nginx hold without a setting.
const DEFAULT_ENTRIES: usize = 1_500;
const DEFAULT_KEY: usize = 46;

pub(super) fn configuration(site: &Hosting, server: &Server) -> String {
    let maps = Maps::new(site);
    let host = site.name();
    let mut out = format!(
        "# {}\n# nginx 1.22 or later. Written by `sitegen hosting nginx`: print it again when old addresses change.\n\
         # Save it as /etc/nginx/conf.d/{host}.conf, then run: nginx -t && nginx -s reload\n\n",
        site.url
    );
    out.push_str(&maps.text);
    let listen = server.listen.as_deref().unwrap_or("80");
    out.push_str(&format!("server {{\n    listen {listen};\n    server_name {host};\n"));
    if server.listen.is_none() && site.url.starts_with("https:") {
        out.push_str(&format!("    # For https, run: certbot --nginx -d {host}\n"));
    }
    out.push_str(&types());
    out.push_str(&compression(site));
    for (name, value) in &site.fields {
        out.push_str(&format!("    add_header {name} {} always;\n", quoted(value)));
    }
    out.push_str(&format!("    add_header Cache-Control ${}_cache;\n\n", maps.prefix));
    out.push_str(&locations(site, server, &maps));
    out.push_str("}\n");
    out
}

/// The maps from addresses to what becomes of them, with the start of the names of their variables.
struct Maps {
    prefix: String,
    text: String,
    /// Names of the maps of redirects that are not empty.
    redirects: Vec<&'static str>,
    has_gone: bool,
}

impl Maps {
    fn new(site: &Hosting) -> Maps {
        let name = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let prefix: String = format!("{}{}", site.name(), site.base.trim_end_matches('/')).chars().map(name).collect();
        let old = |wanted: fn(&OldAddress) -> bool| site.old.iter().filter(move |old| wanted(old));
        let queries: Vec<&OldAddress> = old(|old| old.query.is_some()).collect();
        let moved: Vec<&OldAddress> = old(|old| old.query.is_none() && old.to.is_some()).collect();
        let gone: Vec<&OldAddress> = old(|old| old.query.is_none() && old.to.is_none()).collect();
        let mut text = hash_sizes(&site.old);
        text.push_str(&cache_map(site, &prefix));
        let mut redirects = Vec::new();
        for (name, source, rows) in [("query", "$uri?$args", &queries), ("moved", "$uri", &moved)] {
            if !rows.is_empty() {
                text.push_str(&map(&format!("{prefix}_{name}"), source, rows));
                redirects.push(name);
            }
        }
        if !gone.is_empty() {
            text.push_str(&map(&format!("{prefix}_gone"), "$uri", &gone));
        }
        Maps { prefix, text, redirects, has_gone: !gone.is_empty() }
    }
}

/// A map of old addresses. nginx folds the case of its keys: addresses that differ in case only are regular expressions, as are those
/// that are not UTF-8.
fn map(name: &str, source: &str, rows: &[&OldAddress]) -> String {
    let mut counts: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    rows.iter().for_each(|old| *counts.entry(key(old).to_ascii_lowercase()).or_default() += 1);
    let mut out = format!("map \"{source}\" ${name} {{\n    default \"\";\n");
    for old in rows {
        let key = key(old);
        let is_alone = counts.get(&key.to_ascii_lowercase()) == Some(&1);
        let shown = match String::from_utf8(key) {
            Ok(key) if is_alone => quoted(&key),
            Ok(key) => format!("\"~{}\"", pattern(key.as_bytes())),
            Err(key) => format!("\"~{}\"", pattern(key.as_bytes())),
        };
        out.push_str(&format!("    {shown} {};\n", target(old.to.as_deref().unwrap_or("1"))));
    }
    out.push_str("}\n\n");
    out
}

fn key(old: &OldAddress) -> Vec<u8> {
    let query = old.query.iter().flat_map(|query| [b"?", query.as_bytes()].concat());
    old.path.iter().copied().chain(query).collect()
}

/// The size of hash tables, if there are more addresses, or longer ones, than nginx expects.
fn hash_sizes(old: &[OldAddress]) -> String {
    let longest = old.iter().map(|old| key(old).len()).max().unwrap_or(0);
    let mut out = String::new();
    if old.len() > DEFAULT_ENTRIES || longest > DEFAULT_KEY {
        let least = if old.len() > DEFAULT_ENTRIES { 512 } else { 64 };
        let bucket = (longest + 32).next_power_of_two().max(least);
        out.push_str(&format!("map_hash_bucket_size {bucket};\n"));
    }
    if old.len() > DEFAULT_ENTRIES {
        out.push_str(&format!("map_hash_max_size {};\n", old.len().next_power_of_two()));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn cache_map(site: &Hosting, prefix: &str) -> String {
    let mut out = format!("map $uri ${prefix}_cache {{\n    default \"\";\n");
    for (folder, policy) in &site.folders {
        let start = pattern(format!("{}{folder}", site.base).as_bytes());
        out.push_str(&format!("    \"~{}\" {};\n", start.trim_end_matches('$'), quoted(policy)));
    }
    out.push_str(&format!("    \"~(/|\\.html)$\" {};\n}}\n\n", quoted(site.pages)));
    out
}

/// Media types and character set, from the table that the preview goes by.
fn types() -> String {
    let mut out = String::from("\n    types {\n");
    let mut texts = Vec::new();
    for (ending, media) in media::types() {
        let (kind, charset) = media.split_once("; charset").map_or((media, None), |(kind, set)| (kind, Some(set)));
        out.push_str(&format!("        {kind} {ending};\n"));
        if charset.is_some() && kind != "text/html" && !texts.contains(&kind) {
            texts.push(kind);
        }
    }
    out.push_str("    }\n    default_type application/octet-stream;\n    charset utf-8;\n");
    out.push_str(&format!("    charset_types {};\n\n", texts.join(" ")));
    out
}

fn compression(site: &Hosting) -> String {
    // Pages are compressed without being named.
    let texts: Vec<&str> = text_types().into_iter().filter(|kind| *kind != "text/html").collect();
    let mut out = format!(
        "    gzip on;\n    gzip_vary on;\n    gzip_proxied any;\n    gzip_min_length 1024;\n    gzip_types {};\n",
        texts.join(" ")
    );
    if site.encodings.contains(&Encoding::Gzip) {
        out.push_str("    # Sends the .gz files of the site. Debian's nginx has the module.\n    gzip_static on;\n");
    }
    if site.encodings.contains(&Encoding::Brotli) {
        out.push_str(
            "    # Sends the .br files of the site. nginx needs a module for it, on Debian: apt-get install libnginx-mod-http-brotli-static\n\
             \x20   # Then remove the # of the next line.\n    # brotli_static on;\n",
        );
    }
    out.push('\n');
    out
}

fn locations(site: &Hosting, server: &Server, maps: &Maps) -> String {
    let (base, folder, prefix) = (&site.base, &server.folder, &maps.prefix);
    let is_root = base == "/";
    let place = if is_root { format!("    root {folder};\n") } else { String::new() };
    let mut out = format!(
        "{place}    index index.html;\n    absolute_redirect off;\n    server_tokens off;\n    \
         error_page 404 410 {base}404.html;\n    error_page 403 =404 {base}404.html;\n\n    location {base} {{\n"
    );
    if !is_root {
        out.push_str(&format!("        alias {folder}/;\n"));
    }
    for name in &maps.redirects {
        out.push_str(&format!("        if (${prefix}_{name}) {{ return 301 ${prefix}_{name}; }}\n"));
    }
    if maps.has_gone {
        out.push_str(&format!("        if (${prefix}_gone) {{ return 410; }}\n"));
    }
    out.push_str("    }\n");
    let alias = if is_root { String::new() } else { format!(" alias {folder}/404.html; ") };
    out.push_str(&format!("    location = {base}404.html {{{alias}}}\n"));
    for name in PRIVATE {
        out.push_str(&format!("    location = {base}{name} {{ return 404; }}\n"));
    }
    if !is_root {
        let bare = base.trim_end_matches('/');
        out.push_str(&format!("    location = {bare} {{ return 301 {base}; }}\n    location = / {{ return 302 {base}; }}\n"));
        out.push_str("    location / { return 404; }\n");
    }
    out.push_str("    location ~ /\\.(?!well-known/) { return 404; }\n");
    if !site.encodings.is_empty() {
        out.push_str(&format!("    location ~ \\.(?:{})\\.(?:gz|br)$ {{ return 404; }}\n", text_endings()));
    }
    out
}

/// A word in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The value of a map, in which a `$` would begin a variable.
fn target(url: &str) -> String {
    quoted(&url.replace('$', "%24"))
}
