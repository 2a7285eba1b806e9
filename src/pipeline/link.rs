//! The third step: where every link of a library leads, and which articles stand on which list.
//!
//! Addresses, links and lists are kept in memory between two saves. A change of one article's text derives the links of its
//! shard again; a change of front matter or of a heading derives all of them.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::analyze::{AnalyzedArticles, ShardOutline};
use super::{Context, Step, separate};
use crate::analyze::Library;
use crate::diag::{Finding, Findings, Group};
use crate::link::{Addresses, Linked, Lists, Resolved, ResolvedTexts, resolve};
use crate::load::Texts;
use crate::model::id::{ArticleId, Id};
use crate::model::registers::TermId;
use crate::model::text_file::Body;
use crate::store::{self, Input, Kind};
use crate::text::Checksum;

#[derive(Hash)]
struct AddressesInput<'a> {
    environment: Checksum,
    interfaces: &'a [Checksum],
}

impl Input for AddressesInput<'_> {
    type Value = (Arc<Addresses>, Group);
    const KIND: Kind = Kind::Addresses;
}

#[derive(Hash)]
struct LinksInput {
    addresses: Checksum,
    shard: Checksum,
}

struct Links {
    articles: Vec<(Arc<Resolved>, Group)>,
    /// The fingerprint of what lists depend on.
    interface: Checksum,
}

impl Input for LinksInput {
    type Value = Links;
    const KIND: Kind = Kind::Links;
}

#[derive(Hash)]
struct ListsInput<'a> {
    addresses: Checksum,
    links: &'a [Checksum],
}

impl Input for ListsInput<'_> {
    type Value = Arc<Lists>;
    const KIND: Kind = Kind::Lists;
}

pub(super) fn link(
    AnalyzedArticles { library, as_of, theme, shards, environment }: AnalyzedArticles,
    texts: &Texts,
    findings: &mut Findings,
    context: &Context<'_>,
) -> io::Result<Linked> {
    context.progress.begin(Step::Link, library.articles.len());
    let interfaces: Vec<Checksum> = shards.iter().map(|shard| shard.interface).collect();
    let input = AddressesInput { environment, interfaces: &interfaces };
    let assigned = store::get_or(context.store, &input, || {
        let (addresses, findings) = Addresses::assign(&library, as_of, context.options.publish);
        Ok((Arc::new(addresses), findings.into()))
    })?;
    let (addresses, found) = (&assigned.0, &assigned.1);
    findings.push(found);
    let fingerprint = input.key().fingerprint;
    let links = |shard: &ShardOutline| {
        let input = LinksInput { addresses: fingerprint, shard: shard.input };
        store::get_or(context.store, &input, || resolve_shard(&library, addresses, texts, shard, context))
    };
    let links: Vec<Arc<Links>> = shards.par_iter().with_max_len(1).map(links).collect::<io::Result<_>>()?;
    let mut articles = Vec::with_capacity(library.articles.len());
    for (resolved, found) in links.iter().flat_map(|links| &links.articles) {
        articles.push(Arc::clone(resolved));
        findings.push(found);
    }
    let interfaces: Vec<Checksum> = links.iter().map(|links| links.interface).collect();
    let mut found = Vec::new();
    let mut texts = |bodies: Vec<(&Body, &str)>| resolve_texts(&library, addresses, bodies, &mut found);
    let resolved = ResolvedTexts {
        articles: articles.into(),
        pages: texts(library.pages.iter().map(|p| (&p.body, &*p.source.text)).collect()).into(),
        topic_intros: texts(library.topic_intros.iter().map(|i| (&i.body, &*i.source.text)).collect()),
        lender_intros: texts(library.lender_intros.iter().map(|i| (&i.body, &*i.source.text)).collect()),
    };
    let input = ListsInput { addresses: fingerprint, links: &interfaces };
    let lists = store::get_or(context.store, &input, || Ok(Arc::new(Lists::gather(&library, addresses, &resolved))))?;
    let (linked, joined) = Linked::join(library, &theme, as_of, Arc::clone(addresses), resolved, Arc::clone(&lists));
    findings.extend(found.into_iter().chain(joined));
    Ok(linked)
}

fn resolve_shard(
    library: &Library,
    addresses: &Addresses,
    texts: &Texts,
    shard: &ShardOutline,
    context: &Context<'_>,
) -> io::Result<Links> {
    let resolve = |id: ArticleId| {
        context.progress.tick();
        let article = library.article(id);
        let read = || texts.read_unchanged(article.path(), article.fingerprint).map(|source| source.text);
        let (resolved, findings) = resolve::article(library, addresses, id, read)?;
        Ok((Arc::new(resolved), findings.into()))
    };
    let articles = shard.articles.clone().map(ArticleId::new);
    let resolved: Vec<(Arc<Resolved>, Group)> = articles.clone().map(resolve).collect::<io::Result<_>>()?;
    let listed = |(id, (resolved, _)): (ArticleId, &(Arc<Resolved>, Group))| {
        let kinds: Vec<&str> = library.article(id).body.widgets.iter().map(|widget| widget.spec.kind).collect();
        let terms: Vec<TermId> = library.article(id).body.facts.terms.iter().map(|used| used.term).collect();
        Checksum::of_value(&(&resolved.laws, &resolved.articles, kinds, terms))
    };
    let interface = Checksum::of_value(&articles.zip(&resolved).map(listed).collect::<Vec<_>>());
    Ok(Links { articles: resolved, interface })
}

fn resolve_texts(
    library: &Library,
    addresses: &Addresses,
    bodies: Vec<(&Body, &str)>,
    findings: &mut Vec<Finding>,
) -> Vec<Resolved> {
    separate(bodies.into_iter().map(|(body, text)| resolve::page(library, addresses, body, text)).collect(), findings)
}
