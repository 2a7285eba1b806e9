//! The browser's search script over an index that Rust made: it reads texts as Rust does, finds exactly what is there, and
//! bears with files that are old, broken or gone. Needs `node` on the path.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};
use sitegen::render::search::IndexWriter;
use sitegen::text::Postings;
use sitegen::text::normal::{Bigram, normalised};
use sitegen::view::{Documents, Facet, FacetKind, SearchEntry as Entry, SearchWords as Words};

use crate::support::property::config;

/// Documents in a lot of the older segments: few, so that a small library has all three.
const LOTS: [u32; 2] = [8, 4];

/// A document; one without a title may not be found.
#[derive(Debug, Clone, Default)]
struct Text {
    title: String,
    headings: Vec<String>,
    body: String,
    lender: bool,
}

#[derive(Debug)]
struct Shelf {
    texts: Vec<Text>,
    names: Vec<String>,
    postings: Vec<Postings>,
    facets: Vec<Facet>,
}

impl Shelf {
    fn new(texts: Vec<Text>) -> Shelf {
        let names = (0..texts.len()).map(|n| format!("a{n}")).collect();
        let body = |t: &Text| [&t.headings[..], std::slice::from_ref(&t.body)].concat().join("\n");
        let postings = texts.iter().map(|t| Postings::of(&t.title, &body(t), t.headings.iter().map(String::as_str))).collect();
        let with = (0..).zip(&texts).filter(|(_, t)| t.lender && !t.title.is_empty()).map(|(n, _)| n).collect();
        let facets = vec![Facet { kind: FacetKind::Lender, slug: "bank".into(), name: "银行".into(), documents: with }];
        Shelf { texts, names, postings, facets }
    }

    fn of(titles: &[&str]) -> Shelf {
        Shelf::new(titles.iter().map(|t| Text { title: (*t).to_owned(), ..Text::default() }).collect())
    }

    fn listed(&self, n: u32) -> Option<&Text> {
        self.texts.get(n as usize).filter(|t| !t.title.is_empty())
    }

    /// The index's files below `search/`.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.files_in(LOTS)
    }

    /// The same with lots of other sizes.
    fn files_in(&self, lots: [u32; 2]) -> BTreeMap<String, Vec<u8>> {
        let index = IndexWriter::new(self, lots);
        let files = index.parts().into_iter().flat_map(|part| index.files(part));
        files.map(|f| (f.path.strip_prefix("search/").unwrap().to_owned(), f.bytes)).collect()
    }
}

impl Documents for Shelf {
    fn count(&self) -> u32 {
        self.texts.len() as u32
    }

    fn slug(&self, n: u32) -> &str {
        &self.names[n as usize]
    }

    fn words(&self, n: u32) -> Option<Words<'_>> {
        let text = self.listed(n)?;
        Some(Words { title: &text.title, headings: text.headings.iter().map(String::as_str).collect() })
    }

    fn postings(&self, n: u32) -> Option<&Postings> {
        self.listed(n).map(|_| &self.postings[n as usize])
    }

    fn entry(&self, n: u32) -> Option<Entry<'_>> {
        let text = self.listed(n)?;
        let lender = if text.lender { "bank" } else { "" };
        let (url, date) = (format!("/hf/{}.html", self.names[n as usize]), "2026-01-01".to_owned());
        Some(Entry { title: &text.title, url, date, lender, topic: "", excerpt: String::new() })
    }

    fn facets(&self) -> &[Facet] {
        &self.facets
    }

    fn address(&self) -> (&str, &str) {
        ("/hf/", ".html")
    }
}

/// The script in a process of Node.
struct Node {
    child: Child,
    answers: std::io::Lines<BufReader<ChildStdout>>,
}

impl Node {
    fn new() -> Node {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = Command::new("node");
        command.arg(root.join("tests/search_node.js")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("node, which this test needs, is not on the path");
        let answers = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut node = Node { child, answers };
        node.ask(&json!({ "script": root.join("static/theme/search-index.js") }));
        node
    }

    fn ask(&mut self, message: &Json) -> Json {
        writeln!(self.child.stdin.as_mut().unwrap(), "{message}").unwrap();
        serde_json::from_str(&self.answers.next().expect("the script ended").unwrap()).unwrap()
    }

    fn open(&mut self, files: &BTreeMap<String, Vec<u8>>, cached: &BTreeMap<String, Vec<u8>>) -> Json {
        let coded = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, String> {
            files.iter().map(|(path, bytes)| (path.clone(), base64(bytes))).collect()
        };
        self.ask(&json!({ "files": coded(files), "cached": coded(cached) }))
    }

    fn search(&mut self, query: &str, options: Json) -> Json {
        let answer = self.ask(&json!({ "query": query, "options": options }));
        assert!(answer["thrown"].is_null(), "{query}: {answer}");
        answer
    }

    /// Numbers of the documents that hold every word of a query in title or headings.
    fn exact(&mut self, query: &str) -> BTreeSet<usize> {
        let answer = self.search(query, json!({ "limit": 1000 }));
        numbers(&answer, &["title", "heading"])
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn numbers(answer: &Json, places: &[&str]) -> BTreeSet<usize> {
    let results = answer["results"].as_array().unwrap().iter();
    let fitting = results.filter(|r| places.contains(&r["where"].as_str().unwrap()));
    fitting.map(|r| r["url"].as_str().unwrap().trim_start_matches("/hf/a").trim_end_matches(".html").parse().unwrap()).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |chunk: &[u8]| {
        let n = (0..3).fold(0_u32, |n, i| n << 8 | u32::from(chunk.get(i).copied().unwrap_or(0)));
        let digit = |i: usize| if i <= chunk.len() { char::from(DIGITS[(n >> (18 - 6 * i) & 63) as usize]) } else { '=' };
        (0..4).map(digit).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

fn none() -> BTreeMap<String, Vec<u8>> {
    BTreeMap::new()
}

#[test]
fn texts_are_read_and_pairs_are_hashed_in_one_way() {
    let mut node = Node::new();
    let planes = ('\0'..='\u{ffff}').chain('\u{1d400}'..='\u{1d7ff}').chain('\u{1f000}'..='\u{20100}');
    let every = planes.map(|c| format!("1{c}甲{c}2"));
    let odd =
        ["LPR 下调", "信用卡 停息", "24%、36％；3.45%。1.", "\u{200b}零e\u{301}\u{ad}", "ｶﾞﾊﾟ한국", "Σς İ ß", "…‥․3․5", "a\u{a0}甲"];
    let texts: Vec<String> = odd.into_iter().map(str::to_owned).chain(every).collect();
    let read = node.ask(&json!({ "texts": texts }));
    // Of characters that are not in its version of Unicode the script can say nothing.
    let known = texts.iter().zip(read.as_array().unwrap()).filter(|(_, js)| js.is_string());
    let different: Vec<_> = known.filter(|(t, js)| normalised(t) != js.as_str().unwrap()).collect();
    assert_eq!(different, []);
    let pairs: Vec<(char, char)> = "债务ab24%𠮷野家lpr".chars().zip("务b4%𠮷野家lpr债".chars()).collect();
    let hashes = node.ask(&json!({ "hashes": pairs.iter().map(|(a, b)| [a.to_string(), b.to_string()]).collect::<Vec<_>>() }));
    let wanted: Vec<u32> = pairs.iter().map(|(a, b)| Bigram(*a, *b).hash()).collect();
    assert_eq!(hashes, json!(wanted));
}

fn text() -> impl Strategy<Value = Text> {
    let words = "[债务逾期还款利率abL012３％Ａ𠮷😀，. ]{0,14}";
    (words, prop::collection::vec(words, 0..4), words, any::<bool>()).prop_map(|(title, headings, body, lender)| Text {
        title,
        headings,
        body,
        lender,
    })
}

/// Every part of two to six characters of a text.
fn parts(text: &str) -> BTreeSet<String> {
    let text: Vec<char> = normalised(text).chars().collect();
    let windows = (2..=6).flat_map(|n| text.windows(n).map(|w| w.iter().collect::<String>()).collect::<Vec<_>>());
    // What parts a number (`1 .5`) in a text of its own does not do so within another.
    windows.filter(|part| !part.contains(' ') && normalised(part) == *part).collect()
}

#[test]
fn every_part_of_titles_and_headings_is_found_exactly() {
    let mut node = Node::new();
    let mut runner = TestRunner::new(Config { source_file: Some(file!()), ..config(40) });
    let node = std::cell::RefCell::new(&mut node);
    let run = runner.run(&prop::collection::vec(text(), 0..14), |texts| {
        let shelf = Shelf::new(texts);
        let mut node = node.borrow_mut();
        node.open(&shelf.files(), &none());
        let heads =
            |t: &Text| std::iter::once(normalised(&t.title)).chain(t.headings.iter().map(|h| normalised(h))).collect::<Vec<_>>();
        let listed: Vec<(usize, Vec<String>)> =
            shelf.texts.iter().enumerate().filter(|(_, t)| !t.title.is_empty()).map(|(n, t)| (n, heads(t))).collect();
        let queries: BTreeSet<String> =
            listed.iter().flat_map(|(_, heads)| heads.iter().flat_map(|h| parts(h)).collect::<Vec<_>>()).collect();
        for query in queries {
            let wanted: BTreeSet<usize> =
                listed.iter().filter(|(_, heads)| heads.iter().any(|h| h.contains(&query))).map(|(n, _)| *n).collect();
            prop_assert_eq!(node.exact(&query), wanted, "{}", query);
        }
        Ok(())
    });
    run.unwrap();
}

#[test]
fn titles_come_first_then_headings_then_bodies_and_the_newest_first() {
    let text = |title: &str, heading: &str, body: &str| Text {
        title: title.into(),
        headings: vec![heading.into()],
        body: body.into(),
        lender: title.starts_with('甲'),
    };
    let texts = vec![
        text("甲催收电话", "", ""),
        text("乙", "", "接到催收电话以后"),
        text("丙", "催收电话怎么办", ""),
        text("丁电话催收", "", ""),
        Text { body: "催收电话".into(), ..Text::default() },
        text("甲再谈催收电话", "", ""),
    ];
    let mut node = Node::new();
    let opened = node.open(&Shelf::new(texts).files(), &none());
    assert_eq!(opened["count"], 5);
    let mut found = |query: &str, options: Json| -> Vec<String> {
        let answer = node.search(query, options);
        let results = answer["results"].as_array().unwrap().iter();
        results.map(|r| format!("{} {}", r["where"].as_str().unwrap(), r["title"].as_str().unwrap())).collect()
    };
    let all = ["title 甲再谈催收电话", "title 甲催收电话", "heading 丙", "some 丁电话催收", "body 乙"];
    assert_eq!(found("催收电话", json!({})), all);
    assert_eq!(found("催收电话", json!({ "lender": "bank" })), &all[..2]);
    assert_eq!(found("催收电话", json!({ "limit": 2 })), &all[..2]);
    assert_eq!(found("电话 再谈", json!({})), ["title 甲再谈催收电话"]);
    assert_eq!(found("债", json!({})), [""; 0]);
    assert_eq!(found("没有的词", json!({})), [""; 0]);
}

#[test]
fn old_files_are_asked_for_again_and_an_old_front_is_told() {
    let (old, new) = (Shelf::of(&["逾期甲", "逾期乙"]), Shelf::of(&["逾期甲", "逾期丙", "逾期丁"]));
    let (mut before, after) = (old.files(), new.files());
    let mut node = Node::new();
    before.remove("index.json");
    // A cache that keeps everything but the front.
    node.open(&after, &before);
    assert_eq!(node.exact("逾期").len(), 3);
    // A front that is older than the rest.
    let mut mixed = after.clone();
    mixed.insert("index.json".into(), old.files()["index.json"].clone());
    let mut renamed = old;
    renamed.names[0] = "other".into();
    mixed.insert("index.json".into(), renamed.files()["index.json"].clone());
    node.open(&mixed, &none());
    let answer = node.search("逾期", json!({}));
    assert_eq!((&answer["stale"], answer["results"].as_array().unwrap().len()), (&json!(true), 0));
}

#[test]
fn broken_files_are_counted_and_never_hang() {
    let titles: Vec<String> = (0..13).map(|n| format!("逾期还款第{n}步怎么办")).collect();
    let shelf = Shelf::of(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = shelf.files();
    let mut node = Node::new();
    for path in whole.keys().filter(|p| *p != "index.json") {
        let bytes = &whole[path];
        let ids = if path.ends_with(".json") { 0 } else { 5 };
        let mut spoilt: Vec<Vec<u8>> = vec![vec![], bytes[..bytes.len() / 2].to_vec(), bytes[..ids].to_vec()];
        spoilt.extend((0..8_usize).map(|n| {
            let mut bytes = bytes.clone();
            bytes.iter_mut().skip(ids).step_by(n + 1).for_each(|b| *b ^= 0xff >> n);
            bytes
        }));
        spoilt.push(bytes[..ids].iter().copied().chain([0xff; 64]).collect());
        for bytes in spoilt {
            let mut files = whole.clone();
            files.insert(path.clone(), bytes);
            node.open(&files, &none());
            let answer = node.search("逾期还款怎么办", json!({ "lender": if path.starts_with("lender") { "bank" } else { "" } }));
            assert!(answer["results"].as_array().unwrap().len() <= 13, "{path}");
        }
        let mut files = whole.clone();
        files.remove(path);
        node.open(&files, &none());
        let answer = node.search("逾期还款", json!({ "lender": if path.starts_with("lender") { "bank" } else { "" } }));
        let asked = answer["asked"].as_array().unwrap().iter().any(|p| p == path);
        assert_eq!(answer["failed"].as_u64().unwrap() > 0, asked, "{path}: {answer}");
    }
}

#[test]
fn of_frequent_words_the_number_of_articles_is_told_about_right() {
    let text = |n: u32| Text {
        title: format!("第{n}篇{}", if n.is_multiple_of(3) { "逾期说明" } else { "征信" }),
        lender: n.is_multiple_of(2),
        ..Text::default()
    };
    let shelf = Shelf::new((0..24_000).map(text).collect());
    let mut node = Node::new();
    node.open(&shelf.files_in([4096, 256]), &none());
    for (query, options, wanted) in [
        ("逾期", json!({}), 8_000),
        ("逾期说明", json!({}), 8_000),
        ("征信", json!({}), 16_000),
        ("逾期", json!({ "lender": "bank" }), 4_000),
    ] {
        let answer = node.search(query, options);
        let total = answer["total"].as_i64().unwrap();
        assert!((total - wanted).abs() <= wanted / 10, "{query}: {total} instead of {wanted}");
        assert_eq!(answer["exact"], false, "{query}: all of the index was read, which proves nothing");
    }
}

#[test]
fn an_edit_changes_few_files_and_a_new_article_only_the_newest_segment() {
    let titles: Vec<String> = (0..13).map(|n| format!("第{n}篇")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let before = Shelf::of(&titles).files();
    let changed = |after: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path.clone()).collect()
    };
    let folders = |paths: &[String]| -> BTreeSet<String> {
        paths.iter().map(|p| p.rsplit_once('/').map_or(p.as_str(), |(folder, _)| folder).to_owned()).collect()
    };
    let mut edited = titles.clone();
    edited[2] = "第二篇";
    let paths = changed(&Shelf::of(&edited).files());
    assert_eq!(folders(&paths), ["main/body", "main/docs", "main/head"].map(str::to_owned).into());
    // Four pairs came or went.
    assert!(paths.len() <= 1 + 2 * 4, "{paths:?}");
    let added = Shelf::of(&[&titles[..], &["新的一篇"]].concat()).files();
    assert_eq!(folders(&changed(&added)), ["index.json", "new/body", "new/docs", "new/head"].map(str::to_owned).into());
}
