//! Reads the findings of `locales/findings` and writes them as one call of the macro `faults!` in `src/diag/catalogue`.
//!
//! A file holds one family, with each text in Chinese and English. The names of the files have the order of the codes.
//!
//! ```text
//! # SG2xx: links.                           the first comment describes the family
//! family LinkFault
//!
//! SG204 error NoSuchArticle { target }      code, severity, name, fields
//! zh: 链接的文章「{target}」不存在             what is wrong, on one line
//! en: the linked article `{target}` does not exist
//! help zh: 核对文件名和文件夹                  what to do about it, on one line
//! help en: check the file name and the folder
//! explain zh:                               the long form, taken literally, each line indented by two spaces
//!   …
//! explain en:
//!   …
//! ```
//!
//! The severity is `error`, `warning`, or `off` for a warning that is looked for only if the settings ask for it. A field is a
//! text unless it names a number type: `{ size: u64 }`. In the first four texts `{target}` stands for a value, `{{` and `}}` for
//! braces.

use std::collections::HashMap;
use std::fmt::Write;

/// Number types of fields.
const NUMBERS: [&str; 3] = ["u32", "u64", "usize"];
/// Faults with more fields than this keep their texts as `Box<str>`, since every fault takes the room of the largest.
const MAX_STRINGS: usize = 3;

/// Writes the macro call for some files, which are given as path and text.
///
/// # Errors
/// The first mistake, with its file and line.
pub(crate) fn generate(files: &[(String, String)]) -> Result<String, String> {
    let mut seen = HashMap::new();
    let mut out = String::from("faults! {\n");
    for (path, text) in files {
        family(&mut Lines::new(path, text), &mut seen, &mut out)?;
    }
    Ok(out + "}\n")
}

/// The lines of a file and the next one to be read.
pub(crate) struct Lines<'t> {
    path: &'t str,
    all: Vec<&'t str>,
    next: usize,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(path: &'t str, text: &'t str) -> Self {
        Lines { path, all: text.lines().collect(), next: 0 }
    }

    pub(crate) fn next(&mut self) -> Option<&'t str> {
        self.next += 1;
        self.all.get(self.next - 1).copied()
    }

    /// A mistake in the line that was read last.
    pub(crate) fn error<T>(&self, what: &str) -> Result<T, String> {
        Err(format!("{}:{}: {what}", self.path, self.next))
    }

    /// The text behind a label, which is on the next line.
    pub(crate) fn text(&mut self, label: &str, fields: &[(&str, &str)]) -> Result<&'t str, String> {
        let text = self.next().and_then(|line| line.strip_prefix(label)).map_or("", str::trim);
        if text.is_empty() {
            return self.error(&format!("expected `{label}` and a text"));
        }
        let unescaped = text.replace("{{", "").replace("}}", "");
        let mut pieces = unescaped.split('{');
        if pieces.next().is_some_and(|piece| piece.contains('}')) {
            return self.error("a `}` without `{`; write `}}` for a brace");
        }
        for piece in pieces {
            match piece.split_once('}') {
                Some((name, rest)) if !rest.contains('}') && fields.iter().any(|(field, _)| *field == name) => {}
                Some((name, _)) => return self.error(&format!("`{{{name}}}` is no value of this text")),
                None => return self.error("a `{` without `}`; write `{{` for a brace"),
            }
        }
        Ok(text)
    }

    /// The indented lines below a label, which is on the next line.
    fn block(&mut self, label: &str) -> Result<String, String> {
        if self.next() != Some(label) {
            return self.error(&format!("expected `{label}`"));
        }
        let rest = self.all.get(self.next..).unwrap_or_default();
        let block: Vec<&str> = rest.iter().map_while(|l| if l.is_empty() { Some("") } else { l.strip_prefix("  ") }).collect();
        self.next += block.len();
        let text = block.join("\n").trim_end().to_owned();
        if text.is_empty() { self.error(&format!("no text below `{label}`")) } else { Ok(text) }
    }
}

/// Writes one family.
fn family(lines: &mut Lines<'_>, seen: &mut HashMap<String, String>, out: &mut String) -> Result<(), String> {
    let (mut doc, mut is_open) = (None, false);
    while let Some(line) = lines.next() {
        if line.is_empty() {
        } else if let Some(comment) = line.strip_prefix("# ") {
            doc = doc.or(Some(comment));
        } else if let Some(name) = line.strip_prefix("family ").filter(|_| !is_open) {
            let Some(doc) = doc else { return lines.error("expected a comment that describes the family") };
            let _ = writeln!(out, "{doc:?} {name} {{");
            is_open = true;
        } else if is_open {
            fault(line, lines, seen, out)?;
        } else {
            return lines.error("expected `family NAME`");
        }
    }
    out.push_str("}\n");
    if is_open { Ok(()) } else { lines.error("no family here") }
}

/// Writes one finding, whose first line has been read.
fn fault(head: &str, lines: &mut Lines<'_>, seen: &mut HashMap<String, String>, out: &mut String) -> Result<(), String> {
    let (head, fields) = head.split_once(" {").map_or((head, ""), |(head, fields)| (head, fields.trim_end_matches('}')));
    let words: Vec<&str> = head.split(' ').collect();
    let [code, severity, name] = *words else { return lines.error("expected a code, a severity and a name") };
    let Some(number) = code.strip_prefix("SG").filter(|n| n.len() == 3).and_then(|n| n.parse::<u16>().ok()) else {
        return lines.error("a code is SG and three digits");
    };
    let (severity, is_off) = match severity {
        "error" => ("Error", false),
        "warning" => ("Warning", false),
        "off" => ("Warning", true),
        _ => return lines.error("a severity is error, warning or off"),
    };
    for word in [code, name] {
        if let Some(place) = seen.insert(word.to_owned(), format!("{}:{}", lines.path, lines.next)) {
            return lines.error(&format!("{word} is also at {place}"));
        }
    }
    let fields: Vec<(&str, &str)> = fields.split(',').map(str::trim).filter(|f| !f.is_empty()).map(typed).collect();
    let text = if fields.len() > MAX_STRINGS { "Box<str>" } else { "String" };
    let _ = write!(out, "{number} {severity} {is_off} {name} {{ ");
    for (field, number) in &fields {
        if !number.is_empty() && !NUMBERS.contains(number) {
            return lines.error(&format!("{number} is no type of a field"));
        }
        let _ = write!(out, "{field}: {}, ", if number.is_empty() { text } else { number });
    }
    let messages = [lines.text("zh:", &fields)?, lines.text("en:", &fields)?];
    let help = [lines.text("help zh:", &fields)?, lines.text("help en:", &fields)?];
    let explanations = [lines.block("explain zh:")?, lines.block("explain en:")?];
    let _ = writeln!(out, "}} {messages:?} {help:?} {explanations:?};");
    Ok(())
}

/// A field's name and its number type, which is empty for a text.
fn typed(field: &str) -> (&str, &str) {
    field.split_once(": ").unwrap_or((field, ""))
}
