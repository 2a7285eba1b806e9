//! The bracket behind a title: an ordinal, which is a part of it, or the version that is meant.

use crate::text::numeral::is_numeral;

/// What stands in the bracket behind a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bracket {
    /// （十一）: a part of the title.
    Ordinal,
    /// （2020年修正）, （试行）, （法释〔2020〕17号）
    Edition,
    /// （以下简称民法典）
    Definition,
    /// （已废止）, （合同编）, （2021年1月1日起废止）: says something of the law.
    Remark,
    Other,
}

impl Bracket {
    pub(crate) fn of(content: &str) -> Bracket {
        let has = |words: &[&str]| words.iter().any(|w| content.contains(w));
        let content = content.trim();
        if !content.is_empty() && content.chars().all(is_numeral) {
            Bracket::Ordinal
        } else if has(&DEFINES) {
            Bracket::Definition
        } else if has(&["《", "》", "草案", "征求意见", "审稿", "送审", "建议稿", "条"]) {
            Bracket::Other
        } else if is_repeal(content) {
            Bracket::Remark
        } else if year(content).is_some() || has(&["修正", "修订", "试行"]) || is_number(content) {
            Bracket::Edition
        } else if ["现行有效", "编", "章", "节", "节选", "全文"].iter().any(|w| content.ends_with(w)) {
            Bracket::Remark
        } else {
            Bracket::Other
        }
    }
}

/// Words with which a bracket gives a law a name for what follows.
pub(crate) const DEFINES: [&str; 3] = ["简称", "下称", "统称"];

/// True for 已废止, 现已失效, 2021年1月1日起废止.
fn is_repeal(content: &str) -> bool {
    ["废止", "失效"].iter().any(|w| content.ends_with(w)) && !content.contains(['未', '没', '不'])
}

/// True for a document number: 国务院令第481号, 法释〔2020〕17号.
fn is_number(content: &str) -> bool {
    content.ends_with('号') && content.contains(['令', '〔', '［', '[', '【', '（', '('])
}

/// What a bracket behind a title says of the version: its year or document number, and whether it is repealed. It may go on with a
/// definition: 法释〔2015〕18号，以下简称《旧规定》.
pub(crate) fn version_in(content: &str) -> (Option<&str>, bool) {
    let end = DEFINES.iter().filter_map(|word| content.find(word)).min().unwrap_or(content.len());
    let version = content.get(..end).unwrap_or("").trim_end_matches('以');
    let parts = || version.split(['，', ',', '、', '；', ';', '。']).map(str::trim).filter(|part| !part.is_empty());
    let editions = || parts().filter(|part| !is_repeal(part) && Bracket::of(part) == Bracket::Edition);
    (editions().find(|part| part.ends_with('号')).or_else(|| editions().next()), parts().any(is_repeal))
}

/// The year that a text names, and the month behind it.
pub(crate) fn year(text: &str) -> Option<(i16, Option<i16>)> {
    let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    let starts = text.char_indices().filter(|(i, _)| !text.get(..*i).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit())));
    for (i, _) in starts {
        let rest = text.get(i..)?;
        let Some(year) = rest.get(..4).filter(|_| digits(rest) == 4).and_then(|y| y.parse().ok()) else { continue };
        if (1949..2100).contains(&year) {
            let month = rest.get(4..).and_then(|t| t.strip_prefix('年')).and_then(|t| t.split_once('月'));
            return Some((year, month.and_then(|(month, _)| month.parse().ok())));
        }
    }
    None
}

/// A title and the bracket at its end that names a version of it.
pub(crate) fn edition(title: &str) -> (&str, Option<&str>) {
    let title = title.trim();
    let parts = title.strip_suffix(['）', ')']).and_then(|t| {
        let open = t.rfind(['（', '('])?;
        let content = t.get(open..)?.trim_start_matches(['（', '(']);
        (Bracket::of(content) == Bracket::Edition).then_some((t.get(..open)?.trim_end(), Some(content)))
    });
    parts.filter(|(bare, _)| !bare.is_empty()).unwrap_or((title, None))
}
