//! The rules of the import and the kinds of what is not carried, in words.

use crate::text::{Lang, localized};

const NAMES: &[(&str, [&str; 2])] = &[
    ("advertisement", ["广告位", "Advertisements"]),
    ("alignment", ["对齐方式", "Alignment"]),
    ("anchor", ["页内锚点", "Anchors"]),
    ("audio", ["音频", "Audio"]),
    ("button", ["按钮", "Buttons"]),
    ("colour", ["颜色", "Colours"]),
    ("comment", ["评论", "Comments"]),
    ("embed", ["嵌入的内容", "Embedded content"]),
    ("form", ["表单", "Forms"]),
    ("frame", ["嵌入的网页", "Embedded pages"]),
    ("furniture-address", ["本文链接", "Own address"]),
    ("furniture-copyright", ["版权声明", "Copyright notices"]),
    ("furniture-editor", ["责任编辑", "Editors"]),
    ("furniture-follow", ["关注公众号", "Follow us"]),
    ("furniture-neighbour", ["上一篇、下一篇", "Previous and next"]),
    ("furniture-related", ["相关文章", "Related articles"]),
    ("furniture-reprint", ["转载说明", "Reprint notices"]),
    ("furniture-request", ["点击咨询、长按识别", "Calls to action"]),
    ("furniture-scan", ["扫描二维码", "Scan this code"]),
    ("furniture-tags", ["标签", "Tags"]),
    ("furniture-tail", ["正文以后的内容", "After the article"]),
    ("hidden", ["隐藏的文字", "Hidden text"]),
    ("leave-out", ["import.yaml 里 leave_out 写的", "`leave_out` of import.yaml"]),
    ("link-fragment", ["指向本页的链接", "Links within the page"]),
    ("link-script", ["脚本链接", "Links to scripts"]),
    ("lost-cell", ["表格格子（文字保留）", "Table cells (the words are kept)"]),
    ("lost-heading", ["小标题（改成了普通段落，文字保留）", "Headings (paragraphs now)"]),
    ("lost-item", ["列表项（改成了普通段落，文字保留）", "List items (paragraphs now)"]),
    ("lost-link", ["链接（文字保留）", "Links (the words are kept)"]),
    ("lost-mark", ["加粗、斜体等格式（文字保留）", "Bold, italics and the like (the words are kept)"]),
    ("page-head", ["正文以前的内容", "Before the article"]),
    ("script", ["脚本", "Scripts"]),
    ("style", ["样式", "Styles"]),
    ("tag", ["没有对应主题的标签", "Tags without a topic"]),
    ("title", ["重复的标题", "Repeated titles"]),
    ("upload", ["附件记录", "Records of uploaded files"]),
    ("video", ["视频", "Videos"]),
];

/// The name of a rule; the rule itself if it has none.
pub(super) fn of(lang: Lang, rule: &'static str) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == rule).map_or(rule, |(_, names)| localized(lang, *names))
}

/// The name of a kind of what is not carried; the kind itself if it has none.
pub(super) fn of_kind(lang: Lang, kind: &str) -> String {
    NAMES.iter().find(|(known, _)| *known == kind).map_or_else(|| kind.to_owned(), |(_, names)| localized(lang, *names).to_owned())
}
