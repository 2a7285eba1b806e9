//! Where git says that it is at work. Never runs it, and reads nothing else of its.

use std::path::{Path, PathBuf};

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
}
