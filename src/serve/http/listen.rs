//! Connections: each has a thread, a time limit and a size limit. If there are too many, the next one is refused. No input ends
//! the server.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{Request, Response, Status, parse};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connections: usize,
    /// Bytes of the head of a request.
    pub(crate) head: usize,
    /// Time until the head is complete.
    pub(crate) patience: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        // Browsers send along the cookies of everything else on this computer.
        Limits { connections: 64, head: 32 * 1024, patience: Duration::from_secs(10) }
    }
}

/// A pause after the system had no room for another connection.
const BREATH: Duration = Duration::from_millis(50);

/// Accepts connections as long as the listener lives. `own` is a host name of the server besides `localhost`.
pub(crate) fn listen(
    listener: &TcpListener,
    own: Option<&str>,
    limits: Limits,
    answer: &(dyn Fn(&Request, &mut TcpStream) -> io::Result<()> + Sync),
) {
    let open = AtomicUsize::new(0);
    thread::scope(|scope| {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else {
                thread::sleep(BREATH);
                continue;
            };
            let place = Place::take(&open);
            if place.number > limits.connections {
                let _ = stream.set_write_timeout(Some(BREATH));
                let _ = Response::refusal(Status::Busy).send(false, &mut stream);
                continue;
            }
            let serve = move || {
                let _place = place;
                // A reader that has gone away is no error.
                let _ = converse(&mut stream, own, limits, answer);
                let _ = stream.shutdown(Shutdown::Both);
            };
            if thread::Builder::new().spawn_scoped(scope, serve).is_err() {
                thread::sleep(BREATH);
            }
        }
    });
}

/// A slot among the connections, released when it is dropped.
struct Place<'a> {
    open: &'a AtomicUsize,
    number: usize,
}

impl<'a> Place<'a> {
    fn take(open: &'a AtomicUsize) -> Place<'a> {
        Place { open, number: open.fetch_add(1, Ordering::SeqCst) + 1 }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::SeqCst);
    }
}

fn converse(
    stream: &mut TcpStream,
    own: Option<&str>,
    limits: Limits,
    answer: &dyn Fn(&Request, &mut TcpStream) -> io::Result<()>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(limits.patience))?;
    match read_head(stream, limits)?.and_then(|head| parse(&head, own)) {
        Ok(request) => answer(&request, stream),
        Err(status) => refuse(stream, status),
    }
}

/// Refuses a request. The remaining input is read, or the response would be lost with it.
fn refuse(stream: &mut TcpStream, status: Status) -> io::Result<()> {
    Response::refusal(status).send(false, stream)?;
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(BREATH))?;
    let mut rest = [0; 4096];
    for _ in 0..16 {
        if !matches!(stream.read(&mut rest), Ok(n) if n > 0) {
            break;
        }
    }
    stream.flush()
}

/// Reads up to the empty line that ends the head.
fn read_head(stream: &mut TcpStream, limits: Limits) -> io::Result<Result<Vec<u8>, Status>> {
    let started = Instant::now();
    let (mut head, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let Some(left) = limits.patience.checked_sub(started.elapsed()).filter(|left| !left.is_zero()) else {
            return Ok(Err(Status::Timeout));
        };
        stream.set_read_timeout(Some(left))?;
        let read = match stream.read(&mut piece) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) if matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => return Ok(Err(Status::Timeout)),
            Err(e) => return Err(e),
        };
        // The empty line may be split between two reads.
        let from = head.len().saturating_sub(3);
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
        let end = head.get(from..).and_then(|new| new.windows(4).position(|w| w == b"\r\n\r\n"));
        if let Some(end) = end {
            head.truncate(from + end + 4);
            return Ok(Ok(head));
        }
        if head.len() > limits.head {
            return Ok(Err(Status::TooLarge));
        }
    }
}
