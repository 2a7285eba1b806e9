//! `explain related`: the reasons for each article of a related list, or for the presence or absence of one article. Nothing is
//! rendered.

use std::io;

use crate::analyze::terms::Relation;
use crate::cli::progress::ProgressBars;
use crate::cli::setting::Setting;
use crate::cli::{CliError, Outcome, print};
use crate::diag::{Lang, nearest};
use crate::link::Pinned;
use crate::load::Overlay;
use crate::model::ArticleId;
use crate::model::registers::laws::ArticleNumber;
use crate::pipeline::{self, Comparison};
use crate::relate::{ListMembership, Signals};
use crate::text::han::numeral;
use crate::text::localized;

pub(super) fn related(setting: &Setting, slug: &str, other: Option<&str>) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let bars = ProgressBars::new(setting);
    let (sources, _) = pipeline::load(&folders.root, &folders.settings, &Overlay::default(), &bars)?;
    let answer = pipeline::ask_related(sources, &setting.options, &bars, |comparison| {
        let about = About { comparison, lang: setting.lang };
        let find = |slug: &str| about.find(slug);
        Ok(match (find(slug), other.map(find)) {
            (Err(error), _) | (_, Some(Err(error))) => Err(error),
            (Ok(article), None) => Ok(about.list(article)?),
            (Ok(article), Some(Ok(other))) => Ok(about.membership(article, other)?),
        })
    })?;
    bars.finish();
    print(&answer?)
}

/// The data that answers a question about a list.
struct About<'a> {
    comparison: Comparison<'a>,
    lang: Lang,
}

impl About<'_> {
    fn text<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        localized(self.lang, [zh, en])
    }

    fn find(&self, slug: &str) -> Result<ArticleId, CliError> {
        let addresses = &self.comparison.linked.addresses;
        addresses.article_by_slug(slug).ok_or_else(|| {
            let texts = ["没有这篇文章", "there is no such article"];
            CliError::about(self.lang, slug, texts).did_you_mean(self.lang, nearest(slug, addresses.slugs_from("")))
        })
    }

    fn name(&self, article: ArticleId) -> String {
        let front = &self.comparison.linked.library.article(article).front;
        let (title, slug) = (&front.title.value, &front.slug.value);
        localized(self.lang, [format!("「{title}」（{slug}）"), format!("\"{title}\" ({slug})")])
    }

    fn list(&self, article: ArticleId) -> io::Result<String> {
        let name = self.name(article);
        let mut out = localized(self.lang, [format!("{name}的相关文章\n"), format!("Related to {name}\n")]);
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
            line(name, self.text("置顶：写在信息栏的 related 里", "pinned: listed under `related` in the front matter"));
        }
        let texts = self.texts(article)?;
        for near in self.comparison.related.of(article) {
            line(self.name(*near), &self.shared(&self.signals(article, *near, &texts)));
        }
        if number == 0 {
            out.push_str(self.text("\n没有。\n", "\nnone\n"));
        }
        Ok(out)
    }

    /// Whether another article is in the list and why, and what the two share.
    fn membership(&self, article: ArticleId, other: ArticleId) -> io::Result<String> {
        let membership = self.comparison.recommender.membership(self.comparison.related, article, other);
        let reason = localized(self.lang, self.reason(membership));
        let shared = match membership {
            ListMembership::Itself | ListMembership::Unpublished(_) | ListMembership::NothingShared => String::new(),
            _ => format!("{}\n", self.shared(&self.signals(article, other, &self.texts(article)?))),
        };
        Ok(format!("{} → {}\n{reason}\n{shared}", self.name(article), self.name(other)))
    }

    fn reason(&self, membership: ListMembership) -> [String; 2] {
        let texts = match membership {
            ListMembership::Itself => ["不在列表里：它就是这一篇", "not listed: it is this very article"],
            ListMembership::Pinned => ["在列表里：置顶", "listed: it is pinned"],
            ListMembership::Listed => ["在列表里", "listed"],
            ListMembership::NoCapacity => [
                "不在列表里：置顶的文章或设置 related_count 没有留下位置",
                "not listed: pinned links or the setting related_count leave no room",
            ],
            ListMembership::NothingShared => {
                ["不在列表里：两篇没有能说明问题的共同之处", "not listed: the two share nothing that tells them from most others"]
            }
            ListMembership::InTooManyLists => [
                "不在列表里：它已经出现在很多文章的列表里，这里让给下一篇",
                "not listed: it already stands in very many lists, so the next one takes its place here",
            ],
            ListMembership::Unpublished(state) => {
                let [zh, en] = state.reason();
                return [format!("不在列表里：它{zh}"), format!("not listed: it {en}")];
            }
            ListMembership::Duplicate(of) => {
                let name = self.name(of);
                let en = format!("not listed: it is nearly the same as {name} or has its title, and only one of them is shown");
                return [format!("不在列表里：它与{name}几乎是同一篇或标题相同，只列其中一篇"), en];
            }
            ListMembership::TooFewTerms(shared, least) => {
                let en = format!("not listed: the two share only {shared} of at least {least} words and the like");
                return [format!("不在列表里：两篇只有 {shared} 处相同，至少要 {least} 处"), en];
            }
            ListMembership::ScoreTooLow(score, least) => {
                let en = format!("not listed: its nearness is only {score} of at least {least}; a few common words are not enough");
                return [format!("不在列表里：相近程度只有 {score}，至少要 {least}；只有一两个常用词相同的不列"), en];
            }
            ListMembership::TooFar(score, last) => {
                let en = format!("not listed: its nearness is {score}, that of the farthest one listed is {last}");
                return [format!("不在列表里：相近程度 {score}，列表里最远的一篇是 {last}"), en];
            }
            ListMembership::ReplacedBy(by) => {
                let name = self.name(by);
                let en = format!("not listed: it gave way to {name}, which stands in no other list");
                return [format!("不在列表里：位置让给了{name}，那一篇不在别的列表里"), en];
            }
        };
        texts.map(str::to_owned)
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

    /// The things that two articles share, in words.
    fn shared(&self, signals: &Signals) -> String {
        let registers = &self.comparison.linked.library.registers;
        let join = self.text("、", ", ");
        let named = |wanted: Relation| {
            let of_kind = signals.relations.iter().filter(|(kind, _)| *kind == wanted);
            let names = of_kind.map(|(kind, name)| match kind {
                Relation::Lender => registers.lenders.find(name).map_or(name.clone(), |l| registers.lenders[l].name.clone()),
                Relation::Topic => registers.topics.find(name).map_or(name.clone(), |t| registers.topics[t].title.clone()),
                Relation::Law => self.law(name),
            });
            names.collect::<Vec<String>>().join(join)
        };
        let part = |zh: &str, en: &str, what: String| (!what.is_empty()).then(|| format!("{}{what}", self.text(zh, en)));
        let parts = [
            part("同一机构：", "same lender: ", named(Relation::Lender)),
            part("共同主题：", "topics: ", named(Relation::Topic)),
            part("都引用：", "both cite: ", named(Relation::Law)),
            part("共同的词：", "words: ", signals.words.join(join)),
            Some(format!("{}{}", self.text("相近程度：", "nearness: "), signals.score)),
        ];
        parts.into_iter().flatten().collect::<Vec<String>>().join(self.text("；", "; "))
    }
}
