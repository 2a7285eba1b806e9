//! What the words before a title say of it: the law of another place, the version of another time.

use crate::text::han;

/// Words by which a sentence speaks of the law of another place.
const FOREIGN: &[&str] = &[
    "德国", "法国", "日本", "瑞士", "美国", "英国", "意大利", "俄罗斯", "韩国", "台湾", "香港", "澳门", "民国", "清朝", "域外",
    "外国法",
];
/// Words behind the name of a place by which a whole sentence speaks of its law.
const ITS_LAW: &[&str] = &["，", ",", "法", "的法律", "的规定", "立法", "判例", "民法", "现行"];
/// Words after which a sentence speaks of the law of this country again.
const HOME: &[&str] = &["我国", "中国", "大陆", "内地", "中华人民共和国"];
/// Words before a title by which another version is meant than the one in force.
const PAST: &[&str] = &[
    "原", "旧", "原来的", "原有的", "旧的", "老的", "修正前", "修正前的", "修正之前的", "修正以前的", "修订前", "修订前的",
    "修订之前的", "修订以前的", "修改前", "修改前的", "修改之前的", "修改以前的", "废止前的", "已废止的", "已经废止的", "被废止的",
    "已失效的", "已经失效的", "失效的", "当时的", "以前的", "之前的", "此前的", "过去的", "从前的",
];
/// The year, and the month, right before a title: 2015年的《…》, 2015年9月1日起施行的《…》.
pub(super) fn date_before(before: &str) -> Option<(i16, Option<i16>)> {
    const WORDS: [&str; 12] =
        ["公布的", "发布的", "颁布的", "施行的", "实施的", "修正的", "修订的", "修改的", "出台的", "制定的", "版的", "的"];
    let before = unmarked(before);
    let date = WORDS.iter().find_map(|w| before.strip_suffix(w)).unwrap_or(before).trim_end_matches('版');
    let date = date.trim_end_matches("开始").trim_end_matches(['起', ' ']);
    let (date, _) = counted(date, &['日', '号']).unwrap_or((date, 0));
    let (date, month) = counted(date, &['月']).map_or((date, None), |(date, month)| (date, Some(month)));
    let date = date.trim_end_matches(' ');
    let date = date.strip_suffix('年').or_else(|| before.ends_with(['版']).then_some(date))?;
    let short = || {
        let digits = date.len() - date.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        // 15年的《…》
        date.get(date.len() - digits..)
            .filter(|_| digits == 2)?
            .parse()
            .ok()
            .map(|year: i16| year + if year < 50 { 2000 } else { 1900 })
    };
    Some((han::year_at_end(date).or_else(short)?, month))
}

/// A text without the number and the unit at its end, and the number.
fn counted<'t>(text: &'t str, units: &[char]) -> Option<(&'t str, i16)> {
    let inner = text.trim_end_matches(' ').strip_suffix(units)?.trim_end_matches(' ');
    let rest = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((rest, inner.get(rest.len()..)?.parse().ok()?))
}

/// A text without blanks and quotation marks at its end.
fn unmarked(before: &str) -> &str {
    before.trim_end_matches([' ', '“', '「', '‘', '*', '_'])
}

/// True if the words before a title say that it is of a time before: 原《…》, 修正前的《…》.
pub(super) fn is_past(before: &str) -> bool {
    PAST.iter().any(|w| unmarked(before).ends_with(w)) && !before.ends_with("还原")
}

/// The place whose law the clause before a title names, or its sentence in so many words.
pub(super) fn foreign(before: &str) -> Option<&'static str> {
    let sentence = before.rsplit(['。', '；', '！', '？']).next().unwrap_or("");
    let clause = sentence.rsplit(['，', ',', '：']).next().map_or(0, |clause| sentence.len() - clause.len());
    let (at, place) = FOREIGN.iter().filter_map(|w| Some((sentence.rfind(w)?, *w))).max()?;
    let behind = sentence.get(at + place.len()..)?;
    let is_meant = at >= clause || ITS_LAW.iter().any(|w| behind.starts_with(w));
    (is_meant && !HOME.iter().any(|w| behind.contains(w))).then_some(place)
}
