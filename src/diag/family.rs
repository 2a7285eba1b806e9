//! Families of findings: what a finding puts at risk, whatever its severity.

use super::Code;
use crate::text::{Lang, localized};

/// What a finding of a text puts at risk, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// A wrong or outdated statement of law.
    Law,
    /// A statement that contradicts what is registered or known.
    Fact,
    /// Words that the rules of the profession or the firm forbid.
    Wording,
    /// What was right and may not be any more.
    Freshness,
    /// Everything else, such as typography.
    Other,
}

impl Family {
    /// The families of which a changed file may have no finding if the settings say `ratchet: touched`.
    pub(crate) const TOUCHED: [Family; 3] = [Family::Law, Family::Fact, Family::Wording];

    pub(crate) fn of(code: Code) -> Family {
        match code.0 {
            501..=508 | 525 => Family::Law,
            518..=524 | 526 => Family::Fact,
            540..=544 => Family::Wording,
            510..=516 => Family::Freshness,
            _ => Family::Other,
        }
    }

    pub(crate) fn name(self, lang: Lang) -> &'static str {
        let texts = match self {
            Family::Law => ["法律", "law"],
            Family::Fact => ["事实", "fact"],
            Family::Wording => ["用语", "wording"],
            Family::Freshness => ["时效", "freshness"],
            Family::Other => ["其他", "other"],
        };
        localized(lang, texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::explanations;

    /// The guide to the settings names these codes.
    #[test]
    fn codes_of_a_touched_file() {
        let codes = explanations().iter().map(|known| known.code).filter(|code| Family::TOUCHED.contains(&Family::of(*code)));
        let mut codes: Vec<u16> = codes.map(|code| code.0).collect();
        codes.retain(|code| !matches!(code, 525 | 526));
        let expected = [501, 502, 503, 504, 505, 506, 507, 508, 518, 519, 520, 521, 522, 523, 524, 540, 541, 542, 543, 544];
        assert_eq!(codes, expected);
    }
}
