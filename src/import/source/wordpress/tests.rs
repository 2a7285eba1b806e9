use super::super::testing::{compare, given, options, part, readings, records};
use super::*;
use crate::import::record::{Address, Author, Body, Record, RecordKind, RecordStatus};

/// A source with the head of a small site and no file.
fn source() -> WordpressSource {
    let mut channel = Channel::default();
    channel.read(
        "<rss><channel><link>https://www.lvsuo.example</link>\
         <wp:author><wp:author_login>heyan</wp:author_login><wp:author_email>a@b.example</wp:author_email>\
         <wp:author_display_name><![CDATA[何砚]]></wp:author_display_name></wp:author>\
         <wp:category><wp:category_nicename>yuqi</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>逾期</wp:cat_name></wp:category>\
         <wp:category><wp:category_nicename>wangdai</wp:category_nicename><wp:category_parent>yuqi</wp:category_parent><wp:cat_name>网贷</wp:cat_name></wp:category>\
         <wp:tag><wp:tag_slug>%e7%bd%9a</wp:tag_slug><wp:tag_name>罚</wp:tag_name></wp:tag>",
    );
    WordpressSource { files: Vec::new(), channel, overview: Overview::default(), options: options() }
}

fn reading(item: &str) -> Reading {
    source().record(part("a.xml", &format!("<item>{item}</item>"))).unwrap()
}

fn record(item: &str) -> Record {
    match reading(item) {
        Reading::Record(record) => *record,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_given_export_has_its_records() {
    let source = open(&given("wordpress/export.xml"), &options()).unwrap();
    let records = records(&*source);
    compare("wordpress", &records);
    assert_eq!(source.overview().hosts, ["www.lvsuo.example"]);
    let drafts: Vec<&str> =
        records.iter().filter(|record| record.status == RecordStatus::Draft).map(|record| record.title.as_str()).collect();
    assert_eq!(drafts, ["催收打给通讯录里的人怎么办"]);
    let [first, second, ..] = records.as_slice() else { panic!("records") };
    assert_eq!((first.key.as_str(), first.origin.line, first.name.as_deref()), ("wordpress:101", Some(6), Some("first-week")));
    assert_eq!(first.author, Some(Author { login: Some("heyan".to_owned()), name: Some("何砚".to_owned()) }));
    assert_eq!(
        (first.category.as_slice(), first.tags.as_slice()),
        (&["逾期知识".to_owned()][..], &["网贷".to_owned(), "应对".to_owned()][..])
    );
    assert_eq!(first.other_addresses, [Address::Query("/?p=101".to_owned())]);
    assert!(matches!(&first.body, Body::HtmlByLines(text) if text.starts_with("逾期的头几天")));
    assert!(matches!(&second.body, Body::Html(text) if !text.contains("wp:")));
    let skipped = readings(&*source).into_iter().filter_map(|reading| match reading {
        Reading::Skipped(what) => Some(what),
        _ => None,
    });
    assert_eq!(skipped.collect::<Vec<_>>(), ["attachment", "nav_menu_item"]);
}

#[test]
fn the_head_names_categories_and_lists() {
    let source = source();
    assert_eq!(source.channel.path("wangdai", "网贷"), ["逾期", "网贷"]);
    let listings: Vec<String> = source.channel.listings().into_iter().map(|listing| listing.address.text().to_owned()).collect();
    assert_eq!(listings, ["/", "/feed/", "/category/yuqi/wangdai/", "/category/yuqi/", "/tag/罚/", "/author/heyan/"]);
    let mut ring = Channel::default();
    ring.read("<rss><channel><wp:category><wp:category_nicename>a</wp:category_nicename><wp:category_parent>a</wp:category_parent><wp:cat_name>甲</wp:cat_name></wp:category>");
    assert_eq!(ring.path("a", "甲").len(), 16);
}

#[test]
fn only_published_articles_without_a_password_are_live() {
    let status = |status: &str| match reading(&format!("<wp:post_id>1</wp:post_id>{status}")) {
        Reading::Record(record) => format!("{:?}", record.status),
        other => format!("{other:?}"),
    };
    assert_eq!(status("<wp:status>publish</wp:status>"), "Live");
    for text in ["draft", "pending", "private", "future"] {
        assert_eq!(status(&format!("<wp:status>{text}</wp:status>")), "Draft");
    }
    assert_eq!(status("<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>"), "Draft");
    assert_eq!(status("<wp:status>trash</wp:status>"), "Skipped(\"trash\")");
    assert_eq!(status("<wp:status>publish</wp:status><wp:post_type>revision</wp:post_type>"), "Skipped(\"revision\")");
}

#[test]
fn titles_dates_and_addresses_are_decoded() {
    let page = record(
        "<title><![CDATA[A &amp; B <em>甲</em>&#8212;乙]]></title><link>https://lvsuo.example/%E5%85%B3%E4%BA%8E/</link>\
         <wp:post_type>page</wp:post_type><wp:post_id>12</wp:post_id><wp:post_name>%E5%85%B3%E4%BA%8E</wp:post_name>\
         <wp:post_date>0000-00-00 00:00:00</wp:post_date><pubDate>Tue, 11 Jul 2023 17:40:05 +0000</pubDate>\
         <content:encoded><![CDATA[甲]]]]><![CDATA[>乙<!--nextpage-->丙]]></content:encoded>\
         <excerpt:encoded><![CDATA[<p>摘要&nbsp;一</p>]]></excerpt:encoded>",
    );
    assert_eq!(page.title, "A & B 甲—乙");
    assert_eq!((page.kind, page.name.as_deref()), (RecordKind::Page, Some("关于")));
    assert_eq!(page.address, Some(Address::Path("/关于/".to_owned())));
    let others: Vec<&str> = page.other_addresses.iter().map(Address::text).collect();
    assert_eq!(others, ["/?page_id=12", "/关于/2/"]);
    assert_eq!(page.published.as_ref().map(|day| day.date.to_string()).as_deref(), Ok("2023-07-12"));
    assert_eq!(page.summary.as_deref(), Some("摘要 一"));
    assert_eq!(page.body, Body::HtmlByLines("甲]]>乙<!--nextpage-->丙".to_owned()));
    let xml = record("<title>A &amp;amp; B</title><link>https://lvsuo.example/?p=7</link><wp:post_id>7</wp:post_id>");
    assert_eq!((xml.title.as_str(), xml.published), ("A &amp; B", Err("没有日期".to_owned())));
    assert_eq!((xml.address, xml.other_addresses), (Some(Address::Query("/?p=7".to_owned())), Vec::new()));
}

#[test]
fn personal_data_of_comments_are_not_read() {
    let record = record(
        "<wp:post_id>1</wp:post_id><wp:comment><wp:comment_author_email>a@b.example</wp:comment_author_email>\
         <wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_content>评论</wp:comment_content></wp:comment>\
         <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:postmeta>\
         <wp:postmeta><wp:meta_key>电话</wp:meta_key><wp:meta_value>13800138000</wp:meta_value></wp:postmeta>",
    );
    assert_eq!(record.not_carried, ["comment", "featured picture", "postmeta.电话"]);
    let all = format!("{record:?}");
    assert!(!all.contains("example") && !all.contains("192.0") && !all.contains("13800138000") && !all.contains("评论"), "{all}");
}

#[test]
fn broken_items_are_faults_and_broken_bytes_hold_a_record() {
    assert!(matches!(reading("<a>"), Reading::Fault(Note { rule: "xml", .. })));
    assert!(matches!(reading("<title>甲</title>"), Reading::Fault(Note { rule: "no-key", .. })));
    let deep = "<a>".repeat(100_000);
    assert!(matches!(reading(&deep), Reading::Fault(Note { rule: "xml", .. })));
    let mut piece = part("a.xml", "<item><wp:post_id>1</wp:post_id><title>甲X</title></item>");
    let Data::Part(bytes) = &mut piece.data else { panic!("a part") };
    let at = bytes.iter().position(|byte| *byte == b'X').unwrap();
    bytes[at] = 0xFF;
    let Reading::Record(record) = source().record(piece).unwrap() else { panic!("a record") };
    assert!(matches!(record.status, RecordStatus::Broken(_)));
}
