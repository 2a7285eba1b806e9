use super::*;
use crate::diag::{Finding, Lang};

fn facts(body: &str) -> Facts {
    gather(body, 0, &"a.md".into(), &mut Vec::new()).0
}

/// Every finding of a body that starts at byte 100 of its file: code, the text it stands on, message.
fn findings(body: &str) -> Vec<String> {
    let mut found: Vec<Finding> = Vec::new();
    gather(body, 100, &"a.md".into(), &mut found);
    let show = |f: &Finding| {
        let span = f.span.expect("a place");
        let text = body.get(span.start as usize - 100..span.end as usize - 100).expect("within the body");
        let nearest = f.fix.as_ref().map(|fix| format!(" → {}", fix.text)).unwrap_or_default();
        format!("{} {text:?} {}{nearest}", f.fault.code(), f.fault.message(Lang::Zh))
    };
    found.iter().map(show).collect()
}

fn excerpt(body: &str) -> String {
    facts(body).excerpt.to_string()
}

#[test]
fn headings() {
    let body = "# 一、总则\n\n## 1.1 *什么是* `LPR`？ {#lpr}\n\n二行\n标题\n---\n\n> ### [链接](/a)![图](/b)\n";
    let read: Vec<_> =
        facts(body).headings.iter().map(|h| format!("{} {} {} {:?}", h.level, h.id, h.text, h.span.of(body))).collect();
    assert_eq!(
        read,
        [
            "2 总则 一、总则 \"# 一、总则\"",
            "2 lpr 1.1 什么是 LPR？ \"## 1.1 *什么是* `LPR`？ {#lpr}\"",
            "2 二行标题 二行标题 \"二行\\n标题\\n---\"",
            "3 链接图 链接图 \"### [链接](/a)![图](/b)\"",
        ]
    );
}

#[test]
fn links_in_order() {
    let body = "# [甲](a.md)\n\n![图](/i.png) [乙][x] <https://b.cn> <c@d.cn> [![内](/e.png)](/f) [坏](javascript:x) ![外[里](/g)](/h)\n\n[x]: y.md '题'\n";
    let show = |l: &Link| {
        format!(
            "{:?} {}{}{}{}",
            l.span.of(body),
            l.dest,
            if l.image { " 图" } else { "" },
            if l.in_heading { " 题" } else { "" },
            if l.refused { " 拒" } else { "" }
        )
    };
    assert_eq!(
        facts(body).links.iter().map(show).collect::<Vec<_>>(),
        [
            "\"[甲](a.md)\" a.md 题",
            "\"![图](/i.png)\" /i.png 图",
            "\"[乙][x]\" y.md",
            "\"<https://b.cn>\" https://b.cn",
            "\"<c@d.cn>\" mailto:c@d.cn",
            "\"[![内](/e.png)](/f)\" /f",
            "\"![内](/e.png)\" /e.png 图",
            "\"[坏](javascript:x)\" javascript:x 拒",
            "\"![外[里](/g)](/h)\" /h 图",
        ]
    );
}

#[test]
fn calculators() {
    let body = "```calculator\nkind: interest\nyears: 3\n```\n\n```json\n{}\n```\n\n~~~calculator x\n~~~\n";
    let show = |f: &Fence| format!("{} {:?} {:?}", f.info, f.span.of(body), f.content.of(body));
    assert_eq!(
        facts(body).fences.iter().map(show).collect::<Vec<_>>(),
        [
            "calculator \"```calculator\\nkind: interest\\nyears: 3\\n```\" \"kind: interest\\nyears: 3\\n\"",
            "calculator x \"~~~calculator x\\n~~~\" \"\"",
        ]
    );
}

#[test]
fn the_excerpt_is_the_opening_in_whole_sentences() {
    assert_eq!(
        excerpt("# 题\n\n> 引文。\n\n- 项。\n\n**第一句。**[第二](/a)句，\n下一行 LPR\nrate。\n\n后段。"),
        "第一句。第二句，下一行 LPR rate。 后段。"
    );
    assert_eq!(excerpt("短。\n\n## 题\n\n隔开的段落。"), "短。");
    assert_eq!(excerpt("短。\n\n> 引文\n\n隔开的段落。"), "短。");
    assert_eq!(excerpt(&format!("{}\n\n后段。", "满四十字。".repeat(8))), "满四十字。".repeat(8));
    assert_eq!(excerpt(&"一二三四五六七八九。".repeat(30)), "一二三四五六七八九。".repeat(12));
    assert_eq!(excerpt("![图](/a)\n\n正文`码`[^1]。\n\n[^1]: 注。"), "正文码。");
    assert_eq!(excerpt("> 引文\n\n- 项\n\n|表|\n|-|"), "");
    let long = facts(&format!("{}，{}", "没有句号".repeat(50), "没有句号".repeat(500)));
    assert_eq!(&*long.excerpt, format!("{}，", "没有句号".repeat(50)));
}

#[test]
fn reading_counts_no_code() {
    let reading = facts("# 标题\n\n正文 LPR `代码`\n\n```\n代码\n```\n\n![图片](/a)\n").reading;
    assert_eq!((reading.han, reading.words), (4, 1));
}

#[test]
fn raw_html_is_found_once_for_each_element() {
    assert_eq!(
        findings("<u>可以</u><br>\n\n甲<span class=\"a\">乙</span><!-- 丙 -->"),
        [
            "SG201 \"<span class=\\\"a\\\">\" 正文里不能写 HTML「<span class=\"a\">」",
            "SG262 \"<!-- 丙 -->\" HTML 注释「<!-- 丙 -->」不会出现在页面上 → ",
        ]
    );
    assert_eq!(
        findings("> <div>\n> 文\n> </div>\n\n</p>\n\n<script>\nalert(1)\n</script>"),
        [
            "SG201 \"<div>\" 正文里不能写 HTML「<div>」",
            "SG201 \"</p>\" 正文里不能写 HTML「</p>」",
            "SG201 \"<script>\" 正文里不能写 HTML「<script>」",
        ]
    );
    assert_eq!(findings("1 < 2，`<b>`，\\<b>"), [""; 0]);
}

#[test]
fn unfit_addresses() {
    assert_eq!(
        findings("[甲](java&#115;cript:x) ![乙](data:x) [丙](<java&Tab;script:x>) <javascript:x> [丁](//e.cn)"),
        [
            "SG202 \"[甲](java&#115;cript:x)\" 不能链接到「javascript:x」",
            "SG202 \"![乙](data:x)\" 不能链接到「data:x」",
            "SG202 \"[丙](<java&Tab;script:x>)\" 不能链接到「java script:x」",
            "SG202 \"<javascript:x>\" 不能链接到「javascript:x」",
            "SG202 \"[丁](//e.cn)\" 不能链接到「//e.cn」",
        ]
    );
    assert_eq!(
        findings("[甲](lendr:bank) [乙][r]\n\n[r]: weixin:x"),
        ["SG224 \"lendr\" 不认识以「lendr:」开头的链接 → lender", "SG224 \"[乙][r]\" 不认识以「weixin:」开头的链接",]
    );
}

#[test]
fn headings_at_fault() {
    assert_eq!(
        findings("## 甲 {#a.b}\n\n## 乙 {#x}\n\n## 丙 {#x}\n\n## 丁 {#y .大 k=v}\n\n# 戊"),
        [
            "SG203 \"#a.b\" 标题的编号「a.b」不能用：只能用文字、数字、连字符和下划线",
            "SG220 \"#x\" 标题的编号「x」在这篇文章里用了两次",
            "SG229 \"## 丁 {#y .大 k=v}\" 标题后面的花括号里，除编号以外的内容不起作用",
            "SG223 \"# 戊\" 正文里的一级标题会当作二级标题显示",
        ]
    );
    let ids: Vec<_> = facts("## 甲 {#a.b}\n\n## 乙 {#x}\n\n## 丙 {#x}").headings.iter().map(|h| h.id.to_string()).collect();
    assert_eq!(ids, ["甲", "x", "丙"]);
}

#[test]
fn links_and_images_that_say_nothing() {
    assert_eq!(
        findings("[](/a) [甲]() [](<>) ![](/i.png) ![乙]() [![](/i.png)](/b) [![丙](/i.png)](/c) [`码`](/d)"),
        [
            "SG217 \"[](/a)\" 这个链接没有文字，或者没有地址",
            "SG217 \"[甲]()\" 这个链接没有文字，或者没有地址",
            "SG217 \"[](<>)\" 这个链接没有文字，或者没有地址",
            "SG222 \"![](/i.png)\" 图片「/i.png」没有说明文字",
            "SG217 \"![乙]()\" 这个链接没有文字，或者没有地址",
            "SG222 \"![](/i.png)\" 图片「/i.png」没有说明文字",
            "SG217 \"[![](/i.png)](/b)\" 这个链接没有文字，或者没有地址",
        ]
    );
}

#[test]
fn footnotes_without_a_note() {
    assert_eq!(
        findings("甲[^1]乙[^无]丙\\[^x] `[^y]` [^ z]\n\n[^1]: 注[^2]"),
        ["SG221 \"[^无]\" 脚注「无」没有内容", "SG221 \"[^2]\" 脚注「2」没有内容",]
    );
}

#[test]
fn nesting_and_numbers_have_bounds() {
    let found = findings(&"> ".repeat(3000));
    assert_eq!(found, ["SG226 \"\" 这里的嵌套超过 64 层，后面的内容没有读取"]);
    assert_eq!(findings(&"<b>".repeat(10_500)).len(), 10_000);
}

#[test]
fn an_error_after_very_many_warnings_is_not_lost() {
    let found = findings(&format!("{}<b>", "# 甲\n\n".repeat(20_000)));
    assert_eq!(found.len(), 10_001);
    assert_eq!(found.last().unwrap(), "SG201 \"<b>\" 正文里不能写 HTML「<b>」");
}

#[test]
fn facts_in_headings_keep_their_braces() {
    for body in
        ["## 客服电话：{sample-cf.entity}\n", "客服电话：{sample-cf.entity}\n---\n", "## 客服电话：{sample-cf.entity} {#kefu}\n"]
    {
        let mut findings = Vec::new();
        let (facts, _) = gather(body, 0, &"a.md".into(), &mut findings);
        assert_eq!(facts.headings.iter().next().map(|h| h.text), Some("客服电话：{sample-cf.entity}"), "{body}");
        let keys: Vec<&str> = facts.references.iter().map(|r| &*r.key).collect();
        // A sentence above a line of hyphens is a finding of its own.
        findings.retain(|f| !matches!(f.fault, crate::diag::Fault::MarkupFault(_)));
        assert_eq!((keys, findings.len()), (vec!["entity"], 0), "{body}");
    }
}

#[test]
fn a_carriage_return_ends_a_heading() {
    let facts = gather("## 甲\r正文\r\r段\r\r## 乙\r", 0, &"a.md".into(), &mut Vec::new()).0;
    let headings: Vec<_> = facts.headings.iter().map(|h| (h.id, h.text, h.span.range())).collect();
    assert_eq!(headings, [("甲", "甲", 0..6), ("乙", "乙", 20..26)]);
}

#[test]
fn descriptions_of_images_are_joined_for_themselves() {
    let (_, plain) = gather("word ![乙\n丙](a.png)\n丁![LPR\n戊](b.png)\n己", 0, &"a.md".into(), &mut Vec::new());
    assert_eq!(plain.text(), "word 丁己\n乙丙\nLPR 戊\n");
}
