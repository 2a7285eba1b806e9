//! The rules of a bucket of Aliyun OSS, with what a CDN before it has to add.

use super::Server;
use crate::view::{Hosting, OldAddress};

/// Most rules of a bucket.
const MAX_RULES: usize = 20;

pub(super) fn configuration(site: &Hosting, _: &Server) -> String {
    let base = site.base.trim_start_matches('/');
    // The condition of a rule is the start of an address: that of a folder would hold for everything in it.
    let is_file = |old: &&OldAddress| old.path.ends_with(b".html");
    let moved = site.old.iter().filter(|old| old.query.is_none() && old.to.is_some());
    let moved: Vec<&OldAddress> = moved.filter(is_file).collect();
    let queries = site.old.iter().filter(|old| old.query.is_some()).count();
    let gone = site.old.iter().filter(|old| old.query.is_none() && old.to.is_none()).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(&remarks(site, moved.len(), queries, gone));
    out.push_str(
        "<WebsiteConfiguration>\n  <IndexDocument>\n    <Suffix>index.html</Suffix>\n    <SupportSubDir>true</SupportSubDir>\n",
    );
    out.push_str("    <Type>0</Type>\n  </IndexDocument>\n  <ErrorDocument>\n");
    out.push_str(&format!("    <Key>{base}404.html</Key>\n    <HttpStatus>404</HttpStatus>\n  </ErrorDocument>\n"));
    if (1..=MAX_RULES).contains(&moved.len()) {
        out.push_str("  <RoutingRules>\n");
        (1..).zip(&moved).filter_map(|(number, old)| rule(site, number, old)).for_each(|rule| out.push_str(&rule));
        out.push_str("  </RoutingRules>\n");
    }
    out.push_str("</WebsiteConfiguration>\n");
    out
}

fn remarks(site: &Hosting, moved: usize, queries: usize, gone: usize) -> String {
    let mut out = format!(
        "<!-- {}\n     Written by `sitegen hosting oss`. Save it as website.xml, then run:\n     \
         ossutil website -\\-method put oss://BUCKET website.xml\n\n     A bucket has at most {MAX_RULES} rules. ",
        site.url
    );
    match moved {
        0 => out.push_str("There are no redirects.\n"),
        1..=MAX_RULES => out.push_str(&format!("The {moved} redirects are rules, answered by 301.\n")),
        _ => out.push_str(&format!("The {moved} redirects stay pages that lead on; for 301, put nginx before the bucket.\n")),
    }
    if queries + gone > 0 {
        out.push_str(&format!(
            "     A bucket cannot answer {queries} addresses with a query, nor {gone} addresses that are gone by 410 (they get 404).\n"
        ));
    }
    out.push_str(
        "     A bucket sends no header fields of its own. Set these in the CDN (HTTP response headers and cache rules):\n",
    );
    for (name, value) in &site.fields {
        out.push_str(&format!("       {name}: {value}\n"));
    }
    for (folder, policy) in &site.folders {
        out.push_str(&format!("       {}{folder}  Cache-Control: {policy}\n", site.base));
    }
    out.push_str(&format!(
        "       pages  Cache-Control: {}\n     The CDN compresses, too: precompressed files are not used.\n-->\n",
        site.pages
    ));
    // Two hyphens end a comment.
    let (head, rest) = out.split_once("<!-- ").unwrap_or(("", &out));
    let body = rest.strip_suffix("-->\n").unwrap_or(rest);
    format!("{head}<!-- {}-->\n", body.replace("-\\-", "-").replace("--", "- -"))
}

fn rule(site: &Hosting, number: usize, old: &OldAddress) -> Option<String> {
    let key = std::str::from_utf8(&old.path).ok()?.trim_start_matches('/');
    let to = old.to.as_deref()?;
    let url = if to.starts_with('/') { format!("{}{to}", origin(site)) } else { to.to_owned() };
    let (scheme, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    Some(format!(
        "    <RoutingRule>\n      <RuleNumber>{number}</RuleNumber>\n      <Condition>\n        <KeyPrefixEquals>{}</KeyPrefixEquals>\n      \
         </Condition>\n      <Redirect>\n        <RedirectType>External</RedirectType>\n        <Protocol>{scheme}</Protocol>\n        \
         <HostName>{}</HostName>\n        <ReplaceKeyWith>{}</ReplaceKeyWith>\n        <HttpRedirectCode>301</HttpRedirectCode>\n      \
         </Redirect>\n    </RoutingRule>\n",
        escaped(key),
        escaped(host),
        escaped(path)
    ))
}

fn origin(site: &Hosting) -> &str {
    site.url.strip_suffix(&*site.base).unwrap_or(&site.url)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
