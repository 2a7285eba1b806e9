//! Progress bars on a terminal for steps that take over a second.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it measures time and is ticked by many threads")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::print_error;
use super::setting::Setting;
use crate::diag::Lang;
use crate::pipeline::{Progress, Step};
use crate::text::localized;

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// Parts between two looks at the clock.
const STRIDE: usize = 64;

#[derive(Debug)]
pub(super) struct ProgressBars {
    bar: ProgressBar,
    lang: Lang,
    started: Instant,
    done: AtomicUsize,
    shown: bool,
    verbose: bool,
}

impl ProgressBars {
    /// A bar that is hidden for the first second, or always if the setting disables bars.
    pub(super) fn new(setting: &Setting) -> ProgressBars {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        ProgressBars {
            bar,
            lang: setting.lang,
            started: Instant::now(),
            done: AtomicUsize::new(0),
            shown: setting.bars,
            verbose: setting.verbose,
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for ProgressBars {
    fn begin(&self, step: Step, parts: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.bar.set_length(u64::try_from(parts).unwrap_or(u64::MAX));
        self.bar.set_position(0);
        let texts = match step {
            Step::Read => ["读取", "reading"],
            Step::Analyze => ["分析", "analyzing"],
            Step::Link => ["链接", "linking"],
            Step::Duplicates => ["查找重复", "finding duplicates"],
            Step::Relate => ["比较", "relating"],
            Step::Render => ["生成", "rendering"],
            Step::Import => ["导入", "importing"],
        };
        let word = localized(self.lang, texts);
        self.bar.set_message(word);
        if self.verbose {
            print_error(&format!("{:>8} ms  {word} {parts}", self.started.elapsed().as_millis()));
        }
    }

    fn tick(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.shown || !done.is_multiple_of(STRIDE) || self.started.elapsed() < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }
}
