//! `cost-lines.yaml`: lines against which the yearly cost of a loan is shown.

use super::{Register, problem, unique};
use crate::calc::number::parse_percent;
use crate::calc::tables::{CostLine, Figure};
use crate::diag::Finding;
use crate::model::keys::{Key, choice, keys};
use crate::model::yaml::{Fields, Located};
use crate::text::Source;

keys! {
    COST_LINE {
        id: Slug, required, "短名", "Id";
        from: Date, required, "适用的贷款，最早哪一天发放", "First day of a loan for which the line is shown";
        to: DateFrom("from"), "适用的贷款，最晚哪一天发放；没有的不写", "Last day of a loan for which it is shown";
        lender_kind: List(5, &Choice(LenderKind::words)), required, "放款机构的类别", "Kinds of lenders";
        assisted: Flag, "是否只用于有平台或者担保机构参与的贷款", "Whether it is only for loans in which a platform or guarantor took part";
        new_loans_only: Flag, "原文是否只说新发放的贷款", "Whether the text speaks of newly granted loans only";
        max_days: Number(1, 40_000), "只用于整个期限不超过这么多天的贷款", "Only for loans whose whole term is at most so many days";
        percent: Word(10), "年化成本的线，百分数，加引号", "The line as a percentage of a year, in quotes";
        lpr_times: Number(1, 10), "放款日一年期 LPR 的几倍", "So many times the one-year LPR of the day of the loan";
        compare: Flag, default("true"), "是否说高于或者不高于；不写为是", "Whether the cost is said to be above the line or not";
        law: Word(120), "依据，写 laws.yaml 里的 id", "Id of the law";
        article: Word(60), required, "条号；不分条的写 `-`", "Number of the article; `-` for a document without articles";
        v: Word(60), required, "核对程度：V 看过官方文本，V2 看过转载，M 凭记忆", "Proof: V official text, V2 reprint, M memory";
        text: Word(300), required, "给读者看的一句话", "What is said to readers";
    }
}

choice! {
    /// The kind of a lender, as calculators ask for it.
    pub(crate) enum LenderKind {
        Bank = "bank",
        ConsumerFinance = "consumer_finance",
        AutoFinance = "auto_finance",
        MicroLoan = "micro_loan",
        Private = "private",
    }
}

#[derive(Debug, Clone, Default)]
pub struct CostLines {
    pub(crate) rows: Vec<CostLine>,
    /// The laws that the rows name, with their places.
    pub(crate) laws: Vec<Located<String>>,
}

impl Register for CostLines {
    const KEYS: &'static [Key] = COST_LINE;

    fn read(source: &Source) -> (CostLines, Vec<Finding>) {
        let (rows, mut findings) = super::rows(source, "lines", COST_LINE, row);
        unique(&source.path, rows.iter().map(|(id, ..)| id), &mut findings);
        let laws = rows.iter().filter_map(|(_, law, _)| law.clone()).collect();
        (CostLines { rows: rows.into_iter().map(|(.., row)| row).collect(), laws }, findings)
    }
}

fn row(fields: &mut Fields<'_>) -> Option<(Located<String>, Option<Located<String>>, CostLine)> {
    let (id, from, law) = (fields.text("id"), fields.date("from"), fields.text("law"));
    let figure = figure(fields);
    let mut lender_kinds = Vec::new();
    for (node, _) in fields.nodes("lender_kind") {
        lender_kinds.extend(fields.reader.choice::<LenderKind>(node, "lender_kind").map(|kind| kind.word().to_owned()));
    }
    let to = fields.date("to").map(|day| day.value);
    let (assisted, _) = (fields.flag("assisted"), fields.flag("new_loans_only"));
    let (max_days, compare) = (fields.number("max_days"), fields.flag("compare"));
    let (article, v) = (fields.string_or_default("article"), fields.string_or_default("v"));
    let text = fields.string("text");
    let (id, from) = (id?, from?.value);
    let row = CostLine {
        id: id.value.clone(),
        from,
        to,
        lender_kinds,
        assisted,
        max_days,
        figure: figure?,
        compare,
        law: law.as_ref().map(|law| law.value.clone()),
        article,
        v,
        text: text?,
    };
    Some((id, law, row))
}

fn figure(fields: &mut Fields<'_>) -> Option<Figure> {
    let (percent, times) = (fields.text("percent"), fields.number("lpr_times"));
    let node = fields.node("percent");
    match (percent, times) {
        (None, None) => Some(Figure::None),
        (None, Some(times)) => Some(Figure::LprTimes(times)),
        (Some(percent), None) => {
            let rate = parse_percent(&percent.value).ok();
            if let (None, Some(node)) = (rate, node) {
                fields.reader.wrong_type("percent", node, ("加引号的百分数，如 \"24\"", "a percentage in quotes, such as \"24\""));
            }
            rate.map(Figure::Percent)
        }
        (Some(_), Some(_)) => {
            let node = node?;
            problem(fields.reader, node, "percent 与 lpr_times 只写一个", "`percent` and `lpr_times` exclude each other");
            None
        }
    }
}
