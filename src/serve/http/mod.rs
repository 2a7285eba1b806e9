//! As much of HTTP/1.1 as a preview needs: one request for a file a connection. Knows nothing of the site.

mod answer;
mod listen;
mod request;

pub(crate) use answer::Response;
pub use answer::Status;
pub(crate) use listen::{Limits, listen};
pub use request::{Request, parse};
