//! What a run is asked for.

use jiff::Span;
use jiff::civil::Date;

use crate::link::Publish;
use crate::model::settings::{BaseUrl, UtcOffset};

/// What a run depends on besides the sources.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day the site is built for.
    pub as_of: AsOf,
    /// What to publish besides what is due.
    pub publish: Publish,
    /// A base URL in place of the settings'.
    pub base_url: Option<BaseUrl>,
}

/// The day a site is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    Day(Date),
    /// The day that it is at this moment in the site's time zone; seconds since 1970-01-01 UTC.
    Moment(i64),
}

impl AsOf {
    pub(crate) fn day(self, offset: UtcOffset) -> Date {
        match self {
            AsOf::Day(day) => day,
            AsOf::Moment(seconds) => {
                let days = (seconds + i64::from(offset.minutes) * 60).div_euclid(24 * 60 * 60);
                Date::constant(1970, 1, 1).saturating_add(Span::new().try_days(days).unwrap_or_default())
            }
        }
    }
}
