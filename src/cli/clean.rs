//! `clean`: removes what was generated and nothing else.

use super::setting::Setting;
use super::{End, Trouble, build, pick, print};
use crate::emit::{self, Place};

/// Removes what the manifest names.
pub(super) fn clean(setting: &Setting) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let sources = ["content", "templates", "static"].map(|f| folders.root.join(f));
    let mut sources: Vec<&std::path::Path> = sources.iter().map(std::path::PathBuf::as_path).collect();
    sources.push(&folders.settings);
    let place = Place { output: &folders.output, root: &folders.root, sources: &sources, home: setting.home.as_deref() };
    let removed = emit::clean(&place).map_err(|e| build::trouble(setting, &e))?;
    if setting.quiet {
        return Ok(End::Fine);
    }
    print(&format!("{}{removed}\n", pick(setting.lang, "删除的文件数：", "files removed: ")))
}
