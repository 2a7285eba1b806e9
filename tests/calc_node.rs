//! The browser's script gives the same lines, results, notes and errors as Rust: on the hand-checked vectors of `tests/vectors/` and on thousands of
//! random inputs of every kind. Needs `node` on the path.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::civil::{Date, date};
use serde_json::{Map, Value as Json, json};
use sitegen::calc::data::page_data;
use sitegen::calc::date::add_days;
use sitegen::calc::number::{parse_percent, percent, plain_yuan};
use sitegen::calc::spec::{Input, InputKind, Need};
use sitegen::calc::tables::{Benchmark, CostLine, Figure, RestDays, RestYear};
use sitegen::calc::{self, CalcContext, Lang, RateTable, RawInput, SPECS, Spec, TableKind, Tables};
use sitegen::model::Registers;
use sitegen::text::Source;

/// Random inputs of each kind that must compute; those that are refused are compared besides.
const VALID_CASES: usize = 2_000;
const AS_OF: Date = date(2026, 11, 23);

struct Case {
    kind: &'static str,
    raw: Json,
    as_of: Date,
}

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read_json(path: &Path) -> Json {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn tables() -> Tables {
    Tables {
        rates: Some(rates()),
        benchmark: Some(benchmark()),
        rest_days: rest_days(),
        cost_lines: cost_lines(),
        ..registers().tables
    }
}

/// The days off and the deadlines of the sample.
fn registers() -> Registers {
    let source = |name: &str| {
        let path = format!("content/{name}.yaml");
        Source::new(path.as_str(), std::fs::read_to_string(root(&path)).unwrap())
    };
    let (registers, faults) = Registers::read(&["holidays", "deadlines"].map(source));
    assert!(faults.is_empty());
    registers
}

fn rest_days() -> RestDays {
    let table = read_json(&root("tests/vectors/rest-days.json"));
    let list = |value: &Json| value.as_array().unwrap().clone();
    let day = |value: &Json| -> Date { value.as_str().unwrap().parse().unwrap() };
    let number = |value: &Json| i16::try_from(value.as_i64().unwrap()).unwrap();
    let year = |row: &Json| {
        let off = list(&row["off"]).iter().map(|range| (day(&range[0]), day(&range[1]))).collect();
        (number(&row["year"]), RestYear { off, work: list(&row["work"]).iter().map(day).collect() })
    };
    let month_day = |value: &Json| {
        let (month, day) = value.as_str().unwrap().split_once('-').unwrap();
        (month.parse().unwrap(), day.parse().unwrap())
    };
    let fixed = |row: &Json| (number(&row[0]), list(&row[1]).iter().map(month_day).collect());
    RestDays { years: list(&table["years"]).iter().map(year).collect(), fixed: list(&table["fixed"]).iter().map(fixed).collect() }
}

fn cost_lines() -> Vec<CostLine> {
    let text = |row: &Json, key: &str| row[key].as_str().map(str::to_owned);
    let day = |row: &Json, key: &str| row[key].as_str().map(|day| day.parse::<Date>().unwrap());
    let figure = |row: &Json| match (row["percent"].as_str(), row["lpr_times"].as_u64()) {
        (Some(percent), _) => Figure::Percent(parse_percent(percent).unwrap()),
        (None, Some(times)) => Figure::LprTimes(u32::try_from(times).unwrap()),
        (None, None) => Figure::None,
    };
    let line = |row: &Json| CostLine {
        id: text(row, "id").unwrap(),
        from: day(row, "from").unwrap(),
        to: day(row, "to"),
        lender_kinds: serde_json::from_value(row["lender_kind"].clone()).unwrap(),
        assisted: row["assisted"] == json!(true),
        max_days: row["max_days"].as_u64().map(|days| u32::try_from(days).unwrap()),
        figure: figure(row),
        compare: row["compare"] != json!(false),
        law: text(row, "law"),
        article: text(row, "article").unwrap(),
        v: text(row, "v").unwrap(),
        text: text(row, "text").unwrap(),
    };
    read_json(&root("tests/vectors/cost-lines.json")).as_array().unwrap().iter().map(line).collect()
}

fn benchmark() -> Benchmark {
    let table = read_json(&root("tests/vectors/rates.json"));
    let rows: Vec<(String, [String; 5])> = serde_json::from_value(table["benchmark"].clone()).unwrap();
    Benchmark::new(rows.iter().map(|(day, rates)| (day.parse().unwrap(), rates.each_ref().map(String::as_str)))).unwrap()
}

fn rates() -> RateTable {
    let table = read_json(&root("tests/vectors/rates.json"));
    let rows: Vec<(String, String)> = serde_json::from_value(table["rows"].clone()).unwrap();
    let checked: Date = table["checked"].as_str().unwrap().parse().unwrap();
    let table = RateTable::new(rows.iter().map(|(day, rate)| (day.parse().unwrap(), rate.as_str())), checked).unwrap();
    table.fully_checked(Some(date(2026, 2, 24)))
}

fn raw(value: &Json) -> RawInput {
    match value {
        Json::Object(map) => RawInput::Map(map.iter().map(|(name, value)| (name.clone(), raw(value))).collect()),
        Json::Array(list) => RawInput::List(list.iter().map(raw).collect()),
        Json::String(text) => RawInput::Text(text.clone()),
        other => RawInput::Text(other.to_string()),
    }
}

/// What Rust answers, in the shape of the script's answer.
fn in_rust(case: &Case, tables: &Tables) -> Json {
    let ctx = CalcContext { tables, as_of: case.as_of, lang: Lang::Zh, defaults: &[] };
    match calc::compute(calc::find(case.kind).unwrap(), &raw(&case.raw), &ctx) {
        Ok(outcome) => {
            let all = outcome.to_json();
            let shown: Map<_, _> =
                outcome.results.iter().map(|r| (r.spec.name.to_owned(), json!(r.value.text(Lang::Zh)))).collect();
            json!({ "lines": all["lines"], "results": all["results"], "shown": shown, "notes": outcome.notes, "warnings": outcome.warnings,
                    "data_as_of": all["data_as_of"], "steps": calc::steps(&outcome), "curves": outcome.curves,
                    "conditions": outcome.conditions(), "sources": outcome.sources() })
        }
        Err(faults) => {
            let spec = calc::find(case.kind).unwrap();
            let fault = |f: &calc::InputError| json!({ "input": f.input, "row": f.row, "field": f.field, "text": f.reader_text(spec, Lang::Zh) });
            json!({ "errors": faults.iter().map(fault).collect::<Vec<_>>() })
        }
    }
}

/// What the shipped scripts answer, case by case, in one Node process.
fn in_node(cases: &[Case], tables: &Tables) -> Vec<Json> {
    let mut scripts = vec![root("static/theme/calc-core.js"), root("static/theme/calc-rest.js")];
    scripts.extend(SPECS.map(|s| root(&format!("static/theme/calc-{}.js", s.kind))));
    in_node_with(&scripts, cases, tables)
}

/// What the script for browsers without BigInt answers.
fn in_old_browser(cases: &[Case], tables: &Tables) -> Vec<Json> {
    in_node_with(&[root("static/theme/calc-old.js")], cases, tables)
}

fn in_node_with(scripts: &[std::path::PathBuf], cases: &[Case], tables: &Tables) -> Vec<Json> {
    let ctx = CalcContext { tables, as_of: AS_OF, lang: Lang::Zh, defaults: &[] };
    let of_kinds = |of: fn(&Spec, &CalcContext) -> Json| -> Json {
        SPECS.iter().map(|s| (s.kind.to_owned(), of(s, &ctx))).collect::<Map<_, _>>().into()
    };
    let conditions = of_kinds(|spec, _| json!(spec.conditions()));
    let sources = of_kinds(|spec, ctx| json!(spec.sources(ctx)));
    let specs: Map<_, _> = SPECS.iter().map(|s| (s.kind.to_owned(), page_data(s, &ctx))).collect();
    let data: Map<_, _> =
        TableKind::ALL.into_iter().filter_map(|kind| Some((kind.name().to_owned(), tables.data(kind)?))).collect();
    let setup = json!({ "scripts": scripts, "specs": specs, "conditions": conditions, "sources": sources, "tables": data });
    let mut node = Command::new("node")
        .arg(root("tests/calc_node.js"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node, which this test needs, is not on the path");
    let mut stdin = node.stdin.take().unwrap();
    let lines: Vec<String> =
        cases.iter().map(|c| json!({ "kind": c.kind, "raw": c.raw, "asOf": c.as_of.to_string() }).to_string()).collect();
    let writer = std::thread::spawn(move || {
        writeln!(stdin, "{setup}").unwrap();
        for line in lines {
            writeln!(stdin, "{line}").unwrap();
        }
    });
    let answers = BufReader::new(node.stdout.take().unwrap()).lines();
    let answers = answers.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    writer.join().unwrap();
    assert!(node.wait().unwrap().success());
    answers
}

#[test]
fn vectors_hold_in_rust_and_node() {
    let tables = tables();
    let mut cases = Vec::new();
    let mut wanted = Vec::new();
    for spec in SPECS {
        let path = root(&format!("tests/vectors/{}.json", spec.kind));
        let vectors = read_json(&path);
        for vector in vectors.as_array().unwrap() {
            assert!(vector["source"].as_str().is_some_and(|s| !s.is_empty()), "{}: a vector without a source", path.display());
            let as_of = vector["as_of"].as_str().map_or(AS_OF, |d| d.parse().unwrap());
            cases.push(Case { kind: spec.kind, raw: vector["inputs"].clone(), as_of });
            wanted.push(vector.clone());
        }
    }
    let node = in_node(&cases, &tables);
    for ((case, node), old) in cases.iter().zip(&node).zip(in_old_browser(&cases, &tables)) {
        assert_eq!(node, &old, "{}: {} in an old browser", case.kind, case.raw);
    }
    assert_eq!(node.len(), cases.len());
    let mut held = std::collections::BTreeSet::new();
    for ((case, want), node) in cases.iter().zip(&wanted).zip(&node) {
        let rust = in_rust(case, &tables);
        let place = format!("{}: {}", case.kind, case.raw);
        assert_eq!(&rust, node, "{place}");
        for (name, value) in want["results"].as_object().into_iter().flatten() {
            assert_eq!(&rust["results"][name], value, "{place}: {name}");
        }
        if let Some(amounts) = want["amounts"].as_array() {
            let got: Vec<_> = rust["lines"].as_array().unwrap().iter().map(|l| l["amount"].clone()).collect();
            assert_eq!(&got, amounts, "{place}");
        }
        let notes = rust["notes"].to_string() + &rust["warnings"].to_string();
        let texts = |key: &str| want[key].as_array().into_iter().flatten().filter_map(Json::as_str).collect::<Vec<_>>();
        for text in texts("says") {
            assert!(notes.contains(text), "{place}: no {text} in {notes}");
        }
        for text in texts("silent") {
            assert!(!notes.contains(text), "{place}: {text} in {notes}");
        }
        let has = |of: &str, text: &str| rust[of].as_array().is_some_and(|all| all.iter().any(|one| one == text));
        for (key, of, wanted) in [
            ("advice", "conditions", true),
            ("no_advice", "conditions", false),
            ("rests", "sources", true),
            ("not_on", "sources", false),
        ] {
            for text in texts(key) {
                assert_eq!(has(of, text), wanted, "{place}: {text} in {}", rust[of]);
            }
        }
        let steps = rust["steps"].to_string();
        for text in texts("steps") {
            assert!(steps.contains(text), "{place}: no {text} in {steps}");
        }
        let all = rust["notes"].as_array().into_iter().flatten();
        let mut seen = std::collections::BTreeSet::new();
        assert!(all.map(Json::to_string).all(|note| seen.insert(note)), "{place}: a note twice in {}", rust["notes"]);
        if let Some(text) = want["error"].as_str() {
            let ctx = CalcContext { tables: &tables, as_of: case.as_of, lang: Lang::Zh, defaults: &[] };
            let faults = calc::compute(calc::find(case.kind).unwrap(), &raw(&case.raw), &ctx).unwrap_err();
            assert!(faults.iter().any(|f| f.text(Lang::Zh).contains(text)), "{place}: {faults:?}");
        } else {
            assert!(rust["errors"].is_null(), "{place}: {rust}");
        }
        for name in want["absent"].as_array().into_iter().flatten() {
            assert!(rust["results"][name.as_str().unwrap()].is_null(), "{place}: {name} in {rust}");
        }
        for condition in rust["conditions"].as_array().into_iter().flatten() {
            held.insert((case.kind, condition.as_str().unwrap().to_owned()));
        }
    }
    for spec in SPECS {
        for condition in spec.conditions() {
            assert!(held.contains(&(spec.kind, condition.to_owned())), "{}: no vector in which {condition} holds", spec.kind);
        }
    }
}

#[test]
fn random_inputs_agree_to_the_last_digit() {
    let tables = tables();
    let mut rng = Rng(20_261_123);
    let mut cases = Vec::new();
    let mut wanted = Vec::new();
    for spec in SPECS {
        let mut valid = 0;
        for tried in 0.. {
            assert!(tried < 20 * VALID_CASES, "{}: too few inputs compute", spec.kind);
            let case = rng.case(spec);
            let rust = in_rust(&case, &tables);
            valid += usize::from(rust["errors"].is_null());
            cases.push(case);
            wanted.push(rust);
            if valid == VALID_CASES {
                break;
            }
        }
    }
    let node = in_node(&cases, &tables);
    assert_eq!(node.len(), cases.len());
    for ((case, rust), node) in cases.iter().zip(&wanted).zip(&node) {
        assert_eq!(rust, node, "{} {}", case.kind, case.raw);
    }
}

/// SplitMix64: the same inputs in every run.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    fn between(&mut self, low: i128, high: i128) -> i128 {
        low + i128::from(self.next()) % (high - low + 1)
    }

    fn one_in(&mut self, n: i128) -> bool {
        self.between(1, n) == 1
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.between(0, of.len() as i128 - 1) as usize]
    }

    fn case(&mut self, spec: &'static Spec) -> Case {
        let edges = [
            date(2012, 6, 8),
            date(2014, 6, 30),
            date(2014, 7, 31),
            date(2015, 3, 1),
            date(2015, 8, 31),
            date(2015, 9, 1),
            date(2019, 8, 20),
            date(2020, 8, 19),
            date(2020, 8, 20),
            date(2021, 1, 1),
        ];
        let base = if ["credit-card", "all-in-cost", "bill"].contains(&spec.kind) {
            add_days(date(2016, 12, 1), self.between(0, 9_000) as i64)
        } else if self.one_in(3) {
            *self.pick(&edges)
        } else {
            add_days(date(1991, 1, 1), self.between(0, 14_600) as i64)
        };
        let mut raw = Map::new();
        for input in spec.inputs {
            let clash = |other: &&Input| other.excludes.contains(&input.name) || input.excludes.contains(&other.name);
            let excluded = spec.inputs.iter().filter(clash).any(|other| raw.contains_key(other.name));
            let wanted = match input.need {
                Need::Always => true,
                Need::Never => self.one_in(2),
                Need::Unless(others) => {
                    let few = if spec.kind == "credit-card" { 2 } else { 6 };
                    !others.iter().any(|o| raw.contains_key(*o)) && !self.one_in(few)
                }
                Need::With(others) => others.iter().any(|o| raw.contains_key(*o)) || self.one_in(3),
            };
            let is_other_mode = match raw.get("mode").and_then(Json::as_str) {
                Some("minimum") => ["amount", "periods", "fee_rate", "fee", "payment", "from"].contains(&input.name),
                Some("instalment") => ["statement", "pay"].contains(&input.name),
                _ => false,
            };
            if (wanted && !excluded && !is_other_mode) || self.one_in(60) {
                raw.insert(input.name.to_owned(), self.value(spec, input, base));
            }
        }
        let as_of = add_days(base, self.between(0, 2000) as i64);
        Case { kind: spec.kind, raw: Json::Object(raw), as_of }
    }

    fn value(&mut self, spec: &Spec, input: &'static Input, base: Date) -> Json {
        if let InputKind::Rows(fields) = input.kind {
            let least = i128::from(!self.one_in(30));
            let base = if (spec.kind, input.name) == ("credit-card", "payments") { add_days(base, 41) } else { base };
            let mut rows = Vec::new();
            for _ in 0..self.between(least, 4) {
                let mut row = Map::new();
                for field in fields {
                    let given = match field.need {
                        // Together with others, and rarely, so that most rows are whole.
                        Need::Never => self.one_in(4),
                        _ => !self.one_in(80),
                    };
                    if given {
                        row.insert(field.name.to_owned(), self.value(spec, field, base));
                    }
                }
                rows.push(Json::Object(row));
            }
            return Json::Array(rows);
        }
        let nonsense = ["", "-5", "1.005", "abc", "2026-02-30", "１２", "1,23", "1e3", "5％", "0", "100000000.01", "1990-12-31"];
        if self.one_in(50) {
            return json!(self.pick(&nonsense));
        }
        json!(match input.kind {
            InputKind::Money { .. } => self.money(spec, input),
            InputKind::Percent { .. } if self.one_in(8) => self.spoken_rate(input),
            InputKind::Percent { max, .. } => {
                let usual = (max).min(400_000);
                let rate = if self.one_in(10) { self.between(0, max) } else { self.between(0, usual) };
                let rate = if self.one_in(2) { rate / 1000 * 1000 } else { rate };
                percent(rate, 4) + *self.pick::<&str>(&["", "%", "％"])
            }
            InputKind::Integer { min, max } => {
                let max = if self.one_in(10) { max } else { max.min(36) };
                self.between(i128::from(min), i128::from(max)).to_string()
            }
            InputKind::Date => self.date(spec, input.name, base),
            InputKind::Flag => if self.one_in(4) { "true" } else { "false" }.to_owned(),
            InputKind::Choice(of) => self.pick(of).0.to_owned(),
            InputKind::Rule => {
                let rules =
                    ["answer", "evidence", "retrial", "award-set-aside", "award-set-aside-2017", "credit-objection", "answer"];
                (*self.pick::<&str>(&rules)).to_owned()
            }
            InputKind::Rows(_) => String::new(),
        })
    }

    /// Sizes that mostly fit together, written in every way that is accepted.
    fn money(&mut self, spec: &Spec, input: &Input) -> String {
        let (low, high) = match (spec.kind, input.name) {
            ("all-in-cost", "received" | "principal") => (500_000, 1_500_000),
            ("all-in-cost", "payment" | "amount") => (50_000, 900_000),
            ("bill", "amount") => (100_000, 2_000_000),
            ("bill", "payment") => (50_000, 500_000),
            ("bill", "pay" | "statement") => (10_000, 3_000_000),
            ("credit-card", "minimum") => (0, 100_000),
            (
                _,
                "fee" | "fees" | "upfront" | "minimum_floor" | "late_cap" | "withheld" | "upfront_fee" | "extra_per_period"
                | "late_floor" | "settle_fee",
            ) => (0, 50_000),
            (_, "amount") => (1, 1_000_000),
            _ => (1, 20_000_000),
        };
        let fen = match self.between(0, 19) {
            0 => 10_000_000_000,
            1 => 1,
            2 => self.between(1, 10_000_000_000),
            3 => self.between(low, high) / 100 * 100,
            _ => self.between(low, high),
        };
        let plain = plain_yuan(fen);
        let yuan = fen / 100;
        match self.between(0, 12) {
            7 => format!("¥{plain}"),
            8 => format!("￥ {yuan}块"),
            9 => format!("{}.{:05}千", fen / 100_000, fen % 100_000),
            10 => format!("{}.{:06} 万元整", fen / 1_000_000, fen % 1_000_000),
            11 => format!("人民币{}w", yuan / 10_000),
            12 if yuan > 999 && yuan < 1_000_000 => {
                format!("{}{}{:03}", yuan / 1000, self.pick(&[" ", "　", "\u{a0}"]), yuan % 1000)
            }
            0 => plain.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
            1 if fen % 100 == 0 => (fen / 100).to_string(),
            2 => format!("{}.{:06}万", fen / 1_000_000, fen % 1_000_000),
            3 => format!(" {plain} 元"),
            4 => {
                let (whole, part) = plain.split_once('.').unwrap();
                let groups: Vec<_> = whole.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap()).collect();
                format!("{}.{part}", groups.join(","))
            }
            _ => plain,
        }
    }

    /// Rates as a bill says them, and some that nobody says.
    fn spoken_rate(&mut self, input: &Input) -> String {
        let period = match input.name {
            "daily_rate" => "日",
            "monthly_rate" => "月",
            _ => "年",
        };
        let period = if self.one_in(3) { *self.pick(&["年", "月", "日"]) } else { period };
        let prefix = match self.between(0, 2) {
            0 => format!("{period}{}", self.pick(&["利率", "息", "化", "化利率", ""])),
            _ => String::new(),
        };
        let number =
            *self.pick(&["一", "二", "两", "五", "十", "十二", "二十四", "5", "4.5", "0.05", "2", "二十四十", "零", "半", ""]);
        let rate = match self.between(0, 7) {
            0 => format!("万分之{number}"),
            1 => format!("千分之{number}"),
            2 => format!("百分之{number}"),
            3 => format!("{number}分"),
            4 => format!("{number}分{}", self.pick(&["半", "5", "五厘", "半厘", "5.5", "十"])),
            5 => format!("{number}厘"),
            6 => format!("{number}‰"),
            _ => format!("{number} %"),
        };
        prefix + &rate
    }

    /// Days that mostly stand in the order in which a person would have them.
    fn date(&mut self, spec: &Spec, name: &str, base: Date) -> String {
        let (low, high) = match (spec.kind, name) {
            ("credit-card", "date" | "posted") => (-40, 0),
            ("credit-card", "due") => (0, 20),
            ("credit-card", "until") => (21, 300),
            ("all-in-cost", "start") => (-40, 0),
            ("all-in-cost" | "bill", "from") => (0, 4_000),
            ("delayed-performance", "from") => (-10, 200),
            ("delayed-performance", "to") => (150, 600),
            ("credit-record", "ended") => (-30, 700),
            ("guarantee-period", "contract") => (-900, 60),
            ("guarantee-period", "agreed_until") => (-60, 1500),
            ("guarantee-period", "date") => (-60, 400),
            ("limitation", "date") => (-100, 2500),
            ("limitation", "ended" | "perform_by") => (600, 3500),
            ("limitation", "from") => (400, 1100),
            ("limitation", "to") => (1000, 1500),
            ("private-loan", "contract") => (-200, 30),
            ("private-loan", "start") => (0, 400),
            ("private-loan", "date") => (1, 1500),
            ("private-loan", "repay_by") => (0, 1200),
            (_, "paid" | "end" | "filed") => (-20, 2500),
            (_, "due") => (-30, 30),
            _ => (0, 1000),
        };
        let day = add_days(base, self.between(low, high) as i64);
        match self.between(0, 8) {
            5 if self.one_in(6) => format!("{}月{}日", day.month(), day.day()),
            6 => format!("{:02}-{}-{}", day.year() % 100, day.month(), day.day()),
            7 => format!("{} 年 {} 月 {} 号", day.year(), day.month(), day.day()),
            0 => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            1 => day.to_string().replace('-', ""),
            2 => format!("{}/{}/{}", day.year(), day.month(), day.day()),
            _ => day.to_string(),
        }
    }
}
