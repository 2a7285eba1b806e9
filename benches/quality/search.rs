//! Known-item search with the shipped script in Node, on the files of a built site (`--public DIR`; default: `public` in the site
//! folder).
//!
//! Each query is a fragment of one article and succeeds if that article is among the first ten results. Articles are chosen by a
//! fixed step through the library. Fragments: 4 to 10 characters of a title; a heading; 4 to 8 characters of a body. `any` is a
//! random fragment. `telling` is one that at most ten articles contain in the same part (title, heading or body), because a
//! phrase that thousands of articles share identifies none.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use jiff::civil::date;
use serde_json::Value as Json;
use sitegen::link::PageId;
use sitegen::model::{ArticleId, Id, text_file};
use sitegen::pipeline::Site;
use sitegen::text::Source;
use sitegen::text::normal::normalised;

use super::questions;

/// Fragments of an article that are tried before the article is skipped.
const TRIED: usize = 60;
/// Maximum number of articles that contain a `telling` fragment.
const FEW: usize = 10;
/// Shortest and longest fragment whose occurrences are counted.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=10;

/// A text of an article as search reads it.
type Text = Vec<char>;

/// The text of any article.
type Texts<'t> = &'t dyn Fn(ArticleId) -> Text;

struct Query {
    text: String,
    url: String,
}

pub fn print(site: &Site, folder: &Path, public: &Path, queries: usize) {
    let library = &site.linked.library;
    let listed = &site.linked.lists.all;
    let url = |i: ArticleId| site.linked.addresses.url(library, PageId::Article(i));
    let read = |text: &str| normalised(text).chars().collect::<Text>();
    let titles = |i: ArticleId| read(&library.article(i).front.title.value);
    let headings = |i: ArticleId| {
        let all: Vec<String> = library.article(i).body.facts.headings.iter().map(|h| normalised(h.text)).collect();
        all.join(" ").chars().collect::<Text>()
    };
    let bodies = |i: ArticleId| {
        let path = library.article(i).path().clone();
        let text = fs::read_to_string(folder.join(&*path)).unwrap();
        let source = Source::new(path, text);
        read(text_file::article(&source, &library.registers, date(2026, 11, 1)).1.text())
    };
    println!("search, {} articles, {queries} queries of each kind", listed.len());
    let kinds: [(&str, Texts<'_>, usize, usize); 3] =
        [("title", &titles, 4, 10), ("heading", &headings, 4, 10), ("body", &bodies, 4, 8)];
    for (name, text, low, high) in kinds {
        let step = (listed.len() / queries).max(1) | 1;
        let chosen: Vec<ArticleId> = (0..queries).map(|n| listed[n * step % listed.len()]).collect();
        let pieces: Vec<(ArticleId, Vec<String>)> =
            chosen.iter().map(|i| (*i, pieces(&text(*i), name, (low, high), i.position() as u64))).collect();
        let any = pieces.iter().filter_map(|(i, p)| Some(Query { text: p.first()?.clone(), url: url(*i) })).collect();
        run(&format!("{name}, any"), any, public);
        let held = held(pieces.iter().flat_map(|(_, p)| p), listed, text);
        let telling = pieces.iter().filter_map(|(i, p)| {
            let text = p.iter().find(|p| held.get(*p).is_some_and(|n| *n <= FEW))?;
            Some(Query { text: text.clone(), url: url(*i) })
        });
        run(&format!("{name}, telling"), telling.collect(), public);
    }
}

/// Random fragments of a text, each within one part.
fn pieces(text: &Text, kind: &str, (low, high): (usize, usize), seed: u64) -> Vec<String> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut chance = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n.max(1)
    };
    if kind == "heading" {
        let all: String = text.iter().collect();
        let mut parts: Vec<String> = all.split(' ').filter(|p| LENGTHS.contains(&p.chars().count())).map(str::to_owned).collect();
        let by = chance(parts.len());
        parts.rotate_left(by);
        return parts;
    }
    let piece = |_| {
        let (length, start) = (low + chance(high - low + 1), chance(text.len()));
        let piece: String = text.get(start..start + length)?.iter().collect();
        (!piece.contains(' ')).then_some(piece)
    };
    (0..TRIED * 8).filter_map(piece).take(TRIED).collect()
}

/// How many articles hold each piece.
fn held<'p>(pieces: impl Iterator<Item = &'p String>, listed: &[ArticleId], text: Texts<'_>) -> HashMap<String, usize> {
    let mut held: HashMap<String, usize> = pieces.map(|p| (p.clone(), 0)).collect();
    let starts: HashSet<[char; 4]> = held.keys().filter_map(|p| p.chars().take(4).collect::<Vec<_>>().try_into().ok()).collect();
    for i in listed {
        let text = text(*i);
        let mut found = HashSet::new();
        for (at, _) in text.windows(4).enumerate().filter(|(_, w)| starts.contains(*w)) {
            let windows = LENGTHS.filter_map(|n| text.get(at..at + n)).map(|w| w.iter().collect::<String>());
            found.extend(windows.filter(|w| held.contains_key(w)));
        }
        found.iter().for_each(|piece| *held.get_mut(piece).unwrap() += 1);
    }
    held
}

fn run(name: &str, queries: Vec<Query>, public: &Path) {
    let texts = queries.iter().map(|query| query.text.as_str());
    let answers = questions::ask(&public.join("search"), &questions::scripts(), texts);
    let is_found = |(query, answer): &(&Query, &Json)| questions::urls(answer).any(|url| url == query.url);
    let found = queries.iter().zip(&answers).filter(is_found).count();
    println!(
        "{name:<18} {:>4} queries  success@10 {:.3}  KiB {:<12} requests {}",
        answers.len(),
        found as f64 / answers.len().max(1) as f64,
        questions::figures(answers.iter(), "bytes", 1024),
        questions::figures(answers.iter(), "requests", 1)
    );
}
