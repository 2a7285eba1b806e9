//! `laws.yaml`

use std::collections::BTreeMap;
use std::ops::Index;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::table::Names;
use super::titles::Titles;
use super::{LawId, Register};
use crate::diag::catalogue::FrontFault;
use crate::diag::{Finding, Role, nearest};
use crate::model::id::{Id, IndexVec};
use crate::model::keys::{Key, choice, keys};
use crate::model::yaml::{Fields, Located};
use crate::text::{Source, Span};

keys! {
    LAW {
        id: Slug, required, "短名，链接用：`law:civil-code#676` 指民法典第六百七十六条", "Id for links: `law:civil-code#676`";
        title: Text(100), required, "标题；文章里写《标题》第几条会自动链接，开头的“中华人民共和国”可以省去", "Full title; a citation by it becomes a link";
        short: OneOrMore(20, &Word(60)), "简称，与标题一样能被认出；全表之内不得重复", "Short titles, recognised like the title";
        pinyin: Word(120), pattern("^[a-z][a-z0-9 ]*$"), "标题的拼音，小写不带声调，音节之间空一格；编辑器里可以用它和首字母找到这部法律", "The title in pinyin, lower case without tones, a blank between syllables; editors find the law by it and by its initials";
        no: Word(100), "文号；标准与行业规则写编号或发布单位", "Document number";
        issued: Date, "公布日", "Day of issue";
        amended: OneOrMore(40, &Date), "历次修改日", "Days of amendment";
        effective: Date, "现行文本的施行日", "Day of effect of the current text";
        repealed: DateFrom("effective"), "废止日，或被新文本取代之日", "Day of repeal, or of replacement by a new text";
        ended: DateFrom("effective"), "有期限的政策的截止日", "Last day of a policy with an end";
        status: Choice(Status::words), "`in_force` 有效；`amended` 已被后来的修正文本取代；`repealed` 已废止；`partly_superseded` 部分内容已被取代；`expired` 期限已过；不写则由日期得出", "Whether it is in force; follows from the dates if absent";
        superseded_by: Word(120), "取代它的文件的 id", "Id of the law that took its place";
        v: Word(100), "核对程度：V 看过官方文本，V2 只见过转载或评介，M 凭记忆，发布前须由律师核对", "Proof: V official text, V2 reprint, M memory (a lawyer checks it before publication)";
        note: Word(300), "提醒", "Note; shown on the page of the law";
        articles: Entries("^(-|\\d{1,4}(-\\d{1,4})?)$", &Word(100)), "已登记的条文：条号与一句要点；`-` 指不分条的通知，`253-1` 指第二百五十三条之一", "Gist of each registered article by number; `-` is the document as a whole, `253-1` an inserted article";
        last: Number(1, 9_999), "最后一条的条号；引用比它大的条号就会提示（SG501）", "Number of the last article; a greater one in a citation is reported (SG501)";
        renumbered: List(200, &Map(RENUMBERED)), "修正以后换了号的条文，一次一行", "Articles that an amendment renumbered, one row a change";
    }

    RENUMBERED {
        on: Date, required, "从哪一天起", "Day from which the new number holds";
        from: Word(20), required, "原来的条号", "Number before";
        to: Word(20), required, "后来的条号", "Number since";
        about: OneOrMore(20, &Word(20)), "句子里有这些词才算；原来的条号今天是另一条时必须写", "Words that a sentence about it contains; needed if another article has the old number today";
        v: Word(60), "核对程度", "Proof";
    }
}

choice! {
    pub(crate) enum Status {
        /// 现行有效
        InForce = "in_force",
        /// 已被修正: a later version took its place.
        Amended = "amended",
        /// 已废止
        Repealed = "repealed",
        /// 部分内容已被取代
        PartlySuperseded = "partly_superseded",
        /// 已到期
        Expired = "expired",
    }
}

impl Status {
    /// True while at least a part is in force.
    pub(crate) fn in_force(self) -> bool {
        matches!(self, Status::InForce | Status::PartlySuperseded)
    }
}

/// A law, judicial interpretation or ministry document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Short titles.
    pub(crate) short: Vec<String>,
    /// Lower case, as an editor wrote it.
    pub(crate) pinyin: Option<String>,
    pub(crate) no: String,
    pub(crate) issued: Option<Date>,
    pub(crate) amended: Vec<Date>,
    pub(crate) effective: Option<Date>,
    pub(crate) repealed: Option<Date>,
    /// The last day of a policy with an end.
    pub(crate) ended: Option<Date>,
    pub(crate) status: Status,
    pub(crate) superseded_by: Option<LawId>,
    pub(crate) proof: String,
    pub(crate) note: String,
    pub(crate) articles: BTreeMap<ArticleNumber, String>,
    pub(crate) last: Option<u32>,
    pub(crate) renumbered: Vec<Renumbering>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Renumbering {
    /// The first day of the new number.
    pub(crate) on: Date,
    pub(crate) from: ArticleNumber,
    pub(crate) to: ArticleNumber,
    /// Words that a sentence about it contains, if another article has the old number today.
    pub(crate) about: Vec<String>,
    pub(crate) proof: String,
}

/// The number of an article, with the 之 of an inserted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct ArticleNumber {
    /// 第…条; 0 for the document as a whole.
    pub(crate) number: u32,
    /// 之…; 0 if there is none.
    pub(crate) inserted: u32,
}

impl ArticleNumber {
    pub(crate) const WHOLE: ArticleNumber = ArticleNumber { number: 0, inserted: 0 };

    pub(crate) fn parse(text: &str) -> Option<ArticleNumber> {
        if text == "-" {
            return Some(ArticleNumber::WHOLE);
        }
        let (number, inserted) = text.split_once('-').unwrap_or((text, "0"));
        let digits = |t: &str| t.parse().ok().filter(|_| t.len() <= 4 && t.bytes().all(|b| b.is_ascii_digit()));
        let parsed = ArticleNumber { number: digits(number)?, inserted: digits(inserted)? };
        (parsed.number > 0).then_some(parsed)
    }
}

impl std::fmt::Display for ArticleNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.number, self.inserted) {
            (0, _) => f.write_str("-"),
            (n, 0) => write!(f, "{n}"),
            (n, i) => write!(f, "{n}-{i}"),
        }
    }
}

/// The register of laws, by id, title and short title.
#[derive(Debug, Clone, Default)]
pub struct Laws {
    pub(crate) rows: IndexVec<LawId, Law>,
    pub(crate) titles: Titles,
}

struct Row {
    law: Law,
    id: Located<String>,
    titles: Vec<Located<String>>,
    successor: Option<Located<String>>,
}

fn row(fields: &mut Fields<'_>) -> Option<Row> {
    let (id, title) = (fields.text("id"), fields.text("title"));
    let short = fields.texts("short");
    let successor = fields.text("superseded_by");
    let mut date = |key: &str| fields.date(key).map(|d| d.value);
    let (issued, effective, repealed, ended) = (date("issued"), date("effective"), date("repealed"), date("ended"));
    let status = match (repealed, ended) {
        (Some(_), _) => Status::Repealed,
        (None, Some(_)) => Status::Expired,
        (None, None) => Status::InForce,
    };
    let law = Law {
        id: String::new(),
        title: String::new(),
        short: super::values(&short),
        pinyin: super::pinyin(fields),
        no: fields.string_or_default("no"),
        issued,
        amended: fields.dates("amended"),
        effective,
        repealed,
        ended,
        status: fields.choice("status").unwrap_or(status),
        superseded_by: None,
        proof: fields.string_or_default("v"),
        note: fields.string_or_default("note"),
        articles: articles(fields),
        last: fields.number("last"),
        renumbered: renumbered(fields),
    };
    let (id, title) = (id?, title?);
    let law = Law { id: id.value.clone(), title: title.value.clone(), ..law };
    Some(Row { law, id, titles: [vec![title], short].concat(), successor })
}

fn articles(fields: &mut Fields<'_>) -> BTreeMap<ArticleNumber, String> {
    let mut articles = BTreeMap::new();
    for (key, span, value, kind) in fields.entries("articles") {
        let gist = fields.reader.text(value, key, kind);
        match ArticleNumber::parse(key) {
            Some(number) => articles.extend(gist.map(|gist| (number, gist.value))),
            None => fields.reader.report(span, FrontFault::BadArticleNumber { value: key.to_owned() }),
        }
    }
    articles
}

fn renumbered(fields: &mut Fields<'_>) -> Vec<Renumbering> {
    let mut changes = fields.maps("renumbered", |fields| {
        let on = fields.date("on").map(|d| d.value);
        let (from, to) = (article_number(fields, "from"), article_number(fields, "to"));
        let (about, proof) = (fields.strings("about"), fields.string_or_default("v"));
        Some(Renumbering { on: on?, from: from?, to: to?, about, proof })
    });
    changes.sort_by_key(|change| (change.on, change.from));
    changes
}

fn article_number(fields: &mut Fields<'_>, key: &str) -> Option<ArticleNumber> {
    let parse = |text: &str| ArticleNumber::parse(text).filter(|n| *n != ArticleNumber::WHOLE);
    fields.parsed(key, parse, |value| FrontFault::BadArticleNumber { value })
}

impl Register for Laws {
    const KEYS: &'static [Key] = LAW;

    fn read(source: &Source) -> (Laws, Vec<Finding>) {
        let (rows, mut findings) = super::rows(source, "laws", LAW, row);
        Names::of(&source.path, rows.iter().map(|r| r.titles.iter()), &mut findings);
        let mut ids: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
        for (position, Row { id, .. }) in rows.iter().enumerate() {
            if let Some((_, first)) = ids.get(id.value.as_str()) {
                let fault = FrontFault::Taken { value: id.value.clone() };
                findings.push(Finding::at(&source.path, id.span, fault).with(&source.path, Some(*first), Role::First));
            } else {
                ids.insert(&id.value, (position, id.span));
            }
        }
        let mut successor = |Located { value, span }: &Located<String>| {
            let found = ids.get(value.as_str()).map(|(position, _)| LawId::new(*position));
            if found.is_none() {
                let fault = FrontFault::UnknownLawId { value: value.clone() };
                findings.push(Finding::at(&source.path, *span, fault).with_suggestion(nearest(value, ids.keys().copied())));
            }
            found
        };
        let successors: Vec<_> = rows.iter().map(|row| row.successor.as_ref().and_then(&mut successor)).collect();
        let written = rows.iter().map(|row| row.titles.iter().map(|title| title.value.as_str()).collect());
        let indexed: Vec<_> =
            rows.iter().zip(written).enumerate().map(|(n, (row, written))| (LawId::new(n), &row.law, written)).collect();
        let titles = Titles::of(&indexed);
        let rows = rows.into_iter().zip(successors).map(|(row, superseded_by)| Law { superseded_by, ..row.law }).collect();
        (Laws { rows, titles }, findings)
    }
}

impl Laws {
    /// Every law with its id, in the order of the register.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (LawId, &Law)> {
        self.rows.enumerated()
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<LawId> {
        self.iter().find(|(_, law)| law.id == id).map(|(id, _)| id)
    }

    pub(crate) fn by_title(&self, title: &str) -> Option<LawId> {
        self.titles.find(title)
    }

    pub(crate) fn nearest_id(&self, id: &str) -> Option<String> {
        let ids = || self.rows.iter().map(|law| law.id.as_str());
        let starts = |known: &&str| id.chars().count() > 2 && known.starts_with(id);
        let by_title = || self.titles.nearest(id).map(|law| self[law].id.clone());
        nearest(id, ids()).or_else(|| ids().find(starts).map(str::to_owned)).or_else(by_title)
    }
}

impl Index<LawId> for Laws {
    type Output = Law;

    fn index(&self, id: LawId) -> &Law {
        &self.rows[id]
    }
}
