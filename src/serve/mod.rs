//! The preview: the site as it would be built. Each page is rendered when a browser requests it, and reloaded when a file is saved.
//!
//! ```text
//! watch ─► reload ─► PreviewState ─► answer ─► browser
//!            ▲                            │ events: there is another state
//!          disk                           ▼ asks again
//! ```
//!
//! A [`PreviewState`] is immutable and is replaced as a whole. It keeps the last good site if the newest one has errors. The preview
//! writes nothing, and answers only this computer unless `--host` says otherwise.

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
mod state;
mod target;

pub use answer::answer;
pub(crate) use reload::{MAX_COMPARED_AT_ONCE, ReloadSummary};
pub use reload::{PreviewConfig, Reloader};
pub(crate) use state::LoadFailure;
pub use state::PreviewState;

use std::collections::BTreeSet;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::diag::Lang;
use crate::pipeline::{ChangeSet, Progress};
use crate::watch::Watch;
use http::{Limits, Request};
use state::StateWatch;

/// Time without a save after which slow work may start.
const LULL: Duration = Duration::from_secs(2);

pub(crate) trait Reporter: Sync {
    /// The site was read for the first time and can be looked at.
    fn ready(&self, address: &str);
    /// The site was read, or could not be for the reason `failure`.
    fn reloaded(&self, reload: &ReloadSummary, failure: Option<&str>, elapsed: Duration);
    /// The files are polled for the reason `why`, because the system does not report saves.
    fn polls(&self, why: &str);
}

/// Opens a port: the one that is asked for, else the first free one of the next twenty.
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

/// Shows a site as long as the program runs. `own` is the host name given for the listener's address.
pub(crate) fn serve(
    listener: &TcpListener,
    own: &str,
    config: PreviewConfig,
    lang: Lang,
    reporter: &dyn Reporter,
    progress: &dyn Progress,
) {
    let (root, origin) = (config.root.clone(), config.origin.clone());
    // Before the first reload, so that no save is missed meanwhile.
    let mut watch = Watch::begin(&config.root, &config.settings);
    if let Some(why) = &watch.polls {
        reporter.polls(why);
    }
    let mut reloader = Reloader::new(config);
    let mut reload = |changes, allow_stale_related| {
        let started = Instant::now();
        let (state, summary) = reloader.reload(changes, allow_stale_related, progress);
        let message = match &state.failure {
            Some(LoadFailure::Disk(message)) => Some(message.as_str()),
            _ => None,
        };
        reporter.reloaded(&summary, message, started.elapsed());
        (state, summary.is_related_stale)
    };
    let states = StateWatch::new(reload(ChangeSet::Any, false).0);
    reporter.ready(&format!("{origin}{}", states.newest().base));
    thread::scope(|scope| {
        let states = &states;
        scope.spawn(move || {
            while let Some(changes) = watch.wait() {
                let (state, mut is_related_stale) = reload(changes, true);
                states.replace(state);
                while is_related_stale {
                    // A person who saves again soon is not kept waiting.
                    let (changes, allow_stale_related) = match watch.wait_within(LULL) {
                        Ok(changes) => (changes, true),
                        Err(_) => (ChangeSet::Paths(BTreeSet::new()), false),
                    };
                    let (state, is_still_stale) = reload(changes, allow_stale_related);
                    states.replace(state);
                    is_related_stale = is_still_stale;
                }
            }
        });
        let reply = |request: &Request, stream: &mut TcpStream| {
            if request.path == "/.sitegen/events" && !request.head {
                return events::stream(states, stream);
            }
            answer(&states.newest(), &root, lang, request).send(request.head, stream)
        };
        http::listen(listener, Some(own), Limits::default(), &reply);
    });
}
