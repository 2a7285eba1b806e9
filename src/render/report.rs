//! The report pages of a check and of an import, each as one HTML file with its style and without scripts. They are no pages of the
//! site, so no site can change their templates.

use serde::Serialize;
use tera::Context;

use super::{engine, fault, value};
use crate::diag::Finding;
use crate::view::ReportPage;
use crate::view::import_report::ImportReport;

pub(crate) fn report(report: &ReportPage) -> Result<String, Box<Finding>> {
    page(include_str!("report.html"), report)
}

pub(crate) fn import_report(report: &ImportReport) -> Result<String, Box<Finding>> {
    page(include_str!("import_report.html"), report)
}

fn page<T: Serialize>(template: &str, report: &T) -> Result<String, Box<Finding>> {
    let mut tera = engine();
    let mut context = Context::new();
    context.insert_value("report", value(report)?);
    let added = tera.add_raw_template("report.html", template);
    added.and_then(|()| tera.render("report.html", &context)).map_err(|e| Box::new(fault::internal(&e)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::import_report::{DifferenceRow, RuleRow};

    #[test]
    fn a_report_on_an_import_shows_texts_of_the_source_as_text() {
        let row = DifferenceRow {
            address: "/hf/1.html".to_owned(),
            title: "<b>甲</b>".to_owned(),
            what: "全文改成了没有格式的段落".to_owned(),
            source: "a<b".to_owned(),
            page: "a".to_owned(),
        };
        let rule = RuleRow { rule: "furniture-copyright", name: "版权声明", count: 2, distinct: 1, texts: Vec::new(), more: 1 };
        for zh in [true, false] {
            let report = ImportReport {
                zh,
                records: 1,
                simplified: vec![row.clone()],
                rules: vec![rule.clone()],
                ..ImportReport::default()
            };
            let html = import_report(&report).unwrap();
            assert!(html.contains("&lt;b&gt;甲&lt;") && html.contains("a&lt;b"), "{html}");
            assert!(!html.contains("<script") && !html.contains("http"), "{html}");
        }
    }
}
