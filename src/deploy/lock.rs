//! The lock of a state: only one deployment at a time.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::place::Place;
use super::run::{Failure, Refusal};

const LOCK: &str = "lock.json";
/// A lock that was not renewed for so long belongs to nobody.
const STALE: Duration = Duration::from_secs(600);
const RENEWAL: Duration = Duration::from_secs(60);

/// Who holds a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holder {
    pub(crate) host: String,
    pub(crate) process: u32,
    /// Seconds since 1970 at which the process took the lock, which tells its runs apart.
    started: u64,
    /// Seconds since 1970.
    renewed: u64,
}

/// What a lock that is there means for a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Held,
    Abandoned,
}

impl Holder {
    fn of_process() -> Holder {
        let now = seconds();
        Holder { host: host(), process: std::process::id(), started: now, renewed: now }
    }

    /// A process of this host that is gone holds nothing; one of another host holds its lock for ten minutes after its last renewal.
    fn standing(&self, host: &str, now: u64, is_alive: impl Fn(u32) -> bool) -> Standing {
        let is_gone = self.host == host && !is_alive(self.process);
        if is_gone || now.saturating_sub(self.renewed) >= STALE.as_secs() { Standing::Abandoned } else { Standing::Held }
    }

    fn is_same(&self, other: &Holder) -> bool {
        (&self.host, self.process, self.started) == (&other.host, other.process, other.started)
    }
}

/// A lock that is held until the value is dropped. A thread renews it.
pub(super) struct Lock {
    state: Place,
    stop: Option<Sender<()>>,
    renewal: Option<JoinHandle<()>>,
}

impl Lock {
    /// Takes the lock, or tells who holds it.
    pub(super) fn take(state: &Place) -> Result<Lock, Failure> {
        let mine = Holder::of_process();
        if let Some(theirs) = read(state)?
            && theirs.standing(&mine.host, mine.renewed, is_alive) == Standing::Held
        {
            return Err(Refusal::Locked(theirs).into());
        }
        write(state, &mine)?;
        // Two runs may have written at the same moment; the last one has the lock.
        if let Some(theirs) = read(state)?.filter(|theirs| !theirs.is_same(&mine)) {
            return Err(Refusal::Locked(theirs).into());
        }
        let (stop, stopped) = mpsc::channel();
        let place = state.clone();
        let renewal = thread::spawn(move || {
            while stopped.recv_timeout(RENEWAL) == Err(RecvTimeoutError::Timeout) {
                // A renewal that fails is repeated after a minute, nine times before the lock is stale.
                let _ = write(&place, &Holder { renewed: seconds(), ..mine.clone() });
            }
        });
        Ok(Lock { state: state.clone(), stop: Some(stop), renewal: Some(renewal) })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(renewal) = self.renewal.take() {
            // The thread cannot panic.
            let _ = renewal.join();
        }
        // A lock that cannot be removed is taken over by the next run.
        let _ = self.state.remove(LOCK);
    }
}

/// The lock that is there. One that cannot be read was never completed, so that it holds nothing.
fn read(state: &Place) -> Result<Option<Holder>, Failure> {
    Ok(state.read(LOCK)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

fn write(state: &Place, holder: &Holder) -> Result<(), Failure> {
    let bytes = serde_json::to_vec(holder).map_err(|_| Failure::Record(state.join(LOCK)))?;
    Ok(state.write(LOCK, &bytes)?)
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

fn host() -> String {
    let of_kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let of_program = || {
        let output = Command::new("hostname").stdin(Stdio::null()).output().ok()?;
        String::from_utf8(output.stdout).ok()
    };
    of_kernel.or_else(of_program).map(|name| name.trim().to_owned()).unwrap_or_default()
}

/// True if a process of this host runs. Where that cannot be known, it is taken to run.
fn is_alive(process: u32) -> bool {
    if Path::new("/proc/self").exists() {
        return Path::new(&format!("/proc/{process}")).exists();
    }
    if cfg!(unix) {
        let status = Command::new("kill").args(["-0", &process.to_string()]).stderr(Stdio::null()).status();
        return status.map_or(true, |status| status.success());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_belongs_to_a_process_that_runs_or_renewed_it() {
        let holder = Holder { host: "a".to_owned(), process: 7, started: 900, renewed: 1_000 };
        for (host, now, is_alive, expected) in [
            ("a", 1_000, true, Standing::Held),
            ("a", 1_001, false, Standing::Abandoned),
            ("b", 1_001, false, Standing::Held),
            ("b", 1_599, false, Standing::Held),
            ("b", 1_600, false, Standing::Abandoned),
            ("a", 1_600, true, Standing::Abandoned),
            ("b", 0, false, Standing::Held),
        ] {
            assert_eq!(holder.standing(host, now, |_| is_alive), expected, "{host} {now} {is_alive}");
        }
    }

    #[test]
    fn this_process_is_alive() {
        assert!(is_alive(std::process::id()));
        assert!(!is_alive(u32::MAX));
        assert!(!host().is_empty());
    }
}
