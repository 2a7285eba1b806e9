//! Reads an `import.yaml`. All that is wrong is reported; what is absent has a default.

use std::sync::Arc;

use super::keys::{MAPPING, SELECTOR};
use super::{Columns, Mapping, Renaming, Select, Selector};
use crate::diag::Finding;
use crate::model::keys::Kind;
use crate::model::yaml::{Fields, Node, Reader, Value};
use crate::text::Source;

/// The mapping of a text, and what is wrong with it.
pub(crate) fn read(source: &Source) -> (Mapping, Vec<Finding>) {
    let mut reader = Reader::settings(source);
    let node = reader.parse(&source.text).map(Node::or_empty);
    let mapping = node.and_then(|node| Some(mapping(&mut reader.fields(&node, "import.yaml", MAPPING, None)?)));
    (Mapping { path: Arc::clone(&source.path), ..mapping.unwrap_or_default() }, reader.findings)
}

fn mapping(fields: &mut Fields<'_>) -> Mapping {
    // Its value is the only one that there is.
    fields.number("version");
    Mapping {
        path: Arc::default(),
        from: fields.texts("from"),
        kind: fields.choice("as"),
        files: fields.text("files"),
        hosts: fields.strings("hosts").iter().map(|host| host.to_ascii_lowercase()).collect(),
        address: address(fields, "address"),
        page_address: address(fields, "page_address"),
        retrieved: fields.date("retrieved").map(|date| date.value),
        default_status: fields.choice("default_status").unwrap_or_default(),
        topics: renamings(fields, "topics"),
        tags: renamings(fields, "tags"),
        authors: renamings(fields, "authors"),
        lenders: renamings(fields, "lenders"),
        leave_out: fields.texts("leave_out"),
        select: select(fields),
        columns: columns(fields),
        articles: fields.strings("articles"),
    }
}

/// Words that an address may have in braces.
const PLACEHOLDERS: [&str; 5] = ["{id}", "{slug}", "{year}", "{month}", "{day}"];

fn address(fields: &mut Fields<'_>, name: &str) -> Option<String> {
    let text = fields.string(name)?;
    let without = PLACEHOLDERS.iter().fold(text.clone(), |text, placeholder| text.replace(placeholder, ""));
    let fits = text.starts_with('/') && !without.contains(['{', '}', ' ']);
    if let (false, Some(node)) = (fits, fields.node(name)) {
        let expected = (
            "以 / 开头的网址，其中可以有 {id}、{slug}、{year}、{month}、{day}",
            "an address that starts with / and may have {id}, {slug}, {year}, {month}, {day}",
        );
        fields.reader.wrong_type(name, node, expected);
    }
    fits.then_some(text)
}

fn renamings(fields: &mut Fields<'_>, name: &str) -> Vec<Renaming> {
    let mut renamings = Vec::new();
    for (key, span, node, kind) in fields.entries(name) {
        let (is_nullable, kind) = match kind {
            Kind::Nullable(kind) => (true, *kind),
            kind => (false, kind),
        };
        let target = match &node.value {
            Value::Null if is_nullable => None,
            _ => match fields.reader.text(node, key, kind) {
                None => continue,
                target => target,
            },
        };
        renamings.push(Renaming { name: key.trim().to_owned(), span, target });
    }
    renamings
}

fn select(fields: &mut Fields<'_>) -> Select {
    if fields.node("select").is_some_and(|node| matches!(node.value, Value::Scalar { .. })) {
        return Select { guess: fields.choice("select"), ..Select::default() };
    }
    let mut inner = fields.section("select");
    Select {
        guess: None,
        title: selector(&mut inner, "title"),
        date: selector(&mut inner, "date"),
        author: selector(&mut inner, "author"),
        category: selector(&mut inner, "category"),
        body: selector(&mut inner, "body"),
        next: selector(&mut inner, "next"),
    }
}

fn selector(fields: &mut Fields<'_>, name: &str) -> Option<Selector> {
    let (key, node) = fields.present(name)?;
    let Kind::Either(text, _) = &key.kind else { return None };
    if !matches!(node.value, Value::Map(_)) {
        return Some(Selector { css: fields.reader.text(node, name, text)?, after: None, before: None });
    }
    let mut inner = fields.reader.fields(node, name, SELECTOR, None)?;
    Some(Selector { css: inner.text("css")?, after: inner.string("after"), before: inner.string("before") })
}

fn columns(fields: &mut Fields<'_>) -> Columns {
    let mut inner = fields.section("columns");
    Columns {
        title: inner.string("title"),
        body: inner.string("body"),
        file: inner.string("file"),
        date: inner.string("date"),
        updated: inner.string("updated"),
        category: inner.string("category"),
        tags: inner.string("tags"),
        author: inner.string("author"),
        address: inner.string("address"),
        status: inner.string("status"),
        id: inner.string("id"),
        summary: inner.string("summary"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Lang;
    use crate::model::mapping::{DefaultStatus, Guess, SourceKind};

    fn read_text(text: &str) -> (Mapping, Vec<String>) {
        let source = Source::new("import.yaml", text);
        let (mapping, findings) = read(&source);
        let line = |f: &Finding| {
            let line = f.span.map_or(0, |span| source.text.get(..span.start as usize).unwrap_or("").matches('\n').count() + 1);
            format!("{line} {} {}", f.fault.code(), f.fault.message(Lang::En))
        };
        (mapping, findings.iter().map(line).collect())
    }

    #[test]
    fn every_key_is_read() {
        let (mapping, findings) = read_text(
            "version: 1\nfrom: [a.sql, b.sql]\nas: zblog\nfiles: mirror/\nhosts: WWW.example.cn\naddress: /hf/{id}.html\n\
             page_address: /{slug}.html\nretrieved: 2026-04-10\ndefault_status: draft\ntopics: {逾期/网贷: overdue, 公告: skip, default: debt}\n\
             tags: {停息挂账: negotiation}\nauthors: {heyan: he-yan, 小编: null}\nlenders: {小米消金: xiaomi-cf}\nleave_out: [\"^本站声明\", \".adbox\"]\n\
             select: {title: h1, author: {css: .info, after: \"作者:\"}}\ncolumns: {title: 标题}\narticles: hf/*.html\n",
        );
        assert_eq!(findings, [""; 0]);
        let pair = |r: &Renaming| (r.name.clone(), r.target.as_ref().map(|t| t.value.clone()).unwrap_or_default());
        assert_eq!(mapping.from.iter().map(|f| f.value.as_str()).collect::<Vec<_>>(), ["a.sql", "b.sql"]);
        assert_eq!((mapping.kind, mapping.default_status), (Some(SourceKind::Zblog), DefaultStatus::Draft));
        assert_eq!(mapping.hosts, ["www.example.cn"]);
        assert_eq!(mapping.topics.iter().map(pair).collect::<Vec<_>>()[0], ("逾期/网贷".to_owned(), "overdue".to_owned()));
        assert_eq!(mapping.authors[1].target, None);
        assert_eq!(mapping.select.author.map(|a| (a.css.value, a.after)), Some((".info".to_owned(), Some("作者:".to_owned()))));
        assert_eq!(mapping.columns.title.as_deref(), Some("标题"));
    }

    #[test]
    fn the_body_of_a_page_can_be_guessed() {
        let (mapping, findings) = read_text("select: auto\n");
        assert_eq!((mapping.select.guess, findings.len()), (Some(Guess::Auto), 1), "{findings:?}");
        assert!(read_text("version: 1\nselect: h1\n").1[0].starts_with("2 SG014"));
    }

    #[test]
    fn what_is_wrong_is_named_at_its_line() {
        let (_, findings) = read_text("version: 2\nform: a.sql\nas: z-blog\naddress: hf/{no}.html\ntopics: {甲: null}\n");
        let starts = |n: usize, start: &str| assert!(findings[n].starts_with(start), "{findings:?}");
        assert_eq!(findings.len(), 5, "{findings:?}");
        starts(0, "2 SG012");
        starts(1, "1 SG014");
        starts(2, "3 SG014");
        starts(3, "4 SG014");
        starts(4, "5 SG014");
    }
}
