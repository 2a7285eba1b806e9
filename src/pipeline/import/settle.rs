//! Records that are not converted: what is counted of them, and the rows that change all the same.

use std::collections::BTreeSet;

use super::notice;
use super::passes::Notice;
use super::site::STATE;
use super::writer::Writer;
use crate::diag::catalogue::ImportFault;
use crate::import::outline::{Fate, Outline};
use crate::import::place::Place;
use crate::import::plan::{Plan, conflict_file, merge_command};
use crate::import::record::Origin;
use crate::import::state::{Row, RowState, ShortHash};

impl Writer<'_> {
    /// Counts what was not converted, and renews the rows of what changed here or at the source without a conversion.
    pub(super) fn settle(&mut self, outlines: &[Outline], places: &[Place], plans: &[Plan], whole: &Option<String>) {
        for ((outline, place), plan) in outlines.iter().zip(places).zip(plans) {
            self.settle_one(outline, place, plan);
        }
        if let Some(prefix) = whole {
            self.settle_gone(outlines, prefix);
        }
    }

    fn settle_one(&mut self, outline: &Outline, place: &Place, plan: &Plan) {
        let row = self.state.rows.get_mut(&outline.key);
        match plan {
            Plan::Write | Plan::Conflict(_) => {}
            Plan::Unchanged => {
                match row {
                    Some(row) if row.state == RowState::Held => self.counts.held += 1,
                    Some(row) => {
                        if row.state == RowState::GoneAtSource {
                            row.state = RowState::Written;
                        }
                        self.counts.unchanged += 1;
                    }
                    None => self.counts.unchanged += 1,
                }
                if outline.fate == Fate::Draft {
                    self.counts.drafts += 1;
                }
            }
            Plan::Kept => self.counts.kept += 1,
            Plan::Waiting => {
                self.counts.conflicts += 1;
                let (file, base) = row.map(|row| (row.file.clone(), row.written)).unwrap_or_default();
                let version = conflict_file(place);
                let command = merge_command(&file, &version, base);
                let fault = ImportFault::ImportConflict { record: outline.key.clone(), version, detail: command };
                self.notices.push((None, notice(outline, fault)));
            }
            Plan::Settled => {
                self.counts.kept += 1;
                if let Some(row) = row {
                    row.state = RowState::Kept;
                }
            }
            Plan::Deleted { .. } | Plan::Here(_) | Plan::Gone => self.settle_without_file(outline, plan),
        }
    }

    /// Settles a record whose file is not the one that an import would write.
    fn settle_without_file(&mut self, outline: &Outline, plan: &Plan) {
        let row = self.state.rows.get_mut(&outline.key);
        match plan {
            Plan::Deleted { is_new } => {
                self.counts.kept += 1;
                let file = row.map(|row| {
                    (row.source, row.state) = (outline.hash, RowState::Deleted);
                    row.file.clone()
                });
                if *is_new {
                    self.gone(outline, file, "在这里删掉了，没有恢复", "was deleted here and stays deleted");
                }
            }
            Plan::Here(file) => {
                self.counts.kept += 1;
                let row =
                    Row { source: outline.hash, written: ShortHash(0), file: file.clone(), state: RowState::Kept, mended: None };
                self.state.rows.insert(outline.key.clone(), row);
                self.gone(outline, Some(file.clone()), "已经有这一篇，没有再写", "has this text already; it was not written again");
            }
            Plan::Gone => {
                self.counts.skipped += 1;
                if let Some(row) = row.filter(|row| row.state == RowState::Written) {
                    row.state = RowState::GoneAtSource;
                    let file = Some(row.file.clone());
                    self.gone(outline, file, "旧网站上已经没有，这里的保留", "is gone at the source; the file here stays");
                }
            }
            _ => {}
        }
    }

    fn gone(&mut self, outline: &Outline, file: Option<String>, zh: &str, en: &str) {
        let fault = ImportFault::ImportGone {
            record: outline.key.as_str().into(),
            file: file.unwrap_or_default().into(),
            what_zh: zh.into(),
            what_en: en.into(),
        };
        self.notices.push((None, notice(outline, fault)));
    }

    /// Marks the rows of records that the source has no longer.
    fn settle_gone(&mut self, outlines: &[Outline], prefix: &str) {
        let keys: BTreeSet<&str> = outlines.iter().map(|outline| outline.key.as_str()).collect();
        for (key, row) in self.state.rows.range_mut(prefix.to_owned()..).take_while(|(key, _)| key.starts_with(prefix)) {
            if keys.contains(key.as_str()) || row.state != RowState::Written {
                continue;
            }
            row.state = RowState::GoneAtSource;
            let fault = ImportFault::ImportGone {
                record: key.as_str().into(),
                file: row.file.as_str().into(),
                what_zh: "旧网站上已经没有，这里的保留".into(),
                what_en: "is gone at the source; the file here stays".into(),
            };
            let origin = Origin { file: STATE.to_owned(), line: None };
            self.notices.push((None, Notice { origin, fault: fault.into() }));
        }
    }
}
