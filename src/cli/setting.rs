//! What a command runs in: the environment, read once, and the common flags.

#![expect(clippy::disallowed_methods, reason = "the environment and the clock are read here")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::ArgMatches;

use super::CliError;
use super::progress::ProgressBars;
use crate::diag::Lang;
use crate::diag::print::Format;
use crate::link::{Linked, Publish};
use crate::load::{self, Overlay, Sources};
use crate::model::settings::BaseUrl;
use crate::model::yaml::parse_date;
use crate::pipeline::{self, AsOf, Options, Progress};
use crate::text::localized;

/// The parts of the process's environment that the program looks at.
#[derive(Debug, Default)]
pub(super) struct Environment {
    variables: BTreeMap<&'static str, OsString>,
    folder: PathBuf,
    terminal: bool,
    seconds: i64,
}

const VARIABLES: &[&str] = &[
    "SITEGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR_FORCE", "CI", "GITHUB_ACTIONS", "SOURCE_DATE_EPOCH",
    "GITHUB_STEP_SUMMARY", "HOME", "RCLONE", "TERM",
];

impl Environment {
    /// Reads the environment, the current folder and the clock.
    pub(super) fn of_process() -> Environment {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs());
        Environment {
            variables: VARIABLES.iter().filter_map(|name| std::env::var_os(name).map(|v| (*name, v))).collect(),
            folder: std::env::current_dir().unwrap_or_default(),
            terminal: std::io::stderr().is_terminal(),
            seconds: i64::try_from(since).unwrap_or(0),
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).and_then(|v| v.to_str()).filter(|v| !v.is_empty())
    }

    /// The language: `--lang`, `SITEGEN_LANG`, the locale, else English. Needed before the arguments are understood, because
    /// help and argument errors are in it, too.
    pub(super) fn lang(&self, args: &[OsString]) -> Lang {
        let locale = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| self.get(name));
        let word = word(args, "--lang").or_else(|| self.get("SITEGEN_LANG")).or_else(locale);
        if word.is_some_and(|w| w.starts_with("zh")) { Lang::Zh } else { Lang::En }
    }

    fn is_set(&self, name: &str) -> bool {
        self.get(name).is_some_and(|v| v != "0" && v != "false")
    }

    fn color(&self) -> bool {
        let forced = self.is_set("CLICOLOR_FORCE");
        let dumb = self.get("TERM") == Some("dumb");
        self.get("NO_COLOR").is_none() && (forced || (self.terminal && !dumb))
    }
}

/// The value of a flag in arguments that are not yet understood.
pub(super) fn word<'a>(args: &'a [OsString], flag: &str) -> Option<&'a str> {
    let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let joined = words.iter().find_map(|word| word.strip_prefix(flag)?.strip_prefix('='));
    let parted = words.windows(2).find_map(|pair| match pair {
        [name, value] if *name == flag => Some(*value),
        _ => None,
    });
    joined.or(parted)
}

/// The values of the common flags, with their defaults from the environment.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) lang: Lang,
    pub(super) format: Format,
    /// True with `--format json`, which applies to lists, too.
    pub(super) json: bool,
    pub(super) options: Options,
    pub(super) strict: bool,
    pub(super) quiet: bool,
    pub(super) verbose: bool,
    /// True if progress bars are shown.
    pub(super) bars: bool,
    pub(super) home: Option<PathBuf>,
    /// The file for the page of a job of GitHub Actions.
    pub(super) step_summary: Option<PathBuf>,
    /// The program that transfers files, if the environment names it.
    pub(super) rclone: Option<OsString>,
    pub(super) folder: PathBuf,
    root: Option<PathBuf>,
    config: Option<PathBuf>,
    output: Option<PathBuf>,
}

#[derive(Debug)]
pub(super) struct Folders {
    pub(super) root: PathBuf,
    pub(super) settings: PathBuf,
    pub(super) output: PathBuf,
}

impl Setting {
    pub(super) fn new(environment: &Environment, matches: &ArgMatches, lang: Lang) -> Result<Setting, CliError> {
        let matches = matches.subcommand().map_or(matches, |(_, inner)| inner);
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let path = |name: &str| matches.get_one::<PathBuf>(name).map(|p| environment.folder.join(p));
        let flag = |name: &str| matches.get_flag(name);
        let format = match text("format") {
            Some("short") => Format::Short,
            Some("json") => Format::Json,
            Some("github") => Format::Github,
            None if environment.is_set("GITHUB_ACTIONS") => Format::Github,
            _ => Format::Human { color: environment.color() },
        };
        let publish = Publish { drafts: flag("drafts"), future: flag("future") };
        let options =
            Options { as_of: as_of(environment, text("as-of"), lang)?, publish, base_url: base_url(text("base-url"), lang)? };
        if let Some(jobs) = matches.get_one::<u16>("jobs") {
            pipeline::set_threads(usize::from(*jobs)).map_err(|e| CliError(e.to_string()))?;
        }
        let (quiet, is_human) = (flag("quiet"), matches!(format, Format::Human { .. }));
        Ok(Setting {
            lang,
            format,
            json: format == Format::Json,
            options,
            strict: flag("strict"),
            quiet,
            verbose: flag("verbose"),
            bars: environment.terminal && !quiet && !environment.is_set("CI") && is_human,
            home: environment.get("HOME").map(PathBuf::from),
            step_summary: environment.get("GITHUB_STEP_SUMMARY").map(PathBuf::from),
            rclone: environment.variables.get("RCLONE").filter(|value| !value.is_empty()).cloned(),
            folder: environment.folder.clone(),
            root: path("root"),
            config: path("config"),
            output: path("output-dir"),
        })
    }

    pub(super) fn text<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        localized(self.lang, [zh, en])
    }

    /// An error in the language of messages: `subject: text`.
    pub(super) fn error(&self, subject: impl Display, zh: &str, en: &str) -> CliError {
        CliError::about(self.lang, subject, [zh, en])
    }

    pub(super) fn folders(&self) -> Result<Folders, CliError> {
        let beside = self.config.as_deref().and_then(Path::parent).map(Path::to_path_buf);
        let root = self.root.clone().or(beside).or_else(|| load::find_root(&self.folder));
        let Some(root) = root else {
            let zh = "从当前文件夹向上没有找到 sitegen.yaml；请进入站点文件夹，或用 -r 指定，或用 `sitegen init 文件夹` 新建站点";
            let en = "no sitegen.yaml here or in a folder above; go to the site's folder, name it with -r, or make a site with `sitegen init DIR`";
            return Err(CliError(self.text(zh, en).to_owned()));
        };
        let settings = self.config.clone().unwrap_or_else(|| root.join(load::SETTINGS));
        if !load::is_file(&settings) {
            return Err(self.error(settings.display(), "没有这个设置文件", "there is no such settings file"));
        }
        let output = self.output.clone().unwrap_or_else(|| root.join("public"));
        Ok(Folders { root, settings, output })
    }

    /// The linked site, for commands that report no findings.
    pub(super) fn linked(&self) -> Result<(Folders, Linked), CliError> {
        self.ask(pipeline::linked)
    }

    /// The answer to a question about the site, for commands that report no findings.
    pub(super) fn ask<T>(
        &self,
        question: impl FnOnce(Sources, &Options, &dyn Progress) -> io::Result<T>,
    ) -> Result<(Folders, T), CliError> {
        let folders = self.folders()?;
        let bars = ProgressBars::new(self);
        let (sources, _) = pipeline::load(&folders.root, &folders.settings, &Overlay::default(), &bars)?;
        let answer = question(sources, &self.options, &bars)?;
        bars.finish();
        Ok((folders, answer))
    }

    /// Paths of the texts of the site that were named on the command line: files, or folders of them.
    pub(super) fn site_paths(&self, folders: &Folders, typed: &[&PathBuf]) -> Result<Vec<String>, CliError> {
        let one = |typed: &&PathBuf| {
            let path = load::site_path(&folders.root, &self.folder.join(typed));
            path.filter(|p| p == load::SETTINGS || p == "content" || p.starts_with("content/")).ok_or_else(|| {
                let (zh, en) = ("不是这个站点 content/ 里的文件或文件夹", "no file or folder in content/ of this site");
                self.error(typed.display(), zh, en)
            })
        };
        typed.iter().map(one).collect()
    }
}

fn as_of(environment: &Environment, flag: Option<&str>, lang: Lang) -> Result<AsOf, CliError> {
    if let Some(text) = flag {
        let texts = ["不是 2026-03-09 这样的日期", "is not a date such as 2026-03-09"];
        return parse_date(text).map(AsOf::Day).map_err(|_| CliError::about(lang, format!("--as-of {text}"), texts));
    }
    let Some(text) = environment.get("SOURCE_DATE_EPOCH") else { return Ok(AsOf::Moment(environment.seconds)) };
    let seconds = text.parse::<i64>().ok().filter(|s| (0..=7_258_118_400).contains(s));
    let texts = ["应为 1970 年以来的秒数", "must be seconds since 1970"];
    seconds.map(AsOf::Moment).ok_or_else(|| CliError::about(lang, format!("SOURCE_DATE_EPOCH={text}"), texts))
}

fn base_url(flag: Option<&str>, lang: Lang) -> Result<Option<BaseUrl>, CliError> {
    let Some(text) = flag else { return Ok(None) };
    let texts = ["不是 https://www.example.com/ 这样的完整地址", "is not a whole address such as https://www.example.com/"];
    BaseUrl::parse(text).map(Some).ok_or_else(|| CliError::about(lang, format!("--base-url {text}"), texts))
}
