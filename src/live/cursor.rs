//! What stands before a place in a text, and which piece of it a completion replaces. It looks at the words alone, since a text that is being
//! written is seldom whole.

use crate::text::Span;

/// A piece of text that may be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor<'t> {
    pub(crate) at: At<'t>,
    /// What was typed of it.
    pub(crate) typed: &'t str,
    /// The place of what was typed.
    pub(crate) span: Span,
}

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At<'t> {
    /// The start of a line of front matter.
    Key,
    /// The value of a key of front matter, or of one in a mapping below it.
    Value(&'t str),
    /// The target of a link.
    Link,
    /// The anchor of a link to this file.
    Anchor(&'t str),
    /// A row of a register, behind `lender:`.
    Row(&'t str),
    /// An article of a law, behind `law:id#`.
    LawArticle(&'t str),
    /// A title, behind `《`.
    Title,
    /// The number of an article, behind the title of a law and `第`.
    Number(&'t str),
    /// A key in a block of that name, with the kind that the block gives.
    BlockKey(&'t str, Option<&'t str>),
    /// The value of a key in such a block.
    BlockValue(&'t str, Option<&'t str>, &'t str),
    /// A fact behind `{`.
    Fact,
    /// The kind of an alert.
    Alert,
}

/// The piece of text before an offset; `None` in prose and code.
pub(crate) fn cursor(text: &str, offset: usize) -> Option<Cursor<'_>> {
    let before = text.get(..offset)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(line_start..)?;
    let piece = |at, typed: &'_ str| Cursor {
        at,
        typed: text.get(offset - typed.len()..offset).unwrap_or(""),
        span: Span::new(offset - typed.len()..offset),
    };
    if is_front_matter(before) {
        return in_front_matter(text, line_start, line).map(|(at, typed)| piece(at, typed));
    }
    match block(before.get(..line_start)?) {
        Some((kind, body)) => {
            if !matches!(kind, "calculator" | "snippet" | "rates" | "deadlines" | "table") {
                return None;
            }
            let given = values(body).find(|(key, _)| *key == "kind").map(|(_, value)| value);
            match line.split_once(':') {
                None => Some(piece(At::BlockKey(kind, given), line.trim_start())),
                Some((key, value)) => Some(piece(At::BlockValue(kind, given, key.trim()), value.trim_start())),
            }
        }
        None => in_prose(line).map(|(at, typed)| piece(at, typed)),
    }
}

/// True while the line that closes the front matter has not come.
fn is_front_matter(before: &str) -> bool {
    let mut lines = before.split('\n');
    lines.next().is_some_and(|line| line.trim_end() == "---")
        && before.contains('\n')
        && !lines.rev().skip(1).any(|line| line.trim_end() == "---")
}

fn in_front_matter<'t>(text: &'t str, line_start: usize, line: &'t str) -> Option<(At<'t>, &'t str)> {
    let is_inner = line.starts_with([' ', '-', '\t']);
    let Some((head, rest)) = line.split_once(':').filter(|(head, _)| !head.contains(['[', '{', '"'])) else {
        if !is_inner {
            return Some((At::Key, line));
        }
        let key = outer_key(text.get(..line_start)?)?;
        return Some((At::Value(key), line.trim_start_matches([' ', '\t', '-'])));
    };
    let key = head.trim_start_matches([' ', '\t', '-']).trim_end();
    // In a flow sequence or mapping the last piece counts.
    let typed = rest.rsplit(['[', ',', '{']).next().unwrap_or(rest).trim_start();
    match typed.split_once(':') {
        Some((inner, value)) if rest.contains('{') => Some((At::Value(inner.trim()), value.trim_start())),
        _ => Some((At::Value(key), typed.trim_start_matches(['"', '\'']))),
    }
}

/// The key at the start of a line to which the lines below belong.
fn outer_key(before: &str) -> Option<&str> {
    let outer = before.lines().rev().find(|line| !line.starts_with([' ', '-', '\t', '#']) && !line.trim().is_empty())?;
    Some(outer.split_once(':')?.0)
}

/// The fenced block that the text ends in: the first word behind its fence, and what it has so far.
fn block(before: &str) -> Option<(&str, &str)> {
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    for line in before.split_inclusive('\n') {
        at += line.len();
        let trimmed = line.trim();
        let fence = trimmed.get(..trimmed.len() - trimmed.trim_start_matches(['`', '~']).len()).unwrap_or("");
        match open {
            None if fence.len() >= 3 => open = Some((fence, trimmed.get(fence.len()..).unwrap_or("").trim(), at)),
            Some((begun, ..)) if trimmed == fence && fence.starts_with(begun) => open = None,
            _ => {}
        }
    }
    let (_, info, start) = open?;
    Some((info.split(' ').next().unwrap_or(""), before.get(start..)?))
}

/// The keys of a block with their values.
pub(crate) fn values(body: &str) -> impl Iterator<Item = (&str, &str)> {
    body.lines().filter_map(|line| line.split_once(':')).map(|(key, value)| (key.trim(), value.trim()))
}

fn in_prose(line: &str) -> Option<(At<'_>, &str)> {
    if let Some(typed) = line.strip_prefix("> [!") {
        return (!typed.contains(']')).then_some((At::Alert, typed));
    }
    if let Some(typed) = after(line, "](", &[')', '\n']) {
        return Some(in_link(typed));
    }
    if let Some(typed) = after(line, "《", &['》', '。', '，']) {
        return Some((At::Title, typed));
    }
    if let Some(typed) = after(line, "》第", &['条', '。', '，', '、']) {
        let before = line.get(..line.len() - typed.len() - "》第".len())?;
        return Some((At::Number(before.rsplit_once('《')?.1), typed));
    }
    after(line, "{", &['}', ' ', '#']).map(|typed| (At::Fact, typed))
}

fn in_link(typed: &str) -> (At<'_>, &str) {
    if let Some((scheme, rest)) =
        typed.split_once(':').filter(|(scheme, _)| matches!(*scheme, "lender" | "topic" | "calculator" | "law"))
    {
        return match rest.split_once('#').filter(|_| scheme == "law") {
            Some((law, number)) => (At::LawArticle(law), number),
            None => (At::Row(scheme), rest),
        };
    }
    match typed.split_once('#') {
        Some((file, anchor)) => (At::Anchor(file), anchor),
        None => (At::Link, typed),
    }
}

/// What follows the last of such openings, unless something closes it.
fn after<'t>(line: &'t str, opening: &str, closings: &[char]) -> Option<&'t str> {
    let (_, typed) = line.rsplit_once(opening)?;
    (!typed.contains(closings)).then_some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands at the `|` of a text.
    fn read(marked: &str) -> Option<(String, String)> {
        let (before, after) = marked.split_once('|').unwrap();
        let text = format!("{before}{after}");
        let found = cursor(&text, before.len())?;
        assert_eq!(found.span.of(&text), found.typed, "{marked}");
        Some((format!("{:?}", found.at), found.typed.to_owned()))
    }

    fn is(marked: &str, at: &str, typed: &str) {
        assert_eq!(read(marked), Some((at.to_owned(), typed.to_owned())), "{marked}");
    }

    #[test]
    fn keys_and_values_of_front_matter() {
        is("---\nti|", "Key", "ti");
        is("---\ntitle: 甲\n|\n---\n", "Key", "");
        is("---\nlender: 招|", "Value(\"lender\")", "招");
        is("---\ntopics: [逾期, 利|]\n---\n", "Value(\"topics\")", "利");
        is("---\ntopics:\n  - 逾期\n  - 利|\n---\n", "Value(\"topics\")", "利");
        is("---\nallow: [{code: SG|}]\n---\n", "Value(\"code\")", "SG");
        is("---\nallow:\n  - code: SG|\n---\n", "Value(\"code\")", "SG");
        is("---\r\ndate: |\r\n---\r\n", "Value(\"date\")", "");
        assert_eq!(read("---\ntitle: 甲\n---\n正|文"), None);
        assert_eq!(read("正|文"), None);
    }

    #[test]
    fn links_laws_and_facts_of_prose() {
        let body = |text: &str| format!("---\ntitle: 甲\n---\n\n{text}");
        is(&body("看[乙](b|)"), "Link", "b");
        is(&body("看[乙](b.md#tw|)"), "Anchor(\"b.md\")", "tw");
        is(&body("看[乙](#|"), "Anchor(\"\")", "");
        is(&body("[机构](lender:qing|"), "Row(\"lender\")", "qing");
        is(&body("[法](law:civil-code#6|"), "LawArticle(\"civil-code\")", "6");
        is(&body("依照《民|"), "Title", "民");
        is(&body("《民法典》第六百|"), "Number(\"民法典\")", "六百");
        is(&body("电话{lender.ho|"), "Fact", "lender.ho");
        is(&body("> [!NO|"), "Alert", "NO");
        for quiet in ["《民法典》|", "看[乙](b.md)|", "《民法典》第六百七十六条|", "{lender.hotline}|", "文|", "## 题 {#id|}"]
        {
            assert_eq!(read(&body(quiet)), None, "{quiet}");
        }
    }

    #[test]
    fn blocks_know_their_kind() {
        let body = |text: &str| format!("---\ntitle: 甲\n---\n\n{text}");
        is(&body("```calculator\nki|"), "BlockKey(\"calculator\", None)", "ki");
        is(&body("```calculator\nkind: bill\n|"), "BlockKey(\"calculator\", Some(\"bill\"))", "");
        is(&body("```calculator\nkind: pen|"), "BlockValue(\"calculator\", None, \"kind\")", "pen");
        is(&body("```calculator\nkind: bill\nmode: i|\n```\n"), "BlockValue(\"calculator\", Some(\"bill\"), \"mode\")", "i");
        for quiet in ["```rust\nfn |", "```calculator\nkind: bill\n```\n文|", "`a` 文|"] {
            assert_eq!(read(&body(quiet)), None, "{quiet}");
        }
    }
}
