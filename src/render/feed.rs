//! Atom feeds (RFC 4287). An entry has the excerpt of an article and the link to it, never the whole text.

use std::sync::Arc;

use super::Artifact;
use super::escape::xml;
use crate::view::{Feed, FeedEntry};

pub(crate) fn feed(feed: &Feed) -> Artifact {
    let (url, home, language) = (xml(&feed.url), xml(&feed.home), xml(&feed.language));
    let (title, author, updated) = (xml(&feed.title), xml(&feed.author), xml(&feed.updated));
    let entries: String = feed.entries.iter().map(entry).collect();
    let text = format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<title>{title}</title>
<link rel="self" href="{url}"/>
<link rel="alternate" href="{home}"/>
<id>{url}</id>
<updated>{updated}</updated>
<author>
<name>{author}</name>
</author>
{entries}</feed>
"#
    );
    Artifact { path: feed.output.clone(), bytes: text.into_bytes() }
}

fn entry(entry: &FeedEntry) -> String {
    let (title, url, published, updated) =
        (xml(&entry.title), xml(&entry.url), xml(&entry.published.stamp), xml(&entry.updated.stamp));
    let category = |(term, label): &(String, Arc<str>)| format!("<category term=\"{}\" label=\"{}\"/>\n", xml(term), xml(label));
    let categories: String = entry.categories.iter().map(category).collect();
    let summary = if entry.excerpt.is_empty() { String::new() } else { format!("<summary>{}</summary>\n", xml(&entry.excerpt)) };
    format!(
        r#"<entry>
<title>{title}</title>
<link rel="alternate" href="{url}"/>
<id>{url}</id>
<published>{published}</published>
<updated>{updated}</updated>
{categories}{summary}</entry>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Day;

    fn day(iso: &str) -> Day {
        Day { iso: iso.into(), text: String::new(), stamp: format!("{iso}T00:00:00+08:00") }
    }

    #[test]
    fn a_feed_of_one_article() {
        let item = FeedEntry {
            title: "利息<怎么>算 & 罚息".into(),
            url: "https://example.com/docs/articles/a.html".into(),
            published: day("2026-03-09"),
            updated: day("2026-05-01"),
            excerpt: "先看合同。".into(),
            categories: vec![("overdue".into(), "逾期 & 后果".into())],
        };
        let file = feed(&Feed {
            output: "topics/overdue/feed.xml".into(),
            title: "逾期后果 - 示例".into(),
            url: "https://example.com/docs/topics/overdue/feed.xml".into(),
            home: "https://example.com/docs/topics/overdue/".into(),
            author: "示例律师事务所".into(),
            language: "zh-CN".into(),
            updated: "2026-05-01T00:00:00+08:00".into(),
            entries: vec![item],
        });
        assert_eq!(file.path, "topics/overdue/feed.xml");
        assert_eq!(
            String::from_utf8(file.bytes).unwrap(),
            r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>逾期后果 - 示例</title>
<link rel="self" href="https://example.com/docs/topics/overdue/feed.xml"/>
<link rel="alternate" href="https://example.com/docs/topics/overdue/"/>
<id>https://example.com/docs/topics/overdue/feed.xml</id>
<updated>2026-05-01T00:00:00+08:00</updated>
<author>
<name>示例律师事务所</name>
</author>
<entry>
<title>利息&lt;怎么&gt;算 &amp; 罚息</title>
<link rel="alternate" href="https://example.com/docs/articles/a.html"/>
<id>https://example.com/docs/articles/a.html</id>
<published>2026-03-09T00:00:00+08:00</published>
<updated>2026-05-01T00:00:00+08:00</updated>
<category term="overdue" label="逾期 &amp; 后果"/>
<summary>先看合同。</summary>
</entry>
</feed>
"#
        );
    }
}
