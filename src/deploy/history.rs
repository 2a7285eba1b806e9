//! What stood online, and when: every page by its checksum, and of every deployment a dated list of changes.
//!
//! ```text
//! history/objects/ab/ab12…   the bytes of a page, named by their checksum
//! history/changes/2026-12-01T08-30-00Z-7f3a.json
//! ```
//!
//! The list of a deployment is written before its first byte, without an end, and once more when it has ended.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::order;
use super::place::{self, Place};
use super::plan::Plan;
use super::run::Failure;
use super::site::{self, Site};
use crate::text::Checksum;

const OBJECTS: &str = "history/objects";
const CHANGES: &str = "history/changes";
const VERSION: u32 = 1;

/// The changes of one deployment, or the removal of stored bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Changes {
    version: u32,
    base_url: String,
    begun: Timestamp,
    /// `None` if the deployment did not end: its changes may have been online.
    ended: Option<Timestamp>,
    /// Pages by path, with the checksums of what was put online.
    #[serde(default)]
    put: BTreeMap<String, Checksum>,
    #[serde(default)]
    deleted: BTreeSet<String>,
    /// Stored bytes that were removed, with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    erased: BTreeMap<Checksum, String>,
}

/// A version of a page that stood online.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Entry {
    pub(crate) url: String,
    pub(crate) sha256: Checksum,
    /// When its transfer began.
    pub(crate) from: Timestamp,
    /// When the deployment that replaced or deleted it had ended; `None` if it stands there now.
    pub(crate) to: Option<Timestamp>,
    /// False if the deployment that put it online did not end.
    pub(crate) is_certain: bool,
    /// Why its bytes were removed from the history.
    pub(crate) erased: Option<String>,
}

fn object(sha256: Checksum) -> String {
    let name = sha256.to_string();
    format!("{OBJECTS}/{}/{name}", name.get(..2).unwrap_or_default())
}

/// The record of a deployment in progress.
pub(super) struct Writer<'s> {
    state: &'s Place,
    name: String,
    changes: Changes,
}

impl<'s> Writer<'s> {
    /// Stores the pages that a deployment puts online, and its list.
    pub(super) fn begin(state: &'s Place, site: &Site, plan: &Plan, now: Timestamp) -> Result<Writer<'s>, Failure> {
        let pages = plan.upload.iter().filter(|upload| order::is_page(&upload.path));
        let put: BTreeMap<String, Checksum> = pages.map(|upload| (upload.path.clone(), upload.sha256)).collect();
        let folder = tempfile::tempdir()?;
        let mut objects: BTreeSet<String> = BTreeSet::new();
        for (path, sha256) in &put {
            let object = object(*sha256);
            place::put(folder.path(), &object, &site.bytes(path)?)?;
            objects.insert(object);
        }
        state.upload(folder.path(), &objects.iter().map(String::as_str).collect::<Vec<_>>())?;
        let changes = Changes {
            version: VERSION,
            base_url: site.base_url.clone(),
            begun: now,
            ended: None,
            put,
            deleted: plan.delete_pages.iter().filter(|path| order::is_page(path)).cloned().collect(),
            erased: BTreeMap::new(),
        };
        let writer = Writer { state, name: name(now, &changes), changes };
        writer.write()?;
        Ok(writer)
    }

    pub(super) fn end(mut self, now: Timestamp) -> Result<(), Failure> {
        self.changes.ended = Some(now);
        self.write()
    }

    fn write(&self) -> Result<(), Failure> {
        write(self.state, &self.name, &self.changes)
    }
}

/// The name of a list: its moment, and the start of a checksum that tells two of one second apart.
fn name(now: Timestamp, changes: &Changes) -> String {
    let moment = now.strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    let bytes = serde_json::to_vec(changes).unwrap_or_default();
    let sum = Checksum::of(&bytes).to_string();
    format!("{CHANGES}/{moment}-{}.json", sum.get(..8).unwrap_or_default())
}

fn write(state: &Place, name: &str, changes: &Changes) -> Result<(), Failure> {
    let mut bytes = serde_json::to_vec(changes).map_err(|_| Failure::Record(state.join(name)))?;
    bytes.push(b'\n');
    Ok(state.write(name, &bytes)?)
}

/// All lists, the oldest first.
fn read(state: &Place) -> Result<Vec<Changes>, Failure> {
    let mut all = Vec::new();
    for (name, bytes) in state.read_all(CHANGES)?.into_iter().filter(|(name, _)| name.ends_with(".json")) {
        let unreadable = |_| Failure::Record(state.join(&format!("{CHANGES}/{name}")));
        let changes: Changes = serde_json::from_slice(&bytes).map_err(unreadable)?;
        all.push((name, changes));
    }
    all.sort_by(|(a, x), (b, y)| (x.begun, a).cmp(&(y.begun, b)));
    Ok(all.into_iter().map(|(_, changes)| changes).collect())
}

/// What stood at an address, the oldest first. The address is a URL, or a path of the site.
pub(crate) fn entries(state: &Place, address: &str) -> Result<Vec<Entry>, Failure> {
    Ok(entries_of(&read(state)?, address))
}

fn entries_of(all: &[Changes], address: &str) -> Vec<Entry> {
    let erased: BTreeMap<Checksum, &String> = all.iter().flat_map(|list| &list.erased).map(|(sum, why)| (*sum, why)).collect();
    let mut entries: Vec<Entry> = Vec::new();
    for list in all {
        let path = site::path_of(&list.base_url, address);
        let put = list.put.get(&path);
        let ended = list.ended.unwrap_or(list.begun);
        if let Some(open) = entries.last_mut().filter(|entry| entry.to.is_none()) {
            if put == Some(&open.sha256) {
                open.is_certain |= list.ended.is_some();
                continue;
            }
            if put.is_some() || list.deleted.contains(&path) {
                open.to = Some(ended);
            }
        }
        if let Some(sha256) = put {
            entries.push(Entry {
                url: site::absolute(&list.base_url, &path),
                sha256: *sha256,
                from: list.begun,
                to: None,
                is_certain: list.ended.is_some(),
                erased: erased.get(sha256).map(|why| (*why).clone()),
            });
        }
    }
    entries
}

/// The bytes of a version, whose checksum is proven; `None` if they were removed or are not there.
pub(crate) fn restore(state: &Place, entry: &Entry) -> Result<Option<Vec<u8>>, Failure> {
    let name = object(entry.sha256);
    let Some(bytes) = state.read(&name)? else { return Ok(None) };
    if Checksum::of(&bytes) == entry.sha256 { Ok(Some(bytes)) } else { Err(Failure::Record(state.join(&name))) }
}

/// Removes stored bytes, and records the removal. The result is false if no deployment put them online.
pub(crate) fn erase(state: &Place, sha256: Checksum, reason: &str, now: Timestamp) -> Result<bool, Failure> {
    let lists = read(state)?;
    let Some(last) = lists.iter().rev().find(|list| list.put.values().any(|sum| *sum == sha256)) else { return Ok(false) };
    let changes = Changes {
        version: VERSION,
        base_url: last.base_url.clone(),
        begun: now,
        ended: Some(now),
        put: BTreeMap::new(),
        deleted: BTreeSet::new(),
        erased: [(sha256, reason.to_owned())].into(),
    };
    write(state, &name(now, &changes), &changes)?;
    state.remove(&object(sha256))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(minute: i64, ended: bool, put: &[(&str, &str)], deleted: &[&str]) -> Changes {
        let begun = Timestamp::from_second(minute * 60).unwrap();
        Changes {
            version: VERSION,
            base_url: "https://example.com/".to_owned(),
            begun,
            ended: ended.then(|| Timestamp::from_second(minute * 60 + 30).unwrap()),
            put: put.iter().map(|(path, text)| ((*path).to_owned(), Checksum::of(text.as_bytes()))).collect(),
            deleted: deleted.iter().map(|path| (*path).to_owned()).collect(),
            erased: BTreeMap::new(),
        }
    }

    #[test]
    fn versions_follow_each_other() {
        let mut erasure = list(9, true, &[], &[]);
        erasure.erased.insert(Checksum::of(b"2"), "个人信息".to_owned());
        let all = [
            list(1, true, &[("a.html", "1"), ("b.html", "1")], &[]),
            list(2, false, &[("a.html", "2")], &[]),
            list(3, true, &[("a.html", "2")], &[]),
            list(5, true, &[("b.html", "3")], &["a.html"]),
            list(7, false, &[("a.html", "4")], &[]),
            erasure,
        ];
        let second = |entry: &Entry| (entry.from.as_second(), entry.to.map(Timestamp::as_second), entry.is_certain);
        let entries = entries_of(&all, "https://example.com/a.html");
        assert_eq!(
            entries.iter().map(second).collect::<Vec<_>>(),
            [(60, Some(120), true), (120, Some(330), true), (420, None, false)]
        );
        assert_eq!(entries.iter().map(|entry| entry.erased.is_some()).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(entries_of(&all, "/b.html").len(), 2);
        assert_eq!(entries_of(&all, "/c.html"), []);
    }
}
