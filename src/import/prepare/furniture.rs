//! Furniture at the head and the tail of a body: copyright notices, codes to scan, links to the neighbours.

use super::LeaveOut;
use super::blocks::plain;
use super::flow::Traced;
use super::heading;
use crate::import::document::{Block, Inline};

/// Blocks at the head and at the tail that can be furniture.
pub(super) const REACH: usize = 8;
/// Blocks at the tail among which the head of the related articles stands.
const FAR: usize = 40;
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
    let mut cuts = of_texts(&texts, rules);
    let tail = related(&texts).saturating_sub(REACH);
    for (n, ((cut, text), traced)) in cuts.iter_mut().zip(texts).zip(blocks).enumerate() {
        let rule = match &traced.block {
            _ if cut.is_some() || text.is_empty() => None,
            Block::Paragraph(content) if (n < REACH || n >= tail) && leads_to_neighbour(content) => Some("furniture-neighbour"),
            block if n < REACH && (n == 0 || is_heading(block)) && heading::repeats(&text, title) => Some("title"),
            _ => None,
        };
        *cut = cut.take().or(rule.map(|rule| Cut { rule, text }));
    }
    cuts
}

fn is_heading(block: &Block) -> bool {
    match block {
        Block::Heading { .. } => true,
        Block::Paragraph(content) => heading::is_bold_heading(content),
        _ => false,
    }
}

/// `上一篇 <a>…</a>`
fn leads_to_neighbour(content: &[Inline]) -> bool {
    matches!(content, [Inline::Text(name), Inline::Link { .. }] if is_neighbour(name.trim()))
}

/// The texts that are furniture.
pub(super) fn of_texts(texts: &[String], rules: &LeaveOut) -> Vec<Option<Cut>> {
    let related = related(texts);
    let tail = related.saturating_sub(REACH);
    let cut = |(n, text): (usize, &String)| {
        let is_near = n < REACH || n >= tail;
        let rule = if n >= related {
            Some("furniture-related")
        } else if is_near {
            rule(text).or(rules.describes(text).then_some("leave-out"))
        } else {
            None
        };
        rule.map(|rule| Cut { rule, text: text.clone() })
    };
    texts.iter().enumerate().map(cut).collect()
}

/// The number of the block that begins the related articles, or of all blocks.
pub(super) fn related(texts: &[String]) -> usize {
    let far = texts.len().saturating_sub(FAR);
    texts.iter().skip(far).position(|text| is_related(text)).map_or(texts.len(), |at| far + at)
}

/// `“标题”的相关文章`: everything behind it belongs to other articles.
fn is_related(text: &str) -> bool {
    let text = text.trim_end_matches([':', '：', '”', ' ']);
    text.chars().count() <= 2 * REQUEST && (text.ends_with("的相关文章") || text == "相关文章")
}

/// The rule that describes a block.
fn rule(text: &str) -> Option<&'static str> {
    let length = text.chars().count();
    if text.is_empty() || length > NOTICE {
        return None;
    }
    let text = text.trim_start_matches(['（', '(', '【', '[', '*', '-', '—', '>', '•', '“', '"', '》', '《', ' ']);
    let begins = |names: &[&str]| names.iter().any(|name| text.starts_with(name));
    // A name with a colon or nothing behind it: a sentence that begins with the name belongs to the article.
    let names = |names: &[&str]| {
        let after = names.iter().find_map(|name| text.strip_prefix(name));
        after
            .is_some_and(|after| after.is_empty() || after.trim_start_matches([' ', '】', ']', '）', ')']).starts_with([':', '：']))
    };
    let asks = length <= REQUEST && !WARNINGS.iter().any(|warning| text.contains(warning));
    if length <= 2 * REQUEST && names(&["当前位置", "您的位置", "您现在的位置", "您当前的位置"]) {
        Some("furniture-position")
    } else if names(&["版权声明", "版权所有", "著作权声明"]) {
        Some("furniture-copyright")
    } else if names(&["本文链接", "本文链接地址", "本文网址", "本文地址", "原文链接"]) {
        Some("furniture-address")
    } else if length <= 2 * REQUEST && begins(&["转载请", "如需转载", "未经许可不得转载", "未经授权不得转载"])
    {
        Some("furniture-reprint")
    } else if is_neighbour(text) {
        Some("furniture-neighbour")
    } else if names(&["标签", "本文标签", "文章标签", "Tags", "tags", "TAG"]) {
        Some("furniture-tags")
    } else if length <= REQUEST && (begins(&["责任编辑"]) || names(&["编辑", "本文编辑", "责编"])) {
        Some("furniture-editor")
    } else if asks && is_scan(text) {
        Some("furniture-scan")
    } else if asks && is_request_to_follow(text) {
        Some("furniture-follow")
    } else if asks && is_request(text) {
        Some("furniture-request")
    } else {
        None
    }
}

/// Words of sentences that warn of a request, which belong to an article.
const WARNINGS: &[&str] = &["骗", "诈", "风险", "核实", "切勿", "不要", "不得", "谨慎", "小心", "警惕", "之前", "以后", "之后"];

/// Words around a request that say nothing else.
const SOFT: &[&str] = &[
    "欢迎", "请", "点击", "长按", "扫描", "扫码", "扫一扫", "扫", "识别", "打开", "使用", "用", "手机", "微信", "二维码", "下方",
    "上方", "下面", "上面", "下图", "上图", "蓝字", "添加", "搜索", "记得", "快来", "立即", "可以", "您", "大家", "也", "我们",
    "的", "更多", "内容", "资讯", "，", ",", "、", "！", "!", "：", ":", " ", "→", "↓", "↑", "▼", "▲", "|", "“", "”",
];

/// `扫描二维码推送至手机访问`, `请用微信扫描下方二维码`
fn is_scan(text: &str) -> bool {
    let Some((before, after)) = text.split_once("二维码") else { return false };
    before.contains("扫") && without(before, SOFT).is_empty() && !after.contains(['，', ',', '；'])
}

/// `上一篇：…`
fn is_neighbour(text: &str) -> bool {
    ["上一篇", "下一篇", "上篇文章", "下篇文章", "上一页", "下一页"].iter().any(|name| {
        let after = text.strip_prefix(name).map(|after| after.trim_start_matches("文章"));
        let is_parted = |after: &str| after.starts_with([':', '：', ' ', '»', '>', '|']) || after.starts_with("没有");
        after.is_some_and(|after| after.is_empty() || is_parted(after))
    })
}

/// `欢迎关注我们的微信公众号`
fn is_request_to_follow(text: &str) -> bool {
    let Some((before, after)) = text.split_once("关注") else { return false };
    after.contains("公众号") && without(before, SOFT).is_empty()
}

/// `点击咨询在线律师`, `长按识别二维码`
fn is_request(text: &str) -> bool {
    let inner = ["点击", "长按"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or_default();
    let before =
        ["咨询", "识别"].iter().filter_map(|name| inner.split_once(name)).map(|(before, _)| before).min_by_key(|text| text.len());
    before.is_some_and(|before| !before.contains(['，', ',', '。', '；', '、']))
}

/// A text without these words.
fn without(text: &str, words: &[&str]) -> String {
    let mut rest = text.to_owned();
    for word in words {
        rest = rest.replace(word, "");
    }
    rest
}
