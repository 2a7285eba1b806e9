//! The types of schema.org that pages speak of, as they are written. Nothing is decided here.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Graph<'a> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@graph")]
    pub(super) graph: Vec<Node<'a>>,
}

/// Baidu's time factor: local times without an offset.
#[derive(Serialize)]
pub(super) struct Times<'a> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    #[serde(rename = "pubDate")]
    pub(super) published: String,
    #[serde(rename = "upDate")]
    pub(super) changed: String,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Node<'a> {
    Article(Box<ArticleNode<'a>>),
    Breadcrumbs(Breadcrumbs<'a>),
    Faq(FaqPage<'a>),
    Firm(Firm<'a>),
    WebSite(WebSite<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "Article", rename_all = "camelCase")]
pub(super) struct ArticleNode<'a> {
    pub(super) headline: &'a str,
    pub(super) description: &'a str,
    pub(super) in_language: &'a str,
    pub(super) date_published: &'a str,
    pub(super) date_modified: &'a str,
    pub(super) author: Author<'a>,
    pub(super) publisher: Firm<'a>,
    pub(super) main_entity_of_page: WebPage<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Author<'a> {
    Person(PersonNode<'a>),
    Firm(Firm<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "Person", rename_all = "camelCase")]
pub(super) struct PersonNode<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) job_title: &'a str,
}

// A review belongs to the page in the vocabulary, not to the article.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct WebPage<'a> {
    #[serde(rename = "@id")]
    pub(super) id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reviewed_by: Option<PersonNode<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_reviewed: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "LegalService")]
pub(super) struct Firm<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) telephone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'a str,
    pub(super) in_language: &'a str,
    pub(super) publisher: Reference,
}

#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "BreadcrumbList", rename_all = "camelCase")]
pub(super) struct Breadcrumbs<'a> {
    pub(super) item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct ListItem<'a> {
    pub(super) position: usize,
    pub(super) name: &'a str,
    pub(super) item: String,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "FAQPage", rename_all = "camelCase")]
pub(super) struct FaqPage<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) in_language: &'a str,
    pub(super) main_entity: Vec<QuestionNode<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "Question", rename_all = "camelCase")]
pub(super) struct QuestionNode<'a> {
    pub(super) name: &'a str,
    pub(super) accepted_answer: Answer<'a>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Answer<'a> {
    pub(super) text: &'a str,
}
