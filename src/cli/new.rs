//! `new`: a new article with its front matter filled in. Never overwrites a file.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it writes a scaffold")]

use std::fs::OpenOptions;
use std::io::{self, Write};

use clap::ArgMatches;

use super::progress::Bars;
use super::setting::Setting;
use super::{End, Trouble, pick, print};
use crate::diag::Lang;
use crate::load::Overlay;
use crate::model::front::keys::ARTICLE;
use crate::model::keys::{Kind, Need, declared};
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
    let max = declared(ARTICLE, "title").1.kind.max_chars().unwrap_or(usize::MAX);
    let one_line = |t: &&str| !t.is_empty() && !t.contains('\n') && yaml::invisible(t).is_none() && t.chars().count() <= max;
    let Some(title) = text("title").filter(one_line) else {
        let zh = format!("标题应为一行 1 到 {max} 个看得见的字");
        let en = format!("a title has 1 to {max} visible characters on one line");
        return Err(Trouble(pick(setting.lang, &zh, &en).to_owned()));
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
    // A draft, so that nothing half-written is published.
    let values = [
        ("title", Some(title.to_owned())),
        ("date", Some(linked.as_of.to_string())),
        ("lender", lender.map(str::to_owned)),
        ("topics", Some(topics.join(", "))),
        ("author", author),
        ("draft", Some("true".to_owned())),
    ];
    let article = article(setting.lang, &values);
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
    let found = registers.lenders.find(name).map(|id| &registers.lenders[id]);
    found.map(|l| l.slug.as_str()).ok_or_else(|| unknown(lang, "lender", name, registers.lenders.nearest(name)))
}

fn topic<'r>(lang: Lang, registers: &'r Registers, name: &str) -> Result<&'r str, Trouble> {
    let found = registers.topics.find(name).map(|id| &registers.topics[id]);
    found.map(|t| t.slug.as_str()).ok_or_else(|| unknown(lang, "topic", name, registers.topics.nearest(name)))
}

fn author(lang: Lang, registers: &Registers, name: &str) -> Result<String, Trouble> {
    match &registers.people {
        None => Ok(name.to_owned()),
        Some(people) => {
            let found = people.find(name).map(|id| &people[id]);
            found.map(|p| p.id.clone()).ok_or_else(|| unknown(lang, "author", name, people.nearest(name)))
        }
    }
}

/// The text of a new article from the values of its keys. A required key has a line even without a value.
fn article(lang: Lang, values: &[(&str, Option<String>)]) -> String {
    let mut out = "---\n".to_owned();
    for key in ARTICLE {
        let value = values.iter().find(|(name, _)| *name == key.name).and_then(|(_, value)| value.as_deref());
        let line = match (&key.kind, value) {
            (_, None) if key.need == Need::Optional => continue,
            (Kind::OneOrMore(..) | Kind::List(..), _) => format!("{}: [{}]", key.name, value.unwrap_or_default()),
            (Kind::Text(_), Some(text)) => format!("{}: {}", key.name, quoted(text)),
            (_, value) => format!("{}: {}", key.name, value.unwrap_or_default()),
        };
        out.push_str(&line);
        out.push('\n');
    }
    out.push_str("---\n\n");
    out.push_str(pick(
        lang,
        "第一段会用作摘要，请写成完整的一两句话。\n",
        "The first paragraph becomes the excerpt: write one or two whole sentences.\n",
    ));
    out
}

/// A YAML text in double quotes, which hold any character.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
