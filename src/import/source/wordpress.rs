//! WordPress: export files (WXR 1.0 to 1.2).
//!
//! A file is cut into its items, which are parsed one by one. The texts of comments, which have e-mail and IP addresses, are not read.

mod body;
mod channel;
mod item;
mod items;
mod shortcode;

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::files::{self, SourceFile};
use super::{Data, Kind, Options, Overview, Piece, Reading, Refusal, Source};
use crate::import::encoding::{Charset, declaration};
use crate::import::record::{Note, Origin};
use channel::Channel;
use items::{Item, Items};

/// Bytes of an item beyond which it is not read.
const MAX_ITEM: usize = 64 << 20;

struct WordpressSource {
    files: Vec<(SourceFile, Charset)>,
    channel: Channel,
    overview: Overview,
    options: Options,
}

pub(super) fn open(from: &[PathBuf], options: &Options) -> Result<Box<dyn Source>, Refusal> {
    let listed = files::list(from, &|name| name.to_ascii_lowercase().ends_with(".xml"))?;
    let mut source = WordpressSource {
        files: Vec::new(),
        channel: Channel::default(),
        overview: Overview { notes: listed.notes, ..Overview::default() },
        options: options.clone(),
    };
    for file in listed.files {
        let head = Items::new(files::stream(&file.path)?, MAX_ITEM).head()?;
        let charset = Charset::of(&head, declaration(&head).as_deref());
        if !charset.extends_ascii() {
            return Err(Refusal::Unreadable(
                Kind::Wordpress,
                format!("{}：{} 编码的导出文件读不了，请另存为 UTF-8", file.name, charset.name()),
            ));
        }
        source.channel.read(&charset.decode(&head).text);
        source.files.push((file, charset));
    }
    if source.files.is_empty() {
        return Err(Refusal::Unreadable(Kind::Wordpress, "没有 .xml 文件".to_owned()));
    }
    source.overview.hosts = source.channel.hosts();
    source.overview.listings = source.channel.listings();
    Ok(Box::new(source))
}

impl Source for WordpressSource {
    fn kind(&self) -> Kind {
        Kind::Wordpress
    }

    fn overview(&self) -> &Overview {
        &self.overview
    }

    fn pieces(&self, each: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> io::Result<Vec<(Origin, Note)>> {
        let mut notes = Vec::new();
        for (file, _) in &self.files {
            let mut items = Items::new(files::stream(&file.path)?, MAX_ITEM);
            while let Some(item) = items.next()? {
                let origin = Origin { file: file.name.clone(), line: Some(item.line()) };
                let note = |rule| Note { rule, text: file.name.clone() };
                match item {
                    Item::Complete { bytes, .. } => {
                        if each(Piece { origin, data: Data::Part(bytes) }).is_break() {
                            return Ok(notes);
                        }
                    }
                    Item::TooLarge { .. } => notes.push((origin, note("record-size"))),
                    Item::Cut { .. } => notes.push((origin, note("file-cut"))),
                }
            }
        }
        Ok(notes)
    }

    fn record(&self, piece: Piece) -> io::Result<Reading> {
        let Data::Part(bytes) = &piece.data else { return Ok(Reading::Skipped("no item".to_owned())) };
        let file = self.files.iter().find(|(file, _)| file.name == piece.origin.file);
        let text = file.map_or(Charset::UTF_8, |(_, charset)| *charset).decode(bytes);
        Ok(item::read(text, piece.origin, &self.channel, &self.options))
    }
}

#[cfg(test)]
mod tests;
