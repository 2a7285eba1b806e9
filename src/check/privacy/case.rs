//! A case number beside the full names of two parties: together they lead to both people.

use super::super::Violation;
use super::super::context::{Context, first, is_mark, last};
use super::super::words::Pattern;
use super::digits::digit;
use crate::diag::catalogue::RuleFault;

pub(in crate::check) const PATTERNS: &[Pattern] =
    &[Pattern { words: &["（20", "(20", "〔20", "（19", "（２０"], rule: case }];

/// Words for a party in judgments, the longer ones before those that they end in.
const PARTIES: &[&str] =
    &["申请执行人", "被执行人", "被上诉人", "上诉人", "被申请人", "再审申请人", "申请人", "原告", "被告", "第三人", "法定代表人"];
/// Family names of most people.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// A case number in a paragraph that has the full names of two parties: it leads to both people.
fn case(context: &Context<'_>) -> Option<Violation> {
    let end = context.end + case_number(context.after())?;
    let (from, paragraph) = context.paragraph();
    let mut names: Vec<&str> = Vec::new();
    let (mut first, mut last) = (context.start, end);
    for (i, party) in PARTIES.iter().flat_map(|party| paragraph.match_indices(party)) {
        let Some(after) = paragraph.get(i + party.len()..) else { continue };
        let gap = after.len() - after.trim_start_matches(['：', ':', ' ', '为', '是']).len();
        let Some(name) = after.get(gap..).and_then(name) else { continue };
        (first, last) = (first.min(from + i), last.max(from + i + party.len() + gap + name.len()));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // `王建国诉李秀英民间借贷纠纷案` names no party.
    for (i, sued) in paragraph.match_indices('诉') {
        let (Some(before), Some(after)) = (paragraph.get(..i), paragraph.get(i + sued.len()..)) else { continue };
        let (Some(plaintiff), Some(defendant)) = (name_before(before.trim_end_matches('起')), name(after)) else { continue };
        if plaintiff != defendant {
            let start = before.rfind(plaintiff).unwrap_or(i);
            (first, last) = (first.min(from + start), last.max(from + i + sued.len() + defendant.len()));
            names.extend([plaintiff, defendant]);
        }
    }
    (names.len() >= 2).then(|| Violation::at(first..last, RuleFault::CaseWithNames {}))
}

/// Bytes of a case number after `（20`: `23）浙0106民初123号`.
fn case_number(after: &str) -> Option<usize> {
    let mut rest = after;
    let year = rest.chars().take(2).all(|c| digit(c).is_some());
    rest = rest.get(first(rest, 2).len()..)?;
    let court = rest.strip_prefix(['）', ')', '〕'])?;
    let written = first(court, 24);
    let length = written.find('号')? + '号'.len_utf8();
    let number = written.get(..length)?;
    let kinds = ["民", "执", "刑", "行", "商"];
    let fits = year
        && kinds.iter().any(|k| number.contains(k))
        && number.chars().any(|c| digit(c).is_some())
        && !number.contains(['，', '。', '\n']);
    fits.then_some(after.len() - court.len() + length)
}

/// A person's full name at the end of a text, behind a mark or the start.
fn name_before(text: &str) -> Option<&str> {
    [3, 2].into_iter().find_map(|count| {
        let written = last(text, count);
        let previous = text.get(..text.len() - written.len())?.chars().next_back();
        let is_start = previous.is_none_or(|c| is_mark(Some(c)) || "在和与如告人系为：:".contains(c));
        // `上诉`, `投诉` and the like are other words.
        let is_other = written.ends_with(|c: char| "上申投告控反公胜败撤应自".contains(c));
        (is_start && !is_other && name(written) == Some(written)).then_some(written)
    })
}

/// A person's full name at the start of a text: a family name and one or two more characters.
fn name(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    if !SURNAMES.contains(chars.next()?) {
        return None;
    }
    let ends = |c: Option<char>| {
        is_mark(c) || c.is_some_and(|c| "与和诉因向于系的未及在是称偿应借民合金买离等之为已不没拖欠还起案劳侵".contains(c))
    };
    let length = [2, 3].into_iter().find(|n| {
        let name = first(text, *n);
        name.chars().count() == *n
            && name.chars().all(crate::text::han::is_han)
            && ends(text.get(name.len()..).and_then(|t| t.chars().next()))
    })?;
    let name = first(text, length);
    let hidden = name.contains(['某', '×', '甲', '乙', '丙', '丁']) || last(name, 1).contains(['方', '人', '院']);
    (!hidden).then_some(name)
}
