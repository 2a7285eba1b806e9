//! Pictures: the copies in smaller widths of those that a text shows, and the pictures of shared links.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::addresses::{Addresses, file_at, output_of_file};
use super::{Output, ResolvedTexts};
use crate::analyze::Library;
use crate::diag::Finding;
use crate::diag::catalogue::{Fault, LinkFault, PictureFault, SiteFault};
use crate::model::yaml::Located;
use crate::model::{ArticleId, FileId, Picture};
use crate::text::{Checksum, TargetKind, url};

/// Endings of pictures that programs show beside a shared link.
const SHARED: &[&str] = &["jpg", "jpeg", "png", "gif", "webp"];

/// A picture with copies in smaller widths.
#[derive(Debug, Clone)]
pub(crate) struct ScaledPicture {
    pub(crate) file: FileId,
    /// Width in pixels and output path of each copy, ascending.
    pub(crate) copies: Vec<(u32, String)>,
}

/// The pictures that texts show and of which copies are made, by URL.
pub(super) fn scaled(library: &Library, addresses: &Addresses, texts: &ResolvedTexts) -> BTreeMap<Arc<str>, ScaledPicture> {
    let mut pictures = BTreeMap::new();
    if library.settings.image_widths.is_empty() {
        return pictures;
    }
    let articles = texts.articles.enumerated().filter(|(id, _)| addresses.has_page(*id)).map(|(_, text)| &**text);
    let all = articles.chain(&texts.pages).chain(&texts.topic_intros).chain(&texts.lender_intros);
    for text in all.filter(|text| !text.files.is_empty()) {
        let own: Vec<(String, ScaledPicture)> = text.files.iter().filter_map(|id| copies(library, addresses, *id)).collect();
        for target in text.targets.iter().filter(|target| target.kind == TargetKind::Image) {
            if let Some((_, picture)) = own.iter().find(|(url, _)| **url == *target.url) {
                pictures.entry(Arc::clone(&target.url)).or_insert_with(|| picture.clone());
            }
        }
    }
    pictures
}

/// The URL of a picture beside a text with its copies, if there are any.
fn copies(library: &Library, addresses: &Addresses, id: FileId) -> Option<(String, ScaledPicture)> {
    let file = &library.files[id];
    let Some(Picture { size: Some((width, _)), scalable: true, .. }) = file.picture else { return None };
    let output = output_of_file(file);
    let (stem, _) = output.rsplit_once('.').filter(|_| file.path.starts_with("content/"))?;
    let largest = *library.settings.image_widths.last()?;
    let smaller = library.settings.image_widths.iter().copied().filter(|w| *w < width);
    // The whole width, too, unless a copy of the largest width takes its place.
    let whole = (width <= largest).then_some(width);
    let copies = smaller.chain(whole).map(|width| (width, format!("{stem}.{width}.webp"))).collect();
    Some((addresses.url_of_output(&output), ScaledPicture { file: id, copies }))
}

/// The picture of the site's shared links.
pub(super) fn of_site(library: &Library, addresses: &Addresses) -> (Option<FileId>, Vec<Finding>) {
    let Some(image) = &library.settings.image else { return (None, Vec::new()) };
    match shared(library, addresses, &library.settings.path, image) {
        Ok(file) => (Some(file), Vec::new()),
        Err(finding) => (None, vec![*finding]),
    }
}

/// The picture of the shared links of a page: a path of `static/` that starts with `/`, or one beside the file that names it.
pub(super) fn shared(
    library: &Library,
    addresses: &Addresses,
    path: &Arc<str>,
    image: &Located<String>,
) -> Result<FileId, Box<Finding>> {
    let written = image.value.as_str();
    let at = |fault: Fault| Box::new(Finding::at(path, image.span, fault));
    let output = match written.strip_prefix('/') {
        Some(below) => addresses.outputs.get(&file_at(below)),
        None => url::join(path, written).and_then(|source| addresses.sources.get(&*url::nfc(&source)).copied()),
    };
    let Some(Output::Copy(id)) = output else { return Err(at(LinkFault::NoSuchFile { target: written.to_owned() }.into())) };
    let ending = library.files[id].path.rsplit_once('.').map_or("", |(_, ending)| ending);
    if library.files[id].picture.is_none() || !SHARED.contains(&ending.to_ascii_lowercase().as_str()) {
        let fault = PictureFault::PictureNotShared { format: ending.to_ascii_uppercase() };
        return Err(at(fault.into()));
    }
    Ok(id)
}

/// A finding if the settings name a font that cannot be read.
pub(super) fn missing_font(library: &Library) -> Option<Finding> {
    let path = library.settings.image_font.as_ref().filter(|_| library.font.is_none())?;
    Some(Finding::at(&library.settings.path, path.span, SiteFault::FontUnreadable { path: path.value.clone() }))
}

/// The output path of the card with a title; nothing without a font.
pub(crate) fn card_output(library: &Library, title: &str) -> Option<String> {
    let fingerprint = Checksum::of_value(&(title, &library.settings.publisher.name, library.font?)).to_string();
    Some(format!("assets/cards/{}.png", fingerprint.get(..16)?))
}

/// The cards of articles without a picture of their own, and that of all other pages. Articles with one title share a card.
pub(super) fn cards<'a>(
    library: &'a Library,
    addresses: &'a Addresses,
    texts: &'a ResolvedTexts,
    image: Option<FileId>,
) -> impl Iterator<Item = (String, Output)> + 'a {
    let needs = |id: &ArticleId| addresses.has_page(*id) && texts.articles[*id].image.is_none();
    let articles = library.articles.ids().filter(move |_| library.font.is_some()).filter(needs).map(Some);
    let site = image.is_none().then_some(None);
    articles.chain(site).filter_map(|article| Some((card_output(library, card_title(library, article))?, Output::Card(article))))
}

/// What the card of an article shows, or that of all other pages.
pub(crate) fn card_title(library: &Library, article: Option<ArticleId>) -> &str {
    article.map_or(&library.settings.title, |id| &library.article(id).front.title.value)
}
