//! Records about an output folder: its manifest, and the changes between two of them. Scripts of users read these formats. They hold
//! no time and no path of a machine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::disk;
use crate::text::{Checksum, url};

/// The files of an output folder by path, each with its checksum.
pub(super) type Files = BTreeMap<String, Checksum>;

#[derive(Serialize, Deserialize)]
struct Manifest<F> {
    version: u32,
    files: F,
}

pub(super) fn write_manifest(files: &Files) -> serde_json::Result<Vec<u8>> {
    line(&Manifest { version: 1, files })
}

/// The files that a manifest names; `None` if the text is not one of ours. A path that leads out of the output folder is left out,
/// so that no hand-made manifest can have a file elsewhere removed.
pub(super) fn read_manifest(text: &[u8]) -> Option<Files> {
    let manifest: Manifest<Files> = serde_json::from_slice(text).ok()?;
    let mut files = (manifest.version == 1).then_some(manifest.files)?;
    files.retain(|path, _| disk::is_plain(path));
    Some(files)
}

/// The files of an earlier build, from a manifest kept elsewhere: a build that has no old output compares with them.
#[derive(Debug)]
pub(crate) struct Since(pub(super) Files);

impl Since {
    /// Reads a manifest; `None` if the file is not one.
    pub(crate) fn read(path: &Path) -> io::Result<Option<Since>> {
        Ok(read_manifest(&disk::with_path(path, fs::read(path))?).map(Since))
    }

    /// The paths of the files.
    pub(crate) fn published(&self) -> BTreeSet<String> {
        self.0.keys().cloned().collect()
    }
}

/// The changes from the last build to this one: URL paths, sorted.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Changes {
    added: Vec<String>,
    changed: Vec<String>,
    removed: Vec<String>,
}

impl Changes {
    /// The changes from one set of files to the next; `base` is the path of the home page.
    pub(super) fn between(last: &Files, now: &Files, base: &str) -> Changes {
        let mut changes = Changes::default();
        for (path, sum) in now {
            match last.get(path) {
                None => changes.added.push(url_path(base, path)),
                Some(old) if old != sum => changes.changed.push(url_path(base, path)),
                Some(_) => {}
            }
        }
        changes.removed = last.keys().filter(|path| !now.contains_key(*path)).map(|path| url_path(base, path)).collect();
        for list in [&mut changes.added, &mut changes.changed, &mut changes.removed] {
            list.sort_unstable();
        }
        changes
    }

    /// The text of `changes.json`.
    pub(super) fn write(&self) -> serde_json::Result<Vec<u8>> {
        line(self)
    }
}

/// URLs in one list for submission: search engines take so many at a time.
const SUBMITTED: usize = 2_000;

/// The absolute URLs of pages that are new or changed, one a line, sorted, in lists as long as search engines take.
pub(super) fn submission(last: &Files, now: &Files, listed: &BTreeMap<String, String>) -> Vec<String> {
    let differs = |path: &str| now.get(path).is_some_and(|sum| last.get(path) != Some(sum));
    let mut urls: Vec<&str> = listed.iter().filter(|(path, _)| differs(path)).map(|(_, url)| url.as_str()).collect();
    urls.sort_unstable();
    urls.chunks(SUBMITTED).map(|part| part.iter().map(|url| format!("{url}\n")).collect()).collect()
}

/// The URL path of a file as it stands in the sitemap and as a CDN knows it, percent-encoded: a folder's `index.html` is the
/// folder.
fn url_path(base: &str, path: &str) -> String {
    let folder = path.strip_suffix("index.html").filter(|f| f.is_empty() || f.ends_with('/'));
    format!("{base}{}", url::encode(folder.unwrap_or(path)))
}

fn line(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, &str)]) -> Files {
        of.iter().map(|(path, text)| ((*path).to_owned(), Checksum::of(text.as_bytes()))).collect()
    }

    #[test]
    fn a_manifest_is_one_sorted_line() {
        let text = write_manifest(&files(&[("专题/a.html", ""), ("a.html", "abc")])).unwrap();
        assert_eq!(
            String::from_utf8(text.clone()).unwrap(),
            concat!(
                r#"{"version":1,"files":{"#,
                r#""a.html":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","#,
                r#""专题/a.html":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}"#,
                "\n"
            )
        );
        assert_eq!(read_manifest(&text), Some(files(&[("专题/a.html", ""), ("a.html", "abc")])));
    }

    #[test]
    fn a_manifest_that_is_none_of_ours_names_nothing() {
        let sum = Checksum::of(b"");
        for text in
            [String::new(), "[]".into(), r#"{"version":2,"files":{}}"#.into(), r#"{"version":1,"files":{"a":"xyz"}}"#.into()]
        {
            assert_eq!(read_manifest(text.as_bytes()), None, "{text}");
        }
        let hostile = format!(r#"{{"version":1,"files":{{"../a":"{sum}","/etc/b":"{sum}","c/../../d":"{sum}","e":"{sum}"}}}}"#);
        assert_eq!(read_manifest(hostile.as_bytes()), Some(files(&[("e", "")])));
    }

    #[test]
    fn new_and_changed_pages_are_listed_for_submission_in_parts() {
        let last = files(&[("a.html", "1"), ("b.html", "1")]);
        let now = files(&[("a.html", "2"), ("b.html", "1"), ("c.html", "1"), ("site.css", "1")]);
        let listed: BTreeMap<String, String> =
            ["a", "b", "c", "gone"].iter().map(|n| (format!("{n}.html"), format!("https://example.com/{n}.html"))).collect();
        assert_eq!(submission(&last, &now, &listed), ["https://example.com/a.html\nhttps://example.com/c.html\n"]);
        assert_eq!(submission(&now, &now, &listed), [""; 0]);
        let many: BTreeMap<String, String> = (0..4_001).map(|n| (n.to_string(), format!("https://example.com/{n}"))).collect();
        let now = many.keys().map(|path| (path.clone(), Checksum::of(b""))).collect();
        let parts = submission(&Files::new(), &now, &many);
        assert_eq!(parts.iter().map(|part| part.lines().count()).collect::<Vec<_>>(), [2_000, 2_000, 1]);
    }

    #[test]
    fn changes_are_url_paths_in_order() {
        let last =
            files(&[("index.html", "1"), ("hf/1.html", "1"), ("old/index.html", "1"), ("same.css", "1"), ("xindex.html", "1")]);
        let now = files(&[("index.html", "2"), ("hf/1.html", "2"), ("a/index.html", "1"), ("a-b.html", "1"), ("same.css", "1")]);
        let changes = Changes::between(&last, &now, "/");
        assert_eq!(
            String::from_utf8(changes.write().unwrap()).unwrap(),
            concat!(r#"{"added":["/a-b.html","/a/"],"changed":["/","/hf/1.html"],"removed":["/old/","/xindex.html"]}"#, "\n")
        );
        assert_eq!(Changes::between(&last, &last, "/"), Changes::default());
        assert_eq!(Changes::between(&files(&[]), &files(&[("index.html", "")]), "/docs/").added, ["/docs/"]);
        assert_eq!(Changes::between(&files(&[]), &files(&[("专题/a b.html", "")]), "/").added, ["/%E4%B8%93%E9%A2%98/a%20b.html"]);
    }
}
