//! How Larkbill keeps everyone aligned: what was decided, to whom it speaks, what it told them, and what it is to tell now.

use super::{Cast, Teller};
use crate::communication::audiences::add_audience::AddAudience;
use crate::communication::audiences::choose_members::ChooseMembers;
use crate::communication::audiences::choose_view::ChooseView;
use crate::communication::audiences::rename_for_audience::RenameForAudience;
use crate::communication::audiences::{AudienceId, Dates, DeliveryStage};
use crate::communication::decisions::add_decision::AddDecision;
use crate::communication::launch::Area;
use crate::communication::launch::add_launch_step::AddLaunchStep;
use crate::communication::launch::tick_launch_step::TickLaunchStep;
use crate::communication::publications::publish_roadmap::{PublishRoadmap, RoadmapKind};
use crate::communication::queries::releases;
use crate::communication::updates::draft_update::DraftUpdate;
use crate::communication::updates::edit_update::{EditUpdate, UpdateText};
use crate::communication::updates::publish_update::PublishUpdate;
use crate::roadmap::queries::features;
use crate::roadmap::schedule_feature::ScheduleFeature;
use crate::roadmap::{Decision, Feature, Horizon};
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Role;

/// The two to whom Larkbill speaks.
pub(super) struct Audiences {
    executives: AudienceId,
    public: AudienceId,
}

struct Question {
    /// Days ago.
    asked: i64,
    title: &'static str,
    context: &'static str,
    options: &'static str,
    /// Empty: still open.
    choice: &'static str,
    reasons: &'static str,
    /// Days from today.
    review: Option<i64>,
    /// The title of the feature that it is about.
    about: &'static str,
}

const QUESTIONS: [Question; 3] = [
    Question {
        asked: 36,
        title: "How many tones do reminders have?",
        context: "Every tone is written, translated and kept in step with the law of each country.",
        options: "Two: Plain and Firm.\nThree: Gentle, Plain, Firm.\nFour: the same and Formal.\nFree text for each firm.",
        choice: "Three: Gentle, Plain, Firm.",
        reasons: "“Formal” tested the same as Firm with eight people. Free text would have to be read by somebody who knows the law.",
        review: Some(-3),
        about: "A tone for each customer",
    },
    Question {
        asked: 11,
        title: "Who sets the schedule of instalments?",
        context: "Dental and veterinary firms want to offer parts; their patients want to choose them.",
        options: "The seller, for each invoice.\nThe payer, within what the seller allows.\nWe, by the amount.",
        choice: "The seller sets the schedule, not the payer.",
        reasons: "No credit business: whoever lets the payer choose lends money, and needs a licence in two of our three countries.",
        review: Some(170),
        about: "Instalment plans",
    },
    Question {
        asked: 4,
        title: "Do reminders go out as text messages, too?",
        context: "Half of the invoices are opened on a phone. A text message costs eight cents.",
        options: "Yes, for who pays for it.\nYes, from the third reminder on.\nNo; mail is enough.",
        choice: "",
        reasons: "",
        review: None,
        about: "Reminder sequences",
    },
];

const TO_EXECUTIVES: (&str, &str) = (
    "Tones are agreed, expected dates are next",
    "## In short

You may tell customers that reminders will get a tone. Do not name a month yet.

## Newly planned

- **Expected-paid date**: built first, because the most customers ask when money lands.
- **A tone for each customer**: taken. Three tones, set on the customer’s page.

## Slipped, and why

Nothing. One thing to watch: payment skills are away for three days next month.

## Asked of you

Who lost a deal over paying in parts? Two sentences to Ines are enough.",
);

const TO_EVERYBODY: (&str, &str) = (
    "Know when the money will land",
    "Each open invoice now shows the day we expect it to be paid. It learns from how that customer has paid before, and shows
a range where it is unsure.

**Next** are reminders in your own tone: gentle, plain or firm, for each of your customers.

**Not now**: interest on instalments, and plans across several invoices. We are asked for both, and will not do them.",
);

/// After the features were agreed on: whom we speak to, what was decided, the first word to the executives.
pub(super) fn begin(teller: &mut Teller<'_>, cast: &Cast) -> Result<Audiences> {
    let executives = audience(teller, cast, ("Executives", false))?;
    let members = ChooseMembers {
        audience: executives,
        is_public: false,
        roles: vec![Role::Owner, Role::Stakeholder],
        segments: String::new(),
    };
    teller.does(cast, "Ines", 60, &members)?;
    let view = ChooseView { shows_demand: true, ..view(executives, Dates::Month) };
    teller.does(cast, "Ines", 60, &view)?;
    let public = audience(teller, cast, ("Customers (public)", true))?;
    let narrow = ChooseView {
        horizons: vec![Horizon::Now, Horizon::Next],
        shows_goals: false,
        ..view_of(public, Dates::Quarter)
    };
    teller.does(cast, "Ines", 60, &narrow)?;
    let title = "Reminders in your own tone".into();
    let key = key(teller, cast, "A tone for each customer")?;
    teller.does(cast, "Ines", 37, &RenameForAudience { audience: public, key, title })?;
    for question in &QUESTIONS {
        decide(teller, cast, question)?;
    }
    publish(teller, cast, executives, (28, TO_EXECUTIVES))?;
    Ok(Audiences { executives, public })
}

/// After 4.7 went out: what everybody reads.
pub(super) fn go_on(teller: &mut Teller<'_>, cast: &Cast, audiences: &Audiences) -> Result<()> {
    publish(teller, cast, audiences.public, (14, TO_EVERYBODY))?;
    for (audience, what) in [
        (audiences.public, RoadmapKind::Roadmap),
        (audiences.executives, RoadmapKind::Roadmap),
        (audiences.executives, RoadmapKind::ReleasePlan),
    ] {
        teller.does(cast, "Ines", 13, &PublishRoadmap { audience, what, keep: vec![] })?;
    }
    Ok(())
}

/// These days: what slipped and why, what is to be done around 4.8, and the draft of the next word to the executives.
pub(super) fn today(teller: &mut Teller<'_>, cast: &Cast, audiences: &Audiences) -> Result<()> {
    let day = |teller: &Teller<'_>, days: i64| Day::of(teller.today.plus_days(days).day_in("Europe/Dublin"));
    let plans = feature(teller, cast, "Instalment plans")?;
    let slip = ScheduleFeature {
        feature: plans.id,
        starts_on: plans.starts_on,
        ends_on: Some(day(teller, 163)),
        precision: None,
        reason: "Two stories turned out larger, and payment skills are away for three days.".into(),
    };
    teller.does(cast, "Ines", 2, &slip)?;
    let all = releases(teller.tx, &teller.actor(cast, "Mira")?, cast.firm.product)?;
    let release = all.iter().find(|row| row.version == "4.8").found("release")?.id;
    for (area, title, who, due, done) in [
        (Area::Docs, "A help page on choosing a tone, with the three letters side by side", "Wen", 2, true),
        (Area::Support, "Answers to the five questions about tones", "Lena", 4, false),
        (Area::Sales, "One slide for the demo: the same reminder, three times", "Oskar", 5, false),
        (Area::Marketing, "Three sentences for the newsletter", "Lena", 6, false),
        (Area::Marketing, "A new picture for the pricing page", "", 9, false),
    ] {
        let person = if who.is_empty() { None } else { Some(cast.id(who)?) };
        let due_on = Some(day(teller, due));
        let step = AddLaunchStep { release, area, title: title.into(), person, due_on };
        let step = teller.does(cast, "Mira", 3, &step)?.id;
        if done {
            teller.does(cast, who, 1, &TickLaunchStep { step })?;
        }
    }
    let draft = DraftUpdate { audience: audiences.executives, overwrite: false };
    let update = teller.does(cast, "Ines", 0, &draft)?.id;
    let text = "Reminders get a tone, instalments take longer".into();
    teller.does(cast, "Ines", 0, &EditUpdate { update, field: UpdateText::Title, text, seen: None })?;
    Ok(())
}

fn audience(teller: &mut Teller<'_>, cast: &Cast, (name, is_public): (&str, bool)) -> Result<AudienceId> {
    let command = AddAudience { product: cast.firm.product, name: name.into(), is_public };
    Ok(teller.does(cast, "Ines", 60, &command)?.id)
}

fn view(audience: AudienceId, dates: Dates) -> ChooseView {
    ChooseView { shows_goals: true, ..view_of(audience, dates) }
}

fn view_of(audience: AudienceId, dates: Dates) -> ChooseView {
    ChooseView {
        audience,
        horizons: Horizon::ALL.to_vec(),
        decisions: vec![Decision::Taken],
        stages: DeliveryStage::ALL.to_vec(),
        dates,
        shows_demand: false,
        shows_goals: false,
    }
}

fn decide(teller: &mut Teller<'_>, cast: &Cast, question: &Question) -> Result<()> {
    let review = question.review.map(|days| teller.today.plus_days(days).day_in("Europe/Dublin"));
    let command = AddDecision {
        product: cast.firm.product,
        title: question.title.into(),
        context: question.context.into(),
        options: question.options.into(),
        choice: question.choice.into(),
        reasons: question.reasons.into(),
        review_on: review.map(Day::of),
        about: key(teller, cast, question.about)?,
    };
    let by = if question.choice.is_empty() { "Ines" } else { "Mira" };
    teller.does(cast, by, question.asked, &command)?;
    Ok(())
}

fn publish(
    teller: &mut Teller<'_>,
    cast: &Cast,
    audience: AudienceId,
    (days_ago, (title, body)): (i64, (&str, &str)),
) -> Result<()> {
    let draft = DraftUpdate { audience, overwrite: false };
    let update = teller.does(cast, "Ines", days_ago, &draft)?.id;
    for (field, text) in [(UpdateText::Title, title), (UpdateText::Body, body)] {
        let command = EditUpdate { update, field, text: text.into(), seen: None };
        teller.does(cast, "Ines", days_ago, &command)?;
    }
    teller.does(cast, "Ines", days_ago, &PublishUpdate { update, mail: false, keep: vec![] })?;
    Ok(())
}

fn feature(teller: &Teller<'_>, cast: &Cast, title: &str) -> Result<Feature> {
    let all = features(teller.tx, &teller.actor(cast, "Ines")?, cast.firm.product)?;
    all.into_iter().find(|feature| feature.title == title).found("feature")
}

fn key(teller: &Teller<'_>, cast: &Cast, title: &str) -> Result<String> {
    Ok(format!("INV-{}", feature(teller, cast, title)?.number))
}
