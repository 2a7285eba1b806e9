//! Files that are derived from one source each and are no pages: copies of pictures, cards of shared links, articles as Markdown.

use std::io;

use rayon::prelude::*;

use super::load;
use super::{MAX_CHUNK, OutputInput, Press, RenderError, Sink, Site};
use crate::link::pictures::card_title;
use crate::link::{Linked, Output, PageId, ScaledPicture};
use crate::model::ArticleId;
use crate::render::{Artifact, card, pictures, plain_markdown};
use crate::text::Checksum;
use crate::view::build::Views;
use crate::view::{Content, Page};

/// The outputs of a sink in the order of what they were made from.
fn joined<T>(outputs: io::Result<Vec<Vec<T>>>) -> io::Result<Vec<T>> {
    Ok(outputs?.into_iter().flatten().collect())
}

impl Site {
    /// Makes the copies of pictures in smaller widths. A picture is decoded once for all of its copies.
    pub(super) fn render_pictures<S: Sink>(&self, sink: &S) -> io::Result<Vec<S::Output>> {
        let render = |picture: &ScaledPicture| {
            let input = OutputInput::of_data(Checksum::of_value(&(&self.linked.library.files[picture.file], &picture.copies)));
            match sink.reuse(&input) {
                Some(outputs) => Ok(outputs),
                None => sink.take(self.copies_of(picture)?, Some(&input)),
            }
        };
        let pictures: Vec<&ScaledPicture> = self.linked.pictures.values().collect();
        joined(pictures.into_par_iter().with_max_len(1).map(render).collect())
    }

    /// The copies of a picture in smaller widths.
    ///
    /// # Errors
    /// If its file cannot be read.
    pub(crate) fn copies_of(&self, picture: &ScaledPicture) -> io::Result<Vec<Artifact>> {
        let file = &self.linked.library.files[picture.file];
        let fingerprint = file.picture.as_ref().map_or("", |known| known.fingerprint.as_str());
        Ok(pictures::copies(&self.texts.file(&file.path, fingerprint)?, &picture.copies))
    }

    /// Draws the cards of shared links. The font is read only if a card is new.
    pub(super) fn render_cards<S: Sink>(&self, sink: &S) -> io::Result<Vec<S::Output>> {
        if self.linked.library.font.is_none() {
            return Ok(Vec::new());
        }
        // The path has the fingerprint of everything that a card shows.
        let of = |(path, output): (&str, Output)| matches!(output, Output::Card(_)).then(|| (path.to_owned(), output));
        let cards: Vec<(String, Output)> = self.linked.outputs.iter().filter_map(of).collect();
        let input = |path: &str| OutputInput::of_data(Checksum::of(path.as_bytes()));
        let reuse = |(path, _): &(String, Output)| sink.reuse(&input(path));
        let outputs: Vec<Option<Vec<S::Output>>> = cards.par_iter().with_max_len(MAX_CHUNK).map(reuse).collect();
        let is_whole = outputs.iter().all(Option::is_some);
        let font = if is_whole { Vec::new() } else { self.font()? };
        let render = |((path, output), reused): (&(String, Output), Option<Vec<S::Output>>)| {
            let made = || self.card(&font, path, *output).into_iter().collect();
            reused.map_or_else(|| sink.take(made(), Some(&input(path))), Ok)
        };
        joined(cards.par_iter().zip(outputs).with_max_len(MAX_CHUNK).map(render).collect())
    }

    fn font(&self) -> io::Result<Vec<u8>> {
        let library = &self.linked.library;
        let path = load::font_path(&library.settings).unwrap_or_default();
        let fingerprint = library.font.map_or_else(String::new, |font| font.to_string());
        self.texts.file(&path, &fingerprint)
    }

    fn card(&self, font: &[u8], path: &str, output: Output) -> Option<Artifact> {
        let Output::Card(article) = output else { return None };
        let title = card_title(&self.linked.library, article);
        let bytes = card::card(font, title, &self.linked.library.settings.publisher.name)?;
        Some(Artifact { path: path.to_owned(), bytes })
    }

    /// Makes the Markdown files of articles.
    pub(super) fn render_markdown<S: Sink>(&self, sink: &S, press: &Press, views: &Views<'_>) -> io::Result<Vec<S::Output>> {
        if !self.linked.library.settings.markdown_twins {
            return Ok(Vec::new());
        }
        let site = Checksum::of_value(press.site());
        let render = |(id, path): (ArticleId, String)| {
            let page = views.page(PageId::Article(id));
            let text = Some(self.linked.library.article(id).fingerprint);
            let input = OutputInput { site, text, ..OutputInput::of_data(Checksum::of_value(&page)) };
            match sink.reuse(&input) {
                Some(outputs) => Ok(outputs),
                None => sink.take(self.markdown(press, page, id, path)?.into_iter().collect(), Some(&input)),
            }
        };
        let Linked { library, addresses, .. } = &self.linked;
        let articles: Vec<(ArticleId, String)> =
            library.articles.ids().filter_map(|id| Some((id, addresses.markdown_output(library, id)?))).collect();
        joined(articles.into_par_iter().with_max_len(MAX_CHUNK).map(render).collect())
    }

    /// The page of an article as Markdown.
    fn markdown(&self, press: &Press, page: Page<'_>, id: ArticleId, path: String) -> io::Result<Option<Artifact>> {
        let article = self.linked.library.article(id);
        let source = self.texts.read_unchanged(article.path(), article.fingerprint)?;
        let page = page.with_text(article.body.markdown(&source.text));
        let Content::Article(content) = &page.content else { return Ok(None) };
        Ok(Some(plain_markdown::markdown(press.site(), &page, content, path)))
    }

    /// A derived file that the preview is asked for.
    ///
    /// # Errors
    /// If its source cannot be read.
    pub(super) fn derived(&self, press: &Press, path: &str, output: Output) -> Result<Option<Artifact>, RenderError> {
        match output {
            Output::Card(_) => self.font().map(|font| self.card(&font, path, output)),
            Output::Markdown(id) => self.markdown(press, self.views().page(PageId::Article(id)), id, path.to_owned()),
            _ => Ok(None),
        }
        .map_err(RenderError::Unread)
    }
}
