//! What follows an import: the table of what people have to decide, and the report.

use std::io;
use std::sync::Arc;

use super::writer::Writer;
use super::{JOURNAL, Request, personal};
use crate::check::{self, OwnNumbers};
use crate::emit;
use crate::import::outline::{Fate, Outline};
use crate::import::report::{Frame, Tally, report};
use crate::import::state::RowState;
use crate::import::triage::{Candidate, Case, table};
use crate::load::{self, Overlay};
use crate::model::Settings;
use crate::pipeline::{Options, Progress};
use crate::render::report::import_report;
use crate::text::Lang;

/// Path of the table of decisions in the site's folder.
pub(crate) const DECISIONS: &str = "import/decisions.csv";

/// What an import knows of its records besides their files.
pub(super) fn candidates(outlines: &[Outline], writer: &Writer<'_>, own: &OwnNumbers) -> Vec<Candidate> {
    let one = |(position, outline): (u32, &Outline)| {
        let row = writer.row(&outline.key).filter(|row| row.state != RowState::Deleted)?;
        if matches!(outline.fate, Fate::Gone(_)) {
            return None;
        }
        let has_file = row.state != RowState::Held;
        let title = || check::redacted(&outline.title, own).unwrap_or_else(|| outline.title.clone());
        Some(Candidate {
            address: outline.name_for_people(),
            id: outline.id,
            title: if has_file { String::new() } else { title() },
            file: has_file.then(|| row.file.clone()),
            views: outline.views,
            year_is_certain: outline.year_is_certain,
            is_private: writer.private.contains(&position),
        })
    };
    (0..).zip(outlines).filter_map(one).collect()
}

/// Compares the imported articles, and writes the table of decisions anew. What people have filled in stays.
pub(super) fn triage(
    request: &Request<'_>,
    candidates: &[Candidate],
    options: &Options,
    progress: &dyn Progress,
) -> io::Result<Vec<Case>> {
    let (sources, _) =
        crate::pipeline::load::load_with_pictures(request.root, request.settings, &Overlay::default(), |_| false, progress)?;
    let cases = crate::pipeline::triage::triage(sources, candidates, options, progress)?;
    let path = request.root.join(DECISIONS);
    let last =
        if load::is_file(&path) { load::read_text(&path, &Arc::from(DECISIONS), load::REGISTER_LIMIT * 8)?.ok() } else { None };
    // A table that cannot be read has people's decisions, too.
    let is_readable = last.as_ref().map_or(!load::is_file(&path), |source| table::read(&source.text).is_ok());
    if is_readable && (!cases.is_empty() || last.is_some()) {
        let text = table::write(table::IMPORTED, &cases, last.as_ref().map(|source| &*source.text));
        let is_same = last.is_some() && load::read_plain_file(&path).is_ok_and(|there| there == text.as_bytes());
        if !is_same {
            emit::write_report(&path, text.as_bytes())?;
        }
    }
    Ok(cases)
}

/// Removes the journal: everything is done.
pub(super) fn close(request: &Request<'_>) -> io::Result<()> {
    let journal = request.root.join(JOURNAL);
    if !request.dry_run && load::is_plain_file(&journal) {
        emit::remove_source(&journal)?;
    }
    Ok(())
}

/// The report as a page of its own.
pub(super) fn page(
    tally: &Tally,
    cases: &[Case],
    settings: &Settings,
    request: &Request<'_>,
    as_of: String,
    records: usize,
    lang: Lang,
) -> io::Result<String> {
    let own = OwnNumbers::of(settings);
    let redact = |text: &str| personal::redacted(text, &own).unwrap_or_else(|| text.to_owned());
    let frame = Frame { site: &settings.title, as_of, lang, dry_run: request.dry_run, records, redact: &redact };
    import_report(&report(tally, cases, &frame)).map_err(|fault| io::Error::other(fault.fault.message(lang)))
}
