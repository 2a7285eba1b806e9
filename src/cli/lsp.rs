//! `lsp`: the language server of editors, on standard input and output.

#![expect(clippy::disallowed_methods, reason = "it speaks on standard input and output, and looks at the clock")]

use std::io;
use std::time::SystemTime;

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::setting::Setting;
use super::{CliError, Outcome};
use crate::lsp::{self, Config};
use crate::pipeline::{AsOf, Options};
use crate::text::localized;

pub(super) fn lsp(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let is_given = |name: &str| args.value_source(name).is_some_and(|source| source != ValueSource::DefaultValue);
    let site = if is_given("root") || is_given("config") {
        let folders = setting.folders()?;
        Some((folders.root, folders.settings))
    } else {
        None
    };
    let (options, is_day_given) = (setting.options.clone(), is_given("as-of"));
    let now = move || {
        let as_of = match options.as_of {
            AsOf::Moment(start) if !is_day_given => AsOf::Moment(seconds().unwrap_or(start)),
            day => day,
        };
        Options { as_of, ..options.clone() }
    };
    let lang = is_given("lang").then_some(setting.lang);
    let config = Config { lang, default_lang: setting.lang, options: Box::new(now), site };
    match lsp::serve(config, Box::new(io::stdin()), Box::new(io::stdout())) {
        Ok(0) => Ok(Outcome::Fine),
        Ok(_) => Ok(Outcome::Findings),
        Err(error) => {
            let what = localized(setting.lang, ["与编辑器的连接中断", "the connection to the editor is broken"]);
            Err(CliError(format!("{what}: {error}")))
        }
    }
}

/// Seconds since 1970-01-01 UTC.
fn seconds() -> Option<i64> {
    i64::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs()).ok()
}
