//! The sentence that cites a law: whether it speaks of a time at which the law was in force.

use jiff::civil::Date;

use super::context::{Context, first, last};
use super::freshness::has_year;
use crate::model::facts::{Citation, Plain};
use crate::text::han::year_at_end;

/// Words by which a sentence says that a law is past.
const PAST: &[&str] = &[
    "废止", "失效", "取代", "旧法", "修正前", "修订前", "修改前", "当时", "当年", "已过期", "到期", "届满", "结束", "截止", "截至",
    "终止", "不再", "日止", "为止", "期满", "已过", "之前", "以前", "施行前", "原规定", "历史上", "过去", "时间效力", "实施时",
    "施行时", "实施之初", "施行之初", "生效时", "出台时",
];

/// Words by which the part of a sentence behind ； goes on about the same thing.
const GOES_ON: &[&str] = &["这", "该", "此", "其", "现", "但", "不过", "目前", "如今", "已"];

/// True if a sentence has words by which it speaks of the past.
pub(super) fn speaks_of_past(context: &Context<'_>) -> bool {
    context.sentence_has(PAST) || {
        let behind = context.after().get(context.sentence_after().len()..).and_then(|t| t.strip_prefix('；'));
        let next = behind.and_then(|t| t.split(['。', '；', '！', '？', '\n']).next()).unwrap_or("");
        GOES_ON.iter().any(|w| next.starts_with(w)) && PAST.iter().any(|w| next.contains(w))
    }
}

/// True if 原 stands before a title, or before the first of a row of titles: 原《合同法》、《担保法》.
fn is_marked(before: &str) -> bool {
    let mut before = before.trim_end_matches(['《', '“', ' ', '*']);
    let row = |text: &str| text.trim_end_matches(['、', '和', '与', '及', '以']).strip_suffix('》').and_then(|t| t.rfind('《'));
    while let Some(open) = row(before) {
        before = before.get(..open).unwrap_or("").trim_end_matches([' ', '*']);
    }
    before.ends_with(['原', '旧'])
}

/// A citation in the sentence that readers see, and in its line of the file, where the cells of a row stand side by side.
pub(super) struct Passage<'t> {
    words: Context<'t>,
    line: Context<'t>,
}

impl<'t> Passage<'t> {
    pub(super) fn new(citation: &Citation, plain: &'t Plain, markdown: &'t str) -> Passage<'t> {
        let of = |text, span: crate::text::Span| Context::new(text, span.start as usize, span.end as usize);
        Passage { words: of(plain.text(), citation.words), line: of(markdown, citation.span) }
    }

    fn any(&self, is_true: impl Fn(&Context<'t>) -> bool) -> bool {
        is_true(&self.words) || is_true(&self.line)
    }

    pub(super) fn sentence_has(&self, words: &[&str]) -> bool {
        self.any(|context| context.sentence_has(words))
    }

    /// True if it is marked as past: by 原 before it or in it, or by words in it or in its sentence.
    pub(super) fn is_past(&self) -> bool {
        let own = self.words.word();
        own.contains("原第")
            || PAST.iter().any(|w| own.contains(w))
            || self.any(|context| is_marked(context.before()) || speaks_of_past(context))
    }

    /// True if its sentence names a year, or the number of a case of a year, that ended before a day.
    pub(super) fn names_year_before(&self, day: Date) -> bool {
        let is_before = |text: &str| years(text).any(|year| year < day.year());
        is_before(self.words.sentence_before()) || is_before(self.words.sentence_after())
    }

    /// True if it or its sentence names the year of a version.
    pub(super) fn names_a_version(&self) -> bool {
        let near = |c: &Context<'_>| has_year(last(c.sentence_before(), 12)) || has_year(first(c.sentence_after(), 12));
        years(self.words.word()).next().is_some() || self.any(near)
    }
}

/// The years that a text names: 2018年, （2019）京01民终1号.
fn years(text: &str) -> impl Iterator<Item = i16> + '_ {
    let marks = text.match_indices(['年', '）', ')', '〕', ']']);
    marks.filter_map(|(i, mark)| {
        let before = text.get(..i)?;
        let year = year_at_end(before).filter(|year| *year >= 1949)?;
        let lead = before.trim_end_matches(' ').trim_end_matches(|c: char| c.is_ascii_digit());
        (mark == "年" || lead.ends_with(['（', '(', '〔', '['])).then_some(year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_told_from_other_figures() {
        for (text, found) in [
            ("借款发生在2018年，", vec![2018]),
            ("（2019）京01民终1号，2020 年5月", vec![2019, 2020]),
            ("法释〔2015〕18号", vec![2015]),
            ("第1260条，12018年，（1260）", vec![]),
        ] {
            assert_eq!(years(text).collect::<Vec<_>>(), found, "{text}");
        }
    }
}
