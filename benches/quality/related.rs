//! Related lists against the truth: how many of the articles beside an article tell the same story.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::time::{Duration, Instant};

use sitegen::link::Pinned;
use sitegen::load;
use sitegen::model::text_file;
use sitegen::pipeline::Site;
use sitegen::relate::{self, Spread};

use super::cost::Cost;
use super::truth::Truth;

/// Articles of which digests are made for their cost.
const DIGESTS: usize = 1_000;

/// The lists that a generator shows after the pinned links, by article.
pub type ListOf<'l> = &'l dyn Fn(u32) -> &'l [u32];

/// Prints how good the site's lists are.
pub fn print(site: &Site, truth: &Truth) {
    score("related", site, truth, &|i| site.related.of(i));
}

/// Prints what relating cost: `step` since it began, with what was held before, and the digests, which are made while articles
/// are understood. Their cost is measured anew, one thread, a thousand articles, and told for all.
pub fn print_cost(site: &Site, folder: &Path, step: (Cost, Cost)) {
    let articles = &site.linked.library.articles;
    let (registers, as_of, spread) = (&site.linked.library.registers, site.linked.as_of, Spread::default());
    let chosen: Vec<_> = articles.iter().step_by((articles.len() / DIGESTS).max(1)).collect();
    let mut taken = Duration::ZERO;
    for article in &chosen {
        let Ok(load::Text::Good(source)) = load::read_text(&folder.join(&*article.path), &article.path, load::TEXT_LIMIT) else {
            continue;
        };
        let (article, plain, _) = text_file::article(&source, registers, as_of);
        let begin = Instant::now();
        std::hint::black_box(relate::digest(&article, &plain, &spread));
        taken += begin.elapsed();
    }
    let (cost, before) = step;
    let digests = taken.as_secs_f64() / chosen.len().max(1) as f64 * articles.len() as f64;
    println!(
        "relating     {:.2} s of CPU and {digests:.2} s for digests, at most {} MiB above what was held",
        cost.cpu as f64 / 1000.0,
        cost.peak.saturating_sub(before.peak.min(before.memory))
    );
}

/// Articles of the library that are pinned beside one.
pub fn pins(site: &Site, article: u32) -> Vec<u32> {
    let pins = &site.linked.resolved.articles[article as usize].pinned;
    pins.iter().filter_map(|p| if let Pinned::Article(i) = p { Some(*i) } else { None }).collect()
}

/// Prints recall and precision at six (pinned links left out), and how evenly articles are listed.
pub fn score(name: &str, site: &Site, truth: &Truth, list_of: ListOf<'_>) {
    let linked = &site.linked;
    let articles = &linked.library.articles;
    let slug = |i: u32| articles[i as usize].front.slug.value.as_str();
    let story = |i: u32| truth.stories.get(slug(i)).copied();
    let original: HashMap<&str, &str> = truth.copies.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let text = |i: u32| original.get(slug(i)).copied().unwrap_or(slug(i));
    let mut members: HashMap<u64, Vec<u32>> = HashMap::new();
    let listed: Vec<u32> = linked.lists.all.clone();
    for i in &listed {
        members.entry(story(*i).unwrap()).or_default().push(*i);
    }
    let (mut hits, mut shown, mut possible, mut full) = (0, 0, 0, 0);
    let mut inbound = vec![0usize; articles.len()];
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
        list.iter().chain(&pins).for_each(|n| inbound[*n as usize] += 1);
    }
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    println!(
        "{name:<12} recall@6 {:.4}, precision@6 {:.4}, full lists {:.4}",
        share(hits, possible),
        share(hits, shown),
        share(full, listed.len())
    );
    let alone = listed.iter().filter(|i| inbound[**i as usize] == 0).count();
    println!("             in no list {:.4}, in most lists {}", share(alone, listed.len()), inbound.iter().max().unwrap());
}
