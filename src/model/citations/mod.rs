//! Laws cited in prose: `《民法典》第六百七十六条`, `民诉法第264条`, 该法第三条, names that a text defines with 以下简称.
//!
//! It reads the plain text, so neither line breaks nor marks divide a citation. A law is known by its registered titles only: a wrong
//! link is worse than none.

mod anaphor;
mod cursor;
mod define;
mod lead;
mod name;

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::Registers;
use super::facts::{Citation, CitedArticle, Kind, Plain};
use super::registers::LawId;
use super::registers::edition::{Bracket, version_in};
use super::registers::titles::{self, Titles};
use super::registers::versions::VersionQuery;
use crate::text::Span;
use crate::text::invisible::{self, is_shapeless};
use cursor::{Article, Cursor, is_digit};
use define::Definition;

/// The most characters of a title.
const TITLE: usize = 80;
/// Bytes of a paragraph that are looked at before a citation.
const REACH: usize = 1_500;
/// The most brackets behind a title.
const BRACKETS: usize = 4;
/// The most characters of the name of an interpretation behind the title of its law.
const INTERPRETATION: usize = 16;

/// The laws that a text cites, in order. The body begins at byte `base` of its file.
pub fn citations(plain: &Plain, base: u32, registers: &Registers) -> Box<[Citation]> {
    let (text, places) = visible(plain.text());
    let mut reader = Reader {
        plain,
        text: &text,
        places: places.as_deref(),
        titles: &registers.laws.titles,
        line: 0..0,
        definitions: Vec::new(),
        drafts: Vec::new(),
        first_of_line: 0,
    };
    reader.read();
    let Reader { drafts, places, .. } = reader;
    let place = |range: &Range<usize>| match places {
        Some(places) => original(places, range),
        None => range.clone(),
    };
    drafts.iter().map(|draft| citation(draft, plain, base, place)).collect()
}

/// A text without its characters that have no shape, and the place of every byte that is left, if any was dropped.
fn visible(text: &str) -> (Cow<'_, str>, Option<Vec<usize>>) {
    let mut has_shapeless = false;
    invisible::visit(text, &mut |_, c| has_shapeless |= is_shapeless(c));
    if !has_shapeless {
        return (Cow::Borrowed(text), None);
    }
    let (mut visible, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (i, c) in text.char_indices().filter(|(_, c)| !is_shapeless(*c)) {
        visible.push(c);
        places.extend(i..i + c.len_utf8());
    }
    (Cow::Owned(visible), Some(places))
}

/// The range of a text before characters were dropped.
fn original(places: &[usize], range: &Range<usize>) -> Range<usize> {
    let at = |i: usize| places.get(i).copied().unwrap_or_default();
    at(range.start)..at(range.end.saturating_sub(1)) + 1
}

fn citation(draft: &Draft, plain: &Plain, base: u32, place: impl Fn(&Range<usize>) -> Range<usize>) -> Citation {
    let span = |range: &Range<usize>| {
        let Span { start, end } = plain.place(place(range));
        Span { start: start.saturating_sub(base), end: end.saturating_sub(base) }
    };
    let words = place(&draft.range);
    let (first, last) = (plain.kind(words.start), plain.kind(words.end.saturating_sub(1)));
    let cited = |(number, range): &Article| CitedArticle { number: number.as_str().into(), span: span(range) };
    Citation {
        title: draft.title.as_str().into(),
        law: draft.law,
        span: span(&draft.range),
        articles: draft.articles.iter().map(cited).collect(),
        linkable: first != Kind::Heading && !(first == Kind::Link && last == Kind::Link),
        words: Span::new(words),
    }
}

/// A citation with its places in the text that is read.
struct Draft {
    range: Range<usize>,
    title: String,
    law: Option<LawId>,
    articles: Vec<Article>,
}

/// What stands in the brackets behind a title.
struct Behind {
    /// The title with its ordinal.
    title: String,
    edition: Option<String>,
    is_repealed: bool,
    definition: Option<String>,
    /// Where the title ends.
    end: usize,
    /// Where the last bracket ends.
    next: usize,
}

struct Reader<'t> {
    plain: &'t Plain,
    text: &'t str,
    places: Option<&'t [usize]>,
    titles: &'t Titles,
    /// The paragraph that is read.
    line: Range<usize>,
    definitions: Vec<Definition>,
    drafts: Vec<Draft>,
    /// The number of drafts before this paragraph.
    first_of_line: usize,
}

/// Words that begin or betray a citation. 条 is one for articles without 第.
const ANCHORS: [&str; 6] = ["《", "第", "条", "简称", "下称", "统称"];

/// The positions of [`ANCHORS`] in order.
struct Anchors<'t> {
    text: &'t str,
    finders: [memmem::Finder<'static>; 6],
    next: [usize; 6],
}

impl<'t> Anchors<'t> {
    fn new(text: &'t str) -> Anchors<'t> {
        let mut anchors = Anchors { text, finders: ANCHORS.map(memmem::Finder::new), next: [0; 6] };
        for (next, finder) in anchors.next.iter_mut().zip(&anchors.finders) {
            *next = finder.find(text.as_bytes()).unwrap_or(usize::MAX);
        }
        anchors
    }

    /// The first anchor at or after a position. Positions never go back.
    fn at(&mut self, at: usize) -> Option<usize> {
        for (next, finder) in self.next.iter_mut().zip(&self.finders).filter(|(next, _)| **next < at) {
            let found = self.text.as_bytes().get(at..).and_then(|t| finder.find(t));
            *next = found.map_or(usize::MAX, |i| at + i);
        }
        self.next.iter().copied().min().filter(|next| *next != usize::MAX)
    }
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut anchors = Anchors::new(self.text);
        let mut at = 0;
        while let Some(i) = anchors.at(at) {
            if i >= self.line.end {
                let start = self.text.get(..i).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
                let end =
                    memchr::memchr(b'\n', self.text.as_bytes().get(i..).unwrap_or_default()).map_or(self.text.len(), |n| i + n);
                (self.line, self.first_of_line) = (start..end, self.drafts.len());
            }
            at = i + 3;
            if matches!(self.kind(i), Kind::Code | Kind::Alternative) {
                continue;
            }
            let rest = self.text.get(i..).unwrap_or("");
            let draft = match rest.chars().next() {
                Some('《') => self.read_titled(i),
                Some('第') => self.read_bare(i),
                Some('条') => self.digits_before(i).and_then(|start| self.read_bare(start)),
                _ => {
                    self.define(i);
                    None
                }
            };
            let Some((draft, end)) = draft.filter(|(draft, _)| !self.has_code(&draft.range)) else { continue };
            // A title that is written out holds the titles of other laws.
            while self.drafts.len() > self.first_of_line && self.drafts.last().is_some_and(|d| d.range.start >= draft.range.start) {
                self.drafts.pop();
            }
            at = end.max(at);
            self.drafts.push(draft);
        }
    }

    fn place(&self, at: usize) -> usize {
        self.places.map_or(at, |places| places.get(at).copied().unwrap_or_default())
    }

    fn kind(&self, at: usize) -> Kind {
        self.plain.kind(self.place(at))
    }

    fn has_code(&self, range: &Range<usize>) -> bool {
        self.plain.kinds(self.place(range.start)..self.place(range.end.saturating_sub(1)) + 1).any(|kind| kind == Kind::Code)
    }

    /// The paragraph up to its end.
    fn cursor(&self, at: usize) -> Cursor<'_> {
        Cursor { text: self.text.get(..self.line.end).unwrap_or(""), at }
    }

    /// The paragraph before a position, up to [`REACH`] bytes.
    fn before(&self, at: usize) -> &str {
        let from = self.text.ceil_char_boundary(at.saturating_sub(REACH)).max(self.line.start);
        self.text.get(from..at).unwrap_or("")
    }

    /// The start of a number of digits before 条, if 第 does not stand before it.
    fn digits_before(&self, at: usize) -> Option<usize> {
        let whole = self.before(at);
        let before = whole.trim_end();
        let mut start = before.trim_end_matches(is_digit);
        if start.len() == before.len() {
            return None;
        }
        // 675、676条
        while let Some(row) = start.strip_suffix('、').filter(|row| row.ends_with(is_digit)) {
            start = row.trim_end_matches(is_digit);
        }
        (!start.ends_with('第')).then_some(at - whole.len() + start.len())
    }

    /// The citation whose title starts with 《, and where reading goes on.
    fn read_titled(&mut self, start: usize) -> Option<(Draft, usize)> {
        let inside = self.title(start + '《'.len_utf8())?;
        let written = self.text.get(inside.clone())?;
        let after = inside.end + '》'.len_utf8();
        if let Some(draft) = self.read_enclosed(start, &inside) {
            return Some((draft, after));
        }
        let Behind { title, edition, is_repealed, definition, end, next: behind } = self.brackets(written, after);
        let mut cursor = self.cursor(behind);
        if self.is_definition(start) {
            // 以下简称《条例》，第十六条
            cursor.eat_comma();
        }
        let is_draft = self.cursor(behind).bracket().is_some_and(|(_, content)| !content.contains('条'));
        let mut articles = if is_draft { Vec::new() } else { cursor.articles() };
        let (mut end, mut next) = if articles.is_empty() { (end, end) } else { (cursor.at, cursor.at) };
        if articles.is_empty()
            && !is_draft
            && let Some((title, end, found)) = self.interpretation(&title, behind)
        {
            // 《民法典》婚姻家庭编解释（一）第三条
            let (title, law) = self.resolve(title, &VersionQuery::default());
            let next = if law.is_some() { end } else { after };
            return Some((Draft { range: start..end, title, law, articles: with_start(found, start) }, next));
        }
        if articles.first().is_some_and(|(_, range)| self.before(range.start).ends_with('原')) {
            // 《民事诉讼法》原第二百五十三条: a number of another version.
            (articles, end, next) = (Vec::new(), after, cursor.at);
        }
        let (title, law) = self.law_of(start, title, edition, is_repealed);
        // Without articles, the bracket is read on its own.
        if let Some(definition) = definition.filter(|_| !articles.is_empty()) {
            self.add_definitions(&definition, &title, law, start);
        }
        Some((Draft { range: start..end, title, law, articles: with_start(articles, start) }, next))
    }

    /// What stands in brackets behind a title.
    fn brackets(&self, written: &str, after: usize) -> Behind {
        let mut cursor = self.cursor(after);
        let mut behind =
            Behind { title: written.to_owned(), edition: None, is_repealed: false, definition: None, end: after, next: after };
        for _ in 0..BRACKETS {
            let Some((bracket, content)) = cursor.bracket() else { break };
            if bracket == Bracket::Other {
                // A draft is not the law.
                break;
            }
            let (edition, is_repealed) = version_in(content);
            behind.edition = behind.edition.or_else(|| edition.map(str::to_owned));
            behind.is_repealed |= is_repealed;
            if bracket == Bracket::Ordinal {
                behind.title = format!("{}（{content}）", behind.title);
                behind.end = cursor.at;
            } else if bracket == Bracket::Definition {
                behind.definition = Some(content.to_owned());
            }
            behind.next = cursor.at;
        }
        behind
    }

    /// The law of a title in 《》 that starts at `start`: of this country, in the version that the words around it name, or taken up
    /// by 该《规定》.
    fn law_of(&self, start: usize, title: String, edition: Option<String>, is_repealed: bool) -> (String, Option<LawId>) {
        let before = self.before(start);
        if let Some(place) = lead::foreign(before) {
            return (format!("{place}{title}"), None);
        }
        let date = lead::date_before(before);
        let query = VersionQuery { edition: edition.as_deref(), date, is_past: is_repealed || lead::is_past(before) };
        let (title, law) = self.resolve(title, &query);
        match law {
            None => self.taken_up(start, &title).unwrap_or((title, None)),
            law => (title, law),
        }
    }

    /// The title that starts at `start`, up to the 》 that closes it.
    fn title(&self, start: usize) -> Option<Range<usize>> {
        let mut depth = 1;
        for (i, c) in self.text.get(start..self.line.end)?.char_indices().take(TITLE + 1) {
            depth += i32::from(c == '《') - i32::from(c == '》');
            if depth == 0 {
                return (i > 0).then_some(start..start + i);
            }
        }
        None
    }

    /// `《民法典第六百七十六条》`: the citation as a whole stands in the marks.
    fn read_enclosed(&self, start: usize, inside: &Range<usize>) -> Option<Draft> {
        let written = self.text.get(inside.clone())?;
        let first = written.find('第').filter(|_| written.ends_with(['条', '款', '项']))?;
        let mut cursor = Cursor { text: self.text.get(..inside.end)?, at: inside.start + first };
        let articles = cursor.articles();
        let title = written.get(..first)?.trim_end();
        let (title, law) = self.law_of(start, title.to_owned(), None, false);
        let is_whole = cursor.at == inside.end && !articles.is_empty() && law.is_some();
        is_whole.then(|| Draft { range: start..inside.end + '》'.len_utf8(), title, law, articles: with_start(articles, start) })
    }

    /// The law of a title in the version that is meant, and for a name that the text defines its title.
    fn resolve(&self, title: String, query: &VersionQuery<'_>) -> (String, Option<LawId>) {
        if !self.definitions.is_empty() {
            let name = titles::fold(&title);
            if let Some(definition) = self.definitions.iter().rev().find(|d| d.name == name) {
                let law = definition.law.and_then(|law| self.titles.version(law, query));
                return (definition.title.clone(), law);
            }
        }
        let law = self.titles.find_version(&title, query);
        (title, law)
    }

    /// The interpretation whose name goes on behind the title of its law, before articles.
    fn interpretation(&self, title: &str, at: usize) -> Option<(String, usize, Vec<Article>)> {
        let text = self.text.get(at..self.line.end)?;
        let length = text.char_indices().take(INTERPRETATION).find(|(_, c)| !crate::text::han::is_han(*c) || *c == '第');
        let name = text.get(..length?.0)?;
        if !["解释", "规定", "细则", "条例", "办法"].iter().any(|end| name.ends_with(end)) || name.starts_with('的') {
            return None;
        }
        let mut cursor = self.cursor(at + name.len());
        let ordinal = cursor.bracket().filter(|(bracket, _)| *bracket == Bracket::Ordinal);
        let full = ordinal.map_or_else(|| format!("{title}{name}"), |(_, n)| format!("{title}{name}（{n}）"));
        let mut cursor = self.cursor(if ordinal.is_some() { cursor.at } else { at + name.len() });
        let articles = cursor.articles();
        // 规定 is a verb, too.
        let is_noun = !name.ends_with("规定") || self.titles.find(&full).is_some();
        (!articles.is_empty() && is_noun).then_some((full, cursor.at, articles))
    }

    /// The citation of a law whose name stands before the articles at `at`.
    fn read_bare(&mut self, at: usize) -> Option<(Draft, usize)> {
        // The name first: a row of articles without one would be read again from each of them.
        let name::Name { start, title, law } = self.name_before(at).or_else(|| self.continued(at))?;
        let mut cursor = self.cursor(at);
        let articles = cursor.articles();
        let end = cursor.at;
        let draft = Draft { range: start..end, title, law, articles: with_start(articles, start) };
        (!draft.articles.is_empty()).then_some((draft, end))
    }
}

/// The link of the first article begins with the title.
fn with_start(mut articles: Vec<Article>, start: usize) -> Vec<Article> {
    if let Some((_, range)) = articles.first_mut() {
        range.start = start;
    }
    articles
}

#[cfg(test)]
mod tests;
