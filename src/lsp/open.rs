//! Answers about an open document.

use std::sync::Arc;

use serde_json::{Value, json};

use super::document::Document;
use super::message::{Answer, Refusal};
use super::params::{CodeAction, Position, Rename};
use super::session::Session;
use super::{actions, completion, symbols, uri};
use crate::diag::Lang;
use crate::live::complete::completions;
use crate::live::references::FileReferences;
use crate::live::rename::FileEdits;
use crate::live::thing::thing;
use crate::text::edit::Edit;
use crate::text::{Source, localized};

/// An open document of a site.
pub(super) struct Open<'s> {
    pub(super) document: &'s Document,
    pub(super) site: &'s Session,
    pub(super) path: Arc<str>,
}

impl Open<'_> {
    pub(super) fn hover(&self, at: Position, lang: Lang) -> Option<Value> {
        let (source, scene) = (self.site.text(&self.path)?, self.site.desk.scene(&self.path, lang)?);
        let (thing, span) = thing(&scene, self.document.offset(source, at) as usize)?;
        let contents = json!({"kind": "markdown", "value": thing.about(&scene)});
        Some(json!({"contents": contents, "range": self.document.range(source, Some(span))}))
    }

    pub(super) fn prepare_rename(&self, at: Position, lang: Lang) -> Answer {
        let Some(source) = self.site.text(&self.path) else { return Ok(Value::Null) };
        match self.site.desk.renamed(&self.path, self.document.offset(source, at) as usize, lang) {
            Some(Ok((name, span))) => Ok(json!({"range": self.document.range(source, Some(span)), "placeholder": name})),
            Some(Err(refusal)) => Err(Refusal::new(Refusal::FAILED, localized(lang, refusal))),
            None => Ok(Value::Null),
        }
    }

    pub(super) fn rename(&self, asked: &Rename, lang: Lang) -> Answer {
        let Some(source) = self.site.text(&self.path) else { return Ok(Value::Null) };
        let offset = self.document.offset(source, asked.position) as usize;
        let renamed = self.site.desk.rename(&self.path, offset, &asked.new_name, lang);
        let files = match renamed.map_err(|error| Refusal::new(Refusal::FAILED, error.to_string()))? {
            Some(Ok(files)) => files,
            Some(Err(refusal)) => return Err(Refusal::new(Refusal::FAILED, localized(lang, refusal))),
            None => return Ok(Value::Null),
        };
        let mut changes = serde_json::Map::new();
        for FileEdits { source, edits } in files {
            let (uri, edits) = self.with_document(&source, |document| {
                let edit = |edit: &Edit| json!({"range": document.range(&source, Some(edit.span)), "newText": edit.with});
                (document.uri.clone(), edits.iter().map(edit).collect::<Vec<_>>())
            });
            changes.insert(uri, edits.into());
        }
        Ok(json!({"changes": changes}))
    }

    /// The document of a file of the site, open or not.
    fn with_document<T>(&self, source: &Source, read: impl FnOnce(&Document) -> T) -> T {
        match self.site.documents.get(&source.path) {
            Some(document) => read(document),
            None => read(&Document::new(uri::of(&self.site.root.join(&*source.path)), None, source.text.to_string())),
        }
    }

    pub(super) fn outline(&self, lang: Lang) -> Option<Value> {
        Some(symbols::outline(self.document, self.site.text(&self.path)?, &self.site.desk.scene(&self.path, lang)?))
    }

    pub(super) fn references(&self, at: Position, lang: Lang) -> Answer {
        let Some(source) = self.site.text(&self.path) else { return Ok(Value::Null) };
        let offset = self.document.offset(source, at) as usize;
        let found = self
            .site
            .desk
            .references(&self.path, offset, lang)
            .map_err(|error| Refusal::new(Refusal::FAILED, error.to_string()))?;
        let of_file = |FileReferences { source, spans }: FileReferences| {
            self.with_document(&source, |document| {
                let place = |span| json!({"uri": document.uri, "range": document.range(&source, Some(span))});
                spans.into_iter().map(place).collect::<Vec<_>>()
            })
        };
        Ok(found.map_or(Value::Null, |found| found.into_iter().flat_map(of_file).collect::<Vec<_>>().into()))
    }

    pub(super) fn definition(&self, at: Position, lang: Lang) -> Option<Value> {
        let (source, scene) = (self.site.text(&self.path)?, self.site.desk.scene(&self.path, lang)?);
        let (thing, _) = thing(&scene, self.document.offset(source, at) as usize)?;
        let place = thing.place(&scene)?;
        // An open text counts as it is in the editor.
        if let (Some(document), Some(text)) = (self.site.documents.get(&place.path), self.site.text(&place.path)) {
            return Some(json!({"uri": document.uri, "range": document.range(text, Some(place.sign.find(&text.text)))}));
        }
        let uri = uri::of(&self.site.root.join(&*place.path));
        let text = self.site.desk.site()?.lookup().text(&place.path)?.into_owned();
        let document = Document::new(uri.clone(), None, text);
        let source = document.source(&place.path);
        Some(json!({"uri": uri, "range": document.range(&source, Some(place.sign.find(&source.text)))}))
    }

    pub(super) fn completions(&self, at: Position, lang: Lang) -> Option<Value> {
        let (source, scene) = (self.site.text(&self.path)?, self.site.desk.scene(&self.path, lang)?);
        let (items, is_more) = completions(&scene, self.document.offset(source, at) as usize);
        Some(completion::list(self.document, source, &items, is_more))
    }

    pub(super) fn actions(&self, asked: &CodeAction, lang: Lang) -> Vec<Value> {
        let Some(source) = self.site.text(&self.path) else { return Vec::new() };
        actions::actions(self.document, source, &self.site.findings(&self.path), asked, lang)
    }
}
