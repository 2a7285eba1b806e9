//! QR codes as SVG. Size and colour belong to the stylesheet.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// The largest version: a denser code no longer scans from paper. It holds 213 bytes.
const LARGEST: u8 = 10;

/// The code of a URL as an `<svg>` with a quiet zone of four modules; empty if the URL has more than 213 bytes.
pub(super) fn svg(url: &str) -> String {
    let Some(code) = encode(url) else { return String::new() };
    let mut out = String::with_capacity(4096);
    let size = code.size() + 8;
    out.push_str(&format!(r#"<svg class="qr" viewBox="-4 -4 {size} {size}" role="img" aria-label="本页二维码"><path d="M0 .5"#));
    push_path(&code, &mut out);
    out.push_str(r#""/></svg>"#);
    out
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
        assert!(!svg(&"a".repeat(213)).is_empty());
        assert_eq!(svg(&"a".repeat(214)), "");
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
            assert_eq!(painted(&svg(&url), expected.len()), expected, "{url}");
        }
    }

    #[test]
    fn a_code_has_its_frame_and_stays_small() {
        let svg = svg("https://www.example.com/hf/177626.html");
        let start = r#"<svg class="qr" viewBox="-4 -4 37 37" role="img" aria-label="本页二维码"><path d="M0 .5m0 0h7m"#;
        assert!(svg.starts_with(start) && svg.ends_with("\"/></svg>"), "{svg}");
        assert!(svg.len() < 2200, "{}", svg.len());
    }
}
