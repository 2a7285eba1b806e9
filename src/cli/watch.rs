//! `check --watch`: checks at once and after each save until the program is ended. It never clears the screen.

use super::setting::Setting;
use super::{CliError, Outcome, print_error};
use crate::diag::Lang;
use crate::diag::print::Format;
use crate::pipeline::ChangeSet;
use crate::text::localized;
use crate::watch::Watch;

/// Checks at once and after each save. An error of the first check ends the program. Later errors are printed, and the next
/// save is another chance.
pub(super) fn watch(
    setting: &Setting,
    mut check: impl FnMut(&ChangeSet) -> Result<Outcome, CliError>,
) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    // Before the first check, so that no save is missed meanwhile.
    let mut watch = Watch::begin(&folders.root, &folders.settings);
    if let Some(why) = &watch.polls {
        print_error(&polls(setting.lang, why));
    }
    check(&ChangeSet::Any)?;
    let is_verbose = matches!(setting.format, Format::Human { .. } | Format::Short) && !setting.quiet;
    loop {
        if is_verbose {
            print_error(setting.text("等待下一次保存；按 Ctrl-C 结束。", "Waiting for the next save; Ctrl-C ends."));
        }
        let Some(changes) = watch.wait() else { return Ok(Outcome::Fine) };
        if is_verbose {
            print_error(&format!("\n{}", saved(setting.lang, &changes)));
        }
        if let Err(error) = check(&changes) {
            print_error(&error.message(setting.lang));
        }
    }
}

pub(super) fn polls(lang: Lang, why: &str) -> String {
    let zh = "系统无法通知文件变化，改为每隔一两秒查看一次";
    let en = "the system does not tell of saved files, so they are looked at every second or two";
    format!("{} ({why})", localized(lang, [zh, en]))
}

fn saved(lang: Lang, changes: &ChangeSet) -> String {
    let texts = match changes {
        ChangeSet::Any => ["文件有变化".to_owned(), "files have changed".to_owned()],
        ChangeSet::Paths(paths) => {
            let first = paths.first().map_or("", String::as_str);
            match paths.len() {
                0 | 1 => [format!("{first} 有变化"), format!("{first} has changed")],
                n => [format!("{first} 等 {n} 个文件有变化"), format!("{first} and {} more have changed", n - 1)],
            }
        }
    };
    localized(lang, texts)
}
