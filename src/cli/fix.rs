//! `fix`: mends what a machine may mend, or shows as a diff what it would.

#![expect(clippy::disallowed_methods, reason = "it prints")]

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ArgMatches;

use super::file::File;
use super::progress::Bars;
use super::setting::Setting;
use super::table::{self, Row, row};
use super::{End, Trouble, pick, print};
use crate::diag::Lang;
use crate::pipeline::fix::fixes;

/// Mends texts. With `--dry-run` nothing is written, and something to mend ends the command like findings do.
pub(super) fn fix(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let typed: Vec<&PathBuf> = args.get_many("file").into_iter().flatten().collect();
    let wanted = setting.site_paths(&folders, &typed)?;
    let bars = Bars::new(setting);
    let fixed = fixes(&folders.root, &folders.settings, &wanted, &setting.options, &bars)?;
    bars.finish();
    let dry = args.get_flag("dry-run");
    let mut rows: Vec<Row> = Vec::new();
    for one in &fixed {
        let path = &*one.source.path;
        let file = File::read(setting, &folders, path)?;
        if file.text() != &*one.source.text {
            let what = pick(setting.lang, "文件刚被改过，没有写入", "changed meanwhile; not written");
            return Err(Trouble(format!("{path}: {what}")));
        }
        if dry {
            print(&file.diff(&one.edits))?;
        } else {
            file.replace(&one.edits)?;
        }
        rows.push(row!({"file": path, "lines": one.edits.len()}));
    }
    if !dry && setting.json {
        print(&table::json(&rows))?;
    } else if !dry {
        print(
            &rows.iter().filter_map(|r| r.first()).filter_map(|(_, v)| v.as_str()).map(|p| format!("{p}\n")).collect::<String>(),
        )?;
    }
    if !setting.quiet && !setting.json {
        // Where even that cannot be told there is no one to tell.
        let _ = writeln!(io::stderr(), "{}", told(setting.lang, dry, fixed.len(), fixed.iter().map(|f| f.edits.len()).sum()));
    }
    Ok(if dry && !fixed.is_empty() { End::Findings } else { End::Fine })
}

fn told(lang: Lang, dry: bool, files: usize, lines: usize) -> String {
    match (lang, dry) {
        _ if files == 0 => pick(lang, "没有可以自动改正的地方", "nothing that can be mended by machine").to_owned(),
        (Lang::Zh, false) => format!("改正了 {files} 个文件，共 {lines} 行"),
        (Lang::Zh, true) => format!("可以改正 {files} 个文件，共 {lines} 行；没有写任何文件"),
        (Lang::En, false) => format!("{files} files mended, {lines} lines"),
        (Lang::En, true) => format!("{files} files could be mended, {lines} lines; nothing was written"),
    }
}
