//! Time from a saved article to its page in the browser, with text and related list. Like a browser, the benchmark waits for the
//! reload event and then requests the page.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::corpus;
use crate::measure;

/// Number of articles that are edited one after another.
const EDITS: u32 = 12;

/// Previews a library, builds it to `out`, previews it again, and prints a row.
pub(crate) fn run(program: &Path, root: &Path, out: &Path, articles: u32) -> io::Result<()> {
    let command = |name: &str| {
        let mut command = Command::new(program);
        command.args([name, "--quiet", "--as-of", crate::child::AS_OF, "-r"]).arg(root).arg("-o").arg(out);
        command
    };
    let preview = Preview::start(command("serve"))?;
    let measured = edits(&preview, root, articles);
    chosen(articles).try_for_each(|id| corpus::add(root, id, ""))?;
    let (saved, memory) = (measured?, preview.memory());
    let first = preview.end()?;
    measure::run(&mut command("build"))?;
    let again = Preview::start(command("serve"))?.end()?;
    println!("| {articles} | {} s | {} s | {saved} | {memory} MiB |", first.as_millis() / 1000, again.as_millis() / 1000);
    Ok(())
}

/// A running preview.
struct Preview {
    server: Child,
    address: String,
    /// Time from the start until the first page was served.
    ready: Duration,
}

impl Preview {
    fn start(mut command: Command) -> io::Result<Preview> {
        let started = Instant::now();
        let mut server = command.args(["--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut address = String::new();
        let said = server.stdout.take().ok_or_else(|| io::Error::other("nothing is said"))?;
        BufReader::new(said).read_line(&mut address)?;
        let address = address.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Ok(Preview { server, address, ready: started.elapsed() })
    }

    /// Peak memory so far, in MiB.
    fn memory(&self) -> u64 {
        measure::field(&format!("/proc/{}/status", self.server.id()), "VmHWM:") / 1024
    }

    fn end(mut self) -> io::Result<Duration> {
        self.server.kill()?;
        self.server.wait()?;
        Ok(self.ready)
    }
}

fn chosen(articles: u32) -> impl Iterator<Item = u32> {
    (0..EDITS).map(move |n| n * (articles / EDITS).max(1) % articles)
}

/// Edits articles and returns the table cells with the times.
fn edits(preview: &Preview, root: &Path, articles: u32) -> io::Result<String> {
    let address = &preview.address;
    let mut events = BufReader::new(ask(address, "/.sitegen/events")?);
    event(&mut events)?;
    let (mut took, mut late) = (Vec::new(), 0);
    for id in chosen(articles) {
        let sentence = format!("张先生第{id}次把通话要点写成书面材料，当天寄给了总部。");
        let saved = Instant::now();
        corpus::add(root, id, &sentence)?;
        event(&mut events)?;
        let mut page = String::new();
        ask(address, &format!("/articles/{}.html", corpus::slug(id)))?.read_to_string(&mut page)?;
        took.push(saved.elapsed());
        if !page.contains(&sentence) {
            return Err(io::Error::other(format!("{}: the page is not the saved text's", corpus::slug(id))));
        }
        // A related list that follows later comes with a second event.
        events.get_ref().set_read_timeout(Some(Duration::from_millis(2_000 + u64::from(articles.min(100_000)) / 10)))?;
        late += u32::from(event(&mut events).is_ok());
        events.get_ref().set_read_timeout(None)?;
    }
    took.sort_unstable();
    let at = |part: usize| took.get(took.len() * part / 100).or(took.last()).map_or(0, Duration::as_millis);
    Ok(format!("{} ms | {} ms | {} ms | {late}", at(50), at(90), at(100)))
}

/// Requests an address. The stream then yields head and body.
fn ask(address: &str, path: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
    Ok(stream)
}

/// Waits for the next reload event.
fn event(events: &mut BufReader<TcpStream>) -> io::Result<()> {
    let mut line = String::new();
    while !line.starts_with("data: ") {
        line.clear();
        if events.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(())
}

pub(crate) const HEAD: &str = "\n| articles | start-up | start-up after a build | save to page, median | 90 % | maximum | late lists | peak memory |\n\
     | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";
