//! Copies of pictures in smaller widths, as WebP (libwebp, RFC 9649). Pixels are scaled in whole numbers, so that every machine
//! makes the same copies.

mod scale;

use scale::Pixels;
use webp::{Encoder, WebPConfig};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Artifact;
use crate::text::media::PictureFormat;

/// The effort of libwebp from 0 to 6. Of a photo of two megapixels 2 takes 38 ms, and 4 takes 106 ms for a file that is 5 % smaller.
const METHOD: i32 = 2;
/// The qualities that are tried until a copy is smaller than its original: at first that of photos.
const PHOTO: &[f32] = &[75.0, 60.0, 45.0];
/// The same for lossless originals, which often show text.
const LOSSLESS: &[f32] = &[80.0, 65.0, 50.0];

/// The copies of a picture, by width in pixels and output path. A picture that cannot be decoded is published as it is under each
/// path: browsers go by the bytes.
pub(crate) fn copies(original: &[u8], copies: &[(u32, String)]) -> Vec<Artifact> {
    let pixels = decode(original);
    let qualities = if PictureFormat::of(original) == Some(PictureFormat::Png) { LOSSLESS } else { PHOTO };
    let copy = |(width, path): &(u32, String)| {
        let scaled = pixels.as_ref().map(|pixels| scale::scaled(pixels, *width as usize));
        let bytes = scaled.and_then(|pixels| encode(&pixels, qualities, original.len()));
        Artifact { path: path.clone(), bytes: bytes.unwrap_or_else(|| original.to_vec()) }
    };
    copies.iter().map(copy).collect()
}

/// The pixels of a JPEG, PNG or WebP file; `None` if they cannot be read.
fn decode(bytes: &[u8]) -> Option<Pixels> {
    match PictureFormat::of(bytes)? {
        PictureFormat::Jpeg => jpeg(bytes),
        PictureFormat::Png => png(bytes),
        _ => {
            let image = webp::Decoder::new(bytes).decode()?;
            let (width, height) = (image.width() as usize, image.height() as usize);
            Pixels::new(width, height, if image.is_alpha() { 4 } else { 3 }, image.to_vec())
        }
    }
}

fn jpeg(bytes: &[u8]) -> Option<Pixels> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    Pixels::new(width, height, 3, pixels)
}

fn png(bytes: &[u8]) -> Option<Pixels> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(info.buffer_size());
    Pixels::new(info.width as usize, info.height as usize, info.color_type.samples(), pixels)
}

/// The first encoding that is smaller than `limit` bytes, or else the last one.
fn encode(pixels: &Pixels, qualities: &[f32], limit: usize) -> Option<Vec<u8>> {
    let (width, height) = (u32::try_from(pixels.width).ok()?, u32::try_from(pixels.height).ok()?);
    let encoder = match pixels.channels {
        3 => Encoder::from_rgb(&pixels.bytes, width, height),
        _ => Encoder::from_rgba(&pixels.bytes, width, height),
    };
    let mut encoded = Vec::new();
    for quality in qualities {
        let config = WebPConfig { quality: *quality, method: METHOD, ..WebPConfig::new().ok()? };
        encoded = encoder.encode_advanced(&config).ok()?.to_vec();
        if encoded.len() < limit {
            break;
        }
    }
    Some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of two halves, the left one black.
    fn halves(width: u32, height: u32) -> Vec<u8> {
        let row: Vec<u8> = (0..width).map(|x| if x < width / 2 { 0 } else { 255 }).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.write_header().unwrap().write_image_data(&row.repeat(height as usize)).unwrap();
        bytes
    }

    #[test]
    fn each_copy_has_its_width_and_the_shape_of_the_original() {
        let made = copies(&halves(90, 60), &[(30, "a.30.webp".to_owned()), (45, "a.45.webp".to_owned())]);
        let sizes: Vec<_> = made
            .iter()
            .map(|file| {
                let pixels = decode(&file.bytes).unwrap();
                assert!(pixels.bytes.first().unwrap() < &30 && pixels.bytes.last().unwrap() > &225);
                (file.path.as_str(), pixels.width, pixels.height)
            })
            .collect();
        assert_eq!(sizes, [("a.30.webp", 30, 20), ("a.45.webp", 45, 30)]);
    }

    #[test]
    fn a_picture_that_cannot_be_decoded_stays_as_it_is() {
        let whole = halves(90, 60);
        for damaged in [&whole[..40], b"\xFF\xD8\xFF", b"RIFF\x04\0\0\0WEBPVP8 "] {
            let made = copies(damaged, &[(30, "a.30.webp".to_owned())]);
            assert_eq!(made, [Artifact { path: "a.30.webp".to_owned(), bytes: damaged.to_vec() }]);
        }
    }
}
