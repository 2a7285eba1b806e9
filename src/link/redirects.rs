//! Old addresses: each leads to one article; loops and collisions are findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::addresses::{Addresses, PageId};
use super::outputs::{Output, fold, reserved};
use crate::analyze::Library;
use crate::diag::catalogue::{AddressFault, LinkFault};
use crate::diag::{Fault, Finding, Role};
use crate::model::{ArticleId, IndexVec, slug};
use crate::text::{Span, url};

crate::model::id::ids! {
    /// An old address of a site.
    pub RedirectId;
}

/// An old address of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old address below the base path, as written, decoded: `/hf/100017.html`.
    pub from: String,
    pub(crate) output: String,
    pub(crate) to: ArticleId,
}

pub(super) fn collect(library: &Library, addresses: &Addresses) -> (IndexVec<RedirectId, Redirect>, Vec<Finding>) {
    let (mut redirects, mut findings) = (Vec::new(), Vec::new());
    let mut claims: BTreeMap<String, Claim> = BTreeMap::new();
    for (id, article) in library.articles().filter(|(id, _)| addresses.has_page(*id)) {
        for alias in &article.front.aliases {
            let at = |fault: Fault| Finding::at(article.path(), alias.span, fault);
            let (from, output) = match check(library, &alias.value) {
                Ok(checked) => checked,
                Err((zh, en)) => {
                    let fault = LinkFault::BadAlias { value: alias.value.clone(), why_zh: zh.into(), why_en: en.into() };
                    findings.push(at(fault.into()).with_suggestion(right_form(library, &alias.value)));
                    continue;
                }
            };
            if output == addresses.output(library, PageId::Article(id)) {
                findings.push(at(LinkFault::AliasLoop { path: from }.into()));
                continue;
            }
            let key = fold(&output);
            let other = claims.get(&key).map(|first| first.place(library));
            let page = addresses.outputs.folded(&output);
            if other.is_some() || page.is_some() {
                let finding = at(LinkFault::AliasTaken { path: from }.into());
                findings.push(with_place(finding, other.or_else(|| page?.source(library))));
                continue;
            }
            if let Some((other, place)) = folder(library, addresses, &claims, &key) {
                if other == from {
                    findings.push(with_place(at(LinkFault::AliasTaken { path: from }.into()), place));
                    continue;
                }
                findings.push(with_place(at(AddressFault::AliasFolder { path: from, other }.into()), place));
                continue;
            }
            claims.insert(key, Claim { from: from.clone(), article: id, span: alias.span });
            redirects.push(Redirect { from, output, to: id });
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    (redirects.into(), findings)
}

/// The claim of an article to an old address.
struct Claim {
    from: String,
    article: ArticleId,
    span: Span,
}

impl Claim {
    fn place<'l>(&self, library: &'l Library) -> Place<'l> {
        (library.article(self.article).path(), Some(self.span))
    }
}

/// A file of the site's folder, and a place in it.
type Place<'l> = (&'l Arc<str>, Option<Span>);

fn with_place(finding: Finding, other: Option<Place<'_>>) -> Finding {
    match other {
        Some((file, span)) => finding.with(file, span, Role::First),
        None => finding,
    }
}

/// The address that would have to be a file and a folder at once if there were a page at this path, and the place that claims it.
fn folder<'l>(
    library: &'l Library,
    addresses: &Addresses,
    claims: &BTreeMap<String, Claim>,
    key: &str,
) -> Option<(String, Option<Place<'l>>)> {
    let of_output = |(path, output): (&str, Output)| (format!("/{path}"), output.source(library));
    let of_claim = |claim: &Claim| (claim.from.clone(), Some(claim.place(library)));
    let above = key.match_indices('/').filter_map(|(i, _)| key.get(..i));
    let file = above.clone().find_map(|path| addresses.outputs.row(path)).map(of_output);
    let alias = || above.clone().find_map(|path| claims.get(path)).map(of_claim);
    let inside = format!("{key}/");
    let below = || addresses.outputs.first_from(&inside).filter(|(path, _)| fold(path).starts_with(&inside)).map(of_output);
    let alias_below =
        || claims.range(inside.clone()..).next().filter(|(path, _)| path.starts_with(&inside)).map(|(_, claim)| of_claim(claim));
    file.or_else(alias).or_else(below).or_else(alias_below)
}

/// Checks an old address and finds the path of its page.
fn check(library: &Library, alias: &str) -> Result<(String, String), slug::Why> {
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
    let folder = path.ends_with('/');
    for segment in path.trim_end_matches('/').split('/') {
        if segment.is_empty() {
            return Err(("有两条连着的斜线", "it has two slashes in a row"));
        }
        // Old systems had addresses with these marks; new ones have none.
        let name = segment.to_lowercase().replace(OLD_MARKS, "x");
        slug::check(&name).map_err(|why| if name.chars().all(is_of_name) { why } else { FOREIGN })?;
    }
    if let Some(why) = reserved(library, &path) {
        return Err(why);
    }
    let is_file = !folder && path.rsplit('/').next().is_some_and(|s| s.contains('.'));
    let output = if is_file { path.clone() } else { format!("{}/index.html", path.trim_end_matches('/')) };
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
