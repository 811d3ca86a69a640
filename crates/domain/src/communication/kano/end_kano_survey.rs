//! A survey takes no more answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{KanoSurvey, KanoSurveyId};
use crate::people::Product;
use crate::roadmap::Feature;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// End a survey: what was answered stands, nobody answers any more, and mails that have not left stay here.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EndKanoSurvey {
    pub survey: KanoSurveyId,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct KanoSurveyEnded {
    pub id: KanoSurveyId,
    /// The key of its feature, such as `INV-34`.
    pub feature: String,
}

impl Command for EndKanoSurvey {
    const NAME: &'static str = "end_kano_survey";
    type Subject = KanoSurvey;
    type Done = KanoSurveyEnded;

    fn load(&self, desk: &Desk<'_>) -> Result<KanoSurvey> {
        desk.load(self.survey)
    }

    fn gate(&self, survey: &KanoSurvey) -> Gate {
        Gate::Product(Permission::ShapeFeatures, survey.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, survey: KanoSurvey) -> Result<KanoSurveyEnded> {
        if survey.archived_at.is_some() || survey.ended_at.is_some() {
            return Refusal::conflict("This survey has ended already.");
        }
        let feature: Feature = desk.load(survey.feature_id)?;
        let product: Product = desk.load(survey.product_id.0)?;
        desk.change(&survey, &KanoSurvey { ended_at: Some(desk.now()), ..survey.clone() })?;
        Ok(KanoSurveyEnded { id: survey.id, feature: format!("{}-{}", product.prefix, feature.number) })
    }

    fn sentence(&self, done: &KanoSurveyEnded) -> String {
        format!("The survey of {} has ended.", done.feature)
    }
}
