//! The steps of a commit, in an order in which a build may die between any two of them. [`super::plan`] decides them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use super::disk::{self, EntryKind, with_path};
use super::plan::{Plan, plan};
use super::record::{self, Changes, Files};
use super::stage::duplicate;
use super::state::OwnedFiles;
use super::{Error, FileChange, Output, Refusal, Staged, Summary, TMP};
use crate::text::Checksum;

/// The files of a folder without state, if all of them are proven ours: each file has the bytes that this build gives it, or those
/// that the last manifest beside the folder names. So `.sitegen` may be lost, and no file of a person is.
pub(super) fn adopt(output: &Output, staged: &[Staged]) -> Result<OwnedFiles, Error> {
    let right: BTreeMap<&str, Checksum> =
        staged.iter().filter(|s| s.outcome == FileChange::Unchanged).map(|s| (s.path.as_str(), s.sha256)).collect();
    let last = output.state.last_manifest()?;
    let mut owned = OwnedFiles::default();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for (name, there) in disk::list(&output.folder.join(&folder))? {
            let path = format!("{folder}{name}");
            if there == EntryKind::Folder {
                folders.push(format!("{path}/"));
                continue;
            }
            let sum = match (there, right.get(path.as_str()), last.get(&path)) {
                (EntryKind::File(_), Some(sum), _) => Some(*sum),
                (EntryKind::File(_), None, Some(_)) => Some(disk::sum(&output.folder.join(&path))?),
                _ => None,
            };
            let is_listed = sum.is_some() && sum == last.get(&path).copied();
            if !is_listed && !right.contains_key(path.as_str()) {
                return Err(Refusal::Foreign { output: output.typed.clone(), file: output.typed.join(path) }.into());
            }
            owned.files.extend(sum.filter(|_| is_listed).map(|sum| (path.clone(), sum)));
            // No manifest on disk names it yet.
            owned.pending.insert(path);
        }
    }
    Ok(owned)
}

pub(super) fn commit(
    output: &Output,
    owned: &OwnedFiles,
    staged: Vec<Staged>,
    listed: &BTreeMap<String, String>,
) -> Result<Summary, Error> {
    let mut produced = Files::new();
    let mut moves: BTreeMap<String, FileChange> = BTreeMap::new();
    for Staged { path, sha256, outcome } in staged {
        if outcome != FileChange::Unchanged {
            moves.insert(path.clone(), outcome);
        }
        if let Some((path, _)) = produced.get_key_value(&path) {
            return Err(duplicate(path).into());
        }
        produced.insert(path, sha256);
    }
    let changed: Vec<&str> = moves.iter().filter(|(_, o)| **o == FileChange::Changed).map(|(path, _)| path.as_str()).collect();
    let plan = plan(&output.folder, &output.typed, owned, &produced, &changed)?;

    write_journal(output, owned, &produced)?;
    with_path(&output.folder, fs::create_dir_all(&output.folder))?;
    clear(&output.folder, &plan)?;
    output.state.stage.publish(&output.folder, &plan.make, moves.keys().map(String::as_str))?;
    prune(&output.folder, &plan)?;
    disk::remove_tree(&output.folder.join(TMP))?;
    let since = output.since.as_ref().map_or(&owned.files, |since| &since.0);
    let changes = Changes::between(since, &produced, &output.base);
    output.state.save(&produced, &changes, &record::submission(since, &produced, listed))?;
    let removed = plan.clear.len() + plan.stale.len();
    Ok(Summary { written: moves.len(), unchanged: produced.len() - moves.len(), removed })
}

/// Removes files of ours, then the folders they leave empty.
pub(super) fn prune(folder: &Path, plan: &Plan) -> io::Result<()> {
    for path in &plan.stale {
        disk::remove_file(&folder.join(path))?;
    }
    for path in plan.sweep.iter().rev() {
        // One that holds something else stays.
        let _ = fs::remove_dir(folder.join(path));
    }
    Ok(())
}

/// Writes the paths that may be ours from the first rename on, beyond those of the manifest.
fn write_journal(output: &Output, owned: &OwnedFiles, produced: &Files) -> io::Result<()> {
    let new = produced.keys().filter(|path| !owned.files.contains_key(*path));
    let beyond: BTreeSet<&str> = new.chain(&owned.pending).map(String::as_str).collect();
    if beyond.is_empty() { Ok(()) } else { output.state.write_journal(&beyond) }
}

fn clear(folder: &Path, plan: &Plan) -> io::Result<()> {
    for path in &plan.clear {
        disk::remove_file(&folder.join(path))?;
    }
    for path in plan.clear_folders.iter().rev() {
        let path = folder.join(path);
        with_path(&path, fs::remove_dir(&path))?;
    }
    Ok(())
}
