//! Reads Rust sources as far as the rules need: code without comments, texts and tests; its tokens; the paths it names.
//! Never understands types or macros: a rule that needs those belongs into the compiler's lints.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A source file of `src/`.
pub(crate) struct File {
    /// Path below `src/` with `/`: `model/yaml/mod.rs`.
    pub(crate) path: String,
    /// Its module: `["model", "yaml"]`; empty for `lib.rs` and `main.rs`.
    pub(crate) module: Vec<String>,
    /// The file as it is.
    pub(crate) text: String,
    /// Lines that are no part of a test.
    pub(crate) lines: usize,
    /// Tokens outside comments and tests.
    pub(crate) tokens: Vec<Token>,
    /// Paths that the code names, in imports or in place.
    pub(crate) named: Vec<Named>,
    /// Modules that it declares, and whether they are tests.
    pub(crate) declares: BTreeMap<String, bool>,
}

/// A word, a number, a lifetime, `::`, `->`, `=>`, or one other character.
pub(crate) struct Token {
    /// Its text; texts and characters are `""`.
    pub(crate) text: String,
    /// 1-based.
    pub(crate) line: usize,
}

/// A path that code names.
pub(crate) struct Named {
    /// Where it leads.
    pub(crate) root: Root,
    /// Its segments; for [`Root::Ours`] from the crate's root on.
    pub(crate) segments: Vec<String>,
    /// What the file calls it where it is imported.
    pub(crate) alias: Option<String>,
    /// 1-based.
    pub(crate) line: usize,
}

/// Whose path it is.
#[derive(PartialEq, Eq, Clone, Copy)]
pub(crate) enum Root {
    /// Below `crate`, whatever it was written like.
    Ours,
    /// Another crate's, or relative to something imported.
    Other,
}

impl Named {
    /// True where the path is `path` or lies below it.
    pub(crate) fn is_below(&self, path: &str) -> bool {
        let mut wanted = path.split("::");
        self.segments.iter().map(String::as_str).take(path.split("::").count()).eq(wanted.by_ref())
    }

    /// True where the path ends so.
    pub(crate) fn ends_with(&self, path: &str) -> bool {
        let joined = self.segments.join("::");
        joined == path || joined.ends_with(&format!("::{path}"))
    }
}

/// Reads every source file below a folder, by path.
pub(crate) fn read(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// Scans files; those that only tests see are left out.
pub(crate) fn scan(files: &[(String, String)]) -> Vec<File> {
    let all: Vec<File> = files.iter().map(|(path, text)| file(path, text)).collect();
    let tests: BTreeSet<Vec<String>> = all
        .iter()
        .flat_map(|f| {
            f.declares.iter().filter(|(_, test)| **test).map(|(name, _)| [&f.module[..], std::slice::from_ref(name)].concat())
        })
        .collect();
    all.into_iter().filter(|f| (1..=f.module.len()).all(|n| !tests.contains(&f.module[..n]))).collect()
}

fn file(path: &str, text: &str) -> File {
    let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let module: Vec<String> = match stem {
        "lib" | "main" => Vec::new(),
        _ => stem.split('/').map(str::to_owned).collect(),
    };
    let mut declares = BTreeMap::new();
    let tokens = tokens(&blank(text));
    let (tokens, test_lines) = without_tests(tokens, &mut declares);
    let named = named(&tokens, &module);
    for pair in tokens.windows(3).filter(|w| w[0].text == "mod" && w[2].text == ";") {
        declares.insert(pair[1].text.clone(), false);
    }
    let lines = text.lines().count() - test_lines;
    File { path: path.to_owned(), module, text: text.to_owned(), lines, tokens, named, declares }
}

/// The text with comments, and the insides of texts and characters, as spaces; lines stay where they are.
pub(crate) fn blank(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let length = comment(&chars, at).or_else(|| literal(&chars, at));
        let Some(length) = length else {
            out.push(*c);
            at += 1;
            continue;
        };
        let is_comment = *c == '/';
        let inside = &chars[at..(at + length).min(chars.len())];
        for (i, c) in inside.iter().enumerate() {
            let edge = !is_comment && (i == 0 || i + 1 == inside.len());
            out.push(if *c == '\n' {
                '\n'
            } else if edge {
                '"'
            } else {
                ' '
            });
        }
        at += length;
    }
    out
}

fn comment(chars: &[char], at: usize) -> Option<usize> {
    let two = |i: usize| (chars.get(i).copied(), chars.get(i + 1).copied());
    match two(at) {
        (Some('/'), Some('/')) => Some(chars[at..].iter().take_while(|c| **c != '\n').count()),
        (Some('/'), Some('*')) => {
            let (mut depth, mut i) = (1, at + 2);
            while depth > 0 && i < chars.len() {
                match two(i) {
                    (Some('/'), Some('*')) => (depth, i) = (depth + 1, i + 2),
                    (Some('*'), Some('/')) => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
            }
            Some(i - at)
        }
        _ => None,
    }
}

/// Length of a text or character that begins here.
fn literal(chars: &[char], at: usize) -> Option<usize> {
    let word_before = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '"' => Some(closing(chars, at + 1, '"') - at),
        '\'' if chars.get(at + 1) == Some(&'\\') => Some(closing(chars, at + 1, '\'') - at),
        '\'' if chars.get(at + 2) == Some(&'\'') => Some(3),
        'r' | 'b' | 'c' if !word_before => {
            let prefix = chars[at..].iter().take(2).take_while(|c| matches!(c, 'r' | 'b' | 'c')).count();
            let raw = chars[at..at + prefix].contains(&'r');
            let hashes = chars[at + prefix..].iter().take_while(|c| **c == '#').count();
            let open = at + prefix + hashes;
            if !raw || chars.get(open) != Some(&'"') {
                return None;
            }
            let end = (open + 1..chars.len())
                .find(|i| chars[*i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes);
            Some(end.map_or(chars.len(), |e| e + 1 + hashes) - at)
        }
        _ => None,
    }
}

fn closing(chars: &[char], from: usize, quote: char) -> usize {
    let mut i = from;
    while i < chars.len() && chars[i] != quote {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// Parts blanked code into tokens.
pub(crate) fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (number, text) in code.lines().enumerate() {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let length = token_length(&chars[at..]);
            if !chars[at].is_whitespace() {
                tokens.push(Token { text: chars[at..at + length].iter().collect(), line: number + 1 });
            }
            at += length;
        }
    }
    tokens
}

fn token_length(rest: &[char]) -> usize {
    let word = |from: usize| from + rest[from..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
    match rest {
        [c, ..] if c.is_ascii_digit() => {
            let whole = word(0);
            let fraction = matches!(rest.get(whole..whole + 2), Some(['.', d]) if d.is_ascii_digit());
            if fraction { word(whole + 1) } else { whole }
        }
        ['r', '#', c, ..] if c.is_alphabetic() => word(2),
        [c, ..] if c.is_alphabetic() || *c == '_' => word(0),
        ['\'', ..] => word(1),
        [':', ':', ..] | ['-', '>', ..] | ['=', '>', ..] => 2,
        ['"', ..] => 1 + rest[1..].iter().position(|c| *c == '"').map_or(0, |p| p + 1),
        _ => 1,
    }
}

/// The tokens without items under `#[cfg(test)]`, and how many lines those take. Their modules are noted.
fn without_tests(tokens: Vec<Token>, declares: &mut BTreeMap<String, bool>) -> (Vec<Token>, usize) {
    let text = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    let mut kept = vec![true; tokens.len()];
    let mut lines = 0;
    let mut at = 0;
    while at < tokens.len() {
        let marked = ["#", "[", "cfg", "(", "test", ")", "]"].iter().enumerate().all(|(i, t)| text(at + i) == *t);
        if !marked {
            at += 1;
            continue;
        }
        let end = item_end(&tokens, at + 7);
        for i in at + 7..end {
            if text(i) == "mod" && (text(i + 2) == ";" || text(i + 2) == "{") {
                declares.insert(text(i + 1).to_owned(), true);
                break;
            }
        }
        lines += tokens[end - 1].line + 1 - tokens[at].line;
        kept[at..end].fill(false);
        at = end;
    }
    let left = tokens.into_iter().zip(kept).filter(|(_, k)| *k).map(|(t, _)| t).collect();
    (left, lines)
}

/// Where the item that begins here ends: after its `;`, or after the brace that closes its body.
fn item_end(tokens: &[Token], from: usize) -> usize {
    let import = tokens[from..].iter().take(3).any(|t| t.text == "use");
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate().skip(from) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        let closed = token.text == "}" && depth == 0 && !import;
        if closed || (token.text == ";" && depth == 0) {
            return i + 1;
        }
    }
    tokens.len()
}

/// Every path of the tokens, `use` trees unfolded.
fn named(tokens: &[Token], module: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let captures = tokens.get(at + 1).is_some_and(|t| t.text == "<");
        if tokens[at].text == "use" && !captures {
            at = tree(tokens, at + 1, &[], module, &mut found);
        } else if is_word(&tokens[at].text) && tokens.get(at + 1).is_some_and(|t| t.text == "::") {
            let line = tokens[at].line;
            let mut segments = vec![tokens[at].text.clone()];
            while tokens.get(at + 1).is_some_and(|t| t.text == "::") && tokens.get(at + 2).is_some_and(|t| is_word(&t.text)) {
                segments.push(tokens[at + 2].text.clone());
                at += 2;
            }
            found.push(resolved(segments, None, module, line));
            at += 1;
        } else {
            at += 1;
        }
    }
    found
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads one tree of a `use`; returns where it ends.
fn tree(tokens: &[Token], from: usize, before: &[String], module: &[String], found: &mut Vec<Named>) -> usize {
    let text = |i: usize| tokens.get(i).map_or(";", |t| t.text.as_str());
    let mut at = from;
    let mut segments = before.to_vec();
    loop {
        match text(at) {
            "::" => at += 1,
            "{" => {
                at += 1;
                while text(at) != "}" && text(at) != ";" {
                    at = tree(tokens, at, &segments, module, found);
                    at += usize::from(text(at) == ",");
                }
                return at + 1;
            }
            word if is_word(word) || word == "*" => {
                let line = tokens[at].line;
                let whole = word == "self" && !segments.is_empty();
                if !whole {
                    segments.push(word.to_owned());
                }
                at += 1;
                if text(at) != "::" {
                    let renamed = text(at) == "as";
                    let alias = if renamed { text(at + 1).to_owned() } else { segments.last().cloned().unwrap_or_default() };
                    found.push(resolved(segments, Some(alias), module, line));
                    return at + if renamed { 2 } else { 0 };
                }
            }
            _ => return at + 1,
        }
    }
}

/// Follows `crate`, `self`, `super` and the crate's own name to the crate's root.
fn resolved(segments: Vec<String>, alias: Option<String>, module: &[String], line: usize) -> Named {
    let supers = segments.iter().take_while(|s| *s == "super").count();
    let (root, base, skipped) = match segments.first().map(String::as_str) {
        Some("crate" | "sitegen") => (Root::Ours, 0, 1),
        Some("self") => (Root::Ours, module.len(), 1),
        Some("super") => (Root::Ours, module.len().saturating_sub(supers), supers),
        _ => (Root::Other, 0, 0),
    };
    let segments = module[..base].iter().chain(&segments[skipped..]).cloned().collect();
    Named { root, segments, alias, line }
}
