//! `--baseline`: reads the file of accepted findings, applies it to the report of a run, and removes the findings from the file that
//! are gone.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ArgMatches;

use super::CliError;
use super::setting::Setting;
use crate::diag::baseline::Baseline;
use crate::diag::{Lang, Report};
use crate::pipeline::Site;
use crate::text::localized;
use crate::{emit, load};

#[derive(Debug)]
pub(super) struct Plan {
    path: PathBuf,
    act: Act,
}

#[derive(Debug)]
enum Act {
    Accept(Baseline),
    /// Accept its findings, and remove those that are gone.
    Update(Baseline),
    Create,
}

/// The effect of a baseline; nothing is counted if there is none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Accepted {
    pub(super) count: Option<usize>,
    /// Findings that it would accept but that are gone.
    pub(super) gone: Option<usize>,
}

impl Plan {
    /// The plan of the flags; `None` without `--baseline`.
    pub(super) fn of(setting: &Setting, args: &ArgMatches) -> Result<Option<Plan>, CliError> {
        let Some(typed) = args.get_one::<PathBuf>("baseline") else { return Ok(None) };
        let path = setting.folder.join(typed);
        let has_flag = |name: &str| args.try_get_one::<bool>(name).ok().flatten() == Some(&true);
        let error = |zh: &str, en: &str| setting.error(typed.display(), zh, en);
        if has_flag("write-baseline") {
            if load::is_file(&path) {
                let zh = "已经有这个文件；用 --update-baseline 去掉已经改好的，要重新开始就先删除它";
                let en = "already exists; --update-baseline removes what is corrected; to start over, delete the file first";
                return Err(error(zh, en));
            }
            return Ok(Some(Plan { path, act: Act::Create }));
        }
        if !load::is_file(&path) {
            let en = "there is no such baseline; sitegen check --baseline FILE --write-baseline writes one";
            return Err(error("没有这个基线文件；用 sitegen check --baseline 文件 --write-baseline 生成", en));
        }
        let Ok(Ok(source)) = load::read_text(&path, &Arc::from(""), load::BASELINE_LIMIT) else {
            return Err(error("不是 UTF-8 编码的文字", "is not UTF-8 text"));
        };
        let baseline = Baseline::parse(&source.text).map_err(|line| {
            let zh = "这一行看不懂；合并以后请去掉冲突标记";
            let en = "this line cannot be read; after a merge, remove the conflict markers";
            setting.error(format!("{}:{line}", typed.display()), zh, en)
        })?;
        Ok(Some(Plan { path, act: if has_flag("update-baseline") { Act::Update(baseline) } else { Act::Accept(baseline) } }))
    }

    /// Applies the baseline to the report of a run. `is_whole` is true if the whole site was checked, so that a finding that
    /// does not occur is gone.
    pub(super) fn apply(&self, site: &Site, report: Report, is_whole: bool) -> Result<(Report, Accepted), CliError> {
        let findings = site.fingerprinted(&report);
        let created;
        let baseline = match &self.act {
            Act::Accept(baseline) | Act::Update(baseline) => baseline,
            Act::Create => {
                created = Baseline::of(&findings);
                self.write(&created)?;
                &created
            }
        };
        let diff = baseline.compare(findings);
        let report = diff.apply(report);
        // A run that fails may not reach all findings.
        let is_whole = is_whole && !report.failed();
        let mut accepted = Accepted { count: Some(diff.remaining.count()), gone: is_whole.then_some(diff.gone) };
        if matches!(self.act, Act::Update(_)) && is_whole && diff.gone > 0 {
            self.write(&diff.remaining)?;
            accepted.gone = Some(0);
        }
        Ok((report, accepted))
    }

    fn write(&self, baseline: &Baseline) -> Result<(), CliError> {
        Ok(emit::write_report(&self.path, baseline.to_string().as_bytes())?)
    }
}

pub(super) fn sentence(lang: Lang, accepted: Accepted) -> Option<String> {
    let count = accepted.count?;
    let sentence = [format!("基线接受的旧问题 {count} 处"), format!("{count} old findings accepted by the baseline")];
    let sentence = localized(lang, sentence);
    let Some(gone) = accepted.gone.filter(|n| *n > 0) else { return Some(sentence) };
    let gone = [
        format!("；另有 {gone} 处已经改好，用 sitegen check --baseline … --update-baseline 从基线里去掉"),
        format!("; {gone} more are gone: remove them with sitegen check --baseline … --update-baseline"),
    ];
    Some(sentence + &localized(lang, gone))
}
