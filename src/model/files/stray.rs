//! Files that are something else than their folder is for, by their names: manuscripts that no article is made of, copies that
//! programs leave behind, and files of the system.

/// Endings of Markdown files that are not `.md`.
const MARKDOWN: &[&str] = &[
    ".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdtext", ".mdx", ".rmd", ".md.txt", ".markdown.txt", "．md", "。md", ",md",
    "，md", ".ｍｄ", ".md.md", ".md.icloud",
];
/// Endings of texts that may be manuscripts of articles.
const MANUSCRIPTS: &[&str] = &[
    ".txt", ".text", ".doc", ".docx", ".wps", ".rtf", ".odt", ".pages", ".html", ".htm", ".mht", ".mhtml", ".rst", ".adoc", ".org",
    ".tex",
];
/// Words of which each of [`COPIES`] contains one: nearly no name has any.
const COPY_WORDS: &[&str] = &["副本", "复制", "冲突", "copy", "conflict"];
/// What programs add to the name of a copy.
const COPIES: &[&str] = &[
    " - 副本", "-副本", " 副本", "(副本", "（副本", " - copy", " copy", " - 复制", "冲突的副本", "冲突副本", "冲突文件",
    "冲突版本", "版本冲突", "(冲突", "（冲突", "_冲突", " 冲突", "-冲突", "conflicted copy", "conflict copy", "sync-conflict",
    "(conflict",
];
/// Endings of what editors and tools keep beside a file.
const BACKUPS: &[&str] = &["~", ".bak", ".tmp", ".swp", ".swo", ".swn", ".orig", ".rej", ".crdownload", ".part"];
/// Names of files and folders of operating systems, in lower case.
const SYSTEM: &[&str] = &["thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "__macosx", "icon\r", "$recycle.bin"];

/// The name that a Markdown file of another ending should have; nothing if it has the right one, or is no Markdown.
pub(crate) fn markdown_name(name: &str) -> Option<String> {
    if name.strip_suffix(".md").is_some_and(|stem| !stem.ends_with(char::is_whitespace) && !stem.ends_with(".md")) {
        return None;
    }
    let bare = name.trim_end();
    let lower = bare.to_ascii_lowercase();
    let stem = match MARKDOWN.iter().find_map(|ending| lower.strip_suffix(ending)) {
        Some(stem) => stem,
        None => lower.strip_suffix(".md")?,
    };
    let stem = bare.get(..stem.len()).unwrap_or(bare).trim_end();
    let right = format!("{stem}.md");
    (right != name).then_some(right)
}

/// The name that an article made of a manuscript would have.
pub(crate) fn manuscript_name(name: &str) -> Option<String> {
    let bare = name.trim_end();
    let lower = bare.to_ascii_lowercase();
    // An article may lack its ending. Names in capitals are those of licences and the like.
    let is_bare = !bare.is_empty() && !bare.contains('.') && bare.chars().any(|c| !c.is_ascii_uppercase() && c.is_alphanumeric());
    let stem = if is_bare { lower.as_str() } else { MANUSCRIPTS.iter().find_map(|ending| lower.strip_suffix(ending))? };
    let stem = bare.get(..stem.len()).unwrap_or(bare).trim_end();
    Some(format!("{}.md", stem.strip_suffix(".md").unwrap_or(stem)))
}

/// True for a lock file of an office program: it holds the name of who has the document open.
pub(crate) fn is_lock(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~")
}

/// True for a copy that a file manager or a program for shared folders has made.
pub(crate) fn is_copy(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    // 甲 (1).md
    let number = stem.strip_suffix([')', '）']).map(|s| (s, s.trim_end_matches(|c: char| c.is_ascii_digit())));
    let numbered = number.is_some_and(|(s, head)| head.len() < s.len() && (head.ends_with(" (") || head.ends_with(" （")));
    numbered || has_copy_mark(name) || NAMELESS.iter().any(|nameless| stem.starts_with(nameless) && is_numbered(stem, nameless))
}

/// Names that programs give to a new file.
const NAMELESS: &[&str] = &[
    "新建文本文档", "新建 文本文档", "新建文档", "新建文件", "新文件", "未命名", "无标题", "Untitled", "untitled",
    "New Text Document",
];

/// True for a name with nothing but a number behind it.
fn is_numbered(stem: &str, name: &str) -> bool {
    stem.strip_prefix(name).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || " ()（）-_".contains(c)))
}

/// The name of the file of which this one may be a copy, if there is such a file: `甲.md` for `甲副本.md` and `甲（1）.md`.
pub(crate) fn original(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".md")?;
    let numbered = || {
        let head = stem.strip_suffix([')', '）'])?;
        let bare = head.trim_end_matches(|c: char| c.is_ascii_digit());
        bare.strip_suffix(['(', '（']).filter(|_| bare.len() < head.len())
    };
    let bare = ["的副本", "副本", "拷贝"].iter().find_map(|mark| stem.strip_suffix(mark)).or_else(numbered)?;
    (!bare.is_empty()).then(|| format!("{bare}.md"))
}

/// True for the path of a draft of Jekyll, or of the page of a section of Hugo: neither is an article.
pub(crate) fn is_foreign(path: &str) -> bool {
    path.contains("/_drafts/") || path.ends_with("/_index.md")
}

fn has_copy_mark(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    COPY_WORDS.iter().any(|word| lower.contains(word)) && COPIES.iter().any(|mark| lower.contains(mark))
}

/// True for a backup of an editor or another tool.
pub(crate) fn is_backup(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    BACKUPS.iter().any(|ending| lower.ends_with(ending)) || (name.len() > 2 && name.starts_with('#') && name.ends_with('#'))
}

/// True for what operating systems, office programs and editors leave in a folder, and nobody means to publish.
pub(crate) fn is_junk(name: &str) -> bool {
    let lower = name.to_lowercase();
    SYSTEM.contains(&lower.as_str()) || name.starts_with("._") || is_lock(name) || is_backup(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_markdown_file_of_another_ending_is_told_its_name() {
        for (name, right) in [
            ("u.MD", "u.md"),
            ("x.Md", "x.md"),
            ("v.markdown", "v.md"),
            ("y.md.txt", "y.md"),
            ("新文章.MD.TXT", "新文章.md"),
            ("z.md ", "z.md"),
            ("z .md", "z.md"),
            ("z.mkd", "z.md"),
            ("z.md\u{3000}", "z.md"),
            ("甲。md", "甲.md"),
            ("z2.md.md", "z2.md"),
            ("z2.ｍｄ", "z2.md"),
            ("z2,md", "z2.md"),
            ("z2.md.icloud", "z2.md"),
            ("İ.MD", "İ.md"),
        ] {
            assert_eq!(markdown_name(name).as_deref(), Some(right), "{name:?}");
        }
        for name in ["a.md", "a.txt", "a.pdf", "md", ".md.png"] {
            assert_eq!(markdown_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_text_may_be_a_manuscript() {
        for (name, right) in [
            ("笔记.txt", "笔记.md"),
            ("债务说明.DOCX", "债务说明.md"),
            ("1.html", "1.md"),
            ("a.htm", "a.md"),
            ("x.md.docx", "x.md"),
            ("z2", "z2.md"),
            ("说明", "说明.md"),
        ] {
            assert_eq!(manuscript_name(name).as_deref(), Some(right));
        }
        for name in ["a.md", "a.pdf", "a.png", "a.csv", "a.xlsx", "LICENSE", ".gitkeep"] {
            assert_eq!(manuscript_name(name), None, "{name}");
        }
    }

    #[test]
    fn copies_are_told_from_articles() {
        for name in [
            "甲 (1).md",
            "甲 （2）.md",
            "甲 - 副本.md",
            "甲 - 副本 (2).md",
            "甲-副本.md",
            "甲 副本.md",
            "甲 - Copy.md",
            "甲 copy 2.md",
            "甲 (张三的冲突的副本 2026-03-01).md",
            "甲_冲突文件_李四.md",
            "甲 (conflicted copy 2026-03-01).md",
            "甲.sync-conflict-20260301-1.md",
            "甲 (Conflict).md",
            "甲 冲突.docx",
            "新建文本文档.md",
            "新建文本文档 (2).md",
            "未命名2.md",
            "Untitled.md",
        ] {
            assert!(is_copy(name), "{name}");
        }
        for name in [
            "利益冲突怎么办.md",
            "判决书副本.md",
            "甲.md",
            "copyright.md",
            "甲(一).md",
            "第1条(2).md",
            "a-copy-of-the-contract.md",
            "未命名的合同.md",
        ] {
            assert!(!is_copy(name), "{name}");
        }
        for mark in COPIES {
            assert!(is_copy(&format!("甲{mark}.md")), "{mark}");
        }
    }

    #[test]
    fn a_copy_has_an_original() {
        for (name, right) in [("甲副本.md", "甲.md"), ("甲的副本.md", "甲.md"), ("甲（1）.md", "甲.md"), ("甲(2).md", "甲.md")]
        {
            assert_eq!(original(name).as_deref(), Some(right));
        }
        for name in ["甲.md", "副本.md", "甲（一）.md", "甲副本.png", "甲().md"] {
            assert_eq!(original(name), None, "{name}");
        }
    }

    #[test]
    fn junk_is_known_by_its_name() {
        for name in [
            "Thumbs.db", "desktop.ini", "Desktop.ini", "~$起诉状.docx", "a.txt~", "a.bak", "__MACOSX", ".DS_Store", "._a.png",
            ".a.md.swp", "a.orig", "#a#", "a.tmp",
        ] {
            assert!(is_junk(name), "{name}");
        }
        for name in ["a.docx", "thumbs.png", "bak.html", "tmp", "a~b.txt", "#", "robots.txt", "favicon.ico"] {
            assert!(!is_junk(name), "{name}");
        }
    }
}
