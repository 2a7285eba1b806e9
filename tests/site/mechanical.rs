//! `fix` with named codes, on the bad library whose truth is known.

use crate::support::neglected::Neglected;
use crate::support::neglected::judge::judge;
use crate::support::site::{AS_OF, Site};

const CODES: &str = "SG550,SG551,SG553,SG560,SG561,SG564";

#[test]
fn few_changes_are_wrong_and_a_second_run_changes_nothing() {
    let library = Neglected::new(300, 11);
    let site = Site::empty();
    library.write(site.root()).unwrap();
    let fix = |args: &[&str]| site.run(&[&["fix", "--code", CODES, "--titles", "--as-of", AS_OF], args].concat());
    let before = site.tree("content");
    let run = fix(&["--sample", "1000000", "--format", "json"]);
    assert_eq!((run.status, site.tree("content")), (1, before));
    let judgement = judge(&library, &run.stdout);
    let examples = &judgement.examples[..judgement.examples.len().min(5)];
    assert!(judgement.right > 3_000, "{}", judgement.right);
    assert!(judgement.wrong_share() <= 50, "{} of 10,000 are wrong: {examples:#?}", judgement.wrong_share());
    assert_eq!(fix(&[]).status, 0);
    let after = site.tree("content");
    let again = fix(&[]);
    assert_eq!((again.stdout.as_str(), site.tree("content")), ("", after));
    for code in ["SG553", "SG564"] {
        let left: Vec<String> = site.short().into_iter().filter(|line| line.contains(&format!("[{code}]"))).collect();
        assert_eq!(left, Vec::<String>::new());
    }
}

/// Correct sentences that look like damaged ones stay.
#[test]
fn correct_texts_stay() {
    let library = Neglected::new(300, 12);
    let site = Site::empty();
    library.write(site.root()).unwrap();
    library.all().for_each(|article| site.write(&article.path, article.correct()));
    let run = site.run(&["fix", "--code", CODES, "--titles", "--dry-run", "--as-of", AS_OF]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
}
