//! A realistic library of any size, the same for the same seed: registers, articles that link to and cite one another, pages,
//! introductions, files. For tests, examples and benchmarks. A library is a value that can be edited: an article's text
//! follows from its number and version, and links lead only to what is there.

mod article;
pub mod random;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// The day that the library's states are counted for.
pub const AS_OF: &str = "2026-06-01";
/// Where the library's site stands.
pub const BASE_URL: &str = "https://www.example.com/";

/// Whether an article is published on [`AS_OF`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Published,
    Withdrawn,
    Draft,
    Future,
    Expired,
}

/// An article's state follows from its number.
pub fn state(id: u32) -> State {
    match id % 40 {
        5 => State::Draft,
        11 => State::Future,
        17 => State::Expired,
        23 => State::Withdrawn,
        _ => State::Published,
    }
}

/// What has been done to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Version {
    /// How often its text was rewritten.
    pub text: u32,
    /// How often its slug was changed.
    pub slug: u32,
}

/// A library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    pub seed: u64,
    /// Articles by number.
    pub articles: BTreeMap<u32, Version>,
    /// How often the settings, the registers, the introductions and a template were changed.
    pub settings: u32,
    pub registers: u32,
    pub introductions: u32,
    pub template: u32,
    /// Files below `static/`, by number, with their version.
    pub files: BTreeMap<u32, u32>,
}

impl Library {
    /// A library of so many articles.
    pub fn new(articles: u32, seed: u64) -> Library {
        Library {
            seed,
            articles: (0..articles).map(|id| (id, Version::default())).collect(),
            settings: 0,
            registers: 0,
            introductions: 0,
            template: 0,
            files: BTreeMap::from([(0, 0), (1, 0)]),
        }
    }

    /// Every file of the site's folder, by path.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut add = |path: &str, text: String| files.insert(path.to_owned(), text);
        add("sitegen.yaml", self.settings_file());
        let note = if self.registers == 0 { String::new() } else { format!("# 第{}次修订\n", self.registers) };
        let topics =
            words::TOPICS.replace("代办、洗白与套路", ["代办、洗白与套路", "常见的几种套路"][(self.registers % 2) as usize]);
        add("content/topics.yaml", format!("{note}{topics}"));
        add("content/lenders.yaml", format!("{note}{}", words::LENDERS));
        add("content/laws.yaml", format!("{note}{}", words::LAWS));
        add("content/people.yaml", format!("{note}{}", words::PEOPLE));
        add("content/topics/overdue.md", format!("逾期不是终点。先看清合同，再看清账单，第{}版。\n", self.introductions + 1));
        add(
            "content/lenders/qinghe.md",
            format!("合同上写的放款机构才是债权人。[协商还款](topic:协商)，第{}版。\n", self.introductions + 1),
        );
        add("content/pages/about.md", "---\ntitle: 关于我们\n---\n\n本站由示例律师事务所编写，机构和人名都是虚构的。\n".to_owned());
        add(
            "content/pages/disclaimer.md",
            "---\ntitle: 免责声明\n---\n\n一般性信息，不构成法律意见。见《民法典》第六百七十六条。\n".to_owned(),
        );
        add("content/articles/files/form.csv", "还款明细表：日期，金额，去向。\n".to_owned());
        add(
            "static/images/steps.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>\n".to_owned(),
        );
        for (id, version) in &self.files {
            add(&format!("static/downloads/form-{id}.txt"), format!("表格{id}，第{}版。\n", version + 1));
        }
        if self.template > 0 {
            let page = include_str!("../../../templates/404.html");
            add("templates/404.html", format!("{page}{{# 第{}版 #}}\n", self.template));
        }
        for id in self.articles.keys() {
            add(&self.path(*id), article::text(self, *id));
        }
        files
    }

    fn settings_file(&self) -> String {
        let edition = if self.settings == 0 { String::new() } else { format!("（第{}版）", self.settings + 1) };
        format!(
            "title: 债务指南示例库{edition}\nbase_url: {BASE_URL}\ndescription: 供测试用的文章库，机构和人名都是虚构的。\n\
             publisher:\n  name: 示例律师事务所\n  licence: 示例许可证号\npermalinks:\n  article: /hf/{{slug}}.html\npage_size: 5\n"
        )
    }

    /// An article's slug.
    pub fn slug(&self, id: u32) -> String {
        let renamed = self.articles.get(&id).map_or(0, |v| v.slug);
        let suffix = if renamed == 0 { String::new() } else { format!("-r{renamed}") };
        format!("{:05}-{}{suffix}", id, words::TOPIC_NAMES[article::topic(self.seed, id)].0)
    }

    /// An article's file.
    pub fn path(&self, id: u32) -> String {
        format!("content/articles/{}/{}.md", ["2019", "2023", "最近"][(id % 3) as usize], self.slug(id))
    }

    /// An article's output path.
    pub fn output(&self, id: u32) -> String {
        format!("hf/{}.html", self.slug(id))
    }

    /// The articles that others may link to.
    pub fn published(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.articles.keys().copied().filter(|id| state(*id) == State::Published)
    }

    /// Titles and slugs that nothing published may hold.
    pub fn unpublished_words(&self) -> Vec<String> {
        let hidden = |id: &u32| matches!(state(*id), State::Draft | State::Future | State::Expired);
        self.articles.keys().copied().filter(hidden).flat_map(|id| [article::title(self.seed, id), self.slug(id)]).collect()
    }

    /// Output paths of withdrawn articles.
    pub fn withdrawn(&self) -> Vec<String> {
        self.articles.keys().copied().filter(|id| state(*id) == State::Withdrawn).map(|id| self.output(id)).collect()
    }

    /// Makes a folder hold this library: writes what differs and removes what is not of it, but leaves the output alone.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let files = self.files();
        let mut there = BTreeSet::new();
        for part in ["content", "static", "templates"] {
            list(folder, part, &mut there);
        }
        for gone in there.iter().filter(|path| !files.contains_key(*path)) {
            fs::remove_file(folder.join(gone))?;
        }
        for (path, text) in &files {
            let path = folder.join(path);
            if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
                fs::create_dir_all(path.parent().unwrap_or(folder))?;
                fs::write(&path, text)?;
            }
        }
        Ok(())
    }
}

fn list(folder: &Path, part: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder.join(part)).into_iter().flatten().flatten() {
        let path = format!("{part}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(folder, &path, found);
        } else {
            found.insert(path);
        }
    }
}
