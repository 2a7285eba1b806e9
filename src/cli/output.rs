//! The output folder and the store beside it, as commands open them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::CliError;
use super::setting::{Folders, Setting};
use crate::emit::{self, Output, Place};
use crate::store::Disk;
use crate::text::Checksum;

pub(super) fn at<T>(setting: &Setting, folders: &Folders, then: impl FnOnce(&Place<'_>) -> T) -> T {
    let Folders { root, settings, output } = folders;
    let [content, templates, statics] = ["content", "templates", "static"].map(|f| root.join(f));
    let sources: [&Path; 4] = [&content, &templates, &statics, settings];
    then(&Place { output, root, sources: &sources, home: setting.home.as_deref() })
}

pub(super) fn open(setting: &Setting, folders: &Folders) -> Result<Output, CliError> {
    at(setting, folders, Output::open).map_err(|e| error(setting, &e))
}

pub(super) fn store(output: &Output) -> Disk {
    Disk::open(output.store_folder(), program())
}

/// Opens the store of the last build, to read only.
pub(super) fn last_store(setting: &Setting, folders: &Folders) -> Option<Disk> {
    at(setting, folders, emit::store_folder).map(|folder| Disk::read_only(folder, program()))
}

/// The paths of the files of the last build.
pub(super) fn last_published(setting: &Setting, folders: &Folders) -> BTreeSet<String> {
    at(setting, folders, emit::last_published)
}

/// The files of the last build with their checksums.
pub(super) fn last_files(setting: &Setting, folders: &Folders) -> BTreeMap<String, Checksum> {
    at(setting, folders, emit::last_files)
}

/// The fingerprint of this program. Another program may derive other values from the same input.
fn program() -> Checksum {
    Checksum::of(env!("SITEGEN_MADE_OF").as_bytes())
}

/// The reason why an output folder was not written.
pub(super) fn error(setting: &Setting, error: &emit::Error) -> CliError {
    match error {
        emit::Error::Refused(refusal) => CliError(format!("{}\n  {}", refusal.message(setting.lang), refusal.help(setting.lang))),
        emit::Error::Io(error) => CliError(error.to_string()),
    }
}
