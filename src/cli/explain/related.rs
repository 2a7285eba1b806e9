//! `explain related`: for each article of a related list what brought it there, or how one article stands to the list.
//! Nothing is rendered.

use std::io;

use crate::analyze::terms::Relation;
use crate::cli::progress::Bars;
use crate::cli::setting::Setting;
use crate::cli::{End, Trouble, pick, print};
use crate::diag::{Lang, nearest};
use crate::link::Pinned;
use crate::load::Overlay;
use crate::model::ArticleId;
use crate::model::registers::laws::ArticleNumber;
use crate::pipeline::{self, Comparison};
use crate::relate::{ListMembership, Signals};
use crate::text::han::numeral;

/// Prints why the list of an article is as it is.
pub(super) fn related(setting: &Setting, slug: &str, other: Option<&str>) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let bars = Bars::new(setting);
    let (sources, _) = pipeline::load(&folders.root, &folders.settings, &Overlay::default(), &bars)?;
    let said = pipeline::ask_related(sources, &setting.options, &bars, |comparison| {
        let about = About { comparison, lang: setting.lang };
        let found = |slug: &str| about.find(slug);
        Ok(match (found(slug), other.map(found)) {
            (Err(trouble), _) | (_, Some(Err(trouble))) => Err(trouble),
            (Ok(article), None) => Ok(about.list(article)?),
            (Ok(article), Some(Ok(other))) => Ok(about.membership(article, other)?),
        })
    })?;
    bars.finish();
    print(&said?)
}

/// A question about a list, with what answers it.
struct About<'a> {
    comparison: Comparison<'a>,
    lang: Lang,
}

impl About<'_> {
    fn find(&self, slug: &str) -> Result<ArticleId, Trouble> {
        let addresses = &self.comparison.linked.addresses;
        addresses.article_by_slug(slug).ok_or_else(|| {
            let what = pick(self.lang, "没有这篇文章", "there is no such article");
            let near = nearest(slug, addresses.slugs_from(""));
            let hint = near.map(|n| format!(" ({} {n}?)", pick(self.lang, "是否想写", "did you mean"))).unwrap_or_default();
            Trouble(format!("{slug}: {what}{hint}"))
        })
    }

    /// 「title」（slug）
    fn name(&self, article: ArticleId) -> String {
        let front = &self.comparison.linked.library.article(article).front;
        let (title, slug) = (&front.title.value, &front.slug.value);
        match self.lang {
            Lang::Zh => format!("「{title}」（{slug}）"),
            Lang::En => format!("\"{title}\" ({slug})"),
        }
    }

    /// The list with what brought each in.
    fn list(&self, article: ArticleId) -> io::Result<String> {
        let mut out = match self.lang {
            Lang::Zh => format!("{}的相关文章\n", self.name(article)),
            Lang::En => format!("Related to {}\n", self.name(article)),
        };
        let pinned = &self.comparison.linked.resolved.articles[article].pinned;
        let mut number = 0;
        let mut line = |name: String, why: &str| {
            number += 1;
            out.push_str(&format!("\n{number}. {name}\n   {why}\n"));
        };
        for pin in pinned {
            let name = match pin {
                Pinned::Article(i) => self.name(*i),
                Pinned::External { title, url } => format!("{title} <{url}>"),
            };
            line(name, pick(self.lang, "置顶：写在信息栏的 related 里", "pinned: listed under `related` in the front matter"));
        }
        let texts = self.texts(article)?;
        for near in self.comparison.related.of(article) {
            line(self.name(*near), &self.told(&self.signals(article, *near, &texts)));
        }
        if number == 0 {
            out.push_str(pick(self.lang, "\n没有。\n", "\nnone\n"));
        }
        Ok(out)
    }

    /// Whether another article is in the list and why, and what the two share.
    fn membership(&self, article: ArticleId, other: ArticleId) -> io::Result<String> {
        let membership = self.comparison.recommender.membership(self.comparison.related, article, other);
        let (zh, en) = self.reason(membership);
        let shared = match membership {
            ListMembership::Itself | ListMembership::Unpublished(_) | ListMembership::NothingShared => String::new(),
            _ => format!("{}\n", self.told(&self.signals(article, other, &self.texts(article)?))),
        };
        Ok(format!("{} → {}\n{}\n{shared}", self.name(article), self.name(other), pick(self.lang, &zh, &en)))
    }

    fn reason(&self, membership: ListMembership) -> (String, String) {
        let (zh, en) = match membership {
            ListMembership::Itself => ("不在列表里：它就是这一篇", "not listed: it is this very article"),
            ListMembership::Pinned => ("在列表里：置顶", "listed: it is pinned"),
            ListMembership::Listed => ("在列表里", "listed"),
            ListMembership::Unpublished(state) => {
                let [zh, en] = state.reason();
                return (format!("不在列表里：它{zh}"), format!("not listed: it {en}"));
            }
            ListMembership::Duplicate(of) => {
                let name = self.name(of);
                return (
                    format!("不在列表里：它与{name}几乎是同一篇，只列其中一篇"),
                    format!("not listed: it is nearly the same as {name}, and only one of them is shown"),
                );
            }
            ListMembership::NoCapacity => (
                "不在列表里：置顶的文章或设置 related_count 没有留下位置",
                "not listed: pinned links or the setting related_count leave no room",
            ),
            ListMembership::NothingShared => {
                ("不在列表里：两篇没有能说明问题的共同之处", "not listed: the two share nothing that tells them from most others")
            }
            ListMembership::TooFewTerms(shared, least) => {
                return (
                    format!("不在列表里：两篇只有 {shared} 处相同，至少要 {least} 处"),
                    format!("not listed: the two share only {shared} of at least {least} words and the like"),
                );
            }
            ListMembership::ScoreTooLow(score, least) => {
                return (
                    format!("不在列表里：相近程度只有 {score}，至少要 {least}；只有一两个常用词相同的不列"),
                    format!("not listed: its nearness is only {score} of at least {least}; a few common words are not enough"),
                );
            }
            ListMembership::TooFar(score, last) => {
                return (
                    format!("不在列表里：相近程度 {score}，列表里最远的一篇是 {last}"),
                    format!("not listed: its nearness is {score}, that of the farthest one listed is {last}"),
                );
            }
            ListMembership::InTooManyLists => (
                "不在列表里：它已经出现在很多文章的列表里，这里让给下一篇",
                "not listed: it already stands in very many lists, so the next one takes its place here",
            ),
            ListMembership::ReplacedBy(by) => {
                let name = self.name(by);
                return (
                    format!("不在列表里：位置让给了{name}，那一篇不在别的列表里"),
                    format!("not listed: it gave way to {name}, which stands in no other list"),
                );
            }
        };
        (zh.to_owned(), en.to_owned())
    }

    fn texts(&self, article: ArticleId) -> io::Result<Vec<String>> {
        let article = self.comparison.linked.library.article(article);
        let source = self.comparison.texts.read_unchanged(article.path(), article.fingerprint)?;
        let summary = article.front.summary.as_ref().map(|summary| summary.value.clone());
        let body = article.body.markdown(&source.text).to_owned();
        Ok([article.front.title.value.clone()].into_iter().chain(summary).chain([body]).collect())
    }

    fn signals(&self, article: ArticleId, other: ArticleId, texts: &[String]) -> Signals {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        self.comparison.recommender.signals(article, other, &texts)
    }

    /// 《title》第…条, of `id#number`.
    fn law(&self, name: &str) -> String {
        let laws = &self.comparison.linked.library.registers.laws;
        let (id, number) = name.split_once('#').unwrap_or((name, ""));
        let title = laws.by_id(id).map(|l| &laws[l]).map_or(id, |l| l.title.strip_prefix("中华人民共和国").unwrap_or(&l.title));
        match ArticleNumber::parse(number).unwrap_or(ArticleNumber::WHOLE) {
            ArticleNumber::WHOLE => format!("《{title}》"),
            ArticleNumber { number, inserted: 0 } => format!("《{title}》第{}条", numeral(number)),
            ArticleNumber { number, inserted } => format!("《{title}》第{}条之{}", numeral(number), numeral(inserted)),
        }
    }

    /// What two articles share, in words.
    fn told(&self, signals: &Signals) -> String {
        let registers = &self.comparison.linked.library.registers;
        let join = pick(self.lang, "、", ", ");
        let named = |wanted: Relation| {
            let of_kind = signals.relations.iter().filter(|(kind, _)| *kind == wanted);
            let names = of_kind.map(|(kind, name)| match kind {
                Relation::Lender => registers.lenders.find(name).map_or(name.clone(), |l| registers.lenders[l].name.clone()),
                Relation::Topic => registers.topics.find(name).map_or(name.clone(), |t| registers.topics[t].title.clone()),
                Relation::Law => self.law(name),
            });
            names.collect::<Vec<String>>().join(join)
        };
        let part = |zh: &str, en: &str, what: String| (!what.is_empty()).then(|| format!("{}{what}", pick(self.lang, zh, en)));
        let parts = [
            part("同一机构：", "same lender: ", named(Relation::Lender)),
            part("共同主题：", "topics: ", named(Relation::Topic)),
            part("都引用：", "both cite: ", named(Relation::Law)),
            part("共同的词：", "words: ", signals.words.join(join)),
            Some(format!("{}{}", pick(self.lang, "相近程度：", "nearness: "), signals.score)),
        ];
        parts.into_iter().flatten().collect::<Vec<String>>().join(pick(self.lang, "；", "; "))
    }
}
