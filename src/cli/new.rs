//! `new`: a new article with its front matter filled in. Never overwrites a file.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it writes a scaffold")]

use std::fs::OpenOptions;
use std::io::{self, Write};

use clap::ArgMatches;
use jiff::civil::Date;

use super::progress::Bars;
use super::setting::Setting;
use super::{End, Trouble, pick, print};
use crate::diag::Lang;
use crate::load::Overlay;
use crate::model::{Registers, facts, slug, yaml};
use crate::pipeline;

/// Writes a new article.
pub(super) fn new(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let bars = Bars::new(setting);
    let (sources, _) = pipeline::load(&folders.root, &folders.settings, &Overlay::default(), &bars)?;
    let linked = pipeline::linked(sources, &setting.options, &bars)?;
    bars.finish();
    let text = |name: &str| args.get_one::<String>(name).map(|s| s.trim());
    let one_line = |t: &&str| !t.is_empty() && !t.contains('\n') && yaml::invisible(t).is_none() && t.chars().count() <= 120;
    let Some(title) = text("title").filter(one_line) else {
        let (zh, en) = ("标题应为一行 1 到 120 个看得见的字", "a title has 1 to 120 visible characters on one line");
        return Err(Trouble(pick(setting.lang, zh, en).to_owned()));
    };
    let name = name(setting, title, text("slug"))?;
    if linked.addresses.article_by_slug(&name).is_some() {
        return Err(Trouble(format!(
            "{name}: {}",
            pick(setting.lang, "已有这个 slug 的文章，请用 --slug 换一个", "an article has this slug; choose another with --slug")
        )));
    }
    let registers = &linked.library.registers;
    let lender = text("lender").map(|l| lender(setting.lang, registers, l)).transpose()?;
    let topics = args
        .get_many::<String>("topic")
        .into_iter()
        .flatten()
        .map(|t| topic(setting.lang, registers, t))
        .collect::<Result<Vec<_>, _>>()?;
    let author = text("author").map(|a| author(setting.lang, registers, a)).transpose()?;
    let article = article(setting.lang, title, linked.as_of, lender, &topics, author);
    let folder = folders.root.join("content/articles");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.md"));
    let written = OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut f| f.write_all(article.as_bytes()));
    written.map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
    print(&format!("content/articles/{name}.md\n"))
}

fn name(setting: &Setting, title: &str, given: Option<&str>) -> Result<String, Trouble> {
    if let Some(name) = given {
        return slug::check(name).map_err(|(zh, en)| Trouble(format!("--slug {name}: {}", pick(setting.lang, zh, en))));
    }
    let name = if title.chars().any(char::is_alphanumeric) { facts::heading_id(title) } else { String::new() };
    slug::check(&name).map_err(|(zh, en)| {
        let hint = pick(
            setting.lang,
            "标题不能直接用作网址里的名称，请用 --slug 另写一个：",
            "the title gives no name for the address; choose one with --slug: ",
        );
        Trouble(format!("{hint}{}", pick(setting.lang, zh, en)))
    })
}

fn unknown(lang: Lang, flag: &str, value: &str, near: Option<String>) -> Trouble {
    let what = pick(lang, "不在登记表里", "is not in the register");
    let near = near.map(|n| format!("{} {n}?", pick(lang, "；是否想写", "; did you mean"))).unwrap_or_default();
    Trouble(format!("--{flag} {value}: {what}{near}"))
}

fn lender<'r>(lang: Lang, registers: &'r Registers, name: &str) -> Result<&'r str, Trouble> {
    let found = registers.lenders.find(name).and_then(|id| registers.lenders.get(id));
    found.map(|l| l.slug.as_str()).ok_or_else(|| unknown(lang, "lender", name, registers.lenders.nearest(name)))
}

fn topic<'r>(lang: Lang, registers: &'r Registers, name: &str) -> Result<&'r str, Trouble> {
    let found = registers.topics.find(name).and_then(|id| registers.topics.get(id));
    found.map(|t| t.slug.as_str()).ok_or_else(|| unknown(lang, "topic", name, registers.topics.nearest(name)))
}

fn author(lang: Lang, registers: &Registers, name: &str) -> Result<String, Trouble> {
    match &registers.people {
        None => Ok(name.to_owned()),
        Some(people) => {
            let found = people.find(name).and_then(|id| people.get(id));
            found.map(|p| p.id.clone()).ok_or_else(|| unknown(lang, "author", name, people.nearest(name)))
        }
    }
}

/// The text of a new article: a draft, so that nothing half-written is published.
fn article(lang: Lang, title: &str, date: Date, lender: Option<&str>, topics: &[&str], author: Option<String>) -> String {
    let mut out = format!("---\ntitle: {}\ndate: {date}\n", quoted(title));
    if let Some(lender) = lender {
        out.push_str(&format!("lender: {lender}\n"));
    }
    out.push_str(&format!("topics: [{}]\n", topics.join(", ")));
    if let Some(author) = author {
        out.push_str(&format!("author: {}\n", quoted(&author)));
    }
    out.push_str("draft: true\n---\n\n");
    let hint = pick(
        lang,
        "第一段会用作摘要，请写成完整的一两句话。",
        "The first paragraph becomes the excerpt: write one or two whole sentences.",
    );
    out.push_str(hint);
    out.push('\n');
    out
}

/// A YAML text in double quotes, which hold any character.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
