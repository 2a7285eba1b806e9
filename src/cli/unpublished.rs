//! What a build leaves out and why: drafts, articles of the future, expired ones; and what search engines may not list. A wrong year in a
//! date shows here.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Lang;
use crate::link::{Linked, State};
use crate::model::settings::Ground;
use crate::text::localized;

/// The articles that have no page, and those that search engines may not list.
#[derive(Debug, Default)]
pub(super) struct Unpublished {
    rows: Vec<Row>,
    unindexed: Vec<(String, Vec<Ground>)>,
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
        let path = |article| linked.library.article(article).path().to_string();
        let unindexed = linked.unindexed.iter().map(|(article, grounds)| (path(article), grounds.to_vec()));
        Unpublished { rows: rows.collect(), unindexed: unindexed.filter(|(path, _)| wanted(path)).collect() }
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
        let unpublished = listed.chain((!self.rows.is_empty()).then(|| self.sentence(lang)));
        unpublished.chain(self.unindexed_lines(lang, is_verbose)).collect()
    }

    /// A line that counts the articles that search engines may not list by their grounds, after one for each if `is_verbose`.
    fn unindexed_lines(&self, lang: Lang, is_verbose: bool) -> Vec<String> {
        let names = |grounds: &[Ground]| {
            let names: Vec<String> = grounds.iter().map(|ground| name(*ground, lang)).collect();
            names.join(localized(lang, ["、", ", "]))
        };
        let line = |(path, grounds): &(String, Vec<Ground>)| {
            let grounds = names(grounds);
            localized(lang, [format!("不收录：{path}：{grounds}"), format!("not indexed: {path}: {grounds}")])
        };
        let mut lines: Vec<String> = self.unindexed.iter().filter(|_| is_verbose).map(line).collect();
        let mut counts: BTreeMap<Ground, usize> = BTreeMap::new();
        self.unindexed.iter().flat_map(|(_, grounds)| grounds).for_each(|ground| *counts.entry(*ground).or_default() += 1);
        let parts = counts.into_iter().map(|(ground, count)| format!("{} {count}", name(ground, lang)));
        let (parts, n) = (parts.collect::<Vec<_>>(), self.unindexed.len());
        let more = if is_verbose { ["", ""] } else { ["（-v 列出）", " (-v lists them)"] };
        let texts = [
            format!("不收录 {n} 篇：{}{}", parts.join("，"), more[0]),
            format!("not indexed: {n}: {}{}", parts.join(", "), more[1]),
        ];
        lines.extend((n > 0).then(|| localized(lang, texts)));
        lines
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

fn name(ground: Ground, lang: Lang) -> String {
    match ground {
        Ground::Own => localized(lang, ["文章写明不收录", "by its front matter"]).to_owned(),
        Ground::Unreviewed => localized(lang, ["未经律师审核", "not reviewed by a lawyer"]).to_owned(),
        Ground::Generated => localized(lang, ["人工智能生成", "written by a machine"]).to_owned(),
        Ground::Finding(code) => code.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn row(state: State, path: &str, year: i16) -> Row {
        Row { state, path: path.to_owned(), date: Date::constant(year, 3, 12) }
    }

    #[test]
    fn what_is_left_out_is_counted_by_reason() {
        let all = |rows| Unpublished { rows, unindexed: Vec::new() };
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

    #[test]
    fn grounds_are_counted() {
        let row = |path: &str, grounds: &[Ground]| (path.to_owned(), grounds.to_vec());
        let rows = vec![row("a.md", &[Ground::Unreviewed, Ground::Finding(Code(502))]), row("b.md", &[Ground::Unreviewed])];
        let unpublished = Unpublished { rows: Vec::new(), unindexed: rows };
        assert_eq!(unpublished.lines(Lang::Zh, false), ["不收录 2 篇：未经律师审核 2，SG502 1（-v 列出）"]);
        let en = ["not indexed: a.md: not reviewed by a lawyer, SG502", "not indexed: b.md: not reviewed by a lawyer"];
        assert_eq!(unpublished.lines(Lang::En, true)[..2], en);
        assert_eq!(unpublished.lines(Lang::En, true)[2], "not indexed: 2: not reviewed by a lawyer 2, SG502 1");
    }
}
