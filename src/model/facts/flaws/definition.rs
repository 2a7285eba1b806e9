//! Lines of text that are read as the definition of an address, and so are on no page: `[注]: 以上金额不含税`.

use super::target;
use crate::diag::catalogue::ReferenceFault;
use crate::model::facts::flaw::Flaw;
use crate::model::facts::gather::{Gatherer, quoted};
use crate::text::han::is_han;
use crate::text::markdown::{Definition, LinkType};

impl Gatherer<'_> {
    /// Adds the use of a definition by a link. If it has words in place of an address, the fault is that of the definition.
    pub(in super::super) fn use_definition(&mut self, kind: LinkType, label: &str, address: &str) {
        if !matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            return;
        }
        self.flaws.used.insert(key(label));
        if has_words(address)
            && let Some(link) = self.facts.links.last_mut()
        {
            link.refused = true;
        }
    }

    /// Reports the definitions that have words in place of an address, and those that no link uses.
    pub(in super::super) fn vanishing_lines(&mut self, definitions: Vec<Definition>) {
        for definition in definitions {
            let is_used = || self.flaws.used.contains(&key(&definition.label));
            if has_words(&definition.address) || (is_text(&definition) && !is_used()) {
                self.vanishing_line(&definition);
            }
        }
    }

    fn vanishing_line(&mut self, Definition { label, range, .. }: &Definition) {
        let Some(line) = self.body.get(range.clone()).map(str::trim_end) else { return };
        let range = range.start..range.start + line.len();
        let (written, corrected) = (quoted(line), quoted(&format!("\\{line}")));
        let fault = ReferenceFault::VanishingLine { written, corrected, label: quoted(label) };
        self.flaw(Flaw::new(range, fault).with(format!("\\{line}"), false));
    }
}

/// The label of a definition as references to it are compared.
fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// True for Chinese words that cannot be an address.
fn has_words(address: &str) -> bool {
    address.contains(is_han) && !address.contains(['/', '#']) && target::parse(address, true).is_none()
}

/// True for a definition that may be a note or a source: its label is a number or a Chinese word, or it has no address. Comments have neither.
fn is_text(definition: &Definition) -> bool {
    let label = definition.label.trim();
    let is_note = !label.is_ascii() || label.bytes().all(|b| b.is_ascii_digit());
    let is_empty = definition.address.is_empty() || definition.address == "#";
    !is_empty && (is_note || !definition.address.is_ascii() && target::parse(&definition.address, true).is_none())
}
