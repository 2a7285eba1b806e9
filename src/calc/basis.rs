//! The laws the calculators rest on, by the id they have in a site's register, with the short title shown where a site has no register.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::CalcContext;
use super::spec::Spec;
use super::tables::LawState;
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

/// One source of law a calculator rests on.
#[derive(Clone, Copy, Debug)]
pub struct Basis {
    pub(crate) law: LawRef,
    /// The article's number, or `-` for a document without articles.
    pub(crate) article: &'static str,
    pub(crate) note: Phrase,
    pub(crate) proof: Proof,
    /// The condition under which a result rests on it, as in [`super::spec::Next::when`]. Empty: always.
    pub(crate) when: &'static str,
}

impl Basis {
    /// The same for results under a condition only.
    pub(super) const fn only_when(self, when: &'static str) -> Basis {
        Basis { when, ..self }
    }
}

/// How far a source was checked, from the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Proof {
    /// Read in the official text.
    Official,
    /// Read in a reprint or commentary.
    Reprint,
    /// From memory: a lawyer must confirm it before publication.
    Memory,
}

impl Proof {
    /// The proof that a mark says, as `V2, number M` does: `V`, `V2` or `M`. An empty mark says nothing against it.
    pub(crate) fn of(mark: &str) -> Proof {
        match mark.as_bytes() {
            [b'M', ..] => Proof::Memory,
            [b'V', b'2', ..] => Proof::Reprint,
            _ => Proof::Official,
        }
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Proof::Official => "V",
            Proof::Reprint => "V2",
            Proof::Memory => "M",
        }
    }
}

/// A source of law as it is shown, with its proof and its state in the register of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LegalSource {
    pub(crate) law: String,
    pub(crate) title: String,
    /// The article's number, or `-`.
    pub(crate) article: String,
    pub(crate) proof: Proof,
    /// The word of the register; `None` where the site has no entry.
    pub(crate) status: Option<String>,
}

impl LegalSource {
    /// A source of a row of a register. `v` is the proof as it is written there.
    pub(super) fn of(law: &str, article: &str, v: &str, ctx: &CalcContext) -> LegalSource {
        LegalSource::in_register(law, article, v, &ctx.tables.laws, ctx.lang)
    }

    /// The title is that of this file, so that a law has one name in all results; that of the register for any other law.
    pub(super) fn in_register(law: &str, article: &str, v: &str, laws: &BTreeMap<String, LawState>, lang: Lang) -> LegalSource {
        let state = laws.get(law);
        let known = LAWS.iter().find(|of| of.id == law).map(|of| of.title.get(lang));
        let title = known.or(state.map(|state| state.title.as_str())).unwrap_or(law).to_owned();
        let proof = state.map_or(Proof::Official, |state| Proof::of(&state.v)).max(Proof::of(v));
        LegalSource {
            law: law.to_owned(),
            title,
            article: article.to_owned(),
            proof,
            status: state.map(|state| state.status.clone()),
        }
    }

    fn of_basis(basis: &Basis, ctx: &CalcContext) -> LegalSource {
        LegalSource::of(basis.law.id, basis.article, basis.proof.word(), ctx)
    }

    /// Its name, article and marks: `民事诉讼法第128条`.
    pub(crate) fn written(&self, lang: Lang) -> String {
        let (number, version) = self
            .article
            .split_once('（')
            .map_or((self.article.as_str(), String::new()), |(number, version)| (number, format!("（{version}")));
        let article = match (number, lang) {
            ("-", _) => String::new(),
            (number, Lang::Zh) => format!("第{}条{version}", number.replace(',', "、")),
            (number, Lang::En) => format!(" art. {}{version}", number.replace(',', ", ")),
        };
        format!("{}{article}{}", self.title, self.marks(lang))
    }

    /// What stands behind its name: that it is repealed, and that it was not read in the official text.
    pub(crate) fn marks(&self, lang: Lang) -> String {
        let repealed = matches!(self.status.as_deref(), Some("repealed" | "amended")).then_some(MARK_REPEALED);
        let proof = self.proof.mark();
        let space = match lang {
            Lang::Zh => "",
            Lang::En => " ",
        };
        repealed.into_iter().chain(proof).flat_map(|mark| [space, mark.get(lang)]).collect()
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
pub(super) fn sources(spec: &Spec, ctx: &CalcContext) -> Vec<LegalSource> {
    spec.basis.iter().map(|basis| LegalSource::of_basis(basis, ctx)).collect()
}

macro_rules! laws {
    ($($name:ident = $id:literal;)*) => {
        $(pub(super) const $name: LawRef = law($id);)*

        /// Every law that a calculator names.
        const LAWS: &[LawRef] = &[$($name),*];
    };
}

laws! {
    CIVIL_CODE = "civil-code";
    GPCL = "gpcl";
    LIMITATION_INTERP = "limitation-interp";
    EXEC_INTERP = "exec-interp";
    CPL_INTERP = "cpl-interp";
    CARD_DISPUTES = "card-disputes";
    GUARANTEE_INTERP = "guarantee-interp";
    CIVIL_CODE_TIME = "civil-code-time";
    SECURITY_LAW = "security-law";
    GENERAL_RULES_2018 = "limitation-2018";
    PBOC_251 = "pboc-251";
    PBOC_129 = "pboc-129";
    FIN_TRIAL_2017 = "fin-trial-2017";
    CARD_2016 = "card-2016";
    CARD_2020 = "card-2020";
    CARD_MEASURES = "card-measures";
    LOAN_1991 = "loan-1991";
    PRIVATE_LOAN = "private-loan";
    PRIVATE_LOAN_2015 = "private-loan-2015";
    PRIVATE_LOAN_SCOPE = "private-loan-scope";
    ASSISTED_LOAN = "assisted-loan";
    MICROLOAN_COST = "microloan-cost";
    CIVIL_PROCEDURE = "civil-procedure";
    DELAYED_2009 = "delayed-2009";
    DELAYED_2014 = "delayed-2014";
    CREDIT_REG = "credit-reg";
    COURT_FEE = "court-fee";
    LOAN_COST_DISCLOSURE = "loan-cost-disclosure";
}
