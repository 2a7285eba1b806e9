//! Cost of builds of large libraries, step by step, compared with the floor and with other generators.
//!
//! ```sh
//! cargo bench --bench stages                                    # 1,000 and 10,000 articles
//! cargo bench --bench stages -- --articles 100000,177000 --dir /tmp/bench --runs 3
//! cargo bench --bench stages -- preview --articles 1000,100000     # from a save to the page in the browser
//! cargo bench --bench stages -- import --articles 3000,177000      # the same articles as the dump of a Z-Blog: first import and again
//! HUGO=hugo ZOLA=zola NODE_MODULES=/tmp/peers/node_modules cargo bench --bench stages -- --articles 1000,10000
//! ```
//!
//! Prints Markdown tables; `benches/RESULTS.md` has those of one machine. Runs alternate, so that other load on the machine affects all
//! of them, and the run with the least processor time counts. Libraries are kept in `--dir` and used again.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the borders are those of src")]
#![allow(clippy::print_stdout, clippy::indexing_slicing, reason = "a tool for developers")]
#![allow(dead_code, unreachable_pub, missing_docs, reason = "shares a module with the tests")]

mod child;
mod corpus;
mod dump;
mod floor;
mod import;
mod measure;
mod peers;
mod preview;
#[path = "../../tests/support/library/random.rs"]
mod random;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use corpus::Dialect;
use measure::Cost;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let ended = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["child", root, out] => child::run(root.as_ref(), out.as_ref()),
        ["floor", root, out, bytes] => {
            floor::run(root.as_ref(), out.as_ref(), bytes.parse().unwrap_or_default()).map(|pages| println!("{pages}"))
        }
        _ => bench(&arguments),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::from(2)
        }
    }
}

fn bench(arguments: &[String]) -> io::Result<()> {
    let value = |name: &str| arguments.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str());
    let folder = value("--dir").map_or_else(|| std::env::temp_dir().join("sitegen-bench"), PathBuf::from);
    let is_of = |kind: &str| arguments.first().is_some_and(|a| a == kind);
    let (is_preview, is_import) = (is_of("preview"), is_of("import"));
    if is_preview || is_import {
        println!("{}", if is_preview { preview::HEAD } else { import::HEAD });
    }
    let runs = value("--runs").and_then(|n| n.parse().ok()).unwrap_or(3);
    // Nothing is deleted before the end: after many deletions a file system creates files slowly for some minutes.
    let outs = folder.join(format!("out-{}", std::process::id()));
    for articles in value("--articles").unwrap_or("1000,10000").split(',').filter_map(|n| n.parse().ok()) {
        if is_preview {
            let root = library(&folder.join(format!("sitegen-{articles}")), articles, Dialect::Sitegen)?;
            let out = outs.join(format!("{articles}/public"));
            fs::create_dir_all(outs.join(format!("{articles}")))?;
            preview::run(Path::new(env!("CARGO_BIN_EXE_sitegen")), &root, &out, articles)?;
        } else if is_import {
            let root = library(&folder.join(format!("zblog-{articles}")), articles, Dialect::Zblog)?;
            import::run(Path::new(env!("CARGO_BIN_EXE_sitegen")), &root, &outs.join(format!("{articles}")), articles)?;
        } else {
            size(&folder, &outs, articles, runs)?;
        }
    }
    if outs.exists() { fs::remove_dir_all(outs) } else { Ok(()) }
}

/// All measurements for one library size.
fn size(folder: &Path, outs: &Path, articles: u32, runs: u32) -> io::Result<()> {
    let root = library(&folder.join(format!("sitegen-{articles}")), articles, Dialect::Sitegen)?;
    let outs = outs.join(format!("{articles}"));
    fs::create_dir_all(&outs)?;
    let exe = std::env::current_exe()?;
    let program = Path::new(env!("CARGO_BIN_EXE_sitegen"));
    let build = |out: &Path, more: &[&str]| {
        let mut command = Command::new(program);
        command.args(["build", "--quiet", "--as-of", child::AS_OF, "-r"]).arg(&root).arg("-o").arg(out.join("public")).args(more);
        measure::run(&mut command).map(|(cost, _)| cost)
    };
    let plain = plain_settings(&root, &outs)?;
    let (mut floor, mut bare, mut clean, mut same, mut edited) = (None, None, None, None, None);
    for run in 0..runs {
        let out = outs.join(format!("{run}"));
        least(&mut clean, build(&out, &[])?);
        least(&mut same, build(&out, &[])?);
        corpus::edit(&root, run * 7 % articles)?;
        least(&mut edited, build(&out, &[])?);
        least(&mut bare, build(&out.join("bare"), &["-c", &plain.to_string_lossy()])?);
        let bytes = page_bytes(&out.join("public/articles"))?;
        let mut command = Command::new(&exe);
        command.arg("floor").args([&root, &out.join("floor")]).arg(bytes.to_string());
        least(&mut floor, measure::run(&mut command)?.0);
    }
    println!(
        "\n### {articles} articles\n\n| | wall | CPU | of the clean build | peak memory |\n| --- | ---: | ---: | ---: | ---: |"
    );
    let whole = clean.unwrap_or_default();
    for (name, cost) in [
        ("floor", floor),
        ("clean build", clean),
        ("clean build without related lists and search", bare),
        ("nothing changed", same),
        ("one article edited", edited),
    ] {
        row(name, cost.unwrap_or_default(), whole);
    }
    for (name, cost) in peers::run(folder, &outs, articles, runs)? {
        row(&name, cost, whole);
    }
    stages(&measure::run(Command::new(&exe).arg("child").args([&root, &outs.join("child/public")]))?.1);
    Ok(())
}

/// Writes settings without related lists and search. Returns their path.
fn plain_settings(root: &Path, folder: &Path) -> io::Result<PathBuf> {
    let settings = fs::read_to_string(root.join("sitegen.yaml"))?;
    let file = folder.join("plain.yaml");
    fs::write(&file, format!("{settings}search: false\nrelated_count: 0\n"))?;
    Ok(file)
}

/// The folder of a library, which is generated if it is missing.
fn library(root: &Path, articles: u32, dialect: Dialect) -> io::Result<PathBuf> {
    let done = root.join("done");
    if !done.exists() {
        fresh(root)?;
        if dialect == Dialect::Zblog {
            import::library(root, articles)?
        } else {
            corpus::write(root, articles, dialect)?
        }
        fs::write(done, "")?;
    }
    Ok(root.to_path_buf())
}

fn fresh(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

fn least(best: &mut Option<Cost>, cost: Cost) {
    if best.is_none_or(|b| cost.cpu_ms < b.cpu_ms) {
        *best = Some(cost);
    }
}

/// Average file size of a folder in bytes.
fn page_bytes(folder: &Path) -> io::Result<u64> {
    let sizes: Vec<u64> = fs::read_dir(folder)?.map(|e| Ok(e?.metadata()?.len())).collect::<io::Result<_>>()?;
    Ok(sizes.iter().sum::<u64>() / (sizes.len() as u64).max(1))
}

fn row(name: &str, cost: Cost, whole: Cost) {
    let percent = |a: u64, b: u64| format!("{} %", a * 100 / b.max(1));
    let of = format!("{} wall, {} CPU", percent(cost.wall_ms, whole.wall_ms), percent(cost.cpu_ms, whole.cpu_ms));
    println!("| {name} | {} | {} | {of} | {} MiB |", seconds(cost.wall_ms), seconds(cost.cpu_ms), cost.peak_kib / 1024);
}

fn seconds(ms: u64) -> String {
    format!("{}.{:02} s", ms / 1_000, ms % 1_000 / 10)
}

/// The table of the steps of a clean build, from the output of the child process.
fn stages(said: &str) {
    println!("\n| stage of a clean build | wall | CPU |\n| --- | ---: | ---: |");
    for line in said.lines() {
        let cells: Vec<&str> = line.trim_start_matches('=').split('\t').collect();
        let number = |n: usize| cells.get(n).and_then(|c| c.parse::<u64>().ok()).unwrap_or(0);
        if line.starts_with('=') {
            println!("\n{} files, {} MiB, peak memory {} MiB", number(0), number(1) >> 20, number(2) / 1024);
        } else {
            println!("| {} | {} | {} |", cells[0], seconds(number(1)), seconds(number(2)));
        }
    }
}
