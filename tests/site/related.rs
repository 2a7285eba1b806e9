//! Related articles: who stands beside an article and why, and who never does.

use crate::support::site::Site;

/// Articles about four subjects; each has several words that the others lack.
const SUBJECTS: [(&str, &str); 4] = [
    ("court", "收到法院传票以后，先核对开庭日期和案号。答辩状在十五日内提交，证据按编号排好。"),
    ("cards", "信用卡账单上的最低还款额，只是不算逾期的底线。循环利息从入账日起算，全额计息。"),
    ("cars", "汽车金融公司收车以前，要先通知车主。拖车费和停车费由谁承担，看抵押合同怎样写。"),
    ("wages", "工资卡被冻结以后，可以申请保留生活必需的费用。扶养家属的，提交户口本和收入证明。"),
];

/// A site with so many articles of each subject, all of one day: `court1`, `court2` …
fn site(each: usize) -> Site {
    let folder = Site::paged();
    for (subject, body) in SUBJECTS {
        for n in 1..=each {
            let own: String = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"][n - 1].repeat(40);
            folder.article(&format!("{subject}{n}"), "date: 2026-03-01\ntopics: [逾期]", &format!("{body}\n\n{own}，另有说明。"));
        }
    }
    folder
}

/// Slugs of an article's related list, pinned ones marked.
fn related(folder: &Site, slug: &str) -> Vec<String> {
    let page = folder.read(&format!("public/articles/{slug}.html"));
    let Some((_, section)) = page.split_once("<section class=\"related\" data-related") else { return Vec::new() };
    let section = section.split("</section>").next().unwrap();
    let item = |item: &str| {
        let slug = item.split("/articles/").nth(1)?.split(".html").next()?;
        Some(if item.split('>').next()?.contains("data-pinned") { format!("{slug}*") } else { slug.to_owned() })
    };
    section.split("<a href=\"").skip(1).filter_map(item).collect()
}

#[test]
fn no_two_cards_have_the_same_title() {
    let folder = site(2);
    // Without the warning about the titles.
    folder.write("sitegen.yaml", &(folder.read("sitegen.yaml") + "checks: {SG581: \"off\"}\n"));
    for slug in ["same1", "same2"] {
        folder.write(
            &format!("content/articles/{slug}.md"),
            format!("---\ntitle: 同一个标题\ndate: 2026-03-02\ntopics: [逾期]\n---\n\n{slug}的正文。\n"),
        );
    }
    folder.article("court1", "date: 2026-03-01\ntopics: [逾期]\nrelated: [same1, same2, cards1]", SUBJECTS[0].1);
    folder.build(&[]);
    assert_eq!(related(&folder, "court1")[..2], ["same1*", "cards1*"]);
}

fn explained(folder: &Site, arguments: &[&str]) -> String {
    let run = folder.run(&[&["explain", "related"], arguments, &["--as-of", "2026-06-01"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout
}

#[test]
fn the_nearest_stand_first_and_ties_go_by_slug() {
    let folder = site(4);
    folder.build(&[]);
    for (subject, _) in SUBJECTS {
        assert_eq!(related(&folder, &format!("{subject}2"))[..3], [1, 3, 4].map(|n| format!("{subject}{n}")));
    }
}

#[test]
fn pinned_ones_come_first_count_among_the_six_and_are_not_repeated() {
    let folder = site(4);
    folder.article("court1", "date: 2026-03-01\ntopics: [逾期]\nrelated: [cards3, court2]", SUBJECTS[0].1);
    folder.build(&[]);
    let list = related(&folder, "court1");
    assert_eq!(list[..4], ["cards3*", "court2*", "court3", "court4"]);
    assert!(list.len() <= 6 && !list[2..].contains(&"court2".to_owned()), "{list:?}");
}

#[test]
fn the_setting_says_how_many() {
    let folder = site(4);
    folder.article("court1", "date: 2026-03-01\ntopics: [逾期]\nrelated: [cards3]", SUBJECTS[0].1);
    let settings = folder.read("sitegen.yaml");
    for (count, shown) in [(0, 1), (1, 1), (3, 3)] {
        folder.write("sitegen.yaml", format!("{settings}related_count: {count}\n"));
        folder.build(&[]);
        assert_eq!(related(&folder, "court1").len(), shown, "related_count: {count}");
    }
}

#[test]
fn what_readers_cannot_open_is_never_listed() {
    for state in ["draft: true", "expires: 2026-05-01", "withdrawn: {on: 2026-05-01, reason: 已取代。}"] {
        let folder = site(4);
        folder.article("court2", &format!("date: 2026-03-01\ntopics: [逾期]\n{state}"), SUBJECTS[0].1);
        folder.build(&[]);
        for (subject, n) in SUBJECTS.iter().flat_map(|(subject, _)| [1, 2, 3, 4].map(|n| (subject, n))) {
            let slug = format!("{subject}{n}");
            if slug != "court2" {
                assert!(!related(&folder, &slug).contains(&"court2".to_owned()), "{state}: {slug}");
            }
        }
        assert!(explained(&folder, &["court1", "court2"]).contains("\nnot listed: it "));
    }
}

#[test]
fn of_articles_that_are_nearly_the_same_one_is_shown() {
    let folder = site(3);
    let long = |n: u32| {
        let body: String =
            "甲乙丙丁戊己庚辛".chars().map(|c| format!("支付令的异议要在{c}这个环节提出，逾期视为放弃权利。")).collect();
        format!("{body}这一句只在第{n}篇里才有的话。\n")
    };
    for n in 1..=2 {
        folder.article(&format!("order{n}"), &format!("date: 2026-04-0{n}\ntopics: [诉讼]"), &long(n));
    }
    folder.article("order-other", "date: 2026-04-03\ntopics: [诉讼]", "支付令的异议怎样写，异议环节有哪些，逾期以后怎么办。");
    let run = folder.run(&["build", "--format", "short", "--as-of", "2026-06-01"]);
    let said = run.stderr;
    assert!(said.contains("content/articles/order2.md:2:8: warning[SG580]"), "{said}");
    assert_eq!(related(&folder, "order1").iter().filter(|s| *s == "order2").count(), 0);
    assert_eq!(related(&folder, "order-other").iter().filter(|s| ["order1", "order2"].contains(&s.as_str())).count(), 1);
    assert!(explained(&folder, &["order1", "order2"]).contains("not listed: it is nearly the same as \"order1的标题\" (order1)"));
}

#[test]
fn every_article_is_listed_by_another() {
    let folder = site(8);
    folder.build(&[]);
    let slugs: Vec<String> = SUBJECTS.iter().flat_map(|(s, _)| (1..=8).map(move |n| format!("{s}{n}"))).collect();
    let lists: Vec<Vec<String>> = slugs.iter().map(|slug| related(&folder, slug)).collect();
    for slug in &slugs {
        assert!(lists.iter().any(|list| list.contains(slug)), "{slug} stands in no list");
    }
}

#[test]
fn a_list_is_rather_short_than_filled_by_what_any_text_may_say() {
    let folder = Site::paged();
    let texts = [
        ("order1", "支付令的异议要在十五日内提出，写明欠款数额有争议。"),
        ("order2", "收到支付令，异议要写明欠款数额，十五日内提出。"),
        ("garden", "The notes of 2024 are in 3.2.1 of the 12th. 月季在春天修剪。"),
        ("kitchen", "The notes of 2024 are in 3.2.1 of the 12th. 铁锅用热水冲洗。"),
        ("harbour", "渡轮在退潮以后靠岸，缆绳由两个人收。"),
        ("orchard", "苹果在霜降以前采收，纸箱由两个人搬。"),
        ("workshop", "木料阴干三年再用，刨子由两个人推。"),
        ("meadow", "羊群在雨后转场，围栏由两个人拆。"),
    ];
    for (n, (slug, body)) in texts.iter().enumerate() {
        let title = ["支付令来了", "异议书", "花圃", "灶台", "码头", "果园", "作坊", "草场"][n];
        folder.write(
            &format!("content/articles/{slug}.md"),
            format!("---\ntitle: {title}\ndate: 2026-03-01\ntopics: [逾期]\n---\n\n{body}\n"),
        );
    }
    folder.build(&[]);
    assert_eq!(related(&folder, "order1"), ["order2"]);
    assert_eq!(related(&folder, "order2"), ["order1"]);
    for (slug, _) in &texts[2..] {
        assert_eq!(related(&folder, slug), [""; 0], "{slug}");
    }
    let told = |a: &str, b: &str| explained(&folder, &[a, b, "--lang", "zh-CN"]).lines().nth(1).unwrap().to_owned();
    assert_eq!(told("harbour", "orchard"), "不在列表里：两篇只有 3 处相同，至少要 4 处");
    assert_eq!(told("garden", "kitchen"), "不在列表里：两篇只有 2 处相同，至少要 4 处");
}

#[test]
fn a_list_is_explained_in_words() {
    let folder = Site::paged();
    let front = "date: 2026-03-01\ntopics: [逾期]\nlender: 青禾消费金融";
    folder.article("a", &format!("{front}\nrelated: [d]"), "展期申请书怎样写。见《民法典》第六百七十六条。");
    folder.article("b", front, "展期申请书交给谁。见《民法典》第六百七十六条。");
    folder.article("c", "date: 2026-03-02\ntopics: [费用]", "保全费怎样算。");
    folder.article("d", "date: 2026-03-03\ntopics: [费用]", "执行费怎样算。");
    let text = explained(&folder, &["a", "--lang", "zh-CN"]);
    let expected = "「a的标题」（a）的相关文章\n\n1. 「d的标题」（d）\n   置顶：写在信息栏的 related 里\n\n2. 「b的标题」（b）\n   \
                    同一机构：青禾消费金融；共同主题：逾期；都引用：《民法典》第六百七十六条；共同的词：";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("展期申请书"), "{text}");
    let told = |other: &str| explained(&folder, &["a", other, "--lang", "zh-CN"]).lines().nth(1).unwrap().to_owned();
    assert_eq!(told("a"), "不在列表里：它就是这一篇");
    assert_eq!(told("b"), "在列表里");
    assert_eq!(told("d"), "在列表里：置顶");
    assert_eq!(folder.run(&["explain", "related"]).status, 2);
    assert_eq!(folder.run(&["explain", "related", "none"]).status, 2);
    assert_eq!(folder.run(&["explain", "SG580", "a"]).status, 2);
}

#[test]
fn a_sentence_that_many_articles_share_makes_no_neighbors() {
    let folder = Site::paged();
    let word = |n: u32, k: u32| {
        let c = |i: u32| char::from_u32(0x6e00 + n * 24 + k * 3 + i).unwrap();
        format!("{}{}{}", c(0), c(1), c(2))
    };
    // Two articles share a subject; of sixty, those with an even number have one head.
    for n in 0..60 {
        let subject = n / 2 + 100 * (n % 2) * u32::from(n > 20);
        let own = |k: u32| format!("{}先行核对，{}另行说明。", word(subject, k), word(subject, k + 1));
        let head =
            if n % 2 == 0 { "临湖区代表联席会第三届第十八次会议审议通过并公布施行。" } else { "" };
        let title = format!("title: 第{n}号\ndate: 2026-03-01\ntopics: [逾期]");
        folder.write(
            &format!("content/articles/a{n}.md"),
            format!("---\n{title}\n---\n\n{head}{}{}{}第{n}号。\n", own(0), own(2), own(4)),
        );
    }
    assert_eq!(folder.run(&["build", "--as-of", "2026-06-01"]).status, 0);
    assert_eq!(related(&folder, "a40"), [""; 0]);
}
