//! An excerpt that nobody wrote is an unbroken part of the body's plain text, and whole sentences.

use crate::support::checker::html::blanks_joined;
use crate::support::library::random::Random;
use crate::support::library::{Library, State, state};
use crate::support::site::Site;

fn ends_a_sentence(text: &str) -> bool {
    let ends = ['。', '！', '？', '…', '.', '!', '?'];
    text.trim_end_matches(['”', '’', '」', '』', '）', ')', '"']).ends_with(ends)
}

#[test]
fn of_every_article_of_a_library() {
    let library = Library::new(160, 5);
    let folder = Site::empty();
    library.write(folder.root()).unwrap();
    folder.build(&[]);
    let mut seen = 0;
    for id in library.articles.keys().filter(|id| state(**id) == State::Published && *id % 4 != 1) {
        let page = folder.page(&library.output(*id));
        let excerpt = blanks_joined(page.meta("description").unwrap());
        assert!(page.prose.contains(&excerpt), "{excerpt}\n{}", page.prose);
        assert!(ends_a_sentence(&excerpt), "{excerpt}");
        seen += 1;
    }
    assert_eq!(seen, 112);
}

/// Body, excerpt.
const BODIES: [(&str, &str); 7] = [
    ("先看合同。再看账单。", "先看合同。再看账单。"),
    ("**重点：**先看*合同*，见[另一篇](b.md)。", "重点：先看合同，见另一篇。"),
    ("## 标题不算\n\n第一段从这里开始。", "第一段从这里开始。"),
    ("> 引用不算。\n\n正文才算。", "正文才算。"),
    ("见《民法典》第六百七十六条。", "见《民法典》第六百七十六条。"),
    ("脚注[^a]不算。\n\n[^a]: 注。", "脚注不算。"),
    ("换了\n行，也是一句。", "换了行，也是一句。"),
];

#[test]
fn of_small_bodies() {
    let folder = Site::paged();
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "另一篇。");
    for (n, (body, _)) in BODIES.iter().enumerate() {
        folder.article(&format!("a{n}"), "date: 2026-01-02\ntopics: [逾期]", body);
    }
    folder.build(&[]);
    let excerpts: Vec<String> = (0..BODIES.len())
        .map(|n| folder.page(&format!("articles/a{n}.html")).meta("description").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(excerpts, BODIES.map(|(_, excerpt)| excerpt));
}

/// Six sentences of thirty characters: as many as fit in 120 characters, none cut.
#[test]
fn of_a_long_paragraph() {
    let folder = Site::paged();
    let sentence = |c: &str| format!("{}。", c.repeat(29));
    let body: String = ["甲", "乙", "丙", "丁", "戊", "己"].iter().map(|c| sentence(c)).collect();
    folder.article("a", "date: 2026-01-02\ntopics: [逾期]", &body);
    folder.build(&[]);
    let wanted: String = ["甲", "乙", "丙", "丁"].iter().map(|c| sentence(c)).collect();
    assert_eq!(folder.page("articles/a.html").meta("description"), Some(wanted.as_str()));
}

/// Pieces of prose that a paragraph is made of at random.
const PIECES: [&str; 22] = [
    "先看合同",
    "，",
    "。",
    "！”",
    "**重点：**",
    "*不要急*",
    "`code`",
    "[见这里](b.md)",
    "《民法典》第六百七十六条",
    "第1.5倍",
    " LPR ",
    "\n",
    "  \n",
    "<br>",
    "H<sub>2</sub>O",
    "&amp;",
    "a < b",
    "“问：",
    "？",
    "https://www.example.org/a",
    "……",
    "~~删去~~",
];

/// Blocks that stand between paragraphs.
const BLOCKS: [&str; 6] = ["## 标题", "> 引用。", "- 一项", "| 甲 |\n| --- |\n| 乙 |", "```text\n代码\n```", "> [!NOTE]\n> 提示。"];

#[test]
fn of_random_bodies() {
    let folder = Site::paged();
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "另一篇。");
    let count = 400;
    for n in 0..count {
        let mut random = Random::new(6, n, 0);
        let mut body = String::new();
        for _ in 0..1 + random.below(4) {
            let words: String = (0..1 + random.below(14)).map(|_| random.pick(&PIECES)).collect();
            body.push_str(&format!("甲{words}\n\n"));
            if random.one_in(3) {
                body.push_str(&format!("{}\n\n", random.pick(&BLOCKS)));
            }
        }
        folder.article(&format!("r{n:03}"), "date: 2026-01-02\ntopics: [逾期]", &body);
    }
    // Random words have marks without effect, which are warnings.
    assert_eq!(folder.try_build(&[]).status, 0);
    for n in 0..count {
        let page = folder.page(&format!("articles/r{n:03}.html"));
        let excerpt = blanks_joined(page.meta("description").unwrap());
        assert!(!excerpt.is_empty());
        assert!(page.prose.contains(&excerpt), "r{n:03}\n{excerpt}\n{}", page.prose);
        assert!(excerpt.chars().count() <= 400, "{excerpt}");
    }
}

#[test]
fn a_first_line_that_repeats_the_title_is_no_summary() {
    let folder = Site::paged();
    folder.article("a", "date: 2026-01-01\ntopics: [逾期]", "a的标题。\n\n## 先看\n\n先看合同里有没有约定。");
    folder.article("b", "date: 2026-01-01\ntopics: [逾期]", "b的标题？先看账单。");
    assert_eq!(folder.try_build(&[]).status, 0);
    let description = |slug: &str| folder.page(&format!("articles/{slug}.html")).meta("description").unwrap_or_default().to_owned();
    assert_eq!(["a", "b"].map(description), ["先看合同里有没有约定。", "先看账单。"]);
    let home = folder.read("public/index.html");
    assert!(home.contains("先看合同里有没有约定。") && !home.contains("a的标题。"), "{home}");
}
