//! What git knows of a site: where it says that it is at work, which files changed, and what earlier versions of a file were. Changes
//! nothing.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The file that is there while git changes files of a folder; nothing where the folder lies in no working tree.
pub(crate) fn lock(folder: &Path) -> Option<PathBuf> {
    const NAME: &str = "index.lock";
    let git = folder.ancestors().map(|above| above.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join(NAME));
    }
    // One of several working trees: a line says where what belongs to it is kept.
    let said = std::fs::read_to_string(&git).ok()?;
    Some(git.parent()?.join(said.strip_prefix("gitdir:")?.trim()).join(NAME))
}

/// The files of a folder whose text differs from where the branch left a revision, with those that git does not know yet. Paths are
/// relative to the folder. A file that was only moved has not changed.
///
/// # Errors
/// If git cannot be run, the folder lies in no working tree, or there is no such revision.
pub(crate) fn changed(folder: &Path, revision: &str) -> io::Result<Vec<String>> {
    let revision = format!("{revision}^{{commit}}");
    let id = text(&git(folder, &["rev-parse", "--verify", "--end-of-options", &revision], &[])?);
    let arguments = ["diff", "--merge-base", "--name-status", "-z", "-M100%", "--relative", id.trim(), "--", "."];
    let mut changed = changes(&text(&git(folder, &arguments, &[])?));
    let new = git(folder, &["ls-files", "-z", "--others", "--exclude-standard"], &[])?;
    changed.extend(text(&new).split('\0').filter(|path| !path.is_empty()).map(str::to_owned));
    Ok(changed)
}

/// The files that a listing of `--name-status -z` says are added or different.
fn changes(listing: &str) -> Vec<String> {
    let mut words = listing.split('\0').filter(|word| !word.is_empty());
    let mut changed = Vec::new();
    while let Some(status) = words.next() {
        let path = words.next();
        if status.starts_with(['R', 'C']) {
            words.next();
        } else if !status.starts_with('D') {
            changed.extend(path.map(str::to_owned));
        }
    }
    changed
}

/// A commit that changed one of some paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commit {
    pub(crate) id: String,
    /// Seconds since 1970.
    pub(crate) time: i64,
}

/// The commits of the present branch that changed one of some paths, the newest first.
///
/// # Errors
/// If git cannot be run, or the folder lies in no working tree.
pub(crate) fn commits(folder: &Path, paths: &[&str]) -> io::Result<Vec<Commit>> {
    let arguments = [&["log", "--first-parent", "-m", "--format=%H %ct", "--no-patch", "--"], paths].concat();
    let commit = |line: &str| {
        let (id, time) = line.split_once(' ')?;
        Some(Commit { id: id.to_owned(), time: time.parse().ok()? })
    };
    Ok(text(&git(folder, &arguments, &[])?).lines().filter_map(commit).collect())
}

/// The names of the contents that the files at or below some paths had in a commit.
///
/// # Errors
/// If git fails.
pub(crate) fn contents(folder: &Path, commit: &Commit, paths: &[&str]) -> io::Result<Vec<String>> {
    let listing = git(folder, &[&["ls-tree", "-r", "-z", &commit.id, "--"], paths].concat(), &[])?;
    let id = |row: &str| row.split_once('\t')?.0.split(' ').nth(2).map(str::to_owned);
    Ok(text(&listing).split('\0').filter_map(id).collect())
}

/// Contents that git is asked for at once. Their names fit into a pipe, so that git never waits for the rest of the question.
const AT_ONCE: usize = 200;

/// Reads contents by their names, and keeps what `read` makes of each.
///
/// # Errors
/// If git fails.
pub(crate) fn read<T>(folder: &Path, names: &[String], read: impl Fn(&[u8]) -> T) -> io::Result<BTreeMap<String, T>> {
    let mut values = BTreeMap::new();
    for names in names.chunks(AT_ONCE) {
        let answer = git(folder, &["cat-file", "--batch"], (names.join("\n") + "\n").as_bytes())?;
        let mut rest = answer.as_slice();
        for name in names {
            let Some((size, after)) = header(rest) else { break };
            values.insert(name.clone(), read(after.get(..size).unwrap_or_default()));
            rest = after.get(size + 1..).unwrap_or_default();
        }
    }
    Ok(values)
}

/// The size of the content that follows a line `name blob size`.
fn header(answer: &[u8]) -> Option<(usize, &[u8])> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let size = std::str::from_utf8(answer.get(..end)?).ok()?.rsplit(' ').next()?.parse().ok()?;
    Some((size, answer.get(end + 1..)?))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What git prints when it is run in a folder with some input. It takes no lock, so that nobody has to wait for it.
fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> io::Result<Vec<u8>> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("git: {error}"));
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().map_err(named)?;
    if let Some(mut stdin) = child.stdin.take() {
        // Git that ends without reading is judged by its status.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().map_err(named)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(io::Error::other(format!("git: {}", text(&output.stderr).trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_working_tree_and_of_one_of_several() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path();
        let site = folder.join("one/site");
        std::fs::create_dir_all(&site).unwrap();
        std::fs::create_dir_all(folder.join("one/.git")).unwrap();
        assert_eq!(lock(&site), Some(folder.join("one/.git/index.lock")));
        std::fs::create_dir_all(folder.join("two")).unwrap();
        std::fs::write(folder.join("two/.git"), "gitdir: ../one/.git/worktrees/two\n").unwrap();
        assert_eq!(lock(&folder.join("two")), Some(folder.join("two/../one/.git/worktrees/two/index.lock")));
    }

    #[test]
    fn a_file_that_was_moved_or_removed_has_not_changed() {
        let listing = "M\0a.md\0R100\0b.md\0c/b.md\0D\0d.md\0A\0e 甲.md\0";
        assert_eq!(changes(listing), ["a.md", "e 甲.md"]);
        assert_eq!(changes(""), [""; 0]);
    }
}
