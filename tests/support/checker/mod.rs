//! Holds an output folder to what a site promises: every link leads somewhere, every page is whole, what machines read
//! parses and agrees with the pages. Reads with a browser's parser and a real XML parser; knows nothing of how it was made.

pub mod feeds;
pub mod hosting;
pub mod html;
pub mod json_ld;
pub mod links;
pub mod pages;
pub mod search;
pub mod site;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};

pub use site::{Output, Promise};

/// What was found in an output folder.
#[derive(Debug, Default)]
pub struct Report {
    /// `where: what`, sorted.
    pub faults: Vec<String>,
    /// How much was looked at.
    pub figures: BTreeMap<&'static str, usize>,
}

impl Report {
    /// Adds a fault of a file.
    pub fn fault(&mut self, file: &str, what: impl fmt::Display) {
        self.faults.push(format!("{file}: {what}"));
    }

    /// Adds to a figure.
    pub fn count(&mut self, what: &'static str, n: usize) {
        *self.figures.entry(what).or_default() += n;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in self.faults.iter().take(200) {
            writeln!(f, "{fault}")?;
        }
        for (what, n) in &self.figures {
            writeln!(f, "{n:>8} {what}")?;
        }
        writeln!(f, "{:>8} faults", self.faults.len())
    }
}

/// Checks an output folder.
pub fn check(folder: &Path, promise: Promise) -> Report {
    let output = Output::read(folder, promise);
    let mut report = Report::default();
    for (path, word) in &output.mentions {
        report.fault(path, format_args!("mentions what is not published: {word}"));
    }
    pages::check(&output, &mut report);
    links::check(&output, &mut report);
    json_ld::check(&output, &mut report);
    feeds::check(&output, &mut report);
    hosting::check(&output, &mut report);
    search::check(&output, &mut report);
    report.faults.sort();
    report.faults.dedup();
    report
}

/// The value of an integrity attribute.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = Sha256::digest(bytes).iter().flat_map(|b| (0..8).rev().map(move |i| b >> i & 1)).chain([0, 0]).collect::<Vec<u8>>();
    let digit = |six: &[u8]| char::from(DIGITS[six.iter().fold(0_usize, |n, bit| n << 1 | usize::from(*bit))]);
    format!("sha256-{}=", bits.chunks(6).map(digit).collect::<String>())
}
