//! The two languages of messages, and the word that is nearest to a mistyped one.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    Zh,
    #[default]
    En,
}

/// The text in a language, of the Chinese and the English one.
pub(crate) fn localized<T>(lang: Lang, [zh, en]: [T; 2]) -> T {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The candidate nearest to `word` if it is near enough to be offered: at most a third of its characters differ (one always
/// may). The first of several equally near candidates is taken.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    let distance = |c: &str| if c.chars().count().abs_diff(length) > allowed { usize::MAX } else { strsim::osa_distance(word, c) };
    let near = candidates.into_iter().map(|c| (distance(c), c)).filter(|(d, _)| *d <= allowed && *d < length.max(1));
    near.min_by_key(|(d, _)| *d).map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_a_near_one() {
        let names = ["principal", "paid", "due"];
        assert_eq!(nearest("princpal", names), Some("principal"));
        assert_eq!(nearest("payd", names), Some("paid"));
        assert_eq!(nearest("totally", names), None);
    }
}
