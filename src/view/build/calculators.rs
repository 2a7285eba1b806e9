//! Calculators: in texts, and on pages of their own with a worked example.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Views, words};
use crate::calc::page::{ArticleLink, Frame};
use crate::calc::spec::Input;
use crate::calc::{self, Lang, RawInput, Spec, TableKind};
use crate::link::{Linked, ListId, PageId};
use crate::model;
use crate::model::registers::laws::ArticleNumber;
use crate::model::registers::{LenderId, TopicId};
use crate::model::widgets::Surroundings;
use crate::view::{
    CalculatorEntry, CalculatorIndex, CalculatorNeeds, CalculatorPage, Card, Content, Head, InputEntry, Link, Method, Page,
    WidgetView,
};

/// Most articles on a calculator's page.
const NAMED: usize = 10;

fn surroundings(linked: &Linked, lender: Option<LenderId>) -> Surroundings<'_> {
    Surroundings { registers: &linked.library.registers, lender, as_of: linked.as_of }
}

/// False if the calculator needs rates and the site has none.
pub(super) fn computes(linked: &Linked, spec: &'static Spec) -> bool {
    calc::compute(spec, &calc::example(spec), &surroundings(linked, None).context(&[], Lang::Zh)).is_ok()
}

impl<'a> Views<'a> {
    pub(super) fn widgets(&self, widgets: &[model::Widget], lender: Option<LenderId>) -> Vec<WidgetView> {
        let widgets = widgets.iter().zip(1..);
        widgets.filter_map(|(w, n)| self.widget(w.spec, &w.raw, lender, &format!("calc-{n}"), w.span.start..w.span.end)).collect()
    }

    fn widget(
        &self,
        of: &'static Spec,
        raw: &RawInput,
        lender: Option<LenderId>,
        id: &str,
        span: Range<u32>,
    ) -> Option<WidgetView> {
        let surroundings = surroundings(self.linked, lender);
        let defaults = surroundings.defaults();
        let context = surroundings.context(&defaults, Lang::Zh);
        let outcome = calc::compute(of, raw, &context).ok()?;
        let frame = if span.is_empty() { Frame::Page } else { Frame::Article };
        let mut page = calc::page::page(&outcome, raw, &context, id, frame);
        for next in &mut page.next {
            next.link = self.advice(next.article);
        }
        for field in page.fields.iter_mut().chain(&mut page.more) {
            field.link = self.calculator_named(field.see);
        }
        Some(WidgetView { span, page })
    }

    /// The article of that slug, if the site publishes one.
    fn advice(&self, slug: &str) -> Option<ArticleLink> {
        let (addresses, library) = (&self.linked.addresses, &self.linked.library);
        let id = addresses.article_by_slug(slug)?;
        Some(ArticleLink { title: library.article(id).front.title.value.clone(), url: addresses.url(library, PageId::Article(id)) })
    }

    /// The page of the calculator of that kind, if the site has one.
    fn calculator_named(&self, kind: &str) -> Option<ArticleLink> {
        let spec = calc::available(&self.linked.library.registers.tables).find(|spec| spec.kind == kind)?;
        let url = self.linked.addresses.url(&self.linked.library, PageId::Calculator(spec));
        Some(ArticleLink { title: spec.title.get(Lang::Zh).to_owned(), url })
    }

    pub(super) fn calculator_links(&self) -> Vec<Link> {
        calc::available(&self.linked.library.registers.tables)
            .map(|spec| self.link(spec.title.get(Lang::Zh), PageId::Calculator(spec)))
            .collect()
    }

    pub(super) fn calculators_index(&self) -> Page<'a> {
        let entry = |spec: &'static Spec| {
            let url = self.linked.addresses.url(&self.linked.library, PageId::Calculator(spec)).into();
            CalculatorEntry { title: spec.title.get(Lang::Zh), url, summary: spec.summary.get(Lang::Zh) }
        };
        let content = Content::Calculators(CalculatorIndex {
            entries: calc::available(&self.linked.library.registers.tables).map(entry).collect(),
        });
        self.index(PageId::Calculators, words::CALCULATORS, words::CALCULATORS_DESC, "calculators", content)
    }

    /// A calculator's own page. The calculator itself is absent if it needs rates and the site has none.
    pub(super) fn calculator(&self, spec: &'static Spec) -> Page<'a> {
        let id = PageId::Calculator(spec);
        let (title, summary) = (spec.title.get(Lang::Zh), spec.summary.get(Lang::Zh));
        let widget = self.widget(spec, &calc::example(spec), None, "calc", 0..0);
        let above = vec![self.link(words::CALCULATORS, PageId::Calculators)];
        let head = Head {
            indexed: widget.is_some(),
            calculators: needs(widget.as_slice()),
            ..self.head(id, title, summary.to_owned(), "calculator", above)
        };
        let input = |i: &Input| InputEntry {
            name: i.name,
            label: i.label.get(Lang::Zh),
            allowed: calc::page::allowed_values(i, Lang::Zh),
            default: calc::page::default_value(i, Lang::Zh).unwrap_or(""),
        };
        let content = CalculatorPage {
            title,
            summary,
            explanation: spec.explanation.get(Lang::Zh),
            widget,
            inputs: spec.inputs.iter().map(input).collect(),
            articles: self.articles_about(spec),
        };
        self.make(id, head, Content::Calculator(Box::new(content)), None)
    }

    /// The newest articles that use a calculator, then the newest of their main topics.
    fn articles_about(&self, spec: &Spec) -> Vec<Card> {
        let using = self.linked.lists.using(spec);
        let topics: BTreeSet<TopicId> =
            using.iter().filter_map(|id| self.linked.library.article(*id).front.topics.first()).copied().collect();
        let same = topics.iter().flat_map(|t| self.linked.lists.articles(ListId::Topic(*t)).iter().rev().take(NAMED));
        let mut seen = BTreeSet::new();
        let chosen = using.iter().rev().chain(same).filter(|id| seen.insert(**id)).take(NAMED);
        chosen.map(|id| self.card(*id)).collect()
    }
}

/// How each kind of calculator works, its laws linked to their pages.
pub(super) fn methods(linked: &Linked) -> Vec<Method> {
    let surroundings = surroundings(linked, None);
    let context = surroundings.context(&[], Lang::Zh);
    let method = |spec: &'static Spec| {
        let mut method = calc::page::method(spec, &context);
        for source in &mut method.basis {
            source.url = law_url(linked, source.law, source.article);
        }
        method
    };
    calc::available(&linked.library.registers.tables).map(method).collect()
}

fn law_url(linked: &Linked, id: &str, article: &str) -> Option<String> {
    let library = &linked.library;
    let law = library.registers.laws.by_id(id)?;
    let number = ArticleNumber::parse(article).unwrap_or(ArticleNumber::WHOLE);
    let has = library.registers.laws[law].articles.contains_key(&number) || linked.lists.citing[law].contains_key(&number);
    let number = if has { number } else { ArticleNumber::WHOLE };
    Some(linked.addresses.law_article_url(library, law, number))
}

/// Scripts and data for these calculators; nothing if there are none.
pub(super) fn needs(widgets: &[WidgetView]) -> Option<CalculatorNeeds> {
    let kinds: BTreeSet<&'static str> = widgets.iter().map(|w| w.page.kind).collect();
    let script = |kind: &str| format!("calc_{}_js", kind.replace('-', "_"));
    let tables: BTreeSet<&'static str> = widgets.iter().flat_map(|w| w.page.tables.iter().copied()).collect();
    let rest = tables.contains(TableKind::RestDays.name()).then_some("rest");
    let scripts = std::iter::once("core").chain(rest).chain(kinds.iter().copied()).map(script).collect();
    let (kinds, tables) = (kinds.into_iter().collect::<Vec<_>>(), tables.into_iter().collect());
    (!kinds.is_empty()).then_some(CalculatorNeeds { kinds, scripts, tables })
}
