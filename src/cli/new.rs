//! `new`: a new article with its front matter filled in. Never overwrites a file.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it writes a scaffold")]

use std::fs::OpenOptions;
use std::io::Write;

use clap::ArgMatches;

use super::setting::Setting;
use super::{CliError, Outcome, print, print_error};
use crate::load;
use crate::model::front::keys::ARTICLE;
use crate::model::keys::{Kind, Need, declared};
use crate::model::registers::{Topic, Topics};
use crate::model::{facts, slug, yaml};

pub(super) fn new(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let (folders, linked) = setting.linked()?;
    let text = |name: &str| args.get_one::<String>(name).map(|s| s.trim());
    let max = declared(ARTICLE, "title").1.kind.max_chars().unwrap_or(usize::MAX);
    let one_line = |t: &&str| !t.is_empty() && !t.contains('\n') && yaml::invisible(t).is_none() && t.chars().count() <= max;
    let Some(title) = text("title").filter(one_line) else {
        let zh = format!("标题应为一行 1 到 {max} 个看得见的字");
        let en = format!("a title has 1 to {max} visible characters on one line");
        return Err(CliError(setting.text(&zh, &en).to_owned()));
    };
    let name = name(setting, title, text("slug"))?;
    if linked.addresses.article_by_slug(&name).is_some() {
        let zh = "已有这个 slug 的文章，请用 --slug 换一个";
        return Err(setting.error(name, zh, "an article has this slug; choose another with --slug"));
    }
    let registers = &linked.library.registers;
    let lender = text("lender").map(|name| {
        let id = registers.lenders.find(name).ok_or_else(|| unknown(setting, "lender", name, registers.lenders.nearest(name)))?;
        Ok::<_, CliError>(registers.lenders[id].slug.clone())
    });
    let lender = lender.transpose()?;
    let topic = |name: &String| {
        let id = registers.topics.find(name).ok_or_else(|| unknown(setting, "topic", name, registers.topics.nearest(name)))?;
        Ok(registers.topics[id].slug.clone())
    };
    let mut topics = args.get_many("topic").into_iter().flatten().map(topic).collect::<Result<Vec<String>, CliError>>()?;
    let guess = if topics.is_empty() { Some(likely_topic(setting, &registers.topics, title)?) } else { None };
    topics.extend(guess.map(|topic| topic.slug.clone()));
    let author = text("author").map(|name| {
        let Some(people) = &registers.people else { return Ok(name.to_owned()) };
        let id = people.find(name).ok_or_else(|| unknown(setting, "author", name, people.nearest(name)))?;
        Ok::<_, CliError>(people[id].id.clone())
    });
    // A draft, so that nothing half-written is published.
    let values = [
        ("title", Some(title.to_owned())),
        ("date", Some(linked.as_of.to_string())),
        ("lender", lender),
        ("topics", Some(topics.join(", "))),
        ("author", author.transpose()?),
        ("draft", Some("true".to_owned())),
    ];
    let article = article(setting, &values);
    let folder = folders.root.join("content/articles");
    std::fs::create_dir_all(&folder).map_err(|e| load::with_path(&folder, &e))?;
    let path = folder.join(format!("{name}.md"));
    let written = OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut f| f.write_all(article.as_bytes()));
    written.map_err(|e| load::with_path(&path, &e))?;
    if let Some(topic) = guess.filter(|_| !setting.quiet) {
        let zh = format!("没有写 --topic，主题先填「{}」；不合适就改，sitegen list topics 列出全部主题", topic.title);
        let en = format!(
            "no --topic was given; it is `{}` for now: change it if it is wrong, `sitegen list topics` lists all",
            topic.title
        );
        print_error(setting.text(&zh, &en));
    }
    print(&format!("content/articles/{name}.md\n"))
}

/// The topic of a draft without one: that whose situation its title is, that which its title names, that whose description has the
/// most words of it, or else the first of the register.
fn likely_topic<'a>(setting: &Setting, topics: &'a Topics, title: &str) -> Result<&'a Topic, CliError> {
    let pairs: Vec<String> = title
        .chars()
        .zip(title.chars().skip(1))
        .filter(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
        .map(|(a, b)| format!("{a}{b}"))
        .collect();
    let situation = |topic: &Topic| topic.situation.as_deref().is_some_and(|s| s.split('、').any(|part| part == title));
    let shared = |topic: &Topic| {
        let texts = [topic.title.as_str(), &topic.desc, topic.situation.as_deref().unwrap_or("")];
        pairs.iter().filter(|pair| texts.iter().any(|text| text.contains(pair.as_str()))).count()
    };
    let in_situation = topics.iter().find(|(_, topic)| situation(topic)).map(|(id, _)| id);
    // Of equals the first of the register.
    let nearest = || topics.iter().min_by_key(|(_, topic)| std::cmp::Reverse(shared(topic))).map(|(id, _)| id);
    in_situation.or_else(|| topics.named_in(title)).or_else(nearest).map(|id| &topics[id]).ok_or_else(|| {
        let (zh, en) = ("还没有登记主题，请先登记一个", "no topic is registered; register one first");
        setting.error("content/topics.yaml", zh, en)
    })
}

fn name(setting: &Setting, title: &str, given: Option<&str>) -> Result<String, CliError> {
    if let Some(name) = given {
        return slug::check(name).map_err(|(zh, en)| setting.error(format!("--slug {name}"), zh, en));
    }
    let name = if title.chars().any(char::is_alphanumeric) { facts::heading_id(title) } else { String::new() };
    slug::check(shortened(&name)).map_err(|(zh, en)| {
        let hint = "标题不能直接用作网址里的名称，请用 --slug 另写一个：";
        let hint = setting.text(hint, "the title gives no name for the address; choose one with --slug: ");
        CliError(format!("{hint}{}", setting.text(zh, en)))
    })
}

/// The start of a name that fits into a slug, up to the end of a word if there is one in its second half.
fn shortened(name: &str) -> &str {
    let start = name.get(..name.floor_char_boundary(slug::MAX_BYTES)).unwrap_or(name);
    let word = start.rfind('-').filter(|end| start.len() < name.len() && *end > start.len() / 2);
    start.get(..word.unwrap_or(start.len())).unwrap_or(start).trim_end_matches(['-', '.'])
}

fn unknown(setting: &Setting, flag: &str, value: &str, near: Option<String>) -> CliError {
    let (zh, en) = match flag {
        "topic" => ("sitegen list topics 列出全部", "sitegen list topics shows it"),
        "lender" => ("sitegen list lenders 列出全部", "sitegen list lenders shows it"),
        _ => ("见 content/people.yaml", "see content/people.yaml"),
    };
    let (zh, en) = (format!("不在登记表里（{zh}）"), format!("is not in the register ({en})"));
    setting.error(format!("--{flag} {value}"), &zh, &en).did_you_mean(setting.lang, near)
}

/// The text of a new article from the values of its keys. A required key has a line even without a value.
fn article(setting: &Setting, values: &[(&str, Option<String>)]) -> String {
    let mut out = "---\n".to_owned();
    for key in ARTICLE {
        let value = values.iter().find(|(name, _)| *name == key.name).and_then(|(_, value)| value.as_deref());
        let line = match (&key.kind, value) {
            (_, None) if key.need == Need::Optional => continue,
            (Kind::OneOrMore(..) | Kind::List(..), _) => format!("{}: [{}]", key.name, value.unwrap_or_default()),
            (Kind::Text(_), Some(text)) => format!("{}: {}", key.name, yaml::quoted(text)),
            (_, value) => format!("{}: {}", key.name, value.unwrap_or_default()),
        };
        out.push_str(&line);
        out.push('\n');
    }
    let en = "The first paragraph becomes the excerpt: write one or two whole sentences.";
    out + "---\n\n" + setting.text("第一段会用作摘要，请写成完整的一两句话。", en) + "\n"
}
