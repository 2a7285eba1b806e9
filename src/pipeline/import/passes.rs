//! The two passes over a source: in batches, whose records are read and converted in parallel.

use std::collections::BTreeSet;
use std::io;
use std::mem;
use std::ops::ControlFlow;

use rayon::prelude::*;

use super::site::Site;
use super::writer::Writer;
use super::{held_notice, personal};
use crate::analyze::{Analyzer, Purpose, TermCounter};
use crate::check::OwnNumbers;
use crate::diag::catalogue::ImportFault;
use crate::diag::{Fault, Finding, Severity};
use crate::import::convert::{self, Converted};
use crate::import::links::AddressTable;
use crate::import::names::Names;
use crate::import::outline::{Fate, Judge, Outline, Reason};
use crate::import::pictures::PictureFinder;
use crate::import::place::Place;
use crate::import::plan::{Disk as _, Plan};
use crate::import::prepare::LeaveOut;
use crate::import::proposal::SeenNames;
use crate::import::record::{Note, Origin, RecordKind};
use crate::import::source::{Data, Piece, Reading, Source};
use crate::import::state::ShortHash;
use crate::model::inclusion::expand;
use crate::model::{Parts, Settings};
use crate::pipeline::{Progress, Step};
use crate::text::{Lang, Source as Text};

/// Most pieces of a batch.
const BATCH: usize = 256;
/// Bytes of pieces at which a batch is full.
const BATCH_BYTES: usize = 16 << 20;
/// The entry of a piece that is no record.
const NO_RECORD: u32 = u32::MAX;

/// A fault with its place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) origin: Origin,
    pub(crate) fault: Fault,
}

/// What the first pass found.
pub(super) struct Pass {
    pub(super) outlines: Vec<Outline>,
    /// By piece, the position of its record.
    pub(super) pieces: Vec<u32>,
    /// Pieces that are no records.
    pub(super) skipped: usize,
    pub(super) notices: Vec<Notice>,
    pub(super) seen: SeenNames,
}

/// Reads the pieces of a source in batches, with the number of the first piece of each.
fn batches(source: &dyn Source, mut each: impl FnMut(usize, Vec<Piece>) -> io::Result<()>) -> io::Result<Vec<(Origin, Note)>> {
    let (mut batch, mut bytes, mut first, mut error) = (Vec::new(), 0, 0, None);
    let mut hand_on = |batch: &mut Vec<Piece>, first: &mut usize| {
        let count = batch.len();
        let result = each(*first, mem::take(batch));
        *first += count;
        result
    };
    let notes = source.pieces(&mut |piece| {
        bytes += size(&piece);
        batch.push(piece);
        if batch.len() < BATCH && bytes < BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        bytes = 0;
        match hand_on(&mut batch, &mut first) {
            Ok(()) => ControlFlow::Continue(()),
            Err(e) => {
                error = Some(e);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(error) = error {
        return Err(error);
    }
    if !batch.is_empty() {
        hand_on(&mut batch, &mut first)?;
    }
    Ok(notes)
}

fn size(piece: &Piece) -> usize {
    match &piece.data {
        Data::Row(values, _) => values.iter().flatten().map(Vec::len).sum(),
        Data::Part(bytes) => bytes.len(),
        Data::File(_) => 0,
    }
}

/// Reads a source to know which records it has.
pub(super) fn first(source: &dyn Source, judge: &Judge<'_>, own: &OwnNumbers, progress: &dyn Progress) -> io::Result<Pass> {
    let total = source.overview().pieces.and_then(|pieces| usize::try_from(pieces).ok()).unwrap_or(0);
    progress.begin(Step::Read, total);
    let mut pass = Pass { outlines: Vec::new(), pieces: Vec::new(), skipped: 0, notices: Vec::new(), seen: SeenNames::default() };
    let mut keys = BTreeSet::new();
    let notes = batches(source, |_, batch| {
        let look = |piece: Piece| -> io::Result<(Origin, Look)> {
            progress.tick();
            let origin = piece.origin.clone();
            Ok(match source.record(piece)? {
                Reading::Record(record) => {
                    (origin, Look::Record(Box::new((personal::discreet(judge.outline(&record), own), SeenNames::of(&record)))))
                }
                Reading::Skipped(_) => (origin, Look::Skipped),
                Reading::Fault(note) => (origin, Look::Fault(note)),
            })
        };
        let looks: Vec<(Origin, Look)> = batch.into_par_iter().map(look).collect::<io::Result<_>>()?;
        for (origin, look) in looks {
            pass.add(origin, look, &mut keys);
        }
        Ok(())
    })?;
    let overview = source.overview().notes.iter().cloned();
    for (origin, note) in overview.chain(notes) {
        pass.notices.push(source_note(origin, &note));
    }
    Ok(pass)
}

/// What a piece is to the first pass.
enum Look {
    Record(Box<(Outline, SeenNames)>),
    Skipped,
    Fault(Note),
}

impl Pass {
    fn add(&mut self, origin: Origin, look: Look, keys: &mut BTreeSet<String>) {
        let position = match look {
            Look::Record(read) => {
                let (mut outline, seen) = *read;
                self.seen.add(seen);
                let key = outline.key.clone();
                let mut number = 2_u32;
                while !keys.insert(outline.key.clone()) {
                    outline.key = format!("{key}~{number}");
                    number = number.saturating_add(1);
                }
                self.outlines.push(outline);
                u32::try_from(self.outlines.len() - 1).unwrap_or(NO_RECORD)
            }
            Look::Skipped => {
                self.skipped += 1;
                NO_RECORD
            }
            Look::Fault(note) => {
                self.notices.push(source_note(origin, &note));
                NO_RECORD
            }
        };
        self.pieces.push(position);
    }
}

pub(super) fn source_note(origin: Origin, note: &Note) -> Notice {
    let (note_zh, note_en) = note.wording();
    let fault = ImportFault::SourceNote { record: origin.file.clone(), note_zh, note_en };
    Notice { origin, fault: fault.into() }
}

/// What the second pass works with.
pub(super) struct Work<'w> {
    pub(super) site: &'w Site,
    pub(super) source: &'w dyn Source,
    pub(super) names: &'w Names<'w>,
    pub(super) table: &'w AddressTable,
    pub(super) finder: &'w PictureFinder,
    pub(super) rules: &'w LeaveOut,
    pub(super) outlines: &'w [Outline],
    pub(super) places: &'w [Place],
    pub(super) plans: &'w [Plan],
    /// Records whose text was refused.
    pub(super) held: BTreeSet<u32>,
    /// Links between records, from one to the other.
    pub(super) edges: Vec<(u32, u32)>,
}

impl Work<'_> {
    /// Converts and writes the wanted records.
    pub(super) fn convert(
        &mut self,
        pieces: &[u32],
        wanted: &BTreeSet<u32>,
        writer: &mut Writer<'_>,
        progress: &dyn Progress,
    ) -> io::Result<()> {
        if wanted.is_empty() {
            return Ok(());
        }
        progress.begin(Step::Import, wanted.len());
        let (registers, settings) = (&self.site.linked.library.registers, &self.site.linked.library.settings);
        let analyzer = Analyzer::new(registers, settings, self.site.linked.as_of, Purpose::Findings);
        let source = self.source;
        batches(source, |first, batch| {
            let positions = pieces.get(first..first + batch.len()).ok_or_else(changed)?;
            let of_batch: Vec<(u32, Piece)> =
                positions.iter().copied().zip(batch).filter(|(position, _)| wanted.contains(position)).collect();
            let one = |(position, piece): (u32, Piece)| {
                progress.tick();
                Ok((position, self.one(position, piece, &analyzer, settings)?))
            };
            let converted: Vec<(u32, Converted)> = of_batch.into_par_iter().map(one).collect::<io::Result<_>>()?;
            self.note(&converted);
            writer.write_batch(converted, self)
        })?;
        Ok(())
    }

    /// Converts one record, and checks its text as the site would.
    fn one(&self, position: u32, piece: Piece, analyzer: &Analyzer<'_>, settings: &Settings) -> io::Result<Converted> {
        let (outline, place) = self.of(position).ok_or_else(changed)?;
        let Reading::Record(record) = self.source.record(piece)? else { return Err(changed()) };
        if ShortHash(crate::import::source::Entry::of(&record).hash) != outline.hash {
            return Err(changed());
        }
        let target = |target: u32| self.target(target);
        let hash_of = |path: &str| self.site.hash(path);
        let context = convert::Context {
            names: self.names,
            registers: &self.site.linked.library.registers,
            table: self.table,
            target: &target,
            source: self.source,
            finder: self.finder,
            hash_of: &hash_of,
            rules: self.rules,
        };
        let mut converted = convert::convert(*record, outline, place, &context)?;
        if converted.refusal.is_none() {
            let refusal = refusal(&converted.text, outline, place, analyzer, settings);
            (converted.refusal, converted.is_private) = refusal.map_or((None, false), |(reason, private)| (Some(reason), private));
        }
        Ok(converted)
    }

    pub(super) fn of(&self, position: u32) -> Option<(&Outline, &Place)> {
        let position = usize::try_from(position).ok()?;
        Some((self.outlines.get(position)?, self.places.get(position)?))
    }

    pub(super) fn plan(&self, position: u32) -> Option<&Plan> {
        self.plans.get(usize::try_from(position).ok()?)
    }

    /// The file of a record to which links may lead.
    fn target(&self, position: u32) -> Result<String, Reason> {
        let nowhere = || Reason::new("那一篇没有导入", "that record was not imported");
        let (Some((outline, place)), Some(plan)) = (self.of(position), self.plan(position)) else { return Err(nowhere()) };
        match &outline.fate {
            Fate::Publish => {}
            Fate::Draft => return Err(Reason::new("那一篇是草稿", "that record is a draft")),
            Fate::Held(_) => return Err(Reason::new("那一篇暂存在 import/held/", "that record waits in import/held/")),
            Fate::Gone(_) => return Err(nowhere()),
        }
        let of_row = || self.site.state.rows.get(&outline.key).map_or_else(|| place.file.clone(), |row| row.file.clone());
        let file = match plan {
            Plan::Write if self.held.contains(&position) => {
                return Err(Reason::new("那一篇暂存在 import/held/", "that record waits in import/held/"));
            }
            Plan::Write => return Ok(place.file.clone()),
            Plan::Here(file) | Plan::Conflict(file) => file.clone(),
            Plan::Unchanged | Plan::Kept | Plan::Waiting | Plan::Settled => of_row(),
            Plan::Deleted { .. } | Plan::Gone => return Err(nowhere()),
        };
        if self.site.is_present(&file) {
            return Ok(file);
        }
        self.site.elsewhere(outline, place).ok_or_else(nowhere)
    }

    /// Remembers which records are held, and the links of the others.
    fn note(&mut self, converted: &[(u32, Converted)]) {
        for (position, converted) in converted {
            if converted.refusal.is_some() {
                self.held.insert(*position);
            } else {
                self.edges.extend(converted.links.iter().map(|target| (*position, *target)));
            }
        }
    }

    /// Records that link to one whose text was refused after they were converted.
    pub(super) fn affected(&self) -> BTreeSet<u32> {
        let is_late = |target: &u32| self.held.contains(target);
        let edges = self.edges.iter().filter(|(from, target)| is_late(target) && !self.held.contains(from));
        edges.map(|(from, _)| *from).collect()
    }

    /// True if a link of a converted record may turn out to lead to a held one, so that it is converted again.
    pub(super) fn is_provisional(&self, converted: &Converted) -> bool {
        converted.links.iter().any(|target| self.plan(*target).is_some_and(Plan::converts))
    }

    /// The finding about a held record.
    pub(super) fn held_notice(&self, outline: &Outline, reason: &Reason) -> Notice {
        held_notice(outline, reason)
    }
}

fn changed() -> io::Error {
    let what = "the source changed while it was imported; import again / 导入期间来源被修改，请重新导入";
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The first error that the checks of the site would report of a text, and whether it is about personal data.
fn refusal(text: &str, outline: &Outline, place: &Place, analyzer: &Analyzer<'_>, settings: &Settings) -> Option<(Reason, bool)> {
    let source = Text::new(place.file.as_str(), text);
    if source.text.len() as u64 > crate::load::TEXT_LIMIT {
        let reason = Reason::new("超过一篇文章的上限 1 MiB", "it is larger than the limit of an article, 1 MiB");
        return Some((reason, false));
    }
    let expanded = expand(source.clone(), &Parts::default());
    let mut findings: Vec<Finding> = expanded.findings.clone();
    match outline.kind {
        RecordKind::Article => {
            let extraction = analyzer.article(&expanded, true, &mut TermCounter::default());
            findings.extend(extraction.findings.iter().cloned());
        }
        RecordKind::Page => findings.extend(analyzer.page(source).1),
    }
    let severity =
        |finding: &Finding| settings.checks.get(&finding.fault.code()).copied().unwrap_or(Some(finding.fault.severity()));
    let errors: Vec<&Finding> = findings.iter().filter(|finding| severity(finding) == Some(Severity::Error)).collect();
    let private = errors.iter().find(|finding| finding.fault.is_private());
    let error = private.or(errors.first())?;
    let of = |lang: Lang| format!("{} {}", error.fault.code(), error.fault.message(lang));
    Some((Reason::new(of(Lang::Zh), of(Lang::En)), private.is_some()))
}
