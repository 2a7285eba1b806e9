//! The wording of the notes of sources, in Chinese and English.

use crate::import::record::Note;

/// Rule and wording; `{}` is the text of the note.
const WORDINGS: [(&str, &str, &str); 25] = [
    ("no-address", "这一行没有网址，没有登记：{}", "the row has no address and was left out: {}"),
    (
        "day-approximate",
        "日期「{}」按保存网页那天推算，可能差一天",
        "the date `{}` was reckoned from the day of saving and may be a day off",
    ),
    (
        "year-unknown",
        "日期「{}」没有年份，年份是推算的，请核对",
        "the date `{}` has no year; the year was concluded and must be checked",
    ),
    (
        "year-disagrees",
        "日期 {} 与编号相邻的文章对不上，请核对年份",
        "the date {} does not fit the articles with the next numbers; check the year",
    ),
    (
        "double-encoded",
        "文字原来是乱码（重复编码），已经还原，请核对",
        "the text had been encoded twice and was repaired; check it",
    ),
    ("table-of-contents", "文内目录没有导入：{}", "the table of contents was left out: {}"),
    (
        "file-size",
        "文件太大，没有导入，请压缩里面的图片后另存：{}",
        "the file is too large and was left out; compress its pictures and save it again: {}",
    ),
    (
        "record-size",
        "一条记录太大，没有导入，请在旧网站里把它拆成几篇：{}",
        "a record is too large and was left out; divide it at the old site: {}",
    ),
    ("file-cut", "文件在一条记录中间断了，后面的内容缺失，请重新导出：{}", "the file ends within a record; export it again: {}"),
    ("dump-cut", "数据库备份在中间断了，后面的内容缺失，请重新备份：{}", "the dump is cut off; make a new backup: {}"),
    ("dump-columns", "备份里没有这张表的栏目名称：{}", "the dump does not name the columns of the table {}"),
    ("other-site", "备份里还有另一个网站的表，没有导入：{}", "the dump has the table of another site, which was left out: {}"),
    ("table-size", "这张表太大，后面的行没有读：{}", "the table is too large; rows were left out: {}"),
    ("no-key", "记录没有编号，没有导入：{}", "a record has no number and was left out: {}"),
    ("xml", "记录的 XML 有错，没有导入，请重新导出：{}", "the XML of a record is broken; export it again: {}"),
    ("file-name", "文件名读不出来，没有导入，请改名：{}", "the name of the file cannot be read; rename it: {}"),
    ("folder-depth", "文件夹太深，没有进去，请移到上面几层：{}", "the folder is too deep and was not read; move it up: {}"),
    (
        "symbolic-link",
        "符号链接（快捷方式）没有导入，请换成文件本身：{}",
        "the symbolic link was not followed; put the file itself there: {}",
    ),
    (
        "word-old",
        "旧版 Word（.doc）或加密的文件读不了，请另存为不加密的 .docx：{}",
        "old or encrypted Word files cannot be read; save the file as .docx without a password: {}",
    ),
    (
        "word-broken",
        "Word 文件损坏，读不出来，请用 Word 打开后另存：{}",
        "the Word file is broken; open it in Word and save it again: {}",
    ),
    (
        "html-depth",
        "网页太大或嵌套太深，没有导入，请把正文另存为 Word 文件再导入：{}",
        "the page is too large or nested too deep; save its text as a Word file and import that: {}",
    ),
    ("no-body", "选定的网页里没有找到正文，请检查 select 的 body：{}", "the chosen page has no body; check `body` of `select`: {}"),
    ("row-broken", "表格的这一行引号没有闭合或太长，没有导入：{}", "a row has a quote that is not closed, or is too long: {}"),
    (
        "sheet-broken",
        "Excel 文件损坏，读不出来，请用 Excel 打开后另存：{}",
        "the Excel file is broken; open it in Excel and save it again: {}",
    ),
    (
        "sheet-old",
        "旧版或加密的 Excel 文件读不了，请另存为 .xlsx：{}",
        "old or encrypted Excel files cannot be read; save the file as .xlsx: {}",
    ),
];

impl Note {
    /// What the note says, in Chinese and English. A note of another rule is its text.
    pub(crate) fn wording(&self) -> (String, String) {
        let fill = |pattern: &str| pattern.replace("{}", &self.text);
        let known = WORDINGS.iter().find(|(rule, ..)| *rule == self.rule);
        known.map_or_else(|| (self.text.clone(), self.text.clone()), |(_, zh, en)| (fill(zh), fill(en)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_sentence() {
        let note = |rule, text: &str| Note { rule, text: text.to_owned() }.wording();
        assert_eq!(note("xml", "a.xml").0, "记录的 XML 有错，没有导入，请重新导出：a.xml");
        assert_eq!(
            note("year-unknown", "2个月前 (02-03)").1,
            "the date `2个月前 (02-03)` has no year; the year was concluded and must be checked"
        );
        assert_eq!(note("furniture-scan", "扫描二维码"), ("扫描二维码".to_owned(), "扫描二维码".to_owned()));
    }
}
