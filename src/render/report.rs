//! The report page as one HTML file with its style and without scripts. It is no page of the site, so no site can change its
//! template.

use tera::Context;

use super::{engine, fault, value};
use crate::diag::Finding;
use crate::view::ReportPage;

pub(crate) fn report(report: &ReportPage) -> Result<String, Box<Finding>> {
    let mut tera = engine();
    let mut context = Context::new();
    context.insert_value("report", value(report)?);
    let added = tera.add_raw_template("report.html", include_str!("report.html"));
    added.and_then(|()| tera.render("report.html", &context)).map_err(|e| Box::new(fault::internal(&e)))
}
