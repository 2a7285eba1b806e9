//! The identifier at the end of a heading: `## 诉讼费 {#court-fee}`.

use pulldown_cmark::{CowStr, Event, Tag};

use super::emphasis::Placed;

/// Moves `{#id}` from the end of a heading's text to its tag. Words after the identifier, such as `.class`, become its classes.
/// Other braces are text: they may be a fact. `events` start with the heading, without its end.
pub(super) fn take_id<'s>(events: &mut Vec<Placed<'s>>, text: &'s str) {
    let Some((content, attributes)) = attributes(events, text) else { return };
    let mut words = attributes.split_ascii_whitespace();
    let Some(id) = words.next().and_then(|word| word.strip_prefix('#')) else { return };
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
        classes.extend(words.map(CowStr::Borrowed));
    }
}

/// The place of the braces that a heading ends with, and their content; nothing if they are escaped or code.
fn attributes<'s>(events: &[Placed<'s>], text: &'s str) -> Option<(usize, &'s str)> {
    let (Event::Text(_), last) = events.last().filter(|_| events.len() > 1)? else { return None };
    let start = events.get(1)?.1.start;
    let content = text.get(start..last.end)?.trim_end().strip_suffix('}')?;
    let (before, inside) = content.rsplit_once('{')?;
    let is_plain = !inside.contains(['}', '<', '>', '\\', '\n', '\r']) && !before.ends_with('\\');
    is_plain.then_some((start + before.len(), inside))
}
