//! Addresses of other sites, mailboxes and telephones: whether a reader can open them by their form. Nothing is fetched.

mod contact;
mod scheme;
mod search;

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use contact::{is_mailbox, mail_fault, telephone_fault};
pub(crate) use search::in_text;

use crate::diag::catalogue::AddressFault;
use crate::text::han::is_letter;
use crate::text::invisible::is_shapeless;

/// What is wrong with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) fault: AddressFault,
    /// The wrong part of the address, in bytes.
    pub(crate) part: Range<usize>,
    /// The text that belongs in its place, if there is only one.
    pub(crate) right: Option<String>,
}

impl Flaw {
    /// True if the address is one of this computer or of an internal network.
    pub(crate) fn is_private(&self) -> bool {
        matches!(self.fault, AddressFault::PrivateAddress { .. })
    }
}

/// Marks of Chinese text that end a sentence or a quotation, and so end an address in it.
const MARKS: &[char] = &['，', '。', '；', '！', '？', '、', '”', '“', '」', '「', '》', '《', '】', '【'];
/// Endings of names in a network of its own.
const PRIVATE: &[&str] = &["localhost", "local", "internal", "lan", "intranet", "home.arpa"];
/// The most bytes of an address in a message.
const SHOWN: usize = 120;

/// Judges an address that leads out of the site. Others are fine.
pub(crate) fn flaw(address: &str) -> Option<Flaw> {
    let rest = |scheme: &str| {
        let (head, rest) = address.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    if let Some((scheme, contact)) = address.split_once('：').filter(|(scheme, _)| matches!(*scheme, "mailto" | "tel")) {
        let why = ("冒号要用半角", "its colon must be half-width");
        let flaw = self::contact(address, why.0, why.1);
        return Some(Flaw { right: Some(format!("{scheme}:{}", contact.trim())), ..flaw });
    }
    if is_mailbox(address) && !address.contains([':', '/']) && address.split('@').next_back().is_some_and(starts_with_domain) {
        let flaw = contact(address, "前面少了 mailto:", "it lacks mailto: before it");
        return Some(Flaw { right: Some(format!("mailto:{address}")), ..flaw });
    }
    if (rest("www.").is_some() && !address.ends_with(".md")) || starts_with_domain(address) {
        let fault = AddressFault::MissingScheme { url: shown(address) };
        return Some(Flaw { fault, part: 0..address.len(), right: Some(format!("https://{address}")) });
    }
    if let Some(mail) = rest("mailto:") {
        return mail_fault(mail).map(|(zh, en)| contact(address, zh, en));
    }
    if let Some(number) = rest("tel:") {
        return telephone_fault(number).map(|(zh, en)| contact(address, zh, en));
    }
    let (scheme, after) = [("https", rest("https")), ("http", rest("http"))].into_iter().find_map(|(s, r)| Some((s, r?)))?;
    match after.strip_prefix("://") {
        Some(after) => scheme::doubled(address, after).or_else(|| web(address, address.len() - after.len())),
        None => scheme::misspelt(address, scheme, after),
    }
}

/// Last parts of the names of most hosts. None of them is the ending of a usual file.
const DOMAINS: &[&str] = &["com", "cn", "net", "org", "gov", "edu", "hk", "tw", "top", "info"];

/// True for `court.gov.cn` and `court.gov.cn/notice`, which nobody would name a file.
fn starts_with_domain(address: &str) -> bool {
    let host = address.split(['/', '?', '#']).next().unwrap_or("");
    let is_domain = host.rsplit_once('.').is_some_and(|(_, last)| DOMAINS.iter().any(|domain| last.eq_ignore_ascii_case(domain)));
    is_domain && host.is_ascii() && host.split('.').all(is_label)
}

/// A fault in the form of an address, in Chinese and English.
type Why = (&'static str, &'static str);

fn contact(address: &str, zh: &str, en: &str) -> Flaw {
    let fault = AddressFault::BadContact { url: shown(address), why_zh: zh.to_owned(), why_en: en.to_owned() };
    Flaw { fault, part: 0..address.len(), right: None }
}

fn bad(address: &str, part: Range<usize>, (zh, en): Why, right: Option<String>) -> Flaw {
    let fault = AddressFault::BadAddress { url: shown(address), why_zh: zh.to_owned(), why_en: en.to_owned() };
    Flaw { fault, part, right }
}

/// Judges an address from the start of its host on.
fn web(address: &str, start: usize) -> Option<Flaw> {
    let rest = address.get(start..)?;
    let end = start + rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = address.get(start..end)?;
    if let Some((i, c)) = address.char_indices().find(|(_, c)| is_shapeless(*c) || c.is_control()) {
        let why = ("里面有看不见的字符", "it has an invisible character");
        return Some(bad(address, i..i + c.len_utf8(), why, None));
    }
    if let Some(at) = authority.rfind('@') {
        return Some(Flaw { fault: AddressFault::Credentials {}, part: start..start + at + 1, right: None });
    }
    host_and_port(address, start, authority).or_else(|| path(address, end))
}

fn host_and_port(address: &str, start: usize, authority: &str) -> Option<Flaw> {
    let whole = start..start + authority.len();
    let (host, port) = match authority.strip_prefix('[').and_then(|a| a.split_once(']')) {
        Some((ip, after)) => {
            let Ok(ip) = ip.parse() else {
                return Some(bad(address, whole, ("方括号里不是 IPv6 地址", "the brackets hold no IPv6 address"), None));
            };
            if is_private_v6(ip) {
                return Some(private(&ip.to_string(), whole));
            }
            (None, after.strip_prefix(':'))
        }
        None => {
            let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
            (Some(host), port)
        }
    };
    let of_host = host.and_then(|host| self::host(address, start, host));
    of_host.or_else(|| {
        let is_port = |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|n| n > 0);
        let why = ("冒号后面的端口应是 1 到 65535 的数字", "the port after the colon is a number from 1 to 65535");
        port.filter(|port| !is_port(port)).map(|port| bad(address, whole.end - port.len()..whole.end, why, None))
    })
}

fn host(address: &str, start: usize, host: &str) -> Option<Flaw> {
    let whole = start..start + host.len();
    if host.is_empty() {
        return Some(bad(address, 0..address.len(), ("没有域名", "it has no host"), None));
    }
    if let Some((i, mark)) = host.char_indices().find(|(_, c)| !c.is_ascii() && !is_letter(*c)) {
        let narrowed = host.replace(['。', '．', '｡'], ".");
        if narrowed.is_ascii() && narrowed.split('.').all(is_label) {
            let why = ("域名里的点要用半角", "the dots of its host must be half-width");
            return Some(bad(address, whole, why, Some(narrowed)));
        }
        let fault = AddressFault::AddressMark { mark: mark.to_string(), url: shown(address.get(..start + i)?) };
        return Some(Flaw { fault, part: start + i..address.len(), right: None });
    }
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or("");
    if let Some(i) = last.find(|c: char| !c.is_ascii()).filter(|i| *i > 0) {
        let part = whole.end - host.len() + host.rfind(last)? + i..address.len();
        return Some(bad(address, part, ("域名后面紧跟着文字", "text follows the host directly"), None));
    }
    let labels = || host.strip_suffix('.').unwrap_or(host).split('.');
    let lower = host.trim_end_matches('.').to_ascii_lowercase();
    let ends_with = |name: &str| lower.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    if PRIVATE.iter().any(|name| ends_with(name)) {
        return Some(private(&lower, whole));
    }
    if !labels().all(is_label) || !host.contains('.') {
        return Some(bad(
            address,
            whole,
            ("域名不完整，应是 www.example.com 这样的写法", "the host must be complete, such as www.example.com"),
            None,
        ));
    }
    if last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x") {
        return match lower.parse::<Ipv4Addr>() {
            Ok(ip) => is_private_v4(ip).then(|| private(&lower, whole)),
            Err(_) => {
                Some(bad(address, whole, ("IP 地址应是四个 0 到 255 的数", "an IP address is four numbers from 0 to 255"), None))
            }
        };
    }
    None
}

/// A part of a host's name: letters and digits of any script, hyphens inside, underscores.
fn is_label(label: &str) -> bool {
    let is_name = label.chars().all(|c| is_letter(c) || matches!(c, '-' | '_'));
    !label.is_empty() && label.len() <= 190 && is_name && !label.starts_with('-') && !label.ends_with('-')
}

fn private(host: &str, part: Range<usize>) -> Flaw {
    Flaw { fault: AddressFault::PrivateAddress { host: shown(host) }, part, right: None }
}

/// True for addresses of a machine itself and of networks of its own (RFC 6890).
fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_broadcast() || a == 0 || (a == 100 && (64..128).contains(&b))
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let mapped = ip.to_ipv4_mapped().is_some_and(is_private_v4);
    mapped || ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local()
}

/// Judges what follows the host.
fn path(address: &str, start: usize) -> Option<Flaw> {
    let rest = address.get(start..)?;
    let escape = |(i, _): (usize, &str)| {
        let digits = rest.as_bytes().get(i + 1..i + 3);
        !digits.is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit))
    };
    if let Some((i, _)) = rest.match_indices('%').find(|found| escape(*found)) {
        let end = rest.ceil_char_boundary((i + 3).min(rest.len()));
        let why = (
            "% 后面应是两位十六进制数；要写百分号本身，写成 %25",
            "% needs two hexadecimal digits after it; write %25 for the sign itself",
        );
        return Some(bad(address, start + i..start + end, why, None));
    }
    if let Some(i) = rest.find('\\') {
        let why = ("里面有反斜线，应写成斜线 /", "it has a backslash in place of a slash");
        return Some(bad(address, start + i..start + i + 1, why, Some("/".to_owned())));
    }
    let mut depth = 0_usize;
    let (i, mark) = rest.char_indices().find(|(_, c)| {
        let is_unopened = *c == '）' && depth == 0;
        depth = if *c == '（' { depth + 1 } else { depth.saturating_sub(usize::from(*c == '）')) };
        is_unopened || MARKS.contains(c)
    })?;
    let fault = AddressFault::PathMark { mark: mark.to_string(), url: shown(address.get(..start + i)?) };
    Some(Flaw { fault, part: start + i..address.len(), right: None })
}

/// An address as a message has it: on one line, and not too long.
fn shown(address: &str) -> String {
    let end = address.floor_char_boundary(SHOWN);
    address.get(..end).unwrap_or("").chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(address: &str) -> Option<(u16, &str, Option<String>)> {
        let flaw = flaw(address)?;
        Some((crate::diag::Fault::from(flaw.fault).code().0, &address[flaw.part], flaw.right))
    }

    #[test]
    fn whole_addresses_are_fine() {
        for address in [
            "https://example.com",
            "HTTPS://WWW.EXAMPLE.COM/",
            "http://example.com:8080/a?b=%E6%B3%95#c",
            "https://例子.中国/案例",
            "https://zh.example.org/wiki/民法典_（中国）",
            "https://8.8.8.8/",
            "https://[2001:db8::1]:443/x",
            "https://example.com./a",
            "https://a-b.example.com/x@y",
            "mailto:a@example.com",
            "mailto:a@example.com,b@example.com?subject=%E9%97%AE",
            "tel:12368",
            "tel:+86-10-12345678",
            "tel:(010)1234 5678",
            "a.md",
            "../b.md#锚",
            "/hf/1.html",
            "#还款",
            "lender:bank",
            "law:civil-code#676",
            "http/a.md",
            "https.md",
            "httpd/x.md",
            "www.md",
            "wwwroot/a.md",
            "",
            "http",
            "tel.md",
            "https://xn--fiqs8s.example.com",
            "https://my_site.example.com/",
            "https://100.128.0.1/",
            "https://172.32.0.1/",
        ] {
            assert_eq!(code(address), None, "{address}");
        }
    }

    #[test]
    fn a_web_address_has_a_host_a_port_and_whole_escapes() {
        for (address, part, right) in [
            ("https:example.com/a", "https:", Some("https://")),
            ("https：//example.com", "https：//", Some("https://")),
            ("http:/example.com", "http:/", Some("http://")),
            ("http://https://example.com", "http://", Some("")),
            ("https//example.com", "https//", Some("https://")),
            ("https:\\\\example.com", "https:\\\\", Some("https://")),
            ("https:", "https:", None),
            ("https://", "https://", None),
            ("https:///x", "https:///x", None),
            ("https://?q", "https://?q", None),
            ("https://:80/", "https://:80/", None),
            ("https://.com", ".com", None),
            ("https://example", "example", None),
            ("https://a..com/", "a..com", None),
            ("https://-a.com/", "-a.com", None),
            ("https://exa mple.com/", "exa mple.com", None),
            ("https://example.com:99999/", "99999", None),
            ("https://example.com:0", "0", None),
            ("https://example.com:/x", "", None),
            ("https://example.com:8o8o/", "8o8o", None),
            ("https://example.com/%zz", "%zz", None),
            ("https://example.com/?a=100%", "%", None),
            ("https://example.com/%国", "%国", None),
            ("https://256.1.1.1/", "256.1.1.1", None),
            ("https://127.1/", "127.1", None),
            ("https://[::g]/", "[::g]", None),
            ("https://exa\u{200b}mple.com", "\u{200b}", None),
            ("https://example.com说明", "说明", None),
        ] {
            assert_eq!(code(address), Some((280, part, right.map(str::to_owned))), "{address}");
        }
    }

    #[test]
    fn a_mark_of_the_sentence_is_no_part_of_an_address() {
        assert_eq!(code("https://example.com，说明"), Some((281, "，说明", None)));
        assert_eq!(code("https://example.com。"), Some((281, "。", None)));
        assert_eq!(code("https://example.com（官网）/x"), Some((281, "（官网）/x", None)));
        assert_eq!(code("https://example.com/a，说明"), Some((286, "，说明", None)));
        assert_eq!(code("https://example.com/a?b=1。"), Some((286, "。", None)));
    }

    #[test]
    fn nobody_else_can_open_a_private_address() {
        for (address, host) in [
            ("http://localhost:8000/x", "localhost"),
            ("http://LOCALHOST/", "LOCALHOST"),
            ("http://127.0.0.1:8080/", "127.0.0.1"),
            ("https://10.0.0.1/", "10.0.0.1"),
            ("http://192.168.1.2/", "192.168.1.2"),
            ("http://172.16.0.1", "172.16.0.1"),
            ("http://172.31.255.1", "172.31.255.1"),
            ("http://[::1]:8000/", "[::1]:8000"),
            ("http://nas.local/", "nas.local"),
            ("http://0.0.0.0:1/", "0.0.0.0"),
            ("http://169.254.0.1/", "169.254.0.1"),
            ("http://[fd00::1]/", "[fd00::1]"),
            ("http://[::ffff:10.0.0.1]/", "[::ffff:10.0.0.1]"),
            ("http://a.localhost", "a.localhost"),
            ("http://x.internal/", "x.internal"),
            ("http://100.64.0.1/", "100.64.0.1"),
        ] {
            assert_eq!(code(address), Some((282, host, None)), "{address}");
        }
    }

    #[test]
    fn other_faults_have_codes_of_their_own() {
        assert_eq!(code("https://user:pw@example.com/"), Some((283, "user:pw@", None)));
        assert_eq!(code("https://me@example.com"), Some((283, "me@", None)));
        assert_eq!(code("www.court.gov.cn"), Some((284, "www.court.gov.cn", Some("https://www.court.gov.cn".to_owned()))));
        for bare in ["court.gov.cn", "court.gov.cn/notice?id=1", "Example.COM"] {
            assert_eq!(code(bare), Some((284, bare, Some(format!("https://{bare}")))));
        }
        assert_eq!(code("a@example.com"), Some((285, "a@example.com", Some("mailto:a@example.com".to_owned()))));
        assert_eq!(code("WWW.example.com/a"), Some((284, "WWW.example.com/a", Some("https://WWW.example.com/a".to_owned()))));
        for address in [
            "mailto:",
            "mailto:张律师",
            "mailto:a@b",
            "mailto:a@b@c.com",
            "mailto:@example.com",
            "MAILTO: ",
            "tel:",
            "tel:请拨打",
            "tel:12",
            "tel:１２３６８",
            "mailto:?subject=x",
            "mailto:a@example.com，b@example.com",
        ] {
            assert_eq!(code(address), Some((285, address, None)), "{address}");
        }
    }

    #[test]
    fn addresses_in_a_text_end_with_the_sentence() {
        let mut all = Vec::new();
        let text = "公布，https://www.example.com/a。见 \"http://b.example.com\"，ftp://x 和https://c.example.com/说明.";
        in_text(text, &mut |at, address| all.push((at, address.to_owned())));
        let expected = ["https://www.example.com/a", "http://b.example.com", "https://c.example.com/"];
        assert_eq!(all.iter().map(|(_, a)| a.as_str()).collect::<Vec<_>>(), expected);
        assert!(all.iter().all(|(at, address)| text[*at..].starts_with(address.as_str())));
    }
}
