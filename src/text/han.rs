//! Han characters, the ends of sentences, years, and the time that a text takes to read.

use serde::{Deserialize, Serialize};

/// Han characters read in a minute.
const HAN_PER_MINUTE: usize = 400;
/// Latin words read in a minute.
const WORDS_PER_MINUTE: usize = 200;

/// True for Han characters (the unified ideographs, their extensions and 〇).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// True for the Chinese characters that nearly all text is made of.
pub(crate) fn is_usual(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// A set of usual Chinese characters, a bit for each. Every character of every text is looked up in several sets, and `matches!` with
/// many characters takes ten times as long.
#[derive(Debug)]
pub(crate) struct HanSet([u64; HanSet::WORDS]);

impl HanSet {
    const FIRST: u32 = 0x4e00;
    const WORDS: usize = (0xa000 - HanSet::FIRST as usize) / 64;

    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of range")]
    pub(crate) const fn of(chars: &[char]) -> HanSet {
        let mut bits = [0; HanSet::WORDS];
        let mut n = 0;
        while n < chars.len() {
            let at = chars[n] as u32 - HanSet::FIRST;
            bits[at as usize / 64] |= 1 << (at % 64);
            n += 1;
        }
        HanSet(bits)
    }

    pub(crate) fn has(&self, c: char) -> bool {
        let at = u32::from(c).wrapping_sub(HanSet::FIRST);
        self.0.get(at as usize / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

/// Characters that word filters drop from texts: 问题 → 问, 金融 → 融, 消费 → 费.
pub(crate) static DROPPABLE: HanSet = HanSet::of(&['金', '消', '题', '需', '同', '时', '要', '解', '策', '期']);

/// Bytes of the run of [`is_usual`] characters that a text begins with. All of them, and no others, have these first bytes of
/// three.
pub(crate) fn run_of_usual(text: &str) -> usize {
    let is_other = |[first, second, _]: &[u8; 3]| !matches!((first, second), (0xe4, 0xb8..) | (0xe5..=0xe9, _));
    let threes = text.as_bytes().as_chunks().0;
    3 * threes.iter().position(is_other).unwrap_or(threes.len())
}

/// True for letters and digits of any script, as `char::is_alphanumeric`. On 2,000 characters of Chinese text it takes 4.5 µs instead of 44
/// (`cargo bench --bench stages`, "load and model: articles").
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{4e00}'..='\u{9fff}' => true,
        '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => false,
        c => c.is_alphanumeric(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct ReadingLength {
    pub(crate) han: usize,
    /// Runs of letters and digits of other scripts.
    pub(crate) words: usize,
}

impl ReadingLength {
    /// Counts one more piece of text; a word is not continued across pieces.
    pub(crate) fn add(&mut self, text: &str) {
        let mut in_word = false;
        for c in text.chars() {
            let han = is_han(c);
            let word = !han && is_letter(c);
            self.han += usize::from(han);
            self.words += usize::from(word && !in_word);
            in_word = word;
        }
    }

    /// Whole minutes, rounded up, at least 1.
    pub(crate) fn minutes(self) -> u32 {
        let minutes = (self.han * WORDS_PER_MINUTE + self.words * HAN_PER_MINUTE).div_ceil(HAN_PER_MINUTE * WORDS_PER_MINUTE);
        u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
    }
}

pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | '…')
}

/// The longest run of whole sentences from the start of `text` that has at most `limit` characters; if the first
/// sentence alone is longer, that sentence. Closing quotes and brackets stay with their sentence. A prefix of `text`, never
/// cut inside a sentence.
pub(crate) fn whole_sentences(text: &str, limit: usize) -> &str {
    let mut end = None;
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((n, (i, c))) = chars.next() {
        let next = chars.peek().map(|(_, (_, c))| *c);
        let full_stop = c == '.' && next.is_none_or(char::is_whitespace);
        let closes = |c: char| matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | ')' | '"');
        let ends = ends_sentence(c)
            || full_stop
            || (closes(c) && text.get(..i).and_then(|t| t.chars().next_back()).is_some_and(ends_sentence));
        if !ends || next.is_some_and(|c| ends_sentence(c) || closes(c)) {
            continue;
        }
        if end.is_some() && n + 1 > limit {
            break;
        }
        end = Some(i + c.len_utf8());
        if n + 1 >= limit {
            break;
        }
    }
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// A whole number below 10,000 in Chinese numerals: 676 → 六百七十六. A larger one in digits.
pub(crate) fn numeral(n: u32) -> String {
    if n == 0 || n > 9_999 {
        return if n == 0 { "零".to_owned() } else { n.to_string() };
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let d = n / unit % 10;
        if d == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        if !(unit == 10 && d == 1 && out.is_empty()) {
            out.extend("零一二三四五六七八九".chars().nth(d as usize));
        }
        out.push_str(name);
    }
    out
}

/// The year of four digits that a text ends with.
pub(crate) fn year_at_end(text: &str) -> Option<i16> {
    let text = text.trim_end_matches(' ');
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = text.get(before.len()..).filter(|digits| digits.len() == 4)?.parse().ok()?;
    (1900..2100).contains(&year).then_some(year)
}

/// The first sentences of a text if they are short enough, else its first characters.
pub(crate) fn opening(text: &str, limit: usize) -> &str {
    let whole = whole_sentences(text, limit);
    whole.char_indices().nth(limit).and_then(|(end, _)| whole.get(..end)).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_short() {
        assert_eq!(opening("先看合同。再算利息。", 50), "先看合同。再算利息。");
        assert_eq!(opening(&format!("先看合同。{}。", "长".repeat(60)), 50), "先看合同。");
        assert_eq!(opening(&"长".repeat(60), 50), "长".repeat(50));
    }

    #[test]
    fn letters_are_those_of_the_standard_library() {
        assert_eq!(('\0'..=char::MAX).find(|c| is_letter(*c) != c.is_alphanumeric()), None);
    }

    #[test]
    fn a_run_has_the_usual_characters_and_no_other() {
        for c in '\0'..=char::MAX {
            assert_eq!(run_of_usual(&format!("{c}一a")), if is_usual(c) { 6 } else { 0 }, "{c:?}");
        }
        assert_eq!(["", "一", "一二三", "\u{9fff}"].map(run_of_usual), [0, 3, 9, 3]);
    }

    #[test]
    fn a_sentence_keeps_its_closing_quote() {
        assert_eq!(whole_sentences("他说：“可以。”然后走了。", 5), "他说：“可以。”");
        assert_eq!(whole_sentences("甲。乙。丙。", 4), "甲。乙。");
        assert_eq!(whole_sentences("很长的一句没有句号", 3), "很长的一句没有句号");
        assert_eq!(whole_sentences("利率为 3.45% 左右。再见。", 8), "利率为 3.45% 左右。");
    }

    #[test]
    fn numerals_are_written_as_laws_write_them() {
        let written = [
            (3, "三"),
            (10, "十"),
            (19, "十九"),
            (20, "二十"),
            (101, "一百零一"),
            (253, "二百五十三"),
            (1064, "一千零六十四"),
            (1010, "一千零一十"),
            (1200, "一千二百"),
        ];
        for (n, text) in written {
            assert_eq!(numeral(n), text);
        }
    }

    #[test]
    fn reading_time_counts_han_and_words() {
        let mut reading = ReadingLength::default();
        reading.add("贷款 LPR 报价 3 次");
        assert_eq!(reading, ReadingLength { han: 5, words: 2 });
        assert_eq!(reading.minutes(), 1);
        reading.add("A股b，c〇d");
        assert_eq!(reading, ReadingLength { han: 7, words: 6 });
        assert_eq!(ReadingLength { han: 401, words: 0 }.minutes(), 2);
    }
}
