//! The main loop: events in order, one answer to each request.

#![expect(clippy::disallowed_methods, reason = "frames are read while keys are answered")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::document::Document;
use super::message::{self, Answer, Message, Refusal};
use super::open::Open;
use super::params::{AtPosition, CodeAction, DidChange, DidOpen, Initialize, OfDocument, Query, Rename};
use super::queue::{cancelled, superseded};
use super::session::{News, Session};
use super::{actions, completion, diagnostics, symbols, uri, wire};
use crate::diag::Lang;
use crate::load;
use crate::pipeline::Options;
use crate::text::localized;

/// How long no key is pressed before the site is linked again.
const PAUSE: Duration = Duration::from_millis(300);
/// How often the day is looked at.
const DAY_CHECK: Duration = Duration::from_secs(60);

/// What a server is started with.
pub(crate) struct Config {
    /// The language of messages; that of the editor if absent.
    pub(crate) lang: Option<Lang>,
    /// The language where the editor names none.
    pub(crate) default_lang: Lang,
    /// The options at a moment: their day may change.
    pub(crate) options: Box<dyn Fn() -> Options>,
    /// The site's folder and its settings; found above each file if absent.
    pub(crate) site: Option<(PathBuf, PathBuf)>,
}

enum Event {
    Frame(Vec<u8>),
    /// The input has ended, or is no protocol.
    End(io::Result<()>),
    Site(PathBuf, News),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    ShutDown,
}

struct Server {
    config: Config,
    lang: Lang,
    phase: Phase,
    /// Sites by folder.
    sites: BTreeMap<PathBuf, Session>,
    events: Sender<Event>,
    output: Box<dyn Write + Send>,
    /// Documents whose diagnostics may have changed.
    changed: BTreeSet<(PathBuf, Arc<str>)>,
    /// The status with which the editor ended it.
    status: Option<u8>,
}

/// Serves an editor until it ends. The value is the exit status: 0 after `shutdown` and `exit`, else 1.
///
/// # Errors
/// If the input is no protocol, or the output is closed.
pub(crate) fn serve(config: Config, input: Box<dyn Read + Send>, output: Box<dyn Write + Send>) -> io::Result<u8> {
    let (sender, events) = mpsc::channel();
    let frames = sender.clone();
    thread::spawn(move || {
        let mut input = BufReader::new(input);
        loop {
            let event = match wire::read(&mut input) {
                Ok(Some(body)) => Event::Frame(body),
                Ok(None) => Event::End(Ok(())),
                Err(error) => Event::End(Err(error)),
            };
            let is_end = matches!(event, Event::End(_));
            if frames.send(event).is_err() || is_end {
                return;
            }
        }
    });
    let (lang, sites, changed) = (config.lang.unwrap_or(config.default_lang), BTreeMap::new(), BTreeSet::new());
    let mut server = Server { config, lang, phase: Phase::New, sites, events: sender, output, changed, status: None };
    server.run(&events)
}

impl Server {
    fn run(&mut self, events: &Receiver<Event>) -> io::Result<u8> {
        loop {
            let patience = if self.sites.values().any(Session::wants_snapshot) { PAUSE } else { DAY_CHECK };
            match events.recv_timeout(patience) {
                Ok(event) => {
                    let waiting: Vec<Event> = std::iter::once(event).chain(events.try_iter()).collect();
                    self.take(waiting)?;
                }
                Err(RecvTimeoutError::Timeout) => self.refresh(),
                Err(RecvTimeoutError::Disconnected) => return Ok(1),
            }
            if let Some(status) = self.status {
                return Ok(status);
            }
            let (new, options) = (self.sites.values_mut().filter(|site| site.is_new() && !site.is_busy()), (self.config.options)());
            new.for_each(|site| site.refresh(&options));
            self.publish()?;
        }
    }

    /// Asks for the snapshots that are wanted: nobody has pressed a key for a while.
    fn refresh(&mut self) {
        let options = (self.config.options)();
        for site in self.sites.values_mut().filter(|site| site.wants_snapshot() || (!site.is_busy() && site.day_changed(&options)))
        {
            site.refresh(&options);
        }
    }

    /// Takes events in order. A request that was cancelled, or that a newer one of its kind replaces, is not answered in full.
    fn take(&mut self, events: Vec<Event>) -> io::Result<()> {
        let mut messages = Vec::with_capacity(events.len());
        for event in events {
            match event {
                Event::Frame(body) => messages.push(message::parse(&body)),
                Event::Site(root, news) => self.news(&root, news),
                Event::End(Ok(())) => messages.push(Ok(Message::Notification { method: "exit".to_owned(), params: Value::Null })),
                Event::End(Err(error)) => return Err(error),
            }
        }
        let cancelled = cancelled(&messages);
        let superseded = superseded(&messages);
        for (position, message) in messages.into_iter().enumerate() {
            if self.status.is_some() {
                break;
            }
            match message {
                Ok(Message::Request { id, method, params }) => {
                    let answer = if cancelled.contains(&id) {
                        Err(Refusal::new(Refusal::CANCELLED, "cancelled"))
                    } else if superseded.contains(&position) {
                        Err(Refusal::new(Refusal::CONTENT_MODIFIED, "a newer request waits"))
                    } else {
                        self.request(&method, params)
                    };
                    self.send(&message::response(&id, answer))?;
                }
                Ok(Message::Notification { method, params }) => self.notice(&method, params),
                Ok(Message::Answer) => {}
                Err(refusal) => self.send(&message::response(&Value::Null, Err(refusal)))?,
            }
        }
        Ok(())
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        wire::write(&mut *self.output, message)
    }

    fn request(&mut self, method: &str, params: Value) -> Answer {
        match (self.phase, method) {
            (Phase::New, "initialize") => {
                self.phase = Phase::Running;
                Ok(self.initialize(&message::params(params).unwrap_or_default()))
            }
            (Phase::New, _) => Err(Refusal::new(Refusal::NOT_INITIALIZED, "`initialize` comes first")),
            (Phase::Running, "initialize") => Err(Refusal::new(Refusal::INVALID_REQUEST, "`initialize` comes once")),
            (Phase::ShutDown, _) => Err(Refusal::new(Refusal::INVALID_REQUEST, "the server was shut down")),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                Ok(Value::Null)
            }
            (Phase::Running, "textDocument/codeAction") => {
                let asked: CodeAction = message::params(params)?;
                Ok(self.open(&asked.text_document.uri).map_or_else(Vec::new, |open| open.actions(&asked, self.lang)).into())
            }
            (Phase::Running, "textDocument/completion") => {
                let asked: AtPosition = message::params(params)?;
                let empty = || json!({"isIncomplete": false, "items": []});
                Ok(self
                    .open(&asked.text_document.uri)
                    .and_then(|open| open.completions(asked.position, self.lang))
                    .unwrap_or_else(empty))
            }
            (Phase::Running, "textDocument/hover") => {
                let asked: AtPosition = message::params(params)?;
                Ok(self
                    .open(&asked.text_document.uri)
                    .and_then(|open| open.hover(asked.position, self.lang))
                    .unwrap_or(Value::Null))
            }
            (Phase::Running, "textDocument/prepareRename") => {
                let asked: AtPosition = message::params(params)?;
                self.open(&asked.text_document.uri).map_or(Ok(Value::Null), |open| open.prepare_rename(asked.position, self.lang))
            }
            (Phase::Running, "textDocument/rename") => {
                let asked: Rename = message::params(params)?;
                self.open(&asked.text_document.uri).map_or(Ok(Value::Null), |open| open.rename(&asked, self.lang))
            }
            (Phase::Running, "textDocument/documentSymbol") => {
                let asked: OfDocument = message::params(params)?;
                Ok(self.open(&asked.text_document.uri).and_then(|open| open.outline(self.lang)).unwrap_or(Value::Null))
            }
            (Phase::Running, "workspace/symbol") => {
                let asked: Query = message::params(params)?;
                let of_site = |site: &Session| {
                    let scene = site.desk.scene(site.documents.keys().next()?, self.lang)?;
                    Some(symbols::articles(&scene, &site.root, &asked.query))
                };
                Ok(self.sites.values().filter_map(of_site).flatten().collect::<Vec<_>>().into())
            }
            (Phase::Running, "textDocument/references") => {
                let asked: AtPosition = message::params(params)?;
                self.open(&asked.text_document.uri).map_or(Ok(Value::Null), |open| open.references(asked.position, self.lang))
            }
            (Phase::Running, "textDocument/definition") => {
                let asked: AtPosition = message::params(params)?;
                Ok(self
                    .open(&asked.text_document.uri)
                    .and_then(|open| open.definition(asked.position, self.lang))
                    .unwrap_or(Value::Null))
            }
            _ => Err(Refusal::new(Refusal::UNKNOWN_METHOD, format!("`{method}` is not known"))),
        }
    }

    fn initialize(&mut self, params: &Initialize) -> Value {
        let of_editor = || params.locale.as_ref().map(|locale| if locale.starts_with("zh") { Lang::Zh } else { Lang::En });
        self.lang = self.config.lang.or_else(of_editor).unwrap_or(self.config.default_lang);
        json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": {"openClose": true, "change": 2, "save": false},
                "completionProvider": {"triggerCharacters": completion::TRIGGERS, "resolveProvider": false},
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "renameProvider": {"prepareProvider": true},
                "documentSymbolProvider": true,
                "workspaceSymbolProvider": true,
                "codeActionProvider": {"codeActionKinds": actions::KINDS},
            },
            "serverInfo": {"name": "sitegen", "version": env!("CARGO_PKG_VERSION")},
        })
    }

    fn notice(&mut self, method: &str, params: Value) {
        match (self.phase, method) {
            (phase, "exit") => self.status = Some(u8::from(phase != Phase::ShutDown)),
            (Phase::Running, "textDocument/didOpen") => {
                if let Ok(DidOpen { text_document: opened }) = message::params(params) {
                    self.write(&opened.uri.clone(), |_| Document::new(opened.uri, opened.version, opened.text));
                }
            }
            (Phase::Running, "textDocument/didChange") => {
                if let Ok(DidChange { text_document, content_changes }) = message::params(params) {
                    self.write(&text_document.uri.clone(), |known| {
                        let mut document = known.unwrap_or_else(|| Document::new(text_document.uri, None, String::new()));
                        document.apply(text_document.version, content_changes);
                        document
                    });
                }
            }
            (Phase::Running, "textDocument/didClose") => {
                if let Ok(OfDocument { text_document }) = message::params(params) {
                    self.close(&text_document.uri);
                }
            }
            _ => {}
        }
    }

    /// The site of a file, begun if it is the first file of it.
    fn site_of(&mut self, uri: &str) -> Option<(PathBuf, Arc<str>)> {
        let path = uri::path(uri)?;
        let (root, settings) = match &self.config.site {
            Some(site) => site.clone(),
            None => {
                let root = load::find_root(path.parent()?)?;
                (root.clone(), root.join(load::SETTINGS))
            }
        };
        if !self.sites.contains_key(&root) {
            let (events, folder) = (self.events.clone(), root.clone());
            let tell = move |news| {
                // Without a receiver the server has ended.
                let _ = events.send(Event::Site(folder.clone(), news));
            };
            let session = Session::begin(root.clone(), settings, &(self.config.options)(), tell);
            self.sites.insert(root.clone(), session);
        }
        let path = self.sites.get(&root)?.site_path(&path)?;
        Some((root, path))
    }

    fn write(&mut self, uri: &str, write: impl FnOnce(Option<Document>) -> Document) {
        let Some((root, path)) = self.site_of(uri) else { return };
        let Some(site) = self.sites.get_mut(&root) else { return };
        let document = write(site.documents.remove(&path));
        site.documents.insert(Arc::clone(&path), document);
        let written = site.write(&path);
        self.changed.insert((root, path));
        self.complain(written);
    }

    fn close(&mut self, uri: &str) {
        let Some((root, path)) = self.site_of(uri) else { return };
        if let Some(site) = self.sites.get_mut(&root) {
            site.close(&path);
            self.changed.insert((root, path));
        }
    }

    fn news(&mut self, root: &PathBuf, news: News) {
        let Some(site) = self.sites.get_mut(root) else { return };
        match news {
            News::Touched(changes) => site.touched(changes),
            News::Snapshot(snapshot) => {
                let installed = site.install(snapshot);
                let paths = site.documents.keys().chain(&site.published).cloned().chain(site.desk.faulty());
                self.changed.extend(paths.map(|path| (root.clone(), path)).collect::<Vec<_>>());
                self.complain(installed);
            }
        }
    }

    /// Shows an error of the machine.
    fn complain(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            let what = localized(self.lang, ["读不了文件", "a file cannot be read"]);
            let message = json!({"type": 1, "message": format!("sitegen: {what}: {error}")});
            // If the output is closed, the next frame tells.
            let _ = self.send(&message::notification("window/showMessage", &message));
        }
    }

    /// An open document with its findings.
    fn open(&self, uri: &str) -> Option<Open<'_>> {
        let path = uri::path(uri)?;
        let find = |site: &'_ Session| site.site_path(&path);
        let (site, path) = self.sites.values().find_map(|site| Some((site, find(site)?)))?;
        Some(Open { document: site.documents.get(&path)?, site, path })
    }

    /// Sends the diagnostics that may have changed.
    fn publish(&mut self) -> io::Result<()> {
        let mut messages = Vec::new();
        for (root, path) in std::mem::take(&mut self.changed) {
            let Some(site) = self.sites.get_mut(&root) else { continue };
            let found = site.findings(&path);
            let (uri, version, diagnostics) = match (site.documents.get(&path), site.text(&path)) {
                (Some(document), Some(source)) => {
                    let all = diagnostics::diagnostics(document, source, &found, &site.root, self.lang);
                    (document.uri.clone(), document.version, all)
                }
                _ => (uri::of(&root.join(&*path)), None, diagnostics::of_file(&found, self.lang)),
            };
            let is_known =
                if diagnostics.is_empty() { site.published.remove(&path) } else { !site.published.insert(Arc::clone(&path)) };
            // A good text gets an empty list, too; a closed one only if it had diagnostics.
            if diagnostics.is_empty() && !is_known && version.is_none() && !site.documents.contains_key(&path) {
                continue;
            }
            let mut params = json!({"uri": uri, "diagnostics": diagnostics});
            if let (Value::Object(params), Some(version)) = (&mut params, version) {
                params.insert("version".to_owned(), version.into());
            }
            messages.push(message::notification("textDocument/publishDiagnostics", &params));
        }
        messages.iter().try_for_each(|message| self.send(message))
    }
}
