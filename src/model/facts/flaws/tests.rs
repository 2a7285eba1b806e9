//! Brackets in prose: which are meant as markup, and what replaces them.

use super::brackets::*;

/// What replaces what in a text of prose; `?` marks a suggestion.
pub(super) fn flaws(body: &str) -> Vec<String> {
    let mut found = Vec::new();
    gather(body, 0..body.len(), WideClosers::of(body), &mut |flaw| {
        let written = body[flaw.range].to_owned();
        found.push(match flaw.fix {
            None => format!("{written} !"),
            Some(fix) => format!("{written} {} {}", if fix.is_safe { '>' } else { '?' }, fix.text),
        });
    });
    found
}

#[test]
fn links_with_other_brackets_are_found() {
    for (text, flaw) in [
        ("见[诉讼费]（u.md）。", "[诉讼费]（u.md） > [诉讼费](u.md)"),
        ("见［诉讼费］（u.md）。", "［诉讼费］（u.md） ? [诉讼费](u.md)"),
        ("【诉讼费】(u.md)", "【诉讼费】(u.md) > [诉讼费](u.md)"),
        ("［诉讼费］(u.md)", "［诉讼费］(u.md) > [诉讼费](u.md)"),
        ("[诉讼费】(u.md)", "[诉讼费】(u.md) > [诉讼费](u.md)"),
        ("[诉讼费] (u.md)", "[诉讼费] (u.md) > [诉讼费](u.md)"),
        ("[诉讼费]　（u.md#节）", "[诉讼费]　（u.md#节） > [诉讼费](u.md#节)"),
        ("[诉讼费](u.md）", "[诉讼费](u.md） > [诉讼费](u.md)"),
        ("[诉讼费]（u。md）", "[诉讼费]（u。md） > [诉讼费](u.md)"),
        ("[诉讼费](u.md，再看", "[诉讼费](u.md ? [诉讼费](u.md)"),
        ("[法院](https://www.court.gov.cn", "[法院](https://www.court.gov.cn ? [法院](https://www.court.gov.cn)"),
        ("[甲](u.md “题”)", "[甲](u.md “题”) > [甲](u.md \"题\")"),
        ("[甲](u.md, 题)", "[甲](u.md, 题) ? [甲](u.md \"题\")"),
        ("[甲]<u.md>", "[甲]<u.md> ? [甲](u.md)"),
        ("见诉讼费](u.md)", "见诉讼费](u.md) ? [见诉讼费](u.md)"),
        ("[甲](u.md 题)", "[甲](u.md 题) ? [甲](u.md \"题\")"),
        ("[机构]（lender：a-b）", "[机构]（lender：a-b） > [机构](lender:a-b)"),
        ("[算]（calculator:court-fee）", "[算]（calculator:court-fee） > [算](calculator:court-fee)"),
        ("【官网】（https://a.cn/x）", "【官网】（https://a.cn/x） ? [官网](https://a.cn/x)"),
        ("[上文]（#先看合同）", "[上文]（#先看合同） > [上文](#先看合同)"),
        ("[**重**点]（u.md）", "[**重**点]（u.md） > [**重**点](u.md)"),
        ("[诉讼费]【u.md】", "[诉讼费]【u.md】 ? [诉讼费](u.md)"),
        ("(诉讼费)[u.md]", "(诉讼费)[u.md] > [诉讼费](u.md)"),
        ("见（诉讼费）[u.md]", "（诉讼费）[u.md] ? [诉讼费](u.md)"),
        ("[2019]（附件.docx）", "[2019]（附件.docx） ? [2019](附件.docx)"),
        ("[甲](<u.md>", "[甲](<u.md> ? [甲](u.md)"),
        ("| 甲 | [乙]（u.md） |", "[乙]（u.md） > [乙](u.md)"),
    ] {
        assert_eq!(flaws(text), [flaw], "{text}");
    }
}

#[test]
fn images_with_other_brackets_are_found() {
    for (text, flaw) in [
        ("见![图]（a.svg）", "![图]（a.svg） > ![图](a.svg)"),
        ("！[图]（图.png）", "！[图]（图.png） > ![图](图.png)"),
        ("见！[图]（图.png）", "！[图]（图.png） ? ![图](图.png)"),
        ("快看！[甲]（a.md）", "[甲]（a.md） > [甲](a.md)"),
        ("![图](还款 计划.png)", "![图](还款 计划.png) > ![图](<还款 计划.png>)"),
        ("![图]（还款计划.png）", "![图]（还款计划.png） > ![图](还款计划.png)"),
        ("![图](a.png =300x200)", "![图](a.png =300x200) ? ![图](a.png)"),
        ("![账单](a.png\"图一\")", "![账单](a.png\"图一\") > ![账单](a.png \"图一\")"),
        ("!【图】(a.png)", "!【图】(a.png) > ![图](a.png)"),
    ] {
        assert_eq!(flaws(text), [flaw], "{text}");
    }
}

#[test]
fn references_without_a_definition_are_found() {
    for (text, flaw) in [
        ("见[这里][ref]。", "[这里][ref] !"),
        ("[那里][]", "[那里][] !"),
        ("![图][缺]", "![图][缺] !"),
        ("[文字][没有]", "[文字][没有] !"),
        ("[文字][u.md]", "[文字][u.md] ? [文字](u.md)"),
        ("[ref]：u.md", "[ref]： > [ref]: "),
        ("[ref] : u.md \"题\"", "[ref] :  > [ref]: "),
        ("[ref]: u.md", "[ref]:  > \n[ref]: "),
        ("[^1]：见附录", "[^1]： > [^1]: "),
        ("［^1］：见附录", "［^1］： > [^1]: "),
        ("文［^1］。", "［^1］ > [^1]"),
        ("[^1] 见合同。", "[^1]  ? [^1]: "),
        ("[^1]; 见合同。", "[^1];  ? [^1]: "),
        ("甲\n[^1] 见合同。", "[^1]  ? \n[^1]: "),
        ("文【^注】。", "【^注】 > [^注]"),
        ("文[＾1]。", "[＾1] > [^1]"),
    ] {
        assert_eq!(flaws(text), [flaw], "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn flaws_lie_on_whole_characters(parts in proptest::collection::vec(proptest::prelude::prop_oneof![
        "[\\[\\]()［］【】（）｛｝〈〉!！^:：|\\\\ \n>]{1,3}", "[甲a1]{0,2}", "u。?md", "(NOTE|警告)", "https?：//",
    ], 0..24)) {
        let body = parts.concat();
        gather(&body, 0..body.len(), WideClosers::of(&body), &mut |flaw| assert!(body.get(flaw.range).is_some()));
    }
}

#[test]
fn brackets_of_legal_and_other_prose_are_no_links() {
    for text in [
        "[2020]京0105民初1号",
        "法释[2019]（已废止）第3号",
        "法释[2015]18号（2020年修正）",
        "国发[2009][3]号",
        "见[1][2]。",
        "[置顶][公告][法律]",
        "[0-9][-+.:~a-z0-9A-Z]",
        "[-V][-d <debug level>]",
        "[ID][ offset]",
        "他说：“[原文如此]（下同）”",
        "[注]：本条已修改。",
        "【案情】（一审）原告起诉。",
        "【提示】（2024年版）",
        "【说明】(仅供参考)",
        "[张某]（男，1980年生）",
        "[诉讼费]（见附件，共3页）",
        "[甲]（不含本数）",
        "a[i][j]",
        "\\[诉讼费\\]（u.md）",
        "\\[诉讼费]（u.md）",
        "[诉讼费\\]（u.md）",
        "[] （u.md）",
        "[ ]（u.md）",
        "[诉讼费]\n（u.md）",
        "诉讼费（u.md）",
        "\\[诉讼费](x.md)",
        "\\[甲，乙](x.md)",
        "!\\[图](a.png)",
        "[^1]",
        "[^1] [^2]",
        "[^1]，甲",
        "[^ 1]",
        "[^1][^2]",
        "（一）[甲]",
        "(2020)[京]",
        "[甲]《民法典》",
        "[3.5]（3.45%）",
        "甲](乙)",
        "，](u.md)",
        "[1]（第2.1节）",
    ] {
        assert_eq!(flaws(text), Vec::<String>::new(), "{text}");
    }
}
