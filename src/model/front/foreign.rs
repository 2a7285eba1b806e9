//! Keys that Hugo, Hexo, Jekyll and WordPress exports use in front matter, and what takes their place here.

/// A key of another program.
#[derive(Debug, Clone, Copy)]
enum Foreign {
    /// Our key takes the same value.
    Ours(&'static str),
    /// What to write, in Chinese and English.
    Instead(&'static str, &'static str),
    /// Nothing takes its place.
    Needless,
}

use Foreign::{Instead, Needless, Ours};

/// What takes the place of a key that says whether an article is published.
const DRAFT: Foreign = Instead(
    "不发布的文章写 draft: true，发布的删去这一行",
    "write `draft: true` for an article that is not published, else delete the line",
);

const KEYS: &[(&str, Foreign)] = &[
    ("abbrlink", Ours("slug")),
    ("abstract", Ours("summary")),
    ("alias", Ours("aliases")),
    ("authors", Ours("author")),
    ("banner", Ours("image")),
    ("banner_img", Ours("image")),
    ("canonicalURL", Needless),
    ("categories", Ours("topics")),
    ("category", Ours("topics")),
    ("comment", Needless),
    ("comments", Needless),
    ("copyright", Needless),
    ("cover", Ours("image")),
    ("created", Ours("date")),
    ("created_at", Ours("date")),
    ("desc", Ours("summary")),
    ("description", Ours("summary")),
    ("excerpt", Ours("summary")),
    ("expiryDate", Ours("expires")),
    ("feature", Needless),
    ("featured", Needless),
    ("featured_image", Ours("image")),
    ("header", Needless),
    ("hidden", DRAFT),
    ("id", Needless),
    ("img", Ours("image")),
    ("index_img", Ours("image")),
    ("isCJKLanguage", Needless),
    ("katex", Needless),
    ("keywords", Needless),
    ("lang", Needless),
    ("last_modified_at", Ours("updated")),
    ("lastmod", Ours("updated")),
    ("layout", Needless),
    ("link", Needless),
    ("linkTitle", Needless),
    ("markup", Needless),
    ("math", Needless),
    ("mathjax", Needless),
    ("menu", Needless),
    ("modified", Ours("updated")),
    ("outputs", Needless),
    ("permalink", Ours("aliases")),
    ("pin", Needless),
    ("post_id", Needless),
    ("publishDate", Ours("date")),
    ("published", DRAFT),
    ("pubDate", Ours("date")),
    ("redirect_from", Ours("aliases")),
    ("reprint", Needless),
    ("resources", Needless),
    ("sidebar", Needless),
    ("status", DRAFT),
    ("sticky", Needless),
    ("subtitle", Needless),
    ("tag", Ours("topics")),
    ("tags", Ours("topics")),
    ("thumbnail", Ours("image")),
    ("toc", Needless),
    ("top", Needless),
    ("type", Needless),
    ("updateDate", Ours("updated")),
    ("updated_at", Ours("updated")),
    ("url", Ours("aliases")),
    ("weight", Needless),
    ("wordCount", Needless),
];

/// What to do with a key of another program.
pub(crate) struct Advice {
    /// The key that takes its value.
    pub(crate) ours: Option<&'static str>,
    /// In Chinese and English.
    pub(crate) note: [String; 2],
}

/// The advice on a key; `is_known` says which keys are ours, `is_there` which ones the front matter has already.
pub(crate) fn advice(key: &str, is_known: impl Fn(&str) -> bool, is_there: impl Fn(&str) -> bool) -> Option<Advice> {
    let is_same = |name: &str| name == key || (name.get(1..) == key.get(1..) && name.eq_ignore_ascii_case(key));
    let (_, foreign) = KEYS.iter().find(|(name, _)| is_same(name))?;
    let note = |zh: String, en: String| [format!("{zh}；"), format!("{en}; ")];
    let (ours, note) = match *foreign {
        Ours(ours) if is_known(ours) && is_there(ours) => (
            None,
            note(
                format!("这里写「{ours}」，信息栏里已经有了：把内容并到那一行，再删去这一行"),
                format!("the entry here is `{ours}`, which is there already: move the value there and delete this line"),
            ),
        ),
        Ours(ours) if is_known(ours) => (Some(ours), note(format!("这里写「{ours}」"), format!("the entry here is `{ours}`"))),
        Instead(zh, en) => (None, note(zh.to_owned(), en.to_owned())),
        Ours(_) | Needless => {
            (None, note("这里不需要它，删去这一项".to_owned(), "it is not needed here: delete the entry".to_owned()))
        }
    };
    Some(Advice { ours, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chinese(key: &str, there: &[&str]) -> Option<(Option<&'static str>, String)> {
        let known = ["title", "date", "topics", "updated", "aliases", "summary", "slug", "author", "expires", "draft"];
        let advice = advice(key, |key| known.contains(&key), |key| there.contains(&key))?;
        let [zh, _] = advice.note;
        Some((advice.ours, zh))
    }

    #[test]
    fn the_keys_of_other_programs_have_ours() {
        for (key, ours) in [
            ("categories", "topics"),
            ("lastmod", "updated"),
            ("permalink", "aliases"),
            ("excerpt", "summary"),
            ("tags", "topics"),
            ("Tags", "topics"),
            ("description", "summary"),
            ("url", "aliases"),
            ("last_modified_at", "updated"),
        ] {
            assert_eq!(chinese(key, &[]), Some((Some(ours), format!("这里写「{ours}」；"))), "{key}");
            let there = chinese(key, &[ours]).unwrap();
            assert!(there.0.is_none() && there.1.contains("已经有了"), "{key}");
        }
        for key in ["layout", "toc", "comments", "weight", "cover"] {
            assert_eq!(chinese(key, &[]), Some((None, "这里不需要它，删去这一项；".to_owned())), "{key}");
        }
        assert_eq!(chinese("published", &[]).unwrap().1, "不发布的文章写 draft: true，发布的删去这一行；");
        assert!(chinese("titel", &[]).is_none() && chinese("", &[]).is_none() && chinese("标签", &[]).is_none());
    }
}
