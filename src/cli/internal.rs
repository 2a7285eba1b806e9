//! Internal errors: a panic of the program becomes finding SG901 with the place in the program, and exit status 2.

#![expect(clippy::disallowed_types, reason = "the panic hook is called by any thread")]

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diag::catalogue::ProgramFault;
use crate::diag::{Fault, Lang};
use crate::text::localized;

/// Runs a command. A panic on any of its threads is reported at once, the first one only, because the preview goes on without
/// the thread. `None` if the command itself ended with a panic.
pub(super) fn catch<T>(lang: Lang, report: impl Fn(&str) + Send + Sync + 'static, command: impl FnOnce() -> T) -> Option<T> {
    let is_reported = AtomicBool::new(false);
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !is_reported.swap(true, Ordering::Relaxed) {
            let payload = info.payload_as_str().unwrap_or("panic");
            let place = info.location().map(|place| format!(" ({place})")).unwrap_or_default();
            report(&message(lang, format!("{payload}{place}")));
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(command));
    panic::set_hook(previous);
    result.ok()
}

fn message(lang: Lang, detail: String) -> String {
    let fault: Fault = ProgramFault::Internal { detail }.into();
    let nothing_written = localized(lang, ["；没有写任何文件", "; nothing was written"]);
    format!("sitegen: {}: {}{nothing_written}\n  {}", fault.code(), fault.message(lang), fault.help(lang))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn a_panic_is_reported_with_its_place() {
        for (lang, text) in [
            (Lang::Zh, "程序自身出错：broken (src/cli/internal.rs:"),
            (Lang::En, "an internal error occurred: broken (src/cli/internal.rs:"),
        ] {
            let reports = Arc::new(Mutex::new(Vec::new()));
            let sink = Arc::clone(&reports);
            let report = move |message: &str| sink.lock().unwrap().push(message.to_owned());
            assert_eq!(catch(lang, report, || -> u8 { panic!("broken") }), None);
            let reports = reports.lock().unwrap();
            let [message] = &reports[..] else { panic!("{reports:?}") };
            let nothing_written = localized(lang, ["；没有写任何文件", "; nothing was written"]);
            assert!(
                message.starts_with("sitegen: SG901: ") && message.contains(text) && message.contains(nothing_written),
                "{message}"
            );
        }
        assert_eq!(catch(Lang::En, |_| {}, || 7), Some(7));
    }
}
