//! The addresses of the offers of help in the settings: pages of this site, which must exist, or addresses elsewhere.

use super::super::addresses::{Addresses, file_at};
use crate::analyze::Library;
use crate::diag::Finding;
use crate::diag::catalogue::LinkFault;
use crate::model::yaml::Located;

/// The final address of each offer; nothing if it has none, or none that exists.
pub(crate) fn addresses(library: &Library, addresses: &Addresses) -> (Vec<Option<String>>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut address = |url: &Located<String>| {
        let Some(path) = url.value.strip_prefix('/') else { return Some(url.value.clone()) };
        let output = file_at(path);
        let is_there = addresses.outputs.get(&output).is_some();
        if !is_there {
            findings.push(Finding::at(&library.settings.path, url.span, LinkFault::NoSuchPage { path: url.value.clone() }));
        }
        is_there.then(|| addresses.url_of_output(&output))
    };
    let found = library.settings.help.iter().map(|offer| address(offer.url.as_ref()?)).collect();
    (found, findings)
}
