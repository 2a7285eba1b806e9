//! The parts of a page that was saved as text.

use super::super::address::split_host;
use super::super::day::{self, Saved, Shown};
use crate::import::record::Address;
use crate::model::settings::UtcOffset;
use crate::text::invisible::{is_blank, is_shapeless};

/// Lines in which the path of the category is searched.
const HEAD: usize = 40;
/// Lines behind the title in which the date is searched.
const INFO: usize = 6;
/// The most characters of a line with author, date and category.
const MAX_INFO: usize = 60;
/// The most characters of the name of an author or a category.
const MAX_NAME: usize = 20;
/// Words before the path of the category.
const POSITIONS: [&str; 6] = ["当前位置", "您的位置", "你的位置", "您现在的位置", "所在位置", "现在位置"];
/// The link of the page itself.
const LINK: &str = "本文链接";

/// What a page says, in fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) category: Vec<String>,
    pub(super) author: Option<String>,
    pub(super) shown: Option<Shown>,
    pub(super) views: Option<u64>,
    /// The link behind `本文链接`.
    pub(super) link: Option<String>,
    /// Paragraphs, one a line, and what follows the article.
    pub(super) body: String,
    /// Lines before the article: menus, the path of the category, the line with author and date.
    pub(super) head: Vec<String>,
}

impl Page {
    pub(super) fn of(text: &str, saved: Saved, offset: UtcOffset) -> Page {
        let lines: Vec<&str> = text.lines().map(|line| line.trim_matches(is_rim)).filter(|line| !line.is_empty()).collect();
        let mut page = Page::default();
        let (head, end) = position(&lines);
        page.category = path(&lines.get(head..end).unwrap_or_default().concat());
        let mut at = end;
        page.title = lines.get(at).map_or_else(String::new, |line| (*line).to_owned());
        at += usize::from(!page.title.is_empty());
        let info = at;
        at += page.info(lines.get(at..).unwrap_or_default(), saved, offset);
        at += usize::from(lines.get(at).is_some_and(|line| *line == page.title));
        let before = lines.iter().take(end).chain(lines.iter().take(at).skip(info));
        page.head = before.map(|line| (*line).to_owned()).collect();
        let text = lines.get(at..).unwrap_or_default();
        // The tail stays in the body: the rules for furniture take it out and report it.
        page.link = text.iter().rev().find_map(|line| link(line)).map(str::to_owned);
        page.body = text.join("\n");
        page
    }

    pub(super) fn address(&self) -> Option<Address> {
        let link = self.link.as_deref()?;
        Address::below_host(split_host(link).map_or(link, |(_, path)| path))
    }

    /// Takes author, date, category and views from the lines behind the title: from one line, or from a line each. Gives the number of
    /// lines that were read.
    fn info(&mut self, lines: &[&str], saved: Saved, offset: UtcOffset) -> usize {
        let found = lines.iter().take(INFO).enumerate().find_map(|(n, line)| Some((n, *line, day::shown(line, saved, offset)?)));
        let Some((n, line, shown)) = found else { return 0 };
        let before = line.get(..shown.range.start).unwrap_or("").trim_matches(is_rim);
        let after = line.get(shown.range.end..).unwrap_or("").trim_matches(is_rim);
        let names = lines.get(..n).unwrap_or_default();
        let is_info =
            line.chars().count() <= MAX_INFO && is_name(before) && is_name(after) && names.iter().all(|name| is_name(name));
        if !is_info || !self.is_place(before, after) {
            return 0;
        }
        let names = names.iter().copied().filter(|name| *name != self.title).chain([before]);
        self.author = names.map(author).find(|name| !name.is_empty()).map(str::to_owned);
        self.shown = Some(shown);
        let mut read = n + 1;
        let mut rest = after;
        if rest.is_empty() && lines.get(read).is_some_and(|line| self.category.last().is_some_and(|name| name == line)) {
            read += 1;
        }
        if rest.is_empty()
            && let Some(line) = lines.get(read).filter(|line| views(line).is_some_and(|(name, _)| name.is_empty()))
        {
            rest = line;
            read += 1;
        }
        self.after_date(rest);
        read
    }

    /// True if a category or nothing stands behind the date. `2024年3月1日收到传票` is a line of the article.
    fn is_place(&self, author: &str, behind: &str) -> bool {
        let name = views(behind).map_or(behind, |(name, _)| name);
        match self.category.last() {
            _ if name.is_empty() => true,
            Some(_) => self.category.iter().any(|category| behind.starts_with(category.as_str())),
            None => !author.is_empty() || views(behind).is_some(),
        }
    }

    /// Takes the category and the number of views from the words behind the date.
    fn after_date(&mut self, text: &str) {
        let known = self.category.last().and_then(|name| text.strip_prefix(name.as_str()));
        let (name, number) =
            views(known.unwrap_or(text)).map_or((known.unwrap_or(text), None), |(name, views)| (name, Some(views)));
        self.views = number;
        if self.category.is_empty() && !name.is_empty() {
            self.category = vec![name.to_owned()];
        }
    }
}

/// True for what surrounds a line and is no part of it.
fn is_rim(c: char) -> bool {
    c.is_whitespace() || is_blank(c) || is_shapeless(c)
}

/// True for a text without marks of a sentence.
fn is_name(text: &str) -> bool {
    text.chars().count() <= MAX_NAME && !text.contains(['。', '，', '；', '！', '？', ',', ';', '!', '?', '、'])
}

/// The name of an author without the words before it.
fn author(text: &str) -> &str {
    let marks = |c: char| is_rim(c) || matches!(c, ':' | '：' | '/' | '|' | '·');
    let text = ["作者", "发布者", "来源", "编辑"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    text.trim_matches(marks).trim_end_matches("发布于").trim_matches(marks)
}

/// The number of views at the end of a text, and what stands before it.
fn views(text: &str) -> Option<(&str, u64)> {
    let text = text.trim_end_matches([')', '）', '次']).trim_end();
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text.get(name.len()..)?.parse().ok()?;
    let name = name.trim_end_matches([' ', '(', '（', ':', '：']);
    let name = ["阅读", "浏览", "点击", "围观"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    Some((name.trim_matches(is_rim), number))
}

/// The range of the lines with the path of the category. It is empty if there is none.
fn position(lines: &[&str]) -> (usize, usize) {
    let is_position = |line: &&str| POSITIONS.iter().any(|word| line.starts_with(word));
    let Some(start) = lines.iter().take(HEAD).position(is_position) else { return (0, 0) };
    let is_alone = lines.get(start).is_some_and(|line| path(line).is_empty() && !line.contains("首页"));
    let end = lines.iter().skip(start).take(12).position(|line| is_end(line.trim_matches(is_mark)));
    match end {
        Some(end) if is_alone => (start, start + end + 1),
        _ => (start, start + 1),
    }
}

/// True for a mark between the parts of a path.
fn is_mark(c: char) -> bool {
    is_rim(c) || matches!(c, '>' | '»' | '›' | '＞' | '/' | '→' | '|')
}

/// True for the last part of a path.
fn is_end(part: &str) -> bool {
    ["正文内容", "正文", "文章正文", "文章详情", "详情", "内容", "文章内容"].contains(&part)
}

/// The categories of a path `当前位置:首页 > 逾期知识 > 正文内容`.
fn path(line: &str) -> Vec<String> {
    let Some(line) = POSITIONS.iter().find_map(|word| line.strip_prefix(word)) else { return Vec::new() };
    let parts = line.trim_start_matches([':', '：', ' ']).split(|c| is_mark(c) && !c.is_whitespace());
    let parts = parts.map(|part| part.trim_matches(is_rim)).filter(|part| !part.is_empty() && *part != "首页" && !is_end(part));
    parts.take(8).map(str::to_owned).collect()
}

/// The address behind `本文链接`.
fn link(line: &str) -> Option<&str> {
    let link = line.strip_prefix(LINK)?.trim_start_matches(|c| is_rim(c) || matches!(c, ':' | '：'));
    let link = link.split(is_rim).next()?;
    (link.starts_with('/') || split_host(link).is_some()).then_some(link)
}
