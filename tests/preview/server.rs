//! A preview that runs until the test ends, and as much of a browser as it takes to ask it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::site::{AS_OF, Site};

/// Longest time that anything may take, on any computer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview of a folder.
pub struct Server {
    pub child: Child,
    /// `127.0.0.1:43210`
    pub host: String,
    /// What was printed: the address.
    pub address: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn field(&self, name: &str) -> Option<&str> {
        let named = |line: &&str| line.split_once(": ").is_some_and(|(n, _)| n.eq_ignore_ascii_case(name));
        self.head.lines().find(named).and_then(|line| line.split_once(": ")).map(|(_, value)| value)
    }
}

/// Starts the preview of a folder at a free port.
pub fn serve(folder: &Site, arguments: &[&str]) -> Server {
    let all = [&["serve", "--port", "0", "--as-of", AS_OF, "--lang", "zh-CN"], arguments].concat();
    let mut child = folder.interruptible(&all).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let address = address.trim_end().to_owned();
    let host = address.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
    Server { child, host, address }
}

impl Server {
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and reads what comes back until the connection ends.
    pub fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // It may be refused before all of it is sent.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    pub fn ask(&self, method: &str, path: &str) -> Answer {
        let raw = self.raw(format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host).as_bytes());
        let text = String::from_utf8(raw).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{path}: {text}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path)
    }

    /// Listens for states of the site, from the present one on.
    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        stream.write_all(format!("GET /.sitegen/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host).as_bytes()).unwrap();
        let mut events = Events { stream: BufReader::new(stream), number: 0 };
        events.next();
        events
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open stream of events.
pub struct Events {
    stream: BufReader<TcpStream>,
    /// Of the last state that was told of.
    pub number: u64,
}

impl Events {
    /// Waits for the next state; its number.
    pub fn next(&mut self) -> u64 {
        let started = Instant::now();
        loop {
            let mut line = String::new();
            // Signs of life come meanwhile.
            assert!(started.elapsed() < PATIENCE, "no other state has come");
            assert!(self.stream.read_line(&mut line).unwrap() > 0, "the stream has ended");
            if let Some(number) = line.strip_prefix("data: ") {
                self.number = number.trim_end().parse().unwrap();
                return self.number;
            }
        }
    }

    /// Waits until what the server answers is as wanted: one state after the other.
    pub fn until(&mut self, server: &Server, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        loop {
            let answer = server.get(path);
            if wanted(&answer) {
                return answer;
            }
            self.next();
        }
    }
}
