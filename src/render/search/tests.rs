//! The index as a whole: what a part is made of tells whether its files are the same.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{IndexWriter, SEGMENT_SIZES};
use crate::text::{Checksum, Postings};
use crate::view::{Documents, Facet, SearchEntry, SearchWords};

/// What a part is made of, and the files that it comes to.
type Part = (Option<Checksum>, BTreeMap<String, Vec<u8>>);

/// A document: title, heading, excerpt; nothing of one that nobody may find.
type Row = Option<(String, String, String)>;

struct Library {
    rows: Vec<Row>,
    slots: Vec<Postings>,
    slugs: Vec<String>,
}

impl Library {
    fn new(rows: Vec<Row>) -> Library {
        let slots =
            |row: &Row| row.as_ref().map(|(t, h, e)| Postings::of(t, &format!("{h}\n{e}"), [h.as_str()])).unwrap_or_default();
        Library { slots: rows.iter().map(slots).collect(), slugs: (0..rows.len()).map(|n| format!("a-{n}")).collect(), rows }
    }

    fn parts(&self, sizes: [u32; 2]) -> Vec<Part> {
        let index = IndexWriter::new(self, sizes);
        let files = |part| index.files(part).into_iter().map(|file| (file.path, file.bytes)).collect();
        let words = index.segments().iter().map(|segment| index.words(segment)).collect();
        index.parts().into_iter().map(|part| (index.key(part, &words), files(part))).collect()
    }
}

impl Documents for Library {
    fn count(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap()
    }

    fn slug(&self, document: u32) -> &str {
        &self.slugs[document as usize]
    }

    fn words(&self, document: u32) -> Option<SearchWords<'_>> {
        let (title, heading, _) = self.rows[document as usize].as_ref()?;
        Some(SearchWords { title, headings: vec![heading] })
    }

    fn postings(&self, document: u32) -> Option<&Postings> {
        self.rows[document as usize].as_ref().map(|_| &self.slots[document as usize])
    }

    fn entry(&self, document: u32) -> Option<SearchEntry<'_>> {
        let (title, _, excerpt) = self.rows[document as usize].as_ref()?;
        let url = format!("/{}.html", self.slug(document));
        Some(SearchEntry { title, url, date: "2026-01-01".to_owned(), lender: "", topic: "", excerpt: excerpt.clone() })
    }

    fn facets(&self) -> &[Facet] {
        &[]
    }

    fn address(&self) -> (&str, &str) {
        ("/", ".html")
    }
}

fn row() -> impl Strategy<Value = Row> {
    prop::option::weighted(0.9, ("[甲乙丙]{1,4}", "[甲乙丙]{0,3}", "[甲乙丙丁戊]{0,12}"))
}

proptest! {
    // Each makes two whole indexes, which have tens of thousands of places for lists.
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_made_of_the_same_are_the_same(old in prop::collection::vec(row(), 1..40), edits in prop::collection::vec((any::<prop::sample::Index>(), row()), 0..3), more in prop::collection::vec(row(), 0..3)) {
        let mut new = old.clone();
        for (at, row) in edits {
            let at = at.index(new.len());
            new[at] = row;
        }
        new.extend(more);
        let known: BTreeMap<Checksum, _> =
            Library::new(old).parts([16, 4]).into_iter().filter_map(|(key, files)| Some((key?, files))).collect();
        for (key, files) in Library::new(new).parts([16, 4]) {
            if let Some(before) = key.and_then(|key| known.get(&key)) {
                prop_assert_eq!(before, &files);
            }
        }
    }
}

#[test]
fn an_edit_of_a_text_leaves_most_parts_as_they_are() {
    let row = |n: u32, text: &str| Some((format!("第{n}篇"), "概述".to_owned(), text.to_owned()));
    let before: Vec<Row> = (0..300).map(|n| row(n, "先看合同再算利息")).collect();
    let mut after = before.clone();
    after[7] = row(7, "先看合同再算罚息");
    let (before, after) = (Library::new(before).parts(SEGMENT_SIZES), Library::new(after).parts(SEGMENT_SIZES));
    let other = before.iter().zip(&after).filter(|(old, new)| old.0 != new.0 || (old.0.is_none() && old.1 != new.1)).count();
    assert!((2..8).contains(&other) && before.len() > 40, "{other} of {}", before.len());
}
