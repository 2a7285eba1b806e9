//! Runs with breaks → paragraphs.

use super::run::{self, Content, Mark, Run};
use crate::import::document::Inline;
use crate::text::han::{ends_sentence, is_letter};

/// Characters of the longest line that is set for itself: a bold heading.
pub(super) const HEADING: usize = 40;
/// Characters of a short line, as in addresses and signatures.
const SHORT: usize = 12;
/// Characters of a short line in a cell.
const SHORT_IN_CELL: usize = 24;
/// Characters of the name before the colon of a line: `开户行：`.
const LABEL: usize = 8;

/// What a break between two lines becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Two paragraphs.
    Part,
    /// A break.
    Break,
    /// One line.
    Join,
}

/// The runs between two breaks.
struct Line {
    runs: Vec<Run>,
    text: String,
    /// An empty line comes before.
    parted: bool,
}

/// Paragraphs, each with the end of its pieces of the source.
pub(super) fn paragraphs(runs: Vec<Run>, links: &[String], in_cell: bool) -> Vec<(Vec<Inline>, usize)> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in lines(runs) {
        match groups.last_mut() {
            Some(group) if !line.parted => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    groups.into_iter().flat_map(|group| joined(group, links, in_cell)).collect()
}

/// The lines that a reader sees.
fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    let mut breaks = 0;
    let mut finish = |line: &mut Vec<Run>, breaks: &mut usize| {
        if line.iter().any(Run::is_visible) {
            lines.push(Line { text: run::text(line), runs: std::mem::take(line), parted: *breaks > 1 });
            *breaks = 0;
        }
        line.clear();
    };
    for run in runs {
        if run.content == Content::Break {
            finish(&mut line, &mut breaks);
            breaks += 1;
        } else {
            line.push(run);
        }
    }
    finish(&mut line, &mut breaks);
    lines
}

/// The paragraphs of lines that single breaks part.
fn joined(group: Vec<Line>, links: &[String], in_cell: bool) -> Vec<(Vec<Inline>, usize)> {
    let (least, most) = if in_cell { (2, SHORT_IN_CELL) } else { (3, SHORT) };
    let all_short = group.len() >= least && group.iter().all(|line| line.text.chars().count() <= most);
    let mut paragraphs: Vec<Vec<Run>> = Vec::new();
    let mut last: Option<(String, bool)> = None;
    for line in group {
        let is_bold = is_bold(&line);
        let joint = last.as_ref().map_or(Joint::Part, |(before, was_bold)| {
            let is_picture = before.is_empty() || line.text.is_empty();
            if *was_bold || is_bold || is_picture { Joint::Part } else { joint(before, &line.text, all_short) }
        });
        last = Some((line.text, is_bold));
        match (joint, paragraphs.last_mut()) {
            (Joint::Break | Joint::Join, Some(paragraph)) => {
                let seam = Run {
                    marks: common_marks(paragraph, &line.runs),
                    content: if joint == Joint::Break { Content::Break } else { Content::Text(" ".to_owned()) },
                    end: paragraph.last().map_or(0, |run| run.end),
                };
                paragraph.push(seam);
                paragraph.extend(line.runs);
            }
            _ => paragraphs.push(line.runs),
        }
    }
    let made = |runs: Vec<Run>| (run::inlines(&runs, links), runs.last().map_or(0, |run| run.end));
    paragraphs.into_iter().map(made).collect()
}

fn common_marks(before: &[Run], after: &[Run]) -> run::Marks {
    let marks = |run: Option<&Run>| run.map(|run| run.marks).unwrap_or_default();
    marks(before.last()).common(marks(after.first()))
}

/// True for a line that is set as a heading: bold throughout and short.
fn is_bold(line: &Line) -> bool {
    let mut texts = line.runs.iter().filter(|run| run.is_visible()).peekable();
    texts.peek().is_some() && texts.all(|run| run.marks.has(Mark::Strong)) && is_heading_text(&line.text)
}

/// True if a text has the form of a heading.
pub(super) fn is_heading_text(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= HEADING && !text.ends_with(['。', '，', '；', ',', ';'])
}

/// A single break parts a paragraph if a sentence ends before it or a new item begins behind it.
fn joint(before: &str, after: &str, all_short: bool) -> Joint {
    let closes = |c: char| matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | ')' | '"' | '】');
    let end = before.trim_end_matches(closes).chars().next_back();
    let begins = |c: char| is_letter(c) && !c.is_lowercase() || matches!(c, '“' | '‘' | '《' | '（' | '(' | '「' | '【' | '"');
    let ends = end.is_some_and(|c| ends_sentence(c) || matches!(c, '：' | ':' | '.' | ';'));
    if begins_item(after) || ends && after.chars().next().is_some_and(begins) {
        Joint::Part
    } else if all_short && !before.ends_with(['，', '、', ',']) {
        Joint::Break
    } else {
        Joint::Join
    }
}

/// True for a line that begins with the mark of an item or with a name and a colon.
fn begins_item(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    if matches!(first, '•' | '●' | '■' | '◆' | '★' | '※' | '·' | '▶' | '►' | '○' | '◇' | '□' | '☆' | '\u{2460}'..='\u{249b}')
    {
        return true;
    }
    super::heading::numbering(line).is_some() || line.char_indices().take(LABEL + 1).skip(1).any(|(_, c)| matches!(c, '：' | ':'))
}
