//! An output folder in memory: its pages as read, and the table that an address is looked up in. Judges nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::html::{self, Page};

/// What the checker is told about a site besides its files.
#[derive(Debug, Clone)]
pub struct Promise {
    /// `https://example.com/docs/`
    pub base_url: String,
    /// Words that stand only in articles which are not published: no file may hold one.
    pub unpublished: Vec<String>,
    /// Output paths of articles that are withdrawn: their page exists, and nothing lists them.
    pub withdrawn: Vec<String>,
    /// Output paths of articles that search leaves out, each with the article of the same text that it shows instead.
    pub same_text: BTreeMap<String, String>,
}

impl Promise {
    /// A site with nothing to hide.
    pub fn at(base_url: &str) -> Promise {
        Promise { base_url: base_url.to_owned(), unpublished: Vec::new(), withdrawn: Vec::new(), same_text: BTreeMap::new() }
    }

    /// `https://example.com`
    pub fn origin(&self) -> &str {
        let path = self.base_url.split_once("://").and_then(|(_, rest)| rest.find('/')).unwrap_or(0);
        self.base_url.get(..self.base_url.find("://").map_or(0, |i| i + 3) + path).unwrap()
    }

    /// `/docs/`
    pub fn path(&self) -> &str {
        self.base_url.strip_prefix(self.origin()).unwrap()
    }
}

/// Where an address leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file of the output, with the fragment, decoded.
    File(String, Option<String>),
    /// Somewhere else in the web.
    Elsewhere,
    /// Nowhere, with the reason.
    Nowhere(String),
}

/// Files that hold a word they should not, with the word.
pub type Mentions = Vec<(String, String)>;

/// A site's output.
#[derive(Debug)]
pub struct Output {
    pub promise: Promise,
    /// Every file.
    pub files: BTreeSet<String>,
    /// HTML pages by output path.
    pub pages: BTreeMap<String, Page>,
    /// Texts that are not HTML: feeds, sitemaps, hosting files.
    pub texts: BTreeMap<String, String>,
    /// SHA-384 of what pages may ask the integrity of.
    pub assets: BTreeMap<String, String>,
    /// Pages and texts that hold a word they should not, with the word.
    pub mentions: Mentions,
    /// Articles' output paths.
    pub articles: BTreeSet<String>,
}

impl Output {
    /// Reads an output folder.
    pub fn read(folder: &Path, promise: Promise) -> Output {
        let mut files = BTreeSet::new();
        list(folder, "", &mut files);
        let text = |path: &String| String::from_utf8(fs::read(folder.join(path)).unwrap()).ok();
        let wanted: Vec<&String> = files.iter().filter(|f| !f.starts_with("assets/")).collect();
        let (htmls, others): (Vec<&String>, Vec<&String>) = wanted.into_iter().partition(|f| f.ends_with(".html"));
        let mentioned = |path: &str, text: &str| {
            let found = promise.unpublished.iter().filter(|word| text.contains(word.as_str()));
            found.map(|word| (path.to_owned(), word.clone())).collect::<Mentions>()
        };
        let read: Vec<(String, Page, Mentions)> = htmls
            .par_iter()
            .map(|path| {
                let text = text(path).unwrap_or_default();
                ((*path).clone(), html::read(&text), mentioned(path, &text))
            })
            .collect();
        let mut mentions: Mentions = read.iter().flat_map(|(_, _, m)| m.clone()).collect();
        let texts: BTreeMap<String, String> = others.into_iter().filter_map(|path| Some((path.clone(), text(path)?))).collect();
        mentions.extend(texts.iter().flat_map(|(path, text)| mentioned(path, text)));
        let pages: BTreeMap<String, Page> = read.into_iter().map(|(path, page, _)| (path, page)).collect();
        let articles = pages.iter().filter(|(_, p)| p.meta("og:type") == Some("article")).map(|(path, _)| path.clone()).collect();
        let assets = files.iter().filter(|f| f.starts_with("assets/"));
        let assets = assets.map(|f| (f.clone(), super::sha256(&fs::read(folder.join(f)).unwrap()))).collect();
        Output { promise, files, pages, texts, assets, mentions, articles }
    }

    /// The URL path under which a file is served.
    pub fn url(&self, file: &str) -> String {
        let shown =
            if file == "index.html" { "" } else { file.strip_suffix("index.html").filter(|f| f.ends_with('/')).unwrap_or(file) };
        format!("{}{shown}", self.promise.path())
    }

    /// Where an address on a page leads.
    pub fn resolve(&self, page: &str, url: &str) -> Destination {
        let (bare, fragment) = url.split_once('#').map_or((url, None), |(u, f)| (u, Some(f)));
        let fragment = match fragment.map(decode) {
            Some(None) => return Destination::Nowhere("a broken percent sign in the fragment".to_owned()),
            Some(Some(fragment)) => Some(fragment),
            None => None,
        };
        if bare.is_empty() {
            return Destination::File(page.to_owned(), fragment);
        }
        let path = match bare.strip_prefix(self.promise.origin()).filter(|rest| rest.starts_with('/')) {
            Some(path) => path,
            None if bare.contains(':') => return Destination::Elsewhere,
            None if bare.starts_with("//") => return Destination::Elsewhere,
            None if bare.starts_with('/') => bare,
            None => return Destination::Nowhere("a relative address".to_owned()),
        };
        let Some(path) = path.strip_prefix(self.promise.path()) else {
            return Destination::Nowhere("outside the base path".to_owned());
        };
        let Some(path) = decode(path) else { return Destination::Nowhere("a broken percent sign".to_owned()) };
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
        if self.files.contains(&file) { Destination::File(file, fragment) } else { Destination::Nowhere("no such file".to_owned()) }
    }
}

/// Decodes `%XX`.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
                rest = after;
            }
            (b'%', _) => return None,
            (byte, after) => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

fn list(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path);
        }
    }
}
