//! `clean`: removes what was generated and nothing else.

use super::setting::Setting;
use super::{CliError, Outcome, output, print};
use crate::emit;

pub(super) fn clean(setting: &Setting) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let removed = output::at(setting, &folders, emit::clean).map_err(|e| output::error(setting, &e))?;
    if setting.quiet {
        return Ok(Outcome::Fine);
    }
    print(&format!("{}{removed}\n", setting.text("删除的文件数：", "files removed: ")))
}
