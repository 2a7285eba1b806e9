//! The report page from a report: counted by kind, by person, by file.

use std::collections::{BTreeMap, BTreeSet};

use super::person;
use crate::check::{self, OwnNumbers};
use crate::diag::{Code, Finding, Lang, Listing, LocatedFinding, Severity, explanation};
use crate::link::Linked;
use crate::model::Article;
use crate::view::{ReportFile, ReportFinding, ReportKind, ReportPage, ReportPerson, ReportProgress};

/// Most findings that are shown one by one; more make a page that no browser prints.
const SHOWN: usize = 5_000;

/// Makes the page. `located` are the findings of the listing, The last argument counts those that the baseline accepts, if
/// there is one, and says how it became smaller.
pub(crate) fn report(
    linked: &Linked,
    listing: &Listing<'_>,
    located: impl Iterator<Item = LocatedFinding>,
    lang: Lang,
    (accepted, progress): (Option<usize>, Option<ReportProgress>),
) -> ReportPage {
    let counts = listing.counts();
    let all: Vec<(&Finding, Severity)> = listing.findings().collect();
    let shown: Vec<LocatedFinding> = located.take(SHOWN).collect();
    ReportPage {
        site: linked.library.settings.title.clone(),
        as_of: linked.as_of.to_string(),
        zh: lang == Lang::Zh,
        errors: counts.errors,
        warnings: counts.warnings,
        articles: linked.library.articles.len(),
        accepted,
        progress,
        kinds: kinds(&all, lang),
        people: people(linked, &all),
        files: shown.chunk_by(|a, b| a.finding.path == b.finding.path).map(|f| file(linked, f, lang)).collect(),
        more: all.len() - shown.len(),
    }
}

fn kinds(findings: &[(&Finding, Severity)], lang: Lang) -> Vec<ReportKind> {
    let mut of_code: BTreeMap<Code, Vec<(Severity, &str)>> = BTreeMap::new();
    for (finding, severity) in findings {
        of_code.entry(finding.fault.code()).or_default().push((*severity, &finding.path));
    }
    let kind = |(code, found): (Code, Vec<(Severity, &str)>)| {
        let (severity, explanation) = (found.iter().map(|(severity, _)| *severity).max()?, explanation(code)?);
        Some(ReportKind {
            code: code.to_string(),
            severity: severity.word(),
            severity_text: severity.text(lang),
            title: explanation.title(lang),
            remedy: explanation.remedy(lang),
            count: found.len(),
            files: found.iter().map(|(_, path)| path).collect::<BTreeSet<_>>().len(),
        })
    };
    let mut kinds: Vec<ReportKind> = of_code.into_iter().filter_map(kind).collect();
    kinds.sort_by(|a, b| (a.severity, b.count, &a.code).cmp(&(b.severity, a.count, &b.code)));
    kinds
}

fn people(linked: &Linked, findings: &[(&Finding, Severity)]) -> Vec<ReportPerson> {
    let mut of_person: BTreeMap<(String, &'static str), ReportPerson> = BTreeMap::new();
    for of_file in findings.chunk_by(|(a, _), (b, _)| a.path == b.path) {
        let (name, part) = of_file.first().map_or((String::new(), ""), |(f, _)| responsible(linked, &f.path));
        let empty = ReportPerson { name: name.clone(), part, ..ReportPerson::default() };
        let person = of_person.entry((name, part)).or_insert(empty);
        let errors = of_file.iter().filter(|(_, severity)| *severity == Severity::Error).count();
        person.files += 1;
        person.errors += errors;
        person.warnings += of_file.len() - errors;
    }
    let mut people: Vec<ReportPerson> = of_person.into_values().collect();
    let key = |p: &ReportPerson| (p.name.is_empty(), std::cmp::Reverse((p.errors, p.warnings)));
    people.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| (&a.name, a.part).cmp(&(&b.name, b.part))));
    people
}

fn file(linked: &Linked, findings: &[LocatedFinding], lang: Lang) -> ReportFile {
    let path = findings.first().map_or("", |f| &*f.finding.path);
    let title = article(linked, path).map_or("", |a| &a.front.title.value);
    let redacted = check::redacted(title, &OwnNumbers::of(&linked.library.settings));
    let finding = |located: &LocatedFinding| ReportFinding {
        line: located.location.start.line,
        column: located.location.start.column,
        code: located.finding.fault.code().to_string(),
        severity: located.severity.word(),
        severity_text: located.severity.text(lang),
        message: located.finding.fault.message(lang),
        help: located.finding.fault.help(lang),
    };
    ReportFile {
        path: path.to_owned(),
        title: redacted.unwrap_or_else(|| title.to_owned()),
        person: responsible(linked, path).0,
        findings: findings.iter().map(finding).collect(),
    }
}

fn article<'l>(linked: &'l Linked, path: &str) -> Option<&'l Article> {
    linked.library.article_by_path(path).map(|id| linked.library.article(id))
}

/// The person responsible for a file: its reviewing lawyer, else its author; and the key of the front matter.
fn responsible(linked: &Linked, path: &str) -> (String, &'static str) {
    let Some(front) = article(linked, path).map(|a| &a.front) else { return (String::new(), "") };
    let name = |of| person(&linked.library.registers, of).map(|p| p.name).unwrap_or_default();
    match (&front.reviewed_by, &front.author) {
        (Some(lawyer), _) => (name(lawyer), "reviewed_by"),
        (None, Some(author)) => (name(author), "author"),
        (None, None) => (String::new(), ""),
    }
}
