//! Sources → Library: settings, registers, front matter, and the facts of each text (headings, links, citations, excerpt).
//!
//! Everything is typed, located and complete; what is wrong becomes a finding. The model knows names and files, never a URL.

pub mod yaml;
