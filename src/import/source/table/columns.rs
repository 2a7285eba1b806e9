//! Which column of a table has which field: by the mapping, else by the usual names.

use super::super::Options;

/// Fields of a record that a column may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Id,
    Title,
    Body,
    File,
    Date,
    Updated,
    Author,
    Category,
    Tags,
    Address,
    Summary,
    Status,
    Views,
}

/// Fields with the usual names of their columns.
const NAMES: [(Field, &str, &[&str]); 13] = [
    (Field::Id, "id", &["编号", "id", "文章id", "序号"]),
    (Field::Title, "title", &["标题", "文章标题", "题目", "title"]),
    (Field::Body, "body", &["正文", "内容", "文章内容", "body", "content"]),
    (Field::File, "file", &["文件", "文件名", "file"]),
    (Field::Date, "date", &["日期", "发布日期", "发布时间", "date", "published"]),
    (Field::Updated, "updated", &["更新时间", "更新日期", "修改时间", "updated", "modified"]),
    (Field::Author, "author", &["作者", "author"]),
    (Field::Category, "category", &["分类", "栏目", "类别", "category"]),
    (Field::Tags, "tags", &["标签", "关键词", "tags"]),
    (Field::Address, "address", &["网址", "地址", "链接", "address", "url", "link"]),
    (Field::Summary, "summary", &["摘要", "简介", "summary", "excerpt"]),
    (Field::Status, "status", &["状态", "status"]),
    (Field::Views, "views", &["浏览", "阅读量", "浏览量", "点击", "views"]),
];

/// Positions of the fields in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns(Vec<(Field, usize)>);

impl Columns {
    /// Finds the columns by the first row. `Err` names a column of the mapping that the table does not have.
    pub(super) fn of(head: &[String], options: &Options) -> Result<Columns, String> {
        let select = &options.select;
        let chosen = |field: Field, name: &str| {
            let selector = match field {
                Field::Title => select.title.as_ref(),
                Field::Body => select.body.as_ref(),
                Field::Date => select.date.as_ref(),
                Field::Author => select.author.as_ref(),
                Field::Category => select.category.as_ref(),
                _ => None,
            };
            let column = || select.columns.iter().find(|(field, _)| field == name).map(|(_, column)| column.clone());
            selector.map(|selector| selector.css.clone()).or_else(column)
        };
        let position = |name: &str| head.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name.trim()));
        let mut columns = Vec::new();
        for (field, key, usual) in NAMES {
            let at = match chosen(field, key) {
                Some(name) => Some(position(&name).ok_or(name)?),
                None => usual.iter().find_map(|name| position(name)),
            };
            columns.extend(at.map(|at| (field, at)));
        }
        Ok(Columns(columns))
    }

    pub(super) fn position(&self, field: Field) -> Option<usize> {
        self.0.iter().find(|(of, _)| *of == field).map(|(_, at)| *at)
    }
}
