//! Reads front matter. Every wrong value is reported, and the others are kept.

use jiff::civil::Date;

use super::keys::EXTERNAL;
use super::{Allow, Front, PageFront, PersonRef, Question, Related, Withdrawn};
use crate::diag::catalogue::FrontFault;
use crate::diag::{Code, Severity, explanation};
use crate::model::keys::Kind;
use crate::model::registers::{LenderId, Table, TopicId};
use crate::model::settings::is_editorial;
use crate::model::yaml::{Fields, Located, Node, Reader, Value};
use crate::model::{Id, Registers, address, slug};
use crate::text::markdown::break_vanishes;

/// Takes the front matter of an article from its fields. Without a title or date a placeholder takes its place; the file's
/// `stem` is the slug if there is none.
pub(crate) fn article(fields: &mut Fields<'_>, stem: &str, registers: &Registers) -> Front {
    let at = fields.at;
    let stem = Located { value: stem.to_owned(), span: at };
    Front {
        title: one_line(fields, "title").unwrap_or_else(|| stem.clone()),
        date: fields.date("date").unwrap_or(Located { value: Date::constant(1970, 1, 1), span: at }),
        updated: fields.date("updated"),
        lender: lender(fields, registers),
        topics: topics(fields, registers),
        summary: fields.text("summary").map(flowing),
        author: person(fields, "author", registers),
        reviewed_by: person(fields, "reviewed_by", registers),
        reviewed_on: fields.date("reviewed_on"),
        review_by: fields.date("review_by"),
        related: related(fields),
        aliases: fields.texts("aliases"),
        slug: slug(fields, stem),
        draft: fields.flag("draft"),
        expires: fields.date("expires"),
        withdrawn: withdrawn(fields),
        faq: fields.maps("faq", question),
        ai: fields.choice("ai").unwrap_or_default(),
        allow: fields.maps("allow", allow),
        at,
    }
}

/// Takes the front matter of a page from its fields.
pub(crate) fn page(fields: &mut Fields<'_>, stem: &str) -> PageFront {
    let stem = Located { value: stem.to_owned(), span: fields.at };
    PageFront {
        title: fields.string("title").unwrap_or_else(|| stem.value.clone()),
        summary: fields.string("summary"),
        date: fields.date("date").map(|d| d.value),
        updated: fields.date("updated").map(|d| d.value),
        slug: fields.text("slug").unwrap_or_else(|| file_slug(fields.reader, stem)),
    }
}

fn one_line(fields: &mut Fields<'_>, key: &str) -> Option<Located<String>> {
    let text = fields.text(key)?;
    if text.value.contains('\n') {
        fields.reader.report(text.span, FrontFault::ControlCharacter { key: key.to_owned() });
    }
    Some(text)
}

/// Joins the lines of a paragraph: with nothing between Han characters, with a blank between words.
fn flowing(text: Located<String>) -> Located<String> {
    text.map(|text| {
        let mut joined = String::with_capacity(text.len());
        for line in text.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
            if !joined.is_empty() && !break_vanishes(joined.chars().next_back(), line) {
                joined.push(' ');
            }
            joined.push_str(line);
        }
        joined
    })
}

/// The row of a register that a name refers to.
fn row<I: Id, T>(reader: &mut Reader, name: Located<String>, table: &Table<I, T>, fault: fn(String) -> FrontFault) -> Option<I> {
    let found = table.find(&name.value);
    if found.is_none() {
        let near = table.nearest(&name.value);
        reader.report_near(name.span, fault(name.value), near);
    }
    found
}

fn lender(fields: &mut Fields<'_>, registers: &Registers) -> Option<LenderId> {
    let name = fields.text("lender")?;
    row(fields.reader, name, &registers.lenders, |name| FrontFault::UnknownLender { name })
}

fn topics(fields: &mut Fields<'_>, registers: &Registers) -> Vec<TopicId> {
    if let Some(node @ Node { value: Value::List(items), .. }) = fields.node("topics")
        && items.is_empty()
    {
        fields.reader.report(fields.reader.place(node), FrontFault::Missing { key: "topics".to_owned() });
    }
    let names = [fields.texts("topics"), fields.texts("topic")].concat();
    let mut ids: Vec<TopicId> = Vec::with_capacity(names.len());
    for written in names {
        let Located { value: name, span } = written.clone();
        match row(fields.reader, written, &registers.topics, |name| FrontFault::UnknownTopic { name }) {
            Some(id) if ids.contains(&id) => fields.reader.report(span, FrontFault::TopicTwice { name }),
            id => ids.extend(id),
        }
    }
    ids
}

fn person(fields: &mut Fields<'_>, key: &str, registers: &Registers) -> Option<PersonRef> {
    let name = fields.text(key)?;
    let Some(people) = &registers.people else { return Some(PersonRef::Named(name.value)) };
    row(fields.reader, name, people, |name| FrontFault::UnknownPerson { name }).map(PersonRef::Registered)
}

fn related(fields: &mut Fields<'_>) -> Vec<Located<Related>> {
    let nodes = fields.nodes("related");
    let reader = &mut fields.reader;
    let link = |(node, kind): (&Node, &Kind)| {
        let value = match &node.value {
            Value::Scalar { .. } => Related::Article(reader.text(node, "related", kind)?.value.trim_end_matches(".md").into()),
            Value::Map(_) => external(reader.fields(node, "related", EXTERNAL, None)?)?,
            _ => {
                reader.report(reader.place(node), FrontFault::BadRelated {});
                return None;
            }
        };
        Some(Located { value, span: reader.place(node) })
    };
    let mut links: Vec<_> = nodes.into_iter().filter_map(link).collect();
    links.shrink_to_fit();
    links
}

fn external(mut fields: Fields<'_>) -> Option<Related> {
    let (title, url) = (fields.string("title"), fields.text("url")?);
    let plain = url.value.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"'`\\{}|^".contains(&b));
    let host = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    if !plain || !host.is_some_and(|h| h.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        fields.reader.report(url.span, FrontFault::BadUrl { key: "related".to_owned(), value: url.value });
        return None;
    }
    if let Some(flaw) = address::flaw(&url.value) {
        fields.reader.report(url.span, flaw.fault);
        return None;
    }
    Some(Related::External { title: title?.into(), url: url.value.into() })
}

/// The slug, or else that of the file's name, which is checked like a written one.
fn slug(fields: &mut Fields<'_>, stem: Located<String>) -> Located<String> {
    match (fields.node("slug"), fields.text("slug")) {
        (_, Some(slug)) => slug,
        (None, None) => file_slug(fields.reader, stem),
        (Some(_), None) => stem,
    }
}

fn file_slug(reader: &mut Reader, stem: Located<String>) -> Located<String> {
    match slug::check(&stem.value) {
        Ok(value) => Located { value, ..stem },
        Err(why) => {
            reader.report(stem.span, slug::fault(&stem.value, why));
            stem
        }
    }
}

fn withdrawn(fields: &mut Fields<'_>) -> Option<Withdrawn> {
    let mut inner = fields.map("withdrawn")?;
    let (on, reason) = (inner.date("on"), inner.string("reason"));
    Some(Withdrawn { on: on?.value, reason: reason? })
}

fn question(fields: &mut Fields<'_>) -> Option<Question> {
    let (q, a) = (fields.string("q"), fields.text("a").map(flowing));
    Some(Question { q: q?, a: a?.value })
}

fn allow(fields: &mut Fields<'_>) -> Option<Allow> {
    let (code, reason) = (fields.text("code"), fields.string("reason"));
    let code = code?;
    match code.value.parse::<Code>().ok().and_then(explanation) {
        None => fields.reader.report(code.span, FrontFault::AllowCode { code: code.value }),
        Some(e) if e.severity == Severity::Error && !is_editorial(e.code) => {
            fields.reader.report(code.span, FrontFault::AllowFixed { code: e.code.to_string() });
        }
        Some(e) => return Some(Allow { code: e.code, reason: reason? }),
    }
    None
}
