//! Titles of laws as people write them: with or without 中华人民共和国, the court that issued them, and the year of the version.
//!
//! A wrong link is worse than none. An ordinal, as in 修正案（十一） or 解释（一）, is a part of the title and is never left out.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::LawId;
use super::edition::{Bracket, edition};
use super::laws::Law;
use super::versions::{VersionQuery, Versions};
use crate::diag::nearest;
use crate::text::invisible::is_shapeless;
use crate::text::numeral::is_numeral;

/// Laws that the Civil Code repealed, known even to a site whose register lacks them.
pub(crate) const REPEALED_2021: &[&str] =
    &["合同法", "物权法", "担保法", "民法通则", "民法总则", "婚姻法", "继承法", "收养法", "侵权责任法"];

const STATE: &str = "中华人民共和国";
/// Issuers as titles begin with them, folded; a longer one comes before its prefix.
const ISSUERS: &[&str] = &[
    "最高人民法院",
    "最高人民检察院",
    "公安部",
    "司法部",
    "国务院办公厅",
    "国务院",
    "中国人民银行",
    "国家金融监督管理总局",
    "金融监管总局",
    "中国银行保险监督管理委员会",
    "中国银保监会",
    "银保监会",
    "中国银行业监督管理委员会",
    "中国银监会",
    "银监会",
    "中国证监会",
    "国家发展改革委",
    "财政部",
    "国家互联网信息办公室",
    "工业和信息化部",
    "国家市场监督管理总局",
    "市场监管总局",
];
/// Short forms of issuers at the start of a title. The last of each is the character that must not follow.
const SHORT_ISSUERS: &[(&str, &str, Option<char>)] = &[
    ("两高两部", "最高人民法院最高人民检察院公安部司法部", None),
    ("两高一部", "最高人民法院最高人民检察院公安部", None),
    ("两高", "最高人民法院最高人民检察院", None),
    ("最高法院", "最高人民法院", None),
    ("最高院", "最高人民法院", None),
    ("最高法", "最高人民法院", None),
    ("最高检", "最高人民检察院", Some('察')),
    ("最高检察院", "最高人民检察院", None),
];

/// True for a title that is probably that of a law.
pub(crate) fn is_like_law(title: &str) -> bool {
    let bare = title.trim_end_matches(['）', ')']);
    let bare = if bare.len() < title.len() { bare.rfind(['（', '(']).and_then(|i| bare.get(..i)).unwrap_or(bare) } else { title };
    const ENDS: [&str; 18] = [
        "法", "法典", "通则", "总则", "条例", "规定", "办法", "解释", "意见", "通知", "批复", "纪要", "规则", "指引", "细则",
        "决定", "公告", "准则",
    ];
    ENDS.iter().any(|end| bare.ends_with(end))
}

/// True for marks by which one title is written in several ways.
fn is_dropped(c: char) -> bool {
    c.is_whitespace()
        || is_shapeless(c)
        || matches!(
            c,
            '《' | '》' | '〈' | '〉' | '<' | '>' | '＜' | '＞' | '、' | '“' | '”' | '‘' | '’' | '「' | '」' | '"' | '\''
        )
}

/// One form for all ways to write a title.
pub(crate) fn fold(title: &str) -> String {
    let folded: String = title.nfkc().filter(|c| !is_dropped(*c)).flat_map(char::to_lowercase).collect();
    let folded = folded.replace(STATE, "").replace("最高人民法院和最高", "最高人民法院最高");
    let folded = if folded.contains('(') { without_ordinal_brackets(&folded) } else { folded };
    let long = SHORT_ISSUERS.iter().find_map(|(short, long, other)| {
        let rest = folded.strip_prefix(short)?;
        (other.is_none() || !rest.starts_with(other.unwrap_or_default())).then(|| format!("{long}{rest}"))
    });
    long.unwrap_or(folded)
}

/// 解释(一) → 解释一
fn without_ordinal_brackets(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some((before, after)) = rest.split_once('(') {
        out.push_str(before);
        rest = after;
        match after.split_once(')') {
            Some((content, behind)) if Bracket::of(content) == Bracket::Ordinal => {
                out.push_str(content);
                rest = behind;
            }
            _ => out.push('('),
        }
    }
    out + rest
}

/// A folded title without its issuers, if it goes on with 关于.
fn without_issuers(title: &str) -> Option<&str> {
    let mut rest = title;
    while let Some(next) = ISSUERS.iter().find_map(|i| rest.strip_prefix(i)) {
        rest = next;
    }
    (rest.len() < title.len() && rest.starts_with("关于")).then_some(rest)
}

/// True if a title is a longer one without some of its inner characters.
fn is_abridged(title: &str, name: &str) -> bool {
    let mut rest = name.chars();
    let is_first = title.chars().next() == name.chars().next();
    is_first && title.chars().all(|c| rest.by_ref().any(|other| other == c)) && rest.next().is_none()
}

/// True for a short title of an interpretation by the Supreme Court.
fn is_interpretation(title: &str) -> bool {
    let bare = title.trim_end_matches(is_numeral);
    bare.ends_with("解释") || bare.ends_with("规定") && !bare.ends_with("若干规定")
}

/// The text before a title without what may belong to it: its issuers, 民法典 before 担保制度解释, 中华人民共和国.
pub(crate) fn lead<'t>(before: &'t str, title: &str) -> &'t str {
    let before = before.strip_suffix(STATE).unwrap_or(before);
    let is_interpretation = is_interpretation(&fold(title));
    let before = if is_interpretation { before.strip_suffix("民法典").unwrap_or(before) } else { before };
    let has_issuer = is_interpretation || title.starts_with("关于");
    before.get(..before_issuers(before)).filter(|_| has_issuer).unwrap_or(before)
}

/// The length of a text without the issuers at its end.
fn before_issuers(text: &str) -> usize {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_end_matches(is_dropped).trim_end_matches('和');
        let shorts = SHORT_ISSUERS.iter().map(|(short, ..)| short);
        match ISSUERS.iter().chain(shorts).find_map(|i| trimmed.strip_suffix(i)) {
            Some(next) => rest = next,
            None => return rest.len(),
        }
    }
}

/// The index of titles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Titles {
    /// Laws by folded title. The flag is set for the title of the row itself.
    names: BTreeMap<String, (LawId, bool)>,
    versions: Versions,
    /// Folded titles from their ends to their starts, sorted.
    endings: Vec<(Box<str>, Option<LawId>)>,
}

impl Titles {
    /// The index of laws and their short titles. Of several versions the one in force has the bare title.
    pub(super) fn of(rows: &[(LawId, &Law, Vec<&str>)]) -> Titles {
        let mut titles = Titles::default();
        for (id, law, written) in rows {
            for title in written {
                titles.names.entry(fold(title)).or_insert((*id, *title == law.title));
            }
        }
        let mut anonymous: BTreeMap<String, (LawId, String)> = BTreeMap::new();
        let by_force = |in_force: bool| rows.iter().filter(move |(_, law, _)| law.status.in_force() == in_force);
        for (id, law, _) in by_force(true).chain(by_force(false)) {
            let bare = fold(edition(&law.title).0);
            titles.names.entry(bare.clone()).or_insert((*id, true));
            if let Some(rest) = without_issuers(&bare) {
                let entry = anonymous.entry(rest.to_owned()).or_insert((*id, bare.clone()));
                if entry.1 != bare {
                    // Two issuers have one title: without its issuer it means neither.
                    entry.1.clear();
                }
            }
        }
        for (rest, (id, _)) in anonymous.into_iter().filter(|(_, (_, bare))| !bare.is_empty()) {
            titles.names.entry(rest).or_insert((id, false));
        }
        titles.versions = Versions::of(rows);
        let known = titles.names.iter().map(|(name, (id, _))| (name.as_str(), Some(*id)));
        let repealed = REPEALED_2021.iter().filter(|name| !titles.names.contains_key(**name)).map(|name| (*name, None));
        let mut endings: Vec<_> = known.chain(repealed).map(|(name, id)| (name.chars().rev().collect(), id)).collect();
        endings.sort();
        titles.endings = endings;
        titles
    }

    /// A law by a title as it is cited.
    pub(crate) fn find(&self, title: &str) -> Option<LawId> {
        if let Some((id, _)) = self.names.get(title) {
            return Some(*id);
        }
        let key = fold(title);
        let (bare, version) = edition(title);
        let exact = self.names.get(&key).map(|(id, _)| *id);
        let of_version = |edition| {
            let bare = fold(bare);
            let law = self.names.get(&bare).map(|(id, _)| *id).or_else(|| self.without_issuers(&bare))?;
            self.version(law, &VersionQuery { edition: Some(edition), ..VersionQuery::default() })
        };
        match (exact, version) {
            (None, Some(edition)) => of_version(edition),
            (None, None) => self.without_issuers(&key).or_else(|| self.find(without_part(title)?)),
            (exact, _) => exact,
        }
    }

    /// The law whose title or short title is nearest to one that is not registered.
    pub(crate) fn nearest(&self, title: &str) -> Option<LawId> {
        let folded = fold(title);
        let names = || self.names.keys().map(String::as_str);
        // 个人信息法 for 个人信息保护法
        let abridged = || {
            let long = names().filter(|name| folded.chars().nth(2).is_some() && is_abridged(&folded, name));
            long.min_by_key(|name| name.len()).map(str::to_owned)
        };
        self.names.get(&nearest(&folded, names()).or_else(abridged)?).map(|(id, _)| *id)
    }

    /// A law by its title and what a citation says of the version. Nothing if that version is not registered.
    pub(crate) fn find_version(&self, title: &str, query: &VersionQuery<'_>) -> Option<LawId> {
        if let Some(edition) = query.edition
            && let Some((id, _)) = self.names.get(&fold(&format!("{title}（{edition}）")))
        {
            return Some(*id);
        }
        let law = self.find(title)?;
        if edition(title).1.is_some() && query.edition.is_none() { Some(law) } else { self.version(law, query) }
    }

    /// The version of a law that a citation means.
    pub(crate) fn version(&self, law: LawId, query: &VersionQuery<'_>) -> Option<LawId> {
        self.versions.pick(law, query)
    }

    /// A title that names its issuer, of a row that does not; 民法典担保制度解释 of 担保制度解释.
    fn without_issuers(&self, key: &str) -> Option<LawId> {
        if let Some((id, true)) = without_issuers(key).and_then(|rest| self.names.get(rest)) {
            return Some(*id);
        }
        let rest = key.strip_prefix("最高人民法院").unwrap_or(key);
        let rest = rest.strip_prefix("民法典").unwrap_or(rest);
        let is_short = rest.len() < key.len() && is_interpretation(rest);
        self.names.get(rest).filter(|_| is_short).map(|(id, _)| *id)
    }

    /// The longest title at the end of a text, with its start; no law if it is only known to be repealed.
    pub(crate) fn ending(&self, text: &str) -> Option<(usize, Option<LawId>)> {
        let (mut from, mut to) = (0, self.endings.len());
        let mut depth = 0;
        let mut longest = None;
        for (c, start) in Backward::new(text) {
            let at = |(name, _): &(Box<str>, Option<LawId>)| name.get(depth..).and_then(|rest| rest.chars().next());
            let range = self.endings.get(from..to)?;
            let (first, last) = (range.partition_point(|e| at(e) < Some(c)), range.partition_point(|e| at(e) <= Some(c)));
            (from, to) = (from + first, from + last);
            depth += c.len_utf8();
            match self.endings.get(from..to).and_then(<[_]>::first) {
                None => break,
                Some((name, law)) if name.len() == depth => longest = Some((start, *law)),
                Some(_) => {}
            }
        }
        longest
    }
}

/// A title without the part of the law behind it: 民法典·合同编, 民法典（合同编）, 民法典合同编.
fn without_part(title: &str) -> Option<&str> {
    const PARTS: [&str; 10] =
        ["总则编", "物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编", "总则", "分则", "附则"];
    let title = title.trim_end();
    let inner = title.strip_suffix(['）', ')']).unwrap_or(title).trim_end();
    let rest = PARTS.iter().find_map(|part| inner.strip_suffix(part))?;
    let bare = rest.trim_end_matches(['（', '(', '·', '・', '•', '‧', '∙', ' ', '—', '-', ':', '：']);
    // Either both brackets, or none.
    let has_open = rest.len() > bare.len() && rest.contains(['（', '(']);
    (has_open == (inner.len() < title.len()) && !bare.is_empty()).then_some(bare)
}

/// The characters of a text from its end, folded, each with its place.
pub(crate) struct Backward<'t> {
    text: &'t str,
    at: usize,
}

impl Backward<'_> {
    pub(crate) fn new(text: &str) -> Backward<'_> {
        Backward { text, at: text.len() }
    }
}

impl Iterator for Backward<'_> {
    type Item = (char, usize);

    fn next(&mut self) -> Option<(char, usize)> {
        loop {
            let before = self.text.get(..self.at)?;
            if before.ends_with('国') && before.ends_with(STATE) {
                self.at -= STATE.len();
                continue;
            }
            let c = before.chars().next_back()?;
            let behind = self.text.get(self.at..).and_then(|t| t.chars().next());
            self.at -= c.len_utf8();
            let inner = before.get(..self.at).and_then(|t| t.chars().next_back());
            let is_ordinal = matches!(c, '（' | '(') && behind.is_some_and(is_numeral)
                || matches!(c, '）' | ')') && inner.is_some_and(is_numeral);
            if is_dropped(c) || is_ordinal {
                continue;
            }
            let folded = std::iter::once(c).nfkc().flat_map(char::to_lowercase).next().unwrap_or(c);
            return Some((folded, self.at));
        }
    }
}
