//! Articles whose facts and bodies stand in two tables: the facts are kept in memory, packed, and the bodies streamed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::ControlFlow;

use super::database::Database;
use super::{Data, Piece};
use crate::import::record::{Note, Origin};
use crate::import::sql::{Fault, Row, Shape};

/// Bytes of facts that are kept. An article has about 300.
const MOST_BYTES: usize = 256 << 20;

pub(super) type Values = Vec<Option<Vec<u8>>>;

/// Identity of an article: its table and its number there.
pub(super) type Id = (u16, u64);

/// The facts of all articles.
#[derive(Debug, Default)]
pub(super) struct Facts {
    rows: BTreeMap<Id, Packed>,
    bytes: usize,
    /// Rows that were left out for want of room.
    pub(super) left_out: u64,
}

#[derive(Debug)]
struct Packed {
    /// Each value with its length; the length of `NULL` is the largest number.
    bytes: Box<[u8]>,
    fault: Option<Fault>,
    file: u32,
    line: u32,
}

impl Facts {
    pub(super) fn insert(&mut self, id: Id, row: &Row<'_>, file: u32) {
        let mut bytes = Vec::with_capacity(row.values.iter().map(|value| 4 + value.as_ref().map_or(0, Vec::len)).sum());
        for value in &row.values {
            let length = value.as_ref().map_or(u32::MAX, |value| u32::try_from(value.len()).unwrap_or(u32::MAX - 1));
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(value.as_deref().unwrap_or_default());
        }
        if self.bytes + bytes.len() > MOST_BYTES {
            self.left_out += 1;
            return;
        }
        self.bytes += bytes.len();
        self.rows.insert(id, Packed { bytes: bytes.into(), fault: row.fault, file, line: row.line.unwrap_or_default() });
    }

    pub(super) fn len(&self) -> u64 {
        self.rows.len() as u64
    }
}

impl Packed {
    fn values(&self) -> Values {
        let mut values = Vec::new();
        let mut rest: &[u8] = &self.bytes;
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let length = u32::from_le_bytes(*length);
            let length = (length != u32::MAX).then_some(length as usize);
            let Some((value, after)) = after.split_at_checked(length.unwrap_or_default()) else { break };
            values.push(length.map(|_| value.to_vec()));
            rest = after;
        }
        values
    }
}

/// A body with the number of its article.
#[derive(Debug)]
pub(super) struct BodyRow {
    pub(super) id: Id,
    pub(super) values: Values,
    pub(super) origin: Origin,
    pub(super) fault: Option<Fault>,
}

/// Reads the bodies and hands them on one by one, until what they are handed to breaks.
pub(super) type Bodies<'b> = dyn FnMut(&mut dyn FnMut(BodyRow) -> ControlFlow<()>) -> io::Result<()> + 'b;

/// A database whose articles stand in two tables.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) database: Database,
    pub(super) facts: Facts,
    /// Files in which facts were found.
    files: Vec<String>,
    /// Number of values of a body.
    width: usize,
}

impl Joined {
    pub(super) fn new(database: Database, width: usize) -> Joined {
        Joined { database, facts: Facts::default(), files: Vec::new(), width }
    }

    /// Reads the small tables and the facts. `id` gives the identity of a row of facts, to which it may add values, and `None` for a row
    /// of a small table, which is handed on to `small`.
    pub(super) fn learn(
        &mut self,
        shapes: &[Shape],
        id: &mut dyn FnMut(&mut Row<'_>) -> Option<Id>,
        small: &mut dyn FnMut(Row<'_>),
    ) -> io::Result<()> {
        let Joined { database, facts, files, .. } = self;
        database.learn(shapes, &mut |file, mut row| {
            match id(&mut row) {
                None => small(row),
                Some(id) => {
                    if files.last().is_none_or(|last| last != file) {
                        files.push(file.to_owned());
                    }
                    facts.insert(id, &row, u32::try_from(files.len() - 1).unwrap_or(u32::MAX));
                }
            }
            ControlFlow::Continue(())
        })?;
        if facts.left_out > 0 {
            database.notes.push((database.origin(), Note { rule: "table-size", text: facts.left_out.to_string() }));
        }
        Ok(())
    }

    /// Hands on the articles in the order of their bodies, and then those without one. The values of a piece are its facts and its body.
    pub(super) fn pieces(&self, bodies: &mut Bodies<'_>, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<()> {
        let mut seen: BTreeSet<Id> = BTreeSet::new();
        let mut is_stopped = false;
        bodies(&mut |body| {
            // A body whose article was deleted, or a second one.
            let Some(packed) = self.facts.rows.get(&body.id).filter(|_| seen.insert(body.id)) else {
                return ControlFlow::Continue(());
            };
            let mut values = packed.values();
            values.extend(body.values);
            let flow = each(Piece { origin: body.origin, data: Data::Row(values, packed.fault.or(body.fault)) });
            is_stopped |= flow.is_break();
            flow
        })?;
        for (id, packed) in &self.facts.rows {
            if is_stopped {
                break;
            }
            if !seen.contains(id) {
                let file = usize::try_from(packed.file).ok().and_then(|file| self.files.get(file));
                let origin = Origin { file: file.cloned().unwrap_or_default(), line: Some(packed.line).filter(|line| *line > 0) };
                let mut values = packed.values();
                values.extend(vec![None; self.width]);
                is_stopped = each(Piece { origin, data: Data::Row(values, packed.fault) }).is_break();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_come_back_as_they_were() {
        let values = vec![Some(b"7".to_vec()), None, Some(Vec::new()), Some("债".as_bytes().to_vec())];
        let mut facts = Facts::default();
        facts.insert((0, 7), &Row { shape: 0, table: "t", values: values.clone(), line: Some(3), fault: None }, 0);
        assert_eq!(facts.rows[&(0, 7)].values(), values);
    }
}
