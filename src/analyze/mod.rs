//! One article → [`Analysis`]: its facts, its findings, and what it is compared and searched by. Everything that needs the words
//! of an article happens here, in one reading; the text itself is not kept. No other article is known.

mod frequency;
mod sketch;
pub(crate) mod terms;

pub use frequency::TermCounter;
pub(crate) use frequency::{DocumentFrequency, TermCounts};
pub use sketch::sketch;
pub(crate) use sketch::{MAX_SENTENCES, Sketch};

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::check::{Rules, law};
use crate::diag::{Finding, Group};
use crate::model::facts::Plain;
use crate::model::id::{ArticleId, FileId, Id, IndexVec, PlainId};
use crate::model::text_file;
use crate::model::{Article, File, Intro, PlainPage, Registers, Settings, substitute_facts};
use crate::text::{Postings, Source};

/// Everything that is known of one article alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct Analysis {
    /// Front matter and body.
    pub article: Article,
    /// What it is compared by.
    pub(crate) sketch: Sketch,
    /// What it is searched by.
    pub(crate) postings: Postings,
    /// Changes of the laws that it cites since it was last changed or reviewed.
    pub(crate) law_changes: Box<[law::Change]>,
    /// What is wrong with it.
    pub(crate) findings: Group,
}

/// Everything that was written, analyzed.
#[derive(Debug)]
pub struct Library {
    /// Settings.
    pub settings: Settings,
    /// Registers.
    pub registers: Registers,
    /// Articles, by path.
    pub articles: IndexVec<ArticleId, Arc<Analysis>>,
    /// Pages, by path.
    pub(crate) pages: IndexVec<PlainId, PlainPage>,
    /// Introductions of topics.
    pub(crate) topic_intros: Vec<Intro>,
    /// Introductions of lenders.
    pub(crate) lender_intros: Vec<Intro>,
    /// Files beside the texts and in `static/`, by path: `content/articles/a.png`, `static/logo.svg`.
    pub(crate) files: IndexVec<FileId, File>,
}

impl Library {
    /// An article.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id].article
    }

    /// The article of a file.
    pub(crate) fn article_by_path(&self, path: &str) -> Option<ArticleId> {
        let articles = self.articles.as_slice();
        articles.binary_search_by(|analysis| (**analysis.article.path()).cmp(path)).ok().map(ArticleId::new)
    }

    /// The articles in order, each with its id.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = (ArticleId, &Article)> + ExactSizeIterator {
        self.articles.enumerated().map(|(id, analysis)| (id, &analysis.article))
    }
}

/// What texts are analyzed with.
#[derive(Debug)]
pub(crate) struct Analyzer<'a> {
    registers: &'a Registers,
    rules: Rules<'a>,
    as_of: Date,
    purpose: Purpose,
}

/// What analyses are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Pages and, if the flag is set, a search index.
    Site {
        /// True if readers can search.
        search: bool,
    },
    /// Findings and links: nothing is compared or searched.
    Findings,
}

impl<'a> Analyzer<'a> {
    /// Prepares the rules for a day.
    pub(crate) fn new(registers: &'a Registers, settings: &'a Settings, as_of: Date, purpose: Purpose) -> Analyzer<'a> {
        Analyzer { registers, rules: Rules::new(registers, settings, as_of), as_of, purpose }
    }

    /// Analyzes an article. The rules judge only a text that `is_whole`. `counter` collects the terms of a shard.
    pub(crate) fn article(&self, source: &Source, is_whole: bool, counter: &mut TermCounter) -> Analysis {
        let registers = self.registers;
        let (article, plain, mut findings) = text_file::article(source, registers, self.as_of);
        if is_whole {
            findings.extend(self.rules.article(&article, &source.text, &plain));
        }
        let findings = findings.into();
        let Purpose::Site { search } = self.purpose else {
            let (sketch, postings, law_changes) = Default::default();
            return Analysis { article, sketch, postings, law_changes, findings };
        };
        let law_changes = law::changes(registers, &article, article.body.markdown(&source.text), self.as_of);
        let plain = substitute_facts(&plain, &article.body.facts, article.front.lender, registers);
        let sketch = sketch(&article, &plain, counter);
        let postings = if search { article.slots(&plain) } else { Postings::default() };
        Analysis { article, sketch, postings, law_changes, findings }
    }

    /// Analyzes a page.
    pub(crate) fn page(&self, source: Source) -> (PlainPage, Vec<Finding>) {
        let (page, plain, findings) = text_file::page(source, self.registers, self.as_of);
        let findings = self.judge(&page.source, &page.body, &plain, findings);
        (page, findings)
    }

    /// Analyzes the introduction of a topic or lender. `is_known` tells whether its slug is in the register.
    pub(crate) fn intro(&self, source: Source, is_known: impl Fn(&str) -> bool) -> (Intro, Vec<Finding>) {
        let (intro, plain, findings) = text_file::intro(source, self.registers, self.as_of, is_known);
        let findings = self.judge(&intro.source, &intro.body, &plain, findings);
        (intro, findings)
    }

    fn judge(&self, source: &Source, body: &text_file::Body, plain: &Plain, mut findings: Vec<Finding>) -> Vec<Finding> {
        findings.extend(self.rules.page(source, body, plain));
        findings
    }
}
