//! How full each sprint is, as bars over what its people can do.

use super::lanes::{Cards, Lane, Load};

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 120.0;
const TOP: f64 = 6.0;
/// A bar is no wider than this, however few there are.
const ROOM_MAX: f64 = 64.0;

/// A sprint of the chart, in units of the picture.
pub struct Bar {
    pub number: i64,
    pub team: String,
    pub there: Rect,
    pub used: Rect,
    pub middle: String,
    pub told: String,
    pub prices: Vec<String>,
    pub skills: Vec<String>,
    pub chance: Option<String>,
}

pub struct Rect {
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
}

pub struct LoadChart {
    /// "Sprint 33: 24 of 24 points. Sprint 34: 18 of 24 points."
    pub told: String,
    pub bars: Vec<Bar>,
    pub has_teams: bool,
}

impl LoadChart {
    /// None where no sprint is planned. `more` says the prices and the chance of a lane.
    pub fn of(cards: &Cards, more: impl Fn(&Lane) -> (Vec<String>, Option<String>)) -> Option<Self> {
        let lanes: Vec<&Lane> = cards.lanes().collect();
        let first = lanes.first()?;
        // Points and stories cannot be drawn by one measure: then each sprint is drawn by its own.
        let is_alike = lanes.iter().all(|lane| lane.load.in_points == first.load.in_points);
        let most = |load: &Load| load.most.unwrap_or(0).max(load.used).max(1);
        let highest = lanes.iter().map(|lane| most(&lane.load)).max().unwrap_or(1);
        let room = (WIDTH / lanes.len() as f64).min(ROOM_MAX);
        let bar = |(nth, lane): (usize, &&Lane)| {
            let load = &lane.load;
            let middle = room * (nth as f64 + 0.5);
            let scale = if is_alike { highest } else { most(load) } as f64;
            let rect = |value: i64, part: f64| {
                let (height, width) = (value as f64 / scale * (HEIGHT - TOP), room * 0.7 * part);
                Rect {
                    x: format!("{:.1}", middle - width / 2.0),
                    y: format!("{:.1}", HEIGHT - height),
                    width: format!("{width:.1}"),
                    height: format!("{height:.1}"),
                }
            };
            let (prices, chance) = more(lane);
            Bar {
                number: lane.column.sprint.number,
                team: lane.column.team.clone(),
                there: rect(load.most.unwrap_or(0), 1.0),
                used: rect(load.used, 0.62),
                middle: format!("{middle:.1}"),
                told: load.told(),
                prices,
                skills: lane.skills.iter().map(|skill| format!("{} {}", skill.name, skill.told())).collect(),
                chance,
            }
        };
        let bars: Vec<Bar> = lanes.iter().enumerate().map(bar).collect();
        let and = |skill: &String| format!(", {skill}");
        let told = |bar: &Bar| {
            let skills: String = bar.skills.iter().map(and).collect();
            format!("Sprint {}: {}{skills}.", bar.number, bar.told)
        };
        let has_teams = lanes.iter().any(|lane| lane.column.team_place > 0);
        Some(Self { told: bars.iter().map(told).collect::<Vec<_>>().join(" "), bars, has_teams })
    }
}
