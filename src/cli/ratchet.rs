//! `--base`: files that differ from another git revision may not have grave findings, even if the baseline accepts them.

use std::collections::BTreeSet;

use clap::ArgMatches;

use super::CliError;
use super::setting::{Folders, Setting};
use crate::diag::{Family, Lang, Report};
use crate::load::git;
use crate::model::settings::Ratchet;
use crate::pipeline::Site;
use crate::text::localized;

/// The revision of the flag.
pub(super) fn base(args: &ArgMatches) -> Option<String> {
    args.try_get_one::<String>("base").ok().flatten().cloned()
}

/// The report in which findings of changed files are errors, and the number of these files.
pub(super) fn tighten(
    setting: &Setting,
    folders: &Folders,
    site: &Site,
    base: &str,
    report: Report,
) -> Result<(Report, usize), CliError> {
    if site.linked.library.settings.ratchet != Ratchet::Touched {
        let (zh, en) =
            ("设置里没有 ratchet: touched，这个参数没有作用", "has no effect without `ratchet: touched` in the settings");
        return Err(setting.error(format!("--base {base}"), zh, en));
    }
    let changed: BTreeSet<String> = git::changed(&folders.root, base)?.into_iter().collect();
    let is_grave = |code| Family::TOUCHED.contains(&Family::of(code));
    Ok(report.tightened(|finding| is_grave(finding.fault.code()) && changed.contains(&*finding.path)))
}

/// Why findings of some files are errors.
pub(super) fn sentence(lang: Lang, touched: usize) -> Option<String> {
    let names = Family::TOUCHED.map(|family| family.name(lang)).join(localized(lang, ["、", ", "]));
    let texts = [
        format!("改过的文件里还有 {touched} 个有{names}的问题，要先改正（ratchet: touched）"),
        format!("{touched} changed files have findings of {names}, to be mended first (ratchet: touched)"),
    ];
    (touched > 0).then(|| localized(lang, texts))
}
