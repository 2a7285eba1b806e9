//! What a host has to be told: header fields, cache policies and old addresses.

use super::files::{PAGES, header_fields, redirect_rules};
use crate::link::{Linked, ledger};
use crate::text::url;
use crate::view::{Hosting, OldAddress};

/// Everything that the configuration of a host is made of.
pub(crate) fn hosting(linked: &Linked) -> Hosting {
    let base = linked.addresses.base();
    Hosting {
        url: base.home(),
        host: base.origin.split_once("://").map_or("", |(_, host)| host).to_owned(),
        base: base.path.clone(),
        fields: header_fields(linked).into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        pages: PAGES,
        folders: linked.cached_folders().filter_map(|(folder, cache)| Some((folder, cache.control()?))).collect(),
        old: old_addresses(linked),
        encodings: linked.library.settings.precompress.clone(),
    }
}

/// Redirects, queries, and addresses that are gone. Of a folder both forms are old, with and without the final `/`.
fn old_addresses(linked: &Linked) -> Vec<OldAddress> {
    let (library, addresses) = (&linked.library, &linked.addresses);
    let base = &addresses.base().path;
    let row = |address: &str, to: Option<String>| {
        let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let path = bytes(&format!("{base}{}", path.trim_start_matches('/')));
        OldAddress { path, query: query.map(ascii), to: to.map(|to| ascii(&to)) }
    };
    let redirects = redirect_rules(linked).into_iter();
    let redirects = redirects.map(|rule| OldAddress { path: bytes(&rule.from), query: None, to: Some(ascii(&rule.to)) });
    let queries = ledger::queries(linked).into_iter();
    let queries = queries.map(|(address, to)| row(&address, Some(addresses.destination_url(library, &to))));
    let gone = ledger::gone(linked).into_iter().map(|address| row(&address, None));
    let mut old: Vec<OldAddress> = redirects.chain(queries).chain(gone).collect();
    let folders = old.iter().filter(|old| old.query.is_none() && old.path.len() > base.len());
    let folders = folders.filter_map(|old| Some(OldAddress { path: old.path.strip_suffix(b"/")?.to_vec(), ..old.clone() }));
    let folders: Vec<OldAddress> = folders.collect();
    old.extend(folders);
    old.sort();
    old.dedup_by(|second, first| (&first.path, &first.query) == (&second.path, &second.query));
    old
}

/// Decodes `%XX` to bytes.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// Encodes what cannot stand in a header field or breaks a quoted word of a configuration; sequences `%XX` stay.
fn ascii(text: &str) -> String {
    text.split('%')
        .map(|part| {
            part.split('#').map(|part| part.split('?').map(url::encode).collect::<Vec<_>>().join("?")).collect::<Vec<_>>().join("#")
        })
        .collect::<Vec<_>>()
        .join("%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_bytes_and_targets_ascii() {
        assert_eq!(bytes("/%E5%9B%BE%20a%B4%f3%4"), [b"/\xE5\x9B\xBE a\xB4\xF3", b"%4".as_slice()].concat());
        assert_eq!(ascii("https://例.com/a%20\"b\"?x=图#y"), "https://%E4%BE%8B.com/a%20%22b%22?x=%E5%9B%BE#y");
    }
}
