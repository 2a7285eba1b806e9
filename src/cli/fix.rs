//! `fix`: applies safe fixes, or shows them as a diff.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ArgMatches;

use super::file::File;
use super::progress::ProgressBars;
use super::setting::Setting;
use super::table::{self, Row, row};
use super::{CliError, Outcome, print, print_error};
use crate::diag::Lang;
use crate::pipeline::decide::note_mended;
use crate::pipeline::fix::{FixRequest, SiteFixes, TextFixes, fixes};
use crate::text::edit::Edit;
use crate::text::localized;

/// Fixes texts. With `--dry-run` nothing is written, and a possible fix has the exit status of a finding.
pub(super) fn fix(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let typed: Vec<&PathBuf> = args.get_many("file").into_iter().flatten().collect();
    let codes = args.get_many("code").into_iter().flatten().copied().collect();
    let request = FixRequest { paths: setting.site_paths(&folders, &typed)?, codes, titles: args.get_flag("titles") };
    let bars = ProgressBars::new(setting);
    let SiteFixes { texts: fixed, left } = fixes(&folders.root, &folders.settings, request, &setting.options, &bars)?;
    bars.finish();
    if let Some(count) = args.get_one::<u32>("sample") {
        return sample(setting, &fixed, usize::try_from(*count).unwrap_or(usize::MAX));
    }
    let dry = args.get_flag("dry-run");
    let mut rows: Vec<Row> = Vec::new();
    let mut paths = String::new();
    let mut mended = BTreeMap::new();
    for one in &fixed {
        let path = &*one.source.path;
        let file = File::read(setting, &folders, path)?;
        if file.text() != &*one.source.text {
            return Err(setting.error(path, "文件刚被改过，没有写入", "changed meanwhile; not written"));
        }
        if dry {
            print(&file.diff(&one.edits))?;
        } else {
            mended.insert(path, file.replace(&one.edits)?);
        }
        rows.push(row!({"file": path, "lines": one.edits.len()}));
        paths += &format!("{path}\n");
    }
    if !dry {
        note_mended(&folders.root, &mended)?;
        print(&if setting.json { table::json(&rows) } else { paths })?;
    }
    if !setting.quiet && !setting.json {
        print_error(&summary(setting.lang, dry, fixed.len(), fixed.iter().map(|f| f.edits.len()).sum()));
        if left > 0 {
            print_error(&localized(
                setting.lang,
                [
                    format!("小标题里还有 {left} 处半角标点；加上 --titles 一并改正"),
                    format!("{left} half-width marks are left in headings; --titles fixes them, too"),
                ],
            ));
        }
    }
    Ok(if dry && !fixed.is_empty() { Outcome::Findings } else { Outcome::Fine })
}

fn summary(lang: Lang, dry: bool, files: usize, lines: usize) -> String {
    let texts = match dry {
        _ if files == 0 => ["没有可以自动改正的地方".to_owned(), "nothing that can be mended by machine".to_owned()],
        false => [format!("改正了 {files} 个文件，共 {lines} 行"), format!("{files} files mended, {lines} lines")],
        true => [
            format!("可以改正 {files} 个文件，共 {lines} 行；没有写任何文件"),
            format!("{files} files could be mended, {lines} lines; nothing was written"),
        ],
    };
    localized(lang, texts)
}

/// Prints changes spread over the library, line by line, for a person to judge. Nothing is written.
fn sample(setting: &Setting, fixed: &[TextFixes], count: usize) -> Result<Outcome, CliError> {
    let all: Vec<(&TextFixes, &Edit)> = fixed.iter().flat_map(|text| text.edits.iter().map(move |edit| (text, edit))).collect();
    let count = count.min(all.len());
    let mut rows: Vec<Row> = Vec::new();
    let mut lines = String::new();
    for n in 0..count {
        // The middles of equal parts.
        let Some((text, edit)) = all.get((2 * n + 1) * all.len() / (2 * count)) else { continue };
        let path = &*text.source.path;
        let (line, before, after) = changed_lines(&text.source.text, edit);
        rows.push(row!({"file": path, "line": line, "before": before, "after": after}));
        lines += &format!("{path}:{line}\n");
        before.lines().filter(|line| !line.is_empty()).for_each(|line| lines += &format!("- {line}\n"));
        after.lines().filter(|line| !line.is_empty()).for_each(|line| lines += &format!("+ {line}\n"));
    }
    print(&if setting.json { table::json(&rows) } else { lines })?;
    if !setting.quiet && !setting.json {
        let all = all.len();
        print_error(&localized(
            setting.lang,
            [
                format!("{all} 处改动中的 {count} 处，均匀取自全库；没有写任何文件"),
                format!("{count} of {all} changes, spread over the library; nothing was written"),
            ],
        ));
    }
    Ok(if all.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

/// The number of the line that an edit changes, and its whole lines before and after.
fn changed_lines(text: &str, edit: &Edit) -> (usize, String, String) {
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    let begin = text.get(..start).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    let is_whole = text.get(start..end).is_some_and(|t| t.ends_with('\n')) && begin == start;
    let close = text.get(end..).and_then(|t| t.find('\n')).map_or(text.len(), |at| end + at);
    let close = if is_whole { end } else { close };
    let line = 1 + text.get(..start).unwrap_or("").matches('\n').count();
    let after = [text.get(begin..start), Some(edit.with.as_str()), text.get(end..close)];
    (line, text.get(begin..close).unwrap_or("").to_owned(), after.into_iter().flatten().collect())
}
