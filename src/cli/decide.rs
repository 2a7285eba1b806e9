//! Decisions about articles, applied: `import --decisions`, `triage --apply` and `merge`. What only the merged articles say is printed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;

use super::import::{print_findings, relative, report};
use super::progress::ProgressBars;
use super::setting::{Folders, Setting};
use super::table::{self, Row, row};
use super::{CliError, Outcome, output, print, print_error, review};
use crate::diag::Lang;
use crate::import::decide::{Difference, LostSentence};
use crate::import::encoding;
use crate::link::{Linked, address_of_article};
use crate::pipeline::Context;
use crate::pipeline::decide::{Decidable, Decided, Refused};
use crate::relate::{DuplicateKind, Duplicates};
use crate::store::Store;
use crate::text::{Source, localized};
use crate::{emit, load};

/// Articles that are named behind a sentence.
const NAMED: usize = 3;

/// Applies a table of decisions.
pub(super) fn apply_table(setting: &Setting, args: &ArgMatches, path: &Path, is_dry: bool) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let name = load::site_path(&folders.root, path).unwrap_or_else(|| relative(path, &setting.folder));
    let source = Source::new(Arc::from(name), read_table(setting, path)?);
    let result = match read(setting, &folders, false)? {
        Ok(site) => site.apply(&source, is_dry)?,
        Err(refused) => Err(refused),
    };
    match result {
        Err((findings, texts)) => report(setting, &folders, findings, &texts),
        Ok(mut decided) => {
            let findings = std::mem::take(&mut decided.findings);
            let text = |path: &str| (*path == *source.path).then(|| source.text.to_string());
            print_findings(setting, &folders, findings.into(), text)?;
            finish(setting, args, &decided, is_dry)
        }
    }
}

/// The text of a table that people saved. Spreadsheets write GBK, too.
pub(super) fn read_table(setting: &Setting, path: &Path) -> Result<String, CliError> {
    if !load::is_file(path) {
        return Err(setting.error(path.display(), "没有这个文件", "there is no such file"));
    }
    let decoded = encoding::decode_file(&load::read_bytes(path)?, None);
    if decoded.is_broken {
        let (zh, en) = ("不是 UTF-8 也不是 GBK，请另存为「CSV UTF-8」", "is neither UTF-8 nor GBK; save it as CSV UTF-8");
        return Err(setting.error(path.display(), zh, en));
    }
    Ok(decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text).to_owned())
}

fn read(setting: &Setting, folders: &Folders, needs_groups: bool) -> Result<Result<Decidable, Refused>, CliError> {
    let bars = ProgressBars::new(setting);
    let store = output::last_store(setting, folders);
    let store = store.as_ref().map_or(&() as &dyn Store, |store| store);
    let context = Context { options: &setting.options, progress: &bars, store, stale: None };
    let site = Decidable::read(&folders.root, &folders.settings, &context, needs_groups)?;
    bars.finish();
    Ok(site)
}

/// Merges articles into one: their addresses lead there, and so do links to them.
pub(super) fn merge(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let is_dry = args.get_flag("dry-run");
    let group = args.get_one::<usize>("group").copied();
    let site = match read(setting, &folders, group.is_some())? {
        Ok(site) => site,
        Err((findings, texts)) => return report(setting, &folders, findings, &texts),
    };
    let (linked, typed) = (&site.linked, args.get_one::<String>("into").map(String::as_str));
    let slug = |name: &str| Ok::<_, CliError>(review::article(setting, linked, name)?.front.slug.value.clone());
    let typed = typed.map(slug).transpose()?;
    let (copies, into) = match group {
        Some(number) => members(setting, linked, &site.duplicates, number, typed)?,
        None => {
            let copies = args.get_many::<String>("article").into_iter().flatten().map(|name| slug(name));
            (copies.collect::<Result<Vec<_>, _>>()?, typed.unwrap_or_default())
        }
    };
    if copies.contains(&into) && group.is_none() {
        return Err(setting.error(into, "不能并到它自己", "it cannot be merged into itself"));
    }
    let address = |slug: &str| address_of_article(&linked.library.settings.article_permalink, slug);
    let row = |copy: &String| format!("{},redirect,{},merge\n", address(copy), address(&into));
    let rows: String = copies.iter().filter(|copy| **copy != into).map(row).collect();
    let table = Source::new("merge", format!("address,decision,target2,note\n{rows}"));
    match site.apply(&table, is_dry)? {
        Err((findings, _)) => {
            let messages: Vec<String> = findings.iter().map(|finding| finding.fault.message(setting.lang)).collect();
            Err(CliError(messages.join("\n")))
        }
        Ok(decided) => {
            decided.findings.iter().for_each(|finding| print_error(&finding.fault.message(setting.lang)));
            finish(setting, args, &decided, is_dry)
        }
    }
}

/// The slugs of a group of near-duplicates, and the slug of the article that stays.
fn members(
    setting: &Setting,
    linked: &Linked,
    duplicates: &Duplicates,
    number: usize,
    into: Option<String>,
) -> Result<(Vec<String>, String), CliError> {
    let subject = || format!("--group {number}");
    let Some(group) = number.checked_sub(1).and_then(|place| duplicates.groups.get(place)) else {
        let (zh, en) = ("没有这一组；sitegen list duplicates 列出各组", "there is no such group; sitegen list duplicates has them");
        return Err(setting.error(subject(), zh, en));
    };
    let slugs: Vec<String> = group.articles().map(|id| linked.library.article(id).front.slug.value.clone()).collect();
    if group.kind == DuplicateKind::Template && into.is_none() {
        let zh = "这一组写的是不同的机构，不能并到其中一家的文章；写一篇通用文章，用 --into 指定";
        let en = "its articles are about different lenders and cannot lead to that of one; write a general article and name it with --into";
        return Err(setting.error(subject(), zh, en));
    }
    let into = into.or_else(|| slugs.first().cloned()).unwrap_or_default();
    Ok((slugs, into))
}

/// Prints the sentences that only merged articles have, and what was done.
fn finish(setting: &Setting, args: &ArgMatches, decided: &Decided, is_dry: bool) -> Result<Outcome, CliError> {
    let rows = || decided.lost.iter().map(lost_row).collect::<Vec<_>>();
    let has = |name: &str| args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false);
    let save = args.try_get_one::<PathBuf>("save").ok().flatten();
    let csv = || table::csv(&["into", "difference", "sentence", "slugs"], &rows());
    match save {
        Some(path) => emit::write_report(&setting.folder.join(path), csv().as_bytes())?,
        None if setting.json => drop(print(&table::json(&rows()))?),
        None if has("csv") => drop(print(&csv())?),
        None => drop(print(&lost_text(setting.lang, &decided.lost))?),
    }
    if setting.verbose {
        decided.removed.iter().for_each(|path| print_error(path));
    }
    if !setting.quiet && !setting.json {
        print_error(&summary(setting.lang, decided, is_dry));
    }
    Ok(Outcome::Fine)
}

fn summary(lang: Lang, decided: &Decided, is_dry: bool) -> String {
    let (changed, removed, rows) = (decided.changed, decided.removed.len(), decided.rows);
    let texts = if is_dry {
        [
            format!("试运行，没有写任何文件；会改动 {changed} 个文件，删除 {removed} 个，网址登记 {rows} 行"),
            format!(
                "Dry run, nothing was written; {changed} files would change, {removed} be removed, {rows} rows of the ledger be written"
            ),
        ]
    } else {
        [
            format!("改动 {changed} 个文件，删除 {removed} 个，网址登记 {rows} 行"),
            format!("{changed} files changed, {removed} removed, {rows} rows of the ledger written"),
        ]
    };
    localized(lang, texts)
}

fn lost_row(lost: &LostSentence) -> Row {
    row!({"into": lost.into, "difference": lost.difference.word(), "sentence": lost.text, "slugs": lost.slugs})
}

fn lost_text(lang: Lang, lost: &[LostSentence]) -> String {
    let mut out = String::new();
    for of_target in lost.chunk_by(|a, b| a.into == b.into) {
        let into = of_target.first().map_or("", |lost| lost.into.as_str());
        let count = of_target.len();
        let texts = [
            format!("{into} 里没有的句子 {count} 句，请核对，要留的补进去：\n"),
            format!("{count} sentences that {into} does not have; check them, and add what has to stay:\n"),
        ];
        out += &localized(lang, texts);
        for lost in of_target {
            let kind = match lost.difference {
                Difference::Figure => ["数字", "figure"],
                Difference::Text => ["文字", "text"],
                Difference::Name => ["名称", "name"],
            };
            let slugs: Vec<&str> = lost.slugs.iter().take(NAMED).map(String::as_str).collect();
            let slugs = slugs.join(localized(lang, ["、", ", "]));
            let more = lost.slugs.len().saturating_sub(NAMED);
            let names = if more > 0 {
                localized(lang, [format!("{slugs} 等 {} 篇", lost.slugs.len()), format!("{slugs} and {more} more")])
            } else {
                slugs
            };
            let texts =
                [format!("  [{}] {}（{names}）\n", kind[0], lost.text), format!("  [{}] {} ({names})\n", kind[1], lost.text)];
            out += &localized(lang, texts);
        }
    }
    out
}
