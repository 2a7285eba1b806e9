//! The links and pictures of a body: where they lead here, and what is left of those that lead nowhere.

use super::{Converter, PictureCopy};
use crate::diag::catalogue::ImportFault;
use crate::import::document::{Block, Document, Inline};
use crate::import::links::LinkChoice;
use crate::import::outline::Reason;
use crate::import::pictures::{FoundPicture, PictureChoice};
use crate::import::write::Retarget;
use crate::text::url;

impl Converter<'_> {
    /// Resolves the links and pictures of a document. What comes to nothing is left out.
    pub(super) fn resolve(&mut self, document: &mut Document) {
        self.blocks(&mut document.blocks);
        for footnote in &mut document.footnotes {
            self.blocks(&mut footnote.blocks);
        }
    }

    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        blocks.retain_mut(|block| match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => {
                self.inlines(content);
                !content.is_empty()
            }
            Block::List { items, .. } => {
                items.iter_mut().for_each(|item| self.blocks(item));
                items.retain(|item| !item.is_empty());
                !items.is_empty()
            }
            Block::Quote(inner) => {
                self.blocks(inner);
                !inner.is_empty()
            }
            Block::Table(table) => {
                table.rows.iter_mut().flatten().for_each(|cell| self.inlines(cell));
                true
            }
            Block::Definitions(pairs) => {
                for (term, explanations) in pairs {
                    self.inlines(term);
                    explanations.iter_mut().for_each(|blocks| self.blocks(blocks));
                }
                true
            }
            Block::Code { .. } | Block::Rule => true,
        });
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut resolved = Vec::with_capacity(inlines.len());
        for inline in inlines.drain(..) {
            self.inline(inline, &mut resolved);
        }
        *inlines = resolved;
    }

    fn inline(&mut self, inline: Inline, out: &mut Vec<Inline>) {
        match inline {
            Inline::Link { target, mut content } => {
                self.inlines(&mut content);
                match self.link(&target) {
                    Some(target) if !content.is_empty() => out.push(Inline::Link { target, content }),
                    _ => out.append(&mut content),
                }
            }
            Inline::Picture { source, description } => {
                if let Some(source) = self.picture(&source) {
                    out.push(Inline::Picture { source, description });
                }
            }
            Inline::Strong(content) => self.marked(content, out, Inline::Strong),
            Inline::Emphasis(content) => self.marked(content, out, Inline::Emphasis),
            Inline::Strikethrough(content) => self.marked(content, out, Inline::Strikethrough),
            Inline::Tag(tag, content) => self.marked(content, out, |content| Inline::Tag(tag, content)),
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Footnote(_) => out.push(inline),
        }
    }

    fn marked(&mut self, mut content: Vec<Inline>, out: &mut Vec<Inline>, mark: impl FnOnce(Vec<Inline>) -> Inline) {
        self.inlines(&mut content);
        if !content.is_empty() {
            out.push(mark(content));
        }
    }

    pub(super) fn retarget(&mut self, target: &str, is_picture: bool) -> Retarget {
        let address = if is_picture { self.picture(target) } else { self.link(target) };
        match address {
            Some(address) if address == target => Retarget::Unchanged,
            Some(address) => Retarget::Address(address),
            None => Retarget::Words,
        }
    }

    /// The new target of a link, `None` if only its words stay.
    fn link(&mut self, target: &str) -> Option<String> {
        let reason = match self.context.table.choose(self.outline, target) {
            LinkChoice::Address(address) => return Some(address),
            LinkChoice::Record(position) => match (self.context.target)(position) {
                Ok(file) => {
                    self.converted.links.insert(position);
                    // The headings of the other page get identifiers of this site.
                    let fragment = target.split_once('#').map(|(_, fragment)| fragment);
                    if let Some(fragment) = fragment.filter(|fragment| !matches!(*fragment, "" | "top") && file != self.place.file)
                    {
                        let zh = format!("链接 {target} 现在通到文章开头，没有通到「{fragment}」那一节");
                        self.note(&zh, &format!("the link {target} leads to the head of the article and not to `{fragment}`"));
                    }
                    let file = if file == self.place.file { return self.words() } else { file };
                    return Some(encoded(&url::relative(&self.place.file, &file)));
                }
                Err(reason) => reason,
            },
            LinkChoice::Words => return self.words(),
            LinkChoice::Dropped(reason) => reason,
        };
        let record = self.outline.key.clone();
        let fault = ImportFault::LinkDropped {
            record: record.into(),
            address: target.into(),
            why_zh: reason.zh.into(),
            why_en: reason.en.into(),
        };
        self.converted.faults.push(fault);
        None
    }

    fn words(&mut self) -> Option<String> {
        self.converted.not_carried.push("anchor".to_owned());
        None
    }

    /// The name of the file of a picture beside the article.
    fn picture(&mut self, address: &str) -> Option<String> {
        if let Some((_, name)) = self.taken.iter().find(|(known, _)| known == address) {
            return name.clone();
        }
        let name = match self.context.finder.find(self.context.source, self.outline, address) {
            Ok(PictureChoice::Found(picture)) => self.copy(picture),
            Ok(PictureChoice::Nothing) => None,
            Ok(PictureChoice::Missing(reason)) => {
                self.missing(address, reason);
                None
            }
            Err(error) => {
                self.error.get_or_insert(error);
                None
            }
        };
        self.taken.push((address.to_owned(), name.clone()));
        name
    }

    fn missing(&mut self, address: &str, reason: Reason) {
        let shown = address.split_once(";base64,").map_or(address, |(head, _)| head);
        self.converted.missing_pictures.push(shown.to_owned());
        let fault = ImportFault::PictureMissing {
            record: self.outline.key.as_str().into(),
            address: shown.into(),
            why_zh: reason.zh.into(),
            why_en: reason.en.into(),
        };
        self.converted.faults.push(fault);
    }

    /// Gives a picture a name that no other picture has. The same bytes have one file.
    fn copy(&mut self, picture: FoundPicture) -> Option<String> {
        let FoundPicture { name, extension, hash, bytes } = picture;
        let folder = self.place.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(same) = self.converted.pictures.iter().find(|copy| copy.hash == hash) {
            return same.path.rsplit('/').next().map(str::to_owned);
        }
        for number in 1_u32.. {
            let number = if number == 1 { String::new() } else { format!("-{number}") };
            let file = format!("{}-{name}{number}.{extension}", self.place.slug);
            let path = format!("{folder}/{file}");
            let there = match (self.context.hash_of)(&path) {
                Ok(there) => there,
                Err(error) => {
                    self.error.get_or_insert(error);
                    return None;
                }
            };
            let is_free = there.is_none_or(|there| there == hash);
            if is_free && self.converted.pictures.iter().all(|copy| copy.path != path) {
                self.converted.pictures.push(PictureCopy { path, hash, bytes });
                return Some(file);
            }
        }
        None
    }
}

/// A relative path as the target of a link.
fn encoded(path: &str) -> String {
    path.replace('<', "%3C").replace('>', "%3E")
}
