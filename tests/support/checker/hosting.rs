//! Files for hosts: `_headers`, `_redirects`, `robots.txt`.

use super::Report;
use super::site::{Destination, Output};

pub fn check(output: &Output, report: &mut Report) {
    let text = |name: &str| output.texts.get(name).map(String::as_str);
    match text("_headers") {
        Some(text) => headers(output, text, report),
        None => report.fault("_headers", "no such file"),
    }
    match text("_redirects") {
        Some(text) => redirects(output, text, report),
        None => report.fault("_redirects", "no such file"),
    }
    match text("llms.txt") {
        Some(text) => overview(output, text, report),
        None => report.fault("llms.txt", "no such file"),
    }
    let sitemap = format!("Sitemap: {}sitemap.xml", output.promise.base_url);
    if !text("robots.txt").is_some_and(|t| t.lines().any(|l| l == sitemap) && t.starts_with("User-agent: *\n")) {
        report.fault("robots.txt", format_args!("has no line {sitemap:?}"));
    }
}

/// Files besides pages that the overview names.
const OTHERS: [&str; 2] = ["feed.xml", "sitemap.xml"];

/// Every address of the overview is a page that search engines may list, too, or one of the other files, which exists.
fn overview(output: &Output, text: &str, report: &mut Report) {
    for url in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        report.count("addresses in llms.txt", 1);
        match output.resolve("llms.txt", url) {
            Destination::File(file, None) if output.pages.get(&file).is_some_and(|p| p.meta("robots").is_none()) => {}
            Destination::File(file, None) if OTHERS.contains(&&*file) => {}
            _ => report.fault("llms.txt", format_args!("{url}: no such page")),
        }
    }
    if !text.starts_with("# ") {
        report.fault("llms.txt", "does not begin with the name of the site");
    }
}

/// A line without indent begins a rule for a path; lines with indent are its headers.
fn headers(output: &Output, text: &str, report: &mut Report) {
    let mut rule = None;
    let mut policies = 0;
    for (n, line) in text.lines().enumerate() {
        let say = |report: &mut Report, what: &str| report.fault("_headers", format_args!("line {}: {what}: {line}", n + 1));
        match line.strip_prefix("  ") {
            None if line.starts_with(output.promise.path()) => rule = Some(line),
            None => say(report, "outside the base path"),
            Some(header) => {
                let named = header.split_once(": ").filter(|(name, value)| {
                    !value.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !name.is_empty()
                });
                let Some((name, value)) = named.filter(|_| rule.is_some()) else {
                    say(report, "no header");
                    continue;
                };
                if name == "Content-Security-Policy" {
                    policies += 1;
                    if value.contains("unsafe-") || value.contains('*') || !value.contains("default-src 'none'") {
                        say(report, "a weak policy");
                    }
                }
            }
        }
    }
    if policies != 1 {
        report.fault("_headers", format_args!("{policies} content security policies"));
    }
}

/// `/old /new 301`, each leading to a page; no address twice, and no file that a host would serve in its place but a
/// redirect page.
fn redirects(output: &Output, text: &str, report: &mut Report) {
    let mut seen = std::collections::BTreeSet::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [from, to, "301"] = words.as_slice() else {
            report.fault("_redirects", format_args!("not a rule: {line}"));
            continue;
        };
        report.count("redirects", 1);
        if !seen.insert(*from) {
            report.fault("_redirects", format_args!("{from} twice"));
        }
        match output.resolve("_redirects", to) {
            Destination::File(file, None) if output.pages.get(&file).is_some_and(|p| !p.is_redirect()) => {}
            _ => report.fault("_redirects", format_args!("{to} is no page")),
        }
        let page = match output.resolve("_redirects", from) {
            Destination::File(file, _) => Some(file),
            // A host serves old/index.html for /old as well.
            _ => match output.resolve("_redirects", &format!("{from}/")) {
                Destination::File(file, _) => Some(file),
                _ => None,
            },
        };
        match page.and_then(|file| output.pages.get(&file)) {
            Some(page) if page.is_redirect() && page.reference("refresh") == Some(to) => {}
            Some(_) => report.fault("_redirects", format_args!("{from} hides a page or leads elsewhere than its page")),
            None => report.fault("_redirects", format_args!("{from} has no page besides")),
        }
    }
}
