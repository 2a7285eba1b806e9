//! Phrases in two languages. Every sentence that a reader sees is declared once, as a [`Phrase`], and chosen by [`Lang`].

use serde::Serialize;

pub use crate::text::Lang;
use crate::text::localized;

/// A text in Chinese and English. `{0}`, `{1}` … are filled by [`Phrase::fill`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Phrase {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

pub(super) const fn text(zh: &'static str, en: &'static str) -> Phrase {
    Phrase { zh, en }
}

impl Phrase {
    pub(super) const EMPTY: Phrase = Phrase { zh: "", en: "" };

    /// The text in one language, holes unfilled.
    pub fn get(self, lang: Lang) -> &'static str {
        localized(lang, [self.zh, self.en])
    }

    /// The text in one language with `{n}` replaced by the n-th argument, in one pass: an argument is never filled in turn.
    pub(crate) fn fill(self, lang: Lang, args: &[String]) -> String {
        let mut out = String::new();
        let mut rest = self.get(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((hole, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            let arg = hole.parse().ok().and_then(|n: usize| args.get(n));
            out.push_str(arg.map_or("", String::as_str));
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_once() {
        let t = text("甲{0}乙{1}{0}", "a");
        assert_eq!(t.fill(Lang::Zh, &["{1}".into(), "二".into()]), "甲{1}乙二{1}");
    }
}
