//! The window of a feature on the timeline, drawn: how far its stories are, its forecast from the even chance to 85 %, and its
//! plan below.

use super::timeline::Timeline;
use domain::spine::moment::Day;

/// Across in percent of what is seen.
pub struct Window {
    pub from: String,
    pub even: String,
    /// Of the bar, and of its part whose stories are accepted.
    pub width: String,
    pub done: String,
    /// Where 85 % are reached; none where nothing is forecast.
    pub sure: Option<String>,
    /// Where the plan begins and ends, beside a forecast.
    pub planned: Option<(String, String)>,
}

/// What a window is drawn from.
pub struct Drawn {
    pub first: Day,
    /// The last day of the bar: the even chance, or what is planned.
    pub even: Day,
    /// None: nothing is forecast; the inner one: later than what can be said.
    pub sure: Option<Option<Day>>,
    pub planned: Option<(Day, Day)>,
    /// Of the stories, in percent.
    pub accepted: i64,
}

impl Window {
    pub fn of(timeline: &Timeline, drawn: &Drawn) -> Self {
        let after = |day: Day| timeline.place(day.plus_days(1));
        let (from, even) = (timeline.place(drawn.first), after(drawn.even));
        let width = (even - from).max(0.0);
        let percent = |place: f64| format!("{place:.2}%");
        let seen = drawn.planned.filter(|(first, last)| timeline.sees(*first, *last));
        Self {
            from: percent(from),
            even: percent(even),
            width: percent(width),
            done: percent(width * drawn.accepted.clamp(0, 100) as f64 / 100.0),
            sure: drawn.sure.map(|sure| percent(sure.map_or(100.0, after).max(even))),
            planned: seen.map(|(first, last)| (percent(timeline.place(first)), percent(after(last)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_stands_where_its_days_are() {
        let day = |text| Day::parse(text).unwrap();
        let timeline = Timeline::from(day("2026-11-18").date());
        let drawn = Drawn {
            first: day("2026-11-01"),
            even: day("2026-11-30"),
            sure: Some(Some(day("2026-12-31"))),
            planned: Some((day("2026-11-01"), day("2026-11-30"))),
            accepted: 50,
        };
        let window = Window::of(&timeline, &drawn);
        // Of 242 days: 30 of November, 61 with December.
        assert_eq!((window.from.as_str(), window.even.as_str()), ("0.00%", "12.40%"));
        assert_eq!((window.width.as_str(), window.done.as_str()), ("12.40%", "6.20%"));
        assert_eq!(window.sure.as_deref(), Some("25.21%"));
        assert_eq!(window.planned, Some(("0.00%".into(), "12.40%".into())));
        let later = Window::of(&timeline, &Drawn { sure: Some(None), planned: None, ..drawn });
        assert_eq!((later.sure.as_deref(), later.planned), (Some("100.00%"), None));
    }
}
