//! Merges on a bad library: no address and no link is lost, and no sentence without being told.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::support::neglected::{Article, Neglected, Origin};
use crate::support::site::{Run, Site};

const DAY: &[&str] = &["--as-of", "2026-06-01", "--lang", "en"];
/// Characters that the word filter of the generator drops.
const DROPPED: &[char] = &['金', '消', '题', '需', '同', '时', '要', '解', '策', '期'];

pub fn run(site: &Site, arguments: &[&str]) -> Run {
    site.run(&[arguments, DAY].concat())
}

/// A bad library without personal numbers, which stop a build, and its copies of other texts.
pub fn library() -> (Site, Vec<Article>) {
    let library = Neglected::new(300, 7);
    let site = Site::empty();
    library.write(site.root()).unwrap();
    library.all().filter(|article| article.faults.contains(&"mobile".to_owned())).for_each(|article| site.remove(&article.path));
    let is_copy =
        |article: &Article| matches!(article.origin, Origin::Copy { .. }) && !article.faults.contains(&"mobile".to_owned());
    let copies: Vec<Article> = library.all().filter(is_copy).collect();
    assert!(copies.len() > 100, "{}", copies.len());
    (site, copies)
}

/// The letters by which a sentence is known.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() && !DROPPED.contains(c)).collect()
}

/// The sentences of an article's body.
fn sentences(text: &str) -> BTreeSet<String> {
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    let plain = body.replace("**", "").replace('>', "");
    plain.split(['。', '！', '？', '；', '!', '?', '\n']).map(letters).filter(|s| !s.is_empty()).collect()
}

fn slugs(articles: &[Article]) -> Vec<&str> {
    articles.iter().map(|article| article.slug.as_str()).collect()
}

#[test]
fn a_merge_keeps_addresses_and_links_and_tells_every_sentence_that_goes() {
    let (site, copies) = library();
    let (first, last) = (&copies[0], &copies[copies.len() - 1]);
    let general = format!(
        "---\ntitle: 通用的一篇\ndate: 2026-05-01\ntopics: [overdue]\nrelated: [\"{}\"]\n---\n\n先核对账单，再决定怎样协商。\n",
        first.slug
    );
    site.write("content/articles/general.md", general);
    let relative = |article: &Article| format!("../../{}", article.path.strip_prefix("content/").unwrap());
    site.write(
        "content/articles/x/asks.md",
        format!(
            "---\ntitle: 另外问的\ndate: 2026-05-01\ntopics: [overdue]\nrelated: [general, \"{}\"]\n---\n\n先看[这一篇]({})，再看[那一篇][k]。\n\n[k]: {}\n",
            last.slug,
            relative(first),
            relative(last)
        ),
    );
    site.write(
        "content/articles/x/repeats.md",
        format!("---\ntitle: 照抄的\ndate: 2026-05-01\ntopics: [overdue]\ncanonical: \"{}\"\n---\n\n照抄的一句话。\n", first.slug),
    );
    site.write("content/pages/about.md", format!("---\ntitle: 关于\n---\n\n见[问答](../articles/{})。\n", &relative(last)[15..]));
    let merge = [&["merge"], slugs(&copies).as_slice(), &["--into", "general", "--csv"]].concat();

    let before = site.tree("");
    let dry = run(&site, &[merge.as_slice(), &["--dry-run"]].concat());
    assert_eq!((dry.status, site.tree("") == before), (0, true), "{}", dry.stderr);
    let done = run(&site, &merge);
    assert_eq!((done.status, &done.stdout), (0, &dry.stdout), "{}", done.stderr);

    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut rows = csv(&done.stdout);
    assert_eq!(rows.remove(0), ["into", "difference", "sentence", "slugs"]);
    for row in &rows {
        told.entry(letters(&row[2])).or_default().extend(row[3].split(',').map(str::to_owned));
    }
    let stays = sentences(&site.read("content/articles/general.md"));
    for copy in &copies {
        for sentence in sentences(&copy.written()).difference(&stays) {
            let of = told.get(sentence).unwrap_or_else(|| panic!("{}: {sentence}", copy.slug));
            assert!(of.contains(&copy.slug), "{}: {sentence}", copy.slug);
        }
        assert!(!site.path(&copy.path).exists(), "{}", copy.path);
    }
    assert!(rows.iter().any(|row| row[1] == "figure" && row[2].contains("400-")), "{rows:?}");

    assert!(!site.read("content/articles/general.md").contains("related"));
    let asks = site.read("content/articles/x/asks.md");
    assert!(asks.contains("[这一篇](../general.md)") && asks.contains("[k]: ../general.md\n"), "{asks}");
    assert!(asks.contains("related: [general, general]"), "{asks}");
    assert!(site.read("content/articles/x/repeats.md").contains("canonical: general\n"));
    assert!(site.read("content/pages/about.md").contains("[问答](../articles/general.md)"));

    let built = run(&site, &["build", "--format", "short"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    assert!(!["SG2", "SG6"].iter().any(|codes| built.stderr.contains(&format!("[{codes}"))), "{}", built.stderr);
    for copy in &copies {
        let page = site.read(&format!("public/hf/{}.html", copy.slug));
        assert!(page.contains("https://www.example.com/hf/general.html"), "{page}");
    }
    let again = run(&site, &merge);
    assert!(again.status == 2 && again.stderr.contains("there is no such article"), "{}", again.stderr);
}

/// The rows of a table.
pub fn csv(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().unwrap().push(c),
            }
        }
        cells
    };
    text.trim_start_matches('\u{feff}').lines().map(cells).collect()
}

#[test]
fn edited_and_reviewed_copies_stay_and_are_named() {
    let (site, copies) = library();
    let [edited, reviewed, other, into, ..] = copies.as_slice() else { panic!() };
    let front = site.read(&reviewed.path).replacen("---\n", "---\nreviewed_by: 示例律师\n", 1);
    site.write(&reviewed.path, front);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]).args(arguments).current_dir(site.root());
        let run = git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "a"]);
    site.write(&edited.path, site.read(&edited.path) + "\n编辑补充的一句。\n");
    let done = run(&site, &["merge", &edited.slug, &reviewed.slug, &other.slug, "--into", &into.slug]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    let named: Vec<String> = done.stderr.lines().map(str::to_owned).collect();
    assert_eq!(
        named,
        [
            format!(
                "the decision about `/hf/{}.html` was not applied: it has changes that are not committed to git ({})",
                edited.slug, edited.path
            ),
            format!(
                "the decision about `/hf/{}.html` was not applied: a lawyer has reviewed it ({})",
                reviewed.slug, reviewed.path
            ),
            "0 files changed, 1 removed, 1 rows of the ledger written".to_owned(),
        ]
    );
    let stays = [edited, reviewed, other].map(|article| site.path(&article.path).exists());
    assert_eq!(stays, [true, true, false]);
    assert_eq!(site.read("urls.tsv"), format!("/hf/{}.html\tredirect\t/hf/{}.html\tmerge\n", other.slug, into.slug));
    assert!(!done.stdout.contains("编辑补充的一句"), "{}", done.stdout);
}

#[test]
fn a_group_of_different_lenders_needs_a_general_article() {
    let (site, _) = library();
    let groups = run(&site, &["list", "duplicates", "--format", "json"]).stdout;
    let groups: Vec<serde_json::Value> = groups.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_kind = |kind: &str| groups.iter().find(|group| group["kind"] == kind).unwrap();
    let number = of_kind("template")["group"].to_string();
    let refused = run(&site, &["merge", "--group", &number]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("name it with --into"), "{}", refused.stderr);
    let text = of_kind("text");
    let members = text["articles"].as_array().unwrap().len();
    let done = run(&site, &["merge", "--group", &text["group"].to_string()]);
    assert!(
        done.stderr.ends_with(&format!("{} removed, {} rows of the ledger written\n", members - 1, members - 1)),
        "{}",
        done.stderr
    );
    let target = format!("\t/hf/{}.html\tmerge", text["best"].as_str().unwrap());
    assert!(site.read("urls.tsv").lines().all(|row| row.ends_with(&target)), "{}", site.read("urls.tsv"));
    let absent = run(&site, &["merge", "--group", "999"]);
    assert!(absent.status == 2 && absent.stderr.contains("there is no such group"), "{}", absent.stderr);
}

#[test]
fn a_list_that_lost_its_page_leads_to_the_lender_until_it_has_one_again() {
    let site = Site::paged();
    let article = |slug: &str, words: &str| {
        site.article(slug, "date: 2026-01-01\ntopics: [overdue]\nlender: qinghe", &format!("先看{words}，再看{words}以外的。"));
    };
    for (slug, words) in [("a", "合同"), ("b", "账单"), ("c", "流水"), ("d", "通话记录"), ("e", "法院材料"), ("f", "收据")]
    {
        article(slug, words);
    }
    let build = || {
        let built = site.try_build(&["--format", "short"]);
        assert!(built.status == 0 && !built.stderr.contains("[SG2") && !built.stderr.contains("[SG6"), "{}", built.stderr);
        site.read("public/lenders/qinghe/overdue/index.html")
    };
    assert!(build().contains("/articles/f.html"));
    assert_eq!(run(&site, &["merge", "a", "--into", "b"]).status, 0);
    let row = "/lenders/qinghe/overdue/\tredirect\t/lenders/qinghe/\tdecision\n";
    assert!(site.read("urls.tsv").contains(row), "{}", site.read("urls.tsv"));
    let page = build();
    assert!(!page.contains("/articles/f.html") && page.contains("https://www.example.com/lenders/qinghe/"), "{page}");
    assert!(site.read("public/_redirects").contains("/lenders/qinghe/overdue/"));
    article("g", "担保合同");
    assert!(build().contains("/articles/g.html"));
    assert!(!site.read("public/_redirects").contains("/lenders/qinghe/overdue/"), "{}", site.read("public/_redirects"));
}
