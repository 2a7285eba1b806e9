//! Reads the settings. All that is wrong is reported; what is left out has a default.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    BaseUrl, EDITORIAL_KEYS, Editorial, HELP_KEYS, Help, KEYS, PUBLISHER_KEYS, Publisher, Settings, UtcOffset, is_editorial,
};
use crate::diag::catalogue::SiteFault;
use crate::diag::{Code, Finding, Severity, explanation};
use crate::model::yaml::{Fields, Node, Reader};
use crate::text::{Source, Span};

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
        let default = explanation(code).map(|e| e.severity);
        if default == Some(Severity::Error) && severity != Some(Severity::Error) && !is_editorial(code) {
            reader.report_at(span, SiteFault::CheckFixed { code: key.to_owned() }, None);
        } else {
            checks.insert(code, severity);
        }
    }
    checks
}

fn known_code(reader: &mut Reader<'_>, key: &str, span: Span) -> Option<Code> {
    let code = key.parse::<Code>().ok().filter(|c| explanation(*c).is_some());
    if code.is_none() {
        reader.report_at(span, SiteFault::UnknownCheck { code: key.to_owned() }, None);
    }
    code
}
