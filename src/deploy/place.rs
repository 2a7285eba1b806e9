//! A folder or a remote, and what rclone does there.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;
use tempfile::{NamedTempFile, TempDir};

use crate::text::Checksum;

/// Exit statuses of rclone for a folder and for a file that is not there. Everything else is a failure.
const NOT_FOUND: [i32; 2] = [3, 4];
/// The oldest version whose flags are used here.
const OLDEST: (u32, u32) = (1, 60);

/// The program that transfers files.
#[derive(Clone, Debug)]
pub(crate) struct Tool {
    program: OsString,
}

/// Why rclone could not do something.
#[derive(Debug)]
pub(crate) enum ToolError {
    /// It is not installed, or not where `RCLONE` says.
    Missing(OsString),
    TooOld(String),
    /// What was to be done, and what rclone printed.
    Failed {
        what: String,
        message: String,
    },
    Machine(io::Error),
}

impl From<io::Error> for ToolError {
    fn from(error: io::Error) -> ToolError {
        ToolError::Machine(error)
    }
}

impl Tool {
    /// rclone. `named` is the value of `RCLONE`, if it is set.
    pub(crate) fn new(named: Option<OsString>) -> Tool {
        Tool { program: named.unwrap_or_else(|| "rclone".into()) }
    }

    /// Fails if rclone is not there, or too old.
    pub(super) fn check(&self) -> Result<(), ToolError> {
        let output = self.run(&["version"])?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let first = text.lines().next().unwrap_or_default().to_owned();
        match version(&first) {
            Some(version) if output.status.success() && version >= OLDEST => Ok(()),
            Some(_) if output.status.success() => Err(ToolError::TooOld(first)),
            _ => Err(ToolError::Missing(self.program.clone())),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, ToolError> {
        let output = self.command(arguments).stdin(Stdio::null()).output();
        output.map_err(|_| ToolError::Missing(self.program.clone()))
    }

    /// Runs a command that must succeed.
    fn succeed(&self, arguments: &[&str]) -> Result<Output, ToolError> {
        let output = self.run(arguments)?;
        if output.status.success() { Ok(output) } else { Err(failed(arguments, &output)) }
    }

    /// Runs a command; `None` if what it is about is not there.
    fn look(&self, arguments: &[&str]) -> Result<Option<Output>, ToolError> {
        let output = self.run(arguments)?;
        match output.status.code() {
            Some(0) => Ok(Some(output)),
            Some(code) if NOT_FOUND.contains(&code) => Ok(None),
            _ => Err(failed(arguments, &output)),
        }
    }
}

/// `rclone v1.60.1-DEV` → (1, 60)
fn version(line: &str) -> Option<(u32, u32)> {
    let mut numbers = line.strip_prefix("rclone v")?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn failed(arguments: &[&str], output: &Output) -> ToolError {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().collect();
    let message = lines.get(lines.len().saturating_sub(5)..).unwrap_or_default().join("\n");
    let status = output.status.to_string();
    let message = if message.is_empty() { status } else { message };
    ToolError::Failed { what: arguments.first().copied().unwrap_or_default().to_owned(), message }
}

/// A folder or a remote: `/srv/www`, `cdn:bucket`.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    address: String,
    /// The folder, if it is one of this machine. Records are written there without rclone.
    folder: Option<PathBuf>,
    tool: Tool,
}

/// A file of a listing.
#[derive(Debug, Deserialize)]
struct Listed {
    #[serde(rename = "Path")]
    path: String,
    #[serde(rename = "Size")]
    size: i64,
    #[serde(rename = "Hashes", default)]
    hashes: BTreeMap<String, String>,
}

/// What a listing says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// In bytes; `None` if the remote does not know it.
    pub(super) size: Option<u64>,
    /// `None` if the remote does not know it.
    pub(super) sha256: Option<Checksum>,
}

impl Place {
    /// A relative folder lies in the folder of the site.
    pub(crate) fn new(address: &str, root: &Path, tool: Tool) -> Place {
        let folder = is_folder(address).then(|| root.join(address));
        let address = folder.as_ref().map_or_else(|| address.to_owned(), |folder| folder.to_string_lossy().into_owned());
        Place { address, folder, tool }
    }

    /// Fails if rclone is needed to read records here, and cannot be used.
    pub(super) fn check(&self) -> Result<(), ToolError> {
        if self.folder.is_some() { Ok(()) } else { self.tool.check() }
    }

    /// Fails if rclone cannot be used.
    pub(super) fn check_transfer(&self) -> Result<(), ToolError> {
        self.tool.check()
    }

    pub(super) fn join(&self, name: &str) -> String {
        let separator = if self.address.ends_with([':', '/']) { "" } else { "/" };
        format!("{}{separator}{name}", self.address)
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// The bytes of a file; `None` if it is not there. Some remotes report no error for a missing file and give nothing.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, ToolError> {
        if let Some(folder) = &self.folder {
            return present(fs::read(folder.join(name)));
        }
        let output = self.tool.look(&["cat", &self.join(name)])?;
        Ok(output.map(|output| output.stdout).filter(|bytes| !bytes.is_empty()))
    }

    /// Writes a file, as a whole or not at all: it is renamed into place.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), ToolError> {
        if let Some(folder) = &self.folder {
            let new = format!("{name}.new");
            put(folder, &new, bytes)?;
            return Ok(fs::rename(folder.join(new), folder.join(name))?);
        }
        let mut file = NamedTempFile::new()?;
        file.write_all(bytes)?;
        file.flush()?;
        let (from, new, to) = (file.path().to_string_lossy(), self.join(&format!("{name}.new")), self.join(name));
        self.tool.succeed(&["copyto", "--ignore-times", &from, &new])?;
        self.tool.succeed(&["moveto", "--ignore-times", &new, &to])?;
        Ok(())
    }

    /// Removes a file, if it is there.
    pub(super) fn remove(&self, name: &str) -> Result<(), ToolError> {
        if let Some(folder) = &self.folder {
            return present(fs::remove_file(folder.join(name))).map(|_| ());
        }
        self.tool.look(&["deletefile", &self.join(name)]).map(|_| ())
    }

    /// Transfers files of a folder, whatever stands in their places. All of them exist.
    pub(super) fn upload(&self, folder: &Path, paths: &[&str]) -> Result<(), ToolError> {
        if paths.is_empty() {
            return Ok(());
        }
        let list = list_file(paths)?;
        let (folder, list) = (folder.to_string_lossy().into_owned(), list.path().to_string_lossy().into_owned());
        let flags = ["--files-from-raw", &list, "--no-traverse", "--no-check-dest", "--ignore-times"];
        self.tool.succeed(&[&["copy", &folder, &self.address][..], &flags].concat()).map(|_| ())
    }

    /// Deletes files. Those that are not there are no error.
    pub(super) fn delete(&self, paths: &[&str]) -> Result<(), ToolError> {
        if paths.is_empty() {
            return Ok(());
        }
        let list = list_file(paths)?;
        let list = list.path().to_string_lossy().into_owned();
        self.tool.look(&["delete", &self.address, "--files-from-raw", &list, "--no-traverse"]).map(|_| ())
    }

    /// Fetches files into a new folder of this machine. Those that are not there are no error.
    pub(super) fn fetch(&self, paths: &[&str]) -> Result<TempDir, ToolError> {
        let folder = tempfile::tempdir()?;
        if !paths.is_empty() {
            let list = list_file(paths)?;
            let (to, list) = (folder.path().to_string_lossy().into_owned(), list.path().to_string_lossy().into_owned());
            self.tool.look(&["copy", &self.address, &to, "--files-from-raw", &list, "--no-traverse"])?;
        }
        Ok(folder)
    }

    /// The files of a folder by name; none if it is not there. It has no folders inside.
    pub(super) fn read_all(&self, name: &str) -> Result<BTreeMap<String, Vec<u8>>, ToolError> {
        if let Some(folder) = &self.folder {
            return Ok(read_folder(&folder.join(name))?);
        }
        let folder = tempfile::tempdir()?;
        self.tool.look(&["copy", &self.join(name), &folder.path().to_string_lossy()])?;
        Ok(read_folder(folder.path())?)
    }

    /// True if nothing is there.
    pub(super) fn is_empty(&self) -> Result<bool, ToolError> {
        let output = self.tool.look(&["lsf", "--max-depth", "1", &self.address])?;
        Ok(output.is_none_or(|output| output.stdout.is_empty()))
    }

    /// Every file that is there.
    pub(super) fn list(&self) -> Result<BTreeMap<String, Seen>, ToolError> {
        let flags = ["lsjson", "-R", "--files-only", "--no-modtime", "--no-mimetype", "--hash", "--hash-type", "sha256"];
        let Some(output) = self.tool.look(&[&flags[..], &[&self.address]].concat())? else { return Ok(BTreeMap::new()) };
        let listed: Vec<Listed> = serde_json::from_slice(&output.stdout)
            .map_err(|error| ToolError::Failed { what: "lsjson".to_owned(), message: error.to_string() })?;
        let seen = |file: Listed| {
            let sha256 = file.hashes.get("sha256").and_then(|text| text.parse().ok());
            (file.path, Seen { size: u64::try_from(file.size).ok(), sha256 })
        };
        Ok(listed.into_iter().map(seen).collect())
    }
}

/// The result; `None` if there is no such file.
fn present<T>(result: io::Result<T>) -> Result<Option<T>, ToolError> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        result => Ok(Some(result?)),
    }
}

fn read_folder(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(files),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    Ok(files)
}

/// True for a path of this machine: no `remote:` stands before it. A single letter before a colon is a drive.
fn is_folder(address: &str) -> bool {
    let name = address.split(['/', '\\']).next().unwrap_or_default();
    name.split_once(':').is_none_or(|(remote, _)| remote.len() == 1)
}

/// A file with a path a line, as rclone reads them.
fn list_file(paths: &[&str]) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new()?;
    let mut text = paths.join("\n");
    text.push('\n');
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// Writes a file into a folder of this machine, for a transfer.
pub(super) fn put(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let file: PathBuf = folder.join(path);
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(file, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_remotes() {
        for folder in ["/srv/www", "www", "../www", "C:\\www", "./a:b/c", "/a:b"] {
            assert!(is_folder(folder), "{folder}");
        }
        for remote in ["cdn:bucket", "cdn:", ":s3:bucket", ":local:/srv", "cdn:bucket/a"] {
            assert!(!is_folder(remote), "{remote}");
        }
        let place = |address: &str| Place::new(address, Path::new("/site"), Tool::new(None)).join("online.json");
        assert_eq!(place("state"), "/site/state/online.json");
        assert_eq!(place("cdn:"), "cdn:online.json");
        assert_eq!(place("cdn:state"), "cdn:state/online.json");
    }

    #[test]
    fn versions() {
        assert_eq!(version("rclone v1.60.1-DEV"), Some((1, 60)));
        assert_eq!(version("rclone v1.9.0"), Some((1, 9)));
        assert_eq!(version("bash: rclone"), None);
    }
}
