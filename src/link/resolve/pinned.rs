//! Pinned articles: the related links of an article, and the articles that a topic shows first.

use std::sync::Arc;

use super::super::addresses::Addresses;
use super::{Pinned, near_slug};
use crate::analyze::Library;
use crate::diag::Finding;
use crate::diag::catalogue::{FrontFault, LinkFault};
use crate::model::front::Related;
use crate::model::registers::TopicId;
use crate::model::{Article, ArticleId, IndexVec};
use crate::text::Span;

/// The reason why an article is not published, in Chinese and English.
type Why = [String; 2];

/// The article of a pinned slug, or the finding if it cannot be shown.
fn pin(
    addresses: &Addresses,
    path: &Arc<str>,
    slug: &str,
    span: Span,
    unknown: impl Fn(String) -> LinkFault,
    unpublished: impl Fn(String, Why) -> LinkFault,
) -> Result<ArticleId, Box<Finding>> {
    let finding = match addresses.article_by_slug(slug) {
        Some(id) if addresses.is_listed(id) => return Ok(id),
        Some(id) => Finding::at(path, span, unpublished(slug.to_owned(), addresses.unlisted_reason(id).map(str::to_owned))),
        None => Finding::at(path, span, unknown(slug.to_owned())).with_suggestion(near_slug(addresses, slug)),
    };
    Err(Box::new(finding))
}

/// The pinned links that can be shown, in order.
pub(super) fn pinned(addresses: &Addresses, article: &Article, id: ArticleId, findings: &mut Vec<Finding>) -> Vec<Pinned> {
    let path = article.path();
    let mut out: Vec<Pinned> = Vec::new();
    for related in &article.front.related {
        let slug = match &related.value {
            Related::External { title, url } => {
                out.push(Pinned::External { title: title.clone(), url: url.clone() });
                continue;
            }
            Related::Article(slug) => slug,
        };
        if addresses.article_by_slug(slug) == Some(id) {
            findings.push(Finding::at(path, related.span, FrontFault::RelatedToItself {}));
            continue;
        }
        let unknown = |slug| LinkFault::RelatedUnknown { slug };
        let unpublished = |slug, [why_zh, why_en]: Why| LinkFault::RelatedUnpublished { slug, why_zh, why_en };
        match pin(addresses, path, slug, related.span, unknown, unpublished) {
            Ok(id) if out.contains(&Pinned::Article(id)) => {}
            Ok(id) => out.push(Pinned::Article(id)),
            Err(finding) => findings.push(*finding),
        }
    }
    out
}

/// The register of topics, by the path that findings name.
const TOPICS: &str = "content/topics.yaml";

/// The articles that each topic shows first, in order, without those that cannot be shown.
pub(crate) fn topics(library: &Library, addresses: &Addresses) -> (IndexVec<TopicId, Vec<ArticleId>>, Vec<Finding>) {
    let path: Arc<str> = TOPICS.into();
    let unknown = |slug| LinkFault::PinnedUnknown { slug };
    let unpublished = |slug, [why_zh, why_en]: Why| LinkFault::PinnedUnpublished { slug, why_zh, why_en };
    let mut findings = Vec::new();
    let mut pins = Vec::with_capacity(library.registers.topics.rows.len());
    for topic in &library.registers.topics.rows {
        let mut shown: Vec<ArticleId> = Vec::new();
        for slug in &topic.pinned {
            match pin(addresses, &path, &slug.value, slug.span, unknown, unpublished) {
                Ok(id) if shown.contains(&id) => {}
                Ok(id) => shown.push(id),
                Err(finding) => findings.push(*finding),
            }
        }
        pins.push(shown);
    }
    (pins.into(), findings)
}
