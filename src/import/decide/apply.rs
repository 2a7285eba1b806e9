//! Valid decisions → the changed files, the rows of the ledger and those of the state of the import.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::links::{Moved, relink};
use super::{Change, Node, Plan, Planner, own_address};
use crate::diag::Finding;
use crate::diag::catalogue::DecisionFault;
use crate::import::decisions::Decision;
use crate::import::state::{RowState, ShortHash};
use crate::import::triage::Choice;
use crate::model::front::edit::{self, Unfit};
use crate::model::ledger::{AddressState, Row, address};
use crate::model::{ArticleId, yaml};
use crate::text::edit::{Edit, apply};
use crate::text::{Source, url};

/// The reason of a row for which nobody wrote one.
const DECIDED: &str = "decision";

pub(super) fn plan(planner: &Planner<'_>) -> io::Result<Plan> {
    let ground = planner.ground;
    let plan = Plan { ledger: ground.ledger.clone(), state: ground.state.clone(), ..Plan::default() };
    let mut application = Application { planner, plan, texts: BTreeMap::new(), removed: BTreeMap::new(), moved: BTreeMap::new() };
    for (n, decision) in planner.decisions.iter().enumerate() {
        match planner.subjects.get(n).copied().flatten() {
            Some(Node::Article(id)) => application.decide(id, decision)?,
            Some(subject @ Node::Absent(_)) => application.set_absent(subject, decision),
            _ => {}
        }
    }
    application.add_aliases()?;
    application.relink()?;
    application.change_ledger();
    Ok(application.finish())
}

/// A text that changes.
struct Text {
    path: Arc<str>,
    before: Vec<u8>,
    text: String,
}

struct Application<'a> {
    planner: &'a Planner<'a>,
    plan: Plan,
    texts: BTreeMap<ArticleId, Text>,
    /// The bytes of articles whose file goes.
    removed: BTreeMap<ArticleId, Vec<u8>>,
    /// What becomes of articles that have no page afterwards.
    moved: BTreeMap<ArticleId, (Moved, &'a Decision)>,
}

impl<'a> Application<'a> {
    fn path(&self, id: ArticleId) -> &'a Arc<str> {
        self.planner.linked().library.article(id).path()
    }

    fn decide(&mut self, id: ArticleId, decision: &'a Decision) -> io::Result<()> {
        match decision.choice {
            Choice::Keep => Ok(()),
            // An earlier run, or a person, withdrew it.
            Choice::Withdraw if self.planner.linked().library.article(id).front.withdrawn.is_some() => Ok(()),
            Choice::Draft => {
                self.moved.insert(id, (Moved::Away, decision));
                self.edit(id, decision, |source| edit::set_yaml(source, "draft", "true"))
            }
            Choice::Withdraw => {
                let value = format!("{{on: {}, reason: {}}}", self.planner.linked().as_of, yaml::quoted(&one_line(&decision.note)));
                self.edit(id, decision, |source| edit::set_yaml(source, "withdrawn", &value))
            }
            Choice::Gone => self.remove(id, decision, Moved::Away),
            Choice::Redirect => match self.planner.ends.get(&Node::Article(id)) {
                Some(end) => self.remove(id, decision, Moved::To(*end)),
                None => Ok(()),
            },
        }
    }

    /// Takes a file away that nobody has edited since the import.
    fn remove(&mut self, id: ArticleId, decision: &'a Decision, moved: Moved) -> io::Result<()> {
        let path = self.path(id);
        let bytes = (self.planner.ground.read)(path)?;
        let key = self.plan.state.rows.iter().find(|(_, row)| *row.file == **path).map(|(key, _)| key.clone());
        let row = key.and_then(|key| self.plan.state.rows.get_mut(&key)).filter(|row| row.written == ShortHash::of(&bytes));
        let Some(row) = row else {
            self.leave(decision, path, ("导入以后有人改过这个文件", "somebody has edited the file since the import"));
            return Ok(());
        };
        row.state = RowState::Deleted;
        self.removed.insert(id, bytes);
        self.moved.insert(id, (moved, decision));
        Ok(())
    }

    fn leave(&mut self, decision: &Decision, path: &Arc<str>, (zh, en): (&str, &str)) {
        let (address, file) = (decision.address.clone().into(), path.as_ref().into());
        let fault = DecisionFault::DecisionLeft { address, file, why_zh: zh.into(), why_en: en.into() };
        self.plan.findings.push(Finding::at(&self.planner.source.path, decision.span, fault));
    }

    /// The text of an article as changed so far; `None` if it is not UTF-8.
    fn text(&mut self, id: ArticleId) -> io::Result<Option<&mut Text>> {
        if !self.texts.contains_key(&id) {
            let path = self.path(id);
            let before = (self.planner.ground.read)(path)?;
            let Ok(text) = String::from_utf8(before.clone()) else { return Ok(None) };
            let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
            self.texts.insert(id, Text { path: Arc::clone(path), before, text });
        }
        Ok(self.texts.get_mut(&id))
    }

    fn edit(
        &mut self,
        id: ArticleId,
        decision: &Decision,
        edits: impl FnOnce(&Source) -> Result<Vec<Edit>, Unfit>,
    ) -> io::Result<()> {
        let path = self.path(id);
        let Some(text) = self.text(id)? else { return Ok(()) };
        match edits(&Source::new(Arc::clone(path), text.text.as_str())) {
            Ok(edits) => text.text = apply(&text.text, &edits),
            Err(why) => {
                self.moved.remove(&id);
                self.leave(decision, path, why);
            }
        }
        Ok(())
    }

    /// Makes the addresses of articles that go aliases of the articles that take their place. Front matter that cannot be edited stays:
    /// the rows of the ledger redirect too.
    fn add_aliases(&mut self) -> io::Result<()> {
        let linked = self.planner.linked();
        let mut aliases: BTreeMap<ArticleId, Vec<String>> = BTreeMap::new();
        for (id, (moved, _)) in &self.moved {
            let Moved::To(Node::Article(to)) = moved else { continue };
            let written = linked.library.article(*id).front.aliases.iter().map(|alias| alias.value.clone());
            let own = own_address(linked, *id);
            aliases.entry(*to).or_default().extend([url::decode(&own).unwrap_or(own)].into_iter().chain(written));
        }
        for (to, mut added) in aliases {
            let front = &linked.library.article(to).front;
            added.retain(|alias| front.aliases.iter().all(|known| known.value != *alias));
            if added.is_empty() {
                continue;
            }
            let path = self.path(to);
            let Some(text) = self.text(to)? else { continue };
            if let Ok(edits) = edit::add_items(&Source::new(Arc::clone(path), text.text.as_str()), "aliases", &added) {
                text.text = apply(&text.text, &edits);
            }
        }
        Ok(())
    }

    /// Changes the links of other articles to those that have no page afterwards.
    fn relink(&mut self) -> io::Result<()> {
        let linked = self.planner.linked();
        let moved: BTreeMap<ArticleId, Moved> = self.moved.iter().map(|(id, (moved, _))| (*id, *moved)).collect();
        for (id, article) in linked.library.articles().filter(|_| !moved.is_empty()) {
            if self.removed.contains_key(&id) {
                continue;
            }
            let edits = relink(linked, article, &moved);
            if edits.is_empty() {
                continue;
            }
            let start = article.body.start as usize;
            let Some(text) = self.text(id)? else { continue };
            // The front matter may be edited already; the body is not.
            let before = String::from_utf8_lossy(&text.before);
            let body = before.strip_prefix('\u{feff}').unwrap_or(&before).get(start..).unwrap_or("").to_owned();
            if let Some(front) = text.text.strip_suffix(&body).map(str::to_owned) {
                let of_link = |edit| crate::import::decide::links::changed(&body, edit);
                let edits: Vec<Edit> = edits.into_iter().filter_map(of_link).collect();
                text.text = front + &apply(&body, &crate::text::edit::sorted(&body, edits));
            }
        }
        Ok(())
    }

    /// Changes the rows of all addresses that led to articles that have no page afterwards.
    fn change_ledger(&mut self) {
        let linked = self.planner.linked();
        let mut leading: BTreeMap<String, ArticleId> = BTreeMap::new();
        for (id, (_, decision)) in &self.moved {
            let aliases = linked.library.article(*id).front.aliases.iter().filter_map(|alias| url::decode(&alias.value));
            leading.extend(aliases.map(|alias| (address::path(&alias), *id)));
            leading.insert(own_address(linked, *id), *id);
            leading.extend(decision.address.starts_with('/').then(|| (decision.address.clone(), *id)));
        }
        let of_row =
            |row: &Row<'_>| Some((row.address.to_string(), *leading.get(&*row.address).or_else(|| leading.get(&*row.target))?));
        let rows: Vec<(String, ArticleId)> = self.plan.ledger.rows().filter_map(of_row).collect();
        for (address, id) in rows.into_iter().chain(leading.iter().map(|(address, id)| (address.clone(), *id))) {
            let Some((moved, decision)) = self.moved.get(&id) else { continue };
            let row = match (decision.choice, moved) {
                (Choice::Draft, _) if self.plan.ledger.get(&address).is_none() => continue,
                (Choice::Draft, _) => Row::new(address, AddressState::Draft, String::new(), reason(decision)),
                (_, Moved::To(end)) => redirect(address, self.address(*end), decision),
                (_, Moved::Away) => Row::new(address, AddressState::Gone, String::new(), reason(decision)),
            };
            self.plan.ledger.set(row);
        }
    }

    /// Changes the row of a record that has no article.
    fn set_absent(&mut self, subject: Node, decision: &Decision) {
        let address = decision.address.clone();
        if !address.starts_with('/') {
            return;
        }
        match (decision.choice, self.planner.ends.get(&subject)) {
            (Choice::Gone, _) => self.plan.ledger.set(Row::new(address, AddressState::Gone, String::new(), reason(decision))),
            (Choice::Redirect, Some(end)) => self.plan.ledger.set(redirect(address, self.address(*end), decision)),
            _ => {}
        }
    }

    /// The address of the end of a redirect.
    fn address(&self, end: Node) -> String {
        match end {
            Node::Article(id) => own_address(self.planner.linked(), id),
            Node::Page(page) => self.planner.pages.get(page).cloned().unwrap_or_default(),
            Node::Absent(_) => String::new(),
        }
    }

    fn finish(self) -> Plan {
        let Application { planner, mut plan, texts, removed, .. } = self;
        let path = |id: ArticleId| Arc::clone(planner.linked().library.article(id).path());
        let changed = texts.into_iter().filter(|(id, _)| !removed.contains_key(id)).map(|(_, Text { path, before, text })| {
            let bom = if before.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
            Change { path, after: Some(format!("{bom}{text}").into_bytes()), before }
        });
        plan.changes = changed.filter(|change| change.after.as_ref() != Some(&change.before)).collect();
        plan.changes.extend(removed.iter().map(|(id, before)| Change { path: path(*id), before: before.clone(), after: None }));
        plan
    }
}

fn redirect(address: String, to: String, decision: &Decision) -> Row<'static> {
    let state = if address.contains('?') { AddressState::Query } else { AddressState::Redirect };
    Row::new(address, state, to, reason(decision))
}

fn reason(decision: &Decision) -> &str {
    if decision.note.is_empty() { DECIDED } else { &decision.note }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
