//! Folding of traditional characters for search: the articles are in simplified ones, queries may not be.

use hanconv::RawDictionary;

use super::han::is_usual;

/// The simplified form of each traditional character that has another one, by the character table of OpenCC.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    let character = |text: &str| text.chars().next().filter(|c| text.len() == c.len_utf8() && is_usual(*c));
    let pairs = RawDictionary::TSCharacters.iter().filter_map(move |(from, to)| Some((character(from)?, character(to)?)));
    pairs.filter(|(from, to)| from != to)
}

/// The file that a browser reads for a query with traditional characters: a line of them, and a line of their simplified forms.
pub fn table() -> String {
    let (from, to): (String, String) = pairs().unzip();
    format!("{from}\n{to}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    #[test]
    fn traditional_characters_have_simplified_forms() {
        let table: BTreeMap<char, char> = pairs().collect();
        let cases: Value = serde_json::from_str(include_str!("../../tests/vectors/search-fold.json")).unwrap();
        for case in cases["traditional"].as_array().unwrap() {
            let [written, wanted] = [0, 1].map(|i| case[i].as_str().unwrap());
            let folded: String = written.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect();
            assert_eq!(folded, wanted);
        }
        assert_eq!(table.len(), pairs().count());
    }
}
