//! `sitegen.yaml`: the settings of a site. Only `title` and `base_url` are required.

pub(crate) mod keys;
mod place;
mod read;

pub use place::{BaseUrl, UtcOffset};
pub use read::read;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::yaml::Located;
use crate::diag::{Code, Severity};

/// A site's settings, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Path of the settings file.
    pub path: Arc<str>,
    pub title: String,
    /// The address of this build.
    pub base: BaseUrl,
    /// The address in the settings file: links to it lead within the site at any address of a build.
    pub home: BaseUrl,
    /// May be empty.
    pub description: String,
    /// BCP 47 tag.
    pub language: String,
    /// Decides which day is today; part of time stamps.
    pub utc_offset: UtcOffset,
    pub publisher: Publisher,
    /// ICP filing number.
    pub icp: Option<Located<String>>,
    /// Public-security filing number.
    pub police: Option<String>,
    pub disclaimer: String,
    pub copyright: String,
    /// Contains `{slug}` once.
    pub article_permalink: String,
    /// Articles on a page of a list.
    pub page_size: usize,
    /// Articles on the home page.
    pub home_newest: usize,
    pub help: Vec<Help>,
    /// Related articles of an article, pinned ones included.
    pub related_count: usize,
    pub search: bool,
    /// Changed severities; `None` means off.
    pub checks: BTreeMap<Code, Option<Severity>>,
    pub editorial: Editorial,
}

/// Settings of editorial rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editorial {
    /// Slugs, titles or aliases of topics: articles there, and below them, are reviewed and cite their legal basis.
    pub legal_topics: Vec<Located<String>>,
    /// Telephone numbers of the firm, which may be published.
    pub own_numbers: Vec<String>,
    /// An article shows the facts of its lender.
    pub lender_facts: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publisher {
    pub name: String,
    /// Licence number of the firm.
    pub licence: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// A place where readers find help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    pub title: String,
    /// One sentence on what it is good for; may be empty.
    pub note: String,
    /// `https:`, `tel:` or `mailto:`, or a path of this site such as `/contact/`.
    pub url: Option<Located<String>>,
}

/// True for editorial rules, which may be lowered, switched off and accepted in a file. Structural errors may not.
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
