//! The pages that a sitemap names, by their files.

use std::collections::BTreeSet;

use crate::text::url;

/// The paths of the files of all pages that a sitemap names, as far as `is_file` knows them. The site may lie below a path of its host.
pub(super) fn pages(text: &str, is_file: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let places = text.split("<url><loc>").skip(1).filter_map(|rest| rest.split_once("</loc>"));
    places.filter_map(|(address, _)| file(&address.replace("&amp;", "&"), &is_file)).collect()
}

/// The file of an address: the longest path at its end that is one.
fn file(address: &str, is_file: &impl Fn(&str) -> bool) -> Option<String> {
    let path = address.split_once("://")?.1.split_once('/')?.1;
    let path = url::decode(path)?;
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    let ends = file.match_indices('/').filter_map(|(at, _)| file.get(at + 1..));
    std::iter::once(file.as_str()).chain(ends).find(|path| is_file(path)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_files_of_the_output() {
        let text = "<urlset>\n<url><loc>https://a.cn/docs/</loc></url>\n<url><loc>https://a.cn/docs/%E4%B8%93/a.html</loc><lastmod>2026-01-01</lastmod></url>\n\
                    <url><loc>https://a.cn/docs/gone.html</loc></url>\n</urlset>\n";
        let found = pages(text, |path| ["index.html", "专/a.html"].contains(&path));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["index.html", "专/a.html"]);
    }
}
