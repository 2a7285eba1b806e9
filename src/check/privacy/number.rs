//! Numbers that identify a person, as distinct from amounts, cases, pages and columns of tables. A report has kind and place, no
//! digit.

use std::ops::Range;

use super::super::context::last;
use super::OwnNumbers;
use super::digits::{Group, Mark, SHORTEST, digit, digits, runs};
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
    (is_card(number) && !is_other()).then(|| (number.range.clone(), RuleFault::BankCard {}))
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

/// The place of a mobile number, if the run is one: eleven digits, perhaps after +86.
fn mobile(text: &str, run: &Number<'_>, own: &OwnNumbers) -> Option<Range<usize>> {
    let prefix = ["86", "0086"]
        .into_iter()
        .find(|p| run.digits.len() == 11 + p.len() && run.digits.iter().copied().take(p.len()).eq(p.chars()));
    let digits = run.digits.get(prefix.map_or(0, str::len)..)?;
    let shape = digits.len() == 11 && digits.first() == Some(&'1') && ('3'..='9').contains(digits.get(1)?);
    if !shape || !is_grouped(run, prefix) || own.has(digits) {
        return None;
    }
    let prefixed = prefix.is_some();
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

/// True if a number is divided as people divide telephone numbers, not two numbers side by side.
fn is_grouped(run: &Number<'_>, prefix: Option<&str>) -> bool {
    let groups = run.groups.as_slice();
    let (groups, marks) = match prefix {
        Some(prefix) if groups.first() == Some(&prefix.len()) => (groups.get(1..), run.marks.get(1..)),
        Some(prefix) if groups == [11 + prefix.len()] => return true,
        Some(_) => return false,
        None => (Some(groups), Some(run.marks.as_slice())),
    };
    let (groups, marks) = (groups.unwrap_or_default(), marks.unwrap_or_default());
    match groups {
        [11] => true,
        // Two groups with a dot are a decimal, and with a comma two numbers.
        [3, 8] | [7, 4] => !matches!(marks, [Mark::Dot | Mark::Comma]),
        [3, 4, 4] | [4, 3, 4] | [3, 3, 5] | [3, 2, 2, 2, 2] | [3, 4, 2, 2] => true,
        single => single.len() == 11,
    }
}

/// True within the path of an address, in which long numbers are names of pages.
fn is_in_address(text: &str, at: usize) -> bool {
    let word = word_before(text, at);
    word.contains("://") || word.contains("www.")
}

/// True within an address or the target of a link, in which long numbers are names of pages.
fn is_in_path(text: &str, at: usize) -> bool {
    let word = word_before(text, at);
    let before = text.get(..at - word.len()).unwrap_or("");
    let is_path = word.starts_with(['/', '?', '#']) || word.starts_with("./") || word.starts_with("../");
    is_path || before.ends_with("](") || before.ends_with("](<") || is_in_address(text, at)
}

/// The characters before an offset that may belong to one address with it.
fn word_before(text: &str, at: usize) -> &str {
    let from = text.ceil_char_boundary(at.saturating_sub(300));
    let before = text.get(from..at).unwrap_or("");
    before.rsplit(|c: char| c.is_whitespace() || "([<\"'（）《》“”，。；：、！？".contains(c)).next().unwrap_or("")
}

/// Names of numbers that count things: orders, payments, documents.
const SERIALS: &[&str] = &[
    "流水号", "流水", "订单号", "订单", "单号", "编号", "序号", "序列号", "凭证号", "回单号", "受理号", "登记号", "备案号",
    "许可证号", "批号", "交易号", "参考号", "合同号", "单据号", "票号", "案号", "文号", "档案号", "业务号", "事项号", "识别号",
    "追踪号", "条形码", "条码", "批次", "ID", "id", "Id",
];

/// True for a number behind the name of a serial number: `流水号是…`, `订单号：…`. The number of a card is none.
fn is_serial(text: &str, at: usize) -> bool {
    let from = text.ceil_char_boundary(at.saturating_sub(90));
    let linking = |c: char| {
        c.is_whitespace() || is_shapeless(c) || digit(c).is_some() || "：:＝=（(「“\"'*#＃、，,-和及与是为即分别".contains(c)
    };
    let before = text.get(from..at).unwrap_or("").trim_end_matches(linking);
    let name = SERIALS.iter().find_map(|name| before.strip_suffix(name));
    let is_account = |before: &str| ["卡", "账户", "账号", "帐户", "帐号"].iter().any(|word| last(before, 4).contains(word));
    name.is_some_and(|before| !is_account(before))
}

/// Beginnings of the numbers of bank cards.
const CARD_PREFIXES: &[&str] = &["62", "4", "51", "52", "53", "54", "55", "35", "37", "60", "65"];

/// True for a bank card: its length, its beginning, and its check digit by Luhn.
fn is_card(run: &Number<'_>) -> bool {
    let digits = &run.digits;
    let head: String = digits.iter().take(2).collect();
    let has_prefix = CARD_PREFIXES.iter().any(|prefix| head.starts_with(prefix));
    let mut next = run.after.chars();
    let (after, second) = (next.next(), next.next());
    let is_decimal = after == Some('.') && second.is_some_and(|c| digit(c).is_some());
    let alone = !is_decimal
        && !run.before.is_some_and(|c| is_letter(c) || matches!(c, '初' | '字' | '第' | '.'))
        && !after.is_some_and(|c| is_letter(c) || matches!(c, '元' | '号'));
    // People part the digits of a card by fours or sixes, never one by one: those are columns of a table.
    let parted = run.groups.iter().rev().skip(1).all(|count| *count >= 4);
    let has_usual_marks = match run.marks.as_slice() {
        // One dot is that of a decimal.
        [Mark::Dot] => false,
        marks => [&[Mark::Blank, Mark::Dash][..], &[Mark::Dot], &[Mark::Underscore]]
            .iter()
            .any(|all| marks.iter().all(|m| all.contains(m))),
    };
    let parted = parted && has_usual_marks;
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
            "\u{2011}", "—", "——", "·", "_", " - ", "/", "－", "　", "•", "、", " — ",
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
