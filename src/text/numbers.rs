//! Folding of the numbers of a text for search: one form for all ways to write a number.
//!
//! `static/theme/search-fold.js` folds queries in the same way; `tests/vectors/search-fold.json` has cases for both.

use super::numeral::{self, is_numeral};

/// What follows a Chinese numeral that is a number. Others are parts of words: 一般, 百姓.
const UNITS: &[&str] =
    &["条", "款", "项", "倍", "年", "月", "周", "天", "日", "元", "期", "次", "亿", "%", "个月", "个工作日", "小时"];
/// Fractions, and by how many digits each moves the point of a percentage.
const FRACTIONS: &[(&str, u32)] = &[("百分之", 0), ("千分之", 1), ("万分之", 2)];
/// Characters that make a word together with 一.
const BEFORE_ONE: &[char] = &['统', '唯', '单', '同', '专', '逐', '之'];
/// Longer numbers, such as those of telephones and accounts, are left alone.
const MAX_DIGITS: usize = 9;

/// A normalised text with its numbers in one form: 第六百七十六条 → 676条, 四倍 → 4倍, 百分之二十四 → 24%, 5万元 → 50000元,
/// 3.10% → 3.1%, 十五日内 → 15天内.
pub fn fold(text: &str) -> String {
    let is_start = |c: char| c.is_ascii_digit() || is_numeral(c) || c == '万';
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(is_start)) {
        at += found;
        let (before, rest) = text.split_at(at);
        let token = Token::read(rest);
        let after = rest.get(token.length..).unwrap_or("");
        let is_article = after.starts_with(['条', '款', '项']);
        let kept = before.get(copied..).unwrap_or("");
        let kept = kept.strip_suffix('第').filter(|_| is_article).unwrap_or(kept);
        // Two numbers in a row would be read as one: 36%两条.
        let joins = |c: char| c.is_ascii_digit() || matches!(c, '%' | '.');
        let is_apart = !if kept.is_empty() { &out } else { kept }.ends_with(joins);
        if let Some(written) = token.folded(before, after).filter(|_| is_apart) {
            let is_duration = after.starts_with('日') && !kept.ends_with('月');
            out.push_str(kept);
            out.push_str(&written);
            out.push_str(if is_duration { "天" } else { "" });
            copied = at + token.length + if is_duration { '日'.len_utf8() } else { 0 };
        }
        at += token.length;
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    out
}

/// A number as it stands in a text, or a character that begins none.
struct Token<'t> {
    length: usize,
    /// How 百分之 and the like move the point.
    fraction: Option<u32>,
    /// Digits, or a Chinese numeral.
    whole: &'t str,
    /// The digits after the point.
    part: Option<&'t str>,
    /// True if 万 multiplies it.
    is_myriad: bool,
}

impl<'t> Token<'t> {
    fn read(text: &'t str) -> Token<'t> {
        let fractions = FRACTIONS.iter().filter_map(|(name, shift)| Some((name.len(), *shift, text.strip_prefix(name)?)));
        let number = |rest| Token::number(rest).filter(|token| token.length > 0);
        let fraction = fractions.filter_map(|(length, shift, rest)| {
            let token = number(rest)?;
            Some(Token { length: length + token.length, fraction: Some(shift), ..token })
        });
        if let Some(token) = { fraction }.next().or_else(|| number(text).map(|token| token.multiplied(text))) {
            return token;
        }
        Token { length: text.chars().next().map_or(1, char::len_utf8), fraction: None, whole: "", part: None, is_myriad: false }
    }

    fn number(text: &'t str) -> Option<Token<'t>> {
        let run = |text: &'t str, belongs: fn(char) -> bool| text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()));
        let token = |whole, part, length| Some(Token { length, fraction: None, whole, part, is_myriad: false });
        let is_digit: fn(char) -> bool = |c| c.is_ascii_digit();
        let (whole, mut rest) = run(text, is_digit);
        if !whole.is_empty() {
            let mut parts = Vec::new();
            while let Some((part, after)) =
                rest.strip_prefix('.').map(|rest| run(rest, is_digit)).filter(|(part, _)| !part.is_empty())
            {
                parts.push(part);
                rest = after;
            }
            let length = text.len() - rest.len();
            // A number of a section, such as 3.2.1, has no value.
            return if parts.len() > 1 { token("", None, length) } else { token(whole, parts.pop(), length) };
        }
        let (whole, rest) = run(text, is_numeral);
        let part = rest.strip_prefix('点').map(|rest| run(rest, |c| is_numeral(c) && !matches!(c, '十' | '百' | '千' | '两')).0);
        let part = part.filter(|part| !part.is_empty());
        token(whole, part, whole.len() + part.map_or(0, |part| '点'.len_utf8() + part.len()))
    }

    fn multiplied(self, text: &str) -> Token<'t> {
        let after = text.get(self.length..).and_then(|after| after.strip_prefix('万'));
        let is_last = |after: &str| !after.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c));
        let is_myriad = after.is_some_and(is_last) && !self.whole.is_empty();
        Token { length: self.length + if is_myriad { '万'.len_utf8() } else { 0 }, is_myriad, ..self }
    }

    /// The number anew. `None` if it is no number, or stands within a word.
    fn folded(&self, before: &str, after: &str) -> Option<String> {
        let is_digits = self.whole.starts_with(|c: char| c.is_ascii_digit());
        let is_word = || self.whole == "一" && before.ends_with(BEFORE_ONE);
        let is_measured = || before.ends_with("条之") || UNITS.iter().any(|unit| after.starts_with(unit)) && !is_word();
        if !(is_digits || self.fraction.is_some() || self.is_myriad || is_measured()) {
            return None;
        }
        let part: String = self.part.unwrap_or("").chars().map(digit).collect();
        let whole = if is_digits { self.whole.to_owned() } else { chinese(self.whole, self.part.is_some())? };
        if whole.len() + part.len() > MAX_DIGITS || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let moved = self.fraction.unwrap_or(0) as usize;
        let value: u64 = format!("{whole}{part}").parse().ok()?;
        let (value, scale) = if self.is_myriad { (value * 10_000, part.len()) } else { (value, part.len() + moved) };
        Some(decimal(value, scale) + if self.fraction.is_some() { "%" } else { "" })
    }
}

/// The digits of a Chinese numeral. Two digits side by side are an estimate: 三五天.
fn chinese(written: &str, has_part: bool) -> Option<String> {
    match written {
        "零" | "〇" if has_part => return Some("0".to_owned()),
        "两" => return Some("2".to_owned()),
        _ => {}
    }
    let is_estimate = written.chars().count() == 2 && written.chars().all(|c| digit(c) != '0');
    let (value, length) = numeral::leading(written).filter(|_| !is_estimate)?;
    (length == written.len()).then(|| value.to_string())
}

/// The digit of a Chinese one; 0 for all that is none.
fn digit(c: char) -> char {
    "0123456789"
        .chars()
        .zip("零一二三四五六七八九".chars())
        .find(|(ascii, han)| *ascii == c || *han == c)
        .map_or('0', |(ascii, _)| ascii)
}

/// A number with `scale` digits after the point, without the zeros at its end.
fn decimal(mut value: u64, mut scale: usize) -> String {
    while scale > 0 && value.is_multiple_of(10) {
        (value, scale) = (value / 10, scale - 1);
    }
    let width = scale + 1;
    let mut written = format!("{value:0width$}");
    if scale > 0 {
        written.insert(written.len() - scale, '.');
    }
    written
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::normal::normalised;
    use super::*;

    #[test]
    fn numbers_have_one_form() {
        let cases: Value = serde_json::from_str(include_str!("../../tests/vectors/search-fold.json")).unwrap();
        for case in cases["numbers"].as_array().unwrap() {
            let [written, wanted] = [0, 1].map(|i| case[i].as_str().unwrap());
            assert_eq!(fold(&normalised(written)), wanted, "{written}");
        }
    }
}
