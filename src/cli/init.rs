//! `init`: a small site of the same shape as the sample library, in a folder without visible files. The theme comes from the binary.

#![expect(clippy::disallowed_methods, reason = "it writes a scaffold")]

use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::setting::Setting;
use super::{CliError, Outcome, print};

const FILES: &[(&str, &str)] = &[
    ("sitegen.yaml", include_str!("scaffold/sitegen.yaml")),
    (".gitignore", include_str!("scaffold/gitignore")),
    ("content/topics.yaml", include_str!("scaffold/topics.yaml")),
    ("content/lenders.yaml", include_str!("scaffold/lenders.yaml")),
    ("content/laws.yaml", include_str!("scaffold/laws.yaml")),
    ("content/people.yaml", include_str!("scaffold/people.yaml")),
    ("content/articles/first-steps-when-overdue.md", include_str!("scaffold/first-steps-when-overdue.md")),
    ("content/articles/what-to-bring-to-a-lawyer.md", include_str!("scaffold/what-to-bring-to-a-lawyer.md")),
    ("content/pages/about.md", include_str!("scaffold/about.md")),
];

pub(super) fn init(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folder = args.get_one::<PathBuf>("dir").map(|d| setting.folder.join(d)).unwrap_or_default();
    let named = |path: &Path| {
        let path = path.display().to_string();
        move |e: io::Error| io::Error::new(e.kind(), format!("{path}: {e}"))
    };
    let occupied = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>().map_err(named(&folder))?.iter().any(|entry| !is_hidden(entry)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => false,
        Err(e) => return Err(named(&folder)(e).into()),
    };
    if occupied {
        let (zh, en) = ("文件夹不是空的，没有写入任何文件", "the folder is not empty; nothing was written");
        return Err(setting.error(folder.display(), zh, en));
    }
    for (name, text) in FILES {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(named(parent))?;
        }
        write(&path, text).map_err(named(&path))?;
    }
    for empty in ["templates", "static"] {
        let path = folder.join(empty);
        std::fs::create_dir_all(&path).map_err(named(&path))?;
    }
    if setting.quiet {
        return Ok(Outcome::Fine);
    }
    let en = "The site is ready. Next: go there and run sitegen build.\n";
    print(setting.text("站点已建好。下一步：进入文件夹，运行 sitegen build。\n", en))
}

/// True for what may be there already, such as `.git`.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Writes a file. A `.gitignore` that is there keeps its lines and gets ours.
fn write(path: &Path, text: &str) -> io::Result<()> {
    match std::fs::read_to_string(path) {
        Ok(own) => {
            let is_missing = |line: &&str| !own.lines().any(|l| l == *line);
            let more: String = text.split_inclusive('\n').filter(|line| is_missing(&line.trim_end())).collect();
            let end = if own.is_empty() || own.ends_with('\n') { "" } else { "\n" };
            std::fs::write(path, format!("{own}{end}{more}"))
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => std::fs::write(path, text),
        Err(e) => Err(e),
    }
}
