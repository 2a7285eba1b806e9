//! The index as a whole: what a part is made of tells whether its files are the same.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{IndexPass, IndexWriter};
use crate::text::normal::folded;
use crate::text::{Checksum, Field, Postings, TermList, short_id};
use crate::view::{DocumentKind, Documents, Facet, Numbers, SearchEntry, SearchNames, SegmentName};

/// What a part is made of, and the files that it comes to.
type Part = (Option<Checksum>, BTreeMap<String, Vec<u8>>);

/// A document: title, heading, body; nothing of one that nobody may find.
type Row = Option<(String, String, String)>;

struct Library {
    rows: Vec<Row>,
    postings: Vec<Postings>,
    slugs: Vec<String>,
    segments: Vec<Numbers>,
    names: SearchNames,
}

impl Library {
    fn new(rows: Vec<Row>, block: usize) -> Library {
        let postings = |row: &Row| {
            let mut list = TermList::default();
            if let Some((title, heading, body)) = row {
                for (text, field) in [(title, Field::Title), (heading, Field::Heading), (body, Field::Body)] {
                    list.text(&folded(text), field);
                }
            }
            list.postings()
        };
        let slugs: Vec<String> = (0..rows.len()).map(|n| format!("a-{n}")).collect();
        let (main, count) = ((rows.len() / block * block) as u32, rows.len() as u32);
        let newest = short_id(slugs.iter().skip(main as usize).map(String::as_str));
        let segments = vec![
            Numbers { segment: SegmentName::Main, range: 0..main, id: main },
            Numbers { segment: SegmentName::New, range: main..count, id: newest },
        ];
        Library { postings: rows.iter().map(postings).collect(), slugs, segments, rows, names: SearchNames::default() }
    }

    fn parts(&self) -> Vec<Part> {
        let index = IndexWriter::new(self);
        let files = |part| index.files(part).into_iter().map(|file| (file.path, file.bytes)).collect();
        index.parts().into_iter().map(|part| (index.key(part), files(part))).collect()
    }
}

impl Documents for Library {
    fn segments(&self) -> &[Numbers] {
        &self.segments
    }

    fn name(&self, document: u32) -> &str {
        &self.slugs[document as usize]
    }

    fn postings(&self, document: u32) -> Option<&Postings> {
        self.rows[document as usize].as_ref().map(|_| &self.postings[document as usize])
    }

    fn size(&self, document: u32) -> Option<usize> {
        self.postings(document).map(Postings::size)
    }

    fn kind(&self, _: u32) -> DocumentKind {
        DocumentKind::Article
    }

    fn entry(&self, document: u32) -> Option<SearchEntry<'_>> {
        let (title, _, text) = self.rows[document as usize].as_ref()?;
        let url = format!("/{}.html", self.name(document));
        Some(SearchEntry { title, url, text: text.clone(), ..SearchEntry::default() })
    }

    fn facets(&self) -> &[Facet] {
        &[]
    }

    fn address(&self) -> (&str, &str) {
        ("/", ".html")
    }

    fn names(&self) -> &SearchNames {
        &self.names
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
            Library::new(old, 16).parts().into_iter().filter_map(|(key, files)| Some((key?, files))).collect();
        for (key, files) in Library::new(new, 16).parts() {
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
    let (before, after) = (Library::new(before, 256).parts(), Library::new(after, 256).parts());
    let other = before.iter().zip(&after).filter(|(old, new)| old.0 != new.0 || (old.0.is_none() && old.1 != new.1)).count();
    assert!((2..8).contains(&other) && before.len() > 30, "{other} of {}", before.len());
}

#[test]
fn a_long_list_keeps_the_highest_impacts() {
    let row = |n: u32| {
        let (title, body) = if n.is_multiple_of(10) { ("甲乙", "") } else { ("丙", "甲乙") };
        Some((title.to_owned(), String::new(), body.to_owned()))
    };
    let size = |rows: Vec<Row>| -> usize {
        let files = Library::new(rows, 256).parts().into_iter().flat_map(|(_, files)| files);
        files.filter(|(path, _)| path.contains("main/terms")).map(|(_, bytes)| bytes.len() - 5).sum()
    };
    let (few, many) = (size((0..1_024).map(row).collect()), size((0..1_024).map(|_| row(0)).collect()));
    // 103 documents with a gap of four bits; 256 of 1,024 with one bit each.
    assert!(few < 120 && many < 120, "{few} {many}");
}

#[test]
fn each_part_is_made_in_one_pass() {
    let library = Library::new(vec![Some(("甲".to_owned(), "乙".to_owned(), "丙丁".to_owned())); 20], 16);
    let index = IndexWriter::new(&library);
    let key = |part| (index.key(part), index.files(part).into_iter().map(|file| file.path).collect::<Vec<_>>());
    let mut all: Vec<_> = index.parts().into_iter().map(key).collect();
    all.sort_unstable();
    for (articles, count) in [(0, 1), (25_000, 1), (25_001, 3), (75_000, 4), (200_000, 5)] {
        let passes = IndexPass::all(articles);
        assert_eq!(passes.len(), count);
        let mut parts: Vec<_> = passes.iter().flat_map(|pass| index.parts_of(pass)).map(key).collect();
        parts.sort_unstable();
        assert_eq!(parts, all);
    }
}
