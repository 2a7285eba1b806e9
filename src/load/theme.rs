//! The built-in theme, compiled into the binary. A site's own file of the same name takes the place of a built-in one.

use memchr::{memchr_iter, memmem};

use crate::diag::catalogue::TemplateFault;
use crate::diag::{Finding, nearest};
use crate::model::files::ROOT_ICONS;
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
    "lender-topic.html"
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
    "updates.html"
    "widget.html"
);

/// Theme files by name; published with a fingerprint.
pub(crate) const FILES: &[(&str, &[u8])] = files!(include_bytes "static/theme":
    "apple-touch-icon.png"
    "calc-all-in-cost.js"
    "calc-amortisation.js"
    "calc-bill.js"
    "calc-card-plan.js"
    "calc-core.js"
    "calc-court-fee.js"
    "calc-credit-card.js"
    "calc-credit-record.js"
    "calc-deadline.js"
    "calc-delayed-performance.js"
    "calc-guarantee-period.js"
    "calc-limitation.js"
    "calc-old.js"
    "calc-penalty-interest.js"
    "calc-private-loan.js"
    "calc-rest.js"
    "calculators.css"
    "favicon.ico"
    "filter.js"
    "icon.svg"
    "lists.css"
    "search-fold.js"
    "search-index.js"
    "search.js"
    "share.js"
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
    let is_own = |name: &str| own.iter().any(|(n, _)| n == name);
    // Beside a site's own icon, the icons of the built-in theme show another sign.
    let is_foreign = |name: &str| ROOT_ICONS.contains(&name) && is_own("icon.svg");
    let built_in = FILES.iter().filter(|(name, _)| !is_own(name) && !is_foreign(name));
    let mut all: Vec<(String, Vec<u8>)> = built_in.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    all.extend(own);
    all.sort();
    all
}

/// A site's own style sheet has at least one rule for so many rules of the built-in one.
const FEW_RULES: usize = 10;

/// Files of each kind that are judged: every other file is searched for the name of each.
const JUDGED: usize = 200;

/// Findings of a site's own templates and theme files that have no effect, or more than was meant.
pub(crate) fn judge(templates: &[Source], files: &[(String, Vec<u8>)]) -> Vec<Finding> {
    let of_templates = templates.iter().take(JUDGED).filter_map(|template| unused_template(template, templates));
    let of_files = files.iter().take(JUDGED).filter_map(|(name, bytes)| theme_file(name, bytes, templates, files));
    of_templates.chain(of_files).collect()
}

fn unused_template(template: &Source, all: &[Source]) -> Option<Finding> {
    let name = template.path.strip_prefix("templates/").unwrap_or(&template.path);
    let others = all.iter().filter(|other| other.path != template.path).map(|other| other.text.as_bytes());
    if TEMPLATES.iter().any(|(known, _)| *known == name) || is_named(name, others) {
        return None;
    }
    let near = nearest(name, TEMPLATES.iter().map(|(known, _)| *known));
    Some(Finding::about(&template.path, TemplateFault::TemplateUnused { name: name.to_owned() }).with_suggestion(near))
}

fn theme_file(name: &str, bytes: &[u8], templates: &[Source], all: &[(String, Vec<u8>)]) -> Option<Finding> {
    let path = format!("static/theme/{name}").into();
    if let Some((_, built_in)) = FILES.iter().find(|(known, _)| *known == name) {
        let (rules, built_in) = (rules(bytes), rules(built_in));
        let is_partial = name.ends_with(".css") && rules * FEW_RULES < built_in;
        return is_partial.then(|| Finding::about(&path, TemplateFault::StyleSheetReplaced { rules, built_in }));
    }
    let of_templates = templates.iter().map(|template| template.text.as_bytes());
    let others = all.iter().filter(|(other, _)| other != name).map(|(_, bytes)| bytes.as_slice());
    if is_named(&name.replace(['.', '-'], "_"), of_templates.clone()) || is_named(name, of_templates.chain(others)) {
        return None;
    }
    let near = nearest(name, FILES.iter().map(|(known, _)| *known));
    Some(Finding::about(&path, TemplateFault::ThemeFileUnused { name: name.to_owned() }).with_suggestion(near))
}

fn is_named<'t>(name: &str, mut texts: impl Iterator<Item = &'t [u8]>) -> bool {
    texts.any(|text| memmem::find(text, name.as_bytes()).is_some())
}

/// The rules of a style sheet.
fn rules(css: &[u8]) -> usize {
    memchr_iter(b'{', css).count()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn codes(templates: &[(&str, &str)], files: &[(&str, &str)]) -> Vec<(String, u16)> {
        let templates: Vec<Source> = templates.iter().map(|(name, text)| Source::new(format!("templates/{name}"), *text)).collect();
        let files: Vec<_> = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        judge(&templates, &files).iter().map(|f| (f.path.to_string(), f.fault.code().0)).collect()
    }

    #[test]
    fn files_without_effect_are_found() {
        assert_eq!(codes(&[("artikel.html", "")], &[]), [("templates/artikel.html".to_owned(), 404)]);
        assert_eq!(codes(&[("article.html", "{% include \"box.html\" %}"), ("box.html", "")], &[]), []);
        assert_eq!(codes(&[("box.html", "{% include \"box.html\" %}")], &[]), [("templates/box.html".to_owned(), 404)]);
        assert_eq!(codes(&[], &[("Site.css", "a{}")]), [("static/theme/Site.css".to_owned(), 405)]);
        assert_eq!(codes(&[("base.html", "{{ site.assets.my_extra_css.url }}")], &[("my-extra.css", "a{}")]), []);
        let whole = "a{}".repeat(60);
        assert_eq!(codes(&[], &[("site.css", &format!("{whole}@font-face{{src:url(a.woff2)}}")), ("a.woff2", "")]), []);
        assert_eq!(codes(&[], &[("site.css", ":root { --brand: red }")]), [("static/theme/site.css".to_owned(), 406)]);
        assert_eq!(codes(&[], &[("search.js", ""), ("icon.svg", "")]), []);
        let built_in: Vec<Source> = TEMPLATES.iter().map(|(name, text)| Source::new(format!("templates/{name}"), *text)).collect();
        let files: Vec<_> = FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        assert!(judge(&built_in, &files).is_empty());
    }

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
