//! What readers are told of the standing of an article: whether a lawyer reviewed it, and whether a machine wrote it. Nothing is told
//! that the front matter and the register of people do not show.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::Views;
use crate::check::law;
use crate::link::{Linked, ListId};
use crate::model::front::Ai;
use crate::model::registers::TopicId;
use crate::model::settings::Unreviewed;
use crate::model::{ArticleId, IndexVec};
use crate::view::UnreviewedNotice;

const GENERATED: &str = "人工智能生成";
const UNREVIEWED: &str = "未经律师审核";

/// What the notice of unreviewed articles needs, if the settings ask for it.
#[derive(Debug)]
pub(super) struct Standings {
    setting: Unreviewed,
    /// True for topics whose articles a lawyer reviews.
    legal: IndexVec<TopicId, bool>,
    /// The newest reviewed article of each topic.
    newest: IndexVec<TopicId, Option<ArticleId>>,
}

impl Standings {
    pub(super) fn new(linked: &Linked) -> Standings {
        let (registers, settings) = (&linked.library.registers, &linked.library.settings);
        let setting = settings.editorial.unreviewed;
        if setting == Unreviewed::Off {
            return Standings { setting, legal: IndexVec::default(), newest: IndexVec::default() };
        }
        let newest = |id| {
            let mut articles = linked.lists.articles(ListId::Topic(id)).iter().rev().copied();
            articles.find(|article| is_recommended(linked, *article))
        };
        Standings {
            setting,
            legal: law::legal_topics(registers, settings),
            newest: registers.topics.iter().map(|(id, _)| newest(id)).collect(),
        }
    }

    /// True if readers are told that no lawyer has reviewed an article.
    fn is_told(&self, linked: &Linked, article: ArticleId) -> bool {
        let front = &linked.library.article(article).front;
        let is_meant = match self.setting {
            Unreviewed::All => true,
            Unreviewed::Legal => front.topics.iter().any(|topic| self.legal[*topic]),
            Unreviewed::Off => false,
        };
        is_meant && !linked.library.registers.has_valid_review(front, linked.as_of)
    }

    /// The marks of an article in lists and search results.
    pub(super) fn marks(&self, linked: &Linked, article: ArticleId) -> Vec<&'static str> {
        let generated = is_generated(linked, article).then_some(GENERATED);
        generated.into_iter().chain(self.is_told(linked, article).then_some(UNREVIEWED)).collect()
    }
}

/// True for a reviewed article to which others may lead.
fn is_recommended(linked: &Linked, article: ArticleId) -> bool {
    let front = &linked.library.article(article).front;
    linked.is_indexed(article) && linked.library.registers.has_valid_review(front, linked.as_of)
}

fn is_generated(linked: &Linked, article: ArticleId) -> bool {
    let library = &linked.library;
    library.settings.editorial.ai.of(&library.article(article).front) == Ai::Generated
}

impl Views<'_> {
    pub(super) fn is_reviewed(&self, article: ArticleId) -> bool {
        let library = &self.linked.library;
        library.registers.has_valid_review(&library.article(article).front, self.linked.as_of)
    }

    /// The notice for readers of an article that no lawyer has reviewed. An expired review has a notice of its own.
    pub(super) fn unreviewed(&self, article: ArticleId) -> Option<UnreviewedNotice> {
        let front = &self.linked.library.article(article).front;
        let is_overdue = front.review_by.as_ref().is_some_and(|last| last.value < self.linked.as_of);
        let is_told = !is_overdue && self.standings.is_told(self.linked, article);
        is_told.then(|| UnreviewedNotice { nearest: self.nearest_reviewed(article).map(|id| self.article_link(id)) })
    }

    /// The nearest reviewed article: of the related ones, else the newest of the article's topics, or of a topic above them.
    fn nearest_reviewed(&self, article: ArticleId) -> Option<ArticleId> {
        let topics = &self.linked.library.registers.topics;
        let related = self.related.of(article).iter().copied().find(|id| is_recommended(self.linked, *id));
        let own = &self.linked.library.article(article).front.topics;
        let lines = own.iter().flat_map(|topic| std::iter::successors(Some(*topic), |id| topics[*id].parent));
        related.or_else(|| lines.filter_map(|topic| self.standings.newest[topic]).find(|id| *id != article))
    }

    /// The articles that search engines may list.
    pub(super) fn indexed<'l>(&self, articles: &'l [ArticleId]) -> Cow<'l, [ArticleId]> {
        match self.linked.unindexed.is_empty() {
            true => Cow::Borrowed(articles),
            false => articles.iter().copied().filter(|id| self.linked.is_indexed(*id)).collect(),
        }
    }
}

/// An excerpt with the label of machine-written text.
pub(super) fn labelled(linked: &Linked, article: ArticleId, excerpt: Arc<str>) -> Arc<str> {
    if is_generated(linked, article) { format!("【{GENERATED}】{excerpt}").into() } else { excerpt }
}

/// The hidden label of machine-written text, in the form that reprints of GB 45438-2025 describe. A lawyer has to confirm it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct HiddenLabel<'a> {
    /// `1`: written by a machine.
    label: &'static str,
    content_producer: &'a str,
    #[serde(rename = "ProduceID")]
    produce_id: &'a str,
    reserved_code1: &'static str,
    content_propagator: &'a str,
    #[serde(rename = "PropagateID")]
    propagate_id: &'a str,
    reserved_code2: &'static str,
}

/// The hidden label of an article as JSON; nothing for text that no machine wrote.
pub(super) fn hidden_label(linked: &Linked, article: ArticleId) -> Option<String> {
    let library = &linked.library;
    let (publisher, slug) = (&library.settings.publisher.name, &library.article(article).front.slug.value);
    let label = HiddenLabel {
        label: "1",
        content_producer: publisher,
        produce_id: slug,
        reserved_code1: "",
        content_propagator: publisher,
        propagate_id: slug,
        reserved_code2: "",
    };
    if is_generated(linked, article) { serde_json::to_string(&label).ok() } else { None }
}
