//! Stars that hide a part of a name or number, as in judgments: `王*明`, `张**`, `138****5678`.

/// The most usual surnames, and 某, which stands for one.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范\
    金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤某";
/// Words behind the stars of a company's name.
const COMPANIES: [&str; 6] = ["有限", "公司", "集团", "银行", "科技", "股份"];

pub(super) fn is_surname(c: char) -> bool {
    SURNAMES.contains(c)
}

/// True if a run of stars between two texts hides something.
pub(super) fn is_mask(before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    let is_number = last.is_some_and(|c| c.is_ascii_alphanumeric())
        && after.chars().next().is_none_or(|c| c.is_ascii_alphanumeric() || !c.is_alphanumeric());
    let is_company = last.is_some_and(char::is_alphabetic) && COMPANIES.iter().any(|word| after.starts_with(word));
    last.is_some_and(is_surname) || is_number || is_company
}

/// True if a run of stars between two texts is an operator: `2 ** 3`.
pub(super) fn is_power(before: &str, after: &str) -> bool {
    let is_operand = |c: char| c.is_ascii_alphanumeric();
    before.ends_with(' ') && before.trim_end().ends_with(is_operand) && after.trim_start().starts_with(is_operand)
}

/// True if a run of stars between two texts is shown to the reader: in quotation marks, or alone in a cell of a table.
pub(super) fn is_shown(before: &str, after: &str) -> bool {
    let is_quoted = before.ends_with(['“', '"', '「', '『', '‘', '（']) && after.starts_with(['”', '"', '」', '』', '’', '）']);
    is_quoted || (before.trim_end_matches(' ').ends_with('|') && after.trim_start_matches(' ').starts_with('|'))
}
