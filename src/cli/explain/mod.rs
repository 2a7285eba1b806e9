//! `explain`: the long form of a code, the list of all codes, or why articles are related.

mod related;

use clap::ArgMatches;

use super::setting::Setting;
use super::{CliError, Outcome, print};
use crate::diag::{self, Code, explanation};
use crate::text::nearest;

pub(super) fn explain(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let word = |name: &str| args.get_one::<String>(name).map(String::as_str);
    match (word("what"), word("slug")) {
        (Some("related"), Some(slug)) => return related::related(setting, slug, word("other")),
        (Some("related"), None) => {
            let zh = "请写出文章的 slug：sitegen explain related SLUG";
            return Err(CliError(setting.text(zh, "name an article: sitegen explain related SLUG").to_owned()));
        }
        (Some(_), Some(more)) => {
            return Err(setting.error(more, "只有 explain related 才能再写文章", "only `explain related` takes an article"));
        }
        _ => {}
    }
    let mut out = Vec::new();
    match word("what") {
        None => diag::print::explain::list(setting.lang, &mut out)?,
        Some(code) => match code.parse::<Code>().ok().and_then(explanation) {
            Some(known) => diag::print::explain::explain(known, setting.lang, &mut out)?,
            None => {
                let error = setting.error(code, "没有这个编号", "there is no such code");
                return Err(error.did_you_mean(setting.lang, nearest_code(code)));
            }
        },
    }
    print(&String::from_utf8_lossy(&out))
}

/// The code that is nearest to a word.
pub(super) fn nearest_code(word: &str) -> Option<String> {
    let codes: Vec<String> = diag::explanations().iter().map(|e| e.code.to_string()).collect();
    nearest(&word.to_uppercase(), codes.iter().map(String::as_str)).map(str::to_owned)
}
