//! The beginnings of the sections of an article, which search results quote.

use crate::model::facts::{Kind, Plain};
use crate::text::han;

/// Characters of one beginning, and of all.
const EACH: usize = 36;
const ALL: usize = 200;

/// The first words below each heading, a line each, as long as there is room.
pub(super) fn openings(plain: &Plain) -> Box<str> {
    let (mut lines, mut room, mut follows_heading) = (String::new(), ALL, false);
    for (range, kind) in plain.pieces() {
        if kind != Kind::Prose || !follows_heading {
            follows_heading |= kind == Kind::Heading;
            continue;
        }
        follows_heading = false;
        let words = plain.text().get(range.start..).and_then(|text| text.lines().next()).unwrap_or("");
        let opening = han::opening(words, EACH);
        let count = opening.chars().count();
        if count > room {
            break;
        }
        room -= count;
        lines.push_str(opening);
        lines.push('\n');
    }
    lines.into()
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::model::{Registers, text_file};
    use crate::text::Source;

    fn of(body: &str) -> Box<str> {
        let source = Source::new("a.md", format!("---\ntitle: 甲\n---\n{body}"));
        let (_, plain, _) = text_file::article(&source, &Registers::default(), Date::constant(2026, 6, 1));
        openings(&plain)
    }

    #[test]
    fn a_section_is_quoted_from_its_start() {
        assert_eq!(
            &*of("引言。\n\n## 一\n\n先看合同。再算利息。\n\n又一段。\n\n## 二\n\n### 三\n\n- **列表**的项\n"),
            "先看合同。再算利息。\n列表的项\n"
        );
        assert_eq!(&*of("引言。"), "");
    }

    #[test]
    fn beginnings_are_short_and_few() {
        let section = format!("## 题\n\n{}\n\n", "长".repeat(60));
        assert_eq!(of(&section.repeat(9)).lines().map(|line| line.chars().count()).collect::<Vec<_>>(), [EACH; 5]);
    }
}
