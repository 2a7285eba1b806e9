//! Writes what was converted. Each batch is announced in the journal before its files are written, so that an import that is stopped
//! goes on where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use rayon::prelude::*;

use super::change::{Change, ChangeKind};
use super::passes::{Notice, Work};
use super::site::{JOURNAL, LEDGER, STATE, Site};
use super::{Request, notice, personal};
use crate::check::{self, OwnNumbers};
use crate::diag::catalogue::ImportFault;
use crate::emit;
use crate::import::convert::{Converted, PictureCopy};
use crate::import::outline::{Fate, Outline};
use crate::import::pictures::PictureBytes;
use crate::import::place::Place;
use crate::import::plan::{Plan, conflict_file, held_file, merge_command};
use crate::import::report::Tally;
use crate::import::rows::LedgerRows;
use crate::import::state::{Intent, Row, RowState, ShortHash, State};
use crate::load;
use crate::model::{Settings, ledger};
use crate::text::Source;

/// What an import did, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) records: usize,
    /// Articles and pages whose file was written.
    pub(crate) written: usize,
    pub(crate) unchanged: usize,
    /// Files that people look after.
    pub(crate) kept: usize,
    pub(crate) conflicts: usize,
    pub(crate) drafts: usize,
    pub(crate) held: usize,
    /// What gets no file: other kinds of records, deleted ones, categories that are left out.
    pub(crate) skipped: usize,
    pub(crate) pictures: usize,
    pub(crate) missing_pictures: usize,
    /// Pieces of bodies that a rule left out.
    pub(crate) left_out: usize,
}

pub(super) struct Writer<'w> {
    request: &'w Request<'w>,
    pub(super) state: State,
    own: OwnNumbers,
    pub(super) counts: Counts,
    /// By position, what became of the records that were converted. Some are converted twice, and the last time counts.
    done: BTreeMap<u32, Done>,
    pub(super) notices: Vec<(Option<u32>, Notice)>,
    pub(super) tally: Tally,
    /// Positions of records that are held for personal data.
    pub(super) private: BTreeSet<u32>,
    /// Files of pictures that a dry run would write.
    wanted_pictures: BTreeSet<String>,
    /// True if a file of the site was written or removed.
    pub(super) has_changed: bool,
    /// True once the journal has a line of this import.
    has_journal: bool,
}

/// What became of a converted record.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    outcome: DoneAs,
    is_draft: bool,
    missing_pictures: usize,
    left_out: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DoneAs {
    Written,
    #[default]
    Unchanged,
    Kept,
    Conflict,
    Held,
}

impl<'w> Writer<'w> {
    pub(super) fn new(request: &'w Request<'w>, site: &Site, state: State, settings: Settings) -> Writer<'w> {
        Writer {
            request,
            state,
            own: OwnNumbers::of(&settings),
            counts: Counts::default(),
            done: BTreeMap::new(),
            notices: Vec::new(),
            tally: Tally::default(),
            private: BTreeSet::new(),
            wanted_pictures: BTreeSet::new(),
            has_changed: site.was_stopped,
            has_journal: false,
        }
    }

    /// The row of a record as it is now.
    pub(super) fn row(&self, key: &str) -> Option<&Row> {
        self.state.rows.get(key)
    }

    fn disk(&self, path: &str) -> PathBuf {
        self.request.root.join(path)
    }

    /// Writes a batch of records in their order.
    pub(super) fn write_batch(&mut self, converted: Vec<(u32, Converted)>, work: &Work<'_>) -> io::Result<()> {
        let mut changes = Vec::with_capacity(converted.len());
        for (position, converted) in converted {
            let (Some((outline, place)), Some(plan)) = (work.of(position), work.plan(position)) else { continue };
            self.count(position, &converted, outline);
            changes.extend(self.change(position, converted, outline, place, plan, work)?);
        }
        if self.request.dry_run {
            for change in changes.iter().filter(|change| matches!(change.kind, ChangeKind::Content(_))) {
                self.end(change.position, DoneAs::Written);
                let paths = change.pictures.iter().map(|picture| &picture.path);
                let new = paths.filter(|path| !load::is_plain_file(&self.disk(path))).cloned().collect::<Vec<_>>();
                self.wanted_pictures.extend(new);
                self.counts.pictures = self.wanted_pictures.len();
            }
            return Ok(());
        }
        self.announce(&changes)?;
        for change in &changes {
            for picture in &change.pictures {
                self.copy(picture, change, work)?;
            }
        }
        // Files are made one by one by the system, and each takes as long as half of a conversion.
        let root = self.request.root;
        let written: Vec<bool> = changes.par_iter().map(|change| change.write(root)).collect::<io::Result<_>>()?;
        for (change, is_written) in changes.into_iter().zip(written) {
            self.note(change, is_written)?;
        }
        Ok(())
    }

    fn count(&mut self, position: u32, converted: &Converted, outline: &Outline) {
        let is_draft = converted.refusal.is_none() && outline.fate == Fate::Draft;
        let (missing_pictures, left_out) = (converted.missing_pictures.len(), converted.removals.len());
        let earlier = self.done.insert(position, Done { outcome: DoneAs::Unchanged, is_draft, missing_pictures, left_out });
        if let Some(earlier) = earlier {
            self.notices.retain(|(of, _)| *of != Some(position));
            self.end(position, earlier.outcome);
        }
        if converted.is_private {
            self.private.insert(position);
        }
        self.tally.add(position, outline, &outline.name_for_people(), converted);
        for fault in &converted.faults {
            let mut notice = notice(outline, fault.clone());
            notice.fault.redact(&|text| personal::redacted(text, &self.own));
            self.notices.push((Some(position), notice));
        }
    }

    fn end(&mut self, position: u32, outcome: DoneAs) {
        if let Some(done) = self.done.get_mut(&position) {
            done.outcome = outcome;
        }
    }

    /// Decides which file a record changes, if any.
    fn change(
        &mut self,
        position: u32,
        converted: Converted,
        outline: &Outline,
        place: &Place,
        plan: &Plan,
        work: &Work<'_>,
    ) -> io::Result<Option<Change>> {
        let row = self.state.rows.get(&outline.key).cloned();
        let provisional = work.is_provisional(&converted);
        if let Some(reason) = &converted.refusal {
            self.notices.push((Some(position), work.held_notice(outline, reason)));
            self.end(position, DoneAs::Held);
            return Ok(self.hold(position, converted, outline, place, row));
        }
        let bytes = converted.text.into_bytes();
        let written = ShortHash::of(&bytes);
        let change = |row: Row, path: String, kind: ChangeKind, pictures: Vec<PictureCopy>| Change {
            position,
            key: outline.key.clone(),
            row,
            path,
            bytes: bytes.clone(),
            hash: written,
            kind,
            pictures,
            origin: outline.origin.clone(),
            removal: None,
            provisional,
        };
        let content =
            |file: &str| Row { source: outline.hash, written, file: file.to_owned(), state: RowState::Written, mended: None };
        if let Plan::Conflict(file) = plan {
            let base = row.as_ref().map_or(ShortHash::default(), |row| row.written);
            let there = load::read_plain_file(&self.disk(file)).ok().map(|bytes| ShortHash::of(&bytes));
            if there == Some(written) || base == written {
                // Both sides have the same text, or the source has the text of the last import.
                let state = if there == Some(written) { RowState::Written } else { RowState::Kept };
                let row = Row { written: if there == Some(written) { written } else { base }, state, ..content(file) };
                self.state.rows.insert(outline.key.clone(), row);
                self.end(position, DoneAs::Kept);
                return Ok(None);
            }
            let version = conflict_file(place);
            let command = merge_command(file, &version, base);
            let record = outline.key.clone();
            let fault = ImportFault::ImportConflict { record, version: version.clone(), detail: command };
            self.notices.push((Some(position), notice(outline, fault)));
            self.end(position, DoneAs::Conflict);
            let row = Row { source: outline.hash, written: base, file: file.clone(), state: RowState::Conflict, mended: None };
            return Ok(Some(change(row, version, ChangeKind::Conflict, converted.pictures)));
        }
        let before = row.as_ref().filter(|row| row.state != RowState::Held && row.file == place.file).map(|row| row.written);
        if before == Some(written) && load::is_plain_file(&self.disk(&place.file)) {
            self.state.rows.insert(outline.key.clone(), content(&place.file));
            return Ok(None);
        }
        let removal = row.filter(|row| row.state == RowState::Held).map(|row| (row.file, row.written));
        let kind = ChangeKind::Content(before);
        Ok(Some(Change { removal, ..change(content(&place.file), place.file.clone(), kind, converted.pictures) }))
    }

    /// The file in which a record waits. Personal numbers are masked in it. The file of an earlier import stays.
    fn hold(&mut self, position: u32, converted: Converted, outline: &Outline, place: &Place, row: Option<Row>) -> Option<Change> {
        let text = check::redacted(&converted.text, &self.own).unwrap_or(converted.text);
        let bytes = text.into_bytes();
        let written = ShortHash::of(&bytes);
        let path = held_file(place);
        let held = Row { source: outline.hash, written, file: path.clone(), state: RowState::Held, mended: None };
        let (row, is_known) = match row {
            Some(row) if row.state == RowState::Held => {
                let is_known = row.written == written && load::is_plain_file(&self.disk(&row.file));
                (held, is_known)
            }
            Some(row) => (row, load::read_plain_file(&self.disk(&path)).is_ok_and(|there| there == bytes)),
            None => (held, false),
        };
        if is_known {
            self.state.rows.insert(outline.key.clone(), row);
            return None;
        }
        Some(Change {
            position,
            key: outline.key.clone(),
            row,
            path,
            bytes,
            hash: written,
            kind: ChangeKind::Held,
            pictures: Vec::new(),
            origin: outline.origin.clone(),
            removal: None,
            provisional: false,
        })
    }

    /// Appends what is about to be written to the journal.
    fn announce(&mut self, changes: &[Change]) -> io::Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut lines = String::new();
        for change in changes {
            let mut row = change.row.clone();
            if change.provisional {
                // The record is converted again if this import is stopped.
                row.source = ShortHash(0);
            }
            let (key, path, removal) = (change.key.clone(), change.path.clone(), change.removal.clone());
            lines.push_str(&Intent { key, row, path, hash: change.hash, removal }.line());
        }
        let path = self.disk(JOURNAL);
        if !self.has_journal {
            emit::create_folder(&self.disk("import"))?;
            self.has_journal = true;
        }
        emit::append(&path, lines.as_bytes())
    }

    /// Notes what was written, and removes the held file that it replaces.
    fn note(&mut self, change: Change, is_written: bool) -> io::Result<()> {
        if !is_written {
            self.end(change.position, DoneAs::Kept);
            return Ok(());
        }
        self.has_changed = true;
        if let Some((held, hash)) = &change.removal {
            let held = self.disk(held);
            if load::read_plain_file(&held).is_ok_and(|bytes| ShortHash::of(&bytes) == *hash) {
                emit::remove_source(&held)?;
            }
        }
        if matches!(change.kind, ChangeKind::Content(_)) {
            self.end(change.position, DoneAs::Written);
        }
        self.state.rows.insert(change.key, change.row);
        Ok(())
    }

    fn copy(&mut self, picture: &PictureCopy, change: &Change, work: &Work<'_>) -> io::Result<()> {
        let path = self.disk(&picture.path);
        if load::is_plain_file(&path) {
            return Ok(());
        }
        match &picture.bytes {
            PictureBytes::File(from) => emit::copy_to_source(from, &path)?,
            PictureBytes::Inline(bytes) => emit::create_source(&path, bytes)?,
            PictureBytes::OfRecord(name) => {
                if let Some(bytes) = work.source.picture(&change.origin, name)? {
                    emit::create_source(&path, &bytes)?;
                }
            }
        }
        self.counts.pictures += 1;
        Ok(())
    }

    /// Writes the ledger and the state.
    pub(super) fn finish(&self, rows: LedgerRows, ledger: Option<Source>, state_text: String) -> io::Result<()> {
        if self.request.dry_run {
            return Ok(());
        }
        let text = ledger::merged(ledger.as_ref().map_or("", |source| &source.text), rows.into_rows());
        if ledger.is_none_or(|source| *source.text != text) && !text.is_empty() {
            emit::write_report(&self.disk(LEDGER), text.as_bytes())?;
        }
        drop(text);
        let text = self.state.text();
        if text != state_text {
            emit::write_report(&self.disk(STATE), text.as_bytes())?;
        }
        Ok(())
    }

    pub(super) fn into_parts(self) -> (Counts, State, Vec<Notice>) {
        let mut counts = self.counts;
        for done in self.done.values() {
            let count = match done.outcome {
                DoneAs::Written => &mut counts.written,
                DoneAs::Unchanged => &mut counts.unchanged,
                DoneAs::Kept => &mut counts.kept,
                DoneAs::Conflict => &mut counts.conflicts,
                DoneAs::Held => &mut counts.held,
            };
            *count += 1;
            counts.drafts += usize::from(done.is_draft);
            counts.missing_pictures += done.missing_pictures;
            counts.left_out += done.left_out;
        }
        (counts, self.state, self.notices.into_iter().map(|(_, notice)| notice).collect())
    }
}
