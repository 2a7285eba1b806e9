//! The tables of `docs/*/keys.md` are those of the declarations: `UPDATE=1 cargo test --lib keys` renews them.

use jiff::civil::Date;

use super::*;
use crate::diag::Finding;
use crate::model::front::keys::PAGE;

use crate::model::settings::UtcOffset;
use crate::model::{mapping, settings, text_file};
use crate::text::Source;

fn tables() -> Vec<(&'static str, &'static [Key])> {
    let mut tables: Vec<(&str, &[Key])> =
        vec![("front-matter", ARTICLE), ("page", PAGE), ("settings", SETTINGS), ("import", MAPPING)];
    tables.extend(Registers::ALL.iter().map(|register| (register.file, register.keys)));
    tables
}

/// The values that a kind takes, in words.
fn words(kind: &Kind, lang: Lang) -> String {
    let list = |max: usize, of: &Kind, zh: &str, en: &str| match lang {
        Lang::Zh => format!("{zh}，最多 {max} 项：{}", words(of, lang)),
        Lang::En => format!("{en} of at most {max}: {}", words(of, lang)),
    };
    match (kind, lang) {
        (Kind::Text(max) | Kind::Word(max), Lang::Zh) => format!("文字，最多 {max} 字"),
        (Kind::Text(max) | Kind::Word(max), Lang::En) => format!("text of at most {max} characters"),
        (Kind::Slug, Lang::Zh) => "小写字母、汉字、数字、连字符、下划线、点".to_owned(),
        (Kind::Slug, Lang::En) => "lower-case letters, digits, hyphens, underscores and dots".to_owned(),
        (Kind::Date, Lang::Zh) => "日期".to_owned(),
        (Kind::Date, Lang::En) => "date".to_owned(),
        (Kind::DateFrom(earlier), Lang::Zh) => format!("日期，不早于 `{earlier}`"),
        (Kind::DateFrom(earlier), Lang::En) => format!("date, not before `{earlier}`"),
        (Kind::Flag, Lang::Zh) => "`true` 或 `false`".to_owned(),
        (Kind::Flag, Lang::En) => "`true` or `false`".to_owned(),
        (Kind::Number(min, max), Lang::Zh) => format!("{min} 到 {max} 的整数"),
        (Kind::Number(min, max), Lang::En) => format!("whole number from {min} to {max}"),
        (Kind::Choice(of), _) => format!("`{}`", of().join("` `")),
        (Kind::List(max, of), _) => list(*max, of, "列表", "list"),
        (Kind::OneOrMore(max, of), _) => list(*max, of, "一项或列表", "one or a list"),
        (Kind::Map(keys), _) => format!("`{{{}}}`", keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ")),
        (Kind::Entries(_, of), Lang::Zh) => format!("`编号: 值`，值是 {}", words(of, lang)),
        (Kind::Entries(_, of), Lang::En) => format!("`code: value`, each value {}", words(of, lang)),
        (Kind::Either(one, other), Lang::Zh) => format!("{}，或 {}", words(one, lang), words(other, lang)),
        (Kind::Either(one, other), Lang::En) => format!("{} or {}", words(one, lang), words(other, lang)),
        (Kind::Nullable(of), Lang::Zh) => format!("{}，或 `null`", words(of, lang)),
        (Kind::Nullable(of), Lang::En) => format!("{} or `null`", words(of, lang)),
        (Kind::RateRow, Lang::Zh) => "`[日期, \"3.45\", …]`".to_owned(),
        (Kind::RateRow, Lang::En) => "`[date, \"3.45\", …]`".to_owned(),
    }
}

/// The rows of a table; those of a nested mapping follow its key.
fn rows(keys: &[Key], within: &str, lang: Lang) -> String {
    let row = |key: &Key| {
        let need = match (key.need, lang) {
            (Need::Optional, _) => String::new(),
            (Need::Required, Lang::Zh) => "必填，".to_owned(),
            (Need::Required, Lang::En) => "required, ".to_owned(),
            (Need::Unless(other), Lang::Zh) => format!("没有 `{other}` 时必填，"),
            (Need::Unless(other), Lang::En) => format!("required without `{other}`, "),
        };
        let default = match (key.default, lang) {
            ("", _) => String::new(),
            (value, Lang::Zh) => format!("，默认 `{value}`"),
            (value, Lang::En) => format!(", `{value}` by default"),
        };
        let name = format!("{within}{}", key.name);
        let nested = rows(key.kind.keys(), &format!("{name}."), lang);
        format!("| `{name}` | {need}{}{default} | {} |\n{nested}", words(&key.kind, lang), key.about(lang))
    };
    keys.iter().map(row).collect()
}

/// A document with its tables renewed: each stands between `<!-- keys: NAME -->` and `<!-- /keys -->`.
fn renewed(document: &str, lang: Lang) -> String {
    let head = match lang {
        Lang::Zh => "| 键 | 写什么 | 说明 |\n| --- | --- | --- |\n",
        Lang::En => "| key | value | |\n| --- | --- | --- |\n",
    };
    tables().into_iter().fold(document.to_owned(), |document, (name, keys)| {
        let (start, end) = (format!("<!-- keys: {name} -->\n"), "<!-- /keys -->");
        let (before, after) = document.split_once(&start).unwrap_or_else(|| panic!("no table of {name}"));
        let (_, after) = after.split_once(end).expect("the table has an end");
        format!("{before}{start}{head}{}{end}{after}", rows(keys, "", lang))
    })
}

#[test]
fn keys_are_documented() {
    for (file, lang) in [("docs/zh/keys.md", Lang::Zh), ("docs/en/keys.md", Lang::En)] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let written = std::fs::read_to_string(&path).unwrap();
        let made = renewed(&written, lang);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &made).unwrap();
        } else {
            assert!(written == made, "{file} differs from the declarations: UPDATE=1 cargo test --lib keys");
        }
    }
}

/// Calls a test with every table, nested ones included.
fn each_table(test: &mut impl FnMut(&'static [Key])) {
    fn visit(keys: &'static [Key], test: &mut impl FnMut(&'static [Key])) {
        test(keys);
        keys.iter().map(|key| key.kind.keys()).filter(|nested| !nested.is_empty()).for_each(|nested| visit(nested, test));
    }
    tables().into_iter().for_each(|(_, keys)| visit(keys, test));
}

#[test]
fn keys_have_one_row_and_both_descriptions() {
    each_table(&mut |keys| {
        for (i, key) in keys.iter().enumerate() {
            assert!(keys.iter().skip(i + 1).all(|other| other.name != key.name), "{}", key.name);
            assert!(!key.zh.is_empty() && !key.en.is_empty() && !format!("{}{}", key.zh, key.en).contains('|'), "{}", key.name);
            let other = match (&key.kind, key.need) {
                (Kind::DateFrom(other), _) => *other,
                (_, Need::Unless(other)) => other,
                _ => key.name,
            };
            assert!(keys.iter().any(|key| key.name == other), "{other}");
        }
        assert!(keys.iter().filter(|key| matches!(key.need, Need::Unless(_))).count() <= 1);
    });
}

#[test]
fn every_name_has_a_schema_in_both_languages() {
    for name in names() {
        assert_ne!(schema(name, Lang::Zh), schema(name, Lang::En), "{name}");
    }
    assert_eq!(schema("registers", Lang::En), None);
}

/// The findings of a file of a table that holds one key.
fn findings(table: &str, line: &str) -> Vec<Finding> {
    let source = |path: &str, text: String| Source::new(path, text);
    match table {
        "settings" => settings::read(Some(&source("sitegen.yaml", line.to_owned()))).1,
        "import" => mapping::read(&source("import.yaml", line.to_owned())).1,
        "front-matter" | "page" => {
            let (source, registers) = (source("a.md", format!("---\n{line}\n---\n")), Registers::default());
            match table {
                "page" => text_file::page(source, &registers, Date::MIN, UtcOffset::BEIJING).2,
                _ => text_file::article(&source, &registers, Date::MIN).2,
            }
        }
        _ => {
            let of = Registers::ALL.iter().find(|register| register.file == table).unwrap();
            let mark = if of.single { "" } else { "- " };
            Registers::read(&[source(&format!("content/{table}.yaml"), format!("{}:\n  {mark}{line}", of.top))]).1
        }
    }
}

#[test]
fn every_declared_key_is_read() {
    for (table, keys) in tables() {
        for key in keys {
            let wrong =
                if matches!(key.kind, Kind::Map(_) | Kind::Entries(..) | Kind::Either(_, Kind::Map(_))) { "[1]" } else { "{a: 1}" };
            let found = findings(table, &format!("{}: {wrong}\n", key.name));
            assert!(
                found.iter().any(|f| format!("{:?}", f.fault).contains(&format!("key: {:?}", key.name))),
                "{table} {}",
                key.name
            );
        }
    }
}
