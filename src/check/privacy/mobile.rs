//! Mobile numbers: eleven digits that people divide in several ways, as distinct from amounts, cases and names of pages.

use std::ops::Range;

use super::OwnNumbers;
use super::digits::{Mark, digit};
use super::labels::{has_contact_letters, is_contact, is_in_address, is_person_in_address};
use super::number::{Number, is_letter};

/// The place of a mobile number, if the run is one: eleven digits, perhaps after +86 or 0.
pub(super) fn mobile(text: &str, run: &Number<'_>, own: &OwnNumbers) -> Option<Range<usize>> {
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
        Some('=') => {
            before.trim_end_matches('=').ends_with(|c: char| c.is_ascii()) && !has_contact_letters(before.trim_end_matches('='))
        }
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
