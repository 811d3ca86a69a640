//! What becomes of an outlook when the pace is another one from some time on: more people, or fewer.
//!
//! Each drawn path is bent where the pace turns and keeps its shape: what is uncertain about the pace today stays so.

use super::outlook::{Outlook, Reach, Sure};

/// From so many weeks on the pace is so many times what it would be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// 0 or more.
    pub from_weeks: f64,
    /// Above 0.
    pub times: f64,
}

impl Turn {
    /// What a path has to have finished as it was drawn, for so many items to be finished on the bent one; `before` is what it
    /// has finished where it bends.
    fn unbent(self, before: f64, items: f64) -> f64 {
        if before >= items { items } else { before + (items - before) / self.times }
    }
}

impl Outlook {
    /// The week by whose end so many items are finished, as [`Outlook::when`] tells it.
    pub fn when_turned(&self, items: f64, turn: Turn) -> Sure<Option<usize>> {
        let bend = self.place(turn.from_weeks);
        self.first_weeks(|path| turn.unbent(bend.read(path), items))
    }

    /// The share of the paths on which so many items are finished after so many weeks.
    pub fn chance_turned(&self, items: f64, weeks: f64, turn: Turn) -> f64 {
        let (place, bend) = (self.place(weeks), self.place(turn.from_weeks));
        let done = |path: &Reach| {
            let (done, before) = (place.read(path), bend.read(path));
            if weeks <= turn.from_weeks { done } else { before + (done - before) * turn.times }
        };
        let enough = self.paths.iter().filter(|path| done(path).round() >= items).count();
        enough as f64 / self.paths.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::{Draws, History, Similar};

    fn outlook() -> Outlook {
        let history = History::weekly(&[3.0, 5.0, 2.0, 4.0, 6.0, 3.0, 4.0, 5.0]).unwrap();
        Outlook::similar(&history, &Similar::default(), Draws { paths: 500, ..Draws::default() }).unwrap()
    }

    #[test]
    fn a_pace_that_stays_as_it_is_changes_nothing() {
        let outlook = outlook();
        for from_weeks in [0.0, 2.5, 30.0] {
            let turn = Turn { from_weeks, times: 1.0 };
            for items in [1.0, 7.0, 40.0, 300.0, 5_000.0] {
                assert_eq!(
                    outlook.when_turned(items, turn),
                    outlook.when(items),
                    "{items} from {from_weeks}"
                );
                for weeks in [1.0, 9.5, 60.0] {
                    assert_eq!(outlook.chance_turned(items, weeks, turn), outlook.chance(items, weeks));
                }
            }
        }
    }

    #[test]
    fn twice_the_pace_from_now_on_is_half_the_work() {
        let (outlook, turn) = (outlook(), Turn { from_weeks: 0.0, times: 2.0 });
        for items in [2.0, 12.0, 80.0] {
            assert_eq!(outlook.when_turned(items, turn), outlook.when(items / 2.0), "{items}");
        }
        assert!(outlook.chance_turned(40.0, 6.0, turn) > outlook.chance(40.0, 6.0));
    }

    #[test]
    fn what_is_done_before_the_turn_is_not_moved_by_it() {
        let outlook = outlook();
        let soon = outlook.when(4.0);
        for times in [0.1, 3.0] {
            let turn = Turn { from_weeks: 40.0, times };
            assert_eq!(outlook.when_turned(4.0, turn), soon);
            assert_eq!(outlook.chance_turned(4.0, 3.0, turn), outlook.chance(4.0, 3.0));
        }
        let slow = outlook.when_turned(200.0, Turn { from_weeks: 8.0, times: 0.5 });
        let (now, half) = (outlook.when(200.0), outlook.when(400.0));
        assert!(now.p50 < slow.p50 && slow.p50 < half.p50, "{now:?} {slow:?} {half:?}");
    }
}
