//! Snippets: `content/snippets/<name>.md`, with fields `{{name}}` that each article fills.

use std::ops::Range;

use super::writer::Writer;
use super::{Block, Entry, Origin, Part, Parts, first_line, values};
use crate::diag::catalogue::{FrontFault, LinkFault};
use crate::diag::{Finding, nearest};
use crate::model::text_file;
use crate::text::{Source, Span};

pub(super) const FOLDER: &str = "content/snippets/";

/// A piece of a snippet: text with its range, or a field.
enum Token<'t> {
    Text(&'t str, Range<usize>),
    Field(&'t str),
}

/// Writes a snippet in place of its block.
pub(super) fn include(block: &Block, parts: &Parts, writer: &mut Writer<'_>) {
    let Some(entries) = values(block, writer) else { return };
    let first = first_line(writer.whole(), &block.range);
    let Some(name) = entries.iter().find(|entry| entry.key == "name") else {
        return writer.problem(block.kind, first, ("缺少 name，不知道用哪个片段", "it has no `name`"));
    };
    let path = format!("{FOLDER}{}.md", name.text);
    let part = parts.get(&path);
    writer.depends(&path, part.map(|part| &part.source));
    let Some(part) = part else {
        // The name has no ending.
        let bare = name.text.trim().trim_end_matches(".md").rsplit('/').next().unwrap_or(&name.text).to_owned();
        if parts.snippets().any(|known| known == bare) {
            let (zh, en) = ("name 只写片段的名称，不带文件夹和 .md".into(), "`name` has no folder and no .md".into());
            let fault = LinkFault::BlockInput { block: block.kind.to_owned(), problem_zh: zh, problem: en };
            return writer.report(name.place.clone(), fault, Some(bare));
        }
        let near = nearest(&bare, parts.snippets());
        return writer.report(name.place.clone(), LinkFault::SnippetUnknown { name: bare }, near);
    };
    flaws(part).into_iter().for_each(|finding| writer.finding(finding));
    if part.finding.is_some() || text_file::body_start(&part.source.text) > 0 {
        return;
    }
    let text = part.source.text.trim_end();
    let tokens = tokens(text);
    if !fits(block, &entries, &tokens, first, writer) {
        return;
    }
    writer.begin(&block.range);
    for token in tokens {
        match token {
            Token::Text(text, range) => lines(text, range.start, writer),
            Token::Field(field) => {
                let entry = entries.iter().find(|entry| entry.key == field);
                entry.into_iter().for_each(|e| writer.piece(&e.text, Origin::Article(Span::new(e.place.clone()))));
            }
        }
    }
    writer.end(&part.source.path);
}

/// What is wrong with a snippet by itself: it cannot be read, has front matter, or fields in other braces.
pub(super) fn flaws(part: &Part) -> Vec<Finding> {
    let Source { path, text, .. } = &part.source;
    if let Some(finding) = &part.finding {
        return vec![(**finding).clone()];
    }
    if text_file::body_start(text) > 0 {
        let line = Span::new(first_line(text, &(0..text.len())));
        return vec![Finding::at(path, line, FrontFault::IntroFrontMatter {})];
    }
    let flaw = |(range, name): (Range<usize>, &str)| {
        let right = format!("{{{{{name}}}}}");
        let (zh, en) = (
            format!("要填的一项写成 {right}，用两对半角花括号"),
            format!("a field is written {right} with two pairs of half-width braces"),
        );
        let fault = LinkFault::BlockInput { block: "snippet".to_owned(), problem_zh: zh, problem: en };
        Finding::at(path, Span::new(range), fault).with_suggestion(Some(right))
    };
    wrong_fields(text.trim_end()).into_iter().map(flaw).collect()
}

/// Writes lines of a snippet, each indented as its block.
fn lines(text: &str, start: usize, writer: &mut Writer<'_>) {
    let mut at = start;
    for line in text.split('\n') {
        if at > start {
            writer.line();
        }
        let words = line.trim_end_matches('\r');
        writer.piece(words, Origin::Part(Span::new(at..at + words.len())));
        at += line.len() + 1;
    }
}

/// True if the values of a block are those that the snippet asks for. What is wrong is reported.
fn fits(block: &Block, entries: &[Entry], tokens: &[Token<'_>], first: Range<usize>, writer: &mut Writer<'_>) -> bool {
    let mut fields: Vec<&str> = Vec::new();
    for token in tokens {
        match token {
            Token::Field(field) if !fields.contains(field) => fields.push(field),
            _ => {}
        }
    }
    let mut fits = true;
    for field in fields.iter().filter(|field| !entries.iter().any(|entry| entry.key == ***field)) {
        let problem = (format!("缺少片段要填的「{field}」"), format!("the field `{field}` of the snippet has no value"));
        writer.problem(block.kind, first.clone(), (&problem.0, &problem.1));
        fits = false;
    }
    for entry in entries.iter().filter(|entry| entry.key != "name" && !fields.contains(&entry.key.as_str())) {
        let (zh, en) = (format!("片段里没有「{}」", entry.key), format!("the snippet has no field `{}`", entry.key));
        let fault = LinkFault::BlockInput { block: block.kind.to_owned(), problem_zh: zh, problem: en };
        writer.report(entry.key_place.clone(), fault, nearest(&entry.key, fields.iter().copied()));
        fits = false;
    }
    fits
}

/// Chinese names of fields in one pair of braces or in full-width ones: `{身份}`, `｛｛身份｝｝`.
fn wrong_fields(text: &str) -> Vec<(Range<usize>, &str)> {
    let (is_opener, is_closer) = (|c: char| matches!(c, '{' | '｛'), |c: char| matches!(c, '}' | '｝'));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find(is_opener)).map(|i| at + i) {
        let inside = text.get(start..).unwrap_or("").trim_start_matches(is_opener);
        let from = text.len() - inside.len();
        let name = inside.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        let rest = inside.get(name.len()..).unwrap_or("");
        let end = text.len() - rest.trim_start_matches(is_closer).len();
        at = end.max(from);
        let is_right =
            text.get(start..from) == Some("{{") && text.get(from + name.len()..end).is_some_and(|close| close.starts_with("}}"));
        let is_escaped = text.get(..start).is_some_and(|before| before.ends_with('\\'));
        if rest.starts_with(is_closer) && !name.is_empty() && !name.is_ascii() && !is_right && !is_escaped {
            found.push((start..end, name));
        }
    }
    found
}

/// Divides a snippet at its fields. Braces after a backslash are text.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = text.get(at..).and_then(|t| t.find("{{")).map(|i| at + i) {
        let field = text.get(open + 2..).and_then(|rest| Some((rest, rest.find("}}")?)));
        let is_escaped = text.get(..open).is_some_and(|before| before.ends_with('\\'));
        let Some((name, end)) = field.and_then(|(rest, end)| Some((rest.get(..end)?, open + end + 4))) else { break };
        let is_name = !name.trim().is_empty() && name.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_escaped || !is_name {
            at = open + 2;
            continue;
        }
        tokens.push(Token::Text(text.get(from..open).unwrap_or(""), from..open));
        tokens.push(Token::Field(name.trim()));
        (from, at) = (end, end);
    }
    tokens.push(Token::Text(text.get(from..).unwrap_or(""), from..text.len()));
    tokens
}

#[cfg(test)]
mod tests {
    use super::wrong_fields;

    #[test]
    fn fields_with_other_braces_are_found() {
        let text = "甲{身份}乙｛｛期限｝｝丙{{金额｝｝丁{{期限}}戊{lender.hotline}己\\{身份}";
        let found: Vec<&str> = wrong_fields(text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["{身份}", "｛｛期限｝｝", "{{金额｝｝"]);
    }
}
