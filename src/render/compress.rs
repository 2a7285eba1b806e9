//! Texts in the encodings in which a host may send them.
//!
//! The levels are those after which 500 article pages of 20 KB hardly shrink further for the time that they take: gzip 6
//! (33.2 % of the size in 0.4 ms; higher levels reach the same) and Brotli 7 (28.7 % in 0.9 ms; level 11 reaches 26.8 % in
//! 22 ms). Both compressors are plain Rust without code for single processors. Brotli estimates
//! costs with floating point, so equal bytes are tested on one machine only.

use crate::render::Artifact;
use crate::text::encoding::{self, Encoding};
use crate::text::media;

/// Smaller files travel in one packet as they are.
const MIN_BYTES: usize = 1_024;
const GZIP_LEVEL: u8 = 6;
const BROTLI_LEVEL: i32 = 7;
/// Binary logarithm of the window. Few pages are larger, and a larger window costs time for each of them.
const BROTLI_WINDOW: i32 = 18;

/// The encodings of a file, each as a file beside it; none of one that would not shrink. The files for a host are none of its pages.
pub(crate) fn encodings(file: &Artifact, wanted: &[Encoding]) -> Vec<Artifact> {
    if !shrinks(file) {
        return Vec::new();
    }
    let encoded = wanted.iter().filter_map(|encoding| {
        let bytes = encode(*encoding, &file.bytes)?;
        (bytes.len() < file.bytes.len()).then(|| Artifact { path: format!("{}{}", file.path, encoding.ending()), bytes })
    });
    encoded.collect()
}

/// True for a file of which encodings are made.
pub(crate) fn shrinks(file: &Artifact) -> bool {
    file.bytes.len() >= MIN_BYTES && media::is_text(&file.path) && encoding::plain(&file.path).is_none()
}

fn encode(encoding: Encoding, bytes: &[u8]) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Gzip => Some(gzip(bytes)),
        Encoding::Brotli => brotli(bytes),
    }
}

/// A gzip file (RFC 1952) without name and time.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, GZIP_LEVEL));
    out.extend(crc32fast::hash(bytes).to_le_bytes());
    // By the format the length counts modulo 2^32.
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_LEVEL,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    // Neither reading nor writing memory fails.
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> Artifact {
        let bytes = "债务人可以要求债权人说明利息的计算方法。\n".repeat(200).into_bytes();
        Artifact { path: "articles/a.html".to_owned(), bytes }
    }

    #[test]
    fn encodings_hold_the_file() {
        let file = text();
        let [gz, br] = encodings(&file, &Encoding::ALL).try_into().unwrap();
        assert_eq!((gz.path.as_str(), br.path.as_str()), ("articles/a.html.gz", "articles/a.html.br"));
        let deflated = &gz.bytes[10..gz.bytes.len() - 8];
        assert_eq!(miniz_oxide::inflate::decompress_to_vec(deflated).unwrap(), file.bytes);
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &*br.bytes, &mut plain).unwrap();
        assert_eq!(plain, file.bytes);
        assert!(gz.bytes.len() < 1000 && br.bytes.len() < 1000);
    }

    #[test]
    fn small_files_and_pictures_have_none() {
        for (path, bytes) in [("a.html", vec![b'a'; 1023]), ("a.png", vec![b'a'; 5000]), ("_redirects", vec![b'a'; 5000])] {
            assert_eq!(encodings(&Artifact { path: path.to_owned(), bytes }, &Encoding::ALL), []);
        }
        let large = Artifact { path: "a.html".to_owned(), bytes: vec![b'a'; 1024] };
        assert_eq!(encodings(&large, &[Encoding::Brotli]).len(), 1);
    }
}
