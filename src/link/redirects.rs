//! Old addresses: each leads to one article; loops and collisions are findings.

use std::collections::BTreeMap;

use super::addresses::{Addresses, PageId};
use super::outputs::{RESERVED, is_reserved};
use crate::analyze::Library;
use crate::diag::catalogue::LinkFault;
use crate::diag::{Finding, Role};
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
    let mut taken: BTreeMap<String, (ArticleId, Span)> = BTreeMap::new();
    for (id, article) in library.articles().filter(|(id, _)| addresses.has_page(*id)) {
        for alias in &article.front.aliases {
            let at = |fault| Finding::at(article.path(), alias.span, fault);
            let (from, output) = match check(&alias.value) {
                Ok(checked) => checked,
                Err((zh, en)) => {
                    findings.push(at(LinkFault::BadAlias { value: alias.value.clone(), why_zh: zh.into(), why_en: en.into() }));
                    continue;
                }
            };
            if output == addresses.output(library, PageId::Article(id)) {
                findings.push(at(LinkFault::AliasLoop { path: from }));
                continue;
            }
            let key = output.to_lowercase();
            let other = taken.get(&key).map(|(first, span)| (library.article(*first).path(), Some(*span)));
            let page = addresses.outputs.folded(&output);
            if other.is_some() || page.is_some() {
                let finding = at(LinkFault::AliasTaken { path: from });
                findings.push(match other.or_else(|| page?.source(library)) {
                    Some((file, span)) => finding.with(file, span, Role::First),
                    None => finding,
                });
                continue;
            }
            taken.insert(key, (id, alias.span));
            redirects.push(Redirect { from, output, to: id });
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    (redirects.into(), findings)
}

fn check(alias: &str) -> Result<(String, String), slug::Why> {
    let Some(path) = alias.strip_prefix('/') else { return Err(("应以 / 开头", "it must start with /")) };
    let Some(path) = url::decode(path) else { return Err(("百分号编码不完整", "its percent encoding is broken")) };
    if path.is_empty() {
        return Err(("这是首页", "it is the home page"));
    }
    if path.len() > 200 {
        return Err(("太长", "it is too long"));
    }
    let folder = path.ends_with('/');
    for segment in path.trim_end_matches('/').split('/') {
        slug::check(&segment.to_lowercase())?;
    }
    if is_reserved(&path) {
        return Err(RESERVED);
    }
    let is_file = !folder && path.rsplit('/').next().is_some_and(|s| s.contains('.'));
    let output = if is_file { path.clone() } else { format!("{}/index.html", path.trim_end_matches('/')) };
    Ok((format!("/{path}"), output))
}
