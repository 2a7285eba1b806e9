//! Facts of lenders, and ids of headings, with other braces or letters than the ones that have an effect: `｛lender.hotline｝`,
//! `{ sample-cf.entity }`, `## 期限 ｛#term｝`.

use std::ops::Range;

use super::facts::{Kind, Plain, narrow};
use super::registers::Lenders;
use crate::diag::catalogue::ReferenceFault;
use crate::diag::{Finding, nearest};
use crate::text::markdown::is_escaped;
use crate::text::{Source, Span};

/// The most bytes between braces.
const LONGEST: usize = 160;

/// Findings of one text beyond which no more are collected: a hostile file must not fill the memory.
const MAX_FINDINGS: usize = 10_000;

/// A fact in brackets of titles.
const BRACKETED: &str = "【lender.";

/// A text that should be written otherwise.
struct Correction {
    text: String,
    /// True if it can mean nothing else.
    is_safe: bool,
}

/// Appends the findings about braces in the prose of a text.
pub(super) fn findings(source: &Source, plain: &Plain, lenders: &Lenders, found: &mut Vec<Finding>) {
    let (text, limit) = (plain.text(), found.len() + MAX_FINDINGS);
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if memchr::memchr(b'{', text.as_bytes()).is_none() && !has("｛") && !has(BRACKETED) {
        return;
    }
    for (range, kind) in plain.pieces().filter(|(_, kind)| *kind != Kind::Code) {
        let (span, piece) = (plain.place(range.clone()), text.get(range).unwrap_or(""));
        if span.of(&source.text) == piece && found.len() < limit {
            self::piece(lenders, source, span, kind, found);
        }
    }
}

/// Judges the braces in a piece of the file.
fn piece(lenders: &Lenders, source: &Source, span: Span, kind: Kind, found: &mut Vec<Finding>) {
    let (file, mut end) = (&*source.text, 0);
    let text = span.of(file);
    for (start, opener) in text.char_indices().filter(|(i, c)| matches!(c, '{' | '｛') || is_bracketed(text, *i, *c)) {
        if start < end || is_escaped(file, span.start as usize + start) {
            continue;
        }
        let Some((range, correction)) = judge(lenders, text, start, opener, kind) else { continue };
        let written = text.get(range.clone()).unwrap_or("");
        if written == correction.text {
            continue;
        }
        end = range.end;
        let (written, corrected) = (written.to_owned(), correction.text.clone());
        let fault = match kind {
            Kind::Heading if corrected.starts_with("{#") => ReferenceFault::BracketsWithoutEffect { written, corrected },
            _ => ReferenceFault::MisspeltFact { written, corrected },
        };
        let at = span.start as usize;
        let finding = Finding::at(&source.path, Span::new(at + range.start..at + range.end), fault);
        let text = correction.text;
        found.push(if correction.is_safe { finding.with_fix(text) } else { finding.with_suggestion(Some(text)) });
    }
}

/// True for `【lender.`, which nobody writes but in place of a brace.
fn is_bracketed(text: &str, at: usize, c: char) -> bool {
    c == '【' && text.get(at..).is_some_and(|rest| rest.starts_with(BRACKETED))
}

/// The correction of the text in braces that begins at `start`, with its range.
fn judge(lenders: &Lenders, text: &str, start: usize, opener: char, kind: Kind) -> Option<(Range<usize>, Correction)> {
    let inside = text.get(start + opener.len_utf8()..)?;
    let inside = inside.get(..inside.floor_char_boundary(LONGEST))?;
    let is_doubled = inside.starts_with(opener);
    let inside = if is_doubled { inside.get(opener.len_utf8()..)? } else { inside };
    let (inside, closer) = match inside.char_indices().find(|(_, c)| matches!(c, '}' | '｝' | '{' | '｛' | '】' | '\n')) {
        Some((end, closer @ ('}' | '｝' | '】'))) => (inside.get(..end)?, closer.len_utf8()),
        // The closing brace is missing: a name and a key of ASCII letters end by themselves.
        _ => {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            (inside.split(|c| !is_part(c)).next()?.trim_end_matches('.'), 0)
        }
    };
    let is_doubled = is_doubled && closer > 0;
    let length = opener.len_utf8() * (1 + usize::from(is_doubled)) + inside.len() + closer;
    let end = start + length;
    let end = end + if is_doubled && text.get(end..)?.starts_with(['}', '｝']) { closer } else { 0 };
    let whole = start..end;
    let narrowed: String = inside.chars().map(narrow).collect();
    if kind == Kind::Heading
        && closer > 0
        && let Some(id) = narrowed.trim().strip_prefix('#')
    {
        let correction = Correction { text: format!("{{#{}}}", id.trim()), is_safe: true };
        return text.get(end..)?.trim_start().is_empty().then_some((whole, correction));
    }
    let (lender, key) = narrowed.split_once(['.', '·', ',', ':', '、'])?;
    let (lender, key) = (lender.trim().to_lowercase(), key.trim());
    // A blank within the key of a fact.
    let joined = key.replace(' ', "");
    let key = if lender == "lender" { joined.as_str() } else { key };
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if key.is_empty() || !key.chars().all(is_word) {
        return None;
    }
    if is_read(text, whole.clone(), inside) {
        // Templates of other programs have a dollar sign before the braces.
        let correction = Correction { text: format!("{{{inside}}}"), is_safe: false };
        let is_marked = lender == "lender" && text.get(..start).is_some_and(|before| before.ends_with('$'));
        return is_marked.then_some((whole.start - usize::from(is_marked)..whole.end, correction));
    }
    fact(lenders, &lender, key, closer > 0).map(|correction| (whole, correction))
}

/// True if the braces are those of a fact already: one pair, a slug, a dot and a key.
fn is_read(text: &str, whole: Range<usize>, inside: &str) -> bool {
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_read =
        inside.split_once('.').is_some_and(|(lender, key)| !lender.is_empty() && lender.chars().all(slug) && !key.contains(' '));
    is_read && text.get(whole) == Some(&*format!("{{{inside}}}"))
}

/// The fact that a name and a key mean; nothing if the register has no such lender, so that it may be other text.
fn fact(lenders: &Lenders, name: &str, key: &str, is_closed: bool) -> Option<Correction> {
    if name == "lender" {
        return Some(Correction { text: format!("{{lender.{}}}", key.to_ascii_lowercase()), is_safe: is_closed });
    }
    let near = || lenders.nearest(name).and_then(|near| lenders.find(&near)).filter(|_| name.chars().count() > 3);
    let (id, is_certain) = lenders.find(name).map(|id| (id, true)).or_else(|| near().map(|id| (id, false)))?;
    let keys = lenders.fact_keys(id);
    let own = keys.iter().find(|known| known.eq_ignore_ascii_case(key)).map(|known| (*known).to_owned());
    let is_safe = is_certain && is_closed && own.is_some();
    let key = own.or_else(|| nearest(key, keys)).unwrap_or_else(|| key.to_owned());
    Some(Correction { text: format!("{{{}.{key}}}", lenders[id].slug), is_safe })
}
