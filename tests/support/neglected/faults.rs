//! What the machine, the template and the word filter made of an article. Every line keeps what should stand there.

use super::super::random::Random;
use super::Line;
use super::claims::{CLOSERS, DAMAGED, LOSSES, OPENERS, PREFIXES, TAKEN};
use super::writer::Part;

const NUMERALS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
/// Headings of halves of a section.
const HALVES: [&str; 2] = ["先做的事", "随后做的事"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    None,
    Han,
    Digits,
}

/// How an article was damaged.
pub(super) struct Damage {
    random: Random,
    /// What the filter took: indexes of losses. None of them in an article that it never saw.
    losses: Vec<usize>,
    has_narrow_marks: bool,
    title: Option<String>,
}

impl Damage {
    pub(super) fn new(seed: u64, id: u32) -> Damage {
        let mut random = Random::new(seed, id, 3);
        let is_damaged = random.below(1_000) < DAMAGED;
        let losses = (0..LOSSES.len()).filter(|_| is_damaged && random.below(100) < 85).collect();
        let has_narrow_marks = random.below(100) < 60;
        Damage { random, losses, has_narrow_marks, title: None }
    }

    /// The title as it was published.
    pub(super) fn title(&mut self, text: &str) -> String {
        let filtered = self.filtered(text);
        let title = self.narrow(&filtered, 2);
        self.title = Some(title.clone());
        title
    }

    /// The text without some of the words that the filter takes.
    fn filtered(&mut self, text: &str) -> String {
        let mut out = text.to_owned();
        for n in self.losses.clone() {
            let (lost, left) = LOSSES[n];
            let pieces: Vec<String> = out.split(lost).map(str::to_owned).collect();
            out = pieces.iter().enumerate().fold(String::new(), |whole, (n, piece)| {
                let word = if self.random.below(100) < TAKEN { left } else { lost };
                if n == 0 { piece.clone() } else { format!("{whole}{word}{piece}") }
            });
        }
        out
    }

    /// The text with half-width marks, one in so many.
    fn narrow(&mut self, text: &str, one_in: usize) -> String {
        let mut narrow = |c: char| {
            let mark = match c {
                '，' => ',',
                '？' => '?',
                '：' => ':',
                '；' => ';',
                '！' => '!',
                other => return other,
            };
            if self.random.one_in(one_in) { mark } else { c }
        };
        let mut before = '\n';
        let mut keep = |c: char| {
            // Behind a digit or a sign a half-width mark is no fault.
            let is_behind_han = matches!(std::mem::replace(&mut before, c), '\u{4e00}'..='\u{9fff}');
            if is_behind_han { narrow(c) } else { c }
        };
        text.chars().map(&mut keep).collect()
    }

    fn sentence(&mut self, text: &str) -> String {
        let filtered = self.filtered(text);
        if self.has_narrow_marks { self.narrow(&filtered, 6) } else { filtered }
    }

    /// A paragraph of sentences, the first of which may have words of the template before it.
    fn paragraph(&mut self, sentences: &[&String]) -> Line {
        let correct: String = sentences.iter().map(|s| s.as_str()).collect();
        let mut written: String = sentences.iter().map(|s| self.sentence(s)).collect();
        if !correct.starts_with("- ") && self.random.one_in(9) {
            written.insert_str(0, self.random.pick(PREFIXES));
        }
        Line { written, correct: Some(correct) }
    }
}

/// The lines of the body.
pub(super) fn body(damage: &mut Damage, title: &str, parts: &[Part]) -> Vec<Line> {
    let mut lines = opening(damage, title);
    let (numbering, numbers, is_cited) = numbers(&mut damage.random, parts.len());
    let halves = numbering == Numbering::Han && damage.random.one_in(3);
    for (n, part) in parts.iter().enumerate() {
        let number = |n: usize| match numbering {
            Numbering::None => String::new(),
            Numbering::Han => format!("{}、", NUMERALS[n.min(9)]),
            Numbering::Digits => format!("{}. ", n + 1),
        };
        let right = if is_cited { numbers[n] } else { n };
        let text = damage.filtered(&part.heading);
        let text = damage.narrow(&text, 2);
        let correct = format!("## {}{}", number(right), part.heading);
        push(&mut lines, Line { written: format!("## {}{text}", number(numbers[n])), correct: Some(correct) });
        let prose: Vec<&String> = part.sentences.iter().filter(|s| !s.starts_with("- ")).collect();
        if halves && prose.len() > 3 {
            // The number of a section that was pasted from another article.
            let pasted = if damage.random.one_in(3) { damage.random.below(5) } else { numbers[n] };
            for (half, sentences) in prose.chunks(prose.len().div_ceil(2)).enumerate() {
                let heading = |n: usize| format!("### {}.{} {}", n + 1, half + 1, HALVES[half.min(1)]);
                push(&mut lines, Line { written: heading(pasted), correct: Some(heading(right)) });
                sentences.chunks(2).for_each(|pair| push(&mut lines, damage.paragraph(pair)));
            }
        } else {
            prose.chunks(2).for_each(|pair| push(&mut lines, damage.paragraph(pair)));
        }
        let items = part.sentences.iter().filter(|s| s.starts_with("- ")).collect::<Vec<_>>();
        if !items.is_empty() {
            lines.extend(items.iter().map(|item| damage.paragraph(&[*item])));
            lines.push(same(""));
        }
    }
    if is_cited {
        push(&mut lines, same(&format!("具体的办法见第{}部分。", NUMERALS[numbers[numbers.len() - 1].min(9)])));
    }
    if damage.random.below(4) > 0 {
        let written = damage.random.pick(CLOSERS).to_owned();
        push(&mut lines, Line { written, correct: None });
    }
    lines
}

fn opening(damage: &mut Damage, title: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let published = damage.title.clone().unwrap_or_default();
    match damage.random.below(10) {
        0..3 => push(&mut lines, Line { written: published.clone(), correct: None }),
        3 => push(&mut lines, Line { written: format!("# {published}"), correct: None }),
        _ => {}
    }
    if damage.random.below(4) > 0 {
        let written = damage.random.pick(OPENERS).replace("{T}", title);
        push(&mut lines, Line { written, correct: None });
    }
    lines
}

/// The numbering of the sections and the number of each, from 0; true if the text refers to the last of them.
fn numbers(random: &mut Random, count: usize) -> (Numbering, Vec<usize>, bool) {
    let numbering = [Numbering::None, Numbering::Han, Numbering::Han, Numbering::Han, Numbering::Digits][random.below(5)];
    let mut numbers: Vec<usize> = (0..count).collect();
    let at = 1 + random.below(count.saturating_sub(1));
    let is_cited = match random.below(10) {
        // A section was removed.
        0..4 => {
            numbers.iter_mut().skip(at).for_each(|n| *n += 1);
            random.one_in(8)
        }
        // A section was added.
        4 | 5 => {
            numbers.iter_mut().skip(at).for_each(|n| *n -= 1);
            false
        }
        _ => false,
    };
    (numbering, numbers, is_cited && numbering == Numbering::Han)
}

fn same(line: &str) -> Line {
    Line { written: line.to_owned(), correct: Some(line.to_owned()) }
}

/// Adds a line and the empty one behind it.
fn push(lines: &mut Vec<Line>, line: Line) {
    let blank = Line { written: String::new(), correct: line.correct.is_some().then(String::new) };
    lines.extend([line, blank]);
}
