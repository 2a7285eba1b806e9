//! The laws the calculators rest on, by the id they have in a site's register, with the short title shown where a site has no register.

use super::text::Phrase;
use super::words::common::WORDS;

/// A law: its id in `laws.yaml` and its short title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LawRef {
    pub(crate) id: &'static str,
    /// Its short title, with its number where that is how it is known.
    pub(crate) title: Phrase,
}

const fn law(id: &'static str) -> LawRef {
    LawRef { id, title: WORDS.label("law", "", id) }
}

pub(super) const CIVIL_CODE: LawRef = law("civil-code");
pub(super) const GENERAL_RULES_2018: LawRef = law("limitation-2018");
pub(super) const PBOC_251: LawRef = law("pboc-251");
pub(super) const PBOC_129: LawRef = law("pboc-129");
pub(super) const FIN_TRIAL_2017: LawRef = law("fin-trial-2017");
pub(super) const CARD_2016: LawRef = law("card-2016");
pub(super) const CARD_2020: LawRef = law("card-2020");
pub(super) const CARD_MEASURES: LawRef = law("card-measures");
pub(super) const PRIVATE_LOAN: LawRef = law("private-loan");
pub(super) const PRIVATE_LOAN_2015: LawRef = law("private-loan-2015");
pub(super) const PRIVATE_LOAN_SCOPE: LawRef = law("private-loan-scope");
pub(super) const ASSISTED_LOAN: LawRef = law("assisted-loan");
pub(super) const MICROLOAN_COST: LawRef = law("microloan-cost");
pub(super) const CIVIL_PROCEDURE: LawRef = law("civil-procedure");
pub(super) const DELAYED_2014: LawRef = law("delayed-2014");
pub(super) const CREDIT_REG: LawRef = law("credit-reg");
pub(super) const COURT_FEE: LawRef = law("court-fee");
pub(super) const CARD_DISPUTES: LawRef = law("card-disputes");
pub(super) const CPL_INTERP: LawRef = law("cpl-interp");
