//! Sources → Library: settings, registers, front matter, and the facts of each text (headings, links, citations, excerpt).
//!
//! Everything is typed, located and complete; what is wrong becomes a finding. The model knows names and files, never a URL.

pub mod facts;
pub mod files;
pub mod front;
pub mod id;
pub mod registers;
pub mod schema;
pub mod settings;
pub mod slug;
mod taken;
pub mod text_file;
pub mod widgets;
pub mod yaml;

pub use facts::Facts;
pub use files::File;
pub use front::Front;
pub use id::{ArticleId, Id, IndexVec};
pub use settings::Settings;
pub use taken::as_read;
pub use text_file::{Article, Body, Intro, PlainPage};
pub use widgets::Widget;

use registers::{Laws, Lenders, People, Rates, Topics, Wording};

use crate::calc;
use crate::diag::Finding;
use crate::text::Source;

/// The registers. Those of people and rates may be absent, which is not the same as empty: without people, articles may
/// name anyone.
#[derive(Debug, Clone, Default)]
pub struct Registers {
    /// Topics.
    pub topics: Topics,
    /// Lenders.
    pub lenders: Lenders,
    /// Laws.
    pub laws: Laws,
    /// Authors and lawyers.
    pub people: Option<People>,
    /// Published rates.
    pub rates: Option<Rates>,
    /// The site's own word list; empty where there is none.
    pub wording: Wording,
    /// The one-year LPR as the calculators take it.
    pub lpr: Option<calc::Rates>,
}

/// The register files that a site has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RegisterSources {
    /// `topics.yaml`
    pub topics: Option<Source>,
    /// `lenders.yaml`
    pub lenders: Option<Source>,
    /// `laws.yaml`
    pub laws: Option<Source>,
    /// `people.yaml`
    pub people: Option<Source>,
    /// `rates.yaml`
    pub rates: Option<Source>,
    /// `wording.yaml`
    pub wording: Option<Source>,
}

impl RegisterSources {
    /// Sorts register files by name.
    pub fn sorted(sources: Vec<Source>) -> RegisterSources {
        let mut registers = RegisterSources::default();
        for source in sources {
            let slot = match source.path.rsplit('/').next() {
                Some("topics.yaml") => &mut registers.topics,
                Some("lenders.yaml") => &mut registers.lenders,
                Some("laws.yaml") => &mut registers.laws,
                Some("people.yaml") => &mut registers.people,
                Some("wording.yaml") => &mut registers.wording,
                _ => &mut registers.rates,
            };
            *slot = Some(source);
        }
        registers
    }
}

impl<'a> IntoIterator for &'a RegisterSources {
    type Item = &'a Source;
    type IntoIter = std::iter::Flatten<std::array::IntoIter<&'a Option<Source>, 6>>;

    fn into_iter(self) -> Self::IntoIter {
        [&self.topics, &self.lenders, &self.laws, &self.people, &self.rates, &self.wording].into_iter().flatten()
    }
}

impl Registers {
    /// Reads the registers; one that is absent is empty.
    pub fn read(sources: &RegisterSources) -> (Registers, Vec<Finding>) {
        fn one<T>(source: Option<&Source>, findings: &mut Vec<Finding>, read: fn(&Source) -> (T, Vec<Finding>)) -> Option<T> {
            let (register, found) = read(source?);
            findings.extend(found);
            Some(register)
        }
        let mut findings = Vec::new();
        let rates = one(sources.rates.as_ref(), &mut findings, Rates::read);
        let registers = Registers {
            lpr: rates.as_ref().and_then(Rates::lpr),
            rates,
            topics: one(sources.topics.as_ref(), &mut findings, Topics::read).unwrap_or_default(),
            lenders: one(sources.lenders.as_ref(), &mut findings, Lenders::read).unwrap_or_default(),
            laws: one(sources.laws.as_ref(), &mut findings, Laws::read).unwrap_or_default(),
            wording: one(sources.wording.as_ref(), &mut findings, Wording::read).unwrap_or_default(),
            people: one(sources.people.as_ref(), &mut findings, People::read),
        };
        (registers, findings)
    }
}
