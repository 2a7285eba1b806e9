//! `as: addresses`: a list of old addresses without texts fills the ledger and nothing else.

use super::fixture::Fixture;

const LIST: &str = "网址,标题,状态\r\n\
    https://www.lvsuo.example/hf/101.html,网贷逾期后的第一周先做什么,\r\n\
    /old/penalty.html,云桥消金逾期的罚息 怎么算,\r\n\
    /?id=9109,云桥消金逾期的罚息怎么算,\r\n\
    /articles/109.html,,\r\n\
    /topics/overdue/,逾期,\r\n\
    /old/nobody.html,没有人写过的一篇13912345678,\r\n\
    /old/deleted.html,删过的,已删除\r\n\
    ,没有网址的一行,\r\n";

fn list(fixture: &Fixture, arguments: &[&str]) -> crate::support::site::Run {
    fixture.site.write("old.csv", LIST);
    fixture.site.write("old.yaml", "version: 1\nfrom: old.csv\nas: addresses\nhosts: [www.lvsuo.example]\n");
    let command =
        ["import", "--map", "old.yaml", "-r", "site", "--as-of", super::fixture::DAY, "--format", "short", "--lang", "en"];
    fixture.site.run(&[&command, arguments].concat())
}

#[test]
fn a_list_of_addresses_fills_the_ledger_only() {
    let fixture = Fixture::new("given/zblog");
    fixture.summary(&[]);
    fixture.site.remove("site/urls.tsv");
    let articles = fixture.site.tree("site/content");
    let before = fixture.site.snapshot("site");
    let dry = list(&fixture, &["--dry-run"]);
    assert_eq!((dry.status, fixture.site.snapshot("site")), (0, before), "{}", dry.stderr);
    let run = list(&fixture, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("old.csv:9:1: warning[SG616]: old.csv needs a look: the row has no address and was left out: 没有网址的一行"),
        "{}",
        run.stderr
    );
    assert_eq!(
        fixture.site.read("site/urls.tsv"),
        "/?id=9109\tquery\t/articles/109.html\timport: 带问号的旧网址，由主机跳转\n\
         /articles/109.html\tlives\n\
         /hf/101.html\tredirect\t/articles/101.html\n\
         /old/deleted.html\tgone\t\timport: 表格里写明已删除\n\
         /old/nobody.html\theld\t\timport: 没有人写过的一篇***********\n\
         /old/penalty.html\tredirect\t/articles/109.html\n\
         /topics/overdue/\tpage\n"
    );
    assert_eq!(fixture.site.tree("site/content"), articles);
    // What waits is looked at again; what was decided stays.
    let ledger =
        fixture.site.read("site/urls.tsv").replace("redirect\t/articles/109.html", "redirect\t/articles/119.html\t人工改的");
    fixture.site.write("site/urls.tsv", &ledger);
    assert_eq!(list(&fixture, &[]).status, 0);
    assert_eq!(fixture.site.read("site/urls.tsv"), ledger);
    fixture.build();
    assert!(fixture.site.read("site/public/old/penalty.html").contains("/articles/119.html"));
    let redirects = fixture.site.read("site/public/_redirects");
    assert!(redirects.lines().any(|line| line == "/old/penalty.html /articles/119.html 301"), "{redirects}");
}

#[test]
fn a_list_without_addresses_cannot_run() {
    let fixture = Fixture::new("given/zblog");
    fixture.site.write("titles.csv", "标题\r\n甲\r\n");
    let run = fixture.site.run(&["import", "titles.csv", "--as", "addresses", "-r", "site", "--lang", "en"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("「网址」"), "{}", run.stderr);
}
