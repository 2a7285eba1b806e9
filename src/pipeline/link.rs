//! The third step: where every link of a library leads, and what stands on which list.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::again::{self, Found};
use super::relate::Twice;
use super::understand::Understood;
use super::{AT_A_TIME, Options, Progress, Rest, Step, keep};
use crate::diag::{Finding, Findings, Group};
use crate::link::{Addresses, Linked, Resolved, ResolvedTexts, resolve};
use crate::model::{ArticleId, Body, IndexVec, Library};
use crate::text::Source;

/// Resolves every link of a library.
pub(super) fn link(
    understood: Understood<'_>,
    options: &Options,
    findings: &mut Findings,
    progress: &dyn Progress,
) -> io::Result<(Linked, Rest, Found)> {
    let Understood { library, as_of, found, standing, rest, .. } = understood;
    progress.begin(Step::Link, library.articles.len());
    let standing = standing.and_then(|s| s.links(&library));
    let (addresses, addresses_found) = standing.as_ref().map_or_else(
        || {
            let (addresses, found) = Addresses::assign(&library, as_of, options.publish);
            (Arc::new(addresses), Group::from(found))
        },
        again::Links::addresses,
    );
    let resolve = |i: ArticleId| {
        if let Some(resolved) = standing.as_ref().and_then(|s| s.resolved(i)) {
            return Ok(resolved);
        }
        let body = || rest.body(&library.articles[i]);
        let (resolved, said) = match resolve::article(&library, &addresses, i, None) {
            Some(resolved) => resolved,
            None => resolve::article(&library, &addresses, i, Some(&body()?)).unwrap_or_default(),
        };
        Ok((Arc::new(resolved), Group::from(said)))
    };
    let ids: Vec<ArticleId> = library.articles.ids().collect();
    let articles: io::Result<Vec<_>> =
        ids.into_par_iter().with_max_len(AT_A_TIME).inspect(|_| progress.tick()).map(resolve).collect();
    let (articles, resolved_found): (Vec<_>, Vec<_>) = articles?.into_iter().unzip();
    findings.push(&addresses_found);
    resolved_found.iter().for_each(|said| findings.push(said));
    let found = Found { understood: found, addresses: addresses_found, resolved: resolved_found, twice: Twice::default() };
    let articles = IndexVec::from(articles);
    let lists = standing.as_ref().and_then(|s| s.lists(&library, &articles));
    let mut said = Vec::new();
    let resolved = ResolvedTexts {
        articles,
        pages: resolve_all(&library, &addresses, library.pages.iter().map(|p| (&p.source, &p.body)), &mut said),
        topic_intros: resolve_all(&library, &addresses, library.topic_intros.iter().map(|i| (&i.source, &i.body)), &mut said),
        lender_intros: resolve_all(&library, &addresses, library.lender_intros.iter().map(|i| (&i.source, &i.body)), &mut said),
    };
    let (linked, joined) = Linked::join(library, as_of, addresses, resolved, lists);
    findings.extend(said.into_iter().chain(joined));
    Ok((linked, rest, found))
}

fn resolve_all<'t>(
    library: &Library,
    addresses: &Addresses,
    texts: impl Iterator<Item = (&'t Source, &'t Body)>,
    findings: &mut Vec<Finding>,
) -> Vec<Resolved> {
    let resolve =
        |(source, body): (&Source, &Body)| resolve::text(library, addresses, body, Some(body.markdown(&source.text)), true);
    keep(texts.filter_map(resolve).collect(), findings)
}
