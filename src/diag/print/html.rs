//! Findings for a browser: a fragment of HTML, everything in it escaped. It never makes a page; whoever shows it does.

use std::fmt::Write;

use super::super::visible::one_line;
use super::super::{Excerpt, Lang, Placed};
use super::{did_you_mean, message};

/// Findings as a list: of each its severity, code and message, its place, the source there, and the remedy.
pub fn list(placed: &[Placed], lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write!(out, "<ol class=\"findings\">");
    for placed in placed {
        finding(&mut out, placed, lang);
    }
    out.push_str("</ol>\n");
    out
}

fn finding(out: &mut String, placed: &Placed, lang: Lang) {
    let fault = &placed.finding.fault;
    let (word, text, code) = (placed.severity.word(), placed.severity.text(lang), fault.code());
    let _ = write!(out, "\n<li class=\"{word}\">\n<h2><b>{text}</b> <code>{code}</code> {}</h2>\n", escape(&message(placed, lang)));
    let start = placed.place.start;
    let place = format!("{}:{}:{}", placed.finding.path, start.line, start.column);
    let _ = writeln!(out, "<p class=\"place\">{}</p>", escape(&one_line(&place)));
    if let Some(excerpt) = &placed.place.excerpt {
        source(out, excerpt);
    }
    let label = if lang == Lang::Zh { "怎么改：" } else { "What to do: " };
    let question = did_you_mean(placed, lang).map(|q| q + " ").unwrap_or_default();
    let help = one_line(&format!("{question}{}", fault.help(lang))).into_owned();
    let _ = writeln!(out, "<p class=\"help\"><b>{label}</b>{}</p>", escape(&help));
    for (related, place) in placed.finding.related.iter().zip(&placed.related) {
        let at = format!("{}:{}:{}", related.path, place.start.line, place.start.column);
        let _ = writeln!(out, "<p class=\"place\">{}: {}</p>", related.role.text(lang), escape(&one_line(&at)));
        if let Some(excerpt) = &place.excerpt {
            source(out, excerpt);
        }
    }
    out.push_str("</li>\n");
}

fn source(out: &mut String, excerpt: &Excerpt) {
    let piece = |range: std::ops::Range<usize>| escape(excerpt.text.get(range).unwrap_or(""));
    let (before, marked) = (piece(0..excerpt.mark.start), piece(excerpt.mark.clone()));
    let after = piece(excerpt.mark.end..excerpt.text.len());
    let _ = writeln!(out, "<pre data-line=\"{}\"><code>{before}<mark>{marked}</mark>{after}</code></pre>", excerpt.line);
}

/// A text that stays text within HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::diag::catalogue::LinkFault;
    use crate::diag::{Finding, Report};
    use crate::text::Span;

    #[test]
    fn a_finding_with_its_place_source_and_remedy() {
        let text = "甲\n见[<乙>](lender:x&y)\n";
        let start = text.find("x&y").unwrap();
        let finding =
            Finding::at(&Arc::from("a<b.md"), Span::new(start..start + 3), LinkFault::LinkUnknownLender { name: "x&y".to_owned() });
        let report = Report::new(&vec![finding.near(Some("x".to_owned()))].into(), &BTreeMap::new(), false);
        let placed: Vec<Placed> = report.placed(|_| Some(text)).collect();
        let help = LinkFault::LinkUnknownLender { name: "x&y".to_owned() };
        let help = crate::diag::Fault::from(help).help(Lang::Zh);
        let message = placed[0].finding.fault.message(Lang::Zh).replace('&', "&amp;");
        assert_eq!(
            list(&placed, Lang::Zh),
            format!(
                "<ol class=\"findings\">\n<li class=\"error\">\n<h2><b>错误</b> <code>{}</code> {message}</h2>\n\
                 <p class=\"place\">a&lt;b.md:2:15</p>\n\
                 <pre data-line=\"2\"><code>见[&lt;乙&gt;](lender:<mark>x&amp;y</mark>)</code></pre>\n\
                 <p class=\"help\"><b>怎么改：</b>是否想写「x」？ {}</p>\n</li>\n</ol>\n",
                placed[0].finding.fault.code(),
                escape(&help),
            )
        );
    }
}
