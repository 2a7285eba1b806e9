//! The laws the calculators rest on, by the id they have in a site's register, with the short title shown where a site has no register.

use super::spec::{Basis, Proof};
use super::text::{Phrase, text};

/// A law: its id in `laws.yaml` and its short title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LawRef {
    pub(crate) id: &'static str,
    /// Its short title, with its number where that is how it is known.
    pub(crate) title: Phrase,
}

const fn law(id: &'static str, zh: &'static str, en: &'static str) -> LawRef {
    LawRef { id, title: text(zh, en) }
}

pub(super) const fn basis(law: LawRef, article: &'static str, proof: Proof, zh: &'static str, en: &'static str) -> Basis {
    Basis { law, article, note: text(zh, en), proof }
}

pub(super) const CIVIL_CODE: LawRef = law("civil-code", "民法典", "Civil Code");
pub(super) const GENERAL_RULES_2018: LawRef = law(
    "limitation-2018",
    "关于适用民法总则诉讼时效制度的解释（法释〔2018〕12号）",
    "Interpretation on limitation under the General Rules (2018)",
);
pub(super) const PBOC_251: LawRef =
    law("pboc-251", "关于人民币贷款利率有关问题的通知（银发〔2003〕251号）", "PBoC notice 251 of 2003 on loan rates");
pub(super) const PBOC_129: LawRef =
    law("pboc-129", "关于人民币存贷款计结息问题的通知（银发〔2005〕129号）", "PBoC notice 129 of 2005 on computing interest");
pub(super) const FIN_TRIAL_2017: LawRef =
    law("fin-trial-2017", "关于进一步加强金融审判工作的若干意见（法发〔2017〕22号）", "SPC opinions on financial trials (2017)");
pub(super) const CARD_2016: LawRef =
    law("card-2016", "关于信用卡业务有关事项的通知（银发〔2016〕111号）", "PBoC notice on credit cards (2016)");
pub(super) const CARD_2020: LawRef =
    law("card-2020", "关于推进信用卡透支利率市场化改革的通知（银发〔2020〕327号）", "PBoC notice on card rates (2020)");
pub(super) const CARD_MEASURES: LawRef =
    law("card-measures", "商业银行信用卡业务监督管理办法", "Measures on commercial banks' credit card business");
pub(super) const PRIVATE_LOAN: LawRef = law(
    "private-loan",
    "关于审理民间借贷案件适用法律若干问题的规定（2020年第二次修正）",
    "SPC provisions on private lending (as of 2021)",
);
pub(super) const PRIVATE_LOAN_2015: LawRef =
    law("private-loan-2015", "关于审理民间借贷案件适用法律若干问题的规定（2015年）", "SPC provisions on private lending (2015)");
pub(super) const PRIVATE_LOAN_SCOPE: LawRef = law(
    "private-loan-scope",
    "关于新民间借贷司法解释适用范围问题的批复（法释〔2020〕27号）",
    "SPC reply on the scope of the private lending provisions",
);
pub(super) const ASSISTED_LOAN: LawRef =
    law("assisted-loan", "关于加强商业银行互联网助贷业务管理的通知（金规〔2025〕9号）", "NFRA notice on assisted lending (2025)");
pub(super) const MICROLOAN_COST: LawRef =
    law("microloan-cost", "小额贷款公司综合融资成本管理工作指引", "Guideline on all-in costs of micro-loan companies");
pub(super) const CIVIL_PROCEDURE: LawRef = law("civil-procedure", "民事诉讼法", "Civil Procedure LawRef");
pub(super) const DELAYED_2014: LawRef = law(
    "delayed-2014",
    "关于执行程序中计算迟延履行期间的债务利息的解释（法释〔2014〕8号）",
    "SPC interpretation on delayed performance interest (2014)",
);
pub(super) const CREDIT_REG: LawRef = law("credit-reg", "征信业管理条例", "Regulation on the credit reporting industry");
pub(super) const COURT_FEE: LawRef = law("court-fee", "诉讼费用交纳办法（国务院令第481号）", "Measures on litigation costs");
