//! A bad library whose truth is known: one text for many lenders, written by a machine, damaged by a word filter, unreviewed, with the
//! law of other years and with contradictions about its lenders. The same seed gives the same library.
//!
//! ```text
//! texts, claims ─► writer (what should stand there) ─► faults (what stands there) ─► Article { lines with both }
//! ```
//!
//! Shares of 1,000 articles: 513 copies of ten texts in three versions each, with the lender and the figures exchanged; 334 made anew from
//! the sentences of these texts; 153 with a text of their own. 516 lost characters to a word filter. `claims.rs` has the shares of wrong
//! statements. The lenders are invented; a third of them has a hotline in the register.

mod claims;
mod faults;
pub mod judge;
mod lender;
mod texts;
mod writer;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::random::Random;
pub use lender::Lender;

/// The day that the library is judged on.
pub const AS_OF: &str = "2026-06-01";

/// Where the text of an article comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A copy of a version of a text.
    Copy {
        text: usize,
        version: usize,
    },
    /// Sentences of a text in another order and choice.
    Respun {
        text: usize,
    },
    Own,
}

/// A line of a file, as it is and as a careful editor would write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub written: String,
    /// Nothing if the line has to go.
    pub correct: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Article {
    pub id: u32,
    pub slug: String,
    pub path: String,
    /// By index.
    pub lender: usize,
    pub topic: &'static str,
    pub origin: Origin,
    /// Names of the planted faults that only a person can judge: `law:…`, `hotline`, `claim:KIND=VALUE`, `mobile`, `promise`.
    pub faults: Vec<String>,
    pub lines: Vec<Line>,
}

impl Article {
    pub fn written(&self) -> String {
        self.lines.iter().map(|line| format!("{}\n", line.written)).collect()
    }

    pub fn correct(&self) -> String {
        self.lines.iter().filter_map(|line| line.correct.as_ref()).map(|line| format!("{line}\n")).collect()
    }
}

#[derive(Debug)]
pub struct Neglected {
    pub articles: u32,
    pub seed: u64,
    pub lenders: Vec<Lender>,
}

impl Neglected {
    pub fn new(articles: u32, seed: u64) -> Neglected {
        // 120 lenders for 5,000 articles.
        let lenders = (articles as usize / 42).clamp(8, 840);
        Neglected { articles, seed, lenders: (0..lenders).map(|n| Lender::new(seed, n)).collect() }
    }

    pub fn article(&self, id: u32) -> Article {
        writer::article(self, id)
    }

    pub fn all(&self) -> impl Iterator<Item = Article> + '_ {
        (0..self.articles).map(|id| self.article(id))
    }

    /// Writes the site with `truth.tsv` and `views.csv` beside its settings.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder.join("content/articles"))?;
        fs::write(folder.join("sitegen.yaml"), SETTINGS)?;
        fs::write(folder.join("content/topics.yaml"), TOPICS)?;
        fs::write(folder.join("content/laws.yaml"), LAWS)?;
        let lenders: String = self.lenders.iter().map(Lender::row).collect();
        fs::write(folder.join("content/lenders.yaml"), format!("lenders:\n{lenders}"))?;
        let mut truth = String::from("slug\torigin\ttext\tversion\tlender\tfaults\n");
        let mut views = String::from("address,views\n");
        for article in self.all() {
            let path = folder.join(&article.path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, article.written())?;
            truth.push_str(&self.row(&article));
            writeln!(views, "/hf/{}.html,{}", article.slug, self.views(article.id)).unwrap();
        }
        fs::write(folder.join("truth.tsv"), truth)?;
        fs::write(folder.join("views.csv"), views)
    }

    fn row(&self, article: &Article) -> String {
        let (origin, text, version) = match article.origin {
            Origin::Copy { text, version } => ("copy", text.to_string(), version.to_string()),
            Origin::Respun { text } => ("respun", text.to_string(), String::new()),
            Origin::Own => ("own", String::new(), String::new()),
        };
        let (lender, faults) = (&self.lenders[article.lender].slug, article.faults.join(","));
        format!("{}\t{origin}\t{text}\t{version}\t{lender}\t{faults}\n", article.slug)
    }

    /// Views of a year: a few articles have most of them.
    pub fn views(&self, id: u32) -> u32 {
        let rank = Random::new(self.seed, id, 31).below(self.articles as usize) as u32;
        60_000 / (rank + 4) + 3
    }
}

const SETTINGS: &str = "title: 债务问答\nbase_url: https://www.example.com/\nlanguage: zh-CN\npublisher:\n  name: 示例律师事务所\n  licence: 示例许可证号\n\
                        permalinks:\n  article: /hf/{slug}.html\n";

const TOPICS: &str = "topics:\n  - {slug: overdue, title: 逾期后果, desc: 逾期以后会发生什么。}\n  - {slug: negotiation, title: 协商还款, desc: 怎样与机构协商。}\n  \
                      - {slug: collection, title: 催收, desc: 催收可以做什么，不可以做什么。}\n  - {slug: lawsuit, title: 起诉与执行, desc: 从收到传票到执行。}\n  \
                      - {slug: credit, title: 征信, desc: 记录怎样查，怎样改。}\n  - {slug: fraud, title: 骗局, desc: 常见的骗局。}\n  \
                      - {slug: rates, title: 利率, desc: 利息和费用怎样算。}\n  - {slug: cases, title: 经历, desc: 别人是怎样走过来的。}\n";

const LAWS: &str = "laws:\n  - {id: civil-code, title: 中华人民共和国民法典, effective: 2021-01-01, status: in_force, last: 1260}\n  \
                    - {id: civil-procedure, title: 中华人民共和国民事诉讼法, effective: 2024-01-01, status: in_force, last: 306, renumbered: [{on: 2024-01-01, from: \"253\", to: \"264\", about: [迟延履行]}]}\n  \
                    - {id: contract-law, title: 中华人民共和国合同法, effective: 1999-10-01, repealed: 2021-01-01, superseded_by: civil-code, status: repealed}\n  \
                    - {id: security-law, title: 中华人民共和国担保法, effective: 1995-10-01, repealed: 2021-01-01, superseded_by: civil-code, status: repealed}\n  \
                    - {id: gpcl, title: 中华人民共和国民法通则, effective: 1987-01-01, repealed: 2021-01-01, superseded_by: civil-code, status: repealed}\n";
