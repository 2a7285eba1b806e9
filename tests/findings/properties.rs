//! Articles that nobody wrote: valid ones with pieces cut out, doubled and mixed with what breaks parsers, and bytes at random.
//! Whatever they are, the pipeline comes to an end without a panic and no page holds more script than a harmless one.

use std::sync::Arc;

use proptest::prelude::*;
use sitegen::link::Publish;
use sitegen::load::{Sources, Texts, theme};
use sitegen::pipeline::{self, AsOf, Each, Options};
use sitegen::text::Source;

use super::faults::SOUND;
use crate::support::property::{config, corrupted};
use crate::support::silent::{Silent, context};
use crate::support::site::Site;

/// More markup behind the text of the sound article.
const MARKUP: &str = "
依照《民法典》第六百七十六条，**重点：**原告预交[^1]。

> [!NOTE]
> 见[本文](#who)。

1. 立案
   - [x] 起诉状

```calculator
kind: court-fee
amount: 80000
proceeding: first_instance
```

[^1]: 见《诉讼费用交纳办法》第十三条。
";

/// The sound article without its picture, and with more markup.
fn sound_article() -> String {
    SOUND.replace("![起诉状](a.png)\n", "") + MARKUP
}

/// What breaks parsers and pages.
const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&lt;",
    "\\",
    "\0",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\r",
    "\r\n",
    "\n\n",
    "---\n",
    "\n---\n",
    "- ",
    "> ",
    "    ",
    "\t",
    "```",
    "~~~",
    "`",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "](",
    "![",
    "[^",
    "]: ",
    "#",
    "## ",
    "{#",
    "}",
    "|",
    "| - |\n",
    ": ",
    "：",
    "《",
    "》",
    "《民法典》第",
    "第一条",
    "第九千九百九十九条之九",
    "javascript:",
    "lender:",
    "law:",
    "calculator:",
    "../",
    ".md",
    "#",
    "%ff",
    "%",
    "&#0;",
    "&#x110000;",
    "\u{1f600}",
    "é",
    "e\u{301}",
    "|\n|",
    "@",
    "!",
    "? ",
    "&a ",
    "*a",
    "!!binary ",
    "%YAML 1.1\n",
    "kind: ",
    "amount: -1",
    "1e999",
    "99999999999999999999",
    "0x",
    "~",
    "null",
    "true",
    "2026-02-30",
    "<<: ",
    "{{ title }}",
    "{% raw %}",
];

fn source(path: &str, text: &str) -> Source {
    Source::new(path, text)
}

/// Runs everything but the disk, and gives the article's page where there is one.
fn page(article: &str) -> Option<String> {
    let registers = [
        ("topics", "topics:\n  - {slug: court-fees, title: 诉讼费用}\n"),
        ("lenders", "lenders:\n  - {slug: sample-cf, name: 示例消金, kind: other}\n"),
        ("people", "people:\n  - {id: lawyer, name: 示例律师, role: 审核律师}\n"),
        ("laws", "laws:\n  - {id: civil-code, title: 中华人民共和国民法典, short: [民法典], articles: {\"676\": 逾期利息}}\n"),
    ];
    let other = "---\ntitle: 另一篇\ndate: 2026-03-01\ntopics: [诉讼费用]\n---\n\n## 一、看合同 {#yi}\n\n正文。\n";
    let overlay = [source("content/articles/a.md", article), source("content/articles/b.md", other)].into_iter().collect();
    let sources = Sources {
        settings: Some(source("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\n")),
        registers: registers.map(|(name, text)| source(&format!("content/{name}.yaml"), text)).into(),
        articles: vec!["content/articles/a.md".into(), "content/articles/b.md".into()],
        texts: Texts { overlay, ..Texts::default() },
        templates: theme::templates(Vec::new()),
        theme: theme::files(Vec::new()),
        ..Sources::default()
    };
    let options = Options {
        as_of: AsOf::Day(jiff::civil::date(2026, 11, 23)),
        publish: Publish { drafts: true, future: true },
        base_url: None,
    };
    let (site, mut findings) = pipeline::site(sources, &context(&options, &())).unwrap();
    let report = site.report(&findings, false);
    let lookup = site.lookup();
    for finding in lookup.located(&report.listing()) {
        assert!(finding.location.start.line >= 1 && finding.location.start.column >= 1);
    }
    if report.failed() {
        return None;
    }
    let rendered = site.render(&Each(Ok), &Silent).unwrap();
    findings.extend(rendered.findings);
    let report = site.report(&findings, false);
    assert!(!report.failed(), "a page could not be made: {report:?}");
    let page = rendered.outputs.into_iter().find(|a| a.path.starts_with("articles/") && a.path != "articles/b.html");
    page.map(|p| String::from_utf8(p.bytes).unwrap())
}

/// What a browser would run or load, by its number in a page.
fn live(page: &str) -> [usize; 4] {
    ["<script", "<style", "<iframe", " on"].map(|sign| match sign {
        " on" => page.matches(" onclick=").count() + page.matches(" onload=").count() + page.matches(" onerror=").count(),
        _ => page.matches(sign).count(),
    })
}

/// A valid article with pieces put in, cut out and doubled.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..12usize, prop::sample::select(PIECES), 0..4u8);
    prop::collection::vec(edit, 1..8).prop_map(|edits| {
        let mut text = sound_article();
        for (at, length, piece, kind) in edits {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
            let with = match kind {
                0 => piece.to_owned(),
                1 => text[start..end].repeat(2),
                2 => String::new(),
                _ => piece.repeat(length + 1),
            };
            let end = if kind == 0 { start } else { end };
            text.replace_range(start..end, &with);
        }
        text
    })
}

#[test]
fn the_sound_article_has_a_page() {
    let page = page(&sound_article()).unwrap();
    assert!(page.contains("依照"));
    assert_eq!(live(&page)[1..], [0, 0, 0]);
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn no_mutation_panics_or_brings_in_script(article in mutated()) {
        static HARMLESS: std::sync::OnceLock<[usize; 4]> = std::sync::OnceLock::new();
        let harmless = HARMLESS.get_or_init(|| live(&page(&sound_article()).unwrap()));
        if let Some(page) = page(&article) {
            for (found, most) in live(&page).into_iter().zip(harmless) {
                prop_assert!(found <= *most, "{page}");
            }
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,200}", front in prop::bool::ANY) {
        let text = if front { format!("---\n{text}") } else { text };
        let _ = page(&text);
    }

    #[test]
    fn no_settings_or_register_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text: Arc<str> = String::from_utf8_lossy(&bytes).into();
        let sources = Sources { settings: Some(source("sitegen.yaml", &text)), ..Sources::default() };
        let options = Options { as_of: AsOf::Moment(0), publish: Publish::default(), base_url: None };
        let (site, findings) = pipeline::site(sources, &context(&options, &())).unwrap();
        prop_assert!(site.report(&findings, false).failed());
    }
}

/// Files that a person may write, with what is read of them.
const FILES: [(&str, &str); 6] = [
    ("content/articles/a.md", SOUND),
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\nchecks: {SG501: off}\npage_size: 5\n"),
    ("content/lenders.yaml", "lenders:\n  - {slug: sample-cf, name: 示例消金, kind: consumer_finance, aliases: [示例]}\n"),
    ("content/pages/about.md", "---\ntitle: 关于\nsummary: 我们\n---\n\n正文，见[首页](/)。\n"),
    ("templates/404.html", "{% extends \"base.html\" %}{% block main %}<p>{{ site.title | upper }}</p>{% endblock %}"),
    ("static/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>"),
];

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 40, ..config(16) })]

    /// Of a whole site on the disk, by the program: exit status 2 and SG901 say that the program itself is wrong.
    #[test]
    fn no_bytes_in_any_file_are_an_internal_error(
        files in FILES.map(|(path, text)| (Just(path), prop::option::weighted(0.4, corrupted(text.as_bytes().to_vec())))),
    ) {
        let site = Site::small();
        for (n, (path, bytes)) in files.into_iter().enumerate() {
            site.write(path, bytes.unwrap_or_else(|| FILES[n].1.as_bytes().to_vec()));
        }
        for run in [site.check(&["--format", "json"]), site.try_build(&["--format", "json"])] {
            prop_assert!(run.status < 2 && !run.stderr.contains("SG901"), "{:?}", run);
            for line in run.stderr.lines() {
                prop_assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{}", line);
            }
        }
    }
}
