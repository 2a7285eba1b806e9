//! `fix`: applies safe fixes, or shows them as a diff.

use std::path::PathBuf;

use clap::ArgMatches;

use super::file::File;
use super::progress::ProgressBars;
use super::setting::Setting;
use super::table::{self, Row, row};
use super::{CliError, Outcome, print, print_error};
use crate::diag::Lang;
use crate::pipeline::fix::fixes;
use crate::text::localized;

/// Fixes texts. With `--dry-run` nothing is written, and a possible fix has the exit status of a finding.
pub(super) fn fix(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let typed: Vec<&PathBuf> = args.get_many("file").into_iter().flatten().collect();
    let wanted = setting.site_paths(&folders, &typed)?;
    let bars = ProgressBars::new(setting);
    let fixed = fixes(&folders.root, &folders.settings, &wanted, &setting.options, &bars)?;
    bars.finish();
    let dry = args.get_flag("dry-run");
    let mut rows: Vec<Row> = Vec::new();
    let mut paths = String::new();
    for one in &fixed {
        let path = &*one.source.path;
        let file = File::read(setting, &folders, path)?;
        if file.text() != &*one.source.text {
            return Err(setting.error(path, "文件刚被改过，没有写入", "changed meanwhile; not written"));
        }
        if dry {
            print(&file.diff(&one.edits))?;
        } else {
            file.replace(&one.edits)?;
        }
        rows.push(row!({"file": path, "lines": one.edits.len()}));
        paths += &format!("{path}\n");
    }
    if !dry {
        print(&if setting.json { table::json(&rows) } else { paths })?;
    }
    if !setting.quiet && !setting.json {
        print_error(&summary(setting.lang, dry, fixed.len(), fixed.iter().map(|f| f.edits.len()).sum()));
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
