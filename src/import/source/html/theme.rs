//! Where the themes of known programs have the parts of an article.

/// Selectors of a theme. A field may have several, of which the first with a text counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    pub(super) body: &'static str,
    pub(super) title: &'static str,
    pub(super) date: &'static str,
    pub(super) author: &'static str,
    pub(super) category: &'static str,
    pub(super) tags: &'static str,
    pub(super) views: &'static str,
}

/// Themes in the order in which their bodies are searched. The first four are those of Z-Blog.
pub(super) const THEMES: [Theme; 8] = [
    // tpure
    Theme {
        body: "div.single",
        title: ".post h1",
        date: ".info .date",
        author: ".info .user",
        category: ".sitemap a",
        tags: ".tags a",
        views: ".info .view",
    },
    // default, WhitePage, metro
    Theme {
        body: ".post-body",
        title: "h1.post-title, h2.post-title, .post-title",
        date: ".post-date, .post-time, .post-footer",
        author: ".post-author, .post-footer .author",
        category: ".post-category a, .post-cate a",
        tags: ".post-tags a",
        views: ".post-views",
    },
    // Zit
    Theme {
        body: "#cont",
        title: "h1, h2",
        date: "#cont ~ .date, .info time, .date",
        author: ".info .author, .author",
        category: ".info .cate, .cate a",
        tags: ".tags a",
        views: ".view",
    },
    // garland
    Theme {
        body: ".post_content",
        title: ".post_title, h1, h2",
        date: ".post_date, .post_time",
        author: ".post_author",
        category: ".post_category a",
        tags: ".post_tags a",
        views: ".post_view",
    },
    // WordPress
    Theme {
        body: ".entry-content",
        title: ".entry-title, h1",
        date: "time.entry-date, time.published, .entry-date, .entry-meta time, .posted-on",
        author: ".entry-meta .author, .author .fn, .byline .author",
        category: ".cat-links a, [rel~=category]",
        tags: ".tags-links a, [rel=tag]",
        views: ".views",
    },
    // Typecho, Hexo
    Theme {
        body: ".post-content, article .content",
        title: ".post-title, h1",
        date: "time, .post-meta .date",
        author: "[itemprop=author], .post-author",
        category: ".post-meta .category a, .breadcrumb a",
        tags: ".post-tags a, .tags a",
        views: ".post-views",
    },
    Theme {
        body: "[itemprop=articleBody]",
        title: "[itemprop=headline], h1",
        date: "[itemprop=datePublished], time",
        author: "[itemprop=author]",
        category: ".breadcrumb a",
        tags: "[rel=tag]",
        views: ".views",
    },
    // HTML5CSS3
    Theme {
        body: "article > section",
        title: "article h1, article h2, h1",
        date: "article time, article .date",
        author: "article .author",
        category: "article .cate a",
        tags: "article .tags a",
        views: "article .view",
    },
];
