//! Pinned related links of an article.

use super::super::addresses::Addresses;
use super::{Pinned, near_slug};
use crate::diag::Finding;
use crate::diag::catalogue::{FrontFault, LinkFault};
use crate::model::Article;
use crate::model::front::Related;

/// The pinned links that can be shown, in order.
pub(super) fn pinned(addresses: &Addresses, article: &Article, index: u32, findings: &mut Vec<Finding>) -> Vec<Pinned> {
    let path = &article.path;
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
                let fault = LinkFault::RelatedUnknown { slug: slug.clone() };
                findings.push(Finding::at(path, related.span, fault).near(near_slug(addresses, slug)));
            }
            Some(i) if i == index => findings.push(Finding::at(path, related.span, FrontFault::RelatedToItself {})),
            Some(i) if !addresses.is_listed(i) => {
                let (zh, en) = addresses.state(i).reason();
                let fault = LinkFault::RelatedUnpublished { slug: slug.clone(), why_zh: zh.to_owned(), why_en: en.to_owned() };
                findings.push(Finding::at(path, related.span, fault));
            }
            Some(i) if out.contains(&Pinned::Article(i)) => {}
            Some(i) => out.push(Pinned::Article(i)),
        }
    }
    out
}
