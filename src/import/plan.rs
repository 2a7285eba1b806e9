//! What an import does with a record, by what the source, the last import and the disk say of it. No file that a person edited is
//! ever overwritten.

use std::io;

use super::outline::{Fate, Outline};
use super::place::{HELD, Place};
use super::state::{Row, RowState, ShortHash};

/// Folder of the versions of a source that wait beside an edited file.
pub(crate) const CONFLICTS: &str = "import/conflicts/";

/// What is to be done with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Nothing, because nothing changed at the source.
    Unchanged,
    /// Nothing, because people look after the file.
    Kept,
    /// Nothing; its version of the source waits in `import/conflicts/`.
    Waiting,
    /// Its version of the source is no longer there: a person has settled the conflict.
    Settled,
    /// Nothing, because the file was deleted here. `is_new` if no earlier import told this.
    Deleted { is_new: bool },
    /// Nothing, because this file of the site has its text already.
    Here(String),
    /// It has no file, and what an earlier import wrote stays.
    Gone,
    /// Convert it, and write its file.
    Write,
    /// Convert it, and put it beside the file, which was edited.
    Conflict(String),
}

impl Plan {
    pub(crate) fn converts(&self) -> bool {
        matches!(self, Plan::Write | Plan::Conflict(_))
    }
}

/// What is on the disk.
pub(crate) trait Disk {
    /// The hash of a file of the site, `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    fn hash(&self, path: &str) -> io::Result<Option<ShortHash>>;

    /// The file of the site that has the text of a record although no import wrote it there: one with its address or slug.
    fn elsewhere(&self, outline: &Outline, place: &Place) -> Option<String>;
}

/// Decides what to do with a record. With `again`, unchanged records are converted too.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn plan(outline: &Outline, place: &Place, row: Option<&Row>, again: bool, disk: &dyn Disk) -> io::Result<Plan> {
    if matches!(outline.fate, Fate::Gone(_)) {
        return Ok(Plan::Gone);
    }
    let elsewhere = || disk.elsewhere(outline, place);
    let Some(row) = row else { return Ok(elsewhere().map_or(Plan::Write, Plan::Here)) };
    let is_same = row.source == outline.hash;
    Ok(match row.state {
        RowState::Held => elsewhere().map_or(Plan::Write, Plan::Here),
        RowState::Written | RowState::GoneAtSource if is_same && !again => Plan::Unchanged,
        RowState::Conflict if is_same => {
            let version = conflict_file(place);
            if disk.hash(&version)?.is_some() { Plan::Waiting } else { Plan::Settled }
        }
        RowState::Kept if is_same => Plan::Kept,
        RowState::Deleted if is_same => Plan::Deleted { is_new: false },
        state => match (disk.hash(&row.file)?, state) {
            (Some(hash), RowState::Written | RowState::GoneAtSource | RowState::Deleted) if hash == row.written => Plan::Write,
            (Some(_), _) if is_same => Plan::Kept,
            (Some(_), _) => Plan::Conflict(row.file.clone()),
            (None, RowState::Deleted) => Plan::Deleted { is_new: false },
            (None, _) => match elsewhere() {
                Some(_) if is_same => Plan::Kept,
                Some(file) => Plan::Conflict(file),
                None => Plan::Deleted { is_new: true },
            },
        },
    })
}

/// The file that has the version of the source beside an edited file.
pub(crate) fn conflict_file(place: &Place) -> String {
    format!("{CONFLICTS}{}.md", place.slug)
}

/// The file that a record waits in.
pub(crate) fn held_file(place: &Place) -> String {
    format!("{HELD}{}.md", place.slug)
}

/// The commands that merge both versions of a file, with the last imported one as their base. Git finds that by its hash.
pub(crate) fn merge_command(file: &str, version: &str, base: ShortHash) -> String {
    let found = format!("$(git log -1 --format=%h -S {base} -- import/state.tsv)");
    format!("git show \"{found}:{file}\" > base.md && git merge-file {file} base.md {version}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::outline::Reason;
    use crate::import::record::{Origin, RecordKind};

    /// A disk with an article, a conflict, and perhaps the article elsewhere.
    #[derive(Default)]
    struct Files {
        article: Option<u64>,
        version: Option<u64>,
        elsewhere: Option<&'static str>,
    }

    impl Disk for Files {
        fn hash(&self, path: &str) -> io::Result<Option<ShortHash>> {
            let hash = if path.starts_with(CONFLICTS) { self.version } else { self.article };
            Ok(hash.map(ShortHash))
        }

        fn elsewhere(&self, _: &Outline, _: &Place) -> Option<String> {
            self.elsewhere.map(str::to_owned)
        }
    }

    const FILE: &str = "content/articles/0/101.md";

    fn decide(state: Option<RowState>, source: u64, again: bool, files: Files) -> Plan {
        let outline = Outline {
            key: "zblog:101".to_owned(),
            id: Some(101),
            kind: RecordKind::Article,
            hash: ShortHash(source),
            origin: Origin { file: "a.sql".to_owned(), line: None },
            title: "甲".to_owned(),
            address: None,
            other_addresses: Vec::new(),
            name: None,
            year: None,
            year_is_certain: true,
            views: None,
            fate: Fate::Publish,
        };
        let place = Place { slug: "101".to_owned(), file: FILE.to_owned(), address: "/101".to_owned(), aliases: Vec::new() };
        let row =
            state.map(|state| Row { source: ShortHash(1), written: ShortHash(7), file: FILE.to_owned(), state, mended: None });
        let gone = Outline { fate: Fate::Gone(Reason::new("甲", "a")), ..outline.clone() };
        assert_eq!(plan(&gone, &place, row.as_ref(), again, &files).unwrap(), Plan::Gone);
        plan(&outline, &place, row.as_ref(), again, &files).unwrap()
    }

    fn article(hash: u64) -> Files {
        Files { article: Some(hash), ..Files::default() }
    }

    fn moved() -> Files {
        Files { elsewhere: Some("content/articles/b.md"), ..Files::default() }
    }

    #[test]
    fn a_new_record_is_written_unless_the_site_has_it() {
        assert_eq!(decide(None, 1, false, Files::default()), Plan::Write);
        assert_eq!(decide(None, 1, false, moved()), Plan::Here("content/articles/b.md".to_owned()));
    }

    #[test]
    fn an_unchanged_record_is_not_even_converted() {
        for files in [article(7), article(8), Files::default()] {
            assert_eq!(decide(Some(RowState::Written), 1, false, files), Plan::Unchanged);
        }
        assert_eq!(decide(Some(RowState::Written), 1, true, article(7)), Plan::Write);
        assert_eq!(decide(Some(RowState::Written), 1, true, article(8)), Plan::Kept);
        assert_eq!(decide(Some(RowState::Written), 1, true, Files::default()), Plan::Deleted { is_new: true });
    }

    #[test]
    fn a_changed_record_replaces_only_what_an_import_wrote() {
        let written = |files| decide(Some(RowState::Written), 2, false, files);
        assert_eq!(written(article(7)), Plan::Write);
        assert_eq!(written(article(8)), Plan::Conflict(FILE.to_owned()));
        assert_eq!(written(Files::default()), Plan::Deleted { is_new: true });
        assert_eq!(written(moved()), Plan::Conflict("content/articles/b.md".to_owned()));
    }

    #[test]
    fn a_conflict_waits_until_its_version_is_deleted() {
        let version = |hash| Files { version: Some(hash), ..article(8) };
        assert_eq!(decide(Some(RowState::Conflict), 1, false, version(9)), Plan::Waiting);
        assert_eq!(decide(Some(RowState::Conflict), 1, true, article(8)), Plan::Settled);
        assert_eq!(decide(Some(RowState::Conflict), 2, false, version(9)), Plan::Conflict(FILE.to_owned()));
        assert_eq!(decide(Some(RowState::Kept), 1, true, article(8)), Plan::Kept);
        assert_eq!(decide(Some(RowState::Kept), 2, false, article(8)), Plan::Conflict(FILE.to_owned()));
    }

    #[test]
    fn what_was_deleted_here_stays_deleted() {
        assert_eq!(decide(Some(RowState::Deleted), 1, true, Files::default()), Plan::Deleted { is_new: false });
        assert_eq!(decide(Some(RowState::Deleted), 2, false, Files::default()), Plan::Deleted { is_new: false });
    }

    #[test]
    fn what_was_held_is_tried_again() {
        assert_eq!(decide(Some(RowState::Held), 1, false, article(7)), Plan::Write);
        assert_eq!(decide(Some(RowState::Held), 1, false, moved()), Plan::Here("content/articles/b.md".to_owned()));
    }
}
