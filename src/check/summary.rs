//! Whether a summary is in its article's own words: its sentences against the title, the headings, the body and the questions.
//!
//! The rule compares pairs of neighbouring letters and digits. So a sentence from the text passes with other marks, shortened or in
//! another order. The rule looks at words, not at their meaning.

use super::Collector;
use crate::diag::catalogue::DuplicateFault;
use crate::diag::{self, Code, Finding};
use crate::model::facts::Plain;
use crate::model::{Article, Settings};
use crate::text::han::whole_sentences;
use crate::text::normal::normalised;

/// Percent of the pairs of a sentence that the article must have.
const OWN_PERCENT: usize = 60;

pub(super) fn is_enabled(settings: &Settings) -> bool {
    diag::is_enabled(Code(583), &settings.checks)
}

/// Reports the first sentence of the summary that is in other words. It must run after the rules about private data: no sentence of
/// a summary that has any is repeated.
pub(super) fn own_words(article: &Article, plain: &Plain, found: &mut Collector) {
    let Some(summary) = &article.front.summary else { return };
    let private = found.findings.iter().filter(|f| f.fault.is_private()).filter_map(|f| f.span);
    if private.into_iter().any(|p| p.start < summary.span.end && summary.span.start < p.end) {
        return;
    }
    let own = own_pairs(article, plain);
    let other = sentences(&summary.value).find(|sentence| !is_own(sentence, &own));
    if let Some(sentence) = other {
        let fault = DuplicateFault::SummaryInOtherWords { sentence: sentence.trim().to_owned() };
        found.push(Finding::at(article.path(), summary.span, fault));
    }
}

/// The pairs of an article but for its summary, ascending.
fn own_pairs(article: &Article, plain: &Plain) -> Vec<(char, char)> {
    let front = &article.front;
    let questions = front.faq.iter().flat_map(|question| [&*question.q, &*question.a]);
    let texts = [&*front.title.value, plain.text()].into_iter().chain(questions);
    let mut own: Vec<(char, char)> = texts.flat_map(pairs).collect();
    own.sort_unstable();
    own.dedup();
    own
}

fn is_own(sentence: &str, own: &[(char, char)]) -> bool {
    let pairs = pairs(sentence);
    let shared = pairs.iter().filter(|pair| own.binary_search(pair).is_ok()).count();
    shared * 100 >= pairs.len() * OWN_PERCENT
}

/// The pairs of neighbouring letters and digits, whatever is between them.
fn pairs(text: &str) -> Vec<(char, char)> {
    let text = normalised(text);
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.clone().zip(letters.skip(1)).collect()
}

fn sentences(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let sentence = whole_sentences(text, 1);
        text = text.get(sentence.len()..)?;
        (!sentence.is_empty()).then_some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(sentence: &str, text: &str) -> bool {
        let mut own = pairs(text);
        own.sort_unstable();
        is_own(sentence, &own)
    }

    #[test]
    fn marks_blanks_width_and_case_make_no_difference() {
        assert!(is_in("ＬＰＲ，下调 ０．１！", "自今日起lpr下调0.1个百分点"));
        assert!(!is_in("LPR 上浮", "lpr下调"));
    }

    #[test]
    fn three_pairs_of_five_are_enough_and_two_are_not() {
        assert!(is_in("甲乙丙丁戊己", "甲乙丙丁"));
        assert!(!is_in("甲乙丙丁戊己", "甲乙丙"));
    }

    #[test]
    fn what_has_no_pairs_is_no_finding() {
        assert!(is_in("好。", "甲乙") && is_in("……", "") && is_in("", ""));
        assert!(!is_in("甲乙", ""));
    }

    #[test]
    fn a_text_is_its_sentences() {
        let text = "先说“还不上。”再谈分期！LPR is 3.5. 后来";
        assert_eq!(sentences(text).collect::<Vec<_>>(), ["先说“还不上。”", "再谈分期！", "LPR is 3.5.", " 后来"]);
        assert_eq!(sentences("").next(), None);
    }
}
