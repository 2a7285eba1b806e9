//! Progress that nobody looks at.

use sitegen::pipeline::{Progress, Step};

pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step, _: usize) {}
    fn tick(&self) {}
}
