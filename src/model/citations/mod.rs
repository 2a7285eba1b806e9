//! Laws cited in prose: `《民法典》第六百七十六条`, `民诉法第264条`, 该法第三条, names that a text defines with 以下简称.
//!
//! It reads the plain text, so neither line breaks nor marks divide a citation. A law is known by its registered titles only: a wrong
//! link is worse than none.

mod cursor;
mod name;

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::Registers;
use super::facts::{Citation, CitedArticle, Kind, Plain};
use super::registers::LawId;
use super::registers::edition::Bracket;
use super::registers::titles::{self, Titles};
use crate::text::Span;
use crate::text::invisible::{self, is_shapeless};
use cursor::{Article, Cursor};

/// The most characters of a title.
const TITLE: usize = 80;
/// Bytes of a paragraph that are looked at before a citation.
const REACH: usize = 1_500;
/// The most brackets behind a title.
const BRACKETS: usize = 4;
/// The most characters between a bracket and 简称 in it.
const DEFINITION: usize = 30;
/// The most names that a text may define.
const DEFINITIONS: usize = 100;

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

/// A name that a text gives to a law for what follows.
struct Definition {
    name: String,
    title: String,
    law: Option<LawId>,
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
const ANCHORS: [&str; 5] = ["《", "第", "条", "简称", "下称"];

/// The positions of [`ANCHORS`] in order.
struct Anchors<'t> {
    text: &'t str,
    finders: [memmem::Finder<'static>; 5],
    next: [usize; 5],
}

impl<'t> Anchors<'t> {
    fn new(text: &'t str) -> Anchors<'t> {
        let mut anchors = Anchors { text, finders: ANCHORS.map(memmem::Finder::new), next: [0; 5] };
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
        let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
        let whole = self.before(at);
        let before = whole.trim_end();
        let start = before.trim_end_matches(is_digit);
        (start.len() < before.len() && !start.ends_with('第')).then_some(at - whole.len() + start.len())
    }

    /// The citation whose title starts with 《, and where reading goes on.
    fn read_titled(&mut self, start: usize) -> Option<(Draft, usize)> {
        let inside = self.title(start + '《'.len_utf8())?;
        let written = self.text.get(inside.clone())?;
        let after = inside.end + '》'.len_utf8();
        if let Some(draft) = self.read_enclosed(start, &inside) {
            return Some((draft, after));
        }
        let mut cursor = self.cursor(after);
        let (mut title, mut edition, mut end, mut definition) = (written.to_owned(), None, after, None);
        let mut next = after;
        for _ in 0..BRACKETS {
            let Some((bracket, content)) = cursor.bracket() else { break };
            match bracket {
                Bracket::Ordinal => {
                    title = format!("{title}（{content}）");
                    end = cursor.at;
                }
                Bracket::Edition => edition = Some(content.to_owned()),
                Bracket::Definition => definition = Some(content.to_owned()),
                Bracket::Remark => {}
                // A draft is not the law.
                Bracket::Other => break,
            }
            next = cursor.at;
        }
        cursor.at = next;
        let is_draft = cursor.bracket().is_some_and(|(_, content)| !content.contains('条'));
        cursor.at = next;
        let articles = if is_draft { Vec::new() } else { cursor.articles() };
        let has_articles = !articles.is_empty();
        let end = if has_articles { cursor.at } else { end };
        let year = name::year_before(self.before(start));
        let (title, law) = self.resolve(title, edition.as_deref(), year);
        // Without articles, the bracket is read on its own.
        if let Some(definition) = definition.filter(|_| has_articles) {
            self.add_definitions(&definition, &title, law);
        }
        let articles = with_start(articles, start);
        Some((Draft { range: start..end, title, law, articles }, end))
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
        let (title, law) = self.resolve(title.to_owned(), None, None);
        let is_whole = cursor.at == inside.end && !articles.is_empty() && law.is_some();
        is_whole.then(|| Draft { range: start..inside.end + '》'.len_utf8(), title, law, articles: with_start(articles, start) })
    }

    /// The law of a title, and for a name that the text defines its title. A year counts if no edition is given.
    fn resolve(&self, title: String, edition: Option<&str>, year: Option<i16>) -> (String, Option<LawId>) {
        if !self.definitions.is_empty() {
            let name = titles::fold(&title);
            if let Some(definition) = self.definitions.iter().rev().find(|d| d.name == name) {
                return (definition.title.clone(), definition.law);
            }
        }
        let law = match edition {
            Some(edition) => self.titles.find_edition(&title, edition),
            None => self.titles.find(&title).map(|law| year.map_or(law, |year| self.titles.of_year(law, &title, year))),
        };
        (title, law)
    }

    /// The citation of a law whose name stands before the articles at `at`.
    fn read_bare(&mut self, at: usize) -> Option<(Draft, usize)> {
        // The name first: a row of articles without one would be read again from each of them.
        let name::Name { start, title, law } = self.name_before(at)?;
        let mut cursor = self.cursor(at);
        let articles = cursor.articles();
        let end = cursor.at;
        let draft = Draft { range: start..end, title, law, articles: with_start(articles, start) };
        (!draft.articles.is_empty()).then_some((draft, end))
    }

    /// Learns a name: `民法典（以下简称本法）`.
    fn define(&mut self, at: usize) {
        let before = self.before(at);
        let mut last = before.char_indices().rev().take(DEFINITION);
        let Some((open, _)) = last.find(|(_, c)| matches!(c, '（' | '(' | '）' | ')' | '。')) else { return };
        let open = at - before.len() + open;
        let Some((Bracket::Definition, content)) = self.cursor(open).bracket() else { return };
        let content = content.to_owned();
        match self.name_before(open) {
            Some(name) => self.add_definitions(&content, &name.title, name.law),
            None => self.add_definitions(&content, "", None),
        }
    }

    /// Learns the names in a bracket: 以下简称“《民法典》”或民法典.
    fn add_definitions(&mut self, content: &str, title: &str, law: Option<LawId>) {
        let Some(names) = content.rfind('称').and_then(|i| content.get(i + '称'.len_utf8()..)) else { return };
        for name in names.trim_start_matches(['为', '：', ':', '作']).split(['、', '，', ',', '或', '；']).map(titles::fold)
        {
            if name.chars().nth(1).is_some() && self.definitions.len() < DEFINITIONS {
                self.definitions.push(Definition { name, title: title.to_owned(), law });
            }
        }
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
