//! `import/state.tsv`: what the last import wrote for each record; and `import/journal`, which an import that is running appends to.
//!
//! A row of the state is `key  source-hash  file-hash  file  state`, and a sixth column if this program alone changed the file since:
//! the hash of its bytes then. A line of the journal is such a row with the file that it is
//! about to write and the hash of its bytes. It is appended before the file is written, so that the next run knows whose file it is.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::keys::choice;
use crate::text::Checksum;

/// The first eight bytes of the SHA-256 of some bytes. Prints as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ShortHash(pub(crate) u64);

impl ShortHash {
    pub(crate) fn of(bytes: &[u8]) -> ShortHash {
        ShortHash::short(Checksum::of(bytes))
    }

    pub(crate) fn short(Checksum(bytes): Checksum) -> ShortHash {
        ShortHash(bytes.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte)))
    }

    fn parse(text: &str) -> Option<ShortHash> {
        let is_hex = text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if is_hex { u64::from_str_radix(text, 16).ok().map(ShortHash) } else { None }
    }
}

impl fmt::Display for ShortHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

choice! {
    /// What became of a record.
    pub(crate) enum RowState {
        /// The file was written as an article or page.
        Written = "written",
        /// The file is in `import/held/`.
        Held = "held",
        /// The file was edited, and the version of the source waits in `import/conflicts/`.
        Conflict = "conflict",
        /// An editor has taken the file over: a conflict was settled, or the file was moved.
        Kept = "kept",
        /// The file was deleted here.
        Deleted = "deleted",
        /// The source has the record no longer.
        GoneAtSource = "gone-at-source",
    }
}

/// What the last import did with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Hash of the record that was last looked at.
    pub(crate) source: ShortHash,
    /// Hash of the bytes that were last written to `file`.
    pub(crate) written: ShortHash,
    /// Path below the site's folder.
    pub(crate) file: String,
    pub(crate) state: RowState,
    /// Hash of the bytes that `fix` or a merge made of what the import wrote, if nobody else edited the file. An import takes such a
    /// file for an edited one all the same.
    pub(crate) mended: Option<ShortHash>,
}

impl Row {
    /// True if these bytes have no words of an editor.
    pub(crate) fn is_untouched(&self, hash: ShortHash) -> bool {
        hash == self.written || Some(hash) == self.mended
    }
}

/// The rows by the key of their record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) rows: BTreeMap<String, Row>,
}

/// A line that cannot be read: its number from 1, and why, in Chinese and English.
pub(crate) type BadLine = (usize, &'static str, &'static str);

impl State {
    /// Reads `import/state.tsv`.
    pub(crate) fn read(text: &str) -> Result<State, BadLine> {
        let mut state = State::default();
        for (n, line) in (1..).zip(text.lines()) {
            let bad = || (n, "应有五栏，用制表符分隔", "five columns are wanted, parted by tabs");
            let (line, mended) = match line.match_indices('\t').nth(4) {
                Some((at, _)) => {
                    let (line, hash) = line.split_at(at);
                    (line, Some(ShortHash::parse(hash.trim_start_matches('\t')).ok_or_else(bad)?))
                }
                None => (line, None),
            };
            let (key, row) = row(&mut line.split('\t')).ok_or_else(bad)?;
            let row = Row { mended, ..row };
            if state.rows.insert(key, row).is_some() {
                return Err((n, "同一篇写了两次", "the record has an earlier line"));
            }
        }
        Ok(state)
    }

    /// The text of `import/state.tsv`: a line for each record, sorted by key.
    pub(crate) fn text(&self) -> String {
        let mut out = String::with_capacity(self.rows.len() * 96);
        for (key, row) in &self.rows {
            push_row(&mut out, key, row);
            out.extend(row.mended.map(|hash| format!("\t{hash}")));
            out.push('\n');
        }
        out
    }

    /// Notes the files that this program changed, each with the hashes of its bytes before and after. Those that somebody else edited
    /// before stay edited.
    pub(crate) fn note_mended(&mut self, changes: &BTreeMap<&str, (ShortHash, ShortHash)>) {
        for row in self.rows.values_mut() {
            if let Some((before, after)) = changes.get(row.file.as_str())
                && row.is_untouched(*before)
            {
                row.mended = Some(*after);
            }
        }
    }

    /// Takes over the lines of the journal of an import that was stopped. `hash_of` gives the hash of a file, or `None` if there is
    /// none. A line counts if the file that it announces is there; else the import was stopped before it. The files that such lines
    /// remove are returned, as far as they still have the same bytes.
    pub(crate) fn resume(&mut self, journal: &str, mut hash_of: impl FnMut(&str) -> Option<ShortHash>) -> Vec<String> {
        // The last line may be cut off.
        let whole = journal.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let mut removals = Vec::new();
        for line in whole.lines() {
            let Some(Intent { key, row, path, hash, removal }) = Intent::read(line) else { continue };
            if hash_of(&path) == Some(hash) {
                removals.extend(removal.filter(|(path, hash)| hash_of(path) == Some(*hash)).map(|(path, _)| path));
                self.rows.insert(key, row);
            }
        }
        removals
    }
}

/// A line of the journal: the row that will hold once the file at `path` has the bytes of `hash`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    pub(crate) key: String,
    pub(crate) row: Row,
    pub(crate) path: String,
    pub(crate) hash: ShortHash,
    /// A file that is removed then, if it has the bytes of this hash.
    pub(crate) removal: Option<(String, ShortHash)>,
}

impl Intent {
    fn read(line: &str) -> Option<Intent> {
        let mut columns = line.split('\t');
        let (key, row) = self::row(columns.by_ref().take(5).collect::<Vec<_>>().iter().copied().by_ref())?;
        let (path, hash) = (columns.next()?.to_owned(), ShortHash::parse(columns.next()?)?);
        let removal = match (columns.next(), columns.next()) {
            (Some(path), Some(hash)) => Some((path.to_owned(), ShortHash::parse(hash)?)),
            _ => None,
        };
        let is_plain = is_plain(&path) && removal.as_ref().is_none_or(|(path, _)| self::is_plain(path));
        is_plain.then_some(Intent { key, row, path, hash, removal })
    }

    /// The line with its end.
    pub(crate) fn line(&self) -> String {
        let mut out = String::new();
        push_row(&mut out, &self.key, &self.row);
        out.push_str(&format!("\t{}\t{}", self.path, self.hash));
        if let Some((path, hash)) = &self.removal {
            out.push_str(&format!("\t{path}\t{hash}"));
        }
        out.push('\n');
        out
    }
}

fn row(columns: &mut dyn Iterator<Item = &str>) -> Option<(String, Row)> {
    let (key, source, written, file, state) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let (_, state) = RowState::WORDS.iter().find(|(word, _)| *word == state)?;
    let row = Row {
        source: ShortHash::parse(source)?,
        written: ShortHash::parse(written)?,
        file: file.to_owned(),
        state: *state,
        mended: None,
    };
    let is_whole = !key.is_empty() && is_plain(file) && columns.next().is_none();
    is_whole.then(|| (key.to_owned(), row))
}

/// True for a path that stays below the site's folder.
pub(crate) fn is_plain(path: &str) -> bool {
    !path.starts_with('/') && !path.contains('\\') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn push_row(out: &mut String, key: &str, row: &Row) {
    out.push_str(&format!("{key}\t{}\t{}\t{}\t{}", row.source, row.written, row.file, row.state.word()));
}

/// A key as a column: without tabs and line ends, which would part it.
pub(crate) fn column(text: &str) -> String {
    if text.contains(char::is_control) { text.replace(char::is_control, " ") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(source: u64, written: u64, file: &str, state: RowState) -> Row {
        Row { source: ShortHash(source), written: ShortHash(written), file: file.to_owned(), state, mended: None }
    }

    const LINE: &str = "zblog:101\t0000000000000001\t00000000000000ff\tcontent/articles/0/101.md\twritten\n";

    #[test]
    fn a_state_is_read_as_it_was_written() {
        let state = State::read(LINE).unwrap();
        assert_eq!(state.rows["zblog:101"], row(1, 255, "content/articles/0/101.md", RowState::Written));
        assert_eq!(state.text(), LINE);
        assert_eq!(State::read("").unwrap(), State::default());
    }

    #[test]
    fn what_a_fix_made_of_a_file_is_no_edit() {
        let mut state = State::read(LINE).unwrap();
        let note = |state: &mut State, before: u64, after: u64| {
            let hashes = (ShortHash(before), ShortHash(after));
            state.note_mended(&BTreeMap::from([("content/articles/0/101.md", hashes)]));
        };
        note(&mut state, 7, 8);
        assert_eq!(state.text(), LINE);
        note(&mut state, 255, 256);
        note(&mut state, 256, 257);
        let read = State::read(&state.text()).unwrap();
        assert_eq!(read, state);
        let is_untouched = |hash| read.rows["zblog:101"].is_untouched(ShortHash(hash));
        assert_eq!([255, 256, 257].map(is_untouched), [true, false, true]);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_an_error() {
        for bad in [
            "<<<<<<< HEAD\n".to_owned(),
            LINE.replace("written", "wrote"),
            LINE.replace("content/", "../"),
            LINE.replace("content/", "/"),
            LINE.replace("\t0000000000000001", ""),
            LINE.replace("ff", "+f"),
            LINE.replace("written", "written\tmore"),
        ] {
            assert_eq!(State::read(&format!("{LINE}{bad}")).unwrap_err().0, 2, "{bad}");
        }
        assert_eq!(State::read(&LINE.repeat(2)).unwrap_err().0, 2);
    }

    #[test]
    fn a_line_of_the_journal_counts_if_its_file_is_there() {
        let intent = |key: &str, path: &str, hash: u64| Intent {
            key: key.to_owned(),
            row: row(1, hash, path, RowState::Written),
            path: path.to_owned(),
            hash: ShortHash(hash),
            removal: (key == "c").then(|| ("import/held/c.md".to_owned(), ShortHash(3))),
        };
        let lines: Vec<String> =
            [intent("a", "x/a.md", 1), intent("b", "x/b.md", 2), intent("c", "x/c.md", 3)].iter().map(Intent::line).collect();
        let journal = lines.concat();
        let cut = journal.trim_end();
        let hash_of = |path: &str| (path != "x/b.md").then_some(ShortHash(if path == "x/a.md" { 1 } else { 3 }));
        let mut state = State::default();
        assert_eq!(state.resume(cut, hash_of), [""; 0]);
        assert_eq!(state.rows.keys().collect::<Vec<_>>(), ["a"]);
        assert_eq!(state.resume(&journal, hash_of), ["import/held/c.md"]);
        assert_eq!(state.rows.keys().collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn a_hash_is_the_beginning_of_sha_256() {
        assert_eq!(ShortHash::of(b"").to_string(), "e3b0c44298fc1c14");
    }
}
