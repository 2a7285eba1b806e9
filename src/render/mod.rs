//! Page → Artifact: templates, Markdown to HTML, feeds, sitemap and hosting files. Sees [`crate::view`] and nothing else of
//! the site; never decides a URL and never touches the disk. The only module that names tera.

pub(crate) mod card;
pub(crate) mod compress;
mod escape;
mod fault;
pub(crate) mod feed;
pub mod highlight;
pub(crate) mod hosting;
mod jsonld;
pub mod markdown;
pub(crate) mod overview;
pub(crate) mod pictures;
pub(crate) mod plain_markdown;
mod qr;
pub(crate) mod report;
pub mod search;
pub mod sitemap;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

use crate::diag::{Finding, Role};
use crate::view::{Body, Content, Method, Page, SiteView, WidgetView};

/// A file to be written below the output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path below the output folder, with `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The template of a calculator within a page.
const WIDGET_TEMPLATE: &str = "widget.html";

/// The template of a calculator's method, rendered once for each kind.
const METHOD_TEMPLATE: &str = "method.html";

/// Initial capacity for a page; an article page has about this many bytes.
const PAGE_BYTES: usize = 32 * 1024;

/// Renders pages; shared by all threads.
pub(crate) struct Renderer {
    tera: Tera,
    site: SiteView,
    /// HTML of the method of each kind of calculator.
    methods: BTreeMap<&'static str, Value>,
    highlighter: highlight::Highlighter,
}

impl Renderer {
    /// Checks and compiles the templates, which are given by name (`article.html`) and source. Every faulty template is
    /// reported, not just the first.
    pub(crate) fn new(templates: Vec<(String, String)>, site: &SiteView) -> Result<Renderer, Vec<Finding>> {
        // Each template is parsed alone, because the engine stops at the first error.
        let syntax = templates.iter().filter_map(|(name, text)| fault::of_syntax(&engine().add_raw_template(name, text).err()?));
        let syntax: Vec<Finding> = syntax.collect();
        if !syntax.is_empty() {
            return Err(syntax);
        }
        let mut tera = engine();
        if let Err(error) = tera.add_raw_templates(templates.iter().map(|(name, text)| (name, text))) {
            return Err(fault::of_set(&error, &templates));
        }
        let value = Value::try_from_serializable(site).map_err(|e| vec![fault::internal(&e)])?;
        tera.global_context().insert_value("site", value);
        let method = |m: &Method| Ok((m.kind, Value::safe_string(&method(&tera, m)?)));
        let methods = site.methods.iter().map(method).collect::<Result<_, Box<Finding>>>().map_err(|f| vec![*f])?;
        Ok(Renderer { tera, site: site.clone(), methods, highlighter: highlight::Highlighter::new() })
    }

    pub(crate) fn page(&self, page: &Page<'_>) -> Result<Artifact, Box<Finding>> {
        let (template, context) = self.context(page)?;
        let mut bytes = Vec::with_capacity(PAGE_BYTES);
        match self.tera.render_to(template, &context, &mut bytes) {
            Ok(()) => Ok(Artifact { path: page.output.clone(), bytes }),
            Err(error) => {
                let of = page.source.clone().unwrap_or_else(|| page.output.as_str().into());
                Err(Box::new(fault::of_page(&error, template).with(&of, None, Role::Rendering)))
            }
        }
    }

    /// The template of a page, and its variables except `site`.
    fn context(&self, page: &Page<'_>) -> Result<(&'static str, Context), Box<Finding>> {
        let mut context = Context::new();
        context.insert_value("page", value(&page.head)?);
        context.insert_value("blocks", self.blocks(page)?);
        context.insert_value("jsonld", Value::safe_string(&jsonld::script(&self.site, page)));
        context.insert_value("times", Value::safe_string(&jsonld::times(&self.site, page)));
        match &page.content {
            Content::Article(article) => {
                context.insert_value("body", self.html(Some(&article.body))?);
                context.insert_value("qr", Value::safe_string(&qr::svg(&article.permalink)));
            }
            Content::Plain(plain) => context.insert_value("body", self.html(Some(&plain.body))?),
            Content::Topic(topic) => context.insert_value("intro", self.html(topic.intro.as_ref())?),
            Content::Lender(lender) => context.insert_value("intro", self.html(lender.intro.as_ref())?),
            Content::Calculator(calculator) => {
                let widget = calculator.widget.as_ref().map(|w| self.widget(w)).transpose()?.unwrap_or_default();
                context.insert_value("widget", Value::safe_string(&widget));
            }
            _ => {}
        }
        let (template, name) = variable(&page.content);
        context.insert_value(name, value(&page.content)?);
        Ok((template, context))
    }

    /// The data blocks of a page with calculators: what the script knows of each kind, and the tables that it reads.
    fn blocks(&self, page: &Page<'_>) -> Result<Value, Box<Finding>> {
        let of_kind =
            |kind: &&'static str| Some(("spec", *kind, self.site.methods.iter().find(|m| m.kind == *kind)?.spec.as_str()));
        let table = |name: &&'static str| Some(("table", *name, self.site.tables.get(name)?.as_str()));
        let block = |(of, name, json): (&'static str, &'static str, &str)| {
            BTreeMap::from([("of", Value::from(of)), ("name", Value::from(name)), ("json", Value::safe_string(json))])
        };
        let needs = || page.head.calculators.iter();
        let kinds = needs().flat_map(|needs| &needs.kinds).filter_map(of_kind);
        let tables = needs().flat_map(|needs| &needs.tables).filter_map(table);
        value(&kinds.chain(tables).map(block).collect::<Vec<_>>())
    }

    /// The HTML of a body; empty if there is none, so that a template may ask `{% if intro %}`.
    fn html(&self, body: Option<&Body<'_>>) -> Result<Value, Box<Finding>> {
        let mut html = String::new();
        if let Some(body) = body {
            let widgets = body.widgets.iter().map(|w| self.widget(w)).collect::<Result<Vec<_>, _>>()?;
            html.reserve(body.markdown.len() * 2);
            markdown::to_html(body, &self.highlighter, &widgets, &mut html);
        }
        Ok(Value::safe_string(&html))
    }

    fn widget(&self, widget: &WidgetView) -> Result<String, Box<Finding>> {
        let mut context = Context::new();
        context.insert_value("calculator", value(&widget.page)?);
        context.insert_value("method", self.methods.get(widget.page.kind).cloned().unwrap_or_else(Value::none));
        self.tera.render(WIDGET_TEMPLATE, &context).map_err(|e| Box::new(fault::of_page(&e, WIDGET_TEMPLATE)))
    }
}

/// The HTML of a calculator's method.
fn method(tera: &Tera, method: &Method) -> Result<String, Box<Finding>> {
    let mut context = Context::new();
    context.insert_value("method", value(method)?);
    tera.render(METHOD_TEMPLATE, &context).map_err(|e| Box::new(fault::of_page(&e, METHOD_TEMPLATE)))
}

/// The template engine with escaping for every template, whatever its extension.
#[expect(clippy::disallowed_methods, reason = "templates are compiled here")]
fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([""]);
    tera.set_escape_fn(escape::write);
    tera.register_filter("safe", safe);
    tera
}

/// Replaces the engine's `safe`, with which a template could print any text of an article as HTML. Accepts HTML only.
fn safe(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if value.is_safe() {
        Ok(value)
    } else {
        Err(Error::message("`safe` cannot be used on text; HTML arrives as `body`, `intro`, `qr` and `jsonld`"))
    }
}

/// The template of a page, and the name of the variable with its content.
fn variable(content: &Content<'_>) -> (&'static str, &'static str) {
    match content {
        Content::Home(_) => ("home.html", "home"),
        Content::Article(_) => ("article.html", "article"),
        Content::Topics(_) => ("topics.html", "topics"),
        Content::Topic(_) => ("topic.html", "topic"),
        Content::Lenders(_) => ("lenders.html", "lenders"),
        Content::Lender(_) => ("lender.html", "lender"),
        Content::LenderTopic(_) => ("lender-topic.html", "listing"),
        Content::Laws(_) => ("laws.html", "laws"),
        Content::Law(_) => ("law.html", "law"),
        Content::Glossary(_) => ("glossary.html", "glossary"),
        Content::Updates(_) => ("updates.html", "updates"),
        Content::People(_) => ("people.html", "people"),
        Content::Person(_) => ("person.html", "person"),
        Content::Calculators(_) => ("calculators.html", "calculators"),
        Content::Calculator(_) => ("calculator.html", "calculator"),
        Content::Search(_) => ("search.html", "search"),
        Content::Archive(_) => ("archive.html", "archive"),
        Content::Plain(_) => ("page.html", "plain"),
        Content::NotFound => ("404.html", "content"),
        Content::Redirect(_) => ("redirect.html", "redirect"),
    }
}

fn value<T: Serialize>(content: &T) -> Result<Value, Box<Finding>> {
    Value::try_from_serializable(content).map_err(|e| Box::new(fault::internal(&e)))
}
