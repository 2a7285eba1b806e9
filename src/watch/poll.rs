//! Polling: compares the times of files, at a low rate.

use std::collections::BTreeSet;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::report::Site;
use crate::load::{self, Stamps};
use crate::pipeline::ChangeSet;

/// Minimum time between two polls.
const PACE: Duration = Duration::from_secs(1);
/// A poll takes at most this fraction of the time.
const PART: u32 = 20;

pub(super) fn begin(site: Site, touches: Sender<ChangeSet>) {
    thread::spawn(move || {
        let mut last = load::stamps(&site.root, &site.settings);
        loop {
            let started = Instant::now();
            let now = load::stamps(&site.root, &site.settings);
            let took = started.elapsed();
            let paths = difference(&last, &now);
            if !paths.is_empty() && touches.send(ChangeSet::Paths(paths)).is_err() {
                break;
            }
            last = now;
            thread::sleep(PACE.max(took * PART));
        }
    });
}

/// Paths whose stamps differ.
fn difference(a: &Stamps, b: &Stamps) -> BTreeSet<String> {
    let differ = |(path, stamp): &(&String, _), other: &Stamps| other.get(*path) != Some(*stamp);
    let gone_or_new = a.iter().filter(|row| differ(row, b)).chain(b.iter().filter(|row| differ(row, a)));
    gone_or_new.map(|(path, _)| path.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_gone_or_written_anew() {
        let stamps = |rows: &[(&str, u64)]| rows.iter().map(|(p, n)| ((*p).to_owned(), (None, *n))).collect::<Stamps>();
        let (a, b) = (stamps(&[("same", 1), ("longer", 1), ("gone", 1)]), stamps(&[("same", 1), ("longer", 2), ("new", 1)]));
        assert_eq!(difference(&a, &b).into_iter().collect::<Vec<_>>(), ["gone", "longer", "new"]);
        assert!(difference(&b, &b).is_empty());
    }

    #[test]
    fn a_saved_file_is_found_by_looking() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_path_buf();
        let (settings, articles) = (root.join("sitegen.yaml"), root.join("content/articles"));
        std::fs::create_dir_all(&articles).unwrap();
        std::fs::write(&settings, "title: a\n").unwrap();
        std::fs::write(articles.join("a.md"), "a").unwrap();
        let (sender, touches) = std::sync::mpsc::channel();
        begin(Site { root, settings: settings.clone() }, sender);
        // Until the first look has been taken a file may count as having been there before, and a look may fall into a write.
        let is_found = |path: &str, write: &dyn Fn(usize)| {
            (1..60).any(|n| {
                write(n);
                let these = ChangeSet::Paths([path.to_owned()].into());
                touches.recv_timeout(2 * PACE).is_ok_and(|touched| touched == these)
            })
        };
        assert!(is_found("content/articles/a.md", &|n| std::fs::write(articles.join("a.md"), "a".repeat(n + 1)).unwrap()));
        assert!(is_found("sitegen.yaml", &|n| std::fs::write(&settings, "b".repeat(n)).unwrap()));
    }
}
