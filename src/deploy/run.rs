//! One deployment, from the guards to the records of what is online.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use jiff::Timestamp;

use super::command::Hook;
use super::history;
use super::lock::{Holder, Lock};
use super::place::{Place, Seen, ToolError};
use super::plan::Plan;
use super::records::{self, BEGUN, Begun, File, ONLINE, Online, read_begun, read_online};
use super::site::Site;
use crate::text::{encoding, url};

/// Fewest files online of which all may be deleted at once.
const FEW: usize = 50;

/// What is to be brought online, and how.
pub(crate) struct Request<'r> {
    pub(crate) site: &'r Site,
    /// The address in the settings.
    pub(crate) base_url: &'r str,
    pub(crate) target: &'r Place,
    pub(crate) state: &'r Place,
    pub(crate) purge: Option<&'r Hook>,
    pub(crate) submit: Option<&'r Hook>,
    /// Every page that was ever online is kept in the state.
    pub(crate) keep_history: bool,
    /// The most deletions; a tenth of the files online, and at least 50, if it is not given.
    pub(crate) max_deletes: Option<usize>,
    /// A target that is not empty, or a state of another address, is accepted.
    pub(crate) adopt: bool,
    /// Nothing is changed.
    pub(crate) dry_run: bool,
    /// Other tools do the transfers: nothing is changed, and the target is not looked at.
    pub(crate) plan_only: bool,
    /// What differs at the target is transferred again.
    pub(crate) repair: bool,
    /// Path of the only page that matters: what shows or names it goes online, everything else waits for the next run.
    pub(crate) only: Option<String>,
    /// The moment.
    pub(crate) now: fn() -> Timestamp,
}

/// What a deployment did, or would do.
pub(crate) struct Deployment {
    pub(crate) plan: Plan,
    pub(crate) done: Option<Done>,
}

/// What followed the transfers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// URLs that were not purged. They are purged by the next run.
    pub(crate) unpurged: Vec<String>,
    /// URLs that were not submitted. They are submitted by the next run.
    pub(crate) unsubmitted: Vec<String>,
}

/// Why a deployment changed nothing, with the remedy in the message of the command line.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The output folder has no manifest, or no home page.
    NoSite,
    /// A file of the manifest is not in the output folder, or is not what the build wrote.
    Altered(String),
    /// The output folder was built for another address: this one.
    OtherAddress {
        built: String,
    },
    /// The state belongs to a site of another address: this one.
    OtherState {
        online: String,
    },
    /// The first deployment, and the target is not empty.
    NotEmpty(String),
    TooManyDeletions {
        most: usize,
        paths: Vec<String>,
    },
    Locked(Holder),
}

#[derive(Debug)]
pub(crate) enum Failure {
    Refused(Refusal),
    Tool(ToolError),
    /// A record in the state cannot be read; its address.
    Record(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

impl From<ToolError> for Failure {
    fn from(error: ToolError) -> Failure {
        Failure::Tool(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Tool(ToolError::Machine(error))
    }
}

/// Brings a site online.
pub(crate) fn deploy(request: &Request<'_>) -> Result<Deployment, Failure> {
    let site = request.site;
    let files = local(request)?;
    let changes_nothing = request.dry_run || request.plan_only;
    if request.plan_only {
        request.state.check()?;
    } else {
        request.target.check_transfer()?;
    }
    let _lock = if changes_nothing { None } else { Some(Lock::take(request.state)?) };
    let (recorded, begun) = (read_online(request.state)?, read_begun(request.state)?);
    let is_first = recorded.is_none() && begun.is_none();
    let online = recorded.unwrap_or_else(|| Online::new(site.base_url.clone(), BTreeMap::new()));
    let mut begun = begun.unwrap_or_default();
    if online.base_url != site.base_url && !request.adopt {
        return Err(Refusal::OtherState { online: online.base_url }.into());
    }
    if is_first && !request.adopt && !request.plan_only && !request.target.is_empty()? {
        return Err(Refusal::NotEmpty(request.target.address().to_owned()).into());
    }
    if request.repair {
        differing(&online, &request.target.list()?).into_iter().for_each(|path| begun.add(&path, None));
    }
    let mut plan = Plan::new(site, &files, &online, &begun);
    if let Some(page) = &request.only {
        plan.narrow(&concerned(request, &plan, page)?, site, &online, &begun);
    }
    let most = request.max_deletes.unwrap_or_else(|| FEW.max(online.files.len() / 10));
    let is_whole = |path: &&String| encoding::plain(path).is_none();
    let paths: Vec<String> = plan.delete_pages.iter().chain(&plan.delete_files).filter(is_whole).cloned().collect();
    if paths.len() > most {
        return Err(Refusal::TooManyDeletions { most, paths }.into());
    }
    if let Some(path) = site.altered(plan.upload.iter().map(|upload| upload.path.as_str())) {
        return Err(Refusal::Altered(path.to_owned()).into());
    }
    if changes_nothing {
        return Ok(Deployment { plan, done: None });
    }
    let files = if request.only.is_some() { narrowed(&plan, &files, &online) } else { files };
    let done = carry_out(request, &plan, files, &online, begun)?;
    Ok(Deployment { plan, done: Some(done) })
}

/// The files of the site, if it is one that may go online.
fn local(request: &Request<'_>) -> Result<BTreeMap<String, File>, Failure> {
    let site = request.site;
    if !site.files.contains_key("index.html") {
        return Err(Refusal::NoSite.into());
    }
    if site.base_url != request.base_url {
        return Err(Refusal::OtherAddress { built: site.base_url.clone() }.into());
    }
    Ok(site.sized().map_err(Refusal::Altered)?)
}

/// The changed files that show or name a page, before or after the change, and the search index.
fn concerned(request: &Request<'_>, plan: &Plan, page: &str) -> Result<BTreeSet<String>, Failure> {
    let changed = plan.upload.iter().filter(|upload| !upload.is_new).map(|upload| upload.path.as_str());
    // An encoding goes with its file.
    let changed = changed.filter(|path| !encoding::plain(path).is_some_and(|plain| request.site.files.contains_key(plain)));
    let (search, others): (Vec<&str>, Vec<&str>) = changed.partition(|path| path.starts_with("search/"));
    let before = request.target.fetch(&others)?;
    let name = url::encode(page.strip_suffix("index.html").unwrap_or(page));
    let names = |bytes: io::Result<Vec<u8>>| bytes.is_ok_and(|bytes| memchr::memmem::find(&bytes, name.as_bytes()).is_some());
    let is_concerned =
        |path: &&str| *path == page || names(request.site.bytes(path)) || names(std::fs::read(before.path().join(path)));
    let concerned = others.into_iter().filter(is_concerned).chain(search).map(str::to_owned);
    Ok(concerned.chain([page.to_owned()]).collect())
}

/// What is online after a part of the changes.
fn narrowed(plan: &Plan, files: &BTreeMap<String, File>, online: &Online) -> BTreeMap<String, File> {
    let mut all = online.files.clone();
    all.extend(plan.upload.iter().filter_map(|upload| Some((upload.path.clone(), *files.get(&upload.path)?))));
    plan.delete_pages.iter().chain(&plan.delete_files).for_each(|path| {
        all.remove(path);
    });
    all
}

fn carry_out(
    request: &Request<'_>,
    plan: &Plan,
    files: BTreeMap<String, File>,
    online: &Online,
    mut begun: Begun,
) -> Result<Done, Failure> {
    let (state, target) = (request.state, request.target);
    let is_unchanged = plan.is_empty() && online.files.len() == files.len() && online.base_url == request.site.base_url;
    let has_begun = !begun.files.is_empty();
    let mut unpurged = Vec::new();
    if !is_unchanged || has_begun {
        plan.upload.iter().for_each(|upload| begun.add(&upload.path, Some(upload.sha256)));
        plan.delete_pages.iter().chain(&plan.delete_files).for_each(|path| begun.add(path, None));
        records::write(state, BEGUN, &begun)?;
        let history =
            request.keep_history.then(|| history::Writer::begin(state, request.site, plan, (request.now)())).transpose()?;
        for group in plan.groups() {
            target.upload(&request.site.folder, &group)?;
        }
        target.delete(&plan.delete_pages.iter().map(String::as_str).collect::<Vec<_>>())?;
        if let Some(hook) = request.purge {
            unpurged = hook.send(&plan.purge).to_vec();
        }
        if !unpurged.is_empty() {
            // `begun.json` stays, so that the next run transfers and purges the same again.
            return Ok(Done { unpurged, unsubmitted: plan.submit.clone() });
        }
        target.delete(&plan.delete_files.iter().map(String::as_str).collect::<Vec<_>>())?;
        if let Some(history) = history {
            history.end((request.now)())?;
        }
    }
    let mut now = Online::new(request.site.base_url.clone(), files);
    // Before the search engine is asked: if this run dies, the next one submits.
    now.unsubmitted = request.submit.map(|_| plan.submit.iter().cloned().collect()).unwrap_or_default();
    if now != *online {
        records::write(state, ONLINE, &now)?;
    }
    if !is_unchanged || has_begun {
        let handled = plan.upload.iter().map(|upload| &upload.path).chain(&plan.delete_pages).chain(&plan.delete_files);
        handled.for_each(|path| {
            begun.files.remove(path);
        });
        // What an earlier run left, and this one was not to do.
        if begun.files.is_empty() || request.only.is_none() { state.remove(BEGUN)? } else { records::write(state, BEGUN, &begun)? }
    }
    let unsubmitted = request.submit.map(|hook| hook.send(&plan.submit).to_vec()).unwrap_or_default();
    let left: BTreeSet<String> = unsubmitted.iter().cloned().collect();
    if left != now.unsubmitted {
        now.unsubmitted = left;
        records::write(state, ONLINE, &now)?;
    }
    Ok(Done { unpurged, unsubmitted })
}

/// What a comparison of the target with the record of what is online found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Verified {
    pub(crate) files: usize,
    /// Files that are missing or differ.
    pub(crate) differing: Vec<String>,
    /// Files that no deployment put there.
    pub(crate) foreign: Vec<String>,
    /// Files of which the target gives no checksum, so that only their size was compared.
    pub(crate) by_size: usize,
}

/// Compares a listing of the target with `online.json`; `None` before the first deployment.
pub(crate) fn verify(target: &Place, state: &Place) -> Result<Option<Verified>, Failure> {
    target.check_transfer()?;
    let Some(online) = read_online(state)? else { return Ok(None) };
    let listed = target.list()?;
    let by_size = listed.iter().filter(|(path, seen)| seen.sha256.is_none() && online.files.contains_key(*path)).count();
    let foreign = listed.keys().filter(|path| !online.files.contains_key(*path)).cloned().collect();
    Ok(Some(Verified { files: online.files.len(), differing: differing(&online, &listed), foreign, by_size }))
}

fn differing(online: &Online, listed: &BTreeMap<String, Seen>) -> Vec<String> {
    let is_same = |file: &File, seen: &Seen| {
        seen.size.is_none_or(|size| size == file.size) && seen.sha256.is_none_or(|sha256| sha256 == file.sha256)
    };
    let differs = |(path, file): &(&String, &File)| listed.get(*path).is_none_or(|seen| !is_same(file, seen));
    online.files.iter().filter(differs).map(|(path, _)| path.clone()).collect()
}
