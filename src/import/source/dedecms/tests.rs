//! Tests of DedeCMS.

use super::*;
use crate::import::source::testing::{compare, given, nasty, options, records, shown};

#[test]
fn the_given_dump_is_read() {
    let source = open(&given("dedecms/backup.sql"), &options()).unwrap();
    let records = records(&*source);
    compare("dedecms", &records);
    let by_id = |id: u64| records.iter().find(|record| record.id == Some(id)).unwrap();
    assert_eq!(by_id(136).status, RecordStatus::Draft);
    assert_eq!(by_id(184).status, RecordStatus::Deleted("原站已经删除".to_owned()));
    assert!(records.iter().all(|record| record.summary.is_none()));
    let parts = by_id(126);
    assert_eq!(
        parts.other_addresses.iter().map(Address::text).collect::<Vec<_>>(),
        ["/a/c3/2023/0516/126.html", "/a/c3/2023/0406/126_2.html", "/a/c3/2023/0516/126_2.html", "/plus/view.php?aid=126"]
    );
    assert!(matches!(&parts.body, Body::Html(text) if !text.contains("副标题") && !text.contains("#e#")));
}

#[test]
fn a_backup_in_gbk_with_columns_after_the_rows_is_read() {
    let source = open(&nasty("dedecms/backup"), &options()).unwrap();
    let expected = [
        "dedecms:1 | Article Live | 标题'縗 | 2024-01-01 | - | 另外写的摘要 | 催收 | 催收,协商 | /何砚 | /cms/cs/2024/my-file.html /cms/cs/2024/my-file_2.html /cms/cs/2024/my-file_3.html /plus/view.php?aid=1 | 12 | Html(\"<p>第一部分縗'x</p><h2>第二&amp;部分</h2><p>后面</p><p>最后縗</p>\") | ",
        "skipped link",
        "skipped channel 2",
        "dedecms:4 | Article Broken(\"正文表里没有这一篇\") | 正文丢了 | 2024-01-01 | - | - | 催收 |  | - | /cms/cs/2024/4.html /plus/view.php?aid=4 | 0 | Html(\"\") | ",
        "dedecms:5 | Article Deleted(\"原站已经删除\") | 删了 | 2024-01-01 | - | - | 催收 |  | - | /cms/cs/2024/5.html /plus/view.php?aid=5 | 0 | Html(\"\") | ",
    ];
    assert_eq!(shown(&*source), expected);
    assert_eq!(source.overview().hosts, ["www.lvsuo.example"]);
    let lists: Vec<&str> = source.overview().listings.iter().map(|listing| listing.address.text()).collect();
    assert_eq!(lists, ["/", "/cms/cs/", "/cms/cs/list_1_1.html"]);
    assert_eq!(super::super::detect::kind(&nasty("dedecms/backup")).unwrap(), Kind::Dedecms);
}
