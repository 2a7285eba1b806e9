//! Findings about articles that say what an older one says: nearly the same text, the same title, the same summary.

use super::duplicates::Duplicate;
use super::terms::{mix, plain};
use crate::diag::catalogue::TwiceFault;
use crate::diag::{Fault, Finding, Role};
use crate::link::Linked;
use crate::model::{Article, ArticleId};
use crate::text::Span;

/// What the newer of two articles is told whose texts are nearly the same.
pub fn same_texts(linked: &Linked, duplicates: &[Duplicate]) -> Vec<Finding> {
    let told = duplicates.iter().map(|duplicate| {
        let (newer, older) = (&linked.library.articles[duplicate.article], &linked.library.articles[duplicate.of]);
        let fault = TwiceFault::NearDuplicate { title: title(older), percent: duplicate.percent };
        finding(newer, newer.front.title.span, fault, older, older.front.title.span)
    });
    told.collect()
}

/// What an article is told that has an older one's title. `by_age` are the articles compared, the oldest first.
pub fn same_titles(linked: &Linked, by_age: &[ArticleId]) -> Vec<Finding> {
    let titled = |a: &Article| Some(said(&a.front.title.value)).filter(|t| *t != NOTHING);
    let told = again(linked, by_age, titled).into_iter().map(|(newer, older)| {
        let fault = TwiceFault::SameTitle { title: title(newer) };
        finding(newer, newer.front.title.span, fault, older, older.front.title.span)
    });
    told.collect()
}

/// What an article is told that has an older one's summary. `by_age` are the articles compared, the oldest first.
pub fn same_summaries(linked: &Linked, by_age: &[ArticleId]) -> Vec<Finding> {
    let summed = |a: &Article| a.front.summary.as_ref().map(|s| said(&s.value)).filter(|s| *s != NOTHING);
    let told = again(linked, by_age, summed).into_iter().map(|(newer, older)| {
        let place = |a: &Article| a.front.summary.as_ref().map_or(a.front.title.span, |s| s.span);
        let fault = TwiceFault::SameSummary { title: title(older) };
        finding(newer, place(newer), fault, older, place(older))
    });
    told.collect()
}

fn title(article: &Article) -> String {
    article.front.title.value.clone()
}

fn finding(newer: &Article, at: Span, fault: impl Into<Fault>, older: &Article, there: Span) -> Finding {
    Finding::at(newer.path(), at, fault).with(older.path(), Some(there), Role::Older)
}

/// What a text without letters comes to.
const NOTHING: u64 = 0;

/// A text's letters as a number; marks, blanks, case and width make no difference.
fn said(text: &str) -> u64 {
    text.chars().filter(|c| c.is_alphanumeric()).fold(NOTHING, |hash, c| mix(hash, u64::from(plain(c))))
}

/// Articles with something that an older one has too, and the oldest that has it.
fn again<'a>(linked: &'a Linked, by_age: &[ArticleId], of: impl Fn(&Article) -> Option<u64>) -> Vec<(&'a Article, &'a Article)> {
    let article = |id: &ArticleId| &*linked.library.articles[*id];
    let mut all: Vec<(u64, u32)> = (0u32..).zip(by_age).filter_map(|(age, i)| Some((of(article(i))?, age))).collect();
    all.sort_unstable();
    let aged = |(_, age): &(u64, u32)| by_age.get(*age as usize).map(article);
    let same = all.chunk_by(|a, b| a.0 == b.0);
    same.flat_map(|same| {
        let oldest = same.first().and_then(aged);
        same.iter().skip(1).filter_map(move |newer| Some((aged(newer)?, oldest?)))
    })
    .collect()
}
