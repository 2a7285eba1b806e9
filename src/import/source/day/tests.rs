use jiff::civil::date;

use super::*;

const BEIJING: UtcOffset = UtcOffset::BEIJING;

fn known(year: i16, month: i8, day: i8) -> Saved {
    Saved { day: date(year, month, day), is_known: true }
}

#[test]
fn dates_are_read_in_the_forms_of_other_programs() {
    for text in [
        "2024-06-01",
        "2024-6-1",
        "2024/06/01 08:00:00",
        "2024.6.1",
        "2024年6月1日",
        "2024年06月01日 08:00",
        " 2024-05-31T23:00:00Z ",
        "2024-06-01T08:00:00+08:00",
        "2024-06-01 08:00:00 +0800",
        "2024-06-01 08:00:00.123",
        "Sat, 01 Jun 2024 00:00:00 +0000",
        "01 Jun 2024 08:00:00 +0800",
        "2024-05-31 20:00:00 -04",
    ] {
        assert_eq!(of_text(text, BEIJING), Some(date(2024, 6, 1)), "{text}");
    }
    for text in
        ["", "0000-00-00 00:00:00", "2024-13-01", "2024-06", "2024-06-011", "2024-06/01", "1-2-3", "明天", "2024-06-01 25:00"]
    {
        assert_eq!(of_text(text, BEIJING), None, "{text}");
    }
}

#[test]
fn seconds_are_a_day_at_the_offset() {
    assert_eq!(of_seconds(1_672_537_205, BEIJING), Some(date(2023, 1, 1)));
    // 15:40 UTC is 23:40 in Beijing, 16:10 UTC the next day.
    assert_eq!(of_seconds(1_718_206_805, BEIJING), Some(date(2024, 6, 12)));
    assert_eq!(of_seconds(1_718_208_605, BEIJING), Some(date(2024, 6, 13)));
    assert_eq!(of_seconds(i64::MAX, BEIJING), None);
    assert_eq!(of_seconds(-1_000_000_000_000, BEIJING), None);
}

/// The day, whether its year is certain, the rule of the note, and the words that were read.
fn read(text: &str, saved: Saved) -> Option<(String, bool, Option<&'static str>, &str)> {
    let shown = shown(text, saved, BEIJING)?;
    let rule = shown.note.map(|note| note.rule);
    Some((shown.day.date.to_string(), shown.day.year_is_certain, rule, text.get(shown.range)?))
}

#[test]
fn the_day_of_saving_makes_the_year_certain() {
    let saved = known(2026, 4, 10);
    for (text, day, written) in [
        ("何砚2个月前 (02-03)债务4", "2026-02-03", "2个月前 (02-03)"),
        ("站点编辑部5个月前 (11-23)协商还款4", "2025-11-23", "5个月前 (11-23)"),
        ("何砚3年前 (2023-01-01)逾期知识3", "2023-01-01", "3年前 (2023-01-01)"),
        ("1周前（04-03）", "2026-04-03", "1周前（04-03）"),
        ("12个月前 (04-18)", "2025-04-18", "12个月前 (04-18)"),
        ("作者 2024-06-01 08:00 发布", "2024-06-01", "2024-06-01 08:00"),
        ("2024年6月1日", "2024-06-01", "2024年6月1日"),
        // The digits of a name are no part of the age.
        ("user122个月前 (02-03)", "2026-02-03", "2个月前 (02-03)"),
        ("user13年前 (2023-01-01)", "2023-01-01", "3年前 (2023-01-01)"),
    ] {
        assert_eq!(read(text, saved), Some((day.to_owned(), true, None, written)), "{text}");
    }
    assert_eq!(read("昨天", saved), Some(("2026-04-09".to_owned(), true, Some("day-approximate"), "昨天")));
    assert_eq!(read("甲3天前", saved), Some(("2026-04-07".to_owned(), true, Some("day-approximate"), "3天前")));
    assert_eq!(read("5小时前", saved).unwrap().0, "2026-04-10");
}

#[test]
fn a_year_is_not_certain_without_the_day_of_saving_or_against_the_age() {
    let told = |text| read(text, known(2026, 4, 10)).map(|(day, is_certain, rule, _)| (day, is_certain, rule));
    // 12月3日 was four months before, not two.
    assert_eq!(told("2个月前 (12-03)"), Some(("2025-12-03".to_owned(), false, Some("year-unknown"))));
    let saved = Saved { day: date(2026, 4, 10), is_known: false };
    let guessed = |text| read(text, saved).map(|(day, is_certain, rule, _)| (day, is_certain, rule));
    assert_eq!(guessed("2个月前 (02-03)"), Some(("2026-02-03".to_owned(), false, Some("year-unknown"))));
    assert_eq!(guessed("3年前 (2023-01-01)"), Some(("2023-01-01".to_owned(), true, None)));
    assert_eq!(guessed("刚刚"), Some(("2026-04-10".to_owned(), false, Some("year-unknown"))));
}

#[test]
fn an_age_has_the_bounds_of_its_rounding() {
    // Two months are 45 to 75 days; the time of day may add one.
    let is_two = |days: i64| has_age(days_before(date(2026, 4, 10), days).unwrap(), 2, 30, date(2026, 4, 10));
    assert_eq!((0..120).filter(|days| is_two(*days)).collect::<Vec<_>>(), (45..76).collect::<Vec<_>>());
}

#[test]
fn texts_without_a_day_have_none() {
    for text in ["", "债务知识3", "13800138000", "02-03", "前年", "(02-03)", "年前 (02-03)", "2024-02-30"] {
        assert_eq!(read(text, known(2026, 4, 10)), None, "{text}");
    }
    assert_eq!(read("3年前", known(2026, 4, 10)), Some(("2023-04-26".to_owned(), false, Some("year-unknown"), "3年前")));
    assert_eq!(read("9个月前 (02-29)", known(2026, 4, 10)).unwrap().0, "2024-02-29");
}
