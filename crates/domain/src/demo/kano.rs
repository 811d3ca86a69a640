//! What two features would be to Larkbill's customers: a survey that is sure, an earlier one and another
//! that have too few answers.

use super::{Cast, Teller};
use crate::communication::kano::Feeling::{self, Dislike, Like, LiveWith, MustBe, Neutral};
use crate::communication::kano::KanoAnswer;
use crate::communication::kano::end_kano_survey::EndKanoSurvey;
use crate::communication::kano::give_kano_answer::GiveKanoAnswer;
use crate::communication::kano::mark_kano_asked::MarkKanoAsked;
use crate::communication::kano::start_kano_survey::StartKanoSurvey;
use crate::market::segments::queries::segments;
use crate::roadmap::queries::features;
use crate::spine::actor::{Actor, Door};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::run::{Command, run};

struct Survey {
    feature: &'static str,
    called: &'static str,
    benefit: &'static str,
    segment: Option<&'static str>,
    /// When it was started, and when it was ended.
    days_ago: (i64, Option<i64>),
    /// With it and without it; whoever is asked beyond these has not answered.
    said: &'static [(Feeling, Feeling)],
}

const SURVEYS: [Survey; 3] = [
    Survey {
        feature: "Instalment plans",
        called: "Let a customer pay one invoice in parts",
        benefit: "You set two to six dates; each part is reminded of and booked by itself.",
        segment: None,
        days_ago: (31, Some(17)),
        said: &[(Like, Neutral), (Neutral, Neutral), (Like, LiveWith), (Neutral, LiveWith), (Like, Neutral)],
    },
    Survey {
        feature: "Instalment plans",
        called: "Let a customer pay one invoice in parts",
        benefit: "You set two to six dates; each part is reminded of and booked by itself.",
        segment: Some("Everybody who pays"),
        days_ago: (11, None),
        said: &[
            (Like, Neutral),
            (Like, LiveWith),
            (Like, Dislike),
            (Like, Neutral),
            (Neutral, Neutral),
            (Like, Neutral),
            (Like, LiveWith),
            (MustBe, Dislike),
            (Like, Neutral),
            (Like, Dislike),
            (Like, MustBe),
            (Neutral, LiveWith),
            (Like, Neutral),
            (Dislike, Neutral),
            (Like, Neutral),
            (Like, Dislike),
            (Neutral, Neutral),
            (Like, LiveWith),
            (Like, Neutral),
        ],
    },
    Survey {
        feature: "Pay by bank, in three countries",
        called: "Payment straight from the bank",
        benefit: "No card fees; the money is there the next morning.",
        segment: Some("Larger accounts"),
        days_ago: (6, None),
        said: &[
            (Like, Dislike),
            (Neutral, Neutral),
            (Like, Neutral),
            (Neutral, LiveWith),
            (Dislike, Neutral),
            (MustBe, Dislike),
            (Like, Dislike),
        ],
    },
];

pub(super) fn ask(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    SURVEYS.iter().try_for_each(|survey| tell(teller, cast, survey))
}

fn tell(teller: &mut Teller<'_>, cast: &Cast, survey: &Survey) -> Result<()> {
    let ines = teller.actor(cast, "Ines")?;
    let known = features(teller.tx, &ines, cast.firm.product)?;
    let feature = known.iter().find(|known| known.title == survey.feature).found("feature")?.id;
    let groups = teller.tx.together(segments(&ines)?)?;
    let segment = match survey.segment {
        Some(name) => Some(groups.iter().find(|group| group.name == name).found("segment")?.rule.id),
        None => None,
    };
    let (started, ended) = survey.days_ago;
    let (called, benefit) = (survey.called.into(), survey.benefit.into());
    let start = StartKanoSurvey { feature, called, benefit, segment, on_portal: ended.is_none() };
    let id = teller.does(cast, "Ines", started, &start)?.id;
    let sql = format!("{} where workspace_id = $1 and survey_id = $2 order by id", KanoAnswer::select());
    let asked: Vec<KanoAnswer> = teller.tx.all(&sql, &[&cast.firm.workspace, &id])?;
    for (answer, nth) in asked.iter().map(|answer| answer.id).zip(0_usize..) {
        let said = survey.said.get(nth);
        // Whoever is the last to be asked finds the mail among those that the courier sends first.
        if said.is_none() && nth + 1 == asked.len() && ended.is_none() {
            continue;
        }
        by_program(teller, cast, started, &MarkKanoAsked { answer })?;
        if let Some((with_it, without_it)) = said.copied() {
            let days_ago = started - 1 - nth as i64 % 4;
            by_program(teller, cast, days_ago, &GiveKanoAnswer { answer, with_it, without_it })?;
        }
    }
    match ended {
        Some(days_ago) => teller.does(cast, "Ines", days_ago, &EndKanoSurvey { survey: id }).map(drop),
        None => Ok(()),
    }
}

fn by_program<C: Command>(teller: &mut Teller<'_>, cast: &Cast, days_ago: i64, command: &C) -> Result<()> {
    let (program, moment) = (Actor::program(cast.firm.workspace, Door::Timer), teller.moment(days_ago));
    run(teller.tx, &program, &moment, command).map(drop)
}
