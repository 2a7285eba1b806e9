//! What a deployment does, in order.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::order::{self, Group};
use super::records::{Begun, File, Online};
use super::site::Site;
use crate::text::{Checksum, encoding};

/// The steps of a deployment. They are taken in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// By group, then new files before changed ones, then by path.
    pub(crate) upload: Vec<Upload>,
    /// Pages that are not of the site any more.
    pub(crate) delete_pages: Vec<String>,
    /// Absolute URLs of what was changed or deleted.
    pub(crate) purge: Vec<String>,
    /// Other files that are not of the site any more. Cached old pages may still need them until they are purged.
    pub(crate) delete_files: Vec<String>,
    /// Absolute URLs of new and changed pages that search engines may list.
    pub(crate) submit: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Upload {
    pub(crate) path: String,
    pub(crate) sha256: Checksum,
    /// In bytes.
    pub(crate) size: u64,
    #[serde(skip)]
    pub(super) group: Group,
    #[serde(skip)]
    pub(super) is_new: bool,
}

/// The form of a plan for other tools.
#[derive(Serialize)]
struct Written<'p> {
    version: u32,
    upload: &'p [Upload],
    delete: Vec<&'p String>,
    purge: &'p [String],
    submit: &'p [String],
}

impl Plan {
    /// What is to be done so that the target equals the site. `files` are those of the site.
    pub(super) fn new(site: &Site, files: &BTreeMap<String, File>, online: &Online, begun: &Begun) -> Plan {
        let is_online =
            |path: &str, sha256: Checksum| !begun.names(path) && online.files.get(path).is_some_and(|file| file.sha256 == sha256);
        let changed = files.iter().filter(|(path, file)| !is_online(path, file.sha256));
        let mut upload: Vec<Upload> = changed
            .map(|(path, file)| Upload {
                path: path.clone(),
                sha256: file.sha256,
                size: file.size,
                group: site.group(path),
                is_new: !online.files.contains_key(path),
            })
            .collect();
        upload.sort_by(|a, b| (a.group, !a.is_new, &a.path).cmp(&(b.group, !b.is_new, &b.path)));
        let known: BTreeSet<&String> = online.files.keys().chain(begun.files.keys()).collect();
        let gone = known.into_iter().filter(|path| !files.contains_key(*path)).cloned();
        let (delete_pages, delete_files): (Vec<String>, Vec<String>) =
            gone.partition(|path| order::is_page(encoding::plain(path).unwrap_or(path)));
        let mut plan = Plan { upload, delete_pages, delete_files, ..Plan::default() };
        plan.name_urls(site, online, begun);
        plan
    }

    /// Leaves what is not selected to the next deployment, except for new files, which nothing online names yet.
    pub(super) fn narrow(&mut self, selected: &BTreeSet<String>, site: &Site, online: &Online, begun: &Begun) {
        let is_selected =
            |path: &str| selected.contains(path) || encoding::plain(path).is_some_and(|plain| selected.contains(plain));
        let encodes_old = |path: &str| encoding::plain(path).is_some_and(|plain| online.files.contains_key(plain));
        self.upload.retain(|upload| is_selected(&upload.path) || (upload.is_new && !encodes_old(&upload.path)));
        self.delete_pages.retain(|path| is_selected(path));
        self.delete_files.clear();
        self.name_urls(site, online, begun);
    }

    /// The URLs to be purged and to be submitted. An encoding has no URL of its own.
    fn name_urls(&mut self, site: &Site, online: &Online, begun: &Begun) {
        let replaced = self.upload.iter().filter(|upload| !upload.is_new || begun.names(&upload.path)).map(|upload| &upload.path);
        let purge = replaced.chain(&self.delete_pages).chain(&self.delete_files);
        let is_known = |path: &str| site.files.contains_key(path) || online.files.contains_key(path) || begun.names(path);
        let has_url = |path: &&String| !encoding::plain(path).is_some_and(is_known);
        let purge: BTreeSet<String> = purge.filter(has_url).map(|path| site.url(path)).collect();
        let has_pages = self.upload.iter().any(|upload| order::is_page(&upload.path));
        let listed = if has_pages { site.listed() } else { BTreeSet::new() };
        let pages = self.upload.iter().filter(|upload| order::is_page(&upload.path)).map(|upload| site.url(&upload.path));
        let submit: BTreeSet<String> = pages.filter(|url| listed.contains(url)).chain(online.unsubmitted.iter().cloned()).collect();
        self.purge = purge.into_iter().collect();
        self.submit = submit.into_iter().collect();
    }

    /// True if nothing is to be transferred or deleted.
    pub(crate) fn is_empty(&self) -> bool {
        self.upload.is_empty() && self.deletions() == 0
    }

    pub(crate) fn deletions(&self) -> usize {
        self.delete_pages.len() + self.delete_files.len()
    }

    /// The bytes to be transferred.
    pub(crate) fn bytes(&self) -> u64 {
        self.upload.iter().map(|upload| upload.size).sum()
    }

    /// The files of each group, in order. New files go before changed ones, so that a changed page names no file that is not there.
    pub(super) fn groups(&self) -> Vec<Vec<&str>> {
        let same = |a: &Upload, b: &Upload| (a.group, a.is_new) == (b.group, b.is_new);
        self.upload.chunk_by(same).map(|group| group.iter().map(|upload| upload.path.as_str()).collect()).collect()
    }

    /// The plan as JSON: `{version, upload: [{path, sha256, size}], delete, purge, submit}`, each in order.
    pub(crate) fn json(&self) -> serde_json::Result<String> {
        let delete = self.delete_pages.iter().chain(&self.delete_files).collect();
        let written = Written { version: 1, upload: &self.upload, delete, purge: &self.purge, submit: &self.submit };
        serde_json::to_string_pretty(&written).map(|text| text + "\n")
    }
}
