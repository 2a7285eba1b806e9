//! How far the work is, for whoever shows it. It decides nothing.

/// A step of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading texts.
    Read,
    /// Analyzing articles.
    Analyze,
    /// Resolving links.
    Link,
    /// Finding what is near to what.
    Relate,
    /// Rendering pages.
    Render,
}

/// Told how far the work is.
pub trait Progress: Sync {
    /// A step begins that has so many parts.
    fn begin(&self, step: Step, parts: usize);
    /// A part of the step is done.
    fn tick(&self);
}
