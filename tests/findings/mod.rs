//! Findings as their users meet them: the program itself is run on small sites, and what it says, where, how it ends and what
//! it leaves on the disk is compared exactly. How a finding is computed is no concern of these tests.

mod baseline;
mod cleanup;
mod codes;
mod commands;
mod ending;
mod faults;
mod fix;
mod hostile;
mod privacy;
mod properties;
mod remedies;
mod report;
mod review;
mod schema;
mod selection;
mod subset;
mod watch;
