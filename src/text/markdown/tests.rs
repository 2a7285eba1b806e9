use super::*;

fn events<'s>(document: &'s Document<'_>) -> Vec<Event<'s>> {
    let mut all = Vec::new();
    document.read(|event, _| all.push(event));
    all
}

/// The inline structure of a text: `⟦` strong `⟧`, `⟨` emphasis `⟩`, `⊢` struck `⊣`.
pub(super) fn inline(text: &str) -> String {
    inline_of(events(&Document::new(text)))
}

pub(super) fn inline_of<'s>(events: impl IntoIterator<Item = Event<'s>>) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Start(Tag::Strong) => out.push('⟦'),
            Event::End(TagEnd::Strong) => out.push('⟧'),
            Event::Start(Tag::Emphasis) => out.push('⟨'),
            Event::End(TagEnd::Emphasis) => out.push('⟩'),
            Event::Start(Tag::Strikethrough) => out.push('⊢'),
            Event::End(TagEnd::Strikethrough) => out.push('⊣'),
            Event::Text(t) | Event::Code(t) => out.push_str(&t),
            Event::SoftBreak => out.push('⏎'),
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
fn every_kind_of_string_is_restored() {
    let text = "- [ ] \\\n  ---\n\n# 题 {#甲}\n\n`码] \\\n码` [文\u{3}字](/路 \"题] \\\n名\") ![图](/图 '图] \\\n题') <u a='] \\\n字'>\n\n\
        ```语\n代] \\\n码\n```\n\n<div>\n字] \\\n字\n</div>\n";
    let document = Document::new(text);
    let shadow = document.shadow.as_ref().expect("needed");
    assert_eq!(shadow.text().len(), text.len());
    assert_eq!(shadow.undo(shadow.text()).as_deref(), Some(text));
    let all: String = events(&document).iter().map(|event| format!("{event:?}\n")).collect();
    assert!(!all.contains("\\u{1}") && !all.contains('\u{1}'), "{all}");
    for want in ["码] \\\\ 码", "文\\u{3}字", "题] \\\\\\n名", "图] \\\\\\n题", "u a='] \\\\\\n字'", "代] \\\\\\n码", "字] \\\\\\n"]
    {
        assert!(all.contains(want), "{want} in {all}");
    }
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
fn only_an_identifier_is_taken_from_a_heading() {
    let read = |text: &str| {
        let mut out = String::new();
        Document::new(text).read(|event, _| match event {
            Event::Start(Tag::Heading { id, classes, .. }) => {
                out.push_str(&format!(
                    "{}{}|",
                    id.as_deref().unwrap_or("-"),
                    classes.iter().map(|c| format!(" {c}")).collect::<String>()
                ));
            }
            Event::Text(t) | Event::Code(t) => out.push_str(&t),
            Event::Start(Tag::Strong) => out.push('*'),
            Event::SoftBreak => out.push('⏎'),
            _ => {}
        });
        out
    };
    for (text, expected) in [
        ("## 甲 {#jia}", "jia|甲"),
        ("## 甲{#jia}", "jia|甲"),
        ("## 甲 {#jia} ##", "jia|甲"),
        ("## 甲 { #jia }", "jia|甲"),
        ("甲\n乙 {#jia}\n===", "jia|甲⏎乙"),
        ("## **甲：**乙 {#jia}", "jia|*甲：乙"),
        ("## 甲 **乙** {#jia}", "jia|甲 *乙"),
        ("## 甲 {#a_b_c}", "a_b_c|甲"),
        ("## 甲 {#_a_}", "_a_|甲"),
        ("## 甲 {#jia .red k=v}", "jia .red k=v|甲"),
        ("## 甲 {#诉讼费 1}", "诉讼费 1|甲"),
        ("## {#jia}", "jia|"),
        ("## 甲 {x.y} {#jia}", "jia|甲 {x.y}"),
        ("## 客服电话：{sample-cf.entity}", "-|客服电话：{sample-cf.entity}"),
        ("客服电话：{sample-cf.entity}\n---", "-|客服电话：{sample-cf.entity}"),
        ("## {sample-cf.entity}", "-|{sample-cf.entity}"),
        ("## 甲 {.red}", "-|甲 {.red}"),
        ("## 甲 {k=v}", "-|甲 {k=v}"),
        ("## 甲 {}", "-|甲 {}"),
        ("## 甲 \\{#x}", "-|甲 {#x}"),
        ("## \\{#x}", "-|{#x}"),
        ("## **甲** \\{#x}", "-|*甲 {#x}"),
        ("## 甲\\\\{#x}", "x|甲\\"),
        ("## 甲 {#x\\}", "-|甲 {#x}"),
        ("## 甲 `{#x}`", "-|甲 {#x}"),
        ("## 甲 [乙 {#x}](/a)", "-|甲 乙 {#x}"),
        ("## 甲 {#x} 乙", "-|甲 {#x} 乙"),
        ("## 甲 {#x**}**", "-|甲 {#x**}**"),
        ("甲 {#x}", "甲 {#x}"),
        ("- ## 甲 {#x}\n  - 乙 {#y}", "x|甲乙 {#y}"),
        ("## 甲 {#x}\r正文\r\r段", "x|甲正文段"),
        ("## 甲\r正文\r\r段", "-|甲正文段"),
        ("甲\r===\r正文\r", "-|甲正文"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_task_of_one_backslash_above_an_underline_does_not_panic() {
    for text in ["- [ ] \\\n  ---\n", "+ - [x] \\\r\n\t===\n", "- [x] \t \\\n\t---\n\u{e000}**。**a\n"] {
        let document = Document::new(text);
        let first = events(&document).into_iter().find_map(|e| if let Event::Text(t) = e { Some(t) } else { None });
        assert_eq!(first.as_deref(), Some("\\"), "{text:?}");
    }
}

#[test]
fn a_definition_has_a_blank_behind_its_colon() {
    let titles = |text: &str| events(&Document::new(text)).iter().filter(|e| **e == Event::Start(Tag::DefinitionListTitle)).count();
    for text in [":warning: 不要转账", ":15日前还款", ":D 哈哈", ":", ":：", ":::tip", ":**重点**"] {
        for (before, prefix) in
            [("文。\n\n", ""), ("文。\n", ""), ("> 文。\n>\n", "> "), ("- 文。\n\n", "  "), ("文。\r\n\r\n", "")]
        {
            let text = format!("{before}{prefix}{text}\n");
            assert_eq!(titles(&text), 0, "{text}");
        }
        let marks = text.replace("**重点**", "⟦重点⟧");
        assert_eq!(inline(&format!("文。\n\n{text}")), format!("文。{marks}"));
    }
    assert_eq!(titles("词\n: 解释一\n:\t解释二\n"), 1);
    assert_eq!(inline("`甲\n:乙` [丙\n:丁](/a)\n\n```\n甲\n:乙\n```"), "甲 :乙 丙⏎:丁甲\n:乙\n");
}
