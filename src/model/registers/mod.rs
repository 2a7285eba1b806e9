//! The registers: topics, lenders, laws, people, rates, the site's own word list, the glossary, and search words. One file a register.
//!
//! A register is a list under its own name. Everything that an article may refer to is resolved here, by slug, name, title,
//! alias or former name, and never guessed.

pub(crate) mod edition;
pub(crate) mod glossary;
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

pub(crate) use glossary::Glossary;
pub(crate) use laws::Laws;
pub(crate) use lenders::Lenders;
pub(crate) use people::People;
pub(crate) use rates::Rates;
pub(crate) use search::Search;
pub(crate) use table::{LawId, LenderId, PersonId, Table, TermId, TopicId};
pub(crate) use topics::{Topic, Topics};
pub(crate) use wording::Wording;

use super::front::PersonRef;
use super::keys::Key;
use super::yaml::{Fields, Located, Node, Reader, Value};
use crate::calc;
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::text::Source;

pub(crate) trait Register: Default {
    const KEYS: &'static [Key];

    fn read(source: &Source) -> (Self, Vec<Finding>);
}

/// A register whose absence is not the same as an empty one.
impl<T: Register> Register for Option<T> {
    const KEYS: &'static [Key] = T::KEYS;

    fn read(source: &Source) -> (Option<T>, Vec<Finding>) {
        let (register, findings) = T::read(source);
        (Some(register), findings)
    }
}

macro_rules! registers {
    ($($name:ident: $register:ty;)*) => {
        /// The registers of a site. Without the register of people, articles may name anyone.
        #[derive(Debug, Clone, Default)]
        pub struct Registers {
            $(pub $name: $register,)*
            /// What calculators read of the registers.
            pub(crate) tables: calc::Tables,
        }

        impl Registers {
            /// Every register: the stem of its file, which is the key of its rows, and the keys of a row.
            pub(crate) const ALL: &[(&str, &[Key])] = &[$((stringify!($name), <$register as Register>::KEYS)),*];

            /// Reads the registers from the files that a site has.
            pub fn read(sources: &[Source]) -> (Registers, Vec<Finding>) {
                let mut registers = Registers::default();
                let mut findings = Vec::new();
                for source in sources {
                    let file = source.path.rsplit('/').next().and_then(|file| file.strip_suffix(".yaml"));
                    match file {
                        $(Some(stringify!($name)) => {
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
    topics: Topics;
    lenders: Lenders;
    laws: Laws;
    people: Option<People>;
    rates: Option<Rates>;
    wording: Wording;
    glossary: Glossary;
    search: Search;
}

impl Registers {
    /// True if someone may review articles: a lawyer, or anyone if there is no register of people.
    pub(crate) fn may_review(&self, person: &PersonRef) -> bool {
        match (person, &self.people) {
            (PersonRef::Registered(id), Some(people)) => people[*id].is_lawyer(),
            _ => true,
        }
    }
}

/// What calculators read of the registers.
fn tables(registers: &Registers) -> calc::Tables {
    let rates = registers.rates.as_ref();
    calc::Tables {
        rates: rates.and_then(|rates| rates.lpr.clone()),
        benchmark: rates.and_then(|rates| rates.benchmark.clone()),
        laws: registers.laws.iter().map(|(_, law)| (law.id.clone(), state(law))).collect(),
        ..calc::Tables::default()
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
