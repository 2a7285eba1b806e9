//! Findings for a browser: a fragment of HTML in which everything is escaped. It never makes a page.

use std::fmt::Write;

use super::{did_you_mean, message, place};
use crate::diag::visible::one_line;
use crate::diag::{Excerpt, Lang, LocatedFinding};
use crate::text::localized;

/// Findings as a list: severity, code, message, place, source and remedy of each.
pub(crate) fn list(findings: &[LocatedFinding], lang: Lang) -> String {
    let mut out = String::from("<ol class=\"findings\">");
    for located in findings {
        finding(&mut out, located, lang);
    }
    out.push_str("</ol>\n");
    out
}

fn finding(out: &mut String, located: &LocatedFinding, lang: Lang) {
    let (word, text, code) = (located.severity.word(), located.severity.text(lang), located.finding.fault.code());
    // Writing to a String cannot fail.
    let _ =
        write!(out, "\n<li class=\"{word}\">\n<h2><b>{text}</b> <code>{code}</code> {}</h2>\n", escape(&message(located, lang)));
    let _ = writeln!(out, "<p class=\"place\">{}</p>", escape(&place(located)));
    if let Some(excerpt) = &located.location.excerpt {
        source(out, excerpt);
    }
    let label = localized(lang, ["怎么改：", "What to do: "]);
    let question = did_you_mean(located, lang).map(|question| question + " ").unwrap_or_default();
    let help = format!("{question}{}", located.finding.fault.help(lang));
    let _ = writeln!(out, "<p class=\"help\"><b>{label}</b>{}</p>", escape(&one_line(&help)));
    for (related, location) in located.finding.related.iter().zip(&located.related) {
        let at = format!("{}:{}:{}", related.path, location.start.line, location.start.column);
        let _ = writeln!(out, "<p class=\"place\">{}: {}</p>", related.role.text(lang), escape(&one_line(&at)));
        if let Some(excerpt) = &location.excerpt {
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

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::Finding;
    use crate::diag::catalogue::LinkFault;
    use crate::diag::report::tests::report;
    use crate::text::Span;

    #[test]
    fn a_finding_with_its_place_source_and_remedy() {
        let text = "甲\n见[<乙>](lender:x&y)\n";
        let start = text.find("x&y").unwrap();
        let finding =
            Finding::at(&Arc::from("a<b.md"), Span::new(start..start + 3), LinkFault::LinkUnknownLender { name: "x&y".to_owned() });
        let report = report(vec![finding.with_suggestion(Some("x"))]);
        let located: Vec<LocatedFinding> = report.listing().located(|_| Some(text)).collect();
        let help = LinkFault::LinkUnknownLender { name: "x&y".to_owned() };
        let help = crate::diag::Fault::from(help).help(Lang::Zh);
        let message = located[0].finding.fault.message(Lang::Zh).replace('&', "&amp;");
        assert_eq!(
            list(&located, Lang::Zh),
            format!(
                "<ol class=\"findings\">\n<li class=\"error\">\n<h2><b>错误</b> <code>{}</code> {message}</h2>\n\
                 <p class=\"place\">a&lt;b.md:2:15</p>\n\
                 <pre data-line=\"2\"><code>见[&lt;乙&gt;](lender:<mark>x&amp;y</mark>)</code></pre>\n\
                 <p class=\"help\"><b>怎么改：</b>是否想写「x」？ {}</p>\n</li>\n</ol>\n",
                located[0].finding.fault.code(),
                escape(&help),
            )
        );
    }
}
