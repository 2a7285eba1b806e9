//! Links of a source → links of this site: to articles, topics and pages elsewhere, or only their words.

use std::collections::BTreeMap;

use super::outline::{Outline, Reason};
use super::record::Address;
use crate::model::address;
use crate::text::url;

/// The addresses of the old site, and what stood there.
#[derive(Debug, Default)]
pub(crate) struct AddressTable {
    hosts: Vec<String>,
    /// Position of the record by the text of its address.
    records: BTreeMap<String, u32>,
    /// Position of the record by the file that it was read from, if the file has no other record.
    files: BTreeMap<String, u32>,
    /// Slug of the topic by the address of a list.
    topics: BTreeMap<String, String>,
}

/// What becomes of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LinkChoice {
    /// It keeps this address.
    Address(String),
    /// It leads to the record at this position.
    Record(u32),
    /// Only its words stay, and nobody misses it: an anchor, a script.
    Words,
    /// Only its words stay, for this reason.
    Dropped(Reason),
}

impl AddressTable {
    /// The addresses of records in their order. The first record of an address has it.
    pub(crate) fn new(hosts: Vec<String>, outlines: &[Outline], topics: BTreeMap<String, String>) -> AddressTable {
        let mut table = AddressTable { hosts, topics, ..AddressTable::default() };
        for (position, outline) in (0..).zip(outlines) {
            for address in outline.address.iter().chain(&outline.other_addresses) {
                table.records.entry(address.text().to_owned()).or_insert(position);
            }
            if outline.origin.line.is_none() {
                table.files.entry(outline.origin.file.clone()).or_insert(position);
            }
        }
        table
    }

    /// Decides a link of a record by its target as the source has it.
    pub(crate) fn choose(&self, from: &Outline, target: &str) -> LinkChoice {
        let target = target.trim();
        let target = target.strip_prefix("{#ZC_BLOG_HOST#}").map_or_else(|| target.to_owned(), |path| format!("/{path}"));
        if target.is_empty() || target.starts_with('#') || has_scheme(&target, &["javascript", "vbscript", "data", "about"]) {
            return LinkChoice::Words;
        }
        if let Some(address) = Address::of_reference(&target, &self.hosts) {
            return self.own(&address);
        }
        if has_scheme(&target, &["http", "https", "mailto", "tel"]) || target.starts_with("//") {
            return elsewhere(&target);
        }
        if has_any_scheme(&target) {
            return dropped("读者打不开这种地址", "readers cannot open such an address");
        }
        self.relative(from, &target)
    }

    /// A link to the old site itself.
    fn own(&self, address: &Address) -> LinkChoice {
        let text = address.text();
        let forms = [
            text.to_owned(),
            text.trim_end_matches('/').to_owned(),
            format!("{text}/"),
            text.strip_suffix("index.html").unwrap_or(text).to_owned(),
        ];
        if let Some(record) = forms.iter().find_map(|form| self.records.get(form)) {
            return LinkChoice::Record(*record);
        }
        if let Some(topic) = forms.iter().find_map(|form| self.topics.get(form)) {
            return LinkChoice::Address(format!("topic:{topic}"));
        }
        dropped("旧网站的这个网址没有导入", "nothing was imported from this address of the old site")
    }

    fn relative(&self, from: &Outline, target: &str) -> LinkChoice {
        let path = target.split(['#', '?']).next().unwrap_or(target);
        let decoded = url::decode(path).unwrap_or_else(|| path.to_owned());
        let file = url::join(&from.origin.file, &decoded).filter(|_| !path.is_empty());
        if let Some(record) = file.and_then(|file| self.files.get(&file)) {
            return LinkChoice::Record(*record);
        }
        if target.starts_with('?') {
            return Address::below_host(target).map_or(LinkChoice::Words, |address| self.own(&address));
        }
        let base = match &from.address {
            Some(Address::Path(path)) => path.trim_start_matches('/'),
            _ => "",
        };
        let address = url::join(base, &decoded).and_then(|path| Address::below_host(&path));
        address.map_or_else(|| dropped("路径超出了网站", "its path leaves the site"), |address| self.own(&address))
    }
}

fn dropped(zh: &str, en: &str) -> LinkChoice {
    LinkChoice::Dropped(Reason::new(zh, en))
}

/// A link to another site, if readers can open it.
fn elsewhere(target: &str) -> LinkChoice {
    let target = if target.starts_with("//") { format!("https:{target}") } else { target.to_owned() };
    let is_clean = !target.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'));
    if is_clean && address::flaw(&target).is_none() {
        LinkChoice::Address(target)
    } else {
        dropped("这个网址读者打不开", "readers cannot open this address")
    }
}

fn has_scheme(target: &str, schemes: &[&str]) -> bool {
    let scheme = target.split(':').next().filter(|scheme| scheme.len() < target.len());
    scheme.is_some_and(|scheme| schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme)))
}

fn has_any_scheme(target: &str) -> bool {
    let scheme = target.split(':').next().filter(|scheme| scheme.len() < target.len());
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::outline::Fate;
    use crate::import::record::{Origin, RecordKind};
    use crate::import::state::ShortHash;

    fn outline(id: u64, file: &str, address: Option<&str>, other: Option<&str>) -> Outline {
        Outline {
            key: format!("html:{id}"),
            id: Some(id),
            kind: RecordKind::Article,
            hash: ShortHash(0),
            origin: Origin { file: file.to_owned(), line: None },
            title: "甲".to_owned(),
            address: address.and_then(Address::below_host),
            other_addresses: other.and_then(Address::below_host).into_iter().collect(),
            name: None,
            year: None,
            year_is_certain: true,
            views: None,
            fate: Fate::Publish,
        }
    }

    #[test]
    fn a_link_leads_to_a_record_a_topic_or_elsewhere() {
        let outlines =
            [outline(1, "hf/101.html", Some("/hf/101.html"), Some("/?p=101")), outline(2, "posts/b.md", Some("/2023/逾期/"), None)];
        let topics = [("/category-1.html".to_owned(), "overdue".to_owned())].into();
        let table = AddressTable::new(vec!["www.lvsuo.example".to_owned()], &outlines, topics);
        let choose = |from: usize, target: &str| match table.choose(&outlines[from], target) {
            LinkChoice::Address(address) => address,
            LinkChoice::Record(position) => format!("record {position}"),
            LinkChoice::Words => "words".to_owned(),
            LinkChoice::Dropped(reason) => reason.en,
        };
        for target in [
            "{#ZC_BLOG_HOST#}hf/101.html",
            "http://lvsuo.example/hf/101.html#top",
            "//www.lvsuo.example/hf/101.html",
            "/hf/101.html",
            "/?p=101",
            "?p=101",
            "101.html",
            "./101.html",
            "../hf/101.html#a",
        ] {
            assert_eq!(choose(0, target), "record 0", "{target}");
        }
        for target in ["/2023/%E9%80%BE%E6%9C%9F/", "/2023/逾期", "/2023/逾期/index.html", "b.md", "../posts/b.md"] {
            assert_eq!(choose(1, target), "record 1", "{target}");
        }
        for (target, choice) in [
            ("/category-1.html", "topic:overdue"),
            ("https://www.court.gov.cn/a?b=c#d", "https://www.court.gov.cn/a?b=c#d"),
            ("//www.court.gov.cn/", "https://www.court.gov.cn/"),
            ("mailto:a@example.cn", "mailto:a@example.cn"),
            ("tel:12368", "tel:12368"),
            ("javascript:void(0)", "words"),
            ("JavaScript:x()", "words"),
            ("#top", "words"),
            ("", "words"),
            ("ftp://example.cn/a", "readers cannot open such an address"),
            ("http://", "readers cannot open this address"),
            ("/hf/999.html", "nothing was imported from this address of the old site"),
            ("../../../etc/passwd", "its path leaves the site"),
        ] {
            assert_eq!(choose(0, target), choice, "{target}");
        }
    }
}
