//! `llms.txt` (llmstxt.org): the contents of the site as Markdown for programs that read it on behalf of people. It names
//! pinned articles only, because topics, the feed and the sitemap lead to all others.

use super::Artifact;
use crate::view::Overview;

pub(crate) fn overview(overview: &Overview) -> Artifact {
    let mut out = format!("# {}\n", plain(&overview.title));
    for text in [&overview.description, &overview.notice].into_iter().filter(|t| !t.is_empty()) {
        out.push_str(&format!("\n> {}\n", plain(text)));
    }
    for (title, entries) in &overview.sections {
        out.push_str(&format!("\n## {title}\n\n"));
        for entry in entries {
            let note = if entry.note.is_empty() { String::new() } else { format!(": {}", plain(&entry.note)) };
            out.push_str(&format!("- [{}]({}){note}\n", plain(&entry.title), entry.url));
        }
    }
    Artifact { path: "llms.txt".to_owned(), bytes: out.into_bytes() }
}

/// A text on one line, without the signs that end the text of a link or begin HTML.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['[', ']'], "").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::OverviewEntry;

    #[test]
    fn topics_and_calculators_with_a_sentence_each() {
        let entry = |title: &str, url: &str, note: &str| OverviewEntry { title: title.into(), url: url.into(), note: note.into() };
        let topics = vec![
            entry("诉讼", "https://example.com/topics/litigation/", "被起诉后的应诉。"),
            entry("[征信]", "https://example.com/topics/credit/", ""),
        ];
        let file = overview(&Overview {
            title: "债务指南".into(),
            description: String::new(),
            notice: "不构成\n法律意见。".into(),
            sections: vec![("主题", topics)],
        });
        assert_eq!(file.path, "llms.txt");
        assert_eq!(
            String::from_utf8(file.bytes).unwrap(),
            "# 债务指南\n\n> 不构成 法律意见。\n\n## 主题\n\n\
             - [诉讼](https://example.com/topics/litigation/): 被起诉后的应诉。\n\
             - [征信](https://example.com/topics/credit/)\n"
        );
    }
}
