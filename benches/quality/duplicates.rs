//! Precision and recall of near-duplicates on a library with planted copies.

use std::collections::HashSet;

use sitegen::diag::Findings;

use super::truth::Truth;

pub fn print(findings: &Findings, truth: &Truth) {
    let pair = |a: &str, b: &str| (a.min(b).to_owned(), a.max(b).to_owned());
    let stem = |path: &str| path.rsplit('/').next().unwrap().trim_end_matches(".md").to_owned();
    let told = findings.iter().filter(|f| f.fault.code().0 == 580);
    let found: HashSet<(String, String)> = told.map(|f| pair(&stem(&f.path), &stem(&f.related.as_ref().unwrap().path))).collect();
    let planted: HashSet<(String, String)> = truth.copies.iter().map(|(a, b)| pair(a, b)).collect();
    let right = found.intersection(&planted).count() as f64;
    println!(
        "duplicates   {} planted, {} found, recall {:.4}, precision {:.4}",
        planted.len(),
        found.len(),
        right / planted.len().max(1) as f64,
        right / found.len().max(1) as f64
    );
}
