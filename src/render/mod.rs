//! Page → Artifact: templates, Markdown to HTML, feeds, sitemap and hosting files. Sees [`crate::view`] and nothing else of
//! the site; never decides a URL and never touches the disk. The only module that names tera.

pub mod highlight;
pub mod markdown;

/// A file to be written below the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path below the output folder, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}
