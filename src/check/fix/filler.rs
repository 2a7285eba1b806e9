//! SG551: words of an editing template that say nothing. A sentence goes if each of its words is one of the template or of the title;
//! 「小编认为，」 before a sentence goes alone.

use std::ops::Range;

use crate::model::facts::{Kind, Plain};

/// Words by which an editor names himself. A sentence of the template has one.
const EDITORS: &[&str] = &["小编", "编导语", "本站"];

/// Words of a template that tell a reader nothing about debts, law or lenders.
const WORDS: &[&str] = &[
    "小编", "编导语", "本站", "今天", "今日", "下面", "接下来", "以下", "以上", "上面", "本文", "文章", "这里", "那么", "就是",
    "就", "是", "将", "会", "来", "为", "给", "跟", "和", "着", "让", "请", "由", "的", "了", "吧", "呢", "你", "您", "大家",
    "各位", "读者", "朋友们", "网友", "我们", "一起", "一下", "看看", "来看", "说说", "聊聊", "讲讲", "谈谈", "详细", "简单",
    "具体", "介绍", "整理", "解答", "讲解", "解析", "分享", "总结", "汇总", "收集", "搜集", "带来", "关于", "有关", "相关", "全部",
    "所有", "内容", "问题", "知识", "资料", "信息", "希望", "能够", "能", "可以", "对", "有所", "有", "帮助", "持续", "更新",
    "关注", "更多", "了解", "到此", "结束", "以及", "及", "也", "在此",
];
/// What an editor does before a sentence of his.
const VERBS: &[&str] = &["温馨提醒", "温馨提示", "提醒", "提示", "认为", "觉得", "建议", "告诉"];
const READERS: &[&str] = &["大家", "各位读者", "各位", "读者", "您", "你"];
/// Characters of a longer sentence, which is none of a template.
const LONGEST: usize = 120;

/// Ranges of the plain text that say nothing; a range that is a whole block has its line feed.
pub(super) fn ranges(plain: &Plain, title: &str) -> Vec<Range<usize>> {
    let title: Vec<char> = title.chars().collect();
    let mut ranges = Vec::new();
    let mut at = 0;
    for block in plain.text().split_inclusive('\n') {
        if plain.kind(at) == Kind::Prose && EDITORS.iter().any(|word| block.contains(word)) {
            ranges.extend(of_block(block, &title).into_iter().map(|range| at + range.start..at + range.end));
        }
        at += block.len();
    }
    ranges
}

fn of_block(block: &str, title: &[char]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for sentence in block.split_inclusive(['。', '！', '？', '!', '?', '\n']) {
        if is_template(sentence, title) {
            let range = at..at + sentence.len();
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end = range.end,
                _ => ranges.push(range),
            }
        } else if let Some(length) = prefix(sentence) {
            ranges.push(at..at + length);
        }
        at += sentence.len();
    }
    ranges
}

/// Bytes of 「小编提醒大家，」 before something that is said.
fn prefix(sentence: &str) -> Option<usize> {
    let after = |text: &'_ str, words: &[&str]| words.iter().find(|word| text.starts_with(**word)).map(|word| word.len());
    let rest = sentence.strip_prefix("小编")?;
    let verb = after(rest, VERBS)?;
    let reader = after(rest.get(verb..)?, READERS).unwrap_or(0);
    let rest = rest.get(verb + reader..)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '，' | '：' | ',' | ':'))?;
    let has_words = rest.get(mark.len_utf8()..)?.chars().filter(|c| c.is_alphanumeric()).nth(2).is_some();
    has_words.then_some("小编".len() + verb + reader + mark.len_utf8())
}

/// True if the words of a template and of the title make up the sentence. A mark alone at the end of a block belongs to it.
fn is_template(sentence: &str, title: &[char]) -> bool {
    if sentence.trim().is_empty() {
        return true;
    }
    if !EDITORS.iter().any(|word| sentence.contains(word)) {
        return false;
    }
    let chars: Vec<char> = sentence.chars().take(LONGEST + 1).collect();
    if chars.len() > LONGEST {
        return false;
    }
    // Whether the words up to a character are known ones.
    let mut known = vec![false; chars.len() + 1];
    for at in 0..chars.len() {
        if at > 0 && known.get(at) != Some(&true) {
            continue;
        }
        let rest = chars.get(at..).unwrap_or(&[]);
        let mark = usize::from(rest.first().is_some_and(|c| !c.is_alphanumeric()));
        let words =
            WORDS.iter().filter(|word| rest.iter().zip(word.chars()).filter(|(a, b)| **a == *b).count() == word.chars().count());
        let lengths = words.map(|word| word.chars().count()).chain([mark]).chain(2..=common(rest, title));
        for length in lengths.filter(|length| *length > 0) {
            if let Some(end) = known.get_mut(at + length) {
                *end = true;
            }
        }
    }
    known.last() == Some(&true)
}

/// Characters at the start of a text that the title has somewhere in this order.
fn common(text: &[char], title: &[char]) -> usize {
    let shared = |at: usize| title.get(at..).unwrap_or(&[]).iter().zip(text).take_while(|(a, b)| a == b).count();
    (0..title.len()).map(shared).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(block: &str) -> String {
        let title: Vec<char> = "青禾消金逾期90天会怎么样？".chars().collect();
        let mut out = block.to_owned();
        for range in of_block(block, &title).into_iter().rev() {
            out.replace_range(range, "");
        }
        out
    }

    #[test]
    fn a_sentence_of_the_template_goes() {
        for block in [
            "今天小编就来为大家详细介绍一下，希望对您有所帮助。",
            "以上就是小编整理的关于青禾消金逾期的全部内容。希望小编能对大家有所帮助！",
            "编导语：青禾消金逾期90天会怎么样？",
            "本站将为您整理相关的内容\n",
        ] {
            assert_eq!(left(block), "", "{block}");
        }
        assert_eq!(left("先看账单。下面就跟着小编一起来看看吧。再谈。"), "先看账单。再谈。");
    }

    #[test]
    fn what_says_something_stays() {
        for block in [
            "今天小编为大家介绍罚息的算法。",
            "缩小编制。",
            "小编建议先对账。",
            "小编提醒：略。",
            "希望对您有所帮助。",
            "小编为您整理了青禾银行的电话。",
        ] {
            assert_eq!(left(block), block);
        }
        assert_eq!(left("小编提醒大家，不要失联。小编认为：先对账。"), "不要失联。先对账。");
        assert_eq!(left("小编提醒：以上内容仅供参考。"), "以上内容仅供参考。");
    }
}
