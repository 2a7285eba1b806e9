//! An item of an export file → a record.

use std::collections::BTreeMap;

use super::super::day;
use super::super::shared::{html_text, joined_words, mark_decoding, own_address};
use super::super::xml::{Xml, XmlEvent};
use super::super::{Options, Reading};
use super::body;
use super::channel::Channel;
use crate::import::encoding::Decoded;
use crate::import::record::{Address, Day, Note, Origin, Record, RecordKind, RecordStatus};
use crate::text::url;

/// The longest summary in characters.
const MAX_SUMMARY: usize = 300;

/// The fields of an item that are read. E-mail and IP addresses of comments, and passwords, are not among them.
#[derive(Debug, Default)]
struct Fields {
    /// Texts of the direct children by their names, and whether they stood in a CDATA section.
    texts: BTreeMap<String, (String, bool)>,
    /// Domain, slug and name.
    terms: Vec<(String, String, String)>,
    has_password: bool,
    comments: usize,
    meta: Vec<String>,
}

impl Fields {
    fn read(text: &str) -> Option<Fields> {
        const NAMES: [&str; 13] = [
            "title", "link", "pubDate", "dc:creator", "content:encoded", "excerpt:encoded", "wp:post_id", "wp:post_date",
            "wp:post_modified", "wp:post_name", "wp:status", "wp:post_type", "wp:post_date_gmt",
        ];
        let (mut xml, mut fields) = (Xml::new(text), Fields::default());
        let mut open: Vec<String> = Vec::new();
        while let Some(event) = xml.next().ok()? {
            match event {
                XmlEvent::Start(element) => {
                    match (open.len(), element.name.as_str()) {
                        (1, "category") => {
                            let of = |name| element.get(name).unwrap_or_default().to_owned();
                            fields.terms.push((of("domain"), of("nicename"), String::new()));
                        }
                        (1, "wp:comment") => fields.comments += 1,
                        (1, "wp:postmeta") => fields.meta.push(String::new()),
                        _ => {}
                    }
                    open.push(element.name);
                }
                XmlEvent::End(_) => drop(open.pop()),
                XmlEvent::Text { text, is_raw } => match open.as_slice() {
                    [_, name] if NAMES.contains(&name.as_str()) => {
                        let field = fields.texts.entry(name.clone()).or_default();
                        field.0.push_str(&text);
                        field.1 |= is_raw;
                    }
                    [_, name] if name == "category" => fields.terms.last_mut().into_iter().for_each(|term| term.2.push_str(&text)),
                    [_, name] if name == "wp:post_password" => fields.has_password |= !text.trim().is_empty(),
                    [_, _, name] if name == "wp:meta_key" => fields.meta.last_mut().into_iter().for_each(|key| key.push_str(&text)),
                    _ => {}
                },
            }
        }
        Some(fields)
    }

    fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |(text, _)| text.trim())
    }

    fn title(&self) -> String {
        // Older exports have the title as XML text, newer ones as HTML in a section.
        let is_html = self.texts.get("title").is_some_and(|(_, is_raw)| *is_raw);
        let title = self.text("title");
        if is_html { html_text(title) } else { joined_words(title) }
    }

    fn status(&self) -> RecordStatus {
        match self.text("wp:status") {
            "publish" | "" if !self.has_password => RecordStatus::Live,
            _ => RecordStatus::Draft,
        }
    }

    fn published(&self, options: &Options) -> Result<Day, String> {
        let dates = ["wp:post_date", "pubDate", "wp:post_modified"].map(|name| day::of_text(self.text(name), options.utc_offset));
        let date = dates.into_iter().flatten().next();
        date.map(|date| Day { date, year_is_certain: true }).ok_or_else(|| "没有日期".to_owned())
    }

    /// What is not carried, by name.
    fn not_carried(&self) -> Vec<String> {
        let comments = std::iter::repeat_n("comment".to_owned(), self.comments.min(10_000));
        let meta = self.meta.iter().filter_map(|key| match key.trim() {
            "_thumbnail_id" => Some("featured picture".to_owned()),
            key if key.starts_with('_') || key.is_empty() => None,
            key => Some(format!("postmeta.{}", key.chars().take(40).collect::<String>())),
        });
        comments.chain(meta).collect()
    }
}

/// Reads an item.
pub(super) fn read(text: Decoded, origin: Origin, channel: &Channel, options: &Options) -> Reading {
    let Some(fields) = Fields::read(&text.text) else { return Reading::Fault(Note { rule: "xml", text: origin.file }) };
    let kind = match fields.text("wp:post_type") {
        "post" | "" => RecordKind::Article,
        "page" => RecordKind::Page,
        other => return Reading::Skipped(other.to_owned()),
    };
    if let status @ ("trash" | "auto-draft" | "inherit") = fields.text("wp:status") {
        return Reading::Skipped(status.to_owned());
    }
    let id = fields.text("wp:post_id").parse::<u64>().ok();
    let hosts: Vec<String> = channel.hosts().into_iter().chain(options.hosts.iter().cloned()).collect();
    let link = fields.text("link");
    let address = own_address(link, &hosts);
    let Some(key) = id.map(|id| format!("wordpress:{id}")).or_else(|| Some(format!("wordpress:{}", address.as_ref()?.text())))
    else {
        return Reading::Fault(Note { rule: "no-key", text: origin.file });
    };
    let body = body::of(fields.text("content:encoded"));
    let published = fields.published(options);
    let updated = day::of_text(fields.text("wp:post_modified"), options.utc_offset);
    let updated = updated.filter(|date| published.as_ref().is_ok_and(|day| *date > day.date));
    let (category, tags) = terms(&fields, channel);
    let other_addresses = other_addresses(id, kind, address.as_ref(), body.pages);
    let slug = fields.text("wp:post_name");
    let mut record = Record {
        key,
        id,
        origin,
        kind,
        status: fields.status(),
        title: fields.title(),
        body: body.body,
        published,
        updated,
        summary: summary(fields.text("excerpt:encoded")),
        category,
        tags,
        author: channel.author(fields.text("dc:creator")),
        address,
        other_addresses,
        name: Some(url::decode(slug).unwrap_or_else(|| slug.to_owned())).filter(|slug| !slug.is_empty()),
        expires: None,
        views: None,
        not_carried: fields.not_carried().into_iter().chain(body.not_carried).collect(),
        removals: Vec::new(),
        notes: Vec::new(),
    };
    mark_decoding(&text, &mut record);
    Reading::Record(Box::new(record))
}

/// The path of the first category, and all other categories and tags.
fn terms(fields: &Fields, channel: &Channel) -> (Vec<String>, Vec<String>) {
    let names = |domain: &'static str| fields.terms.iter().filter(move |(of, ..)| of == domain);
    let mut categories = names("category").map(|(_, slug, name)| channel.path(slug, html_text(name).trim()));
    let path = categories.next().unwrap_or_default();
    let others = categories.filter_map(|path| path.last().cloned());
    let tags = names("post_tag").map(|(.., name)| html_text(name).trim().to_owned());
    (path, others.chain(tags).filter(|name| !name.is_empty()).collect())
}

/// `/?p=12`, which every site answers, and the further pages of an article in parts.
fn other_addresses(id: Option<u64>, kind: RecordKind, address: Option<&Address>, pages: usize) -> Vec<Address> {
    let by_id = |id: u64| match kind {
        RecordKind::Article => format!("/?p={id}"),
        RecordKind::Page => format!("/?page_id={id}"),
    };
    let parts = (2..=pages.min(100)).filter_map(|n| match address? {
        Address::Path(path) => Some(format!("{}/{n}{}", path.trim_end_matches('/'), if path.ends_with('/') { "/" } else { "" })),
        Address::Query(query) => Some(format!("{query}&page={n}")),
    });
    let all = id.map(by_id).into_iter().chain(parts).filter_map(|text| Address::below_host(&text));
    all.filter(|other| Some(other) != address).collect()
}

fn summary(excerpt: &str) -> Option<String> {
    let summary = html_text(excerpt);
    (!summary.is_empty() && summary.chars().count() <= MAX_SUMMARY).then_some(summary)
}
