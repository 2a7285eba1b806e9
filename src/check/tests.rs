//! What every editorial rule finds and what it leaves alone: `tests/rules/SG550.txt` holds hits and misses of SG550.
//!
//! `+` starts a text in which the rule finds what stands in 【】, `-` one in which it finds nothing. `@` lines are front matter of the
//! texts below them, `@` alone takes it back. `-- PATH --` starts a register or the settings for the whole file, up to the next line
//! that starts with one of these marks. `+ PATH` and `- PATH` are registers or settings that are judged themselves; their
//! indented lines follow. In a text `\n` is a line end.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;
use crate::diag::{Code, Lang, explanations};
use crate::model::{settings, text_file};

/// The day of the tests.
const TODAY: Date = Date::constant(2026, 11, 23);

/// Front matter of a text unless `@` lines say otherwise.
const FRONT: &str = "title: 示例\ndate: 2026-03-09\ntopics: [逾期]\n";

/// Registers that every text may refer to.
const REGISTERS: &[(&str, &str)] = &[
    ("sitegen.yaml", "title: 债务指南\nbase_url: https://www.example.com/\n"),
    ("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n"),
];

/// A text with what is to be found in it.
struct Case {
    front: String,
    text: String,
    hit: bool,
    /// Set where a register is judged, not a text.
    path: Option<String>,
}

/// The registers and cases of a file.
fn read(text: &str) -> (Vec<Source>, Vec<Case>) {
    let mut files: Vec<(String, String)> = REGISTERS.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
    let (mut cases, mut front, mut register) = (Vec::<Case>::new(), String::new(), None::<usize>);
    for line in text.lines() {
        let path = |rest: &str| (rest.ends_with(".yaml") && !rest.contains(' ')).then(|| rest.to_owned());
        if let Some(path) = line.strip_prefix("-- ").and_then(|l| l.strip_suffix(" --")) {
            files.retain(|(p, _)| p != path);
            files.push((path.to_owned(), String::new()));
            register = Some(files.len() - 1);
        } else if let Some(rest) = line.strip_prefix("+ ").or_else(|| line.strip_prefix("- ")) {
            register = None;
            cases.push(Case { front: front.clone(), text: String::new(), hit: line.starts_with('+'), path: path(rest) });
            if path(rest).is_none() {
                cases.last_mut().unwrap().text = rest.replace("\\n", "\n");
            }
        } else if line == "@" {
            (front, register) = (String::new(), None);
        } else if let Some(rest) = line.strip_prefix("@ ") {
            front.push_str(rest);
            front.push('\n');
            register = None;
        } else if let Some(at) = register {
            files[at].1.push_str(line);
            files[at].1.push('\n');
        } else if let Some(rest) = line.strip_prefix("    ") {
            let case = cases.last_mut().unwrap();
            case.text.push_str(rest);
            case.text.push('\n');
        } else {
            assert!(line.trim().is_empty() || line.starts_with('#'), "no case: {line}");
        }
    }
    (files.into_iter().map(|(path, text)| source(&path, &text)).collect(), cases)
}

fn source(path: &str, text: &str) -> Source {
    Source::new(path, text)
}

/// Front matter: the defaults, where the case does not say otherwise.
fn front(own: &str) -> String {
    let has = |key: &str| own.lines().any(|l| l.split(':').next() == Some(key));
    let defaults: String = FRONT.lines().filter(|l| !has(l.split(':').next().unwrap())).map(|l| format!("{l}\n")).collect();
    format!("---\n{defaults}{own}---\n\n")
}

/// What the rules find in a case.
fn findings(sources: &[Source], case: &Case, file: &str) -> Vec<Finding> {
    let mut sources: Vec<Source> = sources.to_vec();
    if let Some(path) = &case.path {
        sources.retain(|s| *s.path != **path);
        sources.push(source(path, &case.text));
    }
    let settings_source = sources.iter().find(|s| &*s.path == "sitegen.yaml").cloned();
    let (settings, _) = settings::read(settings_source.as_ref());
    let registers = sources.iter().filter(|s| s.path.starts_with("content/")).cloned().collect::<Vec<_>>();
    let (registers, wrong) = Registers::read(&registers);
    assert_eq!(wrong, [], "the registers are right");
    if case.path.is_some() {
        return super::registers(&registers, &settings, sources.iter(), &[], TODAY);
    }
    let article = source("content/articles/a.md", file);
    let (read, plain, wrong) = text_file::article(&article, &registers, TODAY);
    // Markup without effect has findings of its own.
    assert!(wrong.iter().all(|finding| (249..280).contains(&finding.fault.code().0)), "{wrong:?}");
    Rules::new(&registers, &settings, TODAY).article(&read, file, &plain)
}

/// What is wrong with a case, in words.
fn judged(sources: &[Source], case: &Case, code: Code) -> Option<String> {
    let body = case.text.replace(['【', '】'], "");
    let file = if case.path.is_some() { case.text.clone() } else { format!("{}{body}\n", front(&case.front)) };
    let found = findings(sources, case, &file);
    let mine: Vec<&Finding> = found.iter().filter(|f| f.fault.code() == code).collect();
    let Some(first) = mine.first() else { return case.hit.then(|| format!("not found: {}", case.text)) };
    if !case.hit {
        return Some(format!("found in: {}", case.text));
    }
    let marked: Vec<&str> = case.text.split('【').skip(1).filter_map(|t| t.split('】').next()).collect();
    let places: Vec<&str> = mine.iter().filter_map(|f| Some(&file[f.span?.range()])).collect();
    if !marked.is_empty() && marked != places {
        return Some(format!("found {places:?}, not {marked:?}"));
    }
    let told = first.fault.message(Lang::Zh);
    (told.contains("{") || told.is_empty()).then(|| format!("says: {told}"))
}

#[test]
fn every_rule_finds_its_hits_and_leaves_its_misses_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut told = BTreeSet::new();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let code: Code = name.parse().unwrap();
        let (sources, cases) = read(&fs::read_to_string(&path).unwrap());
        assert!(cases.iter().any(|c| c.hit) && cases.iter().any(|c| !c.hit), "{name} has a hit and a miss");
        wrong.extend(cases.iter().filter_map(|c| judged(&sources, c, code)).map(|w| format!("{name}: {w}")));
        told.insert(code);
    }
    // SG528 compares with the last build: no text alone provokes it.
    let is_rule = |c: &Code| ((500..580).contains(&c.0) || c.0 == 583) && c.0 != 528;
    let known: BTreeSet<Code> = explanations().iter().map(|e| e.code).filter(is_rule).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(told, known);
}

#[test]
fn a_blank_at_the_end_of_a_line_stays() {
    let place = |text, file| Reading { text, plain: None, file }.locate(0..text.len());
    assert_eq!(place("甲 ", "甲\n"), (Span { start: 0, end: 3 }, true));
    assert_eq!(place("甲 ", "甲 "), (Span { start: 0, end: 4 }, true));
    assert_eq!(place("甲", "乙"), (Span { start: 0, end: 3 }, false));
    assert_eq!(place(" ", "\n"), (Span { start: 0, end: 1 }, false));
}

#[test]
fn a_page_is_judged_as_well() {
    let (registers, settings) = (Registers::read(&[]).0, settings::read(None).0);
    let text = source("content/pages/about.md", "---\ntitle: 关于\n---\n\n先看合同,再看账单。\n");
    let rules = Rules::new(&registers, &settings, TODAY);
    let (page, plain, _) = text_file::page(text, &registers, TODAY, rules.utc_offset);
    let codes: Vec<u16> = rules.page(&page.source, &page.body, &plain).iter().map(|finding| finding.fault.code().0).collect();
    assert_eq!(codes, [553]);
}

#[test]
fn findings_and_fixes_of_a_file_are_reported_together() {
    let mut found = Collector::new(&Arc::from("a.md"));
    found.add(Span { start: 0, end: 3 }, RuleFault::TitleRepeated {});
    found.fix_sites.push(FixSite { kind: FixKind::Space, span: Span { start: 3, end: 4 }, text: Some("") });
    let codes: Vec<u16> = found.finish("甲 乙").iter().map(|finding| finding.fault.code().0).collect();
    assert_eq!(codes, [564, 552]);
}

#[test]
fn a_fact_is_called_by_its_first_label() {
    assert_eq!(["hotline", "annual_rate", "office"].map(facts::label), ["客服热线", "年利率", "office"]);
}

#[test]
fn changes_of_laws_that_an_article_cites_are_told_once() {
    let laws = "laws:\n  - {id: civil-code, title: 中华人民共和国民法典, effective: 2021-01-01, status: in_force, v: V}\n  \
        - {id: contract-law, title: 中华人民共和国合同法, effective: 1999-10-01, repealed: 2021-01-01, superseded_by: civil-code, \
        status: repealed, v: V}\n";
    let registers = Registers::read(&[source("content/laws.yaml", laws)]).0;
    let changes = |date: &str| {
        let text = format!("---\ntitle: 甲\ndate: {date}\n---\n\n见《合同法》第五十二条，另见《合同法》第六十条。\n");
        let (article, plain, _) = text_file::article(&source("content/articles/a.md", &text), &registers, TODAY);
        law::changes(&registers, &article, &plain, article.body.markdown(&text), TODAY).len()
    };
    assert_eq!(["2020-06-01", "2021-06-01"].map(changes), [1, 0]);
}
