//! Many pages at a time: every page and file of a site, but for pages that are known already. What comes out keeps the order of
//! what goes in.

use std::collections::BTreeMap;
use std::io;

use rayon::prelude::*;

use super::press::one_of_each;
use super::{AT_A_TIME, Press, Progress, Site, Step, Undrawn};
use crate::diag::Finding;
use crate::link::PageId;
use crate::render::{Artifact, search};
use crate::text::Checksum;
use crate::view::build::{self, Views};

/// What is known to be made of what has a checksum: all of it, a page or some files of the search index.
pub type Known<'k, T> = dyn Fn(Checksum) -> Option<Vec<T>> + Sync + 'k;

/// What rendering a site came to.
#[derive(Debug)]
pub struct Rendered<T> {
    /// What the taker made of each artifact.
    pub taken: Vec<T>,
    /// Pages among them.
    pub pages: usize,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Site {
    /// Renders every page and file, handing each to `take` as soon as it is made, from several threads. Files that are copied
    /// as they are stand in [`Linked::copies`](crate::link::Linked::copies).
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn render<T: Send>(
        &self,
        take: impl Fn(Artifact) -> io::Result<T> + Sync,
        progress: &dyn Progress,
    ) -> io::Result<Rendered<T>> {
        self.render_new(None, |artifact, _| take(artifact), progress)
    }

    /// The same, but what is `known` is not made. It is asked for by the checksum of all that its making reads, which is then
    /// also handed to `take`.
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn render_new<T: Send>(
        &self,
        known: Option<&Known<'_, T>>,
        take: impl Fn(Artifact, Option<Checksum>) -> io::Result<T> + Sync,
        progress: &dyn Progress,
    ) -> io::Result<Rendered<T>> {
        let press = match Press::new(self) {
            Ok(press) => press,
            Err(findings) => return Ok(Rendered { taken: Vec::new(), pages: 0, findings }),
        };
        let (views, pages) = (Views::new(&self.linked, &self.related, &self.changes), self.linked.pages());
        progress.begin(Step::Render, pages.len());
        let frame = Checksum::of_value(&(&self.rest.templates, press.site()));
        let draw = |id: &PageId| {
            let (page, article) = (views.page(*id), self.article(*id));
            let key = known.map(|_| Checksum::of_value(&(frame, &page, article.map(|a| a.sum))));
            if let Some(taken) = known.zip(key).and_then(|(known, key)| known(key)) {
                return Ok(Ok(taken));
            }
            match self.drawn(&press, page, article) {
                Ok(artifact) => take(artifact, key).map(|taken| Ok(vec![taken])),
                Err(Undrawn::Fault(finding)) => Ok(Err(finding)),
                Err(Undrawn::Unread(error)) => Err(error),
            }
        };
        let drawn: io::Result<Vec<Result<Vec<T>, Box<Finding>>>> =
            pages.par_iter().with_max_len(AT_A_TIME).inspect(|_| progress.tick()).map(draw).collect();
        let artifacts = press.files(&self.linked);
        let mut rendered =
            Rendered { taken: Vec::with_capacity(pages.len() + artifacts.len()), pages: pages.len(), findings: Vec::new() };
        for page in drawn? {
            match page {
                Ok(taken) => rendered.taken.extend(taken),
                Err(finding) => rendered.findings.push(*finding),
            }
        }
        rendered.findings = one_of_each(rendered.findings);
        for artifact in artifacts {
            rendered.taken.push(take(artifact, None)?);
        }
        if self.linked.library.settings.search {
            rendered.taken.extend(self.search_index(known, take)?);
        }
        Ok(rendered)
    }

    /// The pages that search engines may list: absolute URLs by path below the output folder.
    pub fn listed(&self) -> BTreeMap<String, String> {
        build::url_entries(&self.linked).into_iter().map(|entry| (entry.output, entry.url.to_string())).collect()
    }

    /// Makes the search index, handing each file to `take`; files that are `known` are not made, as in [`Site::render_new`].
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn search_index<T: Send>(
        &self,
        known: Option<&Known<'_, T>>,
        take: impl Fn(Artifact, Option<Checksum>) -> io::Result<T> + Sync,
    ) -> io::Result<Vec<T>> {
        let documents = build::documents(&self.linked, &self.rest.slots);
        let index = search::IndexWriter::new(&documents, search::SEGMENT_SIZES);
        let files = |part| {
            let key = known.and_then(|_| index.key(part));
            match known.zip(key).and_then(|(known, key)| known(key)) {
                Some(taken) => Ok(taken),
                None => index.files(part).into_iter().map(|file| take(file, key)).collect(),
            }
        };
        let taken: io::Result<Vec<Vec<T>>> = index.parts().into_par_iter().with_max_len(1).map(files).collect();
        Ok(taken?.into_iter().flatten().collect())
    }
}
