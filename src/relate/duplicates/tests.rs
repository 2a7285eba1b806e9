//! Groups of texts that are given as numbers of sentences.

use super::*;
use crate::analyze::{MAX_SENTENCES, Sentence};

/// A text of sentences of equal length. The lender named in a sentence is the number behind the point.
fn text(sentences: impl IntoIterator<Item = u32>) -> Vec<Sentence> {
    named(sentences.into_iter().map(|template| (template, 0)))
}

fn named(sentences: impl IntoIterator<Item = (u32, u16)>) -> Vec<Sentence> {
    let mut text: Vec<Sentence> =
        sentences.into_iter().map(|(template, named)| Sentence { template, named, letters: 30 }).collect();
    text.sort_unstable();
    text.truncate(MAX_SENTENCES);
    text
}

fn spread(n: u32) -> u32 {
    n.wrapping_mul(0x9e37_79b1)
}

/// The groups of texts that are the same but for names.
fn templates(texts: &[Vec<Sentence>]) -> Vec<Vec<usize>> {
    let texts: Texts<'_> = texts.iter().map(Vec::as_slice).collect();
    positions(clusters(&texts, &Sharing::of_templates(&texts), |_, _, _| true))
}

fn positions(groups: Vec<Vec<Age>>) -> Vec<Vec<usize>> {
    groups.into_iter().map(|group| group.into_iter().map(Id::position).collect()).collect()
}

#[test]
fn two_thirds_of_the_text_make_a_duplicate() {
    assert_eq!(templates(&[text(0..20), text(1..21)]), [[0, 1]]);
    assert_eq!(templates(&[text(0..30), text(10..40)]), [[0, 1]]);
    assert_eq!(templates(&[text(0..30), text(11..41)]), [[0; 0]; 0]);
    assert_eq!(templates(&[text(0..20), text(0..10)]), [[0, 1]]);
    assert_eq!(templates(&[text(0..2), text(0..2)]), [[0; 0]; 0]);
}

#[test]
fn a_group_may_be_of_any_size() {
    let own = |n: u32| (0..3).map(move |k| 1_000 + 3 * n + k);
    for size in [3, 21, 200, 2_000] {
        let mut library: Vec<Vec<Sentence>> = (0..size).map(|n| text((0..20).filter(|k| k % 20 != n % 20).chain(own(n)))).collect();
        library.push(text(500..520));
        assert_eq!(templates(&library), [(0..size as usize).collect::<Vec<usize>>()], "{size}");
    }
}

#[test]
fn a_page_that_is_appended_to_every_article_is_boilerplate() {
    let own = |n: u32| 1_000 * n..1_000 * n + 10;
    let mut library: Vec<Vec<Sentence>> = (1..=30).map(|n| text(own(n).chain(0..30))).collect();
    assert_eq!(templates(&library), [[0; 0]; 0]);
    let texts: Texts<'_> = library.iter().map(Vec::as_slice).collect();
    let sharing = Sharing::of_templates(&texts);
    assert_eq!(sharing.boilerplate, (0..30).collect::<Vec<u32>>());
    assert_eq!(sharing.common, sharing.boilerplate);
    library.push(text(own(7).skip(1).chain(0..30)));
    assert_eq!(templates(&library), [[6, 30]]);
}

#[test]
fn a_group_is_found_behind_the_page_that_all_articles_have() {
    let own = |n: u32| 1_000 * n..1_000 * n + 15;
    let group = |n: u32| text((100..115).filter(move |k| k % 15 != n % 15).chain(0..30));
    let library: Vec<Vec<Sentence>> = (0..100).map(|n| if n < 40 { group(n) } else { text(own(n).chain(0..30)) }).collect();
    assert_eq!(templates(&library), [(0..40).collect::<Vec<usize>>()]);
}

#[test]
fn copies_of_one_text_are_united_even_if_they_differ_among_themselves() {
    // Each copy has another quarter of its sentences changed, so that two of them share hardly more than half.
    let copy = |n: u32| {
        let mut sentences: Vec<u32> = (0..40).collect();
        sentences.sort_by_key(|k| spread(spread(k * 64 + n) >> 8));
        sentences.iter_mut().take(10).for_each(|k| *k += 1_000 * (n + 1));
        text(sentences)
    };
    let library: Vec<Vec<Sentence>> = (0..50).map(copy).chain([text(0..40)]).collect();
    assert_eq!(templates(&library), [(0..51).collect::<Vec<usize>>()]);
}

#[test]
fn of_long_articles_a_sample_is_compared() {
    let spread = |numbers: std::ops::Range<u32>| text(numbers.map(spread));
    assert_eq!(templates(&[spread(0..1_000), spread(60..1_060), spread(900..1_900)]), [[0, 1]]);
}

#[test]
fn texts_with_the_same_names_are_a_group_of_their_own() {
    // Every fourth sentence names the lender.
    let of = |lender: u16| named((0..20).map(move |k| (k, if k % 4 == 0 { lender } else { 0 })));
    let library = [of(1), of(2), of(1), of(3), of(2), of(1)];
    let texts: Texts<'_> = library.iter().map(Vec::as_slice).collect();
    let sharing = Sharing::of_templates(&texts);
    let members: Vec<Age> = texts.ids().collect();
    assert_eq!(positions(same_texts(&texts, &sharing, &members, |_| None::<u8>)), [vec![0, 2, 5], vec![1, 4]]);
    let lenders = |age: Age| Some(age.position() % 5);
    assert_eq!(positions(same_texts(&texts, &sharing, &members, lenders)), [[0, 5]]);
}

#[test]
fn a_few_sentences_may_name_others_in_the_same_text() {
    let with = |others: u32| named((0..40).map(move |k| (k, u16::from(k < others))));
    let groups = |others: u32| {
        let library = [with(0), with(others)];
        let texts: Texts<'_> = library.iter().map(Vec::as_slice).collect();
        let members: Vec<Age> = texts.ids().collect();
        same_texts(&texts, &Sharing::of_templates(&texts), &members, |_| None::<u8>).len()
    };
    // Two of forty are five percent.
    assert_eq!([0, 1, 2, 3].map(groups), [1, 1, 1, 0]);
}
