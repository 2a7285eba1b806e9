//! What editors pinned: related links of an article, and the articles that a topic shows first.

use std::sync::Arc;

use super::super::addresses::Addresses;
use super::{Pinned, near_slug};
use crate::analyze::Library;
use crate::diag::Finding;
use crate::diag::catalogue::{FrontFault, LinkFault};
use crate::model::front::Related;
use crate::model::registers::TopicId;
use crate::model::{Article, ArticleId, IndexVec};

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
        match addresses.article_by_slug(slug) {
            None => {
                let fault = LinkFault::RelatedUnknown { slug: slug.to_string() };
                findings.push(Finding::at(path, related.span, fault).near(near_slug(addresses, slug)));
            }
            Some(i) if i == id => findings.push(Finding::at(path, related.span, FrontFault::RelatedToItself {})),
            Some(i) if !addresses.is_listed(i) => {
                let (zh, en) = addresses.state(i).reason();
                let fault = LinkFault::RelatedUnpublished { slug: slug.to_string(), why_zh: zh.to_owned(), why_en: en.to_owned() };
                findings.push(Finding::at(path, related.span, fault));
            }
            Some(i) if out.contains(&Pinned::Article(i)) => {}
            Some(i) => out.push(Pinned::Article(i)),
        }
    }
    out
}

/// The register of topics, by the path that findings name.
const TOPICS: &str = "content/topics.yaml";

/// By topic, the articles that stand first, in order; those that cannot be shown are left out.
pub(crate) fn topics(library: &Library, addresses: &Addresses) -> (IndexVec<TopicId, Vec<ArticleId>>, Vec<Finding>) {
    let path: Arc<str> = TOPICS.into();
    let mut findings = Vec::new();
    let mut pins = Vec::with_capacity(library.registers.topics.rows.len());
    for topic in &library.registers.topics.rows {
        let mut shown: Vec<ArticleId> = Vec::new();
        for slug in &topic.pinned {
            match addresses.article_by_slug(&slug.value) {
                None => {
                    let fault = LinkFault::PinnedUnknown { slug: slug.value.clone() };
                    findings.push(Finding::at(&path, slug.span, fault).near(near_slug(addresses, &slug.value)));
                }
                Some(i) if !addresses.is_listed(i) => {
                    let (zh, en) = addresses.state(i).reason();
                    let slug_ = slug.value.clone();
                    let fault = LinkFault::PinnedUnpublished { slug: slug_, why_zh: zh.to_owned(), why_en: en.to_owned() };
                    findings.push(Finding::at(&path, slug.span, fault));
                }
                Some(i) if shown.contains(&i) => {}
                Some(i) => shown.push(i),
            }
        }
        pins.push(shown);
    }
    (pins.into(), findings)
}
