//! QR codes as SVG. Size and colour belong to the stylesheet.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// The largest version: a denser code no longer scans from paper. It holds 271 bytes.
const LARGEST: u8 = 10;

/// The code of a URL as an `<svg>` with a quiet zone of four modules; empty if the URL has more than 271 bytes.
pub(super) fn svg(url: &str) -> String {
    let Some(code) = encode(url) else { return String::new() };
    let mut out = String::with_capacity(4096);
    let size = code.size();
    let view = size + 8;
    out.push_str(&format!(r#"<svg class="qr" viewBox="-4 -4 {view} {view}" aria-hidden="true"><path d="M.5 0"#));
    let columns = format!("v{size}h1v-{size}h1");
    (0..size / 2).for_each(|_| out.push_str(&columns));
    out.push_str(&format!(r#"v{size}" stroke-dasharray=""#));
    push_dashes(&code, &mut out);
    out.push_str(r#""/></svg>"#);
    out
}

/// The smallest version, with as much correction as it has room for: at least medium correction would make the code a fifth larger. The
/// mask is fixed because scoring all eight is what costs, and a scanner does not need the best one.
fn encode(url: &str) -> Option<QrCode> {
    let bytes = [QrSegment::make_bytes(url.as_bytes())];
    QrCode::encode_segments_advanced(&bytes, QrCodeEcc::Low, Version::MIN, Version::new(LARGEST), Some(Mask::new(0)), true).ok()
}

/// Lengths of the dark and light runs along one line that goes down the first column, up the second and so on; its turns of one module
/// are light. The first run is dark, as every code begins. Of the forms tried this one gives the smallest page after gzip: it takes
/// one number for each run, and a path of moves and lines takes three. `itoa` writes the numbers, about 500: with `write!` a clean build takes a tenth more
/// processor time (10,000 articles of bench `stages`).
fn push_dashes(code: &QrCode, out: &mut String) {
    let size = code.size();
    let (mut is_dark, mut run) = (true, 0);
    for x in 0..size {
        for step in 0..=size {
            let y = if x % 2 == 0 { step } else { size - 1 - step };
            // Modules outside of the code are light.
            if code.get_module(x, y) != is_dark {
                out.push_str(itoa::Buffer::new().format(run));
                out.push(' ');
                (is_dark, run) = (!is_dark, 0);
            }
            run += 1;
        }
    }
    out.push_str(itoa::Buffer::new().format(run));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_too_long_to_scan_has_no_code() {
        assert!(!svg(&"a".repeat(271)).is_empty());
        assert_eq!(svg(&"a".repeat(272)), "");
    }

    /// The modules that the dashes of an SVG cover; a row is a text of `#` and `.`.
    fn painted(svg: &str, size: usize) -> Vec<String> {
        let attribute = |name: &str| svg.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        let mut dashes = attribute("stroke-dasharray").split(' ').enumerate().flat_map(|(number, run)| {
            let module = if number % 2 == 0 { '#' } else { '.' };
            std::iter::repeat_n(module, run.parse().unwrap())
        });
        let mut rows = vec![vec!['.'; size]; size];
        let (mut x, mut y) = (0_i32, 0_i32);
        for line in attribute("d").strip_prefix("M.5 0").unwrap().replace('v', " v").replace('h', " h").split_whitespace() {
            let (direction, length) = line.split_at(1);
            let length: i32 = length.parse().unwrap();
            for _ in 0..length.abs() {
                let module = dashes.next().unwrap();
                if direction == "h" {
                    assert_eq!(module, '.', "a turn of {svg}");
                    x += 1;
                } else {
                    let row = if length > 0 { y } else { y - 1 };
                    rows[usize::try_from(row).unwrap()][usize::try_from(x).unwrap()] = module;
                    y += length.signum();
                }
            }
        }
        rows.into_iter().map(|row| row.into_iter().collect()).collect()
    }

    #[test]
    fn the_dashes_paint_the_modules() {
        for length in 1..=271 {
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
        let start = r#"<svg class="qr" viewBox="-4 -4 37 37" aria-hidden="true"><path d="M.5 0v29h1v-29h1v29"#;
        assert!(svg.starts_with(start) && svg.ends_with("\"/></svg>"), "{svg}");
        assert!(svg.len() < 1250, "{}", svg.len());
    }
}
