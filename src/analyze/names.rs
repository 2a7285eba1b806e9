//! Names that a text copied for many lenders exchanges: those of the registered lenders in all spellings, and the subject of a title.

use std::cmp::Reverse;

use super::sentences::fold;
use crate::model::Registers;
use crate::model::registers::lenders::Lender;
use crate::text::han::is_letter;

/// Letters of the shortest name, and of the longest subject of a title.
const SHORTEST: usize = 2;
const LONGEST: usize = 10;

/// Words before which the subject of a title ends.
const MARKERS: &[&str] = &[
    "逾", "欠", "协商", "还款", "还不", "催收", "起诉", "投诉", "分期", "减免", "停息", "利息", "罚息", "贷款", "借款", "上门",
    "客服", "怎", "如何", "什么", "多久", "会", "能", "可以", "是", "被", "的", "要", "不",
];

/// Words that stand at the front of titles and name no lender.
const GENERIC: &[&str] = &[
    "法院", "信用卡", "网贷", "房贷", "车贷", "小额贷", "高利贷", "校园贷", "律师", "个人", "夫妻", "配偶", "公司", "平台",
    "银行卡", "收到", "传票", "债", "征信", "怎", "如何", "什么", "合同", "本金", "利率", "我", "你", "没有", "一", "仲裁", "执行",
    "材料",
];

/// The names of the registered lenders, to be found at a place of a folded text.
#[derive(Debug)]
pub struct Names {
    /// Folded letters with the number of the lender, by first letter, the longest first.
    rows: Vec<(Box<[char]>, u32)>,
    /// A bit for each letter that a name begins with.
    firsts: Box<[u64]>,
}

impl Names {
    pub fn new(registers: &Registers) -> Names {
        let mut rows: Vec<(Box<[char]>, u32)> = Vec::new();
        for (number, (_, lender)) in (0..).zip(registers.lenders.iter()) {
            rows.extend(spellings(lender).map(|name| (folded(name), number)));
        }
        rows.retain(|(name, _)| name.len() >= SHORTEST && !name.iter().all(char::is_ascii_digit));
        rows.sort_unstable_by(|a, b| (a.0.first(), Reverse(a.0.len()), a).cmp(&(b.0.first(), Reverse(b.0.len()), b)));
        rows.dedup_by(|a, b| a.0 == b.0);
        let mut firsts = vec![0; (1 << u16::BITS) / u64::BITS as usize].into_boxed_slice();
        for first in rows.iter().filter_map(|(name, _)| name.first()) {
            if let Some(word) = firsts.get_mut(u32::from(*first) as usize / 64) {
                *word |= 1 << (u32::from(*first) % 64);
            }
        }
        Names { rows, firsts }
    }

    /// The longest name that a folded text begins with: its letters and the number of the lender.
    pub(crate) fn at(&self, text: &[char]) -> Option<(usize, u32)> {
        let first = text.first()?;
        let word = self.firsts.get(u32::from(*first) as usize / 64)?;
        if word >> (u32::from(*first) % 64) & 1 == 0 {
            return None;
        }
        let start = self.rows.partition_point(|(name, _)| name.first() < Some(first));
        let rows = self.rows.iter().skip(start).take_while(|(name, _)| name.first() == Some(first));
        rows.into_iter().find(|(name, _)| text.starts_with(name)).map(|(name, lender)| (name.len(), *lender))
    }
}

fn spellings(lender: &Lender) -> impl Iterator<Item = &str> {
    let names = [&lender.name].into_iter().chain(&lender.entity);
    names.chain(&lender.aliases).chain(&lender.former_names).map(String::as_str)
}

fn folded(text: &str) -> Box<[char]> {
    text.chars().filter(|c| is_letter(*c)).filter_map(fold).collect()
}

/// The folded subject of a title that names a lender without a row in the register: what stands before the first words about a debt.
/// Nothing if the title begins with a common word.
pub(super) fn subject(title: &str) -> Box<[char]> {
    let end = MARKERS.iter().filter_map(|marker| title.find(marker).filter(|at| *at > 0)).min().unwrap_or(0);
    let head = title.get(..end).unwrap_or("");
    let is_name = (SHORTEST..=LONGEST).contains(&head.chars().count())
        && head.chars().all(is_letter)
        && !GENERIC.iter().any(|word| head.contains(word));
    let subject = folded(if is_name { head } else { "" });
    if subject.len() < SHORTEST { Box::default() } else { subject }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_of_a_title_is_what_the_debt_is_owed_to() {
        let read = |title: &str| subject(title).iter().collect::<String>();
        assert_eq!(read("臻有钱逾期了怎么协商"), "臻有钱");
        assert_eq!(read("分期乐逾期会上征信吗"), "分乐");
        assert_eq!(read("信用卡逾期怎么办"), "");
        assert_eq!(read("怎么和银行协商"), "");
        assert_eq!(read("“好借”逾期以后"), "");
        assert_eq!(read("收到传票怎么办"), "");
    }
}
