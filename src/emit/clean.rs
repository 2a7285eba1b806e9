//! Removal of a site: the files that the manifest names, then its state. Nothing else is removed.

use std::fs;

use super::commit::prune;
use super::plan::plan;
use super::record::Files;
use super::state::StatePaths;
use super::{Error, Place, TMP, disk, refusal};

/// Removes the files that the manifest names, the folders they leave empty, and their state in `.sitegen`. Returns the number of
/// files removed; 0 if there is no state.
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
