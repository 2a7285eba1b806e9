//! What the files of an output folder were made from: it spares a build the work of making them again, and decides nothing
//! else. Bound to the program and the manifest that it was written with, and to its own bytes: a memo that is missing, broken,
//! cut short or another's is no memo, and the build only takes longer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diag::Report;
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
    /// What was found.
    pub report: Report,
    /// How many findings a baseline accepted, and how many of its findings were gone.
    pub accepted: Option<usize>,
    /// See [`Last::accepted`].
    pub gone: Option<usize>,
}

/// Paths of files by the checksum of all that they were made from.
pub(super) type Made = BTreeMap<Checksum, Vec<String>>;

/// The text of a memo that stands beside a manifest of these bytes: a checksum of the lines below it, whose it is, what files
/// were made from, and what the whole build came to.
pub(super) fn write(program: Checksum, manifest: &[u8], made: &Made, last: Option<&Last>) -> serde_json::Result<Vec<u8>> {
    let mut lines = serde_json::to_vec(&(program, Checksum::of(manifest)))?;
    lines.push(b'\n');
    serde_json::to_writer(&mut lines, made)?;
    lines.push(b'\n');
    serde_json::to_writer(&mut lines, &last)?;
    let mut text = format!("{}\n", Checksum::of(&lines)).into_bytes();
    text.append(&mut lines);
    Ok(text)
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

/// The last two lines of a memo that is written by this program, beside this manifest, and whole.
fn lines<'t>(text: &'t [u8], program: Checksum, manifest: &[u8]) -> Option<(&'t [u8], &'t [u8])> {
    let parted = |text: &'t [u8]| {
        let at = text.iter().position(|b| *b == b'\n')?;
        Some((text.get(..at)?, text.get(at + 1..)?))
    };
    let (sum, rest) = parted(text)?;
    let is_whole = str::from_utf8(sum).ok()?.parse() == Ok(Checksum::of(rest));
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
            report: Report::default(),
            accepted: None,
            gone: Some(0),
        };
        let text = write(program, manifest, &made, Some(&last)).unwrap();
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
