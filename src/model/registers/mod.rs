//! The registers: topics, lenders, laws, people, rates, days off, deadlines, lines of cost, the site's own word list, the glossary, and search
//! words. One file a register.
//!
//! A register is a list under its name, or a single mapping. Everything that an article may refer to is resolved here, by slug, name, title,
//! alias or former name, and never guessed.

pub(crate) mod cost_lines;
pub(crate) mod deadlines;
pub(crate) mod edition;
pub(crate) mod glossary;
pub(crate) mod holidays;
pub(crate) mod laws;
pub(crate) mod lenders;
mod parents;
pub(crate) mod people;
pub(crate) mod rates;
pub(crate) mod search;
mod table;
pub(crate) mod titles;
pub(crate) mod topics;
pub(crate) mod versions;
pub(crate) mod wording;

pub(crate) use cost_lines::CostLines;
pub(crate) use deadlines::Deadlines;
pub(crate) use glossary::Glossary;
pub(crate) use holidays::Holidays;
pub(crate) use laws::Laws;
pub(crate) use lenders::Lenders;
pub(crate) use people::People;
pub(crate) use rates::Rates;
pub(crate) use search::Search;
pub(crate) use table::{LawId, LenderId, PersonId, Table, TermId, TopicId, fold as fold_name};
pub(crate) use topics::{Topic, Topics};
pub(crate) use wording::Wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::front::{Front, PersonRef};
use super::keys::Key;
use super::yaml::{Fields, Located, Node, Reader, Value};
use crate::calc;
use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role};
use crate::text::{Source, Span};

pub(crate) trait Register: Default {
    const KEYS: &'static [Key];
    /// Whether it is a mapping of these keys, not a list of rows.
    const SINGLE: bool = false;

    fn read(source: &Source) -> (Self, Vec<Finding>);
}

/// A register whose absence is not the same as an empty one.
impl<T: Register> Register for Option<T> {
    const KEYS: &'static [Key] = T::KEYS;
    const SINGLE: bool = T::SINGLE;

    fn read(source: &Source) -> (Option<T>, Vec<Finding>) {
        let (register, findings) = T::read(source);
        (Some(register), findings)
    }
}

/// How the file of a register is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// The name of its file without `.yaml`.
    pub(crate) file: &'static str,
    /// The key at its top.
    pub(crate) top: &'static str,
    /// The keys of a row, or of the whole if it is single.
    pub(crate) keys: &'static [Key],
    pub(crate) single: bool,
}

macro_rules! registers {
    ($($name:ident in $file:literal under $top:literal: $register:ty;)*) => {
        /// The registers of a site. Without the register of people, articles may name anyone.
        #[derive(Debug, Clone, Default)]
        pub struct Registers {
            $(pub $name: $register,)*
            /// What calculators read of the registers.
            pub tables: calc::Tables,
        }

        impl Registers {
            /// Every register.
            pub(crate) const ALL: &[Form] = &[$(Form {
                file: $file,
                top: $top,
                keys: <$register as Register>::KEYS,
                single: <$register as Register>::SINGLE,
            }),*];

            /// Reads the registers from the files that a site has.
            pub fn read(sources: &[Source]) -> (Registers, Vec<Finding>) {
                let mut registers = Registers::default();
                let mut findings = Vec::new();
                for source in sources {
                    let file = source.path.rsplit('/').next().and_then(|file| file.strip_suffix(".yaml"));
                    match file {
                        $(Some($file) => {
                            let (register, faults) = Register::read(source);
                            registers.$name = register;
                            findings.extend(faults);
                        })*
                        _ => {}
                    }
                }
                registers.tables = tables(&registers);
                (registers, findings)
            }
        }
    };
}

registers! {
    topics in "topics" under "topics": Topics;
    lenders in "lenders" under "lenders": Lenders;
    laws in "laws" under "laws": Laws;
    people in "people" under "people": Option<People>;
    rates in "rates" under "rates": Option<Rates>;
    holidays in "holidays" under "holidays": Holidays;
    deadlines in "deadlines" under "deadlines": Option<Deadlines>;
    cost_lines in "cost-lines" under "lines": CostLines;
    wording in "wording" under "wording": Wording;
    glossary in "glossary" under "glossary": Glossary;
    search in "search" under "search": Search;
}

impl Registers {
    /// True if someone may review articles: a lawyer, or anyone if there is no register of people.
    pub(crate) fn may_review(&self, person: &PersonRef) -> bool {
        match (person, &self.people) {
            (PersonRef::Registered(id), Some(people)) => people[*id].is_lawyer(),
            _ => true,
        }
    }

    /// True if a lawyer with a licence in the register reviewed an article, and the review holds on a day. Only then may a page claim
    /// the review of a lawyer.
    pub(crate) fn has_valid_review(&self, front: &Front, on: Date) -> bool {
        let holds = front.review_by.as_ref().is_none_or(|last| last.value >= on);
        holds && front.reviewed_by.as_ref().is_some_and(|person| self.has_licence(person))
    }

    fn has_licence(&self, person: &PersonRef) -> bool {
        let row = |id| self.people.as_ref().map(|people| &people[id]);
        person.id().and_then(row).is_some_and(|row| !row.licence.is_empty())
    }
}

/// What calculators read of the registers.
fn tables(registers: &Registers) -> calc::Tables {
    let rates = registers.rates.as_ref();
    calc::Tables {
        rates: rates.and_then(|rates| rates.lpr.clone()),
        benchmark: rates.and_then(|rates| rates.benchmark.clone()),
        laws: registers.laws.iter().map(|(_, law)| (law.id.clone(), state(law))).collect(),
        rest_days: registers.holidays.rest_days.clone(),
        deadlines: registers.deadlines.as_ref().map(|deadlines| deadlines.rows.clone()),
        cost_lines: registers.cost_lines.rows.clone(),
    }
}

fn state(law: &laws::Law) -> calc::tables::LawState {
    let title = law.short.first().unwrap_or(&law.title).clone();
    calc::tables::LawState { title, status: law.status.word().to_owned(), v: law.proof.clone() }
}

fn rows<T>(
    source: &Source,
    name: &str,
    keys: &'static [Key],
    row: impl Fn(&mut Fields<'_>) -> Option<T>,
) -> (Vec<T>, Vec<Finding>) {
    let mut reader = Reader::register(source);
    let node = reader.parse(&source.text);
    let items = node.as_ref().and_then(|node| list(&mut reader, node, name)).unwrap_or_default();
    let rows = items.iter().filter_map(|item| row(&mut reader.fields(item, name, keys, None)?)).collect();
    (rows, reader.findings)
}

/// The mapping of a register that is not a list.
fn single<T>(source: &Source, name: &str, keys: &'static [Key], read: impl Fn(&mut Fields<'_>) -> T) -> (Option<T>, Vec<Finding>) {
    let mut reader = Reader::register(source);
    let node = reader.parse(&source.text);
    let rows =
        node.as_ref().filter(|node| !matches!(node.value, Value::Null)).and_then(|node| reader.rows(node, name, Some(&[name])));
    let of = rows.and_then(|rows| rows.first().map(|(.., of)| *of)).filter(|of| !matches!(of.value, Value::Null));
    let value = of.and_then(|of| Some(read(&mut reader.fields(of, name, keys, None)?)));
    (value, reader.findings)
}

/// Reports a problem of a row.
fn problem(reader: &mut Reader, node: &Node, zh: &str, en: &str) {
    let at = reader.place(node);
    reader.report(at, FrontFault::RegisterRow { problem_zh: zh.to_owned(), problem_en: en.to_owned() });
}

/// Reports the ids that an earlier row has.
fn unique<'i>(path: &Arc<str>, ids: impl Iterator<Item = &'i Located<String>>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for Located { value, span } in ids {
        if let Some(first) = seen.get(value.as_str()) {
            let fault = FrontFault::Taken { value: value.clone() };
            findings.push(Finding::at(path, *span, fault).with(path, Some(*first), Role::First));
        } else {
            seen.insert(value, *span);
        }
    }
}

fn values(texts: &[Located<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// Pinyin without tones, such as `zhaolian xiaofei jinrong`.
fn pinyin(fields: &mut Fields<'_>) -> Option<String> {
    let (text, node) = (fields.string("pinyin")?, fields.node("pinyin")?);
    let plain = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' ');
    if !plain {
        let expected = ("不带声调的小写拼音，例如 zhaolian", "pinyin in lower case without tones, such as zhaolian");
        fields.reader.wrong_type("pinyin", node, expected);
    }
    plain.then_some(text)
}

fn list<'n>(reader: &mut Reader, node: &'n Node, name: &str) -> Option<&'n [Node]> {
    let items = match &node.value {
        Value::Null => return None,
        Value::Map(_) => reader.rows(node, name, Some(&[name])).and_then(|rows| rows.first().map(|(.., items)| *items)),
        _ => None,
    };
    match items.map(|items| &items.value) {
        Some(Value::List(items)) => Some(items),
        Some(Value::Null) => None,
        _ => {
            let at = reader.place(items.unwrap_or(node));
            reader.report(at, FrontFault::RowShape { register: name.to_owned() });
            None
        }
    }
}
