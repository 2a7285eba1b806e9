//! One article of the library: front matter and body, from its number and version.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::random::Random;
use super::words::{CITATIONS, HEADINGS, LENDER_NAMES, MOMENTS, OPENINGS, QUESTIONS, SENTENCES, TOPIC_NAMES, VIEWS};
use super::{BASE_URL, Library, State, state};

/// Days over which articles were first published.
const DAYS: usize = 2_500;

/// The main topic of an article, by index. Part of its slug, so it never changes.
pub fn topic(seed: u64, id: u32) -> usize {
    Random::new(seed, id, 901).below(TOPIC_NAMES.len())
}

fn lender(seed: u64, id: u32) -> usize {
    Random::new(seed, id, 902).below(LENDER_NAMES.len())
}

/// An article's title, which no other has.
pub fn title(seed: u64, id: u32) -> String {
    let (_, topic) = TOPIC_NAMES[topic(seed, id)];
    let (_, lender) = LENDER_NAMES[lender(seed, id)];
    match id % 4 {
        0 => format!("{lender}{topic}：第{id:05}问"),
        1 => format!("{topic}第{id:05}问：“{lender}”与合同"),
        2 => format!("Q{id:05}：{lender}的{topic}，<先>看什么 & 后看什么"),
        _ => format!("{lender}第{id:05}问（{topic}）"),
    }
}

fn first_published(seed: u64, id: u32) -> Date {
    match state(id) {
        State::Future => date(2027, 3, 1).saturating_add(i64::from(id % 90).days()),
        _ => date(2019, 1, 1).saturating_add((Random::new(seed, id, 903).below(DAYS) as i64).days()),
    }
}

/// The article as its file holds it.
pub fn text(library: &Library, id: u32) -> String {
    let version = library.articles.get(&id).copied().unwrap_or_default();
    let mut random = Random::new(library.seed, id, version.text);
    let text = format!("---\n{}---\n\n{}", front(library, id, &mut random), body(library, id, &mut random));
    match id % 13 {
        3 => text.replace('\n', "\r\n"),
        7 => format!("\u{feff}{text}"),
        _ => text,
    }
}

fn front(library: &Library, id: u32, random: &mut Random) -> String {
    let version = library.articles.get(&id).copied().unwrap_or_default();
    let day = first_published(library.seed, id);
    let (main, second) = (topic(library.seed, id), random.below(TOPIC_NAMES.len()));
    let mut out = String::new();
    let mut line = |key: &str, value: String| writeln!(out, "{key}: {value}").unwrap();
    line("title", format!("{:?}", title(library.seed, id)));
    line("date", day.to_string());
    if version.text > 0 || id.is_multiple_of(3) {
        line("updated", day.saturating_add((i64::from(version.text) + 20).days()).to_string());
    }
    if id % 5 != 4 {
        let (slug, name) = LENDER_NAMES[lender(library.seed, id)];
        line("lender", if id.is_multiple_of(2) { slug } else { name }.to_owned());
    }
    match (id % 6, main == second) {
        (0, _) => line("topic", TOPIC_NAMES[main].1.to_owned()),
        (_, true) => line("topics", format!("[{}]", TOPIC_NAMES[main].0)),
        _ => line("topics", format!("[{}, {}]", TOPIC_NAMES[main].0, TOPIC_NAMES[second].1)),
    }
    if id % 4 == 1 {
        line("summary", format!("第{id:05}问的要点：{}", filled(SENTENCES[random.below(4)], library, id, random)));
    }
    line("author", "author-one".to_owned());
    if id % 3 == 1 {
        line("reviewed_by", "沈知远律师（示例）".to_owned());
        line("reviewed_on", "2026-04-01".to_owned());
        line("review_by", "2027-04-01".to_owned());
    }
    line("ai", ["none", "assisted", "none", "generated"][(id % 4) as usize].to_owned());
    let related: Vec<String> = others(library, id, random, 2).map(|other| library.slug(other)).collect();
    if id % 3 == 2 && !related.is_empty() {
        line("related", format!("[{}, {{title: 人民法院公告网, url: \"https://court.example.org/a?b=1\"}}]", related.join(", ")));
    }
    let old = (0..version.slug).map(|n| library_slug(library, id, n)).map(|slug| format!("/hf/{slug}.html"));
    let aliases: Vec<String> = id.is_multiple_of(10).then(|| format!("/old/{id}")).into_iter().chain(old).collect();
    if !aliases.is_empty() {
        line("aliases", format!("[{}]", aliases.join(", ")));
    }
    match state(id) {
        State::Draft => line("draft", "true".to_owned()),
        State::Expired => line("expires", "2026-06-01".to_owned()),
        State::Withdrawn => line("withdrawn", "{on: 2026-05-01, reason: 内容需要重新核对。}".to_owned()),
        State::Published | State::Future => {}
    }
    if id % 7 == 2 {
        let (q, a) = QUESTIONS[random.below(QUESTIONS.len())];
        line("faq", format!("\n  - {{q: {q}, a: {a}}}"));
    }
    out
}

/// A slug that an article had before.
fn library_slug(library: &Library, id: u32, renamed: u32) -> String {
    let suffix = if renamed == 0 { String::new() } else { format!("-r{renamed}") };
    format!("{:05}-{}{suffix}", id, TOPIC_NAMES[topic(library.seed, id)].0)
}

/// Published articles other than this.
fn others<'a>(library: &'a Library, id: u32, random: &mut Random, count: usize) -> impl Iterator<Item = u32> + use<'a> {
    let last = library.articles.keys().next_back().copied().unwrap_or(0);
    let picked: Vec<u32> = (0..count).map(|_| u32::try_from(random.below(last as usize + 1)).unwrap_or(0)).collect();
    let there = move |other: &u32| *other != id && state(*other) == State::Published && library.articles.contains_key(other);
    picked.into_iter().filter(there)
}

fn filled(sentence: &str, library: &Library, id: u32, random: &mut Random) -> String {
    sentence
        .replace("{L}", LENDER_NAMES[lender(library.seed, id)].1)
        .replace("{T}", TOPIC_NAMES[topic(library.seed, id)].1)
        .replace("{A}", &(random.below(90) * 1_000 + 1_000).to_string())
        .replace("{D}", &(random.below(180) + 1).to_string())
        .replace("{N}", &(random.below(10) + 2).to_string())
        .replace("{C}", random.pick(CITATIONS))
}

fn paragraph(library: &Library, id: u32, random: &mut Random) -> String {
    (0..2 + random.below(4)).map(|_| sentence(library, id, random)).collect()
}

fn sentence(library: &Library, id: u32, random: &mut Random) -> String {
    let (moment, view) = (random.pick(MOMENTS), random.pick(VIEWS));
    format!("{moment}，{view}：{}", filled(random.pick(SENTENCES), library, id, random))
}

fn body(library: &Library, id: u32, random: &mut Random) -> String {
    let mut out = format!("{}\n\n", filled(random.pick(OPENINGS), library, id, random));
    out.push_str("## 先看合同 {#contract}\n\n");
    let links: Vec<String> = others(library, id, random, 3).enumerate().map(|(n, other)| link(library, other, n)).collect();
    out.push_str(&paragraph(library, id, random));
    if !links.is_empty() {
        write!(out, "另见{}。", links.join("、")).unwrap();
    }
    out.push_str("\n\n");
    for part in 0..2 + random.below(4) {
        writeln!(out, "{} {}\n", if part % 3 == 2 { "###" } else { "##" }, random.pick(HEADINGS)).unwrap();
        for _ in 0..1 + random.below(3) {
            writeln!(out, "{}\n", paragraph(library, id, random)).unwrap();
        }
        out.push_str(&block(library, id, random));
    }
    out
}

fn link(library: &Library, other: u32, n: usize) -> String {
    let file = library.path(other).replace("content/articles/", "../");
    match n {
        0 => format!("[怎样看合同]({file}#contract)"),
        1 => format!("[这一篇]({file})"),
        _ => format!("[站内的说明]({BASE_URL}{})", library.output(other)),
    }
}

/// One of the things besides prose.
fn block(library: &Library, id: u32, random: &mut Random) -> String {
    let amount = random.below(50) * 1_000 + 5_000;
    match random.below(11) {
        0 => format!("| 项目 | 金额（元） |\n| --- | ---: |\n| 本金 | {amount} |\n| **合计：**含费用 | {} |\n\n", amount + 320),
        1 => {
            let label = format!("fee-{}", random.below(1_000_000));
            format!("费用的算法写在附件里[^{label}]，先抵费用，再抵利息。\n\n[^{label}]: 见合同附件，{amount}元以内的不另收。\n\n")
        }
        2 => "> [!WARNING]\n> 先交钱再办事的，不要信。\n\n".to_owned(),
        3 => format!("```text\n本金 {amount}\n利息 = 本金 × 年利率 × 天数 ÷ 360\n```\n\n"),
        4 => "- [x] 找出合同\n- [ ] 核对流水\n  1. 先列日期\n  2. 再列金额\n\n".to_owned(),
        5 => "本金\n: 实际收到的数额。\n\n罚息\n: 逾期以后按约定加收的部分。\n\n".to_owned(),
        6 => {
            let (slug, name) = LENDER_NAMES[lender(library.seed, id)];
            format!("先到[{name}](lender:{slug})的页面看看，再读[协商](topic:协商)和[逾期利息](law:civil-code#676)。\n\n")
        }
        7 => "![还款的三个步骤](/images/steps.svg)\n\n[还款明细表](../files/form.csv)可以下载。\n\n".to_owned(),
        8 => "**重点：**先核对，“再签字”。H<sub>2</sub>O 不是 x<sup>2</sup>，<mark>划线</mark>也要看。\n\n".to_owned(),
        9 => "官方网站见 <https://court.example.org/通知>，也可以回到[首页](/)。\n\n".to_owned(),
        _ => "> 引用的一段话，见《民法典》第六百七十六条。\n\n".to_owned(),
    }
}
