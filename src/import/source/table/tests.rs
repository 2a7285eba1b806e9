use super::super::archive::pack;
use super::super::testing::{options, records};
use super::super::{Selection, Selector};
use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn read(files: &[(&str, &[u8])]) -> Vec<Record> {
    let folder = folder(files);
    records(&*open(&[folder.path().to_path_buf()], Kind::Table, &options()).unwrap())
}

/// The reason why a table is refused.
fn refusal(name: &str, bytes: &[u8], options: &Options) -> String {
    match open(&[folder(&[(name, bytes)]).path().join(name)], Kind::Table, options) {
        Err(Refusal::Unreadable(Kind::Table, reason)) => reason,
        Err(other) => format!("{other:?}"),
        Ok(_) => "opened".to_owned(),
    }
}

const TABLE: &str = "编号,标题,正文,日期,作者,分类,标签,网址,状态,浏览\r\n\
    7,甲,\"第一段。\n第二段。\",2024/6/1,何砚,债务/逾期,\"网贷,应对\",https://www.lvsuo.example/hf/7.html,,30\r\n\
    ,乙,<p>段</p>,,,,,/hf/8.html,草稿,\r\n,丙,,2024-06-01,,,,,已删除,\r\n";

#[test]
fn a_row_is_an_article() {
    let [first, second, third] = read(&[("a.csv", TABLE.as_bytes())]).try_into().unwrap();
    assert_eq!((first.key.as_str(), first.title.as_str(), first.origin.line), ("table:7", "甲", Some(2)));
    assert_eq!(first.body, Body::Text("第一段。\n第二段。".to_owned()));
    assert_eq!(first.published.unwrap().date.to_string(), "2024-06-01");
    assert_eq!(
        (first.category.join("/"), first.tags.join("/"), first.views),
        ("债务/逾期".to_owned(), "网贷/应对".to_owned(), Some(30))
    );
    assert_eq!(first.address, Some(Address::Path("/hf/7.html".to_owned())));
    assert_eq!(
        (second.key.as_str(), second.status, second.body),
        ("table:8", RecordStatus::Draft, Body::Html("<p>段</p>".to_owned()))
    );
    assert_eq!(second.published, Err("表格里没有日期".to_owned()));
    assert_eq!((third.key.as_str(), third.origin.line), ("table:a.csv:5", Some(5)));
    assert!(matches!(third.status, RecordStatus::Deleted(_)));
}

#[test]
fn tables_are_read_in_every_usual_encoding_and_separator() {
    let gbk = [
        0xB1, 0xEA, 0xCC, 0xE2, b'\t', 0xC8, 0xD5, 0xC6, 0xDA, b'\n', 0xBC, 0xD7, 0xD2, 0xD2, 0xB1, 0xFB, b'\t', b'2', b'0', b'2',
        b'4', b'-', b'6', b'-', b'1',
    ];
    let [record] = read(&[("a.tsv", &gbk)]).try_into().unwrap();
    assert_eq!((record.title.as_str(), record.published.unwrap().date.to_string()), ("甲乙丙", "2024-06-01".to_owned()));
    let [record] = read(&[("a.csv", "\u{feff}标题;正文\n甲;乙".as_bytes())]).try_into().unwrap();
    assert_eq!((record.title.as_str(), record.body), ("甲", Body::Text("乙".to_owned())));
    assert!(refusal("a.csv", b"\xFF\xFEa\0,\0", &options()).contains("CSV UTF-8"));
}

#[test]
fn a_row_may_name_a_file() {
    let table = "标题,文件\n甲,甲.md\n乙,./乙.html\n丙,没有.txt\n丁,../丁.md\n";
    let files: [(&str, &[u8]); 3] =
        [("a.csv", table.as_bytes()), ("甲.md", "# 甲".as_bytes()), ("乙.html", "<p>乙</p>".as_bytes())];
    let [first, second, third, fourth] = read(&files).try_into().unwrap();
    assert_eq!((first.body, first.name.as_deref()), (Body::Markdown("# 甲".to_owned()), Some("甲")));
    assert_eq!(second.body, Body::Html("<p>乙</p>".to_owned()));
    for record in [third, fourth] {
        assert!(matches!(record.status, RecordStatus::Broken(_)), "{}", record.title);
    }
}

#[test]
fn columns_are_named_by_the_mapping() {
    let select = Selection {
        title: Some(Selector { css: "名称".to_owned(), ..Selector::default() }),
        columns: vec![("address".to_owned(), "旧址".to_owned())],
        ..Selection::default()
    };
    let named = Options { select, ..options() };
    let folder = folder(&[("a.csv", "名称,旧址,标题\n甲,/a.html,乙".as_bytes())]);
    let [record] = records(&*open(&[folder.path().to_path_buf()], Kind::Table, &named).unwrap()).try_into().unwrap();
    assert_eq!((record.title.as_str(), record.address), ("甲", Some(Address::Path("/a.html".to_owned()))));
    assert_eq!(refusal("a.csv", "名称\n甲".as_bytes(), &named), "a.csv：没有「旧址」这一栏");
    assert!(refusal("a.csv", b"a,b\n1,2", &options()).contains("没有「标题」"));
    assert!(refusal("a.csv", b"", &options()).contains("没有「标题」"));
}

#[test]
fn excel_files_have_texts_numbers_and_days() {
    let sheet = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>\
        <row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>日期</t></is></c></row>\
        <row r='3'><c r='A3' t='s'><v>1</v></c><c r='C3'><v>45444.5</v></c></row></sheetData></worksheet>";
    let texts = "<x:sst xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:si><x:t>标题</x:t></x:si>\
        <x:si><x:r><x:t>甲</x:t></x:r><x:r><x:t>乙</x:t></x:r><x:rPh><x:t>jia</x:t></x:rPh></x:si></x:sst>";
    let workbook = "<workbook><sheets><sheet name='隐' state='hidden' r:id='r9'/><sheet name='一' r:id='r1'/></sheets></workbook>";
    let links = "<Relationships><Relationship Id='r1' Target='worksheets/one.xml'/></Relationships>";
    let bytes = pack(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/one.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", texts.as_bytes()),
    ]);
    let [record] = read(&[("a.xlsx", &bytes)]).try_into().unwrap();
    assert_eq!((record.title.as_str(), record.origin.line), ("甲乙", Some(3)));
    assert_eq!(record.published.unwrap().date.to_string(), "2024-06-01");
    assert!(refusal("a.xlsx", &[0xD0, 0xCF, 0x11, 0xE0], &options()).contains("另存为 .xlsx"));
    assert!(refusal("a.xlsx", b"PK\x03\x04", &options()).contains("损坏"));
}
