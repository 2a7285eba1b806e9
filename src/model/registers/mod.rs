//! The registers: topics, lenders, laws, people, rates, and the site's own word list. One file a register.
//!
//! A register is a list under its own name. Everything that an article may refer to is resolved here, by slug, name, title,
//! alias or former name, and never guessed.

pub mod laws;
pub mod lenders;
mod names;
mod parents;
pub mod people;
pub mod rates;
pub mod topics;
pub mod wording;

pub use laws::{Law, LawId, Laws};
pub use lenders::{Lender, LenderId, Lenders};
pub use people::{People, Person, PersonId};
pub use rates::{RateTable, Rates};
pub use topics::{Topic, TopicId, Topics};
pub use wording::Wording;

use super::yaml::{Fields, Node, Reader, Value};
use crate::diag::Finding;
use crate::diag::catalogue::FrontFault;
use crate::text::Source;

/// The rows of a register: its one top-level key's list.
fn rows<T>(
    source: &Source,
    name: &str,
    keys: &[&str],
    mut row: impl FnMut(&mut Reader<'_>, &Fields<'_>) -> Option<T>,
) -> (Vec<T>, Vec<Finding>) {
    let mut reader = Reader::register(source);
    let Some(node) = reader.parse(&source.text) else { return (Vec::new(), reader.findings) };
    let Some(items) = list(&mut reader, &node, name) else { return (Vec::new(), reader.findings) };
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        if let Some(fields) = reader.fields(item, name, keys) {
            out.extend(row(&mut reader, &fields));
        }
    }
    (out, reader.findings)
}

fn list<'n>(reader: &mut Reader<'_>, node: &'n Node, name: &str) -> Option<&'n [Node]> {
    if matches!(node.value, Value::Null) {
        return None;
    }
    let items = match &node.value {
        Value::Map(_) => reader.fields(node, name, &[name]).and_then(|f| f.get(name)),
        _ => None,
    };
    match items.map(|n| &n.value) {
        Some(Value::List(items)) => Some(items),
        Some(Value::Null) => None,
        _ => {
            let at = reader.place(items.unwrap_or(node));
            reader.fault_at(at, FrontFault::RowShape { register: name.to_owned() });
            None
        }
    }
}
