use super::super::archive::pack;
use super::super::testing::{compare, given, options, records};
use super::*;
use crate::import::document::{Block, Inline};

const STYLES: &str = "<w:styles><w:style w:styleId='a3'><w:name w:val='Title'/></w:style><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>\
    <w:style w:styleId='2'><w:name w:val='heading 2'/></w:style><w:style w:styleId='q'><w:name w:val='Quote'/></w:style>\
    <w:style w:styleId='11'><w:name w:val='toc 1'/></w:style></w:styles>";
const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/></w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='第%1条'/></w:lvl></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
const NOTES: &str = "<w:footnotes><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
    <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>依据二。</w:t></w:r></w:p></w:footnote><w:footnote w:id='3'><w:p><w:r><w:t>没有引用。</w:t></w:r></w:p></w:footnote></w:footnotes>";
const LINKS: &str = "<Relationships><Relationship Id='r1' Target='https://a.example/' TargetMode='External'/><Relationship Id='r2' Target='media/a.png'/>\
    <Relationship Id='r3' Target='media/b.emf'/><Relationship Id='r4' Target='../../../x'/></Relationships>";

/// A Word file with this body.
fn file(body: &str) -> Vec<u8> {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    pack(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/footnotes.xml", NOTES.as_bytes()),
        ("word/_rels/document.xml.rels", LINKS.as_bytes()),
        ("word/media/a.png", b"picture"),
    ])
}

fn read(body: &str) -> Record {
    record(&file(body), &Origin { file: "催收/文稿.docx".to_owned(), line: None }, &options()).unwrap()
}

/// The blocks in a short form, and the words.
fn body(body: &str) -> (String, String) {
    let Body::Blocks { document, words } =
        read(&format!("<w:p><w:pPr><w:pStyle w:val='a3'/></w:pPr><w:r><w:t>题</w:t></w:r></w:p>{body}")).body
    else {
        panic!("blocks")
    };
    let notes = document.footnotes.iter().map(|note| format!("[^{}: {}]", note.label, blocks(&note.blocks)));
    (std::iter::once(blocks(&document.blocks)).chain(notes).collect(), words.split_whitespace().collect())
}

fn blocks(all: &[Block]) -> String {
    let one = |block: &Block| match block {
        Block::Heading { level, content } => format!("<h{level}>{}", inlines(content)),
        Block::Paragraph(content) => format!("<p>{}", inlines(content)),
        Block::List { start, items } => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>", blocks(item))).collect();
            format!("<list{}>{items}</list>", start.map_or_else(String::new, |n| format!(" {n}")))
        }
        Block::Quote(inner) => format!("<quote>{}</quote>", blocks(inner)),
        Block::Table(table) => {
            let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join("|");
            format!("<table>{}</table>", table.rows.iter().map(row).collect::<Vec<_>>().join("||"))
        }
        other => format!("{other:?}"),
    };
    all.iter().map(one).collect()
}

fn inlines(all: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Strong(inner) => format!("*{}*", inlines(inner)),
        Inline::Emphasis(inner) => format!("_{}_", inlines(inner)),
        Inline::Strikethrough(inner) => format!("~{}~", inlines(inner)),
        Inline::Tag(tag, inner) => format!("<{tag:?} {}>", inlines(inner)),
        Inline::Link { target, content } => format!("[{}]({target})", inlines(content)),
        Inline::Picture { source, description } => format!("![{description}]({source})"),
        Inline::Break => "/".to_owned(),
        Inline::Footnote(label) => format!("[^{label}]"),
        Inline::Code(text) => format!("`{text}`"),
    };
    all.iter().map(one).collect()
}

fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    p(&format!("<w:pStyle w:val='{style}'/>"), text)
}

fn numbered(id: u32, level: u32, text: &str) -> String {
    p(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{id}'/></w:numPr>"), text)
}

#[test]
fn the_given_files_have_their_records() {
    let source = open(&given("docx/稿件"), &options()).unwrap();
    let records = records(&*source);
    compare("docx", &records);
    let penalty = records.iter().find(|record| record.key == "docx:利息与费用/penalty.docx").unwrap();
    assert_eq!((penalty.category.as_slice(), penalty.name.as_deref()), (&["利息与费用".to_owned()][..], Some("penalty")));
    let Body::Blocks { document, words } = &penalty.body else { panic!("blocks") };
    let text = blocks(&document.blocks);
    assert!(text.contains("<p>*一、合同里看哪一条*<p>翻到“逾期”"), "{text}");
    assert!(
        text.contains("<table>项目|约定|说明||借款利率|年利率14.4%|按日计息||")
            && text.contains("<p>![罚息对照图](word/media/chart-a.png)"),
        "{text}"
    );
    assert!(text.ends_with("<p>修订时加上的话。") && !words.contains("被删掉") && !words.contains("云桥消金逾期"), "{words}");
    assert_eq!(source.picture(&penalty.origin, "word/media/chart-a.png").unwrap().map(|bytes| bytes.len()), Some(827));
    assert_eq!(source.picture(&penalty.origin, "word/media/none.png").unwrap(), None);
    let haggle = records.iter().find(|record| record.key.ends_with("haggle.docx")).unwrap();
    let Body::Blocks { document, words } = &haggle.body else { panic!("blocks") };
    assert!(blocks(&document.blocks).contains("<list 1><li><p>医院的诊断书和缴费单。</li>"));
    assert!(blocks(&document.blocks).ends_with("<p>有脚注的一句话[^1]。"));
    assert!(words.trim_end().ends_with("脚注里的依据。"));
}

#[test]
fn the_title_is_what_looks_like_one() {
    let bold = |text: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let title = |body: &str| read(body).title;
    assert_eq!(title(&(bold("粗体") + &styled("a3", "题目"))), "题目");
    assert_eq!(title(&(bold("粗体") + &p("", "正文。"))), "粗体");
    assert_eq!(title(&(p("<w:jc w:val='center'/>", "居中") + &p("", "正文。"))), "居中");
    assert_eq!(title(&(styled("1", "标题一") + &styled("2", "二级") + &styled("2", "二级"))), "标题一");
    assert_eq!(title(&(styled("1", "一、甲") + &styled("1", "二、乙"))), "文稿");
    assert_eq!(title(&(bold("一、先核对账单") + &p("", "正文。"))), "文稿");
    assert_eq!(title(&bold("这是一句完整的话。")), "文稿");
    assert_eq!(title(""), "文稿");
}

#[test]
fn lists_are_nested_and_numbers_with_words_stay_words() {
    let text = numbered(1, 0, "甲")
        + &numbered(1, 1, "乙")
        + "<w:p/>"
        + &numbered(1, 1, "丙")
        + &numbered(1, 0, "丁")
        + &p("", "文。")
        + &numbered(1, 0, "戊")
        + &numbered(2, 0, "出借人")
        + &numbered(2, 0, "借款人")
        + &numbered(0, 0, "无号");
    let (blocks, words) = body(&text);
    assert_eq!(
        blocks,
        "<list><li><p>甲<list 1><li><p>乙</li><li><p>丙</li></list></li><li><p>丁</li></list><p>文。<list><li><p>戊</li></list>\
         <p>第一条 出借人<p>第二条 借款人<p>无号"
    );
    assert_eq!(words, "甲乙丙丁文。戊第一条出借人第二条借款人无号");
}

#[test]
fn marks_links_and_revisions_are_read_from_split_runs() {
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let text = format!(
        "<w:p>{}{}{}{}{}<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins>{}</w:ins><w:hyperlink r:id='r1'>{}{}</w:hyperlink></w:p>",
        run("<w:b/>", "　粗"),
        run("<w:b/><w:rFonts/>", "体"),
        run("<w:b/><w:i/>", "斜"),
        run("<w:b w:val='0'/>", "文"),
        run("<w:vertAlign w:val='superscript'/>", "2"),
        run("", "增"),
        run("<w:b/>", "链"),
        run("", "接"),
    );
    assert_eq!(body(&text).0, "<p>*粗体_斜_*文<Sup 2>增[*链*接](https://a.example/)");
    let field = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://b.example/\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>网</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>外</w:t><w:br/><w:t>下</w:t></w:r></w:p>";
    assert_eq!(body(field), ("<p>[网](https://b.example/)外/下".to_owned(), "网外下".to_owned()));
}

#[test]
fn text_boxes_are_read_once_and_hidden_text_is_not() {
    let text_box = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", text));
    let text = format!(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>",
        text_box("框"),
        text_box("框")
    );
    assert_eq!(body(&text), ("<p>前后<p>框".to_owned(), "前后框".to_owned()));
}

#[test]
fn tables_have_equal_rows_and_one_cell_is_no_table() {
    let cell = |properties: &str, inner: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>");
    let text = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val='2'/>", &p("", "甲")),
        cell("", &(p("", "乙") + &numbered(1, 0, "丙"))),
        cell("", &p("", "一")),
        cell("", "<w:p/>"),
        cell("<w:vMerge/>", "<w:p/>"),
    );
    assert_eq!(body(&text).0, "<table>甲||乙/丙||一||</table>");
    let one = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", &(p("", "甲") + &p("", "乙"))));
    assert_eq!(body(&one).0, "<p>甲<p>乙");
    let wide = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val='999999999'/>", &p("", "甲")),
        cell("", &p("", "乙"))
    );
    assert_eq!(body(&wide).0.matches('|').count(), 63 * 2 + 2);
}

#[test]
fn notes_pictures_and_tables_of_contents() {
    let text = styled("11", "目录一…1")
        + &styled("1", "甲")
        + "<w:p><w:r><w:t>有据</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:footnoteReference w:id='9'/></w:r>\
        <w:r><w:drawing><wp:docPr descr='图 一'/><a:blip r:embed='r2'/></w:drawing></w:r><w:r><w:pict><v:imagedata r:id='r3'/></w:pict></w:r><w:r><w:drawing><a:blip r:embed='r4'/></w:drawing></w:r></w:p>"
        + &styled("q", "引一")
        + &styled("q", "引二");
    let (blocks, words) = body(&text);
    assert_eq!(blocks, "<h2>甲<p>有据[^1]![图 一](word/media/a.png)<quote><p>引一<p>引二</quote>[^1: <p>依据二。]");
    assert_eq!(words, "甲有据引一引二依据二。");
    let record = read(&(styled("a3", "题") + &text));
    assert_eq!(record.notes, [Note { rule: "table-of-contents", text: "目录一…1".to_owned() }]);
    assert_eq!(record.not_carried, ["picture.emf"]);
    assert_eq!(package::picture(&file(""), "word/media/a.png").as_deref(), Some(&b"picture"[..]));
}

#[test]
fn hostile_levels_are_bounded() {
    let text: String = (0..5_000).map(|level| numbered(1, level, "甲")).collect();
    assert_eq!(body(&text).1.chars().count(), 5_000);
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let rule = |bytes: &[u8]| record(bytes, &Origin { file: "a.docx".to_owned(), line: None }, &options()).unwrap_err().0;
    assert_eq!(rule(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]), "word-old");
    assert_eq!(rule(b"<html>"), "word-broken");
    assert_eq!(rule(&pack(&[("a", b"")])), "word-broken");
    assert_eq!(rule(&pack(&[("word/document.xml", b"<w:document><w:body>")])), "word-broken");
    assert_eq!(rule(&pack(&[("word/document.xml", "<w:tbl><w:tr><w:tc>".repeat(40_000).as_bytes())])), "word-broken");
    assert_eq!(rule(&file("").iter().take(100).copied().collect::<Vec<u8>>()), "word-broken");
    let names = ["a.docx", "稿/b.DOCX", "c.doc", "~$a.docx", "d.txt", ".e.docx"].map(is_word);
    assert_eq!(names, [true, true, true, false, false, false]);
}
