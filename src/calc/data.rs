//! The description of a calculator as data: JSON Schema for editors, and the block that a page carries for the browser's script.

use serde_json::{Map, Value as Json, json};

use super::CalcContext;
use super::error::{ASK, COLON, OF, ROW, THEN, WHY, allowed, allowed_in_form};
use super::spec::{Input, InputKind, Need, ROWS_MAX, Spec};
use super::tables::TableKind;
use super::text::{Lang, Phrase};
use super::words::common::{AS_OF, CHECKED_FULL, CONFLICT, PROBLEM, REST_GAP, REST_PASSED, STALE};

/// The JSON Schema of a calculator's block in an article: an object with `kind` and the inputs.
pub(crate) fn schema(spec: &Spec, lang: Lang) -> Json {
    let mut properties = Map::new();
    properties.insert("kind".into(), json!({ "const": spec.kind, "description": spec.title.get(lang) }));
    properties.extend(spec.inputs.iter().map(|i| (i.name.to_owned(), property(i, lang))));
    let required: Vec<_> = ["kind"].into_iter().chain(required(spec.inputs)).collect();
    json!({ "type": "object", "title": spec.title.get(lang), "description": spec.summary.get(lang),
            "properties": properties, "required": required, "additionalProperties": false })
}

fn required(inputs: &'static [Input]) -> impl Iterator<Item = &'static str> {
    inputs.iter().filter(|i| i.need == Need::Always).map(|i| i.name)
}

fn property(input: &Input, lang: Lang) -> Json {
    let help = input.help.get(lang);
    let words = [input.label.get(lang), if help.is_empty() { "" } else { COLON.get(lang) }, help].concat();
    let description = format!("{words} [{}]", allowed(input).text(lang));
    let mut out = match input.kind {
        InputKind::Money { .. } | InputKind::Percent { .. } => json!({ "type": ["number", "string"] }),
        InputKind::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        InputKind::Date => json!({ "type": "string", "format": "date" }),
        InputKind::Flag => json!({ "type": "boolean" }),
        InputKind::Rule => json!({ "type": "string" }),
        InputKind::Choice(of) => {
            let both = |v: &str| v.parse::<i64>().map_or_else(|_| vec![json!(v)], |n| vec![json!(n), json!(v)]);
            json!({ "enum": of.iter().flat_map(|(v, _)| both(v)).collect::<Vec<_>>() })
        }
        InputKind::Rows(fields) => {
            let properties: Map<_, _> = fields.iter().map(|f| (f.name.to_owned(), property(f, lang))).collect();
            let items = json!({ "type": "object", "properties": properties, "required": required(fields).collect::<Vec<_>>(),
                                "additionalProperties": false });
            json!({ "type": "array", "minItems": 1, "maxItems": ROWS_MAX, "items": items })
        }
    };
    put(&mut out, "description", json!(description));
    if let Some(default) = input.default {
        put(&mut out, "default", typed(input, default));
    }
    out
}

/// A default as a value of the input's type.
fn typed(input: &Input, default: &str) -> Json {
    match input.kind {
        InputKind::Flag => json!(default == "true"),
        InputKind::Integer { .. } | InputKind::Choice(_) => default.parse::<i64>().map_or_else(|_| json!(default), |n| json!(n)),
        _ => json!(default),
    }
}

/// What the browser's script must know of a calculator: its inputs and the words it may have to say. The day is the reader's.
/// The page carries it as `<script type="application/json" data-spec="KIND">`. Keys are short because every such page pays for them:
///
/// - `kind`; `answer`: results, of which the first that there is comes first; `inputs`: `[{n name, l label, k kind, a allowed words, min, max, o choices, f fields, d default, need, x excludes, r note, t today, p period of a rate (0 year, 1 month, 2 day)}]`;
///   bounds of money in fen, of rates in millionths; `need` is `1` always, `0` never, `["-", names…]` unless, `["+", names…]` with;
/// - `today`: what is said of the day, if the result depends on it; `texts`, `problems` and `words`: templates with `{0}` holes.
pub fn page_data(spec: &Spec, ctx: &CalcContext) -> Json {
    let lang = ctx.lang;
    let words = |pairs: &[(&'static str, Phrase)]| -> Map<String, Json> {
        pairs.iter().map(|(key, words)| ((*key).to_owned(), json!(words.get(lang)))).collect()
    };
    let shared = [("conflict", CONFLICT), ("ask", ASK), ("row", ROW), ("of", OF), ("colon", COLON), ("then", THEN), ("why", WHY)];
    let mut texts = words(spec.texts);
    if spec.needs(TableKind::Rates) {
        texts.extend(words(&[("rates_stale", STALE), ("rates_full", CHECKED_FULL)]));
    }
    if spec.needs(TableKind::RestDays) {
        texts.extend(words(&[("rest_gap", REST_GAP), ("rest_passed", REST_PASSED)]));
    }
    let mut out = json!({
        "kind": spec.kind,
        "inputs": inputs(spec.inputs, lang),
        "answer": if spec.answer.is_empty() { spec.results.iter().map(|r| r.name).collect() } else { spec.answer.to_vec() },
        "texts": texts,
        "problems": words(PROBLEM),
        "words": words(&shared),
    });
    if spec.needs_today {
        put(&mut out, "today", json!(AS_OF.get(lang)));
    }
    out
}

fn inputs(of: &[Input], lang: Lang) -> Json {
    of.iter().map(|i| input(i, lang)).collect()
}

fn input(input: &Input, lang: Lang) -> Json {
    let bounds = |kind, min: i128, max: i128| json!({ "k": kind, "min": min.to_string(), "max": max.to_string() });
    let mut out = match input.kind {
        InputKind::Money { min, max } => bounds("money", min, max),
        InputKind::Percent { min, max } => bounds("percent", min, max),
        InputKind::Integer { min, max } => bounds("integer", min.into(), max.into()),
        InputKind::Date => json!({ "k": "date" }),
        InputKind::Flag => json!({ "k": "flag" }),
        InputKind::Rule => json!({ "k": "rule" }),
        InputKind::Choice(of) => json!({ "k": "choice", "o": of.iter().map(|(v, _)| *v).collect::<Vec<_>>() }),
        InputKind::Rows(fields) => json!({ "k": "rows", "f": inputs(fields, lang) }),
    };
    put(&mut out, "n", json!(input.name));
    put(&mut out, "l", json!(input.label.get(lang)));
    put(&mut out, "a", json!(allowed_in_form(input).text(lang)));
    put(&mut out, "need", need(input.need));
    if let Some(default) = input.default {
        put(&mut out, "d", json!(default));
    }
    if !input.excludes.is_empty() {
        put(&mut out, "x", json!(input.excludes));
    }
    if let Some(period) = input.period() {
        put(&mut out, "p", json!(period as u8));
    }
    if input.today {
        put(&mut out, "t", json!(1));
    }
    if let Some(note) = input.range_note {
        put(&mut out, "r", json!(note.get(lang)));
    }
    out
}

fn put(object: &mut Json, key: &str, value: Json) {
    if let Json::Object(map) = object {
        map.insert(key.to_owned(), value);
    }
}

fn need(need: Need) -> Json {
    let list = |sign: &str, names: &[&str]| [sign].iter().chain(names).copied().collect();
    match need {
        Need::Always => json!(1),
        Need::Never => json!(0),
        Need::Unless(names) => list("-", names),
        Need::With(names) => list("+", names),
    }
}
