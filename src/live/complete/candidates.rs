//! Candidates of completions, which of them fit what was typed, and those of the registers and articles.

use super::{Completion, CompletionKind, Scene};
use crate::live::cursor::Cursor;
use crate::model::ArticleId;
use crate::model::registers::fold_name;
use crate::model::registers::laws::{ArticleNumber, Law, Status};
use crate::text::{localized, url};

/// The most articles that are looked at closely.
const MAX_ARTICLES: usize = 400;

/// A thing that may fit, with the words by which people ask for it.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    kind: CompletionKind,
    label: String,
    text: String,
    detail: String,
    about: String,
    /// Other words than the label.
    words: Vec<String>,
    /// What comes first among those that fit equally well; the least first.
    rank: u32,
    /// What is put in where another word than the label was typed, by that word: editors go on with the name that they began.
    by_word: bool,
}

impl Candidate {
    pub(super) fn new(kind: CompletionKind, label: impl Into<String>, text: impl Into<String>) -> Candidate {
        let (detail, about, words, rank, by_word) = Default::default();
        Candidate { kind, label: label.into(), text: text.into(), detail, about, words, rank, by_word }
    }

    pub(super) fn detail(mut self, detail: impl Into<String>) -> Candidate {
        self.detail = detail.into();
        self
    }

    pub(super) fn about(mut self, about: impl Into<String>) -> Candidate {
        self.about = about.into();
        self
    }

    pub(super) fn words<'w>(mut self, words: impl IntoIterator<Item = &'w str>) -> Candidate {
        self.words.extend(words.into_iter().filter(|word| !word.is_empty()).map(str::to_owned));
        self
    }

    /// Adds pinyin, and the initials where its syllables are separated.
    pub(super) fn pinyin(mut self, pinyin: Option<&str>) -> Candidate {
        if let Some(pinyin) = pinyin {
            self.words.push(pinyin.replace(' ', ""));
            if pinyin.contains(' ') {
                self.words.push(pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect());
            }
        }
        self
    }

    pub(super) fn rank(mut self, rank: u32) -> Candidate {
        self.rank = rank;
        self
    }

    pub(super) fn by_word(mut self) -> Candidate {
        self.by_word = true;
        self
    }

    /// How well it fits what was typed: 0 is best; `None` if it does not. With the word that fits.
    fn fit(&self, typed: &str) -> Option<(u32, &str)> {
        let all = || std::iter::once(self.label.as_str()).chain(self.words.iter().map(String::as_str));
        if typed.is_empty() {
            return Some((0, &self.label));
        }
        all()
            .find(|word| fold_name(word).starts_with(typed))
            .map(|word| (0, word))
            .or_else(|| all().find(|word| fold_name(word).contains(typed)).map(|word| (1, word)))
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    pub(super) fn completion(self, cursor: &Cursor<'_>) -> Completion {
        let typed = fold_name(cursor.typed);
        let word = self.fit(&typed).map_or_else(|| self.label.clone(), |(_, word)| word.to_owned());
        let is_name = self.by_word && !cursor.typed.is_ascii() && word != self.text;
        let text = if is_name { word.clone() } else { self.text.clone() };
        let others = std::iter::once(&self.label).chain(&self.words).filter(|other| **other != word);
        let filter: Vec<&str> = std::iter::once(&word).chain(others).map(String::as_str).collect();
        Completion {
            filter: filter.join(" "),
            text,
            span: cursor.span,
            label: self.label,
            detail: self.detail,
            about: self.about,
            kind: self.kind,
        }
    }
}

/// Those that fit, the best first.
pub(super) fn fitting(all: Vec<Candidate>, typed: &str) -> Vec<Candidate> {
    let typed = fold_name(typed);
    let fit = |candidate: Candidate| {
        let fit = candidate.fit(&typed)?.0;
        Some((fit, candidate.rank, candidate))
    };
    let mut fitting: Vec<(u32, u32, Candidate)> = all.into_iter().filter_map(fit).collect();
    fitting.sort_by_key(|(fit, rank, _)| (*fit, *rank));
    fitting.into_iter().map(|(.., candidate)| candidate).collect()
}

impl Scene<'_> {
    pub(super) fn lenders(&self) -> Vec<Candidate> {
        let lender = |lender: &crate::model::registers::lenders::Lender| {
            let names = lender.aliases.iter().chain(&lender.former_names).map(String::as_str);
            Candidate::new(CompletionKind::Row, &lender.name, &lender.slug)
                .detail(format!("{} {}", lender.slug, lender.entity.as_deref().unwrap_or("")).trim().to_owned())
                .about(lender.note.as_str())
                .words(names.chain([lender.slug.as_str()]))
                .pinyin(lender.pinyin.as_deref())
        };
        self.registers.lenders.rows.iter().map(lender).collect()
    }

    pub(super) fn topics(&self) -> Vec<Candidate> {
        let topics = &self.registers.topics;
        let topic = |topic: &crate::model::registers::Topic| {
            let parent = topic.parent.map(|parent| format!("{} › ", topics[parent].title)).unwrap_or_default();
            Candidate::new(CompletionKind::Row, &topic.title, &topic.slug)
                .detail(format!("{parent}{}", topic.slug))
                .about(topic.desc.as_str())
                .words(topic.aliases.iter().map(String::as_str).chain([topic.slug.as_str()]).chain(topic.situation.as_deref()))
                .pinyin(topic.pinyin.as_deref())
        };
        topics.rows.iter().map(topic).collect()
    }

    pub(super) fn people(&self, lawyers_first: bool) -> Vec<Candidate> {
        let person = |person: &crate::model::registers::people::Person| {
            Candidate::new(CompletionKind::Row, &person.name, &person.id)
                .detail(format!("{} {} {}", person.id, person.role, person.licence).trim().to_owned())
                .words([person.id.as_str()])
                .pinyin(person.pinyin.as_deref())
                .rank(u32::from(lawyers_first && !person.is_lawyer()))
        };
        self.registers.people.iter().flat_map(|people| people.rows.iter()).map(person).collect()
    }

    pub(super) fn rows(&self, register: &str) -> Vec<Candidate> {
        match register {
            "lender" => self.lenders(),
            "topic" => self.topics(),
            "law" => self.laws(|law| law.id.clone()),
            _ => super::fence::calculators(self),
        }
    }

    fn laws(&self, text: impl Fn(&Law) -> String) -> Vec<Candidate> {
        let law = |law: &Law| {
            let status = match law.status {
                Status::InForce => ["现行有效", "in force"],
                Status::Amended => ["已被修正", "amended"],
                Status::Repealed => ["已废止", "repealed"],
                Status::PartlySuperseded => ["部分内容已被取代", "partly superseded"],
                Status::Expired => ["已到期", "expired"],
            };
            let since = law.effective.map(|day| day.to_string()).unwrap_or_default();
            let successor = law.superseded_by.map(|id| format!(" → {}", self.registers.laws.rows[id].title)).unwrap_or_default();
            Candidate::new(CompletionKind::Law, &law.title, text(law))
                .detail(format!("{} {since}{successor}", localized(self.lang, status)))
                .about(format!("{} {}", law.no, law.note).trim().to_owned())
                .words(
                    law.short.iter().map(String::as_str).chain([law.id.as_str(), law.title.trim_start_matches("中华人民共和国")]),
                )
                .pinyin(law.pinyin.as_deref())
                .rank(u32::from(!law.status.in_force()))
        };
        self.registers.laws.rows.iter().map(law).collect()
    }

    /// Titles behind `《`: the shortest name that the register knows.
    pub(super) fn titles(&self) -> Vec<Candidate> {
        self.laws(|law| format!("{}》", law.title.trim_start_matches("中华人民共和国")))
    }

    pub(super) fn law_articles(&self, law: &str) -> Vec<Candidate> {
        let Some(law) = self.registers.laws.rows.iter().find(|row| row.id == law) else { return Vec::new() };
        let article = |(number, gist): (&ArticleNumber, &String)| {
            Candidate::new(CompletionKind::Law, number.to_string(), number.to_string()).detail(gist.as_str())
        };
        law.articles.iter().filter(|(number, _)| **number != ArticleNumber::WHOLE).map(article).collect()
    }

    /// Numbers behind a title and `第`, in Chinese figures.
    pub(super) fn numbers(&self, title: &str) -> Vec<Candidate> {
        let is_named = |law: &&Law| {
            law.title == title
                || law.title.trim_start_matches("中华人民共和国") == title
                || law.short.iter().any(|short| short == title)
        };
        let Some(law) = self.registers.laws.rows.iter().find(is_named) else { return Vec::new() };
        let article = |(number, gist): (&ArticleNumber, &String)| {
            let inserted = if number.inserted == 0 { String::new() } else { format!("之{}", figures(number.inserted)) };
            let words = [number.to_string()];
            let text = format!("{}条{inserted}", figures(number.number));
            Candidate::new(CompletionKind::Law, &text, &text).detail(gist.as_str()).words(words.iter().map(String::as_str))
        };
        law.articles.iter().filter(|(number, _)| **number != ArticleNumber::WHOLE).map(article).collect()
    }

    pub(super) fn snippets(&self) -> Vec<Candidate> {
        let paths = self.parts.iter().map(|part| &part.source.path);
        let names = paths.filter_map(|path| path.strip_prefix("content/snippets/")?.strip_suffix(".md"));
        names.map(|name| Candidate::new(CompletionKind::File, name, name)).collect()
    }

    /// Facts of lenders: `lender.hotline` of the article's own, and `slug.hotline`.
    pub(super) fn facts(&self, typed: &str) -> Vec<Candidate> {
        let lenders = &self.registers.lenders;
        let own = self.library.article_by_path(&self.source.path).and_then(|id| self.library.article(id).front.lender);
        let Some((name, _)) = typed.split_once('.') else {
            let lender = Candidate::new(CompletionKind::Value, "lender", "lender.").detail(own.map_or("", |id| &lenders[id].name));
            let others = lenders.rows.iter().map(|row| {
                Candidate::new(CompletionKind::Row, &row.name, format!("{}.", row.slug))
                    .detail(row.slug.as_str())
                    .words([row.slug.as_str()])
                    .rank(1)
            });
            return std::iter::once(lender).chain(others).collect();
        };
        let Some(id) = (if name == "lender" { own } else { lenders.find(name) }) else { return Vec::new() };
        let fact = |key: &&str| {
            let value = lenders.fact(id, key).unwrap_or_default();
            let checked = lenders[id].facts.iter().find(|fact| fact.key == **key).and_then(|fact| fact.checked_on);
            let checked = checked.map(|day| format!(" {day}")).unwrap_or_default();
            Candidate::new(CompletionKind::Value, format!("{name}.{key}"), format!("{name}.{key}}}"))
                .detail(format!("{value}{checked}"))
        };
        lenders.fact_keys(id).iter().map(fact).collect()
    }

    /// Articles: those of the same lender and topic first. With `as_links` by their relative paths, else by their slugs.
    pub(super) fn articles(&self, typed: &str, as_links: bool) -> Vec<Candidate> {
        let folded = fold_name(typed);
        let own = self.library.article_by_path(&self.source.path);
        let (lender, topic) = own.map_or((None, None), |id| {
            let front = &self.library.article(id).front;
            (front.lender, front.topics.first().copied())
        });
        let near = |id: &ArticleId| {
            let front = &self.library.article(*id).front;
            let is_same = |same: bool| u32::from(!same);
            is_same(lender.is_some() && front.lender == lender) + is_same(topic.is_some() && front.topics.first().copied() == topic)
        };
        let fits = |id: &ArticleId| {
            let article = self.library.article(*id);
            let path = article.path();
            let (title, slug) = (&article.front.title.value, &article.front.slug.value);
            // Folding a title takes most of the time, and a Chinese word stands in it as it is.
            let has_letters = || folded.is_ascii() && title.bytes().any(|byte| byte.is_ascii_alphanumeric());
            title.contains(typed)
                || slug.contains(&folded)
                || path.contains(typed.trim_start_matches("../"))
                || (has_letters() && fold_name(title).contains(&folded))
        };
        let mut ids: Vec<ArticleId> = self.library.articles().map(|(id, _)| id).filter(|id| Some(*id) != own && fits(id)).collect();
        if ids.len() > MAX_ARTICLES {
            ids.select_nth_unstable_by_key(MAX_ARTICLES, |id| (near(id), *id));
            ids.truncate(MAX_ARTICLES);
        }
        ids.sort_by_key(|id| (near(id), *id));
        let candidate = |id: ArticleId| {
            let article = self.library.article(id);
            let front = &article.front;
            let path = url::relative(&self.source.path, article.path());
            let text = if as_links { path.clone() } else { front.slug.value.clone() };
            let state = if self.addresses.has_page(id) { "" } else { localized(self.lang, [" 未发布", " not published"]) };
            let words = [front.slug.value.as_str(), path.as_str()];
            Candidate::new(CompletionKind::File, &front.title.value, text)
                .detail(format!("{}{state}", front.date.value))
                .words(words)
        };
        ids.into_iter().map(candidate).collect()
    }

    /// Headings of this file, or of the file that a link leads to.
    pub(super) fn anchors(&self, file: &str) -> Vec<Candidate> {
        let path = if file.is_empty() {
            Some(self.source.path.to_string())
        } else {
            crate::link::resolve::source_of(&self.source.path, file)
        };
        let Some(id) = path.and_then(|path| self.library.article_by_path(&path)) else { return Vec::new() };
        let heading = |heading: crate::model::facts::Heading<'_>| {
            Candidate::new(CompletionKind::Heading, heading.text, heading.id)
                .detail(format!("H{} #{}", heading.level, heading.id))
                .words([heading.id])
        };
        self.library.article(id).body.facts.headings.iter().map(heading).collect()
    }
}

/// A number below 10,000 in Chinese figures: 六百七十六.
fn figures(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS.get(n as usize % 10).copied().unwrap_or("");
    let mut out = String::new();
    let mut is_gap = false;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let n = number / unit % 10;
        if n == 0 {
            is_gap = !out.is_empty();
            continue;
        }
        out.push_str(if is_gap { "零" } else { "" });
        is_gap = false;
        // 十六, not 一十六.
        out.push_str(if n == 1 && unit == 10 && out.is_empty() { "" } else { digit(n) });
        out.push_str(name);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_in_chinese_figures() {
        let all = [1, 10, 16, 20, 101, 110, 676, 1_005, 1_010, 1_260].map(super::figures);
        assert_eq!(
            all,
            ["一", "十", "十六", "二十", "一百零一", "一百一十", "六百七十六", "一千零五", "一千零一十", "一千二百六十"]
        );
    }
}
