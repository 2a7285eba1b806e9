//! The built-in theme, compiled into the binary. A site's own file of the same name takes the place of a built-in one.

use crate::text::Source;

/// A list of files with their contents, from one folder of the repository.
macro_rules! files {
    ($read:ident $folder:literal: $($name:literal)*) => {
        &[ $( ($name, $read!(concat!("../../", $folder, "/", $name))) ),* ]
    };
}

pub(crate) const TEMPLATES: &[(&str, &str)] = files!(include_str "templates":
    "404.html"
    "archive.html"
    "article.html"
    "base.html"
    "calculator.html"
    "calculators.html"
    "components.html"
    "glossary.html"
    "home.html"
    "law.html"
    "laws.html"
    "lender.html"
    "lenders.html"
    "method.html"
    "page.html"
    "people.html"
    "person.html"
    "redirect.html"
    "search.html"
    "topic.html"
    "topics.html"
    "widget.html"
);

/// Theme files by name; published with a fingerprint.
pub(crate) const FILES: &[(&str, &[u8])] = files!(include_bytes "static/theme":
    "calc-all-in-cost.js"
    "calc-amortisation.js"
    "calc-card-plan.js"
    "calc-core.js"
    "calc-court-fee.js"
    "calc-credit-card.js"
    "calc-credit-record.js"
    "calc-delayed-performance.js"
    "calc-limitation.js"
    "calc-penalty-interest.js"
    "calc-private-loan.js"
    "icon.svg"
    "search-index.js"
    "search.js"
    "site.css"
);

/// The built-in templates with the site's own in their places, by path.
pub fn templates(own: Vec<Source>) -> Vec<Source> {
    let path = |name: &str| format!("templates/{name}");
    let built_in = TEMPLATES.iter().filter(|(name, _)| !own.iter().any(|s| *s.path == path(name)));
    let mut all: Vec<Source> = built_in.map(|(name, text)| Source::new(path(name), *text)).collect();
    all.extend(own);
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// The built-in theme files with the site's own in their places, by name.
pub fn files(own: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    let built_in = FILES.iter().filter(|(name, _)| !own.iter().any(|(n, _)| n == name));
    let mut all: Vec<(String, Vec<u8>)> = built_in.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    all.extend(own);
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Names of the files of a folder of the repository, sorted.
    fn names(folder: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut names: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn every_file_of_the_theme_is_compiled_in() {
        assert_eq!(super::TEMPLATES.iter().map(|(n, _)| (*n).to_owned()).collect::<Vec<_>>(), names("templates"));
        assert_eq!(super::FILES.iter().map(|(n, _)| (*n).to_owned()).collect::<Vec<_>>(), names("static/theme"));
    }
}
