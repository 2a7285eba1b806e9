//! One page as a browser's parser reads it, reduced to what is checked. Judges nothing.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What an element's attributes say, by name.
pub type Attributes = Vec<(String, String)>;

/// The value of an attribute.
pub fn attribute<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

/// A reference to another place.
#[derive(Debug)]
pub struct Reference {
    /// `a`, `img`, `link canonical`, `link stylesheet`, `refresh`, …
    pub kind: String,
    pub url: String,
    pub integrity: Option<String>,
}

/// A heading.
#[derive(Debug)]
pub struct Heading {
    pub level: u8,
    pub text: String,
}

/// What is checked of a page.
#[derive(Debug, Default)]
pub struct Page {
    pub doctype: bool,
    /// What the parser complained about.
    pub errors: Vec<String>,
    pub lang: Option<String>,
    pub titles: Vec<String>,
    pub mains: usize,
    pub headings: Vec<Heading>,
    pub ids: Vec<String>,
    /// Values of `aria-labelledby`, `aria-describedby` and `for`.
    pub names_of_ids: Vec<String>,
    pub references: Vec<Reference>,
    /// Links without a word in them: their addresses.
    pub silent_links: Vec<String>,
    /// Images without `alt`.
    pub silent_images: Vec<String>,
    /// Images for which no room is kept.
    pub jumping_images: Vec<String>,
    /// What a strict content security policy would stop.
    pub inline: Vec<String>,
    /// `<meta>` by name or property.
    pub meta: Vec<(String, String)>,
    pub json_ld: Vec<String>,
    /// Blocks of other data.
    pub data: Vec<String>,
    /// Links of related lists.
    pub related: Vec<String>,
    /// Everything a reader can see, blanks joined.
    pub text: String,
    /// Addresses of the cards of lists, in order.
    pub cards: Vec<String>,
    /// Text of an article's body as it stands, blanks joined.
    pub prose: String,
    /// Addresses of links by `rel`.
    pub by_rel: Vec<(String, String)>,
    /// `datetime` of every `<time>`.
    pub times: Vec<String>,
    /// What stands beside dates: bylines and `<time>`.
    pub bylines: Vec<String>,
}

impl Page {
    /// The first reference of a kind.
    pub fn reference(&self, kind: &str) -> Option<&str> {
        self.references.iter().find(|r| r.kind == kind).map(|r| r.url.as_str())
    }

    /// The value of a `<meta>`.
    pub fn meta(&self, name: &str) -> Option<&str> {
        self.meta.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// True where the page only leads elsewhere.
    pub fn is_redirect(&self) -> bool {
        self.reference("refresh").is_some()
    }
}

/// Reads a page.
pub fn read(html: &str) -> Page {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut page = Page { errors: dom.errors.borrow().iter().map(ToString::to_string).collect(), ..Page::default() };
    walk(&dom.document, &Inside::default(), &mut page);
    page.text = blanks_joined(&page.text);
    page.prose = blanks_joined(&page.prose);
    page
}

/// A text with every run of blanks as one.
pub fn blanks_joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text of a node and all below it.
fn text(node: &Handle) -> String {
    let mut out = String::new();
    gather(node, &mut out);
    blanks_joined(&out)
}

fn gather(node: &Handle, out: &mut String) {
    match &node.data {
        NodeData::Text { contents } => out.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } if &*name.local == "img" => {
            let alt = attrs.borrow().iter().find(|a| &*a.name.local == "alt").map(|a| a.value.to_string());
            out.push_str(&alt.unwrap_or_default());
        }
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| gather(child, out));
}

#[derive(Debug, Default, Clone, Copy)]
struct Inside {
    related: bool,
    hidden: bool,
    prose: bool,
}

fn walk(node: &Handle, inside: &Inside, page: &mut Page) {
    let mut below = *inside;
    match &node.data {
        NodeData::Doctype { name, .. } => page.doctype = &**name == "html",
        NodeData::Text { contents } if !inside.hidden => {
            page.text.push_str(&contents.borrow());
            page.text.push(' ');
            if inside.prose {
                page.prose.push_str(&contents.borrow());
            }
        }
        NodeData::Element { name, attrs, .. } => {
            let attributes: Attributes = attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            let name = &*name.local;
            below.related |= attribute(&attributes, "data-related").is_some();
            below.prose |= name == "div" && attribute(&attributes, "class") == Some("prose");
            below.hidden |= matches!(name, "script" | "style" | "title" | "template");
            any_element(name, &attributes, page);
            element(name, &attributes, node, inside, page);
        }
        _ => {}
    }
    node.children.borrow().iter().for_each(|child| walk(child, &below, page));
}

/// What holds for every element.
fn any_element(name: &str, attributes: &Attributes, page: &mut Page) {
    for (key, value) in attributes {
        match key.as_str() {
            "id" => page.ids.push(value.clone()),
            "aria-labelledby" | "aria-describedby" | "aria-controls" | "for" => {
                page.names_of_ids.extend(value.split_whitespace().map(str::to_owned));
            }
            "style" => page.inline.push(format!("<{name} style={value:?}>")),
            "srcdoc" => page.inline.push(format!("<{name} srcdoc>")),
            key if key.starts_with("on") => page.inline.push(format!("<{name} {key}={value:?}>")),
            "href" | "src" | "action" | "formaction" | "data" if dangerous(value) => {
                page.inline.push(format!("<{name} {key}={value:?}>"));
            }
            _ => {}
        }
    }
}

fn dangerous(url: &str) -> bool {
    let scheme: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(11).collect();
    let scheme = scheme.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:", "blob:"].iter().any(|s| scheme.starts_with(s))
}

fn element(name: &str, attributes: &Attributes, node: &Handle, inside: &Inside, page: &mut Page) {
    let value = |key: &str| attribute(attributes, key).map(str::to_owned);
    let integrity = value("integrity");
    let mut refer = |kind: &str, url: Option<String>| {
        page.references.extend(url.map(|url| Reference { kind: kind.to_owned(), url, integrity: integrity.clone() }));
    };
    match name {
        "html" => page.lang = value("lang"),
        "title" => page.titles.push(text(node)),
        "main" => page.mains += 1,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            page.headings.push(Heading { level: name.as_bytes()[1] - b'0', text: text(node) });
        }
        "a" => {
            refer("a", value("href"));
            page.by_rel.extend(value("rel").zip(value("href")));
            if value("class").as_deref() == Some("to") && !inside.related {
                page.cards.extend(value("href"));
            }
            if inside.related {
                page.related.extend(value("href"));
            }
            if text(node).is_empty() && value("aria-label").is_none_or(|l| l.trim().is_empty()) {
                page.silent_links.push(value("href").unwrap_or_default());
            }
        }
        "img" => {
            refer("img", value("src"));
            if value("alt").is_none() {
                page.silent_images.push(value("src").unwrap_or_default());
            }
            if [value("width"), value("height")].iter().any(|side| side.as_ref().is_none_or(|s| s.parse::<u32>().is_err())) {
                page.jumping_images.push(value("src").unwrap_or_default());
            }
        }
        "link" => refer(&format!("link {}", value("rel").unwrap_or_default()), value("href")),
        "script" => script(&value, node, page),
        "style" => page.inline.push("<style>".to_owned()),
        "iframe" | "object" | "embed" | "frame" | "base" => page.inline.push(format!("<{name}>")),
        // A calculator's form stays on its page, a search box leads to the search page.
        "form" => refer("form", value("action")),
        "source" | "video" | "audio" => {
            refer(name, value("src"));
            let set = value("srcset").unwrap_or_default();
            set.split(',').for_each(|choice| refer(name, choice.split_whitespace().next().map(str::to_owned)));
        }
        "meta" => meta(&value, page),
        "br" if inside.prose => page.prose.push(' '),
        "time" => {
            page.times.extend(value("datetime"));
            page.bylines.push(text(node));
        }
        _ if value("class").is_some_and(|c| c.split(' ').any(|c| c == "by")) => page.bylines.push(text(node)),
        _ => {}
    }
}

fn script(value: &impl Fn(&str) -> Option<String>, node: &Handle, page: &mut Page) {
    let kind = value("type").unwrap_or_default();
    if kind == "application/ld+json" {
        page.json_ld.push(text(node));
    } else if kind == "application/json" {
        page.data.push(text(node));
    } else if let Some(url) = value("src") {
        page.references.push(Reference { kind: "script".to_owned(), url, integrity: value("integrity") });
    } else {
        page.inline.push("<script>".to_owned());
    }
}

fn meta(value: &impl Fn(&str) -> Option<String>, page: &mut Page) {
    let content = value("content").unwrap_or_default();
    if value("http-equiv").is_some_and(|e| e.eq_ignore_ascii_case("refresh")) {
        let url = content.split_once("url=").map(|(_, u)| u.trim().to_owned()).unwrap_or_default();
        page.references.push(Reference { kind: "refresh".to_owned(), url, integrity: None });
    } else if let Some(name) = value("name").or_else(|| value("property")) {
        if name == "og:image" {
            page.references.push(Reference { kind: name.clone(), url: content.clone(), integrity: None });
        }
        page.meta.push((name, content));
    }
}
