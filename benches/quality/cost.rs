//! Processor time and memory of this process for each step of a run, from `/proc`.

use std::fs;
use std::sync::Mutex;

use sitegen::pipeline::{Progress, Step};

#[derive(Debug)]
pub struct Costs(Mutex<Vec<(Option<Step>, Cost)>>);

/// Processor time in milliseconds (user and system, all threads) and memory in MiB.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    pub cpu: u64,
    pub memory: u64,
    pub peak: u64,
}

impl Cost {
    /// Cost of this process so far; zero on systems without `/proc`.
    pub fn now() -> Cost {
        Cost::of("self")
    }

    /// Cost of the process with this id so far.
    pub fn of(process: &str) -> Cost {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let fields: Vec<u64> =
            stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2).filter_map(|f| f.parse().ok()).collect();
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = |name: &str| status.lines().find_map(|l| l.strip_prefix(name)?.split_whitespace().next()?.parse::<u64>().ok());
        // A tick is a hundredth of a second on every Linux system.
        let cpu = fields.iter().sum::<u64>() * 10;
        Cost { cpu, memory: line("VmRSS:").unwrap_or(0) / 1024, peak: line("VmHWM:").unwrap_or(0) / 1024 }
    }
}

impl Costs {
    pub fn start() -> Costs {
        Costs(Mutex::new(vec![(None, Cost::now())]))
    }

    pub fn print(&self) {
        let mut all = self.0.lock().unwrap().clone();
        all.push((None, Cost::now()));
        for pair in all.windows(2) {
            let (name, before, after) =
                (pair[0].0.map_or("start".to_owned(), |s| format!("{s:?}").to_lowercase()), pair[0].1, pair[1].1);
            println!(
                "{name:<12} {:>7.2} s of CPU   {:>5} MiB held, peak {} MiB",
                (after.cpu - before.cpu) as f64 / 1000.0,
                after.memory,
                after.peak
            );
        }
    }
}

impl Costs {
    /// Cost of the current step so far, and the memory held before it.
    pub fn since(&self, step: Step) -> Option<(Cost, Cost)> {
        let before = self.0.lock().unwrap().iter().find(|(begun, _)| *begun == Some(step)).map(|(_, cost)| *cost)?;
        let now = Cost::now();
        Some((Cost { cpu: now.cpu - before.cpu, ..now }, before))
    }
}

impl Progress for Costs {
    fn begin(&self, step: Step, _parts: usize) {
        self.0.lock().unwrap().push((Some(step), Cost::now()));
    }

    fn tick(&self) {}
}
