//! Other generators on the same articles, if they are installed. `HUGO` and `ZOLA` name binaries; `NODE_MODULES` names a folder with
//! `@11ty/eleventy` or `hexo` (with `hexo-renderer-marked` and `hexo-renderer-nunjucks`). Their sites in `benches/peers/` are small
//! but complete: article with breadcrumb, previous and next, related articles if the generator supports them, lists by topic and
//! lender, home. Nothing is downloaded.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::corpus::Dialect;
use crate::measure::{self, Cost};

/// Cost of each installed generator. Its previous output moves to `outs`.
pub(crate) fn run(folder: &Path, outs: &Path, articles: u32, runs: u32) -> io::Result<Vec<(String, Cost)>> {
    let mut costs = Vec::new();
    let program = |name: &str| env::var_os(name).map(Command::new);
    let modules = env::var_os("NODE_MODULES").map(PathBuf::from);
    let script = |path: &str| {
        let path = modules.as_ref().map(|m| m.join(path)).filter(|p| p.is_file())?;
        let mut command = Command::new("node");
        command.arg(path);
        Some(command)
    };
    let mut peer = |name: &str, dialect: Dialect, command: Option<Command>, arguments: &[&str]| -> io::Result<()> {
        let Some(mut command) = command else { return Ok(()) };
        let root = crate::library(&folder.join(format!("{name}-{articles}")), articles, dialect)?;
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(name), &root)?;
        if let Some(modules) = modules.as_ref().filter(|_| matches!(dialect, Dialect::Eleventy | Dialect::Hexo)) {
            link(modules, &root.join("node_modules"))?;
        }
        command.args(arguments).current_dir(&root);
        let mut best = None;
        for run in 0..runs {
            let gone = outs.join(format!("{name}-{run}"));
            fs::create_dir_all(&gone)?;
            for made in ["public", "db.json", "resources", ".cache"].into_iter().filter(|made| root.join(made).exists()) {
                fs::rename(root.join(made), gone.join(made))?;
            }
            crate::least(&mut best, measure::run(&mut command)?.0);
        }
        costs.push((name.to_owned(), best.unwrap_or_default()));
        Ok(())
    };
    peer("hugo", Dialect::Hugo, program("HUGO"), &["build", "--quiet"])?;
    peer("zola", Dialect::Zola, program("ZOLA"), &["build"])?;
    peer("eleventy", Dialect::Eleventy, script("@11ty/eleventy/cmd.cjs"), &["--quiet"])?;
    peer("hexo", Dialect::Hexo, script("hexo/bin/hexo"), &["generate", "--silent"])?;
    Ok(costs)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(modules: &Path, at: &Path) -> io::Result<()> {
    if at.symlink_metadata().is_ok() { Ok(()) } else { std::os::unix::fs::symlink(modules, at) }
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::other("peers of Node are run on Unix only"))
}
