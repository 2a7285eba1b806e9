use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diag::Severity;
use crate::import::document::{Footnote, Inline, InlineTag, Table};
use crate::model::facts::gather;

mod random;
mod shape;

use random::document;
use shape::shape;

/// `SITEGEN_RANDOM` is the number of cases, as for the other properties.
fn config() -> ProptestConfig {
    let asked = std::env::var("SITEGEN_RANDOM").ok().and_then(|n| n.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(400), failure_persistence: None, ..ProptestConfig::default() }
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(content: Vec<Inline>) -> Document {
    Document { blocks: vec![Block::Paragraph(content)], footnotes: Vec::new() }
}

/// The errors of marks in a body. Those of addresses are the author's.
fn errors(markdown: &str) -> Vec<String> {
    let mut findings = Vec::new();
    gather(markdown, 0, &Arc::from("a.md"), &mut findings);
    let errors = findings.iter().filter(|finding| finding.fault.severity() == Severity::Error);
    let shown = errors.map(|finding| format!("{:?}", finding.fault));
    shown
        .filter(|fault| {
            !fault.starts_with("AddressFault")
                && !["UnsafeUrl", "UnknownScheme", "LocalPath"].iter().any(|name| fault.contains(name))
        })
        .collect()
}

/// What of a document does not come back.
fn fault(document: &Document) -> Option<String> {
    let wanted = normal(&words(document));
    let markdown = write::markdown(document);
    let page = Page::of(&markdown);
    if !page.shows(&wanted) {
        return Some(format!("{:?}\n{markdown}", difference(&wanted, &page.words)));
    }
    if page.counts != counts(document) {
        return Some(format!("{:?} for {:?}\n{markdown}", page.counts, counts(document)));
    }
    let read = read::document(&markdown);
    let (before, after) = (shape(document), shape(&read));
    if before != after {
        return Some(format!("{:?}\n{markdown}", difference(&before, &after)));
    }
    if !errors(&markdown).is_empty() {
        return Some(format!("{:?}\n{markdown}", errors(&markdown)));
    }
    let again = Page::of(&write::markdown(&read)).words;
    (again != page.words).then(|| format!("again: {:?}\n{markdown}", difference(&page.words, &again)))
}

#[test]
fn zz_collect() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let count = std::env::var("COLLECT").ok().and_then(|n| n.parse().ok()).unwrap_or(1500);
    let mut faults: Vec<String> = Vec::new();
    for _ in 0..count {
        let tree = document().new_tree(&mut runner).unwrap();
        faults.extend(fault(&tree.current()));
    }
    let all = faults.len();
    faults.sort_by_key(String::len);
    faults.truncate(25);
    assert!(faults.is_empty(), "{all} of {count}\n{}", faults.join("\n=================\n"));
}

proptest! {
    #![proptest_config(config())]

    /// Every form with Chinese text and what Markdown, rules and shortcodes could take for markup.
    #[test]
    fn any_document_comes_back(document in document()) {
        prop_assert_eq!(fault(&document), None);
    }

    /// A text of pieces that are markup is one paragraph of words.
    #[test]
    fn any_text_comes_back(words in random::text(1..40)) {
        let markdown = write::markdown(&paragraph(vec![text(&words)]));
        let read = read::document(&markdown);
        prop_assert_eq!(normal(&super::words(&read)), normal(&words), "{}", &markdown);
        prop_assert!(read.blocks.len() <= 1, "{}", markdown);
        prop_assert!(Page::of(&markdown).shows(&normal(&words)), "{}", markdown);
    }

    /// The words of any Markdown are those of its page, at the first step or a later one.
    #[test]
    fn no_markdown_loses_a_word(markdown in random::text(0..60)) {
        let words = markdown_words(&markdown);
        let conversion = convert_markdown(&markdown, &words);
        prop_assert!(conversion.is_ok(), "{:?}\n{}", conversion, markdown);
    }
}
