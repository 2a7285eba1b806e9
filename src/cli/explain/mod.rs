//! `explain`: the long form of a code, the list of all codes, or why articles are related.

mod related;

use clap::ArgMatches;

use super::setting::Setting;
use super::{End, Trouble, pick, print};
use crate::diag::{self, Code, explanation};
use crate::text::nearest;

/// Prints the long form of a code, or why articles are related.
pub(super) fn explain(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let word = |name: &str| args.get_one::<String>(name).map(String::as_str);
    match (word("what"), word("slug")) {
        (Some("related"), Some(slug)) => return related::related(setting, slug, word("other")),
        (Some("related"), None) => {
            let what = pick(
                setting.lang,
                "请写出文章的 slug：sitegen explain related SLUG",
                "name an article: sitegen explain related SLUG",
            );
            return Err(Trouble(what.to_owned()));
        }
        (Some(_), Some(more)) => {
            let what = pick(setting.lang, "只有 explain related 才能再写文章", "only `explain related` takes an article");
            return Err(Trouble(format!("{more}: {what}")));
        }
        _ => {}
    }
    let mut out = Vec::new();
    match word("what") {
        None => diag::print::explain::list(setting.lang, &mut out)?,
        Some(code) => match code.parse::<Code>().ok().and_then(explanation) {
            Some(known) => diag::print::explain::explain(known, setting.lang, &mut out)?,
            None => return Err(unknown(setting, code)),
        },
    }
    print(&String::from_utf8_lossy(&out))
}

fn unknown(setting: &Setting, word: &str) -> Trouble {
    let codes: Vec<String> = diag::explanations().iter().map(|e| e.code.to_string()).collect();
    let what = pick(setting.lang, "没有这个编号", "there is no such code");
    let near = nearest(&word.to_uppercase(), codes.iter().map(String::as_str));
    let hint = near.map(|n| format!(" ({} {n}?)", pick(setting.lang, "是否想写", "did you mean"))).unwrap_or_default();
    Trouble(format!("{word}: {what}{hint}"))
}
