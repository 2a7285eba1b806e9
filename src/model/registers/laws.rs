//! `laws.yaml`: id, title, short titles, number, dates, successor, articles, proof mark.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::names::Names;
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::model::slug;
use crate::model::yaml::{Fields, Located, Reader};
use crate::text::{Source, Span};

/// Keys of a row. `v` is the proof mark: V official text, V2 reprint, M memory.
pub const KEYS: &[&str] = &[
    "id",
    "title",
    "short",
    "no",
    "issued",
    "amended",
    "effective",
    "repealed",
    "ended",
    "status",
    "superseded_by",
    "v",
    "note",
    "articles",
    "last",
    "renumbered",
];
/// Keys of an entry of `renumbered`.
pub const RENUMBERED_KEYS: &[&str] = &["on", "from", "to", "about", "v"];

/// Index of a law in its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LawId(pub u32);

/// Whether a law is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 现行有效
    InForce,
    /// 已被修正: a later version stands in its place.
    Amended,
    /// 已废止
    Repealed,
    /// 部分内容已被取代
    PartlySuperseded,
    /// 已到期
    Expired,
}

impl Status {
    /// Every status with its word in the register.
    pub const WORDS: &[(&str, Status)] = &[
        ("in_force", Status::InForce),
        ("amended", Status::Amended),
        ("repealed", Status::Repealed),
        ("partly_superseded", Status::PartlySuperseded),
        ("expired", Status::Expired),
    ];

    /// True while at least a part is in force.
    pub fn in_force(self) -> bool {
        matches!(self, Status::InForce | Status::PartlySuperseded)
    }
}

/// A law, judicial interpretation or ministry document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// Id in addresses.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Document number; may be empty.
    pub no: String,
    /// Day of issue.
    pub issued: Option<Date>,
    /// Days of amendment.
    pub amended: Vec<Date>,
    /// Day of effect.
    pub effective: Option<Date>,
    /// Day of repeal.
    pub repealed: Option<Date>,
    /// Last day of a policy with an end.
    pub ended: Option<Date>,
    /// Status.
    pub status: Status,
    /// What took its place.
    pub superseded_by: Option<LawId>,
    /// Proof mark.
    pub proof: String,
    /// Note; may be empty.
    pub note: String,
    /// What an article is about, by number: `676`, `253-1`, `-` for the document as a whole.
    pub articles: BTreeMap<ArticleNumber, String>,
    /// Number of its last article, where the register says it.
    pub last: Option<u32>,
    /// Articles that amendments gave another number, by the day of the change.
    pub renumbered: Vec<Renumbering>,
}

/// An article that has another number since a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbering {
    /// Since when.
    pub on: Date,
    /// The number before.
    pub from: ArticleNumber,
    /// The number since.
    pub to: ArticleNumber,
    /// Words by which a sentence speaks of it, where today another article has the old number.
    pub about: Vec<String>,
    /// Proof mark.
    pub proof: String,
}

/// An article's number: the number itself and, for an inserted article, its 之.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleNumber {
    /// 第…条; 0 for the document as a whole.
    pub number: u32,
    /// 之…; 0 where there is none.
    pub inserted: u32,
}

impl ArticleNumber {
    /// The document as a whole.
    pub const WHOLE: ArticleNumber = ArticleNumber { number: 0, inserted: 0 };

    /// Reads `676`, `253-1` or `-`.
    pub fn parse(text: &str) -> Option<ArticleNumber> {
        if text == "-" {
            return Some(ArticleNumber::WHOLE);
        }
        let (number, inserted) = text.split_once('-').map_or((text, "0"), |(n, i)| (n, i));
        let digits =
            |t: &str| (!t.is_empty() && t.len() <= 4 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse().ok()).flatten();
        let parsed = ArticleNumber { number: digits(number)?, inserted: digits(inserted)? };
        (parsed.number > 0).then_some(parsed)
    }
}

impl std::fmt::Display for ArticleNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.number, self.inserted) {
            (0, _) => f.write_str("-"),
            (n, 0) => write!(f, "{n}"),
            (n, i) => write!(f, "{n}-{i}"),
        }
    }
}

/// The register of laws.
#[derive(Debug, Clone, Default)]
pub struct Laws {
    /// Rows in the order written.
    pub rows: Vec<Law>,
    titles: Names,
}

struct Row {
    law: Law,
    id: Located<String>,
    title: Located<String>,
    short: Vec<Located<String>>,
    successor: Option<Located<String>>,
}

fn row(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Row> {
    for key in ["id", "title"] {
        reader.require(fields, key);
    }
    let id = slug::read(reader, fields, "id");
    let title = reader.text(fields, "title", 100);
    let short = reader.texts(fields, "short", 20, 60);
    let no = reader.word(fields, "no", 100).unwrap_or_default();
    let date = |reader: &mut Reader<'_>, key: &str| reader.date(fields, key);
    let (issued, effective) = (date(reader, "issued"), date(reader, "effective"));
    let (repealed, ended) = (date(reader, "repealed"), date(reader, "ended"));
    let amended = reader
        .list(fields, "amended", 40, true)
        .into_iter()
        .filter_map(|n| reader.date_of(n, "amended"))
        .map(|d| d.value)
        .collect();
    reader.in_order(("effective", &effective), ("repealed", &repealed));
    reader.in_order(("effective", &effective), ("ended", &ended));
    let written = reader.choice(fields, "status", Status::WORDS);
    let derived = if repealed.is_some() {
        Status::Repealed
    } else if ended.is_some() {
        Status::Expired
    } else {
        Status::InForce
    };
    let successor = reader.present(fields, "superseded_by").and_then(|n| reader.word_of(n, "superseded_by", 120));
    let proof = reader.word(fields, "v", 100).unwrap_or_default();
    let note = reader.word(fields, "note", 300).unwrap_or_default();
    let articles = articles(reader, fields);
    let last = reader.number(fields, "last", 1..=9_999);
    let renumbered = renumbered(reader, fields);
    let (id, title) = (id?, title?);
    let value = |d: Option<Located<Date>>| d.map(|d| d.value);
    let law = Law {
        id: id.value.clone(),
        title: title.value.clone(),
        no,
        issued: value(issued),
        amended,
        effective: value(effective),
        repealed: value(repealed),
        ended: value(ended),
        status: written.unwrap_or(derived),
        superseded_by: None,
        proof,
        note,
        articles,
        last,
        renumbered,
    };
    Some(Row { law, id, title, short, successor })
}

fn articles(reader: &mut Reader<'_>, fields: &Fields<'_>) -> BTreeMap<ArticleNumber, String> {
    let mut out = BTreeMap::new();
    let Some(node) = reader.present(fields, "articles") else { return out };
    for (key, span, value) in reader.rows(node, "articles") {
        let gloss = reader.word_of(value, key, 100);
        match ArticleNumber::parse(key) {
            Some(number) => {
                out.extend(gloss.map(|g| (number, g.value)));
            }
            None => reader.fault_at(span, FrontFault::BadArticleNumber { value: key.to_owned() }),
        }
    }
    out
}

fn renumbered(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Renumbering> {
    let mut out = Vec::new();
    for node in reader.list(fields, "renumbered", 200, false) {
        let Some(inner) = reader.fields(node, "renumbered", RENUMBERED_KEYS) else { continue };
        for key in ["on", "from", "to"] {
            reader.require(&inner, key);
        }
        let on = reader.date(&inner, "on").map(|d| d.value);
        let (from, to) = (article_number(reader, &inner, "from"), article_number(reader, &inner, "to"));
        let about = reader.texts(&inner, "about", 20, 20).into_iter().map(|w| w.value).collect();
        let proof = reader.word(&inner, "v", 60).unwrap_or_default();
        if let (Some(on), Some(from), Some(to)) = (on, from, to) {
            out.push(Renumbering { on, from, to, about, proof });
        }
    }
    out.sort_by_key(|r| (r.on, r.from));
    out
}

fn article_number(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Option<ArticleNumber> {
    let node = reader.present(fields, key)?;
    let written = reader.word_of(node, key, 20)?;
    let number = ArticleNumber::parse(&written.value).filter(|n| *n != ArticleNumber::WHOLE);
    if number.is_none() {
        reader.fault_at(written.span, FrontFault::BadArticleNumber { value: written.value });
    }
    number
}

impl Laws {
    /// Reads the register.
    pub fn read(source: &Source) -> (Laws, Vec<Finding>) {
        let (rows, mut findings) = super::rows(source, "laws", KEYS, row);
        let mut laws = Laws::default();
        let mut ids: BTreeMap<String, (usize, Span)> = BTreeMap::new();
        let mut places = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            if let Some((_, first)) = ids.get(&row.id.value) {
                let fault = FrontFault::Taken { value: row.id.value.clone() };
                findings.push(Finding::at(&source.path, row.id.span, fault).with(
                    &source.path,
                    Some(*first),
                    crate::diag::Role::First,
                ));
            }
            ids.entry(row.id.value.clone()).or_insert((i, row.id.span));
            let own = std::iter::once(&row.title).chain(&row.short);
            findings.extend(own.filter_map(|n| laws.titles.claim(&source.path, n, i, &mut places)));
        }
        laws.offer_short_titles(&rows);
        let known: Vec<String> = ids.keys().cloned().collect();
        for row in rows {
            let superseded_by = row.successor.as_ref().and_then(|written| {
                let found = ids.get(&written.value).and_then(|(i, _)| u32::try_from(*i).ok()).map(LawId);
                if found.is_none() {
                    let fault = FrontFault::UnknownLawId { value: written.value.clone() };
                    let near = crate::diag::nearest(&written.value, known.iter().map(String::as_str));
                    findings.push(Finding::at(&source.path, written.span, fault).near(near));
                }
                found
            });
            laws.rows.push(Law { superseded_by, ..row.law });
        }
        (laws, findings)
    }

    /// Titles as people cite them: without 中华人民共和国, and without a bracket at the end that names the version. Of several
    /// versions the one in force has the bare title.
    fn offer_short_titles(&mut self, rows: &[Row]) {
        let by_force = |in_force: bool| rows.iter().enumerate().filter(move |(_, r)| r.law.status.in_force() == in_force);
        for (i, row) in by_force(true).chain(by_force(false)) {
            let bare = bare_title(&row.law.title);
            self.titles.offer(bare, i);
            self.titles.offer(bare.strip_prefix("中华人民共和国").unwrap_or(bare), i);
        }
    }

    /// A law by its id.
    pub fn by_id(&self, id: &str) -> Option<LawId> {
        self.iter().find(|(_, law)| law.id == id).map(|(id, _)| id)
    }

    /// A law by a title as it is cited.
    pub fn by_title(&self, title: &str) -> Option<LawId> {
        let found = self.titles.find(title).or_else(|| self.titles.find(bare_title(title)));
        found.and_then(|i| u32::try_from(i).ok()).map(LawId)
    }

    /// The nearest id.
    pub fn nearest_id(&self, id: &str) -> Option<String> {
        crate::diag::nearest(id, self.rows.iter().map(|l| l.id.as_str()))
    }

    /// A row.
    pub fn get(&self, id: LawId) -> Option<&Law> {
        self.rows.get(id.0 as usize)
    }

    /// Every law with its id, in the order of the register.
    pub fn iter(&self) -> impl Iterator<Item = (LawId, &Law)> {
        (0u32..).map(LawId).zip(&self.rows)
    }
}

fn bare_title(title: &str) -> &str {
    let cut = |open: char, close: char| title.strip_suffix(close).and_then(|t| t.rfind(open)).and_then(|i| title.get(..i));
    cut('（', '）').or_else(|| cut('(', ')')).map_or(title, str::trim)
}
