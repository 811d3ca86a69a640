//! Contacts are asked what a feature would be to them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::jobs::MailKano;
use super::queries::{self, ASKED_MAX};
use super::{KanoAnswer, KanoAnswerId, KanoSurvey, KanoSurveyDone, rules};
use crate::communication::rules::HOLD_SECONDS;
use crate::market::ContactId;
use crate::market::segments::members::reachable;
use crate::market::segments::queries::segments;
use crate::market::segments::{Segment, SegmentId};
use crate::people::Product;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Ask contacts how they would feel with a feature and without it, by mail and with a link of their own. They read what is
/// written here and nothing else of the feature. The mails wait for five minutes, until which it can be taken back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StartKanoSurvey {
    pub feature: FeatureId,
    /// How customers call it: 1 to 120 characters.
    pub called: String,
    /// What it would do for them, in a sentence: at most 300 characters; it may be empty.
    #[serde(default)]
    pub benefit: String,
    /// The segment whose contacts are asked; left out: those whose words led to the feature.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub segment: Option<SegmentId>,
    /// Whether the portal offers it as well, while that is open: contacts whom we know by their address get a link of their own there.
    #[serde(default)]
    pub on_portal: bool,
}

impl Command for StartKanoSurvey {
    const NAME: &'static str = "start_kano_survey";
    type Subject = (Feature, Product);
    type Done = KanoSurveyDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Feature, Product)> {
        let feature: Feature = desk.load(self.feature)?;
        let product = desk.load(feature.product_id.0)?;
        Ok((feature, product))
    }

    fn gate(&self, (feature, _): &(Feature, Product)) -> Gate {
        Gate::Product(Permission::ShapeFeatures, feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (feature, product): (Feature, Product)) -> Result<KanoSurveyDone> {
        let key = format!("{}-{}", product.prefix, feature.number);
        let contacts = match self.segment {
            Some(segment) => of_segment(desk, segment)?,
            None => queries::reachable_by_words(desk.tx, desk.actor, &feature)?,
        };
        rules::refuse_given_up(&feature, &key)?;
        queries::refuse_second(desk.tx, desk.workspace(), feature.id)?;
        let called = text::line("called", "how customers call it", &self.called, rules::CALLED_MAX)?;
        let benefit =
            text::optional_line("benefit", "what it would do for them", &self.benefit, rules::BENEFIT_MAX)?;
        refuse_none_or_all(&contacts, self.on_portal && product.portal)?;
        let survey = KanoSurvey {
            id: desk.moment.id(),
            product_id: feature.product_id,
            feature_id: feature.id,
            called,
            benefit,
            segment_id: self.segment,
            on_portal: self.on_portal,
            ended_at: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&survey)?;
        contacts.iter().try_for_each(|contact| ask(desk, &survey, *contact))?;
        Ok(KanoSurveyDone { id: survey.id, feature: key, asked: contacts.len() })
    }

    fn sentence(&self, done: &KanoSurveyDone) -> String {
        let asked = match done.asked {
            0 => "Whoever asks for it on the portal is asked".to_owned(),
            1 => "1 contact is asked".to_owned(),
            n => format!("{n} contacts are asked"),
        };
        format!("{asked} what {} would be to them. Mails wait for five minutes.", done.feature)
    }
}

fn of_segment(desk: &Desk<'_>, segment: SegmentId) -> Result<Vec<ContactId>> {
    let segment: Segment = desk.load(segment)?;
    let known = desk.tx.together(segments(desk.actor)?)?;
    match known.iter().find(|known| known.rule.id == segment.id) {
        Some(known) => reachable(desk.tx, desk.actor, &known.rule, ASKED_MAX + 1),
        None => Refusal::conflict(format!("“{}” is archived. Restore it, or choose another.", segment.name)),
    }
}

/// One more than can be asked were looked for, so that it is known when there are more.
fn refuse_none_or_all(contacts: &[ContactId], is_offered: bool) -> Result<()> {
    if contacts.is_empty() && !is_offered {
        return Refusal::conflict(
            "None of these contacts has an address and may be written to. Choose a segment, or note down who may be asked.",
        );
    }
    if contacts.len() as i64 > ASKED_MAX {
        return Refusal::conflict(format!(
            "These are more than {ASKED_MAX} contacts. Choose a segment that is smaller; a few dozen answers say enough."
        ));
    }
    Ok(())
}

fn ask(desk: &Desk<'_>, survey: &KanoSurvey, contact_id: ContactId) -> Result<()> {
    let answer = KanoAnswer::asked(desk.moment.id(), survey, contact_id, desk.now());
    desk.add(&answer)?;
    mail(desk, answer.id)
}

/// Queues the mail that asks somebody.
pub(crate) fn mail(desk: &Desk<'_>, answer: KanoAnswerId) -> Result<()> {
    desk.job(MailKano::JOB, desk.now().plus_seconds(HOLD_SECONDS), &MailKano { answer, again: false })
}
