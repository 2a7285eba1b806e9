//! Blocks that need more than one tag: tables, alerts, tasks, code, raw HTML.

use std::ops::Range;

use super::{Closing, HtmlWriter};
use crate::render::escape::element;
use crate::text::markdown::html::{HtmlPart, parts};
use crate::text::markdown::{AlertKind, Alignment, alert};

/// The most rows of a table that is not folded.
const OPEN_ROWS: usize = 12;

/// The most columns of a table in which each has enough room on a phone. In a wider table, columns with long cells are marked.
const NARROW_COLUMNS: usize = 3;

/// The most characters of a cell that is not long.
const SHORT_CELL: usize = 12;

impl HtmlWriter<'_, '_, '_> {
    /// A wide table scrolls in its own frame, which the keyboard can reach and a screen reader can name.
    pub(super) fn table(&mut self, columns: Vec<Alignment>) -> Closing {
        self.tables += 1;
        self.rows = 0;
        self.long = vec![false; columns.len()];
        self.columns = columns;
        let name = match self.tables {
            number if self.titled == Some(number) => format!("aria-labelledby=\"table-{number}-heading\""),
            1 => "aria-label=\"表格\"".to_owned(),
            number => format!("aria-label=\"表格 {number}\""),
        };
        let start = self.out.len();
        self.out.push_str(&format!("<section class=\"table\" tabindex=\"0\" {name}>\n<table>\n"));
        Closing::Table(start)
    }

    pub(super) fn end_table(&mut self, start: usize) {
        self.out.push_str("</tbody>\n</table>\n</section>\n");
        if self.rows > OPEN_ROWS {
            self.out.insert_str(start, &format!("<details class=\"fold\">\n<summary>表格（{}行）</summary>\n", self.rows));
            self.out.push_str("</details>\n");
        }
    }

    pub(super) fn cell(&mut self) -> Closing {
        self.last = None;
        self.out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"num\">",
            Some(Alignment::Center) => " class=\"center\">",
            _ => ">",
        });
        self.column += 1;
        Closing::Cell(self.out.len())
    }

    /// An empty cell of the head is a `<td>`, because it is no heading. A date has the class `date`, the first long cell of a
    /// column the class `long`.
    pub(super) fn end_cell(&mut self, start: usize) {
        let text = self.out.get(start..).unwrap_or("");
        let column = self.column.checked_sub(1).and_then(|n| self.long.get_mut(n));
        if is_date(text) {
            self.class(start, "date");
        } else if self.columns.len() > NARROW_COLUMNS
            && let Some(is_long) = column.filter(|is_long| !**is_long)
            && shown_length(text) > SHORT_CELL
        {
            *is_long = true;
            self.class(start, "long");
        }
        if self.in_head && self.out.len() == start {
            let opening = self.out.rfind("<th").unwrap_or(start);
            self.out.truncate(opening);
            self.out.push_str("<td></td>");
        } else {
            self.out.push_str(if self.in_head { "</th>" } else { "</td>" });
        }
    }

    /// Adds a class to the cell whose content starts there.
    fn class(&mut self, start: usize, name: &str) {
        let opening = self.out.get(..start).unwrap_or("");
        match opening.strip_suffix("\">").map(str::len) {
            Some(end) => self.out.insert_str(end, &format!(" {name}")),
            None => self.out.insert_str(start.saturating_sub(1), &format!(" class=\"{name}\"")),
        }
    }

    /// An alert, with its own title or that of its kind; a part that folds becomes `<details>`.
    pub(super) fn alert(&mut self, range: &Range<usize>) -> Closing {
        let head = alert(self.body.markdown, range.start);
        let kind = head.as_ref().map_or(AlertKind::Note, |head| head.kind);
        let (class, title) = match kind {
            AlertKind::Note => ("note", "说明"),
            AlertKind::Tip => ("tip", "提示"),
            AlertKind::Important => ("important", "重要"),
            AlertKind::Warning => ("warning", "注意"),
            AlertKind::Caution => ("caution", "警告"),
            AlertKind::Details => ("details", "展开阅读"),
        };
        let title = head.map(|head| head.title).filter(|title| !title.is_empty()).unwrap_or(title);
        let (opening, after, closing) = match kind {
            AlertKind::Details => ("<details class=\"fold\">\n<summary>".to_owned(), "</summary>\n", "</details>\n"),
            _ => (format!("<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">"), "</p>\n", "</div>\n"),
        };
        self.out.push_str(&opening);
        element(title, self.out);
        self.open(after, closing)
    }

    pub(super) fn task(&mut self, done: bool) {
        for (item, with_class) in [("<li>", "<li class=\"task\">"), ("<li><p>", "<li class=\"task\"><p>")] {
            if self.out.ends_with(item) {
                self.out.truncate(self.out.len() - item.len());
                self.out.push_str(with_class);
            }
        }
        let (name, sign) = if done { ("已完成", '☑') } else { ("未完成", '☐') };
        self.out.push_str(&format!("<span role=\"img\" aria-label=\"{name}\">{sign}</span> "));
    }

    pub(super) fn end_code(&mut self, info: &str) {
        let code = self.verbatim.take().unwrap_or_default();
        self.out.push_str("<pre tabindex=\"0\"><code>");
        self.highlighter.highlight(&code, info, self.out);
        self.out.push_str("</code></pre>\n");
    }

    /// The allowed part of a block of raw HTML becomes a paragraph.
    pub(super) fn end_html(&mut self) {
        let html = self.verbatim.take().unwrap_or_default();
        let (start, raw) = (self.out.len(), self.raw.len());
        let mut seen = false;
        self.out.push_str("<p>");
        for (part, _) in parts(html.trim_end()) {
            let is_shown = matches!(part, HtmlPart::Break) || matches!(part, HtmlPart::Text(text) if !text.trim().is_empty());
            seen |= self.silent.is_none() && is_shown;
            self.raw(part);
        }
        self.silent = None;
        self.close_raw(raw);
        if seen {
            self.out.push_str("</p>\n");
        } else {
            self.out.truncate(start);
        }
    }
}

/// True for 2026-02-20 and 2026年2月20日, also without the day.
fn is_date(text: &str) -> bool {
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts = text.split(['-', '年', '月']).filter(|part| !part.is_empty());
    let digits = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    let is_year = parts.next().is_some_and(|year| year.len() == 4 && digits(year, 4));
    let mut count = 0;
    is_year && parts.inspect(|_| count += 1).all(|part| digits(part, 2)) && (1..=2).contains(&count)
}

/// The number of characters outside of tags.
fn shown_length(html: &str) -> usize {
    let mut in_tag = false;
    let mut shown = |c: char| {
        let shows = !in_tag && c != '<';
        in_tag = if in_tag { c != '>' } else { c == '<' };
        shows
    };
    html.chars().filter(|c| shown(*c)).count()
}
