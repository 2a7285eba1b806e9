//! Server-sent events: tells a page that looks at the preview whenever there is another state to look at. Never says which
//! pages differ; the page asks for itself.

use std::io::{self, Write};
use std::time::Duration;

use super::shown::StateWatch;

/// Silence after which a sign of life is sent, so that a reader that has gone away is noticed.
const SILENCE: Duration = Duration::from_secs(15);

/// Tells of every state until the reader goes away.
pub(super) fn stream(states: &StateWatch, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nretry: 1000\n",
    )?;
    let mut number = states.shown().number;
    tell(number, out)?;
    loop {
        match states.another(number, SILENCE) {
            Some(newer) => {
                number = newer;
                tell(number, out)?;
            }
            None => {
                out.write_all(b":\n\n")?;
                out.flush()?;
            }
        }
    }
}

fn tell(number: u64, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(format!("data: {number}\n\n").as_bytes())?;
    out.flush()
}
