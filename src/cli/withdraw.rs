//! `withdraw`: takes an article back. Its front matter gets the day and the reason; the next deployment puts a notice in its place.

use clap::ArgMatches;

use super::file::File;
use super::review::article;
use super::setting::Setting;
use super::{CliError, Outcome, print};
use crate::model::front::edit;
use crate::text::Source;

pub(super) fn withdraw(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let text = |name: &str| args.get_one::<String>(name).map_or("", |text| text.trim());
    let (folders, linked) = setting.linked()?;
    let article = article(setting, &linked, text("article"))?;
    let path = article.path();
    if article.front.withdrawn.is_some() {
        return print(&format!("{path}{}\n", setting.text("：已经撤下，没有改动", ": is withdrawn already, nothing was changed")));
    }
    let reason = text("reason");
    let is_fit = !reason.is_empty() && reason.chars().count() <= 200 && !reason.contains(char::is_control);
    if !is_fit {
        return Err(setting.error("--reason", "应为一行 1 到 200 个字", "has 1 to 200 characters on one line"));
    }
    let file = File::read(setting, &folders, path)?;
    let quoted = reason.replace('\\', "\\\\").replace('"', "\\\"");
    let value = format!("{{on: {}, reason: \"{quoted}\"}}", linked.as_of);
    let source = Source::new(path.clone(), file.text());
    let edits = edit::set_yaml(&source, "withdrawn", &value).map_err(|(zh, en)| setting.error(path, zh, en))?;
    file.replace(&edits)?;
    print(&format!("{path}\n"))
}
