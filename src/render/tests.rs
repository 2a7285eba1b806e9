//! Faulty sets of templates. Pages are tested on whole sites (`tests/golden`, `tests/site`, `tests/findings/codes`).

use super::*;
use crate::diag::Lang;
use crate::load::theme;

fn templates() -> BTreeMap<String, String> {
    theme::TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// The findings in a set of templates: path, covered text, English message.
fn findings(templates: BTreeMap<String, String>) -> Vec<(String, String, String)> {
    let show = |f: &Finding| {
        let text = templates.get(f.path.trim_start_matches("templates/")).map_or("", String::as_str);
        (f.path.to_string(), f.span.map_or("", |span| span.of(text)).to_owned(), f.fault.message(Lang::En))
    };
    let set = templates.clone().into_iter().collect();
    Renderer::new(set, &SiteView::default()).err().unwrap_or_default().iter().map(show).collect()
}

/// The findings if one built-in template is replaced.
fn findings_of(name: &str, text: &str) -> Vec<(String, String, String)> {
    let mut set = templates();
    set.insert(name.into(), text.into());
    findings(set)
}

fn one(path: &str, covered: &str, message: &str) -> Vec<(String, String, String)> {
    vec![(path.into(), covered.into(), message.into())]
}

#[test]
fn a_template_that_does_not_parse() {
    assert_eq!(
        findings_of("law.html", "中文 {{ law.title"),
        one("templates/law.html", "title", "the template cannot be read: Unexpected end of input")
    );
    assert_eq!(
        findings_of("law.html", "中文 {% if %}{% endif %}"),
        one(
            "templates/law.html",
            "%}",
            "the template cannot be read: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`"
        )
    );
}

#[test]
fn names_that_no_template_knows() {
    assert_eq!(
        findings_of("law.html", "第一行\n中文{{ law.title | uper }}{{ <kard a={1} /> }}"),
        [
            one("templates/law.html", "uper", "the template cannot be read: Unknown filter `uper`"),
            one("templates/law.html", "<kard a={1} />", "the template cannot be read: Unknown component `kard`"),
        ]
        .concat()
    );
    assert_eq!(
        findings_of("law.html", "{% extends \"bas.html\" %}"),
        one("templates/law.html", "", "the template cannot be read: Unknown template `bas.html`")
    );
    assert_eq!(
        findings_of("law.html", "{% include \"law.html\" %}"),
        one("templates/law.html", "", "the template cannot be read: `include` runs in a circle: law.html → law.html")
    );
}
