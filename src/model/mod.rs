//! Sources → Library: settings, registers, front matter and the facts of article bodies.

pub mod facts;
