//! Writes an expanded text, piece by piece.

use std::ops::Range;
use std::sync::Arc;

use super::{ExpandedText, Insertion, Insertions, Origin, Piece, fingerprint};
use crate::diag::catalogue::LinkFault;
use crate::diag::{Fault, Finding};
use crate::text::{Checksum, Source, Span};

pub(super) struct Writer<'s> {
    source: &'s Source,
    out: String,
    /// End of the part of the article that was copied.
    copied: usize,
    insertions: Vec<Insertion>,
    /// Pieces of the open insertion.
    pieces: Vec<Piece>,
    caption: Option<u32>,
    /// What stands before each line of the open insertion: the indentation of its block.
    prefix: &'s str,
    start: usize,
    /// The open insertion's block, from the start of its line.
    block: Span,
    is_new_line: bool,
    included: Vec<(Arc<str>, Option<Checksum>)>,
    findings: Vec<Finding>,
}

impl<'s> Writer<'s> {
    pub(super) fn new(source: &'s Source) -> Writer<'s> {
        let (insertions, pieces, included, findings) = Default::default();
        let out = String::with_capacity(source.text.len() * 2);
        Writer {
            source,
            out,
            copied: 0,
            insertions,
            pieces,
            caption: None,
            prefix: "",
            start: 0,
            block: Span::default(),
            is_new_line: false,
            included,
            findings,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The numbers of insertions and of included texts.
    pub(super) fn state(&self) -> (usize, usize) {
        (self.insertions.len(), self.included.len())
    }

    /// Leaves a block out if nothing was inserted for it: it has a fault, which is reported already.
    pub(super) fn omit_unless_written(&mut self, (insertions, included): (usize, usize), block: &Range<usize>) {
        if self.insertions.len() == insertions {
            let part = self.included.get(included).map(|(path, _)| Arc::clone(path));
            self.begin(block);
            self.end(&part.unwrap_or_else(|| Arc::clone(&self.source.path)));
        }
    }

    pub(super) fn path(&self) -> &Arc<str> {
        &self.source.path
    }

    pub(super) fn whole(&self) -> &'s str {
        &self.source.text
    }

    pub(super) fn text(&self, range: &Range<usize>) -> &'s str {
        self.source.text.get(range.clone()).unwrap_or("")
    }

    /// Records that the expansion depends on a text, which may be missing.
    pub(super) fn depends(&mut self, path: &str, source: Option<&Source>) {
        self.included.push((path.into(), source.map(|source| source.fingerprint)));
    }

    /// Reports a fault at a place of the article's file.
    pub(super) fn report(&mut self, range: Range<usize>, fault: impl Into<Fault>, near: Option<String>) {
        self.findings.push(Finding::at(&self.source.path, Span::new(range), fault).with_suggestion(near));
    }

    /// Reports what is wrong with a block, in Chinese and English.
    pub(super) fn problem(&mut self, block: &str, range: Range<usize>, (zh, en): (&str, &str)) {
        let fault = LinkFault::BlockInput { block: block.to_owned(), problem_zh: zh.to_owned(), problem: en.to_owned() };
        self.report(range, fault, None);
    }

    /// Reports a finding of an included text.
    pub(super) fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Begins an insertion in place of a block, as a block of its own.
    pub(super) fn begin(&mut self, block: &Range<usize>) {
        let text = self.whole();
        let line = text.get(..block.start).unwrap_or("").rfind(['\n', '\r']).map_or(0, |end| end + 1);
        self.out.push_str(text.get(self.copied..line).unwrap_or(""));
        (self.copied, self.block) = (block.end, Span::new(line..block.end));
        self.prefix = text.get(line..block.start).unwrap_or("");
        self.start = self.out.len();
        self.line();
    }

    /// Begins a line.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
        self.is_new_line = true;
    }

    /// Writes markup that is in no file.
    pub(super) fn markup(&mut self, text: &str) {
        // An empty line has no indentation.
        if std::mem::take(&mut self.is_new_line) {
            self.out.push_str(self.prefix);
        }
        self.out.push_str(text);
    }

    /// Writes a part of a text with its origin.
    pub(super) fn piece(&mut self, text: &str, origin: Origin) {
        if text.is_empty() {
            return;
        }
        self.markup("");
        let start = self.out.len();
        self.out.push_str(text);
        self.pieces.push(Piece { span: Span::new(start..self.out.len()), origin });
    }

    /// Marks the next words as the title of a table.
    pub(super) fn caption(&mut self) {
        self.markup("");
        self.caption = Some(Span::new(self.out.len()..self.out.len()).start);
    }

    /// Ends the insertion of the text at a path.
    pub(super) fn end(&mut self, path: &Arc<str>) {
        self.out.push('\n');
        self.is_new_line = false;
        self.insertions.push(Insertion {
            span: Span::new(self.start..self.out.len()),
            block: self.block,
            path: Arc::clone(path),
            pieces: std::mem::take(&mut self.pieces).into(),
            caption: self.caption.take(),
        });
    }

    pub(super) fn finish(mut self) -> ExpandedText {
        self.out.push_str(self.source.text.get(self.copied..).unwrap_or(""));
        let source = Source {
            path: Arc::clone(&self.source.path),
            text: self.out.into(),
            fingerprint: fingerprint(self.source.fingerprint, &self.included),
        };
        ExpandedText { source, insertions: Insertions(self.insertions.into()), findings: self.findings }
    }
}
