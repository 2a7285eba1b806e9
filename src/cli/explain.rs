//! `explain`: the long form of a code, or the list of all codes.

use clap::ArgMatches;

use super::setting::Setting;
use super::{End, Trouble, pick, print};
use crate::diag::{self, Code, entry, nearest};

/// Prints the long form.
pub(super) fn explain(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let mut out = Vec::new();
    match args.get_one::<String>("code") {
        None => diag::print::explain::list(setting.lang, &mut out)?,
        Some(word) => match word.parse::<Code>().ok().and_then(entry) {
            Some(entry) => diag::print::explain::explain(entry, setting.lang, &mut out)?,
            None => return Err(unknown(setting, word)),
        },
    }
    print(&String::from_utf8_lossy(&out))
}

fn unknown(setting: &Setting, word: &str) -> Trouble {
    let codes: Vec<String> = diag::entries().map(|e| e.code.to_string()).collect();
    let what = pick(setting.lang, "没有这个编号", "there is no such code");
    let near = nearest(&word.to_uppercase(), codes.iter().map(String::as_str));
    let hint = near.map(|n| format!(" ({} {n}?)", pick(setting.lang, "是否想写", "did you mean"))).unwrap_or_default();
    Trouble(format!("{word}: {what}{hint}"))
}
