//! The library of past situations: what a project looked like, and what it then really finished.
//!
//! A situation is a project at the end of some week. Its shape is taken over the last 2, 4, 8, 12 or 26 weeks (a
//! section each); its ratios are what was finished in the next 1, 2, … 52 weeks ÷ (base pace × weeks). Kept are
//! numbers alone: no names, no dates but the number of the week, which a back-test needs to stay strictly in time.
//!
//! `planner-bench library FOLDER FILE` gathers it from a folder of dates: every fourth week of each project, where
//! at least 13 weeks follow. What follows no further is continued at the last known ratio.

use std::sync::LazyLock;

use super::history::{DEFAULT_TREND, Shape};

/// Weeks a shape is taken over; one section of the library each.
pub const WINDOWS: [usize; 5] = [2, 4, 8, 12, 26];
/// Weeks ahead at which ratios are kept.
pub const KNOTS: [usize; 10] = [1, 2, 4, 6, 8, 13, 19, 26, 39, 52];
const KNOTS_KNOWN_LEAST: usize = 6;
const EVERY_WEEKS: usize = 4;
const ROW_BYTES: usize = 3 + 3 + KNOTS.len();
const UNKNOWN: u8 = u8::MAX;
/// Added to ratios before their logarithm is kept, so that a ratio of 0 has one.
const FLOOR: f32 = 0.05;

static SHIPPED: LazyLock<Library> = LazyLock::new(|| Library::decoded(include_bytes!("library.bin")));

/// Past situations of many projects, by the window their shape was taken over.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// A number per project, made from its first half year, that tells it from others.
    pub fingerprints: Vec<u32>,
    pub(super) sections: [Vec<Situation>; WINDOWS.len()],
}

/// One past situation of one project.
#[derive(Clone, Debug)]
pub(super) struct Situation {
    pub project: u8,
    /// Number of the week it was taken at the end of (weeks since 1970).
    pub at: u16,
    /// ln items per week, variation, trend.
    pub shape: [f32; 3],
    /// What was finished ÷ (base pace × weeks) at each of `KNOTS`.
    pub ratios: [f32; KNOTS.len()],
    /// How many ratios are real; the rest repeat the last of them.
    pub known: u8,
}

/// A project's items finished per week.
#[derive(Clone, Debug)]
pub struct Project {
    /// Number of the first week (weeks since 1970).
    pub first_week: u16,
    pub counts: Vec<f64>,
}

impl Project {
    /// Made from the first half year: the same project has the same, however much came later (FNV-1a).
    pub fn fingerprint(&self) -> u32 {
        let start = self.counts.iter().take(26).map(|count| *count as u32);
        start.fold(0x811C_9DC5, |hash, count| (hash ^ count).wrapping_mul(0x0100_0193))
    }
}

impl Library {
    /// The one that comes with the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Gathers the situations of up to 255 projects.
    pub fn gathered(projects: &[&Project]) -> Self {
        let mut library = Self::default();
        for (number, project) in (0_u8..u8::MAX).zip(projects) {
            library.fingerprints.push(project.fingerprint());
            for (section, window) in library.sections.iter_mut().zip(WINDOWS) {
                let origins = (window..=project.counts.len()).step_by(EVERY_WEEKS);
                section.extend(origins.filter_map(|at| row(project, number, window, at)));
            }
        }
        // As stored, so that what is measured is what is shipped.
        Self::decoded(&library.encoded())
    }

    /// Without the project of this fingerprint.
    pub fn without(&self, fingerprint: u32) -> Self {
        let mut library = self.clone();
        let out = |situation: &Situation| self.fingerprints[usize::from(situation.project)] == fingerprint;
        library.sections.iter_mut().for_each(|section| section.retain(|situation| !out(situation)));
        library
    }

    /// Situations in all sections.
    pub fn situations(&self) -> usize {
        self.sections.iter().map(Vec::len).sum()
    }

    /// Count of projects, a fingerprint each (four bytes, least first); per section the count of rows (two bytes)
    /// and the rows: project, week (two bytes), three of shape, ten ratios.
    pub fn encoded(&self) -> Vec<u8> {
        let mut bytes = vec![self.fingerprints.len() as u8];
        bytes.extend(self.fingerprints.iter().flat_map(|print| print.to_le_bytes()));
        for section in &self.sections {
            bytes.extend((section.len().min(usize::from(u16::MAX)) as u16).to_le_bytes());
            for situation in section.iter().take(usize::from(u16::MAX)) {
                bytes.push(situation.project);
                bytes.extend(situation.at.to_le_bytes());
                bytes.extend(situation.shape.iter().zip(SHAPE_SCALES).map(|(x, scale)| scale.byte(*x)));
                let known = usize::from(situation.known);
                bytes.extend((0..KNOTS.len()).map(|knot| match situation.ratios.get(..known) {
                    Some(ratios) if knot < known => RATIO_SCALE.byte((ratios[knot] + FLOOR).ln()),
                    _ => UNKNOWN,
                }));
            }
        }
        bytes
    }

    /// Reads what [`Library::encoded`] wrote; what is cut off is left out.
    fn decoded(bytes: &[u8]) -> Self {
        let mut library = Self::default();
        let Some((projects, mut rest)) = bytes.split_first() else { return library };
        for _ in 0..*projects {
            let Some((print, after)) = rest.split_first_chunk::<4>() else { return library };
            library.fingerprints.push(u32::from_le_bytes(*print));
            rest = after;
        }
        for section in &mut library.sections {
            let Some((count, after)) = rest.split_first_chunk::<2>() else { return library };
            let length = usize::from(u16::from_le_bytes(*count)) * ROW_BYTES;
            let (rows, after) = after.split_at(length.min(after.len()));
            section.extend(rows.chunks_exact(ROW_BYTES).map(read));
            rest = after;
        }
        library
    }
}

fn read(row: &[u8]) -> Situation {
    let known = row[6..].iter().take_while(|byte| **byte != UNKNOWN).count();
    let ratio = |knot: usize| {
        let logarithm = RATIO_SCALE.value(row[6 + knot.min(known.max(1) - 1)]);
        (logarithm.exp() - FLOOR).max(0.0)
    };
    Situation {
        project: row[0],
        at: u16::from_le_bytes([row[1], row[2]]),
        shape: std::array::from_fn(|at| SHAPE_SCALES[at].value(row[3 + at])),
        ratios: std::array::from_fn(ratio),
        known: known as u8,
    }
}

/// The situation of a project after `at` weeks; `None` when nothing was finished or too little follows.
fn row(project: &Project, number: u8, window: usize, at: usize) -> Option<Situation> {
    let (past, future) = project.counts.split_at(at);
    let known = KNOTS.iter().take_while(|knot| **knot <= future.len()).count();
    let shape = Shape::of(&past[at - window..], DEFAULT_TREND).filter(|_| known >= KNOTS_KNOWN_LEAST)?;
    let ratio = |knot: usize| {
        let weeks = KNOTS[knot].min(future.len());
        let done: f64 = future[..weeks].iter().sum();
        (done / (shape.base * weeks as f64)) as f32
    };
    Some(Situation {
        project: number,
        at: project.first_week + at as u16,
        shape: shape.place(),
        ratios: std::array::from_fn(ratio),
        known: known as u8,
    })
}

/// How a number is kept in a byte: least value and step.
#[derive(Clone, Copy)]
struct Scale(f32, f32);

const SHAPE_SCALES: [Scale; 3] = [Scale(-4.0, 0.05), Scale(0.0, 0.022), Scale(-2.5, 0.02)];
const RATIO_SCALE: Scale = Scale(-3.0, 0.03);

impl Scale {
    fn byte(self, value: f32) -> u8 {
        ((value - self.0) / self.1).round().clamp(0.0, f32::from(UNKNOWN - 1)) as u8
    }

    fn value(self, byte: u8) -> f32 {
        self.0 + f32::from(byte) * self.1
    }
}

#[cfg(test)]
mod tests {
    use super::{KNOTS, Library, Project};

    #[test]
    fn what_is_written_is_read_again() {
        let counts: Vec<f64> = (0..100).map(|week| f64::from(week * 7 % 11)).collect();
        let library = Library::gathered(&[&Project { first_week: 2000, counts }]);
        assert!(library.situations() > 40);
        assert_eq!(Library::decoded(&library.encoded()).encoded(), library.encoded());
        let known = library.sections[0].iter().map(|situation| usize::from(situation.known));
        assert!(known.clone().all(|known| known >= 6) && known.max() == Some(KNOTS.len()));
    }

    #[test]
    fn a_project_can_be_left_out() {
        let project = |start: u32| Project {
            first_week: 2000,
            counts: (start..start + 60).map(|week| f64::from(week % 5)).collect(),
        };
        let (one, other) = (project(0), project(1));
        let both = Library::gathered(&[&one, &other]);
        let left = both.without(one.fingerprint());
        assert_eq!(left.situations(), Library::gathered(&[&other]).situations());
    }

    #[test]
    fn broken_bytes_are_no_reason_to_panic() {
        let bytes = Library::shipped().encoded();
        for length in [0, 1, 3, 50, 200, 1001] {
            Library::decoded(&bytes[..length.min(bytes.len())]);
        }
    }
}
