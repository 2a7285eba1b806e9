//! `list`: articles, drafts, registers, pages, articles due for review, and near-duplicates; as a table, as CSV, or as JSON with
//! `--format json`.

use clap::ArgMatches;

use super::explain::nearest_code;
use super::review::{DUE_DAYS, days_left, name};
use super::setting::Setting;
use super::table::{self, Row, print_rows, row};
use super::{CliError, Outcome, print, triage};
use crate::diag::Code;
use crate::diag::print::Selection;
use crate::link::{Linked, ListId, Output, PageId, State};
use crate::model::front::Ai;
use crate::model::registers::{LenderId, TopicId};
use crate::model::{Article, ArticleId};
use crate::pipeline::{self, Survey};
use crate::relate::{DuplicateGroup, Duplicates};
use crate::text::media;

pub(super) fn list(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let what = args.get_one::<String>("what").map_or("articles", String::as_str);
    let is_of_articles = matches!(what, "articles" | "drafts");
    if let Some(flag) = FILTERS.into_iter().find(|flag| !is_of_articles && args.contains_id(flag)) {
        let (zh, en) = ("只用于 articles 和 drafts", "is for `articles` and `drafts` only");
        return Err(setting.error(format!("--{flag}"), zh, en));
    }
    let rows = if is_of_articles {
        let survey = triage::survey(setting, &setting.folders()?)?;
        articles(&survey, &Filter::new(setting, args, &survey.linked, what)?)
    } else if what == "duplicates" {
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
        "stale" => stale(linked),
        "lenders" => lenders(linked),
        "topics" => topics(linked),
        "laws" => laws(linked),
        "pages" => pages(linked),
        _ => outputs(linked),
    }
}

const FILTERS: [&str; 5] = ["topic", "lender", "state", "code", "ai"];
/// The word for articles whose front matter does not say who wrote them.
const UNKNOWN: &str = "unknown";

/// Which articles are listed.
struct Filter {
    is_draft: bool,
    topics: Vec<TopicId>,
    lenders: Vec<LenderId>,
    states: Vec<String>,
    /// The codes that count; an article without any of them is left out.
    codes: Option<Selection>,
    ai: Vec<String>,
    is_long: bool,
}

impl Filter {
    fn new(setting: &Setting, args: &ArgMatches, linked: &Linked, what: &str) -> Result<Filter, CliError> {
        let registers = &linked.library.registers;
        let words = |name: &str| args.get_many::<String>(name).into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
        let topic = |name: &&str| {
            let unknown = || setting.error(format!("--topic {name}"), "登记表里没有", "is not in the register");
            registers.topics.find(name).ok_or_else(|| unknown().did_you_mean(setting.lang, registers.topics.nearest(name)))
        };
        let lender = |name: &&str| {
            let unknown = || setting.error(format!("--lender {name}"), "登记表里没有", "is not in the register");
            registers.lenders.find(name).ok_or_else(|| unknown().did_you_mean(setting.lang, registers.lenders.nearest(name)))
        };
        let codes = Selection::new(words("code"), true).map_err(|word| {
            let (zh, en) = ("没有这样的编号", "there is no such code");
            setting.error(format!("--code {word}"), zh, en).did_you_mean(setting.lang, nearest_code(word))
        })?;
        let owned = |name: &str| words(name).into_iter().map(str::to_owned).collect();
        Ok(Filter {
            is_draft: what == "drafts",
            topics: words("topic").iter().map(topic).collect::<Result<_, _>>()?,
            lenders: words("lender").iter().map(lender).collect::<Result<_, _>>()?,
            states: owned("state"),
            codes: args.contains_id("code").then_some(codes),
            ai: owned("ai"),
            is_long: what == "articles",
        })
    }

    /// True if an article belongs to the list by what its front matter says.
    fn has(&self, linked: &Linked, id: ArticleId, article: &Article) -> bool {
        let (front, state) = (&article.front, linked.addresses.state(id));
        let is_reviewed = linked.library.registers.has_valid_review(front, linked.as_of);
        let is_state = |wanted: &String| match wanted.as_str() {
            REVIEWED => is_reviewed,
            UNREVIEWED => !is_reviewed,
            wanted => wanted == word(state),
        };
        (!self.is_draft || state == State::Draft)
            && (self.topics.is_empty() || self.topics.iter().any(|topic| front.topics.contains(topic)))
            && (self.lenders.is_empty() || front.lender.is_some_and(|lender| self.lenders.contains(&lender)))
            && (self.states.is_empty() || self.states.iter().any(is_state))
            && (self.ai.is_empty() || self.ai.iter().any(|ai| ai == written_by(article)))
    }
}

fn written_by(article: &Article) -> &'static str {
    article.front.ai.map_or(UNKNOWN, Ai::word)
}

fn articles(survey: &Survey, filter: &Filter) -> Vec<Row> {
    let (linked, library, found) = (&survey.linked, &survey.linked.library, survey.by_article());
    let row = |(id, article): (ArticleId, &Article)| {
        let state = linked.addresses.state(id);
        let front = &article.front;
        let topics: Vec<&str> = front.topics.iter().map(|t| library.registers.topics[*t].slug.as_str()).collect();
        let lender = front.lender.map(|l| library.registers.lenders[l].slug.as_str());
        let counts = |code: Code| filter.codes.as_ref().is_none_or(|codes| codes.has(code));
        let findings = found[id].iter().filter(|(code, _)| counts(*code)).count();
        let is_wanted = filter.has(linked, id, article) && (filter.codes.is_none() || findings > 0);
        is_wanted.then(|| {
            let mut row = row!({
                "slug": front.slug.value, "date": front.date.value.to_string(), "state": word(state), "title": front.title.value,
                "lender": lender, "topics": topics, "file": &**article.path(),
                "url": linked.addresses.url(library, PageId::Article(id)),
            });
            if filter.is_long {
                let is_reviewed = library.registers.has_valid_review(front, linked.as_of);
                row.extend(row!({"reviewed": is_reviewed, "ai": written_by(article), "findings": findings}));
            }
            row
        })
    };
    library.articles().filter_map(row).collect()
}

const REVIEWED: &str = "reviewed";
const UNREVIEWED: &str = "unreviewed";
/// The words for states of articles.
pub(super) const STATES: [&str; 7] = ["published", "withdrawn", "draft", "future", "expired", REVIEWED, UNREVIEWED];
/// The words for who wrote an article.
pub(super) const AI: [&str; 4] = ["none", "assisted", "generated", UNKNOWN];

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
    let row = |(number, group): (usize, &DuplicateGroup)| {
        let slugs: Vec<&str> = group.articles().map(slug).collect();
        let (kind, best, share) = (group.kind.word(), slug(group.best), group.share);
        if json {
            row!({"kind": kind, "best": best, "share": share, "articles": slugs, "group": number})
        } else {
            row!({"best": best, "count": slugs.len(), "share": share, "kind": kind, "slugs": slugs, "group": number})
        }
    };
    (1..).zip(&duplicates.groups).map(row).collect()
}
