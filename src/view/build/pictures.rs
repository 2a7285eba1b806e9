//! Pictures in texts with their copies, and pictures for shared links.

use crate::link::addresses::output_of_file;
use crate::link::pictures::card_output;
use crate::link::{Linked, Resolved};
use crate::model::FileId;
use crate::text::TargetKind;
use crate::view::{CARD_SIZE, PictureSources, SharedImage};

/// The pictures of a text that have copies.
pub(super) fn sources(linked: &Linked, resolved: &Resolved) -> Vec<PictureSources> {
    if linked.pictures.is_empty() || resolved.files.is_empty() {
        return Vec::new();
    }
    let images = resolved.targets.iter().filter(|target| target.kind == TargetKind::Image);
    let picture = |target: &crate::text::Target| {
        let copies = &linked.pictures.get(&target.url)?.copies;
        let source = |(width, path): &(u32, String)| format!("{} {width}w", linked.addresses.url_of_output(path));
        let sources = copies.iter().map(source).collect::<Vec<_>>().join(", ");
        Some(PictureSources { start: target.span.start, sources })
    };
    images.filter_map(picture).collect()
}

/// A file as the picture of shared links.
pub(super) fn shared(linked: &Linked, file: FileId) -> SharedImage {
    let file = &linked.library.files[file];
    let (width, height) = file.picture.as_ref().and_then(|picture| picture.size).unwrap_or_default();
    SharedImage { url: linked.addresses.absolute(&linked.addresses.url_of_output(&output_of_file(file))), width, height }
}

/// The card with a title as the picture of shared links; nothing without a font.
pub(super) fn card(linked: &Linked, title: &str) -> Option<SharedImage> {
    let path = card_output(&linked.library, title)?;
    let (width, height) = CARD_SIZE;
    Some(SharedImage { url: linked.addresses.absolute(&linked.addresses.url_of_output(&path)), width, height })
}
