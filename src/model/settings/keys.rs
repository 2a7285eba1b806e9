//! The keys of `sitegen.yaml`.

use super::{Ratchet, Unreviewed};
use crate::diag::Severity;
use crate::model::front::Ai;
use crate::model::keys::{Choice, keys};
use crate::text::encoding::Encoding;

keys! {
    SETTINGS {
        title: Text(60), required, "网站名称", "Name of the site";
        base_url: Text(300), required, pattern("^https?://"), "网站地址，如 `https://www.example.com/`；可以带路径", "Address of the site, such as `https://www.example.com/`; may have a path";
        description: Text(200), "一句话介绍", "One sentence about the site";
        language: Text(35), default("zh-CN"), "语言（BCP 47）", "Language (BCP 47 tag)";
        utc_offset: Word(10), default("+08:00"), pattern("^[+-]\\d{2}:\\d{2}$"), "时差：决定哪一天是今天，也写进日期", "Offset from UTC: decides which day is today; part of time stamps";
        publisher: Map(PUBLISHER), "发布者", "Publisher";
        icp: Text(60), "ICP 备案号，显示在页脚", "ICP filing number, shown in the footer";
        police: Text(60), "公安备案号，显示在页脚", "Public-security filing number, shown in the footer";
        disclaimer: Text(500), "每篇文章下的免责声明；不写就用通用的一段", "Disclaimer below every article; a general one if absent";
        copyright: Text(500), "每篇文章下的版权声明；不写就用通用的一句", "Copyright notice below every article; a general one if absent";
        permalinks: Map(PERMALINKS), "网址样式", "Patterns of addresses";
        image: Word(300), pattern("^/"), "分享链接时显示的图片：`static/` 里的 jpg、png、gif 或 webp，写成 `/images/share.png`；文章可以另写 `image`", "Picture for shared links: a jpg, png, gif or webp in `static/`, as `/images/share.png`; an article may have an `image` of its own";
        image_font: Word(300), "没有 `image` 的文章，用这个字体把标题和发布者画成 1200×630 的分享图片；网站文件夹里 ttf、otf 或 ttc 文件的路径，如 `fonts/heiti.otf`", "Font with which the title and the publisher are drawn as a picture of 1200×630 for articles without `image`: path of a ttf, otf or ttc file in the site's folder, such as `fonts/heiti.otf`";
        images: Map(IMAGES), "文章旁边的图片", "Pictures beside articles";
        page_size: Number(5, 100), default("20"), "列表每页的文章数", "Articles on a page of a list";
        home_newest: Number(1, 50), default("6"), "首页列出的最新文章数", "Newest articles on the home page";
        help: List(10, &Map(HELP)), "求助渠道，列在文章、主题和机构下方", "Where readers find help; shown below articles, topics and lenders";
        related_count: Number(0, 20), default("6"), "每篇文章的相关文章数，置顶的也算在内；写 0 则只列置顶的", "Related articles of an article, pinned ones included; with 0 only pinned ones are shown";
        markdown_twins: Flag, "每篇文章另有一份 Markdown，供程序阅读：`/articles/a.html` 旁边有 `/articles/a.md`", "Each article is a Markdown file as well, for programs: `/articles/a.md` beside `/articles/a.html`";
        precompress: List(2, &Choice(Encoding::words)), "把网页和别的文本另存成压缩好的文件，供服务器直接发送：`gzip` 写 `.gz`，`br` 写 `.br`；不到 1 KB 的不压缩", "Compressed copies of pages and other texts, which a host sends in their place: `gzip` writes `.gz`, `br` writes `.br`; files below 1 KB have none";
        search: Flag, default("true"), "站内搜索的页面、搜索框和索引", "Search page, search box and index";
        checks: Entries("^SG\\d{3}$", &Choice(Option::<Severity>::words)), "调整检查的级别；结构性错误不能调低；`SG583` 默认关闭", "Severity by code; structural errors cannot be lowered; `SG583` is off by default";
        editorial: Map(EDITORIAL), "编辑规则的设置", "Settings of editorial rules";
        ratchet: Choice(Ratchet::words), default("off"), "写 `touched`：用 `--base 版本` 检查时，改过的文件不能再有法律（SG501–SG508、SG525）、事实（SG518–SG524、SG526）和用语（SG540–SG544）的问题，基线接受的也不行；文章用 `allow` 放行的和 `checks` 关掉的不算", "With `touched`, a file that differs from `--base REV` has no finding of law (SG501–SG508, SG525), fact (SG518–SG524, SG526) or wording (SG540–SG544) left, even if the baseline accepts it; what `allow` accepts and `checks` turns off does not count";
        deploy: Map(DEPLOY), "`sitegen deploy` 上线到哪里", "Where `sitegen deploy` brings the site online";
    }

    DEPLOY {
        target: Word(300), "网站放在哪里：rclone 的远端如 `cdn:bucket`，或文件夹", "Where the site goes: a remote of rclone such as `cdn:bucket`, or a folder";
        state: Word(300), "上线记录放在哪里，读者不能访问：rclone 的远端或文件夹", "Where the records of deployments go, which readers cannot reach: a remote of rclone, or a folder";
        purge: Map(PURGE), "通知 CDN 刷新改过的网址", "Tells a CDN which addresses changed";
        submit: Map(SUBMIT), "把新的和改过的网页告诉搜索引擎", "Tells a search engine of new and changed pages";
        keep_history: Flag, "在 `state` 里保存上线过的每一个网页，`sitegen history` 可以查", "Every page that was ever online stays in `state`, for `sitegen history`";
    }

    PURGE {
        command: Word(2000), required, "命令；从标准输入读完整的网址，一行一个", "Command that reads absolute URLs from its standard input, one a line";
        batch: Number(1, 100000), default("30"), "一次最多几个网址", "Most URLs at once";
    }

    SUBMIT {
        command: Word(2000), required, "命令；从标准输入读完整的网址，一行一个", "Command that reads absolute URLs from its standard input, one a line";
        batch: Number(1, 100000), default("1000"), "一次最多几个网址", "Most URLs at once";
    }

    PUBLISHER {
        name: Word(200), "名称；不写就用网站名称", "Name; the title of the site if absent";
        licence: Word(200), "执业许可证号", "Licence number of the firm";
        address: Word(200), "地址", "Postal address";
        phone: Word(200), "电话", "Telephone number";
        email: Word(200), "邮箱", "E-mail address";
    }

    PERMALINKS {
        article: Text(200), default("/articles/{slug}.html"), pattern("^/.*\\{slug\\}"), "文章的网址，以 `.html` 或 `/` 结尾", "Address of an article; ends in `.html` or `/`";
    }

    IMAGES {
        sizes: List(8, &Number(160, 4000)), "另存为 WebP 的宽度（像素）；不写就是 480、960 和 1600，写 `[]` 则不缩小", "Widths in pixels of which a WebP copy is made; 480, 960 and 1600 if absent, none with `[]`";
    }

    HELP {
        title: Word(60), required, "名称，如热线", "Name, such as that of a hotline";
        note: Word(200), "一句话说明", "One sentence on what it is good for";
        url: Text(300), pattern("^(https?://|tel:|mailto:|/)"), "网址、电话，或 `/contact/` 这样的本站路径", "Address, `tel:`, `mailto:`, or a path of the site such as `/contact/`";
    }

    EDITORIAL {
        legal_topics: OneOrMore(100, &Word(80)), "哪些主题（含下级）必须经律师审核并引用依据", "Topics, with those below them, whose articles are reviewed by a lawyer and cite their legal basis";
        own_numbers: OneOrMore(50, &Word(40)), "律所自己的电话，除 `publisher.phone` 以外也可以发布", "Telephone numbers of the firm, which may be published besides `publisher.phone`";
        lender_facts: Flag, "文章里显示机构的事实栏", "An article shows what the register knows of its lender";
        index: Map(INDEX), "哪些文章不让搜索引擎收录；网页仍在原址", "Articles that search engines may not list; their pages stay online";
        unreviewed: Choice(Unreviewed::words), default("off"), "未经律师审核的文章，文首告诉读者：`all` 全部，`legal` 只限 `legal_topics`，`off` 不显示", "Articles that no lawyer has reviewed tell readers so: `all`, `legal` for `legal_topics` only, or `off`";
        ai: Map(AI), "没有写 `ai` 的文章，按什么标注", "Label of articles without the key `ai`";
        risk: Map(RISK), "`sitegen triage` 和检查报告怎样算一篇文章的风险：每一种问题算一次，加起来", "The risk of an article in `sitegen triage` and the report: the weights of its kinds of findings, each counted once";
    }

    RISK {
        error: Number(0, 100), default("4"), "会使生成失败的错误", "Errors, which stop a build";
        law: Number(0, 100), default("3"), "法律（SG501–SG508、SG525）", "Law (SG501–SG508, SG525)";
        fact: Number(0, 100), default("2"), "事实（SG518–SG524、SG526）", "Fact (SG518–SG524, SG526)";
        wording: Number(0, 100), default("2"), "用语（SG540–SG544）", "Wording (SG540–SG544)";
        freshness: Number(0, 100), default("1"), "时效（SG510–SG516）", "Freshness (SG510–SG516)";
        other: Number(0, 100), default("0"), "其他，如标点", "Everything else, such as typography";
    }

    INDEX {
        not: OneOrMore(50, &Word(20)), "不收录哪些文章：`unreviewed` 未经律师审核，`generated` 人工智能生成，或者检查的编号，如 `SG502`", "Articles to leave out: `unreviewed` by a lawyer, `generated` by a machine, or with a finding of a code such as `SG502`";
        keep: Word(300), "仍要收录的文章：网站文件夹里的 CSV 文件，第一栏是 slug", "Articles to list all the same: a CSV file in the site's folder with their slugs in the first column";
    }

    AI {
        default: Choice(Ai::words), "没有写 `ai` 的文章算哪一种", "The value of `ai` for articles without the key";
        until: Date, "只限这一天和以前发布的文章；不写就是全部", "Only for articles first published on or before this day; for all if absent";
    }
}

/// The severity of a finding in `checks`; `None` means off.
impl Choice for Option<Severity> {
    const WORDS: &'static [(&'static str, Option<Severity>)] =
        &[("off", None), ("warning", Some(Severity::Warning)), ("error", Some(Severity::Error))];
}

impl Choice for Encoding {
    const WORDS: &'static [(&'static str, Encoding)] =
        &[(Encoding::Gzip.token(), Encoding::Gzip), (Encoding::Brotli.token(), Encoding::Brotli)];
}
