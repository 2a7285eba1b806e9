//! The command line: arguments, environment, clock, printing and exit status, and nowhere else. One file a command.
//!
//! Findings and progress go to stderr; what a command was asked to print goes to stdout. Exit status: 0 fine; 1 findings that
//! fail the build; 2 it could not run.

mod args;
mod baseline;
mod build;
mod calc;
mod check;
mod clean;
mod explain;
mod file;
mod fix;
mod init;
mod laws;
mod list;
mod new;
mod output;
mod progress;
mod review;
mod run;
mod schema;
mod serve;
mod setting;
mod table;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::ArgMatches;

use crate::text::{Lang, localized};
use setting::{Environment, Setting};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// 0
    Fine,
    /// 1: findings fail the build.
    Findings,
}

/// Why a command could not run: a sentence for people.
#[derive(Debug)]
struct Trouble(String);

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble(error.to_string())
    }
}

/// Runs the program with its arguments, the program's own name first.
#[expect(clippy::disallowed_methods, reason = "cli prints")]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let environment = Environment::of_process();
    let lang = environment.lang(&args);
    let matches = match args::command(lang).try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => {
            // Where even that cannot be printed there is no one to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let ended = Setting::new(&environment, &matches, lang).and_then(|setting| dispatch(&setting, &matches));
    match ended {
        Ok(End::Fine) => ExitCode::SUCCESS,
        Ok(End::Findings) => ExitCode::from(1),
        Err(trouble) => {
            let _ = writeln!(io::stderr(), "{}", told(lang, &trouble));
            ExitCode::from(2)
        }
    }
}

fn dispatch(setting: &Setting, matches: &ArgMatches) -> Result<End, Trouble> {
    match matches.subcommand() {
        Some(("build", args)) => build::build(setting, args),
        Some(("check", args)) => check::check(setting, args),
        Some(("serve", args)) => serve::serve(setting, args),
        Some(("init", args)) => init::init(setting, args),
        Some(("new", args)) => new::new(setting, args),
        Some(("list", args)) => list::list(setting, args),
        Some(("fix", args)) => fix::fix(setting, args),
        Some(("review", args)) => review::review(setting, args),
        Some(("laws", args)) => laws::laws(setting, args),
        Some(("explain", args)) => explain::explain(setting, args),
        Some(("schema", args)) => schema::schema(setting, args),
        Some(("completions", args)) => args::completions(setting.lang, args),
        Some(("calc", args)) => calc::calc(setting, args),
        Some(("clean", _)) => clean::clean(setting),
        _ => Err(Trouble(pick(setting.lang, "没有这个命令", "there is no such command").to_owned())),
    }
}

/// Why a command could not run, as it is printed.
fn told(lang: Lang, Trouble(message): &Trouble) -> String {
    format!("sitegen: {}: {message}", pick(lang, "无法执行", "cannot run"))
}

/// The text in a language.
fn pick<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    localized(lang, [zh, en])
}

/// Prints what a command was asked for. A reader that has gone away is no error.
#[expect(clippy::disallowed_methods, reason = "cli prints")]
fn print(text: &str) -> Result<End, Trouble> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(End::Fine),
    }
}
