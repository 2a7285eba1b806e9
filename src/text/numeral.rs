//! Numbers of articles of law and of headings as they are written: Chinese numerals up to 9999, ASCII and full-width digits.
//!
//! It reads exactly: what is no well-formed number (一百五, 零, 一十百) is nothing, never a guess.

use std::borrow::Cow;

use super::han::{self, HanSet};

/// The number at the start of `text` and how many bytes it takes.
pub(crate) fn leading(text: &str) -> Option<(u32, usize)> {
    let run = |belongs: fn(char) -> bool| text.find(|c| !belongs(c)).unwrap_or(text.len());
    let length = run(|c| digit(c).is_some());
    if length > 0 {
        let digits = text.get(..length)?;
        let value = digits.chars().try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(digit(c)?))?;
        return (digits.chars().count() <= 4 && value > 0).then_some((value, length));
    }
    let length = run(is_numeral);
    Some((chinese(text.get(..length)?)?, length))
}

static NUMERALS: HanSet = HanSet::of(&['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两']);

/// True for the characters of Chinese numerals.
pub(crate) fn is_numeral(c: char) -> bool {
    NUMERALS.has(c) || c == '〇'
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - 0x30),
        '０'..='９' => Some(u32::from(c) - 0xff10),
        _ => None,
    }
}

fn han_digit(c: char) -> Option<u32> {
    "零一二三四五六七八九".chars().zip(0..).find(|(d, _)| *d == c).map(|(_, n)| n).or((c == '〇').then_some(0))
}

fn unit(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn chinese(numeral: &str) -> Option<u32> {
    if numeral.is_empty() || numeral.chars().count() > 9 {
        return None;
    }
    if numeral.chars().any(|c| unit(c).is_some()) { with_units(numeral) } else { by_place(numeral) }
}

/// 六七六, 一〇五
fn by_place(numeral: &str) -> Option<u32> {
    let value = numeral.chars().try_fold(0u32, |n, c| Some(n * 10 + han_digit(c)?))?;
    (numeral.chars().count() <= 4 && !numeral.starts_with(['零', '〇'])).then_some(value)
}

/// 六百七十六, 一百零五, 两千零一
fn with_units(numeral: &str) -> Option<u32> {
    let numeral = numeral.replace('〇', "零").replace("两百", "二百").replace("两千", "二千");
    let (mut value, mut pending) = (0, 0);
    for c in numeral.chars() {
        match unit(c) {
            Some(unit) => value += std::mem::take(&mut pending).max(u32::from(unit == 10)) * unit,
            None => pending = han_digit(c)?,
        }
    }
    value += pending;
    // Only 一 before 十 may be left out.
    (numeral.replace("一十", "十") == han::numeral(value).replace("一十", "十")).then_some(value)
}

/// The text of a heading, in which no line ends between the number and the words: `一、` by itself would be a line of a narrow column.
pub(crate) fn with_its_number(text: &str) -> Cow<'_, str> {
    let (word_joiner, space) = ('\u{2060}', '\u{a0}');
    let numerals = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = |after: &str| text.get(..text.len() - after.len()).filter(|number| !number.is_empty());
    if let (Some(number), Some(words)) = (number(numerals), numerals.strip_prefix('、')) {
        return format!("{number}、{word_joiner}{words}").into();
    }
    match (number(digits), digits.strip_prefix(' ')) {
        (Some(number), Some(words)) => format!("{number}{space}{words}").into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_numbers_are_read() {
        for (text, value) in [
            ("676条", 676),
            ("６７６条", 676),
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("一百", 100),
            ("一百零五", 105),
            ("一百〇五", 105),
            ("一百一十", 110),
            ("一百十二", 112),
            ("两百五十三", 253),
            ("六百七十六", 676),
            ("一千零五", 1005),
            ("一千零五十", 1050),
            ("一千二百六十", 1260),
            ("两千零一", 2001),
            ("九千九百九十九", 9999),
            ("六七六", 676),
            ("一〇五", 105),
        ] {
            assert_eq!(leading(text).map(|(n, _)| n), Some(value), "{text}");
        }
        assert_eq!(leading("第"), None);
        assert_eq!(leading("二百五十三条"), Some((253, 15)));
    }

    #[test]
    fn ill_formed_numbers_are_nothing() {
        for text in [
            "", "0", "12345", "零", "〇一", "一百五", "一百零五十", "一千五十", "十百", "一一百", "两", "两十", "一百零", "百",
            "一十十", "十零一",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_stays_with_its_words() {
        for (text, expected) in [
            ("十一、先看合同", "十一、\u{2060}先看合同"),
            ("2.2 再看流水", "2.2\u{a0}再看流水"),
            ("一次还清", "一次还清"),
            ("12378 热线", "12378\u{a0}热线"),
            ("合同、流水", "合同、流水"),
        ] {
            assert_eq!(with_its_number(text), expected);
        }
    }
}
