//! The headings of a text by what a link may call them.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::facts::{Facts, github_ids};

/// The identifiers of a text's headings, by identifier, by text, and by the identifier that GitHub gives; all composed (NFC).
#[derive(Debug, Default)]
pub(super) struct Anchors<'a>(BTreeMap<String, &'a str>);

impl<'a> Anchors<'a> {
    pub(super) fn of(facts: &'a Facts) -> Anchors<'a> {
        let mut ids = BTreeMap::new();
        for heading in facts.headings.iter() {
            ids.entry(heading.text.nfc().collect()).or_insert(heading.id);
        }
        for (heading, id) in facts.headings.iter().zip(github_ids(facts.headings.iter().map(|h| h.text))) {
            ids.entry(id).or_insert(heading.id);
        }
        ids.remove("");
        // An identifier goes before another heading's text.
        ids.extend(facts.headings.iter().map(|h| (h.id.nfc().collect(), h.id)));
        Anchors(ids)
    }

    /// The identifier of the heading that an anchor names.
    pub(super) fn id(&self, anchor: &str) -> Option<&'a str> {
        let found = self.0.get(anchor).copied();
        found.or_else(|| self.0.get(&anchor.nfc().collect::<String>()).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facts::gather;

    #[test]
    fn a_heading_has_several_names() {
        let body = "## 1.人有房住\n\n## 一、协商 还款\n\n## 甲 {#jia}\n\n## 乙\n\n## 乙\n\n## caf\u{e9}\n\n## 丙 {#cafe\u{301}2}\n";
        let facts = gather(body, 0, &"a.md".into(), &mut Vec::new()).0;
        let anchors = Anchors::of(&facts);
        for (anchor, id) in [
            ("人有房住", Some("人有房住")),
            ("1人有房住", Some("人有房住")),
            ("1.人有房住", Some("人有房住")),
            ("一协商-还款", Some("协商-还款")),
            ("协商-还款", Some("协商-还款")),
            ("甲", Some("jia")),
            ("乙", Some("乙")),
            ("乙-1", Some("乙-2")),
            ("乙-2", Some("乙-2")),
            ("乙-3", None),
            ("cafe\u{301}", Some("caf\u{e9}")),
            ("cafe\u{301}2", Some("caf\u{e9}2")),
            ("caf\u{e9}2", Some("caf\u{e9}2")),
            ("2人有房住", None),
            ("", None),
        ] {
            assert_eq!(anchors.id(anchor), id, "{anchor}");
        }
    }
}
