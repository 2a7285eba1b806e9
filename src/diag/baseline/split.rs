//! A baseline among several files, so that none becomes too large for git hosts and one edit changes one small file.

use std::collections::BTreeMap;

use super::Baseline;
use crate::text::short_id;

/// Digits of a number that the name of its file leaves out: a file has the articles of a thousand numbers.
const THOUSAND: usize = 3;

/// The texts of the files of a baseline by name. An article with a number stands in the file of its thousand: 120345 in `120.tsv`.
pub(crate) fn files(baseline: &Baseline) -> BTreeMap<String, String> {
    let mut parts: BTreeMap<String, Baseline> = BTreeMap::new();
    for (row, count) in &baseline.rows {
        parts.entry(name(&row.key)).or_default().rows.insert(row.clone(), *count);
    }
    parts.into_iter().map(|(name, part)| (name, part.to_string())).collect()
}

/// True if a file of this name in the folder of a baseline is a part of it.
pub(crate) fn is_file(name: &str) -> bool {
    name.ends_with(".tsv") && !name.starts_with('.')
}

fn name(key: &str) -> String {
    let is_number = !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        let thousand = key.len().checked_sub(THOUSAND).and_then(|digits| key.get(..digits)).unwrap_or("");
        return format!("{thousand:0>3}.tsv");
    }
    if key.contains('/') {
        return "others.tsv".to_owned();
    }
    format!("x{:02x}.tsv", short_id(std::iter::once(key)) & 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_by_the_thousand() {
        let names = ["120345", "7", "1044", "1234567", "content/lenders.yaml"].map(name);
        assert_eq!(names, ["120.tsv", "000.tsv", "001.tsv", "1234.tsv", "others.tsv"]);
        assert!(name("逾期").starts_with('x') && name("逾期").len() == 7);
    }

    #[test]
    fn the_files_are_the_whole() {
        let text = "120345\tSG222\t1\t甲\n120999\tSG222\t2\t甲\n逾期\tSG222\t1\t甲\n";
        let baseline = Baseline::parse(text).unwrap();
        let files = files(&baseline);
        assert_eq!(files.len(), 2);
        assert_eq!(Baseline::join(files.values().map(|text| Baseline::parse(text).unwrap())), baseline);
    }
}
