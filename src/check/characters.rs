//! Characters that readers cannot see: they hide words from the search and from these rules, and some change the order in which
//! a text is shown. Code is not looked at.

use std::ops::Range;

use super::Collector;
use super::fix_site::{FixKind, FixSite};
use crate::diag::catalogue::{CharacterFault, RuleFault};
use crate::model::facts::{Kind, Plain};
use crate::text::han::is_han;
use crate::text::invisible::{self, is_blank, is_directional, is_substitute, is_tag};
use crate::text::radical;

/// The most bytes of the marks before the text of a line.
const INDENT: usize = 100;
/// More characters than a flag is made of.
const TAGS: usize = 16;

/// Reports the invisible characters of a body. Those that carry no meaning can be removed by machine.
pub(super) fn characters(plain: &Plain, file: &str, found: &mut Collector) {
    let text = plain.text();
    let (mut turns, mut end) = (None, 0);
    invisible::visit(text, &mut |at, c| {
        if at < end {
            return;
        }
        let range = at..at + c.len_utf8();
        let body = Body { text, plain, file };
        let mut add = |range: Range<usize>, place: Place| {
            if place != Place::Meant && plain.kind(range.start) != Kind::Code {
                let text = (place == Place::Removable).then_some("");
                found.fix_sites.push(FixSite { kind: FixKind::Invisible, span: plain.place(range), text });
            }
        };
        if is_substitute(c) {
            let span = plain.place(range.clone());
            if plain.kind(at) != Kind::Code {
                let text = radical::character(c).filter(|_| span.of(file).starts_with(c));
                found.fix_sites.push(FixSite { kind: FixKind::Substitute, span, text });
            }
        } else if is_blank(c) {
            let (run, place) = body.blanks(range);
            end = run.end;
            add(run, place);
        } else if is_directional(c) {
            match turns.get_or_insert_with(|| Turns::of(text)) {
                Turns::Harmless => add(range, Place::Removable),
                Turns::Wanted if !matches!(c, '\u{202d}' | '\u{202e}') => {}
                _ if plain.kind(at) == Kind::Code => {}
                _ => found.add(plain.place(range), RuleFault::TextDirection {}),
            }
        } else {
            let place = body.character(range.clone(), c);
            add(range, place);
        }
    });
}

/// What becomes of an invisible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It has a meaning there.
    Meant,
    Removable,
    /// A line ends there, or a paragraph begins, for a reader: a person has to decide.
    Doubtful,
}

/// The fault of an invisible character, which `fix` removes if it is fixable; `more` counts others of its kind.
pub(super) fn fault(written: &str, is_fixable: bool, more_zh: &str, more_en: &str) -> CharacterFault {
    let first = written.chars().next().unwrap_or('\0');
    if is_substitute(first) {
        return substitute(first, more_zh, more_en);
    }
    let (zh, en) = match first {
        '&' => (written, written),
        '\u{ad}' => ("软连字符", "soft hyphen"),
        '\u{200b}' => ("零宽空格", "zero-width space"),
        '\u{200c}' | '\u{200d}' => ("零宽连字符", "zero-width joiner"),
        '\u{2060}' => ("单词连接符", "word joiner"),
        '\u{feff}' => ("字节顺序标记", "byte-order mark"),
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => ("换行符", "line separator"),
        '\u{3000}' => ("全角空格", "ideographic blank"),
        c if is_blank(c) => ("不换行或特殊宽度的空格", "blank of a special width"),
        c if is_directional(c) => ("文字方向符", "direction mark"),
        c if c.is_control() => ("控制字符", "control character"),
        _ => ("看不见的字符", "invisible character"),
    };
    let name = |name: &str| if first == '&' { name.into() } else { format!("{name} U+{:04X}", u32::from(first)).into() };
    let by = if is_fixable { ["，或者运行 `sitegen fix`", ", or run `sitegen fix`"] } else { ["", ""] };
    let [more_zh, more_en, more_by_zh, more_by_en] = [more_zh, more_en, by[0], by[1]].map(Into::into);
    CharacterFault::InvisibleCharacter { name_zh: name(zh), name_en: name(en), more_zh, more_en, more_by_zh, more_by_en }
}

/// The fault of a character that stands for another one.
fn substitute(c: char, more_zh: &str, more_en: &str) -> CharacterFault {
    let (zh, en) = match (c, radical::character(c)) {
        (_, Some(right)) => {
            (format!("「{c}」是部首，不是汉字「{right}」"), format!("`{c}` is a radical, not the character `{right}`"))
        }
        ('\u{fffd}', _) => (
            "「\u{fffd}」说明这里有一个字因编码错误丢失了".to_owned(),
            "`\u{fffd}` stands for a character that a wrong encoding lost".to_owned(),
        ),
        ('\u{fffc}', _) => {
            ("这里原来有图片或别的对象，没有一起复制过来".to_owned(), "a picture or another object was not copied".to_owned())
        }
        ('\u{2800}', _) => ("这里有一个看不见的盲文空格".to_owned(), "there is an invisible blank of Braille".to_owned()),
        ('\u{2e80}'..='\u{2ef3}', _) => (format!("「{c}」是部首，不是汉字"), format!("`{c}` is a radical, not a character")),
        _ => (
            format!("这个字（U+{:04X}）只有某一种字体里才有", u32::from(c)),
            format!("the character U+{:04X} exists in one font only", u32::from(c)),
        ),
    };
    CharacterFault::SubstituteCharacter { what_zh: zh.into(), what_en: en.into(), more_zh: more_zh.into(), more_en: more_en.into() }
}

/// What the characters of a text that change its direction do.
enum Turns {
    /// There are letters that run from right to left.
    Wanted,
    /// They turn nothing.
    Harmless,
    /// They turn letters and digits that run from left to right.
    Harmful,
}

impl Turns {
    fn of(text: &str) -> Turns {
        let is_rtl =
            |c| matches!(c, '\u{590}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
        let turns = |c| matches!(c, '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2067}');
        if text.contains(is_rtl) {
            Turns::Wanted
        } else if text.contains(turns) {
            Turns::Harmful
        } else {
            Turns::Harmless
        }
    }
}

struct Body<'t> {
    text: &'t str,
    plain: &'t Plain,
    file: &'t str,
}

impl Body<'_> {
    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|t| t.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|t| t.chars().next())
    }

    /// True for an offset of the file with only blanks and marks of quotations and headings before it in its line.
    fn starts_line(&self, at: usize) -> bool {
        let before = self.file.as_bytes().get(..at).unwrap_or_default().iter().rev().take(INDENT);
        before.copied().find(|b| !matches!(b, b' ' | b'\t' | b'>' | b'#')).is_none_or(|b| b == b'\n')
    }

    /// The place of a character without a shape, or of a control character.
    fn character(&self, range: Range<usize>, c: char) -> Place {
        let (before, after) = (self.before(range.start), self.after(range.end));
        let ends_line = after.is_none_or(|c| c == '\n');
        match c {
            // Line ends of other programs.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if ends_line {
                    Place::Removable
                } else {
                    Place::Doubtful
                }
            }
            // A flag of a region is made of them.
            c if is_tag(c) => {
                let first = self.text.get(..range.start).and_then(|t| t.chars().rev().take(TAGS).find(|c| !is_tag(*c)));
                if first == Some('\u{1f3f4}') { Place::Meant } else { Place::Removable }
            }
            // Other scripts and emoji need them.
            '\u{200c}' | '\u{200d}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180e}' | '\u{3164}' | '\u{ffa0}'
                if !is_common(before) || !is_common(after) =>
            {
                Place::Meant
            }
            _ => Place::Removable,
        }
    }

    /// The run of blanks that starts here, and its place: at the start or end of a line, or between Han characters.
    fn blanks(&self, first: Range<usize>) -> (Range<usize>, Place) {
        let rest = self.text.get(first.start..).unwrap_or("");
        let mut run = first.start..first.start + rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
        let mut span = self.plain.place(run.clone()).range();
        let is_line = self.file.get(span.clone()).is_some_and(|written| written.contains('\n'));
        if is_line {
            // The blank at its end is the end of the line.
            let blanks = self.text.get(run.clone()).unwrap_or("");
            run.end = run.start + blanks.trim_end_matches(' ').len();
            span = self.plain.place(run.clone()).range();
        }
        let (before, after) = (self.before(run.start), self.after(run.end));
        let starts_line = self.starts_line(span.start);
        let line = self.text.get(run.end..).and_then(|t| t.split('\n').next()).unwrap_or("");
        // More blanks in the line are those of a form: `　　年　　月　　日`.
        let written = self.file.get(span.end..).and_then(|t| t.split('\n').next()).unwrap_or("");
        let is_form = starts_line && written.contains('\u{3000}');
        let place = if is_form || self.plain.kind(run.start) == Kind::Alternative {
            Place::Meant
        } else if starts_line {
            let is_doubtful = before.is_some_and(|c| c != '\n') || is_line || line.is_empty() || opens_block(line);
            if is_doubtful { Place::Doubtful } else { Place::Removable }
        } else {
            let is_wide = self.text.get(run.clone()).is_some_and(|t| t.chars().any(|c| !matches!(c, ' ' | '\u{3000}')));
            let is_between = before.is_some_and(is_han) && after.is_some_and(is_han);
            if is_wide && is_between { Place::Removable } else { Place::Meant }
        };
        (run, place)
    }
}

/// True if a line without its indent may begin something else than a paragraph.
fn opens_block(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = number.len() < line.len() && number.starts_with(['.', ')']);
    let is_mark = line.starts_with(['#', '>', '-', '+', '=', '|', ':', '~', '`', '<', '_'])
        || (line.starts_with('*') && !line.starts_with("**"))
        || (line.starts_with('[') && line.contains("]:"));
    is_item || is_mark
}

/// True for the ends of a text, and for a character that no character without a shape changes.
fn is_common(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_ascii() || is_han(c) || matches!(c, '\u{2010}'..='\u{203f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::Date;

    use super::*;
    use crate::model::{Registers, text_file};
    use crate::text::Source;

    /// The characters of a body that are fixed, each with whether a machine may do it.
    fn sites(body: &str) -> Vec<(String, bool)> {
        let text = format!("---\ntitle: 甲\n---\n{body}\n");
        let (_, plain, _) =
            text_file::article(&Source::new("a.md", text.as_str()), &Registers::default(), Date::constant(2026, 6, 1));
        let mut found = Collector::new(&Arc::from("a.md"));
        characters(&plain, &text, &mut found);
        found.fix_sites.iter().map(|site| (site.span.of(&text).to_owned(), site.text.is_some())).collect()
    }

    #[test]
    fn invisible_characters_stay_where_they_mean_something() {
        assert_eq!(sites("法\u{200b}院\u{200d}。"), [("\u{200b}".to_owned(), true), ("\u{200d}".to_owned(), true)]);
        for body in ["\u{1f469}\u{200d}\u{1f4bb}", "`代\u{200b}码`", "10\u{a0}km"] {
            assert_eq!(sites(body), [], "{body}");
        }
    }

    #[test]
    fn a_direction_mark_has_its_name() {
        let CharacterFault::InvisibleCharacter { name_en, .. } = fault("\u{200e}", true, "", "") else { panic!("a substitute") };
        assert_eq!(name_en, "direction mark U+200E".into());
    }

    #[test]
    fn a_line_may_begin_a_block() {
        for line in ["# 甲", "> 甲", "- 甲", "* 甲", "1. 甲", "12) 甲", "[a]: /b", "| 甲 |", "`甲`"] {
            assert!(opens_block(line), "{line}");
        }
        for line in ["甲", "**甲**", "[甲](b.md)", "2026年", "1甲"] {
            assert!(!opens_block(line), "{line}");
        }
    }
}
