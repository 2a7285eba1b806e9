//! What a number is, by the words before it: a part of an address, or the number of an order, a payment or a document.

use super::super::context::last;
use super::digits::digit;
use crate::text::invisible::is_shapeless;

/// True within the path of an address, in which long numbers are names of pages.
pub(super) fn is_in_address(text: &str, at: usize) -> bool {
    let word = word_before(text, at);
    word.contains("://") || word.contains("www.")
}

/// True within an address or the target of a link, in which long numbers are names of pages.
pub(super) fn is_in_path(text: &str, at: usize) -> bool {
    let word = word_before(text, at);
    let before = text.get(..at - word.len()).unwrap_or("");
    let is_path = word.starts_with('/') || word.starts_with("./") || word.starts_with("../");
    is_path || before.ends_with("](") || before.ends_with("](<") || is_in_address(text, at)
}

/// The characters before an offset that may belong to one address with it.
fn word_before(text: &str, at: usize) -> &str {
    let from = text.ceil_char_boundary(at.saturating_sub(300));
    let before = text.get(from..at).unwrap_or("");
    before.rsplit(|c: char| c.is_whitespace() || "([<\"'（）《》“”，。；：、！？".contains(c)).next().unwrap_or("")
}

/// Names of numbers that count things: orders, payments, documents.
const SERIALS: &[&str] = &[
    "流水号", "流水", "订单号", "订单", "单号", "编号", "序号", "序列号", "凭证号", "回单号", "受理号", "登记号", "备案号",
    "许可证号", "批号", "交易号", "参考号", "合同号", "单据号", "票号", "案号", "文号", "档案号", "业务号", "事项号", "识别号",
    "追踪号", "条形码", "条码", "批次", "ID", "id", "Id",
];

/// True for a number behind the name of a serial number: `流水号是…`, `订单号：…`. The number of a card is none.
pub(super) fn is_serial(text: &str, at: usize) -> bool {
    let from = text.ceil_char_boundary(at.saturating_sub(90));
    let linking = |c: char| {
        c.is_whitespace() || is_shapeless(c) || digit(c).is_some() || "：:＝=（(「“\"'*#＃、，,-和及与是为即分别".contains(c)
    };
    let before = text.get(from..at).unwrap_or("").trim_end_matches(linking);
    let name = SERIALS.iter().find_map(|name| before.strip_suffix(name));
    let is_account = |before: &str| ["卡", "账户", "账号", "帐户", "帐号"].iter().any(|word| last(before, 4).contains(word));
    let is_part = |before: &str| before.ends_with(|c: char| c.is_ascii_alphabetic());
    name.is_some_and(|before| !is_account(before) && !is_part(before))
}
