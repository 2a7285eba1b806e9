//! Articles that repeat others: how they are listed, and what becomes of those that name the original.

use crate::support::checker::{self, Promise};
use crate::support::site::Site;

const TEXT: &str = "欠{L}的钱还不上，先把合同和流水放在一起核对。\n{L}的客服说的减免，要请对方写成书面的。\n\
    逾期以后产生的罚息，从约定的还款日次日算起。\n三次协商都没有结果的，再考虑委托律师。\n";

fn write(site: &Site, slug: &str, front: &str, lender: &str) {
    let text = TEXT.replace("{L}", lender);
    let front = format!("title: {slug}的标题\ndate: 2026-05-01\ntopics: [逾期]\n{front}");
    site.write(&format!("content/articles/{slug}.md"), format!("---\n{front}---\n\n{text}"));
}

fn site() -> Site {
    let site = Site::paged();
    site.write(
        "content/lenders.yaml",
        "lenders:\n- {slug: qinghe, name: 青禾贷, kind: other}\n- {slug: yuanfan, name: 远帆贷, kind: other}\n",
    );
    write(&site, "a", "", "青禾贷");
    write(&site, "b", "updated: 2026-05-09\n", "青禾贷");
    write(&site, "c", "", "远帆贷");
    site.write(
        "content/articles/d.md",
        "---\ntitle: 另一篇\ndate: 2026-05-01\ntopics: [逾期]\n---\n\n法院寄来的材料要当天拍照。\n",
    );
    site
}

fn list(site: &Site, more: &[&str]) -> String {
    let run = site.run(&[&["list", "duplicates", "--as-of", "2026-06-01"], more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout
}

#[test]
fn groups_are_listed_the_largest_first() {
    let site = site();
    assert_eq!(list(&site, &[]), "b\t3\t100\ttemplate\tb,a,c\t1\nb\t2\t100\ttext\tb,a\t2\n");
    assert_eq!(
        list(&site, &["--csv"]),
        "\u{feff}best,count,share,kind,slugs,group\r\nb,3,100,template,\"b,a,c\",1\r\nb,2,100,text,\"b,a\",2\r\n"
    );
    let json = "{\"kind\":\"template\",\"best\":\"b\",\"share\":100,\"articles\":[\"b\",\"a\",\"c\"],\"group\":1}\n\
                {\"kind\":\"text\",\"best\":\"b\",\"share\":100,\"articles\":[\"b\",\"a\"],\"group\":2}\n";
    assert_eq!(list(&site, &["--format", "json"]), json);
}

#[test]
fn a_published_and_reviewed_article_is_the_best_of_its_group() {
    let site = site();
    let best = || list(&site, &[]).lines().next_back().map(|line| line[..1].to_owned());
    write(&site, "a", "reviewed_by: 示例律师\n", "青禾贷");
    assert_eq!(best().as_deref(), Some("a"));
    write(&site, "a", "reviewed_by: 示例律师\ndraft: true\n", "青禾贷");
    assert_eq!(best().as_deref(), Some("b"));
}

#[test]
fn of_articles_that_are_nearly_the_same_the_home_page_shows_the_best() {
    let site = site();
    assert_eq!(site.run(&["build", "--as-of", "2026-06-01"]).status, 0);
    let home = site.read("public/index.html");
    let shown = ["a", "b", "c", "d"].map(|slug| home.contains(&format!("/articles/{slug}.html")));
    assert_eq!(shown, [false, true, true, true]);
}

/// The slugs that search knows, each with the number of articles that are nearly the same.
fn searched(site: &Site) -> Vec<(String, u64)> {
    let block: serde_json::Value = serde_json::from_str(&site.read("public/search/new/docs/0.json")).unwrap();
    let rows = block[1].as_array().unwrap().iter().filter(|row| row.is_array());
    rows.map(|row| (row[1].as_str().unwrap().to_owned(), row[6].as_u64().unwrap())).collect()
}

#[test]
fn of_articles_with_the_same_text_search_finds_the_best() {
    let site = site();
    assert_eq!(site.run(&["build", "--as-of", "2026-06-01"]).status, 0);
    assert_eq!(searched(&site), [("b".into(), 1), ("c".into(), 0), ("d".into(), 0)]);
    write(&site, "a", "canonical: b\n", "青禾贷");
    assert_eq!(site.run(&["build", "--as-of", "2026-06-01"]).status, 0);
    assert_eq!(searched(&site), [("b".into(), 0), ("c".into(), 0), ("d".into(), 0)]);
}

/// The checker compares each article that search leaves out with the result that stands for it.
#[test]
fn the_checker_knows_which_article_search_leaves_out() {
    let site = site();
    assert_eq!(site.run(&["build", "--as-of", "2026-06-01"]).status, 0);
    let page = |slug: &str| format!("articles/{slug}.html");
    let faults = |same_text: &[(&str, &str)]| {
        let same_text = same_text.iter().map(|(article, best)| (page(article), page(best))).collect();
        checker::check(&site.path("public"), Promise { same_text, ..Promise::at("https://www.example.com/") }).faults
    };
    assert_eq!(faults(&[("a", "b")]), [""; 0]);
    let (a, b, c) = (page("a"), page("b"), page("c"));
    let counts =
        |page: &str, count, others| format!("{page}: search counts {count} articles with the same text, but there are {others}");
    assert_eq!(faults(&[]), [format!("{a}: search cannot find it"), counts(&b, 1, 0)]);
    assert_eq!(faults(&[("a", "c")]), [counts(&b, 1, 0), counts(&c, 0, 1)]);
    assert_eq!(
        faults(&[("b", "a")]),
        [
            format!("{a}: search cannot find it"),
            format!("{a}: search cannot find it, nor the articles with the same text"),
            counts(&b, 1, 0),
            format!("{b}: search finds it beside {a}, which has the same text"),
        ]
    );
}

#[test]
fn an_article_that_names_the_original_keeps_its_page_and_leaves_the_lists() {
    let site = site();
    write(&site, "a", "canonical: b\n", "青禾贷");
    assert_eq!(site.run(&["build", "--as-of", "2026-06-01"]).status, 0);
    let page = site.read("public/articles/a.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://www.example.com/articles/b.html\">"), "{page}");
    assert!(page.contains("data-original>内容以这一篇为准：<a href=\"/articles/b.html\">b的标题</a>"), "{page}");
    assert!(!page.contains("noindex"), "{page}");
    let own = site.read("public/articles/b.html");
    assert!(own.contains("<link rel=\"canonical\" href=\"https://www.example.com/articles/b.html\">"), "{own}");
    for file in ["index.html", "topics/overdue/index.html", "feed.xml", "sitemap.xml", "articles/c.html", "articles/d.html"] {
        assert!(!site.read(&format!("public/{file}")).contains("/articles/a.html"), "{file}");
    }
    assert_eq!(list(&site, &[]), "b\t2\t100\ttemplate\tb,c\t1\n");
}
