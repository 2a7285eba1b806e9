//! The place of the wrong part of a link: the misspelt name, anchor or path, in the link itself or in the definition that it
//! refers to.

use std::collections::BTreeMap;

use crate::diag::Fault;
use crate::diag::catalogue::{LinkFault, ReferenceFault};
use crate::model::facts::Link;
use crate::text::Span;

/// The place in `body`, and whether it is exactly the wrong part, which a nearest word may replace. It is the whole link if its
/// address is written with escapes. `definitions` are those of the body.
pub(super) fn place(body: &str, definitions: &BTreeMap<&str, usize>, link: &Link, fault: &Fault) -> (Span, bool) {
    let dest = link.dest.trim();
    let start = link.span.start as usize;
    let source = body.get(start..link.span.end as usize).unwrap_or("");
    let definition = || definitions.get(dest).copied();
    let Some(at) = source.rfind(dest).map(|i| start + i).or_else(definition) else { return (link.span, false) };
    let part = part(fault);
    match part.filter(|p| !p.is_empty()).and_then(|p| dest.rfind(p).map(|i| at + i..at + i + p.len())) {
        Some(range) => (Span::new(range), true),
        None => (Span::new(at..at + dest.len()), false),
    }
}

/// Offsets of the addresses of a body's reference definitions (`[label]: address`), by address.
pub(super) fn definitions(body: &str) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    for (i, _) in body.match_indices("]:") {
        let rest = body.get(i + 2..).unwrap_or("");
        let address = rest.trim_start_matches([' ', '\t', '\n', '<']);
        let end = address.find([' ', '\t', '\n', '\r', '>']).unwrap_or(address.len());
        all.entry(address.get(..end).unwrap_or("")).or_insert(body.len() - address.len());
    }
    all
}

/// The part of an address that a fault is about.
fn part(fault: &Fault) -> Option<&str> {
    let fault = match fault {
        Fault::LinkFault(fault) => fault,
        Fault::ReferenceFault(ReferenceFault::Backslashes { target, .. }) => {
            return Some(target);
        }
        _ => return None,
    };
    match fault {
        LinkFault::NoSuchArticle { target }
        | LinkFault::NoSuchFile { target }
        | LinkFault::Outside { target }
        | LinkFault::TargetUnpublished { target, .. } => Some(target),
        LinkFault::NoSuchAnchor { anchor, .. } => Some(anchor),
        LinkFault::LinkUnknownLender { name } | LinkFault::LinkUnknownTopic { name } | LinkFault::LinkUnknownLaw { name } => {
            Some(name)
        }
        LinkFault::UnknownCalculator { kind } => Some(kind),
        LinkFault::NoSuchLawArticle { article, .. } => Some(article),
        LinkFault::NoSuchPage { path } => Some(path),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(body: &str, link: &str, dest: &str, fault: impl Into<Fault>) -> (String, bool) {
        let start = body.find(link).unwrap();
        let link =
            Link { span: Span::new(start..start + link.len()), dest: dest.into(), image: false, in_heading: false, refused: false };
        let (span, exact) = place(body, &definitions(body), &link, &fault.into());
        (span.of(body).to_owned(), exact)
    }

    fn lender(name: &str) -> LinkFault {
        LinkFault::LinkUnknownLender { name: name.to_owned() }
    }

    #[test]
    fn the_wrong_part_of_an_address_is_marked() {
        let anchor = LinkFault::NoSuchAnchor { target: "b.md".to_owned(), anchor: "由谁".to_owned(), known: String::new() };
        assert_eq!(marked("见[由谁](b.md#由谁)。", "[由谁](b.md#由谁)", "b.md#由谁", anchor), ("由谁".to_owned(), true));
        assert_eq!(marked("[甲](lender:x)", "[甲](lender:x)", "lender:x", lender("x")), ("x".to_owned(), true));
    }

    #[test]
    fn a_reference_is_mended_in_its_definition() {
        let missing = LinkFault::NoSuchArticle { target: "b.md".to_owned() };
        let body = "[甲][r]\n\n[q]: a.md\n[r]: <b.md>\n";
        let start = body.rfind("b.md").unwrap();
        let link = Link { span: Span::new(0..8), dest: "b.md".into(), image: false, in_heading: false, refused: false };
        assert_eq!(place(body, &definitions(body), &link, &missing.into()), (Span::new(start..start + 4), true));
    }

    #[test]
    fn what_is_written_otherwise_than_meant_is_marked_as_a_whole() {
        assert_eq!(
            marked("[甲](lender:%E4%B9%99)", "[甲](lender:%E4%B9%99)", "lender:%E4%B9%99", lender("乙")),
            ("lender:%E4%B9%99".to_owned(), false)
        );
        assert_eq!(
            marked("[甲](lender:x&amp;y)", "[甲](lender:x&amp;y)", "lender:x&y", lender("x&y")),
            ("[甲](lender:x&amp;y)".to_owned(), false)
        );
    }
}
