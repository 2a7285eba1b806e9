//! `sitegen.yaml`: what a site says about itself. Only `title` and `base_url` are required.

mod place;
mod read;

pub use place::{BaseUrl, UtcOffset};
pub use read::read;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::yaml::Located;
use crate::diag::{Code, Severity};

/// Every key of the settings, in the order of the documentation.
pub const KEYS: &[&str] = &[
    "title",
    "base_url",
    "description",
    "language",
    "utc_offset",
    "publisher",
    "icp",
    "police",
    "disclaimer",
    "copyright",
    "permalinks",
    "page_size",
    "home_newest",
    "help",
    "related_count",
    "search",
    "checks",
    "editorial",
];
/// Keys of `publisher`.
pub const PUBLISHER_KEYS: &[&str] = &["name", "licence", "address", "phone", "email"];
/// Keys of an entry of `help`.
pub const HELP_KEYS: &[&str] = &["title", "note", "url"];

/// Keys of `editorial`.
pub const EDITORIAL_KEYS: &[&str] = &["legal_topics", "own_numbers", "lender_facts"];

/// A site's settings, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Path of the settings file.
    pub path: Arc<str>,
    /// Name of the site.
    pub title: String,
    /// Where it will stand.
    pub base: BaseUrl,
    /// The same as the settings file has it: links to it lead within the site, wherever this build will stand.
    pub home: BaseUrl,
    /// One sentence about the site; may be empty.
    pub description: String,
    /// BCP 47 tag.
    pub language: String,
    /// The site's time zone as an offset in minutes: decides which day "today" is, and how dates are stamped.
    pub utc_offset: UtcOffset,
    /// Who publishes.
    pub publisher: Publisher,
    /// ICP filing number.
    pub icp: Option<Located<String>>,
    /// Public-security filing number.
    pub police: Option<String>,
    /// Legal notice below every article.
    pub disclaimer: String,
    /// Copyright notice below every article.
    pub copyright: String,
    /// Pattern of an article's address with `{slug}` once.
    pub article_permalink: String,
    /// Cards on a page of a list.
    pub page_size: usize,
    /// Cards on the home page.
    pub home_newest: usize,
    /// Where readers find help, shown below every article; may be empty.
    pub help: Vec<Help>,
    /// Cards in an article's list of related articles, the pinned ones among them.
    pub related_count: usize,
    /// Whether readers can search.
    pub search: bool,
    /// Changed severities; nothing means off.
    pub checks: BTreeMap<Code, Option<Severity>>,
    /// What editorial rules go by.
    pub editorial: Editorial,
}

/// What editorial rules go by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editorial {
    /// Topics about law, by slug, title or alias: articles there, and below them, are reviewed and name their ground.
    pub legal_topics: Vec<Located<String>>,
    /// Telephone numbers of the firm, which may be published.
    pub own_numbers: Vec<String>,
    /// True where an article shows its lender's facts.
    pub lender_facts: bool,
}

/// The publisher's particulars.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publisher {
    /// Name; the site's title where the settings give none.
    pub name: String,
    /// Licence number of the firm.
    pub licence: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Where readers find help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// Who or what it is, such as a hotline.
    pub title: String,
    /// One sentence on what it is good for; may be empty.
    pub note: String,
    /// Where it leads: `https:`, `tel:` or `mailto:`, or a path of this site such as `/contact/`.
    pub url: Option<Located<String>>,
}

/// Editorial rules may be lowered, switched off and accepted in a file; structural errors may not.
pub fn is_editorial(code: Code) -> bool {
    (500..600).contains(&code.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn source(text: &str) -> Source {
        Source::new("sitegen.yaml", text)
    }

    #[test]
    fn two_keys_are_enough() {
        let (settings, findings) = read(Some(&source("title: 债务指南\nbase_url: https://www.example.com\n")));
        assert_eq!(findings, []);
        assert_eq!(settings.base.home(), "https://www.example.com/");
        assert_eq!(settings.article_permalink, "/articles/{slug}.html");
        assert_eq!(settings.publisher.name, "债务指南");
    }

    #[test]
    fn wrong_settings_are_named_together() {
        let (_, findings) = read(Some(&source(
            "titel: x\nbase_url: nope\npermalinks: {article: /a/}\npage_size: many\nchecks: {SG204: off, SG999: off}\n",
        )));
        let codes: Vec<String> = findings.iter().map(|f| f.fault.code().to_string()).collect();
        assert_eq!(codes, ["SG012", "SG013", "SG015", "SG016", "SG014", "SG018", "SG017"]);
    }
}
