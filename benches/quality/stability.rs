//! Number of files that change when one article is published. The library is built without the article and then with it, for three
//! of the newest articles. The benchmark runs the program on a copy of the library.

use std::fs;
use std::path::Path;
use std::process::Command;

use sitegen::model::{ArticleId, IndexVec};
use sitegen::pipeline::Site;

use super::related::pins;

/// Number of articles that are published one after another.
const PUBLISHED: usize = 3;

pub fn print(site: &Site, folder: &Path) {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stability");
    let _ = fs::remove_dir_all(&home);
    copy(&folder.join("content"), &home.join("content"));
    fs::copy(folder.join("sitegen.yaml"), home.join("sitegen.yaml")).unwrap();
    let away = home.join("away.md");
    for article in newest_unlinked(site).into_iter().take(PUBLISHED) {
        let article = site.linked.library.article(article);
        let path = home.join(&**article.path());
        fs::rename(&path, &away).unwrap();
        build(&home);
        fs::rename(&away, &path).unwrap();
        build(&home);
        let changes: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(home.join(".sitegen/changes.json")).unwrap()).unwrap();
        let of = |kind: &str| {
            changes[kind].as_array().unwrap().iter().filter(|url| !url.as_str().unwrap().starts_with("/search/")).count()
        };
        println!(
            "stability    {}: {} added, {} changed, {} removed, apart from search",
            article.front.slug.value,
            of("added"),
            of("changed"),
            of("removed")
        );
    }
}

/// Articles that no other links to, the newest first, as one is published: without them the library is as sound as before.
fn newest_unlinked(site: &Site) -> Vec<ArticleId> {
    let resolved = &site.linked.resolved.articles;
    let mut linked: IndexVec<ArticleId, bool> = vec![false; resolved.len()].into();
    for (of, links) in resolved.enumerated() {
        links.articles.iter().copied().chain(pins(site, of)).for_each(|to| linked[to] = true);
    }
    let mut unlinked: Vec<ArticleId> = site.linked.lists.all.iter().copied().filter(|i| !linked[*i]).collect();
    unlinked.sort_by_key(|i| std::cmp::Reverse(site.linked.library.article(*i).front.date.value));
    unlinked
}

fn build(home: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_sitegen"))
        .args(["build", "--quiet", "--format", "short", "--future", "--as-of", "2026-11-01", "--root"])
        .arg(home)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}", said.lines().filter(|l| l.contains(": error[")).take(5).collect::<Vec<_>>().join("\n"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
