//! How often readers opened articles, from a table that a program for statistics exports.

use std::collections::BTreeMap;

use super::table::BadTable;
use crate::link::Linked;
use crate::model::ArticleId;
use crate::model::inclusion::csv;
use crate::model::ledger::{AddressState, Ledger, address};

/// Names of the column with addresses and of the one with views, in the exports of the usual programs. The first that a table has counts.
const ADDRESSES: &[&str] =
    &["address", "url", "page", "page path", "path", "slug", "网址", "地址", "页面", "页面url", "受访页面", "入口页面"];
const VIEWS: &[&str] =
    &["views", "pageviews", "pv", "浏览量", "浏览量(pv)", "浏览量（pv）", "阅读量", "阅读", "访问次数", "浏览次数"];

/// Views by article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Views {
    pub(crate) of_article: BTreeMap<ArticleId, u64>,
    /// Rows that are about no article, with their views.
    pub(crate) others: Vec<(String, u64)>,
}

/// Joins a table to the articles of a site, by their addresses now and before.
///
/// # Errors
/// A quote that is not closed, and a table without a column of addresses and one of views.
pub(crate) fn join(text: &str, linked: &Linked) -> Result<Views, BadTable> {
    let ledger = linked.library.ledger.as_ref().and_then(|source| Ledger::read(source).ok()).unwrap_or_default();
    let mut views = Views::default();
    for (address, count) in rows(text)? {
        match article(&address, linked, &ledger) {
            Some(id) => {
                let sum = views.of_article.entry(id).or_default();
                *sum = sum.saturating_add(count);
            }
            None => views.others.push((address, count)),
        }
    }
    Ok(views)
}

/// The addresses and views of a table.
fn rows(text: &str) -> Result<Vec<(String, u64)>, BadTable> {
    let rows = csv::parse(text).map_err(|at| (at, "引号没有成对", "a quotation mark is not closed"))?;
    let column = |names: &[&str]| {
        let head = rows.first()?.cells.iter().map(|cell| cell.text.trim().to_lowercase()).collect::<Vec<_>>();
        names.iter().find_map(|name| head.iter().position(|cell| cell == name))
    };
    let (Some(address), Some(count)) = (column(ADDRESSES), column(VIEWS)) else {
        let zh = "第一行要有网址和浏览量两栏，如 address,views 或 页面URL,浏览量(PV)";
        return Err((0, zh, "the first line needs a column of addresses and one of views: address,views"));
    };
    let row = |row: &csv::Row| {
        let cell = |n: usize| row.cells.get(n).map_or("", |cell| cell.text.trim());
        let digits: String = cell(count).chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
        Some((cell(address).to_owned(), digits.parse().ok()?))
    };
    Ok(rows.iter().skip(1).filter_map(row).collect())
}

/// The article at an address: a URL of any host, a path, or a slug.
fn article(written: &str, linked: &Linked, ledger: &Ledger) -> Option<ArticleId> {
    let path = match written.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None => written,
    };
    if !path.starts_with('/') {
        return linked.addresses.article_by_slug(path);
    }
    let base = linked.library.settings.base.path.trim_end_matches('/');
    let path = path.strip_prefix(base).filter(|rest| rest.starts_with('/')).unwrap_or(path);
    let path = path.split('#').next().unwrap_or(path);
    let of_query = || {
        let row = ledger.get(&address::normal(path).ok()?)?;
        if row.state == AddressState::Query { linked.article_at(&row.target) } else { None }
    };
    let plain = path.split('?').next().unwrap_or(path);
    let of_path = || linked.article_at(&address::normal(plain).ok()?);
    if path.contains('?') { of_query().or_else(of_path) } else { of_path() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_of_several_programs_are_read() {
        let read = |text: &str| rows(text).unwrap().into_iter().map(|(a, n)| format!("{a} {n}")).collect::<Vec<_>>();
        assert_eq!(read("address,views\n/hf/1.html,7\n/hf/2.html,\"1,234\"\n合计,-\n"), ["/hf/1.html 7", "/hf/2.html 1234"]);
        assert_eq!(read("页面URL,访客数(UV),浏览量(PV)\nhttps://a.cn/1.html,3,5\n"), ["https://a.cn/1.html 5"]);
        assert_eq!(rows("/hf/1.html,7\n").unwrap_err().0, 0);
        assert!(rows("address,views\n\"/1,7\n").is_err());
    }
}
