//! Computes the fingerprint that invalidates the cache of another program: a checksum of the sources, of what is built into the
//! program, of its dependencies and of the compiler. Generates the findings and the wording of the calculators from `locales`.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "it reads the sources to be compiled")]

#[path = "build/calculators.rs"]
mod calculators;
#[path = "build/findings.rs"]
mod findings;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use calculators::Wording;

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
    write_rust("findings.rs", findings::generate(&read(&files, "locales/findings", "txt")?))?;
    write_rust("calculators.rs", wordings(&files)?.iter().map(calculators::generate).collect())
}

/// The files with that extension in a folder, each with its path and text.
fn read(files: &BTreeSet<PathBuf>, folder: &str, extension: &str) -> io::Result<Vec<(String, String)>> {
    let files = files.iter().filter(|file| file.starts_with(folder) && file.extension().is_some_and(|e| e == extension));
    files.map(|file| Ok((file.display().to_string(), std::fs::read_to_string(file)?))).collect()
}

/// The wording of each calculator with the code that uses it; that of `common.txt` is used anywhere in `src/calc`.
fn wordings(files: &BTreeSet<PathBuf>) -> io::Result<Vec<Wording>> {
    let code = read(files, "src/calc", "rs")?;
    let wordings = read(files, "locales/calculators", "txt")?.into_iter().map(|(path, text)| {
        let module = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().replace('-', "_");
        let is_user = |user: &str| {
            module == "common"
                || Path::new(user).iter().any(|part| Path::new(part).file_stem().is_some_and(|stem| *stem == *module))
        };
        let code = code.iter().filter(|(user, _)| is_user(user)).map(|(_, code)| code.as_str()).collect();
        Wording { path, text, module, code }
    });
    Ok(wordings.collect())
}

/// Writes generated Rust, or has cargo print the first mistake in its source.
fn write_rust(name: &str, code: Result<String, String>) -> io::Result<()> {
    match code {
        Ok(code) => std::fs::write(Path::new(&std::env::var_os("OUT_DIR").unwrap_or_default()).join(name), code)?,
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
