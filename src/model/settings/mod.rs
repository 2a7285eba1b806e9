//! `sitegen.yaml`: the settings of a site. Only `title` and `base_url` are required.

pub(crate) mod keys;
mod place;
mod read;

pub use place::BaseUrl;
pub(crate) use place::UtcOffset;
pub use read::read;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::front::{Ai, Front};
use super::keys::choice;
use super::yaml::Located;
use crate::diag::{Code, Family, Severity};
use crate::text::Span;
use crate::text::encoding::Encoding;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub(crate) path: Arc<str>,
    pub(crate) title: String,
    pub(crate) base: BaseUrl,
    /// The address in the settings file: links to it lead within the site at any address of a build.
    pub(crate) home: BaseUrl,
    pub(crate) description: String,
    pub(crate) language: String,
    /// Decides which day is today; part of time stamps.
    pub(crate) utc_offset: UtcOffset,
    pub(crate) publisher: Publisher,
    pub(crate) icp: Option<Located<String>>,
    pub(crate) police: Option<String>,
    pub(crate) disclaimer: String,
    pub(crate) copyright: String,
    /// Contains `{slug}` once.
    pub(crate) article_permalink: String,
    /// Picture for shared links: the path of a file of `static/`, with `/` at its start.
    pub(crate) image: Option<Located<String>>,
    /// Path of the font file for pictures of shared links, in the site's folder.
    pub(crate) image_font: Option<Located<String>>,
    /// Widths in pixels of the copies of pictures beside articles, ascending.
    pub(crate) image_widths: Vec<u32>,
    pub(crate) page_size: usize,
    pub(crate) home_newest: usize,
    pub(crate) help: Vec<Help>,
    /// Related articles of an article, pinned ones included.
    pub related_count: usize,
    /// Each article is a Markdown file as well.
    pub(crate) markdown_twins: bool,
    /// Encodings in which texts are written beside their files, each once, in their order.
    pub(crate) precompress: Vec<Encoding>,
    pub(crate) search: bool,
    /// Changed severities; `None` means off.
    pub(crate) checks: BTreeMap<Code, Option<Severity>>,
    pub(crate) editorial: Editorial,
    pub(crate) ratchet: Ratchet,
    pub(crate) deploy: Deploy,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Editorial {
    /// Slugs, titles or aliases of topics: articles there, and below them, are reviewed and cite their legal basis.
    pub(crate) legal_topics: Vec<Located<String>>,
    /// Telephone numbers of the firm, which may be published.
    pub(crate) own_numbers: Vec<String>,
    pub(crate) lender_facts: bool,
    pub(crate) index: IndexRule,
    pub(crate) unreviewed: Unreviewed,
    pub(crate) ai: AiRule,
    pub(crate) risk: RiskWeights,
}

/// What a kind of finding adds to the risk of an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RiskWeights {
    error: u32,
    law: u32,
    fact: u32,
    wording: u32,
    freshness: u32,
    other: u32,
}

impl RiskWeights {
    pub(crate) fn of(self, code: Code, severity: Severity) -> u32 {
        match (severity, Family::of(code)) {
            (Severity::Error, _) => self.error,
            (_, Family::Law) => self.law,
            (_, Family::Fact) => self.fact,
            (_, Family::Wording) => self.wording,
            (_, Family::Freshness) => self.freshness,
            (_, Family::Other) => self.other,
        }
    }

    /// The risk of an article with some findings: each code counts once.
    pub(crate) fn sum(self, findings: impl Iterator<Item = (Code, Severity)>) -> u32 {
        let mut of_code: BTreeMap<Code, u32> = BTreeMap::new();
        for (code, severity) in findings {
            let risk = of_code.entry(code).or_default();
            *risk = self.of(code, severity).max(*risk);
        }
        of_code.values().sum()
    }
}

/// Which articles search engines may not list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct IndexRule {
    /// In the order of the settings.
    pub(crate) not: Vec<Ground>,
    /// Path of the table of articles that stay listed, in the site's folder.
    pub(crate) keep: Option<Located<String>>,
    /// Place of the key, if it is there.
    pub(crate) at: Option<Span>,
}

/// Why search engines may not list an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ground {
    /// The front matter says so.
    Own,
    Unreviewed,
    Generated,
    /// It has a finding of this code that it does not accept.
    Finding(Code),
}

choice! {
    /// Which articles tell readers that no lawyer has reviewed them.
    #[derive(Default)]
    pub(crate) enum Unreviewed {
        All = "all",
        /// Those of `legal_topics`.
        Legal = "legal",
        #[default]
        Off = "off",
    }
}

choice! {
    /// Which files may have fewer findings than the baseline accepts.
    #[derive(Default)]
    pub(crate) enum Ratchet {
        /// Those that changed since another revision have no finding of [`Family::TOUCHED`](crate::diag::Family::TOUCHED).
        Touched = "touched",
        #[default]
        Off = "off",
    }
}

/// The label of articles whose front matter has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct AiRule {
    pub(crate) default: Ai,
    /// The last day of first publication to which it applies.
    pub(crate) until: Option<Date>,
}

impl AiRule {
    /// How much of an article a machine wrote.
    pub(crate) fn of(&self, front: &Front) -> Ai {
        let applies = self.until.is_none_or(|until| front.date.value <= until);
        front.ai.unwrap_or(if applies { self.default } else { Ai::None })
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Publisher {
    pub(crate) name: String,
    pub(crate) licence: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
}

/// Where the site goes online.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Deploy {
    /// A remote of rclone, or a folder.
    pub(crate) target: Option<String>,
    /// The same for the records of deployments.
    pub(crate) state: Option<String>,
    pub(crate) purge: Option<UrlCommand>,
    pub(crate) submit: Option<UrlCommand>,
    pub(crate) keep_history: bool,
}

/// A command that reads URLs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UrlCommand {
    pub(crate) command: String,
    /// The most URLs at once.
    pub(crate) batch: usize,
}

/// A place where readers find help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Help {
    pub(crate) title: String,
    /// One sentence on what it is good for; may be empty.
    pub(crate) note: String,
    /// `https:`, `tel:` or `mailto:`, or a path of this site such as `/contact/`.
    pub(crate) url: Option<Located<String>>,
}

/// True for editorial rules, which may be lowered, switched off and accepted in a file. Structural errors may not.
pub(crate) fn is_editorial(code: Code) -> bool {
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
