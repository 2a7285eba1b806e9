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

/// Words of the ways to reach a person, before a number.
const CONTACTS: &[&str] = &["电话", "手机", "微信", "联系", "致电", "拨打", "拨", "打", "号码", "短信", "机主", "扣扣"];
/// The same in Latin letters, where only the letters just before the number count.
const CONTACT_LETTERS: &[&str] =
    &["tel", "phone", "mobile", "mob", "cell", "call", "sms", "wx", "vx", "v", "weixin", "wechat", "whatsapp"];
/// Characters on either side that may hold the word of a contact or a card.
const NEAR: usize = 12;

/// True for a number just behind the word of a contact: `手机是…`, `微信:wx…`, `tel…`.
pub(super) fn is_contact(text: &str, at: usize) -> bool {
    let near = last(text.get(..at).unwrap_or(""), NEAR).rsplit(['\n', '。', '；', '，']).next().unwrap_or("");
    let of_word = |word: &str| near.rfind(word).is_some_and(|i| !near.get(i + word.len()..).unwrap_or("").starts_with('费'));
    CONTACTS.iter().any(|word| of_word(word)) || has_contact_letters(near.trim_end_matches(|c: char| ":：=＝ +".contains(c)))
}

/// True if a text ends in a word of a contact in Latin letters.
pub(super) fn has_contact_letters(before: &str) -> bool {
    let word = before.get(before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..).unwrap_or("");
    CONTACT_LETTERS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// True for a number just behind the word of a card: `卡号No…`.
pub(super) fn is_behind_card(text: &str, at: usize) -> bool {
    let near = last(text.get(..at).unwrap_or(""), NEAR);
    ["卡号", "银行卡", "账号", "帐号", "储蓄卡", "信用卡"].iter().any(|word| near.contains(word))
}

/// True for a number just behind the name of an identity number.
pub(super) fn is_identity(text: &str, at: usize) -> bool {
    let near = last(text.get(..at).unwrap_or(""), NEAR);
    ["身份证", "身份号", "证件号", "公民身份"].iter().any(|word| near.contains(word))
}

/// True for a number that is a person in an address: `https://wa.example.org/139…`, `?phone=139…`.
pub(super) fn is_person_in_address(text: &str, at: usize) -> bool {
    let word = word_before(text, at);
    let host = word.rsplit_once("://").and_then(|(_, rest)| rest.trim_end_matches('+').strip_suffix('/'));
    let is_chat = host.is_some_and(|host| host.starts_with("wa.") && !host.contains('/'));
    is_chat || word.strip_suffix('=').is_some_and(has_contact_letters)
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
