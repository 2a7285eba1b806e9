//! Names that a text gives to laws: （以下简称《条例》）, 以下简称《条例》, （以下统称《办法》）.

use super::Reader;
use crate::model::registers::LawId;
use crate::model::registers::edition::{Bracket, DEFINES, version_in};
use crate::model::registers::titles;
use crate::model::registers::versions::VersionQuery;

/// The most characters between a bracket and 简称 in it.
const DEFINITION: usize = 30;
/// The most names that a text may define.
const DEFINITIONS: usize = 100;

/// A name that a text gives to a law for what follows.
pub(super) struct Definition {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) law: Option<LawId>,
}

impl Reader<'_> {
    /// Learns a name: `民法典（以下简称本法）`, `《征信业管理条例》，以下简称《条例》`.
    pub(super) fn define(&mut self, at: usize) {
        let before = self.before(at);
        let mut last = before.char_indices().rev().take(DEFINITION);
        let open = last.find(|(_, c)| matches!(c, '（' | '(' | '）' | ')' | '。'));
        let open = open.map(|(open, _)| at - before.len() + open);
        let bracket = open.and_then(|open| Some((open, self.cursor(open).bracket()?)));
        let Some((open, (Bracket::Definition, content))) = bracket else { return self.define_unbracketed(at) };
        let content = content.to_owned();
        let (edition, is_past) = version_in(&content);
        match self.name_before(open) {
            Some(name) => {
                let query = VersionQuery { edition, date: None, is_past };
                let law = name.law.and_then(|law| self.titles.version(law, &query));
                self.add_definitions(&content, &name.title, law, name.start);
            }
            None => self.add_definitions(&content, "", None, open),
        }
    }

    /// `《征信业管理条例》，以下简称《条例》`
    fn define_unbracketed(&mut self, at: usize) {
        let before = self.before(at).trim_end_matches(['以', '下']).trim_end_matches(['，', ',', ' ']);
        let end = self.before(at).len() - before.len();
        if !before.ends_with('》') {
            return;
        }
        let Some(draft) = self.titled_at(at - end) else { return };
        let (start, title, law) = (draft.range.start, draft.title.clone(), draft.law);
        let Some(text) = self.text.get(at..self.line.end) else { return };
        let end = text.char_indices().take(DEFINITION).find(|(_, c)| matches!(c, '》' | '”' | '」' | '，' | ',' | '。' | '；'));
        let Some(content) = end.and_then(|(end, _)| text.get(..end)).map(str::to_owned) else { return };
        self.add_definitions(&content, &title, law, start);
    }

    /// True for the title that 简称 gives a law outside of brackets.
    pub(super) fn is_definition(&self, start: usize) -> bool {
        DEFINES.iter().any(|word| self.before(start).trim_end_matches(['为', '：', ' ']).ends_with(word))
    }

    /// Learns the names in a bracket: 以下简称“《民法典》”或民法典. A name for several laws is none.
    pub(super) fn add_definitions(&mut self, content: &str, title: &str, law: Option<LawId>, start: usize) {
        let Some(names) = content.rfind('称').and_then(|i| content.get(i + '称'.len_utf8()..)) else { return };
        let before = self.before(start).trim_end();
        let is_joint = content.contains("统称") && (before.ends_with(['、', '和', '与', '及', '》']) || before.ends_with("以及"));
        let law = law.filter(|_| !is_joint);
        for name in names.trim_start_matches(['为', '：', ':', '作']).split(['、', '，', ',', '或', '；']).map(titles::fold)
        {
            if name.chars().nth(1).is_some() && self.definitions.len() < DEFINITIONS {
                self.definitions.push(Definition { name, title: title.to_owned(), law });
            }
        }
    }
}
