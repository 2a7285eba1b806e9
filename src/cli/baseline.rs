//! `--baseline`: reads the accepted findings, applies them to the report of a run, and removes those that are gone. `baseline` rewrites
//! them in their present form, and merges them for git.

use std::path::PathBuf;

use clap::ArgMatches;

use super::progress::ProgressBars;
use super::report::burndown;
use super::setting::{Folders, Setting};
use super::{CliError, Outcome, print};
use crate::diag::baseline::{self, Baseline};
use crate::diag::burndown::Burndown;
use crate::diag::{Lang, Report};
use crate::pipeline::{self, Site};
use crate::text::localized;
use crate::{emit, load};

#[derive(Debug)]
pub(super) struct Plan {
    place: Place,
    act: Act,
}

#[derive(Debug)]
enum Act {
    Accept(Baseline),
    /// Accept its findings, and remove those that are gone.
    Update(Baseline),
    Create,
}

/// The effect of a baseline and of `--base`; nothing is counted if there is no baseline.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Accepted {
    pub(super) count: Option<usize>,
    /// Findings that it would accept but that are gone.
    pub(super) gone: Option<usize>,
    /// Changed files with findings that nothing accepts.
    pub(super) touched: usize,
}

/// Where a baseline is: a file, or a folder of files.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    /// As the person typed it.
    name: String,
}

impl Place {
    pub(super) fn new(setting: &Setting, typed: &std::path::Path) -> Place {
        Place { path: setting.folder.join(typed), name: typed.display().to_string() }
    }

    /// A name without an extension is that of a folder, unless there is such a file.
    fn is_folder(&self) -> bool {
        load::is_folder(&self.path) || (self.path.extension().is_none() && !load::is_file(&self.path))
    }

    pub(super) fn exists(&self) -> bool {
        load::is_file(&self.path) || load::is_folder(&self.path)
    }

    fn error(&self, setting: &Setting, zh: &str, en: &str) -> CliError {
        setting.error(&self.name, zh, en)
    }

    pub(super) fn missing(&self, setting: &Setting) -> CliError {
        let en = "there is no such baseline; sitegen check --baseline PATH --write-baseline writes one";
        self.error(setting, "没有这个基线；用 sitegen check --baseline 路径 --write-baseline 生成", en)
    }

    pub(super) fn read(&self, setting: &Setting) -> Result<Baseline, CliError> {
        let mut parts = Vec::new();
        for (part, text) in load::parts(&self.path, load::BASELINE_LIMIT, baseline::is_file)? {
            let name = if part.is_empty() { self.name.clone() } else { format!("{}/{part}", self.name) };
            let Ok(source) = text else { return Err(setting.error(name, "不是 UTF-8 编码的文字", "is not UTF-8 text")) };
            parts.push(Baseline::parse(&source.text).map_err(|line| {
                let zh = "这一行看不懂；合并以后请去掉冲突标记";
                let en = "this line cannot be read; after a merge, remove the conflict markers";
                setting.error(format!("{name}:{line}"), zh, en)
            })?);
        }
        Ok(Baseline::join(parts))
    }

    /// Writes a baseline. A file of a folder that has no findings any more stays without rows: git cannot merge one that is gone.
    fn write(&self, baseline: &Baseline) -> Result<usize, CliError> {
        if !self.is_folder() {
            emit::write_report(&self.path, baseline.to_string().as_bytes())?;
            return Ok(1);
        }
        emit::create_folder(&self.path)?;
        let files = baseline::files(baseline);
        let known = load::parts(&self.path, load::BASELINE_LIMIT, baseline::is_file)?;
        let empty = Baseline::default().to_string();
        let emptied = known.iter().filter(|(name, _)| !files.contains_key(name)).map(|(name, _)| (name, &empty));
        for (name, text) in files.iter().chain(emptied) {
            let is_same = known.iter().any(|(other, before)| other == name && before.as_ref().is_ok_and(|b| *b.text == **text));
            if !is_same {
                emit::write_report(&self.path.join(name), text.as_bytes())?;
            }
        }
        Ok(files.len())
    }
}

impl Plan {
    /// The plan of the flags; `None` without `--baseline`.
    pub(super) fn of(setting: &Setting, args: &ArgMatches) -> Result<Option<Plan>, CliError> {
        let Some(typed) = args.get_one::<PathBuf>("baseline") else { return Ok(None) };
        let place = Place::new(setting, typed);
        let has_flag = |name: &str| args.try_get_one::<bool>(name).ok().flatten() == Some(&true);
        if has_flag("write-baseline") {
            if place.exists() {
                let zh = "已经有这个基线；用 --update-baseline 去掉已经改好的，要重新开始就先删除它";
                let en = "already exists; --update-baseline removes what is corrected; to start over, delete it first";
                return Err(place.error(setting, zh, en));
            }
            return Ok(Some(Plan { place, act: Act::Create }));
        }
        if !place.exists() {
            return Err(place.missing(setting));
        }
        let baseline = place.read(setting)?;
        Ok(Some(Plan { place, act: if has_flag("update-baseline") { Act::Update(baseline) } else { Act::Accept(baseline) } }))
    }

    /// How the baseline became smaller, as far as git knows.
    pub(super) fn progress(&self, setting: &Setting, site: &Site) -> Option<Burndown> {
        // A report is complete without a history, so one that git does not have is no error.
        burndown(&site.linked, &self.place.path, &self.place.read(setting).ok()?).ok()?
    }

    /// Applies the baseline to the report of a run. `is_whole` is true if the whole site was checked, so that a finding that
    /// does not occur is gone; `shows_old` if accepted findings are shown.
    pub(super) fn apply(
        &self,
        site: &Site,
        report: Report,
        is_whole: bool,
        shows_old: bool,
    ) -> Result<(Report, Accepted), CliError> {
        let findings = site.fingerprinted(&report);
        let baseline = match &self.act {
            Act::Accept(baseline) | Act::Update(baseline) => baseline.clone().with_slugs(|path| site.slug_of(path)),
            Act::Create => {
                let created = Baseline::of(&findings);
                self.place.write(&created)?;
                created
            }
        };
        let diff = baseline.compare(findings);
        let report = diff.apply(report, shows_old);
        // A run that fails may not reach all findings.
        let is_whole = is_whole && !report.failed();
        let mut accepted = Accepted { count: Some(diff.remaining.count()), gone: is_whole.then_some(diff.gone), touched: 0 };
        if matches!(self.act, Act::Update(_)) && is_whole && diff.gone > 0 {
            self.place.write(&diff.remaining)?;
            accepted.gone = Some(0);
        }
        Ok((report, accepted))
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

/// The folder of a baseline unless a person names another one.
pub(super) const FOLDER: &str = "baseline";
/// The file of baselines of older versions.
pub(super) const FILE: &str = "baseline.tsv";

pub(super) fn baseline(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    if let Some(("merge", versions)) = args.subcommand() {
        return merge(setting, versions);
    }
    let folders = setting.folders()?;
    let typed = typed(setting, &folders, args, "from", [FILE, FOLDER]);
    let from = Place::new(setting, &typed);
    if !from.exists() {
        return Err(from.missing(setting));
    }
    let target = args.get_one::<PathBuf>("to").cloned().unwrap_or_else(|| typed.with_extension(""));
    let to = Place::new(setting, &target);
    if to.path != from.path && to.exists() {
        return Err(to.error(setting, "已经有了，没有写入", "already exists; nothing was written"));
    }
    let bars = ProgressBars::new(setting);
    let linked = pipeline::subset::front_matter(&folders.root, &folders.settings, &setting.options, &bars)?;
    bars.finish();
    let library = &linked.library;
    let slug = |path: &str| Some(library.article(library.article_by_path(path)?).front.slug.value.as_str().into());
    let baseline = from.read(setting)?.with_slugs(slug);
    let files = to.write(&baseline)?;
    let (name, count) = (target.display(), baseline.count());
    let texts = [format!("{name}：{count} 处旧问题，{files} 个文件\n"), format!("{name}: {count} old findings, files: {files}\n")];
    print(&localized(setting.lang, texts))
}

/// The baseline that an argument names, or the first of these in the site's folder that is there, else the last.
pub(super) fn typed(setting: &Setting, folders: &Folders, args: &ArgMatches, argument: &str, names: [&str; 2]) -> PathBuf {
    let paths = names.map(|name| folders.root.join(name));
    let there = || paths.iter().find(|path| load::is_file(path) || load::is_folder(path)).or(paths.last());
    let default = || there().map_or_else(PathBuf::new, |path| path.strip_prefix(&setting.folder).unwrap_or(path).to_owned());
    args.get_one::<PathBuf>(argument).cloned().unwrap_or_else(default)
}

/// Merges two versions of a baseline into the second file, as git asks.
fn merge(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let place = |name: &str| Place::new(setting, args.get_one::<PathBuf>(name).map_or(std::path::Path::new(""), PathBuf::as_path));
    let read = |place: &Place| Ok::<_, CliError>(place.read(setting)?.with_slugs(|_| None));
    let (base, ours, theirs) = (place("base"), place("ours"), place("theirs"));
    let merged = baseline::merge(&read(&base)?, &read(&ours)?, &read(&theirs)?);
    emit::write_report(&ours.path, merged.to_string().as_bytes())?;
    Ok(Outcome::Fine)
}
