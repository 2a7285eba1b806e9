//! A few numbers that are looked for among very many.

/// Numbers in ascending order.
#[derive(Debug, Clone)]
pub(super) struct Few {
    numbers: Vec<u32>,
    /// A bit for each way the highest bits can be, set where one of them has those: that tells most others apart without a search.
    highest: Vec<u64>,
}

impl Few {
    /// Takes the numbers in ascending order, each once.
    pub(super) fn new(numbers: Vec<u32>) -> Few {
        let mut highest = vec![0; 1 << (16 - 6)];
        for number in &numbers {
            highest.get_mut((number >> 22) as usize).into_iter().for_each(|bits| *bits |= 1 << (number >> 16 & 63));
        }
        Few { numbers, highest }
    }

    /// Which of them a number is.
    pub(super) fn find(&self, number: u32) -> Option<usize> {
        let may_be = self.highest.get((number >> 22) as usize).is_some_and(|bits| bits >> (number >> 16 & 63) & 1 == 1);
        if may_be { self.numbers.binary_search(&number).ok() } else { None }
    }

    /// True where a number is one of them.
    pub(super) fn has(&self, number: u32) -> bool {
        self.find(number).is_some()
    }

    /// For each of them, the rows that have it, ascending, a row as often as it has it.
    pub(super) fn rows_with<'a>(self, rows: impl Iterator<Item = &'a [u32]>) -> Vec<(u32, Vec<u32>)> {
        let mut found: Vec<Vec<u32>> = vec![Vec::new(); self.numbers.len()];
        if !self.numbers.is_empty() {
            for (n, row) in (0u32..).zip(rows) {
                let at = row.iter().filter_map(|number| self.find(*number));
                at.for_each(|at| found.get_mut(at).into_iter().for_each(|rows| rows.push(n)));
            }
        }
        self.numbers.into_iter().zip(found).collect()
    }
}
