//! Reads the wording of the calculators from `locales/calculators` and writes it as Rust for `src/calc/words.rs`.
//!
//! `<kind>.txt` belongs to `src/calc/<kind>.rs`; `common.txt` holds what the calculators share. Blank lines and `#` lines mean nothing.
//!
//! ```text
//! help rows due              what is worded: the section, then the name that the code has for it; a row's field has its list before it
//! zh: 每期到期的日期            the text in Chinese, on one line
//! en: the day each falls due the text in English, on one line
//! ```
//!
//! `{0}`, `{1}` … stand for values, and both languages have the same ones. Sections:
//!
//! - `title`, `summary`, `explanation`, `formula`; any number of `assumption` and `limit`; none of them has a name;
//! - `input`, `help`, `range` (why an input has its bounds), `choice` (one value of an input), `result`, `basis` (law and article), `law`,
//!   `heading` (a column of the lines, in place of the shared `column`), `next` (advice, by its condition, or `always`);
//! - `text`: lines, notes and faults of one calculator; `problem`, `column`: tables of all of them; `phrase`: a constant of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::findings::Lines;

const NAMELESS: [&str; 4] = ["title", "summary", "explanation", "formula"];
const LISTS: [&str; 2] = ["assumption", "limit"];
const LABELS: [&str; 9] = ["input", "help", "range", "choice", "result", "basis", "law", "heading", "next"];
const TABLES: [&str; 3] = ["text", "problem", "column"];
/// The values that a text may have.
const HOLES: [(&str, &str); 4] = [("0", ""), ("1", ""), ("2", ""), ("3", "")];

/// The wording of a calculator.
pub(crate) struct Wording {
    pub(crate) path: String,
    pub(crate) text: String,
    /// The Rust module that is to hold it.
    pub(crate) module: String,
    /// The code that uses it.
    pub(crate) code: String,
}

/// Writes the module of one wording.
///
/// # Errors
/// The first mistake, with its file and line.
pub(crate) fn generate(Wording { path, text, module, code }: &Wording) -> Result<String, String> {
    let lines = &mut Lines::new(path, text);
    let (mut seen, mut lists) = (BTreeSet::new(), BTreeMap::<&str, Vec<String>>::new());
    let (mut labels, mut constants) = (String::new(), String::new());
    while let Some(head) = lines.next() {
        if head.is_empty() || head.starts_with('#') {
            continue;
        }
        let (section, name) = head.split_once(' ').unwrap_or((head, ""));
        let (parent, word) = name.rsplit_once(' ').unwrap_or(("", name));
        if let Some(mistake) = mistake(section, word, code) {
            return lines.error(mistake);
        }
        if !seen.insert(head) && !LISTS.contains(&section) {
            return lines.error("this is there twice");
        }
        let (zh, en) = (lines.text("zh:", &HOLES)?, lines.text("en:", &HOLES)?);
        if HOLES.iter().any(|(hole, _)| zh.contains(&format!("{{{hole}}}")) != en.contains(&format!("{{{hole}}}"))) {
            return lines.error("the two languages have different values");
        }
        let phrase = format!("Phrase {{ zh: {zh:?}, en: {en:?} }}");
        if section == "phrase" {
            let _ = writeln!(constants, "pub(crate) const {}: Phrase = {phrase};", word.to_uppercase());
        } else if TABLES.contains(&section) {
            lists.entry(section).or_default().push(format!("({name:?}, {phrase})"));
        } else if LISTS.contains(&section) {
            lists.entry(section).or_default().push(phrase);
        } else {
            let _ = writeln!(labels, "([{section:?}, {parent:?}, {word:?}], {phrase}),");
        }
    }
    if let Some(key) = keys(code).find(|key| module != "common" && !seen.contains(&*format!("text {key}"))) {
        return lines.error(&format!("the code uses `text {key}`, which is missing"));
    }
    let mut list = |section| lists.remove(section).unwrap_or_default().join(", ");
    let (texts, assumptions, limits) = (list("text"), list("assumption"), list("limit"));
    let _ = writeln!(
        constants,
        "pub(crate) const WORDS: Words = Words {{ labels: &[{labels}], texts: &[{texts}], assumptions: &[{assumptions}], \
         limits: &[{limits}] }};"
    );
    for (section, table) in lists {
        let (name, table) = (section.to_uppercase(), table.join(", "));
        let _ = writeln!(constants, "pub(crate) const {name}: &[(&str, Phrase)] = &[{table}];");
    }
    Ok(format!("pub(super) mod {module} {{ use super::*; {constants} }}\n"))
}

/// What is wrong with the first line of an entry.
fn mistake(section: &str, word: &str, code: &str) -> Option<&'static str> {
    let is_nameless = NAMELESS.contains(&section) || LISTS.contains(&section);
    let is_used = match section {
        "next" if word == "always" => code.contains("WORDS.next(\"\""),
        "phrase" => code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|name| name == word.to_uppercase()),
        _ => is_nameless || code.contains(&format!("\"{word}\"")),
    };
    if !is_nameless && !LABELS.contains(&section) && !TABLES.contains(&section) && section != "phrase" {
        Some("there is no such section")
    } else if is_nameless != word.is_empty() {
        Some("a name is missing, or one too many")
    } else if !is_used {
        Some("the code does not use this")
    } else {
        None
    }
}

/// The keys of the texts that the code writes.
fn keys(code: &str) -> impl Iterator<Item = &str> {
    let calls = [".say(\"", ".line(\"", ".note(\"", ".warn(\""].into_iter();
    calls.flat_map(|call| code.split(call).skip(1)).filter_map(|rest| rest.split('"').next())
}
