//! Titles of alerts and captions of pictures: words of the author that are no paragraphs.

use std::ops::Range;

use super::gather::{Gatherer, quoted};
use super::plain::Kind;
use crate::diag::catalogue::LinkFault;
use crate::text::Span;
use crate::text::markdown::{AlertKind, alert};

/// The most characters of a title; a longer one is the text itself, on the wrong line.
const MAX_TITLE: usize = 40;

impl Gatherer<'_> {
    /// Reads the title of an alert that begins at a byte of the body.
    pub(super) fn alert(&mut self, range: &Range<usize>) {
        let Some(head) = alert(self.body, range.start) else { return };
        let problem = if head.title.is_empty() {
            (head.kind == AlertKind::Details).then_some(("折叠部分没有标题，读者不知道里面是什么", "the folding part has no title"))
        } else if head.title.chars().nth(MAX_TITLE).is_some() {
            Some(("标题太长，像是正文写在了标题行", "the title is too long; it looks like text on the line of the title"))
        } else {
            let is_marked = ["**", "](", "`", "[^"].iter().any(|mark| head.title.contains(mark));
            is_marked
                .then_some(("标题里的标记不起作用，会照样印出来", "markup in the title has no effect and is printed as written"))
        };
        self.title_mark(head.title, head.place.start);
        if let Some((zh, en)) = problem {
            let end = self.body.get(range.start..).and_then(|t| t.find(['\n', '\r'])).map_or(self.body.len(), |i| range.start + i);
            let place = if head.title.is_empty() { range.start..end } else { head.place.clone() };
            self.report(place, LinkFault::AlertTitle { problem_zh: zh.to_owned(), problem: en.to_owned() });
        }
        if !head.title.is_empty() {
            self.facts.reading.add(head.title);
            self.plain.push(head.title, Span::new(head.place).shifted(self.base), Kind::Heading);
            self.plain.part();
        }
    }

    /// Reports a colon, or the sign of Obsidian for a part that folds, before the title of an alert.
    fn title_mark(&mut self, title: &str, start: usize) {
        let words = title.trim_start_matches([':', '：', '-', '+', ' ']);
        let mark = title.len() - words.len();
        let Some(sign) = title.chars().next().filter(|_| mark > 0) else { return };
        let (zh, en) = match sign {
            '-' | '+' => (
                format!("前面的「{sign}」会照样印出来；要折叠，写 > [!DETAILS] 标题"),
                format!("the {sign} before it is printed; for a part that folds, write > [!DETAILS] title"),
            ),
            sign => (format!("前面的「{sign}」会照样印出来"), format!("the {sign} before it is printed")),
        };
        let finding = self.finding(start..start + title.len(), LinkFault::AlertTitle { problem_zh: zh, problem: en });
        self.add(finding.with_suggestion(Some(words).filter(|words| !words.is_empty())));
    }

    /// Reads the caption of a picture: its title, if the picture is all that its paragraph has.
    pub(super) fn caption(&mut self, title: &str, range: &Range<usize>) {
        if title.trim().is_empty() {
            return;
        }
        let source = self.body.get(range.clone()).unwrap_or("");
        let written = source.rfind(title).map(|i| range.start + i..range.start + i + title.len());
        let place = written.unwrap_or_else(|| range.clone());
        let is_alone = self.link.is_none()
            && self.paragraph.as_ref().is_some_and(|paragraph| {
                let source = self.body.get(paragraph.clone()).unwrap_or("");
                range.start == paragraph.start && range.end == paragraph.start + source.trim_end().len()
            });
        if !is_alone {
            self.report(place, LinkFault::CaptionInline { title: quoted(title) });
            return;
        }
        self.facts.reading.add(title);
        self.alternatives.push(title, Span::new(place).shifted(self.base), Kind::Caption);
        self.alternatives.part();
    }
}
