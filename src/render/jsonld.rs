//! JSON-LD of a page: Article, BreadcrumbList and FAQPage; LegalService and WebSite on the home page. One script, one graph.
//! No character of it can end the script element that holds it.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::view::{ArticlePage, Content, FaqEntry, Link, Page, PersonEntry, SiteView};

/// A JSON value whose members keep the order in which they are declared.
enum Json<'a> {
    Text(Cow<'a, str>),
    Number(usize),
    List(Vec<Json<'a>>),
    Object(Vec<(&'static str, Json<'a>)>),
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Text(text) => text.serialize(serializer),
            Json::Number(number) => number.serialize(serializer),
            Json::List(list) => list.serialize(serializer),
            Json::Object(members) => serializer.collect_map(members.iter().map(|(name, value)| (name, value))),
        }
    }
}

/// A member that may be absent.
type Member<'a> = (&'static str, Option<Json<'a>>);

fn text<'a>(text: impl Into<Cow<'a, str>>) -> Option<Json<'a>> {
    Some(Json::Text(text.into()))
}

fn object<'a>(members: impl IntoIterator<Item = Member<'a>>) -> Json<'a> {
    Json::Object(members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
}

/// A node of a type of schema.org.
fn node<'a>(kind: &'static str, members: impl IntoIterator<Item = Member<'a>>) -> Json<'a> {
    object([("@type", text(kind))].into_iter().chain(members))
}

/// The content of `<script type="application/ld+json">`; empty for a page that needs none.
pub(super) fn script(site: &SiteView, page: &Page<'_>) -> String {
    let mut graph = Vec::new();
    match &page.content {
        Content::Home(_) => graph.extend([firm(site), web_site(site)]),
        Content::Article(article) if article.withdrawn.is_none() => {
            graph.push(article_node(site, page, article));
            graph.extend((!article.faq.is_empty()).then(|| faq(site, page, &article.faq)));
        }
        Content::Redirect(_) => return String::new(),
        _ => {}
    }
    if !page.head.crumbs.is_empty() {
        graph.push(breadcrumbs(site, &page.head.crumbs));
    }
    if graph.is_empty() {
        return String::new();
    }
    closed(&object([("@context", text("https://schema.org")), ("@graph", Some(Json::List(graph)))]))
}

/// The script of Baidu's time factor, which wants local times without an offset; empty for pages that are no articles.
pub(super) fn times(page: &Page<'_>) -> String {
    let Content::Article(article) = &page.content else { return String::new() };
    if article.withdrawn.is_some() {
        return String::new();
    }
    let midnight = |iso: &str| text(format!("{iso}T00:00:00"));
    closed(&object([
        ("@context", text("https://ziyuan.baidu.com/contexts/cambrian.jsonld")),
        ("@id", text(&page.head.url)),
        ("title", text(&*article.title)),
        ("description", text(&page.head.description)),
        ("pubDate", midnight(&article.date.iso)),
        ("upDate", midnight(&article.updated.as_ref().unwrap_or(&article.date).iso)),
    ]))
}

/// JSON without `<`, `>`, `&` and the two line separators that JavaScript once did not allow. Outside strings JSON has
/// none of them, so replacing them anywhere is right.
fn closed(json: &Json<'_>) -> String {
    let json = serde_json::to_string(json).unwrap_or_default();
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// The absolute form of a URL of this site; URLs of other sites stay as they are.
fn absolute(site: &SiteView, url: &str) -> String {
    let origin = site.url.strip_suffix(site.base.as_str()).unwrap_or(&site.url);
    if url.starts_with('/') { format!("{origin}{url}") } else { url.to_owned() }
}

fn article_node<'a>(site: &'a SiteView, page: &'a Page<'_>, article: &'a ArticlePage<'_>) -> Json<'a> {
    // In the vocabulary a review belongs to the page, not to the article.
    let web_page = [
        ("@id", text(&page.head.url)),
        ("reviewedBy", article.reviewed_by.as_ref().map(person)),
        ("lastReviewed", article.reviewed_on.as_ref().and_then(|day| text(&day.iso))),
    ];
    let members = [
        ("headline", text(&*article.title)),
        ("description", text(&page.head.description)),
        ("inLanguage", text(&site.language)),
        ("datePublished", text(&article.date.stamp)),
        ("dateModified", text(&article.updated.as_ref().unwrap_or(&article.date).stamp)),
        ("author", Some(article.author.as_ref().map_or_else(|| publisher(site), person))),
        ("publisher", Some(publisher(site))),
        ("mainEntityOfPage", Some(node("WebPage", web_page))),
    ];
    node("Article", members)
}

fn person(person: &PersonEntry) -> Json<'_> {
    let role = if person.role.is_empty() { None } else { text(&person.role) };
    node("Person", [("name", text(&person.name)), ("jobTitle", role)])
}

fn publisher_id(site: &SiteView) -> (&'static str, Option<Json<'_>>) {
    ("@id", text(format!("{}#publisher", site.url)))
}

/// The publisher in short, as articles name it.
fn publisher(site: &SiteView) -> Json<'_> {
    node("LegalService", publisher_members(site))
}

fn publisher_members(site: &SiteView) -> [Member<'_>; 3] {
    let name = if site.publisher.name.is_empty() { &site.title } else { &site.publisher.name };
    [publisher_id(site), ("name", text(name)), ("url", text(&site.url))]
}

/// The publisher with all its particulars, as the home page names it.
fn firm<'a>(site: &'a SiteView) -> Json<'a> {
    let particular = |value: &'a Option<String>| value.as_ref().and_then(text);
    let particulars = [
        ("telephone", particular(&site.publisher.phone)),
        ("email", particular(&site.publisher.email)),
        ("address", particular(&site.publisher.address)),
    ];
    node("LegalService", publisher_members(site).into_iter().chain(particulars))
}

fn web_site(site: &SiteView) -> Json<'_> {
    let members = [
        ("@id", text(format!("{}#website", site.url))),
        ("name", text(&site.title)),
        ("url", text(&site.url)),
        ("description", if site.description.is_empty() { None } else { text(&site.description) }),
        ("inLanguage", text(&site.language)),
        ("publisher", Some(object([publisher_id(site)]))),
    ];
    node("WebSite", members)
}

fn breadcrumbs<'a>(site: &SiteView, crumbs: &'a [Link]) -> Json<'a> {
    let item = |(position, crumb): (usize, &'a Link)| {
        let (name, item) = (text(&*crumb.title), text(absolute(site, &crumb.url)));
        node("ListItem", [("position", Some(Json::Number(position))), ("name", name), ("item", item)])
    };
    node("BreadcrumbList", [("itemListElement", Some(Json::List((1..).zip(crumbs).map(item).collect())))])
}

fn faq<'a>(site: &'a SiteView, page: &Page<'_>, questions: &'a [FaqEntry]) -> Json<'a> {
    let question = |question: &'a FaqEntry| {
        let answer = node("Answer", [("text", text(&question.a))]);
        node("Question", [("name", text(&question.q)), ("acceptedAnswer", Some(answer))])
    };
    let members = [
        ("@id", text(format!("{}#faq", page.head.url))),
        ("inLanguage", text(&site.language)),
        ("mainEntity", Some(Json::List(questions.iter().map(question).collect()))),
    ];
    node("FAQPage", members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_script() {
        let json = object([("a", text("</script>&\u{2028}\u{2029}息"))]);
        assert_eq!(closed(&json), r#"{"a":"\u003c/script\u003e\u0026\u2028\u2029息"}"#);
    }
}
