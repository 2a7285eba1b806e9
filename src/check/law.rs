//! Citations of laws: in force on the day that counts, with articles that exist, under their present numbers. A law that the
//! register lacks is not judged. The link stage resolves citations to pages.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::context::{Context, first};
use super::passage::{Passage, speaks_of_past};
use super::words::Pattern;
use super::{Collector, Rules, Violation};
use crate::diag::catalogue::RuleFault;
use crate::diag::{Fault, Finding};
use crate::model::facts::{Citation, Kind, Plain};
use crate::model::registers::edition::edition;
use crate::model::registers::laws::{ArticleNumber, Law, Laws, Renumbering, Status};
use crate::model::registers::titles::{self, REPEALED_2021};
use crate::model::registers::{LawId, TopicId};
use crate::model::{self, Article, Body, Front, IndexVec, Registers, Settings};
use crate::text::Span;
use crate::text::han::numeral;

/// A change of the law that a citation did not know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub(crate) law: LawId,
    pub(crate) on: Date,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What {
    /// Repealed, or replaced by another text.
    Gone {
        by: Option<LawId>,
    },
    Ended,
    Moved {
        from: ArticleNumber,
        to: ArticleNumber,
    },
}

/// An article of law as laws write it: 第二百五十三条之一.
pub(crate) fn article_text(number: ArticleNumber) -> String {
    match number.inserted {
        0 => format!("第{}条", numeral(number.number)),
        i => format!("第{}条之{}", numeral(number.number), numeral(i)),
    }
}

/// The day up to which an article vouches for what it says: when it was last changed or reviewed.
pub(crate) fn written(front: &Front) -> Date {
    let days = [front.updated.as_ref(), front.reviewed_on.as_ref()].into_iter().flatten().map(|d| d.value);
    days.fold(front.date.value, Date::max)
}

/// The topics about law: those that the settings name, and all below them.
pub(crate) fn legal_topics(registers: &Registers, settings: &Settings) -> IndexVec<TopicId, bool> {
    let named: Vec<TopicId> = settings.editorial.legal_topics.iter().filter_map(|t| registers.topics.find(&t.value)).collect();
    let line = |id| std::iter::successors(Some(id), |id| registers.topics[*id].parent);
    registers.topics.iter().map(|(id, _)| line(id).any(|id| named.contains(&id))).collect()
}

/// The title of an article's first topic that is about law.
pub(super) fn legal_topic(rules: &Rules<'_>, front: &Front) -> Option<String> {
    let legal = front.topics.iter().find(|t| rules.legal_topics[**t])?;
    Some(rules.registers.topics[*legal].title.clone())
}

pub(super) fn ground(rules: &Rules<'_>, article: &Article, found: &mut Collector) {
    let linked = article.body.facts.links.iter().any(|l| l.dest.starts_with("law:"));
    if !linked
        && article.body.facts.citations.is_empty()
        && let Some(topic) = legal_topic(rules, &article.front)
    {
        found.add(article.front.at, RuleFault::NoCitation { topic });
    }
}

struct Cited<'t> {
    law: &'t Law,
    id: LawId,
    passage: Passage<'t>,
}

/// Judges the citations of a text that vouches for what it says up to a day.
pub(super) fn citations(rules: &Rules<'_>, body: &Body, file: &str, plain: &Plain, written: Date, found: &mut Collector) {
    let markdown = body.markdown(file);
    for citation in &body.facts.citations {
        open_title(markdown, citation, body.start, found);
        judge(rules, citation, Passage::new(citation, plain, markdown), plain, body.start, written, found);
    }
}

/// Judges the citations in front matter: the title, the summary, questions and answers.
pub(super) fn front(rules: &Rules<'_>, front: &str, written: Date, found: &mut Collector) {
    if memchr::memmem::find(front.as_bytes(), "《".as_bytes()).is_none() && !front.contains('条') {
        return;
    }
    let plain = Plain::of_front(front);
    for citation in &model::citations::citations(&plain, 0, rules.registers) {
        open_title(front, citation, 0, found);
        judge(rules, citation, Passage::new(citation, &plain, front), &plain, 0, written, found);
    }
}

/// Most bytes behind a citation in which its title may end.
const TITLE: usize = 240;

/// Reports a citation whose title lacks its 》: `《民法典第676条`. The text begins at byte `start` of its file.
fn open_title(text: &str, citation: &Citation, start: u32, found: &mut Collector) {
    let range = citation.span.range();
    let (before, written) = (text.get(..range.start).unwrap_or(""), text.get(range.clone()).unwrap_or(""));
    let Some((country, articles)) = written.split_once(&*citation.title).filter(|_| before.ends_with('《')) else { return };
    let behind = text.get(range.end..text.floor_char_boundary(range.end + TITLE)).unwrap_or("");
    let next = behind.split("\n\n").next().unwrap_or("").chars().find(|c| matches!(c, '《' | '》'));
    if next != Some('》') && !articles.contains('》') && matches!(country, "" | "中华人民共和国") {
        let correct = format!("《{country}{}》{articles}", citation.title);
        let fault = RuleFault::OpenTitle { written: format!("《{written}"), correct: correct.clone() };
        let span = Span::new(range.start - '《'.len_utf8()..range.end).shifted(start);
        found.push(Finding::at(&found.path, span, fault).with_suggestion(Some(correct)));
    }
}

/// Judges one citation of a text that begins at byte `start` of its file.
fn judge(
    rules: &Rules<'_>,
    citation: &Citation,
    passage: Passage<'_>,
    plain: &Plain,
    start: u32,
    written: Date,
    found: &mut Collector,
) {
    let laws = &rules.registers.laws;
    let place = citation.span.shifted(start);
    let title = &*citation.title;
    // A quotation keeps the words of the judgment, whatever has become of the law.
    let is_quoted = plain.kind(citation.words.start as usize) == Kind::Quote;
    let Some(id) = citation.law else {
        let end = Date::constant(2021, 1, 1);
        let is_repealed = REPEALED_2021.contains(&title.strip_prefix("中华人民共和国").unwrap_or(title));
        let is_known = || laws.by_title(title).is_some();
        if is_repealed && !is_quoted && !passage.is_past() && !passage.names_year_before(end) && !is_known() {
            found.add(place, gone(title, end, Some("民法典")));
        }
        return;
    };
    let cited = Cited { law: &laws[id], id, passage };
    if let Some(fault) = status(rules, &cited, title, written) {
        if !is_quoted {
            found.add(place, fault);
        }
        return;
    }
    for article in &citation.articles {
        let number = ArticleNumber::parse(&article.number);
        let fault = number.and_then(|n| judged_article(rules, &cited, n, written));
        if let Some(fault) = fault.filter(|fault| !is_quoted || matches!(fault, RuleFault::ArticleNotThere { .. })) {
            found.add(article.span.shifted(start), fault);
        }
    }
}

fn gone(law: &str, day: Date, now: Option<&str>) -> RuleFault {
    let quoted = |n: &str| if n.contains('》') { format!("《{n}") } else { format!("《{n}》") };
    let (now_zh, now_en) = now.map(quoted).map(|n| (n.clone(), format!(": {n}"))).unwrap_or_default();
    RuleFault::RepealedLaw { law: law.into(), day: day.to_string().into(), now_zh: now_zh.into(), now_en: now_en.into() }
}

/// The fault of citing a law as a whole: repealed, replaced, ended.
fn status(rules: &Rules<'_>, cited: &Cited<'_>, title: &str, written: Date) -> Option<RuleFault> {
    let laws = &rules.registers.laws;
    let change = change_of(laws, cited.id).filter(|c| c.on <= rules.as_of)?;
    if is_about_past(cited, title, &change) {
        return None;
    }
    let now = change_successor(laws, &change);
    Some(match (&change.what, change.on <= written) {
        (_, false) => changed(title, change.on, written, now.as_deref()),
        (What::Ended, true) => RuleFault::PolicyEnded { law: title.to_owned(), day: cited.law.ended?.to_string() },
        (_, true) => gone(title, change.on, now.map(|now| distinct(laws, &change, title, now)).as_deref()),
    })
}

fn changed(law: &str, on: Date, written: Date, now: Option<&str>) -> RuleFault {
    let (now_zh, now_en) = now.map(|n| (format!("（{n}）"), format!(" ({n})"))).unwrap_or_default();
    let (day, written) = (on.to_string().into(), written.to_string().into());
    RuleFault::LawChangedSince { law: law.into(), day, written, now_zh: now_zh.into(), now_en: now_en.into() }
}

fn change_successor(laws: &Laws, change: &Change) -> Option<String> {
    match change.what {
        What::Gone { by } => by.map(|by| laws[by].title.trim_start_matches("中华人民共和国").to_owned()),
        What::Ended => None,
        What::Moved { to, .. } => Some(article_text(to)),
    }
}

/// The title of the rule in force, told from an older one of the same title by its document number or its year.
fn distinct(laws: &Laws, change: &Change, title: &str, now: String) -> String {
    let What::Gone { by: Some(by) } = change.what else { return now };
    let (by, bare) = (&laws[by], |title: &str| titles::fold(edition(title).0));
    if edition(&now).1.is_some() || bare(&now) != bare(title) {
        return now;
    }
    match by.effective.or(by.issued) {
        _ if !by.no.is_empty() => format!("{now}》（{}）", by.no),
        Some(day) => format!("{now}》（{}年）", day.year()),
        None => now,
    }
}

/// The change of a law as a whole that the register knows.
pub(crate) fn change_of(laws: &Laws, id: LawId) -> Option<Change> {
    let law = &laws[id];
    let by = last_successor(laws, id);
    match law.status {
        Status::Repealed | Status::Amended => {
            let next = law.superseded_by.map(|l| &laws[l]);
            let on = law.repealed.or_else(|| next.and_then(|l| l.effective.or(l.issued)))?;
            Some(Change { law: id, on, what: What::Gone { by } })
        }
        // Its last day is still a day of it.
        Status::Expired => Some(Change { law: id, on: law.ended?.tomorrow().ok()?, what: What::Ended }),
        Status::InForce | Status::PartlySuperseded => None,
    }
}

fn last_successor(laws: &Laws, id: LawId) -> Option<LawId> {
    // No row is longer than the register; the limit ends a row that bites its tail.
    let row = std::iter::successors(laws[id].superseded_by, |id| laws[*id].superseded_by);
    row.take(laws.rows.len()).last().filter(|last| *last != id)
}

/// True if a citation of a law that changed speaks of the time before.
fn is_about_past(cited: &Cited<'_>, title: &str, change: &Change) -> bool {
    let names_version = cited.law.status == Status::Amended && (title.contains('年') || cited.passage.names_a_version());
    let was_in_force = matches!(change.what, What::Gone { .. }) && cited.passage.names_year_before(change.on);
    names_version || was_in_force || cited.passage.is_past()
}

/// The fault of citing an article of a law: it does not exist, or has moved.
fn judged_article(rules: &Rules<'_>, cited: &Cited<'_>, number: ArticleNumber, written: Date) -> Option<RuleFault> {
    let law = cited.law;
    if let Some(last) = law.last.filter(|last| number.number > *last) {
        return Some(RuleFault::ArticleNotThere {
            law: law.title.clone(),
            article: article_text(number),
            last: article_text(ArticleNumber { number: last, inserted: 0 }),
        });
    }
    let (on, to) = moved(law, number, rules.as_of, &|r| speaks_of(r, law, number, &cited.passage))?;
    if cited.passage.is_past() || cited.passage.names_a_version() {
        return None;
    }
    let title = law.title.trim_start_matches("中华人民共和国");
    if on > written {
        return Some(changed(title, on, written, Some(&article_text(to))));
    }
    let (old, new) = (article_text(number).into(), article_text(to).into());
    Some(RuleFault::ArticleMoved { law: title.into(), old, new, day: on.to_string().into() })
}

/// True if a citation means the article that has moved: by the words of its sentence, or, if the register has no such words,
/// because it knows no article under that number today.
fn speaks_of(renumbering: &Renumbering, law: &Law, number: ArticleNumber, passage: &Passage<'_>) -> bool {
    let about = &renumbering.about;
    about.iter().any(|word| passage.sentence_has(&[word])) || (about.is_empty() && !law.articles.contains_key(&number))
}

/// Where an article of a law has moved to, and on which day it last moved.
fn moved(law: &Law, number: ArticleNumber, as_of: Date, speaks_of: &dyn Fn(&Renumbering) -> bool) -> Option<(Date, ArticleNumber)> {
    let mut result: Option<(Date, ArticleNumber)> = None;
    let mut at = number;
    for step in law.renumbered.iter().filter(|r| r.on <= as_of) {
        if step.from == at && result.is_none_or(|(on, _)| on <= step.on) && (result.is_some() || speaks_of(step)) {
            at = step.to;
            result = Some((step.on, at));
        }
    }
    result.filter(|(_, to)| *to != number)
}

/// The changes of the laws that an article cites since it was last changed or reviewed. Readers see them.
pub fn changes(registers: &Registers, article: &Article, plain: &Plain, body: &str, as_of: Date) -> Box<[Change]> {
    let laws = &registers.laws;
    let written = written(&article.front);
    let mut changes: Vec<Change> = Vec::new();
    for citation in &article.body.facts.citations {
        let Some(id) = citation.law else { continue };
        let law = &laws[id];
        let cited = Cited { law, id, passage: Passage::new(citation, plain, body) };
        let change = change_of(laws, id);
        if change.as_ref().map_or(cited.passage.is_past(), |change| is_about_past(&cited, &citation.title, change)) {
            continue;
        }
        changes.extend(change);
        let passage = &cited.passage;
        for number in citation.articles.iter().filter_map(|a| ArticleNumber::parse(&a.number)) {
            let found = moved(law, number, as_of, &|r| speaks_of(r, law, number, passage)).filter(|_| !passage.names_a_version());
            changes.extend(found.map(|(on, to)| Change { law: id, on, what: What::Moved { from: number, to } }));
        }
    }
    let mut unique: Vec<Change> = Vec::new();
    for change in changes.into_iter().filter(|c| c.on > written && c.on <= as_of) {
        if !unique.contains(&change) {
            unique.push(change);
        }
    }
    unique.into()
}

/// What readers are told where a citation stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Note {
    /// Where the citation, or its article, starts in the body.
    pub(crate) at: u32,
    pub(crate) text: Box<str>,
}

/// The notes of an article, from those findings of its body that it does not accept.
pub(crate) fn notes(article: &Article, findings: &[Finding]) -> Box<[Note]> {
    let is_accepted = |finding: &Finding| article.front.allow.iter().any(|allow| allow.code == finding.fault.code());
    let note = |finding: &Finding| {
        let Fault::RuleFault(fault) = &finding.fault else { return None };
        let text = match fault {
            RuleFault::RepealedLaw { now_zh, .. } if now_zh.is_empty() => "（已失效）".into(),
            RuleFault::RepealedLaw { now_zh, .. } => format!("（已失效，现行规定见{now_zh}）").into(),
            RuleFault::ArticleMoved { new, .. } => format!("（现为{new}）").into(),
            RuleFault::PolicyEnded { .. } => "（已到期）".into(),
            _ => return None,
        };
        let at = finding.span?.start.checked_sub(article.body.start)?;
        (!is_accepted(finding)).then_some(Note { at, text })
    };
    let mut notes: Vec<Note> = findings.iter().filter_map(note).collect();
    notes.sort_by_key(|note| note.at);
    notes.into()
}

pub(super) const PATTERNS: &[Pattern] = &[Pattern { words: &["滞纳金"], rule: late_fee }];

/// Debts that bear no late fee today.
const PRODUCTS: &[&str] = &["信用卡", "贷款", "网贷", "花呗", "借呗", "白条", "消费金融", "借款"];
/// Debts that do, and words by which a late fee is past or not owed.
const RIGHT: &[&str] = &[
    "税", "社保", "社会保险", "公积金", "电费", "水费", "燃气", "物业", "罚款", "行政", "海关", "取消", "不再", "不得", "禁止",
    "改为", "改称", "更名", "无权", "违规", "不合规", "违约金", "罚息", "交通", "排污", "养路",
];

/// Words by which there is no late fee, unless they speak of a payment: 没有按时还.
const DENIES: &[&str] = &["没有", "不是", "不能"];
/// What a payment that was not made is called within a few characters.
const PAYS: &[&str] = &["还", "付", "缴", "按", "及时", "足额", "履行", "存"];

fn is_denied(sentence: &str) -> bool {
    let denies = DENIES.iter().flat_map(|word| sentence.match_indices(word).map(|(i, word)| i + word.len()));
    denies.into_iter().any(|end| {
        let behind = first(sentence.get(end..).unwrap_or(""), 4);
        !PAYS.iter().any(|w| behind.contains(w))
    })
}

/// 滞纳金 beside a card or a loan.
fn late_fee(context: &Context<'_>) -> Option<Violation> {
    let product = PRODUCTS.iter().find(|p| context.sentence_has(&[p]))?;
    let is_right = context.sentence_has(RIGHT) || is_denied(context.sentence_before()) || is_denied(context.sentence_after());
    if context.kind == Kind::Quote || is_right || speaks_of_past(context) {
        return None;
    }
    Some(context.violation(|_| RuleFault::LateFee { product: (*product).to_owned() }))
}
