//! The fifth step: every page and file of a site → its bytes. A page whose input is that of an earlier build is not rendered.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::analyze::ShardRecords;
use super::precompress::Precompress;
use super::press::one_of_each;
use super::{MAX_CHUNK, Press, Progress, RenderError, Site, Step};
use crate::analyze::SearchRecord;
use crate::diag::Finding;
use crate::link::PageId;
use crate::model::ArticleId;
use crate::model::id::Id;
use crate::render::Artifact;
use crate::render::search::{self, IndexPass};
use crate::store::{Codec, Input, Kind};
use crate::text::{Checksum, Postings};
use crate::view::{Documents, build};

/// Everything that a page or a part of the search index is rendered from, as fingerprints.
#[derive(Debug, Clone, Copy, Hash)]
pub struct OutputInput {
    pub(crate) templates: Checksum,
    /// What every page shows of the site: name, settings, theme.
    pub(crate) site: Checksum,
    /// What the page shows besides: its own data, lists, links and related articles.
    pub(crate) data: Checksum,
    pub(crate) text: Option<Checksum>,
}

/// The files that were rendered from an [`OutputInput`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OutputFiles {
    pub(crate) files: Vec<(String, Checksum)>,
    /// The first bytes of the fingerprints of the input, part by part.
    pub(crate) parts: [u64; 4],
}

impl Input for OutputInput {
    type Value = OutputFiles;
    const KIND: Kind = Kind::Output;
    const CODEC: Option<Codec<OutputFiles>> = Some(Codec::POSTCARD);
}

/// The parts of an input in Chinese and English, in the order of [`OutputInput::parts`].
pub(crate) const PARTS: [(&str, &str); 4] = [
    ("模板", "templates"),
    ("网站设置或外观", "site settings or theme"),
    ("页面数据（列表、链接、相关文章等）", "page data (lists, links, related articles)"),
    ("正文", "text"),
];

impl OutputInput {
    /// The input of a file that depends on nothing but its own data.
    pub(super) fn of_data(data: Checksum) -> OutputInput {
        let none = Checksum::of(b"");
        OutputInput { templates: none, site: none, data, text: None }
    }

    /// The input in parts, each as a short fingerprint.
    pub(crate) fn parts(&self) -> [u64; 4] {
        let short = |fingerprint: Checksum| fingerprint.0.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        [short(self.templates), short(self.site), short(self.data), self.text.map_or(0, short)]
    }
}

/// Receives what is rendered.
pub trait Sink: Sync {
    type Output: Send;

    /// The files of an earlier rendering of this input, if they are still in place: then it is not rendered.
    fn reuse(&self, input: &OutputInput) -> Option<Vec<Self::Output>>;

    /// Takes the files that were rendered from an input; those without one are always rendered.
    ///
    /// # Errors
    /// If a file cannot be written.
    fn take(&self, files: Vec<Artifact>, input: Option<&OutputInput>) -> io::Result<Vec<Self::Output>>;

    /// False if it drops everything: then files that cannot be at fault are not made.
    fn keeps(&self) -> bool {
        true
    }
}

/// Drops what is rendered: a check only wants the findings.
impl Sink for () {
    type Output = ();

    fn reuse(&self, _: &OutputInput) -> Option<Vec<()>> {
        None
    }

    fn take(&self, _: Vec<Artifact>, _: Option<&OutputInput>) -> io::Result<Vec<()>> {
        Ok(Vec::new())
    }

    fn keeps(&self) -> bool {
        false
    }
}

/// Renders everything, and hands file by file to a function.
pub struct Each<F>(pub F);

impl<T: Send, F: Fn(Artifact) -> io::Result<T> + Sync> Sink for Each<F> {
    type Output = T;

    fn reuse(&self, _: &OutputInput) -> Option<Vec<T>> {
        None
    }

    fn take(&self, files: Vec<Artifact>, _: Option<&OutputInput>) -> io::Result<Vec<T>> {
        files.into_iter().map(&self.0).collect()
    }
}

type PageResult<T> = Result<Vec<T>, Box<Finding>>;

#[derive(Debug)]
pub struct Rendered<T> {
    /// What became of each file.
    pub outputs: Vec<T>,
    pub(crate) pages: usize,
    /// What is wrong with the templates.
    pub findings: Vec<Finding>,
}

impl Site {
    /// Renders every page and file, and hands each to the sink as soon as it is made, from several threads. Files that are
    /// copied are in [`Linked::copies`](crate::link::Linked::copies).
    ///
    /// # Errors
    /// The first error of the sink; an article that cannot be read again.
    pub fn render<S: Sink>(&self, sink: &S, progress: &dyn Progress) -> io::Result<Rendered<S::Output>> {
        let press = match Press::new(self) {
            Ok(press) => press,
            Err(findings) => return Ok(Rendered { outputs: Vec::new(), pages: 0, findings }),
        };
        let encodings = &self.linked.library.settings.precompress;
        if encodings.is_empty() || !sink.keeps() {
            return self.render_with(sink, sink, &press, progress);
        }
        self.render_with(sink, &Precompress { sink, encodings }, &press, progress)
    }

    /// Renders everything. `texts` takes the files that shrink when they are compressed, `sink` the others.
    fn render_with<S: Sink, T: Sink<Output = S::Output>>(
        &self,
        sink: &S,
        texts: &T,
        press: &Press,
        progress: &dyn Progress,
    ) -> io::Result<Rendered<S::Output>> {
        let (views, pages) = (self.views(), self.linked.outputs.pages());
        progress.begin(Step::Render, pages.len());
        let (templates, site) = (Checksum::of_value(&self.templates), Checksum::of_value(press.site()));
        let render = |id: &PageId| {
            let (page, article) = (views.page(*id), self.article(*id));
            let text = article.map(|article| article.fingerprint);
            let input = OutputInput { templates, site, data: Checksum::of_value(&page), text };
            if let Some(outputs) = texts.reuse(&input) {
                return Ok(Ok(outputs));
            }
            match self.drawn(press, page, article) {
                Ok(artifact) => texts.take(vec![artifact], Some(&input)).map(Ok),
                Err(RenderError::Fault(finding)) => Ok(Err(finding)),
                Err(RenderError::Unread(error)) => Err(error),
            }
        };
        let results: io::Result<Vec<PageResult<S::Output>>> =
            pages.par_iter().with_max_len(MAX_CHUNK).inspect(|_| progress.tick()).map(render).collect();
        let mut rendered = Rendered { outputs: Vec::with_capacity(pages.len()), pages: pages.len(), findings: Vec::new() };
        for result in results? {
            match result {
                Ok(outputs) => rendered.outputs.extend(outputs),
                Err(finding) => rendered.findings.push(*finding),
            }
        }
        rendered.findings = one_of_each(rendered.findings);
        let files = self.linked.outputs.iter().flat_map(|(_, output)| press.files(&self.linked, output));
        rendered.outputs.extend(texts.take(files.collect(), None)?);
        if sink.keeps() {
            rendered.outputs.extend(self.render_pictures(sink)?);
            rendered.outputs.extend(self.render_cards(sink)?);
            rendered.outputs.extend(self.render_markdown(texts, press, &views)?);
        }
        if self.linked.library.settings.search {
            rendered.outputs.extend(self.render_search_index(texts)?);
        }
        Ok(rendered)
    }

    /// The pages that search engines may list: absolute URLs by path below the output folder.
    pub fn listed(&self) -> BTreeMap<String, String> {
        build::listed(&self.linked).collect()
    }

    /// Makes the files of the search index, part by part.
    ///
    /// # Errors
    /// The first error of the sink; search records that were damaged meanwhile.
    pub fn render_search_index<S: Sink>(&self, sink: &S) -> io::Result<Vec<S::Output>> {
        let best_of = |article| self.duplicates_of(article);
        let catalog = build::catalog(&self.linked, &best_of);
        let mut outputs = Vec::new();
        for pass in IndexPass::all(self.linked.library.articles.len()) {
            let documents = catalog.documents(self.search_records(&pass, &|article| catalog.is_newest(article))?);
            outputs.extend(render_index_parts(&documents, &pass, sink)?);
        }
        Ok(outputs)
    }

    /// Reads what a pass over the index needs of the records of all articles, in the order of the library.
    fn search_records(&self, pass: &IndexPass, is_newest: &(dyn Fn(ArticleId) -> bool + Sync)) -> io::Result<Vec<SearchRecord>> {
        let of_pass = |(article, record): (usize, SearchRecord)| match pass.entries {
            true if pass.reads_all_ranges() || is_newest(ArticleId::new(article)) => record,
            true => SearchRecord { postings: Postings::default(), ..record },
            false => SearchRecord { postings: record.postings.of_ranges(&pass.ranges), openings: Box::default(), ..record },
        };
        let read = |shard: &ShardRecords| {
            let records = Arc::unwrap_or_clone(shard.records.read()?);
            Ok((shard.first..).zip(records).map(of_pass).collect())
        };
        let shards: io::Result<Vec<Vec<SearchRecord>>> = self.search.par_iter().map(read).collect();
        Ok(shards?.into_iter().flatten().collect())
    }
}

fn render_index_parts<S: Sink>(documents: &impl Documents, pass: &IndexPass, sink: &S) -> io::Result<Vec<S::Output>> {
    let index = search::IndexWriter::new(documents);
    let render = |part| {
        let input = index.key(part).map(OutputInput::of_data);
        let reused = input.as_ref().and_then(|input| sink.reuse(input));
        reused.map_or_else(|| sink.take(index.files(part), input.as_ref()), Ok)
    };
    let outputs: io::Result<Vec<Vec<S::Output>>> = index.parts_of(pass).into_par_iter().with_max_len(1).map(render).collect();
    Ok(outputs?.into_iter().flatten().collect())
}
