//! What an article should say: its sections, with the statements that are planted in it.

use super::super::random::Random;
use super::claims::{RIGHT, WRONG};
use super::faults::{self, Damage};
use super::texts::{ADVICE, COMMON, EVENTS, OUTCOMES, STEPS, SUBJECTS, Section, TEMPLATES, TRAPS};
use super::{Article, Line, Neglected, Origin};

/// Versions in which a text is copied.
pub(super) const VERSIONS: usize = 3;

/// A section with its sentences; the first sentence may be long.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) sentences: Vec<String>,
}

pub(super) fn article(library: &Neglected, id: u32) -> Article {
    let mut random = Random::new(library.seed, id, 1);
    let origin = origin(&mut random);
    let lender = random.below(library.lenders.len()).min(random.below(library.lenders.len() * 2));
    let figures = Figures::new(&mut random);
    let mut parts = match origin {
        Origin::Copy { text, version } => copied(library.seed, text, version),
        Origin::Respun { text } => respun(&mut random, text),
        Origin::Own => (0..5 + random.below(3)).map(|n| story(&mut random, n)).collect(),
    };
    let mut planted = Vec::new();
    plant(library, &mut random, lender, &mut parts, &mut planted);
    let text = match origin {
        Origin::Copy { text, .. } | Origin::Respun { text } => Some(text),
        Origin::Own => None,
    };
    let title = match text {
        Some(text) => random.pick(TEMPLATES[text].titles).to_owned(),
        None => format!("{}：{}", random.pick(SUBJECTS), random.pick(OUTCOMES)),
    };
    let alias = &library.lenders[lender].alias;
    let mut fill = |text: &str| {
        let name = if random.one_in(3) { &library.lenders[lender].name } else { alias };
        figures.filled(text, name)
    };
    let title = fill(&title);
    for part in &mut parts {
        part.heading = fill(&part.heading);
        part.sentences.iter_mut().for_each(|sentence| *sentence = fill(sentence));
    }
    let topic = text.map_or("cases", |text| TEMPLATES[text].topic);
    let slug = (100_000 + id * 7).to_string();
    let mut damage = Damage::new(library.seed, id);
    let mut lines = front(&mut damage, &title, topic, &library.lenders[lender].slug, id);
    lines.extend(faults::body(&mut damage, &title, &parts));
    let path = format!("content/articles/{}/{slug}.md", id / 500);
    Article { id, slug, path, lender, topic, origin, faults: planted, lines }
}

fn origin(random: &mut Random) -> Origin {
    let text = random.below(TEMPLATES.len());
    match random.below(1_000) {
        0..513 => Origin::Copy { text, version: random.below(VERSIONS) },
        513..847 => Origin::Respun { text },
        _ => Origin::Own,
    }
}

/// The figures of an article.
struct Figures {
    amount: usize,
    days: usize,
    number: usize,
}

impl Figures {
    fn new(random: &mut Random) -> Figures {
        let number = [6, 12, 18, 24, 36][random.below(5)];
        Figures { amount: (random.below(90) + 5) * 1_000, days: [3, 7, 15, 30, 60, 90, 180][random.below(7)], number }
    }

    fn filled(&self, text: &str, lender: &str) -> String {
        let share = self.amount / self.number;
        let slots = [("{A}", self.amount), ("{D}", self.days), ("{N}", self.number), ("{M}", share)];
        slots.iter().fold(text.replace("{L}", lender), |text, (slot, value)| text.replace(slot, &value.to_string()))
    }
}

fn part(section: &Section) -> Part {
    Part { heading: section.heading.to_owned(), sentences: section.sentences.iter().map(|s| (*s).to_owned()).collect() }
}

/// The same sections in every copy of a version.
fn copied(seed: u64, text: usize, version: usize) -> Vec<Part> {
    let mut random = Random::new(seed, (text * VERSIONS + version) as u32, 2);
    let mut parts: Vec<Part> = TEMPLATES[text].sections.iter().map(part).collect();
    for n in 0..3 {
        parts.push(part(&COMMON[(version + n) % COMMON.len()]));
    }
    for n in 0..2 {
        parts.insert(version + n, story(&mut random, text + n));
    }
    parts
}

/// Some of the sentences of a text, with other common sections.
fn respun(random: &mut Random, text: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = TEMPLATES[text].sections.iter().map(part).collect();
    for _ in 0..2 + random.below(2) {
        let section = random.below(COMMON.len());
        let at = random.below(parts.len() + 1);
        if !parts.iter().any(|part| part.heading == COMMON[section].heading) {
            parts.insert(at, part(&COMMON[section]));
        }
    }
    let count = parts.len();
    parts.swap(random.below(count), count - 1);
    for part in &mut parts {
        if part.sentences.len() > 2 {
            part.sentences.remove(random.below(part.sentences.len()));
        }
        let first = random.below(part.sentences.len());
        part.sentences.swap(0, first);
        part.sentences.sort_by_key(|sentence| sentence.starts_with("- "));
    }
    parts.push(story(random, text));
    parts.push(story(random, text + 1));
    parts
}

/// A section of sentences that hardly any other article has.
fn story(random: &mut Random, n: usize) -> Part {
    const HEADINGS: &[&str] = &["一个真实的经过", "他是怎样做的", "账是怎样算的", "后来的变化", "从中可以学到什么", "走过的弯路"];
    let sentence = |random: &mut Random, n: usize| {
        let pick = |random: &mut Random, list: &[&'static str]| random.pick(list).to_owned();
        let (event, step) = (pick(random, EVENTS), pick(random, STEPS));
        match n % 4 {
            0 => format!("{}{event}，于是{step}。", pick(random, SUBJECTS)),
            1 => format!("先是{event}，后来{step}，{}。", pick(random, OUTCOMES)),
            2 => format!("{step}，{}，{}。", pick(random, OUTCOMES), pick(random, ADVICE)),
            _ => format!("当时{event}，家里人{step}，这个问题才算解决，{}。", pick(random, ADVICE)),
        }
    };
    let sentences = (0..4 + random.below(4)).map(|n| sentence(random, n)).collect();
    Part { heading: HEADINGS[n % HEADINGS.len()].to_owned(), sentences }
}

/// Adds what the article states of its lender and of the law, and names what is wrong with it.
fn plant(library: &Neglected, random: &mut Random, lender: usize, parts: &mut [Part], planted: &mut Vec<String>) {
    let mut add = |random: &mut Random, sentence: String| {
        let at = random.below(parts.len());
        let items = parts[at].sentences.iter().position(|s| s.starts_with("- ")).unwrap_or(parts[at].sentences.len());
        parts[at].sentences.insert(items, sentence);
    };
    for statement in WRONG {
        if random.below(1_000) < statement.share {
            planted.push(statement.name.to_owned());
            add(random, statement.text.to_owned());
        }
    }
    for statement in RIGHT {
        if random.below(1_000) < statement.share {
            add(random, statement.text.to_owned());
        }
    }
    for (kind, value, sentence) in claims(library, random, lender) {
        planted.push(format!("claim:{kind}={value}"));
        add(random, sentence);
    }
    if random.below(1_000) < 7 {
        planted.push("mobile".to_owned());
        let number = format!("1{}{:08}", 35 + random.below(4), 10_000_000 + random.below(80_000_000));
        add(random, format!("可以加张老师的微信，手机号码{number}。"));
    }
    if random.one_in(4) {
        let trap = random.pick(TRAPS).to_owned();
        add(random, trap);
    }
}

/// What the article states of its lender: kind, value and sentence.
fn claims(library: &Neglected, random: &mut Random, lender: usize) -> Vec<(&'static str, String, String)> {
    let own = &library.lenders[lender];
    let mut claims = Vec::new();
    if random.below(1_000) < 300 {
        let right = random.below(100) < 60;
        let number =
            if right { own.hotline.clone() } else { format!("400-{:03}-{:04}", 100 + random.below(400), random.below(10_000)) };
        claims.push(("hotline", number.clone(), format!("{{L}}的客服热线是{number}，每天九点到二十一点有人接听。")));
    }
    if random.below(1_000) < 250 {
        let days = [1, 3, 7, 15, 30, 90][random.below(6)];
        claims.push(("credit_days", days.to_string(), format!("逾期{days}天以后，{{L}}会把记录上报征信系统。")));
    }
    if random.below(1_000) < 120 {
        let [value, text] =
            [["yes", "{L}已经接入人民银行的征信系统。"], ["no", "{L}没有接入征信系统，不会影响征信。"]][random.below(2)];
        claims.push(("credit_joined", value.to_owned(), text.to_owned()));
    }
    if random.below(1_000) < 150 {
        let founded = if random.one_in(4) { own.founded + 1 + random.below(4) } else { own.founded };
        claims.push(("founded", founded.to_string(), format!("{{L}}成立于{founded}年，是一家持牌机构。")));
    }
    if random.below(1_000) < 100 {
        let seat = if random.one_in(4) { "上海" } else { own.seat };
        claims.push(("seat", seat.to_owned(), format!("{{L}}的总部位于{seat}。")));
    }
    if random.below(1_000) < 150 {
        let rate = ["7.2", "14.6", "18", "23.9"][random.below(4)];
        claims.push(("rate", rate.to_owned(), format!("{{L}}的年化利率为{rate}%，以合同为准。")));
    }
    claims
}

fn front(damage: &mut Damage, title: &str, topic: &str, lender: &str, id: u32) -> Vec<Line> {
    let mut random = Random::new(u64::from(id), id, 4);
    let date = format!("date: 20{}-{:02}-{:02}", 20 + random.below(6), 1 + random.below(12), 1 + random.below(28));
    let same = |line: &str| Line { written: line.to_owned(), correct: Some(line.to_owned()) };
    let key = |text: &str| format!("title: \"{text}\"");
    let title = Line { written: key(&damage.title(title)), correct: Some(key(title)) };
    vec![
        same("---"),
        title,
        same(&date),
        same(&format!("lender: {lender}")),
        same(&format!("topics: [{topic}]")),
        same("---"),
        same(""),
    ]
}
