//! Old addresses: each leads to one article, or to the target of its row in the ledger. Loops and collisions are findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::addresses::{Addresses, PageId};
use super::destination::{Destination, Targets, address_of_file, old_file};
use super::outputs::{Output, fold, is_list_by_topic, reserved};
use crate::analyze::Library;
use crate::diag::catalogue::{AddressFault, LinkFault};
use crate::diag::{Fault, Finding, Role};
use crate::model::ledger::{self, AddressState, Row, address};
use crate::model::yaml::Located;
use crate::model::{Article, ArticleId, IndexVec, slug};
use crate::text::{Source, Span, url};

crate::model::id::ids! {
    /// An old address of a site.
    pub RedirectId;
}

/// An old address.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// The old address below the base path, as written, decoded: `/hf/100017.html`.
    pub from: String,
    pub(crate) output: String,
    pub(crate) to: Destination,
    /// The file that has the old address: an article or the ledger.
    pub(crate) source: Arc<str>,
}

pub(super) fn collect(library: &Library, addresses: &Addresses) -> (IndexVec<RedirectId, Redirect>, Vec<Finding>) {
    let mut table = Table { library, addresses, redirects: Vec::new(), claims: BTreeMap::new() };
    let mut findings = Vec::new();
    for (id, article) in library.articles().filter(|(id, _)| addresses.has_page(*id)) {
        for alias in &article.front.aliases {
            findings.extend(table.add_alias(id, article, alias));
        }
    }
    if let Some(ledger) = &library.ledger {
        table.add_rows(ledger);
    }
    let mut redirects = table.redirects;
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    (redirects.into(), findings)
}

/// Redirects, and the files that they make.
struct Table<'a> {
    library: &'a Library,
    addresses: &'a Addresses,
    redirects: Vec<Redirect>,
    /// By folded path of the file.
    claims: BTreeMap<String, Claim<'a>>,
}

/// The claim of a redirect, by its position, to an old address.
struct Claim<'a> {
    redirect: usize,
    place: Place<'a>,
}

impl<'a> Table<'a> {
    fn add_alias(&mut self, id: ArticleId, article: &'a Article, alias: &'a Located<String>) -> Option<Finding> {
        let (library, addresses) = (self.library, self.addresses);
        let at = |fault: Fault| Finding::at(article.path(), alias.span, fault);
        let (from, output) = match check(library, &alias.value) {
            Ok(checked) => checked,
            Err(why) => return Some(self.bad_alias(id, article, alias, why)),
        };
        if output == addresses.output(library, PageId::Article(id)) {
            return Some(at(LinkFault::AliasLoop { path: from }.into()));
        }
        let key = fold(&output);
        let other = self.claims.get(&key).map(|first| first.place);
        let page = addresses.outputs.folded(&output);
        if other.is_some() || page.is_some() {
            let finding = at(LinkFault::AliasTaken { path: from }.into());
            return Some(with_place(finding, other.or_else(|| page?.source(library))));
        }
        if let Some((other, place)) = self.folder(&key) {
            let fault = if other == from {
                LinkFault::AliasTaken { path: from }.into()
            } else {
                AddressFault::AliasFolder { path: from, other }.into()
            };
            return Some(with_place(at(fault), place));
        }
        let to = Destination::Page(PageId::Article(id));
        self.add(Redirect { from, output, to, source: Arc::clone(article.path()) }, key, (article.path(), Some(alias.span)));
        None
    }

    fn add(&mut self, redirect: Redirect, key: String, place: Place<'a>) {
        self.claims.insert(key, Claim { redirect: self.redirects.len(), place });
        self.redirects.push(redirect);
    }

    fn bad_alias(&self, id: ArticleId, article: &Article, alias: &Located<String>, (zh, en): slug::Why) -> Finding {
        let value = alias.value.clone();
        let (mut why_zh, mut why_en, mut right) = (zh.to_owned(), en.to_owned(), right_form(self.library, &value));
        if let Some(query) = query_row(&value, right.as_deref()) {
            let target = address_of_file(&self.addresses.output(self.library, PageId::Article(id)));
            let row = Row::new(query, AddressState::Query, target, "").line();
            why_zh = format!("带问号的网址不是文件；在 urls.tsv 加一行，用制表符隔开：{row}");
            why_en = format!("no file can answer a query; add to urls.tsv, separated by tabs: {row}");
            right = None;
        }
        Finding::at(article.path(), alias.span, LinkFault::BadAlias { value, why_zh, why_en }).with_suggestion(right)
    }

    /// Adds the redirects of the ledger whose address is free and whose target exists. The others are findings of [`super::ledger`].
    fn add_rows(&mut self, ledger: &'a Source) {
        let (library, addresses) = (self.library, self.addresses);
        let redirects = || ledger::rows(&ledger.text).filter_map(|(span, row)| Some((span, row.ok()?)));
        let redirects = || redirects().filter(|(_, row)| row.state == AddressState::Redirect);
        let free: Vec<(Span, String, String, Row<'_>)> = redirects()
            .filter_map(|(span, row)| {
                let output = old_file(&row.path()?);
                let key = fold(&output);
                let is_free = !self.claims.contains_key(&key) && addresses.outputs.folded(&output).is_none();
                is_free.then_some((span, output, key, row))
            })
            .collect();
        let rows = free.iter().map(|(_, _, key, row)| (key.clone(), row.target.to_string())).collect();
        let targets = Targets { library, outputs: &addresses.outputs, rows };
        for (span, output, key, row) in free {
            let Ok((from, _)) = check_row(library, &row.address) else { continue };
            if self.claims.contains_key(&key) || self.folder(&key).is_some() {
                continue;
            }
            let redirect = |key: &str| self.redirects.get(self.claims.get(key)?.redirect).map(|redirect| &redirect.to);
            if let Some(to) = targets.end(&row.target, redirect) {
                self.add(Redirect { from, output, to, source: Arc::clone(&ledger.path) }, key, (&ledger.path, Some(span)));
            }
        }
    }

    /// The address that would have to be a file and a folder at once if there were a page at this path, and the place that claims it.
    fn folder(&self, key: &str) -> Option<(String, Option<Place<'a>>)> {
        let (library, addresses) = (self.library, self.addresses);
        let of_output = |(path, output): (&str, Output)| (format!("/{path}"), output.source(library));
        let of_claim = |claim: &Claim<'a>| Some((self.redirects.get(claim.redirect)?.from.clone(), Some(claim.place)));
        let above = key.match_indices('/').filter_map(|(i, _)| key.get(..i));
        let file = above.clone().find_map(|path| addresses.outputs.row(path)).map(of_output);
        let alias = || above.clone().find_map(|path| self.claims.get(path)).and_then(of_claim);
        let inside = format!("{key}/");
        let below = || addresses.outputs.first_from(&inside).filter(|(path, _)| fold(path).starts_with(&inside)).map(of_output);
        let alias_below = || {
            self.claims.range(inside.clone()..).next().filter(|(path, _)| path.starts_with(&inside)).and_then(|(_, c)| of_claim(c))
        };
        file.or_else(alias).or_else(below).or_else(alias_below)
    }
}

/// The address of an alias that is a query. An alias whose path alone is that of a page is not one.
fn query_row(alias: &str, right: Option<&str>) -> Option<String> {
    let address = address::normal(alias).ok().filter(|address| address.contains('?'))?;
    let is_page = right.is_some_and(|path| [".html", ".htm", "/"].iter().any(|end| path.ends_with(end)));
    (!is_page).then(|| address.into_owned())
}

/// A file of the site's folder, and a place in it.
type Place<'l> = (&'l Arc<str>, Option<Span>);

fn with_place(finding: Finding, other: Option<Place<'_>>) -> Finding {
    match other {
        Some((file, span)) => finding.with(file, span, Role::First),
        None => finding,
    }
}

/// Checks an old address and finds the path of its page.
pub(super) fn check(library: &Library, alias: &str) -> Result<(String, String), slug::Why> {
    checked(alias, |path| reserved(library, path))
}

/// Checks the address of a row of the ledger in the same way. That of a lender's list of a topic may lead elsewhere while the list has
/// no page; one that has takes its place.
pub(super) fn check_row(library: &Library, address: &str) -> Result<(String, String), slug::Why> {
    checked(address, |path| reserved(library, path).filter(|_| !is_list_by_topic(path)))
}

fn checked(alias: &str, reserved: impl Fn(&str) -> Option<slug::Why>) -> Result<(String, String), slug::Why> {
    if alias.contains([',', '，', ' ', ';', '；']) && alias.split(SEPARATORS).filter(|one| one.starts_with('/')).nth(1).is_some()
    {
        return Err(("这是几个网址；写成列表，一行一个", "these are several addresses; write a list with one on each line"));
    }
    let path = alias.strip_prefix('/').ok_or_else(|| why_not_a_path(alias))?;
    if path.contains(['?', '#']) {
        return Err(("? 和 # 以及后面的部分不能写，删去", "the ? or # and what follows it must be removed"));
    }
    let Some(path) = url::decode(path) else { return Err(("百分号编码不完整", "its percent encoding is broken")) };
    if path.is_empty() {
        return Err(("这是首页", "it is the home page"));
    }
    if path.len() > 200 {
        return Err(("太长", "it is too long"));
    }
    for segment in path.trim_end_matches('/').split('/') {
        if segment.is_empty() {
            return Err(("有两条连着的斜线", "it has two slashes in a row"));
        }
        // Old systems had addresses with these marks; new ones have none.
        let name = segment.to_lowercase().replace(OLD_MARKS, "x");
        slug::check(&name).map_err(|why| if name.chars().all(is_of_name) { why } else { FOREIGN })?;
    }
    if let Some(why) = reserved(&path) {
        return Err(why);
    }
    let output = old_file(&path);
    Ok((format!("/{path}"), output))
}

/// Marks in addresses of other systems: those of WordPress and Hexo are titles.
const OLD_MARKS: &[char] = &[
    '+', ',', '(', ')', '&', '!', '~', '\'', '@', '=', ' ', '（', '）', '、', '，', '。', '；', '：', '！', '？', '“', '”', '‘',
    '’', '《', '》', '〈', '〉', '【', '】', '「', '」', '『', '』', '·', '—', '…', '～',
];
/// What stands between several addresses.
const SEPARATORS: &[char] = &[',', '，', ';', '；', ' ', '、'];
const FOREIGN: slug::Why = (
    "里面有网址不能用的字符，如反斜线、尖括号、引号、星号、竖线和看不见的字符",
    "it has a character that no address may have, such as a backslash, angle brackets, quotation marks, an asterisk, a bar or an invisible one",
);

/// True for the characters of a name without the marks of old systems.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn why_not_a_path(alias: &str) -> slug::Why {
    match alias.chars().next() {
        Some('\\') => ("里面是反斜线，应写斜线 /", "it has backslashes in place of slashes"),
        Some('／') => ("斜线要用半角", "its slashes must be half-width"),
        _ => ("应以 / 开头", "it must start with /"),
    }
}

/// The path that a wrong old address means, if there is only one.
fn right_form(library: &Library, alias: &str) -> Option<String> {
    let path = alias.split_once("://").and_then(|(_, rest)| rest.get(rest.find('/')?..)).unwrap_or(alias);
    let path = path.replace(['\\', '／'], "/").replace(['．', '。'], ".");
    let path = path.split(['?', '#']).next()?.replace("//", "/");
    let path = if path.starts_with('/') { path } else { format!("/{path}") };
    (path != alias && check(library, &path).is_ok()).then_some(path)
}
