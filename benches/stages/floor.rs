//! The floor: the minimum work of a static-site generator, with the crates that `sitegen` uses. It reads every article, parses its
//! front matter and Markdown, and writes a file of the size of `sitegen`'s page. It has no checks, links, templates or
//! comparisons.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser};
use rayon::prelude::*;
use serde::Deserialize;
use walkdir::WalkDir;

/// The minimum front matter of a generator.
#[derive(Deserialize)]
struct Front {
    title: String,
    date: String,
    #[serde(default)]
    lender: String,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    summary: String,
}

/// Builds the articles of a site into a new folder, with pages of `page_bytes`. Returns the number of pages.
pub fn run(root: &Path, out: &Path, page_bytes: usize) -> io::Result<usize> {
    let articles: Vec<PathBuf> = WalkDir::new(root.join("content/articles"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file() && e.path().extension().is_some_and(|e| e == "md"))
        .map(walkdir::DirEntry::into_path)
        .collect();
    fs::create_dir_all(out)?;
    articles.par_iter().map(|path| page(path, out, page_bytes)).collect::<io::Result<Vec<()>>>().map(|pages| pages.len())
}

fn page(path: &Path, out: &Path, page_bytes: usize) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let (front, body) = text.trim_start_matches("---").split_once("\n---").unwrap_or(("", &text));
    let front: Front = serde_yaml::from_str(front).map_err(io::Error::other)?;
    let mut html = String::with_capacity(page_bytes.max(2 * body.len()));
    for part in [&front.title, &front.date, &front.lender, &front.summary].into_iter().chain(&front.topics) {
        html.push_str(part);
    }
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(_) => html.push_str("<p>"),
            Event::End(_) => html.push_str("</p>\n"),
            Event::Text(text) | Event::Code(text) => html.push_str(&text),
            _ => html.push('\n'),
        }
    }
    let mut bytes = html.into_bytes();
    bytes.resize(page_bytes, b' ');
    fs::write(out.join(path.file_name().unwrap_or_default()).with_extension("html"), bytes)
}
