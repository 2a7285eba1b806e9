//! The command line. Arguments, environment, clock, printing and exit status are handled here only. Each command has a file.
//!
//! Findings and progress go to stderr; what a command was asked to print goes to stdout. Exit status: 0 fine; 1 findings that
//! fail the build; 2 it could not run.

mod args;
mod baseline;
mod build;
mod calc;
mod check;
mod clean;
mod decide;
mod deploy;
mod explain;
mod file;
mod fix;
mod history;
mod hosting;
mod import;
mod init;
mod internal;
mod laws;
mod list;
mod lsp;
mod new;
mod output;
mod progress;
mod ratchet;
mod report;
mod review;
mod run;
mod schema;
mod serve;
mod setting;
mod table;
mod triage;
mod unpublished;
mod urls;
mod watch;
mod withdraw;
mod work;
mod work_list;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::ArgMatches;

use crate::diag;
use crate::text::{Lang, localized};
use setting::{Environment, Setting};

/// How a command ended, if it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Exit status 0.
    Fine,
    /// Exit status 1: findings fail the build.
    Findings,
}

/// Why a command could not run: a sentence for people. Exit status 2.
#[derive(Debug)]
struct CliError(String);

impl CliError {
    /// `subject: text`
    fn about(lang: Lang, subject: impl Display, texts: [&str; 2]) -> CliError {
        CliError(format!("{subject}: {}", localized(lang, texts)))
    }

    fn did_you_mean(self, lang: Lang, nearest: Option<impl Display>) -> CliError {
        let hint = nearest.map(|n| localized(lang, [format!("；是否想写「{n}」？"), format!("; did you mean {n}?")]));
        CliError(self.0 + &hint.unwrap_or_default())
    }

    fn message(&self, lang: Lang) -> String {
        format!("sitegen: {}: {}", localized(lang, ["无法执行", "cannot run"]), self.0)
    }
}

/// From an error with its path.
impl From<io::Error> for CliError {
    fn from(error: io::Error) -> CliError {
        CliError(error.to_string())
    }
}

/// Runs the program with its arguments, the program's own name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let environment = Environment::of_process();
    let lang = environment.lang(&args);
    let is_json = setting::word(&args, "--format") == Some("json");
    let fail = move |line: &str| print_failure(is_json, line);
    let matches = match args::command(lang).try_get_matches_from(&args) {
        Ok(matches) => matches,
        Err(error) => {
            if let Some(text) = args.iter().filter_map(|arg| arg.to_str()).find(|arg| is_text_as_option(arg)) {
                let zh = format!("「{text}」以 - 开头，会当作选项；请在它前面加 --，例如 sitegen new -- \"{text}\"");
                let en =
                    format!("\"{text}\" begins with - and is taken for an option; put -- before it: sitegen new -- \"{text}\"");
                fail(&CliError(localized(lang, [zh, en])).message(lang));
                return ExitCode::from(2);
            }
            if is_json && error.use_stderr() {
                fail(error.to_string().trim_end());
            } else {
                // If even this cannot be printed, nothing can be reported.
                let _ = error.print();
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let command = || Setting::new(&environment, &matches, lang).and_then(|setting| dispatch(&setting, &matches));
    match internal::catch(lang, fail, command) {
        Some(Ok(Outcome::Fine)) => ExitCode::SUCCESS,
        Some(Ok(Outcome::Findings)) => ExitCode::from(1),
        Some(Err(error)) => {
            fail(&error.message(lang));
            ExitCode::from(2)
        }
        None => ExitCode::from(2),
    }
}

/// True for a text such as `- 标题` that the command line takes for an option.
fn is_text_as_option(arg: &str) -> bool {
    arg.starts_with('-') && !arg.contains('=') && arg.contains(|c: char| c.is_whitespace() || !c.is_ascii())
}

fn dispatch(setting: &Setting, matches: &ArgMatches) -> Result<Outcome, CliError> {
    match matches.subcommand() {
        Some(("build", args)) => build::build(setting, args),
        Some(("check", args)) => check::check(setting, args),
        Some(("serve", args)) => serve::serve(setting, args),
        Some(("lsp", args)) => lsp::lsp(setting, args),
        Some(("init", args)) => init::init(setting, args),
        Some(("new", args)) => new::new(setting, args),
        Some(("list", args)) => list::list(setting, args),
        Some(("fix", args)) => fix::fix(setting, args),
        Some(("review", args)) => review::review(setting, args),
        Some(("laws", args)) => laws::laws(setting, args),
        Some(("explain", args)) => explain::explain(setting, args),
        Some(("urls", args)) => urls::urls(setting, args),
        Some(("schema", args)) => schema::schema(setting, args),
        Some(("completions", args)) => args::completions(setting.lang, args),
        Some(("calc", args)) => calc::calc(setting, args),
        Some(("import", args)) => import::import(setting, args),
        Some(("triage", args)) => triage::triage(setting, args),
        Some(("merge", args)) => decide::merge(setting, args),
        Some(("baseline", args)) => baseline::baseline(setting, args),
        Some(("work", args)) => work::work(setting, args),
        Some(("report", args)) => report::report(setting, args),
        Some(("deploy", args)) => deploy::deploy(setting, args),
        Some(("history", args)) => history::history(setting, args),
        Some(("hosting", args)) => hosting::hosting(setting, args),
        Some(("withdraw", args)) => withdraw::withdraw(setting, args),
        Some(("clean", _)) => clean::clean(setting),
        _ => Err(CliError(setting.text("没有这个命令", "there is no such command").to_owned())),
    }
}

/// Prints the result of a command. A reader that has gone away is no error.
#[expect(clippy::disallowed_methods, reason = "cli prints")]
fn print(text: &str) -> Result<Outcome, CliError> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(CliError(format!("stdout: {e}"))),
        _ => Ok(Outcome::Fine),
    }
}

#[expect(clippy::disallowed_methods, reason = "cli prints")]
fn print_error(line: &str) {
    // If even this cannot be printed, nothing can be reported.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints why the program could not run: a line, or an object with it for scripts.
#[expect(clippy::disallowed_methods, reason = "cli prints")]
fn print_failure(is_json: bool, line: &str) {
    if is_json {
        // If even this cannot be printed, nothing can be reported.
        let _ = diag::print::failure(line, &mut io::stderr().lock());
    } else {
        print_error(line);
    }
}
