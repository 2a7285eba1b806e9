//! The two records in the state: what is online, and what an unfinished run may have changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::place::Place;
use super::run::Failure;
use crate::text::Checksum;

pub(super) const ONLINE: &str = "online.json";
pub(super) const BEGUN: &str = "begun.json";
const VERSION: u32 = 1;

/// What is wholly online.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Online {
    version: u32,
    pub(crate) base_url: String,
    /// Files by path below the target.
    pub(crate) files: BTreeMap<String, File>,
    /// Absolute URLs that a search engine has not been told of yet.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) unsubmitted: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) sha256: Checksum,
    /// In bytes.
    pub(crate) size: u64,
}

/// What any unfinished run may have put online or taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Begun {
    version: u32,
    /// By path, the checksums of the files that may stand there; `null` if the file may have been deleted.
    pub(crate) files: BTreeMap<String, BTreeSet<Option<Checksum>>>,
}

impl Online {
    pub(crate) fn new(base_url: String, files: BTreeMap<String, File>) -> Online {
        Online { version: VERSION, base_url, files, unsubmitted: BTreeSet::new() }
    }
}

impl Begun {
    /// True if the file at a path need not be what `online.json` says.
    pub(super) fn names(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub(super) fn add(&mut self, path: &str, sha256: Option<Checksum>) {
        self.version = VERSION;
        self.files.entry(path.to_owned()).or_default().insert(sha256);
    }
}

/// What is online; `None` before the first deployment has ended.
pub(crate) fn read_online(state: &Place) -> Result<Option<Online>, Failure> {
    let online: Option<Online> = read(state, ONLINE)?;
    check_version(state, ONLINE, online.as_ref().map(|online| online.version))?;
    Ok(online)
}

pub(super) fn read_begun(state: &Place) -> Result<Option<Begun>, Failure> {
    let begun: Option<Begun> = read(state, BEGUN)?;
    check_version(state, BEGUN, begun.as_ref().map(|begun| begun.version))?;
    Ok(begun)
}

fn check_version(state: &Place, name: &str, version: Option<u32>) -> Result<(), Failure> {
    if version.is_none_or(|version| version == VERSION) { Ok(()) } else { Err(Failure::Record(state.join(name))) }
}

fn read<T: for<'d> Deserialize<'d>>(state: &Place, name: &str) -> Result<Option<T>, Failure> {
    let Some(bytes) = state.read(name)? else { return Ok(None) };
    serde_json::from_slice(&bytes).map(Some).map_err(|_| Failure::Record(state.join(name)))
}

pub(super) fn write(state: &Place, name: &str, value: &impl Serialize) -> Result<(), Failure> {
    let mut bytes = serde_json::to_vec(value).map_err(|_| Failure::Record(state.join(name)))?;
    bytes.push(b'\n');
    Ok(state.write(name, &bytes)?)
}
