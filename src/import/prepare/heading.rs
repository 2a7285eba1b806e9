//! Headings: bold paragraphs that stand for one, the title, and the levels.

use super::blocks::{heading_content, plain_inlines};
use super::flow::Traced;
use super::paragraph::is_heading_text;
use super::run::is_shapeless;
use crate::import::document::{Block, Inline};

/// How the text of a heading is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// `一、`, `第一`
    Section,
    /// `（一）`
    Part,
    /// `1、`, `(1)`, and `1.1` with two numbers.
    Number(usize),
}

const NUMERALS: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '〇', '零'];

/// The numbering that a text begins with.
pub(super) fn numbering(text: &str) -> Option<Numbering> {
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let after = inner.trim_start_matches(NUMERALS);
        if after.len() < inner.len() && after.starts_with(['）', ')']) {
            return Some(Numbering::Part);
        }
        let after = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        return (after.len() < inner.len() && after.starts_with(['）', ')'])).then_some(Numbering::Number(1));
    }
    let (inner, is_ordinal) = text.strip_prefix('第').map_or((text, false), |inner| (inner, true));
    let after = inner.trim_start_matches(NUMERALS);
    if after.len() < inner.len() && (is_ordinal || after.starts_with(['、', '．', '.'])) {
        return Some(Numbering::Section);
    }
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = text.strip_suffix(after)?;
    let numbers = digits.split('.').filter(|number| !number.is_empty()).count();
    let is_marked = digits.ends_with('.') || after.starts_with(['、', '．', '）', ')']);
    let is_parted = numbers > 1 && after.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic());
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.split('.').all(|number| number.len() < 4);
    (is_number && !after.is_empty() && (is_marked || is_parted)).then_some(Numbering::Number(numbers.max(1)))
}

/// A heading on its way to a level.
struct Candidate {
    block: usize,
    /// Level of the element; none for a bold paragraph.
    level: Option<u8>,
    numbering: Option<Numbering>,
}

/// Makes headings of bold paragraphs and gives all headings their levels: the highest is 2, and none is left out in between.
pub(super) fn level(blocks: &mut [Traced]) {
    let candidates: Vec<Candidate> = blocks
        .iter()
        .enumerate()
        .filter_map(|(block, traced)| {
            let (content, level) = match &traced.block {
                Block::Heading { level, content } => (content, Some(*level)),
                Block::Paragraph(content) if is_bold_heading(content) => (content, None),
                _ => return None,
            };
            Some(Candidate { block, level, numbering: numbering(plain_inlines(content).trim()) })
        })
        .collect();
    let levels = gapless(&raw_levels(&candidates));
    for (candidate, level) in candidates.iter().zip(levels) {
        if let Some(traced) = blocks.get_mut(candidate.block)
            && let Block::Heading { content, .. } | Block::Paragraph(content) = &mut traced.block
        {
            let content = heading_content(std::mem::take(content));
            traced.block = Block::Heading { level, content };
        }
    }
}

/// The levels before the gaps are closed: those of elements as they are, those of bold paragraphs by their numbers.
fn raw_levels(candidates: &[Candidate]) -> Vec<u8> {
    let base = candidates.iter().filter_map(|candidate| candidate.level).min().unwrap_or(2);
    let has_sections = candidates.iter().any(|candidate| candidate.numbering == Some(Numbering::Section));
    // Level of the section around, and of a number below it.
    let mut section = None;
    let mut levels: Vec<u8> = Vec::with_capacity(candidates.len());
    for (n, candidate) in candidates.iter().enumerate() {
        let own = |numbering| match numbering {
            Numbering::Section => base,
            Numbering::Part => base + u8::from(has_sections),
            Numbering::Number(numbers) => {
                let deeper = u8::try_from(numbers.saturating_sub(2).min(3)).unwrap_or(0);
                section.map_or(base, |section: u8| section + 1) + deeper
            }
        };
        let of_next = || {
            let next = candidates.iter().skip(n + 1).find(|next| next.level.is_some() || next.numbering.is_some());
            next.and_then(|next| next.level.or(next.numbering.map(own))).unwrap_or(base)
        };
        let of_neighbour = || levels.last().copied().unwrap_or_else(of_next);
        let level = candidate.level.or(candidate.numbering.map(own)).unwrap_or_else(of_neighbour);
        if !matches!(candidate.numbering, Some(Numbering::Number(_)))
            && (candidate.level.is_some() || candidate.numbering.is_some())
        {
            section = Some(level);
        }
        levels.push(level);
    }
    levels
}

/// Levels from 2 on without gaps: a heading is one level below the nearest higher one before it.
fn gapless(levels: &[u8]) -> Vec<u8> {
    let mut open: Vec<u8> = Vec::new();
    let close = |level: &u8| {
        while open.last().is_some_and(|last| last >= level) {
            open.pop();
        }
        open.push(*level);
        u8::try_from(open.len() + 1).unwrap_or(6).min(6)
    };
    levels.iter().map(close).collect()
}

/// True for a paragraph that is bold throughout and has the form of a heading.
pub(super) fn is_bold_heading(content: &[Inline]) -> bool {
    is_bold(content) && is_heading_text(plain_inlines(content).trim())
}

fn is_bold(content: &[Inline]) -> bool {
    !content.is_empty()
        && content.iter().all(|inline| match inline {
            Inline::Strong(_) | Inline::Footnote(_) => true,
            Inline::Text(text) => text.trim().is_empty(),
            Inline::Emphasis(content) | Inline::Tag(_, content) | Inline::Link { content, .. } => is_bold(content),
            _ => false,
        })
}

/// True if a text repeats the title, but for blanks.
pub(super) fn repeats(text: &str, title: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !is_shapeless(*c)).collect::<String>();
    let title = letters(title);
    !title.is_empty() && letters(text) == title
}
