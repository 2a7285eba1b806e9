//! Valid decisions → the changed files, the rows of the ledger and those of the state of the import.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::links::{Moved, NewLink, changed, relink};
use super::lost::{LostSentence, LostSentences};
use super::{Change, Node, Plan, Planner, own_address};
use crate::diag::Finding;
use crate::diag::catalogue::DecisionFault;
use crate::import::decisions::Decision;
use crate::import::state::{RowState, ShortHash};
use crate::import::triage::Choice;
use crate::link::destination::address_of_file;
use crate::link::lists::NAMED;
use crate::link::{ListId, PageId};
use crate::model::facts::{self, Link};
use crate::model::front::Related;
use crate::model::front::edit::{self, Unfit};
use crate::model::ledger::{AddressState, Row, address};
use crate::model::{ArticleId, text_file, yaml};
use crate::text::edit::{Edit, apply, sorted};
use crate::text::{Source, Span, url};

/// The register of topics, below the site's folder.
const TOPICS: &str = "content/topics.yaml";
/// The reason of a row for which nobody wrote one.
const DECIDED: &str = "decision";

pub(super) fn plan(planner: &Planner<'_>) -> io::Result<Plan> {
    let ground = planner.ground;
    let plan = Plan { ledger: ground.ledger.clone(), state: ground.state.clone(), ..Plan::default() };
    let imported = ground.state.rows.iter().map(|(key, row)| (row.file.as_str(), key.as_str())).collect();
    let (texts, removed, moved, withdrawn) = Default::default();
    let mut application = Application { planner, plan, imported, texts, removed, moved, withdrawn };
    for (n, decision) in planner.decisions.iter().enumerate() {
        match planner.subjects.get(n).copied().flatten() {
            Some(Node::Article(id)) => application.decide(id, decision)?,
            Some(subject @ Node::Absent(_)) => application.set_absent(subject, decision),
            _ => {}
        }
    }
    if !application.moved.is_empty() {
        application.repoint()?;
        application.relink()?;
        application.plan.lost = application.lost()?;
    }
    application.change_ledger();
    Ok(application.finish())
}

/// A text that changes.
struct Text {
    before: Vec<u8>,
    text: String,
}

struct Application<'a> {
    planner: &'a Planner<'a>,
    plan: Plan,
    /// The key of the record of each imported file.
    imported: BTreeMap<&'a str, &'a str>,
    texts: BTreeMap<Arc<str>, Text>,
    /// The bytes of articles whose file goes.
    removed: BTreeMap<ArticleId, Vec<u8>>,
    /// What becomes of articles that have no page afterwards.
    moved: BTreeMap<ArticleId, (Moved, &'a Decision)>,
    withdrawn: BTreeSet<ArticleId>,
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
                self.withdrawn.insert(id);
                self.edit(id, decision, |source| edit::set_yaml(source, "withdrawn", &value))
            }
            Choice::Gone => self.remove(id, decision, Moved::Away),
            Choice::Redirect => match self.planner.ends.get(&Node::Article(id)) {
                Some(end) => self.remove(id, decision, Moved::To(*end)),
                None => Ok(()),
            },
        }
    }

    /// Takes a file away that nobody has edited.
    fn remove(&mut self, id: ArticleId, decision: &'a Decision, moved: Moved) -> io::Result<()> {
        let path = self.path(id);
        let bytes = (self.planner.ground.read)(path)?;
        if let Some(why) = self.edited(id, &bytes) {
            self.leave(decision, path, why);
            return Ok(());
        }
        let key = self.imported.get(&**path);
        if let Some(row) = key.and_then(|key| self.plan.state.rows.get_mut(*key)) {
            row.state = RowState::Deleted;
        }
        self.removed.insert(id, bytes);
        self.moved.insert(id, (moved, decision));
        Ok(())
    }

    /// The reason why an article has work in it that must not be lost: what an import did not write, or, of articles that were never
    /// imported, what git does not have, and reviews.
    fn edited(&self, id: ArticleId, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
        let ground = self.planner.ground;
        let path = self.path(id);
        if let Some(row) = self.imported.get(&**path).and_then(|key| ground.state.rows.get(*key)) {
            let is_edited = !row.is_untouched(ShortHash::of(bytes));
            return is_edited.then_some(("导入以后有人改过这个文件", "somebody has edited the file since the import"));
        }
        if ground.uncommitted.is_some_and(|files| files.contains(&**path)) {
            return Some(("有没有提交到 git 的改动", "it has changes that are not committed to git"));
        }
        let is_reviewed = ground.linked.library.article(id).front.reviewed_by.is_some();
        is_reviewed.then_some(("有律师审核过", "a lawyer has reviewed it"))
    }

    fn leave(&mut self, decision: &Decision, path: &Arc<str>, (zh, en): (&str, &str)) {
        let (address, file) = (decision.address.clone().into(), path.as_ref().into());
        let fault = DecisionFault::DecisionLeft { address, file, why_zh: zh.into(), why_en: en.into() };
        self.plan.findings.push(Finding::at(&self.planner.source.path, decision.span, fault));
    }

    /// A text as changed so far; `None` if it is not UTF-8.
    fn text(&mut self, path: &Arc<str>) -> io::Result<Option<&mut Text>> {
        if !self.texts.contains_key(path) {
            let before = (self.planner.ground.read)(path)?;
            let Ok(text) = String::from_utf8(before.clone()) else { return Ok(None) };
            let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
            self.texts.insert(Arc::clone(path), Text { before, text });
        }
        Ok(self.texts.get_mut(path))
    }

    /// Edits a text, unless its front matter is unfit for it.
    fn try_edit(
        &mut self,
        path: &Arc<str>,
        edits: impl FnOnce(&Source) -> Result<Vec<Edit>, Unfit>,
    ) -> io::Result<Result<(), Unfit>> {
        let Some(text) = self.text(path)? else { return Ok(Ok(())) };
        let edits = edits(&Source::new(Arc::clone(path), text.text.as_str()));
        Ok(edits.map(|edits| text.text = apply(&text.text, &edits)))
    }

    fn edit(
        &mut self,
        id: ArticleId,
        decision: &Decision,
        edits: impl FnOnce(&Source) -> Result<Vec<Edit>, Unfit>,
    ) -> io::Result<()> {
        let path = self.path(id);
        if let Err(why) = self.try_edit(path, edits)? {
            self.moved.remove(&id);
            self.leave(decision, path, why);
        }
        Ok(())
    }

    /// The slug of the article that takes the place of another one; nothing if none does. The outer `None` says that it stays.
    fn successor(&self, slug: &str) -> Option<Option<String>> {
        let linked = self.planner.linked();
        let (moved, _) = self.moved.get(&linked.addresses.article_by_slug(slug)?)?;
        Some(match moved {
            Moved::To(Node::Article(to)) => Some(linked.library.article(*to).front.slug.value.clone()),
            Moved::To(_) | Moved::Away => None,
        })
    }

    /// Changes the slugs of articles that have no page afterwards where other articles and the topics name them. Front matter that
    /// cannot be edited stays; the next check names it.
    fn repoint(&mut self) -> io::Result<()> {
        let linked = self.planner.linked();
        for (id, article) in linked.library.articles() {
            let front = &article.front;
            let related = front.related.iter().filter_map(|related| match &related.value {
                Related::Article(slug) => Some(("related", &**slug)),
                Related::External { .. } => None,
            });
            let original = front.canonical.iter().map(|slug| ("canonical", slug.value.as_str()));
            let named: Vec<(&str, &str)> = related.chain(original).filter(|_| !self.removed.contains_key(&id)).collect();
            for (key, slug) in named {
                let Some(new) = self.successor(slug) else { continue };
                // An article does not name itself.
                let new = new.filter(|new| *new != front.slug.value);
                let _ = self.try_edit(article.path(), |source| edit::replace_item(source, key, slug, new.as_deref()))?;
            }
        }
        let pins = linked.library.registers.topics.rows.iter().flat_map(|topic| &topic.pinned);
        let pins: Vec<(Span, String)> = pins.filter_map(|pin| Some((pin.span, self.successor(&pin.value)??))).collect();
        if pins.is_empty() {
            return Ok(());
        }
        let edits: Vec<Edit> = pins.into_iter().map(|(span, slug)| Edit { span, with: yaml::quoted(&slug) }).collect();
        let Some(text) = self.text(&Arc::from(TOPICS))? else { return Ok(()) };
        text.text = apply(&text.text, &sorted(&text.text, edits));
        Ok(())
    }

    /// Changes the links of all other texts to articles that have no page afterwards.
    fn relink(&mut self) -> io::Result<()> {
        let (linked, parts) = (self.planner.linked(), self.planner.ground.parts);
        let library = &linked.library;
        let moved: BTreeMap<ArticleId, Moved> = self.moved.iter().map(|(id, (moved, _))| (*id, *moved)).collect();
        let articles = library.articles().filter(|(id, _)| !self.removed.contains_key(id)).map(|(_, article)| &article.body);
        let pages = library.pages.iter().map(|page| &page.body);
        let intros = library.topic_intros.iter().chain(&library.lender_intros).map(|intro| &intro.body);
        let mut changed: Vec<(Arc<str>, Vec<NewLink>, bool)> = Vec::new();
        for body in articles.chain(pages).chain(intros) {
            // An article with included texts is read again without them.
            let is_whole = body.insertions.is_empty();
            changed.push((Arc::clone(&body.path), relink(linked, &body.path, &body.facts.links, &moved), is_whole));
        }
        changed.retain(|(_, links, _)| !links.is_empty());
        for (path, links, is_whole) in changed {
            let links = |body: &str| if is_whole { links } else { relink(linked, &path, &links_of(body, &path), &moved) };
            self.relink_text(&path, links)?;
        }
        for part in parts.iter().filter(|part| part.path.ends_with(".md")) {
            let links = relink(linked, &part.path, &links_of(&part.text, &part.path), &moved);
            if !links.is_empty() {
                self.relink_text(&part.path, |_| links)?;
            }
        }
        Ok(())
    }

    fn relink_text(&mut self, path: &Arc<str>, links: impl FnOnce(&str) -> Vec<NewLink>) -> io::Result<()> {
        let Some(text) = self.text(path)? else { return Ok(()) };
        // The front matter may be edited already; the body is not.
        let (front, body) = text.text.split_at(text_file::body_start(&text.text));
        let edits: Vec<Edit> = links(body).into_iter().filter_map(|link| changed(body, link)).collect();
        text.text = format!("{front}{}", apply(body, &sorted(body, edits)));
        Ok(())
    }

    /// The sentences that only articles have that lead to another one.
    fn lost(&self) -> io::Result<Vec<LostSentence>> {
        let (linked, read) = (self.planner.linked(), self.planner.ground.read);
        let source = |path: &Arc<str>, bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            Source::new(Arc::clone(path), text.strip_prefix('\u{feff}').unwrap_or(&text))
        };
        let mut lost = LostSentences::new(&linked.library.registers, linked.as_of);
        for (id, (moved, _)) in &self.moved {
            let (Moved::To(end), Some(bytes)) = (moved, self.removed.get(id)) else { continue };
            let into = match end {
                Node::Article(to) => linked.library.article(*to).front.slug.value.clone(),
                Node::Page(_) | Node::Absent(_) => self.address(*end),
            };
            if !lost.knows(&into) {
                let target = match end {
                    Node::Article(to) => Some(source(self.path(*to), &read(self.path(*to))?)),
                    Node::Page(_) | Node::Absent(_) => None,
                };
                lost.add_target(&into, target.as_ref());
            }
            let copy = source(self.path(*id), bytes);
            lost.add_copy(&linked.library.article(*id).front.slug.value, &copy, &into);
        }
        Ok(lost.finish())
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
        self.close_lists();
    }

    /// Leads the pages of a lender's articles about a topic to the lender if too few articles are left for a page.
    fn close_lists(&mut self) {
        let linked = self.planner.linked();
        let is_left = |id: &ArticleId| !self.moved.contains_key(id) && !self.withdrawn.contains(id);
        let address = |page| address_of_file(&linked.addresses.output(&linked.library, page));
        let mut closed = Vec::new();
        for list in linked.lists.of_lenders_by_topic() {
            let ListId::LenderTopic(lender, _) = list else { continue };
            let left = linked.lists.articles(list).iter().filter(|id| is_left(id)).count();
            let from = address(list.page());
            if left <= NAMED && self.plan.ledger.get(&from).is_none_or(|row| row.state != AddressState::Redirect) {
                closed.push(Row::new(from, AddressState::Redirect, address(PageId::Lender(lender)), DECIDED));
            }
        }
        closed.into_iter().for_each(|row| self.plan.ledger.set(row));
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
        let gone: BTreeSet<Arc<str>> = removed.keys().map(|id| path(*id)).collect();
        let changed = texts.into_iter().filter(|(path, _)| !gone.contains(path)).map(|(path, Text { before, text })| {
            let bom = if before.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
            Change { path, after: Some(format!("{bom}{text}").into_bytes()), before }
        });
        plan.changes = changed.filter(|change| change.after.as_ref() != Some(&change.before)).collect();
        let hashes = |change: &Change| Some((ShortHash::of(&change.before), ShortHash::of(change.after.as_deref()?)));
        let mended = plan.changes.iter().filter_map(|change| Some((&*change.path, hashes(change)?))).collect();
        plan.state.note_mended(&mended);
        plan.changes.extend(removed.iter().map(|(id, before)| Change { path: path(*id), before: before.clone(), after: None }));
        plan
    }
}

/// The links of a body without front matter.
fn links_of(body: &str, path: &Arc<str>) -> Box<[Link]> {
    facts::gather(body, 0, path, &mut Vec::new()).0.links
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
