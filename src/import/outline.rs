//! What the first pass keeps of each record: its name, its addresses, and whether it becomes a file.

use super::names::{Names, TopicChoice};
use super::record::{Address, Origin, Record, RecordKind, RecordStatus};
use super::source::{Entry, Kind};
use super::state::{ShortHash, column};
use crate::model::front::keys::{ARTICLE, PAGE};
use crate::model::keys::declared;
use crate::model::ledger::address;
use crate::model::mapping::{DefaultStatus, Mapping};

/// A text in Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reason {
    pub(crate) zh: String,
    pub(crate) en: String,
}

impl Reason {
    pub(crate) fn new(zh: impl Into<String>, en: impl Into<String>) -> Reason {
        Reason { zh: zh.into(), en: en.into() }
    }
}

/// What becomes of a record before its body is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Publish,
    Draft,
    /// It waits in `import/held/`.
    Held(Reason),
    /// It gets no file, and its addresses are gone.
    Gone(Reason),
}

impl Fate {
    /// True if the record becomes a file below `content/`, unless its text is refused.
    pub(crate) fn has_file(&self) -> bool {
        matches!(self, Fate::Publish | Fate::Draft)
    }
}

/// The part of a record that stays in memory for the whole import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) key: String,
    pub(crate) id: Option<u64>,
    pub(crate) kind: RecordKind,
    pub(crate) hash: ShortHash,
    pub(crate) origin: Origin,
    pub(crate) title: String,
    pub(crate) address: Option<Address>,
    pub(crate) other_addresses: Vec<Address>,
    pub(crate) name: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) year_is_certain: bool,
    pub(crate) views: Option<u64>,
    pub(crate) fate: Fate,
}

impl Outline {
    /// Its old address in the form of the ledger, or its key if it has none.
    pub(crate) fn name_for_people(&self) -> String {
        match &self.address {
            Some(Address::Path(path)) => address::path(path),
            Some(Address::Query(query)) => address::query(query),
            None => self.key.clone(),
        }
    }
}

/// What decides the fate of records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judge<'j> {
    pub(crate) names: &'j Names<'j>,
    pub(crate) mapping: &'j Mapping,
    pub(crate) source: Kind,
}

impl Judge<'_> {
    pub(crate) fn outline(&self, record: &Record) -> Outline {
        let fate = self.fate(record);
        let entry = Entry::of(record);
        Outline {
            key: column(&entry.key),
            id: record.id,
            kind: entry.kind,
            hash: ShortHash(entry.hash),
            origin: record.origin.clone(),
            title: entry.title,
            address: entry.address,
            other_addresses: entry.other_addresses,
            name: record.name.clone(),
            year: entry.published.map(jiff::civil::Date::year),
            year_is_certain: record.published.as_ref().is_ok_and(|day| day.year_is_certain),
            views: record.views,
            fate,
        }
    }

    fn fate(&self, record: &Record) -> Fate {
        match &record.status {
            RecordStatus::Deleted(reason) => return Fate::Gone(Reason::new(reason, reason)),
            RecordStatus::Broken(reason) => return Fate::Held(Reason::new(reason, reason)),
            RecordStatus::Live | RecordStatus::Draft => {}
        }
        if record.kind == RecordKind::Article {
            match self.names.topic(&record.category) {
                TopicChoice::Skip => {
                    let category = record.category.join("/");
                    return Fate::Gone(Reason::new(format!("不导入的分类：{category}"), format!("category left out: {category}")));
                }
                TopicChoice::Unknown if !record.tags.iter().any(|tag| self.names.tag(tag).is_some()) => {
                    return Fate::Held(no_topic(&record.category));
                }
                TopicChoice::Unknown | TopicChoice::Topic(_) => {}
            }
            if let Err(reason) = &record.published {
                return Fate::Held(Reason::new(format!("没有日期：{reason}"), format!("no date: {reason}")));
            }
        }
        if let Some(reason) = title_fault(record) {
            return Fate::Held(reason);
        }
        let is_draft =
            record.status == RecordStatus::Draft || (self.mapping.default_status == DefaultStatus::Draft && !self.tells_status());
        if is_draft { Fate::Draft } else { Fate::Publish }
    }

    /// True for a source that says of each record whether it is published.
    fn tells_status(&self) -> bool {
        match self.source {
            Kind::Docx | Kind::Wechat | Kind::Html | Kind::Text => false,
            Kind::Table => self.mapping.columns.status.is_some(),
            _ => true,
        }
    }
}

fn no_topic(category: &[String]) -> Reason {
    match category {
        [] => Reason::new(
            "没有分类，import.yaml 的 topics 里也没有 default",
            "it has no category, and `topics` of import.yaml has no `default`",
        ),
        names => {
            let path = names.join("/");
            Reason::new(format!("分类「{path}」没有对应的主题"), format!("the category `{path}` has no topic"))
        }
    }
}

fn title_fault(record: &Record) -> Option<Reason> {
    let title = super::front::one_line(&record.title);
    let keys = match record.kind {
        RecordKind::Article => ARTICLE,
        RecordKind::Page => PAGE,
    };
    let max = declared(keys, "title").1.kind.max_chars().unwrap_or(usize::MAX);
    let length = title.chars().count();
    if length == 0 {
        Some(Reason::new("没有标题", "it has no title"))
    } else if length > max {
        Some(Reason::new(
            format!("标题有 {length} 字，超过 {max} 字"),
            format!("the title has {length} characters, more than {max}"),
        ))
    } else {
        None
    }
}
