//! Footnotes: numbered by their first reference, collected in one section at the end, each with links back.

use std::collections::HashMap;

use super::HtmlWriter;

#[derive(Debug, Default)]
pub(super) struct Footnotes {
    numbers: HashMap<String, usize>,
    references: Vec<usize>,
    /// Labels and HTML in order of definition.
    defined: Vec<(String, String)>,
}

impl Footnotes {
    pub(super) fn define(&mut self, label: &str, html: String) {
        self.defined.push((key(label), html));
    }

    fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(key(label)).or_insert(next);
        if number == next {
            self.references.push(0);
        }
        number
    }

    /// Footnotes without references, and further ones with the same label, follow the others, so that no text of the author is
    /// lost and every link back has its target.
    pub(super) fn write(self, out: &mut String) {
        let mut referred: Vec<Option<String>> = vec![None; self.references.len()];
        let mut others = Vec::new();
        for (label, html) in self.defined {
            let number = self.numbers.get(&label).and_then(|number| number.checked_sub(1));
            match number.and_then(|i| referred.get_mut(i)) {
                Some(first @ None) => *first = Some(html),
                _ if !html.trim().is_empty() => others.push(html),
                _ => {}
            }
        }
        if referred.is_empty() && others.is_empty() {
            return;
        }
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\">\n<ol>\n");
        for ((html, count), number) in referred.into_iter().zip(self.references).zip(1..) {
            let html = html.unwrap_or_default();
            let (before, after) = html.trim_end().strip_suffix("</p>").map_or((html.trim_end(), ""), |h| (h, "</p>"));
            let back: String = (1..=count).map(|nth| back(number, nth)).collect();
            out.push_str(&format!("<li id=\"fn:{number}\">{before}{back}{after}</li>\n"));
        }
        for html in others {
            out.push_str(&format!("<li>{}</li>\n", html.trim_end()));
        }
        out.push_str("</ol>\n</section>\n");
    }
}

fn back(number: usize, nth: usize) -> String {
    let shown = if nth > 1 { format!("<sup>{nth}</sup>") } else { String::new() };
    let place = if nth > 1 { format!("第 {nth} 处") } else { String::new() };
    let id = reference(number, nth);
    format!(" <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"回到正文{place}\">↩\u{fe0e}{shown}</a>")
}

/// A colon keeps these identifiers apart from those of headings.
fn reference(number: usize, nth: usize) -> String {
    if nth > 1 { format!("fnref:{number}:{nth}") } else { format!("fnref:{number}") }
}

fn key(label: &str) -> String {
    label.to_lowercase()
}

impl HtmlWriter<'_, '_, '_> {
    pub(super) fn reference(&mut self, label: &str) {
        if self.image.is_some() || self.silent.is_some() {
            return;
        }
        let number = self.notes.number(label);
        if self.links > 0 {
            self.out.push_str(&format!("<sup>{number}</sup>"));
            return;
        }
        let nth = self.notes.references.get_mut(number - 1).map_or(1, |count| {
            *count += 1;
            *count
        });
        let id = reference(number, nth);
        let link = format!("<a href=\"#fn:{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a>");
        self.out.push_str(&format!("<sup class=\"footnote-ref\">{link}</sup>"));
    }
}
