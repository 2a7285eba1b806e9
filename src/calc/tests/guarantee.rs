//! Guarantees: the worked values, and what each act does.

use super::*;

#[test]
fn guarantee_period() {
    let of = |words: &str| {
        let outcome = run_on("guarantee-period", words, date(2026, 11, 1), Lang::Zh).unwrap();
        outcome.results.iter().map(|r| json(r.value)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of("due=2026-03-31"), "2026-09-30 2026-09-30 general released");
    assert_eq!(of("due=2026-05-31"), "2026-11-30 2026-11-30 general open");
    let demanded = "due=2026-03-31 acts=2026-06-15:demand_guarantor";
    assert_eq!(of(&format!("{demanded} guarantee=joint")), "2026-09-30 2026-09-30 joint preserved 2026-06-15 2029-06-15");
    assert_eq!(of(&format!("{demanded} guarantee=general")), "2026-09-30 2026-09-30 general released");
    assert_eq!(of("due=2019-06-30 contract=2018-07-01 period=unclear"), "2021-06-30 2021-06-30 joint released");
}

#[test]
fn a_guarantee_is_preserved_by_the_right_act_that_is_not_undone() {
    let steps = |words: &str| -> Vec<String> {
        let outcome = run("guarantee-period", &format!("due=2026-03-31 {words}"));
        outcome.lines.iter().skip(1).map(|line| line.label.clone()).collect()
    };
    assert_eq!(
        steps(&format!(
            "guarantee=general acts=2026-10-09:{0},2026-05-10:{0},2026-07-01:withdrawn_debtor,2026-08-01:demand_guarantor",
            "suit_debtor"
        )),
        [
            "对债务人起诉或者申请仲裁，在保证期间届满以前，是法律要求的主张",
            "撤回对债务人的起诉或者仲裁申请，此前的起诉或者仲裁申请不再算",
            "要求保证人承担责任，不是这种保证要求的主张",
            "对债务人起诉或者申请仲裁，在保证期间届满以后，不起作用",
        ]
    );
    assert_eq!(
        steps("guarantee=joint acts=2026-07-01:withdrawn_debtor,2026-08-01:suit_guarantor"),
        [
            "撤回对债务人的起诉或者仲裁申请，不影响结果",
            "对保证人起诉或者申请仲裁，在保证期间届满以前，是法律要求的主张",
            "保证债务的诉讼时效三年",
        ]
    );
}
