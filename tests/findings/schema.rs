//! The schemas that editors use: the sample library and a new site fit them, and what the reader refuses does not.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::site::Site;

fn schema(of: &str) -> Value {
    let run = Site::empty().run(&["schema", of]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    serde_json::from_str(&run.stdout).unwrap()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// True where a value fits a schema. Knows the words that the schemas use, and fails on others.
fn fits(schema: &Value, value: &Value) -> bool {
    let rules = schema.as_object().unwrap();
    rules.iter().all(|(word, rule)| match word.as_str() {
        "type" => types(rule).iter().any(|t| is(t, value)),
        "enum" => rule.as_array().unwrap().contains(value),
        "required" => value.as_object().is_none_or(|o| types(rule).iter().all(|k| o.contains_key(*k))),
        "properties" => value.as_object().is_none_or(|o| o.iter().all(|(k, v)| rule.get(k).is_none_or(|s| fits(s, v)))),
        "additionalProperties" => value.as_object().is_none_or(|o| {
            let others = o.iter().filter(|(k, _)| rules.get("properties").is_none_or(|p| p.get(k).is_none()));
            others.into_iter().all(|(_, v)| if rule.is_boolean() { rule == &Value::Bool(true) } else { fits(rule, v) })
        }),
        "prefixItems" => value.as_array().is_none_or(|a| a.iter().zip(rule.as_array().unwrap()).all(|(v, rule)| fits(rule, v))),
        "items" => {
            let first = rules.get("prefixItems").map_or(0, |p| p.as_array().unwrap().len());
            value.as_array().is_none_or(|a| a.iter().skip(first).all(|v| fits(rule, v)))
        }
        "anyOf" => rule.as_array().unwrap().iter().any(|s| fits(s, value)),
        "minLength" => value.as_str().is_none_or(|s| s.chars().count() as u64 >= rule.as_u64().unwrap()),
        "maxLength" => value.as_str().is_none_or(|s| s.chars().count() as u64 <= rule.as_u64().unwrap()),
        "minItems" => value.as_array().is_none_or(|a| a.len() as u64 >= rule.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|a| a.len() as u64 <= rule.as_u64().unwrap()),
        "minimum" => value.as_u64().is_none_or(|n| n >= rule.as_u64().unwrap()),
        "maximum" => value.as_u64().is_none_or(|n| n <= rule.as_u64().unwrap()),
        "pattern" => value.as_str().is_none_or(|s| matches(rule.as_str().unwrap(), s)),
        "propertyNames" => value.as_object().is_none_or(|o| o.keys().all(|k| fits(rule, &Value::String(k.clone())))),
        "$schema" | "title" | "description" | "default" => true,
        other => panic!("the schema uses {other}"),
    })
}

fn types(rule: &Value) -> Vec<&str> {
    match rule {
        Value::String(one) => vec![one],
        _ => rule.as_array().unwrap().iter().map(|t| t.as_str().unwrap()).collect(),
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("the schema uses the type {other}"),
    }
}

/// The few patterns of the schemas.
fn matches(pattern: &str, text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match pattern {
        r"^\d{4}-\d{2}-\d{2}$" => shape == "0000-00-00",
        r"^SG\d{3}$" => shape == "SG000",
        r"^[+-]\d{2}:\d{2}$" => shape == "+00:00" || shape == "-00:00",
        "^(https?://|tel:|mailto:|/)" => ["https://", "http://", "tel:", "mailto:", "/"].iter().any(|s| text.starts_with(s)),
        "^https?://" => text.starts_with("https://") || text.starts_with("http://"),
        r"^\d{1,2}\.\d{2}$" => shape == "0.00" || shape == "00.00",
        r"^(-|\d{1,4}(-\d{1,4})?)$" => text.bytes().all(|b| b.is_ascii_digit() || b == b'-'),
        "^[a-z][a-z0-9 ]*$" => text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' '),
        r"^/.*\{slug\}" => text.starts_with('/') && text.contains("{slug}"),
        other => panic!("the schema uses the pattern {other}"),
    }
}

/// Every article of the sample library.
fn articles(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries
        .flat_map(|p| if p.is_dir() { articles(&p) } else { vec![p] })
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect()
}

#[test]
fn the_sample_library_fits_its_schemas() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let front = schema("front-matter");
    let articles = articles(&root.join("content/articles"));
    assert!(articles.len() >= 20);
    for path in articles {
        let text = fs::read_to_string(&path).unwrap();
        let front_matter = yaml(text.split("---\n").nth(1).unwrap());
        assert!(fits(&front, &front_matter), "{}", path.display());
    }
    assert!(fits(&schema("settings"), &yaml(&fs::read_to_string(root.join("sitegen.yaml")).unwrap())));
    assert_eq!(Site::empty().run(&["schema"]).stdout, Site::empty().run(&["schema", "front-matter"]).stdout);
}

const REGISTERS: [&str; 6] = ["topics", "lenders", "laws", "people", "rates", "wording"];

#[test]
fn registers_fit_their_schemas() {
    let new = Site::empty();
    assert_eq!(new.run(&["init", "new", "-q"]).status, 0);
    for name in REGISTERS {
        let schema = schema(name);
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        for folder in [sample, new.path("new/content")] {
            let Ok(text) = fs::read_to_string(folder.join(format!("{name}.yaml"))) else { continue };
            assert!(fits(&schema, &yaml(&text)), "{name} in {}", folder.display());
        }
        assert!(fits(&schema, &yaml(&format!("{name}:\n"))), "{name}");
        for text in [format!("{name}: 1\n"), format!("{name}: [{{}}]\n"), "others: []\n".to_owned()] {
            assert!(!fits(&schema, &yaml(&text)), "{text}");
        }
    }
    let topic = |row: &str| yaml(&format!("topics: [{{slug: a, title: 甲{row}}}]\n"));
    let topics = schema("topics");
    assert!(fits(&topics, &topic("")) && fits(&topics, &topic(", parent: ~, aliases: [乙, 丙]")));
    assert!(!fits(&topics, &topic(", parents: b")) && !fits(&topics, &topic(", desc: 12")));
}

#[test]
fn descriptions_follow_the_language() {
    let print = |lang: &str| Site::empty().run(&["schema", "--lang", lang]).stdout;
    assert!(print("zh-CN").contains("首次发布的日期") && print("en").contains("Day of first publication"));
}

#[test]
fn what_the_reader_refuses_fits_no_schema() {
    let front = schema("front-matter");
    let sound = "title: 甲\ndate: 2026-03-09\ntopics: [乙]\n";
    let reads =
        |text: &str| Site::with(&format!("---\n{text}---\n\n正文。\n").replace("乙", "诉讼费用")).check(&["-q"]).status == 0;
    assert!(fits(&front, &yaml(sound)) && reads(sound));
    let wrong = [
        "title: 甲\ndate: 2026-03-09\n".to_owned(),
        "date: 2026-03-09\ntopics: [乙]\n".to_owned(),
        sound.replace("2026-03-09", "2026-3-9"),
        sound.replace("甲", "12368"),
        sound.replace("甲", &"甲".repeat(121)),
    ];
    let more = [
        "draft: maybe",
        "ai: robot",
        "expire: 2027-01-01",
        "faq: 谁",
        "faq: [{q: 谁}]",
        "related: [{title: 甲, url: ftp://x}]",
        "withdrawn: {on: 2026-03-09}",
        "allow: [{code: X, reason: 无}]",
        "summary: \"\"",
    ];
    for text in wrong.into_iter().chain(more.map(|line| format!("{sound}{line}\n"))) {
        assert!(!fits(&front, &yaml(&text)), "{text}");
        assert!(!reads(&text), "{text}");
    }
    let settings = schema("settings");
    for text in [
        "title: 甲\n",
        "title: 甲\nbase_url: www.example.com\n",
        "title: 甲\nbase_url: https://a.b/\npage_size: 1000\n",
        "title: 甲\nbase_url: https://a.b/\nchecks: {SG204: none}\n",
        "title: 甲\nbase_url: https://a.b/\ntheme: x\n",
    ] {
        assert!(!fits(&settings, &yaml(text)), "{text}");
    }
}
