//! Reads front matter. Every wrong value is reported, and the others are kept.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::keys::EXTERNAL;
use super::{Allow, Change, Front, PageFront, PersonRef, Question, Related, SeriesPart, Withdrawn};
use crate::diag::catalogue::FrontFault;
use crate::diag::{Code, Severity, explanation};
use crate::model::keys::Kind;
use crate::model::registers::{LenderId, Table, TopicId};
use crate::model::settings::is_editorial;
use crate::model::yaml::{Fields, Located, Node, Reader, Value, flowing, scalar};
use crate::model::{Id, Registers, address, slug};

/// Takes the front matter of an article from its fields. Without a title or date a placeholder takes its place; the file's
/// `stem` is the slug if there is none.
pub(crate) fn article(fields: &mut Fields<'_>, stem: &str, registers: &Registers) -> Front {
    let at = fields.at;
    let stem = Located { value: stem.to_owned(), span: at };
    let (date, updated) = (fields.date("date"), fields.date("updated"));
    Front {
        title: one_line(fields, "title").unwrap_or_else(|| stem.clone()),
        changes: changes(fields, date.as_ref(), updated.as_ref()),
        date: date.unwrap_or(Located { value: Date::constant(1970, 1, 1), span: at }),
        updated,
        lender: lender(fields, registers),
        topics: topics(fields, registers),
        summary: plain_text(fields, "summary").map(|summary| summary.map(flowing)),
        author: person(fields, "author", registers),
        reviewed_by: reviewer(fields, registers),
        reviewed_on: fields.date("reviewed_on"),
        review_by: fields.date("review_by"),
        related: related(fields),
        aliases: fields.texts("aliases"),
        slug: slug(fields, stem),
        draft: fields.flag("draft"),
        expires: fields.date("expires"),
        withdrawn: withdrawn(fields),
        faq: fields.maps("faq", question),
        ai: fields.choice("ai"),
        index: fields.node("index").is_some().then(|| fields.flag("index")),
        series: series(fields),
        image: fields.text("image"),
        canonical: fields.text("canonical").map(|slug| slug.map(|slug| slug.trim_end_matches(".md").to_owned())),
        allow: fields.maps("allow", allow),
        at,
    }
}

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
    let text = plain_text(fields, key)?;
    if text.value.contains('\n') {
        fields.reader.report(text.span, FrontFault::SeveralLines { key: key.to_owned() });
    }
    Some(text)
}

/// A text whose markup would be printed as it is, which is reported.
fn plain_text(fields: &mut Fields<'_>, key: &str) -> Option<Located<String>> {
    let text = fields.text(key)?;
    if let Some(mark) = markup(&text.value) {
        fields.reader.report(text.span, FrontFault::FrontMarkup { key: key.to_owned(), mark: mark.to_owned() });
    }
    Some(text)
}

/// Elements of HTML that texts bring along.
const ELEMENTS: &[&str] = &["br", "b", "i", "u", "p", "a", "em", "strong", "span", "font", "sub", "sup", "mark", "div", "h1", "h2"];

/// The first piece of Markdown or HTML in a text.
fn markup(text: &str) -> Option<&str> {
    if !text.contains(['*', '`', '<', '&', ']']) {
        return None;
    }
    let pair = |mark: &str| {
        let start = text.find(mark)?;
        let inside = text.get(start + mark.len()..)?;
        let end = inside.find(mark).filter(|end| *end > 0)?;
        text.get(start..start + end + 2 * mark.len())
    };
    let link = || {
        let middle = text.find("](")?;
        let start = text.get(..middle)?.rfind('[')?;
        text.get(start..middle + text.get(middle..)?.find(')')? + 1)
    };
    let tag = || {
        let start = text.find('<')?;
        let inside = text.get(start + 1..)?;
        let name = inside.trim_start_matches('/');
        let is_element = |known: &&&str| name.strip_prefix(**known).is_some_and(|rest| rest.starts_with(['>', ' ', '/']));
        let element = ELEMENTS.iter().find(is_element)?;
        let is_tag = *element == "br" || text.contains(&format!("</{element}>"));
        text.get(start..start + 2 + inside.find('>').filter(|_| is_tag)?)
    };
    let entity = || {
        let start = text.find('&')?;
        let inside = text.get(start + 1..)?;
        let end = inside.find(';').filter(|end| (2..=8).contains(end))?;
        let is_name = inside.get(..end)?.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
        text.get(start..start + end + 2).filter(|_| is_name)
    };
    pair("**").or_else(|| pair("`")).or_else(link).or_else(tag).or_else(entity)
}

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
    let node = fields.node("topics");
    if let Some(node @ Node { value: Value::List(items), .. }) = node
        && items.is_empty()
    {
        let first = registers.topics.rows.iter().next().map(|topic| format!("[{}]", topic.title));
        fields.reader.report_near(fields.reader.place(node), FrontFault::Missing { key: "topics".to_owned() }, first);
    }
    let is_block =
        matches!(node, Some(Node { value: Value::List(items), span }) if items.first().is_some_and(|i| i.span.start == span.start));
    let is_list = matches!(node, Some(Node { value: Value::List(_), .. }));
    let names = [fields.texts("topics"), fields.texts("topic")].concat();
    let mut ids: Vec<TopicId> = Vec::with_capacity(names.len());
    for written in names {
        let Located { value: name, span } = written.clone();
        if let Some(several) = several(&name, registers).filter(|_| !is_block && registers.topics.find(&name).is_none()) {
            let right = if is_list { several } else { format!("[{several}]") };
            fields.reader.report_near(span, FrontFault::UnknownTopic { name }, Some(right));
            continue;
        }
        match row(fields.reader, written, &registers.topics, |name| FrontFault::UnknownTopic { name }) {
            Some(id) if ids.contains(&id) => fields.reader.report(span, FrontFault::TopicTwice { name }),
            id => ids.extend(id),
        }
    }
    ids
}

/// The topics of a text that names several of them, as entries of a list.
fn several(text: &str, registers: &Registers) -> Option<String> {
    let names: Vec<&str> =
        text.split(['、', '，', ',', '；', ';', '/', '／', '|', '｜']).map(str::trim).filter(|n| !n.is_empty()).collect();
    let is_some = names.len() > 1 && names.iter().any(|name| registers.topics.find(name).is_some());
    is_some.then(|| names.join(", "))
}

/// What people write behind a name.
const TITLES: &[&str] = &["律师", "老师", "先生", "女士", "主任", "编辑", "法官"];

fn person(fields: &mut Fields<'_>, key: &str, registers: &Registers) -> Option<PersonRef> {
    let name = fields.text(key)?;
    let Some(people) = &registers.people else { return Some(PersonRef::Named(name.value)) };
    // `林若溪律师` is a name with a title.
    let bare = TITLES.iter().find_map(|title| name.value.strip_suffix(title)).map(|bare| bare.trim().to_owned());
    if let Some(bare) = bare.filter(|bare| people.find(&name.value).is_none() && people.find(bare).is_some()) {
        fields.reader.report_near(name.span, FrontFault::UnknownPerson { name: name.value }, Some(bare));
        return None;
    }
    row(fields.reader, name, people, |name| FrontFault::UnknownPerson { name }).map(PersonRef::Registered)
}

fn reviewer(fields: &mut Fields<'_>, registers: &Registers) -> Option<PersonRef> {
    let reviewer = person(fields, "reviewed_by", registers)?;
    if let (false, Some(node)) = (registers.may_review(&reviewer), fields.node("reviewed_by")) {
        let name = scalar(node).unwrap_or("").trim().to_owned();
        fields.reader.report(fields.reader.place(node), FrontFault::NotALawyer { name });
    }
    Some(reviewer)
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

/// `名称/2`, or a name alone.
fn series(fields: &mut Fields<'_>) -> Option<Located<SeriesPart>> {
    let Located { value, span } = fields.text("series")?;
    let part = series_part(&value).filter(|_| !value.contains('／'));
    if part.is_none() {
        let half: String = value.nfkc().collect();
        let near = series_part(&half).is_some().then_some(half);
        fields.reader.report_near(span, FrontFault::SeriesForm { value }, near);
    }
    part.map(|value| Located { value, span })
}

fn series_part(text: &str) -> Option<SeriesPart> {
    let (name, number) = match text.rsplit_once('/') {
        Some((name, number)) => (name, Some(number.trim().parse().ok().filter(|n| (1..1000).contains(n))?)),
        None => (text, None),
    };
    let name = name.trim().to_owned();
    (!name.is_empty()).then_some(SeriesPart { name, number })
}

/// The changes, newest first. One that is not between the two dates is reported, and so is a missing date of the last one.
fn changes(fields: &mut Fields<'_>, date: Option<&Located<Date>>, updated: Option<&Located<Date>>) -> Vec<Change> {
    let entry = |fields: &mut Fields<'_>| {
        let (on, what) = (fields.date("on"), plain_text(fields, "what"));
        Some((on?, flowing(what?.value)))
    };
    let mut changes = fields.maps("changes", entry);
    let order = |key: &str, value: Date, earlier: &str, limit: Date| FrontFault::DateOrder {
        key: key.into(),
        value: value.to_string().into(),
        earlier: earlier.into(),
        limit: limit.to_string().into(),
    };
    if !changes.is_empty() && fields.node("updated").is_none() {
        fields.require("updated");
    }
    for (on, _) in &changes {
        match (date, updated) {
            (Some(date), _) if on.value < date.value => fields.reader.report(on.span, order("on", on.value, "date", date.value)),
            (_, Some(updated)) if updated.value < on.value => {
                fields.reader.report(on.span, order("updated", updated.value, "on", on.value));
            }
            _ => {}
        }
    }
    changes.sort_by_key(|(on, _)| std::cmp::Reverse(on.value));
    changes.into_iter().map(|(on, what)| Change { on: on.value, what }).collect()
}

fn withdrawn(fields: &mut Fields<'_>) -> Option<Withdrawn> {
    let mut inner = fields.map("withdrawn")?;
    let (on, reason) = (inner.date("on"), inner.string("reason"));
    Some(Withdrawn { on: on?.value, reason: reason? })
}

fn question(fields: &mut Fields<'_>) -> Option<Question> {
    let mut line = |key| plain_text(fields, key).map(|text| flowing(text.value));
    let (q, a) = (line("q"), line("a"));
    Some(Question { q: q?, a: a? })
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

#[cfg(test)]
mod tests {
    use crate::model::Registers;
    use crate::model::settings::UtcOffset;
    use crate::model::text_file::{article, page};
    use crate::text::Source;
    use jiff::civil::Date;

    #[test]
    fn markup_in_a_text_is_found() {
        for (text, mark) in [
            ("网贷**逾期**怎么办", Some("**逾期**")),
            ("网贷<br>逾期", Some("<br>")),
            ("网贷&amp;逾期", Some("&amp;")),
            ("见[链接](a.md)", Some("[链接](a.md)")),
            ("用`LPR`计算", Some("`LPR`")),
            ("<b>网贷</b>", Some("<b>")),
            ("甲<b>", None),
            ("利率<24%", None),
            ("<民法典>的规定", None),
            ("A&B公司；乙", None),
            ("2*3*4", None),
            ("[转载]网贷", None),
            ("年利率 < b > c", None),
        ] {
            assert_eq!(super::markup(text), mark, "{text}");
        }
    }

    #[test]
    fn texts_of_several_lines_have_no_blank_between_chinese_characters() {
        let day = Date::constant(2026, 6, 1);
        for (summary, expected) in [
            (">\n  甲乙\n  丙。\n", "甲乙丙。"),
            ("|\n  甲乙\n  LPR\n  丙。\n", "甲乙 LPR 丙。"),
            ("甲乙\n  丙。\n", "甲乙丙。"),
            ("'甲乙\n  丙。'\n", "甲乙丙。"),
        ] {
            let text = format!("---\nsummary: {summary}faq:\n  - q: 甲\n      乙？\n    a: >-\n      丙\n      丁\n---\n");
            let front = article(&Source::new("a.md", text), &Registers::default(), day).0.front;
            assert_eq!(front.summary.map(|s| s.value).as_deref(), Some(expected), "{summary}");
            assert_eq!(front.faq.iter().map(|q| (&*q.q, &*q.a)).collect::<Vec<_>>(), [("甲乙？", "丙丁")]);
            let text = format!("---\ntitle: 甲\nsummary: {summary}---\n");
            let page = page(Source::new("a.md", text), &Registers::default(), day, UtcOffset::BEIJING).0;
            assert_eq!(page.summary.as_deref(), Some(expected), "{summary}");
        }
    }
}
