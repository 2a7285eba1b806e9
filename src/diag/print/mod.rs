//! Printers of a report: human, short, json and github.
