//! Numbers that identify a person, as distinct from amounts, cases, pages and columns of tables. A report has kind and place, no
//! digit.

use std::ops::Range;

use super::OwnNumbers;
use crate::diag::catalogue::RuleFault;
use crate::text::scan;

/// Digits of the numbers of interest.
const SHORTEST: usize = 11;
const LONGEST: usize = 19;
const MOST_GROUPS: usize = 6;

/// Digits side by side.
#[derive(Debug)]
pub(super) struct Group {
    range: Range<usize>,
    digits: usize,
}

/// A number: one group, or several with a blank or hyphen between them.
struct Number<'t> {
    digits: Vec<char>,
    groups: Vec<usize>,
    range: Range<usize>,
    before: Option<char>,
    after: &'t str,
}

pub(super) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xff10 + 0x30),
        _ => None,
    }
}

/// Calls `see` for each run of groups of digits with only a blank or a hyphen between them that has enough digits.
pub(super) fn runs(text: &str, see: &mut dyn FnMut(&[Group])) {
    let bytes = text.as_bytes();
    let (mut run, mut count): (Vec<Group>, usize) = (Vec::new(), 0);
    let mut at = 0;
    while let Some(further) = bytes.get(at..).and_then(next_digit) {
        at += further;
        let Some(group) = group(text, at) else {
            at += 1;
            continue;
        };
        at = group.range.end;
        let gap = run.last().and_then(|last| text.get(last.range.end..group.range.start));
        if !gap.is_some_and(|g| matches!(g, " " | "-" | "\u{a0}" | "\u{3000}" | "－" | "–")) {
            if count >= SHORTEST {
                see(&run);
            }
            run.clear();
            count = 0;
        }
        count += group.digits;
        run.push(group);
    }
    if count >= SHORTEST {
        see(&run);
    }
}

/// Where the next digit may be: a full-width one starts with EF.
fn next_digit(bytes: &[u8]) -> Option<usize> {
    scan::position(bytes, |b| b.is_ascii_digit() | (b == 0xef))
}

fn group(text: &str, start: usize) -> Option<Group> {
    let rest = text.get(start..)?;
    let (mut length, mut digits) = (0, 0);
    for c in rest.chars().take_while(|c| digit(*c).is_some()) {
        (length, digits) = (length + c.len_utf8(), digits + 1);
    }
    (length > 0).then_some(Group { range: start..start + length, digits })
}

pub(super) fn digits(text: &str, groups: &[Group]) -> Vec<char> {
    groups.iter().flat_map(|g| text.get(g.range.clone()).unwrap_or("").chars()).filter_map(digit).collect()
}

/// Reports the numbers in a text that identify a person, with their byte ranges.
pub(in crate::check) fn numbers(text: &str, own: &OwnNumbers, report: &mut dyn FnMut(Range<usize>, RuleFault)) {
    runs(text, &mut |run| {
        let mut first = 0;
        while first < run.len() {
            let found = (1..=MOST_GROUPS).rev().find_map(|count| {
                let number = number(text, run.get(first..first + count)?)?;
                Some((judge(text, &number, own)?, count))
            });
            first += found.as_ref().map_or(1, |(_, count)| *count);
            if let Some(((range, fault), _)) = found {
                report(range, fault);
            }
        }
    });
}

/// The number of some groups, if it has as many digits as one of interest.
fn number<'t>(text: &'t str, groups: &[Group]) -> Option<Number<'t>> {
    let count: usize = groups.iter().map(|g| g.digits).sum();
    if !(SHORTEST..=LONGEST).contains(&count) {
        return None;
    }
    let range = groups.first()?.range.start..groups.last()?.range.end;
    Some(Number {
        digits: digits(text, groups),
        groups: groups.iter().map(|g| g.digits).collect(),
        before: text.get(..range.start).and_then(|t| t.chars().next_back()),
        after: text.get(range.end..).unwrap_or(""),
        range,
    })
}

fn judge(text: &str, number: &Number<'_>, own: &OwnNumbers) -> Option<(Range<usize>, RuleFault)> {
    if let Some(end) = identity(number) {
        return Some((number.range.start..end, RuleFault::IdentityNumber {}));
    }
    if let Some(range) = mobile(text, number, own) {
        return Some((range, RuleFault::MobileNumber {}));
    }
    is_card(number).then(|| (number.range.clone(), RuleFault::BankCard {}))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The end of a resident identity number, if the run is one (GB 11643: a real date, and the check character by MOD 11-2).
fn identity(run: &Number<'_>) -> Option<usize> {
    let letter = run.after.chars().next().filter(|c| matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ'));
    let (body, check, end) = match (run.digits.len(), letter) {
        (17, Some(x)) => (run.digits.get(..17)?, 'X', run.range.end + x.len_utf8()),
        (18, None) => (run.digits.get(..17)?, *run.digits.get(17)?, run.range.end),
        _ => return None,
    };
    let after = run.after.get(end - run.range.end..).and_then(|t| t.chars().next());
    if run.before.is_some_and(|c| digit(c).is_some()) || after.is_some_and(is_letter) {
        return None;
    }
    let number = |range: Range<usize>| body.get(range)?.iter().collect::<String>().parse::<i16>().ok();
    let (year, month, day) = (number(6..10)?, number(10..12)?, number(12..14)?);
    let dated = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).is_ok();
    let fits = *body.first()? != '0' && (1800..2100).contains(&year) && dated && check_character(body) == Some(check);
    fits.then_some(end)
}

/// The check character of the first seventeen digits.
fn check_character(digits: &[char]) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).filter_map(|(d, w)| Some(d.to_digit(10)? * w)).sum();
    "10X98765432".chars().nth((sum % 11) as usize)
}

/// The place of a mobile number, if the run is one: eleven digits, perhaps after +86.
fn mobile(text: &str, run: &Number<'_>, own: &OwnNumbers) -> Option<Range<usize>> {
    let prefixed = run.digits.len() == 13 && run.digits.starts_with(&['8', '6']);
    let digits = if prefixed { run.digits.get(2..)? } else { run.digits.as_slice() };
    let shape = digits.len() == 11 && digits.first() == Some(&'1') && ('3'..='9').contains(digits.get(1)?);
    if !shape || !is_grouped(&run.groups) || own.has(digits) {
        return None;
    }
    let plus = run.before == Some('+') && prefixed;
    let before = if plus { text.get(..run.range.start - 1)?.chars().next_back() } else { run.before };
    if before.is_some_and(|c| is_letter(c) || matches!(c, '初' | '字' | '第' | '.' | '=' | '%')) {
        return None;
    }
    let mut after = run.after.chars();
    let (next, second) = (after.next(), after.next());
    let decimal = next == Some('.') && second.is_some_and(|c| digit(c).is_some());
    // An amount, or the number of a file, a case or an article elsewhere.
    let counted = next.is_some_and(|c| is_letter(c) || matches!(c, '元' | '号' | '%'));
    if decimal || counted || is_in_address(text, run.range.start) {
        return None;
    }
    Some(run.range.start - usize::from(plus)..run.range.end)
}

/// True if blanks and hyphens divide a number as people divide telephone numbers, not two numbers side by side.
fn is_grouped(groups: &[usize]) -> bool {
    let groups = groups.strip_prefix(&[2]).unwrap_or(groups);
    matches!(groups, [11] | [13] | [3, 4, 4] | [3, 8] | [7, 4] | [4, 3, 4] | [3, 3, 5])
}

/// True within the path of an address, in which long numbers are names of pages.
fn is_in_address(text: &str, at: usize) -> bool {
    let from = text.ceil_char_boundary(at.saturating_sub(300));
    let before = text.get(from..at).unwrap_or("");
    let word = before.rsplit(|c: char| c.is_whitespace() || "(<\"'（".contains(c)).next();
    word.is_some_and(|word| word.contains("://") || word.contains("www."))
}

/// Beginnings of the numbers of bank cards.
const CARD_PREFIXES: &[&str] = &["62", "4", "51", "52", "53", "54", "55", "35", "37", "60", "65"];

/// True for a bank card: its length, its beginning, and its check digit by Luhn.
fn is_card(run: &Number<'_>) -> bool {
    let digits = &run.digits;
    let head: String = digits.iter().take(2).collect();
    let has_prefix = CARD_PREFIXES.iter().any(|prefix| head.starts_with(prefix));
    let after = run.after.chars().next();
    let alone = !run.before.is_some_and(|c| is_letter(c) || matches!(c, '初' | '字' | '第' | '.'))
        && !after.is_some_and(|c| is_letter(c) || matches!(c, '元' | '号' | '.'));
    // People part the digits of a card by fours or sixes, never one by one: those are columns of a table.
    let parted = run.groups.iter().rev().skip(1).all(|count| *count >= 4);
    (16..=LONGEST).contains(&digits.len()) && alone && parted && has_prefix && is_varied(digits) && luhn(digits)
}

/// A row of one digit is a placeholder.
fn is_varied(digits: &[char]) -> bool {
    digits.iter().any(|d| Some(d) != digits.first())
}

fn luhn(digits: &[char]) -> bool {
    let digits = digits.iter().rev().filter_map(|c| c.to_digit(10)).enumerate();
    let sum: u32 = digits.map(|(i, d)| if i % 2 == 0 { d } else { d * 2 / 10 + d * 2 % 10 }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, u16)> {
        let mut out = Vec::new();
        numbers(text, &OwnNumbers(vec!["13900001111".to_owned()]), &mut |range, fault| {
            out.push((&text[range], crate::diag::Fault::from(fault).code().0));
        });
        out
    }

    #[test]
    fn identity_numbers_have_a_real_date_and_a_right_check_character() {
        assert_eq!(found("证号11010519491231002X。"), [("11010519491231002X", 530)]);
        assert_eq!(found("４４０５２４１８８００１０１００１４"), [("４４０５２４１８８００１０１００１４", 530)]);
        assert_eq!(found("110105 19491231 002x"), [("110105 19491231 002x", 530)]);
        for text in ["110105194912310021", "11010519491331002X", "011010519491231002X", "11010519491231002X1", "440524199902310014"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn bank_cards_fit_in_length_beginning_and_check_digit() {
        assert_eq!(found("卡号 6222021234567894，"), [("6222021234567894", 531)]);
        assert_eq!(found("4111 1111 1111 1111"), [("4111 1111 1111 1111", 531)]);
        for text in ["6222021234567890", "1222021234567894", "62220212345678", "6222021234567894元", "流水A6222021234567894"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn mobile_numbers_are_told_from_amounts_cases_and_pages() {
        for text in ["13812345678", "138-1234-5678", "138 1234 5678", "１３８１２３４５６７８"] {
            assert_eq!(found(&format!("电话{text}。")), [(text, 532)]);
        }
        assert_eq!(found("拨打 +86 13812345678"), [("+86 13812345678", 532)]);
        assert_eq!(found("2026-03-09 13812345678"), [("13812345678", 532)]);
        for text in [
            "12345678901",
            "本金13812345678.90元",
            "共13812345678元",
            "（2023）浙0106民初13812345678号",
            "https://www.example.com/art/13812345678.html",
            "tel: 13900001111",
            "2013-8123-4567-8",
            "13812345678901",
            "订单号A13812345678",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
