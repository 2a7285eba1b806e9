//! `--baseline`: reads the file of accepted findings, has them taken out of a run's findings, and keeps the file as small as
//! what is left of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::setting::Setting;
use super::{Trouble, pick};
use crate::diag::Findings;
use crate::diag::baseline::Baseline;
use crate::emit;
use crate::load;
use crate::pipeline::Site;

/// A baseline file and what is to become of it.
#[derive(Debug)]
pub(super) struct Plan {
    path: PathBuf,
    act: Act,
}

#[derive(Debug)]
enum Act {
    /// Accept what stands in it.
    Accept(Baseline),
    /// Accept what stands in it, and take out what is gone.
    Update(Baseline),
    /// Write what is found today.
    Create,
}

/// What a baseline made of the findings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Accepted {
    /// Findings that it accepts; nothing where there is no baseline.
    pub(super) accepted: Option<usize>,
    /// Findings that it would accept but that are gone.
    pub(super) gone: Option<usize>,
}

impl Plan {
    /// What the flags ask for; nothing without `--baseline`.
    pub(super) fn of(setting: &Setting, args: &ArgMatches) -> Result<Option<Plan>, Trouble> {
        let Some(typed) = args.get_one::<PathBuf>("baseline") else { return Ok(None) };
        let path = setting.folder.join(typed);
        let asked = |name: &str| args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false);
        let trouble = |zh: &str, en: &str| Trouble(format!("{}: {}", typed.display(), pick(setting.lang, zh, en)));
        if asked("write-baseline") {
            let there = load::is_file(&path);
            let (zh, en) = (
                "已经有这个文件；用 --update-baseline 去掉已经改好的，要重新开始就先删除它",
                "is there already; --update-baseline takes out what is mended, and to start anew remove it first",
            );
            return if there { Err(trouble(zh, en)) } else { Ok(Some(Plan { path, act: Act::Create })) };
        }
        if !load::is_file(&path) {
            let en = "there is no such baseline; sitegen check --baseline FILE --write-baseline writes one";
            return Err(trouble("没有这个基线文件；用 sitegen check --baseline 文件 --write-baseline 生成", en));
        }
        let baseline = read(&path).ok_or_else(|| trouble("不是 UTF-8 编码的文字", "is not UTF-8 text"))?;
        let baseline = baseline.map_err(|line| {
            let (zh, en) = ("这一行看不懂；合并以后请去掉冲突标记", "this line is not understood; after a merge remove its marks");
            Trouble(format!("{}:{line}: {}", typed.display(), pick(setting.lang, zh, en)))
        })?;
        Ok(Some(Plan { path, act: if asked("update-baseline") { Act::Update(baseline) } else { Act::Accept(baseline) } }))
    }

    /// Parts the findings of a run: those beyond the baseline are left. `is_whole` says of them whether everything was seen, so
    /// that what is not found is gone.
    pub(super) fn judge(
        &self,
        site: &Site,
        findings: &Findings,
        is_whole: impl Fn(&Findings) -> bool,
    ) -> Result<(Findings, Accepted), Trouble> {
        let worded = site.worded(findings);
        let created;
        let baseline = match &self.act {
            Act::Accept(baseline) | Act::Update(baseline) => baseline,
            Act::Create => {
                created = Baseline::of(&worded);
                self.write(&created)?;
                &created
            }
        };
        let judged = baseline.judge(worded);
        let new = Findings::from(judged.new);
        let whole = is_whole(&new);
        let mut accepted = Accepted { accepted: Some(judged.accepted), gone: whole.then_some(judged.gone) };
        if matches!(self.act, Act::Update(_)) && whole && judged.gone > 0 {
            self.write(&judged.left)?;
            accepted.gone = Some(0);
        }
        Ok((new, accepted))
    }

    fn write(&self, baseline: &Baseline) -> Result<(), Trouble> {
        Ok(emit::write_report(&self.path, baseline.to_string().as_bytes())?)
    }
}

/// The baseline of a file; nothing where it is no text.
fn read(path: &Path) -> Option<Result<Baseline, usize>> {
    match load::read_text(path, &Arc::from(""), load::BASELINE_LIMIT) {
        Ok(Ok(source)) => Some(Baseline::parse(&source.text)),
        _ => None,
    }
}

/// The sentence about accepted findings.
pub(super) fn told(setting: &Setting, accepted: Accepted) -> Option<String> {
    let count = accepted.accepted?;
    let gone = accepted.gone.filter(|n| *n > 0);
    let (zh, en) = match gone {
        None => (String::new(), String::new()),
        Some(n) => (
            format!("；另有 {n} 处已经改好，用 sitegen check --baseline … --update-baseline 从基线里去掉"),
            format!("; {n} more are gone: take them out with sitegen check --baseline … --update-baseline"),
        ),
    };
    let sentence = (format!("基线接受的旧问题 {count} 处{zh}"), format!("{count} old findings accepted by the baseline{en}"));
    Some(if setting.lang == crate::diag::Lang::Zh { sentence.0 } else { sentence.1 })
}
