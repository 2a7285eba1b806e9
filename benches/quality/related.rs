//! Precision and recall of related lists: how many of the listed articles tell the same story.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use sitegen::analyze::{self, Names, TermCounter};
use sitegen::link::Pinned;
use sitegen::load;
use sitegen::model::{ArticleId, IndexVec, text_file};
use sitegen::pipeline::Site;

use super::cost::Cost;
use super::truth::Truth;

/// Articles of which sketches are made for their cost.
const SKETCHES: usize = 1_000;

/// The lists that a generator shows after the pinned links, by article.
pub type ListOf<'l> = &'l dyn Fn(ArticleId) -> &'l [ArticleId];

pub fn print(site: &Site, truth: &Truth) {
    score("related", site, truth, &|i| site.related.of(i));
}

/// Prints what relating cost: `step` since it began, with what was held before, and the sketches, which are made while articles
/// are understood. Those of some articles are made again and again for their cost, which is told for all.
pub fn print_cost(site: &Site, folder: &Path, step: (Cost, Cost)) {
    let library = &site.linked.library;
    let chosen = library.articles().map(|(_, article)| article).step_by((library.articles.len() / SKETCHES).max(1));
    let read = chosen.filter_map(|article| {
        let text = load::read_text(&folder.join(&**article.path()), article.path(), load::TEXT_LIMIT).unwrap();
        let source = text.ok()?;
        let (article, plain, _) = text_file::article(&source, &library.registers, site.linked.as_of);
        Some((article, plain, source.text))
    });
    let read: Vec<_> = read.collect();
    let names = Names::new(&library.registers);
    let (mut counter, begin) = (TermCounter::default(), Cost::now());
    for (article, plain, text) in read.iter().cycle().take(SKETCHES * 10) {
        std::hint::black_box(analyze::sketch(article, text, plain, &names, &mut counter));
    }
    let sketches = (Cost::now().cpu - begin.cpu) as f64 / (SKETCHES * 10) as f64 * library.articles.len() as f64 / 1000.0;
    let (cost, before) = step;
    println!(
        "relating     {:.2} s of CPU and {sketches:.2} s for sketches, at most {} MiB above what was held",
        cost.cpu as f64 / 1000.0,
        cost.peak.saturating_sub(before.memory)
    );
}

/// Articles of the library that are pinned beside one.
pub fn pins(site: &Site, article: ArticleId) -> Vec<ArticleId> {
    let pins = &site.linked.resolved.articles[article].pinned;
    pins.iter().filter_map(|p| if let Pinned::Article(i) = p { Some(*i) } else { None }).collect()
}

/// Prints recall and precision at six without pinned links, and how evenly articles are listed.
pub fn score(name: &str, site: &Site, truth: &Truth, list_of: ListOf<'_>) {
    let linked = &site.linked;
    let articles = &linked.library.articles;
    let slug = |i: ArticleId| articles[i].article.front.slug.value.as_str();
    let story = |i: ArticleId| truth.stories.get(slug(i)).copied();
    let original: HashMap<&str, &str> = truth.copies.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let text = |i: ArticleId| original.get(slug(i)).copied().unwrap_or(slug(i));
    let mut members: HashMap<u64, Vec<ArticleId>> = HashMap::new();
    let listed: Vec<ArticleId> = linked.lists.all.clone();
    for i in &listed {
        members.entry(story(*i).unwrap()).or_default().push(*i);
    }
    let (mut hits, mut shown, mut possible, mut full) = (0, 0, 0, 0);
    let mut inbound: IndexVec<ArticleId, usize> = vec![0; articles.len()].into();
    for i in &listed {
        let pins = pins(site, *i);
        let list = list_of(*i);
        let taken: HashSet<&str> = pins.iter().map(|p| text(*p)).chain([text(*i)]).collect();
        let others: HashSet<&str> = members[&story(*i).unwrap()].iter().map(|m| text(*m)).filter(|t| !taken.contains(t)).collect();
        let room = linked.library.settings.related_count.saturating_sub(pins.len());
        hits += list.iter().filter(|n| story(**n) == story(*i)).count();
        shown += list.len();
        possible += room.min(others.len());
        full += usize::from(list.len() == room);
        list.iter().chain(&pins).for_each(|n| inbound[*n] += 1);
    }
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    println!(
        "{name:<12} recall@6 {:.4}, precision@6 {:.4}, full lists {:.4}",
        share(hits, possible),
        share(hits, shown),
        share(full, listed.len())
    );
    let alone = listed.iter().filter(|i| inbound[**i] == 0).count();
    println!("             in no list {:.4}, in most lists {}", share(alone, listed.len()), inbound.iter().max().unwrap());
}
