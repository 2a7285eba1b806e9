//! Numbers that identify a person, as distinct from amounts, cases, pages and columns of tables. A report has kind and place, no
//! digit.

use std::ops::Range;

use super::OwnNumbers;
use super::card::is_card;
use super::digits::{Group, Mark, SHORTEST, digit, digits, runs};
use super::labels::{is_identity, is_in_path, is_serial};
use super::mobile::mobile;
use crate::diag::catalogue::RuleFault;
use crate::text::invisible::{is_blank, is_shapeless};

/// The most digits of a number of interest.
pub(super) const LONGEST: usize = 19;
/// Most groups that people write one in.
const MOST_GROUPS: usize = 6;

/// A number: one group, or several with a gap between them.
pub(super) struct Number<'t> {
    pub(super) digits: Vec<char>,
    /// How many digits each group has.
    pub(super) groups: Vec<usize>,
    /// The marks between the groups.
    pub(super) marks: Vec<Mark>,
    pub(super) range: Range<usize>,
    pub(super) before: Option<char>,
    pub(super) after: &'t str,
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

pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// The end of a resident identity number, if the run is one (GB 11643: a real date, and the check character by MOD 11-2; before
/// 1999 a year of two digits and no check character, so that only the words before it tell).
fn identity(text: &str, run: &Number<'_>) -> Option<usize> {
    if let [region, _, _, _, _, _, birth @ .., _, _, _] = run.digits.as_slice()
        && run.digits.len() == 15
    {
        let fits = *region != '0' && is_day(&['1', '9'], birth) && is_identity(text, run.range.start);
        let is_whole = run.before.is_none_or(|c| digit(c).is_none()) && !run.after.starts_with(is_letter);
        return (fits && is_whole).then_some(run.range.end);
    }
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
    let fits = *body.first()? != '0' && is_day(&[], body.get(6..14)?) && check_character(body) == Some(check);
    fits.then_some(end)
}

/// True for the digits of a day of birth, the century of which may stand apart.
fn is_day(century: &[char], digits: &[char]) -> bool {
    let number: String = century.iter().chain(digits).collect();
    let part = |range: Range<usize>| number.get(range).and_then(|part| part.parse::<i16>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(4..6), part(6..8)) else { return false };
    let is_real = |month, day| jiff::civil::Date::new(year, month, day).is_ok();
    (1800..2100).contains(&year) && i8::try_from(month).is_ok_and(|month| i8::try_from(day).is_ok_and(|day| is_real(month, day)))
}

/// The check character of the first seventeen digits.
fn check_character(digits: &[char]) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).filter_map(|(d, w)| Some(d.to_digit(10)? * w)).sum();
    "10X98765432".chars().nth((sum % 11) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(&str, u16)> {
        let mut out = Vec::new();
        numbers(text, &OwnNumbers(vec!["13900001111".to_owned()]), &mut |range, fault| {
            out.push((&text[range], crate::diag::Fault::from(fault).code().0));
        });
        out
    }

    #[test]
    fn identity_numbers_have_a_real_date_and_a_right_check_character() {
        assert_eq!(faults("证号11010519491231002X。"), [("11010519491231002X", 530)]);
        assert_eq!(faults("４４０５２４１８８００１０１００１４"), [("４４０５２４１８８００１０１００１４", 530)]);
        assert_eq!(faults("110105 19491231 002x"), [("110105 19491231 002x", 530)]);
        for text in ["110105194912310021", "11010519491331002X", "011010519491231002X", "11010519491231002X1", "440524199902310014"]
        {
            assert_eq!(faults(text), [], "{text}");
        }
    }

    #[test]
    fn an_old_identity_number_needs_its_name_before_it() {
        assert_eq!(faults("身份证号：110105491231002。"), [("110105491231002", 530)]);
        assert_eq!(faults("身份证110105 491231 002"), [("110105 491231 002", 530)]);
        for text in
            ["110105491231002", "身份证110105491331002", "身份证010105491231002", "身份证110105491231002A", "订单号110105491231002"]
        {
            assert_eq!(faults(text), [], "{text}");
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
            assert_eq!(faults(&format!("证号{text}。")), [(marked, 530)], "{text:?}");
        }
    }

    #[test]
    fn bank_cards_fit_in_length_beginning_and_check_digit() {
        assert_eq!(faults("卡号 6222021234567894，"), [("6222021234567894", 531)]);
        assert_eq!(faults("4111 1111 1111 1111"), [("4111 1111 1111 1111", 531)]);
        for text in ["6222021234567890", "1222021234567894", "62220212345678", "6222021234567894元", "流水A6222021234567894"] {
            assert_eq!(faults(text), [], "{text}");
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
            assert_eq!(faults(&format!("卡号{text}。")), [(text, 531)], "{text:?}");
        }
        for text in ["4111、1111、1111、1111", "41111111.11111111", "4111/1111/1111/1111", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"] {
            assert_eq!(faults(text), [], "{text}");
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
            assert_eq!(faults(text), [], "{text}");
        }
        for text in [
            "卡号是4111111111111111",
            "银行卡编号4111111111111111",
            "官网https://example.com，卡号4111111111111111",
            "订单号A1，付到4111111111111111",
            "账户流水号4111111111111111",
            "借条_4111111111111111.png",
        ] {
            assert_eq!(faults(text), [("4111111111111111", 531)], "{text}");
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
            assert_eq!(faults(&format!("电话{text}。")), [(text.as_str(), 532)], "{gap:?}");
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
            assert_eq!(faults(&format!("（{text}。")), [(text, 532)], "{text:?}");
        }
        assert_eq!(faults("（+86）138 1234 5678"), [("+86）138 1234 5678", 532)]);
        assert_eq!(faults("官网https://www.example.com，电话13812345678"), [("13812345678", 532)]);
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
            assert_eq!(faults(&text.replace(['【', '】'], "")), [(number, 532)], "{text}");
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
            assert_eq!(faults(text), [], "{text}");
        }
    }

    #[test]
    fn identity_and_card_numbers_may_be_written_in_other_ways() {
        let id = ["440524×18800101×0014", "440524*18800101*0014", "440524/18800101/0014"];
        for text in id {
            assert_eq!(faults(text), [(text, 530)], "{text}");
        }
        assert_eq!(faults("卡号No6222021234567894"), [("6222021234567894", 531)]);
        assert_eq!(faults("卡号No.6222021234567894"), [("6222021234567894", 531)]);
        assert_eq!(faults("票据No6222021234567894"), []);
        for text in ["6222/0212/3456/7894", "6222×0212×3456×7894", "6222*0212*3456*7894"] {
            assert_eq!(faults(text), [(text, 531)], "{text}");
        }
        assert_eq!(faults("6222、0212、3456、7894"), []);
    }

    #[test]
    fn mobile_numbers_are_told_from_amounts_cases_and_pages() {
        for text in ["13812345678", "138-1234-5678", "138 1234 5678", "１３８１２３４５６７８"] {
            assert_eq!(faults(&format!("电话{text}。")), [(text, 532)]);
        }
        assert_eq!(faults("拨打 +86 13812345678"), [("+86 13812345678", 532)]);
        assert_eq!(faults("2026-03-09 13812345678"), [("13812345678", 532)]);
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
            assert_eq!(faults(text), [], "{text}");
        }
    }
}
