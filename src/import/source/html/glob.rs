//! Patterns of paths: `*` stands for any characters but `/`, `**` for any, `?` for one.

/// True if a pattern matches a whole path.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<char>, Vec<char>) = (pattern.chars().collect(), path.chars().collect());
    // Positions of the path that the pattern so far can end at.
    let mut ends = vec![false; path.len() + 1];
    if let Some(first) = ends.first_mut() {
        *first = true;
    }
    let mut rest = pattern.as_slice();
    while let Some((c, after)) = rest.split_first() {
        rest = after;
        let is_double = *c == '*' && rest.first() == Some(&'*');
        if is_double {
            rest = rest.get(1..).unwrap_or_default();
        }
        let mut next = Vec::with_capacity(ends.len());
        let mut is_open = false;
        for (at, end) in ends.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| path.get(at));
            let was_end = at.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or(false);
            let step = match c {
                '*' => {
                    is_open = *end || is_open && (is_double || before != Some(&'/'));
                    is_open
                }
                '?' => was_end && before.is_some_and(|c| *c != '/'),
                c => was_end && before == Some(c),
            };
            next.push(step);
        }
        ends = next;
    }
    ends.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_paths() {
        for (pattern, path, want) in [
            ("hf/*.html", "hf/101.html", true),
            ("hf/*.html", "hf/a/101.html", false),
            ("**/*.html", "a/hf/101.html", true),
            ("hf/**", "hf/a/b", true),
            ("hf/10?.html", "hf/101.html", true),
            ("hf/10?.html", "hf/1011.html", false),
            ("*.html", "hf.htm", false),
            ("", "", true),
            ("*", "", true),
            ("文/*", "文/章.html", true),
        ] {
            assert_eq!(matches(pattern, path), want, "{pattern} {path}");
        }
        assert!(!matches(&"*a".repeat(1_000), &"a".repeat(999)));
    }
}
