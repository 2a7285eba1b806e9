//! The keys of front matter.

use super::Ai;
use crate::model::keys::keys;

keys! {
    /// An article's front matter, in the order of the documentation.
    ARTICLE {
        title: Text(120), required, "标题", "Title";
        date: Date, required, "首次发布的日期；写在未来的文章到那一天才发布", "Day of first publication; an article with a later date is published on that day";
        updated: DateFrom("date"), "最近修改的日期", "Day of the last change";
        changes: List(50, &Map(CHANGE)), "修改记录：哪一天改了什么；显示在文末，最近一次也列在“最近更新”里", "History of the article: what changed on which day; shown below the body, the latest change also among the recent updates";
        lender: Word(80), "机构的 slug、名称、别名或曾用名", "Slug, name, alias or former name of a lender";
        topics: OneOrMore(10, &Word(80)), unless("topic"), "主题的 slug、标题或别名，第一个是主要主题", "Slugs, titles or aliases of topics, the main one first";
        topic: OneOrMore(1, &Word(80)), "只有一个主题时，可以代替 `topics`", "In place of `topics` if there is only one";
        summary: Text(300), "摘要；不写就取正文开头的完整句子", "Summary; without it the first sentences of the body are used";
        author: Text(60), "作者：`people.yaml` 里的编号或姓名", "Author: id or name in `people.yaml`";
        reviewed_by: Text(60), "审核律师：`people.yaml` 里的编号或姓名", "Reviewing lawyer: id or name in `people.yaml`";
        reviewed_on: Date, "律师审核的日期", "Day of the review";
        review_by: DateFrom("reviewed_on"), "审核有效期的最后一天；`sitegen list stale` 列出快到期的文章", "Last day on which the review holds; `sitegen list stale` lists the articles that need a new one soon";
        related: List(20, &Either(&Word(200), &Map(EXTERNAL))), "置顶的相关链接，按顺序：本站文章写 slug，站外的写标题和网址；其余由程序按内容挑选", "Pinned related links in order: the slug of an article, or title and address of a page elsewhere; the program adds similar articles";
        aliases: OneOrMore(50, &Word(300)), "文章的旧网址，如 `/hf/123.html`，会跳转到本文", "Former addresses such as `/hf/123.html`, which redirect to the article";
        slug: Slug, "网址里的名称；不写就用文件名", "Name in addresses; the file's name if absent";
        draft: Flag, "草稿不发布；用 `sitegen build --drafts` 预览", "A draft is not published; `sitegen build --drafts` includes it";
        expires: DateFrom("date"), "从这一天起不再发布", "First day on which the article is no longer published";
        withdrawn: Map(WITHDRAWN), "撤下：正文换成说明，列表、订阅和搜索里不再出现", "Withdrawn: a notice replaces the body; the article leaves lists, feeds and search";
        faq: List(20, &Map(QUESTION)), "常见问题：显示在文末，并写进结构化数据", "Questions and answers, shown below the body and as structured data";
        ai: Choice(Ai::words), "机器写作的程度；`generated` 会在文首告诉读者。不写时按设置 `editorial.ai`", "How much a machine wrote; `generated` is shown to readers. Without it the setting `editorial.ai` decides";
        index: Flag, "是否让搜索引擎收录，优先于设置 `editorial.index`", "Whether search engines may list the article; takes precedence over the setting `editorial.index`";
        series: Text(60), "系列的名称和第几篇，如 `收到传票以后/2`；不写第几篇的按日期排", "Name of a series and number of the part, such as `收到传票以后/2`; parts without numbers are sorted by date";
        canonical: Word(200), "本文重复的那一篇的 slug：网页保留，并指明以那一篇为准，不再出现在列表、订阅、网站地图和搜索里", "Slug of the article that this one repeats: the page stays online and names it as the original, and leaves lists, feeds, sitemap and search";
        image: Word(300), "分享链接时显示的图片：文章旁边的文件名，或 `static/` 里以 `/` 开头的路径；jpg、png、gif 或 webp", "Picture for shared links: a file beside the article, or a path in `static/` that starts with `/`; jpg, png, gif or webp";
        allow: List(50, &Map(ALLOW)), "本文放行的检查，每条都要有理由", "Findings accepted for this file, each with its reason";
    }

    /// A related link to a page elsewhere.
    EXTERNAL {
        title: Text(80), required, "链接文字", "Text of the link";
        url: Text(500), required, pattern("^https?://"), "完整网址", "Whole http or https address";
    }

    CHANGE {
        on: Date, required, "修改的日期，不早于 `date`，不晚于 `updated`", "Day of the change, not before `date` and not after `updated`";
        what: Text(100), required, "改了什么，一句话", "What changed, in one sentence";
    }

    WITHDRAWN {
        on: Date, required, "撤下的日期", "Day of the withdrawal";
        reason: Text(300), required, "给读者看的理由", "Reason, shown to readers";
    }

    QUESTION {
        q: Text(120), required, "问题", "Question";
        a: Text(600), required, "回答", "Answer";
    }

    ALLOW {
        code: Word(20), required, pattern("^SG\\d{3}$"), "检查的编号", "Code of the finding";
        reason: Text(200), required, "放行的理由", "Reason";
    }

    PAGE {
        title: Text(60), required, "标题", "Title";
        summary: Text(300), "摘要", "Summary for search engines";
        date: Date, "日期", "Date";
        updated: Date, "最近修改的日期", "Day of the last change";
        slug: Slug, "网址里的名称；不写就用文件名", "Name in addresses; the file's name if absent";
    }
}
