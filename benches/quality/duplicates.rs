//! Precision and recall of groups of near-duplicates on a library with planted copies.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use sitegen::model::ArticleId;
use sitegen::pipeline::Site;

use super::copies::{self, Group};
use super::cost::Costs;
use super::truth::Truth;

/// Prints how well the copies of a library of stories are found.
pub fn print(site: &Site, truth: &Truth) {
    let pairs = truth.copies.iter().map(|(a, b)| Group { kind: "pairs", articles: vec![a.clone(), b.clone()] });
    score(site, &pairs.collect::<Vec<_>>());
}

/// Prints quality and cost on a library of planted groups.
pub fn print_planted(folder: &Path, articles: usize, groups: Option<usize>, seed: u64) {
    let _ = std::fs::remove_dir_all(folder);
    let planted = copies::write(folder, articles, groups, seed).unwrap();
    let costs = Costs::start();
    let (site, _) = super::link(folder, &costs);
    costs.print();
    score(&site, &planted);
}

/// Of an article of a planted group, recall is the share of the group that the found group has, and precision the share of the found
/// group that belongs to the planted one. An article in no planted group counts for precision if it is in a found one.
fn score(site: &Site, planted: &[Group]) {
    let mut found: Vec<(bool, Vec<ArticleId>)> = site.duplicate_groups().collect();
    // A group with the same names is within the group of its text.
    found.sort_by_key(|(_, articles)| articles.len());
    let slug = |id: &ArticleId| site.linked.library.article(*id).front.slug.value.clone();
    let mut of: HashMap<String, (usize, bool)> = HashMap::new();
    for (n, (is_template, articles)) in found.iter().enumerate() {
        of.extend(articles.iter().map(|id| (slug(id), (n, *is_template))));
    }
    let mut classes: Vec<(&str, usize)> = planted.iter().map(|group| (group.kind, group.articles.len())).collect();
    classes.sort_unstable();
    classes.dedup();
    let (mut all, mut right) = (of.len() as f64, 0.0);
    for (kind, size) in classes {
        let groups: Vec<&Group> = planted.iter().filter(|group| (group.kind, group.articles.len()) == (kind, size)).collect();
        let (mut recall, mut precision, mut met, mut kinds) = (0.0, 0.0, 0.0, 0.0);
        for group in &groups {
            let mut parts: BTreeMap<usize, f64> = BTreeMap::new();
            for (n, is_template) in group.articles.iter().filter_map(|slug| of.get(slug)) {
                *parts.entry(*n).or_default() += 1.0;
                met += 1.0;
                kinds += f64::from(u8::from(*is_template == (kind == "names")));
            }
            for (n, part) in parts {
                recall += part * part / size as f64;
                precision += part * part / found[n].1.len() as f64;
            }
        }
        let planted = (groups.len() * size) as f64;
        println!(
            "  {kind:<6} {:>5} groups of {size:>5}: recall {:.4}, precision {:.4}, right kind {:.4}",
            groups.len(),
            recall / planted,
            precision / f64::max(met, 1.0),
            kinds / f64::max(met, 1.0)
        );
        right += precision;
    }
    all = all.max(1.0);
    println!("  in all {} groups found, {} articles, precision {:.4}", found.len(), all, right / all);
}
