//! What a mapping leaves out: `leave_out: ["^本站声明", ".adbox"]`.

use super::page::Selector;

/// The entries of `leave_out`.
#[derive(Debug, Default)]
pub(crate) struct LeaveOut {
    patterns: Vec<Pattern>,
    pub(super) selectors: Vec<Selector>,
}

/// Text that a block contains: `^` stands for its begin, `$` for its end, `.*` for any characters.
#[derive(Debug)]
struct Pattern {
    at_begin: bool,
    at_end: bool,
    pieces: Vec<String>,
}

impl LeaveOut {
    /// Adds an entry. It is a pattern if it begins with `^`, ends with `$`, or contains `.*` or a character beyond ASCII, else a
    /// selector. `Err` has the reason why it is none.
    pub(crate) fn add(&mut self, entry: &str) -> Result<(), String> {
        if entry.starts_with('^') || entry.ends_with('$') || entry.contains(".*") || !entry.is_ascii() {
            self.patterns.push(Pattern::new(entry));
        } else {
            self.selectors.push(Selector::parse(entry)?);
        }
        Ok(())
    }

    /// True if a pattern describes the text of a block, which has no white space at its ends.
    pub(super) fn describes(&self, text: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.describes(text))
    }
}

impl Pattern {
    fn new(entry: &str) -> Pattern {
        let (at_begin, inner) = entry.strip_prefix('^').map_or((false, entry), |inner| (true, inner));
        let (at_end, inner) = inner.strip_suffix('$').map_or((false, inner), |inner| (true, inner));
        Pattern { at_begin, at_end, pieces: inner.split(".*").map(str::to_owned).collect() }
    }

    fn describes(&self, text: &str) -> bool {
        let mut pieces = self.pieces.as_slice();
        let mut rest = text;
        if let (true, [first, others @ ..]) = (self.at_begin, pieces) {
            let Some(after) = rest.strip_prefix(first.as_str()) else { return false };
            if others.is_empty() && self.at_end {
                return after.is_empty();
            }
            (rest, pieces) = (after, others);
        }
        let last = if let (true, [others @ .., last]) = (self.at_end, pieces) {
            pieces = others;
            last.as_str()
        } else {
            ""
        };
        for piece in pieces {
            let Some((_, after)) = rest.split_once(piece.as_str()) else { return false };
            rest = after;
        }
        rest.ends_with(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pattern() {
        let cases = [
            ("^本站声明", "本站声明：转载", true),
            ("^本站声明", "见本站声明", false),
            ("本站声明", "见本站声明", true),
            ("声明$", "本站声明", true),
            ("声明$", "声明书", false),
            ("^声明$", "声明", true),
            ("^声明$", "声明声明", false),
            ("^甲.*乙$", "甲和乙", true),
            ("^甲.*乙$", "甲乙丙", false),
            ("^甲.*甲$", "甲", false),
            ("甲.*乙.*丙", "一甲二乙三丙四", true),
            ("甲.*乙.*丙", "一甲二丙三乙四", false),
            ("^", "任何", true),
        ];
        for (entry, text, expected) in cases {
            let mut rules = LeaveOut::default();
            rules.add(entry).unwrap();
            assert_eq!(rules.describes(text), expected, "{entry} {text}");
        }
    }

    #[test]
    fn selector() {
        let mut rules = LeaveOut::default();
        rules.add(".adbox").unwrap();
        assert!(!rules.describes(".adbox") && rules.selectors.len() == 1);
        assert!(rules.add("div >").is_err());
        assert!(rules.add("").is_err());
    }
}
