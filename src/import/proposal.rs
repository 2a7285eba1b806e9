//! The mapping that a dry run proposes: every category, tag and author of a source, with the row of the register that it resolves to.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::front::{entry, scalar};
use super::names::{AuthorChoice, Names, TopicChoice};
use super::outline::{Fate, Outline};
use super::record::{Address, Author, Record, RecordKind};
use crate::model::Registers;
use crate::model::slug;

/// Names that records have, each with the number of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SeenNames {
    /// By the path from the root, with `/`.
    categories: BTreeMap<String, (Vec<String>, u64)>,
    tags: BTreeMap<String, u64>,
    /// By login, or by name if there is no login.
    authors: BTreeMap<String, (Author, u64)>,
}

impl SeenNames {
    pub(crate) fn of(record: &Record) -> SeenNames {
        let mut seen = SeenNames::default();
        if !record.category.is_empty() && record.kind == RecordKind::Article {
            seen.categories.insert(record.category.join("/"), (record.category.clone(), 1));
        }
        for tag in &record.tags {
            seen.tags.insert(tag.clone(), 1);
        }
        let author = record.author.as_ref();
        if let Some((author, name)) = author.and_then(|author| Some((author, author.login.as_ref().or(author.name.as_ref())?))) {
            seen.authors.insert(name.clone(), (author.clone(), 1));
        }
        seen
    }

    pub(crate) fn add(&mut self, other: SeenNames) {
        for (name, (path, count)) in other.categories {
            self.categories.entry(name).or_insert((path, 0)).1 += count;
        }
        for (name, count) in other.tags {
            *self.tags.entry(name).or_default() += count;
        }
        for (name, (author, count)) in other.authors {
            self.authors.entry(name).or_insert((author, 0)).1 += count;
        }
    }
}

/// The pattern of addresses that keeps most old addresses of articles alive, with how many it keeps, and of how many.
pub(crate) fn permalink(outlines: &[Outline]) -> Option<(String, usize, usize)> {
    let mut patterns: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    let is_carried = |outline: &&Outline| outline.kind == RecordKind::Article && !matches!(outline.fate, Fate::Gone(_));
    for outline in outlines.iter().filter(is_carried) {
        all += 1;
        let Some(Address::Path(path)) = &outline.address else { continue };
        if let Some(pattern) = pattern(path) {
            *patterns.entry(pattern).or_default() += 1;
        }
    }
    let (pattern, kept) = patterns.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    Some((pattern, kept, all))
}

/// The address with `{slug}` in place of its last part.
fn pattern(path: &str) -> Option<String> {
    let (folder, last) = path.trim_end_matches('/').rsplit_once('/')?;
    if path.ends_with('/') {
        return slug::check(last).ok().map(|_| format!("{folder}/{{slug}}/"));
    }
    let stem = last.strip_suffix(".html")?;
    slug::check(stem).ok().map(|_| format!("{folder}/{{slug}}.html"))
}

/// What a proposal says of the source.
pub(crate) struct Proposal<'p> {
    pub(crate) kind: &'p str,
    pub(crate) from: &'p [String],
    pub(crate) files: Option<&'p str>,
    pub(crate) hosts: &'p [String],
    /// The pattern of the settings.
    pub(crate) permalink: &'p str,
    pub(crate) outlines: &'p [Outline],
    pub(crate) seen: &'p SeenNames,
    pub(crate) names: &'p Names<'p>,
    pub(crate) registers: &'p Registers,
}

/// The text of an `import.yaml`. What a person has to decide is `?`.
pub(crate) fn text(proposal: &Proposal<'_>) -> String {
    let mut out = String::from("version: 1\n");
    let from: Vec<String> = proposal.from.iter().map(|from| entry(from)).collect();
    let from = match &from[..] {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let mut line = |line: std::fmt::Arguments<'_>| {
        // Writing to a String cannot fail.
        let _ = out.write_fmt(line);
    };
    line(format_args!("from: {from}\nas: {}\n", proposal.kind));
    if let Some(files) = proposal.files {
        line(format_args!("files: {}\n", entry(files)));
    }
    if !proposal.hosts.is_empty() {
        let hosts: Vec<String> = proposal.hosts.iter().map(|host| entry(host)).collect();
        line(format_args!("hosts: [{}]\n", hosts.join(", ")));
    }
    if let Some((pattern, kept, all)) = permalink(proposal.outlines).filter(|(pattern, ..)| pattern != proposal.permalink) {
        line(format_args!("# sitegen.yaml: permalinks: {{article: {pattern}}}   {kept} / {all}\n"));
    }
    let SeenNames { categories, tags, authors } = proposal.seen;
    if !categories.is_empty() {
        line(format_args!("topics:\n"));
    }
    for (name, (path, count)) in categories {
        let target = match proposal.names.topic(path) {
            TopicChoice::Topic(id) => proposal.registers.topics[id].slug.clone(),
            TopicChoice::Skip => "skip".to_owned(),
            TopicChoice::Unknown => "\"?\"".to_owned(),
        };
        line(format_args!("  {}: {target}   # {count}\n", scalar(name)));
    }
    if !tags.is_empty() {
        line(format_args!("tags:{}\n", if tags.keys().any(|tag| proposal.names.tag(tag).is_some()) { "" } else { " {}" }));
    }
    for (name, count) in tags {
        match proposal.names.tag(name) {
            Some(id) => line(format_args!("  {}: {}   # {count}\n", scalar(name), proposal.registers.topics[id].slug)),
            None => line(format_args!("#  {}: \"?\"   # {count}\n", scalar(name))),
        }
    }
    let choices: Vec<_> = authors.iter().map(|(name, (author, count))| (name, proposal.names.author(author), count)).collect();
    if !choices.is_empty() {
        let has_known = choices.iter().any(|(_, choice, _)| !matches!(choice, AuthorChoice::Unknown(_)));
        line(format_args!("authors:{}\n", if has_known { "" } else { " {}" }));
    }
    for (name, choice, count) in choices {
        match choice {
            AuthorChoice::Named(target) => line(format_args!("  {}: {}   # {count}\n", scalar(name), scalar(&target))),
            AuthorChoice::None => line(format_args!("  {}: null   # {count}\n", scalar(name))),
            AuthorChoice::Unknown(shown) => {
                line(format_args!("#  {}: \"?\"   # {count} {}\n", scalar(name), shown.replace(char::is_control, " ")))
            }
        }
    }
    out
}
