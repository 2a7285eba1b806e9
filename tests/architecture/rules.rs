//! The rules of the house. Each takes the scanned sources and gives one line for every place that breaks it: where, what is
//! wrong, and what to do instead.

use std::collections::{BTreeMap, BTreeSet};

use crate::scan::{File, Named, Root, Token};

/// Which modules of ours a module may import. The longest name that fits a file counts; a module may always import itself.
const IMPORTS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("calc", &["text"]),
    ("diag", &["text"]),
    ("load", &["model", "text", "diag"]),
    ("model", &["text", "diag", "calc"]),
    ("link", &["model", "text", "diag", "calc"]),
    ("relate", &["link", "model", "text", "diag"]),
    ("check", &["relate", "link", "model", "text", "diag", "calc"]),
    ("view", &["text", "calc"]),
    ("view::build", &["view", "check", "relate", "link", "model", "text", "diag", "calc"]),
    ("render", &["view", "text", "diag", "calc"]),
    ("emit", &["render", "text", "diag"]),
    ("watch", &["pipeline", "load"]),
    ("serve", &["watch", "pipeline", "emit", "render", "view", "link", "model", "load", "text", "diag"]),
    ("pipeline", &["load", "model", "link", "relate", "check", "view", "render", "text", "diag", "calc"]),
    ("cli", &["serve", "watch", "pipeline", "emit", "render", "link", "relate", "check", "model", "load", "text", "diag", "calc"]),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// What only some modules may name, and where to go instead.
const RESERVED: &[(&str, &[&str], &str)] = &[
    ("std::fs", &["load", "emit", "cli::init", "cli::new"], "read in load, write in emit, and pass values between"),
    ("walkdir", &["load"], "folders are walked in load"),
    ("tera", &["render"], "hand values to render; only it knows templates"),
    ("syntect", &["render::highlight"], "call render::highlight"),
    ("pulldown_cmark", &["text"], "use text::markdown, so that Markdown is read one way everywhere"),
    ("rayon", &["pipeline"], "write a function of one thing; pipeline calls it for many"),
    ("std::thread", &["pipeline", "serve", "watch"], "write a function of one thing; pipeline calls it for many"),
    ("serde_yaml", &["model::yaml"], "use model::yaml, which keeps the place of every value"),
    ("postcard", &["pipeline::notes"], "what one build tells the next of an article stands in pipeline::notes"),
    ("serde_saphyr", &["model::yaml"], "use model::yaml, which keeps the place of every value"),
    ("annotate_snippets", &["diag::print"], "return a Finding; diag::print draws it"),
    ("clap", &["cli"], "arguments end in cli; pass what they mean"),
    ("clap_complete", &["cli"], "arguments end in cli; pass what they mean"),
    ("indicatif", &["cli"], "call pipeline::Progress; cli draws it"),
    ("std::env", &["cli", "main"], "the environment is read once, in cli; pass what it means"),
    ("std::process", &["cli", "main"], "exit status is cli's; return a value"),
    ("std::net", &["serve"], "only the preview server opens sockets"),
    ("std::time::SystemTime", &["cli", "load::stamps"], "only cli looks at the clock; take the day from --as-of"),
    ("std::time::Instant", &["cli", "serve", "watch"], "only cli looks at the clock"),
    ("notify", &["watch"], "files are watched in watch; take a Watch"),
    ("jiff::Zoned", &["cli"], "only cli looks at the clock; dates of a site are jiff::civil::Date"),
];

/// Ends of paths that reach the outer world without naming it in full.
const REACHES: &[(&str, &[&str], &str)] = &[
    ("Timestamp::now", &["cli"], "only cli looks at the clock; take the day from --as-of"),
    ("io::stdout", &["cli"], "return what is to be printed; cli prints it"),
    ("io::stderr", &["cli"], "return a Finding; cli prints it"),
    ("io::stdin", &["cli"], "only cli talks to the outside"),
];

/// Methods of paths and files that ask the disk.
const DISK_METHODS: &[&str] = &["canonicalize", "is_dir", "is_file", "metadata", "read_dir", "symlink_metadata", "try_exists"];

/// Stages: none takes another's value by `&mut`.
const STAGES: &[&str] = &["load", "model", "link", "relate", "check", "view", "render", "emit"];

/// Longest file in lines, tests not counted.
const LONGEST: usize = 400;

fn told(file: &File, line: usize, what: &str) -> String {
    format!("src/{}:{line}: {what}", file.path)
}

/// The module's name as rules write it; `lib` and `main` for the two files at the root.
fn name(file: &File) -> String {
    if file.module.is_empty() { file.path.trim_end_matches(".rs").to_owned() } else { file.module.join("::") }
}

fn is_within(file: &File, module: &str) -> bool {
    let name = name(file);
    name == module || name.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"))
}

/// Every module imports only what stands before it.
pub(crate) fn imports(files: &[File]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files {
        let fitting = IMPORTS.iter().filter(|(module, _)| is_within(file, module)).max_by_key(|(module, _)| module.len());
        let Some((module, allowed)) = fitting else {
            broken.push(told(file, 1, "this module is in no row of IMPORTS; add one that says what it may import"));
            continue;
        };
        let own = module.split("::").next().unwrap_or(module);
        for path in file.named.iter().filter(|n| n.root == Root::Ours) {
            let target = path.segments.first().map_or("*", String::as_str);
            let inner = *module == "view" && path.is_below("view::build");
            if inner || (target != own && !allowed.contains(&target)) {
                let whole = path.segments.join("::");
                let may =
                    if allowed.is_empty() { "nothing else of ours".to_owned() } else { format!("only {}", allowed.join(", ")) };
                let what =
                    format!("{module} imports {whole}; it may import {may}: take the value as an argument, or move the code");
                broken.push(told(file, path.line, &what));
            }
        }
    }
    broken
}

/// One place for each outside crate and each way out of the program.
pub(crate) fn reserved(files: &[File]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files {
        for path in file.named.iter().filter(|n| n.root == Root::Other) {
            let full = |rows: &[(&str, &[&str], &str)], fits: &dyn Fn(&Named, &str) -> bool| {
                let row = rows.iter().find(|(what, at, _)| fits(path, what) && !at.iter().any(|m| is_within(file, m)));
                row.map(|(what, at, instead)| format!("only {} may name {what}: {instead}", at.join(", ")))
            };
            let what = full(RESERVED, &Named::is_below).or_else(|| full(REACHES, &Named::ends_with));
            broken.extend(what.map(|what| told(file, path.line, &what)));
        }
    }
    broken
}

/// Questions to the disk through a path's own methods.
pub(crate) fn disk_methods(files: &[File]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files.iter().filter(|f| !["load", "emit", "cli::init", "cli::new"].iter().any(|m| is_within(f, m))) {
        for call in file.tokens.windows(3) {
            if call[0].text == "." && call[2].text == "(" && DISK_METHODS.contains(&call[1].text.as_str()) {
                let what = format!("`.{}()` asks the disk: only load and emit do; pass what they found", call[1].text);
                broken.push(told(file, call[1].line, &what));
            }
        }
    }
    broken
}

/// No lock and nothing global that changes.
pub(crate) fn globals(files: &[File]) -> Vec<String> {
    const SHARED: &[&str] =
        &["Mutex", "RwLock", "OnceLock", "OnceCell", "LazyLock", "LazyCell", "RefCell", "Cell", "Condvar", "thread_local"];
    let mut broken = Vec::new();
    for file in files {
        for (i, token) in file.tokens.iter().enumerate() {
            let next = file.tokens.get(i + 1).map_or("", |t| t.text.as_str());
            let what = match token.text.as_str() {
                "Mutex" | "RwLock" | "Condvar" if !is_within(file, "serve") => "a lock: return values and join them in order",
                "thread_local" | "lazy_static" if next == "!" => "a global: pass the value",
                "static" if next == "mut" => "a global that changes: pass the value",
                "static" => {
                    let kind = file.tokens[i..].iter().take_while(|t| t.text != "=" && t.text != ";");
                    let shared = |t: &Token| SHARED.contains(&t.text.as_str()) || t.text.starts_with("Atomic");
                    if !kind.into_iter().any(shared) {
                        continue;
                    }
                    "a global that changes: keep it in a value and pass that"
                }
                _ => continue,
            };
            broken.push(told(file, token.line, what));
        }
    }
    broken
}

/// A stage makes its own value from another's, and never changes that.
pub(crate) fn foreign_mut(files: &[File]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files {
        let Some(stage) = STAGES.iter().find(|s| is_within(file, s)) else { continue };
        let imported: BTreeMap<&str, &Named> =
            file.named.iter().filter(|n| n.root == Root::Ours).filter_map(|n| Some((n.alias.as_deref()?, n))).collect();
        for signature in public_signatures(&file.tokens) {
            for word in mutably_borrowed(signature) {
                let owner = imported.get(word.text.as_str()).and_then(|n| n.segments.first());
                if let Some(owner) = owner.filter(|o| *o != stage && STAGES.contains(&o.as_str())) {
                    let what = format!("{stage} takes {owner}'s {} by &mut: return a new value instead", word.text);
                    broken.push(told(file, word.line, &what));
                }
            }
        }
    }
    broken
}

/// Tokens of each function that is not private, from its name to its body.
fn public_signatures(tokens: &[Token]) -> Vec<&[Token]> {
    let mut found = Vec::new();
    for start in (0..tokens.len()).filter(|i| tokens[*i].text == "pub") {
        let rest = &tokens[start..];
        let scoped = rest.get(1).is_some_and(|t| t.text == "(");
        let scope = if scoped { rest.iter().position(|t| t.text == ")").unwrap_or(0) } else { 0 };
        let marks = rest[scope + 1..].iter().take_while(|t| t.text == "const" || t.text == "async").count();
        let at = scope + 1 + marks;
        if rest.get(at).is_some_and(|t| t.text == "fn") {
            let end = rest.iter().position(|t| t.text == "{" || t.text == ";").unwrap_or(rest.len());
            found.push(&rest[at..end]);
        }
    }
    found
}

/// Words of the types behind `&mut` among a signature's arguments.
fn mutably_borrowed(signature: &[Token]) -> Vec<&Token> {
    let mut words = Vec::new();
    for (i, _) in signature.iter().enumerate().filter(|(_, t)| t.text == "&") {
        let lifetime = usize::from(signature.get(i + 1).is_some_and(|t| t.text.starts_with('\'')));
        if signature.get(i + 1 + lifetime).is_none_or(|t| t.text != "mut") {
            continue;
        }
        let mut depth = 0;
        for token in &signature[i + 2 + lifetime..] {
            match token.text.as_str() {
                "<" | "(" | "[" => depth += 1,
                ">" | ")" | "]" => depth -= 1,
                "," if depth == 0 => break,
                _ => words.push(token),
            }
            if depth < 0 {
                break;
            }
        }
    }
    words
}

/// Printing goes through writers that cli hands out.
pub(crate) fn printing(files: &[File]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files {
        for pair in file.tokens.windows(2) {
            let is_print = ["print", "println", "eprint", "eprintln", "dbg"].contains(&pair[0].text.as_str());
            if is_print && pair[1].text == "!" {
                let what = format!("{}! panics where the reader has gone: return the text, cli prints it", pair[0].text);
                broken.push(told(file, pair[0].line, &what));
            }
        }
    }
    broken
}

/// Money and days are exact integers.
pub(crate) fn floats(files: &[File]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files.iter().filter(|f| is_within(f, "calc")) {
        for token in &file.tokens {
            let digits = token.text.starts_with(|c: char| c.is_ascii_digit());
            let kind = token.text == "f32" || token.text == "f64";
            if kind || (digits && (token.text.contains('.') || token.text.ends_with("f64") || token.text.ends_with("f32"))) {
                broken.push(told(file, token.line, "calc is exact: count in fen and in parts of a whole number, not in floats"));
            }
        }
    }
    broken
}

/// Each file says what it is.
pub(crate) fn openings(files: &[File]) -> Vec<String> {
    let silent = files.iter().filter(|f| !f.text.starts_with("//! "));
    silent.map(|f| told(f, 1, "open the file with `//!`: what it is, and what it never does")).collect()
}

/// No file outgrows a reader.
pub(crate) fn lengths(files: &[File]) -> Vec<String> {
    let long = files.iter().filter(|f| f.lines > LONGEST);
    long.map(|f| told(f, LONGEST, &format!("{} lines without tests, at most {LONGEST}: split it by what it says", f.lines)))
        .collect()
}

/// `lib.rs` declares what lies in `src/`, and each file is declared by the one above it.
pub(crate) fn tree(files: &[File]) -> Vec<String> {
    let mut broken = Vec::new();
    let modules: BTreeSet<Vec<String>> = files.iter().map(|f| f.module.clone()).collect();
    let declared: BTreeSet<Vec<String>> = files
        .iter()
        .filter(|f| f.path != "main.rs")
        .flat_map(|f| {
            f.declares.iter().filter(|(_, test)| !**test).map(|(name, _)| [&f.module[..], std::slice::from_ref(name)].concat())
        })
        .collect();
    for file in files.iter().filter(|f| !f.module.is_empty() && !declared.contains(&f.module)) {
        broken.push(told(file, 1, "no `mod` line leads here: declare it in the module above, or delete it"));
    }
    for missing in declared.difference(&modules) {
        broken.push(format!("src/{}.rs: declared but not there", missing.join("/")));
    }
    broken
}
