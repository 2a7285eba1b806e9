//! What several sources do alike: decoding files, reading numbers from addresses, and texts from pieces of HTML.

use super::address::split_host;
use crate::import::encoding::{Decoded, declaration, decode_file};
use crate::import::prepare::page::{Element, Page};
use crate::import::record::{Address, Note, Record, RecordStatus};
use crate::text::url;

/// Decodes a file; an XML or HTML file may declare its encoding.
pub(super) fn decoded(bytes: &[u8]) -> Decoded {
    decode_file(bytes, declaration(bytes).as_deref())
}

/// Notes what happened to the text of a record while it was decoded. A record with a byte that cannot be decoded is held.
pub(super) fn mark_decoding(text: &Decoded, record: &mut Record) {
    if text.is_repaired {
        record.notes.push(Note { rule: "double-encoded", text: record.origin.file.clone() });
    }
    if text.is_broken {
        record.status = RecordStatus::Broken("有的字节读不出是什么字，原文件已经损坏".to_owned());
    }
}

/// The number that the last part of an address is: 101 in `/hf/101.html`.
pub(super) fn number(address: &Address) -> Option<u64> {
    let Address::Path(path) = address else { return None };
    let name = path.trim_end_matches('/').rsplit('/').next()?;
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.parse().ok().filter(|_| stem.bytes().all(|b| b.is_ascii_digit()))
}

/// The address that a page says it has, at one of these hosts. Without hosts, at any.
pub(super) fn own_address(link: &str, hosts: &[String]) -> Option<Address> {
    Address::of_reference(link, hosts).or_else(|| {
        let (_, path) = split_host(link.trim()).filter(|_| hosts.is_empty())?;
        Address::below_host(path)
    })
}

/// The name of a file without its folder and extension.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A link from a file of the source to another one, as an address.
pub(super) fn file_link(from: &str, to: &str) -> String {
    let relative = url::relative(from, to).replace("%20", " ").replace("%28", "(").replace("%29", ")");
    url::encode(&relative).replace('(', "%28").replace(')', "%29")
}

/// Words with single blanks between them.
pub(super) fn joined_words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a piece of HTML, with single blanks between its words. Empty if the piece is nested too deep.
pub(super) fn html_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return joined_words(html);
    }
    let page = Page::parse_fragment(html).ok();
    page.as_ref().and_then(Page::root).map_or_else(String::new, Element::text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_last_part() {
        let number = |path: &str| super::number(&Address::Path(path.to_owned()));
        assert_eq!(
            [number("/hf/101.html"), number("/archives/7/"), number("/a/7-2.html"), number("/")],
            [Some(101), Some(7), None, None]
        );
        assert_eq!(number("/99999999999999999999.html"), None);
        assert_eq!(super::number(&Address::Query("/?p=7".to_owned())), None);
    }

    #[test]
    fn own_addresses_are_at_own_hosts() {
        let hosts = ["lvsuo.example".to_owned()];
        let path = Some(Address::Path("/hf/1.html".to_owned()));
        assert_eq!(own_address("https://www.lvsuo.example/hf/1.html", &hosts), path);
        assert_eq!(own_address("https://other.example/hf/1.html", &hosts), None);
        assert_eq!(own_address("https://other.example/hf/1.html", &[]), path);
    }
}
