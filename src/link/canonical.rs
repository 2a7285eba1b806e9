//! Articles that repeat another one and name it as the original: they keep their page and leave the lists.

use std::collections::BTreeMap;

use super::addresses::Addresses;
use super::resolve::near_slug;
use crate::analyze::Library;
use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role};
use crate::model::ArticleId;

/// The original of each article that names one. An original that readers cannot open, or that names another one itself, is
/// reported.
pub(super) fn collect(library: &Library, addresses: &Addresses) -> (BTreeMap<ArticleId, ArticleId>, Vec<Finding>) {
    let (mut originals, mut findings) = (BTreeMap::new(), Vec::new());
    for (id, article) in library.articles() {
        let Some(canonical) = &article.front.canonical else { continue };
        let slug = || canonical.value.clone();
        let at = |fault: FrontFault| Finding::at(article.path(), canonical.span, fault);
        let finding = match addresses.article_by_slug(&canonical.value) {
            None => at(FrontFault::CanonicalUnknown { slug: slug() }).with_suggestion(near_slug(addresses, &canonical.value)),
            Some(original) if original == id => at(FrontFault::CanonicalItself {}),
            // Of drafts one may repeat another.
            Some(original) if addresses.has_page(id) && !addresses.is_listed(original) => {
                let [why_zh, why_en] = addresses.state(original).reason().map(str::to_owned);
                at(FrontFault::CanonicalUnpublished { slug: slug(), why_zh, why_en })
            }
            Some(original) => {
                originals.insert(id, original);
                continue;
            }
        };
        findings.push(finding);
    }
    findings.extend(originals.iter().filter_map(|(id, original)| chain(library, &originals, *id, *original)));
    (originals, findings)
}

/// The finding that the original of an article names another one, with the last of the chain.
fn chain(library: &Library, originals: &BTreeMap<ArticleId, ArticleId>, id: ArticleId, original: ArticleId) -> Option<Finding> {
    let mut last = *originals.get(&original)?;
    // A chain is followed as far as an editor would: longer ones and circles have no suggestion.
    let mut steps = 0;
    while let Some(next) = originals.get(&last).filter(|_| steps < 8) {
        (last, steps) = (*next, steps + 1);
    }
    let slug = |id: ArticleId| library.article(id).front.slug.value.clone();
    let (article, other) = (library.article(id), library.article(original));
    let (from, to) = (article.front.canonical.as_ref()?, other.front.canonical.as_ref()?);
    let is_end = !originals.contains_key(&last) && last != id;
    let fault = FrontFault::CanonicalChain { slug: slug(original), other: to.value.clone() };
    let finding = Finding::at(article.path(), from.span, fault).with_suggestion(is_end.then(|| slug(last)));
    Some(finding.with(other.path(), Some(to.span), Role::First))
}
