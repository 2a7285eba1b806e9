//! Versions of a law: the rows that share a title, and the one that a citation means by a year, a document number or 原.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::LawId;
use super::edition::{edition, year};
use super::laws::Law;
use super::titles::fold;
use crate::text::numeral;

/// What a citation says of the version that it means.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct VersionQuery<'t> {
    /// The bracket behind the title: 2020年修正, 法释〔2020〕17号.
    pub(crate) edition: Option<&'t str>,
    /// The year and month before the title: 2015年的《…》.
    pub(crate) date: Option<(i16, Option<i16>)>,
    /// 原, 旧, 修正前的 before the title; 已废止 behind it.
    pub(crate) is_past: bool,
}

#[derive(Debug, Clone)]
struct Version {
    law: LawId,
    in_force: bool,
    /// The numbers in its document number: 法释〔2020〕17号 has 2020 and 17.
    no: Vec<u32>,
    /// Years and months that its titles name.
    named: Vec<(i16, Option<i16>)>,
    /// Years from the last change of its text to its effect, if the register has a date.
    years: Option<RangeInclusive<i16>>,
}

/// The versions of each law.
#[derive(Debug, Clone, Default)]
pub(super) struct Versions {
    families: BTreeMap<LawId, Vec<Version>>,
}

impl Versions {
    /// Groups rows that share a title or a short title, apart from what names the version.
    pub(super) fn of(rows: &[(LawId, &Law, Vec<&str>)]) -> Versions {
        let mut family_of_name: BTreeMap<String, usize> = BTreeMap::new();
        let mut families: Vec<usize> = (0..rows.len()).collect();
        for (row, (.., written)) in rows.iter().enumerate() {
            for name in written.iter().map(|title| fold(edition(title).0)) {
                let other = *family_of_name.entry(name).or_insert(row);
                let (from, to) = (families.get(row).copied(), families.get(other).copied());
                if let (Some(from), Some(to)) = (from, to)
                    && from != to
                {
                    families.iter_mut().filter(|family| **family == from).for_each(|family| *family = to);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<Version>> = BTreeMap::new();
        for (family, (law, row, written)) in families.iter().zip(rows) {
            groups.entry(*family).or_default().push(version(*law, row, written));
        }
        let families = groups.into_values().flat_map(|group| {
            let laws: Vec<LawId> = group.iter().map(|v| v.law).collect();
            laws.into_iter().map(move |law| (law, group.clone()))
        });
        Versions { families: families.collect() }
    }

    /// The version of a law that a citation means; nothing if the register lacks it, or several may be meant.
    pub(super) fn pick(&self, law: LawId, query: &VersionQuery<'_>) -> Option<LawId> {
        let Some(group) = self.families.get(&law) else { return Some(law) };
        if let Some(edition) = query.edition
            && (number_of(edition).is_some() || year(edition).is_some())
        {
            return of_edition(group, law, edition);
        }
        match query.date {
            Some((year, month)) => of_year(group, law, year, month, false),
            None if query.is_past => only_repealed(group),
            None => Some(law),
        }
    }
}

fn version(law: LawId, row: &Law, written: &[&str]) -> Version {
    let named = written.iter().filter_map(|title| year(edition(title).1?)).collect();
    Version { law, in_force: row.status.in_force(), no: number_of(&row.no).unwrap_or_default(), named, years: years(row) }
}

/// An amendment takes effect in its year or in the next.
fn years(row: &Law) -> Option<RangeInclusive<i16>> {
    let changed = row.amended.iter().copied().chain(row.issued).max().map(Date::year);
    let effective = row.effective.map(Date::year);
    match (changed, effective) {
        (Some(changed), Some(effective)) if changed <= effective => Some(changed.max(effective - 1)..=effective),
        (Some(changed), _) => Some(changed..=changed + 1),
        (None, Some(effective)) => Some(effective - 1..=effective),
        (None, None) => year(&row.no).map(|(year, _)| year..=year + 1),
    }
}

/// The numbers of a document number, up to 号.
fn number_of(text: &str) -> Option<Vec<u32>> {
    let folded: String = text.nfkc().collect();
    let mut rest = folded.get(..folded.find('号')?)?;
    let mut numbers = Vec::new();
    while let Some(c) = rest.chars().next() {
        let (number, length) = numeral::leading(rest).map_or((None, c.len_utf8()), |(n, length)| (Some(n), length));
        numbers.extend(number);
        rest = rest.get(length..)?;
    }
    (!numbers.is_empty()).then_some(numbers)
}

/// The version of a bracket: by its document number, else by its year.
fn of_edition(group: &[Version], law: LawId, edition: &str) -> Option<LawId> {
    if let Some(no) = number_of(edition) {
        if group.iter().any(|v| !v.no.is_empty()) {
            return only(group, |v| !v.no.is_empty() && (v.no.ends_with(&no) || no.ends_with(&v.no)));
        }
        if year(edition).is_none() {
            return match group {
                [one] => Some(one.law),
                _ => None,
            };
        }
    }
    let (year, month) = year(edition)?;
    let is_amendment = ["修正", "修订", "修改"].iter().any(|word| edition.contains(word));
    of_year(group, law, year, month, is_amendment)
}

/// The version of a year: by its title, else by its dates. A later year is only a time, unless it is that of an amendment.
fn of_year(group: &[Version], law: LawId, year: i16, month: Option<i16>, is_amendment: bool) -> Option<LawId> {
    let is_named = |v: &Version| v.named.iter().any(|(y, m)| *y == year && (month.is_none() || m.is_none() || *m == month));
    if group.iter().any(is_named) {
        return only(group, is_named);
    }
    let is_dated = |v: &Version| v.named.is_empty() && v.years.as_ref().is_some_and(|years| years.contains(&year));
    if group.iter().any(is_dated) {
        return only(group, is_dated);
    }
    let last = |v: &Version| v.named.iter().map(|(year, _)| *year).chain(v.years.as_ref().map(|years| *years.end())).max();
    match (group, group.iter().filter_map(last).max()) {
        ([one], None) => Some(one.law),
        (_, Some(last)) if year > last && !is_amendment => group.iter().find(|v| v.law == law && v.in_force).map(|v| v.law),
        _ => None,
    }
}

/// The only version that is no longer in force.
fn only_repealed(group: &[Version]) -> Option<LawId> {
    let mut repealed = group.iter().filter(|v| !v.in_force);
    repealed.next().filter(|_| repealed.next().is_none()).map(|v| v.law)
}

/// The only one, or the only one in force.
fn only(group: &[Version], is_meant: impl Fn(&Version) -> bool) -> Option<LawId> {
    let meant: Vec<&Version> = group.iter().filter(|v| is_meant(v)).collect();
    let in_force: Vec<&Version> = meant.iter().copied().filter(|v| v.in_force).collect();
    match (meant.as_slice(), in_force.as_slice()) {
        ([one], _) | (_, [one]) => Some(one.law),
        _ => None,
    }
}
