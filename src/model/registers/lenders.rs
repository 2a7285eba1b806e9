//! `lenders.yaml`: slug, name, entity, kind, aliases, former_names, parent, facts with source and checked_on, proof marks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::names::Names;
use super::parents::parents;
use crate::diag::Finding;
use crate::model::slug;
use crate::model::yaml::{Fields, Located, Node, Reader};
use crate::text::{Source, Span};

/// Keys of a row. `name_v` and `mapping` are proof marks: V official text, V2 reprint, M memory.
pub const KEYS: &[&str] = &[
    "slug",
    "name",
    "pinyin",
    "entity",
    "kind",
    "aliases",
    "former_names",
    "parent",
    "hotline",
    "facts",
    "note",
    "name_v",
    "mapping",
];
/// Keys of a fact.
pub const FACT_KEYS: &[&str] = &["key", "value", "source", "checked_on"];

/// Index of a lender in its register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LenderId(pub u32);

/// What kind of lender it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Licensed consumer finance company.
    ConsumerFinance,
    /// Credit card of a bank.
    BankCard,
    /// Bank loan.
    Bank,
    /// Internet platform or internet bank.
    InternetPlatform,
    /// Auto finance company.
    AutoFinance,
    /// Micro-loan company.
    MicroLoan,
    /// Anything else.
    Other,
}

impl Kind {
    /// Every kind with its word in the register, in the order of indexes.
    pub const WORDS: &[(&str, Kind)] = &[
        ("consumer_finance", Kind::ConsumerFinance),
        ("bank_card", Kind::BankCard),
        ("bank", Kind::Bank),
        ("internet_platform", Kind::InternetPlatform),
        ("auto_finance", Kind::AutoFinance),
        ("micro_loan", Kind::MicroLoan),
        ("other", Kind::Other),
    ];

    /// The word in the register.
    pub fn word(self) -> &'static str {
        Kind::WORDS.iter().find(|(_, k)| *k == self).map_or("other", |(w, _)| w)
    }
}

/// A lender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lender {
    /// Name in addresses.
    pub slug: String,
    /// Name that readers know.
    pub name: String,
    /// The name in pinyin as an editor wrote it, lower case; never guessed, since many characters have more than one sound.
    pub pinyin: Option<String>,
    /// Legal entity.
    pub entity: Option<String>,
    /// Kind.
    pub kind: Kind,
    /// Other names and products.
    pub aliases: Vec<String>,
    /// Former names.
    pub former_names: Vec<String>,
    /// The lender behind it.
    pub parent: Option<LenderId>,
    /// Facts with their proof.
    pub facts: Vec<Fact>,
    /// Note for editors, shown to nobody else; may be empty.
    pub note: String,
    /// Proof mark of the names: `V`, `V2`, `M` or empty.
    pub proof: String,
}

/// A fact about a lender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is: `hotline`, `penalty_rate`, or a label in Chinese.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Where it was read; may be empty.
    pub source: String,
    /// When it was checked.
    pub checked_on: Option<Date>,
    /// Where the register has it.
    pub span: Span,
}

/// The register of lenders.
#[derive(Debug, Clone, Default)]
pub struct Lenders {
    /// Rows in the order written.
    pub rows: Vec<Lender>,
    names: Names,
}

struct Row {
    lender: Lender,
    parent: Option<Located<String>>,
    names: Vec<Located<String>>,
}

fn row(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Row> {
    for key in ["slug", "name", "kind"] {
        reader.require(fields, key);
    }
    let slug = slug::read(reader, fields, "slug");
    let name = reader.present(fields, "name").and_then(|n| reader.word_of(n, "name", 40));
    let kind = reader.choice(fields, "kind", Kind::WORDS).unwrap_or(Kind::Other);
    let pinyin = pinyin(reader, fields);
    let entity = reader.word(fields, "entity", 80);
    let aliases = reader.texts(fields, "aliases", 50, 40);
    let former = reader.texts(fields, "former_names", 20, 80);
    let parent = reader.present(fields, "parent").and_then(|n| reader.word_of(n, "parent", 120));
    let mut facts = facts(reader, fields);
    if let Some(hotline) = reader.present(fields, "hotline").and_then(|n| reader.word_of(n, "hotline", 40)) {
        let Located { value, span } = hotline;
        facts.push(Fact { key: "hotline".to_owned(), value, source: String::new(), checked_on: None, span });
    }
    let note = reader.word(fields, "note", 300).unwrap_or_default();
    let proof = reader.word(fields, "name_v", 60).unwrap_or_default();
    reader.word(fields, "mapping", 60);
    let (slug, name) = (slug?, name?);
    let values = |list: &[Located<String>]| list.iter().map(|t| t.value.clone()).collect();
    let lender = Lender {
        slug: slug.value.clone(),
        name: name.value.clone(),
        pinyin,
        entity,
        kind,
        aliases: values(&aliases),
        former_names: values(&former),
        parent: None,
        facts,
        note,
        proof,
    };
    Some(Row { lender, parent, names: [slug, name].into_iter().chain(aliases).chain(former).collect() })
}

/// Pinyin without tones, such as `zhaolian xiaofei jinrong`.
fn pinyin(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<String> {
    let node = reader.present(fields, "pinyin")?;
    let text = reader.word_of(node, "pinyin", 120)?.value;
    let plain = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' ');
    if !plain {
        reader.wrong_type(
            "pinyin",
            node,
            ("不带声调的小写拼音，例如 zhaolian", "pinyin in lower case without tones, such as zhaolian"),
        );
    }
    plain.then_some(text)
}

fn facts(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Fact> {
    let nodes: Vec<&Node> = reader.list(fields, "facts", 40, false);
    let mut out = Vec::new();
    for node in nodes {
        let Some(inner) = reader.fields(node, "facts", FACT_KEYS) else { continue };
        for key in ["key", "value", "source", "checked_on"] {
            reader.require(&inner, key);
        }
        let key = reader.word(&inner, "key", 40);
        let value = reader.word(&inner, "value", 200);
        let source = reader.word(&inner, "source", 200).unwrap_or_default();
        let checked_on = reader.date(&inner, "checked_on").map(|d| d.value);
        if let (Some(key), Some(value)) = (key, value) {
            out.push(Fact { key, value, source, checked_on, span: reader.place(node) });
        }
    }
    out
}

impl Lenders {
    /// Reads the register.
    pub fn read(source: &Source) -> (Lenders, Vec<Finding>) {
        let (rows, mut findings) = super::rows(source, "lenders", KEYS, row);
        let mut lenders = Lenders::default();
        let mut places = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            findings.extend(row.names.iter().filter_map(|n| lenders.names.claim(&source.path, n, i, &mut places)));
        }
        let named = rows.iter().map(|r| (r.lender.name.as_str(), r.parent.as_ref()));
        let parents = parents(source, &lenders.names, named, &mut findings);
        lenders.rows = rows.into_iter().zip(parents).map(|(r, p)| Lender { parent: p.map(LenderId), ..r.lender }).collect();
        (lenders, findings)
    }

    /// A lender by slug, name, alias or former name.
    pub fn find(&self, name: &str) -> Option<LenderId> {
        self.names.find(name).and_then(|i| u32::try_from(i).ok()).map(LenderId)
    }

    /// The nearest name.
    pub fn nearest(&self, name: &str) -> Option<String> {
        self.names.nearest(name)
    }

    /// A row.
    pub fn get(&self, id: LenderId) -> Option<&Lender> {
        self.rows.get(id.0 as usize)
    }

    /// A fact about a lender by its key: `name`, `entity`, or that of a fact of its row.
    pub fn fact(&self, id: LenderId, key: &str) -> Option<&str> {
        let lender = self.get(id)?;
        match key {
            "name" => Some(&lender.name),
            "entity" => lender.entity.as_deref(),
            _ => lender.facts.iter().find(|f| f.key == key).map(|f| f.value.as_str()),
        }
    }

    /// The keys of what is known of a lender.
    pub fn fact_keys(&self, id: LenderId) -> Vec<&str> {
        let Some(lender) = self.get(id) else { return Vec::new() };
        let entity = lender.entity.is_some().then_some("entity");
        ["name"].into_iter().chain(entity).chain(lender.facts.iter().map(|f| f.key.as_str())).collect()
    }

    /// Every lender with its id, in the order of the register.
    pub fn iter(&self) -> impl Iterator<Item = (LenderId, &Lender)> {
        (0u32..).map(LenderId).zip(&self.rows)
    }
}
