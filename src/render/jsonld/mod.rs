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
    use crate::render::sample;
    use crate::view::Article;

    fn pretty(json: &str) -> String {
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(json).unwrap()).unwrap()
    }

    #[test]
    fn an_article_with_questions() {
        let site = sample::site("https://example.com/docs/");
        let article = Article { title: "利息<怎么>算 & 罚息\u{2028}".into(), ..sample::article(&site, "") };
        let mut page = sample::article_page(&site, article);
        page.head.description = "先看\"合同\"。".into();
        assert_eq!(
            script(&site, &page),
            concat!(
                r#"{"@context":"https://schema.org","@graph":[{"@type":"Article","headline":"利息\u003c怎么\u003e算 \u0026 罚息\u2028","#,
                r#""description":"先看\"合同\"。","inLanguage":"zh-CN","datePublished":"2026-03-09T00:00:00+08:00","#,
                r#""dateModified":"2026-05-01T00:00:00+08:00","#,
                r#""author":{"@type":"Person","name":"李书言（示例）","jobTitle":"作者、编辑"},"#,
                r#""publisher":{"@type":"LegalService","@id":"https://example.com/docs/#publisher","name":"示例律师事务所","#,
                r#""url":"https://example.com/docs/"},"#,
                r#""mainEntityOfPage":{"@type":"WebPage","@id":"https://example.com/docs/articles/card-interest.html","#,
                r#""reviewedBy":{"@type":"Person","name":"陈明远律师（示例）","jobTitle":"审核律师"},"lastReviewed":"2026-04-30"}},"#,
                r#"{"@type":"FAQPage","@id":"https://example.com/docs/articles/card-interest.html#faq","inLanguage":"zh-CN","#,
                r#""mainEntity":[{"@type":"Question","name":"最低还款后还会收利息吗？","#,
                r#""acceptedAnswer":{"@type":"Answer","text":"会。未还部分从入账日起按日计息。"}},"#,
                r#"{"@type":"Question","name":"可以只还本金吗？","#,
                r#""acceptedAnswer":{"@type":"Answer","text":"要与银行协商，达成书面约定后再还。"}}]},"#,
                r#"{"@type":"BreadcrumbList","itemListElement":["#,
                r#"{"@type":"ListItem","position":1,"name":"首页","item":"https://example.com/docs/"},"#,
                r#"{"@type":"ListItem","position":2,"name":"利息与费用","item":"https://example.com/docs/topics/interest-fees/"},"#,
                r#"{"@type":"ListItem","position":3,"name":"利息\u003c怎么\u003e算 \u0026 罚息\u2028","#,
                r#""item":"https://example.com/docs/articles/card-interest.html"}]}]}"#,
            )
        );
    }

    #[test]
    fn an_article_of_nobody_is_the_publishers() {
        let site = sample::site("https://example.com/");
        let bare = Article {
            author: None,
            reviewed_by: None,
            reviewed_on: None,
            updated: None,
            faq: vec![],
            ..sample::article(&site, "")
        };
        let mut page = sample::article_page(&site, bare);
        page.head.crumbs.clear();
        assert_eq!(
            pretty(&script(&site, &page)),
            r##"{
  "@context": "https://schema.org",
  "@graph": [
    {
      "@type": "Article",
      "author": {
        "@id": "https://example.com/#publisher",
        "@type": "LegalService",
        "name": "示例律师事务所",
        "url": "https://example.com/"
      },
      "dateModified": "2026-03-09T00:00:00+08:00",
      "datePublished": "2026-03-09T00:00:00+08:00",
      "description": "信用卡逾期后利息怎么算的说明。",
      "headline": "信用卡逾期后利息怎么算",
      "inLanguage": "zh-CN",
      "mainEntityOfPage": {
        "@id": "https://example.com/articles/card-interest.html",
        "@type": "WebPage"
      },
      "publisher": {
        "@id": "https://example.com/#publisher",
        "@type": "LegalService",
        "name": "示例律师事务所",
        "url": "https://example.com/"
      }
    }
  ]
}"##
        );
    }

    #[test]
    fn the_home_page_names_the_firm_and_the_site() {
        let site = sample::site("https://example.com/docs/");
        let pages = sample::pages(&site, "");
        assert_eq!(
            pretty(&script(&site, pages.first().unwrap())),
            r##"{
  "@context": "https://schema.org",
  "@graph": [
    {
      "@id": "https://example.com/docs/#publisher",
      "@type": "LegalService",
      "address": "示例市示例路 1 号",
      "email": "contact@example.com",
      "name": "示例律师事务所",
      "telephone": "000-0000-0000",
      "url": "https://example.com/docs/"
    },
    {
      "@id": "https://example.com/docs/#website",
      "@type": "WebSite",
      "description": "逾期、催收、诉讼与执行，一步一步讲清楚。",
      "inLanguage": "zh-CN",
      "name": "债务指引",
      "publisher": {
        "@id": "https://example.com/docs/#publisher"
      },
      "url": "https://example.com/docs/"
    }
  ]
}"##
        );
    }

    #[test]
    fn a_withdrawn_article_is_no_article_and_a_redirect_says_nothing() {
        let site = sample::site("https://example.com/");
        let pages = sample::pages(&site, "");
        let of = |output: &str| script(&site, pages.iter().find(|p| p.output == output).unwrap());
        assert!(
            of("articles/withdrawn.html").starts_with(r#"{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList""#)
        );
        assert_eq!(of("hf/1.html"), "");
    }
}
