//! Every other command as a person uses it: what it prints, what it writes, what it leaves alone.

use std::fs;

use crate::support::site::{Run, Site, TODAY};

fn stdout(run: Run) -> String {
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    run.stdout
}

/// A site made by `init`.
fn fresh() -> Site {
    let site = Site::empty();
    stdout(site.run(&["init", "."]));
    site
}

#[test]
fn a_fresh_site_builds_without_a_finding() {
    let site = Site::empty();
    assert_eq!(stdout(site.run(&["init", "new/guide"])), "The site is ready. Next: go there and run sitegen build.\n");
    let run = site.run(&["build", "-r", "new/guide", "--format", "short", "--strict"]);
    assert_eq!(run, Run { status: 0, stdout: String::new(), stderr: String::new() });
    assert!(site.read("new/guide/public/index.html").contains("债务指南（示例）"));
    assert_eq!(
        stdout(Site::empty().run(&["init", ".", "--lang", "zh-CN"])),
        "站点已建好。下一步：进入文件夹，运行 sitegen build。\n"
    );
    assert_eq!(stdout(Site::empty().run(&["init", ".", "-q"])), "");
}

#[test]
fn a_new_article_has_its_front_matter_filled_in() {
    let site = fresh();
    let args = [
        "new",
        "利率: \"24%\" 是不是上限？",
        "--lender",
        "示例消金",
        "--topic",
        "逾期后果",
        "--topic",
        "negotiation",
        "--author",
        "示例律师",
    ];
    let run = site.run(&[&args[..], &["--as-of", TODAY, "--lang", "zh-CN"]].concat());
    assert_eq!(stdout(run), "content/articles/利率-24-是不是上限.md\n");
    assert_eq!(
        site.read("content/articles/利率-24-是不是上限.md"),
        "---\ntitle: \"利率: \\\"24%\\\" 是不是上限？\"\ndate: 2026-11-23\nlender: sample-cf\ntopics: [overdue, negotiation]\nauthor: \"lawyer\"\ndraft: true\n---\n\n\
         第一段会用作摘要，请写成完整的一两句话。\n"
    );
    assert_eq!(site.check(&["--drafts", "--strict", "-q"]).status, 0);
    assert!(stdout(site.run(&["list", "drafts"])).starts_with("利率-24-是不是上限\t2026-11-23\tdraft\t"));
}

#[test]
fn hostile_titles_make_articles_that_check_clean() {
    let site = fresh();
    let titles = [
        "yes",
        "123",
        "~",
        "null",
        "# 甲",
        "a: b",
        "'申'",
        "\"乙\"",
        "\\丙\\",
        "{丁}",
        "[戊]",
        "*己",
        "&庚",
        "!辛",
        "%壬",
        "@癸",
        "子 # 丑",
        "---",
        "<script>alert(1)</script>",
        "寅: |",
        "卯\u{1f600}",
    ];
    for (n, title) in titles.iter().enumerate() {
        stdout(site.run(&["new", "--topic", "overdue", "--slug", &format!("t{n}"), "--", title]));
    }
    let run = site.run(&["check", "--drafts", "--strict", "--format", "short"]);
    assert_eq!(run, Run { status: 0, stdout: String::new(), stderr: String::new() });
    let list = stdout(site.run(&["list", "drafts"]));
    for title in titles {
        assert!(list.contains(&format!("\t{title}\t")), "{title}: {list}");
    }
}

#[test]
fn an_article_without_a_topic_gets_a_likely_one() {
    let site = fresh();
    let run = site.run(&["new", "甲", "--slug", "x", "--lang", "zh-CN"]);
    assert_eq!(run.stdout, "content/articles/x.md\n");
    assert_eq!(run.stderr, "没有写 --topic，主题先填「逾期后果」；不合适就改，sitegen list topics 列出全部主题\n");
    site.run(&["new", "和银行协商还款时先问什么？", "--slug", "y", "-q"]);
    assert!(site.read("content/articles/y.md").contains("\ntopics: [negotiation]\n"), "{}", site.read("content/articles/y.md"));
    let checked = site.check(&["--drafts", "--strict", "--format", "short"]);
    assert_eq!(checked, Run { status: 0, stdout: String::new(), stderr: String::new() });
    assert_eq!(site.run(&["build", "-q"]).status, 0);
    site.write("content/topics.yaml", "topics: []\n");
    site.remove("content/articles/x.md");
    let none = site.run(&["new", "甲", "--slug", "x"]);
    assert_eq!(none.stderr, "sitegen: cannot run: content/topics.yaml: no topic is registered; register one first\n");
}

#[test]
fn the_slug_of_a_long_title_is_shortened() {
    let site = fresh();
    let title = "网贷逾期".repeat(15);
    assert_eq!(
        stdout(site.run(&["new", &title, "--topic", "overdue"])),
        format!("content/articles/{}.md\n", "网贷逾期".repeat(10))
    );
    let words = "网贷逾期以后 ".repeat(10);
    let name = format!("content/articles/{}网贷逾期以后.md\n", "网贷逾期以后-".repeat(5));
    assert_eq!(stdout(site.run(&["new", &words, "--topic", "overdue"])), name);
    assert_eq!(site.check(&["--drafts", "--strict", "-q"]).status, 0);
}

#[test]
fn a_site_is_made_in_a_folder_with_nothing_but_hidden_files() {
    let site = Site::empty();
    site.write(".git/HEAD", "ref: refs/heads/main\n");
    site.write(".gitignore", "*.tmp\n/public");
    stdout(site.run(&["init", "."]));
    assert!(site.read(".gitignore").starts_with("*.tmp\n/public\n"), "{}", site.read(".gitignore"));
    assert!(site.read(".gitignore").contains(".sitegen"), "{}", site.read(".gitignore"));
    assert_eq!(site.read(".gitignore").matches("/public").count(), 1);
    assert_eq!(site.check(&["--strict", "-q"]).status, 0);
    let full = Site::empty();
    full.write("a.txt", "");
    assert_eq!(full.run(&["init", "."]).status, 2);
}

#[test]
fn what_is_not_published_is_counted_and_listed() {
    let site = fresh();
    let article = |slug: &str, front: &str| {
        let front = format!("date: 2026-03-09\ntopics: [overdue]\n{front}");
        site.article(
            slug,
            front.replacen("date: 2026-03-09\n", if front.contains("2062") { "" } else { "date: 2026-03-09\n" }, 1).trim(),
            "正文。",
        );
    };
    article("d", "draft: true");
    article("f", "date: 2062-03-12");
    article("e", "expires: 2026-04-01");
    let zh = site.check(&["--lang", "zh-CN"]).stderr;
    assert!(zh.contains("警告\n未发布：草稿 1 篇，未到日期 1 篇（2062-03-12），已到期 1 篇\n检查完毕"), "{zh}");
    let built = site.run(&["build", "--as-of", TODAY, "-v"]).stderr;
    let listed = "not published: content/articles/d.md: it is a draft\nnot published: content/articles/e.md: it has expired\n\
                  not published: content/articles/f.md: it is dated in the future 2062-03-12\n\
                  not published: 1 draft, 1 dated in the future (2062-03-12), 1 expired\n";
    assert!(built.contains(listed), "{built}");
    assert!(!site.check(&["--drafts", "--future"]).stderr.contains("draft"));
    let one = site.check(&["content/articles/d.md"]).stderr;
    assert!(one.contains("not published: 1 draft\n"), "{one}");
    assert!(!site.check(&["content/articles/first-steps-when-overdue.md"]).stderr.contains("not published"));
    for args in [&["--format", "json"][..], &["--format", "short"], &["-q"]] {
        assert!(!site.check(args).stderr.contains("not published"));
    }
}

#[test]
fn new_refuses_wrong_values_and_writes_nothing() {
    let site = fresh();
    let before = site.snapshot("content");
    let cases: &[(&[&str], &str)] = &[
        (
            &["甲", "--lender", "示例消经"],
            "--lender 示例消经: is not in the register (sitegen list lenders shows it); did you mean 示例消金?",
        ),
        (
            &["甲", "--topic", "逾期后国"],
            "--topic 逾期后国: is not in the register (sitegen list topics shows it); did you mean 逾期后果?",
        ),
        (&["甲", "--topic", "天气"], "--topic 天气: is not in the register (sitegen list topics shows it)"),
        (&["甲", "--topic", "逾期"], "--topic 逾期: is not in the register (sitegen list topics shows it); did you mean 逾期后果?"),
        (&["甲", "--author", "layer"], "--author layer: is not in the register (see content/people.yaml); did you mean lawyer?"),
        (
            &["甲", "--slug", "first-steps-when-overdue"],
            "first-steps-when-overdue: an article has this slug; choose another with --slug",
        ),
        (&["甲", "--slug", "../x"], "--slug ../x: it starts or ends with a dot or hyphen"),
        (&["甲", "--slug", "a/b"], "--slug a/b: it holds something other than letters, digits, hyphen, underscore and dot"),
        (&["CON"], "the title gives no name for the address; choose one with --slug: it is a name that some systems reserve"),
        (&["？？"], "the title gives no name for the address; choose one with --slug: it is empty"),
        (&["甲\n乙"], "a title has 1 to 120 visible characters on one line"),
        (&["甲\u{202e}乙"], "a title has 1 to 120 visible characters on one line"),
        (&["  "], "a title has 1 to 120 visible characters on one line"),
    ];
    for (args, message) in cases {
        let run = site.run(&[&["new"], *args].concat());
        assert_eq!(run, Run { status: 2, stdout: String::new(), stderr: format!("sitegen: cannot run: {message}\n") });
    }
    assert!(site.snapshot("content") == before);
    // A file that the site does not know of, such as one that is not UTF-8, is not overwritten either.
    site.write("content/articles/y.md", b"\xff");
    assert_eq!(site.run(&["new", "甲", "--slug", "y"]).status, 2);
    assert_eq!(fs::read(site.path("content/articles/y.md")).unwrap(), b"\xff");
}

#[test]
fn each_list_is_a_table_and_json() {
    let site = Site::with(
        "---\ntitle: \"甲，\\\"乙\\\"\"\ndate: 2026-03-09\ntopics: [court-fees, overdue]\nlender: sample-cf\nreviewed_by: lawyer\nreview_by: 2026-12-01\n---\n\n《中华人民共和国民法典》第六百七十六条。\n",
    );
    site.write("content/articles/b.md", "---\ntitle: 丙\ndate: 2026-03-10\ntopics: [overdue]\ndraft: true\n---\n\n正文。\n");
    site.write(
        "content/articles/c.md",
        "---\ntitle: 丁\ndate: 2026-03-10\ntopics: [overdue]\nreview_by: 2026-11-01\n---\n\n正文。\n",
    );
    let list = |what: &str, more: &[&str]| stdout(site.run(&[&["list", what, "--as-of", TODAY], more].concat()));
    let cases = [
        (
            "drafts",
            "b\t2026-03-10\tdraft\t丙\t\toverdue\tcontent/articles/b.md\t/articles/b.html\n",
            "[\n{\"slug\":\"b\",\"date\":\"2026-03-10\",\"state\":\"draft\",\"title\":\"丙\",\"lender\":null,\"topics\":[\"overdue\"],\"file\":\"content/articles/b.md\",\"url\":\"/articles/b.html\"}\n]\n",
        ),
        (
            "stale",
            "c\t2026-11-01\t-22\t\t丁\tcontent/articles/c.md\na\t2026-12-01\t8\t示例律师\t甲，\"乙\"\tcontent/articles/a.md\n",
            "[\n{\"slug\":\"c\",\"review_by\":\"2026-11-01\",\"days_left\":-22,\"reviewed_by\":\"\",\"title\":\"丁\",\"file\":\"content/articles/c.md\"},\n\
             {\"slug\":\"a\",\"review_by\":\"2026-12-01\",\"days_left\":8,\"reviewed_by\":\"示例律师\",\"title\":\"甲，\\\"乙\\\"\",\"file\":\"content/articles/a.md\"}\n]\n",
        ),
        (
            "lenders",
            "sample-cf\t示例消费金融\tconsumer_finance\t\t1\n",
            "[\n{\"slug\":\"sample-cf\",\"name\":\"示例消费金融\",\"kind\":\"consumer_finance\",\"entity\":null,\"articles\":1}\n]\n",
        ),
        (
            "topics",
            "court-fees\t诉讼费用\t\t1\noverdue\t逾期后果\t\t2\n",
            "[\n{\"slug\":\"court-fees\",\"title\":\"诉讼费用\",\"parent\":null,\"articles\":1},\n{\"slug\":\"overdue\",\"title\":\"逾期后果\",\"parent\":null,\"articles\":2}\n]\n",
        ),
        (
            "laws",
            "civil-code\t中华人民共和国民法典\t\ttrue\t1\n",
            "[\n{\"id\":\"civil-code\",\"title\":\"中华人民共和国民法典\",\"no\":\"\",\"in_force\":true,\"articles\":1}\n]\n",
        ),
    ];
    for (what, table, json) in cases {
        assert_eq!(list(what, &[]), table);
        assert_eq!(list(what, &["--format", "json"]), json);
    }
    let slugs =
        |more: &[&str]| list("articles", more).lines().map(|l| l.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(slugs(&[]), ["a", "b", "c"]);
    assert!(list("pages", &[]).contains("/articles/a.html\tarticles/a.html\n"));
    let pages: serde_json::Value = serde_json::from_str(&list("pages", &["--format", "json"])).unwrap();
    for page in pages.as_array().unwrap() {
        assert_eq!(page.as_object().unwrap().keys().collect::<Vec<_>>(), ["output", "url"]);
    }
    assert_eq!(
        (stdout(Site::small().run(&["list", "articles"])), stdout(Site::small().run(&["list", "drafts", "--format", "json"]))),
        ("none\n".to_owned(), "[]\n".to_owned())
    );
}

#[test]
fn articles_are_listed_by_what_they_are_and_what_is_found_in_them() {
    let site = Site::small();
    site.write(
        "content/people.yaml",
        "people:\n  - {id: lawyer, name: 示例律师, licence: \"11101201510000001\", role: 审核律师}\n",
    );
    let article = |slug: &str, front: &str, body: &str| site.article(slug, &format!("date: 2026-03-10\n{front}"), body);
    article(
        "a",
        "topics: [court-fees, overdue]\nlender: sample-cf\nreviewed_by: lawyer\nreviewed_on: 2026-05-01\nreview_by: 2027-05-01\nai: none",
        "先看合同。",
    );
    article("b", "topics: [overdue]\nai: generated\ndraft: true", "我们保证减免全部利息,百分之百成功。");
    article("c", "topics: [overdue]\nlender: sample-cf", "我们保证减免全部利息,百分之百成功。");
    article("d", "topics: [court-fees]\nallow: [{code: SG540, reason: 引用}]", "我们保证减免全部利息，百分之百成功。");
    let list = |more: &[&str]| stdout(site.run(&[&["list", "articles", "--as-of", TODAY], more].concat()));
    let columns = |more: &[&str]| {
        let columns = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            format!("{} {} {} {}", cells[0], cells[8], cells[9], cells[10])
        };
        list(more).lines().map(columns).collect::<Vec<_>>()
    };
    let all = columns(&[]);
    assert!(
        all[0].starts_with("a true none ") && all[1].starts_with("b false generated ") && all[2].starts_with("c false unknown "),
        "{all:?}"
    );
    assert_eq!(columns(&["--code", "SG540"]), ["b false generated 1", "c false unknown 1"]);
    assert_eq!(columns(&["--code", "SG540,SG553", "--lender", "示例消金"]), ["c false unknown 2"]);
    let slugs = |more: &[&str]| columns(more).iter().map(|row| row[..1].to_owned()).collect::<String>();
    assert_eq!(slugs(&["--topic", "诉讼费"]), "ad");
    assert_eq!(slugs(&["--topic", "诉讼费", "--topic", "overdue", "--state", "published"]), "acd");
    assert_eq!(slugs(&["--state", "draft,reviewed"]), "ab");
    assert_eq!(slugs(&["--ai", "unknown"]), "cd");
    assert!(
        list(&["--csv", "--ai", "none"])
            .starts_with("\u{feff}slug,date,state,title,lender,topics,file,url,reviewed,ai,findings\r\na,")
    );
    let run = |arguments: &[&str]| site.run(&[arguments, &["--lang", "en"]].concat());
    let unknown = run(&["list", "articles", "--topic", "overdu"]);
    assert!(unknown.status == 2 && unknown.stderr.contains("did you mean overdue?"), "{}", unknown.stderr);
    let misplaced = run(&["list", "lenders", "--topic", "overdue"]);
    assert!(misplaced.status == 2 && misplaced.stderr.contains("for `articles` and `drafts` only"), "{}", misplaced.stderr);
}

#[test]
fn a_law_that_no_register_has_is_listed_with_its_place_and_the_nearest_one() {
    let site = Site::small();
    let register = "laws:\n  - {id: privacy, title: 中华人民共和国个人信息保护法}\n  - {id: civil-procedure, title: 民事诉讼法, effective: 2024-01-01}\n";
    site.write("content/laws.yaml", register);
    let front = "---\ntitle: 甲\ndate: 2026-03-09\ntopics: [诉讼费用]\n---\n\n";
    let body = "《票据法》第四条，《中华人民共和国票据法》第五条，《个人信息法》第三条，《民事诉讼法》（2017年修正）第三条。\n";
    site.write("content/articles/b.md", format!("{front}{body}"));
    let unknown = stdout(site.run(&["laws", "unknown"]));
    let expected = "票据法\t2\t1\tcontent/articles/b.md:7:1\t\n个人信息法\t1\t1\tcontent/articles/b.md:7:26\tprivacy\n";
    assert_eq!(unknown, expected);
    let run = site.run(&["laws", "impact", "civil-proc"]);
    assert!(run.stderr.contains("civil-procedure?"), "{}", run.stderr);
}

#[test]
fn a_new_article_gets_the_topic_of_its_situation() {
    let site = Site::small();
    let topics = "topics:\n  - {slug: overdue, title: 逾期后果, aliases: [诉讼费用]}\n  - {slug: litigation, title: 诉讼, desc: 被起诉后的应诉。, situation: 收到法院传票}\n";
    site.write("content/topics.yaml", topics);
    for (title, slug) in [("收到法院传票", "x"), ("被起诉了怎么应对", "y")] {
        stdout(site.run(&["new", title, "--slug", slug, "-q"]));
        let article = site.read(&format!("content/articles/{slug}.md"));
        assert!(article.contains("topics: [litigation]"), "{article}");
    }
    let run = site.run(&["new", "- 开头", "--lang", "zh-CN"]);
    assert!(run.stderr.contains("「- 开头」以 - 开头，会当作选项"), "{}", run.stderr);
}

#[test]
fn a_code_is_explained_outside_of_any_site() {
    let site = Site::empty();
    let text = stdout(site.run(&["explain", "SG204", "--lang", "zh-CN"]));
    assert!(text.contains("SG204") && text.contains("[诉讼费](../lawsuit/court-fee-who-pays.md)"), "{text}");
    assert_eq!(stdout(site.run(&["explain", "sg204"])), stdout(site.run(&["explain", "204"])));
    let list = stdout(site.run(&["explain"]));
    for entry in sitegen::diag::explanations() {
        assert!(list.contains(&entry.code.to_string()), "{} is not listed", entry.code);
        for lang in ["zh-CN", "en"] {
            let text = stdout(site.run(&["explain", &entry.code.to_string(), "--lang", lang]));
            assert!(text.lines().count() >= 3, "{text}");
        }
    }
    let near = site.run(&["explain", "SG2O4"]);
    assert_eq!(
        (near.status, near.stderr.as_str()),
        (2, "sitegen: cannot run: SG2O4: there is no such code; did you mean SG204?\n")
    );
}

#[test]
fn completions_are_there_for_every_shell() {
    let site = Site::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = stdout(site.run(&["completions", shell]));
        for word in ["build", "explain", "as-of"] {
            assert!(script.contains(word), "{shell} does not complete {word}");
        }
    }
}

#[test]
fn clean_removes_what_was_generated_and_nothing_else() {
    let site = fresh();
    let sources = site.snapshot(".");
    assert_eq!(site.try_build(&["-q"]).status, 0);
    let count = site.snapshot("public").len();
    site.write("public/own.txt", "mine");
    assert_eq!(stdout(site.run(&["clean"])), format!("files removed: {count}\n"));
    assert_eq!(site.snapshot("public").len(), 1);
    assert_eq!(stdout(site.run(&["clean", "--lang", "zh-CN"])), "删除的文件数：0\n");
    fs::remove_file(site.path("public/own.txt")).unwrap();
    assert!(site.snapshot(".") == sources, "something of the sources or of the records is left or gone");
}

#[test]
fn folders_and_files_can_be_named() {
    let site = Site::empty();
    stdout(site.run(&["init", "guide"]));
    assert_eq!(site.run(&["build", "-q", "-r", "guide", "-o", "out"]).status, 0);
    assert!(site.path("out/index.html").is_file() && site.path(".sitegen/manifest.json").is_file());
    assert!(!site.path("guide/public").exists() && !site.path("guide/.sitegen").exists());
    assert_eq!(stdout(site.run(&["clean", "-r", "guide", "-o", "out", "-q"])), "");
    assert!(!site.path("out/index.html").exists());
    // With a settings file alone, the site is the folder it lies in.
    site.write("guide/other.yaml", "title: 另一个名字\nbase_url: https://other.example/\n");
    assert_eq!(site.run(&["build", "-q", "-c", "guide/other.yaml"]).status, 0);
    assert!(site.read("guide/public/index.html").contains("另一个名字"));
    site.write("guide/other.yaml", "title: 另一个名字\n");
    let run = site.run(&["check", "--format", "short", "-c", "guide/other.yaml"]);
    assert_eq!(run.stderr, "other.yaml:1:1: error[SG013]: the required setting `base_url` is missing\n");
}

#[test]
fn a_base_with_a_path_is_everywhere() {
    let site = fresh();
    assert_eq!(site.try_build(&["-q", "-u", "https://example.com/docs"]).status, 0);
    for (path, bytes, _) in site.snapshot("public") {
        let text = String::from_utf8_lossy(&bytes);
        for attribute in ["href=\"/", "src=\"/", "content=\"/", "action=\"/"] {
            for (i, _) in text.match_indices(attribute) {
                let url = &text[i + attribute.len() - 1..];
                assert!(url.starts_with("/docs/"), "{}: {}", path.display(), url.split('"').next().unwrap());
            }
        }
        assert!(!text.contains("https://www.example.com/"), "{} names the other base", path.display());
    }
    assert!(site.read("public/sitemap.xml").contains("<loc>https://example.com/docs/articles/first-steps-when-overdue.html</loc>"));
}

#[test]
fn every_file_of_a_build_is_listed() {
    let front = "title: 甲\ndate: 2026-03-09\ntopics: [overdue]\naliases: [/old/1.html, /old/]";
    let site = Site::with(&format!("---\n{front}\n---\n\n![图](a.svg)\n"));
    site.write("content/articles/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>");
    site.write("content/articles/unused.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"10\"/>");
    site.write("static/note.txt", "说明");
    let table = stdout(site.run(&["list", "outputs", "--as-of", TODAY]));
    for row in [
        "_headers\thosting\ttext/plain; charset=utf-8\trevalidate\t",
        "articles/a.html\tpage\ttext/html; charset=utf-8\trevalidate\tcontent/articles/a.md",
        "feed.xml\tfeed\tapplication/xml; charset=utf-8\trevalidate\t",
        "llms.txt\toverview\ttext/plain; charset=utf-8\trevalidate\t",
        "note.txt\tcopy\ttext/plain; charset=utf-8\trevalidate\tstatic/note.txt",
        "old/1.html\tredirect\ttext/html; charset=utf-8\trevalidate\tcontent/articles/a.md",
        "old/index.html\tredirect\ttext/html; charset=utf-8\trevalidate\tcontent/articles/a.md",
        "search/index.json\tsearch-index\tapplication/json; charset=utf-8\tbrief\t",
        "sitemap.xml\tsitemap\tapplication/xml; charset=utf-8\trevalidate\t",
        "topics/overdue/index.html\tpage\ttext/html; charset=utf-8\trevalidate\t",
    ] {
        assert!(table.lines().any(|line| line == row), "{row}\n\n{table}");
    }
    let cells: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    let images =
        cells.iter().filter(|row| row[0].starts_with("assets/images/a.") && row[1..4] == ["copy", "image/svg+xml", "immutable"]);
    assert_eq!(images.map(|row| row[4]).collect::<Vec<_>>(), ["content/articles/a.svg"]);
    assert!(cells.iter().any(|row| row[1] == "asset" && row[3] == "immutable" && row[4] == "static/theme/site.css"));
    let json: serde_json::Value =
        serde_json::from_str(&stdout(site.run(&["list", "outputs", "--as-of", TODAY, "--format", "json"]))).unwrap();
    let rows = json.as_array().unwrap();
    assert!(rows.iter().all(|row| row.as_object().unwrap().keys().eq(["cache", "kind", "media_type", "path", "source"])));
    let listed: Vec<&str> = rows.iter().map(|row| row["path"].as_str().unwrap()).collect();
    assert_eq!(listed, cells.iter().map(|row| row[0]).collect::<Vec<_>>());
    site.build(&[]);
    let root = site.path("public");
    let files =
        site.snapshot("public").into_iter().map(|(path, ..)| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
    let built: Vec<String> = files.filter(|path| !path.starts_with("search/") || path == "search/index.json").collect();
    let missing: Vec<&String> = built.iter().filter(|path| !listed.contains(&path.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(built.len(), listed.len() - usize::from(listed.contains(&"search/index.html")), "{listed:?}");
}
