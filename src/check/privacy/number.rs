//! Numbers that identify a person, as distinct from amounts, cases, pages and columns of tables. A report has kind and place, no
//! digit.

use std::ops::Range;

use super::OwnNumbers;
use super::digits::{Group, Mark, SHORTEST, digit, digits, runs};
use super::labels::{has_contact_letters, is_behind_card, is_contact, is_in_address, is_in_path, is_person_in_address, is_serial};
use crate::diag::catalogue::RuleFault;
use crate::text::invisible::{is_blank, is_shapeless};

/// The most digits of a number of interest.
const LONGEST: usize = 19;
/// Most groups that people write one in.
const MOST_GROUPS: usize = 6;

/// A number: one group, or several with a gap between them.
struct Number<'t> {
    digits: Vec<char>,
    /// How many digits each group has.
    groups: Vec<usize>,
    /// The marks between the groups.
    marks: Vec<Mark>,
    range: Range<usize>,
    before: Option<char>,
    after: &'t str,
}

/// Reports the numbers in a text that identify a person, with their byte ranges.
pub(in crate::check) fn numbers(text: &str, own: &OwnNumbers, report: &mut dyn FnMut(Range<usize>, RuleFault)) {
    runs(text, &mut |run| {
        let mut first = 0;
        while first < run.len() {
            // A number written digit by digit is a run of its own.
            let all = if first == 0 { run.len() } else { 0 };
            let found = [all].into_iter().chain((1..=MOST_GROUPS).rev()).find_map(|count| {
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
        marks: groups.iter().skip(1).map(|g| g.mark).collect(),
        before: text.get(..range.start).and_then(|t| t.chars().rev().find(|c| !is_shapeless(*c))),
        after: text.get(range.end..).unwrap_or("").trim_start_matches(is_shapeless),
        range,
    })
}

fn judge(text: &str, number: &Number<'_>, own: &OwnNumbers) -> Option<(Range<usize>, RuleFault)> {
    if let Some(end) = identity(text, number) {
        return Some((number.range.start..end, RuleFault::IdentityNumber {}));
    }
    if let Some(range) = mobile(text, number, own) {
        return Some((range, RuleFault::MobileNumber {}));
    }
    let is_other = || is_in_path(text, number.range.start) || is_serial(text, number.range.start);
    (is_card(text, number) && !is_other()).then(|| (number.range.clone(), RuleFault::BankCard {}))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The end of a resident identity number, if the run is one (GB 11643: a real date, and the check character by MOD 11-2).
fn identity(text: &str, run: &Number<'_>) -> Option<usize> {
    let is_x = |c: &char| matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ');
    let direct = run.after.chars().next().filter(is_x);
    let (body, check, end) = match (run.digits.len(), direct) {
        // The letter may be apart like any other group.
        (17, _) => {
            let (gap, letter) = run.after.char_indices().find(|(_, c)| !is_shapeless(*c) && !is_blank(*c) && *c != '-')?;
            let written = Some(letter).filter(is_x).filter(|_| gap <= 2)?;
            (run.digits.get(..17)?, 'X', text.len() - run.after.len() + gap + written.len_utf8())
        }
        (18, None) => (run.digits.get(..17)?, *run.digits.get(17)?, run.range.end),
        _ => return None,
    };
    let after = text.get(end..).and_then(|t| t.chars().next());
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

/// The place of a mobile number, if the run is one: eleven digits, perhaps after +86 or 0.
fn mobile(text: &str, run: &Number<'_>, own: &OwnNumbers) -> Option<Range<usize>> {
    let prefix = ["86", "0086", "0"]
        .into_iter()
        .find(|p| run.digits.len() == 11 + p.len() && run.digits.iter().copied().take(p.len()).eq(p.chars()));
    let digits = run.digits.get(prefix.map_or(0, str::len)..)?;
    let shape = digits.len() == 11 && digits.first() == Some(&'1') && ('3'..='9').contains(digits.get(1)?);
    if !shape || own.has(digits) {
        return None;
    }
    let plus = run.before == Some('+') && prefix.is_some();
    let start = run.range.start - usize::from(plus);
    let before = text.get(..start)?;
    let is_contact = is_contact(text, start);
    if !is_grouped(run, prefix, is_contact) || is_part_of_word(before, run.before.filter(|_| !plus)) {
        return None;
    }
    let mut after = run.after.chars();
    let (next, second) = (after.next(), after.next());
    let decimal = next == Some('.') && second.is_some_and(|c| digit(c).is_some());
    // An amount, or the number of a file, a case or an article elsewhere.
    let is_counted = match next {
        Some('号') => !is_contact && second != Some('码'),
        Some(c) => is_letter(c) || matches!(c, '元' | '%'),
        None => false,
    };
    let is_name_of_page = is_in_address(text, run.range.start) && !is_person_in_address(text, start);
    (!decimal && !is_counted && !is_name_of_page).then_some(start..run.range.end)
}

/// True if the characters before a number make it a part of another word or number. `first` is the nearest that has a shape.
fn is_part_of_word(before: &str, first: Option<char>) -> bool {
    match first.or_else(|| before.chars().next_back()) {
        Some('=') => before.trim_end_matches('=').ends_with(|c: char| c.is_ascii()) && !has_contact_letters(before.trim_end_matches('=')),
        Some(c) if is_letter(c) => !has_contact_letters(before),
        Some(c) => matches!(c, '初' | '字' | '第' | '.' | '%'),
        None => false,
    }
}

/// True if a number is divided as people divide telephone numbers, not two numbers side by side. Behind the word of a contact other
/// divisions count as well.
fn is_grouped(run: &Number<'_>, prefix: Option<&str>, is_contact: bool) -> bool {
    let groups = run.groups.as_slice();
    let (groups, marks) = match prefix {
        // A mobile number has a zero before it where a long-distance call needs one.
        Some("0") => {
            let is_usual = groups == [4, 4, 4] || groups == [4, 8] || groups == [1, 11];
            return is_contact && groups == [12] || is_usual && run.marks.iter().all(|m| matches!(m, Mark::Blank | Mark::Dash));
        }
        Some(prefix) if groups.first() == Some(&prefix.len()) => (groups.get(1..), run.marks.get(1..)),
        Some(prefix) if groups == [11 + prefix.len()] => return true,
        Some(_) => return false,
        None => (Some(groups), Some(run.marks.as_slice())),
    };
    let (groups, marks) = (groups.unwrap_or_default(), marks.unwrap_or_default());
    let has = |mark: Mark| marks.contains(&mark);
    match groups {
        [11] => true,
        // `150、2000、3000` are amounts, `150×2000×3000` is a product.
        [3, 4, 4] if has(Mark::Comma) => is_contact,
        [3, 4, 4] if has(Mark::Slash) || has(Mark::Times) => is_contact || !is_round(run),
        _ if has(Mark::Comma) || has(Mark::Slash) || has(Mark::Times) => false,
        // Two groups with a dot are a decimal.
        [3, 8] | [7, 4] => marks != [Mark::Dot],
        [3, 4, 4] | [4, 3, 4] | [3, 3, 5] | [3, 2, 2, 2, 2] | [3, 4, 2, 2] => true,
        [4, 4, 3] | [5, 6] | [6, 5] | [5, 3, 3] | [4, 7] | [8, 3] => is_contact && marks != [Mark::Dot],
        single => single.len() == 11,
    }
}

/// True if a group of a number ends in two zeros, as amounts do.
fn is_round(run: &Number<'_>) -> bool {
    let mut end = 0;
    run.groups.iter().any(|count| {
        end += count;
        run.digits.get(end.saturating_sub(2)..end) == Some(&['0', '0'])
    })
}

/// Beginnings of the numbers of bank cards.
const CARD_PREFIXES: &[&str] = &["62", "4", "51", "52", "53", "54", "55", "35", "37", "60", "65"];

/// True for a bank card: its length, its beginning, and its check digit by Luhn.
fn is_card(text: &str, run: &Number<'_>) -> bool {
    let digits = &run.digits;
    let head: String = digits.iter().take(2).collect();
    let has_prefix = CARD_PREFIXES.iter().any(|prefix| head.starts_with(prefix));
    let mut next = run.after.chars();
    let (after, second) = (next.next(), next.next());
    let is_decimal = after == Some('.') && second.is_some_and(|c| digit(c).is_some());
    let alone = !is_decimal
        && !is_part_of_document(text, run)
        && !after.is_some_and(|c| is_letter(c) || matches!(c, '元' | '号'));
    // People part the digits of a card by fours or sixes, never one by one: those are columns of a table.
    let parted = run.groups.iter().rev().skip(1).all(|count| *count >= 4);
    let has_usual_marks = match run.marks.as_slice() {
        // One dot is that of a decimal.
        [Mark::Dot] => false,
        // Sums and products have these marks too.
        marks if marks.contains(&Mark::Comma) => false,
        marks if marks.iter().any(|m| matches!(m, Mark::Slash | Mark::Times)) => {
            is_parted_by_four(run) && (head == "62" || is_behind_card(text, run.range.start))
        }
        marks => [&[Mark::Blank, Mark::Dash][..], &[Mark::Dot], &[Mark::Underscore]]
            .iter()
            .any(|all| marks.iter().all(|m| all.contains(m))),
    };
    let parted = parted && has_usual_marks;
    (16..=LONGEST).contains(&digits.len()) && alone && parted && has_prefix && is_varied(digits) && luhn(digits)
}

/// True if letters or words before a number make it the number of something else. `卡号No` does not.
fn is_part_of_document(text: &str, run: &Number<'_>) -> bool {
    let start = run.range.start;
    let is_other = |c: char| is_letter(c) || matches!(c, '初' | '字' | '第' | '.');
    run.before.is_some_and(is_other) && {
        let before = text.get(..start).unwrap_or("").trim_end_matches('.');
        let is_number = ["No", "NO", "no"].iter().any(|no| before.strip_suffix(no).is_some_and(|b| !b.ends_with(is_letter)));
        !(is_number && is_behind_card(text, start))
    }
}

/// True for groups of four digits, of which the last may be shorter.
fn is_parted_by_four(run: &Number<'_>) -> bool {
    run.groups.iter().rev().skip(1).all(|count| *count == 4)
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
    fn an_identity_number_may_be_divided_by_anything() {
        for text in [
            "110105-19491231-002X",
            "110105.1949.1231.002X",
            "110105_19491231_002X",
            "110105\u{200b}19491231\u{feff}002X",
            "110105——19491231——002X",
            "11010519491231002 X",
            "11010519491231002-x",
            "（110105）19491231·002X",
            "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
            "110105  19491231  002X",
            "110105、19491231、002X",
        ] {
            let marked = text.trim_start_matches('（');
            assert_eq!(found(&format!("证号{text}。")), [(marked, 530)], "{text:?}");
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
    fn a_card_number_is_divided_by_fours_or_sixes() {
        for text in [
            "4111\u{200b}1111\u{2060}1111\u{ad}1111",
            "4111.1111.1111.1111",
            "4111_1111_1111_1111",
            "4111‑1111‑1111‑1111",
            "4111\t1111\t1111\t1111",
            "4111  1111  1111  1111",
            "4111 - 1111 - 1111 - 1111",
            "４１１１　１１１１　１１１１　１１１１",
        ] {
            assert_eq!(found(&format!("卡号{text}。")), [(text, 531)], "{text:?}");
        }
        for text in ["4111、1111、1111、1111", "41111111.11111111", "4111/1111/1111/1111", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_number_of_an_address_or_a_document_is_no_card() {
        for text in [
            "https://www.example.com/4111111111111111",
            "见https://example.com/p?id=4111111111111111&x=1",
            "[文](/post/4111111111111111)",
            "[文](4111111111111111.md)",
            "[文](<../a/4111111111111111.md>)",
            "www.example.com/4111111111111111",
            "aliases: [/hf/4111111111111111.html]",
            "流水号是4111111111111111",
            "订单号：4111 1111 1111 1111",
            "单号为“4111111111111111”",
            "流水号分别是4222222222222220、4111111111111111",
            "快递单号 4111111111111111",
            "申请编号（4111111111111111）",
            "用户ID: 4111111111111111",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
        for text in [
            "卡号是4111111111111111",
            "银行卡编号4111111111111111",
            "官网https://example.com，卡号4111111111111111",
            "订单号A1，付到4111111111111111",
            "账户流水号4111111111111111",
            "借条_4111111111111111.png",
        ] {
            assert_eq!(found(text), [("4111111111111111", 531)], "{text}");
        }
    }

    #[test]
    fn a_mobile_number_may_be_divided_by_anything() {
        let gaps = [
            "\u{200b}", "\u{2060}", "\u{feff}", "\u{ad}", "\u{200d}", "\u{202e}", "\u{2009}", "\u{202f}", "\t", "  ", "\u{2010}",
            "\u{2011}", "—", "——", "·", "_", " - ", "－", "　", "•", " — ",
        ];
        for gap in gaps {
            let text = ["138", "1234", "5678"].join(gap);
            assert_eq!(found(&format!("电话{text}。")), [(text.as_str(), 532)], "{gap:?}");
        }
        for text in [
            "138.1234.5678",
            "138）1234-5678",
            "138) 1234 5678",
            "13812345678",
            "1-3-8-1-2-3-4-5-6-7-8",
            "138-12-34-56-78",
            "0086 13812345678",
            "86-138-1234-5678",
            "008613812345678",
            "1381234—5678",
            "１３８·１２３４·５６７８",
        ] {
            assert_eq!(found(&format!("（{text}。")), [(text, 532)], "{text:?}");
        }
        assert_eq!(found("（+86）138 1234 5678"), [("+86）138 1234 5678", 532)]);
        assert_eq!(found("官网https://www.example.com，电话13812345678"), [("13812345678", 532)]);
    }

    #[test]
    fn a_mobile_number_may_be_written_in_other_ways() {
        for text in [
            "请打【13917264835】号。",
            "手机号是【13917264835】号码",
            "手机=【13917264835】",
            "微信:wx【13917264835】",
            "加v【13917264835】",
            "tel【13917264835】",
            "电话：【1391 7264 835】",
            "电话【1391-7264-835】",
            "手机【13917 264835】",
            "【0139-1726-4835】",
            "电话【013917264835】",
            "【139/1726/4835】",
            "【139×1726×4835】",
            "【139x1726x4835】",
            "【139*1726*4835】",
            "电话【139、1726、4835】",
            "https://wa.example.org/【13917264835】",
            "https://api.whatsapp.com/send?phone=【8613917264835】",
        ] {
            let number = text.split(['【', '】']).nth(1).unwrap();
            assert_eq!(found(&text.replace(['【', '】'], "")), [(number, 532)], "{text}");
        }
        for text in [
            "（2023）浙0106执13917264835号",
            "国发〔2020〕13917264835号",
            "https://example.org/p?id=13917264835",
            "https://example.org/u/13917264835",
            "标准V2x13917264835",
            "订单号wz13917264835",
            "月供是150×2000×3000",
            "第139、1726、4835条",
            "分别是1391 7264 835",
            "电话费150、2000、3000",
            "条码013917264835",
            "139×1726",
            "1920×1080",
            "0x13917264835",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn identity_and_card_numbers_may_be_written_in_other_ways() {
        let id = ["440524×18800101×0014", "440524*18800101*0014", "440524/18800101/0014"];
        for text in id {
            assert_eq!(found(text), [(text, 530)], "{text}");
        }
        assert_eq!(found("卡号No6222021234567894"), [("6222021234567894", 531)]);
        assert_eq!(found("卡号No.6222021234567894"), [("6222021234567894", 531)]);
        assert_eq!(found("票据No6222021234567894"), []);
        for text in ["6222/0212/3456/7894", "6222×0212×3456×7894", "6222*0212*3456*7894"] {
            assert_eq!(found(text), [(text, 531)], "{text}");
        }
        assert_eq!(found("6222、0212、3456、7894"), []);
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
            "138.12345678",
            "1381234.5678",
            "1998-12-31-001",
            "138，12345678",
            "分别是150、2000、3000。",
            "150/2000/3000",
            "138\n1234\n5678",
            "138|1234|5678",
            "138元1234元5678元",
            "第\u{200b}13812345678",
            "1380000.00、1234.56",
            "2026.03.09、2026.04.10",
            "13.8、12.34、56.78",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
