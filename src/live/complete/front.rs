//! Completions in front matter.

use super::candidates::Candidate;
use super::{CompletionKind, Scene};
use crate::diag::{Lang, explanations};
use crate::model::front::keys::ARTICLE;
use crate::model::keys::{Kind, Need};
use jiff::ToSpan;

/// Keys that are not there yet, the required ones first.
pub(super) fn keys(scene: &Scene<'_>) -> Vec<Candidate> {
    let text = &scene.source.text;
    let is_given = |name: &str| {
        text.lines()
            .skip(1)
            .take_while(|line| line.trim_end() != "---")
            .any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')))
    };
    let key = |key: &&crate::model::keys::Key| {
        let text = match key.kind {
            Kind::List(..) | Kind::OneOrMore(..) if key.name != "topic" => format!("{}: []", key.name),
            _ => format!("{}: ", key.name),
        };
        let rank = match key.need {
            Need::Required => 0,
            Need::Unless(_) => 1,
            Need::Optional => 2,
        };
        Candidate::new(CompletionKind::Key, key.name, text).detail(key.about(scene.lang)).rank(rank)
    };
    let other_topic = |name: &str| (name == "topic" && is_given("topics")) || (name == "topics" && is_given("topic"));
    ARTICLE.iter().filter(|key| !is_given(key.name) && !other_topic(key.name)).map(|k| key(&k)).collect()
}

pub(super) fn values(scene: &Scene<'_>, key: &str) -> Vec<Candidate> {
    match key {
        "lender" => scene.lenders().into_iter().map(Candidate::by_word).collect(),
        "topic" | "topics" => scene.topics().into_iter().map(Candidate::by_word).collect(),
        "author" => scene.people(false),
        "reviewed_by" => scene.people(true),
        "date" | "updated" | "reviewed_on" | "on" => days(scene, false),
        "review_by" | "expires" => days(scene, true),
        "related" | "canonical" => scene.articles("", false),
        "code" => codes(scene),
        _ => words(key),
    }
}

/// Today, or today in a year.
fn days(scene: &Scene<'_>, in_a_year: bool) -> Vec<Candidate> {
    let day = if in_a_year { scene.as_of.saturating_add(1.year()) } else { scene.as_of };
    let weekdays = ["一", "二", "三", "四", "五", "六", "日"];
    let weekday = weekdays.get(day.weekday().to_monday_zero_offset() as usize).copied().unwrap_or("");
    let detail = if scene.lang == Lang::Zh { format!("星期{weekday}") } else { day.strftime("%A").to_string() };
    vec![Candidate::new(CompletionKind::Value, day.to_string(), day.to_string()).detail(detail)]
}

/// The codes of the findings of the text.
fn codes(scene: &Scene<'_>) -> Vec<Candidate> {
    let title = |code: u16| explanations().iter().find(|e| e.code.0 == code).map(|e| e.title(scene.lang)).unwrap_or_default();
    let mut codes = scene.codes.clone();
    codes.sort_unstable();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| Candidate::new(CompletionKind::Value, format!("SG{code:03}"), format!("SG{code:03}")).detail(title(code)))
        .collect()
}

/// The words that a key takes.
fn words(key: &str) -> Vec<Candidate> {
    let Some(key) = ARTICLE.iter().find(|declared| declared.name == key) else { return Vec::new() };
    let words = match key.kind {
        Kind::Choice(words) => words(),
        Kind::Flag => vec!["true", "false"],
        _ => Vec::new(),
    };
    words.into_iter().map(|word| Candidate::new(CompletionKind::Value, word, word)).collect()
}
