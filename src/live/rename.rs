//! Renames: an article's slug with its old address and everything that names it, and a heading's identifier with every link to it.

use std::io;

use crate::analyze::Analyzer;
use crate::link::address_of_article;
use crate::load::Overlay;
use crate::model::front::edit;
use crate::model::{ArticleId, slug};
use crate::pipeline::Site;
use crate::text::edit::{Edit, sorted};
use crate::text::{Source, Span, url};

use super::complete::Scene;
use super::references::references;
use super::thing::Thing;

/// The edits of one file.
#[derive(Debug)]
pub(crate) struct FileEdits {
    pub(crate) source: Source,
    pub(crate) edits: Vec<Edit>,
}

/// Why nothing is renamed, in Chinese and English.
pub(crate) type Refusal = [String; 2];

/// Everything that a rename looks at.
pub(crate) struct Renaming<'r> {
    pub(crate) scene: &'r Scene<'r>,
    pub(crate) site: &'r Site,
    pub(crate) analyzer: &'r Analyzer<'r>,
    pub(crate) open: &'r Overlay,
}

fn refusal(zh: impl Into<String>, en: impl Into<String>) -> Refusal {
    [zh.into(), en.into()]
}

/// The name that a rename of a thing changes.
pub(crate) fn name(scene: &Scene<'_>, thing: &Thing) -> Result<String, Refusal> {
    match thing {
        Thing::Article(id, anchor) if anchor.is_empty() => Ok(scene.library.article(*id).front.slug.value.clone()),
        Thing::Article(_, anchor) => Ok(anchor.clone()),
        _ => Err(refusal("这里只能给文章和小标题改名", "only articles and headings can be renamed here")),
    }
}

impl Renaming<'_> {
    /// The edits by which a thing gets another name, file by file.
    ///
    /// # Errors
    /// If an article cannot be read; the inner ones say why the name is refused.
    pub(crate) fn edits(&self, thing: &Thing, new: &str) -> io::Result<Result<Vec<FileEdits>, Refusal>> {
        match thing {
            Thing::Article(id, anchor) if anchor.is_empty() => self.slug(*id, new),
            Thing::Article(id, anchor) => self.heading(*id, anchor, new),
            other => Ok(name(self.scene, other).map(|_| Vec::new())),
        }
    }

    /// The text of a file as it is now.
    fn text(&self, path: &str) -> Option<Source> {
        let open = self.open.get(path).cloned();
        open.or_else(|| Some(Source::new(path, self.site.lookup().text(path)?.into_owned())))
    }

    fn slug(&self, id: ArticleId, new: &str) -> io::Result<Result<Vec<FileEdits>, Refusal>> {
        let (scene, article) = (self.scene, self.scene.library.article(id));
        let new = match slug::check(new) {
            Ok(new) => new,
            Err((zh, en)) => return Ok(Err(refusal(format!("名称{zh}"), en))),
        };
        if scene.addresses.article_by_slug(&new).is_some() {
            return Ok(Err(refusal(format!("已经有名称是 {new} 的文章"), format!("another article has the slug `{new}`"))));
        }
        let old = article.front.slug.value.as_str();
        let Some(source) = self.text(article.path()) else {
            return Ok(Err(refusal("读不到这篇文章", "the article cannot be read")));
        };
        let address = (!article.front.draft).then(|| address_of_article(&scene.library.settings.article_permalink, old));
        let edits = match with_alias(&source, &new, address.as_deref()) {
            Ok(edits) => edits,
            Err((zh, en)) => return Ok(Err(refusal(zh, en))),
        };
        let mut files = vec![FileEdits { source, edits }];
        for source in self.site.articles_with(&[old.to_owned()], self.open)? {
            let keys = ["related", "canonical"];
            let edits: Result<Vec<Vec<Edit>>, edit::Unfit> =
                keys.iter().map(|key| edit::replace_item(&source, key, old, Some(&new))).collect();
            match edits {
                Ok(edits) => files.push(FileEdits { source, edits: edits.concat() }),
                Err((zh, en)) => return Ok(Err(refusal(format!("{}：{zh}", source.path), format!("{}: {en}", source.path)))),
            }
        }
        files.extend(self.pins(old, &new));
        Ok(Ok(joined(files)))
    }

    /// The pinned articles of topics.
    fn pins(&self, old: &str, new: &str) -> Option<FileEdits> {
        let pinned = self.scene.registers.topics.rows.iter().flat_map(|topic| &topic.pinned);
        let edits: Vec<Edit> =
            pinned.filter(|pin| pin.value == old).map(|pin| Edit { span: pin.span, with: new.to_owned() }).collect();
        (!edits.is_empty()).then_some(FileEdits { source: self.text("content/topics.yaml")?, edits })
    }

    fn heading(&self, id: ArticleId, old: &str, new: &str) -> io::Result<Result<Vec<FileEdits>, Refusal>> {
        let article = self.scene.library.article(id);
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if new.is_empty() || !new.chars().all(is_name) {
            let en = "an identifier has letters, digits, hyphens, underscores and dots only";
            return Ok(Err(refusal("锚点只能有文字、数字、连字符、下划线和点", en)));
        }
        let headings = &article.body.facts.headings;
        if headings.iter().any(|heading| heading.id == new) {
            return Ok(Err(refusal(format!("已经有锚点是 {new} 的小标题"), format!("another heading has the identifier `{new}`"))));
        }
        let found = headings.iter().find(|heading| heading.id == old);
        let (Some(heading), Some(source)) = (found, self.text(article.path())) else {
            return Ok(Err(refusal("没有这个小标题", "there is no such heading")));
        };
        let place = article.body.insertions.locate(article.path(), heading.span.shifted(article.body.start));
        if place.path != *article.path() {
            return Ok(Err(refusal("小标题在引入的片段里", "the heading is in a snippet")));
        }
        let mut files = vec![FileEdits { edits: vec![identifier(&source, place.span, old, new)], source }];
        let thing = Thing::Article(id, old.to_owned());
        for file in references(self.scene, self.site, self.analyzer, self.open, &thing)? {
            let edits = file.spans.iter().filter_map(|span| anchor(&file.source, *span, old, new)).collect();
            files.push(FileEdits { source: file.source, edits });
        }
        Ok(Ok(joined(files)))
    }
}

/// The new slug, and the old address among the aliases.
fn with_alias(source: &Source, new: &str, address: Option<&str>) -> Result<Vec<Edit>, edit::Unfit> {
    let mut edits = edit::set(source, &[("slug", new)])?;
    if let Some(address) = address {
        edits.extend(edit::append_item(source, "aliases", address)?);
    }
    Ok(edits)
}

/// Puts an identifier behind a heading, or in place of the one that it has.
fn identifier(source: &Source, heading: Span, old: &str, new: &str) -> Edit {
    let start = heading.start as usize;
    let line = source.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let written = format!("{{#{old}}}");
    let with = format!("{{#{new}}}");
    match line.rfind(&written) {
        Some(at) => Edit { span: Span::new(start + at..start + at + written.len()), with },
        None => {
            let end = start + line.trim_end().len();
            Edit { span: Span::new(end..end), with: format!(" {with}") }
        }
    }
}

/// The anchor within a link.
fn anchor(source: &Source, link: Span, old: &str, new: &str) -> Option<Edit> {
    let text = link.of(&source.text);
    let at = |written: &str| text.rfind(&format!("#{written}")).map(|at| (at + 1, written.len()));
    let (at, length) = at(old).or_else(|| at(&url::encode(old)))?;
    let start = link.start as usize + at;
    Some(Edit { span: Span::new(start..start + length), with: new.to_owned() })
}

/// One entry for each file, without files that stay as they are.
fn joined(files: Vec<FileEdits>) -> Vec<FileEdits> {
    let mut all: Vec<FileEdits> = Vec::new();
    for file in files {
        match all.iter_mut().find(|known| known.source.path == file.source.path) {
            Some(known) => known.edits.extend(file.edits),
            None => all.push(file),
        }
    }
    for FileEdits { source, edits } in &mut all {
        *edits = sorted(&source.text, std::mem::take(edits));
    }
    all.retain(|file| !file.edits.is_empty());
    all
}
