//! The laws the calculators rest on, by the id they have in a site's register, with the short title shown where a site has no register.

use serde_json::{Value as Json, json};

use super::CalcContext;
use super::spec::{Basis, Proof, Spec};
use super::text::{Lang, Phrase};
use super::words::common::{MARK_MEMORY, MARK_REPEALED, MARK_REPRINT, WORDS};

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

/// A source of law as it is shown, with its proof and its state in the register of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) law: String,
    pub(crate) title: String,
    /// The article's number, or `-`.
    pub(crate) article: String,
    pub(crate) proof: Proof,
    /// The word of the register; `None` where the site has no entry.
    pub(crate) status: Option<String>,
}

impl Source {
    /// A source of a row of a register. `v` is the proof as it is written there.
    pub(super) fn of(law: &str, article: &str, v: &str, ctx: &CalcContext) -> Source {
        let state = ctx.tables.laws.get(law);
        let title = state.map_or(law, |state| state.title.as_str()).to_owned();
        let proof = state.map_or(Proof::Official, |state| Proof::of(&state.v)).max(Proof::of(v));
        Source { law: law.to_owned(), title, article: article.to_owned(), proof, status: state.map(|state| state.status.clone()) }
    }

    fn of_basis(basis: &Basis, ctx: &CalcContext) -> Source {
        let title = basis.law.title.get(ctx.lang).to_owned();
        Source { title, ..Source::of(basis.law.id, basis.article, basis.proof.word(), ctx) }
    }

    /// What stands behind its name: that it is repealed, and that it was not read in the official text.
    pub(crate) fn marks(&self, lang: Lang) -> String {
        let repealed = matches!(self.status.as_deref(), Some("repealed" | "amended")).then_some(MARK_REPEALED);
        let proof = self.proof.mark();
        repealed.into_iter().chain(proof).map(|mark| mark.get(lang)).collect()
    }

    pub(crate) fn json(&self) -> Json {
        json!({ "law": self.law, "article": self.article, "v": self.proof.word(), "status": self.status })
    }
}

impl Proof {
    /// What stands behind a source that was not read in the official text.
    pub(super) fn mark(self) -> Option<Phrase> {
        match self {
            Proof::Official => None,
            Proof::Reprint => Some(MARK_REPRINT),
            Proof::Memory => Some(MARK_MEMORY),
        }
    }
}

/// The sources of a calculator.
pub(super) fn sources(spec: &Spec, ctx: &CalcContext) -> Vec<Source> {
    spec.basis.iter().map(|basis| Source::of_basis(basis, ctx)).collect()
}

pub(super) const CIVIL_CODE: LawRef = law("civil-code");
pub(super) const GENERAL_RULES_2018: LawRef = law("limitation-2018");
pub(super) const PBOC_251: LawRef = law("pboc-251");
pub(super) const PBOC_129: LawRef = law("pboc-129");
pub(super) const FIN_TRIAL_2017: LawRef = law("fin-trial-2017");
pub(super) const CARD_2016: LawRef = law("card-2016");
pub(super) const CARD_2020: LawRef = law("card-2020");
pub(super) const CARD_MEASURES: LawRef = law("card-measures");
pub(super) const LOAN_1991: LawRef = law("loan-1991");
pub(super) const PRIVATE_LOAN: LawRef = law("private-loan");
pub(super) const PRIVATE_LOAN_2015: LawRef = law("private-loan-2015");
pub(super) const PRIVATE_LOAN_SCOPE: LawRef = law("private-loan-scope");
pub(super) const ASSISTED_LOAN: LawRef = law("assisted-loan");
pub(super) const MICROLOAN_COST: LawRef = law("microloan-cost");
pub(super) const CIVIL_PROCEDURE: LawRef = law("civil-procedure");
pub(super) const DELAYED_2009: LawRef = law("delayed-2009");
pub(super) const DELAYED_2014: LawRef = law("delayed-2014");
pub(super) const CREDIT_REG: LawRef = law("credit-reg");
pub(super) const COURT_FEE: LawRef = law("court-fee");
pub(super) const GUARANTEE_INTERP: LawRef = law("guarantee-interp");
pub(super) const CIVIL_CODE_TIME: LawRef = law("civil-code-time");
pub(super) const SECURITY_LAW: LawRef = law("security-law");
pub(super) const CARD_DISPUTES: LawRef = law("card-disputes");
pub(super) const CPL_INTERP: LawRef = law("cpl-interp");
pub(super) const LOAN_COST_DISCLOSURE: LawRef = law("loan-cost-disclosure");
