//! The keys of `import.yaml`.

use super::{DefaultStatus, Guess, SourceKind};
use crate::model::keys::keys;

keys! {
    MAPPING {
        version: Number(1, 1), required, "这种写法的版本，写 1", "Version of this form: 1";
        from: OneOrMore(100, &Word(500)), "来源：文件或文件夹，相对于本文件", "Source: files or folders, relative to this file";
        as: Choice(SourceKind::words), "来源的种类；不写就由程序判断", "Kind of the source; recognised if absent";
        files: Word(500), "图片所在的文件夹：`<files>/<网址里的路径>`；别家网站的图片在 `<files>/<域名>/<路径>`", "Folder of the pictures: `<files>/<path of the address>`; those of other hosts in `<files>/<host>/<path>`";
        hosts: OneOrMore(50, &Word(253)), "旧网站自己的域名，来源里写明的不必重复", "Host names of the old site besides those that the source tells";
        address: Text(200), pattern("^/"), "文章的旧网址；来源里写明的不必写。可用 `{id} {slug} {year} {month} {day}`", "Old address of an article, if the source does not tell it; `{id} {slug} {year} {month} {day}` are replaced";
        page_address: Text(200), pattern("^/"), "单独页面的旧网址，写法相同", "Old address of a page, in the same form";
        retrieved: Date, "网页保存下来的日期；“2个月前”由此得出年份", "Day on which the pages were saved; gives “two months ago” its year";
        default_status: Choice(DefaultStatus::words), default("live"), "来源没有说明时，文章是直接发布还是草稿", "Whether an article is published or a draft if the source does not tell";
        topics: Entries("^.+$", &Word(80)), "旧分类（或 `父/子`）对应的主题；`skip` 不要这个分类，`default` 是其余分类的主题", "Topic of each old category, or `parent/child`; `skip` leaves the category out, `default` is for all others";
        tags: Entries("^.+$", &Word(80)), "旧标签对应的主题；没有写的不带过来", "Topic of each old tag; others are not carried";
        authors: Entries("^.+$", &Nullable(&Word(60))), "旧作者（登录名或姓名）对应的人；`null` 表示不署名", "Person for each old author by login or name; `null` for no author";
        lenders: Entries("^.+$", &Word(80)), "标题里的机构名称对应的机构，登记表里没有的才写", "Lender for a name in titles that the register lacks";
        leave_out: OneOrMore(200, &Text(500)), "不要的段落：开头或结尾的文字样式，或 CSS 选择器", "Blocks to leave out: pattern of a block at the head or tail, or a CSS selector";
        select: Either(&Choice(Guess::words), &Map(SELECT)), "网页里各部分的位置；`auto`：正文取最长的一块，每篇都是草稿", "Places of the parts of a page; `auto`: the body is the longest block, and every article is a draft";
        columns: Map(COLUMNS), "表格里各栏的名称", "Names of the columns of a table";
        articles: OneOrMore(100, &Word(300)), "哪些网页是文章，如 `hf/*.html`；不写就是有正文的那些", "Which pages are articles, such as `hf/*.html`; those with a body if absent";
    }

    SELECT {
        title: Either(&Text(300), &Map(SELECTOR)), "标题", "Title";
        date: Either(&Text(300), &Map(SELECTOR)), "日期", "Day of publication";
        author: Either(&Text(300), &Map(SELECTOR)), "作者", "Author";
        category: Either(&Text(300), &Map(SELECTOR)), "分类", "Category";
        body: Either(&Text(300), &Map(SELECTOR)), "正文", "Body";
        next: Either(&Text(300), &Map(SELECTOR)), "下一页的链接", "Link to the next part";
    }

    SELECTOR {
        css: Text(300), required, "CSS 选择器", "CSS selector";
        after: Word(100), "只取这段文字以后的部分", "Only what follows this text";
        before: Word(100), "只取这段文字以前的部分", "Only what precedes this text";
    }

    COLUMNS {
        title: Word(100), "标题", "Title";
        body: Word(100), "正文", "Body";
        file: Word(100), "正文所在的文件", "File with the body";
        date: Word(100), "发布日期", "Day of publication";
        updated: Word(100), "修改日期", "Day of the last change";
        category: Word(100), "分类", "Category";
        tags: Word(100), "标签", "Tags";
        author: Word(100), "作者", "Author";
        address: Word(100), "旧网址", "Old address";
        status: Word(100), "状态", "Status";
        id: Word(100), "编号", "Number";
        summary: Word(100), "摘要", "Summary";
    }
}
