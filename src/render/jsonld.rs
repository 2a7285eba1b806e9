//! JSON-LD of a page: Article and FAQPage, BreadcrumbList of others; ProfilePage of a person; LegalService and WebSite on the home page. One
//! script with a node, or with a graph of several.
//! No character of it can end the script element that holds it.

use serde::Serialize;

use crate::view::{ArticlePage, Content, FaqEntry, Link, Page, PersonEntry, PublisherEntry, SiteView};

/// A member of an object: its name and its JSON, which may be absent.
type Member = (&'static str, Option<String>);

fn json(value: impl Serialize) -> Option<String> {
    serde_json::to_string(&value).ok()
}

fn object(members: impl IntoIterator<Item = Member>) -> String {
    let members = members.into_iter().filter_map(|(name, value)| Some(format!("\"{name}\":{}", value?)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn list(values: impl IntoIterator<Item = String>) -> Option<String> {
    Some(format!("[{}]", values.into_iter().collect::<Vec<_>>().join(",")))
}

fn node(kind: &'static str, members: impl IntoIterator<Item = Member>) -> String {
    object([("@type", json(kind))].into_iter().chain(members))
}

/// The content of `<script type="application/ld+json">`; empty for a page that needs none.
pub(super) fn script(site: &SiteView, page: &Page<'_>) -> String {
    let mut graph = Vec::new();
    match &page.content {
        Content::Home(_) => graph.extend([firm(site), web_site(site)]),
        Content::Article(article) if article.withdrawn.is_none() => {
            graph.push(article_node(site, page, article));
            graph.extend((!article.faq.is_empty()).then(|| faq(page, &article.faq)));
        }
        Content::Person(content) => graph.push(profile(site, page, &content.person)),
        _ => {}
    }
    // On an article they would be a fortieth of all that is not its own, and search engines read the visible ones.
    if !page.head.crumbs.is_empty() && !matches!(page.content, Content::Article(_)) {
        graph.push(breadcrumbs(site, &page.head.crumbs));
    }
    let graph = match graph.as_slice() {
        [] => return String::new(),
        [node] => node.strip_prefix('{').unwrap_or(node).to_owned(),
        nodes => format!("\"@graph\":[{}]}}", nodes.join(",")),
    };
    closed(&format!(r#"{{"@context":"https://schema.org",{graph}"#))
}

/// The script of Baidu's time factor, which wants local times without an offset; empty for pages that are no articles.
pub(super) fn times(site: &SiteView, page: &Page<'_>) -> String {
    let Content::Article(article) = &page.content else { return String::new() };
    if article.withdrawn.is_some() {
        return String::new();
    }
    let midnight = |iso: &str| json(format!("{iso}T00:00:00"));
    closed(&object([
        ("@context", json("https://ziyuan.baidu.com/contexts/cambrian.jsonld")),
        ("@id", json(&page.head.url)),
        ("title", json(&*article.title)),
        ("images", shared_image(site, page).map(|image| format!("[{image}]"))),
        ("pubDate", midnight(&article.date.iso)),
        ("upDate", midnight(&article.updated.as_ref().unwrap_or(&article.date).iso)),
    ]))
}

/// JSON without `<`, `>`, `&` and the two line separators that JavaScript once did not allow. JSON has none of them outside
/// strings, so they are replaced everywhere.
fn closed(json: &str) -> String {
    let json = json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The absolute form of a URL of this site; URLs of other sites stay as they are.
pub(super) fn absolute(site: &SiteView, url: &str) -> String {
    let origin = site.url.strip_suffix(site.base.as_str()).unwrap_or(&site.url);
    if url.starts_with('/') { format!("{origin}{url}") } else { url.to_owned() }
}

fn article_node(site: &SiteView, page: &Page<'_>, article: &ArticlePage<'_>) -> String {
    // In the vocabulary a review belongs to the page, not to the article.
    // Only a licence shows that a lawyer reviewed it.
    let lawyer = article.reviewed_by.as_ref().filter(|p| !p.licence.is_empty());
    let review = [
        ("reviewedBy", lawyer.map(|p| person(site, p))),
        ("lastReviewed", lawyer.and(article.reviewed_on.as_ref()).and_then(|day| json(&day.iso))),
    ];
    let url = json(&page.head.url);
    let is_reviewed = review.iter().any(|(_, value)| value.is_some());
    let web_page = if is_reviewed { Some(node("WebPage", [("@id", url)].into_iter().chain(review))) } else { url };
    let members = [
        ("headline", json(&*article.title)),
        ("description", json(&page.head.description)),
        ("image", shared_image(site, page)),
        ("datePublished", json(&article.date.stamp)),
        ("dateModified", json(&article.updated.as_ref().unwrap_or(&article.date).stamp)),
        ("author", article.author.as_ref().map(|p| person(site, p))),
        ("publisher", Some(publisher(site, &[]))),
        ("mainEntityOfPage", web_page),
        ("about", article.lender.as_ref().map(|lender| named(site, "Organization", lender))),
        (
            "identifier",
            page.head.aigc.as_ref().map(|label| node("PropertyValue", [("name", json("AIGC")), ("value", json(label))])),
        ),
        ("citation", filled(article.laws.iter().map(|cited| named(site, "Legislation", &cited.law)))),
    ];
    node("Article", members)
}

/// The URL of the picture for shared links.
fn shared_image(site: &SiteView, page: &Page<'_>) -> Option<String> {
    page.head.image.as_ref().or(site.image.as_ref()).and_then(|image| json(&image.url))
}

/// A thing that has a page of its own on this site.
fn named(site: &SiteView, kind: &'static str, link: &Link) -> String {
    node(kind, [("name", json(&*link.title)), ("url", json(absolute(site, &link.url)))])
}

fn filled(values: impl Iterator<Item = String>) -> Option<String> {
    let mut values = values.peekable();
    values.peek().is_some().then(|| list(values)).flatten()
}

/// A person with the page and the licence that the register has.
fn person(site: &SiteView, person: &PersonEntry) -> String {
    let url = person.url.as_ref().and_then(|url| json(absolute(site, url)));
    let identifier = [("name", json("执业证号")), ("value", json(&person.licence))];
    let members = [
        ("name", json(&person.name)),
        ("jobTitle", if person.role.is_empty() { None } else { json(&person.role) }),
        ("identifier", (!person.licence.is_empty()).then(|| node("PropertyValue", identifier))),
        ("url", url),
    ];
    node("Person", members)
}

fn profile(site: &SiteView, page: &Page<'_>, entry: &PersonEntry) -> String {
    let members = [("@id", json(&page.head.url)), ("mainEntity", Some(person(site, entry)))];
    node("ProfilePage", members)
}

fn publisher_id(site: &SiteView) -> (&'static str, Option<String>) {
    ("@id", json(format!("{}#publisher", site.url)))
}

fn publisher(site: &SiteView, particulars: &[(&'static str, &Option<String>)]) -> String {
    let name = if site.publisher.name.is_empty() { &site.title } else { &site.publisher.name };
    let logo = site.touch_icon.as_ref().and_then(json);
    let members = [publisher_id(site), ("name", json(name)), ("url", json(&site.url)), ("logo", logo)].into_iter();
    let particulars = particulars.iter().map(|(name, value)| (*name, value.as_ref().and_then(json)));
    node("LegalService", members.chain(particulars))
}

/// The publisher with telephone, email and address.
fn firm(site: &SiteView) -> String {
    let PublisherEntry { phone, email, address, .. } = &site.publisher;
    publisher(site, &[("telephone", phone), ("email", email), ("address", address)])
}

fn web_site(site: &SiteView) -> String {
    let members = [
        ("@id", json(format!("{}#website", site.url))),
        ("name", json(&site.title)),
        ("url", json(&site.url)),
        ("description", if site.description.is_empty() { None } else { json(&site.description) }),
        ("inLanguage", json(&site.language)),
        ("publisher", Some(object([publisher_id(site)]))),
    ];
    node("WebSite", members)
}

fn breadcrumbs(site: &SiteView, crumbs: &[Link]) -> String {
    let item = |(position, crumb): (usize, &Link)| {
        let (name, item) = (json(&*crumb.title), json(absolute(site, &crumb.url)));
        node("ListItem", [("position", json(position)), ("name", name), ("item", item)])
    };
    node("BreadcrumbList", [("itemListElement", list((1..).zip(crumbs).map(item)))])
}

fn faq(page: &Page<'_>, questions: &[FaqEntry]) -> String {
    let question = |question: &FaqEntry| {
        let answer = node("Answer", [("text", json(&question.a))]);
        node("Question", [("name", json(&question.q)), ("acceptedAnswer", Some(answer))])
    };
    let members = [("@id", json(format!("{}#faq", page.head.url))), ("mainEntity", list(questions.iter().map(question)))];
    node("FAQPage", members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_script() {
        let json = object([("a", json("</script>&\u{2028}\u{2029}息"))]);
        assert_eq!(closed(&json), r#"{"a":"\u003c/script\u003e\u0026\u2028\u2029息"}"#);
    }
}
