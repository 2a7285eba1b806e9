//! `import`: the articles of another program become files of this site.

#![expect(clippy::disallowed_methods, reason = "it prints and measures time")]

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::ArgMatches;

use super::progress::ProgressBars;
use super::run::not_printed;
use super::setting::{Folders, Setting};
use super::{CliError, Outcome, decide, print, print_error};
use crate::check::{self, OwnNumbers};
use crate::diag::print::{self as printers, Choice, Format, Selection};
use crate::diag::{Finding, Findings, Lang, Policy, Report};
use crate::emit;
use crate::import::source::{Kind, Refusal};
use crate::load;
use crate::model::mapping::{self, Mapping};
use crate::model::{Settings, settings};
use crate::pipeline::import::{Counts, Failure, Notice, Request, import as run};
use crate::text::{Position, Source, Span, localized};

/// Longest `import.yaml` in bytes.
const MAPPING_LIMIT: u64 = 8 << 20;

pub(super) fn import(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let started = Instant::now();
    if let Some(table) = args.get_one::<PathBuf>("decisions") {
        return decide::apply_table(setting, args, &setting.folder.join(table), false);
    }
    let from: Vec<PathBuf> = args.get_many::<PathBuf>("from").into_iter().flatten().map(|path| setting.folder.join(path)).collect();
    let map = args.get_one::<PathBuf>("map").map(|path| setting.folder.join(path));
    if from.is_empty() && map.is_none() {
        return print(first_steps(setting.lang));
    }
    let folders = setting.folders()?;
    let (mapping, source) = match &map {
        None => (Mapping::default(), None),
        Some(path) => match read_mapping(setting, &folders, path)? {
            Ok((mapping, source)) => (mapping, Some(source)),
            Err((findings, source)) => return report(setting, &folders, findings, &[source]),
        },
    };
    let beside = map.as_deref().and_then(Path::parent).unwrap_or(&setting.folder);
    let request = request(setting, args, &folders, &mapping, source, from, beside)?;
    let bars = ProgressBars::new(setting);
    let result = run(&request, &setting.options, &bars);
    bars.finish();
    match result {
        Ok(imported) => {
            if let Some(proposal) = &imported.proposal {
                print(proposal)?;
            }
            if let (Some(page), Some(path)) = (&imported.report, args.get_one::<PathBuf>("report")) {
                emit::write_report(&setting.folder.join(path), page.as_bytes())?;
            }
            print_notices(setting, &folders, &imported.notices)?;
            finish(setting, &imported.counts, request.dry_run, started)
        }
        Err(Failure::Machine(error)) => Err(error.into()),
        Err(Failure::Source(refusal)) => Err(refused(setting, refusal)),
        Err(Failure::Findings(findings, texts)) => report(setting, &folders, findings, &texts),
    }
}

fn request<'r>(
    setting: &Setting,
    args: &ArgMatches,
    folders: &'r Folders,
    mapping: &'r Mapping,
    mapping_source: Option<Source>,
    typed: Vec<PathBuf>,
    beside: &Path,
) -> Result<Request<'r>, CliError> {
    let is_typed_empty = typed.is_empty();
    let shown = typed.iter().map(|path| relative(path, &setting.folder)).collect();
    let from = if is_typed_empty { mapping.from.iter().map(|from| beside.join(&from.value)).collect() } else { typed };
    if from.is_empty() {
        let (zh, en) = (
            "没有写来源；在命令里写文件，或在 import.yaml 里写 from:",
            "no source is named; name a file, or write `from:` in import.yaml",
        );
        return Err(CliError(setting.text(zh, en).to_owned()));
    }
    if let Some(path) = from.iter().find(|path| !load::is_file(path) && !load::is_folder(path)) {
        return Err(setting.error(path.display(), "没有这个文件或文件夹", "there is no such file or folder"));
    }
    let kind = args.get_one::<String>("as").map(String::as_str).or_else(|| mapping.kind.map(mapping::SourceKind::word));
    let mut files: Vec<PathBuf> = args.get_one::<PathBuf>("files").map(|path| setting.folder.join(path)).into_iter().collect();
    files.extend(mapping.files.as_ref().map(|files| beside.join(&files.value)));
    files.extend(from.iter().filter(|path| load::is_folder(path)).cloned());
    let written_from = if mapping.from.is_empty() || !is_typed_empty {
        shown
    } else {
        mapping.from.iter().map(|from| from.value.clone()).collect()
    };
    Ok(Request {
        root: &folders.root,
        settings: &folders.settings,
        mapping,
        mapping_source,
        from,
        written_from,
        kind: kind.and_then(Kind::from_name),
        files,
        again: args.get_flag("again"),
        only: args.get_many::<String>("only").into_iter().flatten().cloned().collect(),
        dry_run: args.get_flag("dry-run"),
        report: args.contains_id("report").then_some(setting.lang),
    })
}

/// A path as it is written in a mapping in the current folder.
pub(super) fn relative(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

type ReadMapping = Result<(Mapping, Source), (Vec<Finding>, Source)>;

fn read_mapping(setting: &Setting, folders: &Folders, path: &Path) -> Result<ReadMapping, CliError> {
    if !load::is_file(path) {
        return Err(setting.error(path.display(), "没有这个文件", "there is no such file"));
    }
    let name = load::site_path(&folders.root, path);
    let name = name.unwrap_or_else(|| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
    let source = match load::read_text(path, &Arc::from(name), MAPPING_LIMIT)? {
        Ok(source) => source,
        Err(unreadable) => return Ok(Err((vec![*unreadable.finding], unreadable.source))),
    };
    let (mapping, findings) = mapping::read(&source);
    Ok(if findings.is_empty() { Ok((mapping, source)) } else { Err((findings, source)) })
}

fn refused(setting: &Setting, refusal: Refusal) -> CliError {
    let text = |zh: &str, en: &str| CliError(setting.text(zh, en).to_owned());
    match refusal {
        Refusal::Machine(error) => error.into(),
        Refusal::Ambiguous(kinds) => {
            let kinds: Vec<&str> = kinds.into_iter().map(Kind::name).collect();
            let kinds = kinds.join(", ");
            text(
                &format!("来源可能是 {kinds} 中的任何一种，请用 --as 指定"),
                &format!("the source may be any of {kinds}; name its kind with --as"),
            )
        }
        Refusal::Unknown => text(
            "看不出来源是哪个程序的，请用 --as 指定",
            "the program that the source comes from is not recognised; name it with --as",
        ),
        Refusal::Unreadable(kind, reason) => {
            text(&format!("来源（{kind}）读不出来：{reason}"), &format!("the source ({kind}) cannot be read: {reason}"))
        }
    }
}

/// Prints findings that keep the import from writing anything.
pub(super) fn report(setting: &Setting, folders: &Folders, findings: Vec<Finding>, texts: &[Source]) -> Result<Outcome, CliError> {
    print_findings(setting, folders, findings.into(), |path| {
        texts.iter().find(|source| &*source.path == path).map(|source| source.text.to_string())
    })?;
    Ok(Outcome::Findings)
}

/// Prints findings about records. Their places are lines of the source.
fn print_notices(setting: &Setting, folders: &Folders, notices: &[Notice]) -> Result<(), CliError> {
    let own = OwnNumbers::of(&read_settings(folders)?);
    let finding = |notice: &Notice| {
        let line = notice.origin.line.unwrap_or(0) as usize;
        let file = check::redacted(&notice.origin.file, &own).unwrap_or_else(|| notice.origin.file.clone());
        Finding::at(&Arc::from(file), Span::new(line..line), notice.fault.clone())
    };
    print_findings(setting, folders, notices.iter().map(finding).collect::<Vec<_>>().into(), |_| None)
}

fn read_settings(folders: &Folders) -> Result<Settings, CliError> {
    let source = load::read_text(&folders.settings, &Arc::from(load::SETTINGS), load::REGISTER_LIMIT)?.ok();
    Ok(settings::read(source.as_ref()).0)
}

pub(super) fn print_findings(
    setting: &Setting,
    folders: &Folders,
    findings: Findings,
    text: impl Fn(&str) -> Option<String>,
) -> Result<(), CliError> {
    let settings = read_settings(folders)?;
    let own = OwnNumbers::of(&settings);
    let policy = Policy { severities: &settings.checks, allowed: std::collections::BTreeMap::new(), strict: setting.strict };
    let report = Report::new(findings.groups(), &policy);
    let listing = report.listing();
    let choice = Choice::new(&listing, &Selection::default(), setting.format);
    let redactor = |text: &str| check::redacted(text, &own);
    let located = listing.located_some(&choice.findings, text).map(|mut located| {
        if located.location.excerpt.is_none() {
            let line = located.finding.span.map_or(1, |span| span.start.max(1));
            located.location.start = Position { line, ..Position::START };
            located.location.end = located.location.start;
        }
        located.redacted(&redactor)
    });
    let mut out = io::BufWriter::new(io::stderr().lock());
    printers::choice(located, &choice, setting.format, setting.lang, &mut out).map_err(not_printed)?;
    out.flush().map_err(not_printed)
}

fn finish(setting: &Setting, counts: &Counts, dry_run: bool, started: Instant) -> Result<Outcome, CliError> {
    let elapsed = started.elapsed().as_millis();
    if setting.format == Format::Json {
        print_error(&json(counts, elapsed));
    } else if !setting.quiet {
        print_error(&sentence(setting.lang, counts, dry_run, elapsed));
    }
    Ok(Outcome::Fine)
}

fn json(counts: &Counts, elapsed: u128) -> String {
    let Counts { records, written, unchanged, kept, conflicts, drafts, held, skipped, pictures, missing_pictures, left_out } =
        counts;
    format!(
        "{{\"summary\":{{\"records\":{records},\"written\":{written},\"unchanged\":{unchanged},\"kept\":{kept},\
         \"conflicts\":{conflicts},\"drafts\":{drafts},\"held\":{held},\"skipped\":{skipped},\"pictures\":{pictures},\
         \"missing_pictures\":{missing_pictures},\"left_out\":{left_out},\"elapsed_ms\":{elapsed}}}}}"
    )
}

fn sentence(lang: Lang, counts: &Counts, dry_run: bool, elapsed: u128) -> String {
    let Counts { records, written, unchanged, kept, conflicts, held, skipped, pictures, missing_pictures, .. } = counts;
    let (whole, tenths) = (elapsed / 1_000, elapsed % 1_000 / 100);
    let start = match (lang, dry_run) {
        (Lang::Zh, true) => format!("试运行，没有写任何文件；正式导入会写入 {written} 篇。"),
        (Lang::En, true) => format!("Dry run, nothing was written; an import would write {written} files. "),
        (Lang::Zh, false) => format!("写入 {written} 篇。"),
        (Lang::En, false) => format!("{written} files written. "),
    };
    let texts = [
        format!(
            "{start}共 {records} 篇：{unchanged} 篇不变，{kept} 篇由人维护，{conflicts} 篇两边都改过，{held} 篇暂存，{skipped} 篇不导入；\
             图片 {pictures} 张，缺 {missing_pictures} 张；用时 {whole}.{tenths} 秒"
        ),
        format!(
            "{start}{records} records: {unchanged} unchanged, {kept} kept as people have them, {conflicts} conflicts, {held} held, \
             {skipped} skipped; {pictures} pictures, {missing_pictures} missing; in {whole}.{tenths} s"
        ),
    ];
    localized(lang, texts)
}

/// What to do first, for somebody who has only a zip file of the old site.
fn first_steps(lang: Lang) -> &'static str {
    localized(
        lang,
        [
            "把旧网站的文章搬进来，先做这几步：\n\
             1. 向主机商要两样东西：数据库备份（.sql 文件，或网站文件夹里的 .db 文件）和网站文件（其中有图片）。都在压缩包里的，先解压。\n\
             2. 先看一遍，什么也不写：sitegen import 备份.sql --files 网站文件夹 --dry-run > import.yaml\n\
             3. 打开 import.yaml，给每个旧分类写上本站的主题（content/topics.yaml 里的），? 的地方必须改；作者、标签也是。\n\
             4. 导入：sitegen import --map import.yaml --report 报告.html\n\
             5. 看报告：哪些文章暂存在 import/held/，哪些图片缺少，哪些重复。\n\
             6. 检查和预览：sitegen check，sitegen serve。旧网址都记在 urls.tsv 里，一个也不会丢。\n\
             7. 旧网站还在更新也不要紧：拿到新备份再运行第 4 步，改过的文章不会被覆盖。\n\
             其他来源（WordPress、织梦、帝国、Typecho、Word、公众号、保存的网页）：sitegen import --help\n\
             完整的说明在 docs/zh/迁移.md 和 docs/zh/从Word导入.md。\n",
            "To move the articles of another site in, start like this:\n\
             1. Ask the host for two things: a backup of the database (.sql, or the .db file in the site's folder) and the site's files (they have the pictures). Unpack zip files first.\n\
             2. Look without writing: sitegen import backup.sql --files site-folder --dry-run > import.yaml\n\
             3. Open import.yaml and name a topic of this site (content/topics.yaml) for each old category; every ? has to go. The same for authors and tags.\n\
             4. Import: sitegen import --map import.yaml --report report.html\n\
             5. Read the report: which texts wait in import/held/, which pictures are missing, which texts repeat others.\n\
             6. Check and preview: sitegen check, sitegen serve. Every old address is in urls.tsv; none is lost.\n\
             7. The old site may go on publishing: run step 4 with a new backup. Files that were edited here are never overwritten.\n\
             Other sources (WordPress, DedeCMS, EmpireCMS, Typecho, Word, WeChat, saved pages): sitegen import --help\n\
             The guides are docs/zh/迁移.md and docs/zh/从Word导入.md.\n",
        ],
    )
}
