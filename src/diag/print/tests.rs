//! The exact text of each printer, in both languages.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diag::catalogue::{FrontFault, LinkFault, SiteFault};
use crate::diag::report::tests;
use crate::diag::{Code, Fault, Finding, Report, Role, explanation};
use crate::text::Span;

const PLAIN: Format = Format::Human { color: false };
const A: &str = "---\ntitle: 小米消金有逾期政策吗？\nlender: 小米消精 # 机构\n---\n";
const B: &str = "---\r\ntitle: 甲\r\naliases: [/hf/1.html]\r\n---\r\n";

fn path(name: &str) -> Arc<str> {
    format!("content/articles/{name}.md").into()
}

fn span(text: &str, piece: &str) -> Span {
    let start = text.find(piece).unwrap();
    Span::new(start..start + piece.len())
}

/// An error with a near miss, and a warning that concerns two files.
fn two() -> Sample {
    let unknown = FrontFault::UnknownLender { name: "小米消精".to_owned() };
    let twice = FrontFault::TopicTwice { name: "逾期".to_owned() };
    report(vec![
        Finding::at(&path("a"), span(A, "小米消精"), unknown).with_suggestion(Some("小米消金")),
        Finding::about(&path("c"), twice).with(&path("b"), Some(span(B, "/hf/1.html")), Role::First),
    ])
}

/// A report and the text of its files.
struct Sample {
    report: Report,
    text: Text,
}

type Text = Box<dyn Fn(&str) -> Option<String>>;

fn report(findings: Vec<Finding>) -> Sample {
    let text = |path: &str| match path {
        "content/articles/a.md" => Some(A.to_owned()),
        "content/articles/b.md" => Some(B.to_owned()),
        _ => None,
    };
    Sample { report: tests::report(findings), text: Box::new(text) }
}

/// A report on one text.
fn sample(text: &str, span: Span, fault: impl Into<Fault>, nearest: Option<&str>) -> Sample {
    let finding = Finding::at(&path("a"), span, fault).with_suggestion(nearest);
    let text = text.to_owned();
    Sample { text: Box::new(move |_| Some(text.clone())), ..report(vec![finding]) }
}

fn printed(sample: &Sample, format: Format, lang: Lang) -> String {
    let (mut out, listing) = (Vec::new(), sample.report.listing());
    let summary = Summary { pages: 312, written: 3, unchanged: 309, removed: 1, elapsed_ms: 87, ..listing.counts().into() };
    findings(listing.located(&sample.text), format, lang, &mut out).unwrap();
    end(&listing, &summary, format, lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn human_in_chinese() {
    let expected = "\
错误[SG111]: 登记表里没有名为「小米消精」的机构
 --> content/articles/a.md:3:9
  |
3 | lender: 小米消精 # 机构
  |         ^^^^^^^^
  |
  = 帮助: 改用 content/lenders.yaml 里的名称、别名或 slug，或者先在那里登记
帮助: 是否想写「小米消金」？
  |
3 - lender: 小米消精 # 机构
3 + lender: 小米消金 # 机构
  |

警告[SG127]: 主题「逾期」写了两次
 --> content/articles/c.md
  = 帮助: 删去重复的一个
说明: 另一处在这里
 --> content/articles/b.md:3:11
  |
3 | aliases: [/hf/1.html]
  |           ^^^^^^^^^^

1 个错误，1 个警告
";
    assert_eq!(printed(&two(), PLAIN, Lang::Zh), expected);
}

#[test]
fn human_in_english() {
    let expected = "\
error[SG111]: there is no lender `小米消精` in the register
 --> content/articles/a.md:3:9
  |
3 | lender: 小米消精 # 机构
  |         ^^^^^^^^
  |
  = help: use a name, alias or slug from content/lenders.yaml, or register the lender there first
help: did you mean `小米消金`?
  |
3 - lender: 小米消精 # 机构
3 + lender: 小米消金 # 机构
  |

warning[SG127]: the topic `逾期` is listed twice
 --> content/articles/c.md
  = help: remove one of them
note: the other one is here
 --> content/articles/b.md:3:11
  |
3 | aliases: [/hf/1.html]
  |           ^^^^^^^^^^

1 error, 1 warning
";
    assert_eq!(printed(&two(), PLAIN, Lang::En), expected);
}

#[test]
fn colour_adds_escapes_and_nothing_else() {
    let colored = printed(&two(), Format::Human { color: true }, Lang::Zh);
    assert!(colored.starts_with("\u{1b}[1m\u{1b}["), "{colored:?}");
    let without: String =
        colored.split('\u{1b}').map(|p| p.split_once('m').filter(|_| p.starts_with('[')).map_or(p, |(_, t)| t)).collect();
    assert_eq!(without, printed(&two(), PLAIN, Lang::Zh));
}

#[test]
fn a_span_over_several_lines_has_a_bracket() {
    let text = "前文\r\n\r\n<div>\r\n内容\r\n</div>\r\n\r\n后文\r\n";
    let html = sample(text, span(text, "<div>\r\n内容\r\n</div>\r\n"), LinkFault::RawHtml { tag: "<div>".to_owned() }, None);
    let expected = "\
错误[SG201]: 正文里不能写 HTML「<div>」
 --> content/articles/a.md:3:1
  |
3 | / <div>
4 | | 内容
5 | | </div>
  | |______^
  |
  = 帮助: 改用 Markdown；可以写的 HTML 只有不带属性的 <br>、<sub>、<sup>、<u>、<mark>、<kbd>

1 个错误，0 个警告
";
    assert_eq!(printed(&html, PLAIN, Lang::Zh), expected);
}

#[test]
fn an_empty_file_and_the_end_of_a_file_have_a_caret() {
    let source = |text: &str| printed(&sample(text, Span::new(999..999), FrontFault::BadRelated {}, None), PLAIN, Lang::En);
    assert!(source("").contains(".md:1:1\n  |\n1 |\n  | ^\n"), "{}", source(""));
    assert!(source("甲\n").contains(".md:2:1\n  |\n2 |\n  | ^\n"), "{}", source("甲\n"));
    assert!(source("甲乙").contains(".md:1:3\n  |\n1 | 甲乙\n  |     ^\n"), "{}", source("甲乙"));
}

#[test]
fn a_long_line_is_cut_and_keeps_its_true_column() {
    let text = format!("{}目标{}", "前".repeat(500), "后".repeat(500));
    let human =
        printed(&sample(&text, span(&text, "目标"), FrontFault::Empty { key: "x".to_owned() }, Some("目的")), PLAIN, Lang::En);
    let (before, after) = ("前".repeat(20), "后".repeat(38));
    let expected =
        format!(" --> content/articles/a.md:1:501\n  |\n1 | ...{before}目标{after}...\n  | {}^^^^\n  |\n", " ".repeat(43));
    assert!(human.contains(&expected), "{human}");
    assert!(human.contains(&format!("1 + ...{before}目的{after}...\n")), "{human}");
}

#[test]
fn nothing_hidden_reaches_a_terminal() {
    let text = "\ttitle: 甲\u{1b}[2J\u{202e}乙\n";
    let fault = || FrontFault::UnknownTopic { name: "甲\u{1b}[2J\u{202e}乙\n::error::x".to_owned() };
    let report = sample(text, span(text, "乙"), fault(), None);
    let expected = "\
error[SG112]: there is no topic `甲␛[2J�乙 ::error::x` in the register
 --> content/articles/a.md:1:15
  |
1 |     title: 甲␛[2J�乙
  |                   ^^
  |
";
    assert!(printed(&report, PLAIN, Lang::En).starts_with(expected), "{}", printed(&report, PLAIN, Lang::En));
    let short = "content/articles/a.md:1:15: error[SG112]: there is no topic `甲␛[2J�乙 ::error::x` in the register\n";
    assert_eq!(printed(&report, Format::Short, Lang::En), short);
    assert_eq!(printed(&report, Format::Github, Lang::En).lines().count(), 1);
    let json = printed(&report, Format::Json, Lang::En);
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(first["message"], Fault::from(fault()).message(Lang::En));
    assert!(json.contains(r"\u001b[2J\u202e"), "{json}");
}

#[test]
fn short() {
    let zh = "\
content/articles/a.md:3:9: error[SG111]: 登记表里没有名为「小米消精」的机构
content/articles/c.md:1:1: warning[SG127]: 主题「逾期」写了两次
";
    let en = "\
content/articles/a.md:3:9: error[SG111]: there is no lender `小米消精` in the register
content/articles/c.md:1:1: warning[SG127]: the topic `逾期` is listed twice
";
    assert_eq!(printed(&two(), Format::Short, Lang::Zh), zh);
    assert_eq!(printed(&two(), Format::Short, Lang::En), en);
}

#[test]
fn json() {
    let zh = r#"{"code":"SG111","severity":"error","file":"content/articles/a.md","line":3,"column":9,"end_line":3,"end_column":13,"message":"登记表里没有名为「小米消精」的机构","help":"是否想写「小米消金」？改用 content/lenders.yaml 里的名称、别名或 slug，或者先在那里登记"}
{"code":"SG127","severity":"warning","file":"content/articles/c.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"主题「逾期」写了两次","help":"删去重复的一个","related":[{"file":"content/articles/b.md","line":3,"message":"另一处在这里"}]}
{"summary":{"errors":1,"warnings":1,"pages":312,"written":3,"unchanged":309,"removed":1,"elapsed_ms":87}}
"#;
    assert_eq!(printed(&two(), Format::Json, Lang::Zh), zh);
    let en = r#"{"code":"SG127","severity":"warning","file":"content/articles/c.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"the topic `逾期` is listed twice","help":"remove one of them","related":[{"file":"content/articles/b.md","line":3,"message":"the other one is here"}]}"#;
    assert_eq!(printed(&two(), Format::Json, Lang::En).lines().nth(1), Some(en));
}

#[test]
fn github() {
    let zh = "\
::error file=content/articles/a.md,line=3,col=9,endLine=3,endColumn=13,title=SG111::登记表里没有名为「小米消精」的机构%0A是否想写「小米消金」？改用 content/lenders.yaml 里的名称、别名或 slug，或者先在那里登记
::warning file=content/articles/c.md,line=1,col=1,endLine=1,endColumn=1,title=SG127::主题「逾期」写了两次%0A删去重复的一个
";
    assert_eq!(printed(&two(), Format::Github, Lang::Zh), zh);
    let odd = Finding::about(&"content/a,b:100%.md".into(), SiteFault::BadBaseUrl { value: "100%,a:b".to_owned() });
    let en = "::error file=content/a%2Cb%3A100%25.md,line=1,col=1,endLine=1,endColumn=1,title=SG015::the base_url `100%25,a:b` cannot be used%0Awrite a complete address such as `https://www.example.com/` or `https://example.com/docs/`, without ? and #\n";
    assert_eq!(printed(&report(vec![odd]), Format::Github, Lang::En), en);
}

#[test]
fn the_last_line_sums_up() {
    let warnings = |strict| {
        let finding = Finding::about(&path("a"), LinkFault::HeadingOne {});
        let sample = report(vec![finding]);
        Sample { report: sample.report.and(tests::report_with(Vec::new(), &BTreeMap::new(), strict)), ..sample }
    };
    let last = |sample: &Sample, lang| printed(sample, PLAIN, lang).lines().next_back().unwrap().to_owned();
    assert_eq!(last(&report(vec![]), Lang::Zh), "0 个错误，0 个警告");
    assert_eq!(last(&report(vec![]), Lang::En), "0 errors, 0 warnings");
    assert_eq!(last(&warnings(false), Lang::En), "0 errors, 1 warning");
    assert_eq!(last(&warnings(true), Lang::En), "0 errors, 1 warning (with --strict, warnings fail)");
    assert_eq!(last(&warnings(true), Lang::Zh), "0 个错误，1 个警告（--strict：有警告也算失败）");
}

/// An error in each of 202 files, and a warning in twelve of them.
fn many() -> Sample {
    let name = |n: usize| Arc::from(format!("content/articles/{n:03}.md"));
    let errors = (0..202).map(|n| Finding::about(&name(n), FrontFault::Empty { key: "title".to_owned() }));
    let warnings = (0..12).map(|n| Finding::about(&name(n), FrontFault::TopicTwice { name: "逾期".to_owned() }));
    report(errors.chain(warnings).chain([Finding::about(&name(0), LinkFault::HeadingOne {})]).collect())
}

fn chosen(sample: &Sample, codes: &[&str], is_complete: bool, format: Format, lang: Lang) -> String {
    let (mut out, listing) = (Vec::new(), sample.report.listing());
    let choice = Choice::new(&listing, &Selection::new(codes.iter().copied(), is_complete).unwrap(), format);
    super::choice(listing.located_some(&choice.findings, &sample.text), &choice, format, lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn people_see_the_first_warnings_of_each_code_and_a_table() {
    let zh = chosen(&many(), &[], false, PLAIN, Lang::Zh);
    let count = |text: &str| zh.matches(text).count();
    assert_eq!((count("错误[SG108]"), count("警告[SG127]"), count("警告[SG223]")), (200, 10, 1));
    let last = "警告[SG127]: 主题「逾期」写了两次\n--> content/articles/009.md\n = 帮助: 删去重复的一个\n\n另有 2 处 SG127，用 --all 全部列出\n\n";
    assert!(zh.contains(last), "{zh}");
    let end = "--> content/articles/199.md\n = 帮助: 填上内容，或者删去这一行\n\n另有 2 个错误，用 --all 全部列出\n\n\
               编号   级别  数量  文件  说明\n\
               SG108  错误   202   202  「…」没有内容\n\
               SG127  警告    12    12  主题「…」写了两次\n\
               SG223  警告     1     1  正文里的一级标题会当作二级标题显示\n\n";
    assert!(zh.ends_with(end), "{}", zh.lines().rev().take(12).collect::<Vec<_>>().join("\n"));
    let en = chosen(&many(), &["SG1"], false, PLAIN, Lang::En);
    assert!(
        en.contains("\n\n2 more SG127: --all lists them\n\n") && en.contains("\n\n2 more errors: --all lists them\n\n"),
        "{en}"
    );
    let end = "code   severity  count  files  meaning\n\
               SG108  error       202    202  `…` is empty\n\
               SG127  warning      12     12  the topic `…` is listed twice\n\n";
    assert!(en.ends_with(end), "{en}");
    let all = chosen(&many(), &["127"], true, PLAIN, Lang::Zh);
    assert!(all.matches("警告[SG127]").count() == 12 && !all.contains("--all") && !all.contains("SG108"), "{all}");
    let few = chosen(&many(), &["SG223"], false, PLAIN, Lang::Zh);
    assert!(few.ends_with("\n\n") && !few.contains("编号"), "{few}");
}

#[test]
fn scripts_read_every_finding() {
    for format in [Format::Short, Format::Json] {
        assert_eq!(chosen(&many(), &[], false, format, Lang::En).lines().count(), 215);
        assert_eq!(chosen(&many(), &["SG127,SG223"], false, format, Lang::En).lines().count(), 13);
    }
}

#[test]
fn github_shows_ten_annotations_of_each_severity() {
    let printed = chosen(&many(), &[], false, Format::Github, Lang::En);
    let is = |line: &str, word: &str| line.starts_with(&format!("::{word} "));
    let lines: Vec<&str> = printed.lines().collect();
    assert!(lines[..10].iter().all(|line| is(line, "error")) && lines[10..20].iter().all(|line| is(line, "warning")), "{printed}");
    assert!(lines[20].starts_with("code   severity") && lines.len() == 24, "{printed}");
    assert_eq!(chosen(&many(), &["SG127"], true, Format::Github, Lang::En).lines().count(), 12);
    let listing = many().report;
    let listing = listing.listing();
    let choice = Choice::new(&listing, &Selection::new(["SG1"], false).unwrap(), Format::Github);
    let markdown = "\
| 编号 | 级别 | 数量 | 文件 | 说明 |
| --- | --- | ---: | ---: | --- |
| SG108 | 错误 | 202 | 202 | 「…」没有内容 |
| SG127 | 警告 | 12 | 12 | 主题「…」写了两次 |
";
    assert_eq!(choice.markdown(Lang::Zh), markdown);
}

#[test]
fn a_code_is_explained_in_both_languages() {
    let explained = |code, lang| {
        let mut out = Vec::new();
        explain::explain(explanation(Code(code)).unwrap(), lang, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let zh = "\
SG216（错误）：旧网址「…」就是文章现在的网址，会不停地转回自己

aliases 只写以前的网址。跳转到自己会让浏览器一直转圈，最后报错，读者看不到文章。

怎么办：删去这一条。
级别：错误，必须改正，不能在设置里调低，也不能在文章里放行。
";
    assert_eq!(explained(216, Lang::Zh), zh);
    let en = "\
SG127 (warning): the topic `…` is listed twice

The same topic is given twice, perhaps once by its title and once by its slug or an alias. The second one has no effect; the article appears once on the topic's page.

What to do: remove one of them.
Severity: `checks` in sitegen.yaml can change it to off, warning or error.
";
    assert_eq!(explained(127, Lang::En), en);
    let off = "\nSeverity: off unless `checks` in sitegen.yaml says warning or error.\n";
    assert!(explained(583, Lang::En).starts_with("SG583 (off): ") && explained(583, Lang::En).ends_with(off));
    assert!(explained(583, Lang::Zh).contains("\n级别：默认关闭，"));
}

#[test]
fn all_codes_are_listed() {
    let listed = |lang| {
        let mut out = Vec::new();
        explain::list(lang, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(listed(Lang::Zh).starts_with("SG001  错误  从这里开始不是 UTF-8 编码，文件无法读取\n"));
    assert!(listed(Lang::En).contains("\nSG005  warning  this file is in the wrong place"));
    assert!(listed(Lang::Zh).contains("\nSG583  关闭  摘要"));
    assert!(listed(Lang::En).contains("\nSG583  off      this"));
    assert!(listed(Lang::En).contains("\nSG106  error    `…` is required but missing\n"));
    assert_eq!(listed(Lang::En).lines().count(), crate::diag::explanations().len());
}

proptest! {
    /// Whatever the text and the span, every format prints, and the place is inside the text.
    #[test]
    fn any_span_of_any_text_prints(
        text in "[甲😀a \u{301}\u{200d}\t\r\n\u{1b}\u{202e}]{0,200}",
        start in 0..500usize,
        length in 0..500usize,
        nearest in proptest::option::of("[甲a\n]{0,3}"),
    ) {
        let report = sample(&text, Span::new(start..start + length), LinkFault::EmptyLink {}, nearest.as_deref());
        for format in [PLAIN, Format::Human { color: true }, Format::Short, Format::Json, Format::Github] {
            let hidden = printed(&report, format, Lang::Zh).contains(['\u{202e}', '\r', '\t']);
            prop_assert!(!hidden, "{:?}", format);
        }
        let lines = text.matches('\n').count() + 1;
        prop_assert!(report.report.listing().located(&report.text).all(|one| one.location.end.line as usize <= lines));
    }
}
