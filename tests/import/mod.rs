//! `sitegen import`: whole imports of invented material, held to what must come out of them.

mod addresses;
mod command;
mod decisions;
mod dirty;
mod fixture;
mod given;
mod guides;
mod private;
mod stopped;
mod told;
mod twice;
