//! Server-sent events: a page gets the number of each new state. It finds out by a request whether it differs.

use std::io::{self, Write};
use std::time::Duration;

use super::state::StateWatch;

/// Time after which a comment is sent, so that a reader that has gone away is noticed.
const SILENCE: Duration = Duration::from_secs(15);

/// Sends the number of every state until the reader goes away.
pub(super) fn stream(states: &StateWatch, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nretry: 1000\n",
    )?;
    let mut number = states.newest().number;
    send(number, out)?;
    loop {
        match states.wait_for_other(number, SILENCE) {
            Some(newer) => {
                number = newer;
                send(number, out)?;
            }
            None => {
                out.write_all(b":\n\n")?;
                out.flush()?;
            }
        }
    }
}

fn send(number: u64, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(format!("data: {number}\n\n").as_bytes())?;
    out.flush()
}
