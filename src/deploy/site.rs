//! The site that is to go online: the output folder of the last build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::PathBuf;

use super::order::{self, Group};
use super::records::File;
use crate::text::{Checksum, encoding, url};

/// The output folder and its manifest.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) folder: PathBuf,
    /// Checksums by path, as the last build recorded them.
    pub(crate) files: BTreeMap<String, Checksum>,
    /// The address that the pages were built for; empty if the folder does not say.
    pub(crate) base_url: String,
}

impl Site {
    pub(crate) fn new(folder: PathBuf, files: BTreeMap<String, Checksum>) -> Site {
        let robots = fs::read_to_string(folder.join("robots.txt")).unwrap_or_default();
        let sitemap = robots.lines().find_map(|line| line.strip_prefix("Sitemap: ")?.strip_suffix("sitemap.xml"));
        Site { base_url: sitemap.unwrap_or_default().to_owned(), folder, files }
    }

    /// The files with their sizes. The error names a file that is not there.
    pub(super) fn sized(&self) -> Result<BTreeMap<String, File>, String> {
        let one = |(path, sha256): (&String, &Checksum)| {
            let data = fs::symlink_metadata(self.folder.join(path)).ok().filter(fs::Metadata::is_file);
            let size = data.ok_or_else(|| path.clone())?.len();
            Ok((path.clone(), File { sha256: *sha256, size }))
        };
        self.files.iter().map(one).collect()
    }

    /// A file that is not what the last build wrote, if there is one among the given paths.
    pub(super) fn altered<'p>(&self, mut paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
        paths.find(|path| self.bytes(path).ok().map(|bytes| Checksum::of(&bytes)) != self.files.get(*path).copied())
    }

    pub(super) fn group(&self, path: &str) -> Group {
        let (mut head, path) = (Vec::new(), encoding::plain(path).unwrap_or(path));
        if order::is_page(path)
            && let Ok(file) = fs::File::open(self.folder.join(path))
        {
            // A file that cannot be read is reported before it is transferred.
            let _ = file.take(order::HEAD as u64).read_to_end(&mut head);
        }
        order::group(path, &head)
    }

    pub(super) fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.folder.join(path))
    }

    /// The absolute URL of a file.
    pub(super) fn url(&self, path: &str) -> String {
        absolute(&self.base_url, path)
    }

    /// The URLs that search engines may list: those of the sitemap.
    pub(super) fn listed(&self) -> BTreeSet<String> {
        let is_sitemap = |path: &&String| path.starts_with("sitemap") && path.ends_with(".xml") && !path.contains('/');
        let mut listed = BTreeSet::new();
        for path in self.files.keys().filter(is_sitemap) {
            let text = fs::read_to_string(self.folder.join(path)).unwrap_or_default();
            if text.contains("<urlset") {
                let locations = text.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>"));
                listed.extend(locations.map(|(location, _)| location.replace("&amp;", "&")));
            }
        }
        listed
    }
}

/// The absolute URL of a path below the target: `articles/图 1.html` → `https://example.com/articles/%E5%9B%BE%201.html`.
pub(super) fn absolute(base_url: &str, path: &str) -> String {
    let folder = if path == "index.html" { Some("") } else { path.strip_suffix("/index.html") };
    match folder {
        Some("") => base_url.to_owned(),
        Some(folder) => format!("{base_url}{}/", url::encode(folder)),
        None => format!("{base_url}{}", url::encode(path)),
    }
}

/// The path below the target of an absolute URL or of a path of the site.
pub(super) fn path_of(base_url: &str, address: &str) -> String {
    let below = address.strip_prefix(base_url).unwrap_or_else(|| {
        let origin = base_url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let base_path = base_url.strip_prefix(&origin).unwrap_or("/");
        address.strip_prefix(base_path).or_else(|| address.strip_prefix('/')).unwrap_or(address)
    });
    let below = below.split(['?', '#']).next().unwrap_or(below);
    let decoded = url::decode(below).unwrap_or_else(|| below.to_owned());
    if decoded.is_empty() || decoded.ends_with('/') { format!("{decoded}index.html") } else { decoded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths() {
        let base = "https://www.example.com/docs/";
        for (path, address) in [
            ("index.html", ""),
            ("topics/a/index.html", "topics/a/"),
            ("articles/图 1.html", "articles/%E5%9B%BE%201.html"),
            ("feed.xml", "feed.xml"),
        ] {
            assert_eq!(absolute(base, path), format!("{base}{address}"));
            assert_eq!(path_of(base, &format!("{base}{address}")), path);
            assert_eq!(path_of(base, &format!("/docs/{address}")), path);
        }
        assert_eq!(path_of("https://www.example.com/", "/hf/1.html?a#b"), "hf/1.html");
        assert_eq!(path_of(base, "articles/a.html"), "articles/a.html");
    }
}
