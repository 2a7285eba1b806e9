//! Blocks that need more than one tag: tables, alerts, tasks, code, raw HTML.

use std::ops::Range;

use super::{Closing, HtmlWriter};
use crate::render::escape::element;
use crate::text::markdown::html::{HtmlPart, parts};
use crate::text::markdown::{AlertKind, Alignment, alert};

impl HtmlWriter<'_, '_, '_> {
    /// A wide table scrolls in its own frame, which the keyboard can reach and a screen reader can name.
    pub(super) fn table(&mut self, columns: Vec<Alignment>) -> Closing {
        self.tables += 1;
        self.columns = columns;
        let name = match self.tables {
            number if self.titled == Some(number) => format!("aria-labelledby=\"table-{number}-heading\""),
            1 => "aria-label=\"表格\"".to_owned(),
            number => format!("aria-label=\"表格 {number}\""),
        };
        let opening = format!("<section class=\"table\" tabindex=\"0\" {name}>\n<table>\n");
        self.open(&opening, "</tbody>\n</table>\n</section>\n")
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

    /// An empty cell of the head is a `<td>`, because it is no heading.
    pub(super) fn end_cell(&mut self, start: usize) {
        if self.in_head && self.out.len() == start {
            let opening = self.out.rfind("<th").unwrap_or(start);
            self.out.truncate(opening);
            self.out.push_str("<td></td>");
        } else {
            self.out.push_str(if self.in_head { "</th>" } else { "</td>" });
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
