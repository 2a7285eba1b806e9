//! `sitegen.yaml`: what a site says about itself. Only `title` and `base_url` are required.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::yaml::{Fields, Located, Node, Reader};
use crate::diag::catalogue::SiteFault;
use crate::diag::{Code, Finding, Severity, entry};
use crate::text::{Source, Span};

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

/// A checked base URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// Scheme and host, without a final `/`: `https://www.example.com`.
    pub origin: String,
    /// Path with `/` at both ends: `/` or `/docs/`.
    pub path: String,
}

impl BaseUrl {
    /// Reads a whole http or https address without query, fragment or user name. A final `/` is added where it is missing.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let scheme = ["https://", "http://"].into_iter().find(|s| text.starts_with(s))?;
        let rest = text.strip_prefix(scheme)?;
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(h, p)| (h, p));
        let (name, port) = host.split_once(':').map_or((host, None), |(n, p)| (n, Some(p)));
        let label = |l: &str| {
            !l.is_empty() && l.len() <= 63 && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !l.starts_with('-')
        };
        let host_fits =
            name.len() <= 253 && name.split('.').all(label) && port.is_none_or(|p| p.parse::<u16>().is_ok_and(|n| n > 0));
        let path = path.trim_end_matches('/');
        let segment = |s: &str| {
            !s.is_empty() && s != "." && s != ".." && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        };
        if !host_fits || !(path.is_empty() || path.split('/').all(segment)) {
            return None;
        }
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(BaseUrl { origin: format!("{scheme}{}", host.to_ascii_lowercase()), path })
    }

    /// The address of the home page.
    pub fn home(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }
}

/// An offset from UTC as it stands in time stamps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UtcOffset {
    /// Minutes east of Greenwich.
    pub minutes: i32,
}

impl UtcOffset {
    /// Reads `+08:00`.
    pub fn parse(text: &str) -> Option<UtcOffset> {
        let sign = match text.as_bytes().first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, minutes) = text.get(1..)?.split_once(':')?;
        let two = |t: &str| (t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<i32>().ok()).flatten();
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        (hours <= 14 && minutes < 60).then_some(UtcOffset { minutes: sign * (hours * 60 + minutes) })
    }
}

impl std::fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

const PERMALINK: &str = "/articles/{slug}.html";
const BEIJING: UtcOffset = UtcOffset { minutes: 480 };
const DISCLAIMER: &str = "本文提供一般性法律信息，不构成针对个案的法律意见。法律和政策会变化，具体问题请咨询执业律师。";

/// Reads the settings. Where something required is wrong, or there is no text to read, a placeholder stands in its place: the
/// build fails anyhow, and everything else is still judged.
pub fn read(source: Option<&Source>) -> (Settings, Vec<Finding>) {
    let Some(source) = source else { return (placeholder("sitegen.yaml"), Vec::new()) };
    let mut reader = Reader::settings(source);
    let settings = reader.parse(&source.text).map(Node::or_empty).and_then(|node| settings(&mut reader, &node, &source.path));
    (settings.unwrap_or_else(|| placeholder(&source.path)), reader.findings)
}

fn placeholder(path: &str) -> Settings {
    let nowhere = BaseUrl { origin: "https://example.invalid".to_owned(), path: "/".to_owned() };
    Settings {
        path: path.into(),
        title: String::new(),
        base: nowhere.clone(),
        home: nowhere,
        description: String::new(),
        language: "zh-CN".to_owned(),
        utc_offset: BEIJING,
        publisher: Publisher::default(),
        icp: None,
        police: None,
        disclaimer: String::new(),
        copyright: String::new(),
        article_permalink: PERMALINK.to_owned(),
        page_size: 20,
        home_newest: 10,
        help: Vec::new(),
        related_count: 6,
        search: true,
        checks: BTreeMap::new(),
        editorial: Editorial::default(),
    }
}

fn settings(reader: &mut Reader<'_>, node: &Node, path: &Arc<str>) -> Option<Settings> {
    let fields = reader.fields(node, "sitegen.yaml", KEYS)?;
    reader.require(&fields, "title");
    reader.require(&fields, "base_url");
    let title = reader.text(&fields, "title", 60).map(|t| t.value);
    let base = base_url(reader, &fields);
    let mut text = |key: &str, limit: usize| reader.text(&fields, key, limit).map(|t| t.value);
    let (description, language) = (text("description", 200), text("language", 35));
    let police = text("police", 60);
    let (disclaimer, copyright) = (text("disclaimer", 500), text("copyright", 500));
    let icp = reader.text(&fields, "icp", 60);
    let publisher = publisher(reader, &fields);
    let utc_offset = utc_offset(reader, &fields);
    let article_permalink = permalink(reader, &fields);
    let page_size = reader.number(&fields, "page_size", 5..=100).unwrap_or(20);
    let home_newest = reader.number(&fields, "home_newest", 1..=50).unwrap_or(10);
    let help = help(reader, &fields);
    let related_count = reader.number(&fields, "related_count", 0..=20).unwrap_or(6);
    let search = reader.flag(&fields, "search").is_none_or(|s| s.value);
    let checks = checks(reader, &fields);
    let editorial = editorial(reader, &fields);
    let title = title?;
    let publisher = Publisher { name: if publisher.name.is_empty() { title.clone() } else { publisher.name.clone() }, ..publisher };
    Some(Settings {
        path: Arc::clone(path),
        home: base.clone()?,
        base: base?,
        description: description.unwrap_or_default(),
        language: language.unwrap_or_else(|| "zh-CN".to_owned()),
        utc_offset,
        icp,
        police,
        disclaimer: disclaimer.unwrap_or_else(|| DISCLAIMER.to_owned()),
        copyright: copyright.unwrap_or_else(|| format!("本文版权归{}所有，转载请注明出处和本文链接。", publisher.name)),
        publisher,
        article_permalink,
        page_size: page_size as usize,
        home_newest: home_newest as usize,
        help,
        related_count: related_count as usize,
        search,
        checks,
        editorial,
        title,
    })
}

fn base_url(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<BaseUrl> {
    let text = reader.text(fields, "base_url", 300)?;
    let base = BaseUrl::parse(&text.value);
    if base.is_none() {
        reader.report_at(text.span, SiteFault::BadBaseUrl { value: text.value }, None);
    }
    base
}

fn publisher(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Publisher {
    let Some(inner) = reader.present(fields, "publisher").and_then(|n| reader.fields(n, "publisher", PUBLISHER_KEYS)) else {
        return Publisher::default();
    };
    let mut word = |key: &str| reader.word(&inner, key, 200);
    Publisher {
        name: word("name").unwrap_or_default(),
        licence: word("licence"),
        address: word("address"),
        phone: word("phone"),
        email: word("email"),
    }
}

fn help(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Help> {
    let nodes = reader.list(fields, "help", 10, false);
    let mut offers = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(inner) = reader.fields(node, "help", HELP_KEYS) else { continue };
        reader.require(&inner, "title");
        let title = reader.word(&inner, "title", 60);
        let note = reader.word(&inner, "note", 200).unwrap_or_default();
        let url = reader.text(&inner, "url", 300).filter(|url| {
            let led = ["https://", "http://", "tel:", "mailto:"].iter().any(|s| url.value.starts_with(s));
            let own = url.value.starts_with('/') && !url.value.starts_with("//");
            let fits = (led || own) && !url.value.contains(|c: char| c.is_whitespace() || c.is_control());
            if let (false, Some(node)) = (fits, inner.get("url")) {
                let asked = (
                    "https://、tel:、mailto: 开头的地址，或 /contact/ 这样的本站路径",
                    "an address that starts with https://, tel: or mailto:, or a path of this site such as /contact/",
                );
                reader.wrong_type("url", node, asked);
            }
            fits
        });
        offers.extend(title.map(|title| Help { title, note, url }));
    }
    offers
}

fn utc_offset(reader: &mut Reader<'_>, fields: &Fields<'_>) -> UtcOffset {
    let Some(node) = reader.present(fields, "utc_offset") else { return BEIJING };
    let Some(text) = reader.word_of(node, "utc_offset", 10) else { return BEIJING };
    let offset = UtcOffset::parse(&text.value);
    if offset.is_none() {
        reader.wrong_type("utc_offset", node, ("+08:00 这样的时差", "an offset such as +08:00"));
    }
    offset.unwrap_or(BEIJING)
}

fn permalink(reader: &mut Reader<'_>, fields: &Fields<'_>) -> String {
    let default = PERMALINK.to_owned();
    let Some(inner) = reader.present(fields, "permalinks").and_then(|n| reader.fields(n, "permalinks", &["article"])) else {
        return default;
    };
    let Some(text) = reader.text(&inner, "article", 200) else { return default };
    let pattern = text.value.as_str();
    let plain = pattern.replacen("{slug}", "s", 1);
    let characters = plain.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/".contains(&b));
    let segments = !plain.contains("//") && !plain.split('/').any(|s| s.starts_with('.'));
    let fits = pattern.starts_with('/')
        && pattern.contains("{slug}")
        && characters
        && segments
        && (plain.ends_with(".html") || plain.ends_with('/'));
    if fits {
        return text.value;
    }
    reader.report_at(text.span, SiteFault::BadPermalink { value: text.value.clone() }, None);
    default
}

fn editorial(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Editorial {
    let Some(inner) = reader.present(fields, "editorial").and_then(|n| reader.fields(n, "editorial", EDITORIAL_KEYS)) else {
        return Editorial::default();
    };
    Editorial {
        legal_topics: reader.texts(&inner, "legal_topics", 100, 80),
        own_numbers: reader.texts(&inner, "own_numbers", 50, 40).into_iter().map(|n| n.value).collect(),
        lender_facts: reader.flag(&inner, "lender_facts").is_some_and(|f| f.value),
    }
}

fn checks(reader: &mut Reader<'_>, fields: &Fields<'_>) -> BTreeMap<Code, Option<Severity>> {
    let words = [("off", None), ("warning", Some(Severity::Warning)), ("error", Some(Severity::Error))];
    let mut checks = BTreeMap::new();
    let Some(node) = reader.present(fields, "checks") else { return checks };
    for (key, span, value) in reader.rows(node, "checks") {
        let Some(code) = known_code(reader, key, span) else { continue };
        let Some(severity) = reader.choice_of(value, key, &words) else { continue };
        let default = entry(code).map(|e| e.severity);
        if default == Some(Severity::Error) && severity != Some(Severity::Error) && !is_editorial(code) {
            reader.report_at(span, SiteFault::CheckFixed { code: key.to_owned() }, None);
        } else {
            checks.insert(code, severity);
        }
    }
    checks
}

fn known_code(reader: &mut Reader<'_>, key: &str, span: Span) -> Option<Code> {
    let code = key.parse::<Code>().ok().filter(|c| entry(*c).is_some());
    if code.is_none() {
        reader.report_at(span, SiteFault::UnknownCheck { code: key.to_owned() }, None);
    }
    code
}

/// Editorial rules may be lowered, switched off and accepted in a file; structural errors may not.
pub fn is_editorial(code: Code) -> bool {
    (500..600).contains(&code.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "sitegen.yaml".into(), text: text.into() }
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
    fn base_urls_are_whole_and_plain() {
        let home = |t| BaseUrl::parse(t).map(|b| b.home());
        assert_eq!(home("https://Example.com/docs"), Some("https://example.com/docs/".to_owned()));
        assert_eq!(home("http://localhost:8080/"), Some("http://localhost:8080/".to_owned()));
        for bad in [
            "example.com",
            "ftp://a.b/",
            "https://",
            "https://a b/",
            "https://u@h/",
            "https://h/?q",
            "https://h/#f",
            "https://h/../x",
            "https://h:0/",
            "https://例.com/",
        ] {
            assert_eq!(home(bad), None, "{bad}");
        }
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
