//! The generator of a bad library: what it plants is what the program finds, and the same seed plants the same.

use std::collections::BTreeSet;

use crate::support::neglected::{Line, Neglected, Origin};
use crate::support::site::Site;

fn articles_with(library: &Neglected, names: &[&str]) -> BTreeSet<String> {
    let has = |faults: &[String]| faults.iter().any(|fault| names.contains(&fault.as_str()));
    library.all().filter(|article| has(&article.faults)).map(|article| article.path).collect()
}

#[test]
fn planted_faults_are_found_and_no_others_of_their_kind() {
    let library = Neglected::new(400, 7);
    let site = Site::empty();
    library.write(site.root()).unwrap();
    let lines = site.short();
    let found = |codes: &[&str]| -> BTreeSet<String> {
        let has = |line: &&String| codes.iter().any(|code| line.contains(&format!("[{code}]")));
        lines.iter().filter(has).filter_map(|line| line.split(':').next()).map(str::to_owned).collect()
    };
    assert_eq!(found(&["SG532"]), articles_with(&library, &["mobile"]));
    let changed = ["law:contract-law", "law:general-principles", "law:security-law", "law:moved-article"];
    assert_eq!(found(&["SG502", "SG503", "SG505"]), articles_with(&library, &changed));
    assert_eq!(found(&["SG540"]), articles_with(&library, &["promise"]));
    let rules = ["SG0", "SG1", "SG2", "SG3", "SG4"];
    let others: Vec<&String> = lines.iter().filter(|line| rules.iter().any(|code| line.contains(&format!("[{code}")))).collect();
    assert_eq!(others, Vec::<&String>::new());
}

#[test]
fn half_of_the_library_is_copied_and_half_is_damaged() {
    let library = Neglected::new(1_000, 7);
    let all: Vec<_> = library.all().collect();
    let again: Vec<_> = Neglected::new(1_000, 7).all().map(|article| article.written()).collect();
    assert_eq!(all.iter().map(|article| article.written()).collect::<Vec<_>>(), again);
    let copies = all.iter().filter(|article| matches!(article.origin, Origin::Copy { .. })).count();
    assert!((463..=563).contains(&copies), "{copies}");
    // A line without marks that differs from the correct one lost words.
    let is_shorter = |line: &Line| {
        line.correct
            .as_ref()
            .is_some_and(|correct| !line.written.contains("小编") && line.written.chars().count() < correct.chars().count())
    };
    let damaged = all.iter().filter(|article| article.lines.iter().any(is_shorter)).count();
    assert!((466..=566).contains(&damaged), "{damaged}");
    let different: BTreeSet<String> = all.iter().map(|article| article.correct()).collect();
    assert_eq!(different.len(), 1_000);
}
