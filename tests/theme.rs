//! The theme for designers: `docs/en/templates.md` lists every field that a template may see. It is generated from the types of
//! the view (`UPDATE=1 cargo test --test program theme`). The examples of README work as they are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::site::Site;

/// Files of the view types, in the order of the reference.
const FILES: [&str; 6] = ["site", "page", "lists", "listing", "people", "article"];
const OPENING: &str = "# What a template may see\n\n\
    Generated from the types in `src/view/` (`UPDATE=1 cargo test --test program theme`). README says which page gets which variable.\n\
    Text is escaped when it is printed. Check a field that may be absent before you use it: `{% if article.lender %}…{% endif %}`.\n\n\
    Common names: `title`, `name` and `label` are text to show; `url` is a final URL with the base path; `count` is a number of\n\
    articles; `newest` and `cards` are the newest articles; `archive` are the archive pages by year, newest first; `feed` is the URL of a feed;\n\
    `desc` is one sentence or empty; `intro` is the introduction from `content/topics/` or `content/lenders/`; `date` and `published`\n\
    are the day of first publication; `permalink` is the absolute URL.\n";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A type in the words of a designer.
fn words(rust: &str) -> String {
    let inner = |name: &str| rust.strip_prefix(name).and_then(|r| r.strip_suffix('>'));
    if let Some(of) = inner("Option<") {
        return format!("{}, may be absent", words(of));
    }
    if let Some(of) = inner("Vec<") {
        return format!("list of {}", words(of));
    }
    if let Some(of) = inner("Box<") {
        return words(of);
    }
    match rust.split('<').next().unwrap_or(rust) {
        "String" | "Arc" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u8" | "u32" | "usize" => "number".to_owned(),
        "std::collections::BTreeMap" => "[Asset](#asset) by name".to_owned(),
        name => format!("[{name}](#{})", name.to_lowercase()),
    }
}

/// An item or a field without its visibility.
fn public(line: &str) -> Option<&str> {
    line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub "))
}

/// The types of one file that templates get, each as a section.
fn sections(source: &str) -> String {
    let (mut out, mut doc, mut marks, mut within) = (String::new(), String::new(), String::new(), false);
    for line in source.lines() {
        let line = line.trim();
        if let Some(text) = line.strip_prefix("/// ") {
            doc = format!("{doc} {text}").trim().to_owned();
        } else if line.starts_with("#[") {
            marks.push_str(line);
        } else if let Some(name) =
            public(line).and_then(|item| item.strip_prefix("struct ")).filter(|_| marks.contains("Serialize"))
        {
            within = line.ends_with('{');
            let name = name.split(['<', ' ']).next().unwrap_or(name);
            out.push_str(&format!("\n## {name}\n\n{doc}\n\n| field | type | what it is |\n| --- | --- | --- |\n"));
            (doc, marks) = (String::new(), String::new());
        } else if let Some((name, kind)) = public(line).filter(|_| within).and_then(|f| f.split_once(": ")) {
            if !marks.contains("serde(skip)") && !kind.starts_with("Body") {
                out.push_str(&format!("| `{name}` | {} | {doc} |\n", words(kind.trim_end_matches(','))));
            }
            (doc, marks) = (String::new(), String::new());
        } else {
            within &= line != "}";
            (doc, marks) = (String::new(), String::new());
        }
    }
    out
}

#[test]
fn the_reference_is_what_the_types_are() {
    let read = |name: &str| fs::read_to_string(root().join(format!("src/view/{name}.rs"))).unwrap();
    for entry in fs::read_dir(root().join("src/view")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let is_in = path.is_dir() || FILES.contains(&stem) || !fs::read_to_string(&path).unwrap().contains("; variable `");
        assert!(is_in, "the reference lacks src/view/{stem}.rs");
    }
    let made = FILES.iter().fold(OPENING.to_owned(), |text, name| text + &sections(&read(name)));
    assert!(
        ["## SiteView", "## Head", "## ArticlePage", "| `reviewed_by` | [PersonEntry](#personentry), may be absent |"]
            .iter()
            .all(|s| made.contains(s))
    );
    let path = root().join("docs/en/templates.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == made, "docs/en/templates.md is not what the types are: UPDATE=1 cargo test --test program theme");
}

/// The block of README that begins with this line.
fn example(first: &str) -> String {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = readme.find(&format!("```html\n{first}")).or_else(|| readme.find(&format!("```css\n{first}"))).unwrap();
    let block = &readme[start..];
    let text = &block[block.find('\n').unwrap() + 1..];
    text[..text.find("```").unwrap()].to_owned()
}

fn site() -> Site {
    let folder = Site::paged();
    folder.article("a", "date: 2026-03-01\ntopics: [逾期]", "正文。");
    folder
}

#[test]
fn one_template_in_place_of_the_built_in_one() {
    let folder = site();
    folder.write("templates/404.html", example("{% extends \"base.html\" %}"));
    folder.build(&[]);
    let page = folder.read("public/404.html");
    assert!(page.contains("<h1>这一页不在了</h1>") && page.contains("<a href=\"/\">回到债务指南</a>"), "{page}");
    assert!(folder.read("public/index.html").contains("<h1>债务指南</h1>"));
}

#[test]
fn one_set_of_colours_in_place_of_the_built_in_one() {
    let folder = site();
    let colours = example("/* static/theme/site.css");
    let built_in = fs::read_to_string(Path::new(&root()).join("static/theme/site.css")).unwrap();
    folder.write("static/theme/site.css", format!("{built_in}\n{colours}"));
    folder.build(&[]);
    let css = folder.tree("public").into_iter().find(|(path, _)| path.starts_with("assets/site.")).unwrap();
    let published = "}:root{--brand: #1d5f3a;--tint: #f1f8f4;}\
                     @media (prefers-color-scheme: dark){:root{--brand: #8fd6ab;--tint: #17241c;}}";
    assert!(String::from_utf8(css.1).unwrap().ends_with(published));
    assert!(folder.read("public/index.html").contains(&css.0));
}
