//! What a build leaves out and why: drafts, articles of the future, expired ones. A wrong year in a date shows here.

use jiff::civil::Date;

use crate::diag::Lang;
use crate::link::{Linked, State};
use crate::text::localized;

/// The articles that have no page.
#[derive(Debug, Default)]
pub(super) struct Unpublished {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    state: State,
    path: String,
    date: Date,
}

impl Unpublished {
    /// Those articles of a site that are `wanted` by their path.
    pub(super) fn of(linked: &Linked, wanted: impl Fn(&str) -> bool) -> Unpublished {
        let row = |(id, state)| {
            let article = linked.library.article(id);
            Row { state, path: article.path().to_string(), date: article.front.date.value }
        };
        let rows = linked.addresses.unpublished().map(row).filter(|row| wanted(&row.path));
        Unpublished { rows: rows.collect() }
    }

    /// A line that counts them; each on a line of its own first if `is_verbose`.
    pub(super) fn lines(&self, lang: Lang, is_verbose: bool) -> Vec<String> {
        let line = |row: &Row| {
            let date = if row.state == State::Future { format!(" {}", row.date) } else { String::new() };
            let reason = localized(lang, row.state.reason());
            localized(
                lang,
                [format!("未发布：{}：{reason}{date}", row.path), format!("not published: {}: it {reason}{date}", row.path)],
            )
        };
        let listed = self.rows.iter().filter(|_| is_verbose).map(line);
        listed.chain((!self.rows.is_empty()).then(|| self.sentence(lang))).collect()
    }

    fn sentence(&self, lang: Lang) -> String {
        let count = |state: State| self.rows.iter().filter(|row| row.state == state).count();
        let future = self.rows.iter().filter(|row| row.state == State::Future).map(|row| row.date);
        let days = future.clone().min().zip(future.max()).map(|(first, last)| match first == last {
            true => [format!("（{first}）"), format!(" ({first})")],
            false => [format!("（{first} 至 {last}）"), format!(" ({first} to {last})")],
        });
        let days = localized(lang, days.unwrap_or_default());
        let part = |state: State, zh: &str, one: &str, many: &str, more: &str| {
            let n = count(state);
            let texts = [format!("{zh} {n} 篇{more}"), format!("{n} {}{more}", if n == 1 { one } else { many })];
            (n > 0).then(|| localized(lang, texts))
        };
        let parts = [
            part(State::Draft, "草稿", "draft", "drafts", ""),
            part(State::Future, "未到日期", "dated in the future", "dated in the future", &days),
            part(State::Expired, "已到期", "expired", "expired", ""),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        localized(lang, [format!("未发布：{}", parts.join("，")), format!("not published: {}", parts.join(", "))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(state: State, path: &str, year: i16) -> Row {
        Row { state, path: path.to_owned(), date: Date::constant(year, 3, 12) }
    }

    #[test]
    fn what_is_left_out_is_counted_by_reason() {
        let all = |rows| Unpublished { rows };
        assert!(all(Vec::new()).lines(Lang::Zh, true).is_empty());
        let one = all(vec![row(State::Draft, "a.md", 2026)]);
        assert_eq!(one.lines(Lang::Zh, false), ["未发布：草稿 1 篇"]);
        let many = all(vec![
            row(State::Draft, "a.md", 2026),
            row(State::Draft, "b.md", 2026),
            row(State::Future, "c.md", 2062),
            row(State::Future, "d.md", 2027),
            row(State::Expired, "e.md", 2020),
        ]);
        assert_eq!(many.lines(Lang::Zh, false), ["未发布：草稿 2 篇，未到日期 2 篇（2027-03-12 至 2062-03-12），已到期 1 篇"]);
        let en = "not published: 2 drafts, 2 dated in the future (2027-03-12 to 2062-03-12), 1 expired";
        assert_eq!(many.lines(Lang::En, false), [en]);
        let listed = many.lines(Lang::Zh, true);
        assert_eq!(listed.len(), 6);
        assert_eq!(
            (listed[0].as_str(), listed[2].as_str()),
            ("未发布：a.md：还是草稿", "未发布：c.md：还没有到发布日期 2062-03-12")
        );
        assert_eq!(many.lines(Lang::En, true)[4], "not published: e.md: it has expired");
    }
}
