//! New addresses for the links and pictures of a Markdown text, every other byte of which stays.

use std::ops::Range;

use super::escape::address;
use crate::text::markdown::{Document, Event, LinkType, Tag, TagEnd};

/// What becomes of a link or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Retarget {
    Unchanged,
    /// It gets this address.
    Address(String),
    /// A link becomes its words, and a picture nothing.
    Words,
}

/// The text with the decisions for the address of each link and picture, in order of their ends. The second argument is true for
/// a picture. Links in the description of a picture are no links.
pub(crate) fn retarget(markdown: &str, decide: impl FnMut(&str, bool) -> Retarget) -> String {
    let mut editor = Editor { markdown, decide, open: Vec::new(), edits: Vec::new() };
    Document::new(markdown).read(|event, range| editor.event(&event, &range));
    let mut edits = editor.edits;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    for (range, text) in edits {
        if let Some(before) = markdown.get(at..range.start) {
            out.push_str(before);
            out.push_str(&text);
            at = range.end;
        }
    }
    out.push_str(markdown.get(at..).unwrap_or(""));
    out
}

/// A link or picture whose end was not read.
struct OpenLink {
    address: String,
    title: String,
    is_picture: bool,
    /// True for `<https://…>`.
    is_bare: bool,
    range: Range<usize>,
    /// The place of its words or its description.
    inside: Option<Range<usize>>,
}

struct Editor<'m, D> {
    markdown: &'m str,
    decide: D,
    open: Vec<OpenLink>,
    edits: Vec<(Range<usize>, String)>,
}

impl<D: FnMut(&str, bool) -> Retarget> Editor<'_, D> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let is_end = matches!(event, Event::End(TagEnd::Link | TagEnd::Image));
        if !is_end {
            for link in &mut self.open {
                let start = link.inside.as_ref().map_or(range.start, |inside| inside.start.min(range.start));
                let end = link.inside.as_ref().map_or(range.end, |inside| inside.end.max(range.end));
                link.inside = Some(start..end);
            }
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let is_mail = *link_type == LinkType::Email;
                let is_bare = is_mail || *link_type == LinkType::Autolink;
                let address = if is_mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                // The parser leaves the empty label of `[words][]` out.
                let has_label =
                    *link_type == LinkType::Collapsed && self.markdown.get(range.end..).is_some_and(|t| t.starts_with("[]"));
                let (title, range) = (title.to_string(), range.start..range.end + if has_label { 2 } else { 0 });
                self.open.push(OpenLink { address, title, is_picture: false, is_bare, range, inside: None });
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let (address, title, range) = (dest_url.to_string(), title.to_string(), range.clone());
                self.open.push(OpenLink { address, title, is_picture: true, is_bare: false, range, inside: None });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = self.open.pop()
                    && !self.open.iter().any(|outer| outer.is_picture)
                {
                    self.close(link);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, link: OpenLink) {
        let OpenLink { address: written, title, is_picture, is_bare, range, inside } = link;
        let empty = range.start + if is_picture { 2 } else { 1 };
        let inside = inside.unwrap_or(empty..empty);
        match (self.decide)(&written, is_picture) {
            Retarget::Unchanged => {}
            Retarget::Words if is_picture => {
                while self.edits.pop_if(|(edit, _)| edit.end > range.start).is_some() {}
                self.edits.push((range, String::new()));
            }
            Retarget::Words => {
                self.edits.push((range.start..inside.start, String::new()));
                self.edits.push((inside.end..range.end, String::new()));
            }
            Retarget::Address(target) => {
                let title = title.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
                let title = if title.is_empty() { title } else { format!(" \"{title}\"") };
                if is_bare {
                    self.edits.push((range.start..inside.start, "[".to_owned()));
                }
                self.edits.push((inside.end..range.end, format!("]({}{title})", address(&target))));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(markdown: &str) -> String {
        retarget(markdown, |address, is_picture| match address {
            "/hf/1.html" => Retarget::Address("1.md".to_owned()),
            "https://old.cn/a b.png" => Retarget::Address("a b.png".to_owned()),
            "/draft" | "/lost.png" => Retarget::Words,
            "https://old.cn/" if !is_picture => Retarget::Address("topic:debt".to_owned()),
            _ => Retarget::Unchanged,
        })
    }

    #[test]
    fn only_the_addresses_change() {
        for (markdown, expected) in [
            ("见[甲*乙*](/hf/1.html)。  \n\n*  丙", "见[甲*乙*](1.md)。  \n\n*  丙"),
            ("[甲](/hf/1.html \"题\\\"目\") [乙](/other)", "[甲](1.md \"题\\\"目\") [乙](/other)"),
            ("[甲](/draft)后，![图](/lost.png)后", "甲后，后"),
            ("[![图](/lost.png)甲](/hf/1.html)", "[甲](1.md)"),
            ("[![图](<https://old.cn/a b.png>)](/draft)", "![图](a%20b.png)"),
            ("[甲][x] <https://old.cn/>\n\n[x]: /hf/1.html\n", "[甲](1.md) [https://old.cn/](topic:debt)\n\n[x]: /hf/1.html\n"),
            ("[甲] [甲][]\n\n[甲]: /hf/1.html\n", "[甲](1.md) [甲](1.md)\n\n[甲]: /hf/1.html\n"),
            ("`[甲](/draft)` \\[甲](/draft)", "`[甲](/draft)` \\[甲](/draft)"),
        ] {
            assert_eq!(changed(markdown), expected, "{markdown}");
        }
    }
}
