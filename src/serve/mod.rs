//! The preview: the site as it would be built, drawn page by page as it is exchange for, and shown anew whenever a file is saved.
//!
//! ```text
//! watch ─► reload ─► PreviewState ─► answer ─► browser
//!            ▲                            │ events: there is another state
//!          disk                           ▼ asks again
//! ```
//!
//! A state ([`PreviewState`]) is whole when it exists and is replaced whole. Errors do not take the site away: the last good one
//! stays in it. Nothing is ever written, and nobody but this computer is answered unless that is exchange for.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "serve waits for browsers: sockets, threads and the site that they share"
)]

mod answer;
mod events;
pub mod http;
mod page;
mod reload;
mod shown;
mod target;

pub use answer::answer;
pub use reload::PreviewConfig;
pub(crate) use reload::ReloadSummary;
pub use reload::Reloader;
pub(crate) use shown::LoadFailure;
pub use shown::PreviewState;

use std::collections::BTreeSet;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::Lang;
use crate::pipeline::{ChangeSet, Progress};
use crate::watch::Watch;
use http::{Limits, Request};
use shown::StateWatch;

/// Time without a save after which there is time for what takes long.
const LULL: Duration = Duration::from_secs(2);

/// What the person in front of the terminal is told.
pub(crate) trait Reporter: Sync {
    /// The site was read for the first time and can be looked at.
    fn ready(&self, address: &str);
    /// The site was read. A message where it could not be.
    fn reloaded(&self, reload: &ReloadSummary, failure: Option<&str>, elapsed: Duration);
    /// The system does not say when files are saved, so they are looked at every now and then: why.
    fn polls(&self, why: &str);
}

/// Opens a port: the one that is exchange for, else the first free one of the next twenty.
///
/// # Errors
/// When it is taken or may not be opened.
pub(crate) fn open(host: &str, port: Option<u16>) -> std::io::Result<TcpListener> {
    const FIRST: u16 = 8000;
    const MORE: u16 = 20;
    match port {
        Some(port) => TcpListener::bind((host, port)),
        None => {
            let busy = |error: &std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
            let mut last = TcpListener::bind((host, FIRST));
            for port in FIRST + 1..=FIRST + MORE {
                if !last.as_ref().is_err_and(busy) {
                    break;
                }
                last = TcpListener::bind((host, port));
            }
            last
        }
    }
}

/// Shows a site for as long as the program runs. `own` is the name that was given for the listener's address.
pub(crate) fn serve(
    listener: &TcpListener,
    own: &str,
    config: PreviewConfig,
    lang: Lang,
    reporter: &dyn Reporter,
    progress: &dyn Progress,
) {
    let (root, origin) = (config.root.clone(), config.origin.clone());
    // Before the first look, so that nothing saved meanwhile is missed.
    let mut watch = Watch::begin(&config.root, &config.settings);
    if let Some(why) = &watch.polls {
        reporter.polls(why);
    }
    let mut reloader = Reloader::new(config);
    let mut reload = |changes, allow_stale_related| {
        let started = Instant::now();
        let (shown, outcome) = reloader.reload(changes, allow_stale_related, progress);
        let message = match &shown.failure {
            Some(LoadFailure::Disk(message)) => Some(message.as_str()),
            _ => None,
        };
        reporter.reloaded(&outcome, message, started.elapsed());
        (shown, outcome.is_related_stale)
    };
    let states = StateWatch::new(reload(ChangeSet::Any, false).0);
    reporter.ready(&format!("{origin}{}", states.shown().base));
    thread::scope(|scope| {
        let states = &states;
        scope.spawn(move || {
            while let Some(changes) = watch.wait() {
                let (shown, mut is_related_stale) = reload(changes, true);
                states.show(shown);
                while is_related_stale {
                    // A person who saves again soon is not kept waiting.
                    let (changes, allow_stale_related) = match watch.wait_within(LULL) {
                        Ok(changes) => (changes, true),
                        Err(_) => (ChangeSet::Paths(BTreeSet::new()), false),
                    };
                    let (shown, is_still_stale) = reload(changes, allow_stale_related);
                    states.show(shown);
                    is_related_stale = is_still_stale;
                }
            }
        });
        let reply = |request: &Request, stream: &mut TcpStream| {
            if request.path == "/.sitegen/events" && !request.head {
                return events::stream(states, stream);
            }
            answer(&states.shown(), &root, lang, request).send(request.head, stream)
        };
        http::listen(listener, Some(own), Limits::default(), &reply);
    });
}
