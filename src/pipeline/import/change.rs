//! A file that an import is about to write.

use std::io;
use std::path::Path;

use crate::emit;
use crate::import::convert::PictureCopy;
use crate::import::record::Origin;
use crate::import::state::{Row, ShortHash};
use crate::load;

/// A file to be written.
pub(super) struct Change {
    pub(super) position: u32,
    pub(super) key: String,
    pub(super) row: Row,
    /// Path below the site's folder.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    pub(super) hash: ShortHash,
    pub(super) kind: ChangeKind,
    pub(super) pictures: Vec<PictureCopy>,
    pub(super) origin: Origin,
    pub(super) removal: Option<(String, ShortHash)>,
    /// The row if the file was changed by somebody at this moment.
    pub(super) provisional: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeKind {
    /// An article or page; a file that is there must have these bytes.
    Content(Option<ShortHash>),
    Held,
    Conflict,
}

impl Change {
    /// Writes the file. False if an editor was faster: the next import sees the file as edited.
    pub(super) fn write(&self, root: &Path) -> io::Result<bool> {
        let path = root.join(&self.path);
        let done = match self.kind {
            ChangeKind::Held | ChangeKind::Conflict => emit::write_report(&path, &self.bytes),
            ChangeKind::Content(None) => emit::create_source(&path, &self.bytes),
            ChangeKind::Content(Some(before)) => match load::read_plain_file(&path) {
                Ok(there) if ShortHash::of(&there) == before => emit::replace_source(&path, &there, &self.bytes),
                Ok(_) => Err(io::Error::from(io::ErrorKind::AlreadyExists)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => emit::create_source(&path, &self.bytes),
                Err(error) => Err(error),
            },
        };
        match done {
            Ok(()) => Ok(true),
            Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::InvalidData) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
