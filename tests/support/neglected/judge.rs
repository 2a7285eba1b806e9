//! Judges changes of a machine by what should stand there: a change is right if it brings a line nearer to the correct one by all that it
//! changes.

use std::collections::BTreeMap;

use super::{Article, Neglected};

#[derive(Debug, Default)]
pub struct Judgement {
    pub right: usize,
    pub wrong: usize,
    /// Changed lines that are as they should be now.
    pub whole: usize,
    pub lines: usize,
    /// Line before and after, and what should stand there, of wrong changes.
    pub examples: Vec<[String; 3]>,
}

/// Judges the changes that `fix --sample N --format json` prints.
pub fn judge(library: &Neglected, changes: &str) -> Judgement {
    let changes: Vec<serde_json::Value> = serde_json::from_str(changes).unwrap();
    let articles: BTreeMap<String, Article> = library.all().map(|article| (article.path.clone(), article)).collect();
    let mut judgement = Judgement::default();
    for change in changes {
        let text = |key: &str| change[key].as_str().unwrap().to_owned();
        let first = change["line"].as_u64().unwrap() as usize - 1;
        // The anchor that a heading keeps is no change of its words.
        let (before, after) = (text("before"), without_anchor(&text("after")));
        let count = before.matches('\n').count().max(1);
        let lines = &articles[&text("file")].lines[first..first + count];
        let end = if before.ends_with('\n') { "\n" } else { "" };
        let correct: Vec<&str> = lines.iter().filter_map(|line| line.correct.as_deref()).collect();
        let correct = if correct.is_empty() { String::new() } else { correct.join("\n") + end };
        judgement.add(&before, &after, &correct);
    }
    judgement
}

impl Judgement {
    fn add(&mut self, before: &str, after: &str, correct: &str) {
        self.lines += 1;
        self.whole += usize::from(after == correct);
        let [old, new, correct_chars] = [before, after, correct].map(|text| text.chars().collect::<Vec<char>>());
        let far = distance(&old, &correct_chars);
        for (start, end, with) in hunks(&old, &new) {
            let changed: Vec<char> = [&old[..start], &with, &old[end..]].concat();
            let size = end - start + with.len();
            if distance(&changed, &correct_chars) + size == far {
                self.right += 1;
            } else {
                self.wrong += 1;
                self.examples.push([before, after, correct].map(str::to_owned));
            }
        }
    }

    /// Wrong changes of 10,000.
    pub fn wrong_share(&self) -> usize {
        self.wrong * 10_000 / (self.right + self.wrong).max(1)
    }
}

fn without_anchor(text: &str) -> String {
    let heading = |line: &str| match line.split_once(" {#") {
        Some((heading, anchor)) => format!("{heading}{}", anchor.split_once('}').unwrap().1),
        None => line.to_owned(),
    };
    text.split_inclusive('\n').map(heading).collect()
}

/// Length of the longest common subsequence of the texts from each pair of characters on.
fn table(a: &[char], b: &[char]) -> Vec<Vec<u16>> {
    let mut most = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            most[i][j] = if a[i] == b[j] { most[i + 1][j + 1] + 1 } else { most[i + 1][j].max(most[i][j + 1]) };
        }
    }
    most
}

/// Characters that have to be inserted or deleted to make one text the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    a.len() + b.len() - 2 * usize::from(table(a, b)[0][0])
}

/// The changes that make one text the other: start and end in the first, and the new characters.
fn hunks(old: &[char], new: &[char]) -> Vec<(usize, usize, Vec<char>)> {
    let most = table(old, new);
    let mut hunks: Vec<(usize, usize, Vec<char>)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut open = false;
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j, open) = (i + 1, j + 1, false);
            continue;
        }
        if !std::mem::replace(&mut open, true) {
            hunks.push((i, i, Vec::new()));
        }
        let hunk = hunks.last_mut().unwrap();
        if j < new.len() && (i == old.len() || most[i][j + 1] >= most[i + 1][j]) {
            hunk.2.push(new[j]);
            j += 1;
        } else {
            i += 1;
            hunk.1 = i;
        }
    }
    hunks
}
