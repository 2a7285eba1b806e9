//! `laws`: the register with who cites what; `laws impact ID[#article]`, every line that cites a law; `laws unknown`, what is cited
//! and in no register, most cited first. It judges nothing.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use clap::ArgMatches;

use super::setting::{Folders, Setting};
use super::table::{self, Row, row};
use super::{CliError, Outcome, print};
use crate::check::law;
use crate::link::{Linked, ListId};
use crate::load;
use crate::model::Body;
use crate::model::facts::{Citation, Facts};
use crate::model::inclusion::Place;
use crate::model::registers::LawId;
use crate::model::registers::edition::edition;
use crate::model::registers::laws::{ArticleNumber, Law, Laws};
use crate::model::registers::titles;
use crate::text::{Lines, Span};

pub(super) fn laws(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let (folders, linked) = setting.linked()?;
    let (names, rows): (&[&str], Vec<Row>) = match args.subcommand() {
        Some(("impact", args)) => {
            let what = args.get_one::<String>("law").map_or("", String::as_str);
            let (law, number) = parse_target(setting, &linked.library.registers.laws, what)?;
            (&["file", "line", "column", "law", "article", "text"], impact(&folders, &linked, law, number)?)
        }
        Some(("unknown", _)) => (&["title", "citations", "files", "first", "nearest"], unknown(&folders, &linked)?),
        _ => return table::print_rows(setting, &list(&linked)),
    };
    let is_csv = args.subcommand().is_some_and(|(_, args)| args.get_flag("csv"));
    if is_csv && !setting.json { print(&table::csv(names, &rows)) } else { table::print_rows(setting, &rows) }
}

/// The law, and perhaps its article, in `civil-code#676`. The law may also be given by its title.
fn parse_target(setting: &Setting, laws: &Laws, what: &str) -> Result<(LawId, Option<ArticleNumber>), CliError> {
    let (name, article) = what.split_once('#').map_or((what, None), |(n, a)| (n, Some(a)));
    let Some(law) = laws.by_id(name).or_else(|| laws.by_title(name)) else {
        let near = laws.nearest_id(name).map(|n| format!(" ({n}?)")).unwrap_or_default();
        let what = setting.text("登记表里没有这部法律", "no such law in the register");
        return Err(CliError(format!("{what}: {name}{near}")));
    };
    let number = article.map(|article| {
        let what = setting.text("不是条号，应写成 676 或 253-1", "no article number; write 676 or 253-1");
        ArticleNumber::parse(article).ok_or_else(|| CliError(format!("{what}: {article}")))
    });
    Ok((law, number.transpose()?))
}

fn list(linked: &Linked) -> Vec<Row> {
    let laws = &linked.library.registers.laws;
    let row = |(id, l): (LawId, &Law)| {
        let until = l.repealed.or(l.ended).or_else(|| law::change_of(laws, id).map(|c| c.on));
        let moved: Vec<String> = l.renumbered.iter().map(|r| format!("{}:{}→{}", r.on, r.from, r.to)).collect();
        row!({
            "id": l.id, "title": l.title, "status": l.status.word(), "effective": l.effective.map(|d| d.to_string()),
            "until": until.map(|d| d.to_string()), "successor": l.superseded_by.map(|s| laws[s].id.clone()),
            "articles": linked.lists.articles(ListId::Law(id)).len(), "renumbered": moved,
        })
    };
    laws.iter().map(row).collect()
}

fn bodies(linked: &Linked) -> impl Iterator<Item = &Body> {
    let library = &linked.library;
    let articles = library.articles.iter().map(|a| &a.article.body);
    let intros = library.topic_intros.iter().chain(&library.lender_intros).map(|i| &i.body);
    articles.chain(library.pages.iter().map(|p| &p.body)).chain(intros)
}

/// The places of a text that cite a law, or one article of it, each with the number cited.
fn places(laws: &Laws, facts: &Facts, law: LawId, wanted: Option<ArticleNumber>) -> Vec<(Span, ArticleNumber)> {
    let fits = |number: ArticleNumber| wanted.is_none_or(|w| w == number);
    let mut found = Vec::new();
    for citation in facts.citations.iter().filter(|c| c.law == Some(law)) {
        let numbers = citation.articles.iter().filter_map(|a| Some((a.span, ArticleNumber::parse(&a.number)?)));
        found.extend(numbers.filter(|(_, n)| fits(*n)));
        if citation.articles.is_empty() && fits(ArticleNumber::WHOLE) {
            found.push((citation.span, ArticleNumber::WHOLE));
        }
    }
    for link in &facts.links {
        let Some(target) = link.dest.strip_prefix("law:") else { continue };
        let (name, article) = target.split_once('#').map_or((target, None), |(n, a)| (n, Some(a)));
        let number = article.map_or(Some(ArticleNumber::WHOLE), ArticleNumber::parse);
        if laws.by_id(name).or_else(|| laws.by_title(name)) == Some(law) {
            found.extend(number.filter(|n| fits(*n)).map(|n| (link.span, n)));
        }
    }
    found.sort_by_key(|(span, number)| (span.start, *number));
    found
}

fn impact(folders: &Folders, linked: &Linked, law: LawId, wanted: Option<ArticleNumber>) -> io::Result<Vec<Row>> {
    let laws = &linked.library.registers.laws;
    let id = laws[law].id.as_str();
    let mut rows = Vec::new();
    for body in bodies(linked) {
        let (path, places) = (&body.path, places(laws, &body.facts, law, wanted));
        if places.is_empty() {
            continue;
        }
        let mut located: Vec<(Place, ArticleNumber)> =
            places.into_iter().map(|(span, n)| (body.insertions.locate(path, span.shifted(body.start)), n)).collect();
        located.sort_by(|(a, _), (b, _)| (&a.path != path, &a.path).cmp(&(&b.path != path, &b.path)));
        let mut last: Option<(Arc<str>, Arc<str>)> = None;
        for (Place { path, span, .. }, number) in located {
            let text = match last.take().filter(|(of, _)| *of == path) {
                Some((_, text)) => text,
                None => {
                    load::read_text(&folders.root.join(&*path), &path, load::TEXT_LIMIT)?.unwrap_or_else(|text| text.source).text
                }
            };
            last = Some((Arc::clone(&path), Arc::clone(&text)));
            let lines = Lines::new(&text);
            let at = lines.position(span.start);
            rows.push(row!({
                "file": &*path, "line": at.line, "column": at.column, "law": id, "article": number.to_string(), "text": span.of(&text),
            }));
        }
    }
    Ok(rows)
}

/// A title that is cited and in no register.
struct Unknown<'l> {
    title: &'l str,
    citations: usize,
    files: usize,
    last: &'l str,
    first: Place,
}

/// Titles that look like laws and are in no register: how often, in how many files, where first, and the nearest law of the register.
/// A law that is registered in another version is none of them.
fn unknown(folders: &Folders, linked: &Linked) -> io::Result<Vec<Row>> {
    let laws = &linked.library.registers.laws;
    let is_unknown = |c: &&Citation| {
        let is_law = !c.articles.is_empty() || titles::is_like_law(&c.title);
        c.law.is_none() && is_law && laws.by_title(edition(&c.title).0).is_none()
    };
    let mut found: BTreeMap<String, Unknown<'_>> = BTreeMap::new();
    for body in bodies(linked) {
        for citation in body.facts.citations.iter().filter(is_unknown) {
            let title = citation.title.trim_start_matches("中华人民共和国");
            let place = || body.insertions.locate(&body.path, citation.span.shifted(body.start));
            let unknown = found.entry(titles::fold(title)).or_insert_with(|| Unknown {
                title,
                citations: 0,
                files: 0,
                last: "",
                first: place(),
            });
            unknown.citations += 1;
            if *unknown.last != *body.path {
                (unknown.files, unknown.last) = (unknown.files + 1, &body.path);
            }
        }
    }
    let mut all: Vec<Unknown<'_>> = found.into_values().collect();
    all.sort_by(|a, b| (b.citations, b.files).cmp(&(a.citations, a.files)).then(a.title.cmp(b.title)));
    let row = |unknown: &Unknown<'_>| {
        let Place { path, span, .. } = &unknown.first;
        let text = load::read_text(&folders.root.join(&**path), path, load::TEXT_LIMIT)?.unwrap_or_else(|text| text.source).text;
        let at = Lines::new(&text).position(span.start);
        let nearest = laws.titles.nearest(unknown.title).map(|law| laws[law].id.clone());
        Ok(row!({
            "title": unknown.title, "citations": unknown.citations, "files": unknown.files,
            "first": format!("{path}:{}:{}", at.line, at.column), "nearest": nearest,
        }))
    };
    all.iter().map(row).collect()
}
