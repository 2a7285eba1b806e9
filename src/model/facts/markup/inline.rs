//! Marks of other programs within a line, and runs of stars that the parser left as text.

use std::ops::Range;

use super::line::{Line, LineStart, alert};
use super::{Flaw, Markup, foreign, leftover, stars};
use crate::diag::catalogue::{MarkupFault, ReferenceFault};
use crate::model::facts::gather::quoted;
use crate::model::facts::lines;
use crate::text::scan;

/// Most lines of a formula.
const FORMULA_LINES: usize = 30;

impl Markup<'_> {
    /// Reads a text that stands in the source as it is, from byte `start` on.
    pub(super) fn inline(&mut self, text: &str, start: usize, is_escaped: bool) {
        let bytes = text.as_bytes();
        let mut at = 0;
        if text.starts_with("!--") {
            self.flaws.extend(foreign::encoded_comment(self.body, start));
        }
        while let Some(i) = bytes.get(at..).and_then(|ahead| scan::position(ahead, is_mark)).map(|i| at + i) {
            let Some(first) = bytes.get(i).copied() else { break };
            let length = bytes.get(i..).unwrap_or_default().iter().take_while(|b| **b == first).count();
            at = i + length;
            if (i == 0 && is_escaped) || start + i < self.end {
                continue;
            }
            if let Some(flaw) = self.mark(first, start + i, length) {
                self.end = flaw.range.end;
                self.flaws.push(flaw);
            }
        }
        for flaw in self.wide.flaws(self.body, text, start) {
            if flaw.range.start >= self.end {
                self.end = flaw.range.end;
                self.flaws.push(flaw);
            }
        }
        self.runs.wide(text, start, self.end);
    }

    /// Judges a run of one mark.
    fn mark(&mut self, mark: u8, place: usize, length: usize) -> Option<Flaw> {
        let body = self.body;
        // The next characters are looked at first, so that a text of nothing but marks costs no more than its length.
        let mut ahead = body.get(place + length..)?.chars();
        let (next, second) = (ahead.next().unwrap_or(' '), ahead.next().unwrap_or(' '));
        match (mark, length) {
            (b'*', 1) if body.get(..place)?.ends_with('/') => leftover::comment(body, place),
            // A part of a longer run took effect, this one is left.
            (b'*', 1) => {
                let beside = [place.checked_sub(1), Some(place + 1)];
                let is_left = beside.into_iter().flatten().any(|i| body.as_bytes().get(i) == Some(&b'*'));
                is_left.then(|| stars::lone(body, &(place..place + 1)))
            }
            (b'_', 1) if !next.is_ascii() => foreign::underscores(body, place),
            (b'_', 1) => None,
            (b'*' | b'~' | b'_', _) => {
                self.runs.add(place..place + length, mark);
                None
            }
            (b'[', 1) if next == '[' => doubled(body, place),
            (b'[', 2) => wiki_link(body, place),
            (b'{', _) => tag(body, place).or_else(|| foreign::attributes(body, place)).or_else(|| leftover::braces(body, place)),
            (b'$', 1) => tex(body, place),
            (b'=' | b'$', 2) => pair(body, place, mark),
            (b'<', 1) if matches!(next, '!' | '！') => foreign::comment(body, place),
            (b'%', 2) => foreign::pair(body, place, "%%"),
            (b'+', 2) => foreign::pair(body, place, "++"),
            (b'^', 2) => foreign::pair(body, place, "^^"),
            (b'^', 1) if next == '[' && !second.is_ascii() => foreign::note(body, place),
            (b':', 1) if next.is_ascii_lowercase() => foreign::emoji(body, place),
            (b'`', 1) if !next.is_ascii() || next == '*' => foreign::backtick(body, place),
            _ => None,
        }
    }
}

/// True for the marks that are looked at. Ranges of bytes take fewer comparisons than the marks one by one.
fn is_mark(byte: u8) -> bool {
    let is_within = |first: u8, last: u8| byte.wrapping_sub(first) <= last - first;
    is_within(b'$', b'%') | is_within(b'*', b'+') | is_within(b':', b'=') | is_within(b'[', b'`') | is_within(b'{', b'~')
}

pub(super) fn foreign(range: Range<usize>, mark: &str, zh: String, en: String) -> Flaw {
    Flaw::new(range, MarkupFault::ForeignMarkup { mark: quoted(mark), remedy_zh: zh, remedy_en: en })
}

/// `[[维基]]`, `[[文章|文字]]`, `![[图.png]]`.
fn wiki_link(body: &str, at: usize) -> Option<Flaw> {
    let inner = lines::after(body, at).strip_prefix("[[")?.split_once("]]")?.0;
    // [[:digit:]] and [[ -f a ]] are code.
    let is_name = |c: char| c.is_alphanumeric() || "《》“”「」（）()#！？!?".contains(c);
    if inner.contains(['[', ']']) || !inner.starts_with(is_name) || !inner.ends_with(is_name) {
        return None;
    }
    let is_picture = body.get(..at)?.ends_with('!');
    let start = at - usize::from(is_picture);
    let end = at + inner.len() + 4;
    let (target, words) = inner.split_once('|').unwrap_or((inner, inner));
    let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    // The width of a picture has no effect.
    let is_width = is_picture && !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit() || b == b'x');
    let words = if words == inner || is_width { file } else { words }.trim();
    let correct = match (is_picture, anchor) {
        (true, _) => format!("![{}]({})", words.split('.').next().unwrap_or(words), file.trim()),
        (false, Some(anchor)) if file.is_empty() => format!("[{anchor}](#{anchor})"),
        (false, Some(anchor)) => format!("[{words}]({}.md#{anchor})", file.trim()),
        (false, None) => format!("[{words}]({}.md)", file.trim()),
    };
    let mark = body.get(start..end)?;
    let zh = format!("改成「{correct}」，地址写那篇文章的文件名");
    let en = format!("write `{correct}` with the name of that file");
    Some(foreign(start..end, mark, zh, en).with(correct, false))
}

/// `[[文](a.md)`: a link behind another opening bracket.
fn doubled(body: &str, at: usize) -> Option<Flaw> {
    let (label, rest) = lines::after(body, at).strip_prefix("[[")?.split_once("](")?;
    let (dest, behind) = rest.split_once(')')?;
    let end = at + "[[](".len() + label.len() + dest.len() + ")".len();
    let is_whole = !label.contains(['[', ']']) && !behind.contains(']');
    let fault = |written, corrected| ReferenceFault::BracketsWithoutEffect { written, corrected };
    Flaw::corrected(body, at..end, format!("[{label}]({dest})"), true, fault).filter(|_| is_whole)
}

/// `$\frac{a}{b}$`: a formula with commands.
fn tex(body: &str, at: usize) -> Option<Flaw> {
    let inner = lines::after(body, at).strip_prefix('$')?.split_once('$')?.0;
    let is_command = |(i, _)| inner.get(i + 1..).is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let range = at..at + inner.len() + 2;
    inner.match_indices('\\').any(is_command).then(|| formula(range.clone(), body.get(range).unwrap_or("")))
}

/// `![图|300](图.png)`: the width of a picture.
pub(super) fn width(body: &str, range: &Range<usize>) -> Option<Flaw> {
    let (label, _) = lines::after(body, range.start).strip_prefix("![")?.split_once("](")?;
    let (words, size) = label.rsplit_once('|')?;
    let words = words.strip_suffix('\\').unwrap_or(words);
    let is_size = size.starts_with(|c: char| c.is_ascii_digit()) && size.bytes().all(|b| b.is_ascii_digit() || b == b'x');
    let start = range.start + "![".len();
    let place = start + words.len()..start + label.len();
    let mark = body.get(place.clone()).filter(|_| is_size)?;
    let (zh, en) = ("删去：图片的大小由程序决定", "delete it: the program decides how large a picture is");
    Some(foreign(place, mark, zh.to_owned(), en.to_owned()).with("", true))
}

/// `{{< note >}}`, `{{% note %}}`, `{% note %}`, `{{ page.title }}`.
fn tag(body: &str, at: usize) -> Option<Flaw> {
    let text = lines::after(body, at);
    let (close, inner) = if let Some(inner) = text.strip_prefix("{%") {
        ("%}", inner)
    } else {
        let inner = text.strip_prefix("{{")?;
        let content = inner.split("}}").next()?;
        let is_template = inner.starts_with(['<', '%']) || (inner.starts_with(' ') && content.contains(['.', '|', '(']));
        ("}}", Some(inner).filter(|_| is_template)?)
    };
    let inner = inner.split_once(close)?.0;
    let end = at + (text.len() - text.strip_prefix("{%").or_else(|| text.strip_prefix("{{"))?.len()) + inner.len() + close.len();
    let mark = body.get(at..end)?;
    let content = inner.trim_matches(['<', '>', '%', ' ', '-', '/']);
    let (name, arguments) = content.split_once(' ').unwrap_or((content, ""));
    let argument = arguments.split(['"', '\'']).nth(1).unwrap_or(arguments).trim();
    let (zh, en) = match name {
        "ref" | "relref" | "link" if body.get(..at)?.ends_with("](") && !argument.is_empty() => {
            let (zh, en) = (format!("地址直接写文件名：「{argument}」"), format!("write the name of the file: `{argument}`"));
            return Some(foreign(at..end, mark, zh, en).with(argument, false));
        }
        "ref" | "relref" | "post_link" | "post_path" | "link" => {
            ("改成「[文字](文件名.md)」".to_owned(), "write `[text](file.md)`".to_owned())
        }
        "figure" | "img" | "image" | "asset_img" => {
            ("改成「![图片说明](图片文件)」".to_owned(), "write `![description](picture)`".to_owned())
        }
        "note" | "notice" | "admonition" | "alert" | "callout" | "tip" | "hint" | "info" | "warning" | "danger" | "success" => {
            let alert = alert(if name == "notice" || name == "note" { argument } else { name });
            (
                format!("提示框写成「> [!{alert}]」，下面每行前面加「> 」，删去这个记号"),
                format!("write `> [!{alert}]` with `> ` before each line of the box, and delete this"),
            )
        }
        "highlight" | "codeblock" | "code" => ("代码写在两行 ``` 之间".to_owned(), "put code between two lines of ```".to_owned()),
        _ => ("删去".to_owned(), "delete it".to_owned()),
    };
    Some(foreign(at..end, mark, zh, en))
}

/// `==高亮==` and `$$公式$$`.
fn pair(body: &str, at: usize, sign: u8) -> Option<Flaw> {
    let marks = if sign == b'=' { "==" } else { "$$" };
    let inner = lines::after(body, at).strip_prefix(marks)?.split_once(marks)?.0;
    let end = at + inner.len() + 4;
    let is_longer = body.get(end..)?.starts_with(char::from(sign));
    let is_apart = inner.trim() != inner || inner.is_empty() || inner.contains(['`', '\\']) && sign == b'=';
    // a==b==c is a comparison, x==y an address.
    let is_sign = sign == b'=' && body.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric() || "?&/=!<>".contains(c));
    let is_arrow = inner.starts_with(is_tip) || inner.ends_with(is_tip) || body.get(end..)?.starts_with(is_tip);
    if is_longer || inner.trim().is_empty() {
        return None;
    }
    let mark = body.get(at..end)?;
    if sign == b'$' {
        return Some(formula(at..end, mark));
    }
    let chain = Chain::of(body, at, inner);
    if is_apart || is_sign || is_arrow || chain.is_certain() {
        return None;
    }
    let correct = format!("<mark>{inner}</mark>");
    let is_safe = !chain.is_likely();
    Some(foreign(at..end, mark, format!("改成「{correct}」"), format!("write `{correct}`")).with(correct, is_safe))
}

/// True for the tip of an arrow: `==>`.
fn is_tip(c: char) -> bool {
    matches!(c, '>' | '＞' | '<' | '＜')
}

/// Characters that steps do not have.
const PARTICLES: &str = "的了是在不就要可先再也都还把将应须能着";
/// Most characters of a step.
const STEP: usize = 6;

/// Words that two signs divide, which may be steps: `起诉==立案==开庭`.
struct Chain<'b> {
    before: &'b str,
    inner: &'b str,
    after: &'b str,
    /// The number of signs in the clause.
    signs: usize,
}

impl<'b> Chain<'b> {
    fn of(body: &'b str, at: usize, inner: &'b str) -> Chain<'b> {
        let is_end = |c: char| !c.is_alphanumeric();
        let ends_clause = |c: char| !c.is_alphanumeric() && c != '=';
        let (before, after) = (lines::before(body, at), lines::after(body, at + inner.len() + 4));
        let clause = (before.rsplit(ends_clause).next().unwrap_or(""), after.split(ends_clause).next().unwrap_or(""));
        let signs = clause.0.matches("==").count() + 2 + clause.1.matches("==").count();
        let (before, after) = (clause.0.rsplit(is_end).next().unwrap_or(""), clause.1.split(is_end).next().unwrap_or(""));
        Chain { before, inner, after, signs }
    }

    /// True if all steps have the same length, or there are three signs.
    fn is_certain(&self) -> bool {
        let length = self.inner.chars().count();
        let is_even = [self.before, self.after].iter().all(|step| step.chars().count() == length);
        self.inner.chars().all(char::is_alphanumeric) && (is_even || (self.signs % 2 == 1 && !self.before.is_empty()))
    }

    /// True for words that may be steps of different lengths: `审查起诉==立案==开庭`.
    fn is_likely(&self) -> bool {
        let is_step = |step: &str| (2..=STEP).contains(&step.chars().count()) && !step.contains(|c| PARTICLES.contains(c));
        [self.before, self.inner, self.after].into_iter().all(is_step)
    }
}

fn formula(range: Range<usize>, mark: &str) -> Flaw {
    let zh = "公式写成普通文字，用 ×、÷ 和括号，不要 $";
    let en = "write the formula as plain text with ×, ÷ and brackets, without $";
    foreign(range, mark, zh.to_owned(), en.to_owned())
}

/// A formula between two lines of `$$`.
pub(super) fn formula_block(line: &Line<'_>) -> Option<Flaw> {
    if line.text != "$$" || line.start == LineStart::Within {
        return None;
    }
    let mut end = line.range.end;
    for below in line.body.get(line.range.end..)?.split_inclusive('\n').skip(1).take(FORMULA_LINES) {
        end += below.len();
        if below.trim_end().ends_with("$$") {
            let start = line.range.start;
            let first = line.body.get(line.range.end..)?.trim_start().split('\n').next()?.trim();
            return Some(formula(start..end, &format!("$$ {first} …")));
        }
    }
    None
}
