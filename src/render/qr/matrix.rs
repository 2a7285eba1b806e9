//! Codewords → modules of a QR code (ISO/IEC 18004), versions 1 to 10, level M, always mask 0: trying all eight masks is
//! what costs, and a scanner does not need the best one.

use super::encode::{Layout, codewords};

/// The modules of a code. A row is a word whose bit `x` is set where the module is dark; version 10 has 57 columns.
pub(super) struct Matrix {
    dark: Vec<u64>,
    /// Modules that hold no data.
    fixed: Vec<u64>,
}

/// Format information of level M and mask 0, with its own error correction and mask.
const FORMAT: u32 = 0x5412;

impl Matrix {
    /// The code of a text; nothing where version 10 cannot hold it.
    pub(super) fn of(bytes: &[u8]) -> Option<Matrix> {
        let layout = Layout::for_length(bytes.len())?;
        let size = 4 * layout.version as usize + 17;
        let mut matrix = Matrix { dark: vec![0; size], fixed: vec![0; size] };
        matrix.patterns(layout.version);
        matrix.place(&codewords(bytes, layout));
        Some(matrix)
    }

    /// Modules on a side.
    pub(super) fn size(&self) -> usize {
        self.dark.len()
    }

    /// Rows from top to bottom.
    pub(super) fn rows(&self) -> &[u64] {
        &self.dark
    }

    fn set(&mut self, x: usize, y: usize, dark: bool) {
        if let (Some(row), Some(fixed)) = (self.dark.get_mut(y), self.fixed.get_mut(y)) {
            *fixed |= 1 << x;
            *row = *row & !(1 << x) | (u64::from(dark) << x);
        }
    }

    /// Everything that is not data: timing, finders, alignment, format and version.
    fn patterns(&mut self, version: u32) {
        let size = self.size();
        for i in 0..size {
            self.set(6, i, i % 2 == 0);
            self.set(i, 6, i % 2 == 0);
        }
        self.square(3, 3, 4);
        self.square(size - 4, 3, 4);
        self.square(3, size - 4, 4);
        let centres = alignment(version);
        for (i, x) in centres.iter().enumerate() {
            for (j, y) in centres.iter().enumerate() {
                let last = centres.len() - 1;
                if ![(0, 0), (0, last), (last, 0)].contains(&(i, j)) {
                    self.square(*x, *y, 2);
                }
            }
        }
        self.format();
        self.version(version);
    }

    /// A finder (radius 4, its light border counted) or an alignment pattern (radius 2) around a centre. What lies outside
    /// the code is cut off.
    fn square(&mut self, x: usize, y: usize, radius: usize) {
        let size = self.size();
        for row in y.saturating_sub(radius)..=(y + radius).min(size - 1) {
            for column in x.saturating_sub(radius)..=(x + radius).min(size - 1) {
                let ring = column.abs_diff(x).max(row.abs_diff(y));
                let light = if radius == 4 { ring == 2 || ring == 4 } else { ring == 1 };
                self.set(column, row, !light);
            }
        }
    }

    /// Format information, twice, and the module that is always dark.
    fn format(&mut self) {
        let size = self.size();
        for i in 0..15 {
            let dark = FORMAT >> i & 1 == 1;
            match i {
                0..=5 => self.set(8, i, dark),
                6 | 7 => self.set(8, i + 1, dark),
                8 => self.set(7, 8, dark),
                _ => self.set(14 - i, 8, dark),
            }
            if i < 8 { self.set(size - 1 - i, 8, dark) } else { self.set(8, size - 15 + i, dark) }
        }
        self.set(8, size - 8, true);
    }

    /// Version information, twice; smaller codes have none.
    fn version(&mut self, version: u32) {
        if version < 7 {
            return;
        }
        let remainder = (0..12).fold(version, |r, _| (r << 1) ^ ((r >> 11) * 0x1f25));
        let bits = version << 12 | remainder;
        for i in 0..18 {
            let (a, b) = (self.size() - 11 + i % 3, i / 3);
            self.set(a, b, bits >> i & 1 == 1);
            self.set(b, a, bits >> i & 1 == 1);
        }
    }

    /// The codewords, masked: two columns at a time from the right, up and down in turn, past the timing column.
    fn place(&mut self, codewords: &[u8]) {
        let size = self.size();
        let mut bits = codewords.iter().flat_map(|byte| (0..8).rev().map(move |i| byte >> i & 1 == 1));
        let mut upwards = true;
        for right in (8..size).rev().step_by(2).chain([5, 3, 1]) {
            for i in 0..size {
                let y = if upwards { size - 1 - i } else { i };
                for x in [right, right - 1] {
                    let (Some(row), Some(fixed)) = (self.dark.get_mut(y), self.fixed.get(y)) else { continue };
                    if fixed >> x & 1 == 0 {
                        let dark = bits.next().unwrap_or(false) ^ ((x + y) % 2 == 0);
                        *row |= u64::from(dark) << x;
                    }
                }
            }
            upwards = !upwards;
        }
    }
}

/// Coordinates of the alignment patterns.
fn alignment(version: u32) -> &'static [usize] {
    match version {
        2 => &[6, 18],
        3 => &[6, 22],
        4 => &[6, 26],
        5 => &[6, 30],
        6 => &[6, 34],
        7 => &[6, 22, 38],
        8 => &[6, 24, 42],
        9 => &[6, 26, 46],
        10 => &[6, 28, 50],
        _ => &[],
    }
}
