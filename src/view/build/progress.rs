//! The progress of a clean-up as a drawing and a table.

use crate::diag::burndown::{Burndown, Trend};
use crate::diag::{Lang, explanation};
use crate::view::{ReportProgress, ReportTrend};

const WIDTH: usize = 700;
const HEIGHT: usize = 200;

pub(crate) fn progress(burndown: &Burndown, lang: Lang) -> ReportProgress {
    let weeks = &burndown.weeks;
    let most = weeks.iter().map(|week| week.count).max().unwrap_or(0);
    let steps = weeks.len().saturating_sub(1);
    let point = |(n, count): (usize, usize)| {
        let (x, y) = (n * WIDTH / steps.max(1), HEIGHT - count.saturating_mul(HEIGHT) / most.max(1));
        format!("{x},{y}")
    };
    let points = weeks.iter().map(|week| week.count).enumerate().map(point).collect::<Vec<_>>().join(" ");
    let day = |week: Option<&crate::diag::burndown::Week>| week.map_or_else(String::new, |week| week.monday.to_string());
    ReportProgress {
        sentence: burndown.sentence(lang),
        points: if steps == 0 { String::new() } else { points },
        first: day(weeks.first()),
        last: day(weeks.last()),
        most,
        codes: burndown.codes.iter().map(|row| trend(row, lang)).collect(),
    }
}

fn trend(trend: &Trend, lang: Lang) -> ReportTrend {
    ReportTrend {
        code: trend.code.map(|code| code.to_string()).unwrap_or_default(),
        title: trend.code.and_then(explanation).map(|known| known.title(lang)).unwrap_or_default(),
        first: trend.first,
        last: trend.last,
        rate: trend.rate(),
        end: trend.month(lang).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::diag::burndown::Tally;

    #[test]
    fn the_drawing_falls_from_the_top_to_what_is_left() {
        let tally = |day: &str, count| Tally { day: day.parse().unwrap(), counts: [(Code(550), count)].into() };
        let burndown = |tallies: Vec<Tally>| progress(&Burndown::of(tallies).unwrap(), Lang::Zh);
        let drawn = burndown(vec![tally("2026-09-07", 100), tally("2026-09-14", 50), tally("2026-09-21", 25)]);
        assert_eq!((drawn.points.as_str(), drawn.most), ("0,0 350,100 700,150", 100));
        assert_eq!((drawn.first.as_str(), drawn.last.as_str()), ("2026-09-07", "2026-09-21"));
        assert_eq!(burndown(vec![tally("2026-09-07", 0)]).points, "");
    }
}
