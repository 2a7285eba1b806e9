//! What a place in a text names, what is known of it, and where it is defined.

use std::fmt::Write;
use std::sync::Arc;

use crate::calc::{self, CalcContext, RawInput, Spec};
use crate::link::resolve;
use crate::model::front::keys::ARTICLE;
use crate::model::registers::laws::ArticleNumber;
use crate::model::registers::{LawId, LenderId, PersonId, TopicId};
use crate::model::{Article, ArticleId};
use crate::text::{Span, localized, url};

use super::complete::Scene;
use super::cursor::{At, cursor};

/// Something that a text names.
#[derive(Debug, Clone)]
pub(crate) enum Thing {
    Lender(LenderId),
    Topic(TopicId),
    Person(PersonId),
    Law(LawId, ArticleNumber),
    /// An article, and the anchor of a heading; empty for the whole.
    Article(ArticleId, String),
    Fact(LenderId, String),
    Calculator(&'static Spec, RawInput),
    /// A key of front matter.
    Key(&'static str),
}

/// Where a thing is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: Arc<str>,
    /// What is looked for in the file.
    pub(crate) sign: Sign,
}

/// How a place is found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sign {
    Start,
    Span(Span),
    /// The row of a register with this `slug` or `id`, and a key within it; that key may be empty.
    Row(String, String),
}

/// What stands at an offset, and its place.
pub(crate) fn thing(scene: &Scene<'_>, offset: usize) -> Option<(Thing, Span)> {
    let text = &scene.source.text;
    // The end of the word decides, so that the whole of it counts.
    let end = text.get(offset..)?.find(ENDS).map_or(text.len(), |length| offset + length);
    if let Some(found) = in_front_matter(scene, text, end) {
        return found;
    }
    let article = scene.library.article(scene.library.article_by_path(&scene.source.path)?);
    let offset = Span::new(offset..offset).start;
    let has = |span: &Span| span.start <= offset && offset < span.end;
    in_body(scene, article).into_iter().find(|(_, span)| has(span)).or_else(|| heading(scene, article).find(|(_, span)| has(span)))
}

/// The headings of an article, which others may link to.
fn heading<'s>(scene: &'s Scene<'_>, article: &'s Article) -> impl Iterator<Item = (Thing, Span)> + 's {
    let id = scene.library.article_by_path(article.path());
    article.body.facts.headings.iter().filter_map(move |heading| {
        let place = article.body.insertions.locate(article.path(), heading.span.shifted(article.body.start));
        (place.path == *article.path()).then_some((Thing::Article(id?, heading.id.to_owned()), place.span))
    })
}

/// Everything that the file of an article names, with its places.
pub(super) fn things(scene: &Scene<'_>, article: &Article, text: &str) -> Vec<(Thing, Span)> {
    let front = text.get(..article.body.start as usize).unwrap_or("");
    let ends = front.match_indices(ENDS).map(|(at, _)| at);
    let of_front = ends.filter_map(|end| in_front_matter(scene, text, end)?).filter(|(thing, _)| !matches!(thing, Thing::Key(_)));
    of_front.chain(in_body(scene, article)).collect()
}

/// What may stand behind a name.
const ENDS: [char; 8] = ['\n', '\r', ',', ']', '}', ')', '》', '#'];

/// `None` outside of front matter.
fn in_front_matter(scene: &Scene<'_>, text: &str, end: usize) -> Option<Option<(Thing, Span)>> {
    let cursor = cursor(text, end)?;
    let (typed, registers) = (cursor.typed.trim().trim_matches(['"', '\'']), scene.registers);
    let thing = match cursor.at {
        At::Key => None,
        At::Value("lender") => registers.lenders.find(typed).map(Thing::Lender),
        At::Value("topic" | "topics") => registers.topics.find(typed).map(Thing::Topic),
        At::Value("author" | "reviewed_by") => registers.people.as_ref().and_then(|people| people.find(typed)).map(Thing::Person),
        At::Value("slug") => scene.library.article_by_path(&scene.source.path).map(|id| Thing::Article(id, String::new())),
        At::Value("related" | "canonical") => scene.addresses.article_by_slug(typed).map(|id| Thing::Article(id, String::new())),
        At::Value(_) => None,
        _ => return None,
    };
    let key = || {
        let start = text.get(..end)?.rfind('\n').map_or(0, |at| at + 1);
        let name = text.get(start..)?.split(':').next()?;
        let key = ARTICLE.iter().find(|key| key.name == name)?;
        Some((Thing::Key(key.name), Span::new(start..start + name.len())))
    };
    Some(thing.map(|thing| (thing, cursor.span)).or_else(key))
}

/// What a body names in its own file; what stands within something else comes first.
fn in_body(scene: &Scene<'_>, article: &Article) -> Vec<(Thing, Span)> {
    let (facts, registers) = (&article.body.facts, scene.registers);
    let mut all: Vec<(Option<Thing>, Span)> = Vec::new();
    for reference in &facts.references {
        let own = || article.front.lender;
        let lender = if &*reference.lender == "lender" { own() } else { registers.lenders.find(&reference.lender) };
        all.push((lender.map(|lender| Thing::Fact(lender, reference.key.to_string())), reference.span));
    }
    for citation in &facts.citations {
        let cited = citation.articles.iter().map(|cited| (ArticleNumber::parse(&cited.number), cited.span));
        for (number, span) in cited.chain([(Some(ArticleNumber::WHOLE), citation.span)]) {
            all.push((citation.law.zip(number).map(|(law, number)| Thing::Law(law, number)), span));
        }
    }
    all.extend(facts.links.iter().map(|link| (linked(scene, article, &link.dest), link.span)));
    all.extend(article.body.widgets.iter().map(|widget| (Some(Thing::Calculator(widget.spec, widget.raw.clone())), widget.span)));
    let in_file = |(thing, span): (Option<Thing>, Span)| {
        let place = article.body.insertions.locate(article.path(), span.shifted(article.body.start));
        (place.path == *article.path()).then_some((thing?, place.span))
    };
    all.into_iter().filter_map(in_file).collect()
}

/// What a link leads to.
fn linked(scene: &Scene<'_>, article: &Article, dest: &str) -> Option<Thing> {
    let registers = scene.registers;
    match dest.split_once(':') {
        Some(("lender", name)) => registers.lenders.find(name).map(Thing::Lender),
        Some(("topic", name)) => registers.topics.find(name).map(Thing::Topic),
        Some(("law", rest)) => {
            let (id, number) = rest.split_once('#').map_or((rest, None), |(id, number)| (id, ArticleNumber::parse(number)));
            let law = registers.laws.rows.enumerated().find(|(_, law)| law.id == id)?.0;
            Some(Thing::Law(law, number.unwrap_or(ArticleNumber::WHOLE)))
        }
        Some(("calculator", kind)) => calc::find(kind).map(|spec| Thing::Calculator(spec, calc::example(spec))),
        _ => {
            let (file, anchor) = dest.split_once('#').unwrap_or((dest, ""));
            let path = if file.is_empty() { article.path().to_string() } else { resolve::source_of(article.path(), file)? };
            Some(Thing::Article(scene.library.article_by_path(&path)?, anchor.to_owned()))
        }
    }
}

impl Thing {
    /// True if a reference to another thing is one to this: to a law from each of its articles, to an article from each of its headings.
    pub(super) fn includes(&self, other: &Thing) -> bool {
        match (self, other) {
            (Thing::Lender(a), Thing::Lender(b) | Thing::Fact(b, _)) => a == b,
            (Thing::Topic(a), Thing::Topic(b)) => a == b,
            (Thing::Person(a), Thing::Person(b)) => a == b,
            (Thing::Law(a, number), Thing::Law(b, other)) => a == b && (*number == ArticleNumber::WHOLE || number == other),
            (Thing::Article(a, anchor), Thing::Article(b, other)) => a == b && (anchor.is_empty() || anchor == other),
            (Thing::Fact(a, key), Thing::Fact(b, other)) => a == b && key == other,
            (Thing::Calculator(a, _), Thing::Calculator(b, _)) => a.kind == b.kind,
            (Thing::Key(_), _) | (_, _) => false,
        }
    }

    /// Words of which every file that names it has one.
    pub(super) fn words(&self, scene: &Scene<'_>) -> Vec<String> {
        let registers = scene.registers;
        match self {
            Thing::Lender(id) | Thing::Fact(id, _) => {
                let lender = &registers.lenders[*id];
                let names = lender.aliases.iter().chain(&lender.former_names).chain(lender.entity.as_ref());
                let own = matches!(self, Thing::Fact(..)).then(|| "{lender.".to_owned());
                names.chain([&lender.slug, &lender.name]).cloned().chain(own).collect()
            }
            Thing::Topic(id) => {
                let topic = &registers.topics[*id];
                topic.aliases.iter().chain([&topic.slug, &topic.title]).cloned().collect()
            }
            Thing::Person(id) => {
                registers.people.iter().flat_map(|people| [people[*id].id.clone(), people[*id].name.clone()]).collect()
            }
            Thing::Law(id, _) => {
                let law = &registers.laws.rows[*id];
                let title = law.title.trim_start_matches("中华人民共和国").to_owned();
                law.short.iter().cloned().chain([law.id.clone(), title]).collect()
            }
            Thing::Article(id, _) => {
                let article = scene.library.article(*id);
                let name = article.path().rsplit('/').next().unwrap_or_default();
                vec![name.to_owned(), url::encode(name), article.front.slug.value.clone()]
            }
            Thing::Calculator(spec, _) => vec![spec.kind.to_owned()],
            Thing::Key(_) => Vec::new(),
        }
    }

    /// What is known of it, in Markdown.
    pub(crate) fn about(&self, scene: &Scene<'_>) -> String {
        let (registers, library) = (scene.registers, scene.library);
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = match self {
            Thing::Lender(id) => {
                let lender = &registers.lenders[*id];
                let names = lender.aliases.iter().chain(&lender.former_names).map(String::as_str).collect::<Vec<_>>().join("、");
                let facts = lender.facts.iter().map(|fact| {
                    let checked = fact.checked_on.map(|day| format!("（{day}）")).unwrap_or_default();
                    format!("\n- {}：{}{checked}", fact.key, fact.value)
                });
                write!(
                    out,
                    "**{}** `{}`  \n{}\n\n{names}\n{}",
                    lender.name,
                    lender.slug,
                    lender.entity.as_deref().unwrap_or(""),
                    facts.collect::<String>()
                )
            }
            Thing::Topic(id) => {
                let topic = &registers.topics[*id];
                write!(out, "**{}** `{}`\n\n{}", topic.title, topic.slug, topic.desc)
            }
            Thing::Person(id) => match registers.people.as_ref().map(|people| &people[*id]) {
                Some(person) => write!(out, "**{}** `{}`\n\n{} {}", person.name, person.id, person.role, person.licence),
                None => Ok(()),
            },
            Thing::Law(id, number) => {
                let law = &registers.laws.rows[*id];
                let gist = law.articles.get(number).map(|gist| format!("\n\n{number}：{gist}")).unwrap_or_default();
                let renumbered = law.renumbered.iter().filter(|row| row.from == *number);
                let renumbered: String = renumbered.map(|row| format!("\n\n{} → {}（{}）", row.from, row.to, row.on)).collect();
                let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
                let repealed = law.repealed.map(|on| format!(" – {on}")).unwrap_or_default();
                let state =
                    if law.status.in_force() { ["现行有效", "in force"] } else { ["不再有效", "no longer in force"] };
                write!(
                    out,
                    "**{}** `{}`  \n{}  \n{} {}{repealed}{gist}{renumbered}",
                    law.title,
                    law.id,
                    law.no,
                    localized(scene.lang, state),
                    day(law.effective)
                )
            }
            Thing::Article(id, anchor) => {
                let article = library.article(*id);
                let heading = article.body.facts.headings.iter().find(|heading| heading.id == anchor.as_str());
                let heading = heading.map(|heading| format!(" › {}", heading.text)).unwrap_or_default();
                write!(
                    out,
                    "**{}**{heading}  \n{} `{}`\n\n{}",
                    article.front.title.value, article.front.date.value, article.front.slug.value, article.body.facts.excerpt
                )
            }
            Thing::Fact(id, key) => {
                let lender = &registers.lenders[*id];
                let fact = lender.facts.iter().find(|fact| fact.key == *key);
                let source = fact
                    .map(|fact| format!("  \n{} {}", fact.source, fact.checked_on.map(|day| day.to_string()).unwrap_or_default()));
                write!(out, "**{}**{}", registers.lenders.fact(*id, key).unwrap_or_default(), source.unwrap_or_default())
            }
            Thing::Calculator(spec, raw) => {
                let lang = scene.lang;
                let context = CalcContext { tables: &registers.tables, as_of: scene.as_of, lang, defaults: &[] };
                // What is wrong with its inputs is a finding.
                let steps = calc::compute(spec, raw, &context).map(|outcome| calc::steps(&outcome)).unwrap_or_default();
                let steps: String = steps.iter().map(|step| format!("- {step}\n")).collect();
                write!(out, "**{}**\n\n{steps}", spec.title.get(lang))
            }
            Thing::Key(name) => match ARTICLE.iter().find(|key| key.name == *name) {
                Some(key) => write!(out, "`{}`\n\n{}", key.name, key.about(scene.lang)),
                None => Ok(()),
            },
        };
        out
    }

    /// Where it is defined.
    pub(crate) fn place(&self, scene: &Scene<'_>) -> Option<Place> {
        let registers = scene.registers;
        let row = |register: &str, row: &str, key: &str| {
            Some(Place { path: format!("content/{register}.yaml").into(), sign: Sign::Row(row.to_owned(), key.to_owned()) })
        };
        match self {
            Thing::Lender(id) => row("lenders", &registers.lenders[*id].slug, ""),
            Thing::Fact(id, key) => row("lenders", &registers.lenders[*id].slug, key),
            Thing::Topic(id) => row("topics", &registers.topics[*id].slug, ""),
            Thing::Person(id) => row("people", &registers.people.as_ref()?[*id].id, ""),
            Thing::Law(id, number) => {
                let key = if *number == ArticleNumber::WHOLE { String::new() } else { number.to_string() };
                row("laws", &registers.laws.rows[*id].id, &key)
            }
            Thing::Article(id, anchor) => {
                let article = scene.library.article(*id);
                let heading = article.body.facts.headings.iter().find(|heading| heading.id == anchor.as_str());
                let sign = heading.map_or(Sign::Start, |heading| Sign::Span(heading.span.shifted(article.body.start)));
                Some(Place { path: Arc::clone(article.path()), sign })
            }
            Thing::Calculator(..) | Thing::Key(_) => None,
        }
    }
}

impl Sign {
    /// The span in the text of the file.
    pub(crate) fn find(&self, text: &str) -> Span {
        match self {
            Sign::Start => Span::default(),
            Sign::Span(span) => *span,
            Sign::Row(row, key) => find_row(text, row, key).unwrap_or_default(),
        }
    }
}

/// The place of the id of a row, or of a key in the row.
fn find_row(text: &str, row: &str, key: &str) -> Option<Span> {
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let names = ["slug: ", "id: "];
    let at = names.iter().flat_map(|name| text.match_indices(name)).map(|(at, name)| at + name.len()).find(|at| {
        let rest = text.get(*at..).unwrap_or("").trim_start_matches(['"', '\'']);
        rest.strip_prefix(row).is_some_and(is_end)
    })?;
    let quote = usize::from(text.get(at..)?.starts_with(['"', '\'']));
    let id = Span::new(at + quote..at + quote + row.len());
    let rest = text.get(at..)?;
    let end = names.iter().filter_map(|name| rest.find(name)).min().unwrap_or(rest.len());
    let within = rest.get(..end)?;
    let place = (!key.is_empty())
        .then(|| within.match_indices(key).map(|(at, _)| at).find(|at| within.get(at + key.len()..).is_some_and(is_end)))
        .flatten();
    Some(place.map_or(id, |found| Span::new(at + found..at + found + key.len())))
}
