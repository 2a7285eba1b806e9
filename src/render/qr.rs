//! QR codes as SVG files. A phone never loads one: the image is lazy, and the stylesheet shows it on wide screens and on paper only.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

use super::{Artifact, escape};
use crate::view::QrFile;

/// The largest version: a denser code no longer scans from paper. It holds 213 bytes.
const LARGEST: u8 = 10;

/// The file of the code of a URL; none if the URL has more than 213 bytes.
pub(super) fn file(at: &QrFile, url: &str) -> Option<Artifact> {
    Some(Artifact { path: at.output.clone(), bytes: svg(url)?.into_bytes() })
}

/// The image in a page.
pub(super) fn image(of: &QrFile) -> String {
    let mut out = String::from(r#"<img class="qr" loading="lazy" alt="本页二维码" src=""#);
    escape::attribute(&of.url, &mut out);
    out.push_str("\">");
    out
}

/// The code of a URL with a quiet zone of four modules.
fn svg(url: &str) -> Option<String> {
    let code = encode(url)?;
    let mut out = String::with_capacity(4096);
    let size = code.size() + 8;
    out.push_str(&format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {size} {size}" shape-rendering="crispEdges">"#
    ));
    out.push_str(r##"<path stroke="#000" d="M0 .5"##);
    push_path(&code, &mut out);
    out.push_str("\"/></svg>\n");
    Some(out)
}

/// The mask is fixed because scoring all eight is what costs, and a scanner does not need the best one.
fn encode(url: &str) -> Option<QrCode> {
    let bytes = [QrSegment::make_bytes(url.as_bytes())];
    QrCode::encode_segments_advanced(&bytes, QrCodeEcc::Medium, Version::MIN, Version::new(LARGEST), Some(Mask::new(0)), false).ok()
}

/// One relative move and one horizontal line for each run of dark modules, row by row. `itoa` writes the about 900 numbers of a code:
/// with `write!` a clean build takes a tenth more processor time (10,000 articles of bench `stages`).
fn push_path(code: &QrCode, out: &mut String) {
    let mut push = |mark: char, number: i32| {
        out.push(mark);
        out.push_str(itoa::Buffer::new().format(number));
    };
    let (mut pen_x, mut pen_y) = (0, 0);
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                push('m', x - pen_x);
                push(' ', y - pen_y);
                push('h', run);
                (pen_x, pen_y) = (x + run, y);
            }
            x += run + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_too_long_to_scan_has_no_code() {
        assert!(svg(&"a".repeat(213)).is_some());
        assert_eq!(svg(&"a".repeat(214)), None);
    }

    /// The modules that the path of an SVG covers; a row is a text of `#` and `.`.
    fn painted(svg: &str, size: usize) -> Vec<String> {
        let path = svg.split("d=\"M0 .5").nth(1).unwrap().split('"').next().unwrap();
        let mut rows = vec![vec!['.'; size]; size];
        let (mut x, mut y) = (0_i32, 0_i32);
        for step in path.split('m').skip(1) {
            let (to, run) = step.split_once('h').unwrap();
            let (dx, dy) = to.split_once(' ').unwrap();
            x += dx.parse::<i32>().unwrap();
            y += dy.parse::<i32>().unwrap();
            for _ in 0..run.parse::<usize>().unwrap() {
                rows[usize::try_from(y).unwrap()][usize::try_from(x).unwrap()] = '#';
                x += 1;
            }
        }
        rows.into_iter().map(|row| row.into_iter().collect()).collect()
    }

    #[test]
    fn the_path_paints_the_modules() {
        for length in 1..=213 {
            let url = "https://www.example.com/hf/177626.html".chars().cycle().take(length).collect::<String>();
            let code = encode(&url).unwrap();
            let row = |y| (0..code.size()).map(|x| if code.get_module(x, y) { '#' } else { '.' }).collect::<String>();
            let expected: Vec<String> = (0..code.size()).map(row).collect();
            assert_eq!(painted(&svg(&url).unwrap(), expected.len()), expected, "{url}");
        }
    }

    #[test]
    fn a_code_has_its_frame_and_stays_small() {
        let svg = svg("https://www.example.com/hf/177626.html").unwrap();
        let start = concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 37 37" shape-rendering="crispEdges">"#,
            r##"<path stroke="#000" d="M0 .5m0 0h7m"##
        );
        assert!(svg.starts_with(start) && svg.ends_with("\"/></svg>\n"), "{svg}");
        assert!(svg.len() < 2200, "{}", svg.len());
    }
}
