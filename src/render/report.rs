//! The report page as one HTML file that needs no other: style within, no script. It is no page of the site, so no site can
//! change its template.

use tera::{Context, Value};

use super::{engine, fault};
use crate::diag::Finding;
use crate::view::ReportPage;

/// Name of the template; its extension turns escaping on.
const TEMPLATE: &str = "report.html";

/// Renders the page.
///
/// # Errors
/// A fault of the program itself.
pub(crate) fn report(report: &ReportPage) -> Result<String, Box<Finding>> {
    let mut tera = engine();
    tera.add_raw_template(TEMPLATE, include_str!("report.html")).map_err(|e| Box::new(fault::internal(&e)))?;
    let mut context = Context::new();
    context.insert_value("report", Value::try_from_serializable(report).map_err(|e| Box::new(fault::internal(&e)))?);
    tera.render(TEMPLATE, &context).map_err(|e| Box::new(fault::internal(&e)))
}
