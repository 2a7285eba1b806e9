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
/// Representatives that are listed for a sentence: more than articles have a sentence that is not judged as boilerplate.
const LISTED: usize = 24;
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
        let mut is_member = false;
        for other in candidates.iter().take(COMPARED).map(|(_, other)| *other) {
            let is_united = is_member && forest.root(age) == forest.root(other);
            if !is_united && is_near(age, other, &sharing.common(texts, age, other), &same) {
                forest.unite(age, other);
                is_member = true;
            }
        }
        if !is_member {
            index.add(&numbers, age);
        }
    }
    forest.groups()
}

fn is_near(a: Age, b: Age, common: &Common, same: impl Fn(Age, Age, &Common) -> bool) -> bool {
    common.sentences >= ENOUGH && common.share() >= SAME && same(a, b, common)
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

    /// The representatives that share the rarest of some sentences, those that share most of them first.
    fn candidates(&self, numbers: &mut [Number], candidates: &mut Vec<(Reverse<u32>, Age)>) {
        numbers.sort_unstable_by_key(|number| (self.sharing.frequency(*number), *number));
        candidates.clear();
        for number in numbers.iter().take(RAREST) {
            let (mut place, length) = self.heads[*number];
            for _ in 0..length {
                let Some((age, next)) = self.nodes.get(place as usize) else { break };
                candidates.push((Reverse(1), *age));
                place = *next;
            }
        }
        candidates.sort_unstable();
        candidates.dedup_by(|(_, age), (Reverse(times), same)| {
            let is_same = age == same;
            *times += u32::from(is_same);
            is_same
        });
        candidates.sort_unstable();
    }
}
