//! The flags of `list`.

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command};

use super::Help;
use crate::cli::list::{AI, STATES};

const LISTS: &[&str] = &["articles", "drafts", "lenders", "topics", "laws", "pages", "outputs", "stale", "duplicates"];

impl Help {
    pub(super) fn list(self) -> Command {
        let filter = |name, value, zh, en| self.option(name, value, zh, en).value_delimiter(',').action(ArgAction::Append);
        let zh = "只列这种状态的文章，reviewed 指在有效期内的律师审核";
        let state = filter("state", "STATE", zh, "Only articles of this state; `reviewed` is a valid review of a lawyer");
        let zh = "只列有这些编号的问题的文章，findings 一栏只数这些；SG5 指 SG5 开头的全部";
        let code =
            filter("code", "CODES", zh, "Only articles with findings of these codes, which alone count; SG5 for all that start so");
        let ai = filter(
            "ai",
            "WORD",
            "只列信息栏里 ai 是这样写的文章，unknown 是没有写",
            "Only articles with this value of `ai`, or without one",
        );
        self.command("list", "列出文章、登记表或需要复核的文章", "List articles, registers or articles due for review")
            .arg(self.word("what", "列什么", "What to list").required(true).value_parser(PossibleValuesParser::new(LISTS)))
            .arg(filter("topic", "NAME", "只列这个主题的文章", "Only articles of this topic"))
            .arg(filter("lender", "NAME", "只列这家机构的文章", "Only articles about this lender"))
            .arg(state.value_parser(PossibleValuesParser::new(STATES)))
            .arg(code)
            .arg(ai.value_parser(PossibleValuesParser::new(AI)))
            .arg(self.flag("csv", "输出 CSV，供电子表格打开", "Print CSV for a spreadsheet"))
    }
}
