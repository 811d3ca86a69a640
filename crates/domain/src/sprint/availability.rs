//! How much of the usual working time a week has: who of a product's teams is away.

use std::collections::BTreeMap;

use database::{Query, Together};

use super::TeamMemberId;
use super::plan::rules::days_away;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::{Day, Timestamp};

/// Absences that are looked at, at most.
const ABSENCES_MAX: i64 = 5_000;
const WEEK_DAYS: i64 = 7;
/// Working days in any seven days.
const WORKING_DAYS: i64 = 5;

database::row! {
    /// Somebody of a team that works on the product, and days on which they are away; without any once without days.
    struct Away {
        member: TeamMemberId,
        share_percent: i64,
        starts_on: Option<Day>,
        ends_on: Option<Day>,
        recorded_at: Option<Timestamp>,
    }
}

/// The absences of a product's people. Each person counts by the share of their team that the product has.
pub struct Absences {
    away: Vec<Away>,
    /// The shares of all people together.
    people: i64,
}

/// The absences between two days. Yet to be asked.
pub fn absences(
    actor: &Actor,
    product: ProductId,
    (from, to): (Day, Day),
) -> impl Together<Rows = Absences> + use<> {
    let sql = "
        select m.id as member, p.share_percent, a.starts_on, a.ends_on, a.created_at as recorded_at
          from team_product p
          join team t on t.workspace_id = p.workspace_id and t.id = p.team_id and t.archived_at is null
          join team_member m on m.workspace_id = p.workspace_id and m.team_id = p.team_id and m.archived_at is null
          left join absence a on a.workspace_id = m.workspace_id and a.person_id = m.person_id
                             and a.archived_at is null and a.starts_on <= $4 and a.ends_on >= $3
         where p.workspace_id = $1 and p.product_id = $2 and p.archived_at is null
         order by a.starts_on, m.id
         limit $5";
    let params = vec![actor.workspace.into(), product.into(), from.into(), to.into(), ABSENCES_MAX.into()];
    Query::<Away>::new(sql, params).then(Absences::of)
}

impl Absences {
    fn of(away: Vec<Away>) -> Self {
        let members: BTreeMap<TeamMemberId, i64> =
            away.iter().map(|row| (row.member, row.share_percent)).collect();
        Self { people: members.values().sum(), away }
    }

    /// The share of the usual working time in so many weeks from a day on, 0 to 1, by what was known then; after the last
    /// one it is 1.
    pub fn availability(&self, from: Day, weeks: usize, known_by: Timestamp) -> Vec<f64> {
        let mut by_member: BTreeMap<TeamMemberId, (i64, Vec<(Day, Day)>)> = BTreeMap::new();
        for row in self.away.iter().filter(|row| row.recorded_at.is_some_and(|at| at <= known_by)) {
            if let Some(days) = row.starts_on.zip(row.ends_on) {
                by_member.entry(row.member).or_insert_with(|| (row.share_percent, Vec::new())).1.push(days);
            }
        }
        let week = |nth: usize| {
            let first = from.plus_days(WEEK_DAYS * nth as i64);
            let last = first.plus_days(WEEK_DAYS - 1);
            let touches = |days: &(Day, Day)| days.0 <= last && days.1 >= first;
            let away = by_member.values().filter(|(_, days)| days.iter().any(touches));
            let lost: i64 = away.map(|(share, days)| share * days_away(first, last, days)).sum();
            1.0 - lost as f64 / (WORKING_DAYS * self.people).max(1) as f64
        };
        (0..weeks).map(week).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn away(member: u128, share_percent: i64, days: Option<(&str, &str)>) -> Away {
        let (starts_on, ends_on) = (days.map(|(first, _)| day(first)), days.map(|(_, last)| day(last)));
        let recorded_at = days.map(|_| Timestamp(5));
        Away { member: TeamMemberId(Uuid::from_u128(member)), share_percent, starts_on, ends_on, recorded_at }
    }

    #[test]
    fn people_count_by_the_share_of_their_team_and_days_that_are_named_twice_once() {
        let absences = Absences::of(vec![
            away(1, 100, None),
            away(2, 100, Some(("2026-12-21", "2026-12-25"))),
            away(2, 100, Some(("2026-12-24", "2026-12-28"))),
            away(3, 50, Some(("2026-12-25", "2026-12-26"))),
        ]);
        // Weeks begin on a Thursday here: of 12.5 working days 3 are lost in the second one, 3.5 in the third.
        let from = day("2026-12-10");
        let known = absences.availability(from, 4, Timestamp(5));
        assert_eq!(known, [1.0, 1.0 - 3.0 / 12.5, 1.0 - 3.5 / 12.5, 1.0]);
        assert_eq!(absences.availability(from, 4, Timestamp(4)), [1.0; 4], "nobody knew it");
    }

    #[test]
    fn without_people_nobody_is_missed() {
        assert_eq!(Absences::of(Vec::new()).availability(day("2026-12-10"), 2, Timestamp(0)), [1.0, 1.0]);
    }
}
