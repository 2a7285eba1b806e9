//! The site as a whole.

use serde::Serialize;

use super::{Link, Method};

/// The site as a whole; the global variable `site`.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct SiteView {
    pub title: String,
    /// One sentence about the site; may be empty.
    pub description: String,
    /// BCP 47 tag, such as `zh-CN`.
    pub language: String,
    /// Absolute URL of the home page, with a final `/`.
    pub url: String,
    /// Path of the home page: `/`, or `/docs/` if the base URL has a path.
    pub base: String,
    pub publisher: PublisherEntry,
    /// ICP filing number, shown in the footer.
    pub icp: Option<String>,
    /// Public-security filing number, shown in the footer.
    pub police: Option<String>,
    /// Legal notice below every article.
    pub disclaimer: String,
    /// Copyright notice below every article, as the settings word it.
    pub copyright: String,
    /// Help for readers, from the settings; may be empty.
    pub help: Vec<HelpEntry>,
    pub nav: Vec<Link>,
    /// Links of the footer (about, contact, privacy …): the site's pages, by file name.
    pub footer: Vec<Link>,
    /// URL of the search page; absent if search is off.
    pub search: Option<String>,
    pub feed: String,
    /// How each kind of calculator works.
    #[serde(skip)]
    pub methods: Vec<Method>,
    /// Published rates as the data block of pages with calculators that need them: JSON without `<`.
    #[serde(skip)]
    pub rates: Option<String>,
    /// Fingerprinted theme files, by the name they have in `static/theme/` with `.` and `-` as `_`: `assets.site_css`.
    pub assets: std::collections::BTreeMap<String, Asset>,
}

/// The publisher's particulars; absent ones are not shown.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct PublisherEntry {
    pub name: String,
    /// Licence number of the firm.
    pub licence: Option<String>,
    pub address: Option<String>,
    /// Telephone, as written in the settings.
    pub phone: Option<String>,
    pub email: Option<String>,
}

/// An offer of help.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct HelpEntry {
    pub title: String,
    /// Its purpose; may be empty.
    pub note: String,
    /// Final address, if there is one.
    pub url: Option<String>,
}

/// A fingerprinted file of the theme.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Asset {
    pub url: String,
    /// `sha384-…` for the integrity attribute.
    pub integrity: String,
}
