//! Links to rows of the registers, and laws cited in prose.

use super::super::addresses::PageId;
use super::{LinkRefusal, Resolver, refuse};
use crate::calc;
use crate::diag::catalogue::LinkFault;
use crate::diag::{Finding, nearest};
use crate::model::facts::{Citation, Reference, TermUse};
use crate::model::registers::{LawId, laws::ArticleNumber};
use crate::text::{Span, Target, TargetKind, numeral, url};

impl Resolver<'_> {
    fn row(&self, page: Option<PageId>, fault: impl FnOnce() -> (LinkFault, Option<String>)) -> Result<String, LinkRefusal> {
        page.map(|page| self.addresses.url(self.library, page)).ok_or_else(|| {
            let (fault, near) = fault();
            Box::new((fault.into(), near))
        })
    }

    pub(super) fn lender(&self, name: &str) -> Result<String, LinkRefusal> {
        let (lenders, name) = (&self.library.registers.lenders, decoded(name));
        self.row(lenders.find(&name).map(PageId::Lender), || {
            (LinkFault::LinkUnknownLender { name: name.clone() }, self.suggest(|| lenders.nearest(&name)))
        })
    }

    pub(super) fn topic(&self, name: &str) -> Result<String, LinkRefusal> {
        let (topics, name) = (&self.library.registers.topics, decoded(name));
        self.row(topics.find(&name).map(PageId::Topic), || {
            (LinkFault::LinkUnknownTopic { name: name.clone() }, self.suggest(|| topics.nearest(&name)))
        })
    }

    pub(super) fn calculator(&self, kind: &str) -> Result<String, LinkRefusal> {
        let known = || calc::available(&self.library.registers.tables);
        self.row(known().find(|spec| spec.kind == kind).map(PageId::Calculator), || {
            (LinkFault::UnknownCalculator { kind: kind.to_owned() }, nearest(kind, known().map(|spec| spec.kind)))
        })
    }

    pub(super) fn law(&mut self, name: &str) -> Result<String, LinkRefusal> {
        let (laws, name) = (&self.library.registers.laws, decoded(name));
        let (id, article) = name.split_once('#').map_or((name.as_str(), None), |(id, article)| (id, Some(article)));
        let Some(law) = laws.by_id(id).or_else(|| laws.by_title(id)) else {
            return refuse(LinkFault::LinkUnknownLaw { name: id.to_owned() }, self.suggest(|| laws.nearest_id(id)));
        };
        let number = match article {
            None => ArticleNumber::WHOLE,
            Some(article) => self.law_article(law, article)?,
        };
        self.resolved.laws.push((law, number));
        Ok(self.addresses.law_article_url(self.library, law, number))
    }

    fn law_article(&self, law: LawId, article: &str) -> Result<ArticleNumber, LinkRefusal> {
        let law = &self.library.registers.laws[law];
        let number = ArticleNumber::parse(article).filter(|number| law.articles.contains_key(number));
        number.ok_or_else(|| {
            let known: Vec<String> = law.articles.keys().map(ToString::to_string).collect();
            // A number in Chinese, as the law itself writes it: `第一百八十八条`.
            let is_known = |number: &String| known.contains(number);
            let near = article_of(article).filter(is_known);
            let near = near.or_else(|| self.suggest(|| nearest(article, known.iter().map(String::as_str))));
            Box::new((
                LinkFault::NoSuchLawArticle { law: law.title.clone(), article: article.trim_matches(['第', '条']).to_owned() }
                    .into(),
                near,
            ))
        })
    }

    /// A fact of the register of lenders in prose.
    pub(super) fn reference(&mut self, reference: &Reference) {
        let lenders = &self.library.registers.lenders;
        let (lender, key) = (&*reference.lender, &*reference.key);
        let id = if lender == "lender" { self.lender } else { lenders.find(lender) };
        let (url, fault) = match id.map(|id| (id, lenders.fact(id, key))) {
            Some((_, Some(value))) => (value, None),
            Some((id, None)) => {
                let keys = lenders.fact_keys(id);
                let (known_zh, known_en) = (keys.join("、"), keys.join(", "));
                let (known_zh, known_en) = (known_zh.into(), known_en.into());
                let fault = LinkFault::NoSuchFact { key: key.into(), lender: lender.into(), known_zh, known_en };
                ("", Some((fault, nearest(key, keys).map(|k| format!("{{{lender}.{k}}}")))))
            }
            None => {
                let near = lenders.nearest(lender).filter(|_| lender != "lender").map(|l| format!("{{{l}.{key}}}"));
                ("", Some((LinkFault::FactWithoutLender { lender: lender.to_owned() }, near)))
            }
        };
        if let Some((fault, near)) = fault {
            self.findings.push(Finding::at(&self.body.path, reference.span.shifted(self.body.start), fault).with_suggestion(near));
        }
        let span = reference.span.start..reference.span.end;
        self.resolved.targets.push(Target { span, url: url.into(), kind: TargetKind::Fact, size: None });
    }

    /// A law cited in prose. One that is not registered stays text.
    pub(super) fn citation(&mut self, citation: &Citation) {
        let Some(law) = citation.law else { return };
        if citation.articles.is_empty() {
            self.cite(citation.span, law, ArticleNumber::WHOLE, citation.linkable);
        }
        for article in &citation.articles {
            let Some(number) = ArticleNumber::parse(&article.number) else { continue };
            self.cite(article.span, law, number, citation.linkable);
        }
    }

    /// The first use of a term of the glossary.
    pub(super) fn term(&mut self, used: &TermUse) {
        let url = self.addresses.term_url(self.library, used.term);
        let span = used.span.start..used.span.end;
        self.resolved.targets.push(Target { span, url: url.into(), kind: TargetKind::Term, size: None });
    }

    fn cite(&mut self, span: Span, law: LawId, number: ArticleNumber, linkable: bool) {
        self.resolved.laws.push((law, number));
        if linkable {
            let url = self.addresses.law_article_url(self.library, law, number);
            let kind = TargetKind::Citation;
            self.resolved.targets.push(Target { span: span.start..span.end, url: url.into(), kind, size: None });
        }
    }
}

/// The number of an article as registers have it: `188` for `第一百八十八条`, `253-1` for `第二百五十三条之一`.
fn article_of(written: &str) -> Option<String> {
    let text = written.trim().trim_start_matches('第');
    let (number, length) = numeral::leading(text)?;
    let rest = text.get(length..)?.trim_start_matches('条');
    match rest.strip_prefix('之') {
        Some(inserted) => Some(format!("{number}-{}", numeral::leading(inserted)?.0)),
        None => rest.is_empty().then(|| number.to_string()),
    }
}

pub(super) fn decoded(name: &str) -> String {
    url::decode(name).unwrap_or_else(|| name.to_owned())
}
