//! Taking a site away again: what the manifest names, then what is remembered of it. Never anything else.

use std::fs;

use super::commit::prune;
use super::plan::plan;
use super::record::Files;
use super::state::StatePaths;
use super::{Error, Place, TMP, disk, refusal};

/// Removes the files that the manifest names, the folders they leave empty, and what is remembered of them in `.sitegen`.
/// Gives the number of files removed; 0 where nothing is remembered of the folder.
pub fn clean(place: &Place<'_>) -> Result<usize, Error> {
    let folder = refusal::locate(place)?;
    let paths = StatePaths::of(&folder);
    if !paths.is_known()? {
        return Ok(0);
    }
    let state = paths.lock(place.output)?;
    let owned = state.load()?.unwrap_or_default();
    let plan = plan(&folder, place.output, &owned, &Files::new(), &[])?;
    prune(&folder, &plan)?;
    disk::remove_tree(&folder.join(TMP))?;
    // A folder that is not empty, or not there, stays as it is.
    let _ = fs::remove_dir(&folder);
    state.clear()?;
    Ok(plan.stale.len())
}
