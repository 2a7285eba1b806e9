//! Code blocks in colour: source code to HTML with the classes of [`CLASSES`], and no others.
//!
//! Unknown, long or broken code stays plain text. Highlighting never fails, writes no style and reads no file.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "syntaxes are loaded only if a block of code needs them")]

use std::str::FromStr;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::escape::element as escape;

/// Limits above which a block stays plain, because some inputs make a regex engine slow.
const MAX_BYTES: usize = 16 * 1024;
const MAX_LINES: usize = 200;
const MAX_LINE: usize = 1000;

/// The classes that a theme may style, each with its scopes. The first that matches the innermost scope applies.
pub(crate) const CLASSES: [(&str, &[&str]); 7] = [
    ("s-c", &["comment"]),
    ("s-s", &["string", "constant.character"]),
    ("s-n", &["constant"]),
    ("s-k", &["keyword", "storage"]),
    ("s-f", &["entity.name.function", "support.function", "variable.function"]),
    ("s-t", &["entity.name", "support.type", "support.class"]),
    ("s-a", &["entity.other.attribute-name", "variable.other", "variable.parameter"]),
];

/// The languages, loaded for the first block of code that names one.
#[derive(Debug, Default)]
pub struct Highlighter {
    loaded: OnceLock<Loaded>,
}

#[derive(Debug)]
struct Loaded {
    syntaxes: SyntaxSet,
    scopes: Vec<(Scope, &'static str)>,
}

impl Highlighter {
    pub fn new() -> Highlighter {
        Highlighter::default()
    }

    /// Appends the HTML of code in the language that its info string names.
    pub(crate) fn highlight(&self, code: &str, info: &str, out: &mut String) {
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or("");
        let start = out.len();
        if language.is_empty() || !is_moderate(code) || self.coloured(code, language, out).is_none() {
            out.truncate(start);
            escape(code, out);
        }
    }

    fn coloured(&self, code: &str, language: &str, out: &mut String) -> Option<()> {
        let loaded = self.loaded.get_or_init(load);
        let syntax = loaded.syntaxes.find_syntax_by_token(language)?;
        let mut spans = Spans { out, open: None };
        loaded.lines(code, syntax, &mut spans)?;
        spans.class(None);
        Some(())
    }
}

impl Loaded {
    fn lines(&self, code: &str, syntax: &SyntaxReference, spans: &mut Spans<'_>) -> Option<()> {
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        for line in code.split_inclusive('\n') {
            let mut at = 0;
            for (offset, operation) in state.parse_line(line, &self.syntaxes).ok()? {
                spans.text(line.get(at..offset)?, self.class(&stack));
                at = offset;
                stack.apply(&operation).ok()?;
            }
            spans.text(line.get(at..)?, self.class(&stack));
        }
        Some(())
    }

    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        let of = |scope: &Scope| self.scopes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
        stack.as_slice().iter().rev().find_map(of)
    }
}

fn load() -> Loaded {
    let scopes = CLASSES.iter().flat_map(|(class, names)| names.iter().map(move |name| (name, *class)));
    Loaded {
        syntaxes: SyntaxSet::load_defaults_newlines(),
        scopes: scopes.filter_map(|(name, class)| Scope::from_str(name).ok().map(|scope| (scope, class))).collect(),
    }
}

fn is_moderate(code: &str) -> bool {
    code.len() <= MAX_BYTES && code.lines().nth(MAX_LINES).is_none() && code.lines().all(|line| line.len() <= MAX_LINE)
}

/// Writes texts; neighbours of one class share an element.
struct Spans<'o> {
    out: &'o mut String,
    open: Option<&'static str>,
}

impl Spans<'_> {
    fn text(&mut self, text: &str, class: Option<&'static str>) {
        if !text.is_empty() {
            // Blanks look the same in every class.
            if !text.trim().is_empty() {
                self.class(class);
            }
            escape(text, self.out);
        }
    }

    fn class(&mut self, class: Option<&'static str>) {
        if self.open == class {
            return;
        }
        self.out.push_str(if self.open.is_some() { "</span>" } else { "" });
        if let Some(class) = class {
            ["<span class=\"", class, "\">"].into_iter().for_each(|part| self.out.push_str(part));
        }
        self.open = class;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(code: &str, info: &str) -> String {
        let mut out = String::new();
        Highlighter::new().highlight(code, info, &mut out);
        out
    }

    #[test]
    fn known_languages_get_classes() {
        assert_eq!(
            html("x = \"年\" # 利率 <\n", "python"),
            "x <span class=\"s-k\">= </span><span class=\"s-s\">\"年\" </span><span class=\"s-c\"># 利率 &lt;\n</span>"
        );
        assert_eq!(html("{\"a\": 1}", "json"), "{<span class=\"s-s\">\"a\"</span>: <span class=\"s-n\">1</span>}");
    }

    #[test]
    fn the_rest_stays_plain() {
        assert_eq!(html("<b>&</b>", ""), "&lt;b&gt;&amp;&lt;/b&gt;");
        assert_eq!(html("a < b", "没有这种语言"), "a &lt; b");
        assert!(!html(&"x = 1\n".repeat(201), "python").contains("<span"));
        assert!(!html(&format!("x = \"{}\"\n", "a".repeat(1000)), "python").contains("<span"));
        assert!(
            !html(
                &format!(
                    "{}\n",
                    "x = 1 # aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
                        .repeat(190)
                ),
                "python"
            )
            .contains("<span")
        );
    }

    #[test]
    fn no_language_is_loaded_before_it_is_needed() {
        let highlighter = Highlighter::new();
        highlighter.highlight("1", "", &mut String::new());
        assert!(highlighter.loaded.get().is_none());
    }
}
