//! Furniture at the head and the tail of a body: copyright notices, codes to scan, links to the neighbours.

use super::LeaveOut;
use super::blocks::plain;
use super::flow::Traced;
use super::heading;
use crate::import::document::{Block, Inline};

/// Blocks at the head and at the tail that can be furniture.
pub(super) const REACH: usize = 8;
/// Characters of the longest copyright notice.
const NOTICE: usize = 240;
/// Characters of the longest line that asks for something.
const REQUEST: usize = 40;

/// A rule and the text that it leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) rule: &'static str,
    pub(super) text: String,
}

/// The blocks that are furniture, by their numbers.
pub(super) fn furniture(blocks: &[Traced], title: &str, rules: &LeaveOut) -> Vec<Option<Cut>> {
    let texts: Vec<String> = blocks.iter().map(|traced| plain(&traced.block)).collect();
    let is_neighbour = |traced: &Traced| match &traced.block {
        Block::Paragraph(content) => {
            matches!(content.as_slice(), [Inline::Text(name), Inline::Link { .. }] if is_neighbour(name.trim()))
        }
        _ => false,
    };
    let is_heading: Vec<bool> = blocks.iter().map(|traced| matches!(traced.block, Block::Heading { .. })).collect();
    let mut cuts = of_texts(&texts, rules);
    // The first block repeats the title, or a heading near the head does.
    for (n, (cut, text)) in cuts.iter_mut().zip(&texts).enumerate().take(REACH) {
        if cut.is_none() && (n == 0 || is_heading.get(n) == Some(&true)) && heading::repeats(text, title) {
            *cut = Some(Cut { rule: "title", text: text.clone() });
        }
    }
    let tail = blocks.len().saturating_sub(REACH);
    for (n, ((cut, text), traced)) in cuts.iter_mut().zip(texts).zip(blocks).enumerate() {
        if cut.is_none() && (n < REACH || n >= tail) && is_neighbour(traced) {
            *cut = Some(Cut { rule: "furniture-neighbour", text });
        }
    }
    cuts
}

/// The texts that are furniture.
pub(super) fn of_texts(texts: &[String], rules: &LeaveOut) -> Vec<Option<Cut>> {
    let tail = texts.len().saturating_sub(REACH);
    let mut cuts: Vec<Option<Cut>> = Vec::with_capacity(texts.len());
    let mut all = None;
    for (n, text) in texts.iter().enumerate() {
        let is_near = n < REACH || n >= tail;
        let rule = if is_near { rule(text).or(rules.describes(text).then_some("leave-out")) } else { None };
        if rule == Some("furniture-related") && n >= tail {
            all = rule;
        }
        let rule = all.or(rule.filter(|rule| *rule != "furniture-related"));
        cuts.push(rule.map(|rule| Cut { rule, text: text.clone() }));
    }
    cuts
}

/// The rule that describes a block.
pub(super) fn rule(text: &str) -> Option<&'static str> {
    let length = text.chars().count();
    if text.is_empty() || length > NOTICE {
        return None;
    }
    let text = text.trim_start_matches(['（', '(', '【', '[', '*', '-', '—', '>', '•', '“', '"', '》', '《', ' ']);
    let begins = |names: &[&str]| names.iter().any(|name| text.starts_with(name));
    // A name with a colon, a blank or nothing behind it.
    let names = |names: &[&str]| {
        let after = names.iter().find_map(|name| text.strip_prefix(name));
        after.is_some_and(|after| after.is_empty() || after.trim_start().starts_with([':', '：']))
    };
    if begins(&["版权声明"]) || names(&["版权所有", "著作权声明"]) {
        Some("furniture-copyright")
    } else if begins(&["本文链接", "本文网址", "本文地址", "原文链接"]) {
        Some("furniture-address")
    } else if begins(&["转载请", "如需转载", "未经许可不得转载", "未经授权不得转载"]) && length <= 2 * REQUEST
    {
        Some("furniture-reprint")
    } else if length <= REQUEST && (begins(&["扫描二维码", "请扫描二维码", "扫一扫", "扫码"]) || is_scan(text)) {
        Some("furniture-scan")
    } else if is_neighbour(text) {
        Some("furniture-neighbour")
    } else if names(&["标签", "本文标签", "文章标签", "关键词标签", "Tags", "tags", "TAG"]) {
        Some("furniture-tags")
    } else if names(&["责任编辑", "编辑", "本文编辑", "责编"]) && length <= REQUEST {
        Some("furniture-editor")
    } else if length <= 2 * REQUEST && is_related(text) {
        Some("furniture-related")
    } else if length <= REQUEST && is_request_to_follow(text) {
        Some("furniture-follow")
    } else if length <= REQUEST && begins(&["点击", "长按"]) && (text.contains("咨询") || text.contains("识别")) {
        Some("furniture-request")
    } else {
        None
    }
}

/// `请用微信扫描下方二维码`
fn is_scan(text: &str) -> bool {
    let before = text.split_once("二维码").map_or("", |(before, _)| before);
    before.contains("扫") && without(before, SOFT).is_empty()
}

/// `上一篇：…`
fn is_neighbour(text: &str) -> bool {
    ["上一篇", "下一篇", "上篇文章", "下篇文章", "上一页", "下一页"].iter().any(|name| {
        let after = text.strip_prefix(name).map(|after| after.trim_start_matches("文章"));
        after.is_some_and(|after| {
            after.is_empty() || after.starts_with([':', '：', ' ', '»', '>', '|']) || after.starts_with("没有")
        })
    })
}

/// `“标题”的相关文章`
fn is_related(text: &str) -> bool {
    let text = text.trim_end_matches([':', '：', '”', ' ']);
    text.ends_with("的相关文章") || matches!(text, "相关文章" | "相关阅读" | "相关推荐" | "猜你喜欢" | "推荐阅读" | "延伸阅读")
}

/// Words around an appeal that say nothing else.
const SOFT: &[&str] = &[
    "欢迎", "请", "点击", "长按", "扫描", "扫码", "扫一扫", "扫", "识别", "打开", "使用", "用", "手机", "微信", "二维码", "下方",
    "上方", "下面", "上面", "下图", "上图", "蓝字", "添加", "搜索", "记得", "快来", "立即", "可以", "您", "大家", "也", "我们",
    "的", "更多", "内容", "资讯", "，", ",", "、", "！", "!", "：", ":", " ", "→", "↓", "↑", "▼", "▲", "|", "“", "”",
];

/// `欢迎关注我们的微信公众号`
fn is_request_to_follow(text: &str) -> bool {
    let Some((before, after)) = text.split_once("关注") else { return false };
    after.contains("公众号") && without(before, SOFT).is_empty()
}

/// A text without these words.
fn without(text: &str, words: &[&str]) -> String {
    let mut rest = text.to_owned();
    for word in words {
        rest = rest.replace(word, "");
    }
    rest
}
