//! What people decided about articles — a table of `import` or `triage`, or `merge` — applied to the files, the ledger and the state of
//! the import.
//!
//! A run that is stopped is finished by the next one with the same table ([`Step`]).

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::import::{JOURNAL, STATE, STATE_LIMIT};
use super::{Context, ask};
use crate::diag::catalogue::{DecisionFault, ImportFault};
use crate::diag::{Finding, Severity};
use crate::emit;
use crate::import::decide::{self, Change, Ground, LostSentence, Plan};
use crate::import::state::{ShortHash, State, is_plain};
use crate::link::Linked;
use crate::load::{self, Overlay, git};
use crate::model::ledger::Ledger;
use crate::relate::Duplicates;
use crate::text::{Source, Span};

/// What applying decisions did.
#[derive(Debug)]
pub(crate) struct Decided {
    /// Files that changed.
    pub(crate) changed: usize,
    /// Files that were removed.
    pub(crate) removed: Vec<Arc<str>>,
    /// Rows of the ledger that are new or different.
    pub(crate) rows: usize,
    /// Decisions that were left alone.
    pub(crate) findings: Vec<Finding>,
    /// Sentences that only the removed articles had of those that lead to another one now.
    pub(crate) lost: Vec<LostSentence>,
}

/// Findings, and the texts that they are in.
pub(crate) type Refused = (Vec<Finding>, Vec<Source>);

/// A site that decisions can be applied to.
#[derive(Debug)]
pub(crate) struct Decidable {
    pub(crate) linked: Linked,
    /// Nothing if they were not asked for.
    pub(crate) duplicates: Duplicates,
    root: PathBuf,
    parts: Vec<Source>,
    ledger: Ledger,
    /// The text of the file; empty if there is none.
    ledger_text: String,
    state: State,
    state_text: String,
}

impl Decidable {
    /// Reads a site, and finishes what an earlier run left.
    ///
    /// # Errors
    /// The findings that stand in the way, with the texts that they are in. The outer error is that of a file.
    pub(crate) fn read(
        root: &Path,
        settings: &Path,
        context: &Context<'_>,
        needs_groups: bool,
    ) -> io::Result<Result<Decidable, Refused>> {
        if load::is_file(&root.join(JOURNAL)) {
            let (zh, en) = ("上次导入没有完成，请先再运行一次导入", "the last import was stopped; run it again first");
            let fault = DecisionFault::DecisionRow { why_zh: zh.to_owned(), why_en: en.to_owned() };
            let journal = Source::new(JOURNAL, "");
            return Ok(Err((vec![Finding::at(&journal.path, Span::default(), fault)], vec![journal])));
        }
        finish_removals(root)?;
        let (sources, loaded) = super::load(root, settings, &Overlay::default(), context.progress)?;
        let errors: Vec<Finding> = loaded.into_iter().filter(|finding| finding.fault.severity() == Severity::Error).collect();
        if !errors.is_empty() {
            return Ok(Err((errors, sources.unreadable)));
        }
        let source = sources.ledger.clone();
        let ledger_text = source.as_ref().map_or_else(String::new, |source| source.text.to_string());
        let ledger = match source.as_ref().map(Ledger::read).transpose() {
            Ok(ledger) => ledger.unwrap_or_default(),
            Err(findings) => return Ok(Err((findings, source.into_iter().collect()))),
        };
        let (state, state_text) = match state(root)? {
            Ok(state) => state,
            Err(refused) => return Ok(Err(refused)),
        };
        let (linked, parts, duplicates) = ask::linked_with_parts(sources, context, needs_groups)?;
        Ok(Ok(Decidable { linked, duplicates, root: root.to_owned(), parts, ledger, ledger_text, state, state_text }))
    }

    /// Applies a table of decisions, unless a row of it is wrong. A dry run writes nothing.
    ///
    /// # Errors
    /// The findings of wrong rows with the texts that they are in; then nothing is changed. The outer error is that of a file.
    pub(crate) fn apply(self, table: &Source, is_dry: bool) -> io::Result<Result<Decided, Refused>> {
        let read = |path: &str| load::read_plain_file(&self.root.join(path));
        // A site outside git has nothing that is not committed.
        let uncommitted = git::changed(&self.root, "HEAD").ok().map(|files| files.into_iter().collect::<BTreeSet<_>>());
        let ground = Ground {
            linked: &self.linked,
            state: &self.state,
            ledger: &self.ledger,
            parts: &self.parts,
            uncommitted: uncommitted.as_ref(),
            read: &read,
        };
        let plan = match decide::plan(table, &ground)? {
            Ok(plan) => plan,
            Err(findings) => return Ok(Err((findings, vec![table.clone()]))),
        };
        let (decided, steps) = self.steps(plan);
        if !is_dry {
            steps.iter().try_for_each(|step| write(&self.root, step))?;
        }
        Ok(Ok(decided))
    }

    fn steps(&self, mut plan: Plan) -> (Decided, Vec<Step>) {
        let known: BTreeSet<&str> = self.ledger_text.lines().collect();
        let rows = plan.ledger.write().lines().filter(|line| !known.contains(line)).count();
        let gone = plan.changes.iter().filter(|change| change.after.is_none());
        let removed: Vec<Arc<str>> = gone.map(|change| Arc::clone(&change.path)).collect();
        let (findings, lost) = (std::mem::take(&mut plan.findings), std::mem::take(&mut plan.lost));
        let decided = Decided { changed: plan.changes.len() - removed.len(), removed, rows, findings, lost };
        (decided, steps(plan, &self.ledger_text, &self.state_text))
    }
}

/// The state of the last import with its text.
fn state(root: &Path) -> io::Result<Result<(State, String), Refused>> {
    let disk = root.join(STATE);
    if !load::is_file(&disk) {
        return Ok(Ok((State::default(), String::new())));
    }
    let source = match load::read_text(&disk, &Arc::from(STATE), STATE_LIMIT)? {
        Ok(source) => source,
        Err(unreadable) => return Ok(Err((vec![*unreadable.finding], vec![unreadable.source]))),
    };
    Ok(match State::read(&source.text) {
        Ok(state) => Ok((state, source.text.to_string())),
        Err((line, zh, en)) => {
            let start: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let fault = ImportFault::ImportState { problem_zh: zh.to_owned(), problem_en: en.to_owned() };
            Err((vec![Finding::at(&source.path, Span::new(start..start), fault)], vec![source]))
        }
    })
}

/// Notes in the state of an import, if there is one, which files this program changed, each with the hashes of its bytes before and
/// after. A state that cannot be read stays as it is.
///
/// # Errors
/// If the file cannot be read or written.
pub(crate) fn note_mended(root: &Path, changes: &BTreeMap<&str, (ShortHash, ShortHash)>) -> io::Result<()> {
    let Ok((mut state, before)) = state(root)? else { return Ok(()) };
    state.note_mended(changes);
    let after = state.text();
    if after == before { Ok(()) } else { emit::write_report(&root.join(STATE), after.as_bytes()) }
}

/// What is written, in this order: the state, changed files, the list of the files that go, the ledger. Then the files of the list go.
///
/// The table names articles by addresses that the ledger explains. So the ledger is the last file that is written before articles
/// go, and a run that was stopped behind it only removes the others of the list.
enum Step {
    Change(Change),
    Write(&'static str, String),
    Remove(Change),
    /// The list goes when no file of it is left.
    Close,
}

/// Path of the list of files that go, in the site's folder.
const REMOVALS: &str = "import/removals.tsv";

fn steps(plan: Plan, old_ledger: &str, old_state: &str) -> Vec<Step> {
    let Plan { ledger, changes, state, .. } = plan;
    let (removals, changes): (Vec<Change>, Vec<Change>) = changes.into_iter().partition(|change| change.after.is_none());
    let (ledger, state) = (ledger.write(), state.text());
    let row = |change: &Change| format!("{}\t{}\n", change.path, ShortHash::of(&change.before));
    let list = format!("{}\n", ShortHash::of(ledger.as_bytes())) + &removals.iter().map(row).collect::<String>();
    let mut steps: Vec<Step> = Vec::from_iter((state != old_state).then_some(Step::Write(STATE, state)));
    steps.extend(changes.into_iter().map(Step::Change));
    let has_removals = !removals.is_empty();
    steps.extend(has_removals.then_some(Step::Write(REMOVALS, list)));
    steps.extend((ledger != old_ledger).then_some(Step::Write(load::LEDGER, ledger)));
    steps.extend(removals.into_iter().map(Step::Remove));
    steps.extend(has_removals.then_some(Step::Close));
    steps
}

fn write(root: &Path, step: &Step) -> io::Result<()> {
    match step {
        Step::Change(Change { path, before, after }) => {
            emit::replace_source(&root.join(&**path), before, after.as_deref().unwrap_or_default())
        }
        Step::Write(path, text) => emit::write_report(&root.join(path), text.as_bytes()),
        Step::Remove(Change { path, before, .. }) => emit::remove_unchanged(&root.join(&**path), before),
        Step::Close => emit::remove_source(&root.join(REMOVALS)),
    }
}

/// Finishes a run that was stopped while it removed files. Files that somebody has edited since stay.
///
/// # Errors
/// If a file cannot be read or removed.
pub(crate) fn finish_removals(root: &Path) -> io::Result<()> {
    let list = root.join(REMOVALS);
    if !load::is_plain_file(&list) {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&load::read_plain_file(&list)?).into_owned();
    let hash_of = |path: &str| load::read_plain_file(&root.join(path)).ok().map(|bytes| ShortHash::of(&bytes).to_string());
    let mut lines = text.lines();
    // Without the ledger of the list, the run was stopped before it decided anything.
    if lines.next().map(str::to_owned) == hash_of(load::LEDGER) {
        for (path, hash) in lines.filter_map(|line| line.split_once('\t')) {
            if is_plain(path) && hash_of(path).as_deref() == Some(hash) {
                emit::remove_source(&root.join(path))?;
            }
        }
    }
    emit::remove_source(&list)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::link::Publish;
    use crate::pipeline::{AsOf, Options, Progress, Step as Stage};

    struct Silent;

    impl Progress for Silent {
        fn begin(&self, _: Stage, _: usize) {}
        fn tick(&self) {}
    }

    const ARTICLES: [(&str, &str); 5] = [
        ("101", "正文一。"),
        ("109", "正文二。"),
        ("119", "看[甲](101.md)和[乙](109.md)。"),
        ("126", "正文三。"),
        ("130", "正文四。"),
    ];

    const TABLE: &str = "address,title,date,letters,views,reasons,group,proposal,target,decision,target2,note\n\
        /hf/101.html,,,,,,,,,redirect,/hf/126.html,\n/hf/126.html,,,,,,,,,keep,,\n/?id=109,,,,,,,,,gone,,过时\n\
        /hf/130.html,,,,,,,,,draft,,\n";

    fn file(name: &str) -> String {
        format!("content/articles/{name}.md")
    }

    /// A site after an import.
    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("sitegen.yaml", "title: 指南\nbase_url: https://www.example.com/\npermalinks: {article: \"/hf/{slug}.html\"}\n");
        write("content/topics.yaml", "topics:\n  - {slug: overdue, title: 逾期}\n");
        let mut state = String::new();
        let mut ledger = "/?id=109\tquery\t/hf/109.html\timport: 带问号\n".to_owned();
        for (name, body) in ARTICLES {
            let text = format!("---\ntitle: {name}的标题\ndate: 2026-01-01\ntopics: [overdue]\n---\n\n{body}\n");
            state.push_str(&format!(
                "zblog:{name}\t0000000000000001\t{}\t{}\twritten\n",
                ShortHash::of(text.as_bytes()),
                file(name)
            ));
            ledger.push_str(&format!("/hf/{name}.html\tlives\n"));
            write(&file(name), &text);
        }
        write(STATE, &state);
        write(load::LEDGER, &ledger);
        folder
    }

    fn decidable(root: &Path) -> Decidable {
        let options = Options { as_of: AsOf::Day(Date::constant(2026, 6, 1)), publish: Publish::default(), base_url: None };
        let context = Context { options: &options, progress: &Silent, store: &(), stale: None };
        Decidable::read(root, &root.join("sitegen.yaml"), &context, false).unwrap().unwrap()
    }

    fn decide_all(root: &Path) -> Decided {
        let decided = decidable(root).apply(&Source::new("filled.csv", TABLE), false).unwrap();
        decided.unwrap_or_else(|(findings, _)| panic!("{findings:?}"))
    }

    /// The steps of all decisions.
    fn planned(root: &Path) -> Vec<Step> {
        let site = decidable(root);
        let read = |path: &str| load::read_plain_file(&root.join(path));
        let Decidable { linked, state, ledger, parts, .. } = &site;
        let ground = Ground { linked, state, ledger, parts, uncommitted: None, read: &read };
        let plan = decide::plan(&Source::new("filled.csv", TABLE), &ground).unwrap().unwrap();
        site.steps(plan).1
    }

    fn tree(root: &Path) -> BTreeMap<String, String> {
        let files = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.unwrap()).filter(|entry| entry.file_type().is_file());
        let text = |path: &Path| std::fs::read_to_string(path).unwrap();
        files.map(|entry| (entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned(), text(entry.path()))).collect()
    }

    #[test]
    fn a_run_that_is_stopped_at_any_write_ends_as_one_that_was_not() {
        let whole = site();
        let count = planned(whole.path()).len();
        let decided = decide_all(whole.path());
        assert_eq!((decided.removed.len(), count), (2, 8));
        let lost: Vec<(&str, &str)> = decided.lost.iter().map(|lost| (lost.slugs[0].as_str(), lost.text.as_str())).collect();
        assert_eq!(lost, [("101", "正文一。")]);
        let expected = tree(whole.path());
        assert!(!expected.contains_key(&file("101")) && !expected.contains_key(&file("109")) && !expected.contains_key(REMOVALS));
        assert!(expected[&file("119")].contains("看[甲](126.md)和乙。"));
        assert!(expected[load::LEDGER].contains("/hf/101.html\tredirect\t/hf/126.html\tdecision\n"));
        assert_eq!(expected[STATE].matches("\tdeleted\n").count(), 2);
        for stop in 0..=count {
            let stopped = site();
            for step in planned(stopped.path()).iter().take(stop) {
                write(stopped.path(), step).unwrap();
            }
            decide_all(stopped.path());
            assert_eq!(tree(stopped.path()), expected, "stopped after {stop} of {count} steps");
            assert_eq!(decide_all(stopped.path()).changed, 0);
        }
    }

    #[test]
    fn a_file_that_was_edited_after_the_stop_stays() {
        let stopped = site();
        let steps = planned(stopped.path());
        let ledger = steps.iter().position(|step| matches!(step, Step::Write(load::LEDGER, _))).unwrap();
        for step in steps.iter().take(ledger + 1) {
            write(stopped.path(), step).unwrap();
        }
        std::fs::write(stopped.path().join(file("109")), "编辑写的。").unwrap();
        finish_removals(stopped.path()).unwrap();
        assert!(stopped.path().join(file("109")).exists() && !stopped.path().join(file("101")).exists());
        assert!(!stopped.path().join(REMOVALS).exists());
    }
}
