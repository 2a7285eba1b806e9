//! Findings about markup that refers to something and has no effect: links, references, footnotes, alerts and calculators that readers see as text.

mod alert;
mod angles;
mod brackets;
mod definition;
mod fence;
mod leftover;
mod notes;
mod target;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use alert::kind as alert_kind;
pub(crate) use brackets::narrow;
pub(super) use fence::is_closed;
pub(super) use leftover::is_missing;

use super::flaw::Flaw;
use super::gather::{Gatherer, MAX_FINDINGS};
use super::lines;
use crate::diag::catalogue::{LinkFault, ReferenceFault};
use crate::diag::{Fault, Finding, Role};
use crate::model::files::is_picture;
use crate::text::Span;
use brackets::WideClosers;
use notes::{NoteFault, Notes};

/// The flaws of a body that are judged when all of it was read.
#[derive(Default)]
pub(super) struct Flaws {
    wide: WideClosers,
    notes: Notes,
    /// References that are undefined unless an unread definition was meant for them.
    undefined: Vec<Flaw>,
    /// Definitions of addresses that were not read; without a reference to them they are other text.
    unread: Vec<Flaw>,
    /// Labels of footnotes whose definitions were not read.
    unread_notes: Vec<String>,
    /// Labels of the definitions that links use.
    used: BTreeSet<String>,
}

impl Flaws {
    pub(super) fn of(body: &str) -> Flaws {
        Flaws { wide: WideClosers::of(body), ..Flaws::default() }
    }

    /// Adds a reference to a footnote.
    pub(super) fn refer(&mut self, label: &str) {
        self.notes.refer(label);
    }

    /// Adds the definition of a footnote in a range of the body.
    pub(super) fn define(&mut self, body: &str, label: &str, range: Range<usize>) {
        self.notes.define(body, label, range);
    }
}

impl Gatherer<'_> {
    /// Reports brackets in a piece of prose that were meant as markup.
    pub(super) fn prose_flaws(&mut self, piece: Range<usize>) {
        let mut found: Vec<Flaw> = alert::bold(self.body, piece.clone()).into_iter().collect();
        found.extend(angles::flaws(self.body, &piece));
        brackets::gather(self.body, piece, self.flaws.wide, &mut |flaw| found.push(flaw));
        for flaw in found {
            match &flaw.fault {
                Fault::ReferenceFault(ReferenceFault::UndefinedReference { .. }) if self.flaws.undefined.len() < MAX_FINDINGS => {
                    self.flaws.undefined.push(flaw)
                }
                Fault::ReferenceFault(ReferenceFault::UnreadDefinition { corrected, .. }) => {
                    match label(corrected).strip_prefix('^') {
                        Some(note) => {
                            self.flaws.unread_notes.push(note.to_lowercase());
                            self.flaw(flaw);
                        }
                        None if self.flaws.unread.len() < MAX_FINDINGS => self.flaws.unread.push(flaw),
                        None => {}
                    }
                }
                _ => self.flaw(flaw),
            }
        }
    }

    /// Reports a link to a picture after a full-width exclamation mark: `！[图](图.png)`.
    pub(super) fn link_flaw(&mut self, dest: &str, range: &Range<usize>) {
        let before = self.body.get(..range.start).unwrap_or("");
        let blanks = before.len() - before.trim_end_matches(' ').len();
        let mark = before.trim_end_matches(' ').chars().next_back().filter(|c| *c == '！' || (*c == '!' && blanks > 0));
        let source = self.body.get(range.clone()).unwrap_or("");
        if let Some(mark) = mark.filter(|_| blanks < 2 && source.starts_with('[') && is_picture(dest)) {
            let start = range.start - blanks - mark.len_utf8();
            let is_safe = lines::begins(self.body, start);
            let fault = |written, corrected| ReferenceFault::BracketsWithoutEffect { written, corrected };
            if let Some(flaw) = Flaw::corrected(self.body, start..range.end, format!("!{source}"), is_safe, fault) {
                self.flaw(flaw);
            }
        }
    }

    /// Reports a title without a blank before it, which is a part of the address: `![图](a.png"题")`.
    pub(super) fn glued_title(&mut self, dest: &str, range: &Range<usize>) {
        if !dest.ends_with(['"', '”', '\'']) {
            return;
        }
        let Some((start, target)) = self.body.get(range.clone()).and_then(|source| {
            let (start, address) = (source.rfind("](")? + 2, source.rsplit_once("](")?.1);
            Some((start, target::parse(address.strip_suffix(')')?, false).filter(|target| target.title.is_some())?))
        }) else {
            return;
        };
        let fault = |written, corrected| ReferenceFault::BracketsWithoutEffect { written, corrected };
        let flaw = Flaw::corrected(self.body, range.start + start..range.end - 1, target.markdown(), target.is_certain, fault);
        flaw.into_iter().for_each(|flaw| self.flaw(flaw));
    }

    /// Reports the info string of a fenced block that is the misspelt name of a calculator, a snippet or a table.
    pub(super) fn fence_flaw(&mut self, info: &str, block: &Range<usize>) {
        let Some(name) = fence::misspelt(info) else { return };
        let range = self.first_line(block);
        let line = self.body.get(range.clone()).unwrap_or("");
        let marks = line.chars().take_while(|c| matches!(c, '`' | '~')).count();
        let corrected = format!("{}{name}", line.get(..marks).unwrap_or("```"));
        let fault = |written: String, corrected| ReferenceFault::MisnamedFence { written, corrected };
        if let Some(flaw) = Flaw::corrected(self.body, range, corrected, true, fault) {
            self.flaw(flaw);
        }
    }

    /// Reports the address of a file of the author's computer: `C:\Users\…`. It is true if the address is one.
    pub(super) fn local_path(&mut self, dest: &str, span: &Range<usize>) -> bool {
        let dest = dest.trim();
        let (scheme, path) = dest.split_once([':', '：']).unwrap_or(("", ""));
        let is_drive = scheme.len() == 1 && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && path.starts_with(['/', '\\']);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        if !is_drive || name.is_empty() {
            return false;
        }
        let source = self.body.get(span.clone()).unwrap_or("");
        let place = source.rfind(dest).map(|i| span.start + i..span.start + i + dest.len());
        let finding = self.finding(
            place.clone().unwrap_or(span.clone()),
            ReferenceFault::LocalPath { target: dest.to_owned(), corrected: name.to_owned() },
        );
        self.add(finding.with_suggestion(place.map(|_| name.to_owned())));
        true
    }

    /// The first line of a block, without its end.
    fn first_line(&self, block: &Range<usize>) -> Range<usize> {
        let text = self.body.get(block.clone()).unwrap_or("");
        block.start..block.start + text.split(['\n', '\r']).next().unwrap_or(text).trim_end().len()
    }

    /// Reports what can be judged only when all of the body was read.
    pub(super) fn finish_flaws(&mut self) {
        let Flaws { notes, undefined, unread, unread_notes, .. } = std::mem::take(&mut self.flaws);
        let labels = |flaws: &[Flaw]| flaws.iter().map(referred).collect::<BTreeSet<String>>();
        let (wanted, written) = (labels(&undefined), labels(&unread));
        undefined.into_iter().filter(|flaw| !written.contains(&referred(flaw))).for_each(|flaw| self.flaw(flaw));
        unread.into_iter().filter(|flaw| wanted.contains(&referred(flaw))).for_each(|flaw| self.flaw(flaw));
        if !unread_notes.is_empty() {
            let unread: BTreeSet<String> = unread_notes.into_iter().collect();
            self.findings.retain(|finding| !is_note_of(finding, &unread));
        }
        for NoteFault { range, fault, first } in notes.faults() {
            let finding = self.finding(range, fault);
            let first = first.map(|first| Span::new(first).shifted(self.base));
            self.add(if first.is_some() { finding.with(self.path, first, Role::First) } else { finding });
        }
    }
}

/// True for a finding about a footnote without text whose definition was not read.
fn is_note_of(finding: &Finding, unread: &BTreeSet<String>) -> bool {
    matches!(&finding.fault, Fault::LinkFault(LinkFault::UndefinedFootnote { label }) if unread.contains(&label.to_lowercase()))
}

/// The label of a reference or of a definition, in lower case.
fn referred(flaw: &Flaw) -> String {
    match &flaw.fault {
        Fault::ReferenceFault(ReferenceFault::UndefinedReference { label, .. }) => label.to_lowercase(),
        Fault::ReferenceFault(ReferenceFault::UnreadDefinition { corrected, .. }) => label(corrected).to_lowercase(),
        _ => String::new(),
    }
}

/// The label of a corrected definition.
fn label(corrected: &str) -> &str {
    corrected.trim_start_matches('[').split(']').next().unwrap_or("")
}
