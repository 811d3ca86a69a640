//! What sprints brought, and what was accepted week by week, as bars.

use domain::sprint::reports::rules::{Brought, SPRINTS_LEAST, Velocity};

use super::burn_chart::number;

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 120.0;
const TOP: f64 = 6.0;
/// A bar is no wider than this, however few there are.
const BAR_MAX: f64 = 44.0;

/// A bar, in units of the picture.
pub struct Bar {
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    pub middle: String,
    pub label: String,
}

pub struct VelocityChart {
    pub told: String,
    pub planned: Vec<Bar>,
    pub accepted: Vec<Bar>,
    /// The height of the mean.
    pub mean: Option<String>,
    pub rows: Vec<Brought>,
    pub in_points: bool,
}

impl VelocityChart {
    /// None where no sprint is over.
    pub fn of(velocity: Velocity, in_points: bool) -> Option<Self> {
        let rows = velocity.sprints.clone();
        let most = rows.iter().map(|row| row.planned.max(row.accepted)).max()?.max(1);
        let labels: Vec<String> = rows.iter().map(|row| row.number.to_string()).collect();
        let bars = |value: fn(&Brought) -> i64, part: f64| {
            bars(&rows.iter().map(value).collect::<Vec<_>>(), &labels, (most, part))
        };
        Some(Self {
            told: told(&velocity, in_points),
            planned: bars(|row| row.planned, 1.0),
            accepted: bars(|row| row.accepted, 0.62),
            mean: velocity.mean.map(|mean| format!("{:.1}", height_of(mean, most))),
            in_points,
            rows,
        })
    }

    pub fn number(&self, value: &i64) -> String {
        number(*value, self.in_points)
    }

    pub fn unit(&self) -> &'static str {
        if self.in_points { "points" } else { "stories" }
    }
}

/// "22 points a sprint in the last six, between 18 and 27." Or that there is too little to say.
fn told(velocity: &Velocity, in_points: bool) -> String {
    let unit = if in_points { "points" } else { "stories" };
    let count = velocity.sprints.len().min(domain::sprint::reports::rules::SPRINTS_MOST);
    let range = match (number(velocity.least, in_points), number(velocity.most, in_points)) {
        (least, most) if least == most => format!("{least} each time"),
        (least, most) => format!("between {least} and {most}"),
    };
    match velocity.mean {
        Some(mean) => {
            format!("{} {unit} a sprint in the last {count}, {range}.", number(mean, in_points))
        }
        None if count == 1 => format!(
            "One sprint is over: {} {unit}. {SPRINTS_LEAST} are needed before it is worth planning by.",
            number(velocity.most, in_points)
        ),
        None => format!(
            "{count} sprints are over, {range} {unit}. {SPRINTS_LEAST} are needed before it is worth planning by."
        ),
    }
}

/// What was accepted in each week, the oldest first.
pub fn weeks(accepted: &[u32]) -> Vec<Bar> {
    let most = i64::from(accepted.iter().copied().max().unwrap_or(0).max(1));
    let values: Vec<i64> = accepted.iter().map(|stories| i64::from(*stories)).collect();
    let ago = |nth: usize| match accepted.len() - 1 - nth {
        0 => "this week".into(),
        weeks => format!("−{weeks}"),
    };
    let labels: Vec<String> = (0..accepted.len()).map(ago).collect();
    bars(&values, &labels, (most, 0.7))
}

fn bars(values: &[i64], labels: &[String], (most, part): (i64, f64)) -> Vec<Bar> {
    let room = (WIDTH / values.len().max(1) as f64).min(BAR_MAX / 0.7);
    let width = room * 0.7 * part;
    let bar = |(nth, (value, label)): (usize, (&i64, &String))| {
        let (middle, y) = (room * (nth as f64 + 0.5), height_of(*value, most));
        Bar {
            x: format!("{:.1}", middle - width / 2.0),
            y: format!("{y:.1}"),
            width: format!("{width:.1}"),
            height: format!("{:.1}", HEIGHT - y),
            middle: format!("{middle:.1}"),
            label: label.clone(),
        }
    };
    values.iter().zip(labels).enumerate().map(bar).collect()
}

fn height_of(value: i64, most: i64) -> f64 {
    HEIGHT - value as f64 / most as f64 * (HEIGHT - TOP)
}

#[cfg(test)]
mod tests {
    use domain::sprint::reports::rules::velocity;

    use super::*;

    fn chart(accepted: &[i64]) -> Option<VelocityChart> {
        let brought =
            |(n, accepted): (usize, &i64)| Brought { number: n as i64, planned: 200, accepted: *accepted };
        VelocityChart::of(velocity(&accepted.iter().enumerate().map(brought).collect::<Vec<_>>()), true)
    }

    #[test]
    fn a_velocity_says_when_there_is_too_little_to_say() {
        assert!(chart(&[]).is_none());
        for (accepted, told) in [
            (&[110][..], "One sprint is over: 11 points. 3 are needed before it is worth planning by."),
            (
                &[110, 130],
                "2 sprints are over, between 11 and 13 points. 3 are needed before it is worth planning by.",
            ),
            (&[110, 130, 180], "14 points a sprint in the last 3, between 11 and 18."),
            (&[110, 110, 110], "11 points a sprint in the last 3, 11 each time."),
        ] {
            assert_eq!(chart(accepted).map(|chart| chart.told).as_deref(), Some(told));
        }
    }

    #[test]
    fn bars_stand_on_the_axis_and_none_is_higher_than_the_field() {
        let bars = weeks(&[0, 3, 6]);
        assert_eq!(bars.iter().map(|bar| bar.y.as_str()).collect::<Vec<_>>(), ["120.0", "63.0", "6.0"]);
        assert_eq!(bars.iter().map(|bar| bar.label.as_str()).collect::<Vec<_>>(), ["−2", "−1", "this week"]);
    }
}
