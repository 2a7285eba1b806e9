use jiff::civil::date;

use super::super::testing::{compare, given, options, records, retrieved};
use super::*;
use crate::import::record::Day;
use crate::model::settings::UtcOffset;

fn page(text: &str) -> Page {
    Page::of(text, Saved { day: date(2026, 4, 10), is_known: true }, UtcOffset::BEIJING)
}

const PAGE: &str = "首页\n关于我们\n\u{feff}当前位置:首页 > 债务 > 逾期知识 > 正文内容\n\n逾期第一周\n\n何砚2个月前 (02-03)逾期知识13\n\n逾期第一周\n\n　　先核对账单。\n\n扫描二维码付款前先核对收款人。\n\n再还款。\n\n扫描二维码推送至手机访问。\n\n版权声明:本文由站点编辑部发布。\n\n本文链接：https://www.lvsuo.example/hf/101.html\n\n“逾期第一周” 的相关文章\n\n无关的一篇\n";

#[test]
fn a_page_is_divided_into_its_fields() {
    let page = page(PAGE);
    assert_eq!(page.title, "逾期第一周");
    assert_eq!(page.category, ["债务", "逾期知识"]);
    assert_eq!((page.author.as_deref(), page.views), (Some("何砚"), Some(13)));
    assert_eq!(page.shown.as_ref().map(|shown| shown.day.date.to_string()).as_deref(), Some("2026-02-03"));
    assert_eq!(page.address(), Some(Address::Path("/hf/101.html".to_owned())));
    assert!(page.body.starts_with("先核对账单。\n扫描二维码付款前先核对收款人。\n再还款。\n扫描二维码推送"), "{}", page.body);
    assert!(page.body.ends_with("\n无关的一篇"));
    let head =
        ["首页", "关于我们", "\u{feff}当前位置:首页 > 债务 > 逾期知识 > 正文内容", "何砚2个月前 (02-03)逾期知识13", "逾期第一周"];
    assert_eq!(page.head, head.map(|line| line.trim_start_matches('\u{feff}')));
}

#[test]
fn fields_may_have_lines_of_their_own() {
    let text = "当前位置：\n首页\n>\n逾期知识\n>\n正文内容\n题目\n何砚\n2024-06-01\n逾期知识\n阅读(30)\n正文一。";
    let page = page(text);
    assert_eq!((page.title.as_str(), page.author.as_deref(), page.views), ("题目", Some("何砚"), Some(30)));
    assert_eq!(page.category, ["逾期知识"]);
    assert_eq!(page.body, "正文一。");
}

#[test]
fn a_text_without_the_frame_of_a_page_is_an_article() {
    let page = page("题目\n2024年3月1日，我收到传票。\n后来呢？");
    assert_eq!((page.title.as_str(), page.shown.clone(), page.author.clone()), ("题目", None, None));
    assert_eq!(page.body, "2024年3月1日，我收到传票。\n后来呢？");
    let page = self::page("题目\n作者：何砚 2024-06-01 协商还款 4\n正文。");
    assert_eq!((page.author.as_deref(), page.category.clone(), page.views), (Some("何砚"), vec!["协商还款".to_owned()], Some(4)));
    for line in ["2024年3月1日收到传票", "2024年3月1日收到传票3"] {
        let framed = self::page(&format!("当前位置：首页 > 逾期知识 > 正文\n题目\n{line}\n后来的一句。"));
        assert_eq!(framed.body, format!("{line}\n后来的一句。"));
    }
    assert_eq!(self::page("题目\n2024年3月1日收到传票\n后来。").body, "2024年3月1日收到传票\n后来。");
    assert_eq!(self::page(""), Page::default());
    assert_eq!(self::page("题目").body, "");
}

#[test]
fn the_last_link_of_the_page_is_its_address() {
    let address = |text: &str| page(text).address();
    assert_eq!(address("题\n甲。\n本文链接:/hf/7.html"), Some(Address::Path("/hf/7.html".to_owned())));
    assert_eq!(
        address("题\n本文链接：https://a.example/1.html\n本文链接：https://a.example/2.html 结束"),
        Some(Address::Path("/2.html".to_owned()))
    );
    assert_eq!(address("题\n甲。\n本文链接:https://a.example/../x"), None);
    assert_eq!(address("题\n甲。\n本文链接是什么\n乙。"), None);
}

#[test]
fn the_given_pages_have_their_fields() {
    let source = open(&given("text/pages"), &retrieved()).unwrap();
    let records = records(&*source);
    compare("text", &records);
    assert_eq!(source.overview().hosts, ["www.lvsuo.example"]);
    let [first, ..] = records.as_slice() else { panic!("records") };
    assert_eq!((first.key.as_str(), first.id, first.name.as_deref()), ("text:/hf/101.html", Some(101), Some("000")));
    assert_eq!((first.category.as_slice(), first.views), (&["逾期知识".to_owned()][..], Some(3)));
    assert_eq!(first.author, Some(Author { login: None, name: Some("何砚".to_owned()) }));
    assert_eq!(first.notes, []);
}

#[test]
fn a_year_without_the_day_of_saving_is_not_certain() {
    let source = open(&given("text/pages/001.txt"), &options()).unwrap();
    let records = records(&*source);
    let [record] = records.as_slice() else { panic!("a record") };
    assert_eq!(record.published, Ok(Day { date: date(2025, 11, 23), year_is_certain: false }));
    assert!(record.notes.iter().any(|note| note.rule == "year-unknown" && note.text == "5个月前 (11-23)"));
}
