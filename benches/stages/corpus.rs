//! Generator of libraries of any size, in the dialect of each site generator: the same articles of about 6 KB, with headings,
//! lists, links between articles, a table in every tenth article, a calculator in every fifth and code in every thirtieth. Each
//! article answers one of many questions. Articles on the same question share words; others do not. All names are invented.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::random::Random;
use crate::words::{ACTS, LENDERS, PLACES, REASONS, THINGS, TOPICS, WHO};

/// Number of articles that answer the same question.
const CLUSTER: u32 = 20;
const LENGTH: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sitegen,
    Hugo,
    Eleventy,
    Hexo,
    Zola,
    /// Rows of a database; `dump.rs` makes HTML of the bodies.
    Zblog,
}

/// Writes `count` articles below `folder`, with the registers or data files that the generator needs.
pub(crate) fn write(folder: &Path, articles: u32, dialect: Dialect) -> io::Result<()> {
    let content = folder.join(if dialect == Dialect::Hexo { "source/_posts" } else { "content/articles" });
    fs::create_dir_all(&content)?;
    for id in 0..articles {
        fs::write(content.join(format!("{}.md", slug(id))), text(article(id, articles, dialect), dialect))?;
    }
    if dialect == Dialect::Sitegen {
        registers(folder)?;
        fs::write(folder.join("sitegen.yaml"), "title: 债务指南\nbase_url: https://www.example.com/\n")?;
    }
    Ok(())
}

/// Writes the registers of topics and lenders.
pub(crate) fn registers(folder: &Path) -> io::Result<()> {
    let row = |slug: String, key: &str, name: String| format!("  - {{slug: {slug}, {key}: {name}}}\n");
    let topics: String = TOPICS.iter().enumerate().map(|(n, t)| row(format!("topic-{n}"), "title", (*t).to_owned())).collect();
    let lender = |n: usize| row(format!("lender-{n}"), "kind: other, name", lender(n));
    let lenders: String = (0..LENDERS.len() * 4).map(lender).collect();
    fs::write(folder.join("content/topics.yaml"), format!("topics:\n{topics}"))?;
    fs::write(folder.join("content/lenders.yaml"), format!("lenders:\n{lenders}"))
}

/// Changes one word of one article; the next call changes it back.
pub(crate) fn edit(folder: &Path, id: u32) -> io::Result<()> {
    let path = folder.join(format!("content/articles/{}.md", slug(id)));
    let text = fs::read_to_string(&path)?;
    let (old, new) = ("小结：", "小结（再改）：");
    let edited = if text.contains(new) { text.replacen(new, old, 1) } else { text.replacen(old, new, 1) };
    fs::write(path, edited)
}

/// Replaces the sentence that was added to the end of an article. An empty sentence removes it.
pub(crate) fn add(folder: &Path, id: u32, sentence: &str) -> io::Result<()> {
    const MARK: &str = "\n又及：";
    let path = folder.join(format!("content/articles/{}.md", slug(id)));
    let text = fs::read_to_string(&path)?;
    let own = text.split(MARK).next().unwrap_or(&text);
    fs::write(path, if sentence.is_empty() { own.to_owned() } else { format!("{own}{MARK}{sentence}\n") })
}

pub(crate) fn slug(id: u32) -> String {
    format!("question-{id:06}")
}

fn lender(n: usize) -> String {
    format!("{}{}", LENDERS[n % LENDERS.len()], ["消费金融", "小额贷款", "信用卡", "借条"][n / LENDERS.len() % 4])
}

/// Subject of an article, the same for its whole cluster.
struct Subject {
    lender: usize,
    topics: [usize; 2],
    words: Random,
}

fn subject(id: u32) -> Subject {
    let mut words = Random::new(7, id / CLUSTER, 1);
    let lender = words.below(LENDERS.len() * 4);
    let topics = [words.below(TOPICS.len()), words.below(TOPICS.len())];
    Subject { lender, topics, words }
}

/// An article without the form of a dialect.
pub(crate) struct Article {
    pub(crate) title: String,
    /// Year, month, day.
    pub(crate) day: (u32, u32, u32),
    lender: usize,
    /// Main topic and further ones, by their places in the register.
    pub(crate) topics: Vec<usize>,
    /// Markdown.
    pub(crate) body: String,
}

pub(crate) fn article(id: u32, all: u32, dialect: Dialect) -> Article {
    let Subject { lender: n, topics: [main, second], mut words } = subject(id);
    // A cluster uses few words, and each article uses them in a different order.
    let pick = |from: &[&'static str], words: &mut Random| -> Vec<&'static str> { (0..14).map(|_| words.pick(from)).collect() };
    let (who, acts, things) = (pick(WHO, &mut words), pick(ACTS, &mut words), pick(THINGS, &mut words));
    let mut random = Random::new(7, id, 2);
    let mut clause = || {
        let (a, b, c) = (random.pick(&who), random.pick(&acts), random.pick(&things));
        match random.below(4) {
            0 => format!("{a}{b}{c}，{}", random.pick(REASONS)),
            1 => format!("{}，{a}{b}{c}", random.pick(PLACES)),
            2 => format!("{c}由{a}{b}，金额{}元", random.below(90) * 1_000 + 1_000),
            _ => format!("{a}{b}{c}"),
        }
    };
    let title = format!("{}{}：第{id}问", lender(n), TOPICS[main]);
    let mut body = format!("{}。{}。\n\n", clause(), clause());
    for part in 1.. {
        write!(body, "## {}、{}\n\n", part, clause()).unwrap_or_default();
        (0..3).for_each(|_| write!(body, "{}。{}；{}。**{}**。\n\n", clause(), clause(), clause(), clause()).unwrap_or_default());
        write!(body, "- {}\n- {}\n- {}\n\n", clause(), clause(), clause()).unwrap_or_default();
        if body.chars().count() > LENGTH {
            break;
        }
    }
    extras(id, all, dialect, &mut body);
    body.push_str("小结：先核对，再签字。\n");
    let day = (2_015 + id % 11, id / 11 % 12 + 1, id / 132 % 28 + 1);
    let topics = if main == second { vec![main] } else { vec![main, second] };
    Article { title, day, lender: n, topics, body }
}

/// The file of an article.
fn text(article: Article, dialect: Dialect) -> String {
    let Article { title, day: (year, month, day), lender, topics, body } = article;
    let (day, lender_slug) = (format!("{year}-{month:02}-{day:02}"), format!("lender-{lender}"));
    let list = |name: &dyn Fn(usize) -> String| topics.iter().map(|t| name(*t)).collect::<Vec<_>>().join(", ");
    let slugs = list(&|t| format!("topic-{t}"));
    match dialect {
        Dialect::Sitegen => format!("---\ntitle: {title}\ndate: {day}\nlender: {lender_slug}\ntopics: [{slugs}]\n---\n\n{body}"),
        Dialect::Hugo => format!("---\ntitle: {title}\ndate: {day}\nlenders: [{lender_slug}]\ntopics: [{slugs}]\n---\n\n{body}"),
        Dialect::Eleventy => format!(
            "---\ntitle: {title}\ndate: {day}\nlender: {lender_slug}\ntopics: [{slugs}]\ntags: [article, {lender_slug}, {slugs}]\n---\n\n{body}"
        ),
        Dialect::Hexo => format!("---\ntitle: {title}\ndate: {day}\ncategories: [{lender_slug}]\ntags: [{slugs}]\n---\n\n{body}"),
        Dialect::Zola => {
            let quoted = list(&|t| format!("\"topic-{t}\""));
            format!(
                "+++\ntitle = \"{title}\"\ndate = {day}\n[taxonomies]\nlenders = [\"{lender_slug}\"]\ntopics = [{quoted}]\n+++\n\n{body}"
            )
        }
        Dialect::Zblog => body,
    }
}

/// Parts that only some articles have.
fn extras(id: u32, all: u32, dialect: Dialect, body: &mut String) {
    let amount = 1_000 * (id % 90 + 1);
    if id.is_multiple_of(3) {
        let other = (id * 7 + 1) % all;
        let address = match dialect {
            Dialect::Sitegen => format!("{}.md", slug(other)),
            Dialect::Zblog => format!("{{#ZC_BLOG_HOST#}}hf/{}.html", other + 1),
            _ => format!("/articles/{}/", slug(other)),
        };
        write!(body, "另见[这一篇]({address})。\n\n").unwrap_or_default();
    }
    if id.is_multiple_of(10) {
        write!(body, "| 项目 | 金额（元） |\n| --- | ---: |\n| 本金 | {amount} |\n| 费用 | 320 |\n\n").unwrap_or_default();
    }
    if id.is_multiple_of(30) {
        write!(body, "```json\n{{\"principal\": {amount}, \"days\": 90}}\n```\n\n").unwrap_or_default();
    }
    if id % 5 == 1 {
        // Only sitegen computes a result here; the other generators show a line of text.
        let calculator = format!(
            "```calculator\nkind: penalty-interest\nprincipal: {amount}\nannual_rate: 14.4%\ndue: 2026-01-01\npaid: 2026-04-01\n```\n\n"
        );
        body.push_str(&if dialect == Dialect::Sitegen {
            calculator
        } else {
            format!("本金{amount}元，年利率14.4%，逾期90天。\n\n")
        });
    }
}
