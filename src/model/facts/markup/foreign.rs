//! Marks within a line that other programs know: comments, highlights, underlines, notes, attributes, emoji, and marks of full width.

use std::ops::Range;

use memchr::memmem;

use super::inline::foreign;
use super::{Flaw, stars};
use crate::diag::catalogue::MarkupFault;
use crate::model::facts::gather::quoted;
use crate::model::facts::lines;
use crate::text::han::is_han;

/// Names of emoji that articles use, with their characters.
const EMOJI: [(&str, &str); 22] = [
    ("warning", "⚠️"),
    ("smile", "😄"),
    ("bulb", "💡"),
    ("memo", "📝"),
    ("star", "⭐"),
    ("fire", "🔥"),
    ("heart", "❤️"),
    ("tada", "🎉"),
    ("rocket", "🚀"),
    ("white_check_mark", "✅"),
    ("heavy_check_mark", "✔️"),
    ("x", "❌"),
    ("exclamation", "❗"),
    ("question", "❓"),
    ("point_right", "👉"),
    ("pushpin", "📌"),
    ("book", "📖"),
    ("phone", "☎️"),
    ("moneybag", "💰"),
    ("thumbsup", "👍"),
    ("rotating_light", "🚨"),
    ("no_entry", "⛔"),
];
/// Most characters of a comment that are shown.
const NOTE: usize = 20;

/// `<!—待核实—>`, `＜！-- 待核实 --＞`, and `<!-- 待核实 --＞` without an end: a comment that readers see.
pub(super) fn comment(body: &str, at: usize) -> Option<Flaw> {
    let text = lines::after(body, at);
    let inner = text.strip_prefix(['<', '＜'])?.strip_prefix(['!', '！'])?;
    if !inner.starts_with(['-', '—', '－', '–']) {
        return None;
    }
    let length = text
        .find(['>', '＞'])
        .map_or(text.len(), |end| end + text.get(end..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
    let mark = text.get(..length)?;
    let range = at..at + length;
    if !text.starts_with("<!--") {
        return Some(visible_note(range, mark));
    }
    let mark = text.chars().take(NOTE).collect::<String>();
    let (effect_zh, effect_en) = ("会原样显示出来，读者看得到".into(), "readers see it".into());
    let fault = MarkupFault::Unclosed { mark: quoted(&mark).into(), close: "-->".into(), effect_zh, effect_en };
    Some(Flaw::new(range, fault))
}

/// `&lt;!-- 待核实 --&gt;`: the comment behind the entity that ends at `at`.
pub(super) fn encoded_comment(body: &str, at: usize) -> Option<Flaw> {
    let start = at.checked_sub("&lt;".len()).filter(|start| body.get(*start..at) == Some("&lt;"))?;
    let inner = lines::after(body, at).strip_prefix("!--")?.split_once("--&gt;")?.0;
    let end = at + inner.len() + "!----&gt;".len();
    inner.contains(is_han).then(|| visible_note(start..end, body.get(start..end).unwrap_or("")))
}

pub(super) fn visible_note(range: Range<usize>, mark: &str) -> Flaw {
    let zh = "删去；给编辑看的话写在信息栏的 # 后面";
    let en = "delete it; notes for editors stand in the front matter behind a #";
    foreign(range, mark, zh.to_owned(), en.to_owned())
}

/// The text between a mark and the next one of its kind on the line, if it is Chinese.
fn between<'b>(body: &'b str, at: usize, mark: &str) -> Option<&'b str> {
    let inner = lines::after(body, at).strip_prefix(mark)?.split_once(mark)?.0;
    let follows_word = body.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric());
    (inner.contains(is_han) && !inner.contains(['`', '\\']) && !follows_word).then_some(inner)
}

/// `%%给编辑的话%%`, `^^高亮^^`, `++下划线++`.
pub(super) fn pair(body: &str, at: usize, mark: &str) -> Option<Flaw> {
    let inner = between(body, at, mark)?;
    let range = at..at + inner.len() + 2 * mark.len();
    let written = body.get(range.clone())?;
    if mark == "%%" {
        return Some(visible_note(range, written));
    }
    if inner.trim() != inner || !inner.starts_with(|c: char| !c.is_ascii()) {
        return None;
    }
    let tag = if mark == "++" { "u" } else { "mark" };
    let correct = format!("<{tag}>{inner}</{tag}>");
    Some(foreign(range, written, format!("改成「{correct}」"), format!("write `{correct}`")).with(correct, false))
}

/// `^[见合同第三条]`: a note within the line.
pub(super) fn note(body: &str, at: usize) -> Option<Flaw> {
    let inner = lines::after(body, at).strip_prefix("^[")?.split_once(']')?.0;
    let range = at..at + inner.len() + 3;
    let zh = format!("这里写 [^1]，另起一段写「[^1]: {inner}」");
    let en = format!("write [^1] here, and `[^1]: {inner}` in a paragraph of its own");
    inner.contains(is_han).then(|| foreign(range.clone(), body.get(range).unwrap_or(""), zh, en))
}

/// `{width="60%"}` behind a picture or link that ends at `at`.
pub(super) fn attributes(body: &str, at: usize) -> Option<Flaw> {
    let inner = lines::after(body, at).strip_prefix('{')?.split_once('}')?.0;
    let is_attribute = inner.starts_with(['.', '#', ':']) || (inner.contains('=') && inner.is_ascii());
    let range = at..at + inner.len() + 2;
    let is_behind = is_attribute && body.get(..at)?.ends_with([')', ']']);
    is_behind.then(|| {
        let mark = body.get(range.clone()).unwrap_or("");
        foreign(range, mark, "删去".to_owned(), "delete it".to_owned()).with("", true)
    })
}

/// `:warning:`.
pub(super) fn emoji(body: &str, at: usize) -> Option<Flaw> {
    let rest = lines::after(body, at).strip_prefix(':')?;
    let name = rest.get(..rest.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count())?;
    let behind = rest.get(name.len()..)?.strip_prefix(':')?;
    let (_, character) = EMOJI.iter().find(|(known, _)| *known == name)?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == ':';
    if body.get(..at)?.ends_with(is_word) || behind.starts_with(is_word) {
        return None;
    }
    let range = at..at + name.len() + 2;
    let mark = body.get(range.clone())?;
    let (zh, en) = (format!("写成「{character}」，或者删去"), format!("write `{character}`, or delete it"));
    Some(foreign(range, mark, zh, en).with(*character, true))
}

/// `是_最重要_的一步`: underscores beside Chinese words.
pub(super) fn underscores(body: &str, at: usize) -> Option<Flaw> {
    let inner = lines::after(body, at).strip_prefix('_')?.split_once('_')?.0;
    let end = at + inner.len() + 2;
    let is_quotation = inner.starts_with(['“', '《', '「', '（']) && inner.ends_with(['”', '》', '」', '）']);
    let is_phrase = inner.chars().filter(|c| is_han(*c)).nth(1).is_some() && !inner.contains([' ', '*', '`', '\\']);
    let after = lines::after(body, end);
    let goes_on = after.starts_with(['的', '地', '得', '是', '了', '，', '。', '；', '、']);
    let starts_so = inner.starts_with(|c: char| is_han(c) || "“《「（".contains(c));
    if !is_phrase || !starts_so || !(goes_on || (is_quotation && after.starts_with(is_han))) {
        return None;
    }
    Some(stars::corrected(body, at..end, "_", format!("*{inner}*")))
}

/// A lone backtick before Chinese words. Old manuals close it with an apostrophe.
pub(super) fn backtick(body: &str, at: usize) -> Option<Flaw> {
    let after = lines::after(body, at + 1);
    let before = body.get(..at)?;
    let is_lone =
        !before.ends_with(|c: char| c.is_ascii_alphanumeric()) && after.starts_with(|c: char| is_han(c) || "*“《".contains(c));
    (is_lone && !after.contains('\'')).then(|| stars::lone(body, &(at..at + 1)))
}

/// Which marks of full width a body has.
pub(super) struct Wide {
    has_signs: bool,
    has_comments: bool,
    has_backticks: bool,
}

impl Wide {
    pub(super) fn of(body: &str) -> Wide {
        let has = |mark: &str| memmem::find(body.as_bytes(), mark.as_bytes()).is_some();
        Wide { has_signs: has("＝＝"), has_comments: has("＜"), has_backticks: has("｀") }
    }

    /// The flaws of full-width marks in a text, from byte `start` on.
    pub(super) fn flaws(&self, body: &str, text: &str, start: usize) -> Vec<Flaw> {
        let mut flaws: Vec<Flaw> = Vec::new();
        let marks = [("＝＝", self.has_signs), ("＜", self.has_comments), ("｀", self.has_backticks)];
        for (mark, _) in marks.iter().filter(|(_, has)| *has) {
            let mut end = 0;
            for (i, _) in text.match_indices(mark) {
                let at = start + i;
                if at < end {
                    continue;
                }
                let flaw = match *mark {
                    "＜" => comment(body, at),
                    _ => wide_pair(body, at, mark),
                };
                if let Some(flaw) = flaw {
                    end = flaw.range.end;
                    flaws.push(flaw);
                }
            }
        }
        flaws
    }
}

/// `＝＝重点＝＝` and `｀原文｀`.
fn wide_pair(body: &str, at: usize, mark: &str) -> Option<Flaw> {
    let inner = between(body, at, mark)?;
    let range = at..at + inner.len() + 2 * mark.len();
    if inner.trim() != inner || body.get(range.end..)?.starts_with(mark) || inner.starts_with(['＝', '＞', '>']) {
        return None;
    }
    let correct = if mark == "｀" { format!("`{inner}`") } else { format!("<mark>{inner}</mark>") };
    let written = body.get(range.clone())?;
    Some(foreign(range, written, format!("改成「{correct}」"), format!("write `{correct}`")).with(correct, false))
}
