//! Reads front matter. All that is wrong is reported; what is right is kept.

use jiff::civil::Date;

use super::{Ai, Allow, Front, PersonRef, Question, Related, Withdrawn};
use crate::diag::catalogue::FrontFault;
use crate::diag::{Code, Severity, explanation};
use crate::model::Registers;
use crate::model::registers::{LenderId, TopicId};
use crate::model::settings::is_editorial;
use crate::model::slug;
use crate::model::yaml::{Fields, Located, Node, Reader, Value};
use crate::text::Span;
use crate::text::markdown::break_vanishes;

/// Every key, in the order of the documentation; `topic` is `topics` for one.
pub const KEYS: &[&str] = &[
    "title",
    "date",
    "updated",
    "lender",
    "topics",
    "topic",
    "summary",
    "author",
    "reviewed_by",
    "reviewed_on",
    "review_by",
    "related",
    "aliases",
    "slug",
    "draft",
    "expires",
    "withdrawn",
    "faq",
    "ai",
    "allow",
];

/// Longest title in characters.
const TITLE: usize = 120;
/// Longest summary in characters.
const SUMMARY: usize = 300;

/// Reads the front matter whose YAML text is `yaml`. `at` is where findings about the whole stand, `stem` the file's name
/// without its extension, which gives the slug where the front matter gives none.
pub fn read(reader: &mut Reader<'_>, yaml: &str, at: Span, stem: &str, registers: &Registers) -> Front {
    let stem_slug = Located { value: stem.to_owned(), span: at };
    let Some(node) = reader.parse(yaml).map(Node::or_empty) else { return placeholder(stem_slug, at) };
    let Some(mut fields) = reader.fields(&node, "front matter", KEYS) else { return placeholder(stem_slug, at) };
    fields.at = at;
    let fields = &fields;
    for key in ["title", "date"] {
        reader.require(fields, key);
    }
    let mut front = placeholder(stem_slug, at);
    if let Some(title) = reader.text(fields, "title", TITLE) {
        front.title = one_line(reader, title);
    }
    dates(reader, fields, &mut front);
    front.lender = lender(reader, fields, registers);
    front.topics = topics(reader, fields, registers);
    front.summary = reader.text(fields, "summary", SUMMARY).map(flowing);
    front.author = person(reader, fields, "author", registers);
    front.reviewed_by = person(reader, fields, "reviewed_by", registers);
    front.related = related(reader, fields);
    front.aliases = reader.texts(fields, "aliases", 50, 300);
    if let Some(slug) = slug::read(reader, fields, "slug") {
        front.slug = slug;
    } else if fields.get("slug").is_none() {
        front.slug = file_slug(reader, front.slug);
    }
    front.draft = reader.flag(fields, "draft").is_some_and(|d| d.value);
    front.withdrawn = withdrawn(reader, fields);
    front.faq = faq(reader, fields);
    front.ai = reader.choice(fields, "ai", Ai::WORDS).unwrap_or_default();
    front.allow = allow(reader, fields);
    front
}

/// What stands for front matter that cannot be read.
pub(crate) fn placeholder(slug: Located<String>, at: Span) -> Front {
    Front {
        title: Located { value: slug.value.clone(), span: at },
        date: Located { value: Date::constant(1970, 1, 1), span: at },
        updated: None,
        lender: None,
        topics: Vec::new(),
        summary: None,
        author: None,
        reviewed_by: None,
        reviewed_on: None,
        review_by: None,
        related: Vec::new(),
        aliases: Vec::new(),
        slug,
        draft: false,
        expires: None,
        withdrawn: None,
        faq: Vec::new(),
        ai: Ai::None,
        allow: Vec::new(),
        at,
    }
}

fn one_line(reader: &mut Reader<'_>, title: Located<String>) -> Located<String> {
    if title.value.contains('\n') {
        reader.fault_at(title.span, FrontFault::ControlCharacter { key: "title".to_owned() });
    }
    title
}

/// A text written over several lines is one paragraph: between Han characters nothing stands, between words a blank.
fn flowing(text: Located<String>) -> Located<String> {
    let mut value = String::with_capacity(text.value.len());
    for line in text.value.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
        if !value.is_empty() && !break_vanishes(value.chars().next_back(), line) {
            value.push(' ');
        }
        value.push_str(line);
    }
    Located { value, ..text }
}

fn dates(reader: &mut Reader<'_>, fields: &Fields<'_>, front: &mut Front) {
    let date = reader.date(fields, "date");
    front.updated = reader.date(fields, "updated");
    front.reviewed_on = reader.date(fields, "reviewed_on");
    front.review_by = reader.date(fields, "review_by");
    front.expires = reader.date(fields, "expires");
    reader.in_order(("date", &date), ("updated", &front.updated));
    reader.in_order(("date", &date), ("expires", &front.expires));
    reader.in_order(("reviewed_on", &front.reviewed_on), ("review_by", &front.review_by));
    if let Some(date) = date {
        front.date = date;
    }
}

fn lender(reader: &mut Reader<'_>, fields: &Fields<'_>, registers: &Registers) -> Option<LenderId> {
    let node = reader.present(fields, "lender")?;
    let name = reader.word_of(node, "lender", 80)?;
    let found = registers.lenders.find(&name.value);
    if found.is_none() {
        let near = registers.lenders.nearest(&name.value);
        reader.report_at(name.span, FrontFault::UnknownLender { name: name.value }, near);
    }
    found
}

fn topics(reader: &mut Reader<'_>, fields: &Fields<'_>, registers: &Registers) -> Vec<TopicId> {
    let mut names = reader.texts(fields, "topics", 10, 80);
    names.extend(reader.texts(fields, "topic", 1, 80));
    let absent = !fields.has("topics") && !fields.has("topic");
    let no_topic = matches!(fields.get("topics").map(|n| &n.value), Some(Value::List(items)) if items.is_empty());
    if (absent && fields.get("topics").is_none()) || no_topic {
        let at = fields.get("topics").map_or(fields.at, |n| reader.place(n));
        reader.fault_at(at, FrontFault::Missing { key: "topics".to_owned() });
    }
    let mut ids: Vec<TopicId> = Vec::with_capacity(names.len());
    for name in names {
        match registers.topics.find(&name.value) {
            Some(id) if ids.contains(&id) => reader.report_at(name.span, FrontFault::TopicTwice { name: name.value }, None),
            Some(id) => ids.push(id),
            None => {
                let near = registers.topics.nearest(&name.value);
                reader.report_at(name.span, FrontFault::UnknownTopic { name: name.value }, near);
            }
        }
    }
    ids
}

fn person(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str, registers: &Registers) -> Option<PersonRef> {
    let node = reader.present(fields, key)?;
    let name = reader.text_of(node, key, 60)?;
    let Some(people) = &registers.people else { return Some(PersonRef::Named(name.value)) };
    let found = people.find(&name.value);
    if found.is_none() {
        let near = people.nearest(&name.value);
        reader.report_at(name.span, FrontFault::UnknownPerson { name: name.value }, near);
    }
    found.map(PersonRef::Registered)
}

fn related(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Located<Related>> {
    let mut out = Vec::new();
    for node in reader.list(fields, "related", 20, false) {
        let span = reader.place(node);
        match &node.value {
            Value::Scalar { .. } => {
                let slug = reader.word_of(node, "related", 200);
                out.extend(slug.map(|s| Located { value: Related::Article(s.value.trim_end_matches(".md").into()), span }));
            }
            Value::Map(_) => out.extend(external(reader, node).map(|value| Located { value, span })),
            _ => reader.fault_at(span, FrontFault::BadRelated {}),
        }
    }
    out.shrink_to_fit();
    out
}

fn external(reader: &mut Reader<'_>, node: &Node) -> Option<Related> {
    let fields = reader.fields(node, "related", &["title", "url"])?;
    reader.require(&fields, "title");
    reader.require(&fields, "url");
    let title = reader.text(&fields, "title", 80);
    let url = reader.text(&fields, "url", 500)?;
    let plain = url.value.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'`\\{}|^".contains(&b));
    let host = url
        .value
        .strip_prefix("https://")
        .or_else(|| url.value.strip_prefix("http://"))
        .is_some_and(|h| h.starts_with(|c: char| c.is_ascii_alphanumeric()));
    if !plain || !host {
        reader.fault_at(url.span, FrontFault::BadUrl { key: "related".to_owned(), value: url.value });
        return None;
    }
    Some(Related::External { title: title?.value.into(), url: url.value.into() })
}

/// The slug from the file's name, checked like a written one.
fn file_slug(reader: &mut Reader<'_>, stem: Located<String>) -> Located<String> {
    match slug::check(&stem.value) {
        Ok(value) => Located { value, span: stem.span },
        Err((zh, en)) => {
            let fault = FrontFault::BadSlug { value: stem.value.clone(), why_zh: zh.to_owned(), why_en: en.to_owned() };
            reader.fault_at(stem.span, fault);
            stem
        }
    }
}

fn withdrawn(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Withdrawn> {
    let node = reader.present(fields, "withdrawn")?;
    let inner = reader.fields(node, "withdrawn", &["on", "reason"])?;
    reader.require(&inner, "on");
    reader.require(&inner, "reason");
    let on = reader.date(&inner, "on");
    let reason = reader.text(&inner, "reason", SUMMARY);
    Some(Withdrawn { on: on?.value, reason: reason?.value })
}

fn faq(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Question> {
    let mut out = Vec::new();
    for node in reader.list(fields, "faq", 20, false) {
        let Some(inner) = reader.fields(node, "faq", &["q", "a"]) else { continue };
        reader.require(&inner, "q");
        reader.require(&inner, "a");
        let q = reader.text(&inner, "q", 120);
        let a = reader.text(&inner, "a", 600).map(flowing);
        if let (Some(q), Some(a)) = (q, a) {
            out.push(Question { q: q.value, a: a.value });
        }
    }
    out
}

fn allow(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Allow> {
    let mut out = Vec::new();
    for node in reader.list(fields, "allow", 50, false) {
        let Some(inner) = reader.fields(node, "allow", &["code", "reason"]) else { continue };
        reader.require(&inner, "code");
        reader.require(&inner, "reason");
        let code = reader.present(&inner, "code").and_then(|n| reader.word_of(n, "code", 20));
        let reason = reader.text(&inner, "reason", 200);
        let Some(written) = code else { continue };
        let known = written.value.parse::<Code>().ok().and_then(explanation);
        match known {
            None => reader.fault_at(written.span, FrontFault::AllowCode { code: written.value }),
            Some(e) if e.severity == Severity::Error && !is_editorial(e.code) => {
                reader.fault_at(written.span, FrontFault::AllowFixed { code: e.code.to_string() });
            }
            Some(e) => out.extend(reason.map(|r| Allow { code: e.code, reason: r.value })),
        }
    }
    out
}
