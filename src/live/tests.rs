//! The contract of the desk: the findings of an open text are those of `check FILE` on the same bytes, after any sequence of edits.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use proptest::prelude::*;

use super::{Desk, Judged};
use crate::check::{self, OwnNumbers};
use crate::link::Publish;
use crate::pipeline::workspace::Workspace;
use crate::pipeline::{AsOf, ChangeSet, Options, Progress, Step, subset};
use crate::text::Source;

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step, _: usize) {}
    fn tick(&self) {}
}

const FILES: &[(&str, &str)] = &[
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\n"),
    ("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n  - {slug: interest, title: 利息}\n"),
    ("content/lenders.yaml", "lenders:\n  - {slug: qinghe, name: 青禾贷, kind: other}\n"),
    ("content/snippets/phone.md", "打电话以前先记下时间 ，再录音。\n"),
    (
        "content/articles/a.md",
        "---\ntitle: 甲\ndate: 2026-03-01\ntopics: [逾期]\nlender: qinghe\n---\n\n## 第一步 {#one}\n\n先看[乙](b.md#two)。\n",
    ),
    (
        "content/articles/b.md",
        "---\ntitle: 乙\ndate: 2026-03-02\ntopics: [利息]\naliases: [/old/b/]\n---\n\n## 第二步 {#two}\n\n再看[丙](c.md)。\n",
    ),
    ("content/articles/c.md", "---\ntitle: 丙\ndate: 2026-03-03\ntopics: [利息]\nrelated: [a]\n---\n\n正文一段。\n"),
];

/// Texts of which an edit puts one in place of another, in any file.
const PIECES: &[&str] = &[
    "",
    "先看[乙](b.md#two)。",
    "先看[乙](b.md#no)。",
    "[丙](c.md#one)",
    "[无](none.md)",
    "[机构](lender:qinghe)",
    "[机构](lender:nobody)",
    "{#two}",
    "{#one}",
    "## 小标题 ，空格",
    "date: 2026-03-02",
    "date: 2027-01-01",
    "slug: b",
    "draft: true",
    "aliases: [/old/b/]",
    "allow: [{code: SG204, reason: 稍后补写}]",
    "lender: qinghe",
    "title: 甲",
    "related: [b]",
    "related: [nobody]",
    "canonical: b",
    "topics: [逾期]",
    "topics: [没有]",
    "{slug: overdue, title: 逾期}",
    "{slug: qinghe, name: 青禾贷, kind: other}",
    "根据《民法典》第676条，",
    "保证无效退款。",
    "电话13800138000。",
    "```snippet\nname: phone\n```",
    "https://www.example.com/articles/b/",
    "checks: {SG204: warning}\n",
    "permalinks: {article: /x/{slug}/}\n",
    "---",
    "\n\n",
    "正文一段。",
];

fn options() -> Options {
    Options { as_of: AsOf::Day(Date::constant(2026, 6, 1)), publish: Publish::default(), base_url: None }
}

fn write_site(root: &Path, texts: &[(String, String)]) {
    for (path, text) in texts {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// What `check FILE` reports of a file.
fn checked(root: &Path, path: &str) -> Vec<Judged> {
    let (site, findings) = subset::check(root, &root.join("sitegen.yaml"), &[path.to_owned()], &options(), &Silent).unwrap();
    let report = site.report(&findings, false);
    let own = OwnNumbers::of(&site.linked.library.settings);
    let listing = report.listing();
    let of_file = listing.findings().filter(|(finding, _)| &*finding.path == path);
    of_file
        .map(|(finding, severity)| Judged { finding: finding.clone().redacted(&|text| check::redacted(text, &own)), severity })
        .collect()
}

/// An edit of one of the files: where it begins and how long it is, in thousandths of the text, and the new text.
#[derive(Debug, Clone)]
struct Edit {
    file: usize,
    at: usize,
    length: usize,
    text: &'static str,
}

impl Edit {
    fn apply(&self, text: &str) -> String {
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        // Half of the edits replace one of the pieces, so that texts stay meaningful.
        if let Some(at) =
            PIECES.iter().filter(|piece| !piece.is_empty()).nth(self.at % PIECES.len()).and_then(|piece| text.find(piece))
        {
            let piece = PIECES.iter().filter(|piece| !piece.is_empty()).nth(self.at % PIECES.len()).unwrap();
            return format!("{}{}{}", &text[..at], self.text, &text[at + piece.len()..]);
        }
        let start = boundary(text.len() * self.at / 1_000);
        let end = boundary(start + self.length);
        format!("{}{}{}", &text[..start], self.text, &text[end.max(start)..])
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    (0..FILES.len(), 0..1_000_usize, 0..12_usize, prop::sample::select(PIECES)).prop_map(|(file, at, length, text)| Edit {
        file,
        at,
        length,
        text,
    })
}

struct Bench {
    disk: tempfile::TempDir,
    copy: tempfile::TempDir,
    texts: Vec<(String, String)>,
    desk: Desk,
    workspace: Workspace,
}

impl Bench {
    fn new() -> Bench {
        let (disk, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let texts: Vec<(String, String)> = FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        write_site(disk.path(), &texts);
        write_site(copy.path(), &texts);
        let workspace = Workspace::new(disk.path().to_path_buf(), disk.path().join("sitegen.yaml"), options());
        Bench { disk, copy, texts, desk: Desk::default(), workspace }
    }

    fn refresh(&mut self, changes: &ChangeSet) {
        let snapshot = self.workspace.snapshot(&self.desk.overlay(), changes, &Silent).unwrap();
        self.desk.install(snapshot).unwrap();
    }

    fn write(&mut self, file: usize, text: String) {
        let path = self.texts[file].0.clone();
        std::fs::write(self.copy.path().join(&path), &text).unwrap();
        self.desk.write(Source::new(path.as_str(), text.as_str())).unwrap();
        self.texts[file].1 = text;
    }

    fn assert_equal(&self, when: &str) {
        let open: Vec<Arc<str>> = self.desk.overlay().paths().cloned().collect();
        for path in open {
            assert_eq!(self.desk.findings(&path), checked(self.copy.path(), &path), "{when}: {path}");
        }
    }
}

#[test]
fn a_key_changes_the_findings_of_its_text_at_once() {
    let mut bench = Bench::new();
    bench.write(4, FILES[4].1.to_owned());
    bench.refresh(&ChangeSet::Any);
    assert!(!bench.desk.is_stale());
    bench.assert_equal("opened");
    let codes =
        |bench: &Bench| bench.desk.findings(FILES[4].0).iter().map(|f| f.finding.fault.code().to_string()).collect::<Vec<_>>();
    assert!(!codes(&bench).iter().any(|code| code == "SG205"), "{:?}", codes(&bench));
    bench.write(4, FILES[4].1.replace("b.md#two", "b.md#no"));
    assert!(!bench.desk.is_stale() && codes(&bench).iter().any(|code| code == "SG205"), "{:?}", codes(&bench));
    bench.assert_equal("edited");
    // A link to an article whose body was not read.
    bench.write(4, FILES[4].1.replace("b.md#two", "c.md#one"));
    assert!(!bench.desk.is_stale());
    bench.assert_equal("linked elsewhere");
    // The heading of an open text is another one's anchor.
    bench.write(5, FILES[5].1.replace("{#two}", "{#three}"));
    assert!(bench.desk.is_stale());
    bench.refresh(&ChangeSet::Paths([].into()));
    assert!(!bench.desk.is_stale());
    bench.assert_equal("heading renamed");
}

#[test]
fn a_file_that_changed_on_disk_counts_unless_it_is_open() {
    let mut bench = Bench::new();
    bench.write(5, FILES[5].1.to_owned());
    bench.refresh(&ChangeSet::Any);
    let before = bench.desk.findings(FILES[5].0);
    for root in [bench.disk.path(), bench.copy.path()] {
        std::fs::write(root.join(FILES[6].0), FILES[6].1.replace("title: 丙", "title: 丙\ndraft: true")).unwrap();
        std::fs::write(root.join(FILES[4].0), FILES[4].1.replace("title: 甲", "title: 子")).unwrap();
    }
    bench.refresh(&ChangeSet::Paths([FILES[6].0.to_owned(), FILES[4].0.to_owned()].into()));
    bench.assert_equal("an article that it links to became a draft");
    assert_ne!(bench.desk.findings(FILES[5].0), before);
}

#[test]
fn a_new_text_that_is_not_saved_is_an_article() {
    let mut bench = Bench::new();
    bench.texts.push(("content/articles/d.md".to_owned(), String::new()));
    bench.write(FILES.len(), "---\ntitle: 丁\ndate: 2026-03-04\ntopics: [逾期]\n---\n\n[甲](a.md)\n".to_owned());
    bench.refresh(&ChangeSet::Any);
    bench.assert_equal("new");
    bench.write(FILES.len(), "---\ntitle: 丁\ndate: 2026-03-04\ntopics: [逾期]\n---\n\n[甲](aa.md)\n".to_owned());
    assert!(!bench.desk.is_stale());
    bench.assert_equal("edited");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn findings_are_those_of_a_check_after_any_edits(edits in prop::collection::vec(edit(), 1..12)) {
        let mut bench = Bench::new();
        for (step, edit) in edits.iter().enumerate() {
            let text = edit.apply(&bench.texts[edit.file].1.clone());
            bench.write(edit.file, text);
            if bench.desk.is_stale() {
                bench.refresh(&if step == 0 { ChangeSet::Any } else { ChangeSet::Paths([].into()) });
            }
            prop_assert!(!bench.desk.is_stale());
            bench.assert_equal(&format!("step {step}: {edit:?}"));
        }
    }
}

mod answers {
    //! What the desk answers about the `|` in a text.

    use super::*;
    use crate::live::complete::completions;
    use crate::live::references::FileReferences;
    use crate::live::thing::thing;

    const REGISTERS: &[(&str, &str)] = &[
        (
            "content/lenders.yaml",
            "lenders:\n  - {slug: qinghe, name: 青禾贷, kind: other, pinyin: qing he dai, aliases: [青禾], facts: [{key: hotline, value: \"400-100-1000\", source: 官网, checked_on: 2026-05-01}]}\n",
        ),
        (
            "content/laws.yaml",
            "laws:\n  - id: civil-code\n    title: 中华人民共和国民法典\n    short: [民法典]\n    pinyin: min fa dian\n    effective: 2021-01-01\n    articles: {\"676\": 逾期利息, \"188\": 诉讼时效}\n  - {id: old-law, title: 中华人民共和国合同法, repealed: 2021-01-01}\n",
        ),
        (
            "content/people.yaml",
            "people:\n  - {id: wang, name: 王编辑}\n  - {id: chen, name: 陈一, licence: \"1\", pinyin: chen yi}\n",
        ),
    ];

    /// A desk with a text of `a.md` whose `|` was taken out.
    fn open(marked: &str) -> (Bench, usize) {
        let (before, after) = marked.split_once('|').unwrap();
        let mut bench = Bench::new();
        for (path, text) in REGISTERS {
            std::fs::write(bench.disk.path().join(path), text).unwrap();
        }
        bench.write(4, format!("{before}{after}"));
        bench.refresh(&ChangeSet::Any);
        (bench, before.len())
    }

    fn body(text: &str) -> String {
        format!("---\ntitle: 甲\ndate: 2026-03-01\ntopics: [逾期]\nlender: qinghe\n---\n\n{text}\n")
    }

    /// The text after the first completions, each with its name.
    fn completed(marked: &str) -> Vec<(String, String)> {
        let (bench, offset) = open(marked);
        let scene = bench.desk.scene(FILES[4].0, crate::diag::Lang::Zh).unwrap();
        let text = &scene.source.text;
        let line = |text: String| text.lines().find(|line| line.contains('※')).unwrap_or("").replace('※', "");
        let after = |c: &crate::live::complete::Completion| {
            line(format!("{}{}※{}", &text[..c.span.start as usize], c.text, &text[c.span.end as usize..]))
        };
        completions(&scene, offset).0.iter().map(|c| (c.label.clone(), after(c))).collect()
    }

    fn first(marked: &str, label: &str, line: &str) {
        let all = completed(marked);
        assert_eq!(all.first(), Some(&(label.to_owned(), line.to_owned())), "{marked}: {all:?}");
    }

    #[test]
    fn front_matter_is_completed() {
        first("---\ntitle: 甲\n|\n---\n", "date", "date: ");
        first("---\ntitle: 甲\nlender: qh|\n---\n", "青禾贷", "lender: qinghe");
        first("---\ntitle: 甲\nlender: qing|\n---\n", "青禾贷", "lender: qinghe");
        first("---\ntitle: 甲\nlender: 青|\n---\n", "青禾贷", "lender: 青禾贷");
        first("---\ntitle: 甲\ntopics: [利|]\n---\n", "利息", "topics: [利息]");
        first("---\ntitle: 甲\ntopics: [逾期, int|]\n---\n", "利息", "topics: [逾期, interest]");
        first("---\ntitle: 甲\nreviewed_by: |\n---\n", "陈一", "reviewed_by: chen");
        first("---\ntitle: 甲\nauthor: |\n---\n", "王编辑", "author: wang");
        first("---\ntitle: 甲\ndate: |\n---\n", "2026-06-01", "date: 2026-06-01");
        first("---\ntitle: 甲\nreview_by: |\n---\n", "2027-06-01", "review_by: 2027-06-01");
        first("---\ntitle: 甲\nrelated: [乙|]\n---\n", "乙", "related: [b]");
        first("---\ntitle: 甲\nai: g|\n---\n", "generated", "ai: generated");
        first("---\ntitle: 甲\nallow: [{code: |}]\n---\n", "SG106", "allow: [{code: SG106}]");
    }

    #[test]
    fn links_laws_calculators_and_facts_are_completed() {
        first(&body("看[乙](乙|)"), "乙", "看[乙](b.md)");
        first(&body("看[乙](b.md#|)"), "第二步", "看[乙](b.md#two)");
        first(&body("看[机构](lender:|)"), "青禾贷", "看[机构](lender:qinghe)");
        first(&body("[条](law:civil-code#6|)"), "676", "[条](law:civil-code#676)");
        first(&body("依照《民|"), "中华人民共和国民法典", "依照《民法典》");
        first(&body("依照《mfd|"), "中华人民共和国民法典", "依照《民法典》");
        first(&body("依照《民法典》第676|"), "六百七十六条", "依照《民法典》第六百七十六条");
        first(&body("电话{lender.ho|"), "lender.hotline", "电话{lender.hotline}");
        first(&body("```calculator\nkind: 罚息|\n```"), "逾期罚息计算器", "kind: penalty-interest");
        first(&body("```calculator\nkind: penalty-interest\n|\n```"), "paid", "paid: ");
        first(&body("> [!W|"), "WARNING", "> [!WARNING] ");
        let laws = completed(&body("依照《|"));
        assert_eq!(
            laws.iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>(),
            ["中华人民共和国民法典", "中华人民共和国合同法"]
        );
        assert_eq!(completed(&body("正文|")), []);
    }

    /// What is known of the thing at the `|`, and the line where it is defined.
    fn known(marked: &str) -> (String, String) {
        let (bench, offset) = open(marked);
        let scene = bench.desk.scene(FILES[4].0, crate::diag::Lang::Zh).unwrap();
        let (thing, span) = thing(&scene, offset).unwrap_or_else(|| panic!("{marked}"));
        assert!(span.start as usize <= offset && offset <= span.end as usize, "{marked}");
        let line = thing.place(&scene).map(|place| {
            let text = std::fs::read_to_string(bench.disk.path().join(&*place.path)).unwrap();
            let at = place.sign.find(&text).start as usize;
            let line = text[..at].matches('\n').count() + 1;
            format!("{}:{line}", place.path)
        });
        (thing.about(&scene), line.unwrap_or_default())
    }

    #[test]
    fn a_name_tells_what_is_known_and_where_it_is_defined() {
        let is = |marked: &str, part: &str, place: &str| {
            let (about, line) = known(marked);
            assert!(about.contains(part) && line == place, "{marked}: {about} {line}");
        };
        is("---\ntitle: 甲\nlender: 青|禾\n---\n", "400-100-1000", "content/lenders.yaml:2");
        is("---\ntitle: 甲\ntopics: [利|息]\n---\n", "`interest`", "content/topics.yaml:3");
        is("---\ntitle: 甲\nauthor: ch|en\n---\n", "陈一", "content/people.yaml:3");
        is("---\nti|tle: 甲\n---\n", "标题", "");
        is(&body("依照《民法典》第六百|七十六条"), "逾期利息", "content/laws.yaml:7");
        is(&body("依照《民|法典》"), "现行有效", "content/laws.yaml:2");
        is(&body("看[第二|步](b.md#two)。"), "乙** › 第二步", "content/articles/b.md:8");
        is(&body("电话{lender.hot|line}。"), "官网 2026-05-01", "content/lenders.yaml:2");
        is(
            &body(
                "```calculator\nkind: penalty-inte|rest\nprincipal: 10000\nannual_rate: 18%\ndue: 2026-01-01\npaid: 2026-01-31\n```",
            ),
            "罚息",
            "",
        );
    }

    /// The places that name the thing at the `|`: file, line and the words there.
    fn named(marked: &str) -> Vec<String> {
        let (bench, offset) = open(marked);
        let found = bench.desk.references(FILES[4].0, offset, crate::diag::Lang::Zh).unwrap().unwrap();
        let of_file = |FileReferences { source, spans }: FileReferences| {
            let line = |span: crate::text::Span| {
                let line = source.text[..span.start as usize].matches('\n').count() + 1;
                format!("{}:{line} {}", source.path.trim_start_matches("content/articles/"), span.of(&source.text))
            };
            spans.into_iter().map(line).collect::<Vec<_>>()
        };
        found.into_iter().flat_map(of_file).collect()
    }

    #[test]
    fn references_are_found_in_open_texts_and_in_files() {
        let text = body(
            "依照《民法典》第六百七十六条和第一百八十八条，[条](law:civil-code#676)，[法典](law:civil-code)，看[乙](b.md)和[第二步](b.md#two)，\
             问{lender.hotline}，[青禾](lender:qinghe)。",
        );
        let at = |words: &str| {
            let (first, rest) = words.split_at(words.chars().next().unwrap().len_utf8());
            text.replacen(words, &format!("{first}|{rest}"), 1)
        };
        let [of_title, link] = ["a.md:8 《民法典》第六百七十六条", "a.md:8 [条](law:civil-code#676)"];
        assert_eq!(named(&at("《民法典》")), [of_title, link]);
        let whole =
            ["a.md:8 《民法典》第六百七十六条和第一百八十八条", "a.md:8 第一百八十八条", link, "a.md:8 [法典](law:civil-code)"];
        assert_eq!(named(&at("[法典](law:civil-code)")), [&[of_title][..], &whole].concat());
        assert_eq!(named(&at("[乙](b.md)")), ["a.md:8 [乙](b.md)", "a.md:8 [第二步](b.md#two)"]);
        assert_eq!(named(&at("[第二步](b.md#two)")), ["a.md:8 [第二步](b.md#two)"]);
        assert_eq!(named(&at("{lender.hotline}")), ["a.md:8 {lender.hotline}"]);
        assert_eq!(named(&at("qinghe\n---")), ["a.md:5 qinghe", "a.md:8 {lender.hotline}", "a.md:8 [青禾](lender:qinghe)"]);
        assert_eq!(named("---\ntitle: 甲\ntopics: [利|息]\n---\n"), ["a.md:3 利息", "b.md:4 利息", "c.md:4 利息"]);
        assert_eq!(named("---\ntitle: 甲\nrelated: [c|]\n---\n"), ["a.md:3 c", "b.md:10 [丙](c.md)"]);
    }

    /// The texts of all files whose text a rename at the `|` changes.
    fn renamed(marked: &str, new: &str) -> Result<Vec<String>, String> {
        let (bench, offset) = open(marked);
        std::fs::write(
            bench.disk.path().join("content/topics.yaml"),
            FILES[1].1.replace("title: 利息}", "title: 利息, pinned: [b, a]}"),
        )
        .unwrap();
        let (mut bench, offset) = (bench, offset);
        bench.refresh(&ChangeSet::Any);
        let [zh, _] = match bench.desk.rename(FILES[4].0, offset, new, crate::diag::Lang::Zh).unwrap().unwrap() {
            Ok(files) => {
                let text = |file: crate::live::rename::FileEdits| crate::text::edit::apply(&file.source.text, &file.edits);
                return Ok(files.into_iter().map(text).collect());
            }
            Err(refusal) => refusal,
        };
        Err(zh)
    }

    #[test]
    fn an_article_and_a_heading_get_another_name_everywhere() {
        let body_of_a = body("看[乙](b.md#two)。").replace("title: 甲", "title: 甲\nrelated: [b]");
        let marked = body_of_a.replace("[b]", "[b|]");
        let with_slug = FILES[5].1.replace("aliases: [/old/b/]\n", "aliases: [/old/b/, \"/articles/b.html\"]\nslug: bb\n");
        let topics = FILES[1].1.replace("title: 利息}", "title: 利息, pinned: [bb, a]}");
        let expected = [with_slug, body_of_a.replace("[b]", "[bb]"), topics];
        assert_eq!(renamed(&marked, "bb").unwrap(), expected);
        assert_eq!(renamed(&marked, "c").unwrap_err(), "已经有名称是 c 的文章");
        assert_eq!(renamed(&marked, "B").unwrap_err(), "名称含有大写字母");
        let marked = body_of_a.replace("#two", "#t|wo");
        let expected = [FILES[5].1.replace("{#two}", "{#third}"), body_of_a.replace("#two", "#third")];
        assert_eq!(renamed(&marked, "third").unwrap(), expected);
        assert_eq!(renamed(&marked, "a b").unwrap_err(), "锚点只能有文字、数字、连字符、下划线和点");
        // A heading without an identifier of its own, from where it stands.
        let own = body("## 第一|步\n\n见[上文](#第一步)。");
        assert_eq!(renamed(&own, "one").unwrap(), [body("## 第一步 {#one}\n\n见[上文](#one)。")]);
        assert!(renamed("---\ntitle: 甲\nlender: qing|he\n---\n", "x").is_err());
    }
}
