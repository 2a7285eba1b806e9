//! Wall time, processor time and peak memory of a program, from `/proc`. On systems without `/proc`, only the wall time is known
//! and the rest is 0.

use std::fs;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Milliseconds in one tick of `/proc/*/stat`.
const TICK_MS: u64 = 10;

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    pub(crate) wall_ms: u64,
    /// User and system time.
    pub(crate) cpu_ms: u64,
    pub(crate) peak_kib: u64,
}

/// Runs a command to its end. If it fails, the error has the end of its output.
pub(crate) fn run(command: &mut Command) -> io::Result<(Cost, String)> {
    run_with(command, Stdio::null())
}

/// The same, with a place for what the command writes to standard error.
pub(crate) fn run_with(command: &mut Command, errors: Stdio) -> io::Result<(Cost, String)> {
    // Writes that the previous run left to the kernel must not count for this run.
    let _ = Command::new("sync").status();
    let (before, started) = (children_ms(), Instant::now());
    let mut child = command.stdout(Stdio::piped()).stderr(errors).stdin(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let reader = child.stdout.take().map(|out| std::thread::spawn(move || io::read_to_string(out)));
    let mut peak_kib = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        peak_kib = peak_kib.max(field(&status, "VmHWM:"));
        std::thread::sleep(Duration::from_millis(4));
    };
    let wall_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let said = reader.and_then(|r| r.join().ok()).transpose()?.unwrap_or_default();
    if !ended.success() {
        return Err(io::Error::other(format!("{command:?}: {ended}: {said}")));
    }
    Ok((Cost { wall_ms, cpu_ms: children_ms() - before, peak_kib }, said))
}

/// Peak memory of this process.
pub(crate) fn peak_kib() -> u64 {
    field("/proc/self/status", "VmHWM:")
}

/// Processor time of this process.
pub(crate) fn process_ms() -> u64 {
    ticks(11)
}

/// Processor time of this thread.
pub(crate) fn thread_ns() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Processor time of finished child processes.
fn children_ms() -> u64 {
    ticks(13)
}

/// Sum of two adjacent fields of `/proc/self/stat`, counted after the program name.
fn ticks(first: usize) -> u64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit(") ").next().unwrap_or("").split(' ');
    fields.skip(first).take(2).filter_map(|n| n.parse::<u64>().ok()).sum::<u64>() * TICK_MS
}

pub(crate) fn field(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("");
    line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0)
}
