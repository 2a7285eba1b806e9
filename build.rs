//! Names what this program is made of, for it to know what another one remembered: a checksum of its sources, of what is built
//! into it, of its dependencies and of the compiler.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "it reads the sources to be compiled")]

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files and folders that the program is made of.
const MADE_OF: [&str; 6] = ["build.rs", "Cargo.toml", "Cargo.lock", "src", "static/theme", "templates"];

fn main() -> io::Result<()> {
    let mut files = BTreeSet::new();
    for path in MADE_OF {
        println!("cargo::rerun-if-changed={path}");
        collect(Path::new(path), &mut files)?;
    }
    let mut sum = DefaultHasher::new();
    for file in files {
        (&file, std::fs::read(&file)?).hash(&mut sum);
    }
    if let Some(compiler) = std::env::var_os("RUSTC") {
        Command::new(compiler).arg("--version").arg("--verbose").output()?.stdout.hash(&mut sum);
    }
    println!("cargo::rustc-env=SITEGEN_MADE_OF={:016x}", sum.finish());
    Ok(())
}

/// The files at and below a path; nothing where there is none.
fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() {
        files.insert(path.to_owned());
    }
    Ok(())
}
