//! Tests of Typecho.

use super::*;
use crate::import::source::testing::{compare, given, nasty, options, records, shown};

#[test]
fn the_given_dump_is_read() {
    let options =
        Options { address: Some("/archives/{id}/".to_owned()), page_address: Some("/{slug}.html".to_owned()), ..options() };
    let source = open(&given("typecho/backup.sql"), &options).unwrap();
    let records = records(&*source);
    compare("typecho", &records);
    let draft = records.iter().find(|record| record.id == Some(136)).unwrap();
    assert_eq!(draft.status, RecordStatus::Draft);
    assert_eq!((draft.category.join(">"), draft.tags.join(",")), ("催收应对".to_owned(), "催收,隐私".to_owned()));
    assert!(matches!(&records[0].body, Body::Markdown(text) if text.starts_with("逾期") && !text.contains('\r')));
    assert!(matches!(&records[2].body, Body::Html(_)));
    assert_eq!(source.overview().hosts, ["www.lvsuo.example"]);
}

#[test]
fn routes_of_a_sqlite_dump_are_followed() {
    let source = open(&nasty("typecho/sqlite.sql"), &options()).unwrap();
    let expected = [
        "typecho:1 | Article Live | 第一篇 \\ | 2024-01-01 | 2024-01-02 | - | 债>催收 | 电话 | heyan/何砚 | /log/index.php/cs/2024/a-b-1.htm | - | Markdown(\"第一段 C:\\\\x\\n\\n\\n\\n第二段 it's\") | ",
        "typecho:2 | Article Draft | 有密码 | 2024-01-01 | - | - |  |  | heyan/何砚 | /log/index.php/2024/p-2.htm | - | HtmlByLines(\"第一行\\n第二行\\n\\n第三行\") | ",
        "typecho:3 | Article Draft | 草稿 | 2024-01-01 | - | - |  |  | heyan/何砚 | /log/index.php/2024/-3.htm | - | Html(\"<p>x</p>\") | ",
        "skipped post_draft",
    ];
    assert_eq!(shown(&*source), expected);
    let lists: Vec<&str> = source.overview().listings.iter().map(|listing| listing.address.text()).collect();
    let expected = ["/", "/feed/", "/c/zhai", "/c/cs", "/tag/dh/", "/author/1/"].map(|path| format!("/log/index.php{path}"));
    assert_eq!(lists, expected);
    let all = format!("{:?} {:?}", source.overview(), shown(&*source));
    assert!(!all.contains("SECRET") && !all.contains("geheim") && !all.contains("$P$B") && !all.contains("nobody@"));
}
