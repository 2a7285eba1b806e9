//! `list`: articles, drafts, registers, pages, articles due for review, and near-duplicates; as a table, as CSV, or as JSON with
//! `--format json`.

use clap::ArgMatches;

use super::review::{DUE_DAYS, days_left, name};
use super::setting::Setting;
use super::table::{self, Row, print_rows, row};
use super::{CliError, Outcome, print};
use crate::link::{Linked, ListId, Output, PageId, State};
use crate::model::{Article, ArticleId};
use crate::pipeline;
use crate::relate::{DuplicateGroup, Duplicates};
use crate::text::media;

pub(super) fn list(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let what = args.get_one::<String>("what").map_or("articles", String::as_str);
    let rows = if what == "duplicates" {
        let (_, (linked, found)) = setting.ask(pipeline::ask_duplicates)?;
        duplicates(&linked, &found, setting.json)
    } else {
        rows(&setting.linked()?.1, what)
    };
    match what {
        _ if args.get_flag("csv") && !setting.json => {
            let names: Vec<&str> = rows.first().into_iter().flatten().map(|(name, _)| *name).collect();
            print(&table::csv(&names, &rows))
        }
        "duplicates" if setting.json => print(&table::json_lines(&rows)),
        _ => print_rows(setting, &rows),
    }
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
    let due = linked.library.articles().filter(|(id, _)| linked.addresses.is_listed(*id)).filter_map(|(_, article)| {
        let left = days_left(linked, article).filter(|left| *left <= DUE_DAYS)?;
        Some((left, article))
    });
    let mut due: Vec<(i32, &Article)> = due.collect();
    due.sort_by_key(|(left, _)| *left);
    let row = |(left, article): (i32, &Article)| {
        let front = &article.front;
        row!({
            "slug": front.slug.value, "review_by": front.review_by.as_ref().map(|by| by.value.to_string()), "days_left": left,
            "reviewed_by": name(&linked.library.registers, front.reviewed_by.as_ref()), "title": front.title.value,
            "file": &**article.path(),
        })
    };
    due.into_iter().map(row).collect()
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

/// Everything that a build writes. Further files of the sitemap and the search index belong to the row of their first. Small files
/// have no encodings, which is known when they are made.
fn outputs(linked: &Linked) -> Vec<Row> {
    let row = |path: &str, output: Output| {
        row!({
            "path": path, "kind": output.kind(), "media_type": media::of(path), "cache": linked.cache(path).word(),
            "source": linked.source(output),
        })
    };
    let encodings = &linked.library.settings.precompress;
    let encoded = |path: &str, output: Output| {
        let is_encoded = media::is_text(path) && !matches!(output, Output::Copy(_));
        let encoded = encodings.iter().filter(|_| is_encoded).map(|encoding| {
            row!({
                "path": format!("{path}{}", encoding.ending()), "kind": "encoding", "media_type": media::of(path),
                "cache": linked.cache(path).word(), "source": path,
            })
        });
        encoded.collect::<Vec<_>>()
    };
    let rows = |(path, output): (&str, Output)| [vec![row(path, output)], encoded(path, output)].concat();
    linked.outputs.iter().flat_map(rows).collect()
}

/// Groups of articles that are nearly the same, the largest first. Kind `text` is the same text, `template` the same with other names.
fn duplicates(linked: &Linked, duplicates: &Duplicates, json: bool) -> Vec<Row> {
    let slug = |id: ArticleId| linked.library.article(id).front.slug.value.as_str();
    let row = |group: &DuplicateGroup| {
        let slugs: Vec<&str> = group.articles().map(slug).collect();
        let (kind, best, share) = (group.kind.word(), slug(group.best), group.share);
        if json {
            row!({"kind": kind, "best": best, "share": share, "articles": slugs})
        } else {
            row!({"best": best, "count": slugs.len(), "share": share, "kind": kind, "slugs": slugs})
        }
    };
    duplicates.groups.iter().map(row).collect()
}
