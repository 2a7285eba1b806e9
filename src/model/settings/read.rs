//! Reads the settings. All that is wrong is reported; what is absent has a default.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keys::SETTINGS;
use super::{
    AiRule, BaseUrl, Deploy, Editorial, Ground, Help, IndexRule, Publisher, RiskWeights, Settings, UrlCommand, UtcOffset,
    is_editorial,
};
use crate::diag::catalogue::SiteFault;
use crate::diag::{Code, Finding, Severity, explanation};
use crate::model::address;
use crate::model::yaml::{Fields, Node, Reader};
use crate::text::encoding::Encoding;
use crate::text::{Source, Span};

const DISCLAIMER: &str = "本文提供一般性法律信息，不构成针对个案的法律意见。法律和政策会变化，具体问题请咨询执业律师。";

/// Reads the settings. If a required value is wrong, or if there is no text, a placeholder takes their place: the build fails,
/// but everything else is still checked.
pub fn read(source: Option<&Source>) -> (Settings, Vec<Finding>) {
    let Some(source) = source else { return (placeholder("sitegen.yaml".into()), Vec::new()) };
    let mut reader = Reader::settings(source);
    let settings = reader.parse(&source.text).map(Node::or_empty).and_then(|node| {
        let mut fields = reader.fields(&node, "sitegen.yaml", SETTINGS, None)?;
        let (title, base) = (fields.string("title"), base_url(&mut fields));
        let settings = settings(&mut fields, &source.path, title.clone().unwrap_or_default(), base.clone().unwrap_or_else(nowhere));
        title.and(base).map(|_| settings)
    });
    (settings.unwrap_or_else(|| placeholder(Arc::clone(&source.path))), reader.findings)
}

fn placeholder(path: Arc<str>) -> Settings {
    settings(&mut Fields::empty(&mut Reader::default(), SETTINGS, Span::default()), &path, String::new(), nowhere())
}

fn nowhere() -> BaseUrl {
    BaseUrl { origin: "https://example.invalid".to_owned(), path: "/".to_owned() }
}

fn settings(fields: &mut Fields<'_>, path: &Arc<str>, title: String, base: BaseUrl) -> Settings {
    let publisher = publisher(fields, &title);
    let copyright = fields.string("copyright");
    Settings {
        path: Arc::clone(path),
        home: base.clone(),
        base,
        description: fields.string_or_default("description"),
        language: fields.string_or_default("language"),
        utc_offset: utc_offset(fields),
        icp: fields.text("icp"),
        police: fields.string("police"),
        disclaimer: fields.string("disclaimer").unwrap_or_else(|| DISCLAIMER.to_owned()),
        copyright: copyright.unwrap_or_else(|| format!("本文版权归{}所有，转载请注明出处和本文链接。", publisher.name)),
        publisher,
        article_permalink: permalink(fields),
        image: fields.text("image"),
        image_font: fields.text("image_font"),
        image_widths: image_widths(fields),
        page_size: fields.count("page_size"),
        home_newest: fields.count("home_newest"),
        help: fields.maps("help", help),
        related_count: fields.count("related_count"),
        markdown_twins: fields.flag("markdown_twins"),
        precompress: encodings(fields),
        search: fields.flag("search"),
        checks: checks(fields),
        editorial: editorial(fields),
        ratchet: fields.choice("ratchet").unwrap_or_default(),
        deploy: deploy(fields),
        title,
    }
}

fn base_url(fields: &mut Fields<'_>) -> Option<BaseUrl> {
    fields.parsed("base_url", BaseUrl::parse, |value| SiteFault::BadBaseUrl { value })
}

fn publisher(fields: &mut Fields<'_>, title: &str) -> Publisher {
    let mut inner = fields.section("publisher");
    Publisher {
        name: inner.string("name").unwrap_or_else(|| title.to_owned()),
        licence: inner.string("licence"),
        address: inner.string("address"),
        phone: inner.string("phone"),
        email: inner.string("email"),
    }
}

fn deploy(fields: &mut Fields<'_>) -> Deploy {
    let mut inner = fields.section("deploy");
    Deploy {
        target: inner.string("target"),
        state: inner.string("state"),
        purge: url_command(&mut inner, "purge"),
        submit: url_command(&mut inner, "submit"),
        keep_history: inner.flag("keep_history"),
    }
}

fn url_command(fields: &mut Fields<'_>, key: &str) -> Option<UrlCommand> {
    fields.node(key)?;
    let mut inner = fields.section(key);
    Some(UrlCommand { command: inner.string("command")?, batch: inner.count("batch") })
}

/// The widths of pictures if the settings have none.
const IMAGE_WIDTHS: [u32; 3] = [480, 960, 1600];

fn image_widths(fields: &mut Fields<'_>) -> Vec<u32> {
    let mut inner = fields.section("images");
    let mut widths = if inner.node("sizes").is_none() { IMAGE_WIDTHS.to_vec() } else { inner.numbers("sizes") };
    widths.sort_unstable();
    widths.dedup();
    widths
}

fn encodings(fields: &mut Fields<'_>) -> Vec<Encoding> {
    let nodes = fields.nodes("precompress");
    let mut encodings: Vec<Encoding> =
        nodes.into_iter().filter_map(|(node, _)| fields.reader.choice(node, "precompress")).collect();
    encodings.sort_unstable();
    encodings.dedup();
    encodings
}

fn help(fields: &mut Fields<'_>) -> Option<Help> {
    let title = fields.string("title");
    let note = fields.string_or_default("note");
    let url = fields.text("url").filter(|url| {
        let scheme = ["https://", "http://", "tel:", "mailto:"].iter().any(|s| url.value.starts_with(s));
        let path = url.value.starts_with('/') && !url.value.starts_with("//");
        let fits = (scheme || path) && !url.value.contains(|c: char| c.is_whitespace() || c.is_control());
        if let (false, Some(node)) = (fits, fields.node("url")) {
            let expected = (
                "https://、tel:、mailto: 开头的地址，或 /contact/ 这样的本站路径",
                "an address that starts with https://, tel: or mailto:, or a path of this site such as /contact/",
            );
            fields.reader.wrong_type("url", node, expected);
        }
        let flaw = if fits { address::flaw(&url.value) } else { None };
        let is_whole = flaw.is_none();
        if let Some(flaw) = flaw {
            fields.reader.report(url.span, flaw.fault);
        }
        fits && is_whole
    });
    Some(Help { title: title?, note, url })
}

fn utc_offset(fields: &mut Fields<'_>) -> UtcOffset {
    let offset = UtcOffset::parse(&fields.string_or_default("utc_offset"));
    if let (None, Some(node)) = (offset, fields.node("utc_offset")) {
        fields.reader.wrong_type("utc_offset", node, ("+08:00 这样的时差", "an offset such as +08:00"));
    }
    offset.unwrap_or(UtcOffset::BEIJING)
}

fn permalink(fields: &mut Fields<'_>) -> String {
    let mut inner = fields.section("permalinks");
    if let Some(text) = inner.text("article") {
        if is_permalink(&text.value) {
            return text.value;
        }
        inner.reader.report(text.span, SiteFault::BadPermalink { value: text.value });
    }
    inner.default("article").to_owned()
}

fn is_permalink(pattern: &str) -> bool {
    let path = pattern.replacen("{slug}", "s", 1);
    pattern.starts_with('/')
        && pattern.contains("{slug}")
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/".contains(&b))
        && !path.contains("//")
        && !path.split('/').any(|s| s.starts_with('.'))
        && (path.ends_with(".html") || path.ends_with('/'))
}

fn editorial(fields: &mut Fields<'_>) -> Editorial {
    let mut inner = fields.section("editorial");
    Editorial {
        legal_topics: inner.texts("legal_topics"),
        own_numbers: inner.strings("own_numbers"),
        lender_facts: inner.flag("lender_facts"),
        index: index(&mut inner),
        unreviewed: inner.choice("unreviewed").unwrap_or_default(),
        ai: ai(&mut inner),
        risk: risk(&mut inner),
    }
}

fn risk(fields: &mut Fields<'_>) -> RiskWeights {
    let mut inner = fields.section("risk");
    let mut weight = |key| u32::try_from(inner.count(key)).unwrap_or(u32::MAX);
    RiskWeights {
        error: weight("error"),
        law: weight("law"),
        fact: weight("fact"),
        wording: weight("wording"),
        freshness: weight("freshness"),
        other: weight("other"),
    }
}

fn index(fields: &mut Fields<'_>) -> IndexRule {
    let at = fields.node("index").map(|node| fields.reader.place(node));
    let mut inner = fields.section("index");
    let mut not = Vec::new();
    for word in inner.texts("not") {
        match ground(&word.value) {
            Some(ground) if !not.contains(&ground) => not.push(ground),
            Some(_) => {}
            None => inner.reader.report(word.span, SiteFault::UnknownGround { word: word.value }),
        }
    }
    IndexRule { not, keep: inner.text("keep"), at }
}

fn ground(word: &str) -> Option<Ground> {
    match word {
        "unreviewed" => Some(Ground::Unreviewed),
        "generated" => Some(Ground::Generated),
        code => {
            code.parse::<Code>().ok().and_then(explanation).map(|rule| rule.code).filter(|c| is_editorial(*c)).map(Ground::Finding)
        }
    }
}

fn ai(fields: &mut Fields<'_>) -> AiRule {
    let mut inner = fields.section("ai");
    AiRule { default: inner.choice("default").unwrap_or_default(), until: inner.date("until").map(|day| day.value) }
}

fn checks(fields: &mut Fields<'_>) -> BTreeMap<Code, Option<Severity>> {
    let mut checks = BTreeMap::new();
    for (key, span, value, _) in fields.entries("checks") {
        let Some(rule) = key.parse::<Code>().ok().and_then(explanation) else {
            fields.reader.report(span, SiteFault::UnknownCheck { code: key.to_owned() });
            continue;
        };
        let Some(severity) = fields.reader.choice(value, key) else { continue };
        if rule.severity == Severity::Error && severity != Some(Severity::Error) && !is_editorial(rule.code) {
            fields.reader.report(span, SiteFault::CheckFixed { code: key.to_owned() });
        } else {
            checks.insert(rule.code, severity);
        }
    }
    checks
}
