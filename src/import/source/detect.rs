//! The kind of a source, concluded from its files.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::database::Database;
use super::{Kind, Refusal, files};
use crate::import::sql::Shape;

/// Bytes at the beginning of a file by which its kind is told.
const HEAD: u64 = 64 << 10;
/// Files of a folder that are looked at.
const MOST_FILES: usize = 40;

/// A table that only databases of a kind have.
const TABLES: [(Kind, Shape); 6] = [
    (Kind::Zblog, table(&["log_ID", "log_Title", "log_Content", "log_CateID"])),
    (Kind::Typecho, table(&["cid", "title", "slug", "text", "authorId"])),
    (Kind::Dedecms, table(&["id", "typeid", "arcrank", "title", "pubdate"])),
    (Kind::Empirecms, table(&["id", "classid", "title", "newstime", "titleurl"])),
    (Kind::Discuz, table(&["aid", "catid", "title", "dateline", "status", "summary"])),
    (Kind::Wordpress, table(&["ID", "post_title", "post_content", "post_type"])),
];

const fn table(required: &'static [&'static str]) -> Shape {
    Shape { required, columns: &[] }
}

/// The only kind that fits the files.
pub(super) fn kind(from: &[PathBuf]) -> Result<Kind, Refusal> {
    let all = files::list(from, &|_| true)?.files;
    let names: Vec<String> = all.iter().map(|file| file.name.to_lowercase()).collect();
    let mut kinds = by_folders(&names);
    if kinds.is_empty() {
        for file in
            all.iter().filter(|file| !file.name.rsplit('/').next().is_some_and(|name| name.starts_with('.'))).take(MOST_FILES)
        {
            let head = files::head(&file.path, HEAD)?;
            kinds.extend(by_head(&file.name.to_lowercase(), &head));
        }
    }
    kinds.sort();
    kinds.dedup();
    if kinds.contains(&Kind::Zblog) {
        // Every database looks like this until its tables are known.
        kinds.retain(|kind| *kind != Kind::Zblog);
        kinds.extend(by_tables(from)?);
    }
    // A page of WeChat is a saved page, too, and a folder of pages may have texts besides.
    if kinds.contains(&Kind::Wechat) {
        kinds.retain(|kind| *kind != Kind::Html);
    }
    match kinds.as_slice() {
        [Kind::Wordpress] if !names.iter().any(|name| name.ends_with(".xml")) => {
            let reason = "请在 WordPress 后台的“工具 → 导出”里导出 .xml 文件，数据库备份读不了";
            Err(Refusal::Unreadable(Kind::Wordpress, reason.to_owned()))
        }
        [kind] => Ok(*kind),
        [] => Err(Refusal::Unknown),
        _ => Err(Refusal::Ambiguous(kinds)),
    }
}

/// Kinds by the files that every site of a generator has.
fn by_folders(names: &[String]) -> Vec<Kind> {
    let marks = ["_config.yml", "_config.yaml", "hugo.toml", "hugo.yaml", "config.toml"];
    let folders = ["_posts/", ".vitepress/", ".vuepress/"];
    let is_generator = names.iter().any(|name| {
        marks.iter().any(|mark| name.rsplit('/').next() == Some(mark)) || folders.iter().any(|folder| name.contains(folder))
    });
    let has_markdown = names.iter().any(|name| name.ends_with(".md") || name.ends_with(".markdown"));
    if is_generator && has_markdown { vec![Kind::Markdown] } else { Vec::new() }
}

/// The kind of a file by its first bytes and its extension. A database is [`Kind::Zblog`] until its tables are known.
fn by_head(name: &str, head: &[u8]) -> Option<Kind> {
    let contains = |word: &[u8]| memchr::memmem::find(head, word).is_some();
    let has = |extensions: &[&str]| extensions.iter().any(|extension| name.ends_with(extension));
    if head.starts_with(b"SQLite format 3") || has(&[".sql", ".dump"]) {
        return Some(Kind::Zblog);
    }
    if has(&[".php"]) {
        return (contains(b"E_D(\"") || contains(b"E_C(\"")).then_some(Kind::Zblog);
    }
    if head.starts_with(b"PK") {
        return if has(&[".docx"]) {
            Some(Kind::Docx)
        } else if has(&[".xlsx"]) {
            Some(Kind::Table)
        } else {
            None
        };
    }
    if has(&[".xml"]) || head.trim_ascii_start().starts_with(b"<?xml") {
        return contains(b"<rss").then_some(Kind::Wordpress);
    }
    if has(&[".html", ".htm", ".shtml"]) {
        return Some(if contains(b"js_content") || contains(b"mp.weixin.qq.com") { Kind::Wechat } else { Kind::Html });
    }
    if has(&[".md", ".markdown"]) {
        return Some(Kind::Markdown);
    }
    if has(&[".csv", ".tsv"]) {
        return Some(Kind::Table);
    }
    if has(&[".txt"]) {
        // Backups of DedeCMS are texts with statements.
        return Some(if contains(b"INSERT INTO") || contains(b"CREATE TABLE") { Kind::Zblog } else { Kind::Text });
    }
    None
}

/// Kinds by the columns of the tables of a database.
fn by_tables(from: &[PathBuf]) -> Result<Vec<Kind>, Refusal> {
    let mut database = Database::open(from, Kind::Zblog)?;
    database.learn(&[], &mut |_, _| ControlFlow::Continue(()))?;
    Ok(TABLES.iter().filter(|(_, shape)| database.tables.has(shape)).map(|(kind, _)| *kind).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::source::testing::given;

    #[test]
    fn the_given_material_is_recognised() {
        for (path, kind) in [
            ("zblog/backup.sql", Kind::Zblog),
            ("typecho/backup.sql", Kind::Typecho),
            ("dedecms/backup.sql", Kind::Dedecms),
            ("wordpress/export.xml", Kind::Wordpress),
            ("markdown/blog", Kind::Markdown),
            ("docx/稿件", Kind::Docx),
            ("wechat/saved", Kind::Wechat),
            ("html/mirror", Kind::Html),
            ("text/pages", Kind::Text),
        ] {
            assert_eq!(super::kind(&given(path)).unwrap(), kind, "{path}");
        }
        let both = [given("zblog/backup.sql"), given("typecho/backup.sql")].concat();
        assert!(matches!(super::kind(&both), Err(Refusal::Ambiguous(kinds)) if kinds == [Kind::Zblog, Kind::Typecho]));
        assert!(matches!(super::kind(&given("html/mirror/www.lvsuo.example/uploads")), Err(Refusal::Unknown)));
    }
}
