//! Freshness: reviews that have run out, old years in titles, words that are true only on the day of writing.

use jiff::civil::Date;

use super::context::{Context, first, is_mark, last};
use super::words::Pattern;
use super::{Collector, Rules, Violation, law};
use crate::diag::catalogue::{FrontFault, RuleFault};
use crate::model::facts::Kind;
use crate::model::registers::titles::is_like_law;
use crate::model::{Article, Front, Registers};
use crate::text::han::year_at_end;

/// A review that ends within so many days is due.
pub(crate) const DUE_DAYS: i32 = 30;
/// A title's year that lies so many years before the last change is old.
const OLD_YEARS: i16 = 2;

/// True for an article that readers no longer see.
pub(super) fn is_gone(front: &Front, as_of: Date) -> bool {
    front.expires.as_ref().is_some_and(|e| e.value <= as_of) || front.withdrawn.as_ref().is_some_and(|w| w.on <= as_of)
}

pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// True if a lawyer has reviewed an article, and on which day.
pub(crate) fn is_reviewed(front: &Front, registers: &Registers) -> bool {
    front.reviewed_on.is_some() && front.reviewed_by.as_ref().is_some_and(|person| registers.may_review(person))
}

/// Judges an article's review.
pub(super) fn review(rules: &Rules<'_>, article: &Article, found: &mut Collector) {
    let front = &article.front;
    // An article that waits for its day may have later days.
    let is_public = front.date.value <= rules.as_of;
    let days = [("updated", &front.updated), ("reviewed_on", &front.reviewed_on)];
    for (key, day) in days.into_iter().filter_map(|(key, day)| Some((key, day.as_ref()?))) {
        if is_public && day.value > rules.as_of {
            found.add(day.span, FrontFault::FutureDay { key: key.to_owned(), day: day.value.to_string() });
        }
    }
    if let Some(by) = &front.review_by {
        // An impossible order of days is a finding of its own (SG110).
        let is_possible = front.reviewed_on.as_ref().is_none_or(|on| on.value <= by.value);
        let days = if is_possible { days_between(rules.as_of, by.value) } else { i32::MAX };
        let day = by.value.to_string();
        match u32::try_from(days) {
            Err(_) => found.add(by.span, RuleFault::ReviewOverdue { day }),
            Ok(left) if days <= DUE_DAYS => found.add(by.span, RuleFault::ReviewSoon { day, days: left }),
            Ok(_) => {}
        }
    }
    if let Some(topic) = law::legal_topic(rules, front).filter(|_| !is_reviewed(front, rules.registers)) {
        found.add(front.at, RuleFault::NotReviewed { topic });
    }
}

/// Judges the year in a title: `2023年最新` in an article that last changed in 2026.
pub(super) fn title(article: &Article, found: &mut Collector) {
    let front = &article.front;
    let changed = front.updated.as_ref().map_or(front.date.value, |u| u.value).year();
    let title = front.title.value.as_str();
    let years = title.match_indices('年').filter(|(i, _)| !is_name(title, *i)).filter_map(|(i, _)| year_at_end(title.get(..i)?));
    let Some(year) = years.max().filter(|y| changed - y >= OLD_YEARS) else { return };
    found.add(front.title.span, RuleFault::OldYear { year: year.unsigned_abs().into(), changed: changed.unsigned_abs().into() });
}

/// True for the year at byte `at` that belongs to a name, as in 修正案（1988年） and 《……规定（2015年）》, or bounds a time.
fn is_name(title: &str, at: usize) -> bool {
    let (before, after) = title.split_at_checked(at).unwrap_or((title, ""));
    let in_title = before.rfind('《').is_some_and(|open| before.rfind('》').is_none_or(|close| close < open));
    let bracket = before.rfind(['（', '(']).filter(|open| before.get(*open..).is_some_and(|t| !t.contains(['）', ')'])));
    let of_law = bracket.and_then(|open| before.get(..open)).is_some_and(|t| is_like_law(t) || t.ends_with(['案', '》']));
    let bounds = ["年以前", "年之前", "年前", "年以后", "年之后", "年后", "年起", "年至"].iter().any(|w| after.starts_with(w));
    in_title || of_law || bounds
}

/// True if a text names a year: `2023年`.
pub(super) fn has_year(text: &str) -> bool {
    text.match_indices('年').any(|(i, _)| text.get(..i).and_then(year_at_end).is_some())
}

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        words: &["昨天", "前天", "今年", "去年", "前年", "上个月", "上月", "上周", "近日", "日前", "前不久"], rule: day
    },
    Pattern { words: &["本月起", "下月起", "下个月起", "明年", "近期"], rule: announced },
    Pattern { words: &["个月前", "天前", "年前", "周前"], rule: ago },
    Pattern { words: &["目前", "现阶段", "眼下"], rule: now },
    Pattern {
        words: &["现在的", "最新的", "最新", "当前的", "当前", "现行", "截至目前", "截止目前", "现在", "如今"],
        rule: rate_of_today,
    },
];

/// True in the words of others, and beside a date.
fn is_dated(context: &Context<'_>) -> bool {
    let other = matches!(context.kind, Kind::Quote | Kind::Alternative);
    let before = context.sentence_before();
    let quoted = before.rfind('“').is_some_and(|open| before.rfind('”').is_none_or(|close| close < open));
    other || quoted || context.sentence_has(&["截至", "假设", "例如", "比如", "假如", "如果", "举例"])
}

/// True if a year stands close behind a word, or in the same bracket: 五年前的2013年.
fn has_year_nearby(context: &Context<'_>) -> bool {
    let after = context.after();
    let open =
        context.before().rfind(['（', '(']).filter(|open| context.before().get(*open..).is_some_and(|t| !t.contains(['）', ')'])));
    let inside = open.and_then(|open| Some((context.before().get(open..)?, after.split(['）', ')']).next()?)));
    has_year(first(after, 12)) || inside.is_some_and(|(before, after)| has_year(before) || has_year(after))
}

fn relative_date(context: &Context<'_>, start: usize) -> Option<Violation> {
    (!has_year_nearby(context)).then(|| Context { start, ..*context }.violation(|word| RuleFault::RelativeDate { word }))
}

/// A day relative to today. The word opens a clause, or follows a word that may precede a day.
fn day(context: &Context<'_>) -> Option<Violation> {
    let before = context.previous();
    let opens = is_mark(before) || matches!(before, Some('在' | '从' | '到' | '自' | '于' | '是' | '就' | '截'));
    let person = ["的我", "的你", "的您", "的他", "的她", "的自己"].iter().any(|w| context.after().starts_with(w));
    let other = matches!(context.word(), "近日" | "日前") && !is_mark(before) || person;
    if !opens || other || is_dated(context) { None } else { relative_date(context, context.start) }
}

/// 明年1月起, 近期……下调: a change that was announced. 下月起 in advice counts from the day of the reader.
fn announced(context: &Context<'_>) -> Option<Violation> {
    const CHANGES: &[&str] = &["发布", "公布", "出台", "印发", "下调", "上调", "推出", "施行", "实施", "执行", "调整"];
    const ADVICE: &[&str] = &["协商", "还款日", "账单", "约定", "同意", "您", "你", "可以", "打算", "准备"];
    let opens = is_mark(context.previous()) || matches!(context.previous(), Some('从' | '自' | '在'));
    let after = context.after();
    let is_announced = match context.word() {
        "明年" => after.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十起".contains(c)),
        _ => CHANGES.iter().any(|w| context.sentence_after().contains(w)),
    };
    let is_advice = ADVICE.iter().any(|w| context.sentence_has(&[w]));
    if opens && is_announced && !is_advice && !is_dated(context) { relative_date(context, context.start) } else { None }
}

/// `2个月前` at the start of a clause. After 到期 or 开庭 it is counted from that day.
fn ago(context: &Context<'_>) -> Option<Violation> {
    let clause = context.clause_before();
    let count = clause.trim_start_matches(['在', '约', '大', '就', '早', '于', '从']);
    let number = count.trim_matches(' ');
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一二两三四五六七八九十几半数".contains(c));
    // A hundred years ago is history.
    let is_year = number.chars().count() == 4 || (context.word() == "年前" && (number.len() == 3 || number.contains('百')));
    let after = context.next();
    if !is_number || is_year || matches!(after, Some('后' | '述' | '款' | '置' | '提' | '通' | '告' | '向')) || is_dated(context)
    {
        return None;
    }
    relative_date(context, context.start - number.len())
}

/// 目前 in a sentence with a rate or an amount, and no date.
fn now(context: &Context<'_>) -> Option<Violation> {
    let after = context.sentence_after();
    let figure = after.contains(['%', '％', '‰'])
        || after
            .match_indices(['元', '倍'])
            .any(|(i, _)| last(after.get(..i).unwrap_or(""), 2).chars().any(|c| c.is_ascii_digit() || c == '万'));
    if !figure || has_year(after) || has_year(context.sentence_before()) || is_dated(context) {
        return None;
    }
    relative_date(context, context.start)
}

/// 现在的LPR是3.45%: a rate that is said to be that of today.
fn rate_of_today(context: &Context<'_>) -> Option<Violation> {
    const RATES: [&str; 5] = ["LPR", "利率", "贷款市场报价利率", "年利率", "基准利率"];
    let until_now = context.word().starts_with('截');
    let before = context.sentence_before();
    let after = context.sentence_after();
    let clause = after.trim_start_matches(['，', ',', ' ', '的']);
    let near = first(clause, if until_now { 16 } else { 12 });
    let rate = RATES.iter().find_map(|r| near.find(r).map(|i| i + r.len()))?;
    let behind = first(clause.get(rate..)?, 24);
    let digits = behind.find(['%', '％']).and_then(|i| behind.get(..i)).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()));
    let is_longer = matches!(context.word(), "最新" | "当前" | "现在") && context.next() == Some('的');
    let other =
        matches!(context.kind, Kind::Quote | Kind::Alternative) || context.sentence_has(&["假设", "例如", "比如", "假如", "如果"]);
    if !digits || is_longer || other || has_year(before) || has_year(after) {
        return None;
    }
    relative_date(context, context.start)
}
