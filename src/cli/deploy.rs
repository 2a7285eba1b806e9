//! `deploy`: builds the site and brings it online, or shows and checks what is online.

#![expect(clippy::disallowed_methods, reason = "a deployment has the moment at which it begins and ends")]

use std::path::PathBuf;

use clap::ArgMatches;
use jiff::Timestamp;

use super::output;
use super::setting::{Folders, Setting};
use super::{CliError, Outcome, build, print, print_error};
use crate::deploy::{self, Deployment, Failure, Hook, Place, Plan, Refusal, Request, Site, Tool, ToolError};
use crate::diag::print::Format;
use crate::load;
use crate::model::settings::{self, Settings, UrlCommand};
use crate::text::localized;

/// Paths that a sample shows.
const SAMPLE: usize = 10;

pub(super) fn deploy(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    if args.get_flag("verify") && !args.get_flag("repair") {
        return verify(setting, args, &folders);
    }
    if !args.get_flag("no-build") && build::build_site(setting, args, None)? == Outcome::Findings {
        return Ok(Outcome::Findings);
    }
    let settings = read_settings(&folders)?;
    let base_url = setting.options.base_url.as_ref().map_or_else(|| settings.base.home(), settings::BaseUrl::home);
    let files = output::last_files(setting, &folders);
    let site = Site::new(folders.output.clone(), files);
    let hook = |command: &Option<UrlCommand>| {
        command.as_ref().map(|command| Hook { command: command.command.clone(), batch: command.batch })
    };
    let (purge, submit) = (hook(&settings.deploy.purge), hook(&settings.deploy.submit));
    let plan_file = args.get_one::<PathBuf>("plan");
    let (target, state) = places(setting, args, &folders, &settings)?;
    let request = Request {
        site: &site,
        base_url: &base_url,
        target: &target,
        state: &state,
        purge: purge.as_ref(),
        submit: submit.as_ref(),
        keep_history: settings.deploy.keep_history,
        max_deletes: args.get_one::<usize>("max-deletes").copied(),
        adopt: args.get_flag("adopt"),
        dry_run: args.get_flag("dry-run"),
        plan_only: plan_file.is_some(),
        repair: args.get_flag("repair"),
        only: args.get_one::<String>("only").map(|slug| page_of(&settings, slug)),
        now: Timestamp::now,
    };
    let deployment = deploy::deploy(&request).map_err(|failure| error(setting, failure))?;
    if let Some(file) = plan_file {
        let text = deployment.plan.json().map_err(|e| CliError(e.to_string()))?;
        crate::emit::write_report(&setting.folder.join(file), text.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    finish(setting, &deployment)
}

/// Reads the settings as they are; a build has checked them.
pub(super) fn read_settings(folders: &Folders) -> Result<Settings, CliError> {
    let source = load::read_text(&folders.settings, &std::sync::Arc::from(load::SETTINGS), load::REGISTER_LIMIT)?.ok();
    Ok(settings::read(source.as_ref()).0)
}

/// Path of the page of an article in the output folder.
fn page_of(settings: &Settings, slug: &str) -> String {
    let path = settings.article_permalink.replace("{slug}", slug);
    let path = path.trim_start_matches('/');
    if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// Target and state, from the flags or the settings.
fn places(setting: &Setting, args: &ArgMatches, folders: &Folders, settings: &Settings) -> Result<(Place, Place), CliError> {
    let of = |flag: &str, id: &str, key: &Option<String>| {
        let address = args.get_one::<String>(id).or(key.as_ref());
        address.cloned().ok_or_else(|| {
            let zh = format!("没有写上线的位置：在 sitegen.yaml 里写 deploy: {{{flag}: …}}，或用 --{flag} 指定");
            let en = format!("no {flag} is named: write deploy: {{{flag}: …}} in sitegen.yaml, or use --{flag}");
            CliError(localized(setting.lang, [zh, en]))
        })
    };
    let (target, state) = (of("target", "target", &settings.deploy.target)?, of("state", "records", &settings.deploy.state)?);
    if target == state {
        return Err(setting.error(
            target,
            "target 和 state 不能是同一个位置：记录不能让读者看到",
            "target and state must differ: readers must not reach the records",
        ));
    }
    let tool = Tool::new(setting.rclone.clone());
    Ok((Place::new(&target, &folders.root, tool.clone()), Place::new(&state, &folders.root, tool)))
}

/// The state, for commands that only read it.
pub(super) fn state(setting: &Setting, args: &ArgMatches, folders: &Folders) -> Result<Place, CliError> {
    let settings = read_settings(folders)?;
    let address = args.get_one::<String>("records").or(settings.deploy.state.as_ref()).cloned().ok_or_else(|| {
        let zh = "没有写上线记录的位置：在 sitegen.yaml 里写 deploy: {state: …}，或用 --state 指定";
        let en = "no state is named: write deploy: {state: …} in sitegen.yaml, or use --state";
        CliError(setting.text(zh, en).to_owned())
    })?;
    Ok(Place::new(&address, &folders.root, Tool::new(setting.rclone.clone())))
}

fn finish(setting: &Setting, deployment: &Deployment) -> Result<Outcome, CliError> {
    let plan = &deployment.plan;
    let Some(done) = &deployment.done else {
        show(setting, plan);
        return Ok(Outcome::Fine);
    };
    let (uploaded, deleted, bytes) = (plan.upload.len(), plan.deletions(), plan.bytes());
    let purged = plan.purge.len() - done.unpurged.len();
    let submitted = plan.submit.len().saturating_sub(done.unsubmitted.len());
    if setting.format == Format::Json {
        print_error(&format!(
            "{{\"deploy\":{{\"uploaded\":{uploaded},\"bytes\":{bytes},\"deleted\":{deleted},\"purged\":{purged},\"submitted\":{submitted}}}}}"
        ));
    } else if !setting.quiet {
        let size = megabytes(bytes);
        let zh = format!("已上线：上传 {uploaded} 个文件（{size} MB），删除 {deleted} 个");
        print_error(&localized(setting.lang, [zh, format!("online: {uploaded} files uploaded ({size} MB), {deleted} deleted")]));
    }
    if !done.unsubmitted.is_empty() && done.unpurged.is_empty() {
        let (count, first) = (done.unsubmitted.len(), done.unsubmitted.first().map_or("", String::as_str));
        let zh = format!("警告：{count} 个网址没有提交给搜索引擎（{first} …），下次上线时再提交");
        let en = format!("warning: {count} URLs were not submitted ({first} …); the next deployment submits them");
        print_error(&localized(setting.lang, [zh, en]));
    }
    if let Some(first) = done.unpurged.first() {
        let count = done.unpurged.len();
        let zh =
            format!("文件已经上传，但有 {count} 个网址没有刷新（{first} …）。改好 deploy.purge 后再运行一次：同样的网址会再刷新");
        let en = format!(
            "the files are online, but {count} URLs were not purged ({first} …). Mend deploy.purge and run it again: the same URLs are purged again"
        );
        return Err(CliError(localized(setting.lang, [zh, en])));
    }
    Ok(Outcome::Fine)
}

/// Tenths of a megabyte.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn show(setting: &Setting, plan: &Plan) {
    let (uploads, deletions, size) = (plan.upload.len(), plan.deletions(), megabytes(plan.bytes()));
    let (purges, submits) = (plan.purge.len(), plan.submit.len());
    let zh = format!(
        "试运行，什么也没有改：上传 {uploads} 个文件（{size} MB），删除 {deletions} 个，刷新 {purges} 个网址，提交 {submits} 个"
    );
    let en = format!(
        "dry run, nothing was changed: {uploads} files to upload ({size} MB), {deletions} to delete, {purges} URLs to purge, {submits} to submit"
    );
    print_error(&localized(setting.lang, [zh, en]));
    let uploads = plan.upload.iter().map(|upload| format!("+ {}", upload.path));
    let deletes = plan.delete_pages.iter().chain(&plan.delete_files).map(|path| format!("- {path}"));
    uploads.take(SAMPLE).chain(deletes.take(SAMPLE)).for_each(|line| print_error(&line));
}

fn verify(setting: &Setting, args: &ArgMatches, folders: &Folders) -> Result<Outcome, CliError> {
    let settings = read_settings(folders)?;
    let (target, state) = places(setting, args, folders, &settings)?;
    let Some(verified) = deploy::verify(&target, &state).map_err(|failure| error(setting, failure))? else {
        return Err(CliError(setting.text("还没有上线过", "nothing was deployed yet").to_owned()));
    };
    let mut text: String = verified.differing.iter().map(|path| format!("{path}\n")).collect();
    if setting.json {
        text = format!(
            "{}\n",
            serde_json::json!({ "files": verified.files, "differing": verified.differing, "foreign": verified.foreign.len(), "by_size": verified.by_size })
        );
    }
    print(&text)?;
    let (files, count, foreign, by_size) = (verified.files, verified.differing.len(), verified.foreign.len(), verified.by_size);
    if !setting.quiet && !setting.json {
        let zh = format!("核对了 {files} 个文件：{count} 个不同（只比较了大小的 {by_size} 个）；另有 {foreign} 个不是本程序放的");
        let en = format!(
            "{files} files compared: {count} differ ({by_size} compared by size only); {foreign} others were not put there by a deployment"
        );
        print_error(&localized(setting.lang, [zh, en]));
    }
    if count == 0 {
        return Ok(Outcome::Fine);
    }
    let zh = format!("{count} 个文件和记录不同；用 --repair 重新上传");
    let en = format!("{count} files differ from the record; --repair uploads them again");
    Err(CliError(localized(setting.lang, [zh, en])))
}

pub(super) fn error(setting: &Setting, failure: Failure) -> CliError {
    let texts = match failure {
        Failure::Refused(refusal) => refused(refusal),
        Failure::Tool(ToolError::Machine(error)) => return error.into(),
        Failure::Tool(ToolError::Missing(program)) => {
            let program = program.to_string_lossy();
            [
                format!("没有找到 rclone（{program}）；安装 1.60 或更新的版本，或用环境变量 RCLONE 写明它在哪里"),
                format!("rclone ({program}) is not found; install 1.60 or newer, or name it in the environment variable RCLONE"),
            ]
        }
        Failure::Tool(ToolError::TooOld(version)) => {
            [format!("{version} 太旧，需要 1.60 或更新的版本"), format!("{version} is too old; 1.60 or newer is needed")]
        }
        Failure::Tool(ToolError::Failed { what, message }) => [
            format!("rclone {what} 失败；改好以后再运行一次，会接着做完\n{message}"),
            format!("rclone {what} failed; once that is mended, the next run completes the work\n{message}"),
        ],
        Failure::Record(address) => [
            format!("上线记录 {address} 读不懂；从备份恢复它，或删除它并加 --adopt 重新上线"),
            format!("the record {address} cannot be read; restore it from a backup, or delete it and deploy again with --adopt"),
        ],
    };
    CliError(localized(setting.lang, texts))
}

fn refused(refusal: Refusal) -> [String; 2] {
    match refusal {
        Refusal::NoSite => [
            "输出文件夹里没有生成好的网站；先运行 sitegen build".to_owned(),
            "there is no built site in the output folder; run sitegen build first".to_owned(),
        ],
        Refusal::Altered(path) => [
            format!("输出文件夹里的 {path} 不是生成时的样子；重新运行 sitegen build"),
            format!("{path} in the output folder is not what the build wrote; run sitegen build again"),
        ],
        Refusal::OtherAddress { built } => [
            format!("输出文件夹是为 {built} 生成的，和 base_url 不同；重新运行 sitegen build"),
            format!("the output folder was built for {built}, which differs from base_url; run sitegen build again"),
        ],
        Refusal::OtherState { online } => [
            format!("state 里是另一个网站 {online} 的记录；换一个 state，确实要换网址的加 --adopt"),
            format!("the state belongs to a site at {online}; name another state, or add --adopt if the site has a new address"),
        ],
        Refusal::NotEmpty(target) => [
            format!("第一次上线，而 {target} 里已经有文件；确认可以放在一起的加 --adopt（那些文件一个也不会删）"),
            format!("this is the first deployment, and {target} is not empty; --adopt accepts it and deletes none of its files"),
        ],
        Refusal::TooManyDeletions { most, paths } => {
            let (count, list) = (paths.len(), paths.iter().take(SAMPLE).map(|path| format!("\n  {path}")).collect::<String>());
            [
                format!("要删除 {count} 个文件，超过上限 {most} 个；确认无误后加 --max-deletes {count}{list}"),
                format!(
                    "{count} files would be deleted, more than the limit of {most}; if that is right, add --max-deletes {count}{list}"
                ),
            ]
        }
        Refusal::Locked(holder) => [
            format!("另一次上线正在进行（{}，进程 {}）；等它结束再运行", holder.host, holder.process),
            format!(
                "another deployment is running ({}, process {}); run it again when that has ended",
                holder.host, holder.process
            ),
        ],
    }
}
