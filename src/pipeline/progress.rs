//! How far the work is, for whoever shows it. It decides nothing.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Read,
    Analyze,
    Link,
    /// Finding what is near to what.
    Relate,
    Render,
}

/// Told how far the work is.
pub trait Progress: Sync {
    /// A step begins that has so many parts.
    fn begin(&self, step: Step, parts: usize);
    /// A part of the step is done.
    fn tick(&self);
}
