//! Values of a row → fields of a record.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::import::encoding::Charset;
use crate::import::prepare::page::Page;
use crate::import::record::{Body, Day, Note, Origin, Record, RecordKind, RecordStatus};
use crate::import::sql::Fault;
use crate::model::settings::UtcOffset;

/// Longest text that is taken for a summary, in characters.
const LONGEST_SUMMARY: usize = 300;

/// Values of a row, decoded as they are asked for.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    values: Vec<Option<Vec<u8>>>,
    charset: Charset,
    is_broken: bool,
    is_repaired: bool,
}

impl Fields {
    pub(super) fn new(values: Vec<Option<Vec<u8>>>, charset: Charset) -> Fields {
        Fields { values, charset, is_broken: false, is_repaired: false }
    }

    /// The bytes of a value; empty for `NULL`.
    pub(super) fn bytes(&self, place: usize) -> &[u8] {
        self.values.get(place).and_then(Option::as_deref).unwrap_or_default()
    }

    /// The text of a value; empty for `NULL`.
    pub(super) fn text(&mut self, place: usize) -> String {
        let decoded = self.charset.decode(self.bytes(place));
        self.is_broken |= decoded.is_broken;
        self.is_repaired |= decoded.is_repaired;
        decoded.text
    }

    /// The text of a value on one line, with its entities decoded.
    pub(super) fn line(&mut self, place: usize) -> String {
        line(&self.text(place))
    }

    pub(super) fn number(&self, place: usize) -> Option<i64> {
        std::str::from_utf8(self.bytes(place)).ok()?.trim().parse().ok()
    }

    /// The number of a row in its table.
    pub(super) fn id(&self, place: usize) -> Option<u64> {
        self.number(place).and_then(|number| u64::try_from(number).ok())
    }

    /// The day of a time in seconds since 1970, or of a date.
    pub(super) fn day(&self, place: usize, offset: UtcOffset) -> Option<Date> {
        let text = std::str::from_utf8(self.bytes(place)).ok()?.trim();
        let Ok(seconds) = text.parse::<i64>() else {
            return text.get(..10)?.parse().ok().filter(|day: &Date| day.year() > 0);
        };
        let time = Timestamp::from_second(seconds).ok().filter(|_| seconds > 0)?;
        Some(Offset::from_seconds(offset.minutes.checked_mul(60)?).ok()?.to_datetime(time).date())
    }

    /// Notes what happened to the texts of the record. A record with a byte that cannot be decoded is held.
    pub(super) fn finish(&self, record: &mut Record, fault: Option<Fault>) {
        if self.is_repaired {
            record.notes.push(Note { rule: "double-encoded", text: record.key.clone() });
        }
        if let Some(fault) = fault {
            record.status = RecordStatus::Broken(reason(fault).to_owned());
        } else if self.is_broken {
            record.status = RecordStatus::Broken("有的字节读不出是什么字，原文件已经损坏".to_owned());
        }
    }
}

/// Why a row cannot be trusted, in plain words.
fn reason(fault: Fault) -> &'static str {
    match fault {
        Fault::Cut => "备份文件在这一篇中间断了",
        Fault::TooLong => "有一个字段超过 16 MiB",
        Fault::Width => "这一行的值和表的列数不一样",
        Fault::Expression => "有的值是看不懂的表达式",
    }
}

/// A record without facts.
pub(super) fn record(key: String, origin: Origin) -> Record {
    Record {
        key,
        id: None,
        origin,
        kind: RecordKind::Article,
        status: RecordStatus::Live,
        title: String::new(),
        body: Body::Html(String::new()),
        published: Err("没有发布日期".to_owned()),
        updated: None,
        summary: None,
        category: Vec::new(),
        tags: Vec::new(),
        author: None,
        address: None,
        other_addresses: Vec::new(),
        name: None,
        expires: None,
        views: None,
        not_carried: Vec::new(),
        removals: Vec::new(),
        notes: Vec::new(),
    }
}

/// The days of a record: the last change counts if it is later.
pub(super) fn set_days(record: &mut Record, published: Option<Date>, updated: Option<Date>) {
    if let Some(date) = published {
        record.published = Ok(Day { date, year_is_certain: true });
        record.updated = updated.filter(|day| *day > date);
    }
}

/// A text on one line, with its entities decoded once.
pub(super) fn line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // `<` is a character of a title and not the beginning of an element.
    if words.contains('&') { plain(&words.replace('<', "&lt;")) } else { words }
}

/// The words of a piece of HTML on one line.
pub(super) fn plain(html: &str) -> String {
    let page = Page::parse_fragment(html);
    page.ok().and_then(|page| page.root().map(|root| root.text())).unwrap_or_default()
}

/// The summary that a person wrote: at most 300 characters that are not the beginning of the body.
pub(super) fn summary(summary: &str, body: &str) -> Option<String> {
    let text = plain(summary);
    let letters = letters(&text);
    let beginning = letters.trim_end_matches(['.', '…', '。']);
    let is_summary = !beginning.is_empty() && text.chars().count() <= LONGEST_SUMMARY && !begins_with(body, beginning);
    is_summary.then_some(text)
}

/// Letters without blanks.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// True if the words of a piece of HTML begin with these letters.
fn begins_with(html: &str, letters: &str) -> bool {
    // Only as much of the body as may be compared: elements and entities take some bytes a letter.
    let mut end = html.len().min(letters.len().saturating_mul(8).saturating_add(8192));
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    self::letters(&plain(html.get(..end).unwrap_or(html))).starts_with(letters)
}

/// The text between two marks, and what surrounds it.
pub(super) fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<(&'t str, &'t str, &'t str)> {
    let (before, after) = text.split_once(start)?;
    let (inside, after) = after.split_once(end)?;
    Some((before, inside, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_settings() {
        let fields = |text: &str| Fields::new(vec![Some(text.as_bytes().to_vec())], Charset::UTF_8);
        let day = |text: &str| fields(text).day(0, UtcOffset::BEIJING).map(|day| day.to_string());
        // 2023-12-31 15:59:59 and 16:00:00 in UTC.
        assert_eq!(day("1704038399").as_deref(), Some("2023-12-31"));
        assert_eq!(day("1704038400").as_deref(), Some("2024-01-01"));
        assert_eq!(day("2024-02-30"), None);
        assert_eq!(day("2024-02-29 23:59:59").as_deref(), Some("2024-02-29"));
        for text in ["0", "-5", "", "99999999999999999999", "999999999999", "0000-00-00 00:00:00", "债"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn titles_are_decoded_once() {
        assert_eq!(line("A &amp;lt; B &ldquo;债&rdquo;\n<b>"), "A &lt; B “债” <b>");
        assert_eq!(line(" a < b "), "a < b");
    }

    #[test]
    fn the_beginning_of_the_body_is_no_summary() {
        let body = "<p>逾期以后，<b>先核对</b>账单。</p><p>第二段</p>";
        assert_eq!(summary("<p>逾期以后，先 核对账单。</p>", body), None);
        assert_eq!(summary("逾期以后，先核……", body), None);
        assert_eq!(summary("<p>讲三件事。</p>", body).as_deref(), Some("讲三件事。"));
        assert_eq!(summary("", body), None);
        assert_eq!(summary(&"长".repeat(301), body), None);
    }
}
