//! `list`: articles, drafts, registers, pages, and articles due for review; as a table, or as JSON with `--format json`.

use clap::ArgMatches;

use super::progress::Bars;
use super::setting::Setting;
use super::table::{self, Row, row};
use super::{End, Trouble, pick, print};
use crate::link::{Linked, ListId, Output, PageId, State};
use crate::load::Overlay;
use crate::model::front::PersonRef;
use crate::model::{Article, ArticleId};
use crate::pipeline;
use crate::text::media;

/// Articles whose review ends within so many days are due.
const DUE_DAYS: i32 = 30;

/// Prints a list.
pub(super) fn list(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let bars = Bars::new(setting);
    let (sources, _) = pipeline::load(&folders.root, &folders.settings, &Overlay::default(), &bars)?;
    let linked = pipeline::linked(sources, &setting.options, &bars)?;
    bars.finish();
    let what = args.get_one::<String>("what").map_or("articles", String::as_str);
    let rows = rows(&linked, what);
    if setting.json {
        return print(&table::json(&rows));
    }
    if rows.is_empty() && !setting.quiet {
        return print(&format!("{}\n", pick(setting.lang, "没有", "none")));
    }
    print(&table::tabbed(&rows))
}

fn rows(linked: &Linked, what: &str) -> Vec<Row> {
    match what {
        "drafts" => articles(linked, |s| s == State::Draft),
        "stale" => stale(linked),
        "lenders" => lenders(linked),
        "topics" => topics(linked),
        "laws" => laws(linked),
        "pages" => pages(linked),
        "outputs" => outputs(linked),
        _ => articles(linked, |_| true),
    }
}

fn articles(linked: &Linked, wanted: impl Fn(State) -> bool) -> Vec<Row> {
    let library = &linked.library;
    let row = |(id, article): (ArticleId, &Article)| {
        let state = linked.addresses.state(id);
        let front = &article.front;
        let topics: Vec<&str> = front.topics.iter().map(|t| library.registers.topics[*t].slug.as_str()).collect();
        let lender = front.lender.map(|l| library.registers.lenders[l].slug.as_str());
        wanted(state).then(|| {
            row!({
                "slug": front.slug.value, "date": front.date.value.to_string(), "state": word(state), "title": front.title.value,
                "lender": lender, "topics": topics, "file": &**article.path(),
                "url": linked.addresses.url(library, PageId::Article(id)),
            })
        })
    };
    library.articles().filter_map(row).collect()
}

fn word(state: State) -> &'static str {
    match state {
        State::Published => "published",
        State::Withdrawn => "withdrawn",
        State::Draft => "draft",
        State::Future => "future",
        State::Expired => "expired",
    }
}

/// Articles whose review has ended or will soon, the longest overdue first.
fn stale(linked: &Linked) -> Vec<Row> {
    let library = &linked.library;
    let person = |p: Option<&PersonRef>| match p {
        Some(PersonRef::Named(name)) => name.clone(),
        Some(PersonRef::Registered(id)) => library.registers.people.as_ref().map(|p| p[*id].name.clone()).unwrap_or_default(),
        None => String::new(),
    };
    let mut due: Vec<(i32, Row)> = library
        .articles()
        .filter(|(id, _)| linked.addresses.is_listed(*id))
        .filter_map(|(_, article)| {
            let by = article.front.review_by.as_ref()?.value;
            let left = linked.as_of.until(by).ok()?.get_days();
            let row = row!({
                "slug": article.front.slug.value, "review_by": by.to_string(), "days_left": left,
                "reviewed_by": person(article.front.reviewed_by.as_ref()), "title": article.front.title.value, "file": &**article.path(),
            });
            (left <= DUE_DAYS).then_some((left, row))
        })
        .collect();
    due.sort_by_key(|(left, _)| *left);
    due.into_iter().map(|(_, row)| row).collect()
}

fn lenders(linked: &Linked) -> Vec<Row> {
    let lenders = linked.library.registers.lenders.iter();
    lenders.map(|(id, l)| row!({"slug": l.slug, "name": l.name, "kind": l.kind.word(), "entity": l.entity, "articles": linked.lists.articles(ListId::Lender(id)).len()})).collect()
}

fn topics(linked: &Linked) -> Vec<Row> {
    let topics = &linked.library.registers.topics;
    let parent = |t: &crate::model::registers::Topic| t.parent.map(|p| topics[p].slug.clone());
    topics.iter().map(|(id, t)| row!({"slug": t.slug, "title": t.title, "parent": parent(t), "articles": linked.lists.articles(ListId::Topic(id)).len()})).collect()
}

fn laws(linked: &Linked) -> Vec<Row> {
    let laws = linked.library.registers.laws.iter();
    laws.map(|(id, l)| row!({"id": l.id, "title": l.title, "no": l.no, "in_force": l.status.in_force(), "articles": linked.lists.articles(ListId::Law(id)).len()})).collect()
}

/// Every page of the site that has content of its own.
fn pages(linked: &Linked) -> Vec<Row> {
    let library = &linked.library;
    let pages = linked.outputs.pages().into_iter().filter(|p| !matches!(p, PageId::Redirect(_)));
    pages.map(|p| row!({"url": linked.addresses.url(library, p), "output": linked.addresses.output(library, p)})).collect()
}

/// Everything that a build writes. Further files of the sitemap and the search index belong to the row of their first.
fn outputs(linked: &Linked) -> Vec<Row> {
    let row = |(path, output): (&str, Output)| {
        row!({
            "path": path, "kind": output.kind(), "media_type": media::of(path), "cache": linked.cache(path).word(),
            "source": linked.source(output),
        })
    };
    linked.outputs.iter().map(row).collect()
}
