//! Checking anew after each save, until the program is ended: what was saved, what was found, and that it waits. It decides
//! nothing about what is checked, and takes nothing off the screen.

#![expect(clippy::disallowed_methods, reason = "it prints")]

use std::io::{self, Write};

use super::setting::Setting;
use super::{End, Trouble, pick, told};
use crate::diag::Lang;
use crate::diag::print::Format;
use crate::pipeline::ChangeSet;
use crate::watch::Watch;

/// Checks at once and after each save. What keeps the first check from running ends the program; later it is told, and the
/// next save is another chance.
pub(super) fn watch(setting: &Setting, mut check: impl FnMut(&ChangeSet) -> Result<End, Trouble>) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    // Before the first look, so that nothing saved meanwhile is missed.
    let mut watch = Watch::begin(&folders.root, &folders.settings);
    if let Some(why) = &watch.polls {
        line(&polls(setting.lang, why));
    }
    check(&ChangeSet::Any)?;
    let talks = matches!(setting.format, Format::Human { .. } | Format::Short) && !setting.quiet;
    let waits = pick(setting.lang, "等待下一次保存；按 Ctrl-C 结束。", "Waiting for the next save; Ctrl-C ends.");
    loop {
        if talks {
            line(waits);
        }
        let Some(changes) = watch.wait() else { return Ok(End::Fine) };
        if talks {
            line(&format!("\n{}", saved(setting.lang, &changes)));
        }
        if let Err(trouble) = check(&changes) {
            line(&told(setting.lang, &trouble));
        }
    }
}

/// Where even that cannot be told there is no one to tell.
fn line(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Why files are looked at every now and then.
pub(super) fn polls(lang: Lang, why: &str) -> String {
    let zh = "系统无法通知文件变化，改为每隔一两秒查看一次";
    let en = "the system does not tell of saved files, so they are looked at every second or two";
    format!("{} ({why})", pick(lang, zh, en))
}

/// What was saved.
fn saved(lang: Lang, changes: &ChangeSet) -> String {
    let ChangeSet::Paths(paths) = changes else { return pick(lang, "文件有变化", "files have changed").to_owned() };
    let first = paths.first().map_or("", String::as_str);
    match (lang, paths.len()) {
        (Lang::Zh, 0 | 1) => format!("{first} 有变化"),
        (Lang::Zh, n) => format!("{first} 等 {n} 个文件有变化"),
        (Lang::En, 0 | 1) => format!("{first} has changed"),
        (Lang::En, n) => format!("{first} and {} more have changed", n - 1),
    }
}
