//! Filters besides those of the engine. None of them makes unsafe text safe.

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("safe", safe);
}

/// Replaces the engine's `safe`, which would let a template print whatever an article says as HTML. What is HTML already
/// passes; everything else is refused.
fn safe(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if value.is_safe() {
        Ok(value)
    } else {
        Err(Error::message("`safe` cannot be used on text; HTML arrives as `body`, `intro`, `qr` and `jsonld`"))
    }
}
