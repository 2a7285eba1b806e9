//! Quality and cost of related lists, near-duplicates and search, on a library whose correct answers are known:
//! `cargo bench --bench quality -- [related] [duplicates] [search] [questions] [stability] [--articles 10000] [--seed 7] [--folder DIR]`.
//!
//! Without names it runs all measurements except `stability`, which builds the library six times. `questions` is a part of `search` that needs
//! no large library; `--misses` prints the questions whose first result does not answer. `duplicates` alone measures a library with planted
//! groups of copies; with `--groups 200`, half of the library is in so many groups. `fixes` alone measures `fix` on a bad library.
//! Without `--folder` it generates a library. A folder must contain a site with a `truth.json` (see [`truth`]).
//! If the environment variable `HUGO` names the Hugo binary, `related` also scores Hugo's lists for the same articles.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the borders are those of src")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a tool for developers")]
#![allow(clippy::float_arithmetic, reason = "shares are for people to read")]
#![allow(unreachable_pub, dead_code, missing_docs, reason = "shared with the tests")]

mod copies;
mod cost;
mod duplicates;
mod fixes;
mod hugo;
mod index;
#[path = "../../tests/support/neglected/mod.rs"]
mod neglected;
mod planted;
mod questions;
#[path = "../../tests/support/library/random.rs"]
mod random;
mod related;
mod search;
mod stability;
mod stories;
mod truth;
#[path = "../../tests/support/library/words.rs"]
mod words;

use std::path::{Path, PathBuf};

use jiff::civil::date;
use sitegen::diag::Findings;
use sitegen::link::Publish;
use sitegen::load::Overlay;
use sitegen::pipeline::{self, AsOf, Context, Options, Progress, Site, Step};

use cost::Costs;
use truth::Truth;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let value = |name: &str| arguments.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str());
    let parts: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|a| ["related", "duplicates", "search", "questions", "stability", "fixes"].contains(a))
        .collect();
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    let number = |name: &str, default: u64| value(name).map_or(default, |v| v.parse().unwrap());
    if wanted("search") || wanted("questions") {
        let misses = arguments.iter().any(|a| a == "--misses");
        questions::print(value("--site").map(Path::new), value("--scripts"), number("--seed", 7), misses);
    }
    if parts == ["questions"] {
        return;
    }
    if parts == ["fixes"] {
        let articles = u32::try_from(number("--articles", 5_000)).unwrap();
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("neglected-{articles}"));
        return fixes::print(&folder, articles, number("--seed", 7));
    }
    let folder: PathBuf = value("--folder").map(PathBuf::from).unwrap_or_else(|| {
        let articles = u32::try_from(number("--articles", 10_000)).unwrap();
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("stories-{articles}"));
        let _ = std::fs::remove_dir_all(&folder);
        stories::write(&folder, articles, number("--seed", 7)).unwrap();
        folder
    });
    for (argument, with) in [("--cost-without", false), ("--cost-with", true)] {
        if arguments.iter().any(|a| a == argument) {
            return index::cost(&folder, with);
        }
    }
    if parts == ["duplicates"] && value("--folder").is_none() {
        let articles = usize::try_from(number("--articles", 20_000)).unwrap();
        let groups = value("--groups").map(|groups| groups.parse().unwrap());
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("copies-{articles}"));
        return duplicates::print_planted(&folder, articles, groups, number("--seed", 7));
    }
    let truth = Truth::read(&folder);
    let costs = Costs::start();
    let (site, _) = link(&folder, &costs);
    let relating = costs.since(Step::Relate);
    costs.print();
    if wanted("related") {
        relating.into_iter().for_each(|step| related::print_cost(&site, &folder, step));
        related::print(&site, &truth);
        if let Some(program) = std::env::var("HUGO").ok().filter(|h| !h.is_empty()) {
            hugo::print(&program, &site, &folder, &truth);
        }
    }
    if wanted("duplicates") {
        duplicates::print(&site, &truth);
    }
    if wanted("search") {
        let public = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("search-{}", site.linked.lists.all.len()));
        index::write(&site, &public);
        search::print(&site, &folder, &public, value("--queries").map_or(500, |n| n.parse().unwrap()));
        if !arguments.iter().any(|a| a == "--quick") {
            index::costs(&folder);
            index::changes(number("--seed", 7));
        }
    }
    if parts.contains(&"stability") {
        stability::print(&site, &folder);
    }
}

fn link(folder: &Path, progress: &dyn Progress) -> (Site, Findings) {
    let (sources, _) = pipeline::load(folder, Path::new("sitegen.yaml"), &Overlay::default(), progress).unwrap();
    let options = Options { as_of: AsOf::Day(date(2026, 11, 1)), publish: Publish { drafts: false, future: true }, base_url: None };
    pipeline::site(sources, &Context { options: &options, progress, store: &(), stale: None }).unwrap()
}
