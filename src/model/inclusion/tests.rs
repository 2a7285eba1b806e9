use super::*;
use crate::diag::Lang;

fn parts(texts: &[(&str, &str)]) -> Parts {
    texts.iter().map(|(path, text)| Part { source: Source::new(*path, *text), finding: None }).collect()
}

const FEE: (&str, &str) = ("content/snippets/fee.md", "受理费由{{ 谁 }}预交。\n\n- 金额：{{金额}}元\n");
const CSV: (&str, &str) = ("content/articles/fees.csv", "项目,金额\n受理费,100\n\"保全|费\",50\n");

/// The body of an expanded article, and messages of its findings with the text at their places.
fn expanded(body: &str) -> (String, Vec<String>) {
    let source = Source::new("content/articles/a.md", format!("---\ntitle: 甲\n---\n{body}"));
    let own_front = ("content/snippets/front.md", "---\ntitle: 甲\n---\n乙\n");
    let parts = parts(&[FEE, CSV, own_front, ("content/articles/bad.csv", "甲,乙\n1\n"), ("content/articles/UP.CSV", "甲\n1\n")]);
    let out = expand(source.clone(), &parts);
    let text = |path: &str| parts.get(path).map_or(&source.text, |part| &part.source.text).clone();
    let finding = |f: &Finding| {
        format!("{} @ {}: {}", f.path.rsplit('/').next().unwrap(), f.span.unwrap().of(&text(&f.path)), f.fault.message(Lang::En))
    };
    let body = out.source.text.strip_prefix("---\ntitle: 甲\n---\n").unwrap().to_owned();
    (body, out.findings.iter().map(finding).collect())
}

#[test]
fn a_snippet_is_part_of_the_article() {
    let (body, findings) = expanded("前\n```snippet\nname: fee\n谁: 原告\n金额: 100\n```\n后\n");
    assert_eq!((body.as_str(), findings.as_slice()), ("前\n\n受理费由原告预交。\n\n- 金额：100元\n\n后\n", &[][..]));
    assert_eq!(expanded("~~~snippet\nname: fee\n谁: 甲\n金额: 1\n~~~\n").0, "\n受理费由甲预交。\n\n- 金额：1元\n\n");
    let (body, _) = expanded("- 甲\n\n  ```snippet\n  name: fee\n  谁: 原告\n  金额: 100\n  ```\n");
    assert_eq!(body, "- 甲\n\n\n  受理费由原告预交。\n\n  - 金额：100元\n\n");
}

#[test]
fn a_table_has_a_title_and_columns_of_numbers() {
    let (body, findings) = expanded("```table\nfile: fees.csv\ntitle: 费用\n```\n");
    assert_eq!(
        (body.as_str(), findings.as_slice()),
        ("\n费用\n\n| 项目 | 金额 |\n| --- | ---: |\n| 受理费 | 100 |\n| 保全\\|费 | 50 |\n\n", &[][..])
    );
    assert_eq!(expanded("```table\nfile: UP.CSV\ntitle: 费\n```\n").0, "\n费\n\n| 甲 |\n| ---: |\n| 1 |\n\n");
}

#[test]
fn rates_are_printed_from_the_register() {
    let text = "rates:\n  - {id: lpr, title: LPR, source: 官网, v: V2, checked_until: 2026-08-20, checked_full_until: 2026-02-24, columns: [y1, y5], rows: [
      [2019-11-20, \"4.15\", \"4.80\"], [2020-02-20, \"4.05\", \"4.75\"], [2022-01-20, \"3.70\", \"4.60\"], [2022-05-20, \"3.70\", \"4.45\"]]}\n";
    let registers = [Source::new("content/rates.yaml", text)];
    let body = |block: &str| {
        let source = Source::new("content/articles/a.md", format!("---\ntitle: 甲\n---\n{block}"));
        let out = expand(source, &Parts::default().with_registers(&registers));
        let problems: Vec<String> = out.findings.iter().map(|f| f.fault.message(Lang::En)).collect();
        (out.source.text.strip_prefix("---\ntitle: 甲\n---\n").unwrap().to_owned(), problems.join("; "))
    };
    let note = "只列有变动的公布日。利率数据逐日核对至2026年2月24日，此后至2026年8月20日为较弱的核对，再往后公布的没有核对（据转载，引用以前请对照官方公告）。";
    let rows = "| 2020年2月20日 | 4.05% | 16.20% |\n| 2022年1月20日 | 3.70% | 14.80% |\n";
    assert_eq!(
        body("```rates\ntable: lpr\ntitle: 上限\nfrom: 2020-08-20\ny1: 一年期\ny1*4: 四倍\n```\n"),
        (format!("\n上限\n\n| 公布日 | 一年期 | 四倍 |\n| --- | ---: | ---: |\n{rows}\n{note}\n\n"), String::new())
    );
    for (block, problem) in [
        ("table: lp\ntitle: 甲\ny1: 乙", "there is no table of rates `lp`"),
        ("table: lpr\ntitle: 甲\ny2: 乙", "there is no column `y2`"),
        ("table: lpr\ntitle: 甲\ny1*0: 乙", "there is no column `y1*0`"),
        ("table: lpr\ntitle: 甲", "at least one column"),
        ("table: lpr\ny1: 乙", "it needs `table`"),
        ("table: lpr\ntitle: 甲\nfrom: 九月\ny1: 乙", "`from` must be a date"),
    ] {
        let (text, problems) = body(&format!("```rates\n{block}\n```\n"));
        assert!(text == "\n\n\n" && problems.contains(problem), "{block}: {text:?} {problems}");
    }
    let without = expand(Source::new("content/articles/a.md", "---\n---\n```rates\ntable: lpr\n```\n"), &Parts::default());
    assert!(without.findings.len() == 1);
}

#[test]
fn deadlines_are_printed_from_the_register() {
    let rows = "deadlines:
  - {id: answer, title: 答辩, who: 被告, from: 收到副本的日子, days: 15, law: procedure, article: \"130,128\", v: V}
  - {id: evidence, title: 举证, who: 双方, from: 收到通知的日子, days: ask, max: 90, law: procedure, article: \"-\", v: V2}
";
    let laws = "laws:\n  - {id: procedure, title: 中华人民共和国民事诉讼法, short: [民诉法]}\n";
    let registers = [Source::new("content/deadlines.yaml", rows), Source::new("content/laws.yaml", laws)];
    let body = |block: &str| {
        let source = Source::new("content/articles/a.md", format!("---\ntitle: 甲\n---\n```deadlines\n{block}\n```\n"));
        let out = expand(source, &Parts::default().with_registers(&registers));
        let problems: Vec<String> = out.findings.iter().map(|f| f.fault.message(Lang::En)).collect();
        (out.source.text.strip_prefix("---\ntitle: 甲\n---\n").unwrap().to_owned(), problems.join("; "))
    };
    let head = "\n期限\n\n| 从哪一天起算 | 要做什么 | 期限 | 依据 |\n| --- | --- | --- | --- |\n";
    let answer = "| 收到副本的日子 | 答辩 | 15日 | 《民诉法》第一百三十条、第一百二十八条 |\n";
    let evidence = "| 收到通知的日子 | 举证 | 由法院定，最长90日 | 《民诉法》（据转载） |\n";
    assert_eq!(body("title: 期限"), (format!("{head}{answer}{evidence}\n"), String::new()));
    assert_eq!(body("title: 期限\nrules: evidence, answer"), (format!("{head}{evidence}{answer}\n"), String::new()));
    for (block, problem) in [
        ("rules: answer", "it needs `title`"),
        ("title: 期限\nrules: answers", "no deadline `answers`"),
        ("title: 期限\nrule: answer", "no `rule`"),
    ] {
        assert!(body(block).1.contains(problem), "{block}");
    }
}

#[test]
fn every_place_leads_to_its_file() {
    let source =
        Source::new("content/articles/a.md", "---\ntitle: 甲\n---\n前\n```snippet\nname: fee\n谁: 原告\n金额: 100\n```\n后文\n");
    let parts = parts(&[FEE]);
    let out = expand(source.clone(), &parts);
    let place = |word: &str| {
        let start = out.source.text.find(word).unwrap();
        let place = out.insertions.locate(&source.path, Span::new(start..start + word.len()));
        let text = parts.get(&place.path).map_or(&source.text, |part| &part.source.text);
        (place.path.rsplit('/').next().unwrap().to_owned(), place.span.of(text).to_owned(), place.is_verbatim)
    };
    let own = |text: &str, verbatim| ("a.md".to_owned(), text.to_owned(), verbatim);
    assert_eq!(place("前"), own("前", true));
    assert_eq!(place("后文"), own("后文", true));
    assert_eq!(place("原告"), own("原告", true));
    assert_eq!(place("预交"), ("fee.md".to_owned(), "预交".to_owned(), true));
    assert_eq!(place("由原告预交"), ("fee.md".to_owned(), "由{{ 谁 }}预交".to_owned(), false));
    assert_eq!(place("元"), ("fee.md".to_owned(), "元".to_owned(), true));
}

#[test]
fn misuse_is_found_and_the_block_is_left_out() {
    for (block, expected) in [
        ("```snippet\nname: fees\n```", "a.md @ fees: "),
        ("```snippet\n谁: 甲\n```", "a.md @ ```snippet: "),
        ("```snippet\nname: fee\n谁: 甲\n```", "a.md @ ```snippet: "),
        ("```snippet\nname: fee\n谁: 甲\n金额: 1\n多: 2\n```", "a.md @ 多: "),
        ("```snippet\n甲\n```", "a.md @ ```snippet: "),
        ("```snippet\nname: front\n```", "front.md @ ---: "),
        ("```table\nfile: fee.csv\ntitle: 甲\n```", "a.md @ fee.csv: "),
        ("```table\nfile: fees.csv\n```", "a.md @ ```table: "),
        ("```table\nfile: bad.csv\ntitle: 甲\n```", "bad.csv @ 1: "),
    ] {
        let (body, findings) = expanded(&format!("前\n\n{block}\n"));
        assert_eq!(body, "前\n\n\n\n\n");
        assert!(findings.len() == 1 && findings[0].starts_with(expected), "{block}: {findings:?}");
    }
}

#[test]
fn what_is_code_or_misplaced_is_not_expanded() {
    for body in [
        "````\n```snippet\nname: fee\n```\n````\n",
        "> ```snippet\n> name: fee\n> ```\n",
        "    ```snippet\n    name: fee\n    ```\n",
    ] {
        assert_eq!(expanded(body), (body.to_owned(), Vec::new()));
    }
}

#[test]
fn the_fingerprint_depends_on_what_is_included() {
    let source = Source::new("content/articles/a.md", "---\n---\n```snippet\nname: x\n```\n");
    let of = |parts: &Parts| expand(source.clone(), parts).source.fingerprint;
    let (one, other) = (parts(&[("content/snippets/x.md", "甲")]), parts(&[("content/snippets/x.md", "乙")]));
    assert!(of(&one) != of(&other) && of(&one) != of(&Parts::default()));
    assert_eq!(of(&one), of(&parts(&[("content/snippets/x.md", "甲"), ("content/snippets/y.md", "丙")])));
}
