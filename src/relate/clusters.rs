//! Texts → groups of texts that are nearly the same. No text is compared with all others: a text is compared with a few
//! representatives of the groups that have its rarest sentences, so the cost of a text does not depend on the size of its group.

use std::cmp::Reverse;

use super::forest::Forest;
use super::sharing::{Age, Common, Number, SAME, Sharing, Texts};
use crate::model::IndexVec;

/// Sentences that a text must have to be compared.
const ENOUGH: usize = 3;
/// Rarest sentences of a text by which representatives are found.
const RAREST: usize = 16;
/// Representatives that are listed for a sentence. In a library made of a few hundred sentences, 8 lost a quarter of the copies and 24 a
/// twentieth (`cargo bench --bench quality -- related duplicates`).
const LISTED: usize = 64;
/// Percent of the text below which a text that joins a group becomes one more representative of it: texts may be like this one and not
/// like the first.
const CLOSE: u32 = 85;
/// Percent of the own sentences that are enough if so much of the whole texts is the same.
const THIRD: u32 = 33;
const NEARLY_ALL: u32 = 85;
/// The weight of a sentence divided among the texts that have it.
const WEIGHT: u32 = 1 << 12;
/// Representatives that a text is compared with.
const COMPARED: usize = 8;

/// The groups of texts that share most of what is not boilerplate and are `same` in the sense of the caller.
///
/// The texts with the most sentences that others have come first. So the representative of a group is the text that the others
/// were made from, if it is among them, and not one that was changed itself.
pub(super) fn clusters(texts: &Texts<'_>, sharing: &Sharing, same: impl Fn(Age, Age, &Common) -> bool) -> Vec<Vec<Age>> {
    let mut forest = Forest::new(texts.len());
    let mut index = RepresentativeIndex::new(sharing);
    let (mut numbers, mut candidates) = (Vec::new(), Vec::new());
    for age in by_centrality(texts, sharing) {
        numbers.clear();
        numbers.extend(sharing.own(texts, age).map(|(_, number)| number).filter(|number| number.is_shared()));
        index.candidates(&mut numbers, &mut candidates);
        let mut closest = 0;
        for other in candidates.iter().take(COMPARED).map(|(_, other)| *other) {
            if closest > 0 && forest.root(age) == forest.root(other) {
                continue;
            }
            let own = sharing.common(texts, age, other);
            if is_near(&own, &sharing.common_of_all(texts, age, other)) && same(age, other, &own) {
                forest.unite(age, other);
                closest = closest.max(own.share());
            }
        }
        if closest < CLOSE {
            index.add(&numbers, age);
        }
    }
    forest.groups()
}

/// True if two texts share most of their own sentences, and the shorter one is mostly part of the other, boilerplate included: what is
/// left without boilerplate may be a few sentences that are the same by chance. If nearly all of both is the same, a third of what is
/// left is enough.
fn is_near(own: &Common, all: &Common) -> bool {
    let is_part = all.shared * 100 >= all.a.min(all.b) * SAME;
    own.sentences >= ENOUGH && (own.share() >= SAME && is_part || own.share() >= THIRD && all.share() >= NEARLY_ALL)
}

/// The texts that may have duplicates: those that share half of their letters or more. A shorter text is wholly part of one with at
/// most twice its length if they are near-duplicates.
fn by_centrality(texts: &Texts<'_>, sharing: &Sharing) -> Vec<Age> {
    let mut order: Vec<(Reverse<u32>, Age)> = Vec::new();
    for age in texts.ids() {
        let (mut shared, mut all) = (0, 0);
        for (sentence, number) in sharing.own(texts, age) {
            all += u32::from(sentence.letters);
            shared += if number.is_shared() { u32::from(sentence.letters) } else { 0 };
        }
        if shared * 2 >= all && shared > 0 {
            order.push((Reverse(u32::try_from(u64::from(shared) * 1_000 / u64::from(all)).unwrap_or(0)), age));
        }
    }
    order.sort_unstable();
    order.into_iter().map(|(_, age)| age).collect()
}

/// For each sentence, the representatives that have it: linked lists in one piece of memory.
struct RepresentativeIndex<'s> {
    sharing: &'s Sharing,
    /// By number, the place of the first node and the length of the list.
    heads: IndexVec<Number, (u32, u8)>,
    /// A representative and the place of the next node.
    nodes: Vec<(Age, u32)>,
}

impl RepresentativeIndex<'_> {
    fn new(sharing: &Sharing) -> RepresentativeIndex<'_> {
        RepresentativeIndex { sharing, heads: vec![(0, 0); sharing.frequency.len()].into(), nodes: Vec::new() }
    }

    /// Lists a representative for the sentences that it shares.
    fn add(&mut self, numbers: &[Number], age: Age) {
        for number in numbers {
            let (first, length) = self.heads[*number];
            if usize::from(length) < LISTED {
                self.heads[*number] = (self.nodes.len() as u32, length + 1);
                self.nodes.push((age, first));
            }
        }
    }

    /// The representatives that share the rarest of some sentences, with a weight that is the higher, the more and the rarer they are;
    /// the highest first.
    fn candidates(&self, numbers: &mut [Number], candidates: &mut Vec<(Reverse<u32>, Age)>) {
        numbers.sort_unstable_by_key(|number| (self.sharing.frequency(*number), *number));
        candidates.clear();
        for number in numbers.iter().take(RAREST) {
            let (mut place, length) = self.heads[*number];
            let weight = 1 + WEIGHT / self.sharing.frequency(*number);
            for _ in 0..length {
                let Some((age, next)) = self.nodes.get(place as usize) else { break };
                candidates.push((Reverse(weight), *age));
                place = *next;
            }
        }
        candidates.sort_unstable_by_key(|(_, age)| *age);
        candidates.dedup_by(|(Reverse(more), age), (Reverse(weight), same)| {
            let is_same = age == same;
            *weight += if is_same { *more } else { 0 };
            is_same
        });
        candidates.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Sentence;
    use crate::model::Id;

    fn text(sentences: impl IntoIterator<Item = u32>) -> Vec<Sentence> {
        sentences.into_iter().map(|template| Sentence { template, named: 0, letters: 30 }).collect()
    }

    #[test]
    fn near_texts_share_what_is_their_own_and_most_of_the_whole() {
        let common = |a: u32, b: u32, shared: u32, sentences: usize| Common { a, b, shared, exchanged: 0, sentences };
        let near = |own, all| is_near(&own, &all);
        assert!(near(common(100, 100, 66, 3), common(200, 200, 132, 6)));
        assert!(!near(common(100, 100, 65, 3), common(200, 200, 132, 6)));
        assert!(!near(common(100, 100, 66, 2), common(200, 200, 132, 6)));
        assert!(!near(common(100, 100, 100, 3), common(400, 300, 150, 6)));
        // A third is enough if nearly all of both is the same.
        assert!(near(common(100, 100, 33, 3), common(1_000, 1_000, 850, 30)));
        assert!(!near(common(100, 100, 32, 3), common(1_000, 1_000, 850, 30)));
        assert!(!near(common(100, 100, 33, 3), common(1_000, 1_000, 840, 30)));
    }

    #[test]
    fn texts_that_share_the_greatest_part_come_first() {
        let library = [text((0..12).chain(100..108)), text(0..10), text(0..12), text(200..220)];
        let texts: Texts<'_> = library.iter().map(Vec::as_slice).collect();
        let order = by_centrality(&texts, &Sharing::of_templates(&texts));
        assert_eq!(order.into_iter().map(Id::position).collect::<Vec<_>>(), [1, 2, 0]);
    }

    #[test]
    fn a_rare_sentence_makes_a_likelier_candidate() {
        // Two texts have the first sentence, three the second.
        let library = [text([1, 2]), text([1]), text([2]), text([2])];
        let texts: Texts<'_> = library.iter().map(Vec::as_slice).collect();
        let sharing = Sharing::of_templates(&texts);
        let numbers = |age: usize| sharing.own(&texts, Age::new(age)).map(|(_, number)| number).collect::<Vec<Number>>();
        let (mut index, mut candidates) = (RepresentativeIndex::new(&sharing), Vec::new());
        [2, 1].into_iter().for_each(|age| index.add(&numbers(age), Age::new(age)));
        index.candidates(&mut numbers(0), &mut candidates);
        let weights: Vec<(u32, usize)> = candidates.iter().map(|(Reverse(weight), age)| (*weight, age.position())).collect();
        assert_eq!(weights, [(1 + WEIGHT / 2, 1), (1 + WEIGHT / 3, 2)]);
    }
}
