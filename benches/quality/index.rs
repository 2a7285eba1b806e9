//! The files of a search index: number, size, cost, and how many of them an edit changes.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::process::Command;

use sitegen::pipeline::{Each, Site};
use sitegen::render::Artifact;

use crate::cost::{Cost, Costs};
use crate::{link, stories};

/// Size of the library that is edited.
const EDITED: u32 = 20_000;

/// Writes the index of a site into a folder, and prints its size.
pub fn write(site: &Site, folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    let before = Cost::now().cpu;
    let sizes = site.render_search_index(&Each(|file: Artifact| Ok(file.bytes.len()))).unwrap();
    let cpu = Cost::now().cpu - before;
    let write = |file: Artifact| {
        let path = folder.join(file.path);
        fs::create_dir_all(path.parent().unwrap())?;
        fs::write(&path, &file.bytes)?;
        let kind: Vec<&str> = path.strip_prefix(folder.join("search")).unwrap().iter().filter_map(|p| p.to_str()).collect();
        Ok((kind[..kind.len() - 1].join("/"), file.bytes.len()))
    };
    let mut by_kind: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (kind, size) in site.render_search_index(&Each(write)).unwrap() {
        let (files, bytes) = by_kind.entry(kind).or_default();
        (*files, *bytes) = (*files + 1, *bytes + size);
    }
    let all: usize = sizes.iter().sum();
    println!("index: {:.1} MB in {} files, made in {:.1} s of CPU", all as f64 / 1e6, sizes.len(), cpu as f64 / 1000.0);
    for (kind, (files, bytes)) in by_kind {
        println!("  {kind:<14} {files:>6} files {:>8.2} MB", bytes as f64 / 1e6);
    }
}

/// Prints the cost of reading, linking and relating a library, without and with the search index.
pub fn costs(folder: &Path) {
    for (name, argument) in [("without index", "--cost-without"), ("with index", "--cost-with")] {
        let mut bench = Command::new(std::env::current_exe().unwrap());
        let output = bench.args([argument, "--folder"]).arg(folder).output().unwrap();
        print!("{name:<13} {}", String::from_utf8_lossy(&output.stdout));
    }
}

/// One measurement of [`costs`], run in a process of its own.
pub fn cost(folder: &Path, with: bool) {
    let (site, _) = link(folder, &Costs::start());
    if with {
        site.render_search_index(&Each(|file: Artifact| Ok(file.bytes.len()))).unwrap();
    }
    let cost = Cost::now();
    println!("{:>7.2} s of CPU, peak {} MiB", cost.cpu as f64 / 1000.0, cost.peak);
}

/// Prints how many index files change after an edit of an old article, and after a new article.
pub fn changes(seed: u64) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("stories-changed");
    let _ = fs::remove_dir_all(&folder);
    stories::write(&folder, EDITED, seed).unwrap();
    let before = sums(&folder);
    let article = |name: &str| folder.join(format!("content/articles/{name}.md"));
    let old = fs::read_to_string(article("s77")).unwrap();
    fs::write(article("s77"), format!("{old}\n先核对账单，再决定要不要签字。\n")).unwrap();
    let edited = sums(&folder);
    fs::write(article("s77"), &old).unwrap();
    let dated: String =
        old.lines().map(|l| if l.starts_with("date:") { "date: 2026-10-31\n".into() } else { format!("{l}\n") }).collect();
    fs::write(article("published"), dated).unwrap();
    let published = sums(&folder);
    println!(
        "index of {EDITED} articles, {} files: {} changed by an edit (a sentence more in an old article), {} by a new article",
        before.len(),
        changed(&before, &edited),
        changed(&before, &published)
    );
    fs::remove_dir_all(&folder).unwrap();
}

fn sums(folder: &Path) -> BTreeMap<String, u64> {
    let (site, _) = link(folder, &Costs::start());
    let sum = |bytes: &[u8]| {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        hasher.finish()
    };
    site.render_search_index(&Each(|file: Artifact| Ok((file.path, sum(&file.bytes))))).unwrap().into_iter().collect()
}

fn changed(before: &BTreeMap<String, u64>, after: &BTreeMap<String, u64>) -> usize {
    let new = after.iter().filter(|(path, sum)| before.get(*path) != Some(sum)).count();
    new + before.keys().filter(|path| !after.contains_key(*path)).count()
}
