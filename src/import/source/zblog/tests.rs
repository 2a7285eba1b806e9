//! Tests of Z-BlogPHP.

use super::*;
use crate::import::source::testing::{compare, given, nasty, options, readings, records, shown};

#[test]
fn the_given_dump_is_read() {
    let source = open(&given("zblog/backup.sql"), &options()).unwrap();
    compare("zblog", &records(&*source));
    let overview = source.overview();
    assert_eq!(overview.hosts, ["www.lvsuo.example"]);
    assert_eq!(overview.not_carried, [("comment".to_owned(), 1)]);
    let first = records(&*source).remove(0);
    assert_eq!(first.key, "zblog:101");
    assert_eq!(first.category, ["逾期知识"]);
    assert_eq!(first.tags, ["网贷", "应对"]);
    assert_eq!(first.author, Some(Author { login: Some("heyan".to_owned()), name: Some("何砚".to_owned()) }));
    assert_eq!((first.summary, first.views, first.not_carried), (None, Some(31), vec!["log_Meta.viewall".to_owned()]));
    assert_eq!(first.other_addresses, [Address::Query("/?id=101".to_owned())]);
}

#[test]
fn an_old_site_below_a_folder_is_read() {
    let source = open(&nasty("zblog/old.sql"), &options()).unwrap();
    let expected = [
        "zblog:7 | Article Live | 利息&罚息 <怎么算>? | 2024-01-01 | - | 人写的摘要。 | 逾期>网贷 | 停息挂账,停息挂账 | admin/ | /blog/wd/利息&amp;罚息 &lt;怎么算&gt;?.html /blog/?id=7 | 5 | Html(\"<p>看<a href=\\\"http://old.example/blog/a.html\\\">它</a>;-- 不是注释\\n/* 也不是 */ 'VALUES (1,2)'</p>\") | ",
        "zblog:8 | Article Draft | 私密的一篇 | 2023-12-31 | - | - | 逾期 |  | admin/ | /blog/逾期/债.html /blog/?id=8 | 0 | Html(\"<p>x</p>\") | ",
        "zblog:9 | Page Live | 关于 | 没有发布日期 | - | - |  |  | - | /blog/about/ /blog/?id=9 | 0 | Html(\"<p>y</p>\") | ",
        "skipped tweet",
        "zblog:11 | Article Live | 环里的分类 | 2024-01-01 | - | - | 环 |  | admin/ | /blog/环/环里的分类.html /blog/?id=11 | 0 | Html(\"<p>截到这里为止，后面还有。</p>\") | ",
    ];
    assert_eq!(shown(&*source), expected);
    let overview = source.overview();
    assert_eq!(overview.hosts, ["old.example"]);
    assert_eq!(
        overview.notes.iter().map(|(_, note)| (note.rule, note.text.as_str())).collect::<Vec<_>>(),
        [("other-site", "other_post")]
    );
    let lists: Vec<&str> = overview.listings.iter().map(|listing| listing.address.text()).collect();
    assert_eq!(
        lists,
        ["/blog/", "/blog/feed.php", "/blog/?cate=1", "/blog/?cate=2", "/blog/?cate=3", "/blog/?tags=1", "/blog/?auth=1"]
    );
    let all = format!("{overview:?} {:?}", readings(&*source));
    for secret in ["5f4dcc3b", "@example.com", "10.1.2.3", "10.9.9.9", "SECRET"] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[test]
#[cfg(feature = "sqlite")]
fn a_sqlite_file_is_read() {
    let source = open(&nasty("zblog/zblog.db"), &options()).unwrap();
    let records = records(&*source);
    assert_eq!(records.iter().map(|record| record.key.as_str()).collect::<Vec<_>>(), ["zblog:1", "zblog:3"]);
    assert!(matches!(&records[0].status, RecordStatus::Broken(_)));
    assert_eq!(records[1].body, Body::Html("<p>c'\\n</p>".to_owned()));
    assert_eq!(records[1].address, Some(Address::Path("/hf/3.html".to_owned())));
    assert_eq!(super::super::detect::kind(&nasty("zblog/zblog.db")).unwrap(), Kind::Zblog);
}

#[test]
#[cfg(not(feature = "sqlite"))]
fn a_sqlite_file_needs_the_feature() {
    let Err(Refusal::Machine(error)) = open(&nasty("zblog/zblog.db"), &options()) else { panic!("it was opened") };
    assert!(error.to_string().contains("zblog.db: ") && error.to_string().contains("built without SQLite"), "{error}");
}

#[test]
fn a_dump_of_something_else_is_refused() {
    let refused = |path: Vec<PathBuf>| matches!(open(&path, &options()), Err(Refusal::Unreadable(Kind::Zblog, _)));
    assert!(refused(given("typecho/backup.sql")));
    assert!(refused(given("docx/稿件/逾期知识/thin.docx")));
    assert!(refused(given("zblog/files/zb_users")));
}
