//! Brackets that other programs and drafts leave: `[图片]` of a chat, `[color=red]` of a forum, `【待补】` of a draft.

use std::ops::Range;

use crate::diag::catalogue::MarkupFault;
use crate::model::facts::flaw::Flaw;
use crate::model::facts::gather::quoted;

/// What a chat has in place of something that is not copied.
const OBJECTS: [&str; 7] = ["图片", "表情", "动画表情", "视频", "语音", "小程序", "聊天记录"];
/// Marks of forums that have an end such as `[/color]`.
const FORUM: [&str; 14] =
    ["b", "i", "u", "s", "color", "size", "font", "align", "center", "url", "img", "quote", "code", "backcolor"];
/// Words that a note of something missing begins with.
const MISSING: [&str; 11] = ["待补", "待定", "待核", "待查", "待确认", "待完善", "待续", "待写", "TODO", "TBD", "XXX"];
/// Most characters of such a note.
const NOTE: usize = 20;

/// The flaw of a label in brackets; `after` is the rest of its line.
pub(super) fn flaw(body: &str, range: Range<usize>, label: &str, after: &str) -> Option<Flaw> {
    let name = label.split('=').next().unwrap_or(label);
    let is_forum =
        || FORUM.contains(&name) && after.split("[/").skip(1).any(|end| end.strip_prefix(name).is_some_and(|t| t.starts_with(']')));
    let (remedy_zh, remedy_en) = match () {
        () if OBJECTS.contains(&label) => (
            "删去；要图片，就把图片文件放在文章旁边，写「![图片说明](文件名.png)」",
            "delete it; for a picture, put its file beside the article and write `![description](file.png)`",
        ),
        () if is_missing(label) => (
            "补上，或者删去；给编辑看的话写在信息栏的 # 后面",
            "write what is missing, or delete it; notes for editors stand in the front matter behind a #",
        ),
        () if is_forum() => match name {
            "b" | "color" | "size" | "backcolor" => {
                ("加粗写成「**文字**」，或者删去这一对记号", "write `**text**`, or delete both marks")
            }
            "url" => ("改成「[文字](网址)」", "write `[text](address)`"),
            "img" => ("改成「![图片说明](图片文件)」", "write `![description](picture)`"),
            "quote" => ("引用写成「> 文字」", "write `> text`"),
            _ => ("删去这一对记号", "delete both marks"),
        },
        () => return None,
    };
    let mark = quoted(body.get(range.clone())?);
    let fault = MarkupFault::ForeignMarkup { mark, remedy_zh: remedy_zh.to_owned(), remedy_en: remedy_en.to_owned() };
    Some(Flaw::new(range, fault))
}

/// True for the words of a note of something missing.
pub(in crate::model::facts) fn is_missing(text: &str) -> bool {
    let text = text.trim();
    MISSING.iter().any(|word| text.starts_with(word)) && text.chars().nth(NOTE).is_none()
}
