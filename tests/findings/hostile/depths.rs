//! Depths, bombs and lengths: YAML and Markdown that grow without measure end in a finding or a page, soon.

use super::{HEAD, article, built, codes};
use crate::support::site::{Run, Site};

/// The head of front matter with one more line, built.
fn front(more: &str) -> Run {
    built(&Site::with(&HEAD.replace("---\n\n", &format!("{more}\n---\n\n正文。\n"))))
}

#[test]
fn yaml_that_explodes_or_goes_deep_is_refused_at_once() {
    let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]";
    let deep_block: String = (0..3_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    for yaml in [
        bomb.to_owned(),
        "x: ".to_owned() + &"[".repeat(3_000),
        "x: ".to_owned() + &"{a: ".repeat(3_000),
        deep_block,
        "- ".repeat(3_000),
        "x: &a *a".to_owned(),
        "<<: {title: 乙}".to_owned(),
    ] {
        let run = front(&yaml);
        assert_eq!(run.status, 1, "{}", &yaml[..20.min(yaml.len())]);
        assert!(run.stderr.starts_with("content/articles/a.md:"), "{}", run.stderr);
    }
    for register in ["topics", "lenders", "laws", "people", "rates"] {
        let site = Site::small();
        site.write(&format!("content/{register}.yaml"), format!("{register}: {}", "[".repeat(3_000)));
        assert_eq!(codes(&built(&site)), ["SG103"], "{register}");
    }
    let site = Site::small();
    site.write("sitegen.yaml", "[".repeat(3_000));
    assert_eq!(codes(&built(&site)), ["SG010"]);
}

#[test]
fn very_long_front_matter_is_read_or_refused_soon() {
    let lines = |line: &str| line.repeat(200_000);
    assert_eq!(codes(&front(&lines("# 备注\n"))), ["SG002"]);
    assert_eq!(codes(&front(&lines("#\n"))), Vec::<String>::new());
    assert_eq!(codes(&front(&lines("\n"))), Vec::<String>::new());
    assert_eq!(codes(&front(&lines("x:\n"))), ["SG006", "SG104", "SG105"]);
    assert_eq!(codes(&front(&format!("faq:\n{}", lines("- a\n")))), ["SG107", "SG126"]);
    assert_eq!(codes(&front(&format!("summary: |\n{}", lines("  甲")))), ["SG115"]);
}

#[test]
fn deep_markdown_is_cut_with_a_finding() {
    let list: String = (0..3_000).map(|n| format!("{}- a\n", "  ".repeat(n.min(150)))).collect();
    for (what, body) in [
        ("quotes", ">".repeat(3_000) + " 甲"),
        ("list", "- ".repeat(3_000) + "甲"),
        ("nested list", list),
        ("numbers", "1. ".repeat(3_000) + "甲"),
    ] {
        let run = built(&Site::with(&article(&body)));
        assert_eq!((run.status, codes(&run)), (1, vec!["SG226".to_owned()]), "{what}");
    }
    let emphasis: String = "*_".repeat(1_500) + "甲" + &"_*".repeat(1_500);
    let run = built(&Site::with(&article(&emphasis)));
    assert!(run.status == 0 || codes(&run) == ["SG226"], "{}", run.stderr);
}

#[test]
fn pathological_markdown_ends_soon() {
    let many = |unit: &str| unit.repeat(100_000 / unit.len());
    let units = [
        "[", "]", "*", "_", "`", "<", ">", "![", "[^", "[^1]", "|", "| a ", "~", "\\", "&", "&#", "(", "[]()", "[a](", "![a](",
        "<!--", "<a ", "**a", "a*", "_a ", "`a", "#", "- ", "1. ", "\t", "$", "{", "【", "《", "《民法典》第", "第一条", "：**",
        "\u{301}", "\u{200d}",
    ];
    for unit in units {
        for body in [many(unit), many(&format!("{unit}\n"))] {
            let run = built(&Site::with(&article(&body)));
            assert!(run.status < 2, "{unit}: {}", run.stderr.get(..200).unwrap_or(&run.stderr));
        }
    }
    let table = format!("|{}\n|{}\n{}", "a|".repeat(1_000), "-|".repeat(1_000), "|\n".repeat(50_000));
    let footnotes: String = (0..10_000).map(|n| format!("甲[^{n}]\n\n[^{n}]: 乙\n\n")).collect();
    let references: String = (0..10_000).map(|n| format!("[甲][{n}]\n\n[{n}]: https://example.org/{n}\n\n")).collect();
    let broken = format!("{}\n[b]: none.md\n", "[a][b]\n".repeat(50_000));
    let heading = |n: usize| format!("## 甲乙丙{n}\n\n[a](#甲乙丁{n})\n\n");
    let anchors: String = (0..15_000).map(heading).collect();
    let headings: String = (0..20_000).map(|_| "## 甲\n\n").collect();
    for (what, body) in [
        ("table", table),
        ("footnotes", footnotes),
        ("references", references),
        ("broken references", broken),
        ("broken anchors", anchors),
        ("headings", headings),
    ] {
        let run = built(&Site::with(&article(&body)));
        assert!(run.status < 2, "{what}: {}", run.stderr.get(..200).unwrap_or(&run.stderr));
    }
}

#[test]
fn long_articles_are_read_up_to_their_limit() {
    assert_eq!(codes(&built(&Site::with(&article(&"法院收费。\n".repeat(140_000))))), ["SG002"]);
    let line = "法院在立案以后通知原告预交诉讼费。".repeat(20_000);
    let site = Site::with(&article(&line));
    assert_eq!(built(&site).status, 0);
    assert!(site.read("public/articles/a.html").contains(&line));
    let code = format!("```rust\n{}\n```\n", "let a = 1; ".repeat(90_000));
    assert_eq!(built(&Site::with(&article(&code))).status, 0);
}
