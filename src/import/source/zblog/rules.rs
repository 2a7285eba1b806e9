//! Addresses of Z-BlogPHP: the settings `ZC_…_REGEX`, and what they make of a record.

use std::collections::BTreeMap;

use crate::import::record::Address;
use crate::import::source::address::split_host;
use crate::import::source::serialize::{self, Value};
use crate::text::url;

/// The settings of a site that decide addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings(BTreeMap<String, String>);

impl Settings {
    /// Adds a row of the table of settings. Newer versions have a row for each key, older ones one array.
    pub(super) fn add(&mut self, key: &str, value: &[u8]) {
        match (key, serialize::read(value)) {
            ("", Some(Value::Array(entries))) => {
                for (name, value) in entries {
                    self.insert(name.text().as_deref(), value.text());
                }
            }
            ("", _) => {}
            (key, Some(value)) => self.insert(Some(key), value.text()),
            (key, None) => self.insert(Some(key), Some(String::from_utf8_lossy(value).into_owned())),
        }
    }

    fn insert(&mut self, key: Option<&str>, value: Option<String>) {
        if let (Some(key), Some(value)) = (key.filter(|key| key.starts_with("ZC_")), value)
            && (key.ends_with("_REGEX") || ["ZC_BLOG_HOST", "ZC_POST_ALIAS_USE_ID_NOT_TITLE", "ZC_ALIAS_BACK_ATTR"].contains(&key))
        {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The host and the folder of the site: `www.lvsuo.example` and `/`.
    pub(super) fn host(&self) -> Option<(String, String)> {
        let address = self.get("ZC_BLOG_HOST")?;
        let (host, folder) = split_host(address)?;
        Some((host, folder.to_owned()))
    }

    /// The address of the site as pages write it, with `/` at its end.
    pub(super) fn home(&self) -> String {
        let home = self.get("ZC_BLOG_HOST").filter(|address| split_host(address).is_some()).unwrap_or("/");
        format!("{}/", home.trim_end_matches('/'))
    }

    pub(super) fn rules(&self) -> Rules {
        let rule = |key: &str, default: &str| self.get(key).unwrap_or(default).to_owned();
        Rules {
            folder: self.host().map_or_else(String::new, |(_, folder)| folder.trim_end_matches('/').to_owned()),
            article: self.get("ZC_ARTICLE_REGEX").map(str::to_owned),
            page: self.get("ZC_PAGE_REGEX").map(str::to_owned),
            category: rule("ZC_CATEGORY_REGEX", "{%host%}?cate={%id%}&page={%page%}"),
            tag: rule("ZC_TAGS_REGEX", "{%host%}?tags={%id%}&page={%page%}"),
            author: rule("ZC_AUTHOR_REGEX", "{%host%}?auth={%id%}&page={%page%}"),
            uses_id_for_alias: self.get("ZC_POST_ALIAS_USE_ID_NOT_TITLE").is_some_and(|value| value != "0"),
            uses_id_for_lists: self.get("ZC_ALIAS_BACK_ATTR") == Some("ID"),
        }
    }
}

/// The rules of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rules {
    /// Folder of the site below its host, without `/` at its end.
    folder: String,
    pub(super) article: Option<String>,
    pub(super) page: Option<String>,
    pub(super) category: String,
    pub(super) tag: String,
    pub(super) author: String,
    uses_id_for_alias: bool,
    uses_id_for_lists: bool,
}

/// The rule of articles and pages in a new installation.
pub(super) const DEFAULT: &str = "{%host%}?id={%id%}";

/// What a rule can name of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts<'p> {
    pub(super) id: u64,
    pub(super) alias: &'p str,
    /// The title as it is stored.
    pub(super) title: &'p str,
    pub(super) category: &'p str,
    pub(super) author: &'p str,
    pub(super) day: Option<jiff::civil::Date>,
}

impl Rules {
    /// The address of an article or page by a rule.
    pub(super) fn single(&self, rule: &str, parts: &Parts<'_>) -> Option<Address> {
        let id = parts.id.to_string();
        let alias = match parts.alias {
            "" if self.uses_id_for_alias => id.clone(),
            "" => parts.title.to_owned(),
            alias => decoded(alias),
        };
        let day = |pattern: &str| parts.day.map(|day| day.strftime(pattern).to_string()).unwrap_or_default();
        let (year, month, date) = (day("%Y"), day("%m"), day("%d"));
        self.replace(
            rule,
            &[
                ("{%id%}", &id),
                ("{%alias%}", &alias),
                ("{%category%}", parts.category),
                ("{%author%}", parts.author),
                ("{%year%}", &year),
                ("{%month%}", &month),
                ("{%day%}", &date),
            ],
        )
    }

    /// The address of the first page of a list.
    pub(super) fn list(&self, rule: &str, id: u64, alias: &str, name: &str) -> Option<Address> {
        let id = id.to_string();
        let alias = match alias {
            "" if self.uses_id_for_lists => id.clone(),
            "" => name.to_owned(),
            alias => decoded(alias),
        };
        self.replace(&without_page(rule), &[("{%id%}", &id), ("{%alias%}", &alias), ("{%page%}", "")])
    }

    fn replace(&self, rule: &str, values: &[(&str, &str)]) -> Option<Address> {
        let is_query = rule.contains('?');
        let mut rest = rule.strip_prefix("{%host%}").unwrap_or(rule);
        let mut out = format!("{}/", self.folder);
        while let Some(at) = rest.find('{') {
            let (before, after) = rest.split_at_checked(at)?;
            out.push_str(&decoded(before));
            let (name, value) = values.iter().find(|(name, _)| after.starts_with(name))?;
            out.push_str(value);
            rest = after.get(name.len()..)?;
        }
        out.push_str(&decoded(rest));
        Address::decoded(out.trim_end_matches('&'), is_query)
    }
}

fn decoded(text: &str) -> String {
    url::decode(text).unwrap_or_else(|| text.to_owned())
}

/// A rule of a list without what stands before the number of the page, as Z-Blog does for the first page.
fn without_page(rule: &str) -> String {
    const PAGE: &str = "{%page%}";
    let Some((before, after)) = rule.split_once(PAGE) else { return rule.to_owned() };
    if rule.matches('{').count() == 2 && !rule.contains('&') {
        return "{%host%}".to_owned();
    }
    let start = before.rfind(['}', '{', '%', '/', '&']).map_or(0, |at| at + 1);
    // The word is left out wherever it stands, as Z-Blog does.
    let word = before.get(start..).unwrap_or_default();
    let is_bounded = before.get(..start).is_some_and(|before| before.ends_with(['}', '&']));
    let mut out = if word.is_empty() || !is_bounded { rule.to_owned() } else { rule.replace(word, "") };
    if after == "/" && !word.ends_with('_') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(host: &str) -> Rules {
        let mut settings = Settings::default();
        settings.add("ZC_BLOG_HOST", format!("s:{}:\"{host}\";", host.len()).as_bytes());
        settings.rules()
    }

    #[test]
    fn articles_have_the_address_of_their_rule() {
        let parts = Parts {
            id: 7,
            alias: "",
            title: "利息&amp;罚息/怎么算?",
            category: "债务",
            author: "heyan",
            day: Some(jiff::civil::date(2024, 3, 1)),
        };
        let address = |rule: &str, parts: &Parts<'_>| rules("https://a.example/").single(rule, parts);
        let path = |text: &str| Some(Address::Path(text.to_owned()));
        assert_eq!(address(DEFAULT, &parts), Some(Address::Query("/?id=7".to_owned())));
        assert_eq!(address("{%host%}hf/{%id%}.html", &parts), path("/hf/7.html"));
        assert_eq!(address("{%host%}{%category%}/{%alias%}.html", &parts), path("/债务/利息&amp;罚息/怎么算?.html"));
        assert_eq!(address("{%host%}{%alias%}/", &Parts { alias: "%E5%80%BA", ..parts.clone() }), path("/债/"));
        assert_eq!(address("{%host%}{%year%}/{%month%}/{%day%}/{%author%}-{%id%}", &parts), path("/2024/03/01/heyan-7"));
        assert_eq!(address("{%host%}{%other%}", &parts), None);
        assert_eq!(rules("http://a.example:81/blog/").single(DEFAULT, &parts), Some(Address::Query("/blog/?id=7".to_owned())));
        let mut settings = Settings::default();
        settings.add("", b"a:2:{s:30:\"ZC_POST_ALIAS_USE_ID_NOT_TITLE\";b:1;s:11:\"ZC_BLOG_KEY\";s:6:\"secret\";}");
        assert_eq!(settings.rules().single("{%host%}{%alias%}.html", &parts), path("/7.html"));
        assert_eq!(settings.0.len(), 1);
    }

    #[test]
    fn lists_have_the_address_of_their_first_page() {
        let list = |rule: &str| rules("//a.example").list(rule, 3, "", "网贷").map(|address| address.text().to_owned());
        assert_eq!(list("{%host%}?cate={%id%}&page={%page%}").as_deref(), Some("/?cate=3"));
        assert_eq!(list("{%host%}category-{%id%}_{%page%}.html").as_deref(), Some("/category-3.html"));
        assert_eq!(list("{%host%}category/{%alias%}/{%page%}/").as_deref(), Some("/category/网贷/"));
        assert_eq!(list("{%host%}{%alias%}_{%page%}/").as_deref(), Some("/网贷/"));
        assert_eq!(list("{%host%}page_{%page%}.html").as_deref(), Some("/"));
    }
}
