//! `schema`: JSON Schemas of front matter, settings, calculator blocks and registers.

use clap::ArgMatches;

use super::setting::Setting;
use super::{CliError, Outcome, print};
use crate::model::schema;

pub(super) fn schema(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let name = args.get_one::<String>("of").map_or("front-matter", String::as_str);
    let schema = schema::schema(name, setting.lang).ok_or_else(|| CliError(format!("no schema {name}")))?;
    print(&format!("{schema:#}\n"))
}
