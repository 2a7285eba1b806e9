//! What the files of an output folder were made from: it spares a build the work of making them again, and decides nothing
//! else. Bound to the program and the manifest that it was written with, and to its own bytes: a memo that is missing, broken,
//! cut short or another's is no memo, and the build only takes longer.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::text::Checksum;

/// What a whole build was made from and came to. Another build that would be made from the same comes to the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Last {
    /// Checksum of all that the build read, without the files that are copied, and of what it was asked for.
    pub key: Checksum,
    /// Path of the home page.
    pub base: String,
    /// Files that were copied: path in the site's folder, path in the output folder.
    pub copies: Vec<(String, String)>,
    /// How many pages there were.
    pub pages: usize,
    /// How many findings a baseline accepted, and how many of its findings were gone.
    pub accepted: Option<usize>,
    /// See [`Last::accepted`].
    pub gone: Option<usize>,
}

/// Paths of files by the checksum of all that they were made from.
pub(super) type Made = BTreeMap<Checksum, Vec<String>>;

/// Writes a memo that stands beside a manifest of these bytes: whose it is, what files were made from, what the whole build came
/// to, and a checksum of these lines. They are never held as a whole: a large library has many findings.
pub(super) fn write(to: &mut impl Write, program: Checksum, manifest: &[u8], made: &Made, last: Option<&Last>) -> io::Result<()> {
    let mut lines = BufWriter::with_capacity(ROOM, Summed { to, sum: Sha256::new() });
    serde_json::to_writer(&mut lines, &(program, Checksum::of(manifest)))?;
    lines.write_all(b"\n")?;
    serde_json::to_writer(&mut lines, made)?;
    lines.write_all(b"\n")?;
    serde_json::to_writer(&mut lines, &last)?;
    lines.write_all(b"\n")?;
    let Summed { to, sum } = lines.into_inner().map_err(io::IntoInnerError::into_error)?;
    writeln!(to, "{}", Checksum(sum.finalize().into()))
}

/// Bytes written at a time.
const ROOM: usize = 256 * 1024;

/// What is written, with its checksum so far.
struct Summed<'w, W> {
    to: &'w mut W,
    sum: Sha256,
}

impl<W: Write> Write for Summed<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// What files were made from; nothing where the memo is none.
pub(super) fn made(text: &[u8], program: Checksum, manifest: &[u8]) -> Made {
    let read = |(made, _)| serde_json::from_slice(made).ok();
    lines(text, program, manifest).and_then(read).unwrap_or_default()
}

/// What the whole build was made from and came to; nothing where the memo is none.
pub(super) fn last(text: &[u8], program: Checksum, manifest: &[u8]) -> Option<Last> {
    lines(text, program, manifest).and_then(|(_, last)| serde_json::from_slice(last).ok()).flatten()
}

/// The second and third line of a memo that is written by this program, beside this manifest, and whole.
fn lines<'t>(text: &'t [u8], program: Checksum, manifest: &[u8]) -> Option<(&'t [u8], &'t [u8])> {
    let parted = |text: &'t [u8]| {
        let at = text.iter().position(|b| *b == b'\n')?;
        Some((text.get(..at)?, text.get(at + 1..)?))
    };
    let end = text.strip_suffix(b"\n")?.iter().rposition(|b| *b == b'\n')? + 1;
    let (rest, sum) = text.split_at_checked(end)?;
    let is_whole = str::from_utf8(sum.trim_ascii_end()).ok()?.parse() == Ok(Checksum::of(rest));
    let (whose, rest) = parted(rest)?;
    let is_ours = is_whole && serde_json::from_slice(whose).ok() == Some((program, Checksum::of(manifest)));
    is_ours.then(|| parted(rest)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_that_is_not_whole_or_not_ours_is_none() {
        let (program, manifest) = (Checksum::of(b"program"), b"manifest".as_slice());
        let paths = |paths: &[&str]| paths.iter().map(|p| (*p).to_owned()).collect();
        let made = Made::from([(Checksum::of(b"1"), paths(&["甲.html"])), (Checksum::of(b"2"), paths(&["b.html", "c.bin"]))]);
        let last = Last {
            key: Checksum::of(b"3"),
            base: "/".to_owned(),
            copies: vec![("static/a.svg".to_owned(), "a.svg".to_owned())],
            pages: 2,
            accepted: None,
            gone: Some(0),
        };
        let mut text = Vec::new();
        write(&mut text, program, manifest, &made, Some(&last)).unwrap();
        assert_eq!(super::made(&text, program, manifest), made);
        let read = super::last(&text, program, manifest);
        assert_eq!(read.map(|l| (l.key, l.pages, l.copies)), Some((last.key, 2, last.copies)));

        let is_none = |text: &[u8], program, manifest: &[u8]| {
            super::made(text, program, manifest).is_empty() && super::last(text, program, manifest).is_none()
        };
        assert!(is_none(&text, Checksum::of(b"another program"), manifest));
        assert!(is_none(&text, program, b"another manifest"));
        for length in 0..text.len() {
            assert!(is_none(&text[..length], program, manifest), "cut at {length}");
        }
        for at in 0..text.len() {
            let mut broken = text.clone();
            broken[at] ^= 1;
            assert!(is_none(&broken, program, manifest), "broken at {at}");
        }
    }
}
