//! The identifier at the end of a heading: `## 诉讼费 {#court-fee}`.

use pulldown_cmark::{CowStr, Event, Tag};

use super::emphasis::Placed;

/// Moves `{#id}` from the end of a heading's text to its tag. Styles and properties after the identifier (`.red`, `width=50`) become
/// its classes; any other word is a part of the identifier, and a fault in it. Other braces are text: they may be a fact. `events` start with the heading, without its end.
pub(super) fn take_id<'s>(events: &mut Vec<Placed<'s>>, text: &'s str) {
    let Some((content, attributes)) = attributes(events, text) else { return };
    let Some(written) = attributes.trim().strip_prefix('#') else { return };
    let (first, styles) = written.split_once([' ', '\t']).unwrap_or((written, ""));
    let are_styles = styles.split_ascii_whitespace().all(|word| word.starts_with('.') || word.contains('='));
    let (id, styles) = if are_styles { (first, styles) } else { (written, "") };
    let is_divided = |(event, range): &Placed<'s>| {
        let crosses = range.start < content && content < range.end;
        crosses && !matches!(event, Event::Text(_) | Event::Start(Tag::Heading { .. }))
    };
    if events.iter().any(is_divided) {
        return;
    }
    events.retain(|(event, range)| range.start < content || matches!(event, Event::Start(Tag::Heading { .. })));
    if let Some((Event::Text(last), range)) = events.last_mut()
        && range.end >= content
    {
        range.end = range.start + text.get(range.start..content).unwrap_or("").trim_end().len();
        *last = CowStr::Borrowed(text.get(range.clone()).unwrap_or(""));
    }
    events.retain(|(event, range)| !(matches!(event, Event::Text(_)) && range.is_empty()));
    if let Some((Event::Start(Tag::Heading { id: place, classes, .. }), _)) = events.first_mut() {
        *place = Some(CowStr::Borrowed(id));
        classes.extend(styles.split_ascii_whitespace().map(CowStr::Borrowed));
    }
}

/// The place of the braces that a heading ends with, and their content; nothing if they are escaped or code.
fn attributes<'s>(events: &[Placed<'s>], text: &'s str) -> Option<(usize, &'s str)> {
    let (Event::Text(_), last) = events.last().filter(|_| events.len() > 1)? else { return None };
    let start = events.get(1)?.1.start;
    let content = text.get(start..last.end)?.trim_end().strip_suffix('}')?;
    let (before, inside) = content.rsplit_once('{')?;
    let place = start + before.len();
    // The text of an event begins behind the backslash that escapes it.
    let backslashes = text.get(..place)?.bytes().rev().take_while(|b| *b == b'\\').count();
    let is_plain = !inside.contains(['}', '<', '>', '\\', '\n', '\r']) && backslashes.is_multiple_of(2);
    is_plain.then_some((place, inside))
}
