//! The site that an import writes to: its registers, the files that no import wrote, and what earlier imports left.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Failure, Request};
use crate::diag::catalogue::ImportFault;
use crate::diag::{Finding, Severity};
use crate::import::outline::Outline;
use crate::import::place::{Ground, Place, stem};
use crate::import::plan::Disk;
use crate::import::record::{Address, RecordKind};
use crate::import::state::{RowState, ShortHash, State};
use crate::link::{Linked, PageId};
use crate::load::{self, Extent, Overlay, Sources};
use crate::model::ledger;
use crate::model::{Registers, settings};
use crate::pipeline::{Options, Progress};
use crate::text::{Checksum, Source, Span, url};

/// Path of the state in the site's folder.
pub(crate) const STATE: &str = "import/state.tsv";
/// Path of the journal in the site's folder.
pub(crate) const JOURNAL: &str = "import/journal";
/// Longest state or journal in bytes: a million records.
pub(crate) const STATE_LIMIT: u64 = 512 << 20;

pub(crate) struct Site {
    root: PathBuf,
    /// The site without what imports wrote.
    pub(super) linked: Linked,
    /// Files below `content/articles/` that no import wrote.
    foreign: Vec<String>,
    /// Articles and pages that are there.
    present: BTreeSet<String>,
    pub(super) state: State,
    /// True if the last import was stopped.
    pub(super) was_stopped: bool,
    /// The text of the state as it is on the disk.
    pub(super) state_text: String,
    /// The text of the ledger, which has no faults.
    pub(super) ledger: Option<Source>,
    /// Files of articles that no import wrote, by old address, address and slug.
    by_address: BTreeMap<String, String>,
    by_slug: BTreeMap<String, String>,
    addresses: BTreeMap<String, String>,
}

impl Site {
    /// Reads a site, and goes on where an import was stopped.
    pub(super) fn read(request: &Request<'_>, options: &Options, progress: &dyn Progress) -> Result<Site, Failure> {
        let read =
            crate::pipeline::load::load_with_pictures(request.root, request.settings, &Overlay::default(), |_| false, progress);
        let (sources, _) = read?;
        refuse_errors(&sources)?;
        let (mut state, state_text) = read_state(request)?;
        for path in resume(request, &mut state)? {
            if !request.dry_run {
                crate::emit::remove_source(&request.root.join(path))?;
            }
        }
        let ledger = sources.ledger.clone();
        if let Some(source) = &ledger {
            let findings = ledger::check(source);
            if !findings.is_empty() {
                return Err(Failure::Findings(findings, vec![source.clone()]));
            }
        }
        let present = sources.articles.iter().map(|path| path.to_string());
        let present = present.chain(sources.pages.iter().map(|page| page.path.to_string())).collect();
        let linked = foreign_site(sources, &state, options, progress)?;
        let foreign = linked.library.articles().map(|(_, article)| article.path().to_string()).collect();
        let site = Site {
            root: request.root.to_path_buf(),
            linked,
            foreign,
            present,
            state,
            was_stopped: load::is_file(&request.root.join(JOURNAL)),
            state_text,
            ledger,
            by_address: BTreeMap::new(),
            by_slug: BTreeMap::new(),
            addresses: BTreeMap::new(),
        };
        Ok(site.with_names())
    }

    /// The ledger and the text of the state.
    pub(super) fn into_texts(self) -> (Option<Source>, String) {
        (self.ledger, self.state_text)
    }

    fn with_names(mut self) -> Site {
        let library = &self.linked.library;
        for (id, article) in library.articles() {
            let file = article.path().to_string();
            let output = self.linked.addresses.output(library, PageId::Article(id));
            let address = format!("/{}", output.strip_suffix("index.html").unwrap_or(&output));
            for alias in &article.front.aliases {
                let alias = url::decode(&alias.value).unwrap_or_else(|| alias.value.clone());
                self.by_address.insert(alias, file.clone());
            }
            self.by_address.insert(address.clone(), file.clone());
            self.by_slug.insert(article.front.slug.value.clone(), file.clone());
            self.addresses.insert(file, address);
        }
        self
    }

    /// The address of an article that no import wrote.
    pub(super) fn address_of(&self, file: &str) -> Option<String> {
        self.addresses.get(file).cloned()
    }

    /// True if there is an article or page at a path.
    pub(super) fn is_present(&self, path: &str) -> bool {
        self.present.contains(path)
    }

    /// True if an earlier import wrote an article or page for a record, and it may be there still.
    pub(super) fn has_written(&self, key: &str) -> bool {
        self.state.rows.get(key).is_some_and(|row| super::has_file(row.state))
    }

    /// True if a record waits in `import/held/` since an earlier import.
    pub(super) fn is_held(&self, key: &str) -> bool {
        self.state.rows.get(key).is_some_and(|row| row.state == RowState::Held)
    }
}

/// Refuses a site whose settings or registers are wrong: names would be resolved wrongly.
pub(super) fn refuse_errors(sources: &Sources) -> Result<(), Failure> {
    let mut findings = settings::read(sources.settings.as_ref()).1;
    findings.extend(Registers::read(&sources.registers).1);
    findings.retain(|finding| finding.fault.severity() == Severity::Error);
    if findings.is_empty() {
        return Ok(());
    }
    let texts = sources.settings.iter().chain(&sources.registers).cloned().collect();
    Err(Failure::Findings(findings, texts))
}

fn read_state(request: &Request<'_>) -> Result<(State, String), Failure> {
    let path = request.root.join(STATE);
    if !load::is_file(&path) {
        return Ok((State::default(), String::new()));
    }
    let source = match load::read_text(&path, &Arc::from(STATE), STATE_LIMIT)? {
        Ok(source) => source,
        Err(unreadable) => return Err(Failure::Findings(vec![*unreadable.finding], vec![unreadable.source])),
    };
    match State::read(&source.text) {
        Ok(state) => Ok((state, source.text.to_string())),
        Err((line, zh, en)) => {
            let start: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let fault = ImportFault::ImportState { problem_zh: zh.to_owned(), problem_en: en.to_owned() };
            let finding = Finding::at(&source.path, Span::new(start..start), fault);
            Err(Failure::Findings(vec![finding], vec![source]))
        }
    }
}

/// Takes over the journal of an import that was stopped, and returns the files that it would have removed.
fn resume(request: &Request<'_>, state: &mut State) -> io::Result<Vec<String>> {
    let path = request.root.join(JOURNAL);
    if !load::is_file(&path) {
        return Ok(Vec::new());
    }
    let journal = load::read_bytes(&path)?;
    let hash_of = |path: &str| load::read_plain_file(&request.root.join(path)).ok().map(|bytes| ShortHash::of(&bytes));
    Ok(state.resume(&String::from_utf8_lossy(&journal), hash_of))
}

/// The site without the files that imports wrote, by its front matter.
fn foreign_site(mut sources: Sources, state: &State, options: &Options, progress: &dyn Progress) -> io::Result<Linked> {
    let written: BTreeSet<&str> = state.rows.values().map(|row| row.file.as_str()).collect();
    sources.articles.retain(|path| !written.contains(&**path));
    sources.pages.retain(|page| !written.contains(&*page.path));
    sources.ledger = None;
    sources.texts.extent = Extent::FrontMatterExcept(BTreeSet::new());
    crate::pipeline::linked(sources, options, progress)
}

impl Ground for Site {
    fn permalink(&self) -> &str {
        &self.linked.library.settings.article_permalink
    }

    fn has_slug(&self, kind: RecordKind, slug: &str) -> bool {
        match kind {
            RecordKind::Article => self.linked.addresses.article_by_slug(slug).is_some(),
            RecordKind::Page => self.linked.library.pages.enumerated().any(|(_, page)| page.slug.value == slug),
        }
    }

    fn output(&self, path: &str) -> Option<String> {
        self.linked.output_of_alias(path)
    }

    fn has_output(&self, output: &str) -> bool {
        self.linked.has_output(output)
    }

    fn files(&self) -> &[String] {
        &self.foreign
    }
}

impl Disk for Site {
    fn hash(&self, path: &str) -> io::Result<Option<ShortHash>> {
        let disk = self.root.join(path);
        if !load::is_plain_file(&disk) {
            return Ok(None);
        }
        Ok(Some(ShortHash::short(Checksum::of(&load::read_bytes(&disk)?))))
    }

    fn elsewhere(&self, outline: &Outline, place: &Place) -> Option<String> {
        let addresses = outline.address.iter().chain(&outline.other_addresses);
        let by_address = addresses.filter_map(|address| match address {
            Address::Path(path) => self.by_address.get(path),
            Address::Query(_) => None,
        });
        let is_known = self.state.rows.contains_key(&outline.key);
        let by_slug = || self.by_slug.get(stem(&place.file)).filter(|_| is_known && outline.kind == RecordKind::Article);
        by_address.into_iter().next().or_else(by_slug).cloned()
    }
}

/// Path of the ledger in the site's folder.
pub(super) const LEDGER: &str = ledger::FILE;
