//! Characters lost to a word filter, leftovers of templates, blanks and marks of the wrong width.
//!
//! The lists come from a real site that lost characters. They exclude every false hit in statutes, judgments and manuals. A
//! finding carries an edit if the fix of a mark or blank is always right.

use super::context::{Context, first, is_mark, last};
use super::fix_site::{FixKind, FixSite};
use super::words::Pattern;
use super::{Collector, Violation};
use crate::diag::catalogue::RuleFault;
use crate::model::facts::Kind;
use crate::text::Span;
use crate::text::han::is_han;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { words: &["融"], rule: finance },
    Pattern {
        words: &["的问", "些问", "这问", "一问", "类问", "款问", "期问", "各种问", "见问"], rule: question
    },
    Pattern {
        words: &["费者", "费信贷", "费金融", "费观念", "费借贷", "费场景", "费升级", "费主义", "费贷款"], rule: consumer
    },
    Pattern { words: &["分付款", "分还款"], rule: instalment },
    Pattern { words: &["延还款"], rule: extension },
    Pattern {
        words: &["京东条", "京东融", "应对略", "自己的求", "人时会", "问题答", "还款什么政策", "重组成部分"], rule: other
    },
    Pattern { words: &["编导语", "小编", "本站将"], rule: filler },
    Pattern { words: &[" ", "\u{3000}"], rule: space },
    Pattern { words: &[",", "?", ":", ";", "!"], rule: mark },
    Pattern { words: &["随着"], rule: opening },
    Pattern { words: &["O", "o", "l", "I"], rule: letter },
];

fn lost(context: &Context<'_>, likely: &str) -> Option<Violation> {
    let fault = RuleFault::LostCharacters { found: context.word().to_owned(), likely: likely.to_owned() };
    Some(Violation::with_suggestion(context.range(), fault, likely.to_owned()))
}

fn is_one_of(c: Option<char>, set: &str) -> bool {
    c.is_some_and(|c| set.contains(c))
}

/// 融 for 金融.
fn finance(context: &Context<'_>) -> Option<Violation> {
    let (before, after) = (context.previous(), context.next());
    let other = is_one_of(before, "金通消交圆互熔祝中新孔海浦华信沙雪冰水和融冻未共相乐")
        || is_one_of(after, "融资通合入化券汇洽媒解雪会创和冰断点水为贯融进出于成在注不剥到众");
    let amid = before.is_some_and(is_han) || after.is_some_and(is_han);
    let brand = after.is_some_and(|c| c.is_ascii_alphanumeric()) || before.is_some_and(|c| c.is_ascii_alphanumeric());
    // 融 … 为一体: to blend.
    let blends = ["一体", "一炉", "一身"].iter().any(|w| context.sentence_after().contains(w));
    if other || !amid || brand || blends { None } else { lost(context, "金融") }
}

/// 问 for 问题.
fn question(context: &Context<'_>) -> Option<Violation> {
    let cut = matches!(context.next(), Some('，' | '。' | '、' | '；' | '：' | '？' | '！'))
        || is_one_of(context.next(), "也日就的仍逐将随");
    let whole = match context.word() {
        "一问" => is_one_of(context.previous(), "问此每这再先多后末首") || is_one_of(context.next(), "就也的，：」"),
        "的问" => is_one_of(context.next(), "答：，") || context.previous() == Some('问'),
        "见问" => context.previous() != Some('常'),
        _ => false,
    };
    if !cut || whole { None } else { lost(context, &format!("{}题", context.word())) }
}

/// 费 for 消费.
fn consumer(context: &Context<'_>) -> Option<Violation> {
    let whole = is_one_of(context.previous(), "消付免收缴交学自装经医浪耗续保话车运水电油房药税路旅餐杂物");
    if whole { None } else { lost(context, &format!("消{}", context.word())) }
}

/// 分 for 分期.
fn instalment(context: &Context<'_>) -> Option<Violation> {
    let whole = is_one_of(context.previous(), "部百十成万千几信积充全均平按区可未一二三四五六七八九两0123456789");
    if whole { None } else { lost(context, &context.word().replacen('分', "分期", 1)) }
}

/// 延 for 延期.
fn extension(context: &Context<'_>) -> Option<Violation> {
    if is_one_of(context.previous(), "拖推顺迟展递宽") { None } else { lost(context, "延期还款") }
}

/// Single phrases, each with the characters that make it whole.
fn other(context: &Context<'_>) -> Option<Violation> {
    let (before, after) = (context.previous(), context.next());
    let (whole, likely) = match context.word() {
        "京东条" => (is_one_of(after, "款件码例约目"), "京东白条"),
        "京东融" => (is_one_of(after, "资合媒通入汇"), "京东金融"),
        "应对略" => (is_one_of(after, "有显作加微懂"), "应对策略"),
        "自己的求" => (!is_mark(after) && !is_one_of(after, "和与是并"), "自己的诉求"),
        "人时会" => (before != Some('些'), "人有时会"),
        "问题答" => (after.is_some_and(is_han), "问题解答"),
        "重组成部分" => (is_one_of(before, "务产企"), "重要组成部分"),
        _ => (false, "还款有什么政策"),
    };
    if whole { None } else { lost(context, likely) }
}

/// True if the characters around what is left of a word can have been one word only.
pub(super) fn has_one_remedy(found: &str) -> bool {
    !matches!(found, "还款什么政策" | "自己的求" | "人时会" | "问题答")
}

/// What an editor who speaks of himself goes on with.
const FILLERS: &[&str] = &[
    "整理", "为", "给", "带", "今天", "今日", "来", "就", "在这里", "在此", "告诉", "觉得", "认为", "建议", "提醒", "汇总", "总结",
    "分享", "将", "会", "也", "跟", "和大家", "和您", "搜集", "收集", "介绍", "推荐", "查", "发现", "了解", "已经", "这里", "这就",
    "帮", "们", "特意", "专门", "教", "导语", "点评", "寄语", "有话", "按语", "一起", "一块", "：", ":",
];
/// How 本站将 goes on if it announces nothing.
const PROMISES: &[&str] =
    &["继续", "持续", "不断", "陆续", "及时", "第一时间", "为您", "为你", "为大家", "为读者", "竭", "努力", "尽"];

fn filler(context: &Context<'_>) -> Option<Violation> {
    let goes_on = |words: &[&str]| words.iter().any(|w| context.after().starts_with(w));
    let other = match context.word() {
        "小编" => is_one_of(context.previous(), "缩大") || is_one_of(context.next(), "号制码组队程辑译") || !goes_on(FILLERS),
        "本站将" => !goes_on(PROMISES),
        _ => context.previous() == Some('小'),
    };
    let is_fine = other || context.kind == Kind::Quote;
    (!is_fine).then(|| context.violation(|word| RuleFault::TemplateFiller { word }))
}

/// A blank between two Han characters of a sentence. Statutes have one after 第…条.
fn space(context: &Context<'_>) -> Option<Violation> {
    let between = context.previous().is_some_and(is_han) && context.next().is_some_and(is_han);
    if !between
        || !context.is_body
        || matches!(context.kind, Kind::Heading | Kind::Alternative | Kind::Caption)
        || is_in_address(context)
    {
        return None;
    }
    let lead = context.lead(12);
    let statute = lead.ends_with(['条', '章', '节', '编', '款', '项']) && lead.contains('第');
    // 2011年11月17日 某会议通过: the day, then what happened on it.
    let dated = lead.ends_with('日') && lead.contains('年') && lead == context.before().rsplit('\n').next().unwrap_or_default();
    let spaced = first(context.after().get(context.next()?.len_utf8()..)?, 1).starts_with([' ', '\u{3000}']);
    let lone = context.before().chars().rev().nth(1).is_none_or(|c| c == '\n' || c == ' ');
    // The name of a file in a link that stayed text: its finding says more.
    let in_link = last(context.before(), 60).rsplit_once("](").is_some_and(|(_, name)| !name.contains([')', '\n']));
    // 甲 乙 丙: single characters set apart on purpose, as in 姓 名.
    let is_fine = statute || dated || spaced || lone || in_link;
    let text = || is_in_running_text(context).then_some("");
    (!is_fine).then(|| Violation::Fixable { range: context.range(), kind: FixKind::Space, text: text() })
}

/// Characters without which there is hardly a clause, and which names and other fields do not have.
const PARTICLES: &str = "的了是在不就要可先再也都还把将应须能着过看";
/// Words that open the next field of a form or the next party of a case.
const FIELDS: &[&str] = &[
    "原告", "被告", "第三人", "申请人", "被申请人", "上诉人", "被上诉人", "申请执行人", "被执行人", "债权人", "债务人", "保证人",
    "出借人", "借款人", "委托人", "受托人", "代理人", "法定代表人", "甲方", "乙方", "丙方",
];

/// True for the only blank of a clause of running text. Other blanks may divide the columns of a table, the parties of a case, or names.
fn is_in_running_text(context: &Context<'_>) -> bool {
    let (before, after) = (context.clause_before(), context.clause_after());
    let opener = context.before().strip_suffix(before).and_then(|t| t.chars().next_back());
    let closer = context.after().strip_prefix(after).and_then(|t| t.chars().next());
    let opens = matches!(opener, None | Some('\n' | '，' | '。' | '；' | '！' | '？' | ',' | '!' | '?'));
    let closes = matches!(closer, Some('，' | '。' | '；' | '！' | '？' | ',' | '!' | '?'));
    let has_particle = [before, after].iter().any(|part| part.contains(|c| PARTICLES.contains(c)));
    let is_field = FIELDS.iter().any(|word| after.starts_with(word) || before.ends_with(word));
    opens && closes && has_particle && !is_field && !before.contains([' ', '\u{3000}']) && !after.contains([' ', '\u{3000}'])
}

/// True behind the start of an address or a path on the same word: `https://a.cn/查询?x=1`, `D:\合同,附件`.
fn is_in_address(context: &Context<'_>) -> bool {
    let is_end = |c: char| c.is_whitespace() || "，。；！？）》」".contains(c);
    let word = context.before().rsplit(is_end).next().unwrap_or_default();
    word.contains("://") || word.contains(":\\")
}

/// A half-width mark after a Han character.
fn mark(context: &Context<'_>) -> Option<Violation> {
    if !context.is_body
        || !context.previous().is_some_and(is_han)
        || matches!(context.kind, Kind::Alternative | Kind::Caption)
        || is_in_address(context)
    {
        return None;
    }
    // The mark of an image stays, with whatever brackets it was written.
    if context.word() == "!" && matches!(context.next(), Some('[' | '［' | '【')) {
        return None;
    }
    let wide = wide(context.word().chars().next()?)?;
    // A blank after it would be left beside the full-width mark.
    let end = context.end + usize::from(context.next() == Some(' '));
    Some(Violation::Fixable { range: context.start..end, kind: FixKind::Width, text: Some(wide) })
}

/// The full-width form of a mark.
pub(super) fn wide(mark: char) -> Option<&'static str> {
    match mark {
        ',' => Some("，"),
        '?' => Some("？"),
        ':' => Some("："),
        ';' => Some("；"),
        '!' => Some("！"),
        _ => None,
    }
}

/// Characters behind a number.
const UNITS: &str = "年月日号元万亿千百％%天条个期倍岁小时分块角款项章节次笔家人名份";

/// A letter that stands for a digit: `2O24年`, `l0万元`.
fn letter(context: &Context<'_>) -> Option<Violation> {
    let is_digit = |c: char| c.is_ascii_digit();
    if !context.previous().is_some_and(is_digit) && !context.next().is_some_and(|c| is_digit(c) || "OolI".contains(c)) {
        return None;
    }
    let is_part = |c: char| is_digit(c) || "OolI".contains(c);
    let (before, after) = (context.before(), context.after());
    let (lead, rest) = (before.trim_end_matches(is_part), after.trim_start_matches(is_part));
    let (start, end) = (context.start - (before.len() - lead.len()), context.end + (after.len() - rest.len()));
    let written = context.text.get(start..end)?;
    let is_first = written.find(|c| !is_digit(c)) == Some(context.start - start);
    let is_in_code = |c: char| c.is_ascii_alphanumeric() || "-_/#.:=&".contains(c);
    let is_number = written.contains(is_digit) && !written.starts_with(['O', 'o']) && rest.starts_with(|c| UNITS.contains(c));
    if !is_first || !is_number || lead.ends_with(is_in_code) || is_in_address(context) {
        return None;
    }
    let correct = written.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
    let fault = RuleFault::LetterInNumber { written: written.to_owned(), correct: correct.clone() };
    Some(Violation::with_suggestion(start..end, fault, correct))
}

/// How a template goes on after 随着.
const OPENINGS: &[&str] = &["发展", "普及", "兴起", "进步", "提高", "推进", "深化", "加快", "增长", "繁荣", "成熟", "到来"];

/// The most bytes of a heading above the first sentence.
const FIRST_HEADING: usize = 240;

fn opening(context: &Context<'_>) -> Option<Violation> {
    let clause = first(context.clause_after(), 30);
    let verb = OPENINGS.iter().filter_map(|o| clause.rfind(o).map(|i| i + o.len())).max()?;
    let ends = is_mark(clause.get(verb..)?.chars().next());
    if !opens_article(context) || !context.is_body || !clause.contains('的') || !ends {
        return None;
    }
    let words = context.word().to_owned() + clause.get(..verb)?;
    Some(Violation::at(context.start..context.end + verb, RuleFault::TemplateOpening { words }))
}

/// True at the start of an article's first sentence, which may stand below a heading.
fn opens_article(context: &Context<'_>) -> bool {
    let before = context.text.get(..context.start).unwrap_or("");
    context.opens() && before.len() <= FIRST_HEADING && before.matches('\n').count() <= 1 && !before.contains('。')
}

/// Blanks at the ends of lines of the body, which are no line breaks of Markdown: those are two blanks before more text of the
/// same paragraph.
pub(super) fn trailing_blanks(file: &str, body: usize, found: &mut Collector) {
    let text = file.get(body..).unwrap_or("");
    let ends_blank = |end: usize| text.get(..end).is_some_and(|line| line.trim_end_matches('\r').ends_with([' ', '\t']));
    if !memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).any(ends_blank) {
        return;
    }
    let mut at = body;
    let mut fence: Option<&str> = None;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let content = line.trim_end_matches(['\n', '\r']);
        let kept = content.trim_end_matches([' ', '\t']);
        let opener = kept.trim_start();
        let ticks = ["```", "~~~"].into_iter().find(|t| opener.starts_with(t));
        match (fence, ticks) {
            (None, Some(ticks)) => fence = Some(ticks),
            (Some(open), Some(ticks)) if open == ticks => fence = None,
            _ => {}
        }
        let goes_on = lines.peek().is_some_and(|next| !next.trim().is_empty()) && !kept.is_empty() && !opener.starts_with('#');
        let is_break = content.len() >= kept.len() + 2 && goes_on;
        if kept.len() < content.len() && !is_break && fence.is_none() {
            found.fix_sites.push(FixSite {
                kind: FixKind::Blank,
                span: Span::new(at + kept.len()..at + content.len()),
                text: Some(""),
            });
        }
        at += line.len();
    }
}
