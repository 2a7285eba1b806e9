//! The picture of a shared link: the title of an article and the name of the firm, 1,200 by 630 pixels, drawn with the font of the
//! settings. A PNG of sixteen shades.

use ab_glyph::{Font, FontRef, OutlinedGlyph, PxScale, point};

use crate::view::CARD_SIZE;

/// Width and height in pixels.
const WIDTH: i64 = CARD_SIZE.0 as i64;
const HEIGHT: i64 = CARD_SIZE.1 as i64;
/// Space at the sides, and between the top and the title.
const MARGIN: i64 = 84;
/// Where the line under the title stands, and where the name of the firm.
const RULE: i64 = 504;
const FIRM: i64 = 572;
/// Sizes of the title in pixels with the most lines of each. A title that is too long for the smallest one is cut off.
const SIZES: [(i64, usize); 3] = [(84, 3), (68, 4), (56, 5)];
const SMALLEST: (i64, usize) = (44, 7);
const FIRM_SIZE: i64 = 36;
/// Background and ink, as red, green and blue.
const PAPER: [u8; 3] = [0x17, 0x52, 0x7a];
const INK: [u8; 3] = [0xff, 0xff, 0xff];
/// The strongest of the shades between background and ink.
const FULL: u8 = 15;
/// The shade of the line.
const FAINT: u8 = 7;
/// Marks behind which a line may break early.
const PAUSES: &str = "，。、；：？！,;:?!";
/// Marks that do not begin a line.
const CLOSING: &str = "，。、；：？！）》」』”’…—,.;:?!)%";

/// True for the bytes of a font file that cards can be drawn with.
pub(crate) fn is_font(bytes: &[u8]) -> bool {
    font(bytes).is_some()
}

fn font(bytes: &[u8]) -> Option<FontRef<'_>> {
    FontRef::try_from_slice_and_index(bytes, 0).ok()
}

/// The card as a PNG file; `None` if the font cannot be read.
pub(crate) fn card(font_file: &[u8], title: &str, firm: &str) -> Option<Vec<u8>> {
    let font = font(font_file)?;
    let mut canvas = Canvas { shades: vec![0; (WIDTH * HEIGHT) as usize] };
    let of_size = |size| lines(&font, title, size, WIDTH - 2 * MARGIN);
    let fitting = SIZES.into_iter().map(|(size, most)| (size, most, of_size(size))).find(|(_, most, lines)| lines.len() <= *most);
    let (size, most, lines) = fitting.unwrap_or_else(|| (SMALLEST.0, SMALLEST.1, of_size(SMALLEST.0)));
    for (line, n) in lines.iter().take(most).zip(1..) {
        canvas.text(&font, line, size, MARGIN, MARGIN / 2 + n * size * 13 / 10);
    }
    canvas.rule();
    canvas.text(&font, firm, FIRM_SIZE, MARGIN, FIRM);
    canvas.png()
}

/// Lines of at most so many pixels. A Latin word or number stays whole, and no mark begins a line.
fn lines(font: &FontRef<'_>, text: &str, size: i64, width: i64) -> Vec<String> {
    let measured = |piece: String| {
        let length = piece.chars().map(|c| advance(font, c, size)).sum();
        (piece, length)
    };
    let lines = broken(pieces(text).into_iter().map(measured), width);
    lines.into_iter().filter(|line| !line.trim().is_empty()).collect()
}

/// Lines of pieces with their lengths. A line breaks behind a mark in its second half, if there is one.
fn broken(pieces: impl Iterator<Item = (String, i64)>, width: i64) -> Vec<String> {
    let length = |pieces: &[(String, i64)]| pieces.iter().map(|(_, length)| length).sum::<i64>();
    let text = |pieces: &[(String, i64)]| pieces.iter().map(|(piece, _)| piece.as_str()).collect::<String>();
    let (mut lines, mut line): (Vec<String>, Vec<(String, i64)>) = Default::default();
    for piece in pieces {
        if !line.is_empty() && length(&line) + piece.1 > width {
            let mark = line.iter().rposition(|(piece, _)| piece.ends_with(|c| PAUSES.contains(c))).map(|at| at + 1);
            let is_far = |cut: &usize| length(line.get(..*cut).unwrap_or_default()) * 2 >= width;
            let cut = mark.filter(is_far).unwrap_or(line.len());
            let next = line.split_off(cut);
            lines.push(text(&line));
            line = next;
        }
        line.push(piece);
    }
    lines.push(text(&line));
    lines
}

/// What is not divided: a character with the marks behind it, or a word.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let is_word = |c: char| c.is_ascii_alphanumeric();
    for c in text.chars().filter(|c| !c.is_control()) {
        let joins = |last: &String| CLOSING.contains(c) || (is_word(c) && last.ends_with(is_word));
        match pieces.last_mut().filter(|last| joins(last)) {
            Some(last) => last.push(c),
            None => pieces.push(c.to_string()),
        }
    }
    pieces
}

/// The width of a character in whole pixels.
fn advance(font: &FontRef<'_>, c: char, size: i64) -> i64 {
    let units = font.units_per_em().map_or(1_000, |units| units as i64).max(1);
    font.h_advance_unscaled(font.glyph_id(c)) as i64 * size / units
}

/// Shades from 0 to [`FULL`], row by row.
struct Canvas {
    shades: Vec<u8>,
}

impl Canvas {
    fn text(&mut self, font: &FontRef<'_>, text: &str, size: i64, left: i64, baseline: i64) {
        let units = font.units_per_em().map_or(1_000, |units| units as i64).max(1);
        // The library counts the height of a line, not of the em square.
        let scale = PxScale::from((font.height_unscaled() as i64 * size / units) as f32);
        let mut x = left;
        for c in text.chars().filter(|c| !c.is_control()) {
            let glyph = font.glyph_id(c).with_scale_and_position(scale, point(x as f32, baseline as f32));
            if let Some(outline) = font.outline_glyph(glyph) {
                self.glyph(&outline);
            }
            x += advance(font, c, size);
        }
    }

    fn glyph(&mut self, outline: &OutlinedGlyph) {
        let bounds = outline.px_bounds();
        let (left, top) = (bounds.min.x as i64, bounds.min.y as i64);
        outline.draw(|x, y, coverage| self.paint(left + i64::from(x), top + i64::from(y), shade(coverage)));
    }

    fn rule(&mut self) {
        (MARGIN..WIDTH - MARGIN).for_each(|x| (RULE..RULE + 2).for_each(|y| self.paint(x, y, FAINT)));
    }

    fn paint(&mut self, x: i64, y: i64, shade: u8) {
        let is_within = (0..WIDTH).contains(&x) && (0..HEIGHT).contains(&y);
        let place = is_within.then(|| usize::try_from(y * WIDTH + x).ok()).flatten();
        if let Some(old) = place.and_then(|place| self.shades.get_mut(place)) {
            *old = shade.max(*old);
        }
    }

    fn png(&self) -> Option<Vec<u8>> {
        let mix = |shade: u8| {
            let part = move |(paper, ink): (u8, u8)| {
                let (paper, ink, shade, full) = (u16::from(paper), u16::from(ink), u16::from(shade), u16::from(FULL));
                u8::try_from((paper * (full - shade) + ink * shade) / full).unwrap_or(u8::MAX)
            };
            PAPER.into_iter().zip(INK).map(part)
        };
        let palette: Vec<u8> = (0..=FULL).flat_map(mix).collect();
        let packed: Vec<u8> = self.shades.as_chunks::<2>().0.iter().map(|[first, second]| first << 4 | second).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, CARD_SIZE.0, CARD_SIZE.1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette);
        encoder.write_header().ok()?.write_image_data(&packed).ok()?;
        Some(bytes)
    }
}

#[expect(clippy::float_arithmetic, reason = "the rasterizer gives floats; a product rounds alike on all machines")]
fn shade(coverage: f32) -> u8 {
    (coverage.clamp(0.0, 1.0) * f32::from(FULL)).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks_are_not_divided() {
        assert_eq!(pieces("用LPR算，24%内？"), ["用", "LPR", "算，", "24%", "内？"]);
    }

    #[test]
    fn a_line_breaks_behind_a_mark_of_its_second_half() {
        let measured = |piece: String| (piece.clone(), i64::try_from(piece.chars().count()).unwrap());
        let broken = |text: &str| broken(pieces(text).into_iter().map(measured), 6);
        assert_eq!(broken("甲乙丙丁，戊己庚辛壬癸"), ["甲乙丙丁，", "戊己庚辛壬癸"]);
        assert_eq!(broken("甲，乙丙丁戊己"), ["甲，乙丙丁戊", "己"]);
        assert_eq!(broken("甲乙丙丁戊LPR"), ["甲乙丙丁戊", "LPR"]);
    }

    #[test]
    fn other_bytes_are_no_font() {
        assert!(!is_font(b"") && !is_font(b"\0\x01\0\0") && !is_font(b"OTTO"));
        assert_eq!(card(b"", "题目", "律所"), None);
    }
}
