//! How far the work is, for whoever shows it. It decides nothing.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Read,
    Analyze,
    Link,
    Duplicates,
    Relate,
    Render,
    /// Records of a source are converted.
    Import,
}

/// Told how far the work is.
pub trait Progress: Sync {
    fn begin(&self, step: Step, parts: usize);
    fn tick(&self);
}
