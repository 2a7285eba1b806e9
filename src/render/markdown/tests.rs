use super::*;
use crate::text::markdown::Tag;
use crate::view::{Target, TargetKind};

/// Renders with headings numbered `h1`, `h2` …, every link and image leading where it says (`refused:` to nowhere), and the
/// given words linked as citations.
fn render_with(markdown: &str, cited: &[&str]) -> String {
    let mut targets: Vec<Target> = Vec::new();
    let place = |r: Range<usize>| r.start as u32..r.end as u32;
    Document::new(markdown).read(|event, range| {
        let (url, kind) = match event {
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("http") => (dest_url, TargetKind::External),
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, TargetKind::Link),
            Event::Start(Tag::Image { dest_url, .. }) if dest_url.starts_with("http") => (dest_url, TargetKind::External),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, TargetKind::Image),
            _ => return,
        };
        let url = if url.starts_with("refused:") { "" } else { &*url };
        targets.push(Target { span: place(range), url: url.into(), kind, size: None });
    });
    for (n, words) in cited.iter().enumerate() {
        let start = markdown.find(words).expect("words are there");
        targets.push(Target {
            span: place(start..start + words.len()),
            url: format!("/laws/{n}").into(),
            kind: TargetKind::Citation,
            size: None,
        });
    }
    targets.sort_by_key(|t| t.span.start);
    let ids: Vec<String> = (1..20).map(|n| format!("h{n}")).collect();
    let heading_ids = ids.iter().map(String::as_str).collect();
    let mut out = String::new();
    to_html(
        &Body {
            markdown,
            heading_ids,
            targets: &targets,
            widgets: Vec::new(),
            captions: Vec::new(),
            notes: Vec::new(),
            pictures: Vec::new(),
        },
        &Highlighter::new(),
        &[],
        &mut out,
    );
    out
}

fn render(markdown: &str) -> String {
    render_with(markdown, &[])
}

#[test]
fn blocks() {
    assert_eq!(render("# 一\n\n## 二\n\n#### 四"), "<h2 id=\"h1\">一</h2>\n<h2 id=\"h2\">二</h2>\n<h4 id=\"h3\">四</h4>\n");
    assert_eq!(render("## 一、先*看*"), "<h2 id=\"h1\">一、\u{2060}先<em>看</em></h2>\n");
    assert_eq!(render("## 1.2 再看"), "<h2 id=\"h1\">1.2\u{a0}再看</h2>\n");
    assert_eq!(
        render("甲\n\n乙 *斜* **粗** ~~删~~ `a<b`"),
        "<p>甲</p>\n<p>乙 <em>斜</em> <strong>粗</strong> <del>删</del> <code>a&lt;b</code></p>\n"
    );
    assert_eq!(render("- 甲\n  - 乙\n- 丙"), "<ul>\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n<li>丙</li>\n</ul>\n");
    assert_eq!(render("3. 甲\n\n4. 乙"), "<ol start=\"3\">\n<li><p>甲</p>\n</li>\n<li><p>乙</p>\n</li>\n</ol>\n");
    assert_eq!(render("> 引文\n\n---"), "<blockquote>\n<p>引文</p>\n</blockquote>\n<hr>\n");
    assert_eq!(render("本金\n: 借款的数额"), "<dl>\n<dt>本金</dt>\n<dd>借款的数额</dd>\n</dl>\n");
    assert_eq!(render("&lt;b&gt; & \"引\" 1 < 2\0"), "<p>&lt;b&gt; &amp; \"引\" 1 &lt; 2</p>\n");
}

#[test]
fn tasks_are_signs_with_names() {
    assert_eq!(
        render("- [x] 起诉状\n- [ ] 证据"),
        "<ul>\n<li class=\"task\"><span role=\"img\" aria-label=\"已完成\">☑</span> 起诉状</li>\n\
         <li class=\"task\"><span role=\"img\" aria-label=\"未完成\">☐</span> 证据</li>\n</ul>\n"
    );
    assert!(
        render("- [x] 甲\n\n- [ ] 乙").contains("<li class=\"task\"><p><span role=\"img\" aria-label=\"已完成\">☑</span> 甲</p>")
    );
}

#[test]
fn tables_scroll_and_align_by_class() {
    assert_eq!(
        render("| | 金额 | 期 |\n|---|---:|:-:|\n| 本金 | 1,000 | 3 |"),
        "<section class=\"table\" tabindex=\"0\" aria-label=\"表格\">\n<table>\n<thead>\n\
         <tr><td></td><th scope=\"col\" class=\"num\">金额</th><th scope=\"col\" class=\"center\">期</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>本金</td><td class=\"num\">1,000</td><td class=\"center\">3</td></tr>\n</tbody>\n</table>\n</section>\n"
    );
    assert!(render("|a|\n|-|\n\n|b|\n|-|").contains("aria-label=\"表格 2\""));
}

#[test]
fn alerts_have_titles_of_their_own_and_parts_fold() {
    let body = "<p>三年<em>整</em>。</p>\n";
    assert_eq!(
        render("> [!WARNING] 诉讼<时效>\n> 三年*整*。\n"),
        format!("<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">诉讼&lt;时效&gt;</p>\n{body}</div>\n")
    );
    assert_eq!(
        render("1. 甲\n   > [!details] 怎么算\r\n   > 三年*整*。\r\n"),
        format!("<ol>\n<li>甲\n<details class=\"fold\">\n<summary>怎么算</summary>\n{body}</details>\n</li>\n</ol>\n")
    );
    assert_eq!(render("```\n> [!NOTE] **甲**，乙\n```"), "<pre tabindex=\"0\"><code>&gt; [!NOTE] **甲**，乙\n</code></pre>\n");
    assert_eq!(render("> 甲\n> [!NOTE] 乙"), "<blockquote>\n<p>甲[!NOTE] 乙</p>\n</blockquote>\n");
}

#[test]
fn alerts_have_chinese_titles() {
    for (kind, class, title) in [
        ("NOTE", "note", "说明"),
        ("TIP", "tip", "提示"),
        ("IMPORTANT", "important", "重要"),
        ("WARNING", "warning", "注意"),
        ("CAUTION", "caution", "警告"),
    ] {
        assert_eq!(
            render(&format!("> [!{kind}]\n> 三年。")),
            format!(
                "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n<p>三年。</p>\n</div>\n"
            )
        );
    }
}

#[test]
fn code_blocks() {
    assert_eq!(
        render("```json\n{\"a\": 1}\n```"),
        "<pre tabindex=\"0\"><code>{<span class=\"s-s\">\"a\"</span>: <span class=\"s-n\">1</span>}\n</code></pre>\n"
    );
    assert_eq!(render("```calculator\nkind: <interest>\n```"), "<pre tabindex=\"0\"><code>kind: &lt;interest&gt;\n</code></pre>\n");
    assert_eq!(render("    缩进\r\n    两行\r\n"), "<pre tabindex=\"0\"><code>缩进\n两行\n</code></pre>\n");
}

#[test]
fn links_lead_where_they_were_decided_to() {
    assert_eq!(
        render("[甲](a.md \"题\\\"目\") <https://例.cn/?a&b>"),
        "<p><a href=\"a.md\" title=\"题&quot;目\">甲</a> <a href=\"https://例.cn/?a&amp;b\" rel=\"noopener noreferrer\">https://例.cn/?a&amp;b</a></p>\n"
    );
    assert_eq!(render("[**文字**](refused:x)后"), "<p><strong>文字</strong>后</p>\n");
    assert_eq!(render("[a <https://b.cn> c](d)"), "<p><a href=\"d\">a https://b.cn c</a></p>\n");
    assert_eq!(render("[甲][x]\n\n[x]: /y"), "<p><a href=\"/y\">甲</a></p>\n");
    let mut out = String::new();
    to_html(&Body { markdown: "[甲](a)", ..Body::default() }, &Highlighter::new(), &[], &mut out);
    assert_eq!(out, "<p>甲</p>\n", "a link nothing was decided about");
}

#[test]
fn images() {
    assert_eq!(
        render("![流程 *图*](/i.png \"题\")"),
        "<figure>\n<img src=\"/i.png\" alt=\"流程 图\" decoding=\"async\">\n<figcaption>题</figcaption>\n</figure>\n"
    );
    assert_eq!(render("![说明<](refused:)"), "<p>说明&lt;</p>\n");
    assert_eq!(render("[![图](/i.png)](/a)"), "<p><a href=\"/a\"><img src=\"/i.png\" alt=\"图\" decoding=\"async\"></a></p>\n");
    assert_eq!(render("![a [b](/c) `d`](/i.png)后"), "<p><img src=\"/i.png\" alt=\"a b d\" decoding=\"async\">后</p>\n");
    assert_eq!(
        render("![一](/1.png)\n\n![二](/2.png)"),
        "<p><img src=\"/1.png\" alt=\"一\" decoding=\"async\"></p>\n\
         <p><img src=\"/2.png\" alt=\"二\" loading=\"lazy\" decoding=\"async\"></p>\n"
    );
    assert_eq!(
        render("## 甲\n\n![一](/1.png)"),
        "<h2 id=\"h1\">甲</h2>\n<p><img src=\"/1.png\" alt=\"一\" loading=\"lazy\" decoding=\"async\"></p>\n"
    );
}

#[test]
fn an_image_keeps_its_room() {
    let targets = [Target { span: 0..11, url: "/i.png".into(), kind: TargetKind::Image, size: Some((640, 360)) }];
    let mut out = String::new();
    let body = Body { markdown: "![图](i.p)", targets: &targets, ..Body::default() };
    to_html(&body, &Highlighter::new(), &[], &mut out);
    assert_eq!(out, "<p><img src=\"/i.png\" alt=\"图\" width=\"640\" height=\"360\" decoding=\"async\"></p>\n");
}

#[test]
fn an_image_of_another_site_becomes_a_link() {
    let link = |text: &str| format!("<a href=\"https://例.cn/i.png\" rel=\"noopener noreferrer\">{text}</a>");
    assert_eq!(render("见![流程 *图*](https://例.cn/i.png)。"), format!("<p>见{}。</p>\n", link("流程 图")));
    assert_eq!(render("![](https://例.cn/i.png)"), format!("<p>{}</p>\n", link("https://例.cn/i.png")));
    assert_eq!(render("[![图](https://例.cn/i.png)](/a)"), "<p><a href=\"/a\">图</a></p>\n");
}

#[test]
fn citations_become_links() {
    assert_eq!(
        render_with("依《民法典》第676条、第677条 <办>。", &["《民法典》第676条", "第677条"]),
        "<p>依<a class=\"law\" href=\"/laws/0\">《民法典》第676条</a>、<a class=\"law\" href=\"/laws/1\">第677条</a> &lt;办&gt;。</p>\n"
    );
    assert_eq!(
        render_with("**依《民法典》。**另[见](/a)《刑法》", &["《民法典》", "《刑法》"]),
        "<p><strong>依<a class=\"law\" href=\"/laws/0\">《民法典》</a>。</strong>另<a href=\"/a\">见</a><a class=\"law\" href=\"/laws/1\">《刑法》</a></p>\n"
    );
}

#[test]
fn a_citation_across_breaks_and_marks_is_one_link_in_pieces() {
    let link = |n: usize, words: &str| format!("<a class=\"law\" href=\"/laws/{n}\">{words}</a>");
    for (markdown, cited, html) in [
        ("依《民法典》\n第6条。", "《民法典》\n第6条", format!("依{}。", link(0, "《民法典》第6条"))),
        ("**《民法典》**第6条。", "《民法典》**第6条", format!("<strong>{}</strong>{}。", link(0, "《民法典》"), link(0, "第6条"))),
        ("《**合同法**》", "《**合同法**》", format!("{}<strong>{}</strong>{}", link(0, "《"), link(0, "合同法"), link(0, "》"))),
        ("《A&amp;B法》第6条。", "《A&amp;B法》第6条", format!("{}。", link(0, "《A&amp;B法》第6条"))),
        ("[《民法典》](/a)第6条", "《民法典》](/a)第6条", format!("<a href=\"/a\">《民法典》</a>{}", link(0, "第6条"))),
        ("《民法典》  \n第6条", "《民法典》  \n第6条", format!("{}<br>\n{}", link(0, "《民法典》"), link(0, "第6条"))),
    ] {
        assert_eq!(render_with(markdown, &[cited]), format!("<p>{html}</p>\n"), "{markdown}");
    }
}

/// Each link leads somewhere, and every word is there, whatever is defined twice, in another or nowhere read.
#[test]
fn footnotes_defined_twice_or_in_one_another_lead_back_to_where_they_stand() {
    for text in [
        "甲[^1]\n\n[^1]: 一\n\n[^1]: 二[^2]\n\n[^2]: 三",
        "*```calculator\n[^1]: [^1]: [[^1]",
        "[^1]: 甲[^2]\n\n    [^1]: 乙[^1]\n\n[^2]: 丙",
    ] {
        let html = render(text);
        let parts = |before: &str| html.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>();
        let ids = parts(" id=\"");
        assert!(parts(" href=\"#").iter().all(|fragment| ids.contains(fragment)), "{html}");
        assert!(["甲", "一", "二", "三", "乙", "丙"].iter().all(|word| text.contains(word) == html.contains(word)), "{html}");
    }
}

#[test]
fn footnotes_are_numbered_by_reference() {
    assert_eq!(
        render("甲[^b]乙[^a]丙[^b]丁[^无]\n\n[^a]: 一\n\n[^b]: 二\n\n[^c]: 三"),
        "<p>甲<sup class=\"footnote-ref\"><a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\">1</a></sup>\
         乙<sup class=\"footnote-ref\"><a href=\"#fn:2\" id=\"fnref:2\" role=\"doc-noteref\">2</a></sup>\
         丙<sup class=\"footnote-ref\"><a href=\"#fn:1\" id=\"fnref:1:2\" role=\"doc-noteref\">1</a></sup>丁[^无]</p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\">\n<ol>\n\
         <li id=\"fn:1\"><p>二 <a class=\"footnote-back\" href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"回到正文\">↩\u{fe0e}</a> \
         <a class=\"footnote-back\" href=\"#fnref:1:2\" role=\"doc-backlink\" aria-label=\"回到正文第 2 处\">↩\u{fe0e}<sup>2</sup></a></p></li>\n\
         <li id=\"fn:2\"><p>一 <a class=\"footnote-back\" href=\"#fnref:2\" role=\"doc-backlink\" aria-label=\"回到正文\">↩\u{fe0e}</a></p></li>\n\
         <li><p>三</p></li>\n</ol>\n</section>\n"
    );
}

#[test]
fn raw_tags_pass_only_bare_and_balanced() {
    assert_eq!(render("H<sub>2</sub>O<br>x<BR/>"), "<p>H<sub>2</sub>O<br>x<br></p>\n");
    assert_eq!(render("<u>未关"), "<p><u>未关</u></p>\n");
    assert_eq!(render("**甲 <u>乙** 丙</u> 丁"), "<p><strong>甲 <u>乙</u></strong> 丙 丁</p>\n");
    assert_eq!(render("<u>甲 **乙</u> 丙** 丁"), "<p><u>甲 <strong>乙 丙</strong> 丁</u></p>\n");
    assert_eq!(render("<u>甲<mark>乙</u>丙</mark>"), "<p><u>甲<mark>乙</mark></u>丙</p>\n");
    assert_eq!(render("甲<span onclick=x>乙</span><u class=a>丙</u><!-- 丁 -->"), "<p>甲乙丙</p>\n");
    assert_eq!(render("甲<script>alert(1)</script>乙"), "<p>甲乙</p>\n");
    assert_eq!(render("**甲<script>乙** 丙"), "<p><strong>甲</strong> 丙</p>\n");
    assert_eq!(render("<div>\n<b>文</b> 1 < 2 <u>字\n</div>\n\n后"), "<p>\n文 1 &lt; 2 <u>字\n</u></p>\n<p>后</p>\n");
    assert_eq!(render("<script>\nalert(1)\n\n</script>\n\n后"), "<p>后</p>\n");
    assert_eq!(render("<iframe src=x></iframe>\n\n<!-- 注 -->\n\n后"), "<p>后</p>\n");
    assert_eq!(render(&"<u>".repeat(30)).matches("<u>").count(), 16);
}

#[test]
fn line_breaks_between_chinese_leave_no_blank() {
    assert_eq!(render("第一行，\n第二行\nLPR\n**三**\n四"), "<p>第一行，第二行\nLPR\n<strong>三</strong>四</p>\n");
    assert_eq!(render("> 甲\n> 乙\\\n> 丙"), "<blockquote>\n<p>甲乙<br>\n丙</p>\n</blockquote>\n");
}

#[test]
fn nothing_of_an_article_becomes_another_attribute() {
    let html = render(
        "## 题 {#x onclick=alert(1) .c style=x}\n\n[a](/b \"\\\" onmouseover=x\")\n\n![\\\" onerror=x](/c)\n\n```a\" onload=x\nb\n```",
    );
    assert_eq!(
        html,
        "<h2 id=\"h1\">题</h2>\n<p><a href=\"/b\" title=\"&quot; onmouseover=x\">a</a></p>\n\
         <p><img src=\"/c\" alt=\"&quot; onerror=x\" loading=\"lazy\" decoding=\"async\"></p>\n<pre tabindex=\"0\"><code>b\n</code></pre>\n"
    );
}

#[test]
fn a_document_nested_too_deep_ends_well() {
    let html = render(&format!("前\n\n{}后", "> ".repeat(500)));
    assert_eq!((html.matches("<blockquote>").count(), html.matches("</blockquote>").count()), (64, 64));
    assert!(!html.contains('后'));
}

#[test]
fn line_breaks_of_chinese_text_print_no_blank() {
    for (markdown, html) in [
        ("甲\n<u>乙</u>\n丙", "甲<u>乙</u>丙"),
        ("甲\n![乙](/b.png)\n丙", "甲<img src=\"/b.png\" alt=\"乙\" decoding=\"async\">丙"),
        ("甲\n{lender.hotline}\n丙", "甲{lender.hotline}丙"),
        ("甲\n①\n乙\n㎡\n丙\n㈠\n※\n丁\n😀\n戊", "甲①乙㎡丙㈠※丁😀戊"),
        ("规定。\nLPR\n（一年期）\n3%", "规定。LPR（一年期）3%"),
        ("甲\n(乙)\n丙%\n丁", "甲(乙)丙%丁"),
        ("甲\n**LPR**\n乙 word\n(word)\n“word”\nword", "甲\n<strong>LPR</strong>\n乙 word\n(word)\n“word”\nword"),
        ("甲![乙\n丙\nLPR](/b.png)", "甲<img src=\"/b.png\" alt=\"乙丙 LPR\" decoding=\"async\">"),
        ("word ![乙\n丙](/b.png)", "word <img src=\"/b.png\" alt=\"乙丙\" decoding=\"async\">"),
        ("甲[^1]\n乙\n\n[^1]: 注", "甲<sup"),
    ] {
        let rendered = render(markdown);
        assert!(rendered.starts_with(&format!("<p>{html}")), "{markdown}: {rendered}");
        assert!(!rendered.contains("</sup>\n"), "{rendered}");
    }
    assert_eq!(render("甲\n乙\n==="), "<h2 id=\"h1\">甲乙</h2>\n");
    assert_eq!(
        render("- 甲\n  <u>乙</u>\n- > 丙\n  > ①"),
        "<ul>\n<li>甲<u>乙</u></li>\n<li><blockquote>\n<p>丙①</p>\n</blockquote>\n</li>\n</ul>\n"
    );
}

#[test]
fn long_columns_get_room_and_dates_stay_whole() {
    let row = |head: &str, cells: &str| {
        let rules = "-|".repeat(cells.split('|').count());
        let html = render(&format!("|{head}|\n|{rules}\n|{cells}|\n"));
        html.lines().nth(6).unwrap_or_default().to_owned()
    };
    assert_eq!(
        row("一|二|三|四", "2026-02-20|一句超过十二个字的备注说明|2026年2月|2026-2-20号"),
        "<tr><td class=\"date\">2026-02-20</td><td class=\"long\">一句超过十二个字的备注说明</td><td class=\"date\">2026年2月</td><td>2026-2-20号</td></tr>"
    );
    assert_eq!(
        row("一|二|三", "一句超过十二个字的备注说明|**十二个字**加上没有字的标记|2026年2月20日"),
        "<tr><td>一句超过十二个字的备注说明</td><td><strong>十二个字</strong>加上没有字的标记</td><td class=\"date\">2026年2月20日</td></tr>"
    );
    let html = render("|一|二|三|四|\n|-|-:|-|-|\n|一|一句超过十二个字的备注说明|三|四|\n|一|又一句超过十二个字的备注|三|四|\n");
    assert_eq!(html.matches("class=\"num long\"").count(), 1, "{html}");
    assert_eq!(html.matches("long").count(), 1, "the first long cell makes room for its column: {html}");
}

#[test]
fn a_table_of_more_than_twelve_rows_folds() {
    let table = |rows: usize| render(&format!("甲\n\n|期|\n|-|\n{}", "|1|\n".repeat(rows)));
    assert!(!table(12).contains("details"));
    let folded = table(13);
    let start = "<p>甲</p>\n<details class=\"fold\">\n<summary>表格（13行）</summary>\n<section class=\"table\"";
    assert!(folded.starts_with(start) && folded.ends_with("</table>\n</section>\n</details>\n"), "{folded}");
}
