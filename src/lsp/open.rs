//! Answers about an open document.

use std::sync::Arc;

use serde_json::{Value, json};

use super::document::Document;
use super::message::{Answer, Refusal};
use super::params::{CodeAction, Position};
use super::session::Session;
use super::{actions, completion, symbols, uri};
use crate::diag::Lang;
use crate::live::complete::completions;
use crate::live::references::FileReferences;
use crate::live::thing::thing;

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
            let own;
            let document = match self.site.documents.get(&source.path) {
                Some(document) => document,
                None => {
                    own = Document::new(uri::of(&self.site.root.join(&*source.path)), None, source.text.to_string());
                    &own
                }
            };
            let place = |span| json!({"uri": document.uri, "range": document.range(&source, Some(span))});
            spans.into_iter().map(place).collect::<Vec<_>>()
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
