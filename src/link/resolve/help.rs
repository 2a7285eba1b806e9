//! Where the settings' offers of help lead: a page of this site, which must be there, or an address elsewhere, taken as it is.

use std::sync::Arc;

use super::super::addresses::Addresses;
use crate::analyze::Library;
use crate::diag::Finding;
use crate::diag::catalogue::LinkFault;

/// The settings file, by the path that findings name.
const SETTINGS: &str = "sitegen.yaml";

/// The final address of each offer; nothing where it has none, or none that exists.
pub(crate) fn addresses(library: &Library, addresses: &Addresses) -> (Vec<Option<String>>, Vec<Finding>) {
    let path: Arc<str> = SETTINGS.into();
    let mut findings = Vec::new();
    let mut found = Vec::with_capacity(library.settings.help.len());
    for offer in &library.settings.help {
        let address = offer.url.as_ref().and_then(|url| {
            let Some(inner) = url.value.strip_prefix('/') else { return Some(url.value.clone()) };
            let output = if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner.to_owned() };
            if addresses.exists(&output) {
                return Some(addresses.url_of_output(&output));
            }
            findings.push(Finding::at(&path, url.span, LinkFault::NoSuchPage { path: url.value.clone() }));
            None
        });
        found.push(address);
    }
    (found, findings)
}
