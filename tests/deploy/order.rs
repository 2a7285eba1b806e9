//! At no moment does a page online name a file that is not online.

use std::collections::BTreeSet;

use super::online::{Online, article};

/// The files of the site that pages name, by `href` and `src`.
fn named(html: &str) -> BTreeSet<String> {
    let parts = html.split(['"', '\'']).filter_map(|part| part.strip_prefix('/'));
    let is_file = |path: &&str| !path.is_empty() && !path.contains([' ', '<', '{']) && path.contains('.');
    parts.map(|path| path.split(['?', '#']).next().unwrap()).filter(is_file).map(str::to_owned).collect()
}

/// What pages online name and nobody can fetch. Pages that are new may name each other.
fn missing(online: &Online, known: &BTreeSet<String>) -> Vec<String> {
    let files = online.site.tree("online");
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html") && known.contains(*path));
    let names = pages.flat_map(|(page, bytes)| {
        named(&String::from_utf8_lossy(bytes)).into_iter().map(move |name| (page, name)).collect::<Vec<_>>()
    });
    names.filter(|(_, name)| !files.contains_key(name)).map(|(page, name)| format!("{page}: {name}")).collect()
}

#[test]
fn a_run_that_is_killed_anywhere_leaves_no_page_without_what_it_names() {
    let online = Online::new();
    online.deploy_well();
    let known: BTreeSet<String> = online.site.tree("online").into_keys().collect();
    for (call, how) in (2..).zip(["half-kill", "kill"].into_iter().cycle()) {
        // Another style sheet, a new article that others list, and one article less.
        online.site.write("static/theme/site.css", format!("p{{order:{call}}}"));
        article(&online.site, "d", &format!("第{call}次。"));
        article(&online.site, "a", &format!("见[新的一篇](d.md)，第{call}次。"));
        online.site.remove("content/articles/c.md");
        online.deploy_failing(call, how, &[]);
        assert_eq!(missing(&online, &known), [""; 0], "{call} {how}");
        let count: usize = online.site.read("tools/count").trim().parse().unwrap();
        if call > count {
            assert!(call > 8, "only {count} calls");
            return;
        }
        online.site.remove("content/articles/d.md");
        article(&online.site, "a", "由原告预交诉讼费。");
        article(&online.site, "c", "由原告预交诉讼费。");
        online.deploy_well();
    }
}
