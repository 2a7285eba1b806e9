//! Whole sites, built by the program itself and held to what they promise. A test writes the few files that a person would
//! write and looks at what comes out; it never looks inside the program.

mod addresses;
mod checked;
mod cleaned;
mod days;
mod duplicates;
mod edits;
mod excerpts;
mod indexing;
mod laws;
mod lists;
mod mechanical;
mod merged;
mod neglected;
mod pictures;
mod planted;
mod related;
mod remembered;
mod rendered;
mod reused;
mod same_bytes;
mod search_page;
mod series;
mod served;
mod since;
mod sitemaps;
mod stopped;
mod stored;
mod submission;
mod triaged;
mod weight;
