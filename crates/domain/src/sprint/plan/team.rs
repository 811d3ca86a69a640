//! Who is in a sprint's team, and what each can do in it.

use database::Tx;
use serde::Serialize;

use super::rules;
use crate::backlog::Points;
use crate::spine::actor::Actor;
use crate::spine::id::PersonId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::sprint::{AbsenceId, Sprint, TeamMemberId};

const PEOPLE_MAX: i64 = 100;
/// Absences at most.
const ABSENCES_MAX: i64 = 1_000;

database::row! {
    struct MemberRow {
        id: TeamMemberId,
        person_id: PersonId,
        name: String,
        capacity_tenths: Option<Points>,
    }
}

database::row! {
    /// Days on which somebody of the team is away.
    #[derive(Clone, Debug, Serialize)]
    pub struct AwayRow { pub id: AbsenceId, pub person_id: PersonId, pub starts_on: Day, pub ends_on: Day }
}

/// Somebody of the team, and what they can do in a sprint.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    pub id: TeamMemberId,
    pub person_id: PersonId,
    pub name: String,
    /// In ten working days.
    pub in_ten_days: Option<Points>,
    /// In this sprint.
    pub capacity: Option<Points>,
    pub days_away: i64,
    pub away: Vec<AwayRow>,
}

/// The people of a sprint's team by name, with what they can do in it.
pub fn members(tx: &Tx<'_>, actor: &Actor, sprint: &Sprint) -> Result<Vec<Member>> {
    actor.must(Permission::Read, sprint.product_id)?;
    let sql = "
        select m.id, m.person_id, p.name, m.capacity_tenths
          from team_member m
          join person p on p.workspace_id = m.workspace_id and p.id = m.person_id
         where m.workspace_id = $1 and m.team_id = $2 and m.archived_at is null
         order by m.created_at, m.id
         limit $3";
    let rows: Vec<MemberRow> = tx.all(sql, &[&actor.workspace, &sprint.team_id, &PEOPLE_MAX])?;
    let sql = "
        select a.id, a.person_id, a.starts_on, a.ends_on
          from team_member m
          join absence a on a.workspace_id = m.workspace_id and a.person_id = m.person_id
         where m.workspace_id = $1 and m.team_id = $2 and m.archived_at is null and a.archived_at is null
           and a.starts_on <= $3 and a.ends_on >= $4
         order by a.starts_on, a.id
         limit $5";
    let (from, to) = (sprint.starts_on, sprint.ends_on);
    let away: Vec<AwayRow> = tx.all(sql, &[&actor.workspace, &sprint.team_id, &to, &from, &ABSENCES_MAX])?;
    let working_days = rules::working_days(from, to);
    let member = |row: MemberRow| {
        let away: Vec<AwayRow> =
            away.iter().filter(|away| away.person_id == row.person_id).cloned().collect();
        let days: Vec<(Day, Day)> = away.iter().map(|away| (away.starts_on, away.ends_on)).collect();
        let days_away = rules::days_away(from, to, &days);
        let capacity = row.capacity_tenths.map(|points| rules::capacity(points, working_days, days_away));
        let MemberRow { id, person_id, name, capacity_tenths: in_ten_days } = row;
        Member { id, person_id, name, in_ten_days, capacity, days_away, away }
    };
    Ok(rows.into_iter().map(member).collect())
}
