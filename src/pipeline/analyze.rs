//! The second step: every text → its analysis, by shards of articles that lie side by side.
//!
//! A shard is the unit of reuse. One article alone would make too many stored values, all articles together would make one
//! edit expensive. The path of an article alone decides whether a shard begins with it, so an article that is added or removed
//! changes one shard or two.

use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Context, Step, separate};
use crate::analyze::{
    self, Analysis, Analyzer, DocumentFrequency, Extraction, Library, Purpose, SearchRecord, Sketch, TermCounter, TermCounts,
};
use crate::check;
use crate::diag::{Finding, Findings, Group};
use crate::link::Publish;
use crate::load::{Sources, Texts, Unreadable};
use crate::model::settings::{self, BaseUrl};
use crate::model::{Article, ArticleId, File, IndexVec, Registers};
use crate::store::{self, Codec, Handle, Input, Kind};
use crate::text::{Checksum, Source};

/// Of 256 articles, the number that begin a shard.
const SHARD_STARTS: u8 = 8;

/// What the analysis of an article reads besides the article.
#[derive(Hash)]
struct Environment<'a> {
    settings: Option<&'a Source>,
    registers: &'a [Source],
    as_of: Date,
}

#[derive(Hash)]
struct LinkEnvironment<'a> {
    environment: Checksum,
    base_url: Option<&'a BaseUrl>,
    publish: Publish,
    pages: &'a [Source],
    topic_intros: &'a [Source],
    lender_intros: &'a [Source],
    files: &'a [File],
    ledger: Option<&'a Source>,
}

#[derive(Hash)]
struct ShardInput<'a> {
    environment: Checksum,
    /// Paths with the fingerprints of their texts.
    articles: &'a [(&'a str, Checksum)],
    /// Articles of which only the front matter was read.
    heads: &'a [&'a str],
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Shard {
    analyses: Vec<Arc<Analysis>>,
    findings: Vec<Group>,
    sketches: Vec<Sketch>,
    /// The phrases of `search.yaml` that the articles contain.
    phrases: BTreeSet<u32>,
    terms: TermCounts,
    /// The fingerprint of what links and lists of other articles depend on: front matter and anchors.
    interface: Checksum,
}

/// The input of the [`SearchRecord`]s of a shard. They are derived together with its [`Shard`], but read only for the search index.
#[derive(Debug, Hash)]
pub(super) struct SearchRecordsInput {
    shard: Checksum,
}

impl Input for SearchRecordsInput {
    type Value = Vec<SearchRecord>;
    const KIND: Kind = Kind::SearchRecords;
    const CODEC: Option<Codec<Vec<SearchRecord>>> = Some(Codec::POSTCARD);
}

/// The search records of the articles of a shard.
#[derive(Debug)]
pub(super) struct ShardRecords {
    /// The position of the first article.
    pub(super) first: usize,
    pub(super) records: Handle<SearchRecordsInput>,
}

impl Input for ShardInput<'_> {
    type Value = Shard;
    const KIND: Kind = Kind::Analysis;
    const CODEC: Option<Codec<Shard>> = Some(Codec { encode: Codec::POSTCARD.encode, decode: decode_shard });
}

/// Reads a shard. Findings share the path of their article, as they did when they were made.
fn decode_shard(bytes: &[u8]) -> Option<Shard> {
    let mut shard: Shard = (Codec::POSTCARD.decode)(bytes)?;
    for (analysis, findings) in shard.analyses.iter().zip(&mut shard.findings) {
        let path = analysis.article.path();
        let findings = Arc::get_mut(findings).into_iter().flatten();
        findings.filter(|f| f.path == *path).for_each(|f| f.path = Arc::clone(path));
    }
    Some(shard)
}

pub(super) struct Analyzed {
    pub(super) articles: AnalyzedArticles,
    /// How many articles use each term.
    pub(super) frequency: DocumentFrequency,
    /// Texts that are no articles; findings may refer to them.
    pub(super) others: Vec<Source>,
    pub(super) texts: Texts,
    pub(super) templates: Vec<Source>,
    /// Findings about blocks that include a text, in the files themselves; others are in the expanded texts.
    pub(super) blocks: Vec<Finding>,
    /// Nothing without a search index.
    pub(super) search: Vec<ShardRecords>,
    pub(super) sketches: Sketches,
}

/// The sketches of all articles, which are dropped as soon as the articles are compared.
pub(super) struct Sketches(Vec<Arc<Shard>>);

impl Sketches {
    pub(super) fn by_article(&self) -> IndexVec<ArticleId, &Sketch> {
        self.0.iter().flat_map(|shard| &shard.sketches).collect()
    }
}

/// The library, with what its links depend on.
pub(super) struct AnalyzedArticles {
    pub(super) library: Library,
    pub(super) as_of: Date,
    pub(super) theme: Vec<(String, Vec<u8>)>,
    pub(super) shards: Vec<ShardOutline>,
    /// The fingerprint of everything but articles that links depend on.
    pub(super) environment: Checksum,
}

pub(super) struct ShardOutline {
    pub(super) articles: Range<usize>,
    pub(super) input: Checksum,
    pub(super) interface: Checksum,
}

pub(super) fn analyze(sources: Sources, context: &Context<'_>) -> io::Result<(Analyzed, Findings)> {
    context.progress.begin(Step::Analyze, sources.articles.len());
    let (mut settings, mut findings) = settings::read(sources.settings.as_ref());
    if let Some(base) = &context.options.base_url {
        settings.base = base.clone();
    }
    let as_of = context.options.as_of.day(settings.utc_offset);
    let environment =
        Checksum::of_value(&Environment { settings: sources.settings.as_ref(), registers: &sources.registers, as_of });
    let (registers, found) = Registers::read(&sources.registers);
    findings.extend(found);
    let purpose = if sources.texts.are_whole() { Purpose::Site { search: settings.search } } else { Purpose::Findings };
    let analyzer = Analyzer::new(&registers, &settings, as_of, purpose);
    let read =
        |counter: &mut TermCounter, paths: &&[Arc<str>]| shard(paths, &sources.texts, &analyzer, environment, counter, context);
    let shards: io::Result<Vec<_>> =
        shards(&sources.articles).par_iter().with_max_len(1).map_init(TermCounter::default, read).collect();
    let shards = shards?;
    let frequency = shards.iter().map(|shard| &shard.value.terms).collect();
    let (mut articles, mut outlines) = (Vec::new(), Vec::with_capacity(shards.len()));
    let (mut unreadable, mut blocks, mut search, mut sketches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut present, mut groups) = (BTreeSet::new(), Vec::with_capacity(sources.articles.len()));
    for shard in shards {
        findings.extend(shard.findings);
        unreadable.extend(shard.unreadable);
        blocks.extend(shard.blocks);
        let start = articles.len();
        search.extend(shard.search.map(|records| ShardRecords { first: start, records }));
        articles.extend(shard.value.analyses.iter().cloned());
        outlines.push(ShardOutline { articles: start..articles.len(), input: shard.input, interface: shard.value.interface });
        present.extend(&shard.value.phrases);
        groups.extend(shard.value.findings.iter().cloned());
        sketches.push(shard.value);
    }
    let is_topic = |slug: &str| registers.topics.rows.iter().any(|t| t.slug == slug);
    let is_lender = |slug: &str| registers.lenders.rows.iter().any(|l| l.slug == slug);
    let link_environment = Checksum::of_value(&LinkEnvironment {
        environment,
        base_url: context.options.base_url.as_ref(),
        publish: context.options.publish,
        pages: &sources.pages,
        topic_intros: &sources.topic_intros,
        lender_intros: &sources.lender_intros,
        files: &sources.files,
        ledger: sources.ledger.as_ref(),
    });
    let pages = separate(sources.pages.into_iter().map(|s| analyzer.page(s)).collect(), &mut findings);
    let topic_intros = separate(sources.topic_intros.into_iter().map(|s| analyzer.intro(s, is_topic)).collect(), &mut findings);
    let lender_intros = separate(sources.lender_intros.into_iter().map(|s| analyzer.intro(s, is_lender)).collect(), &mut findings);
    let mut others: Vec<Source> = sources.registers.into_iter().chain(sources.settings).chain(sources.unreadable).collect();
    findings.extend(check::registers(&registers, &settings, others.iter(), &sources.files, as_of));
    if purpose == (Purpose::Site { search: true }) {
        findings.extend(analyze::absent(&registers, &others, &present));
    }
    others.extend(unreadable);
    others.extend(sources.texts.parts.iter().map(|part| part.source.clone()));
    blocks.extend(sources.texts.parts.flaws());
    let mut all: Findings = findings.into();
    groups.iter().for_each(|group| all.push(group));
    let articles = articles.into();
    let (pages, files) = (pages.into(), sources.files.into());
    let (font, ledger, keep) = (sources.font, sources.ledger, sources.keep);
    let library = Library { articles, pages, topic_intros, lender_intros, files, font, ledger, keep, settings, registers };
    let Sources { texts, templates, theme, .. } = sources;
    let articles = AnalyzedArticles { library, as_of, theme, shards: outlines, environment: link_environment };
    let sketches = Sketches(sketches);
    Ok((Analyzed { articles, frequency, others, texts, templates, blocks, search, sketches }, all))
}

struct ReadShard {
    input: Checksum,
    value: Arc<Shard>,
    unreadable: Vec<Source>,
    findings: Vec<Finding>,
    /// Findings about blocks that include a text.
    blocks: Vec<Finding>,
    search: Option<Handle<SearchRecordsInput>>,
}

/// Reads the articles of a shard, and analyzes them if the store does not have them.
fn shard(
    paths: &[Arc<str>],
    texts: &Texts,
    analyzer: &Analyzer<'_>,
    environment: Checksum,
    counter: &mut TermCounter,
    context: &Context<'_>,
) -> io::Result<ReadShard> {
    let (mut sources, mut unreadable, mut findings, mut blocks) =
        (Vec::with_capacity(paths.len()), Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        context.progress.tick();
        match texts.expanded(path)? {
            Ok(mut expanded) => {
                blocks.append(&mut expanded.findings);
                sources.push(expanded);
            }
            Err(Unreadable { source, finding }) => {
                unreadable.push(source);
                findings.push(*finding);
            }
        }
    }
    let articles: Vec<(&str, Checksum)> = sources.iter().map(|text| (&*text.source.path, text.source.fingerprint)).collect();
    let heads: Vec<&str> = articles.iter().map(|(path, _)| *path).filter(|path| !texts.is_whole(path)).collect();
    let input = ShardInput { environment, articles: &articles, heads: &heads };
    let key = input.key();
    let records = SearchRecordsInput { shard: key.fingerprint }.key();
    let has_records = analyzer.purpose() == Purpose::Site { search: true };
    let mut search = has_records.then(|| Handle::find(context.store, records)).flatten();
    let stored = if has_records == search.is_some() { store::get::<ShardInput<'_>>(context.store, key) } else { None };
    let value = stored.unwrap_or_else(|| {
        let analyses = sources.iter().map(|text| analyzer.article(text, texts.is_whole(&text.source.path), counter));
        let articles = analyses.collect();
        let (shard, derived) = values_of_shard(articles, counter.finish_shard());
        search = has_records.then(|| Handle::put(context.store, records, derived));
        let value = Arc::new(shard);
        store::put::<ShardInput<'_>>(context.store, key, &value);
        value
    });
    Ok(ReadShard { input: key.fingerprint, value, unreadable, findings, blocks, search })
}

/// Divides what was derived from the articles of a shard into its two stored values.
fn values_of_shard(articles: Vec<Extraction>, terms: TermCounts) -> (Shard, Vec<SearchRecord>) {
    let (mut analyses, mut findings, mut sketches, mut records) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut phrases = BTreeSet::new();
    for article in articles {
        analyses.push(Arc::new(article.analysis));
        findings.push(article.findings);
        sketches.push(article.sketch);
        phrases.extend(article.phrases);
        records.push(article.search);
    }
    (Shard { interface: interface(&analyses), analyses, findings, sketches, phrases, terms }, records)
}

pub(super) fn interface(analyses: &[Arc<Analysis>]) -> Checksum {
    let of_article = |analysis: &Arc<Analysis>| {
        let Article { front, body, .. } = &analysis.article;
        let anchors: Vec<&str> = body.facts.headings.iter().map(|heading| heading.id).collect();
        Checksum::of_value(&(&body.path, front, anchors))
    };
    Checksum::of_value(&analyses.iter().map(of_article).collect::<Vec<_>>())
}

fn shards(mut paths: &[Arc<str>]) -> Vec<&[Arc<str>]> {
    let is_start = |path: &Arc<str>| matches!(Checksum::of(path.as_bytes()).0, [byte, ..] if byte < SHARD_STARTS);
    let mut shards = Vec::new();
    while let Some((_, others)) = paths.split_first() {
        let length = 1 + others.iter().position(is_start).unwrap_or(others.len());
        let (shard, rest) = paths.split_at(length);
        shards.push(shard);
        paths = rest;
    }
    shards
}
