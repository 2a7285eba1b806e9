//! JSON-LD of a page: Article, BreadcrumbList and FAQPage; LegalService and WebSite on the home page. One script, one graph.
//! Never holds a character that could end the script it stands in.

mod node;

use crate::view::{Article, Content, Page, Person, Question, Site};
use node::{
    Answer, ArticleNode, Author, Breadcrumbs, FaqPage, Firm, Graph, ListItem, Node, PersonNode, QuestionNode, Reference, Times,
    WebPage, WebSite,
};

/// The text for `<script type="application/ld+json">`; empty where there is nothing to say.
pub(super) fn script(site: &Site, page: &Page<'_>) -> String {
    let mut graph = Vec::new();
    match &page.content {
        Content::Home(_) => {
            graph.push(Node::Firm(firm(site)));
            graph.push(Node::WebSite(web_site(site)));
        }
        Content::Article(article) if article.withdrawn.is_none() => {
            graph.push(Node::Article(Box::new(article_node(site, page, article))));
            if !article.faq.is_empty() {
                graph.push(Node::Faq(faq(site, page, &article.faq)));
            }
        }
        Content::Redirect(_) => return String::new(),
        _ => {}
    }
    if !page.head.crumbs.is_empty() {
        graph.push(Node::Breadcrumbs(breadcrumbs(site, page)));
    }
    if graph.is_empty() {
        return String::new();
    }
    let json = serde_json::to_string(&Graph { context: "https://schema.org", graph }).unwrap_or_default();
    closed(&json)
}

/// The same for Baidu's time factor, which wants a script of its own; empty for pages that are no articles.
pub(super) fn times(page: &Page<'_>) -> String {
    let Content::Article(article) = &page.content else { return String::new() };
    if article.withdrawn.is_some() {
        return String::new();
    }
    let times = Times {
        context: "https://ziyuan.baidu.com/contexts/cambrian.jsonld",
        id: &page.head.url,
        title: &article.title,
        description: &page.head.description,
        published: format!("{}T00:00:00", article.date.iso),
        changed: format!("{}T00:00:00", article.updated.as_ref().unwrap_or(&article.date).iso),
    };
    closed(&serde_json::to_string(&times).unwrap_or_default())
}

/// JSON without `<`, `>`, `&` and the two line separators that JavaScript once did not allow. Outside strings JSON has
/// none of them, so replacing them anywhere is right.
fn closed(json: &str) -> String {
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
fn absolute(site: &Site, url: &str) -> String {
    let origin = site.url.strip_suffix(site.base.as_str()).unwrap_or(&site.url);
    if url.starts_with('/') { format!("{origin}{url}") } else { url.to_owned() }
}

fn article_node<'a>(site: &'a Site, page: &'a Page<'_>, article: &'a Article<'_>) -> ArticleNode<'a> {
    ArticleNode {
        headline: &article.title,
        description: &page.head.description,
        in_language: &site.language,
        date_published: &article.date.stamp,
        date_modified: &article.updated.as_ref().unwrap_or(&article.date).stamp,
        author: article.author.as_ref().map_or_else(|| Author::Firm(publisher(site)), |p| Author::Person(person(p))),
        publisher: publisher(site),
        main_entity_of_page: WebPage {
            id: &page.head.url,
            reviewed_by: article.reviewed_by.as_ref().map(person),
            last_reviewed: article.reviewed_on.as_ref().map(|d| d.iso.as_str()),
        },
    }
}

fn person(person: &Person) -> PersonNode<'_> {
    PersonNode { name: &person.name, job_title: &person.role }
}

/// The publisher in short, as articles name it.
fn publisher(site: &Site) -> Firm<'_> {
    let name = if site.publisher.name.is_empty() { &site.title } else { &site.publisher.name };
    Firm { id: format!("{}#publisher", site.url), name, url: &site.url, telephone: None, email: None, address: None }
}

/// The publisher with all its particulars, as the home page names it.
fn firm(site: &Site) -> Firm<'_> {
    let particulars = &site.publisher;
    Firm {
        telephone: particulars.phone.as_deref(),
        email: particulars.email.as_deref(),
        address: particulars.address.as_deref(),
        ..publisher(site)
    }
}

fn web_site(site: &Site) -> WebSite<'_> {
    WebSite {
        id: format!("{}#website", site.url),
        name: &site.title,
        url: &site.url,
        description: &site.description,
        in_language: &site.language,
        publisher: Reference { id: format!("{}#publisher", site.url) },
    }
}

fn breadcrumbs<'a>(site: &Site, page: &'a Page<'_>) -> Breadcrumbs<'a> {
    let item = |(i, crumb): (usize, &'a crate::view::Link)| ListItem {
        position: i + 1,
        name: &crumb.title,
        item: absolute(site, &crumb.url),
    };
    Breadcrumbs { item_list_element: page.head.crumbs.iter().enumerate().map(item).collect() }
}

fn faq<'a>(site: &'a Site, page: &Page<'_>, questions: &'a [Question]) -> FaqPage<'a> {
    let node = |q: &'a Question| QuestionNode { name: &q.q, accepted_answer: Answer { text: &q.a } };
    FaqPage { id: format!("{}#faq", page.head.url), in_language: &site.language, main_entity: questions.iter().map(node).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_script() {
        assert_eq!(closed("{\"a\":\"</script>&\u{2028}\u{2029}息\"}"), r#"{"a":"\u003c/script\u003e\u0026\u2028\u2029息"}"#);
    }
}
