//! The output folder as commands come to it: which one it is, by which program, and the notes beside it.

use std::path::Path;

use super::Trouble;
use super::setting::{Folders, Setting};
use crate::emit::{self, LastNotes, Output, Place};
use crate::pipeline::Notes;
use crate::text::Checksum;

/// Does something with the output folder.
pub(super) fn at<T>(setting: &Setting, folders: &Folders, then: impl FnOnce(&Place<'_>) -> T) -> T {
    let Folders { root, settings, output } = folders;
    let [content, templates, statics] = ["content", "templates", "static"].map(|f| root.join(f));
    let sources: [&Path; 4] = [&content, &templates, &statics, settings];
    then(&Place { output, root, sources: &sources, home: setting.home.as_deref() })
}

/// Opens the output folder.
pub(super) fn open(setting: &Setting, folders: &Folders) -> Result<Output, Trouble> {
    let output = at(setting, folders, Output::open).map_err(|e| trouble(setting, &e))?;
    Ok(output.remembering(program()))
}

/// The notes of the last build.
pub(super) fn notes(setting: &Setting, folders: &Folders) -> Option<LastNotes> {
    at(setting, folders, |place| LastNotes::beside(place, program()))
}

impl Notes for Output {
    fn find(&self, name: Checksum) -> Option<Vec<u8>> {
        self.note(name)
    }

    fn are_left(&self) -> bool {
        true
    }

    fn leave(&self, name: Checksum, note: &[u8]) {
        self.leave_note(name, note);
    }
}

impl Notes for LastNotes {
    fn find(&self, name: Checksum) -> Option<Vec<u8>> {
        self.note(name)
    }

    fn are_left(&self) -> bool {
        false
    }

    fn leave(&self, _: Checksum, _: &[u8]) {}
}

/// What this program is made of: another one may make something else of the same sources.
fn program() -> Checksum {
    Checksum::of(env!("SITEGEN_MADE_OF").as_bytes())
}

/// Why an output folder was not written, in words.
pub(super) fn trouble(setting: &Setting, error: &emit::Error) -> Trouble {
    match error {
        emit::Error::Refused(refusal) => Trouble(format!("{}\n  {}", refusal.message(setting.lang), refusal.help(setting.lang))),
        emit::Error::Io(error) => Trouble(error.to_string()),
    }
}
