//! Scales pixels down: a new pixel is the mean of the area that it covers.

/// Pixels of 8 bits a channel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: usize,
    pub(super) height: usize,
    /// 3 for RGB, 4 with alpha.
    pub(super) channels: usize,
    pub(super) bytes: Vec<u8>,
}

impl Pixels {
    /// Pixels of one channel (grey), two (grey and alpha), three or four; `None` if there are not as many as there should be.
    pub(super) fn new(width: usize, height: usize, channels: usize, bytes: Vec<u8>) -> Option<Pixels> {
        if width == 0 || height == 0 || bytes.len() != width.checked_mul(height)?.checked_mul(channels)? {
            return None;
        }
        match channels {
            1 => Some(Pixels { width, height, channels: 3, bytes: bytes.iter().flat_map(|grey| [*grey; 3]).collect() }),
            2 => {
                let bytes = bytes.as_chunks().0.iter().flat_map(|[grey, alpha]| [*grey, *grey, *grey, *alpha]).collect();
                Some(Pixels { width, height, channels: 4, bytes })
            }
            3 => Some(Pixels { width, height, channels, bytes }),
            4 if bytes.as_chunks::<4>().0.iter().all(|[_, _, _, alpha]| *alpha == u8::MAX) => {
                let bytes = bytes.as_chunks().0.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
                Some(Pixels { width, height, channels: 3, bytes })
            }
            4 => Some(Pixels { width, height, channels, bytes }),
            _ => None,
        }
    }
}

/// Bits of the weights of the pixels that a new one covers. Two products of them and a value of 8 bits fit in 32 bits.
const BITS: u32 = 12;
const ONE: u32 = 1 << BITS;

/// Old pixels along one axis that a new one covers, with the share of each.
struct Cover {
    first: usize,
    shares: Vec<u32>,
}

/// What each of `to` new pixels covers of `from` old ones.
fn covers(from: usize, to: usize) -> Vec<Cover> {
    let cover = |i: usize| {
        let (start, end) = (i * from, (i + 1) * from);
        let (first, last) = (start / to, (end - 1) / to);
        let share = |old: usize| (((old + 1) * to).min(end) - (old * to).max(start)) * ONE as usize / from;
        let mut shares: Vec<u32> = (first..=last).map(|old| u32::try_from(share(old)).unwrap_or(ONE)).collect();
        let missing = ONE.saturating_sub(shares.iter().sum());
        let middle = shares.len() / 2;
        if let Some(share) = shares.get_mut(middle) {
            *share += missing;
        }
        Cover { first, shares }
    };
    (0..to).map(cover).collect()
}

/// A picture in another width, which must not be greater.
pub(super) fn scaled(pixels: &Pixels, width: usize) -> Pixels {
    let width = width.clamp(1, pixels.width);
    if width == pixels.width {
        return pixels.clone();
    }
    let height = ((pixels.height * width + pixels.width / 2) / pixels.width).max(1);
    let bytes = match pixels.channels {
        3 => means::<3>(&pixels.bytes, (pixels.width, pixels.height), (width, height)),
        _ => divided(&means::<4>(&multiplied(&pixels.bytes), (pixels.width, pixels.height), (width, height))),
    };
    Pixels { width, height, channels: pixels.channels, bytes }
}

fn means<const CHANNELS: usize>(bytes: &[u8], from: (usize, usize), to: (usize, usize)) -> Vec<u8> {
    let (across, down) = (covers(from.0, to.0), covers(from.1, to.1));
    let mut out = Vec::with_capacity(to.0 * to.1 * CHANNELS);
    let mut sums = vec![0_u32; from.0 * CHANNELS];
    for Cover { first, shares } in &down {
        sums.fill(0);
        for (row, share) in bytes.chunks_exact(from.0 * CHANNELS).skip(*first).zip(shares) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += u32::from(*value) * share);
        }
        let cells = sums.as_chunks::<CHANNELS>().0;
        for Cover { first, shares } in &across {
            let mut means = [0_u32; CHANNELS];
            for (cell, share) in cells.get(*first..).unwrap_or_default().iter().zip(shares) {
                means.iter_mut().zip(cell).for_each(|(mean, sum)| *mean += sum * share);
            }
            out.extend(means.map(rounded));
        }
    }
    out
}

fn rounded(mean: u32) -> u8 {
    u8::try_from(mean.saturating_add(ONE * ONE / 2) >> (2 * BITS)).unwrap_or(u8::MAX)
}

/// Colours multiplied by their alpha, so that transparent pixels do not count.
fn multiplied(bytes: &[u8]) -> Vec<u8> {
    let product = |value: u8, alpha: u8| u8::try_from((u32::from(value) * u32::from(alpha) + 127) / 255).unwrap_or(u8::MAX);
    let pixel =
        |[red, green, blue, alpha]: &[u8; 4]| [product(*red, *alpha), product(*green, *alpha), product(*blue, *alpha), *alpha];
    bytes.as_chunks().0.iter().flat_map(pixel).collect()
}

/// The reverse of [`multiplied`].
fn divided(bytes: &[u8]) -> Vec<u8> {
    let quotient = |value: u8, alpha: u8| {
        let alpha = u32::from(alpha).max(1);
        u8::try_from((u32::from(value) * 255 + alpha / 2) / alpha).unwrap_or(u8::MAX)
    };
    let pixel =
        |[red, green, blue, alpha]: &[u8; 4]| [quotient(*red, *alpha), quotient(*green, *alpha), quotient(*blue, *alpha), *alpha];
    bytes.as_chunks().0.iter().flat_map(pixel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: usize, bytes: &[u8]) -> Pixels {
        Pixels::new(width, bytes.len() / width, 1, bytes.to_vec()).unwrap()
    }

    #[test]
    fn a_pixel_is_the_mean_of_what_it_covers() {
        assert_eq!(scaled(&grey(4, &[0, 100, 50, 250, 20, 80, 50, 250]), 2), grey(2, &[50, 150]));
        // The middle pixel counts half on either side.
        assert_eq!(scaled(&grey(3, &[0, 90, 210]), 2), grey(2, &[30, 170]));
        assert_eq!(scaled(&grey(2, &[7, 9]), 2), grey(2, &[7, 9]));
        assert_eq!(scaled(&grey(6, &[255; 36]), 1), grey(1, &[255]));
    }

    #[test]
    fn transparent_pixels_have_no_colour() {
        let white_and_nothing = Pixels::new(2, 1, 4, vec![255, 255, 255, 255, 0, 0, 0, 0]).unwrap();
        assert_eq!(scaled(&white_and_nothing, 1).bytes, [255, 255, 255, 128]);
    }

    #[test]
    fn channels_become_three_or_four() {
        assert_eq!(Pixels::new(1, 1, 2, vec![7, 9]).unwrap().bytes, [7, 7, 7, 9]);
        assert_eq!(Pixels::new(1, 1, 4, vec![1, 2, 3, 255]).unwrap().bytes, [1, 2, 3]);
        assert_eq!(Pixels::new(2, 1, 3, vec![1, 2, 3]), None);
        assert_eq!(Pixels::new(0, 1, 3, Vec::new()), None);
    }
}
