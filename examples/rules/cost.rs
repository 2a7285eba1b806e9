//! Cost of the editorial rules on a library: processor time of one thread on Linux.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use sitegen::check::{Rules, law};
use sitegen::diag::Severity;
use sitegen::load;
use sitegen::model::{Registers, settings, text_file};

use super::{DAY, source};

/// Articles that are analysed before they are checked, because reading the clock has a cost too.
const LOT: usize = 200;

/// Checks every article of a site and prints the cost.
pub(crate) fn cost(root: &Path) {
    let (tree, _) = load::survey(root, &load::Overlay::default()).unwrap();
    let text = |path: &Path, name: &str| source(name, fs::read_to_string(path).unwrap());
    let registers: Vec<_> = tree.registers.iter().map(|p| text(&p.disk, &p.path)).collect();
    let (registers, _) = Registers::read(&registers);
    let settings_text = text(&root.join(load::SETTINGS), load::SETTINGS);
    let (settings, _) = settings::read(Some(&settings_text));
    let rules = Rules::new(&registers, &settings, DAY);
    let (mut spent, mut wall, mut found, mut errors) = (0, Duration::ZERO, 0, 0);
    for lot in tree.articles.chunks(LOT) {
        let sources: Vec<_> = lot.iter().map(|place| text(&place.disk, &place.path)).collect();
        let read: Vec<_> = sources.iter().map(|source| text_file::article(source, &registers, DAY)).collect();
        let (before, started) = (thread_ns(), Instant::now());
        for (source, (article, plain, _)) in sources.iter().zip(&read) {
            let findings = rules.article(article, &source.text, plain);
            law::changes(&registers, article, plain, article.body.markdown(&source.text), DAY);
            found += findings.len();
            errors += findings.iter().filter(|f| f.fault.severity() == Severity::Error).count();
        }
        spent += thread_ns() - before;
        wall += started.elapsed();
    }
    println!("{} articles, {found} findings, {errors} of them errors", tree.articles.len());
    println!("{:.2} s of processor time, {:.2} s by the clock", spent as f64 / 1e9, wall.as_secs_f64());
}

/// Processor time of this thread in nanoseconds.
fn thread_ns() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}
