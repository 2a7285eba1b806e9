//! Addresses of the old site: references that a source has, and patterns such as `/hf/{id}.html`.

use jiff::civil::Date;

use crate::import::record::Address;
use crate::text::url;

impl Address {
    /// The address below the root of the host, with `/` or `/?` at its beginning.
    pub(crate) fn text(&self) -> &str {
        match self {
            Address::Path(text) | Address::Query(text) => text,
        }
    }

    /// Reads what follows the host: `/hf/101.html`, `/?id=12`, `hf/101.html#top`. Fragments are cut off, escapes decoded if they are
    /// UTF-8. `None` if it climbs above the root or contains a control character.
    pub(crate) fn below_host(text: &str) -> Option<Address> {
        let text = text.split('#').next().unwrap_or(text).trim();
        let is_query = text.contains('?');
        Address::decoded(&url::decode(text).unwrap_or_else(|| text.to_owned()), is_query)
    }

    /// The address by its decoded text. A path may contain `?` and `#`, which are escaped in links.
    pub(crate) fn decoded(text: &str, is_query: bool) -> Option<Address> {
        let text = url::nfc(text);
        if text.chars().any(char::is_control) || text.split(['/', '?']).any(|part| part == "..") {
            return None;
        }
        let text = format!("/{}", text.trim_start_matches('/'));
        Some(if is_query { Address::Query(text) } else { Address::Path(text) })
    }

    /// Reads a reference to one of these hosts, with or without a scheme and `www.`, or one that begins with `/`.
    /// `None` if it leads elsewhere or is relative.
    pub(crate) fn of_reference(reference: &str, hosts: &[String]) -> Option<Address> {
        let reference = reference.trim();
        let Some((host, path)) = split_host(reference) else {
            return reference.starts_with('/').then(|| Address::below_host(reference)).flatten();
        };
        let host = plain_host(&host);
        hosts.iter().any(|own| plain_host(own) == host).then(|| Address::below_host(path)).flatten()
    }
}

/// The host of an address in lower case without user and port, and what follows it. `None` if the address names no host.
pub(crate) fn split_host(address: &str) -> Option<(String, &str)> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let scheme = ["https://", "http://", "//"].into_iter().find(|scheme| lower.starts_with(scheme))?;
    let after = address.get(scheme.len()..)?;
    let end = after.find(['/', '?', '#']).unwrap_or(after.len());
    let (host, path) = after.split_at_checked(end)?;
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(host, _)| host);
    (!host.is_empty()).then(|| (host.to_ascii_lowercase(), path))
}

/// A host without `www.`, in lower case.
pub(super) fn plain_host(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
}

/// A path without doubled slashes.
pub(crate) fn squeezed(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !out.ends_with('/') {
            out.push(c);
        }
    }
    out
}

/// What a pattern of addresses can name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts<'p> {
    pub(crate) id: Option<u64>,
    pub(crate) slug: Option<&'p str>,
    pub(crate) day: Option<Date>,
}

/// The address by a pattern of the mapping: `{id} {slug} {year} {month} {day}`. `None` if the record lacks a part that the pattern names,
/// or if the pattern names another part.
pub(crate) fn by_pattern(pattern: &str, parts: &Parts<'_>) -> Option<Address> {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        out.push_str(before);
        match name {
            "id" => out.push_str(&parts.id?.to_string()),
            "slug" => out.push_str(parts.slug.filter(|slug| !slug.is_empty())?),
            "year" => out.push_str(&format!("{:04}", parts.day?.year())),
            "month" => out.push_str(&format!("{:02}", parts.day?.month())),
            "day" => out.push_str(&format!("{:02}", parts.day?.day())),
            _ => return None,
        }
        rest = after;
    }
    out.push_str(rest);
    Address::decoded(&out, pattern.contains('?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_own_hosts_become_addresses() {
        let hosts = ["www.lvsuo.example".to_owned()];
        let read = |text: &str| Address::of_reference(text, &hosts).map(|address| address.text().to_owned());
        for (text, address) in [
            ("https://www.lvsuo.example/hf/101.html#top", Some("/hf/101.html")),
            ("HTTP://LVSUO.example:8080/hf/101.html", Some("/hf/101.html")),
            ("//lvsuo.example", Some("/")),
            ("//lvsuo.example?id=1", Some("/?id=1")),
            ("/%E5%80%BA.html", Some("/债.html")),
            ("/%C5%AE.html?", Some("/Ů.html?")),
            ("/%FF.html", Some("/%FF.html")),
            ("https://other.example/hf/101.html", None),
            ("https://lvsuo.example.other/", None),
            ("hf/101.html", None),
            ("/a/../../etc/passwd", None),
            ("/%2e%2e/x", None),
        ] {
            assert_eq!(read(text).as_deref(), address, "{text}");
        }
    }

    #[test]
    fn patterns_need_their_parts() {
        let parts = Parts { id: Some(7), slug: Some("债务"), day: Some(jiff::civil::date(2024, 3, 1)) };
        let make = |pattern: &str, parts: &Parts<'_>| by_pattern(pattern, parts).map(|address| address.text().to_owned());
        assert_eq!(make("/{year}/{month}/{day}/{slug}-{id}.html", &parts).as_deref(), Some("/2024/03/01/债务-7.html"));
        assert_eq!(make("/?p={id}", &parts).as_deref(), Some("/?p=7"));
        let asked = Parts { slug: Some("还不上怎么办?"), ..parts.clone() };
        assert_eq!(by_pattern("/{slug}.html", &asked), Some(Address::Path("/还不上怎么办?.html".to_owned())));
        assert_eq!(make("/{slug}.html", &Parts::default()), None);
        assert_eq!(make("/{other}", &parts), None);
        assert_eq!(make("/{id", &parts), None);
    }
}
