//! Generator of a library with planted copies: groups of 2 to 5,000 articles with one text, with the same names or with another
//! lender in each, and pairs with 5 to 25 % of their sentences changed. Every article has a page of help and disclaimer, which in
//! some is most of the text. The correct groups are returned. All names are invented.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use super::random::Random;

/// Sizes of planted groups; each exists with the same names and with other names.
const SIZES: &[usize] = &[2, 5, 40, 400, 5_000];
/// Articles in groups of each of the smaller sizes, at most.
const SMALL: usize = 400;
const LENDERS: usize = 400;
const SYLLABLES: &str = "先把合同和流水放在一起逐笔核对本利息客服说的减免请对方写成书面约定还款日次算起全部做得到首期三次协商没有结果再考虑委托\
    师法院寄来材料签收当天拍照留存账单发票据证明收入支出房租水电医疗教育父母子女工资卡冻结生活必费用申请异议登记查询记录报送";

/// A planted group.
#[derive(Debug, Clone)]
pub struct Group {
    /// `same`, `names` or `pairs`.
    pub kind: &'static str,
    /// Slugs.
    pub articles: Vec<String>,
}

/// Writes a library. With `groups`, half of it is in so many groups of the same size, in place of groups of all sizes.
pub fn write(folder: &Path, articles: usize, groups: Option<usize>, seed: u64) -> io::Result<Vec<Group>> {
    fs::create_dir_all(folder.join("content/articles"))?;
    fs::write(folder.join("sitegen.yaml"), "title: 副本库\nbase_url: https://www.example.com/\n")?;
    fs::write(folder.join("content/topics.yaml"), "topics:\n  - {slug: overdue, title: 逾期, desc: 逾期以后。}\n")?;
    let lender = |n: usize| format!("  - {{slug: l{n}, name: {}, kind: other, aliases: [{}]}}\n", name(n), alias(n));
    fs::write(folder.join("content/lenders.yaml"), format!("lenders:\n{}", (0..LENDERS).map(lender).collect::<String>()))?;
    let mut writer = Writer { folder, seed, texts: 0, articles: 0, groups: Vec::new() };
    match groups {
        Some(count) => {
            (0..count).try_for_each(|n| writer.group(if n % 2 == 0 { "same" } else { "names" }, articles / 2 / count))?
        }
        None => {
            for kind in ["same", "names"] {
                for size in SIZES.iter().filter(|size| **size <= articles / 4) {
                    (0..(SMALL.min(articles / 20) / size).max(1)).try_for_each(|_| writer.group(kind, *size))?;
                }
            }
            (0..articles / 40).try_for_each(|_| writer.group("pairs", 2))?;
        }
    }
    while writer.articles < articles {
        writer.single()?;
    }
    Ok(writer.groups)
}

fn name(n: usize) -> String {
    let mut random = Random::new(1, n as u32, 1);
    format!("{}消费金融", han(&mut random, 3))
}

fn alias(n: usize) -> String {
    let mut random = Random::new(1, n as u32, 1);
    format!("{}贷", han(&mut random, 3))
}

/// Characters that no sentence has.
fn han(random: &mut Random, count: usize) -> String {
    (0..count).filter_map(|_| char::from_u32(0x6a00 + random.below(2_000) as u32)).collect()
}

struct Writer<'a> {
    folder: &'a Path,
    seed: u64,
    texts: u32,
    articles: usize,
    groups: Vec<Group>,
}

impl Writer<'_> {
    /// Sentences of a new text, a third of them with the name of the lender, some with an amount.
    fn text(&mut self) -> Vec<String> {
        self.texts += 1;
        let mut random = Random::new(self.seed, self.texts, 2);
        (0..24 + random.below(40)).map(|_| sentence(&mut random)).collect()
    }

    fn group(&mut self, kind: &'static str, size: usize) -> io::Result<()> {
        let text = self.text();
        let mut random = Random::new(self.seed, self.texts, 3);
        let own = random.below(LENDERS);
        let articles = (0..size).map(|n| {
            let mut copy = text.clone();
            let changes = if kind == "pairs" { 5 + random.below(21) } else { random.below(11) };
            // The first article of a group is the original.
            for _ in 0..if n == 0 { 0 } else { copy.len() * changes / 100 } {
                let at = random.below(copy.len());
                copy[at] = sentence(&mut random);
            }
            let lender = if kind == "names" { (own + n) % LENDERS } else { own };
            let is_filtered = n % 2 == 1;
            self.article(&copy, lender, is_filtered, kind == "pairs" || random.one_in(2))
        });
        let articles = articles.collect::<io::Result<_>>()?;
        self.groups.push(Group { kind, articles });
        Ok(())
    }

    /// An article with a text of its own, in every third case a short one.
    fn single(&mut self) -> io::Result<()> {
        let mut text = self.text();
        if self.texts.is_multiple_of(3) {
            text.truncate(12);
        }
        let lender = self.texts as usize % LENDERS;
        self.article(&text, lender, false, true).map(|_| ())
    }

    fn article(&mut self, text: &[String], lender: usize, is_filtered: bool, has_page: bool) -> io::Result<String> {
        let slug = format!("a{}", self.articles);
        let mut random = Random::new(self.seed, self.articles as u32, 4);
        self.articles += 1;
        let filled = |sentence: &String, random: &mut Random| {
            let name = if random.one_in(3) { alias(lender) } else { name(lender) };
            let text = sentence.replace("{L}", &name).replace("{A}", &(random.below(900) * 100 + 3_000).to_string());
            if is_filtered { text.replace(['题', '金', '消', '需', '时'], "") } else { text }
        };
        let mut out = format!(
            "---\ntitle: {}的第{}问\ndate: 2025-0{}-1{}\n",
            name(lender),
            self.articles,
            1 + random.below(9),
            random.below(10)
        );
        writeln!(out, "lender: l{lender}\ntopics: [overdue]\n---").unwrap();
        let page: Vec<String> = (0..if has_page { 26 } else { 0 }).map(|n| sentence(&mut Random::new(9, n, 9))).collect();
        for paragraph in text.chunks(5).chain(page.chunks(5)) {
            let paragraph: String = paragraph.iter().map(|sentence| filled(sentence, &mut random)).collect();
            write!(out, "\n{paragraph}\n").unwrap();
        }
        fs::write(self.folder.join(format!("content/articles/{slug}.md")), out)?;
        Ok(slug)
    }
}

fn sentence(random: &mut Random) -> String {
    let syllables: Vec<char> = SYLLABLES.chars().filter(|c| !c.is_whitespace()).collect();
    let mut part =
        |least: usize| (0..least + random.below(14)).map(|_| syllables[random.below(syllables.len())]).collect::<String>();
    let (a, b) = (part(8), part(4));
    match random.below(6) {
        0 | 1 => format!("{a}，{{L}}{b}。"),
        2 => format!("{a}{{A}}元，{b}。"),
        3 => format!("{a}问题，需{b}。"),
        _ => format!("{a}，{b}。"),
    }
}
