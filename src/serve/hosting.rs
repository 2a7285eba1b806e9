//! The site's `_headers` file, applied as its host will: so an editor sees what readers see. Never lets a page be kept.

/// Header fields for paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rules(Vec<Rule>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    pattern: String,
    fields: Vec<(String, String)>,
}

impl Rules {
    /// Reads the file: a path, with `*` at its end for anything, and below it its fields, indented.
    pub(super) fn read(text: &str) -> Rules {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            match (line.starts_with([' ', '\t']), rules.last_mut(), line.split_once(':')) {
                (true, Some(rule), Some((name, value))) => rule.fields.push((name.trim().to_owned(), value.trim().to_owned())),
                (false, ..) => rules.push(Rule { pattern: line.trim().to_owned(), fields: Vec::new() }),
                _ => {}
            }
        }
        Rules(rules)
    }

    /// The fields of an answer for a path: of all rules that fit it, but nothing on how long it may be kept.
    pub(super) fn of(&self, path: &str) -> impl Iterator<Item = (&str, &str)> {
        let fits = move |rule: &&Rule| match rule.pattern.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == rule.pattern,
        };
        let fields = self.0.iter().filter(fits).flat_map(|rule| &rule.fields);
        fields.filter(|(name, _)| !name.eq_ignore_ascii_case("cache-control")).map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_every_rule_that_fits_but_for_caching() {
        let rules =
            Rules::read("# note\n/docs/*\n  A: 1\n  B: x: y\n\n/docs/assets/*\n  Cache-Control: public\n  C: 3\n/docs/x\n  D: 4\n");
        let of = |path| rules.of(path).map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>();
        assert_eq!(of("/docs/a.html"), ["A=1", "B=x: y"]);
        assert_eq!(of("/docs/assets/a.css"), ["A=1", "B=x: y", "C=3"]);
        assert_eq!(of("/docs/x"), ["A=1", "B=x: y", "D=4"]);
        assert_eq!(of("/"), [""; 0]);
    }
}
