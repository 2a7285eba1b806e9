//! `deadlines.yaml`: periods that parties and institutions must keep.

use super::{Register, problem, unique};
use crate::calc::tables::{Deadline, Length};
use crate::diag::Finding;
use crate::model::keys::{Key, keys};
use crate::model::yaml::{Fields, Located};
use crate::text::Source;

/// The most days of a period.
const DAYS: u32 = 400;

keys! {
    DEADLINE {
        id: Slug, required, "短名，计算器的 `rule` 写它", "Id, which the input `rule` of the calculator names";
        title: Word(60), required, "要做什么", "What must be done";
        who: Word(60), required, "由谁来做", "Who does it";
        from: Word(60), required, "从哪一天起算：问读者的就是这一天，当天不算", "The day that the form asks for; that day itself is not counted";
        days: Either(&Number(1, 400), &Choice(ask)), unless("months"), "天数；由法院指定的写 `ask`，再写 `max`", "Number of days, or `ask` where the court sets it; then with `max`";
        months: Number(1, 240), "月数", "Number of months";
        max: Number(1, 400), "由法院指定的最多几天", "The most days that the court may set";
        law: Word(120), required, "依据，写 laws.yaml 里的 id", "Id of the law";
        article: Word(60), required, "条号；几条的用逗号隔开", "Number of the article; several with commas between them";
        roll: Flag, "最后一日是休息日的，是否顺延", "Whether a last day on a rest day moves to the next working day";
        post: Flag, "期满以前交邮的，是否不算过期", "Whether handing it to the post before the end is in time";
        fixed: Flag, "是否为不变期间", "Whether it can be neither suspended nor extended";
        excuse: Flag, "耽误了的，能否在障碍消除后十日内申请顺延", "Whether an extension may be asked for within ten days of the end of an obstacle";
        institution: Flag, "是否为机构的期限，不是读者的", "Whether an institution must keep it, not the reader";
        valid_from: Date, "从哪一天收到的起适用", "First day received for which the row holds";
        valid_to: DateFrom("valid_from"), "到哪一天收到的为止适用", "Last day received for which the row holds";
        v: Word(60), required, "核对程度：V 看过官方文本，V2 看过转载，M 凭记忆", "Proof: V official text, V2 reprint, M memory";
        note: Word(300), "给读者看的提醒", "What readers should know";
    }
}

/// The word of a period that the court sets.
fn ask() -> Vec<&'static str> {
    vec!["ask"]
}

#[derive(Debug, Clone, Default)]
pub struct Deadlines {
    pub(crate) rows: Vec<Deadline>,
    /// The laws that the rows name, with their places.
    pub(crate) laws: Vec<Located<String>>,
}

impl Register for Deadlines {
    const KEYS: &'static [Key] = DEADLINE;

    fn read(source: &Source) -> (Deadlines, Vec<Finding>) {
        let (rows, mut findings) = super::rows(source, "deadlines", DEADLINE, row);
        unique(&source.path, rows.iter().map(|(id, ..)| id), &mut findings);
        let laws = rows.iter().map(|(_, law, _)| law.clone()).collect();
        (Deadlines { rows: rows.into_iter().map(|(.., row)| row).collect(), laws }, findings)
    }
}

fn row(fields: &mut Fields<'_>) -> Option<(Located<String>, Located<String>, Deadline)> {
    let (id, law) = (fields.text("id"), fields.text("law"));
    let length = length(fields);
    let row = Deadline {
        id: String::new(),
        title: fields.string_or_default("title"),
        who: fields.string_or_default("who"),
        from: fields.string_or_default("from"),
        length: Length::Days(0),
        law: String::new(),
        article: fields.string_or_default("article"),
        roll: fields.flag("roll"),
        post: fields.flag("post"),
        fixed: fields.flag("fixed"),
        excuse: fields.flag("excuse"),
        institution: fields.flag("institution"),
        valid_from: fields.date("valid_from").map(|day| day.value),
        valid_to: fields.date("valid_to").map(|day| day.value),
        v: fields.string_or_default("v"),
        note: fields.string_or_default("note"),
    };
    let (id, law) = (id?, law?);
    let row = Deadline { id: id.value.clone(), law: law.value.clone(), length: length?, ..row };
    Some((id, law, row))
}

/// The length, in days or in months, or the most days that a court may set.
fn length(fields: &mut Fields<'_>) -> Option<Length> {
    let (days, months, max) = (fields.text("days"), fields.number("months"), fields.number("max"));
    let (node, is_ask) = (fields.node("days"), days.as_ref().is_some_and(|days| days.value == "ask"));
    match (days, months, max) {
        (None, Some(months), None) => return Some(Length::Months(months)),
        (Some(_), None, Some(max)) if is_ask => return Some(Length::Ask(max)),
        (Some(days), None, None) if !is_ask => {
            let number = days.value.parse().ok().filter(|n| (1..=DAYS).contains(n));
            if let (None, Some(node)) = (number, node) {
                fields.reader.wrong_type("days", node, ("1 到 400 之间的整数，或 ask", "a whole number from 1 to 400, or `ask`"));
            }
            return number.map(Length::Days);
        }
        (None, None, _) => return None,
        _ => {}
    }
    if let Some(node) = node.or_else(|| fields.node("months")) {
        let en = "`days` and `months` exclude each other, and `max` belongs to `days: ask`";
        problem(fields.reader, node, "days 与 months 只写一个；max 与 days: ask 一起写", en);
    }
    None
}
