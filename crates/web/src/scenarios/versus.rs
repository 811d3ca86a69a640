//! Both forecasts of each row, drawn one above the other: to the even chance a bar, to 85 % a line, and the promise.

use domain::scenarios::compare::{Compared, Stand};
use domain::spine::moment::Day;
use jiff::Span;

/// Rows that are drawn; the table has all.
const ROWS_MAX: usize = 40;
/// Heights in pixels: what stands above the first row, and each row.
const TOP: usize = 26;
const ROW: usize = 54;
/// Months that are seen at least and at most, and that are named at most.
const MONTHS_LEAST: i64 = 3;
const MONTHS_MOST: i64 = 60;
const NAMED_MAX: i64 = 6;
/// Letters of a title that fit the narrowest page.
const TITLE_MAX: usize = 44;

/// The picture; across in percent, down in pixels.
pub struct Versus {
    pub height: usize,
    /// Name and place of months.
    pub months: Vec<(String, String)>,
    pub rows: Vec<Drawn>,
}

/// A feature or release.
pub struct Drawn {
    pub noun: &'static str,
    pub title: String,
    pub y: usize,
    pub now: Option<Reach>,
    pub then: Option<Reach>,
    /// Where the last day of its window ends.
    pub promised: Option<String>,
    /// Likelier broken than kept.
    pub is_late_now: bool,
    pub is_late_then: bool,
}

/// From today to the even chance, and to 85 %.
pub struct Reach {
    pub even: String,
    pub sure: String,
}

impl Versus {
    /// None where nothing has a forecast.
    pub fn of(rows: &[Compared], today: Day) -> Option<Self> {
        let drawn: Vec<&Compared> =
            rows.iter().filter(|row| row.now.p50.or(row.then.p50).is_some()).take(ROWS_MAX).collect();
        let ends = |row: &&Compared| [row.now.p85, row.then.p85, row.now.p50, row.then.p50, row.ends_on];
        let last = drawn.iter().flat_map(ends).flatten().max()?;
        let days = (today.days_until(last) + 7).clamp(MONTHS_LEAST * 30, MONTHS_MOST * 30);
        let place = |day: Day| (today.days_until(day) as f64 * 100.0 / days as f64).clamp(0.0, 100.0);
        let percent = |day: Day| format!("{:.2}", place(day));
        let reach = |stand: &Stand| {
            let even = stand.p50?;
            Some(Reach { even: percent(even), sure: stand.p85.map_or_else(|| "100".into(), percent) })
        };
        let row = |(nth, row): (usize, &&Compared)| Drawn {
            noun: row.noun,
            title: shortened(&row.title),
            y: TOP + nth * ROW,
            now: reach(&row.now),
            then: reach(&row.then),
            promised: row.ends_on.map(|day| percent(day.plus_days(1))),
            is_late_now: row.now.is_late(),
            is_late_then: row.then.is_late(),
        };
        Some(Self {
            height: TOP + drawn.len() * ROW,
            months: months(today, days).into_iter().map(|(name, day)| (name, percent(day))).collect(),
            rows: drawn.iter().enumerate().map(row).collect(),
        })
    }
}

/// The first days of months, as many as can be named; the year where it begins.
fn months(today: Day, days: i64) -> Vec<(String, Day)> {
    let step = (days / 30 / NAMED_MAX + 1).min(12);
    let first = today.date().first_of_month();
    let day = |nth: i64| first.saturating_add(Span::new().months((nth * step).clamp(1, 1_200)));
    (1..=NAMED_MAX * 2)
        .map(day)
        .take_while(|date| today.days_until(Day::of(*date)) < days)
        .map(|date| {
            let form = if date.month() <= step as i8 { "%b %Y" } else { "%b" };
            (date.strftime(form).to_string(), Day::of(date))
        })
        .collect()
}

fn shortened(title: &str) -> String {
    if title.chars().count() <= TITLE_MAX {
        return title.to_owned();
    }
    let short: String = title.chars().take(TITLE_MAX - 1).collect();
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use domain::scenarios::ahead::Ahead;
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn row(now: [&str; 2], then: [&str; 2], ends_on: &str) -> Compared {
        let stand = |[even, sure]: [&str; 2], kept| Stand {
            ahead: Ahead::Stories(3),
            p50: Day::parse(even),
            p85: Day::parse(sure),
            kept,
        };
        Compared {
            noun: "feature",
            id: Uuid::nil(),
            key: "INV-7".into(),
            title: "A title that is so long that it does not fit the page of a phone".into(),
            starts_on: None,
            ends_on: Day::parse(ends_on),
            date_precision: None,
            has_to_do: true,
            now: stand(now, Some(20)),
            then: stand(then, Some(70)),
        }
    }

    #[test]
    fn both_reaches_begin_today_and_the_latest_day_is_seen() {
        let today = day("2026-11-29");
        let rows = [
            row(["2027-01-03", "2027-02-07"], ["2026-12-20", "2027-01-10"], "2027-01-31"),
            row(["", ""], ["2027-03-28", ""], ""),
        ];
        let versus = Versus::of(&rows, today).unwrap();
        assert_eq!((versus.height, versus.rows[1].y), (TOP + 2 * ROW, TOP + ROW));
        let first = &versus.rows[0];
        let (now, then) = (first.now.as_ref().unwrap(), first.then.as_ref().unwrap());
        assert_eq!((now.even.as_str(), now.sure.as_str()), ("27.78", "55.56"));
        assert_eq!((then.even.as_str(), first.promised.as_deref()), ("16.67", Some("50.79")));
        assert!(first.is_late_now && !first.is_late_then && first.title.ends_with('…'));
        assert!(versus.rows[1].now.is_none());
        assert_eq!(versus.rows[1].then.as_ref().unwrap().sure, "100");
        let names: Vec<&str> = versus.months.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Dec", "Jan 2027", "Feb", "Mar", "Apr"]);
        assert!(Versus::of(&[row(["", ""], ["", ""], "2027-01-31")], today).is_none());
    }
}
