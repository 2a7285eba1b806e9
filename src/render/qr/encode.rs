//! Bytes → codewords of a QR code at error correction level M (ISO/IEC 18004, byte mode), with Reed–Solomon blocks
//! interleaved. Versions 1 to 10 only: what a URL of a page needs.

/// How the codewords of one version are laid out at level M.
pub(super) struct Layout {
    /// Version: 1 to 10.
    pub(super) version: u32,
    /// Error correction codewords in each block.
    correction: usize,
    /// Data codewords in each block of the first group; a block of the second has one more.
    data: usize,
    /// Blocks of the first group.
    first: usize,
    /// Blocks of the second group.
    second: usize,
}

const fn layout(version: u32, correction: usize, data: usize, first: usize, second: usize) -> Layout {
    Layout { version, correction, data, first, second }
}

static LAYOUTS: [Layout; 10] = [
    layout(1, 10, 16, 1, 0),
    layout(2, 16, 28, 1, 0),
    layout(3, 26, 44, 1, 0),
    layout(4, 18, 32, 2, 0),
    layout(5, 24, 43, 2, 0),
    layout(6, 16, 27, 4, 0),
    layout(7, 18, 31, 4, 0),
    layout(8, 22, 38, 2, 2),
    layout(9, 22, 36, 3, 2),
    layout(10, 26, 43, 4, 1),
];

impl Layout {
    /// The smallest version that holds so many bytes.
    pub(super) fn for_length(length: usize) -> Option<&'static Layout> {
        LAYOUTS.iter().find(|layout| 4 + layout.count_bits() + 8 * length <= 8 * layout.data_codewords())
    }

    /// Bits of the length that goes before the bytes.
    fn count_bits(&self) -> usize {
        if self.version < 10 { 8 } else { 16 }
    }

    fn data_codewords(&self) -> usize {
        self.data * (self.first + self.second) + self.second
    }
}

/// The codewords in the order in which they are placed: data of all blocks interleaved, then their correction.
pub(super) fn codewords(bytes: &[u8], layout: &Layout) -> Vec<u8> {
    let data = data_codewords(bytes, layout);
    let generator = generator(layout.correction);
    let (short, long) = data.split_at(data.len().min(layout.data * layout.first));
    let blocks: Vec<&[u8]> = short.chunks(layout.data).chain(long.chunks(layout.data + 1)).collect();
    let corrections: Vec<Vec<u8>> = blocks.iter().map(|block| remainder(block, &generator)).collect();
    let mut out = Vec::with_capacity(data.len() + blocks.len() * layout.correction);
    for i in 0..=layout.data {
        out.extend(blocks.iter().filter_map(|block| block.get(i)));
    }
    for i in 0..layout.correction {
        out.extend(corrections.iter().filter_map(|correction| correction.get(i)));
    }
    out
}

/// Mode, length, bytes, terminator and padding.
fn data_codewords(bytes: &[u8], layout: &Layout) -> Vec<u8> {
    const BYTE_MODE: u8 = 0b0100;
    let capacity = layout.data_codewords();
    let mut out = Vec::with_capacity(capacity);
    // The mode's four bits put every byte across two codewords: `high` is the half that waits for its lower one.
    let mut high = BYTE_MODE;
    let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes();
    let length = if layout.version < 10 { length.get(1..) } else { length.get(..) }.unwrap_or(&[]);
    for byte in length.iter().chain(bytes) {
        out.push(high << 4 | byte >> 4);
        high = byte & 0x0f;
    }
    out.push(high << 4);
    out.extend([0xec, 0x11].iter().cycle().take(capacity.saturating_sub(out.len())));
    out
}

/// The generator polynomial of a degree, highest power first, without its leading 1.
fn generator(degree: usize) -> Vec<u8> {
    let mut polynomial = vec![0; degree];
    if let Some(last) = polynomial.last_mut() {
        *last = 1;
    }
    let mut root = 1;
    for _ in 0..degree {
        // Multiplied by (x − root), in place: each coefficient takes up the one of the next lower power.
        let mut lower = 0;
        for coefficient in polynomial.iter_mut().rev() {
            let product = multiply(*coefficient, root);
            let shifted = lower;
            lower = *coefficient;
            *coefficient = product ^ shifted;
        }
        root = multiply(root, 2);
    }
    polynomial
}

/// The error correction of a block: the remainder of its division by the generator.
fn remainder(block: &[u8], generator: &[u8]) -> Vec<u8> {
    let mut out = vec![0; generator.len()];
    for byte in block {
        let factor = byte ^ out.first().copied().unwrap_or(0);
        out.rotate_left(1);
        if let Some(last) = out.last_mut() {
            *last = 0;
        }
        for (coefficient, term) in out.iter_mut().zip(generator) {
            *coefficient ^= multiply(*term, factor);
        }
    }
    out
}

/// Product in the field of 256 elements with the polynomial 0x11d.
fn multiply(a: u8, b: u8) -> u8 {
    let log = |n: u8| u16::from(LOG.get(usize::from(n)).copied().unwrap_or(0));
    if a == 0 || b == 0 { 0 } else { EXP.get(usize::from((log(a) + log(b)) % 255)).copied().unwrap_or(0) }
}

static EXP: [u8; 256] = TABLES.0;
static LOG: [u8; 256] = TABLES.1;

/// Powers of 2 and their inverse.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of range")]
const TABLES: ([u8; 256], [u8; 256]) = {
    let (mut exp, mut log) = ([0; 256], [0; 256]);
    let (mut i, mut x) = (0_u8, 1_u8);
    while i < 255 {
        exp[i as usize] = x;
        log[x as usize] = i;
        x = if x & 0x80 == 0 { x << 1 } else { x << 1 ^ 0x1d };
        i += 1;
    }
    (exp, log)
};
