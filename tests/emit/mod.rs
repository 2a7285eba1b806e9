//! What a build does to the disk, from the smallest sets of files. Every sentence of the contract on output is held here;
//! what a page contains is no concern of these tests.

mod dying;
mod files;
mod folders;
#[cfg(unix)]
mod links;
mod property;
mod site;
