//! What the first pass keeps of a record.

use jiff::civil::Date;

use crate::import::record::{Address, Body, Record, RecordKind, RecordStatus};
use crate::text::Checksum;

/// The part of a record that stays in memory for the whole import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) kind: RecordKind,
    pub(crate) address: Option<Address>,
    pub(crate) other_addresses: Vec<Address>,
    pub(crate) published: Option<Date>,
    /// The first eight bytes of SHA-256 over the fields of which a file is made.
    pub(crate) hash: u64,
}

impl Entry {
    pub(crate) fn of(record: &Record) -> Entry {
        Entry {
            key: record.key.clone(),
            title: record.title.clone(),
            kind: record.kind,
            address: record.address.clone(),
            other_addresses: record.other_addresses.clone(),
            published: record.published.as_ref().ok().map(|day| day.date),
            hash: hash(record),
        }
    }
}

/// The hash of a record, the same on every machine. Views, places and notes are left out: they change while the article does not.
fn hash(record: &Record) -> u64 {
    let mut fields = Fields(Vec::new());
    fields.text(&record.key);
    fields.text(match record.kind {
        RecordKind::Article => "article",
        RecordKind::Page => "page",
    });
    match &record.status {
        RecordStatus::Live => fields.text("live"),
        RecordStatus::Draft => fields.text("draft"),
        RecordStatus::Broken(reason) => fields.texts(["broken", reason.as_str()].into_iter()),
        RecordStatus::Deleted(reason) => fields.texts(["deleted", reason.as_str()].into_iter()),
    }
    fields.text(&record.title);
    match &record.published {
        Ok(day) => fields.texts([day.date.to_string(), day.year_is_certain.to_string()].iter().map(String::as_str)),
        Err(reason) => fields.text(reason),
    }
    fields.option(record.updated.map(|day| day.to_string()).as_deref());
    fields.option(record.summary.as_deref());
    fields.texts(record.category.iter().map(String::as_str));
    fields.texts(record.tags.iter().map(String::as_str));
    let author = record.author.as_ref();
    fields.option(author.and_then(|author| author.login.as_deref()));
    fields.option(author.and_then(|author| author.name.as_deref()));
    fields.texts(record.address.iter().chain(&record.other_addresses).map(Address::text));
    fields.option(record.name.as_deref());
    fields.option(record.expires.map(|day| day.to_string()).as_deref());
    match &record.body {
        Body::Html(text) => fields.texts(["html", text.as_str()].into_iter()),
        Body::HtmlByLines(text) => fields.texts(["html by lines", text.as_str()].into_iter()),
        Body::Markdown(text) => fields.texts(["markdown", text.as_str()].into_iter()),
        Body::Text(text) => fields.texts(["text", text.as_str()].into_iter()),
        Body::Blocks { document, words } => fields.texts(["blocks", words.as_str(), &format!("{document:?}")].into_iter()),
    }
    let Checksum(bytes) = Checksum::of(&fields.0);
    bytes.iter().take(8).fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

/// Values with their lengths, so that no two records have the same bytes.
struct Fields(Vec<u8>);

impl Fields {
    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn option(&mut self, text: Option<&str>) {
        self.texts(text.into_iter());
    }

    fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let texts: Vec<&str> = texts.collect();
        self.number(texts.len());
        texts.into_iter().for_each(|text| self.text(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::record::{Note, Origin};
    use crate::import::source::fields::record;

    #[test]
    fn the_hash_is_that_of_what_a_file_is_made_of() {
        let origin = |line| Origin { file: "a.sql".to_owned(), line };
        let first = record("zblog:1".to_owned(), origin(Some(1)));
        let hash_of = |change: &dyn Fn(&mut Record)| {
            let mut record = first.clone();
            change(&mut record);
            Entry::of(&record).hash
        };
        let hash = hash_of(&|_| {});
        assert_eq!(hash_of(&|record| record.views = Some(9)), hash);
        assert_eq!(hash_of(&|record| record.origin = origin(Some(2))), hash);
        assert_eq!(hash_of(&|record| record.notes.push(Note { rule: "a", text: String::new() })), hash);
        let changed = [
            hash_of(&|record| record.body = Body::Html("a".to_owned())),
            hash_of(&|record| record.body = Body::Text(String::new())),
            hash_of(&|record| record.title = "a".to_owned()),
            hash_of(&|record| record.status = RecordStatus::Draft),
            hash_of(&|record| record.tags = vec!["a".to_owned(), "b".to_owned()]),
            hash_of(&|record| record.tags = vec!["ab".to_owned()]),
            hash_of(&|record| record.category = vec!["ab".to_owned()]),
        ];
        let mut all: Vec<u64> = changed.into_iter().chain([hash]).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 8);
    }
}
