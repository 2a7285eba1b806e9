//! What `sitegen explain` prints: the long form of one code, or the list of them all.

use std::io::{self, Write};

use super::super::{Entry, Lang, entries};

/// Prints the long form of a code: what it means, an example, what to do, and whether the settings can change it.
///
/// # Errors
/// Those of `out`.
pub fn explain(entry: &Entry, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (severity, title) = (severity(entry, lang), entry.title(lang));
    let (explanation, remedy) = (entry.explanation(lang), entry.remedy(lang));
    match lang {
        Lang::Zh => writeln!(out, "{}（{severity}）：{title}\n\n{explanation}\n\n怎么办：{remedy}。", entry.code)?,
        Lang::En => writeln!(out, "{} ({severity}): {title}\n\n{explanation}\n\nWhat to do: {remedy}.", entry.code)?,
    }
    writeln!(out, "{}", standing(entry, lang))
}

/// Prints every code on a line of its own, ascending: code, severity, message.
///
/// # Errors
/// Those of `out`.
pub fn list(lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for entry in entries() {
        let severity = severity(entry, lang);
        let width = if lang == Lang::En { 7 } else { 2 };
        writeln!(out, "{}  {severity:width$}  {}", entry.code, entry.title(lang))?;
    }
    Ok(())
}

/// The severity that a finding has unless the settings change it.
fn severity(entry: &Entry, lang: Lang) -> &'static str {
    match (entry.is_off, lang) {
        (true, Lang::Zh) => "关闭",
        (true, Lang::En) => "off",
        (false, _) => entry.severity.text(lang),
    }
}

/// Whether the severity can be changed.
fn standing(entry: &Entry, lang: Lang) -> &'static str {
    match (entry.is_fixed(), lang) {
        (_, Lang::Zh) if entry.is_off => "级别：默认关闭，在 sitegen.yaml 的 checks 里写 warning 或 error 才检查。",
        (_, Lang::En) if entry.is_off => "Severity: off unless `checks` in sitegen.yaml says warning or error.",
        (true, Lang::Zh) => "级别：错误，必须改正，不能在设置里调低，也不能在文章里放行。",
        (true, Lang::En) => "Severity: an error that must be mended; neither the settings nor an article can lower it.",
        (false, Lang::Zh) => "级别：可以在 sitegen.yaml 的 checks 里改成 off、warning 或 error。",
        (false, Lang::En) => "Severity: `checks` in sitegen.yaml can change it to off, warning or error.",
    }
}
