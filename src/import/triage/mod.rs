//! What is wrong with imported articles as a library, and what to do about each: a proposal that people decide on.
//!
//! The reasons come from the checks of every build. Nothing here changes a file; [`table`] writes what people fill in, and
//! [`super::decisions`] reads it.

mod brief;
mod order;
pub(crate) mod table;
pub(crate) mod views;

pub(crate) use brief::Brief;
pub(crate) use order::{coverage, weighed};

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diag::Family;
use crate::link::address_of_article;
use crate::model::keys::choice;
use crate::model::registers::{LenderId, TopicId};
use crate::model::{ArticleId, Id, IndexVec};
use crate::relate::{DuplicateKind, Duplicates};

/// An article with fewer letters is thin.
const THIN: u32 = 300;
/// Characters lost to a word filter from which on an article is damaged.
const DAMAGED: usize = 3;
/// Percent of the sentences of an article that many others have, above which it is boilerplate.
const BOILERPLATE: u32 = 40;
/// Years without a change after which an article is stale.
const STALE_YEARS: i16 = 5;

choice! {
    /// Why somebody has to decide about an article, the gravest first.
    pub(crate) enum Reason {
        /// It names a person; it is held back.
        Private = "private",
        /// It breaks a law as it stands.
        Unlawful = "unlawful",
        /// It contradicts a register.
        Contradicts = "contradicts",
        Damaged = "damaged",
        Duplicate = "duplicate",
        /// Other articles have its text with the names of other lenders.
        Template = "template",
        Thin = "thin",
        /// Its review, its law or its figures are out of date.
        Stale = "stale",
        /// Many other articles have most of its sentences.
        Boilerplate = "boilerplate",
        /// The year of its date was concluded.
        YearUnknown = "year-unknown",
        /// The import holds it back for another reason.
        Held = "held",
    }
}

choice! {
    /// What becomes of an article.
    pub(crate) enum Choice {
        Keep = "keep",
        Draft = "draft",
        Withdraw = "withdraw",
        Redirect = "redirect",
        Gone = "gone",
    }
}

/// What an import knows of a record besides its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Its old address in the form of the ledger, or its key if it has none.
    pub(crate) address: String,
    pub(crate) id: Option<u64>,
    /// Its title if it is held; that of a file stands there.
    pub(crate) title: String,
    /// Its file below the site's folder; `None` if it is held.
    pub(crate) file: Option<String>,
    pub(crate) views: Option<u64>,
    pub(crate) year_is_certain: bool,
    /// True if it is held for personal data.
    pub(crate) is_private: bool,
}

/// An article that somebody has to decide about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    pub(crate) address: String,
    pub(crate) title: String,
    pub(crate) file: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) letters: usize,
    pub(crate) views: Option<u64>,
    /// Sorted, the gravest first.
    pub(crate) reasons: Vec<Reason>,
    /// The number of its group of articles with the same text.
    pub(crate) group: Option<usize>,
    pub(crate) proposal: Option<Proposal>,
    /// What decides its place in the table of a whole library.
    pub(crate) weight: Weight,
}

/// What decides the place of a case in the table of a whole library; nothing of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) risk: Option<u32>,
    /// Percent of its sentences that many articles have.
    pub(crate) filler: Option<u32>,
    /// How many articles its group has, and of how many lenders, if it is the first of the group.
    pub(crate) head: Option<(usize, usize)>,
    /// Who works on it.
    pub(crate) who: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proposal {
    pub(crate) choice: Choice,
    /// A lawyer has to look at it.
    pub(crate) review: bool,
    /// The address of the article that takes its place.
    pub(crate) target: Option<String>,
}

/// What is known of the articles of the site.
pub(crate) struct Evidence<'a> {
    /// By path.
    pub(crate) articles: &'a IndexVec<ArticleId, Brief>,
    pub(crate) as_of: Date,
    /// Pattern of the addresses of articles.
    pub(crate) permalink: &'a str,
    pub(crate) duplicates: &'a Duplicates,
    /// Percent of the sentences of each article that many others have.
    pub(crate) repeated: &'a IndexVec<ArticleId, u32>,
    /// True of a whole site: every finding of law, fact, wording and freshness is a reason, and a text with exchanged names makes a group,
    /// too. Its articles do not lead to one of them, which is about one lender.
    pub(crate) is_site: bool,
}

impl Evidence<'_> {
    fn by_path(&self, path: &str) -> Option<ArticleId> {
        self.articles.as_slice().binary_search_by(|article| (*article.path).cmp(path)).ok().map(ArticleId::new)
    }
}

/// The records that somebody has to decide about: the gravest first, those of a group together.
pub(crate) fn triage(records: &[Candidate], evidence: &Evidence<'_>) -> Vec<Case> {
    let mut triage = Triage::new(records, evidence);
    triage.judge();
    triage.cases()
}

struct Triage<'a> {
    records: &'a [Candidate],
    evidence: &'a Evidence<'a>,
    /// The record of each article.
    imported: BTreeMap<ArticleId, &'a Candidate>,
    reasons: BTreeMap<ArticleId, BTreeSet<Reason>>,
    /// The group of each article of a group, by the position of the group.
    groups: BTreeMap<ArticleId, usize>,
    /// The best article of each group.
    best: BTreeMap<usize, ArticleId>,
}

impl<'a> Triage<'a> {
    fn new(records: &'a [Candidate], evidence: &'a Evidence<'a>) -> Triage<'a> {
        let article = |record: &'a Candidate| Some((evidence.by_path(record.file.as_deref()?)?, record));
        let imported = records.iter().filter_map(article).collect();
        Triage { records, evidence, imported, reasons: BTreeMap::new(), groups: BTreeMap::new(), best: BTreeMap::new() }
    }

    fn article(&self, id: ArticleId) -> &'a Brief {
        &self.evidence.articles[id]
    }

    fn judge(&mut self) {
        let groups = self.evidence.duplicates.groups.iter().enumerate();
        for (number, group) in groups.filter(|(_, group)| self.evidence.is_site || group.kind == DuplicateKind::Text) {
            // The largest group comes first, and has those of the same text within it.
            for id in group.articles() {
                self.groups.entry(id).or_insert(number);
            }
        }
        let ids: Vec<ArticleId> = self.imported.keys().chain(self.groups.keys()).copied().collect();
        for id in ids {
            let reasons = self.reasons_of(id);
            self.reasons.insert(id, reasons);
        }
        let mut best: BTreeMap<usize, ArticleId> = BTreeMap::new();
        for (id, group) in &self.groups {
            let first = best.entry(*group).or_insert(*id);
            if self.rank(*id) < self.rank(*first) {
                *first = *id;
            }
        }
        self.best = best;
    }

    fn reasons_of(&self, id: ArticleId) -> BTreeSet<Reason> {
        let (article, as_of) = (self.article(id), self.evidence.as_of);
        let has = |wanted: &[u16]| article.codes.iter().any(|code| wanted.contains(&code.0));
        let has_family = |family| self.evidence.is_site && article.codes.iter().any(|code| Family::of(*code) == family);
        let changed = article.changed();
        let is_old = changed.year().saturating_add(STALE_YEARS) < as_of.year()
            || (changed.year().saturating_add(STALE_YEARS) == as_of.year()
                && (changed.month(), changed.day()) < (as_of.month(), as_of.day()));
        let is_concluded = self.imported.get(&id).is_some_and(|record| !record.year_is_certain);
        let all = [
            (Reason::Private, has(&[530, 531, 532])),
            (Reason::Unlawful, has(&[540, 541, 542, 543]) || has_family(Family::Wording)),
            (
                Reason::Contradicts,
                has(&[501, 505, 520, 521]) || has_family(Family::Fact) || has_family(Family::Law) && !has(&[502, 503, 504]),
            ),
            (Reason::Damaged, article.codes.iter().filter(|code| code.0 == 550).count() >= DAMAGED),
            (Reason::Duplicate, self.kind(id) == Some(DuplicateKind::Text)),
            (Reason::Template, self.kind(id) == Some(DuplicateKind::Template)),
            (Reason::Thin, article.letters < THIN),
            (Reason::Stale, is_old || has(&[502, 503, 504, 515]) || has_family(Family::Freshness)),
            (Reason::Boilerplate, self.evidence.repeated[id] > BOILERPLATE),
            (Reason::YearUnknown, is_concluded),
        ];
        all.into_iter().filter(|(_, applies)| *applies).map(|(reason, _)| reason).collect()
    }

    /// The kind of the group of an article.
    fn kind(&self, id: ArticleId) -> Option<DuplicateKind> {
        self.evidence.duplicates.groups.get(*self.groups.get(&id)?).map(|group| group.kind)
    }

    fn has(&self, id: ArticleId, reason: Reason) -> bool {
        self.reasons.get(&id).is_some_and(|reasons| reasons.contains(&reason))
    }

    /// The order within a group, the best first: whole, with few findings, changed last, read most, long, old.
    fn rank(&self, id: ArticleId) -> impl Ord + use<'a> {
        let (article, record) = (self.article(id), self.imported.get(&id));
        (
            self.has(id, Reason::Damaged),
            article.codes.len(),
            Reverse(article.changed()),
            Reverse(record.and_then(|record| record.views)),
            Reverse(article.letters),
            record.and_then(|record| record.id).unwrap_or(u64::MAX),
            &*article.slug,
        )
    }

    /// The address of an article: the old one, or that of the site.
    fn address(&self, id: ArticleId) -> String {
        let own = || address_of_article(self.evidence.permalink, &self.article(id).slug);
        self.imported.get(&id).map_or_else(own, |record| record.address.clone())
    }

    /// What to do with an article for its own sake.
    fn own_proposal(&self, id: ArticleId, sisters: &BTreeMap<(LenderId, TopicId), ArticleId>) -> Proposal {
        let proposal = |choice, review, target| Proposal { choice, review, target };
        let has = |reason| self.has(id, reason);
        if has(Reason::Private) || has(Reason::Unlawful) || has(Reason::Damaged) {
            return proposal(Choice::Draft, has(Reason::Unlawful), None);
        }
        // The best of a group stays, however short it is.
        if has(Reason::Thin) && !self.groups.contains_key(&id) {
            let sister = self.article(id).subject().and_then(|subject| sisters.get(&subject)).filter(|sister| **sister != id);
            return match sister {
                Some(sister) => proposal(Choice::Redirect, false, Some(self.address(*sister))),
                None => proposal(Choice::Withdraw, false, None),
            };
        }
        proposal(Choice::Keep, has(Reason::Contradicts) || has(Reason::Stale) || has(Reason::YearUnknown), None)
    }

    /// The longest article that nothing is wrong with, by lender and main topic.
    fn sisters(&self) -> BTreeMap<(LenderId, TopicId), ArticleId> {
        let mut sisters: BTreeMap<(LenderId, TopicId), ArticleId> = BTreeMap::new();
        let bad = [Reason::Private, Reason::Unlawful, Reason::Damaged, Reason::Thin];
        let is_good = |id: ArticleId| self.article(id).is_listed && !bad.iter().any(|reason| self.has(id, *reason));
        let is_best = |id: ArticleId| self.groups.get(&id).is_none_or(|group| self.best.get(group) == Some(&id));
        for (id, article) in self.evidence.articles.enumerated().filter(|(id, _)| is_good(*id) && is_best(*id)) {
            let Some(subject) = article.subject().filter(|_| article.letters >= THIN) else { continue };
            let first = sisters.entry(subject).or_insert(id);
            if article.letters > self.article(*first).letters {
                *first = id;
            }
        }
        sisters
    }

    fn proposal(&self, id: ArticleId, sisters: &BTreeMap<(LenderId, TopicId), ArticleId>) -> Proposal {
        let own = self.own_proposal(id, sisters);
        let group = self.groups.get(&id).filter(|_| self.kind(id) == Some(DuplicateKind::Text));
        let best = group.and_then(|group| self.best.get(group)).copied();
        let Some(best) = best else { return own };
        let is_kept = self.own_proposal(best, sisters).choice == Choice::Keep;
        if best == id || !is_kept {
            return own;
        }
        Proposal { choice: Choice::Redirect, review: false, target: Some(self.address(best)) }
    }

    fn cases(&self) -> Vec<Case> {
        let sisters = self.sisters();
        let mut cases: Vec<(Option<ArticleId>, Case)> = Vec::new();
        for record in self.records {
            let id = record.file.as_deref().and_then(|file| self.evidence.by_path(file));
            match id {
                Some(id) if self.reasons.get(&id).is_some_and(|reasons| !reasons.is_empty()) => {
                    cases.push((Some(id), self.case(record, id, &sisters)));
                }
                None if record.file.is_none() => cases.push((None, held(record))),
                _ => {}
            }
        }
        let gravest = |case: &Case| case.reasons.first().copied().unwrap_or(Reason::Held);
        let mut worst: BTreeMap<usize, Reason> = BTreeMap::new();
        for (_, case) in &cases {
            if let Some(group) = case.group {
                let first = worst.entry(group).or_insert_with(|| gravest(case));
                *first = gravest(case).min(*first);
            }
        }
        cases.sort_by_cached_key(|(id, case)| {
            let reason = case.group.and_then(|group| worst.get(&group)).copied().unwrap_or_else(|| gravest(case));
            let group = case.group.map_or((1, 0), |group| (0, group));
            let is_other = id.is_some_and(|id| case.group.is_some_and(|group| self.best.get(&group) != Some(&id)));
            (reason, group, is_other, Reverse(case.reasons.len()), case.address.clone())
        });
        // The groups of a whole library have the numbers of `list duplicates`.
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        if self.evidence.is_site {
            numbers = (0..self.evidence.duplicates.groups.len()).map(|group| (group, group + 1)).collect();
        }
        let renumber = |(_, mut case): (Option<ArticleId>, Case)| {
            let next = numbers.len() + 1;
            case.group = case.group.map(|group| *numbers.entry(group).or_insert(next));
            case
        };
        cases.into_iter().map(renumber).collect()
    }

    fn case(&self, record: &Candidate, id: ArticleId, sisters: &BTreeMap<(LenderId, TopicId), ArticleId>) -> Case {
        let article = self.article(id);
        Case {
            address: record.address.clone(),
            title: article.title.to_string(),
            file: record.file.clone(),
            date: Some(article.date),
            letters: article.letters as usize,
            views: record.views,
            reasons: self.reasons.get(&id).into_iter().flatten().copied().collect(),
            group: self.groups.get(&id).copied(),
            proposal: Some(self.proposal(id, sisters)),
            weight: Weight::default(),
        }
    }
}

/// A record without a file in the library.
fn held(record: &Candidate) -> Case {
    let mut reasons = vec![if record.is_private { Reason::Private } else { Reason::Held }];
    reasons.extend((!record.year_is_certain).then_some(Reason::YearUnknown));
    reasons.sort_unstable();
    Case {
        address: record.address.clone(),
        title: record.title.clone(),
        file: None,
        date: None,
        letters: 0,
        views: record.views,
        reasons,
        group: None,
        proposal: None,
        weight: Weight::default(),
    }
}
