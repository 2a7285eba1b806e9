//! Marks that CommonMark would not read because of the characters at their rims.
//!
//! A delimiter between a letter outside and punctuation inside is text. The punctuation goes outside, with its partner at the other
//! rim: `依**《民法典》**第` becomes `依《**民法典**》第`.

use super::super::document::Inline;
use super::tidy::{is_closing, is_opening, partner};

/// The most characters that go outside at both rims of a mark. One with more of them stays as it is.
const MOST: usize = 64;

/// The content with punctuation outside of the marks that it would make text.
pub(super) fn flank(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    let mut rest = content.into_iter().peekable();
    while let Some(inline) = rest.next() {
        let (before, after) = (out.last().and_then(last), rest.peek().and_then(first));
        match inline {
            Inline::Strong(content) => mark(content, (before, after), Inline::Strong, &mut out),
            Inline::Emphasis(content) => mark(content, (before, after), Inline::Emphasis, &mut out),
            Inline::Strikethrough(content) => mark(content, (before, after), Inline::Strikethrough, &mut out),
            Inline::Tag(tag, content) => out.push(Inline::Tag(tag, flank(content))),
            Inline::Link { target, content } => out.push(Inline::Link { target, content: flank(content) }),
            other => push(other, &mut out),
        }
    }
    out
}

fn mark(
    content: Vec<Inline>,
    (before, after): (Option<char>, Option<char>),
    make: impl FnOnce(Vec<Inline>) -> Inline,
    out: &mut Vec<Inline>,
) {
    let mut content = flank(content);
    let (mut outer_before, mut outer_after) = (before, after);
    let (mut leading, mut trailing) = (String::new(), String::new());
    for _ in 0..MOST {
        if is_letter(outer_before)
            && let Some(c) = cut(&mut content, true, is_mark)
        {
            leading.push(c);
            outer_before = Some(c);
            if let Some(close) = partner(c)
                && let Some(c) = cut(&mut content, false, |c| c == close)
            {
                trailing.insert(0, c);
                outer_after = Some(c);
            }
        } else if is_letter(outer_after)
            && let Some(c) = cut(&mut content, false, is_mark)
        {
            trailing.insert(0, c);
            outer_after = Some(c);
            if is_closing(c)
                && let Some(c) = cut(&mut content, true, |open| partner(open) == Some(c))
            {
                leading.push(c);
                outer_before = Some(c);
            }
        } else {
            break;
        }
    }
    push(Inline::Text(leading), out);
    if !content.is_empty() {
        out.push(make(content));
    }
    push(Inline::Text(trailing), out);
}

fn push(inline: Inline, out: &mut Vec<Inline>) {
    match (out.last_mut(), inline) {
        (_, Inline::Text(text)) if text.is_empty() => {}
        (Some(Inline::Text(text)), Inline::Text(more)) => text.push_str(&more),
        (_, inline) => out.push(inline),
    }
}

/// Cuts the character at one rim off if it is such a one.
fn cut(content: &mut Vec<Inline>, at_start: bool, is_such: impl Fn(char) -> bool) -> Option<char> {
    let at = if at_start { 0 } else { content.len().checked_sub(1)? };
    let Some(Inline::Text(text)) = content.get_mut(at) else { return None };
    let c = if at_start { text.chars().next()? } else { text.chars().next_back()? };
    if !is_such(c) {
        return None;
    }
    if at_start {
        text.remove(0);
    } else {
        text.pop();
    }
    if text.is_empty() {
        content.remove(at);
    }
    Some(c)
}

/// True for what CommonMark treats as punctuation.
fn is_mark(c: char) -> bool {
    is_opening(c) || !(c.is_alphanumeric() || c.is_whitespace())
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_whitespace() && !is_mark(c))
}

/// The first character of the source of an inline.
fn first(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Break => None,
        _ => Some('*'),
    }
}

fn last(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next_back(),
        Inline::Break => None,
        _ => Some('*'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flanked(before: &str, strong: &str, after: &str) -> String {
        let text = |t: &str| Inline::Text(t.to_owned());
        let content = vec![text(before), Inline::Strong(vec![text(strong)]), text(after)];
        let shown = flank(content).into_iter().map(|inline| match inline {
            Inline::Strong(content) => format!("[{}]", content.iter().map(shown).collect::<String>()),
            other => shown(&other),
        });
        shown.collect()
    }

    fn shown(inline: &Inline) -> String {
        if let Inline::Text(text) = inline { text.clone() } else { String::new() }
    }

    #[test]
    fn punctuation_between_letters_goes_outside_with_its_partner() {
        assert_eq!(flanked("依", "《民法典》", "第"), "依《[民法典]》第");
        assert_eq!(flanked("依", "《民法典》", "。"), "依《[民法典]》。");
        assert_eq!(flanked("，", "《民法典》", "。"), "，[《民法典》]。");
        assert_eq!(flanked("不超过", "24%", "的"), "不超过[24]%的");
        assert_eq!(flanked("应当", "（一）催告", "，"), "应当（[一）催告]，");
        assert_eq!(flanked("甲", "%", "乙"), "甲%乙");
    }
}
