//! Atom feeds (RFC 4287). Never holds a whole article: readers get the excerpt and the link.

use super::{Artifact, escape};
use crate::view::{Feed, FeedEntry};

/// The feed as a file.
pub(crate) fn feed(feed: &Feed) -> Artifact {
    let mut out = String::with_capacity(1024 + 1024 * feed.entries.len());
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    escape::push(&mut out, &feed.language);
    out.push_str("\">\n");
    element(&mut out, "title", &feed.title);
    link(&mut out, "self", &feed.url);
    link(&mut out, "alternate", &feed.home);
    element(&mut out, "id", &feed.url);
    element(&mut out, "updated", &feed.updated);
    out.push_str("<author>\n");
    element(&mut out, "name", &feed.author);
    out.push_str("</author>\n");
    for item in &feed.entries {
        entry(&mut out, item);
    }
    out.push_str("</feed>\n");
    Artifact { path: feed.output.clone(), bytes: out.into_bytes() }
}

fn entry(out: &mut String, entry: &FeedEntry) {
    out.push_str("<entry>\n");
    element(out, "title", &entry.title);
    link(out, "alternate", &entry.url);
    element(out, "id", &entry.url);
    element(out, "published", &entry.published.stamp);
    element(out, "updated", &entry.updated.stamp);
    if !entry.excerpt.is_empty() {
        element(out, "summary", &entry.excerpt);
    }
    out.push_str("</entry>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    escape::push(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn link(out: &mut String, rel: &str, url: &str) {
    out.push_str("<link rel=\"");
    out.push_str(rel);
    out.push_str("\" href=\"");
    escape::push(out, url);
    out.push_str("\"/>\n");
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
<summary>先看合同。</summary>
</entry>
</feed>
"#
        );
    }
}
