//! Tests of the portal of Discuz.

use super::*;
use crate::import::source::testing::{nasty, options, shown};

#[test]
fn parts_are_joined_in_the_order_of_their_pages() {
    let source = open(&nasty("discuz/backup-1.sql"), &options()).unwrap();
    let expected = [
        "discuz:6 | Article Draft | 一页 | 2024-01-01 | - | - | 债>催 |  | admin/ | /article-6-1.html /portal.php?mod=view&aid=6 | - | Html(\"<p>单页</p>\") | ",
        "discuz:5 | Article Live | 两页 | 2024-01-01 | - | 人写的 | 债>催 |  | admin/何砚 | /article-5-1.html /article-5-2.html /portal.php?mod=view&aid=5 | 99 | Html(\"<p>一</p><h2>第二页&amp;</h2><p>二</p>\") | ",
        "skipped link",
        "discuz:8 | Article Broken(\"正文表里没有这一篇\") | 丢了 | 2024-01-01 | - | - | 债 |  | admin/ | /article-8-1.html /portal.php?mod=view&aid=8 | - | Html(\"\") | ",
    ];
    assert_eq!(shown(&*source), expected);
    assert_eq!(source.overview().not_carried, [("forum_post".to_owned(), 2)]);
    assert_eq!(super::super::detect::kind(&nasty("discuz")).unwrap(), Kind::Discuz);
}
