//! `search.yaml`: words that readers search with, and the words of articles that mean the same.

use super::Register;
use super::table::{Names, fold};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::keys::{Key, keys};
use crate::model::yaml::{Fields, Located, Node, Reader, Value};
use crate::text::Source;

keys! {
    SEARCH {
        words: OneOrMore(30, &Word(20)), required, "读者搜索时用的词，如 坐牢；一个词在全表只写一次", "Words that readers search with, such as 坐牢; no word occurs twice in the register";
        find: OneOrMore(10, &Word(30)), required, "文章里意思相同的写法，如 刑事责任；搜 words 里的任何一个，也找有这些写法的文章", "What articles write instead, such as 刑事责任; who searches with one of the words also finds articles with this";
    }
}

/// A concept: readers who search with one of `words` also find articles that contain one of `find`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchRow {
    pub(crate) words: Vec<Located<String>>,
    pub(crate) find: Vec<Located<String>>,
}

/// The register of search words in the order written; empty if there is none.
#[derive(Debug, Clone, Default)]
pub struct Search {
    pub(crate) rows: Vec<SearchRow>,
}

impl Register for Search {
    const KEYS: &'static [Key] = SEARCH;

    fn read(source: &Source) -> (Search, Vec<Finding>) {
        let (drafts, mut findings) = super::rows(source, "search", SEARCH, |fields| {
            let [words, find] = ["words", "find"].map(|key| list(fields, key));
            words.iter().chain(&find).for_each(|word| judge(fields.reader, word));
            for other in find.iter().filter(|other| words.iter().any(|word| fold(&word.value) == fold(&other.value))) {
                fields.reader.report(other.span, FrontFault::SearchSame { word: other.value.clone() });
            }
            Some((words, find)).filter(|(words, find)| !words.is_empty() && !find.is_empty())
        });
        Names::of(&source.path, drafts.iter().map(|(words, _)| words.iter()), &mut findings);
        let rows = drafts.into_iter().map(|(words, find)| SearchRow { words, find }).collect();
        (Search { rows }, findings)
    }
}

/// The values of a key. An empty list is reported.
fn list(fields: &mut Fields<'_>, key: &str) -> Vec<Located<String>> {
    if let Some(node @ Node { value: Value::List(items), .. }) = fields.node(key)
        && items.is_empty()
    {
        fields.reader.report(fields.reader.place(node), FrontFault::Empty { key: key.to_owned() });
    }
    fields.texts(key)
}

/// Reports a word that search cannot look up: it looks up two characters at least.
fn judge(reader: &mut Reader, word: &Located<String>) {
    if word.value.split(|c: char| !c.is_alphanumeric()).all(|part| part.chars().nth(1).is_none()) {
        reader.report(word.span, FrontFault::SearchWord { word: word.value.clone() });
    }
}
