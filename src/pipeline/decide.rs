//! `import --decisions`: what people decided about imported articles, applied to the files, the ledger and the state of the import.
//!
//! The ledger is written first, then changed files, then files are removed, and the state comes last. A run that is stopped is
//! finished by the next one with the same table.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::import::{JOURNAL, STATE, STATE_LIMIT};
use super::{Options, Progress};
use crate::diag::catalogue::{DecisionFault, ImportFault};
use crate::diag::{Finding, Severity};
use crate::emit;
use crate::import::decide::{self, Change, Ground, Plan};
use crate::import::state::State;
use crate::load::{self, Overlay};
use crate::model::ledger::Ledger;
use crate::text::{Source, Span};

/// What applying decisions did.
pub(crate) struct Decided {
    /// Files that changed.
    pub(crate) changed: usize,
    /// Files that were removed.
    pub(crate) removed: usize,
    /// Rows of the ledger that are new or different.
    pub(crate) rows: usize,
    /// Decisions that were left alone.
    pub(crate) findings: Vec<Finding>,
}

/// Findings, and the texts that they are in.
type Refused = (Vec<Finding>, Vec<Source>);

/// Applies a table of decisions, unless a row of it is wrong.
///
/// # Errors
/// The findings of wrong rows with the texts that they are in; then nothing is changed. The outer error is that of a file.
pub(crate) fn decide(
    root: &Path,
    settings: &Path,
    table: &Source,
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<Result<Decided, Refused>> {
    if load::is_file(&root.join(JOURNAL)) {
        let (zh, en) = ("上次导入没有完成，请先再运行一次导入", "the last import was stopped; run it again first");
        let fault = DecisionFault::DecisionRow { why_zh: zh.to_owned(), why_en: en.to_owned() };
        return Ok(Err((vec![Finding::at(&table.path, Span::default(), fault)], vec![table.clone()])));
    }
    let (sources, loaded) = super::load(root, settings, &Overlay::default(), progress)?;
    let errors: Vec<Finding> = loaded.into_iter().filter(|finding| finding.fault.severity() == Severity::Error).collect();
    if !errors.is_empty() {
        return Ok(Err((errors, sources.unreadable)));
    }
    let before = sources.ledger.clone();
    let ledger = match before.as_ref().map(Ledger::read).transpose() {
        Ok(ledger) => ledger.unwrap_or_default(),
        Err(findings) => return Ok(Err((findings, before.into_iter().collect()))),
    };
    let (state, state_text) = match state(root)? {
        Ok(state) => state,
        Err(refused) => return Ok(Err(refused)),
    };
    let linked = super::linked(sources, options, progress)?;
    let read = |path: &str| load::read_plain_file(&root.join(path));
    let plan = match decide::plan(table, &Ground { linked: &linked, state: &state, ledger: &ledger, read: &read })? {
        Ok(plan) => plan,
        Err(findings) => return Ok(Err((findings, vec![table.clone()]))),
    };
    apply(root, plan, before.as_ref(), &state_text).map(Ok)
}

/// The state of the last import with its text.
fn state(root: &Path) -> io::Result<Result<(State, String), Refused>> {
    let disk = root.join(STATE);
    if !load::is_file(&disk) {
        return Ok(Ok((State::default(), String::new())));
    }
    let source = match load::read_text(&disk, &Arc::from(STATE), STATE_LIMIT)? {
        Ok(source) => source,
        Err(unreadable) => return Ok(Err((vec![*unreadable.finding], vec![unreadable.source]))),
    };
    Ok(match State::read(&source.text) {
        Ok(state) => Ok((state, source.text.to_string())),
        Err((line, zh, en)) => {
            let start: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let fault = ImportFault::ImportState { problem_zh: zh.to_owned(), problem_en: en.to_owned() };
            Err((vec![Finding::at(&source.path, Span::new(start..start), fault)], vec![source]))
        }
    })
}

fn apply(root: &Path, plan: Plan, before: Option<&Source>, state_text: &str) -> io::Result<Decided> {
    let Plan { ledger, changes, state, findings } = plan;
    let text = ledger.write();
    let old = before.map_or("", |source| &*source.text);
    let known: BTreeSet<&str> = old.lines().collect();
    let rows = text.lines().filter(|line| !known.contains(line)).count();
    if text != old {
        emit::write_report(&root.join(load::LEDGER), text.as_bytes())?;
    }
    let (mut changed, mut removed) = (0, 0);
    for Change { path, before, after } in changes {
        let disk = root.join(&*path);
        match after {
            Some(after) => {
                emit::replace_source(&disk, &before, &after)?;
                changed += 1;
            }
            None => {
                emit::remove_unchanged(&disk, &before)?;
                removed += 1;
            }
        }
    }
    let text = state.text();
    if text != state_text {
        emit::write_report(&root.join(STATE), text.as_bytes())?;
    }
    Ok(Decided { changed, removed, rows, findings })
}
