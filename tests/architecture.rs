//! The house rules, held by reading `src/`: who imports whom, who touches the disk, the clock and the screen, how long a file
//! may be. A rule that breaks names the place and the way out. That each rule can break is shown in `architecture/broken.rs`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails does so by panicking")]

#[path = "architecture/broken.rs"]
mod broken;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/scan.rs"]
mod scan;

use std::path::Path;

use scan::File;

/// Holds a rule over the program's own sources.
fn hold(rule: fn(&[File]) -> Vec<String>) {
    let sources = scan::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(sources.len() > 50, "src/ was not found");
    let broken = rule(&scan::scan(&sources));
    assert!(broken.is_empty(), "\n\n{}\n", broken.join("\n"));
}

#[test]
fn a_module_imports_only_what_stands_before_it() {
    hold(rules::imports);
}

#[test]
fn each_outside_crate_and_each_way_out_has_one_place() {
    hold(rules::reserved);
}

#[test]
fn only_load_and_emit_ask_the_disk() {
    hold(rules::disk_methods);
}

#[test]
fn nothing_is_locked_or_global() {
    hold(rules::globals);
}

#[test]
fn no_stage_changes_the_value_of_another() {
    hold(rules::foreign_mut);
}

#[test]
fn nothing_prints_on_its_own() {
    hold(rules::printing);
}

#[test]
fn calculators_are_exact() {
    hold(rules::floats);
}

#[test]
fn every_file_says_what_it_is() {
    hold(rules::openings);
}

#[test]
fn no_file_is_too_long() {
    hold(rules::lengths);
}

#[test]
fn the_tree_is_what_the_modules_declare() {
    hold(rules::tree);
}
