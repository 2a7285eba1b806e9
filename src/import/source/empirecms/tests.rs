//! Tests of EmpireCMS.

use super::*;
use crate::import::source::testing::{nasty, options, shown};

#[test]
fn a_backup_of_empirebak_in_gbk_is_read() {
    let source = open(&nasty("empirecms/backup"), &options()).unwrap();
    let expected = [
        "empirecms:15 | Article Draft | 待审 | 2024-01-01 | - | - | 催收 |  | admin/ | /cs/15.html | 0 | Html(\"<p>待审的正文</p>\") | ",
        "empirecms:12 | Article Live | 引号\"与'单引号与$钱与\\反斜杠縗 | 2024-01-01 | 2024-01-02 | 人写的简介 | 催收 | 催收 | admin/何砚 | /cs/2024-01-01/12.html /cs/2024-01-01/12_2.html | 7 | Html(\"<p class=\\\"a\\\">第一\\r\\n页縗</p><h2>第二页</h2><p>$x</p>\") | ",
        "empirecms:14 | Article Live | 没有地址 | 2024-01-01 | - | - | 催收>电话 | 标签一,标签二 | admin/ | /cs/dh/2024-01-02/14.html | 0 | Html(\"<p>十四</p>\") | ",
        "skipped link",
    ];
    assert_eq!(shown(&*source), expected);
    assert_eq!(source.overview().hosts, ["www.lvsuo.example"]);
    assert_eq!(source.overview().notes, []);
    assert_eq!(super::super::detect::kind(&nasty("empirecms/backup")).unwrap(), Kind::Empirecms);
    assert!(!format!("{:?}", source.overview()).contains("5f4dcc3b"));
}

#[test]
fn modules_are_told_by_the_names_of_tables() {
    assert_eq!(module("phome_ecms_news"), ("news", false));
    assert_eq!(module("phome_ecms_news_data_12"), ("news", false));
    assert_eq!(module("phome_ecms_news_check_data"), ("news", true));
    assert_eq!(module("x_ecms_article_doc_data"), ("article", false));
}
