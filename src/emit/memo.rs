//! What the files of an output folder were made from: it spares a build the work of making them again, and decides nothing
//! else. Bound to the program and the manifest that it was written with, and to its own bytes: a memo that is missing, broken,
//! cut short or another's is no memo, and the build only takes longer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diag::Report;
use crate::text::Checksum;

/// What a build remembers for the next.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By path, the checksum of all that a file was made from.
    pub(super) keys: BTreeMap<String, Checksum>,
    /// What the whole build was made from and came to.
    pub(super) last: Option<Last>,
}

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

/// A memo as it is written: a line with the checksum of the next line, which is this.
#[derive(Serialize, Deserialize)]
struct Written<K, L> {
    program: Checksum,
    manifest: Checksum,
    keys: K,
    last: L,
}

/// The text of a memo that stands beside a manifest of these bytes.
pub(super) fn write(
    program: Checksum,
    manifest: &[u8],
    keys: &BTreeMap<String, Checksum>,
    last: Option<&Last>,
) -> serde_json::Result<Vec<u8>> {
    let line = serde_json::to_vec(&Written { program, manifest: Checksum::of(manifest), keys, last })?;
    let mut text = format!("{}\n", Checksum::of(&line)).into_bytes();
    text.extend(line);
    Ok(text)
}

/// The memo that a text holds; an empty one where that is not written by this program, beside this manifest, and whole.
pub(super) fn read(text: &[u8], program: Checksum, manifest: &[u8]) -> Memo {
    let parsed = || {
        let at = text.iter().position(|b| *b == b'\n')?;
        let (sum, line) = (text.get(..at)?, text.get(at + 1..)?);
        let is_whole = str::from_utf8(sum).ok()?.parse() == Ok(Checksum::of(line));
        let written: Written<BTreeMap<String, Checksum>, Option<Last>> =
            is_whole.then(|| serde_json::from_slice(line).ok()).flatten()?;
        let is_ours = written.program == program && written.manifest == Checksum::of(manifest);
        is_ours.then_some(Memo { keys: written.keys, last: written.last })
    };
    parsed().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_that_is_not_whole_or_not_ours_is_none() {
        let (program, manifest) = (Checksum::of(b"program"), b"manifest".as_slice());
        let keys = BTreeMap::from([("甲.html".to_owned(), Checksum::of(b"1")), ("b.html".to_owned(), Checksum::of(b"2"))]);
        let last = Last {
            key: Checksum::of(b"3"),
            base: "/".to_owned(),
            copies: vec![("static/a.svg".to_owned(), "a.svg".to_owned())],
            pages: 2,
            report: Report::default(),
            accepted: None,
            gone: Some(0),
        };
        let text = write(program, manifest, &keys, Some(&last)).unwrap();
        let good = read(&text, program, manifest);
        assert_eq!((good.keys.len(), good.keys["甲.html"]), (2, Checksum::of(b"1")));
        assert_eq!(good.last.map(|l| (l.key, l.pages, l.copies)), Some((last.key, 2, last.copies)));

        let is_none = |text: &[u8], program, manifest: &[u8]| {
            let memo = read(text, program, manifest);
            memo.keys.is_empty() && memo.last.is_none()
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
