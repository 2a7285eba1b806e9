//! Numbers that look random and are the same for the same seed, on every machine and for ever (SplitMix64).

#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A sequence of its own for a seed, a subject and its version.
    pub fn new(seed: u64, subject: u32, version: u32) -> Random {
        let mut random = Random(seed ^ u64::from(subject) << 32 ^ u64::from(version) << 7);
        random.next();
        Random(random.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// From 0 up to but not including `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list.
    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}
