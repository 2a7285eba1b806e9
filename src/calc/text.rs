//! Words in two languages. Every sentence a reader sees is declared once, here as a [`Text`], and chosen by [`Lang`].

use serde::Serialize;

/// The language of labels, notes and errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, of the mainland.
    #[default]
    Zh,
    /// English.
    En,
}

/// One text in Chinese and English. `{0}`, `{1}` … are filled by [`Text::fill`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// Declares a [`Text`].
pub(super) const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

impl Text {
    /// The text in one language, holes unfilled.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The text in one language with `{n}` replaced by the n-th argument, in one pass: an argument is never filled in turn.
    pub fn fill(self, lang: Lang, args: &[String]) -> String {
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

/// The candidate with the fewest edits from `word`, if it is near enough to be a slip of the pen.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = word.chars().count() / 3 + 1;
    candidates.map(|c| (distance(word, c), c)).filter(|(d, _)| *d <= limit).min().map(|(_, c)| c)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for ((&y, &diagonal), &above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(x != y)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_once() {
        let t = text("甲{0}乙{1}{0}", "a");
        assert_eq!(t.fill(Lang::Zh, &["{1}".into(), "二".into()]), "甲{1}乙二{1}");
    }

    #[test]
    fn the_nearest_word_is_a_near_one() {
        let names = ["principal", "paid", "due"];
        assert_eq!(nearest("princpal", names.into_iter()), Some("principal"));
        assert_eq!(nearest("payd", names.into_iter()), Some("paid"));
        assert_eq!(nearest("totally", names.into_iter()), None);
    }
}
