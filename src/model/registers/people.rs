//! `people.yaml`: id, name, licence, role of authors and reviewing lawyers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names::Names;
use crate::diag::Finding;
use crate::text::Source;

/// Keys of a row.
pub const KEYS: &[&str] = &["id", "name", "licence", "role"];

/// Index of a person in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonId(pub u32);

/// An author or reviewing lawyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Id in articles.
    pub id: String,
    /// Name.
    pub name: String,
    /// Licence number; may be empty.
    pub licence: String,
    /// Role in words; may be empty.
    pub role: String,
}

/// The register of people.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Rows in the order written.
    pub rows: Vec<Person>,
    names: Names,
}

impl People {
    /// Reads the register.
    pub fn read(source: &Source) -> (People, Vec<Finding>) {
        let (rows, mut findings) = super::rows(source, "people", KEYS, |reader, fields| {
            reader.require(fields, "id");
            reader.require(fields, "name");
            let id = reader.present(fields, "id").and_then(|n| reader.word_of(n, "id", 60));
            let name = reader.text(fields, "name", 40);
            let licence = reader.word(fields, "licence", 60).unwrap_or_default();
            let role = reader.word(fields, "role", 60).unwrap_or_default();
            let (id, name) = (id?, name?);
            Some((Person { id: id.value.clone(), name: name.value.clone(), licence, role }, [id, name]))
        });
        let mut people = People::default();
        let mut places = BTreeMap::new();
        for (i, (person, names)) in rows.into_iter().enumerate() {
            findings.extend(names.iter().filter_map(|n| people.names.claim(&source.path, n, i, &mut places)));
            people.rows.push(person);
        }
        (people, findings)
    }

    /// A person by id or name.
    pub fn find(&self, name: &str) -> Option<PersonId> {
        self.names.find(name).and_then(|i| u32::try_from(i).ok()).map(PersonId)
    }

    /// The nearest id or name.
    pub fn nearest(&self, name: &str) -> Option<String> {
        self.names.nearest(name)
    }

    /// A row.
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.rows.get(id.0 as usize)
    }
}
