//! The browser's search script over an index that Rust made: it reads texts as Rust does, finds and orders what is there, and
//! bears with files that are old, broken or gone. Needs `node` on the path.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};
use sitegen::model::concepts::{Concept, ConceptKind, named};
use sitegen::render::search::IndexWriter;
use sitegen::text::normal::{folded, normalised};
use sitegen::text::{Field, Phrases, Postings, TermList, index_term};
use sitegen::view::{DocumentKind, Documents, Facet, FacetKind, Numbers, SearchEntry, SearchName, SearchNames, SegmentName};

use crate::support::property::config;

/// Documents in a block of the older segment: few, so that a small library has both.
const BLOCK: u32 = 4;

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
    slugs: Vec<String>,
    postings: Vec<Postings>,
    facets: Vec<Facet>,
    segments: Vec<Numbers>,
    names: SearchNames,
}

impl Shelf {
    fn new(texts: Vec<Text>) -> Shelf {
        Shelf::with(texts, BLOCK)
    }

    fn with(texts: Vec<Text>, block: u32) -> Shelf {
        let concepts = vec![
            concept(ConceptKind::Word, "坐牢", &["坐牢", "蹲监狱"], &["刑事责任"]),
            concept(ConceptKind::Lender, "bank", &["某某银行", "某行"], &[]),
            concept(ConceptKind::Law, "civil-code", &["民法典"], &[]),
        ];
        let found = Phrases::new(named(&concepts));
        let postings = |t: &Text| {
            let mut list = TermList::default();
            let mut add = |text: &str, field| {
                let text = folded(text);
                list.text(&text, field);
                found.find(&text, |term| list.add(term, field));
            };
            add(&t.title, Field::Title);
            t.headings.iter().for_each(|heading| add(heading, Field::Heading));
            add(&t.body, Field::Body);
            list.postings()
        };
        let count = texts.len() as u32;
        let (main, with) = (count / block * block, (0..).zip(&texts).filter(|(_, t)| t.lender && !t.title.is_empty()));
        let segments = vec![
            Numbers { segment: SegmentName::Main, range: 0..main, id: 7 + main },
            Numbers { segment: SegmentName::New, range: main..main + block, id: count },
        ];
        Shelf {
            slugs: (0..texts.len()).map(|n| format!("a{n}")).collect(),
            postings: texts.iter().map(postings).collect(),
            facets: vec![Facet {
                kind: FacetKind::Lender,
                slug: "bank".into(),
                name: "银行".into(),
                documents: with.map(|(n, _)| n).collect(),
            }],
            segments,
            names: SearchNames {
                concepts: concepts.into_iter().map(named_kind).collect(),
                base: "/".to_owned(),
                situations: vec![("收到传票".to_owned(), "litigation".to_owned())],
                law_articles: vec![("civil-code".to_owned(), vec!["676".to_owned()])],
                calculators: vec![("court-fee".to_owned(), "诉讼费计算器".to_owned(), vec!["诉讼费".to_owned()])],
            },
            texts,
        }
    }

    fn of(titles: &[&str]) -> Shelf {
        Shelf::new(titles.iter().map(|t| Text { title: (*t).to_owned(), ..Text::default() }).collect())
    }

    fn listed(&self, n: u32) -> Option<&Text> {
        self.texts.get(n as usize).filter(|t| !t.title.is_empty())
    }

    /// The index's files below `search/`.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let index = IndexWriter::new(self);
        let files = index.parts().into_iter().flat_map(|part| index.files(part));
        files.map(|f| (f.path.strip_prefix("search/").unwrap().to_owned(), f.bytes)).collect()
    }
}

fn named_kind(Concept { kind, key, names, find }: Concept) -> SearchName {
    let kind = match kind {
        ConceptKind::Word => "word",
        ConceptKind::Lender => "lender",
        ConceptKind::Topic => "topic",
        ConceptKind::Law => "law",
    };
    SearchName { kind, key, names, find }
}

fn concept(kind: ConceptKind, key: &str, names: &[&str], find: &[&str]) -> Concept {
    let strings = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect();
    Concept { kind, key: key.to_owned(), names: strings(names), find: strings(find) }
}

impl Documents for Shelf {
    fn segments(&self) -> &[Numbers] {
        &self.segments
    }

    fn name(&self, n: u32) -> &str {
        self.slugs.get(n as usize).map_or("", String::as_str)
    }

    fn postings(&self, n: u32) -> Option<&Postings> {
        self.listed(n).map(|_| &self.postings[n as usize])
    }

    fn size(&self, n: u32) -> Option<usize> {
        self.postings(n).map(Postings::size)
    }

    fn kind(&self, _: u32) -> DocumentKind {
        DocumentKind::Article
    }

    fn entry(&self, n: u32) -> Option<SearchEntry<'_>> {
        let text = self.listed(n)?;
        Some(SearchEntry {
            title: &text.title,
            url: format!("/hf/{}.html", self.slugs[n as usize]),
            date: "2026-01-01".to_owned(),
            lender: if text.lender { "bank" } else { "" },
            text: text.headings.join("\n"),
            ..SearchEntry::default()
        })
    }

    fn facets(&self) -> &[Facet] {
        &self.facets
    }

    fn address(&self) -> (&str, &str) {
        ("/hf/", ".html")
    }

    fn names(&self) -> &SearchNames {
        &self.names
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
        let scripts = ["search-fold.js", "search-index.js"].map(|name| root.join("static/theme").join(name));
        node.ask(&json!({ "scripts": scripts }));
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

    fn titles(&mut self, query: &str, options: Json) -> Vec<String> {
        let answer = self.search(query, options);
        answer["results"].as_array().unwrap().iter().map(|r| r["title"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
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
fn texts_are_read_and_terms_are_hashed_in_one_way() {
    let mut node = Node::new();
    let planes = ('\0'..='\u{ffff}').chain('\u{1d400}'..='\u{1d7ff}').chain('\u{1f000}'..='\u{20100}');
    let every = planes.map(|c| format!("1{c}甲{c}2"));
    let odd = [
        "LPR 下调",
        "信用卡 停息",
        "24%、36％；3.45%。1.",
        "\u{200b}零e\u{301}\u{ad}",
        "ｶﾞﾊﾟ한국",
        "Σς İ ß",
        "…‥․3․5",
        "a\u{a0}甲",
        "第676条规定，3年内",
    ];
    let texts: Vec<String> = odd.into_iter().map(str::to_owned).chain(every).collect();
    let read = node.ask(&json!({ "texts": texts }));
    // Of characters that are not in its version of Unicode the script can say nothing.
    let known = texts.iter().zip(read.as_array().unwrap()).filter(|(_, js)| js.is_array());
    let of = |text: &str| {
        let (text, mut terms) = (normalised(text), Vec::new());
        index_term::terms(&text, |term| terms.push(term));
        json!([text, terms])
    };
    let different: Vec<_> = known.filter(|(t, js)| of(t) != **js).collect();
    assert_eq!(different, []);
    let keys = ["lender:bank", "word:坐牢", "law:civil-code#676"];
    assert_eq!(node.ask(&json!({ "concepts": keys })), json!(keys.map(index_term::concept)));
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

#[test]
fn every_title_finds_its_document() {
    let mut node = Node::new();
    let mut runner = TestRunner::new(Config { source_file: Some(file!()), ..config(10) });
    let node = std::cell::RefCell::new(&mut node);
    let run = runner.run(&prop::collection::vec(text(), 0..14), |texts| {
        let shelf = Shelf::new(texts);
        let mut node = node.borrow_mut();
        node.open(&shelf.files(), &none());
        for title in shelf.texts.iter().map(|text| &text.title).filter(|title| !title.is_empty()) {
            // A single letter or digit is not looked for.
            let kind = |c: char| if c.is_ascii_digit() { 1 } else { u8::from(c.is_ascii_alphabetic()) * 2 };
            let chars: Vec<char> = normalised(title).chars().collect();
            let is_told = chars.windows(2).any(|pair| !pair.contains(&' ') && kind(pair[0]) == kind(pair[1]));
            let answer = node.search(title, json!({ "limit": 1000 }));
            let found = answer["results"].as_array().unwrap().iter().any(|r| r["title"] == json!(title));
            prop_assert!(found || !is_told, "{}: {}", title, answer);
        }
        Ok(())
    });
    run.unwrap();
}

fn library() -> Vec<Text> {
    let text = |title: &str, heading: &str, body: &str| Text {
        title: title.into(),
        headings: vec![heading.into()],
        body: body.into(),
        lender: title.starts_with('甲'),
    };
    vec![
        text("甲催收电话", "", ""),
        text("乙", "", "接到催收电话以后"),
        text("丙", "催收电话的应对", ""),
        text("丁电话催收", "", ""),
        Text { body: "催收电话".into(), ..Text::default() },
        text("甲再谈催收电话", "", ""),
        text("戊", "", "催收电话，催收电话，催收电话"),
    ]
}

#[test]
fn titles_come_first_then_headings_then_bodies_and_the_newest_first() {
    let mut node = Node::new();
    node.open(&Shelf::new(library()).files(), &none());
    let all = ["甲再谈催收电话", "甲催收电话", "丙", "丁电话催收", "戊", "乙"];
    assert_eq!(node.titles("催收电话", json!({})), all);
    assert_eq!(node.titles("催收电话怎么办", json!({})), all);
    assert_eq!(node.titles("催收电话", json!({ "lender": "bank" })), all[..2]);
    assert_eq!(node.titles("催收电话", json!({ "limit": 2 })), all[..2]);
    assert_eq!(node.titles("没有的词", json!({})), [""; 0]);
    assert_eq!(node.search("债", json!({}))["short"], true);
}

#[test]
fn words_that_no_document_has_weigh_nothing_and_the_answer_says_what_is_missing() {
    let mut node = Node::new();
    node.open(&Shelf::of(&["催收电话", "催收信函", "征信报告"]).files(), &none());
    let answer = node.search("催收电话鹦鹉", json!({}));
    assert_eq!(
        (&answer["complete"], &answer["total"], &answer["results"][0]["title"]),
        (&json!(true), &json!(1), &json!("催收电话"))
    );
    let answer = node.search("催收报告", json!({}));
    assert_eq!((&answer["complete"], &answer["total"]), (&json!(false), &json!(3)));
}

#[test]
fn one_thing_is_found_by_its_other_words() {
    let mut node = Node::new();
    node.open(&Shelf::of(&["刑事责任的边界", "某某银行的催收", "信用卡", "坐牢三年"]).files(), &none());
    let answer = node.search("会不会蹲监狱", json!({}));
    assert_eq!((&answer["also"], &answer["total"]), (&json!(["刑事责任"]), &json!(2)));
    assert_eq!(node.titles("某行催收", json!({}))[0], "某某银行的催收");
    let marks = &answer["results"].as_array().unwrap().iter().find(|r| r["title"] == "刑事责任的边界").unwrap()["marks"];
    assert_eq!(marks["title"], json!([[0, 4]]));
}

#[test]
fn words_and_numbers_are_found_whole() {
    let mut node = Node::new();
    node.open(&Shelf::of(&["lpr下调", "slpra上调", "年化24%", "24个案例", "第24条"]).files(), &none());
    assert_eq!(node.titles("LPR", json!({})), ["lpr下调"]);
    assert_eq!(node.titles("24%", json!({})), ["年化24%"]);
    assert_eq!(node.titles("24条", json!({})), ["第24条"]);
}

#[test]
fn pages_that_answer_themselves_are_named() {
    let mut node = Node::new();
    node.open(&Shelf::of(&["甲乙"]).files(), &none());
    let mut urls = |query: &str| -> Vec<String> {
        let answer = node.search(query, json!({}));
        answer["direct"].as_array().unwrap().iter().map(|d| d["url"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(urls("某行逾期"), ["/lenders/bank/"]);
    assert_eq!(urls("民法典676"), ["/laws/civil-code/#676", "/laws/civil-code/"]);
    assert_eq!(urls("民法典第677条"), ["/laws/civil-code/"]);
    assert_eq!(urls("诉讼费怎么算"), ["/calculators/court-fee/"]);
    assert_eq!(urls("收到法院传票"), ["/topics/litigation/"]);
    assert_eq!(urls("甲乙"), [""; 0]);
}

#[test]
fn equal_titles_are_one_result() {
    let mut node = Node::new();
    node.open(&Shelf::of(&["催收电话", "催收电话", "征信报告"]).files(), &none());
    let answer = node.search("催收电话", json!({}));
    let results: Vec<(&str, i64)> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["title"].as_str().unwrap(), r["alike"].as_i64().unwrap()))
        .collect();
    assert_eq!(results, [("催收电话", 1)]);
}

#[test]
fn a_quotation_has_the_words_that_were_asked() {
    let mut node = Node::new();
    let long = format!("{}收到支付令以后十五日内提出异议", "先看合同".repeat(30));
    let headings = vec!["概述".to_owned(), long, "最后".to_owned()];
    node.open(&Shelf::new(vec![Text { title: "甲乙丙".into(), headings, ..Text::default() }]).files(), &none());
    let answer = node.search("支付令异议", json!({}));
    let result = &answer["results"][0];
    let excerpt = result["excerpt"].as_str().unwrap();
    assert!(excerpt.starts_with('…') && excerpt.contains("支付令") && excerpt.chars().count() < 80, "{excerpt}");
    assert_eq!(result["marks"]["excerpt"].as_array().unwrap().len(), 2, "{result}");
}

#[test]
fn old_files_are_asked_for_again_and_an_old_front_is_told() {
    let (old, new) = (Shelf::of(&["逾期甲", "逾期乙"]), Shelf::of(&["逾期甲", "逾期丙", "逾期丁"]));
    let (mut before, after) = (old.files(), new.files());
    let mut node = Node::new();
    let front = before.remove("index.json").unwrap();
    // A cache that keeps everything but the front.
    node.open(&after, &before);
    assert_eq!(node.titles("逾期", json!({})).len(), 3);
    // A front that is older than the rest.
    let mut mixed = after.clone();
    mixed.insert("index.json".into(), front);
    node.open(&mixed, &none());
    let answer = node.search("逾期", json!({}));
    assert_eq!((&answer["stale"], answer["results"].as_array().unwrap().len()), (&json!(true), 0));
}

#[test]
fn broken_files_are_counted_and_never_hang() {
    let titles: Vec<String> = (0..13).map(|n| format!("逾期还款第{n}步")).collect();
    let shelf = Shelf::of(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = shelf.files();
    let mut node = Node::new();
    let options = |path: &str| json!({ "lender": if path.starts_with("lender") { "bank" } else { "" } });
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
            let answer = node.search("逾期还款", options(path));
            assert!(answer["results"].as_array().unwrap().len() <= 13, "{path}");
        }
        let mut files = whole.clone();
        files.remove(path);
        node.open(&files, &none());
        let answer = node.search("逾期还款", options(path));
        let asked = answer["asked"].as_array().unwrap().iter().any(|p| p == path);
        assert_eq!(answer["failed"].as_u64().unwrap() > 0, asked, "{path}: {answer}");
    }
}

#[test]
fn a_count_is_true_or_the_least() {
    let text = |n: u32| Text {
        title: format!("第{n}篇{}", if n.is_multiple_of(3) { "逾期说明" } else { "征信" }),
        body: if n.is_multiple_of(100) { "支付令".into() } else { String::new() },
        lender: n.is_multiple_of(2),
        ..Text::default()
    };
    let shelf = Shelf::with((0..3_000).map(text).collect(), 256);
    let mut node = Node::new();
    node.open(&shelf.files(), &none());
    let mut told = |query: &str| {
        let answer = node.search(query, json!({}));
        (answer["total"].as_u64().unwrap(), answer["exact"].as_bool().unwrap())
    };
    let (total, exact) = told("逾期说明");
    assert!(total < 1_000 && !exact, "{total}");
    // Bodies of the newest articles were not read.
    assert_eq!(told("支付令"), (29, false));
    assert_eq!(told("第2817"), (1, true));
}

#[test]
fn an_edit_changes_few_files_and_a_new_article_only_the_newest_segment() {
    let titles: Vec<String> = (0..14).map(|n| format!("第{n}篇")).collect();
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
    assert_eq!(folders(&paths), ["main/docs", "main/terms"].map(str::to_owned).into());
    // Four terms came or went.
    assert!(paths.len() <= 1 + 4, "{paths:?}");
    let added = Shelf::of(&[&titles[..], &["新的一篇"]].concat()).files();
    assert_eq!(folders(&changed(&added)), ["index.json", "lender", "new", "new/docs", "new/terms"].map(str::to_owned).into());
}
