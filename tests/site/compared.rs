//! What is near to what and what is said twice, after any series of edits: found by comparing only what has changed, it is what
//! comparing everything finds.

use std::collections::BTreeSet;

use jiff::civil::Date;
use proptest::prelude::*;
use sitegen::diag::Finding;
use sitegen::link::Publish;
use sitegen::load::Sources;
use sitegen::model::{ArticleId, Id};
use sitegen::pipeline::{self, AsOf, Before, Options, Past, Site, Touched};

use crate::series;
use crate::support::folder::Folder;
use crate::support::library::random::Random;
use crate::support::silent::Silent;

const ARTICLES: usize = 260;
/// Articles of the first subject: enough that lists are longer than one looks around in.
const FIRST: usize = 80;
/// Articles of each other subject. A subject has words that others lack: an edit makes no difference to most others.
const SUBJECT: usize = 12;
const SUBJECTS: usize = 1 + (ARTICLES - FIRST) / SUBJECT;
/// Sentences that are said of each subject.
const STOCK: usize = 60;

/// An article as numbers: sentences of a stock that others have, too, and what it has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    title: usize,
    topic: usize,
    /// A law and a lender are named.
    is_lawyerly: bool,
    day: usize,
    sentences: Vec<usize>,
}

/// One article edited. Numbers choose among what is there.
#[derive(Debug, Clone)]
enum Edit {
    Sentence(usize, usize, usize),
    /// A sentence that nobody else has.
    Own(usize, usize),
    Shorter(usize, usize),
    /// Nearly the same as another: one sentence more.
    Copy(usize, usize),
    Topic(usize, usize),
    Law(usize),
    Title(usize, usize),
    Pin(usize),
    Day(usize),
    /// A page beside the articles.
    Page(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = || any::<u16>().prop_map(usize::from);
    prop_oneof![
        4 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Sentence(a, b, c)),
        3 => (n(), n()).prop_map(|(a, b)| Edit::Own(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Edit::Shorter(a, b)),
        3 => (n(), n()).prop_map(|(a, b)| Edit::Copy(a, b)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Topic(a, b)),
        1 => n().prop_map(Edit::Law),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Title(a, b)),
        1 => n().prop_map(Edit::Pin),
        1 => n().prop_map(Edit::Day),
        1 => n().prop_map(Edit::Page),
    ]
}

/// Titles from this number on pin an article.
const PINNED: usize = 400;
/// Sentences from this number on are one article's own.
const OWN: usize = 10_000;
/// Those from this number on are made of few letters, so that all of them are alike.
const FEW_LETTERS: usize = 100_000;

fn sentence(number: usize) -> String {
    let mut random = Random::new(3, u32::try_from(number).unwrap(), 0);
    let first = 0x5000 + number / STOCK % 500 * 24;
    let (first, letters) = if number < FEW_LETTERS { (first, 24) } else { (0x5000 - 8, 3) };
    let mut letter = || char::from_u32(u32::try_from(first + random.below(letters)).unwrap()).unwrap();
    (0..10 + number % 9).map(|_| letter()).collect()
}

fn subject(article: usize) -> usize {
    (article + SUBJECT).saturating_sub(FIRST) / SUBJECT
}

/// A sentence of the subject of an article; now and then of another one.
fn stock(article: usize, n: usize) -> usize {
    subject(if n.is_multiple_of(8) { n / 8 % ARTICLES } else { article }) * STOCK + n % STOCK
}

fn library(seed: u64) -> Vec<Text> {
    let text = |n: usize| {
        let mut random = Random::new(seed, u32::try_from(n).unwrap(), 0);
        let sentences = (0..4 + random.below(9)).map(|_| stock(n, random.below(1_000))).collect();
        Text { title: random.below(PINNED), topic: subject(n), is_lawyerly: random.one_in(20), day: random.below(28), sentences }
    };
    (0..ARTICLES).map(text).collect()
}

/// A library in which many articles, each in its own sentences, have the same words.
fn much_alike() -> Vec<Text> {
    let mut texts = library(5);
    for (n, text) in texts.iter_mut().enumerate().take(120) {
        text.sentences = (0..8).map(|s| FEW_LETTERS + 100 + 8 * n + s).collect();
    }
    texts
}

fn apply(texts: &mut [Text], edit: &Edit) -> usize {
    let count = texts.len();
    let place = |text: &Text, n: usize| n % text.sentences.len().max(1);
    match *edit {
        Edit::Sentence(n, at, new) => {
            let at = place(&texts[n % count], at);
            texts[n % count].sentences.splice(at..at, [stock(n % count, new)]);
        }
        Edit::Own(n, own) => texts[n % count].sentences.push(OWN + own),
        Edit::Shorter(n, at) => {
            let at = place(&texts[n % count], at);
            texts[n % count].sentences.drain(at..(at + 1).min(texts[n % count].sentences.len())).count();
        }
        Edit::Copy(n, from) => {
            texts[n % count].sentences = texts[from % count].sentences.clone();
            texts[n % count].sentences.push(OWN + n);
        }
        Edit::Topic(n, topic) => texts[n % count].topic = topic % SUBJECTS,
        Edit::Law(n) => texts[n % count].is_lawyerly ^= true,
        Edit::Title(n, title) => texts[n % count].title = title % PINNED,
        Edit::Pin(n) => texts[n % count].title += PINNED,
        Edit::Day(n) => texts[n % count].day = (texts[n % count].day + 1) % 28,
        Edit::Page(_) => {}
    }
    match *edit {
        Edit::Sentence(n, ..) | Edit::Own(n, _) | Edit::Shorter(n, _) | Edit::Copy(n, _) | Edit::Topic(n, _) => n % count,
        Edit::Law(n) | Edit::Title(n, _) | Edit::Pin(n) | Edit::Day(n) | Edit::Page(n) => n % count,
    }
}

fn write(folder: &Folder, n: usize, text: &Text) {
    let lender = if text.is_lawyerly { "lender: 青禾消费金融\n" } else { "" };
    let pinned = if text.title >= PINNED { format!("related: [a{}]\n", text.title % ARTICLES) } else { String::new() };
    let law = if text.is_lawyerly { "依据《民法典》第一百八十八条。\n\n" } else { "" };
    let body: String = text.sentences.iter().map(|s| format!("{}。\n\n", sentence(*s))).collect();
    let front =
        format!("title: 第{}个题目\ndate: 2026-01-{:02}\ntopics: [t{}]\n{lender}{pinned}", text.title, text.day + 1, text.topic);
    folder.write(&format!("content/articles/a{n}.md"), &format!("---\n{front}---\n\n{law}{body}"));
}

fn read(folder: &Folder, before: Option<(&Sources, &Touched)>) -> Sources {
    pipeline::read_held(folder.root(), &folder.path("sitegen.yaml"), before, &Silent).unwrap().0
}

/// What was made of some sources, and every finding.
fn link(sources: &Sources, before: Option<Before<'_>>) -> (Site, BTreeSet<Finding>) {
    let publish = Publish { drafts: true, future: true };
    let options = Options { as_of: AsOf::Day(Date::constant(2026, 6, 1)), publish, base_url: None };
    let (site, findings) = pipeline::site_again(sources.clone(), &options, Past { before, notes: None }, &Silent).unwrap();
    (site, findings.iter().cloned().collect())
}

/// Makes the site again after each edit, and from nothing. How often only what had changed was compared.
fn run(mut texts: Vec<Text>, series: &[Vec<Edit>]) -> Result<usize, TestCaseError> {
    let folder = Folder::site();
    let topics: String = (0..SUBJECTS).map(|n| format!("  - {{slug: t{n}, title: 第{n}类}}\n")).collect();
    folder.write("content/topics.yaml", &format!("topics:\n{topics}"));
    // Long lists, so that hardly a difference goes unseen.
    let settings = folder.read("sitegen.yaml");
    folder.write("sitegen.yaml", &format!("{settings}related_count: 20\n"));
    (0..).zip(&texts).for_each(|(n, text)| write(&folder, n, text));
    let mut sources = read(&folder, None);
    let (mut site, _) = link(&sources, None);
    let mut times = 0;
    for edits in series {
        let mut touched = BTreeSet::new();
        for edit in edits {
            if let Edit::Page(n) = edit {
                folder.write("content/pages/page.md", &format!("---\ntitle: 第{n}页\n---\n\n正文。\n"));
                touched.insert("content/pages/page.md".to_owned());
            }
            let n = apply(&mut texts, edit);
            write(&folder, n, &texts[n]);
            touched.insert(format!("content/articles/a{n}.md"));
        }
        let touched = Touched::These(touched);
        let new = read(&folder, Some((&sources, &touched)));
        let before = |in_a_hurry| Some(Before { sources: &sources, site: &site, in_a_hurry });
        let (mut again, mut found) = link(&new, before(true));
        if again.is_rough {
            (again, found) = link(&new, before(false));
        } else {
            times += 1;
        }
        let (anew, all) = link(&new, None);
        for article in (0..ARTICLES).map(ArticleId::new) {
            prop_assert_eq!(again.related.of(article), anew.related.of(article), "beside article {:?}", article);
        }
        prop_assert_eq!(found, all);
        (sources, site) = (new, again);
    }
    Ok(times)
}

#[test]
fn what_has_changed_comes_to_the_same_as_everything() {
    series::holds(6, edit(), |seed, series| run(library(seed), series).map(|_| ()));
}

/// Two articles may stand beside each other after a third is edited that neither comes within reach of: it was like both, so
/// that all three were kept apart as nearly the same, and is now like one alone. In every list so many that have the same words
/// stand between it and the two.
#[test]
fn an_edit_parts_others_that_were_nearly_the_same() {
    let (first, second, third) = (0, 99, 1);
    let mut texts = much_alike();
    for (day, (n, from)) in [(first, 0), (second, 2), (third, 4)].into_iter().enumerate() {
        let sentences = (FEW_LETTERS + from..FEW_LETTERS + from + 8).collect();
        texts[n] = Text { title: n, topic: usize::from(n == second), is_lawyerly: false, day, sentences };
    }
    let edits = vec![Edit::Shorter(second, 0), Edit::Own(second, FEW_LETTERS + 10 - OWN)];
    assert_eq!(run(texts, &[edits]).unwrap(), 1);
}

/// Those that an article stood beside are compared again, too, where it has nothing to do with them any more.
#[test]
fn an_edit_leads_away_from_what_was_near() {
    let (article, elsewhere) = (14, 250);
    let away = vec![Edit::Copy(article, elsewhere), Edit::Topic(article, subject(elsewhere))];
    assert_eq!(run(much_alike(), &[away]).unwrap(), 1);
}

/// A topic that one article leaves tells more of the fifteen that stay in it: their lists are others, though none of their words
/// and of the words of the library is another.
#[test]
fn an_edit_makes_a_relation_of_others_rarer() {
    let (topic, other) = (1, 5);
    let mut texts = library(5);
    let of = |texts: &[Text], topic| (0..ARTICLES).filter(|n| texts[*n].topic == topic).collect::<Vec<_>>();
    // Those that come here from the next subject share with each other what they share with those that stayed there, but for it.
    of(&texts, topic + 1).into_iter().step_by(3).for_each(|n| texts[n].topic = topic);
    let all = of(&texts, topic);
    assert_eq!(all.len(), 16);
    assert_eq!(run(texts, &[vec![Edit::Topic(all[0], other)]]).unwrap(), 1);
}

/// Each kind of edit by itself is compared alone, but for one: a day makes an article older or younger than others.
#[test]
fn a_single_edit_is_compared_alone() {
    let edits = [
        Edit::Sentence(1, 2, 3),
        Edit::Own(1, 4),
        Edit::Shorter(7, 0),
        Edit::Copy(9, 20),
        Edit::Copy(20, 33),
        Edit::Topic(11, 2),
        Edit::Law(12),
        Edit::Title(13, 14),
        Edit::Pin(15),
        Edit::Own(9, 5),
        Edit::Page(3),
        Edit::Day(16),
    ];
    let series: Vec<Vec<Edit>> = edits.into_iter().map(|edit| vec![edit]).collect();
    assert_eq!(run(library(5), &series).unwrap(), series.len() - 1);
}
