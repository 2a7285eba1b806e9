//! Computes the fingerprint that invalidates the cache of another program: a checksum of the sources, of what is built into the
//! program, of its dependencies and of the compiler. Generates the findings from `locales`.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "it reads the sources to be compiled")]

#[path = "build/findings.rs"]
mod findings;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files and folders that the program is made of.
const INPUTS: [&str; 8] = ["build.rs", "build", "Cargo.toml", "Cargo.lock", "locales", "src", "static/theme", "templates"];

fn main() -> io::Result<()> {
    let mut files = BTreeSet::new();
    for path in INPUTS {
        println!("cargo::rerun-if-changed={path}");
        collect(Path::new(path), &mut files)?;
    }
    let mut sum = DefaultHasher::new();
    for file in &files {
        (file, std::fs::read(file)?).hash(&mut sum);
    }
    if let Some(compiler) = std::env::var_os("RUSTC") {
        Command::new(compiler).arg("--version").arg("--verbose").output()?.stdout.hash(&mut sum);
    }
    println!("cargo::rustc-env=SITEGEN_MADE_OF={:016x}", sum.finish());
    write_findings(&files)
}

/// Writes the findings as Rust, or has cargo print the first mistake in them.
fn write_findings(files: &BTreeSet<PathBuf>) -> io::Result<()> {
    let families = files.iter().filter(|file| file.starts_with("locales/findings"));
    let read = |file: &PathBuf| Ok((file.display().to_string(), std::fs::read_to_string(file)?));
    let families = families.map(read).collect::<io::Result<Vec<_>>>()?;
    match findings::generate(&families) {
        Ok(code) => std::fs::write(Path::new(&std::env::var_os("OUT_DIR").unwrap_or_default()).join("findings.rs"), code)?,
        Err(mistake) => println!("cargo::error={mistake}"),
    }
    Ok(())
}

/// Adds the files at and below a path, if there are any.
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
