//! JSON Schemas of everything that has declared keys, for editors that complete and check YAML.

use serde_json::{Map, Value, json};

use super::Registers;
use super::front::keys::ARTICLE;
use super::keys::{Key, Kind, Need};
use super::mapping::keys::MAPPING;
use super::settings::keys::SETTINGS;
use crate::calc;
use crate::diag::Lang;

/// The names of the schemas, that of the front matter of articles first.
pub(crate) fn names() -> Vec<&'static str> {
    let registers = Registers::ALL.iter().map(|register| register.file);
    ["front-matter", "settings", "calculators", "import"].into_iter().chain(registers).collect()
}

/// The schema of a name; `None` for a name that [`names`] does not have.
pub(crate) fn schema(name: &str, lang: Lang) -> Option<Value> {
    let schema = match name {
        "front-matter" => document(object(ARTICLE, lang, false), "sitegen: front matter"),
        "settings" => document(object(SETTINGS, lang, false), "sitegen.yaml"),
        "calculators" => calculators(lang),
        "import" => document(object(MAPPING, lang, false), "import.yaml"),
        _ => {
            let of = Registers::ALL.iter().find(|register| register.file == name)?;
            let row = object(of.keys, lang, true);
            let rows = nullable(if of.single { row } else { json!({"type": "array", "items": row}) });
            let top = of.top;
            let register =
                json!({"type": ["object", "null"], "additionalProperties": false, "properties": {top: rows}, "required": [top]});
            document(register, &format!("{name}.yaml"))
        }
    };
    Some(schema)
}

/// The schema of a calculator's block in a text: one of the kinds.
fn calculators(lang: Lang) -> Value {
    let (lang, title) = match lang {
        Lang::Zh => (calc::Lang::Zh, "计算器代码块"),
        Lang::En => (calc::Lang::En, "Calculator block"),
    };
    let kinds: Vec<Value> = calc::SPECS.iter().map(|spec| calc::data::schema(spec, lang)).collect();
    document(json!({"oneOf": kinds}), title)
}

fn document(schema: Value, title: &str) -> Value {
    with(schema, [("$schema", json!("https://json-schema.org/draft/2020-12/schema")), ("title", json!(title))])
}

fn with<const N: usize>(mut schema: Value, words: [(&str, Value); N]) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.extend(words.map(|(word, value)| (word.to_owned(), value)));
    }
    schema
}

/// An object that takes these keys and no others. In a register null means that a key is absent.
fn object(keys: &[Key], lang: Lang, register: bool) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), property(key, lang, register))).collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    let schema = json!({"type": "object", "additionalProperties": false, "properties": properties, "required": required});
    let either = keys.iter().find_map(|key| match key.need {
        Need::Unless(other) => Some(json!([{"required": [key.name]}, {"required": [other]}])),
        _ => None,
    });
    match either {
        Some(either) => with(schema, [("anyOf", either)]),
        None => schema,
    }
}

fn property(key: &Key, lang: Lang, register: bool) -> Value {
    let mut schema = value(&key.kind, lang, register);
    if !key.pattern.is_empty() {
        schema = with(schema, [("pattern", json!(key.pattern))]);
    }
    if register && key.need == Need::Optional {
        schema = nullable(schema);
    }
    if !key.default.is_empty() {
        let default = match key.kind {
            Kind::Number(..) | Kind::Flag => serde_json::from_str(key.default).unwrap_or_default(),
            _ => json!(key.default),
        };
        schema = with(schema, [("default", default)]);
    }
    with(schema, [("description", json!(key.about(lang)))])
}

fn value(kind: &Kind, lang: Lang, register: bool) -> Value {
    match kind {
        Kind::Text(max) => json!({"type": "string", "minLength": 1, "maxLength": max}),
        Kind::Word(max) => json!({"type": ["string", "integer"], "minLength": 1, "maxLength": max}),
        Kind::Slug => json!({"type": ["string", "integer"], "minLength": 1}),
        Kind::Date | Kind::DateFrom(_) => json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Number(min, max) => json!({"type": "integer", "minimum": min, "maximum": max}),
        Kind::Choice(words) => json!({"enum": words()}),
        Kind::List(max, of) => json!({"type": "array", "maxItems": max, "items": value(of, lang, register)}),
        Kind::OneOrMore(max, of) => {
            let one = value(of, lang, register);
            json!({"anyOf": [one, {"type": "array", "maxItems": max, "items": one}]})
        }
        Kind::Map(keys) => object(keys, lang, register),
        Kind::Entries(pattern, of) => {
            json!({"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": value(of, lang, register)})
        }
        Kind::Either(one, other) => json!({"anyOf": [value(one, lang, register), value(other, lang, register)]}),
        Kind::Nullable(of) => nullable(value(of, lang, register)),
        Kind::RateRow => {
            let rate = json!({"type": "string", "pattern": "^\\d{1,2}\\.\\d{2}$"});
            json!({"type": "array", "prefixItems": [value(&Kind::Date, lang, register)], "items": rate, "minItems": 1})
        }
    }
}

/// A schema that takes null as well.
fn nullable(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

#[cfg(test)]
mod tests;
