//! Characters lost to a word filter, leftovers of templates, blanks and marks of the wrong width.
//!
//! The lists are those of a real site that lost characters, with every context that made a false hit in statutes, judgments and
//! manuals. Where a mark or blank can be mended without thinking, the finding carries the edit.

use super::around::{first, is_mark, last};
use super::mending::{Mend, Mending};
use super::words::Pattern;
use super::{Context, Findings, Judged};
use crate::diag::catalogue::RuleFault;
use crate::model::facts::Kind;
use crate::text::Span;
use crate::text::han::is_han;

pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { words: &["融"], judge: finance },
    Pattern {
        words: &["的问", "些问", "这问", "一问", "类问", "款问", "期问", "各种问", "见问"], judge: question
    },
    Pattern {
        words: &["费者", "费信贷", "费金融", "费观念", "费借贷", "费场景", "费升级", "费主义", "费贷款"], judge: consumer
    },
    Pattern { words: &["分付款", "分还款"], judge: instalment },
    Pattern { words: &["延还款"], judge: extension },
    Pattern {
        words: &["京东条", "京东融", "应对略", "自己的求", "人时会", "问题答", "还款什么政策", "重组成部分"], judge: other
    },
    Pattern { words: &["编导语", "小编", "本站将"], judge: filler },
    Pattern { words: &[" ", "\u{3000}"], judge: space },
    Pattern { words: &[",", "?", ":", ";", "!"], judge: mark },
    Pattern { words: &["随着"], judge: opening },
];

fn lost(context: &Context<'_>, likely: &str) -> Option<Judged> {
    let around = &context.around;
    let fault = RuleFault::LostCharacters { found: around.word().to_owned(), likely: likely.to_owned() };
    Judged::near(around.start..around.end, fault, Some(likely.to_owned()))
}

fn is_one_of(c: Option<char>, set: &str) -> bool {
    c.is_some_and(|c| set.contains(c))
}

/// 融 for 金融.
fn finance(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    let (before, after) = (around.previous(), around.next());
    let other = is_one_of(before, "金通消交圆互熔祝中新孔海浦华信沙雪冰水和融冻未")
        || is_one_of(after, "资通合入化券汇洽媒解雪会创和冰断点水为贯融进出于成在注不剥");
    let amid = before.is_some_and(is_han) || after.is_some_and(is_han);
    let brand = after.is_some_and(|c| c.is_ascii_alphanumeric()) || before.is_some_and(|c| c.is_ascii_alphanumeric());
    // 融 … 为一体: to blend.
    let blends = ["一体", "一炉", "一身"].iter().any(|w| around.sentence_after().contains(w));
    if other || !amid || brand || blends { None } else { lost(context, "金融") }
}

/// 问 for 问题.
fn question(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    let cut = matches!(around.next(), Some('，' | '。' | '、' | '；' | '：' | '？' | '！'))
        || is_one_of(around.next(), "也日就的仍逐将随答");
    let said = match around.word() {
        "一问" => is_one_of(around.previous(), "问此每这再先多") || is_one_of(around.next(), "就也的，：」"),
        "的问" => is_one_of(around.next(), "答：，"),
        "见问" => around.previous() != Some('常') || around.next() == Some('答'),
        _ => false,
    };
    if !cut || said { None } else { lost(context, &format!("{}题", around.word())) }
}

/// 费 for 消费.
fn consumer(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    if is_one_of(around.previous(), "消付免收缴交学自装经医浪耗") {
        return None;
    }
    lost(context, &format!("消{}", around.word()))
}

/// 分 for 分期.
fn instalment(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    if is_one_of(around.previous(), "部百十成万千几信积充全均平按区可未一二三四五六七八九两0123456789") {
        return None;
    }
    lost(context, &around.word().replacen('分', "分期", 1))
}

/// 延 for 延期.
fn extension(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    if is_one_of(around.previous(), "拖推顺迟展递宽") { None } else { lost(context, "延期还款") }
}

/// Single phrases, each with what makes it whole.
fn other(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    let (before, after) = (around.previous(), around.next());
    let (whole, likely) = match around.word() {
        "京东条" => (is_one_of(after, "款件码例约目"), "京东白条"),
        "京东融" => (is_one_of(after, "资合媒通入汇"), "京东金融"),
        "应对略" => (is_one_of(after, "有显作加微懂"), "应对策略"),
        "自己的求" => (!is_mark(after) && !is_one_of(after, "和与是并"), "自己的诉求"),
        "人时会" => (!is_one_of(last(around.before(), 1).chars().next(), "些"), "人有时会"),
        "问题答" => (after.is_some_and(is_han), "问题解答"),
        "重组成部分" => (is_one_of(before, "务产企"), "重要组成部分"),
        _ => (false, "还款有什么政策"),
    };
    if whole { None } else { lost(context, likely) }
}

fn filler(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    let other = match around.word() {
        "小编" => is_one_of(around.previous(), "缩大") || is_one_of(around.next(), "号制码组队程辑译"),
        "编导语" => around.previous() == Some('小'),
        _ => false,
    };
    if other || context.kind == Kind::Quote {
        return None;
    }
    Judged::at(around.start..around.end, RuleFault::TemplateFiller { word: around.word().to_owned() })
}

/// A blank between two Han characters of a sentence. After 第…条 it stands as statutes have it.
fn space(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    let between = around.previous().is_some_and(is_han) && around.next().is_some_and(is_han);
    if !between || !context.body || matches!(context.kind, Kind::Heading | Kind::Alternative) {
        return None;
    }
    let lead = around.lead(12);
    let statute = lead.ends_with(['条', '章', '节', '编', '款', '项']) && lead.contains('第');
    let spaced = first(around.after().get(around.next()?.len_utf8()..)?, 1).starts_with([' ', '\u{3000}']);
    let lone = around.before().chars().rev().nth(1).is_none_or(|c| c == '\n' || c == ' ');
    // 甲 乙 丙: single characters set apart on purpose, as in 姓 名.
    if statute || spaced || lone {
        return None;
    }
    Judged::mended(around.start..around.end, Mend::Space, "")
}

/// A half-width mark after a Han character.
fn mark(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    if !context.body || !around.previous().is_some_and(is_han) || matches!(context.kind, Kind::Alternative) {
        return None;
    }
    let wide = match around.word() {
        "," => "，",
        "?" => "？",
        ":" => "：",
        ";" => "；",
        _ => "！",
    };
    // A blank after it would be left beside the full-width mark.
    let end = around.end + usize::from(around.next() == Some(' '));
    Judged::mended(around.start..end, Mend::Width, wide)
}

/// How a template goes on after 随着.
const OPENINGS: &[&str] = &["发展", "普及", "兴起", "进步", "提高", "推进", "深化", "加快", "增长", "繁荣", "成熟", "到来"];

fn opening(context: &Context<'_>) -> Option<Judged> {
    let around = &context.around;
    let clause = first(around.clause_after(), 30);
    let verb = OPENINGS.iter().filter_map(|o| clause.rfind(o).map(|i| i + o.len())).max()?;
    let ends = is_mark(clause.get(verb..).and_then(|t| t.chars().next()));
    if !around.opens() || !context.body || !clause.contains('的') || !ends {
        return None;
    }
    let words = around.word().to_owned() + clause.get(..verb)?;
    Judged::at(around.start..around.end + verb, RuleFault::TemplateOpening { words })
}

/// Blanks at the ends of lines of the body, which are no line breaks of Markdown: those are two blanks before more text of the
/// same paragraph.
pub(super) fn trailing_blanks(file: &str, body: usize, found: &mut Findings) {
    let text = file.get(body..).unwrap_or("");
    if !text.split('\n').any(|line| line.trim_end_matches('\r').ends_with([' ', '\t'])) {
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
            found.mend(Mending { mend: Mend::Blank, span: Span::new(at + kept.len()..at + content.len()), text: "" });
        }
        at += line.len();
    }
}
