//! The terms of the glossary that an article uses: the first use of each in its prose.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::Registers;
use crate::model::facts::{Facts, Kind, Plain, TermUse};
use crate::model::registers::TermId;
use crate::text::Span;

/// Bytes looked at before a word for the quotation that it may stand in.
const REACH: usize = 600;
/// Characters of a quotation from which it is somebody's text, not a word in quotes.
const QUOTATION: usize = 12;

/// Finds terms; made once for all articles.
#[derive(Debug)]
pub(super) struct TermFinder {
    automaton: AhoCorasick,
    /// The term of each pattern.
    terms: Vec<TermId>,
    /// The number of terms; a term may have several patterns.
    count: usize,
}

impl TermFinder {
    /// `None` without a glossary.
    pub(super) fn new(registers: &Registers) -> Option<TermFinder> {
        let words = registers.glossary.iter().flat_map(|(id, row)| [&row.term].into_iter().chain(&row.words).map(move |w| (id, w)));
        let (terms, patterns): (Vec<TermId>, Vec<&String>) = words.unzip();
        if terms.is_empty() {
            return None;
        }
        let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(patterns);
        builder.ok().map(|automaton| TermFinder { automaton, terms, count: registers.glossary.rows.len() })
    }

    /// The first use of each term in the prose of an article, by position. `file` is its text, `start` the offset of its body.
    pub(super) fn find(&self, plain: &Plain, facts: &Facts, file: &str, start: u32) -> Box<[TermUse]> {
        let mut found: Vec<TermUse> = Vec::new();
        for hit in self.automaton.find_iter(plain.text()) {
            if found.len() == self.count {
                break;
            }
            let Some(term) = self.terms.get(hit.pattern().as_usize()).copied() else { continue };
            if found.iter().any(|other| other.term == term) || plain.kind(hit.start()) != Kind::Prose {
                continue;
            }
            let word = plain.text().get(hit.range()).unwrap_or("");
            let place = plain.place(hit.range());
            if place.of(file) != word || !is_word(plain.text(), &hit.range()) || is_quoted(plain.text(), hit.start()) {
                continue;
            }
            let Some(first) = place.start.checked_sub(start) else { continue };
            let span = Span { start: first, end: place.end.saturating_sub(start) };
            if !is_reference(facts, span) {
                found.push(TermUse { span, term });
            }
        }
        found.sort_by_key(|used| used.span);
        found.into()
    }
}

/// False for a part of a longer Latin word or number.
fn is_word(text: &str, range: &std::ops::Range<usize>) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (word, before, after) = (text.get(range.clone()), text.get(..range.start), text.get(range.end..));
    let first = |text: Option<&str>| text.and_then(|t| t.chars().next());
    let last = |text: Option<&str>| text.and_then(|t| t.chars().next_back());
    let goes_on = is_latin(last(word)) && is_latin(first(after)) || is_latin(first(word)) && is_latin(last(before));
    !goes_on
}

/// True within the title of a law or the words of a statute.
fn is_quoted(text: &str, at: usize) -> bool {
    let from = text.ceil_char_boundary(at.saturating_sub(REACH));
    let before = text.get(from..at).unwrap_or("").rsplit('\n').next().unwrap_or("");
    let opened = |open: char, close: char| before.rfind(open).filter(|i| before.rfind(close).is_none_or(|end| end < *i));
    if opened('《', '》').is_some() || opened('「', '」').is_some() {
        return true;
    }
    let Some(open) = opened('“', '”') else { return false };
    let quotation = before.get(open..).unwrap_or("").chars().chain(text.get(at..).unwrap_or("").chars()).skip(1);
    quotation.take(REACH).take_while(|c| !matches!(c, '”' | '\n')).nth(QUOTATION).is_some()
}

/// True where a citation or a fact of a register stands.
fn is_reference(facts: &Facts, span: Span) -> bool {
    let overlaps = |other: Option<Span>| other.is_some_and(|other| other.end > span.start);
    let before = facts.citations.partition_point(|c| c.span.start < span.end);
    let citation = before.checked_sub(1).and_then(|i| facts.citations.get(i)).map(|c| c.span);
    let before = facts.references.partition_point(|r| r.span.start < span.end);
    let reference = before.checked_sub(1).and_then(|i| facts.references.get(i)).map(|r| r.span);
    overlaps(citation) || overlaps(reference)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text_file;
    use crate::text::Source;
    use jiff::civil::Date;

    const GLOSSARY: &str = "glossary:\n  - {term: 罚息, words: [逾期罚息], explanation: 逾期以后的利息。}\n  \
                            - {term: LPR, words: [贷款市场报价利率], explanation: 市场利率。}\n  - {term: 保证, explanation: 担保。}\n";

    const LAWS: &str = "laws:\n  - {id: guarantee-law, title: 中华人民共和国保证法, status: in_force, v: V}\n";

    /// The words marked in a body.
    fn marked(body: &str) -> Vec<String> {
        let sources = [Source::new("content/glossary.yaml", GLOSSARY), Source::new("content/laws.yaml", LAWS)];
        let registers = Registers::read(&sources).0;
        let text = format!("---\ntitle: 甲\n---\n{body}");
        let (article, plain, _) = text_file::article(&Source::new("a.md", text.as_str()), &registers, Date::constant(2026, 6, 1));
        let found = TermFinder::new(&registers).unwrap().find(&plain, &article.body.facts, &text, article.body.start);
        found.iter().map(|used| used.span.of(article.body.markdown(&text)).to_owned()).collect()
    }

    #[test]
    fn the_first_use_of_a_term_is_marked_and_the_longest_word() {
        assert_eq!(marked("先付罚息，再付罚息。\n\n还有lpr和LPR。"), ["罚息", "lpr"]);
        assert_eq!(marked("银行收取逾期罚息，罚息照付。"), ["逾期罚息"]);
        assert_eq!(marked("## 罚息\n\n**罚息**照付。"), ["罚息"]);
    }

    #[test]
    fn headings_links_code_quotations_and_parts_of_words_are_not() {
        for body in [
            "## 罚息\n",
            "[罚息](b.md)",
            "`罚息`",
            "> 罚息另计。\n",
            "```\n罚息\n```",
            "XLPR5",
            "![罚息](a.png)",
            "依《贷款保证管理办法》办理。",
            "法条写道：“借款人逾期不还的，应当按照约定支付罚息。”",
            "> [!NOTE] 罚息\n",
            "罚*息*",
        ] {
            assert_eq!(marked(body), [""; 0], "{body}");
        }
        assert_eq!(marked("所谓“罚息”，另见“借款人逾期不还的，应当按照约定支付保证金。”"), ["罚息"]);
        assert_eq!(marked("> [!NOTE] 提醒\n> 罚息照付。\n"), ["罚息"]);
    }

    #[test]
    fn citations_and_facts_of_registers_are_not() {
        assert_eq!(marked("依照保证法第三条办理。"), [""; 0]);
        assert_eq!(marked("依照保证法第三条保证还款。"), ["保证"]);
        assert_eq!(marked("另有保证保证法第三条也适用。"), ["保证"]);
        assert_eq!(marked("按{qinghe.罚息利率}计算。"), [""; 0]);
        assert_eq!(marked("按{qinghe.利率}罚息{qinghe.利率}。"), ["罚息"]);
    }
}
