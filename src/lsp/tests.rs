//! The server in memory: frames in, frames out.

use std::io::{self, Read, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Config, serve, wire};
use crate::diag::Lang;
use crate::link::Publish;
use crate::pipeline::{AsOf, Options};

/// How long a test waits for a message.
const PATIENCE: Duration = Duration::from_secs(60);

struct Input(Receiver<Vec<u8>>, Vec<u8>);

impl Read for Input {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.1.is_empty() {
            self.1 = self.0.recv().unwrap_or_default();
        }
        let count = self.1.len().min(out.len());
        out[..count].copy_from_slice(&self.1[..count]);
        self.1.drain(..count);
        Ok(count)
    }
}

struct Output(Sender<Vec<u8>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.0.send(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Client {
    site: tempfile::TempDir,
    input: Option<Sender<Vec<u8>>>,
    messages: Receiver<Value>,
    seen: Vec<Value>,
    server: JoinHandle<io::Result<u8>>,
    next: u64,
}

const SITE: &[(&str, &str)] = &[
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\n"),
    ("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n"),
    ("content/articles/a.md", "---\ntitle: 甲\ndate: 2026-03-01\ntopics: [逾期]\n---\n\n## 第一步 {#one}\n\n正文。\n"),
];
const NEW: &str = "---\ntitle: 乙\ndate: 2026-03-01\ntopics: [逾期]\n---\n\n😀看[甲](a.md#on)。\n";

impl Client {
    fn start() -> Client {
        let site = tempfile::tempdir().unwrap();
        for (path, text) in SITE {
            let path = site.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let (input, received) = mpsc::channel();
        let (written, output) = mpsc::channel::<Vec<u8>>();
        let (told, messages) = mpsc::channel();
        std::thread::spawn(move || {
            let mut input = io::BufReader::new(Input(output, Vec::new()));
            while let Ok(Some(body)) = wire::read(&mut input) {
                let _ = told.send(serde_json::from_slice(&body).unwrap());
            }
        });
        let server = std::thread::spawn(move || {
            let options = || Options { as_of: AsOf::Day(Date::constant(2026, 6, 1)), publish: Publish::default(), base_url: None };
            let config = Config { lang: None, default_lang: Lang::En, options: Box::new(options), site: None };
            serve(config, Box::new(Input(received, Vec::new())), Box::new(Output(written)))
        });
        Client { site, input: Some(input), messages, seen: Vec::new(), server, next: 1_000 }
    }

    fn raw(&self, bytes: &[u8]) {
        let _ = self.input.as_ref().unwrap().send(bytes.to_vec());
    }

    fn send(&self, message: &Value) {
        let mut bytes = Vec::new();
        wire::write(&mut bytes, message).unwrap();
        self.raw(&bytes);
    }

    fn notify(&self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Waits for a message.
    fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            if let Some(at) = self.seen.iter().position(&is_wanted) {
                return self.seen.remove(at);
            }
            let message = self.messages.recv_timeout(PATIENCE).expect("a message of the server");
            self.seen.push(message);
        }
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    fn initialize(&mut self, locale: &str) -> Value {
        let answer = self.request("initialize", json!({"processId": null, "locale": locale, "capabilities": {}}));
        self.notify("initialized", json!({}));
        answer
    }

    fn uri(&self, path: &str) -> String {
        super::uri::of(&self.site.path().join(path))
    }

    fn open(&self, path: &str, version: i64, text: &str) {
        let document = json!({"uri": self.uri(path), "languageId": "markdown", "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn change(&self, path: &str, version: i64, changes: Value) {
        let document = json!({"uri": self.uri(path), "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// The diagnostics of a version of a file for which a condition holds.
    fn diagnostics(&mut self, path: &str, version: i64, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let uri = self.uri(path);
        let message = self.wait(|message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri.as_str()
                && params["version"] == version
                && holds(params["diagnostics"].as_array().unwrap())
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    fn end(mut self) -> io::Result<u8> {
        self.input = None;
        self.server.join().unwrap()
    }
}

fn has(code: &'static str) -> impl Fn(&[Value]) -> bool {
    move |all| all.iter().any(|diagnostic| diagnostic["code"] == code)
}

#[test]
fn a_wrong_link_is_shown_and_its_remedy_corrects_it() {
    let mut client = Client::start();
    let answer = client.initialize("zh-CN");
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-16");
    client.open("content/articles/b.md", 1, NEW);
    let found = client.diagnostics("content/articles/b.md", 1, has("SG205"));
    let wrong = found.iter().find(|diagnostic| diagnostic["code"] == "SG205").unwrap();
    let range = json!({"start": {"line": 6, "character": 11}, "end": {"line": 6, "character": 13}});
    assert_eq!((&wrong["source"], &wrong["severity"]), (&json!("sitegen"), &json!(1)), "{wrong}");
    assert!(wrong["message"].as_str().unwrap().contains('\n'), "{wrong}");
    let at = wrong["range"].clone();
    let asked = json!({"textDocument": {"uri": client.uri("content/articles/b.md")}, "range": at, "context": {"diagnostics": []}});
    let actions = client.request("textDocument/codeAction", asked)["result"].as_array().unwrap().clone();
    let action = actions.iter().find(|action| action["kind"] == "quickfix").unwrap_or_else(|| panic!("{range} {actions:?}"));
    let edit = &action["edit"]["changes"][client.uri("content/articles/b.md")][0];
    client.change("content/articles/b.md", 2, json!([{"range": edit["range"], "text": edit["newText"]}]));
    client.diagnostics("content/articles/b.md", 2, |all| !has("SG205")(all));
    let shut = client.request("shutdown", Value::Null);
    assert_eq!(shut["result"], Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.end().unwrap(), 0);
}

#[test]
fn a_finding_is_accepted_with_a_reason_that_somebody_writes() {
    let mut client = Client::start();
    client.initialize("zh-CN");
    let text = "---\ntitle: 丙\ndate: 2026-03-01\ntopics: [逾期]\n---\n\n这里有多余 的空格。\n";
    client.open("content/articles/c.md", 1, text);
    let found = client.diagnostics("content/articles/c.md", 1, has("SG552"));
    let at = found.iter().find(|diagnostic| diagnostic["code"] == "SG552").unwrap()["range"].clone();
    let asked = json!({"textDocument": {"uri": client.uri("content/articles/c.md")}, "range": at});
    let actions = client.request("textDocument/codeAction", asked)["result"].as_array().unwrap().clone();
    let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["删去「 」", "在这一篇放行 SG552，并写明理由", "修正这一篇里能自动修正的地方"]);
    let edit = &actions[1]["edit"]["changes"][client.uri("content/articles/c.md")][0];
    assert_eq!(edit["newText"], "allow: [{code: SG552, reason: \"\"}]\n");
    client.change("content/articles/c.md", 2, json!([{"range": edit["range"], "text": edit["newText"]}]));
    // Without a reason it is an error, with one it holds.
    let empty = client.diagnostics("content/articles/c.md", 2, |all| all.iter().any(|diagnostic| diagnostic["severity"] == 1));
    let place = empty.iter().find(|diagnostic| diagnostic["severity"] == 1).unwrap()["range"]["start"]["line"].clone();
    let line = edit["range"]["start"]["line"].as_u64().unwrap();
    assert_eq!(place, line, "{empty:?}");
    let reason = json!({"line": line, "character": 31});
    client.change("content/articles/c.md", 3, json!([{"range": {"start": reason, "end": reason}, "text": "原文如此"}]));
    client.diagnostics("content/articles/c.md", 3, |all| {
        !has("SG552")(all) && all.iter().all(|diagnostic| diagnostic["severity"] != 1)
    });
    assert_eq!(client.end().unwrap(), 1);
}

#[test]
fn headings_and_titles_are_listed() {
    let mut client = Client::start();
    client.initialize("en");
    client.open(
        "content/articles/b.md",
        1,
        "---\ntitle: 乙\ndate: 2026-03-01\ntopics: [逾期]\n---\n\n## 一\n\n### 一之一\n\n### 一之二\n\n## 二\n",
    );
    client.diagnostics("content/articles/b.md", 1, |_| true);
    let document = json!({"textDocument": {"uri": client.uri("content/articles/b.md")}});
    // The outline is known with the first snapshot.
    let outline = loop {
        let answer = client.request("textDocument/documentSymbol", document.clone())["result"].clone();
        if !answer.is_null() {
            break answer;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let names = |list: &Value| {
        list.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (names(&outline), names(&outline[0]["children"])),
        (vec!["一".into(), "二".into()], vec!["一之一".into(), "一之二".into()])
    );
    assert_eq!(outline[1]["range"]["start"], json!({"line": 12, "character": 0}));
    let found = client.request("workspace/symbol", json!({"query": "甲"}))["result"].clone();
    assert_eq!(
        (names(&found), found[0]["location"]["uri"].as_str()),
        (vec!["甲".to_owned()], Some(client.uri("content/articles/a.md").as_str()))
    );
    assert_eq!(client.end().unwrap(), 1);
}

#[test]
fn changes_in_a_burst_are_applied_in_order() {
    let mut client = Client::start();
    client.initialize("en");
    client.open("content/articles/b.md", 0, NEW);
    let end = |line: u32, character: u32| json!({"start": {"line": line, "character": character}, "end": {"line": line, "character": character}});
    for n in 1..=2_000 {
        client.change("content/articles/b.md", n, json!([{"range": end(6, 2), "text": "字"}]));
    }
    client.change(
        "content/articles/b.md",
        2_001,
        json!([{"range": {"start": {"line": 6, "character": 2_002}, "end": {"line": 6, "character": 2}}, "text": ""}]),
    );
    let found = client.diagnostics("content/articles/b.md", 2_001, has("SG205"));
    let wrong = found.iter().find(|diagnostic| diagnostic["code"] == "SG205").unwrap();
    assert_eq!(wrong["range"]["start"]["line"], 6);
    assert!(wrong["range"]["end"]["character"].as_u64().unwrap() < 20, "{wrong}");
    assert_eq!(client.end().unwrap(), 1);
}

#[test]
fn a_client_that_misbehaves_is_answered_and_served() {
    let mut client = Client::start();
    let code = |answer: &Value| answer["error"]["code"].as_i64();
    let early = client.request("textDocument/hover", json!({}));
    assert_eq!(code(&early), Some(-32002));
    client.raw(b"Content-Length: 3\r\n\r\n{x}");
    assert_eq!(code(&client.wait(|message| message["id"].is_null() && message.get("error").is_some())), Some(-32700));
    client.raw(b"Content-Length: 2\r\n\r\n[]");
    assert_eq!(code(&client.wait(|message| message["id"].is_null() && message.get("error").is_some())), Some(-32600));
    client.initialize("en");
    let twice = client.request("initialize", json!({}));
    let unknown = client.request("textDocument/nothing", json!({}));
    let wrong = client.request("textDocument/codeAction", json!({"textDocument": 7}));
    assert_eq!([code(&twice), code(&unknown), code(&wrong)], [Some(-32600), Some(-32601), Some(-32602)]);
    client.notify("textDocument/didChange", json!({"textDocument": []}));
    client.notify("textDocument/didOpen", json!({"textDocument": {"uri": "untitled:1", "text": "甲"}}));
    client.notify("$/setTrace", json!({"value": "off"}));
    client.open("content/articles/b.md", 1, NEW);
    let far = json!({"start": {"line": 4_000_000_000_u32, "character": 9}, "end": {"line": 7, "character": 4_000_000_000_u32}});
    client.change("content/articles/b.md", 2, json!([{"range": far, "text": "尾\n"}]));
    client.diagnostics("content/articles/b.md", 2, has("SG205"));
    let shut = client.request("shutdown", Value::Null);
    let late = client.request("textDocument/codeAction", json!({}));
    assert_eq!((shut.get("error"), code(&late)), (None, Some(-32600)));
    assert_eq!(client.end().unwrap(), 0);
}

#[test]
fn input_that_is_no_protocol_ends_the_server_with_an_error() {
    let client = Client::start();
    client.raw(b"GET / HTTP/1.1\r\n\r\n");
    assert_eq!(client.end().unwrap_err().to_string(), "a line of the head has no colon");
}

#[test]
fn a_cancelled_request_is_answered_as_such() {
    let messages = [
        Ok(super::message::Message::Request {
            id: json!(1),
            method: "textDocument/hover".into(),
            params: json!({"textDocument": {"uri": "a"}}),
        }),
        Ok(super::message::Message::Notification { method: "$/cancelRequest".into(), params: json!({"id": 1}) }),
        Ok(super::message::Message::Request {
            id: json!(2),
            method: "textDocument/hover".into(),
            params: json!({"textDocument": {"uri": "a"}}),
        }),
        Ok(super::message::Message::Request {
            id: json!(3),
            method: "textDocument/hover".into(),
            params: json!({"textDocument": {"uri": "b"}}),
        }),
    ];
    assert_eq!(super::queue::cancelled(&messages), [json!(1)]);
    assert_eq!(super::queue::superseded(&messages), [0].into());
}

/// A message that no good client sends, or one at an odd time.
fn odd() -> impl Strategy<Value = Value> {
    let methods = prop::sample::select(vec![
        "initialize",
        "initialized",
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/completion",
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/rename",
        "textDocument/prepareRename",
        "textDocument/codeAction",
        "textDocument/documentSymbol",
        "workspace/symbol",
        "$/cancelRequest",
        "no/such/method",
        "",
    ]);
    let uris = prop::sample::select(vec![
        "SITE/content/articles/a.md",
        "SITE/content/articles/b.md",
        "SITE/sitegen.yaml",
        "SITE/../x",
        "untitled:1",
        "",
        "file://%ff/",
    ]);
    let texts = prop::sample::select(vec![
        NEW,
        "",
        "---\n",
        "---\ntitle: [\n",
        "\u{feff}---\r\ntitle: 甲\r---\n```calculator\nkind: bill\n",
        "看[乙](",
        "《民法典》第",
        "{lender.",
        "😀",
    ]);
    let number = prop_oneof![0_u32..12, Just(u32::MAX)];
    let place = (number.clone(), number).prop_map(|(line, character)| json!({"line": line, "character": character}));
    (methods, uris, texts, place.clone(), place, prop::option::of(0_u32..5), 0..8_u8).prop_map(|(method, uri, text, start, end, id, shape)| {
        let range = json!({"start": start, "end": end});
        let changes = if shape % 2 == 0 { json!([{"text": text}]) } else { json!([{"range": range, "text": text}]) };
        let document = json!({"uri": uri, "version": shape, "languageId": "markdown", "text": text});
        let params = match shape {
            7 => json!([1, null]),
            6 => Value::Null,
            _ => json!({"textDocument": document, "position": start, "range": range, "contentChanges": changes, "newName": text, "query": text, "id": id, "context": {"only": [text]}}),
        };
        match id {
            Some(id) => json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}),
            None => json!({"jsonrpc": "2.0", "method": method, "params": params}),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn no_client_makes_the_server_fail_or_err(messages in prop::collection::vec(odd(), 0..40)) {
        let mut client = Client::start();
        let site = super::uri::of(client.site.path());
        for message in &messages {
            let text = message.to_string().replace("SITE", &site);
            client.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
        }
        // A good client is served as ever.
        client.initialize("en");
        client.open("content/articles/z.md", 99, NEW);
        let found = client.diagnostics("content/articles/z.md", 99, has("SG205"));
        let wrong = found.iter().find(|diagnostic| diagnostic["code"] == "SG205").unwrap();
        prop_assert_eq!(&wrong["range"]["start"]["line"], 6);
        client.request("shutdown", Value::Null);
        client.notify("exit", Value::Null);
        prop_assert_eq!(client.end().unwrap(), 0);
    }
}
