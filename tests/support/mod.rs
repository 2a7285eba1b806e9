//! What the tests of whole sites share: folders to build in, a library to fill them, a checker for what comes out.

#![allow(dead_code, reason = "each test binary uses its part")]

pub mod checker;
pub mod library;
pub mod neglected;
pub mod property;
pub mod silent;
pub mod site;

pub(crate) use library::random;
