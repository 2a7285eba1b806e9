//! What an import tells people: how each record was converted, what was left out, and what they have to decide.

mod names;

use std::collections::{BTreeMap, BTreeSet};

use super::convert::Converted;
use super::document::Removal;
use super::fidelity::{Difference, Step};
use super::outline::Outline;
use super::triage::{Case, Choice, Proposal, Reason};
use crate::text::{Lang, localized};
use crate::view::import_report::{
    CaseRow, DifferenceRow, ImportReport, MissingRow, NotCarriedRow, ReasonSection, ReasonSum, RemovedText, RuleRow,
};

/// Records that are listed one by one.
const LISTED: usize = 500;
/// Different texts of a rule that are counted one by one, and those that are shown.
const DISTINCT: usize = 5_000;
const SHOWN: usize = 40;
/// Examples of what is not carried.
const EXAMPLES: usize = 3;
/// Digits of the shortest number that may identify a person.
const LONG_NUMBER: usize = 11;
/// Longest text that is shown, in characters.
const LONGEST: usize = 300;

/// What became of the records that were converted, without their texts.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Positions of the records that were counted: some are converted twice.
    seen: BTreeSet<u32>,
    steps: [usize; 3],
    held: usize,
    pictures: usize,
    simplified: Vec<Differing>,
    held_records: Vec<Differing>,
    rules: BTreeMap<&'static str, Rule>,
    not_carried: BTreeMap<String, NotCarried>,
    missing: Vec<(String, String)>,
    more_missing: usize,
}

#[derive(Debug)]
struct Differing {
    address: String,
    title: String,
    step: Option<Step>,
    reason: Option<[String; 2]>,
    difference: Option<Difference>,
}

#[derive(Debug, Default)]
struct Rule {
    count: usize,
    texts: BTreeMap<String, usize>,
    /// Texts beyond [`DISTINCT`].
    others: usize,
}

#[derive(Debug, Default)]
struct NotCarried {
    count: usize,
    examples: Vec<String>,
}

impl Tally {
    /// Counts a record that was converted. `address` is its old address or its key.
    pub(crate) fn add(&mut self, position: u32, outline: &Outline, address: &str, converted: &Converted) {
        if !self.seen.insert(position) {
            return;
        }
        let title = || cut(&outline.title);
        let differing = || Differing {
            address: address.to_owned(),
            title: title(),
            step: converted.step,
            reason: converted.refusal.as_ref().map(|reason| [reason.zh.clone(), reason.en.clone()]),
            difference: converted.difference.clone(),
        };
        if converted.refusal.is_some() {
            self.held += 1;
            push(&mut self.held_records, differing);
        } else {
            match converted.step {
                Some(Step::PlainBlocks) => self.count_step(1, differing),
                Some(Step::PlainText) => self.count_step(2, differing),
                Some(Step::Complete) | None => {
                    let [equal, ..] = &mut self.steps;
                    *equal += 1;
                }
            }
        }
        self.pictures += converted.pictures.len();
        for Removal { rule, text } in &converted.removals {
            self.rules.entry(rule).or_default().add(text);
        }
        for name in &converted.not_carried {
            let row = self.not_carried.entry(name.clone()).or_default();
            row.count += 1;
            if row.examples.len() < EXAMPLES && row.examples.last() != Some(&outline.title) {
                row.examples.push(title());
            }
        }
        for picture in &converted.missing_pictures {
            if self.missing.len() < LISTED {
                self.missing.push((title(), cut(picture)));
            } else {
                self.more_missing += 1;
            }
        }
    }

    /// Counts what a source has and no record carries: comments, uploaded files.
    pub(crate) fn add_source(&mut self, not_carried: &[(String, u64)]) {
        for (name, count) in not_carried {
            self.not_carried.entry(name.clone()).or_default().count += usize::try_from(*count).unwrap_or(usize::MAX);
        }
    }

    fn count_step(&mut self, step: usize, differing: impl Fn() -> Differing) {
        if let Some(count) = self.steps.get_mut(step) {
            *count += 1;
        }
        push(&mut self.simplified, differing);
    }
}

fn push(rows: &mut Vec<Differing>, row: impl Fn() -> Differing) {
    if rows.len() < LISTED {
        rows.push(row());
    }
}

impl Rule {
    fn add(&mut self, text: &str) {
        self.count += 1;
        let text = cut(text);
        let has_room = self.texts.len() < DISTINCT;
        match self.texts.get_mut(&text) {
            Some(count) => *count += 1,
            None if has_room => drop(self.texts.insert(text, 1)),
            None => self.others += 1,
        }
    }
}

/// A text on one line, not too long.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        // Half a number would not be masked.
        Some((end, _)) => {
            let start = line.get(..end).unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-'));
            format!("{start}…")
        }
        None => line,
    }
}

/// What a report says besides the tally.
pub(crate) struct Frame<'f> {
    pub(crate) site: &'f str,
    pub(crate) as_of: String,
    pub(crate) lang: Lang,
    pub(crate) dry_run: bool,
    pub(crate) records: usize,
    /// Replaces personal data.
    pub(crate) redact: &'f dyn Fn(&str) -> String,
}

/// Makes the page.
pub(crate) fn report(tally: &Tally, cases: &[Case], frame: &Frame<'_>) -> ImportReport {
    let rules = tally.rules.iter().map(|(rule, found)| rule_row(rule, found, frame)).collect();
    let missing =
        |(title, picture): &(String, String)| MissingRow { title: (frame.redact)(title), picture: (frame.redact)(picture) };
    let not_carried = |(name, row): (&String, &NotCarried)| NotCarriedRow {
        name: (frame.redact)(name),
        title: (frame.redact)(&names::of_kind(frame.lang, name)),
        count: row.count,
        examples: row.examples.iter().map(|title| (frame.redact)(title)).collect(),
    };
    let mut kinds: Vec<NotCarriedRow> = tally.not_carried.iter().map(not_carried).collect();
    kinds.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let [equal, step2, step3] = tally.steps;
    ImportReport {
        site: frame.site.to_owned(),
        as_of: frame.as_of.clone(),
        zh: frame.lang == Lang::Zh,
        dry_run: frame.dry_run,
        records: frame.records,
        converted: tally.seen.len(),
        equal,
        step2,
        step3,
        held: tally.held,
        pictures: tally.pictures,
        sums: sums(cases, frame.lang),
        simplified: tally.simplified.iter().map(|row| difference(row, frame)).collect(),
        held_records: tally.held_records.iter().map(|row| difference(row, frame)).collect(),
        not_carried: kinds,
        rules,
        missing: tally.missing.iter().map(missing).collect(),
        more_missing: tally.more_missing,
        reasons: sections(cases, frame),
    }
}

fn rule_row(rule: &'static str, found: &Rule, frame: &Frame<'_>) -> RuleRow {
    let mut texts: Vec<(&String, usize)> = found.texts.iter().map(|(text, count)| (text, *count)).collect();
    texts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let distinct = texts.len() + found.others;
    let text = |(text, count): &(&String, usize)| RemovedText { text: (frame.redact)(text), count: *count };
    let texts: Vec<RemovedText> = texts.iter().take(SHOWN).map(text).collect();
    RuleRow { rule, name: names::of(frame.lang, rule), count: found.count, distinct, more: distinct - texts.len(), texts }
}

fn difference(row: &Differing, frame: &Frame<'_>) -> DifferenceRow {
    let step = match row.step {
        Some(Step::PlainBlocks) => ["差异所在的段落去掉了行内格式", "the differing blocks lost their marks"],
        Some(Step::PlainText) => ["全文改成了没有格式的段落", "all blocks became plain paragraphs"],
        Some(Step::Complete) | None => ["", ""],
    };
    let what = row.reason.clone().unwrap_or_else(|| step.map(str::to_owned));
    // A number may stand beside other digits, because blanks are left out.
    let text = |text: Option<&String>| text.map_or_else(String::new, |text| without_long_numbers(&(frame.redact)(&cut(text))));
    DifferenceRow {
        address: row.address.clone(),
        title: (frame.redact)(&row.title),
        what: (frame.redact)(&localized(frame.lang, what)),
        source: text(row.difference.as_ref().map(|d| &d.source)),
        page: text(row.difference.as_ref().map(|d| &d.page)),
    }
}

/// The text with stars in place of the digits of long numbers.
fn without_long_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for run in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        let after = run.get(digits..).unwrap_or("");
        if digits < LONG_NUMBER { out.push_str(run) } else { out.extend(std::iter::repeat_n('*', digits).chain(after.chars())) }
    }
    out
}

/// Name and remedy of a reason in Chinese and English.
fn words(reason: Reason) -> [[&'static str; 2]; 2] {
    match reason {
        Reason::Private => [
            ["含有个人信息", "Personal data"],
            [
                "没有导入，存在 import/held/（号码已遮住）：去掉个人信息后再处理",
                "held back in import/held/ with the numbers masked: remove the personal data first",
            ],
        ],
        Reason::Unlawful => {
            [["违规表述", "Unlawful wording"], ["先改成草稿，由律师改写", "make it a draft until a lawyer has rewritten it"]]
        }
        Reason::Contradicts => [
            ["与登记表或现行法律不符", "Contradicts the registers"],
            ["保留，由律师核对引用的法律、利率和机构信息", "keep it; a lawyer compares laws, rates and lenders"],
        ],
        Reason::Damaged => [
            ["文字残缺", "Damaged text"],
            ["被过滤系统删掉过字：改成草稿，补全后发布", "a filter deleted characters: make it a draft until they are restored"],
        ],
        Reason::Duplicate => [
            ["内容重复", "Duplicates"],
            ["保留最好的一篇，其余转到它", "keep the best of each group and redirect the others to it"],
        ],
        Reason::Template => [
            ["只换了机构名称", "One text for many lenders"],
            ["写一篇通用文章，都转到它", "write a general article and redirect all of them to it"],
        ],
        Reason::Thin => [
            ["内容单薄", "Thin"],
            ["撤回，或者转到同机构、同主题的文章", "withdraw it, or redirect it to an article on the same lender and topic"],
        ],
        Reason::Stale => [["内容陈旧", "Stale"], ["保留，由律师复核", "keep it; a lawyer reviews it"]],
        Reason::Boilerplate => [["大半是套话", "Boilerplate"], ["保留，改写", "keep and rewrite it"]],
        Reason::YearUnknown => [["年份是推算的", "Year concluded"], ["核对日期", "check the date"]],
        Reason::Held => {
            [["没有导入", "Held back"], ["在 import/held/，原因见前面的表", "in import/held/; the reason is in the table above"]]
        }
    }
}

fn sums(cases: &[Case], lang: Lang) -> Vec<ReasonSum> {
    let count = |reason: Reason| cases.iter().filter(|case| case.reasons.contains(&reason)).count();
    let sum = |(word, reason): &(&'static str, Reason)| {
        let [name, _] = words(*reason);
        ReasonSum { word, sentence: localized(lang, name).to_owned(), count: count(*reason) }
    };
    Reason::WORDS.iter().map(sum).filter(|sum| sum.count > 0).collect()
}

fn sections(cases: &[Case], frame: &Frame<'_>) -> Vec<ReasonSection> {
    let gravest = |case: &Case| case.reasons.first().copied();
    let mut of_group: BTreeMap<usize, Option<Reason>> = BTreeMap::new();
    for case in cases {
        if let Some(group) = case.group {
            let first = of_group.entry(group).or_insert_with(|| gravest(case));
            *first = (*first).min(gravest(case));
        }
    }
    let section_of = |case: &Case| case.group.and_then(|group| *of_group.get(&group)?).or_else(|| gravest(case));
    let section = |(word, reason): &(&'static str, Reason)| {
        // Articles of a group stand together, below the reason of the gravest.
        let of_reason: Vec<&Case> = cases.iter().filter(|case| section_of(case) == Some(*reason)).collect();
        let [name, remedy] = words(*reason);
        ReasonSection {
            word,
            name: localized(frame.lang, name).to_owned(),
            remedy: localized(frame.lang, remedy).to_owned(),
            count: of_reason.len(),
            more: of_reason.len().saturating_sub(LISTED),
            rows: of_reason.iter().take(LISTED).map(|case| case_row(case, frame)).collect(),
        }
    };
    Reason::WORDS.iter().map(section).filter(|section| section.count > 0).collect()
}

fn case_row(case: &Case, frame: &Frame<'_>) -> CaseRow {
    CaseRow {
        address: case.address.clone(),
        title: (frame.redact)(&case.title),
        date: case.date.map_or_else(String::new, |date| date.to_string()),
        letters: case.letters,
        views: case.views.map_or_else(String::new, |views| views.to_string()),
        reasons: case
            .reasons
            .iter()
            .map(|reason| reason_name(*reason, frame.lang))
            .collect::<Vec<_>>()
            .join(localized(frame.lang, ["、", ", "])),
        group: case.group.map_or_else(String::new, |group| group.to_string()),
        proposal: case.proposal.as_ref().map_or_else(String::new, |proposal| proposal_text(proposal, frame.lang)),
    }
}

fn reason_name(reason: Reason, lang: Lang) -> &'static str {
    let [name, _] = words(reason);
    localized(lang, name)
}

fn proposal_text(proposal: &Proposal, lang: Lang) -> String {
    let choice = localized(
        lang,
        match proposal.choice {
            Choice::Keep if proposal.review => ["保留并复核", "keep and review"],
            Choice::Keep => ["保留", "keep"],
            Choice::Draft => ["改成草稿", "draft"],
            Choice::Withdraw => ["撤回", "withdraw"],
            Choice::Redirect => ["转到", "redirect to"],
            Choice::Gone => ["删除", "gone"],
        },
    );
    match &proposal.target {
        Some(target) => format!("{choice} {target}"),
        None => choice.to_owned(),
    }
}
