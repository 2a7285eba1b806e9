//! Small sites: what their articles have to do with each other, and what is made only once.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use jiff::civil::Date;

use super::{AsOf, Comparison, Context, Options, OutputInput, Progress, Sink, Step, ask_duplicates, ask_related, load, site};
use crate::analyze::terms::Relation;
use crate::diag::Finding;
use crate::link::Publish;
use crate::load::{Overlay, Sources};
use crate::model::{ArticleId, Id};
use crate::relate::ListMembership;
use crate::render::Artifact;
use crate::text::{Checksum, Source};

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step, _: usize) {}
    fn tick(&self) {}
}

const REGISTERS: &[(&str, &str)] = &[
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\nrelated_count: 2\n"),
    ("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n"),
    (
        "content/lenders.yaml",
        "lenders:\n  - {slug: qinghe, name: 青禾贷, kind: other}\n  - {slug: yuanfan, name: 远帆贷, kind: other}\n",
    ),
];

fn options() -> Options {
    Options { as_of: AsOf::Day(Date::constant(2026, 6, 1)), publish: Publish::default(), base_url: None }
}

/// The sources of a site that has these articles: slug, lines of front matter, body.
fn sources(articles: &[(&str, &str, String)]) -> Sources {
    let text = |(slug, front, body): &(&str, &str, String)| {
        let text = format!("---\ntitle: {slug}的标题\ndate: 2026-03-01\n{front}---\n\n{body}\n");
        Source::new(&*format!("content/articles/{slug}.md"), text)
    };
    let registers = REGISTERS.iter().map(|(path, text)| Source::new(*path, *text));
    let overlay: Overlay = registers.chain(articles.iter().map(text)).collect();
    let folder = tempfile::tempdir().unwrap();
    load(folder.path(), Path::new("sitegen.yaml"), &overlay, &Silent).unwrap().0
}

/// Remembers inputs, and gives the paths of files that are made.
#[derive(Default)]
struct Paths(Mutex<BTreeSet<Checksum>>);

impl Sink for Paths {
    type Output = String;

    fn reuse(&self, input: &OutputInput) -> Option<Vec<String>> {
        self.0.lock().unwrap().contains(&Checksum::of_value(input)).then(Vec::new)
    }

    fn take(&self, files: Vec<Artifact>, input: Option<&OutputInput>) -> io::Result<Vec<String>> {
        self.0.lock().unwrap().extend(input.map(Checksum::of_value));
        Ok(files.into_iter().map(|file| file.path).collect())
    }
}

#[test]
fn derived_files_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    REGISTERS.iter().for_each(|(path, text)| write(path, text.as_bytes()));
    write("sitegen.yaml", format!("{}markdown_twins: true\n", REGISTERS[0].1).as_bytes());
    let mut photo = Vec::new();
    let mut encoder = png::Encoder::new(&mut photo, 500, 100);
    encoder.set_compression(png::Compression::NoCompression);
    encoder.write_header().unwrap().write_image_data(&[127; 50_000]).unwrap();
    write("content/articles/a.png", &photo);
    let made = |paths: &Paths, body: &str| {
        write("content/articles/a.md", format!("---\ntitle: 标题\ndate: 2026-03-01\n{TOPIC}---\n\n{body}\n").as_bytes());
        let (sources, _) = load(folder.path(), &folder.path().join("sitegen.yaml"), &Overlay::default(), &Silent).unwrap();
        let context = Context { options: &options(), progress: &Silent, store: &(), stale: None };
        let (site, _) = site(sources, &context).unwrap();
        let outputs = site.render(paths, &Silent).unwrap().outputs;
        let ending = |path: &String| path.rsplit_once('.').map(|(_, ending)| ending.to_owned());
        outputs.iter().filter_map(ending).filter(|ending| ["md", "webp"].contains(&&**ending)).collect::<Vec<_>>()
    };
    let paths = Paths::default();
    assert_eq!(made(&paths, "![图](a.png)"), ["webp", "webp", "md"]);
    assert_eq!(made(&paths, "![图](a.png)"), Vec::<String>::new());
    assert_eq!(made(&paths, "![图](a.png)又一段。"), ["md"]);
}

fn compare<T>(articles: &[(&str, &str, String)], question: impl FnOnce(&Comparison<'_>) -> T) -> T {
    ask_related(sources(articles), &options(), &Silent, |comparison| Ok(question(&comparison))).unwrap()
}

const TOPIC: &str = "topics: [逾期]\n";

/// Articles about two subjects, and others that share hardly anything.
fn subjects() -> Vec<(&'static str, &'static str, String)> {
    [
        ("court1", TOPIC, "收到法院传票以后，先核对开庭日期和案号。"),
        ("court2", TOPIC, "开庭日期和案号写在法院传票上，先核对。"),
        ("court3", TOPIC, "法院传票上的案号和开庭日期，都可以打电话核对。"),
        ("court4", TOPIC, "法院传票丢了，案号还可以查。"),
        ("court5", "topics: [逾期]\nrelated: [cards1, cards2]\n", "法院传票由谁签收，案号写在哪里。"),
        ("court6", "topics: [逾期]\ndraft: true\n", "法院传票的案号，开庭日期。"),
        ("cards1", TOPIC, "信用卡账单上的最低还款额，循环利息从入账日起算。"),
        ("cards2", TOPIC, "循环利息怎样起算，信用卡账单和最低还款额怎样看。"),
        ("garden", TOPIC, "月季在春天修剪，枝条留两个芽。"),
        ("kitchen", TOPIC, "铁锅用热水冲洗，月季也在春天开。"),
        ("harbour", TOPIC, "渡轮靠岸，缆绳由两个人收。"),
    ]
    .map(|(slug, front, body)| (slug, front, body.to_owned()))
    .to_vec()
}

/// The article of a slug.
fn article(comparison: &Comparison<'_>, slug: &str) -> ArticleId {
    comparison.linked.addresses.article_by_slug(slug).unwrap()
}

/// Whether other articles are in the list of the first one.
fn memberships<const N: usize>(articles: &[(&str, &str, String)], of: &str, others: [&str; N]) -> [ListMembership; N] {
    compare(articles, |comparison| {
        let member =
            |other| comparison.recommender.membership(comparison.related, article(comparison, of), article(comparison, other));
        others.map(member)
    })
}

#[test]
fn lists_have_the_nearest_articles() {
    let lists = compare(&subjects(), |comparison| {
        let slug = |id: &ArticleId| comparison.linked.library.article(*id).front.slug.value.clone();
        let list = |id: ArticleId| comparison.related.of(id).iter().map(slug).collect::<Vec<_>>().join(" ");
        comparison.linked.library.articles.ids().map(|id| format!("{}: {}", slug(&id), list(id))).collect::<Vec<_>>()
    });
    let expected = [
        "cards1: cards2", "cards2: cards1", "court1: court2 court3",
        // A list gives its last place to an article that would be in none.
        "court2: court1 court5", "court3: court2 court4", "court4: court3 court1", "court5: ", "court6: ", "garden: ", "harbour: ",
        "kitchen: ",
    ];
    assert_eq!(lists, expected);
}

#[test]
fn an_article_is_in_a_list_or_there_is_a_reason() {
    let of = |article, others: [&str; 2]| format!("{:?}", memberships(&subjects(), article, others));
    assert_eq!(of("court1", ["court1", "court2"]), "[Itself, Listed]");
    assert_eq!(of("court1", ["court4", "court6"]), "[TooFar(4, 20), Unpublished(Draft)]");
    assert_eq!(of("court1", ["cards1", "garden"]), "[NothingShared, NothingShared]");
    assert_eq!(of("court2", ["court3", "court4"]), "[ReplacedBy(ArticleId(6)), TooFar(4, 8)]");
    assert_eq!(of("court5", ["cards1", "court1"]), "[Pinned, NoCapacity]");
    assert_eq!(of("garden", ["kitchen", "harbour"]), "[TooFewTerms(2, 4), TooFewTerms(1, 4)]");
}

#[test]
fn no_list_has_a_withdrawn_article() {
    let body = || "收到法院传票以后，先核对开庭日期和案号。".to_owned();
    let withdrawn = "topics: [逾期]\nwithdrawn: {on: 2026-05-01, reason: 已取代。}\n";
    let articles = [("a", TOPIC, body()), ("b", TOPIC, body()), ("c", withdrawn, body())];
    let lists = compare(&articles, |comparison| {
        let list = |slug| comparison.related.of(article(comparison, slug)).iter().map(|id| id.position()).collect::<Vec<_>>();
        ["a", "b"].map(list)
    });
    assert_eq!(lists, [[1], [0]]);
}

#[test]
fn the_only_article_of_a_lender_leads_to_a_general_one_however_far() {
    let slugs: Vec<String> = (10..50).map(|n| format!("a{n}")).collect();
    // The first article, fifteen near ones of another lender, the general one, and others about nothing of the kind.
    let text = |n: usize| match n {
        0 => ("topics: [逾期]\nlender: qinghe\n", "法院传票的案号和开庭日期要核对，送达回证要保管好。".to_owned()),
        1..16 => ("topics: [逾期]\nlender: yuanfan\n", "法院传票的案号和开庭日期要核对，送达回证要保管好。".to_owned()),
        16 => (TOPIC, "法院传票的案号和开庭日期要核对。".to_owned()),
        _ => ("topics: [逾期]\nlender: yuanfan\n", ["丁", "丑", "寅", "卯"].map(|c| c.repeat(n)).join("，")),
    };
    let articles: Vec<(&str, &str, String)> =
        slugs.iter().enumerate().map(|(n, slug)| (slug.as_str(), text(n).0, text(n).1)).collect();
    let list = compare(&articles, |comparison| {
        comparison.related.of(article(comparison, "a10")).iter().map(|id| id.position()).collect::<Vec<_>>()
    });
    // The other place goes to an article that would be in no list.
    assert_eq!(list, [3, 16]);
}

#[test]
fn what_two_articles_share_has_words() {
    let signals = compare(&subjects(), |comparison| {
        let texts = ["court1的标题", "收到法院传票以后，先核对开庭日期和案号。"];
        comparison.recommender.signals(article(comparison, "court1"), article(comparison, "court2"), &texts)
    });
    assert_eq!(signals.words, ["开庭日期", "先核对", "法院传票", "案号"]);
    assert_eq!((signals.relations, signals.score), (Vec::new(), 24));
    let relations = compare(&copies(), |comparison| {
        comparison.recommender.signals(article(comparison, "a"), article(comparison, "b"), &[]).relations
    });
    let relation = |kind, name: &str| (kind, name.to_owned());
    assert_eq!(relations, [relation(Relation::Lender, "qinghe"), relation(Relation::Topic, "overdue")]);
}

/// A text that names its lender in every fourth sentence.
fn template(lender: &str) -> String {
    let sentences = "欠{L}的钱还不上，先把合同和流水放在一起核对。\n{L}的客服说的减免，要请对方写成书面的。\n\
        逾期以后产生的罚息，从约定的还款日次日算起。\n三次协商都没有结果的，再考虑委托律师。\n";
    sentences.replace("{L}", lender)
}

fn copies() -> Vec<(&'static str, &'static str, String)> {
    vec![
        ("a", "topics: [逾期]\nlender: qinghe\nsummary: 怎样核对\n", template("青禾贷")),
        ("b", "topics: [逾期]\nlender: qinghe\nupdated: 2026-05-09\n", template("青禾贷")),
        ("c", "topics: [逾期]\nlender: yuanfan\nsummary: 怎样核对\n", template("远帆贷")),
        ("d", TOPIC, "法院寄来的材料要当天拍照。".to_owned()),
    ]
}

#[test]
fn of_copies_the_last_changed_one_is_the_best() {
    let (linked, duplicates) = ask_duplicates(sources(&copies()), &options(), &Silent).unwrap();
    let best = linked.library.articles.ids().map(|id| duplicates.of(id).map(|(best, others)| (best.position(), others)));
    assert_eq!(best.collect::<Vec<_>>(), [Some((1, 1)), Some((1, 1)), None, None]);
}

#[test]
fn repetitions_are_found() {
    let context = Context { options: &options(), progress: &Silent, store: &(), stale: None };
    let (_, findings) = site(sources(&copies()), &context).unwrap();
    let line = |finding: &Finding| format!("{} {}", finding.path, finding.fault.message(crate::text::Lang::En));
    let lines: Vec<String> = findings.iter().filter(|finding| finding.fault.code().0 / 10 == 58).map(line).collect();
    let expected = [
        "b.md template text: other articles that differ from this one by names: 2; 100% of the text is the same on average",
        "b.md other articles with nearly this text: 1; 100% of it is the same on average",
        "c.md the older \"a的标题\" has the same summary",
    ];
    assert_eq!(lines, expected.map(|line| format!("content/articles/{line}")));
}
