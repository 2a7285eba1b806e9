//! `schema`: JSON Schemas of front matter, settings and calculator blocks, for editors that complete and check YAML.

use clap::ArgMatches;

use super::{End, Trouble, print};
use crate::model::schema;

/// Prints a schema.
pub(super) fn schema(args: &ArgMatches) -> Result<End, Trouble> {
    let schema = match args.get_one::<String>("of").map(String::as_str) {
        Some("settings") => schema::settings(),
        Some("calculators") => schema::calculators(),
        _ => schema::front_matter(),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(|e| Trouble(e.to_string()))?;
    print(&format!("{text}\n"))
}
