//! Whatever an article holds: no panic, exact offsets, unique identifiers, balanced and harmless HTML.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use sitegen::model::Registers;
use sitegen::model::citations::citations;
use sitegen::model::facts::{Facts, gather};
use sitegen::render::highlight::Highlighter;
use sitegen::render::markdown::to_html;
use sitegen::text::markdown::{Document, Event, Tag, TagEnd};
use sitegen::text::{Source, Span};
use sitegen::view::{Body, Target, TargetKind};

use crate::support::property::config;

/// Pieces that Markdown and this program treat specially.
const PIECES: &[&str] = &[
    "*", "**", "~~", "~", "_", "__", "`", "``", "```\n", "```json\n", "~~~\n", "> ", "- ", "+ ", "1. ", "\n", "\n\n", "\r\n", "  ",
    "    ", "\t", "  \n", "\\\n", "[", "]", "(", ")", "](/a)", "](javascript:x)", "![", "[^1]", "[^1]: ", "[^无]", "[a]: /x\n",
    "<", ">", "<u>", "</u>", "<mark>", "</mark>", "<br>", "<script>", "</script>", "<div>\n", "<a b='", "<!--", "-->",
    "<https://x.y>", "中", "文", "重点", "。", "：", "，", "“", "”", "·", "《民法典》", "《", "》", "第六百七十六条", "、",
    "民法典", "该法", "（以下简称", "简称", "\u{200b}", "第1条", "第", "条", "|", "|-|-|\n", "| a | b |\n", "# ", "## ", "{#id}",
    "{#编号 .x}", "{", "}", ": ", "\\", "&amp;", "&nGg;", "&lt;", "- [ ] ", "- [x] ", "> [!NOTE]\n", "a", "b ", "***\n", "---\n",
    "===\n", "\0", "\u{feff}", "%", "24%", "①", "✅", "🔴", "\u{3000}", "\u{a0}", "$", "^", "calculator", "```calculator\n",
    "一、", "1.1 ", "（一）", "\r", "{x.y}", "강", "か", "𠮷",
];

fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat());
    let lines = "(#{0,3} ?[中文重点。：，*~_`\\[\\]()<>|a-c1-3 &;\\\\-]{0,20}\n){0,8}";
    prop_oneof![4 => pieces, 1 => lines, 1 => ".{0,80}"]
}

/// A character of those that may stand for another while a text is parsed.
fn is_substitute(c: char) -> bool {
    matches!(c, '\u{1}'..='\u{8}')
}

fn facts(body: &str) -> Facts {
    let (mut facts, plain) = gather(body, 7, &"a.md".into(), &mut Vec::new());
    facts.citations = citations(&plain, 7, &registers());
    facts
}

/// A register whose laws may be cited without 《》.
fn registers() -> Registers {
    let laws = "laws:\n  - {id: civil-code, title: 中华人民共和国民法典}\n  - {id: criminal, title: 重点条例}\n";
    Registers::read(&[Source::new("content/laws.yaml", laws)]).0
}

/// The HTML with every fit link leading where it says, and every linkable citation to a law's page.
fn html(body: &str) -> String {
    let facts = facts(body);
    let target = |span: Span, url: &str, kind| Target { span: span.start..span.end, url: url.into(), kind, size: None };
    let link = |l: &sitegen::model::facts::Link| {
        target(l.span, if l.refused { "" } else { &l.dest }, if l.image { TargetKind::Image } else { TargetKind::Link })
    };
    let mut targets: Vec<Target> = facts.links.iter().map(link).collect();
    for citation in facts.citations.iter().filter(|c| c.linkable) {
        targets.extend(citation.articles.iter().map(|a| target(a.span, "/laws/x/", TargetKind::Citation)));
    }
    targets.sort_by_key(|t| t.span.start);
    let ids: Vec<_> = facts.headings.iter().map(|h| h.id).collect();
    let mut out = String::new();
    to_html(
        &Body {
            markdown: body,
            heading_ids: ids.clone(),
            targets: &targets,
            widgets: Vec::new(),
            captions: Vec::new(),
            pictures: Vec::new(),
            notes: Vec::new(),
        },
        &Highlighter::new(),
        &[],
        &mut out,
    );
    out
}

/// The tags of HTML whose texts and values are escaped.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|t| t.split('>').next().unwrap_or("")).collect()
}

const VOID: [&str; 3] = ["br", "hr", "img"];
const ATTRIBUTES: [&str; 15] = [
    "href", "src", "alt", "title", "id", "class", "start", "rel", "role", "tabindex", "aria-label", "loading", "decoding", "lang",
    "scope",
];

/// Names of a tag's attributes.
fn attributes(tag: &str) -> Vec<&str> {
    let outside = tag.split('"').step_by(2);
    outside.flat_map(str::split_whitespace).filter_map(|a| a.strip_suffix('=')).collect()
}

fn is_harmless(html: &str) -> Result<(), String> {
    let mut open = Vec::new();
    for tag in tags(html) {
        let name = tag.split_whitespace().next().unwrap_or("");
        if let Some(name) = name.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !VOID.contains(&name) {
            open.push(name);
        }
        if ["script", "style", "iframe", "div x"].contains(&name) {
            return Err(format!("<{name}>"));
        }
        if let Some(other) = attributes(tag).into_iter().find(|a| !ATTRIBUTES.contains(a)) {
            return Err(format!("attribute {other}"));
        }
        if tag.contains("href=\"javascript:") || tag.contains("src=\"javascript:") {
            return Err(tag.to_owned());
        }
    }
    let nested = html.split("<a ").skip(1).any(|rest| rest.find("</a>").is_none());
    if !open.is_empty() || nested { Err(format!("not closed: {open:?}")) } else { Ok(()) }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn events_are_balanced_and_at_their_offsets(text in markdown()) {
        prop_assume!(!text.chars().any(is_substitute));
        let document = Document::new(&text);
        let (mut events, mut open) = (Vec::new(), Vec::new());
        document.read(|event, range| events.push((event, range)));
        for (event, range) in events {
            let source = text.get(range.clone());
            prop_assert!(source.is_some(), "{range:?}");
            prop_assert!(!format!("{event:?}").chars().any(is_substitute), "{event:?}");
            match event {
                Event::Start(tag) => open.push(tag.to_end()),
                Event::End(tag) => prop_assert_eq!(open.pop(), Some(tag)),
                Event::Text(t) if range.len() == t.len() && !source.unwrap_or("").starts_with('&') => prop_assert_eq!(Some(&*t), source),
                _ => {}
            }
        }
        prop_assert!(open.is_empty());
    }

    #[test]
    fn facts_are_exact(text in markdown()) {
        let mut findings = Vec::new();
        let (facts, plain) = gather(&text, 7, &"a.md".into(), &mut findings);
        let ids: HashSet<_> = facts.headings.iter().map(|h| h.id).collect();
        prop_assert_eq!(ids.len(), facts.headings.iter().count());
        prop_assert!(facts.headings.iter().all(|h| !h.id.is_empty() && (2..=6).contains(&h.level) && text.get(h.span.range()).is_some()));
        prop_assert!(facts.links.iter().all(|l| text.get(l.span.range()).is_some()));
        prop_assert!(facts.links.is_sorted_by_key(|l| l.span.start));
        let cited = citations(&plain, 7, &registers());
        prop_assert!(cited.windows(2).all(|two| matches!(two, [a, b] if a.span.end <= b.span.start)));
        for citation in &cited {
            prop_assert!(!citation.span.of(&text).is_empty());
            prop_assert!(citation.articles.is_sorted_by_key(|a| a.span.start));
            prop_assert!(citation.articles.iter().all(|a| !a.span.of(&text).is_empty()));
        }
        for (range, kind) in plain.pieces() {
            let (words, place) = (&plain.text()[range.clone()], plain.place(range.clone()));
            let source = text.get(place.start as usize - 7..place.end as usize - 7);
            prop_assert!(source.is_some(), "{words:?} {kind:?} {place:?}");
            prop_assert!(words.trim().is_empty() || source.is_some_and(|s| s.len() != words.len() || s.starts_with('&') || s == words));
            for at in range.filter(|at| plain.text().is_char_boundary(*at)) {
                prop_assert_eq!(plain.kind(at), kind);
            }
        }
        for finding in &findings {
            let span = finding.span.expect("every finding here has a place");
            prop_assert!(span.start >= 7 && text.get(span.start as usize - 7..span.end as usize - 7).is_some());
        }
    }

    #[test]
    fn the_excerpt_is_an_unbroken_part_of_the_plain_text(text in markdown()) {
        let facts = facts(&text);
        let mut plain = String::new();
        let mut images = 0;
        Document::new(&text).read(|event, _| match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(t) | Event::Code(t) if images == 0 => plain.push_str(&t),
            _ => {}
        });
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert!(solid(&plain).contains(&solid(&facts.excerpt)), "{:?} in {plain:?}", facts.excerpt);
    }

    #[test]
    fn html_is_balanced_and_harmless(text in markdown()) {
        let html = html(&text);
        prop_assert_eq!(is_harmless(&html), Ok(()), "{}", html);
        let ids: Vec<_> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next()).collect();
        prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{}", html);
        for fragment in html.split(" href=\"#fn").skip(1).filter_map(|rest| rest.split('"').next()) {
            let id = format!(" id=\"fn{fragment}\"");
            prop_assert!(html.contains(&id), "{}", html);
        }
    }
}

#[test]
fn hostile_texts_are_read_in_seconds() {
    let size = 500_000;
    let repeated = [
        "[",
        "*",
        "*a ",
        "**。",
        "**%**中",
        ">",
        "> ",
        "- ",
        "1. ",
        "![",
        "](",
        "[a](",
        "<",
        "<a ",
        "<b>",
        "</b>",
        "<!--",
        "a|",
        "[^",
        "[^1]",
        "[^1]: a\n",
        ": a\n",
        "a\n: b\n",
        "&",
        "~~",
        "~~。",
        "_a",
        "\\",
        "\r",
        "# a\n",
        "# a {#b}\n",
        "<div>\n",
        "- [ ] a\n",
        "《",
        "《a》第一",
        "《a》第1条、",
        "《a》（2020年",
        "第一、",
        "第1条、",
        "民法典第1条",
        "民法典第1条、",
        "《a》该法第一条",
        "民法典，该法第1条",
        "（以下简称甲乙）",
        "《a》（以下简称民法典）",
        "《a》（一）",
        "简称",
        "1条",
        "《a\n",
        "文\n*",
        "文\n> ",
        "`a``",
        "<u>",
        "<script>",
        "{#",
        "一",
        "![a](b) ",
        "[a](b) ",
        "[](lendr:x) ",
        "文\n[",
        "文\n_",
        "【",
        "[a]（",
        "{",
        "*甲",
        "|",
        "｜",
        "> [!",
        "> [!NOTE] 甲\n",
        "[^a]: \n",
        "#甲\n",
    ];
    for piece in repeated {
        let text = piece.repeat(size / piece.len());
        let start = Instant::now();
        let html = html(&text);
        assert_eq!(is_harmless(&html), Ok(()), "{piece:?}");
        assert!(start.elapsed() < Duration::from_secs(20), "{piece:?} takes {:?}", start.elapsed());
    }
    let mut nested = String::new();
    for level in 0..700 {
        nested.push_str(&"  ".repeat(level));
        nested.push_str("- 项\n");
    }
    assert_eq!(is_harmless(&html(&nested)), Ok(()));
}
