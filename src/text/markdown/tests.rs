use super::*;

fn events<'s>(document: &'s Document<'_>) -> Vec<Event<'s>> {
    let mut all = Vec::new();
    document.read(|event, _| all.push(event));
    all
}

/// The inline structure of one paragraph: `{` strong, `(` emphasis, `-` struck, closed by `}`, `)`, `=`.
fn inline(text: &str) -> String {
    let document = Document::new(text);
    let mut out = String::new();
    for event in events(&document) {
        match event {
            Event::Start(Tag::Strong) => out.push('⟦'),
            Event::End(TagEnd::Strong) => out.push('⟧'),
            Event::Start(Tag::Emphasis) => out.push('⟨'),
            Event::End(TagEnd::Emphasis) => out.push('⟩'),
            Event::Start(Tag::Strikethrough) => out.push('⊢'),
            Event::End(TagEnd::Strikethrough) => out.push('⊣'),
            Event::Text(t) | Event::Code(t) => out.push_str(&t),
            _ => {}
        }
    }
    out
}

#[test]
fn chinese_emphasis_reads_as_written() {
    for (markdown, expected) in [
        ("**中文。**中文", "⟦中文。⟧中文"),
        ("**注意：**正文", "⟦注意：⟧正文"),
        ("**重点：**2026年起", "⟦重点：⟧2026年起"),
        ("依据**《民法典》**第六百七十六条", "依据⟦《民法典》⟧第六百七十六条"),
        ("**《民法典》**第", "⟦《民法典》⟧第"),
        ("**年利率24%**以内", "⟦年利率24%⟧以内"),
        ("不超过**24%**的部分", "不超过⟦24%⟧的部分"),
        ("**重要(注)**后", "⟦重要(注)⟧后"),
        ("前**(注)重要**后", "前⟦(注)重要⟧后"),
        ("**[链接](/a)**后面", "⟦链接⟧后面"),
        ("前面**`代码`**后面", "前面⟦代码⟧后面"),
        ("~~删除。~~后", "⊢删除。⊣后"),
        ("前~~《旧法》~~后", "前⊢《旧法》⊣后"),
        ("**该。**这**那。**", "⟦该。⟧这⟦那。⟧"),
        ("**“引用”**之后", "⟦“引用”⟧之后"),
        ("他说**“可以。”**然后走了", "他说⟦“可以。”⟧然后走了"),
        ("*斜体，*正文", "⟨斜体，⟩正文"),
        ("***都要！***后", "⟨⟦都要！⟧⟩后"),
        ("**真·**她", "⟦真·⟧她"),
        ("**100元/天**，另计", "⟦100元/天⟧，另计"),
        ("**借款人（乙方）**应当", "⟦借款人（乙方）⟧应当"),
        ("应当**（一）催告**，（二）起诉", "应当⟦（一）催告⟧，（二）起诉"),
        ("**第一，**核对；**第二，**协商。", "⟦第一，⟧核对；⟦第二，⟧协商。"),
        ("**外层*内层。*外层。**后", "⟦外层⟨内层。⟩外层。⟧后"),
        ("**￥100**以上", "⟦￥100⟧以上"),
        ("共**￥**元", "共⟦￥⟧元"),
        ("**完成✅**下一步", "⟦完成✅⟧下一步"),
        ("**警告🔴**下一步", "⟦警告🔴⟧下一步"),
        ("**……**其后", "⟦……⟧其后"),
        ("**a.**后", "⟦a.⟧后"),
        ("**重点①**后", "⟦重点①⟧后"),
        ("**全部——**部分", "⟦全部——⟧部分"),
        (r"\*\*中文。\*\*中文", "**中文。**中文"),
        (r"\**中文。\**中文", "*⟨中文。*⟩中文"),
        (r"**中文\*。**中文", "⟦中文*。⟧中文"),
        ("5%~8%，10%~三成", "5%~8%，10%~三成"),
        ("__中文__中文", "__中文__中文"),
        ("** 不是强调 **", "** 不是强调 **"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ] {
        assert_eq!(inline(markdown), expected, "{markdown}");
    }
}

#[test]
fn a_shadow_is_made_only_where_it_is_needed() {
    assert!(
        Document::new("普通段落，**重点**内容。\n\n- **甲**：乙").shadow.is_some(),
        "、 after a run is undecided without parsing"
    );
    assert!(Document::new("普通段落，没有强调。`~~~` 2 * 3").shadow.is_none());
    assert!(Document::new("**重点** 与 *斜体* 分开").shadow.is_none());
    assert!(Document::new("**中文。**中文 \u{e002}").shadow.is_none(), "a text that holds a substitute");
}

#[test]
fn every_kind_of_string_is_restored() {
    let text = "# **题。**目 {#甲**。乙 .丙**。丁 戊**。己=庚**。辛}\n\n\
        `码**。码` [**文。**字](/路**。径 \"题**。名\") ![**图。**片](/图**%**中 \"图**。题\") <u **。字> <https://例**。子>\n\n\
        [**引。**用] [^注**。释]\n\n[**引。**用]: /引**。址 '引**。题'\n\n[^注**。释]: 脚**。注\n\n\
        ```语**。言\n代**。码\n```\n\n<div **。字>\n字**。字\n</div>\n";
    let document = Document::new(text);
    let shadow = document.shadow.as_ref().expect("needed");
    assert_eq!(shadow.text().len(), text.len());
    let all: String = events(&document).iter().map(|event| format!("{event:?}\n")).collect();
    for want in [
        "甲**。乙", "丙**。丁", "戊**。己", "庚**。辛", "码**。码", "/路**。径", "题**。名", "/图**%**中", "图**。题",
        "<u **。字>", "https://例**。子",
    ] {
        assert!(all.contains(want), "{want} in {all}");
    }
    for want in ["**引。**用", "/引**。址", "引**。题", "注**。释", "脚**。注", "语**。言", "代**。码", "<div **。字>", "字**。字"]
    {
        assert!(all.contains(want), "{want} in {all}");
    }
    assert!(!all.chars().any(|c| matches!(c, '\u{7c0}'..='\u{7e0}' | '\u{e000}'..='\u{efff}' | '\u{a490}'..='\u{a4c6}')), "{all}");
    assert!(!all.contains("\\u{e"), "{all}");
}

#[test]
fn neighbouring_texts_come_as_one() {
    let document = Document::new("甲[乙]丙 & 丁 &amp; 戊\\*己");
    let mut texts = Vec::new();
    document.read(|event, range| {
        if let Event::Text(text) = event {
            texts.push((text.into_string(), range));
        }
    });
    let expected = [("甲[乙]丙 & 丁 ", 0..18), ("&", 18..23), (" 戊", 23..27), ("*己", 28..32)];
    assert_eq!(texts, expected.map(|(t, r)| (t.to_owned(), r)));
}

#[test]
fn deep_nesting_is_cut_and_closed() {
    let text = format!("前文\n\n{}到底", "> ".repeat(3000));
    let document = Document::new(&text);
    let (mut starts, mut ends, mut texts) = (0, 0, Vec::new());
    let too_deep = document.read(|event, _| match event {
        Event::Start(_) => starts += 1,
        Event::End(_) => ends += 1,
        Event::Text(t) => texts.push(t.into_string()),
        _ => {}
    });
    assert_eq!((starts, ends, texts), (65, 65, vec!["前文".to_owned()]));
    assert_eq!(too_deep.map(|r| r.start), Some(8 + 64 * 2));
    let shallow = Document::new("> 引文");
    let mut count = 0;
    assert_eq!(shallow.read(|_, _| count += 1), None);
    assert_eq!(count, 5);
}

#[test]
fn line_breaks_between_chinese_vanish() {
    assert!(break_vanishes(Some('文'), "\n> **第二**行"));
    assert!(break_vanishes(Some('，'), "\n  （乙方）"));
    assert!(!break_vanishes(Some('文'), "\nLPR"));
    assert!(!break_vanishes(Some('R'), "\n文"));
    assert!(!break_vanishes(None, "\n文"));
}

#[test]
fn a_task_of_one_backslash_above_an_underline_does_not_panic() {
    for text in ["- [ ] \\\n  ---\n", "+ - [x] \\\r\n\t===\n", "- [x] \t \\\n\t---\n\u{e000}**。**a\n"] {
        let document = Document::new(text);
        let first = events(&document).into_iter().find_map(|e| if let Event::Text(t) = e { Some(t) } else { None });
        assert_eq!(first.as_deref(), Some("\\"), "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn a_shadow_has_the_length_of_its_text(text in "([*~]{1,3}|[中文。：《》“·①✅%()\\[\\]a1 \\\\\n]){0,40}") {
        let document = Document::new(&text);
        if let Some(shadow) = &document.shadow {
            proptest::prop_assert_eq!(shadow.text().len(), text.len());
            proptest::prop_assert_eq!(shadow.undo(shadow.text()), Some(text.clone()));
        }
    }
}
