//! The fields of an article in a page: by the selectors of the mapping, else by a known theme, else by what pages say for machines.

use jiff::civil::Date;

use super::super::day::{self, Saved, Shown};
use super::super::shared::joined_words;
use super::super::{Selection, Selector as Chosen};
use super::guess::main_text;
use super::json_ld::{self, ArticleRecord};
use super::theme::{THEMES, Theme};
use crate::import::prepare::page::{Element, Page, Selector};
use crate::import::record::Day;
use crate::model::settings::UtcOffset;

/// Links to the next part that are looked at.
const MAX_LINKS: usize = 100;

/// What a page says, in fields. `body` is `None` if the page has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) title: String,
    pub(super) body: Option<String>,
    pub(super) shown: Option<Shown>,
    pub(super) updated: Option<Date>,
    pub(super) author: Option<String>,
    pub(super) category: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) views: Option<u64>,
    pub(super) canonical: Option<String>,
    /// Addresses of the other parts, as written.
    pub(super) next: Vec<String>,
}

/// A selector and the words between which the value stands.
#[derive(Debug)]
struct Rule {
    selector: Selector,
    after: Option<String>,
    before: Option<String>,
}

impl Rule {
    fn of(chosen: &Option<Chosen>) -> Result<Option<Rule>, String> {
        let Some(chosen) = chosen else { return Ok(None) };
        let selector = Selector::parse(&chosen.css)?;
        Ok(Some(Rule { selector, after: chosen.after.clone(), before: chosen.before.clone() }))
    }

    fn plain(css: &str) -> Result<Rule, String> {
        Ok(Rule { selector: Selector::parse(css)?, after: None, before: None })
    }

    /// The values of the elements that have one.
    fn values(&self, page: &Page) -> Vec<String> {
        let cut = |text: String| {
            let text = self.after.as_deref().map_or(Some(text.as_str()), |mark| Some(text.split_once(mark)?.1))?;
            let text = self.before.as_deref().map_or(text, |mark| text.split_once(mark).map_or(text, |(text, _)| text));
            Some(joined_words(text)).filter(|text| !text.is_empty())
        };
        page.select(&self.selector).into_iter().filter_map(|element| cut(value(element))).collect()
    }

    fn value(&self, page: &Page) -> Option<String> {
        self.values(page).into_iter().next()
    }
}

/// The value of an element: what it says for machines, else its text.
fn value(element: Element<'_>) -> String {
    let attribute = match element.name() {
        "meta" => element.attribute("content"),
        "time" => element.attribute("datetime"),
        _ => None,
    };
    attribute.map_or_else(|| element.text(), str::to_owned)
}

/// Selectors of a theme, parsed.
#[derive(Debug)]
struct Parsed {
    body: Rule,
    title: Rule,
    date: Rule,
    author: Rule,
    category: Rule,
    tags: Rule,
    views: Rule,
}

/// Everything that fields are read by.
#[derive(Debug)]
pub(super) struct Recipe {
    is_automatic: bool,
    title: Option<Rule>,
    date: Option<Rule>,
    author: Option<Rule>,
    category: Option<Rule>,
    body: Option<Rule>,
    next: Option<Rule>,
    themes: Vec<Parsed>,
    scripts: Selector,
    published: Rule,
    modified: Rule,
    meta_author: Rule,
    headings: Vec<Rule>,
    canonical: Selector,
}

impl Recipe {
    /// `Err` has the reason why a selector of the mapping is none.
    pub(super) fn of(select: &Selection) -> Result<Recipe, String> {
        let parsed = |theme: &Theme| {
            Ok::<_, String>(Parsed {
                body: Rule::plain(theme.body)?,
                title: Rule::plain(theme.title)?,
                date: Rule::plain(theme.date)?,
                author: Rule::plain(theme.author)?,
                category: Rule::plain(theme.category)?,
                tags: Rule::plain(theme.tags)?,
                views: Rule::plain(theme.views)?,
            })
        };
        let headings = ["h1", "meta[property='og:title']", "title"];
        Ok(Recipe {
            is_automatic: select.automatic,
            title: Rule::of(&select.title)?,
            date: Rule::of(&select.date)?,
            author: Rule::of(&select.author)?,
            category: Rule::of(&select.category)?,
            body: Rule::of(&select.body)?,
            next: Rule::of(&select.next)?,
            themes: THEMES.iter().map(parsed).collect::<Result<_, _>>()?,
            scripts: Selector::parse("script[type='application/ld+json']")?,
            published: Rule::plain("meta[property='article:published_time'], meta[itemprop=datePublished]")?,
            modified: Rule::plain("meta[property='article:modified_time'], meta[itemprop=dateModified], time.updated")?,
            meta_author: Rule::plain("meta[name=author], meta[property='article:author']")?,
            headings: headings.into_iter().map(Rule::plain).collect::<Result<_, _>>()?,
            canonical: Selector::parse("link[rel~=canonical][href]")?,
        })
    }
}

impl Fields {
    pub(super) fn of(page: &Page, recipe: &Recipe, saved: Saved, offset: UtcOffset) -> Fields {
        let theme = recipe.themes.iter().find(|theme| page.first(&theme.body.selector).is_some());
        let body = match (&recipe.body, theme) {
            (Some(rule), _) => page.select(&rule.selector),
            (None, Some(theme)) => page.first(&theme.body.selector).into_iter().collect(),
            (None, None) if recipe.is_automatic => main_text(page).into_iter().collect(),
            (None, None) => Vec::new(),
        };
        let body = (!body.is_empty()).then(|| body.into_iter().map(Element::inner_html).collect::<Vec<_>>().join("\n"));
        let article = json_ld::article(page, &recipe.scripts).unwrap_or_default();
        let field = |own: &Option<Rule>, of_theme: fn(&Parsed) -> &Rule| match own {
            Some(rule) => rule.value(page),
            None => theme.and_then(|theme| of_theme(theme).value(page)),
        };
        let title = field(&recipe.title, |theme| &theme.title);
        let author = field(&recipe.author, |theme| &theme.author);
        Fields {
            title: title.or_else(|| article.headline.clone()).or_else(|| heading(page, recipe)).unwrap_or_default(),
            shown: shown(page, recipe, theme, &article, saved, offset),
            updated: article.modified.clone().or_else(|| recipe.modified.value(page)).and_then(|text| day::of_text(&text, offset)),
            author: author.or_else(|| article.author.clone()).or_else(|| recipe.meta_author.value(page)),
            category: category(page, recipe, theme, &article),
            tags: theme.map_or_else(Vec::new, |theme| theme.tags.values(page)),
            views: theme.and_then(|theme| theme.views.value(page)).and_then(|text| digits(&text)),
            canonical: page.first(&recipe.canonical).and_then(|link| link.attribute("href")).map(str::to_owned),
            next: recipe.next.as_ref().map_or_else(Vec::new, |rule| links(page, rule)),
            body,
        }
    }
}

/// The title by the headings of a page. That of the window ends with the name of the site.
fn heading(page: &Page, recipe: &Recipe) -> Option<String> {
    let title = recipe.headings.iter().find_map(|rule| rule.value(page))?;
    let is_window = recipe.headings.split_last().is_some_and(|(_, others)| others.iter().all(|rule| rule.value(page).is_none()));
    let site = [" - ", "_", " | ", "-"].into_iter().find_map(|mark| title.rsplit_once(mark)).filter(|_| is_window);
    Some(site.map_or(title.as_str(), |(title, _)| title).trim().to_owned())
}

fn shown(
    page: &Page,
    recipe: &Recipe,
    theme: Option<&Parsed>,
    article: &ArticleRecord,
    saved: Saved,
    offset: UtcOffset,
) -> Option<Shown> {
    let read = |text: &String| day::shown(text, saved, offset);
    if let Some(rule) = &recipe.date {
        return rule.values(page).iter().find_map(read);
    }
    let exact = article.published.clone().or_else(|| recipe.published.value(page)).and_then(|text| day::of_text(&text, offset));
    let exact = exact.map(|date| Shown { day: Day { date, year_is_certain: true }, note: None, range: 0..0 });
    exact.or_else(|| theme?.date.values(page).iter().find_map(read))
}

/// The path of the category. Links to the home page are no part of it.
fn category(page: &Page, recipe: &Recipe, theme: Option<&Parsed>, article: &ArticleRecord) -> Vec<String> {
    let names = match (&recipe.category, theme) {
        (Some(rule), _) => rule.values(page),
        (None, Some(theme)) => theme.category.values(page),
        (None, None) => Vec::new(),
    };
    let names: Vec<String> =
        names.into_iter().filter(|name| !matches!(name.as_str(), "首页" | "主页" | "网站首页" | "Home")).collect();
    if names.is_empty() { article.section.clone().into_iter().collect() } else { names.into_iter().take(8).collect() }
}

fn digits(text: &str) -> Option<u64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let tail = text.get(start..)?;
    tail.get(..tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len()))?.parse().ok()
}

fn links(page: &Page, rule: &Rule) -> Vec<String> {
    let links = page.select(&rule.selector).into_iter().filter_map(|link| link.attribute("href")).map(str::to_owned);
    links.take(MAX_LINKS).collect()
}
