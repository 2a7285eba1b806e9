//! `clean`: removes what was generated and nothing else.

use super::setting::Setting;
use super::{End, Trouble, output, pick, print};
use crate::emit;

/// Removes what the manifest names.
pub(super) fn clean(setting: &Setting) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let removed = output::at(setting, &folders, emit::clean).map_err(|e| output::trouble(setting, &e))?;
    if setting.quiet {
        return Ok(End::Fine);
    }
    print(&format!("{}{removed}\n", pick(setting.lang, "删除的文件数：", "files removed: ")))
}
