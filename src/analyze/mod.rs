//! One article → [`Extraction`]: its facts and findings, the sketch by which it is compared, the postings by which it is searched.
//! Everything that needs the words of an article happens here, in one reading. The text itself is not kept, and no other article is
//! known.

mod frequency;
mod glossary;
mod names;
mod openings;
mod phrases;
mod postings;
mod sentences;
mod sketch;
pub(crate) mod terms;

pub use frequency::TermCounter;
pub(crate) use frequency::{DocumentFrequency, TermCounts};
pub use names::Names;
pub(crate) use phrases::absent;
pub(crate) use sentences::{MAX_SENTENCES, Sentence, fold};
pub(crate) use sketch::Sketch;
pub use sketch::sketch;

use std::sync::Arc;

use glossary::TermFinder;
use jiff::civil::Date;
use postings::Indexer;
use serde::{Deserialize, Serialize};

use crate::check::{Rules, law};
use crate::diag::catalogue::{LinkFault, RuleFault};
use crate::diag::{Fault, Finding, Group};
use crate::model::id::{ArticleId, FileId, Id, IndexVec, PlainId};
use crate::model::{Article, ExpandedText, File, Intro, PlainPage, Registers, Settings, substitute_facts, text_file};
use crate::text::{Checksum, Postings, Source};

/// What pages need of one article.
#[derive(Debug, Serialize, Deserialize)]
pub struct Analysis {
    pub article: Article,
    /// Changes of the laws that it cites since it was last changed or reviewed.
    pub(crate) law_changes: Box<[law::Change]>,
    /// What readers are told where a citation stands that is no longer right, by position.
    pub(crate) law_notes: Box<[law::Note]>,
}

/// Everything that is derived from one article alone. A build needs its parts for different times.
#[derive(Debug)]
pub(crate) struct Extraction {
    pub(crate) analysis: Analysis,
    pub(crate) findings: Group,
    pub(crate) sketch: Sketch,
    /// The phrases of `search.yaml` that it contains, by their numbers in the order of the register.
    pub(crate) phrases: Box<[u32]>,
    pub(crate) search: SearchRecord,
}

/// What the search index needs of one article.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct SearchRecord {
    /// Bytes of all postings of the article.
    pub(crate) size: u32,
    pub(crate) postings: Postings,
    /// The beginnings of its sections, a line each.
    pub(crate) openings: Box<str>,
}

/// All texts and registers of a site, analyzed.
#[derive(Debug)]
pub struct Library {
    pub settings: Settings,
    pub registers: Registers,
    /// By path.
    pub articles: IndexVec<ArticleId, Arc<Analysis>>,
    pub(crate) pages: IndexVec<PlainId, PlainPage>,
    pub(crate) topic_intros: Vec<Intro>,
    pub(crate) lender_intros: Vec<Intro>,
    /// Files beside the texts and in `static/`, by path: `content/articles/a.png`, `static/logo.svg`.
    pub(crate) files: IndexVec<FileId, File>,
    /// The fingerprint of the font for pictures of shared links.
    pub(crate) font: Option<Checksum>,
    /// The ledger of addresses.
    pub(crate) ledger: Option<Source>,
    /// The table of articles that search engines list whatever the rule of the settings says.
    pub(crate) keep: Option<Source>,
}

impl Library {
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id].article
    }

    pub(crate) fn article_by_path(&self, path: &str) -> Option<ArticleId> {
        let articles = self.articles.as_slice();
        articles.binary_search_by(|analysis| (**analysis.article.path()).cmp(path)).ok().map(ArticleId::new)
    }

    /// The articles in order, each with its id.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = (ArticleId, &Article)> + ExactSizeIterator {
        self.articles.enumerated().map(|(id, analysis)| (id, &analysis.article))
    }
}

#[derive(Debug)]
pub(crate) struct Analyzer<'a> {
    registers: &'a Registers,
    rules: Rules<'a>,
    terms: Option<TermFinder>,
    indexer: Indexer<'a>,
    names: Names,
    as_of: Date,
    purpose: Purpose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Pages and, with `search`, a search index.
    Site { search: bool },
    /// Findings, and sentences to compare: nothing is related or searched.
    Triage,
    /// Findings and links: nothing is compared or searched.
    Findings,
}

/// Drops the finding that a heading has level 1 (SG223) where the rules say that it repeats the title (SG564): it is to be removed.
fn drop_heading_of_title(findings: &mut Vec<Finding>, judged: &[Finding]) {
    let title = judged.iter().find(|f| matches!(f.fault, Fault::RuleFault(RuleFault::TitleRepeated {})));
    let Some(line) = title.and_then(|f| f.span) else { return };
    let is_same = |f: &Finding| f.span.is_some_and(|span| span.start <= line.start && line.end <= span.end);
    findings.retain(|f| !(matches!(f.fault, Fault::LinkFault(LinkFault::HeadingOne {})) && is_same(f)));
}

impl<'a> Analyzer<'a> {
    pub(crate) fn new(registers: &'a Registers, settings: &'a Settings, as_of: Date, purpose: Purpose) -> Analyzer<'a> {
        let (rules, terms) = (Rules::new(registers, settings, as_of), TermFinder::new(registers));
        let (indexer, names) = (Indexer::new(registers), Names::new(registers));
        Analyzer { registers, rules, terms, indexer, names, as_of, purpose }
    }

    pub(crate) fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The day that texts are judged for.
    pub(crate) fn as_of(&self) -> Date {
        self.as_of
    }

    /// Analyzes an article. The rules judge only a text that `is_whole`. `counter` collects the terms of a shard.
    pub(crate) fn article(&self, expanded: &ExpandedText, is_whole: bool, counter: &mut TermCounter) -> Extraction {
        let source = &expanded.source;
        let registers = self.registers;
        let (mut article, plain, mut findings) = text_file::article_at(source, registers, self.as_of, self.rules.utc_offset);
        article.body.insertions = expanded.insertions.clone();
        if let Some(terms) = &self.terms {
            article.body.facts.terms = terms.find(&plain, &article.body.facts, &source.text, article.body.start);
        }
        if is_whole {
            let judged = self.rules.article(&article, &source.text, &plain);
            drop_heading_of_title(&mut findings, &judged);
            findings.extend(judged);
        }
        let findings: Group = findings.into();
        let Purpose::Site { search } = self.purpose else {
            let (law_changes, law_notes, phrases, search) = Default::default();
            let mut sketch = Sketch::default();
            if self.purpose == Purpose::Triage {
                let plain = substitute_facts(&plain, &article.body.facts, article.front.lender, registers);
                sketch.sentences = sketch::sentences(&article, &source.text, &plain, &self.names);
            }
            return Extraction { analysis: Analysis { article, law_changes, law_notes }, findings, sketch, phrases, search };
        };
        let law_notes = law::notes(&article, &findings);
        let law_changes = law::changes(registers, &article, &plain, article.body.markdown(&source.text), self.as_of);
        let plain = substitute_facts(&plain, &article.body.facts, article.front.lender, registers);
        let sketch = sketch(&article, &source.text, &plain, &self.names, counter);
        let ((postings, phrases), openings) =
            if search { (self.indexer.postings(&article, plain.text()), openings::openings(&plain)) } else { Default::default() };
        let size = u32::try_from(postings.size()).unwrap_or(u32::MAX);
        let search = SearchRecord { size, postings, openings };
        Extraction { analysis: Analysis { article, law_changes, law_notes }, findings, sketch, phrases, search }
    }

    pub(crate) fn page(&self, source: Source) -> (PlainPage, Vec<Finding>) {
        let (page, plain, mut findings) = text_file::page(source, self.registers, self.as_of, self.rules.utc_offset);
        findings.extend(self.rules.page(&page.source, &page.body, &plain));
        (page, findings)
    }

    /// Analyzes the introduction of a topic or lender. `is_known` tells whether its slug is in the register.
    pub(crate) fn intro(&self, source: Source, is_known: impl Fn(&str) -> bool) -> (Intro, Vec<Finding>) {
        let (intro, plain, mut findings) = text_file::intro(source, self.registers, self.as_of, is_known);
        findings.extend(self.rules.page(&intro.source, &intro.body, &plain));
        (intro, findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::inclusion::expand;
    use crate::model::{Parts, settings};

    #[test]
    fn an_article_is_found_by_its_path() {
        let (settings, registers) = (settings::read(None).0, Registers::read(&[]).0);
        let analyzer = Analyzer::new(&registers, &settings, Date::constant(2026, 6, 1), Purpose::Findings);
        let article = |path: &str| {
            let expanded = expand(Source::new(path, "---\ntitle: 甲\n---\n"), &Parts::default());
            Arc::new(analyzer.article(&expanded, true, &mut TermCounter::default()).analysis)
        };
        let articles = ["a.md", "b/a.md", "b/c.md"].map(article).to_vec().into();
        let (pages, files, topic_intros, lender_intros) = Default::default();
        let (settings, registers) = (settings::read(None).0, Registers::read(&[]).0);
        let library = Library {
            settings,
            registers,
            articles,
            pages,
            topic_intros,
            lender_intros,
            files,
            font: None,
            ledger: None,
            keep: None,
        };
        let positions = ["a.md", "b/c.md", "b/b.md", "c.md"].map(|path| library.article_by_path(path).map(Id::position));
        assert_eq!(positions, [Some(0), Some(2), None, None]);
    }
}
