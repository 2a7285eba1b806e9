//! QR codes as SVG. Never decides what stands in them, and never scales: size and colour are the stylesheet's.

mod encode;
mod matrix;

use std::fmt::Write;

use matrix::Matrix;

/// The code of a URL as an `<svg>` with a quiet zone of four modules: one stroke a run of dark modules. Empty where the
/// URL has more than 213 bytes, since so dense a code no longer scans from paper.
pub(super) fn svg(url: &str) -> String {
    let Some(matrix) = Matrix::of(url.as_bytes()) else { return String::new() };
    let size = matrix.size() + 8;
    let mut out = String::with_capacity(4096);
    let open = write!(out, r#"<svg class="qr" viewBox="-4 -4 {size} {size}" role="img" aria-label="本页二维码"><path d=""#);
    open.unwrap_or_default();
    path(&matrix, &mut out);
    out.push_str(r#""/></svg>"#);
    out
}

/// One relative move and one horizontal line for each run of dark modules, row by row.
fn path(matrix: &Matrix, out: &mut String) {
    let (mut x, mut y) = (0_i32, 0_i32);
    out.push_str("M0 .5");
    for (row_y, row) in (0_i32..).zip(matrix.rows()) {
        let mut row = *row;
        let mut row_x = 0_i32;
        while row != 0 {
            let gap = row.trailing_zeros();
            let run = (row >> gap).trailing_ones();
            let start = row_x + gap.cast_signed();
            out.push('m');
            number(start - x, out);
            out.push(' ');
            number(row_y - y, out);
            out.push('h');
            number(run.cast_signed(), out);
            (x, y) = (start + run.cast_signed(), row_y);
            row_x = x;
            row = row.checked_shr(gap + run).unwrap_or(0);
        }
    }
}

/// Writes a number of at most two digits, as all here are. A code has hundreds of them and every article has a code: the
/// general way costs three times as much.
fn number(number: i32, out: &mut String) {
    let digit = |n: u32| char::from_digit(n % 10, 10).unwrap_or('0');
    if number < 0 {
        out.push('-');
    }
    if number.unsigned_abs() > 9 {
        out.push(digit(number.unsigned_abs() / 10));
    }
    out.push(digit(number.unsigned_abs()));
}

#[cfg(test)]
mod tests {
    use fast_qr::qr::QRBuilder;
    use fast_qr::{ECL, Mask, Mode};

    use super::*;

    /// Another maker's code of the same text, with the same level, mode and mask; a row is a text of `#` and `.`.
    fn expected(url: &str) -> Vec<String> {
        let code = QRBuilder::new(url).ecl(ECL::M).mode(Mode::Byte).mask(Mask::Checkerboard).build().unwrap();
        (0..code.size).map(|y| (0..code.size).map(|x| if code[y][x].value() { '#' } else { '.' }).collect()).collect()
    }

    fn drawn(url: &str) -> Vec<String> {
        let matrix = Matrix::of(url.as_bytes()).unwrap();
        let row = |row: &u64| (0..matrix.size()).map(|x| if row >> x & 1 == 1 { '#' } else { '.' }).collect();
        matrix.rows().iter().map(row).collect()
    }

    #[test]
    fn modules_are_those_of_another_maker_for_every_length() {
        for length in 0..=213 {
            let url: String = "https://www.example.com/articles/逾期-"
                .chars()
                .cycle()
                .scan(0, |bytes, c| {
                    *bytes += c.len_utf8();
                    (*bytes <= length).then_some(c)
                })
                .collect();
            assert_eq!(drawn(&url), expected(&url), "{url}");
        }
    }

    #[test]
    fn a_url_too_long_to_scan_has_no_code() {
        assert!(Matrix::of(&[b'a'; 213]).is_some());
        assert_eq!(svg(&"a".repeat(214)), "");
    }

    /// Fills the modules that the path of an SVG covers.
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
        let url = "https://www.example.com/hf/177626.html";
        let svg = svg(url);
        assert!(
            svg.starts_with(r#"<svg class="qr" viewBox="-4 -4 37 37" role="img" aria-label="本页二维码"><path d="M0 .5m0 0h7m"#),
            "{svg}"
        );
        assert!(svg.ends_with("\"/></svg>"));
        assert_eq!(painted(&svg, 29), expected(url));
        assert!(svg.len() < 2200, "{}", svg.len());
    }
}
