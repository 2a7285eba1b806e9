//! The plan of a commit: which folders to make, what to remove before and after the renames, and whether a foreign file is in the
//! way. It reads the disk and never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::disk::{self, EntryKind};
use super::record::Files;
use super::stage::file_and_folder;
use super::state::OwnedFiles;
use super::{Error, Refusal};

/// The steps of a commit beside the renames. Paths are below the output folder, with `/`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Files of ours in place of a folder, or in a folder in place of a file: removed before the renames.
    pub(super) clear: Vec<String>,
    /// Folders of ours in place of a file, parents first: removed after the files in them.
    pub(super) clear_folders: Vec<String>,
    /// Folders to make, parents first.
    pub(super) make: Vec<String>,
    /// Other files of ours that are no longer produced: removed after the renames.
    pub(super) stale: Vec<String>,
    /// Folders that have lost a file of ours, parents first: removed if they are empty.
    pub(super) sweep: Vec<String>,
}

/// Plans the way from the files in `output` to `produced`. `changed` are the produced paths at which there is something else; `typed`
/// is the output folder as it was given, for messages.
pub(super) fn plan(output: &Path, typed: &Path, owned: &OwnedFiles, produced: &Files, changed: &[&str]) -> Result<Plan, Error> {
    let stale = owned.paths().filter(|path| !produced.contains_key(*path)).collect();
    let mut planner = Planner { output, typed, owned, produced, stale, cases: BTreeMap::new(), plan: Plan::default() };
    planner.cases = planner.stale.iter().map(|path| (path.to_lowercase(), *path)).collect();
    let folders = folders_of(produced.keys().map(String::as_str));
    for folder in &folders {
        planner.folder(folder)?;
    }
    for path in changed {
        planner.target(path)?;
    }
    planner.stale()?;
    Ok(planner.plan)
}

/// Every folder that one of these paths lies in, without the output folder itself; parents first.
fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            // A folder that is there already has its parents there too.
            if !folders.insert(folder) {
                break;
            }
            rest = folder;
        }
    }
    folders
}

struct Planner<'a> {
    output: &'a Path,
    typed: &'a Path,
    owned: &'a OwnedFiles,
    produced: &'a Files,
    /// Paths of ours that are no longer produced.
    stale: BTreeSet<&'a str>,
    /// The same by their lower-case form.
    cases: BTreeMap<String, &'a str>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    /// A folder that must be there.
    fn folder(&mut self, folder: &str) -> Result<(), Error> {
        if self.produced.contains_key(folder) {
            return Err(file_and_folder(folder).into());
        }
        match disk::entry_kind(&self.output.join(folder))? {
            EntryKind::Folder => return Ok(()),
            EntryKind::Nothing => {}
            EntryKind::File(_) if self.owned.owns(folder) => self.plan.clear.push(folder.to_owned()),
            EntryKind::File(_) | EntryKind::Other => return Err(self.in_the_way(folder)),
        }
        self.plan.make.push(folder.to_owned());
        Ok(())
    }

    /// The path of a file at which there was something else when it was staged.
    fn target(&mut self, path: &str) -> Result<(), Error> {
        match disk::entry_kind(&self.output.join(path))? {
            EntryKind::Nothing => Ok(()),
            EntryKind::Folder => self.clear_folder(path),
            EntryKind::File(_) | EntryKind::Other if self.owns(path) => Ok(()),
            EntryKind::File(_) | EntryKind::Other => Err(self.in_the_way(path)),
        }
    }

    /// A folder in place of a file: all of it must be ours, and nothing in it can be produced.
    fn clear_folder(&mut self, folder: &str) -> Result<(), Error> {
        if !self.owned.owns_below(folder) {
            return Err(self.in_the_way(folder));
        }
        self.plan.clear_folders.push(folder.to_owned());
        for (name, there) in disk::list(&self.output.join(folder))? {
            let path = format!("{folder}/{name}");
            match there {
                EntryKind::Folder => self.clear_folder(&path)?,
                EntryKind::File(_) if self.owned.owns(&path) => self.plan.clear.push(path),
                EntryKind::Nothing => {}
                EntryKind::File(_) | EntryKind::Other => return Err(self.in_the_way(&path)),
            }
        }
        Ok(())
    }

    /// Files of ours that are no longer produced and need not be removed first.
    fn stale(&mut self) -> Result<(), Error> {
        let mut spared: BTreeSet<&str> = self.plan.clear.iter().map(String::as_str).collect();
        spared.extend(self.produced.keys().filter_map(|path| self.other_case(path)));
        let mut real = BTreeSet::new();
        for folder in folders_of(self.stale.iter().copied()) {
            let below_real = folder.rsplit_once('/').is_none_or(|(parent, _)| real.contains(parent));
            if below_real && disk::entry_kind(&self.output.join(folder))? == EntryKind::Folder {
                real.insert(folder);
            }
        }
        let mut stale = Vec::new();
        for path in self.stale.iter().filter(|path| !spared.contains(*path)) {
            let below_real = path.rsplit_once('/').is_none_or(|(folder, _)| real.contains(folder));
            if below_real && matches!(disk::entry_kind(&self.output.join(path))?, EntryKind::File(_)) {
                stale.push((*path).to_owned());
            }
        }
        self.plan.stale = stale;
        self.plan.sweep = real.into_iter().map(str::to_owned).collect();
        Ok(())
    }

    /// The path of ours that differs from a produced one in case only and is the same file: so it is on file systems that
    /// ignore case, on which removing the one would remove the other.
    fn other_case(&self, path: &str) -> Option<&'a str> {
        let other = *self.cases.get(&path.to_lowercase())?;
        let real = |path: &str| self.output.join(path).canonicalize().ok();
        (real(path)? == real(other)?).then_some(other)
    }

    fn owns(&self, path: &str) -> bool {
        self.owned.owns(path) || self.other_case(path).is_some()
    }

    fn in_the_way(&self, path: &str) -> Error {
        Refusal::InTheWay(self.typed.join(path)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::testing::Folder;
    use crate::text::Checksum;

    fn files(paths: &[&str]) -> Files {
        paths.iter().map(|path| ((*path).to_owned(), Checksum::of(b""))).collect()
    }

    /// A folder with these files of ours in it.
    fn built(paths: &[&str]) -> (Folder, OwnedFiles) {
        let folder = Folder::new();
        paths.iter().for_each(|path| folder.write(path, ""));
        (folder, OwnedFiles { files: files(paths), pending: BTreeSet::new() })
    }

    fn planned(folder: &Folder, owned: &OwnedFiles, produced: &[&str], changed: &[&str]) -> Result<Plan, Error> {
        plan(&folder.path(""), Path::new("public"), owned, &files(produced), changed)
    }

    fn strings(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn a_plan_makes_clears_removes_and_sweeps_in_order() {
        let (folder, owned) = built(&["a", "b/c/d", "b/e", "old/x/y", "old/z", "same"]);
        let plan = planned(&folder, &owned, &["a/b/c", "b", "old/z", "same"], &["b"]).unwrap();
        assert_eq!(
            plan,
            Plan {
                clear: strings(&["a", "b/c/d", "b/e"]),
                clear_folders: strings(&["b", "b/c"]),
                make: strings(&["a", "a/b"]),
                stale: strings(&["old/x/y"]),
                sweep: strings(&["b", "b/c", "old", "old/x"]),
            }
        );
    }

    #[test]
    fn every_folder_above_a_path_is_found_once() {
        let folders: Vec<&str> = folders_of(["a/b/c/d", "a/b/e", "x", "专题/逾期/index.html"].into_iter()).into_iter().collect();
        assert_eq!(folders, ["a", "a/b", "a/b/c", "专题", "专题/逾期"]);
    }

    /// A link stands in for a file system that ignores case: two paths, one file.
    #[cfg(unix)]
    #[test]
    fn a_file_of_ours_under_another_case_is_known_as_the_same_file() {
        let (folder, owned) = built(&["Hf/1.html", "Hf/2.html"]);
        std::os::unix::fs::symlink(folder.path("Hf"), folder.path("hf")).unwrap();
        let (output, none) = (folder.path(""), Files::new());
        let cases = BTreeMap::from([("hf/1.html".to_owned(), "Hf/1.html"), ("hf/2.html".to_owned(), "Hf/1.html")]);
        let (typed, stale) = (output.as_path(), BTreeSet::new());
        let planner = Planner { output: typed, typed, owned: &owned, produced: &none, stale, cases, plan: Plan::default() };
        assert_eq!(planner.other_case("hf/1.html"), Some("Hf/1.html"));
        assert_eq!(planner.other_case("hf/2.html"), None);
        assert!(planner.owns("hf/1.html") && !planner.owns("hf/2.html"));
    }
}
