//! The markup of a calculator holds what the script relies on, and the scripts stay small.

use std::io::Write;
use std::process::{Command, Stdio};

use jiff::civil::date;
use sitegen::calc::page::{Frame, method, page};
use sitegen::calc::{self, CalcContext, Lang, RateTable, SPECS, TableKind, Tables};
use sitegen::model::Registers;
use sitegen::text::Source;

/// Compressed script a page with one calculator may load, and all thirteen may be.
const ONE_PAGE: usize = 7 * 1024;
const ALL_KINDS: usize = 20 * 1024;

/// The days off and the deadlines of the sample.
fn registers() -> Tables {
    let source = |name: &str| {
        let path = format!("content/{name}.yaml");
        let text = std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        Source::new(path.as_str(), text)
    };
    Registers::read(&["holidays", "deadlines"].map(source)).0.tables
}

fn pages(frame: Frame) -> Vec<(&'static str, String)> {
    let rates = RateTable::new([(date(2019, 8, 20), "4.25"), (date(2023, 6, 20), "3.55")], date(2026, 2, 24)).unwrap();
    let ctx = CalcContext {
        tables: &Tables { rates: Some(rates), ..registers() },
        as_of: date(2026, 11, 23),
        lang: Lang::Zh,
        defaults: &[],
    };
    let mut tera = tera::Tera::default();
    tera.add_raw_template("method.html", include_str!("../templates/method.html")).unwrap();
    tera.add_raw_template("widget.html", include_str!("../templates/widget.html")).unwrap();
    let draw = |spec: &'static calc::Spec| {
        let raw = calc::example(spec);
        let outcome = calc::compute(spec, &raw, &ctx).unwrap();
        let (mut context, method) = (tera::Context::new(), method(spec, &ctx));
        context.insert("method", &method);
        let method = tera.render("method.html", &context).unwrap();
        context.insert("calculator", &page(&outcome, &raw, &ctx, "calc-1", frame));
        context.insert_value("method", tera::Value::safe_string(&method));
        (spec.kind, tera.render("widget.html", &context).unwrap())
    };
    SPECS.map(draw).to_vec()
}

/// Every value of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let open = format!(" {attribute}=\"");
    html.split(&open).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// From this mark to the end of that part of the widget.
fn part<'a>(html: &'a str, open: &str) -> &'a str {
    let from = &html[html.find(open).unwrap_or_else(|| panic!("no {open}"))..];
    let ends = ["<p class=\"actions\"", "</form>", "怎么算的，依据是什么"];
    &from[..ends.iter().filter_map(|end| from.find(end)).min().unwrap_or(from.len())]
}

#[test]
fn the_form_holds_what_the_script_relies_on() {
    for (kind, html) in pages(Frame::Page) {
        let ids = values(&html, "id");
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{kind}: an id twice");
        let references = [values(&html, "for"), values(&html, "aria-describedby"), values(&html, "aria-labelledby")].concat();
        for id in references.iter().flat_map(|list| list.split(' ')) {
            assert!(unique.contains(&id), "{kind}: nothing has the id {id}");
        }
        let spec = calc::find(kind).unwrap();
        let names = values(&html, "name");
        for input in spec.inputs.iter().filter(|i| i.fields().is_empty()) {
            assert!(names.contains(&input.name), "{kind}: no control {}", input.name);
        }
        for list in spec.inputs.iter().filter(|i| !i.fields().is_empty()) {
            assert!(values(&html, "data-add-row").contains(&list.name), "{kind}: no button for {}", list.name);
            for field in list.fields() {
                assert!(
                    names.contains(&format!("{}.1.{}", list.name, field.name).as_str()),
                    "{kind}: {} {}",
                    list.name,
                    field.name
                );
            }
        }
        let (output, example) = (part(&html, "<div data-output"), part(&html, "<details class=\"example\""));
        for result in spec.results {
            assert!(values(output, "data-result").contains(&result.name), "{kind}: no result {}", result.name);
        }
        assert!(values(output, "value").iter().all(|value| value.is_empty()), "{kind}: a number before the first computation");
        assert!(!values(example, "data-result").is_empty(), "{kind}: no worked example");
        assert!(
            !values(part(&html, "<form"), "value")
                .iter()
                .any(|value| value.starts_with(|c: char| c.is_ascii_digit()) && value.contains('.'))
        );
        let marks = [
            "data-errors", "data-status", "data-lines", "data-notes", "data-output", "data-needs-script", "data-example",
            "data-fill-example", "data-clear", "data-given", "data-steps", "data-basis", "data-law", "data-sample", "data-changed",
            "data-actions",
        ];
        for mark in marks {
            assert_eq!(html.matches(&format!(" {mark}")).count(), 1, "{kind}: {mark}");
        }
        assert!(html.contains("仅供估算，不构成法律意见"), "{kind}");
        assert!(!html.contains(" style=") && !html.contains(" on"), "{kind}: markup that the content policy forbids");
        assert!(!html.contains("<button type=\"submit\">"), "{kind}: a form without script must not submit");
    }
}

#[test]
fn text_of_the_page_is_escaped() {
    for spec in SPECS {
        let ctx = CalcContext { tables: &Tables::default(), as_of: date(2026, 11, 23), lang: Lang::Zh, defaults: &[] };
        assert!(!method(spec, &ctx).spec.contains('<'), "{}", spec.kind);
    }
}

#[test]
fn scripts_are_small() {
    let size = |name: &str| {
        let script = std::fs::read(format!("{}/static/theme/calc-{name}.js", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let mut gzip = Command::new("gzip").args(["-9", "-n"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        gzip.stdin.take().unwrap().write_all(&script).unwrap();
        gzip.wait_with_output().unwrap().stdout.len()
    };
    let (core, rest) = (size("core"), size("rest"));
    let kinds = SPECS.map(|s| size(s.kind));
    for (spec, kind) in SPECS.iter().zip(kinds) {
        let page = core + kind + if spec.needs(TableKind::RestDays) { rest } else { 0 };
        assert!(page <= ONE_PAGE, "{}: {page}", spec.kind);
    }
    let all = core + rest + kinds.iter().sum::<usize>();
    assert!(all <= ALL_KINDS, "{all}");
}

#[test]
fn help_names_every_input() {
    for spec in SPECS {
        for lang in [Lang::Zh, Lang::En] {
            let help = calc::help(spec, lang);
            assert!(spec.inputs.iter().all(|i| help.contains(&format!("\n  {}  ", i.name))), "{help}");
        }
    }
}
