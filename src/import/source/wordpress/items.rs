//! The items of an export file, cut out without parsing them, in bounded memory.

use std::io::{self, Read};

use memchr::memmem;

/// Bytes that are read at once.
const CHUNK: usize = 1 << 16;

/// An `<item>` element with the line of its first byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Complete {
        line: u32,
        bytes: Vec<u8>,
    },
    /// It has more bytes than the limit.
    TooLarge {
        line: u32,
    },
    /// The file ends within it.
    Cut {
        line: u32,
    },
}

impl Item {
    pub(super) fn line(&self) -> u32 {
        match self {
            Item::Complete { line, .. } | Item::TooLarge { line } | Item::Cut { line } => *line,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Markup,
    /// In a CDATA section, in which tags are text.
    Section,
    Comment,
}

pub(super) struct Items<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Up to here the buffer was looked at.
    at: usize,
    place: Place,
    /// Line of the first byte of the buffer.
    line: u32,
    is_at_end: bool,
    limit: usize,
}

impl<R: Read> Items<R> {
    pub(super) fn new(reader: R, limit: usize) -> Items<R> {
        Items { reader, buffer: Vec::new(), at: 0, place: Place::Markup, line: 1, is_at_end: false, limit }
    }

    /// What the file has before its first item, up to the limit.
    pub(super) fn head(mut self) -> io::Result<Vec<u8>> {
        while self.buffer.len() < self.limit {
            match self.mark(b"<item")? {
                Some(start) => {
                    self.buffer.truncate(start);
                    break;
                }
                None if self.is_at_end => break,
                None => self.fill()?,
            }
        }
        Ok(self.buffer)
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Item>> {
        loop {
            if let Some(start) = self.mark(b"<item")? {
                self.drop_before(start);
                break;
            }
            if self.is_at_end {
                return Ok(None);
            }
            self.drop_before(self.at);
            self.fill()?;
        }
        let line = self.line;
        let mut is_too_large = false;
        loop {
            if let Some(end) = self.mark(b"</item")? {
                let end =
                    self.buffer.get(end..).and_then(|tail| memchr::memchr(b'>', tail)).map_or(self.buffer.len(), |n| end + n + 1);
                let bytes = self.buffer.get(..end).unwrap_or_default().to_vec();
                self.drop_before(end);
                return Ok(Some(if is_too_large { Item::TooLarge { line } } else { Item::Complete { line, bytes } }));
            }
            if self.is_at_end {
                return Ok(Some(if is_too_large { Item::TooLarge { line } } else { Item::Cut { line } }));
            }
            if self.buffer.len() > self.limit {
                is_too_large = true;
                self.drop_before(self.at);
            }
            self.fill()?;
        }
    }

    /// The offset of a tag outside of sections and comments; the next call searches behind it. `None` if the buffer has none, or if
    /// the end of the tag is not in it yet.
    fn mark(&mut self, tag: &[u8]) -> io::Result<Option<usize>> {
        loop {
            let tail = self.buffer.get(self.at..).unwrap_or_default();
            let end: &[u8] = match self.place {
                Place::Section => b"]]>",
                Place::Comment => b"-->",
                Place::Markup => {
                    let Some(start) = memchr::memchr(b'<', tail).map(|n| self.at + n) else {
                        self.at = self.buffer.len();
                        return Ok(None);
                    };
                    let tail = self.buffer.get(start..).unwrap_or_default();
                    self.at = start;
                    // The longest mark is `<![CDATA[`.
                    if tail.len() < 9 && !self.is_at_end {
                        return Ok(None);
                    }
                    let is_tag =
                        tail.strip_prefix(tag).and_then(<[u8]>::first).is_some_and(|c| !c.is_ascii_alphanumeric() && *c != b'_');
                    self.place = if tail.starts_with(b"<![CDATA[") {
                        Place::Section
                    } else if tail.starts_with(b"<!--") {
                        Place::Comment
                    } else {
                        Place::Markup
                    };
                    self.at += 1;
                    if is_tag {
                        return Ok(Some(start));
                    }
                    continue;
                }
            };
            match memmem::find(tail, end) {
                Some(n) => {
                    self.at += n + end.len();
                    self.place = Place::Markup;
                }
                None => {
                    // The mark may be cut.
                    self.at = self.at.max(self.buffer.len().saturating_sub(end.len() - 1));
                    return Ok(None);
                }
            }
        }
    }

    fn drop_before(&mut self, end: usize) {
        let end = end.min(self.buffer.len());
        let lines = self.buffer.drain(..end).filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at = self.at.saturating_sub(end);
    }

    fn fill(&mut self) -> io::Result<()> {
        let before = self.buffer.len();
        (&mut self.reader).take(CHUNK as u64).read_to_end(&mut self.buffer)?;
        self.is_at_end = self.buffer.len() == before;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte at a time.
    struct Slow<'b>(&'b [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let (Some(slot), Some((first, rest))) = (out.first_mut(), self.0.split_first()) else { return Ok(0) };
            *slot = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn items(text: &str, limit: usize) -> Vec<(u32, String)> {
        let mut items = Items::new(Slow(text.as_bytes()), limit);
        let mut out = Vec::new();
        while let Some(item) = items.next().unwrap() {
            let line = item.line();
            let text = match item {
                Item::Complete { bytes, .. } => String::from_utf8(bytes).unwrap(),
                Item::TooLarge { .. } => "too large".to_owned(),
                Item::Cut { .. } => "cut".to_owned(),
            };
            out.push((line, text));
        }
        out
    }

    #[test]
    fn items_are_cut_out_at_their_lines() {
        let text =
            "<rss>\n<!-- <item> --><items/>\n<item><a><![CDATA[</item>]]]]><![CDATA[>]]></a></item ><item>\n\n2</item>\n<item>3";
        let want = [(3, "<item><a><![CDATA[</item>]]]]><![CDATA[>]]></a></item >"), (3, "<item>\n\n2</item>"), (6, "cut")];
        assert_eq!(items(text, 1 << 20), want.map(|(line, text)| (line, text.to_owned())));
        assert_eq!(Items::new(text.as_bytes(), 1 << 20).head().unwrap(), b"<rss>\n<!-- <item> --><items/>\n");
    }

    #[test]
    fn an_endless_item_needs_no_endless_memory() {
        let text = format!("<item><![CDATA[{}]]></item><item>2</item>", "x".repeat(3 * CHUNK));
        assert_eq!(items(&text, CHUNK), [(1, "too large".to_owned()), (1, "<item>2</item>".to_owned())]);
        assert_eq!(items("", 9), []);
        assert_eq!(Items::new(&b"abc"[..], 9).head().unwrap(), b"abc");
    }
}
