//! Headers of each format, as small as they can be, and whatever a file may hold in their place.

use std::sync::Arc;

use super::*;

/// A number with the most significant byte first.
fn big(n: u32) -> [u8; 4] {
    n.to_be_bytes()
}

/// A TIFF directory with these tags, each with this value in its first two bytes.
fn tiff(tags: &[(u16, u16)]) -> Vec<u8> {
    let mut out = b"II\x2A\0\x08\0\0\0".to_vec();
    out.extend(u16::try_from(tags.len()).unwrap().to_le_bytes());
    for (tag, value) in tags {
        out.extend(tag.to_le_bytes());
        out.extend([3, 0, 1, 0, 0, 0]);
        out.extend(u32::from(*value).to_le_bytes());
    }
    out
}

fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    let ihdr = [&big(640)[..], &big(360), &[8, 6, 0, 0, 0]].concat();
    for (kind, data) in [(b"IHDR", ihdr.as_slice())].iter().chain(chunks) {
        out.extend([&big(u32::try_from(data.len()).unwrap())[..], *kind, data, &[0; 4]].concat());
    }
    out
}

fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    let frame: &[u8] = &[8, 1, 104, 2, 128, 3];
    for (mark, data) in segments.iter().chain(&[(0xC2, frame), (0xDA, &[][..])]) {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        out.extend([&[0xFF, *mark][..], &length, data].concat());
    }
    out
}

fn gif(extension: &[u8]) -> Vec<u8> {
    let screen: &[u8] = &[128, 2, 104, 1, 0x80, 0, 0];
    let table: &[u8] = &[0; 6];
    let image: &[u8] = &[0x2C, 0, 0, 0, 0, 128, 2, 104, 1, 0, 2, 1, 0, 0];
    [b"GIF89a", screen, table, image, extension, b"\x3B"].concat()
}

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    for (kind, data) in chunks {
        out.extend([&kind[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data].concat());
        out.extend(std::iter::repeat_n(0, data.len() % 2));
    }
    out
}

fn boxed(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&big(u32::try_from(data.len() + 8).unwrap())[..], kind, data].concat()
}

fn avif(properties: &[Vec<u8>], items: &[u8]) -> Vec<u8> {
    let ipco = boxed(b"ipco", &properties.concat());
    let meta = [&[0; 4][..], &boxed(b"iinf", items), &boxed(b"iprp", &ipco)].concat();
    [boxed(b"ftyp", b"avif\0\0\0\0avifmif1"), boxed(b"meta", &meta), boxed(b"mdat", &[0; 9])].concat()
}

fn ispe(width: u32, height: u32) -> Vec<u8> {
    boxed(b"ispe", &[&[0; 4][..], &big(width), &big(height)].concat())
}

const EXTENDED: &[u8] = &[0x0C, 0, 0, 0, 127, 2, 0, 103, 1, 0];

/// A name, bytes, the size found, and what should not be published.
type Sample = (&'static str, Vec<u8>, Option<(u32, u32)>, Option<&'static str>);

/// Every format with and without something besides the picture.
fn samples() -> Vec<Sample> {
    let (camera, place, turned) = (tiff(&[(0x010F, 1)]), tiff(&[(0x8825, 1)]), tiff(&[(0x0112, 6)]));
    let app1 = |tiff: &[u8]| [b"Exif\0\0", tiff].concat();
    let full = Some((640, 360));
    let (gps, exif, xmp) = (
        Some("the place where it was taken (GPS)"),
        Some("what the camera noted (EXIF)"),
        Some("what an editing program noted (XMP)"),
    );
    let svg = |root: &str| {
        format!("<?xml version=\"1.0\"?>\n<!-- <svg> -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"{root}>").into_bytes()
    };
    vec![
        ("a.png", png(&[(b"IDAT", b"pixels"), (b"IEND", b"")]), full, None),
        ("a.png", png(&[(b"eXIf", &place)]), full, gps),
        ("a.png", png(&[(b"IDAT", b"pixels"), (b"tEXt", b"Raw profile type exif\0...")]), full, exif),
        ("a.png", png(&[(b"iTXt", b"XML:com.adobe.xmp\0...")]), full, xmp),
        ("a.png", png(&[(b"tEXt", b"Comment\0drawn by hand")]), full, None),
        ("a.jpg", jpeg(&[(0xE0, b"JFIF\0")]), full, None),
        ("a.jpg", jpeg(&[(0xE1, &app1(&camera))]), full, exif),
        ("a.jpg", jpeg(&[(0xE1, &app1(&place)), (0xE1, b"http://ns.adobe.com/xap/1.0/\0...")]), full, gps),
        ("a.jpg", jpeg(&[(0xE1, &app1(&turned))]), Some((360, 640)), exif),
        ("a.jpg", jpeg(&[(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0")]), full, Some("an agency's notes (IPTC)")),
        ("a.gif", gif(b""), full, None),
        ("a.gif", gif(b"\x21\xFF\x0BXMP DataXMP\x01x\x00"), full, xmp),
        ("a.webp", webp(&[(b"VP8 ", &[0, 0, 0, 0x9D, 1, 0x2A, 128, 2, 104, 1])]), full, None),
        ("a.webp", webp(&[(b"VP8L", &[0x2F, 0x7F, 0xC2, 0x59, 0])]), full, None),
        ("a.webp", webp(&[(b"VP8X", EXTENDED), (b"VP8 ", &[0; 11]), (b"EXIF", &place)]), full, gps),
        ("a.webp", webp(&[(b"VP8X", EXTENDED), (b"XMP ", b"...")]), full, xmp),
        ("a.avif", avif(&[ispe(64, 64), ispe(640, 360)], b""), full, None),
        ("a.avif", avif(&[ispe(360, 640), boxed(b"irot", &[3])], b""), full, None),
        ("a.avif", avif(&[ispe(640, 360)], b"infe....Exif"), full, exif),
        ("a.svg", svg(" width=\"640\" height='359.2px'"), full, None),
        ("a.svg", svg(" width=\"100%\" viewBox=\"0 0 640 360\""), full, None),
        ("a.svg", svg(" width=\"640\""), None, None),
        ("a.png", b"<!doctype html><p>404".to_vec(), None, None),
        ("a.png", b"\x89PNG\r\n\x1A\n".to_vec(), None, None),
        ("a.jpg", vec![0xFF, 0xD8, 0xFF, 0xD9], None, None),
        ("a.jpg", Vec::new(), None, None),
    ]
}

#[test]
fn sizes_and_what_should_not_be_published() {
    for (n, (name, bytes, size, what)) in samples().into_iter().enumerate() {
        let (file, findings) = picture(&Arc::from(name), &bytes);
        assert_eq!(file.picture.unwrap().size, size, "{n} {name}");
        let wanted: Vec<PictureFault> = match (size, what) {
            (None, _) => vec![PictureFault::PictureUnknown {}],
            (_, None) => vec![],
            (_, Some(what)) => {
                let header = header(&bytes).unwrap();
                let (what_zh, _) = header.private().unwrap();
                vec![PictureFault::PictureMetadata { what_zh: what_zh.to_owned(), what: what.to_owned() }]
            }
        };
        assert_eq!(
            findings.into_iter().map(|f| f.fault).collect::<Vec<_>>(),
            wanted.into_iter().map(Into::into).collect::<Vec<_>>(),
            "{n} {name}"
        );
    }
}

#[test]
fn whatever_the_bytes_there_is_an_answer() {
    for (name, bytes, _, _) in samples() {
        for cut in 0..bytes.len() {
            picture(&Arc::from(name), &bytes[..cut]);
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 0x3C, 0x7F, 0x80, 0xFE, 0xFF] {
                let mut spoiled = bytes.clone();
                spoiled[at] = value;
                picture(&Arc::from(name), &spoiled);
                spoiled.truncate(at + 1);
                spoiled.extend([value; 40]);
                picture(&Arc::from(name), &spoiled);
            }
        }
    }
}

#[test]
fn heavy_and_long_pictures_are_named() {
    let mut heavy = png(&[]);
    heavy[16..20].copy_from_slice(&big(5000));
    heavy.resize(400 * 1024, 0);
    let faults: Vec<_> = picture(&Arc::from("a.png"), &heavy).1.into_iter().map(|f| f.fault).collect();
    let long = PictureFault::PictureLong { width: 5000, height: 360, limit: 4000 };
    assert_eq!(faults, [long.into(), PictureFault::PictureHeavy { size: 400, limit: 300 }.into()]);
    let drawing = b"<svg width=\"9000\" height=\"9000\">".to_vec();
    assert_eq!(picture(&Arc::from("a.svg"), &drawing).1, []);
}

#[test]
fn endings_say_what_is_a_picture() {
    assert!(["a.PNG", "b/c.jpeg", "图.webp"].into_iter().all(is_picture));
    assert!(!["a.pdf", "png", "a.png.txt", "favicon.ico"].into_iter().any(is_picture));
}
