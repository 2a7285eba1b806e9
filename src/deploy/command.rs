//! The commands of the firm that tell a CDN or a search engine of changed addresses.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A command that gets absolute URLs on its standard input, one a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hook {
    pub(crate) command: String,
    /// The most URLs at once.
    pub(crate) batch: usize,
}

/// The pauses before the second and the third attempt.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

impl Hook {
    /// Hands all URLs over, a batch at a time. If a batch fails three times, it and those behind it are the result: a service that is
    /// down would fail for each of them.
    pub(super) fn send<'u>(&self, urls: &'u [String]) -> &'u [String] {
        let batch = self.batch.max(1);
        let failed = urls.chunks(batch).position(|batch| !self.send_batch(batch));
        failed.and_then(|at| urls.get(at * batch..)).unwrap_or_default()
    }

    fn send_batch(&self, urls: &[String]) -> bool {
        let mut text = urls.join("\n");
        text.push('\n');
        self.succeeds(&text)
            || PAUSES.iter().any(|pause| {
                std::thread::sleep(*pause);
                self.succeeds(&text)
            })
    }

    /// What the command prints goes to standard error, so that standard output stays the program's own.
    fn succeeds(&self, text: &str) -> bool {
        let mut shell = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
        shell.arg(if cfg!(windows) { "/C" } else { "-c" }).arg(&self.command);
        let child = shell.stdin(Stdio::piped()).stdout(Stdio::from(std::io::stderr())).spawn();
        let Ok(mut child) = child else { return false };
        // A command that ends without reading is judged by its status.
        if let Some(mut input) = child.stdin.take() {
            let _ = input.write_all(text.as_bytes());
        }
        child.wait().is_ok_and(|status| status.success())
    }
}
