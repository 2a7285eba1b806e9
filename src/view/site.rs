//! The site as a whole.

use serde::Serialize;

use super::{Link, Method, SharedImage};

/// The site as a whole; the global variable `site`.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct SiteView {
    pub title: String,
    /// One sentence about the site; empty if the settings have none.
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
    /// Copyright notice below every article.
    pub copyright: String,
    /// Where readers find help, from the settings; may be empty.
    pub help: Vec<HelpEntry>,
    pub nav: Vec<Link>,
    /// Links of the footer (about, contact, privacy …): the pages of the site by file name, the glossary, the index of people.
    pub footer: Vec<Link>,
    /// URL of the search page; absent if the site has no search.
    pub search: Option<String>,
    pub feed: String,
    /// Picture for shared links to pages without one of their own.
    pub image: Option<SharedImage>,
    /// Absolute URL of the icon of 180×180 pixels, which is also the publisher's logo; absent if the site has none.
    pub touch_icon: Option<String>,
    /// True if `/favicon.ico` and `/apple-touch-icon.png` stand at the root of the host, where programs look for them without a link.
    pub root_icons: bool,
    /// How each kind of calculator works.
    #[serde(skip)]
    pub methods: Vec<Method>,
    /// Tables as the data blocks of pages with calculators that need them, by name: JSON without `<`.
    #[serde(skip)]
    pub tables: std::collections::BTreeMap<&'static str, String>,
    /// Fingerprinted theme files by their name in `static/theme/`, with `.` and `-` as `_`: `assets.site_css`.
    pub assets: std::collections::BTreeMap<String, Asset>,
}

/// Details of the publisher; absent ones are not shown.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct PublisherEntry {
    pub(crate) name: String,
    /// Licence number of the firm.
    pub(crate) licence: Option<String>,
    pub(crate) address: Option<String>,
    /// Telephone number as in the settings.
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
}

/// A contact point where readers find help.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct HelpEntry {
    pub(crate) title: String,
    /// What it helps with; may be empty.
    pub(crate) note: String,
    /// Final URL; absent if there is none.
    pub(crate) url: Option<String>,
}

/// A fingerprinted file of the theme.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Asset {
    pub(crate) url: String,
    /// `sha256-…` for the `integrity` attribute.
    pub(crate) integrity: String,
}
