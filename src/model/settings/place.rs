//! The address and the time zone of a site.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// Scheme and host, without a final `/`: `https://www.example.com`.
    pub origin: String,
    /// Path with `/` at both ends: `/` or `/docs/`.
    pub path: String,
}

impl BaseUrl {
    /// Reads a whole http or https address without query, fragment or user name. A missing final `/` is added.
    pub(crate) fn parse(text: &str) -> Option<BaseUrl> {
        let scheme = ["https://", "http://"].into_iter().find(|s| text.starts_with(s))?;
        let rest = text.strip_prefix(scheme)?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (name, port) = host.split_once(':').map_or((host, None), |(n, p)| (n, Some(p)));
        let label = |l: &str| {
            !l.is_empty() && l.len() <= 63 && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !l.starts_with('-')
        };
        let host_fits =
            name.len() <= 253 && name.split('.').all(label) && port.is_none_or(|p| p.parse::<u16>().is_ok_and(|n| n > 0));
        let path = path.trim_end_matches('/');
        let segment = |s: &str| {
            !s.is_empty() && s != "." && s != ".." && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        };
        if !host_fits || !(path.is_empty() || path.split('/').all(segment)) {
            return None;
        }
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(BaseUrl { origin: format!("{scheme}{}", host.to_ascii_lowercase()), path })
    }

    pub(crate) fn home(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UtcOffset {
    /// Minutes east of Greenwich.
    pub(crate) minutes: i32,
}

impl UtcOffset {
    pub(crate) const BEIJING: UtcOffset = UtcOffset { minutes: 8 * 60 };

    /// Reads `+08:00`.
    pub(crate) fn parse(text: &str) -> Option<UtcOffset> {
        let (sign, rest) = match text.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let two = |t: &str| t.parse::<i32>().ok().filter(|_| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit()));
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        (hours <= 14 && minutes < 60).then_some(UtcOffset { minutes: sign * (hours * 60 + minutes) })
    }
}

impl UtcOffset {
    /// The date and time of a moment here.
    pub(crate) fn local(self, moment: Timestamp) -> Option<DateTime> {
        Some(self.offset()?.to_datetime(moment))
    }

    /// The moment at which a day begins here.
    pub(crate) fn start_of(self, day: Date) -> Option<Timestamp> {
        self.offset()?.to_timestamp(day.to_datetime(Time::midnight())).ok()
    }

    fn offset(self) -> Option<Offset> {
        Offset::from_seconds(self.minutes.checked_mul(60)?).ok()
    }
}

impl std::fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_are_whole_and_plain() {
        let home = |t| BaseUrl::parse(t).map(|b| b.home());
        assert_eq!(home("https://Example.com/docs"), Some("https://example.com/docs/".to_owned()));
        assert_eq!(home("http://localhost:8080/"), Some("http://localhost:8080/".to_owned()));
        for bad in [
            "example.com", "ftp://a.b/", "https://", "https://a b/", "https://u@h/", "https://h/?q", "https://h/#f",
            "https://h/../x", "https://h:0/", "https://例.com/",
        ] {
            assert_eq!(home(bad), None, "{bad}");
        }
    }
}
