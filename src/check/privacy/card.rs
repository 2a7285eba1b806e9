//! Numbers of bank cards: their length, their beginning, their check digit, and how people part them.

use super::digits::{Mark, digit};
use super::labels::is_behind_card;
use super::number::{LONGEST, Number, is_letter};

/// Beginnings of the numbers of bank cards.
const CARD_PREFIXES: &[&str] = &["62", "4", "51", "52", "53", "54", "55", "35", "37", "60", "65"];

/// True for a bank card: its length, its beginning, and its check digit by Luhn.
pub(super) fn is_card(text: &str, run: &Number<'_>) -> bool {
    let digits = &run.digits;
    let head: String = digits.iter().take(2).collect();
    let has_prefix = CARD_PREFIXES.iter().any(|prefix| head.starts_with(prefix));
    let mut next = run.after.chars();
    let (after, second) = (next.next(), next.next());
    let is_decimal = after == Some('.') && second.is_some_and(|c| digit(c).is_some());
    let alone = !is_decimal && !is_part_of_document(text, run) && !after.is_some_and(|c| is_letter(c) || matches!(c, '元' | '号'));
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
