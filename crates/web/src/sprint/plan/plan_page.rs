//! The plan of the next sprint: its goal, who agrees, what is in it, what is left out, and who can do how much.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::backlog::{Points, State};
use domain::people::Product;
use domain::people::queries::{PersonListed, people};
use domain::spine::id::PersonId;
use domain::spine::moment::Day;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use domain::sprint::plan::proposal::{Limit, Proposal};
use domain::sprint::plan::queries::{self, Inputs, PlanRow, SprintRow, VoiceRow};
use domain::sprint::plan::sureness::Percent;
use domain::sprint::plan::team::Member;
use domain::sprint::queries::teams;
use domain::sprint::{Sprint, SprintState, Stance, Team};
use serde::Deserialize;

use super::parts;
use super::prices;
use super::skills::{self, SkillLine};
use super::sureness::{self, Sureness};
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[rustfmt::skip]
const SHOWS: [&str; 10] = [
    "sprint", "sprint_voice", "story", "team", "team_member", "absence", "dependency", "skill", "person_skill", "story_skill",
];
/// Days of a sprint that the form suggests, and after how many the next one begins.
const SPAN: i64 = 11;
const STEP: i64 = 14;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The number of the planned sprint; the lowest that is planned if left out.
    #[serde(default)]
    sprint: String,
    /// `1` shows the proposal.
    #[serde(default)]
    propose: String,
    /// How sure the proposal is to be, in percent; by the low estimates if left out.
    #[serde(default)]
    sure: String,
}

#[derive(Template)]
#[template(path = "sprint/plan/plan.html")]
struct PlanPage {
    frame: Frame,
    product: Product,
    teams: Vec<Team>,
    people: Vec<PersonListed>,
    /// The planned sprint and what its plan is made from.
    plan: Option<(Sprint, Inputs)>,
    voices: Vec<VoiceRow>,
    /// The newest sprints, the newest first.
    sprints: Vec<SprintRow>,
    /// The proposal, or why there is none.
    proposal: Option<Result<Proposal, String>>,
    sureness: Sureness,
    may_plan: bool,
    may_set_up: bool,
    may_speak: bool,
    may_record: bool,
    me: Option<PersonId>,
    /// The days that the form for a new sprint suggests.
    days: (Day, Day),
}

impl PlanPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (tx, actor) = (visit.tx, &visit.actor);
        let wanted = Percent::parse(&asked.sure)?;
        let asked = match asked.sprint.as_str() {
            "" => None,
            number => Some(queries::sprint(tx, actor, product.id, number.parse().ok().found("sprint")?)?),
        };
        let sprint = match asked.filter(|sprint| sprint.state == SprintState::Planned) {
            None => queries::planned(tx, actor, product.id)?,
            asked => asked,
        };
        let sprints = queries::sprints(tx, actor, product.id)?;
        let may = |permission| actor.may(permission, product.id);
        let today = Day::of(visit.now.day_in(&product.time_zone));
        let first = sprints.first().map_or(today, |row| row.starts_on.plus_days(STEP));
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::SprintPlan, &SHOWS)?,
            teams: teams(tx, actor, product.id)?,
            people: tx.together(people(actor, product.id)?)?,
            voices: match &sprint {
                Some(sprint) => queries::voices(tx, actor, sprint)?,
                None => Vec::new(),
            },
            plan: match sprint {
                Some(sprint) => {
                    let inputs = queries::inputs(tx, actor, &sprint, prefix)?;
                    Some((sprint, inputs))
                }
                None => None,
            },
            sprints,
            proposal: None,
            sureness: Sureness { wanted, stands: None },
            may_plan: may(Permission::PlanSprints),
            may_set_up: may(Permission::SetUpTeams),
            may_speak: may(Permission::SpeakOnSprints),
            may_record: may(Permission::RecordAbsences),
            me: actor.person,
            days: (first, first.plus_days(SPAN)),
            product,
        })
    }

    /// Where the plan of this sprint stands.
    fn at(&self) -> String {
        let number = self.plan.as_ref().map_or(0, |(sprint, _)| sprint.number);
        format!("{}/plan?sprint={number}", self.frame.base())
    }

    fn is_proposal(&self) -> bool {
        matches!(self.proposal, Some(Ok(_)))
    }

    /// Whether a story stands above the line.
    fn is_in(&self, row: &PlanRow) -> bool {
        match &self.proposal {
            Some(Ok(proposal)) => proposal.stories.iter().any(|why| why.story == row.id && why.planned),
            _ => row.sprint_id.is_some(),
        }
    }

    fn rows(&self) -> &[PlanRow] {
        self.plan.as_ref().map_or(&[], |(_, inputs)| &inputs.stories)
    }

    fn inside(&self) -> Vec<&PlanRow> {
        self.rows().iter().filter(|row| self.is_in(row)).collect()
    }

    fn outside(&self) -> Vec<&PlanRow> {
        self.rows().iter().filter(|row| !self.is_in(row)).collect()
    }

    /// One line on why a story stands where it stands.
    fn reason(&self, row: &PlanRow) -> String {
        if let Some(Ok(proposal)) = &self.proposal {
            let why = proposal.stories.iter().find(|why| why.story == row.id);
            return why.map(|why| why.reason.clone()).unwrap_or_default();
        }
        let Some((_, inputs)) = &self.plan else { return String::new() };
        let open = inputs.waits.iter().find(|wait| {
            let built = matches!(wait.state, State::Done | State::Accepted);
            wait.blocked_id == row.id && !built
        });
        match (open, row.must_have, self.demand(row).1) {
            (Some(wait), ..) => format!("Waits for {}.", inputs.key(wait.number)),
            (None, true, _) => "It has to be in.".into(),
            (None, false, 0) => "No account asks for it yet; it counts by its rank.".into(),
            (None, false, 1) => "One account asks for what it is part of.".into(),
            (None, false, accounts) => format!("{accounts} accounts ask for what it is part of."),
        }
    }

    /// The yearly revenue of the accounts behind a story's feature, and how many they are.
    fn demand(&self, row: &PlanRow) -> (i64, usize) {
        let demand = self.plan.as_ref().map_or(&[][..], |(_, inputs)| &inputs.demand);
        parts::served(demand, row.feature_id.as_slice())
    }

    fn demand_of(&self, row: &PlanRow) -> Option<(String, usize)> {
        let (minor, accounts) = self.demand(row);
        (accounts > 0).then(|| (money(minor, "EUR"), accounts))
    }

    /// The demand that the plan serves, each account counted once.
    fn served(&self) -> (String, usize) {
        let demand = self.plan.as_ref().map_or(&[][..], |(_, inputs)| &inputs.demand);
        let features: Vec<_> = self.inside().iter().filter_map(|row| row.feature_id).collect();
        let (minor, accounts) = parts::served(demand, &features);
        (money(minor, "EUR"), accounts)
    }

    fn points(&self) -> Points {
        parts::points(self.inside().into_iter())
    }

    fn limit(&self) -> Limit {
        self.plan.as_ref().map_or(Limit::Unknown, |(_, inputs)| inputs.limit)
    }

    /// "29 of 30 points".
    fn filled(&self) -> String {
        match self.limit() {
            Limit::Points(points) => format!("{} of {points} points", self.points()),
            Limit::Stories(stories) => format!("{} of {stories} stories", self.inside().len()),
            Limit::Unknown => format!("{} points", self.points()),
        }
    }

    /// What the plan does not know, in one sentence.
    fn unknown(&self) -> Option<&'static str> {
        match self.limit() {
            Limit::Points(_) => None,
            Limit::Stories(_) => Some(
                "Nobody has said what they can do, so stories are counted: as many as were accepted in the last sprints.",
            ),
            Limit::Unknown => Some(
                "Nobody has said what they can do, and no sprint was closed yet, so nothing limits the plan.",
            ),
        }
    }

    fn offers_sureness(&self) -> bool {
        self.proposal.is_some() && self.plan.as_ref().is_some_and(|(_, inputs)| inputs.has_spreads())
    }

    fn agreed(&self) -> Vec<&VoiceRow> {
        self.voices.iter().filter(|voice| voice.stance == Stance::Agrees).collect()
    }

    fn objections(&self, row: &PlanRow) -> Vec<&VoiceRow> {
        let about = |voice: &&VoiceRow| voice.stance == Stance::Objects && voice.story_id == Some(row.id);
        self.voices.iter().filter(about).collect()
    }

    fn i_agreed(&self) -> bool {
        self.agreed().iter().any(|voice| Some(voice.person_id) == self.me)
    }

    /// The points of the plan that somebody has taken on, what they can do, and the share in percent.
    fn load_of(&self, member: &Member) -> (Points, String, i64) {
        let own = self.inside().into_iter().filter(|row| row.assignee_id == Some(member.person_id));
        let own = parts::points(own);
        match member.capacity {
            Some(capacity) if capacity.tenths() > 0 => {
                (own, format!("of {capacity}"), (own.tenths() * 100 / capacity.tenths()).min(100))
            }
            Some(_) => (own, "of 0".into(), 0),
            None => (own, "not said".into(), 0),
        }
    }

    fn skill_lines(&self, inputs: &Inputs) -> Vec<SkillLine> {
        skills::lines(&inputs.skilled, &inputs.members, self.inside().into_iter())
    }

    /// What more would buy, in sentences.
    fn prices(&self, inputs: &Inputs) -> Vec<String> {
        let prices = match &self.proposal {
            Some(Ok(proposal)) => &proposal.prices[..],
            _ => &[],
        };
        let in_points = matches!(inputs.limit, Limit::Points(_));
        prices::all(prices.iter(), in_points, inputs)
    }

    fn free_people(&self) -> Vec<&PersonListed> {
        let members = self.plan.as_ref().map_or(&[][..], |(_, inputs)| &inputs.members);
        let is_in = |person: &PersonListed| members.iter().any(|member| member.person_id == person.id);
        self.people.iter().filter(|person| !is_in(person)).collect()
    }

    fn said(&self, member: &Member) -> String {
        member.in_ten_days.map(|points| points.to_string()).unwrap_or_default()
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let proposes = asked.propose == "1";
    let read =
        caller.visit(slug, move |visit| Ok((PlanPage::load(visit, &prefix, &asked)?, visit.language))).await;
    let rendered = match read {
        Ok((mut page, language)) => {
            let inputs = page.plan.as_ref().map(|(_, inputs)| inputs.clone());
            match inputs {
                Some(inputs) if proposes => {
                    page.proposal = Some(parts::proposed(inputs, page.sureness.wanted).await)
                }
                Some(inputs) => page.sureness.stands = sureness::as_it_stands(inputs).await,
                None => {}
            }
            answer::render(&page, language)
        }
        Err(failure) => Err(failure),
    };
    answer::page(&caller, rendered)
}
