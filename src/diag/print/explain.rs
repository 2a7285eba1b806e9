//! What `sitegen explain` prints: the long form of one code, or the list of them all.

use std::io::{self, Write};

use crate::diag::{Explanation, Lang, explanations};
use crate::text::localized;

/// Prints the long form of a code: what it means, an example, what to do, and whether the settings can change it.
pub(crate) fn explain(known: &Explanation, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (code, severity, title) = (known.code, severity(known, lang), known.title(lang));
    let (text, remedy) = (known.text(lang), known.remedy(lang));
    match lang {
        Lang::Zh => writeln!(out, "{code}（{severity}）：{title}\n\n{text}\n\n怎么办：{remedy}。")?,
        Lang::En => writeln!(out, "{code} ({severity}): {title}\n\n{text}\n\nWhat to do: {remedy}.")?,
    }
    writeln!(out, "{}", localized(lang, changes(known)))
}

/// Prints every code on a line of its own, ascending: code, severity, message.
pub(crate) fn list(lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let width = localized(lang, [2, 7]);
    for known in explanations() {
        writeln!(out, "{}  {:width$}  {}", known.code, severity(known, lang), known.title(lang))?;
    }
    Ok(())
}

/// The severity that a finding has unless the settings change it.
fn severity(known: &Explanation, lang: Lang) -> &'static str {
    if known.is_off { localized(lang, ["关闭", "off"]) } else { known.severity.text(lang) }
}

fn changes(known: &Explanation) -> [&'static str; 2] {
    if known.is_off {
        [
            "级别：默认关闭，在 sitegen.yaml 的 checks 里写 warning 或 error 才检查。",
            "Severity: off unless `checks` in sitegen.yaml says warning or error.",
        ]
    } else if known.is_fixed() {
        [
            "级别：错误，必须改正，不能在设置里调低，也不能在文章里放行。",
            "Severity: an error that must be corrected; neither the settings nor an article can lower it.",
        ]
    } else {
        [
            "级别：可以在 sitegen.yaml 的 checks 里改成 off、warning 或 error。",
            "Severity: `checks` in sitegen.yaml can change it to off, warning or error.",
        ]
    }
}
