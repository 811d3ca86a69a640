//! A contact says how they would feel with a feature and without it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feeling, KanoAnswer, KanoAnswerId, KanoSurvey, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Answer both questions of a survey; the answer can be changed until the survey ends. Only the program does this, for
/// whoever holds the link.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GiveKanoAnswer {
    pub answer: KanoAnswerId,
    /// How they would feel if they had it.
    pub with_it: Feeling,
    /// How they would feel if they had it not.
    pub without_it: Feeling,
}

impl Command for GiveKanoAnswer {
    const NAME: &'static str = "give_kano_answer";
    type Subject = (KanoAnswer, KanoSurvey);
    type Done = KanoAnswerId;

    fn load(&self, desk: &Desk<'_>) -> Result<(KanoAnswer, KanoSurvey)> {
        let answer: KanoAnswer = desk.load(self.answer)?;
        let survey = desk.load(answer.survey_id)?;
        Ok((answer, survey))
    }

    fn gate(&self, _: &(KanoAnswer, KanoSurvey)) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, survey): (KanoAnswer, KanoSurvey)) -> Result<KanoAnswerId> {
        rules::refuse_ended(survey.ended_at.or(survey.archived_at).or(before.archived_at))?;
        let after = KanoAnswer {
            with_it: Some(self.with_it),
            without_it: Some(self.without_it),
            answered_at: before.answered_at.or(Some(desk.now())),
            ..before.clone()
        };
        desk.change(&before, &after)?;
        Ok(before.id)
    }

    fn sentence(&self, _: &KanoAnswerId) -> String {
        "Thank you. Your answer is counted.".into()
    }
}
