//! The first forty stories in Mira's order, more in `later_stories`, some sized, some assigned, two proposed, one with its criteria.

use super::later_stories::LATER;
use super::{Cast, Teller};
use crate::backlog::Purpose::{self, Defect, Feature, Obligation, Upkeep};
use crate::backlog::StoryId;
use crate::backlog::add_criterion::AddCriterion;
use crate::backlog::add_story::AddStory;
use crate::backlog::assign_story::AssignStory;
use crate::backlog::edit_story::{EditStory, StoryText};
use crate::backlog::move_story::MoveStory;
use crate::spine::refusal::{Found, Result};

pub(super) struct Told {
    title: &'static str,
    points: &'static str,
    purpose: Option<Purpose>,
    by: &'static str,
    assignee: &'static str,
}

pub(super) const fn told(
    title: &'static str,
    points: &'static str,
    purpose: Option<Purpose>,
    assignee: &'static str,
) -> Told {
    Told { title, points, purpose, by: "Mira", assignee }
}

const fn proposed(title: &'static str, by: &'static str) -> Told {
    Told { title, points: "", purpose: None, by, assignee: "" }
}

const STORIES: [Told; 40] = [
    told("Choose a tone for each customer", "5", Some(Feature), "Wen"),
    told("Preview the whole reminder sequence before switching it on", "5", Some(Feature), "Aoife"),
    told("Split one invoice into two to six instalments", "8", Some(Feature), "Tomas"),
    told("Show why an invoice is predicted to be late", "3", Some(Feature), "Wen"),
    told("Weekly cash forecast by email", "3", Some(Feature), "Ravi"),
    told("Stop reminders the moment a transfer arrives", "3", Some(Feature), "Aoife"),
    told("Remember the card a customer used last time", "5", Some(Feature), "Tomas"),
    told("Match part payments to the right invoice", "5–8", Some(Feature), ""),
    told("Keep a copy of every reminder that was sent", "2", Some(Feature), ""),
    told("Export the ageing report to a spreadsheet", "2", Some(Feature), ""),
    told("Show fees before the customer chooses how to pay", "3–5", Some(Feature), ""),
    told("Replace the PDF renderer", "5–13", None, ""),
    told("Write invoices in the customer’s language", "8–20", Some(Feature), ""),
    told("Two people approve a refund", "5", Some(Obligation), ""),
    told("Late-fee rules for each country", "8–21", Some(Feature), ""),
    told("Send at the customer’s local hour", "3", Some(Feature), ""),
    told("Mute one invoice", "1", Some(Feature), ""),
    told("Pay by bank in Ireland", "8–13", Some(Feature), ""),
    told("Pay by bank in Portugal", "5", Some(Feature), ""),
    told("Pay by bank in Finland", "5", Some(Feature), ""),
    told("A paid invoice still shows as open for a minute", "2", Some(Defect), ""),
    told("Rounding differs between the invoice and the ledger", "3", Some(Defect), ""),
    told("Keep records for ten years", "5", Some(Obligation), ""),
    told("Say on the invoice who holds the data", "1", Some(Obligation), ""),
    told("Move the job queue to the new cluster", "5", Some(Upkeep), ""),
    told("Raise the oldest supported browser", "2", Some(Upkeep), ""),
    told("Cut the nightly build below ten minutes", "3", Some(Upkeep), ""),
    told("Draw the ledger export as a diagram for accountants", "2", Some(Feature), ""),
    told("Import customers from a spreadsheet", "5", Some(Feature), ""),
    told("Group invoices of one building site", "8", Some(Feature), ""),
    told("Show the expected paid date on the invoice list", "2", Some(Feature), ""),
    told("Let a customer ask a question from the pay page", "5", Some(Feature), ""),
    told("Remind by text message", "8", Some(Feature), ""),
    told("Offer a discount for paying early", "5", Some(Feature), ""),
    told("Show which reminders led to a payment", "3", Some(Feature), ""),
    told("Repeat an invoice every month", "3", Some(Feature), ""),
    told("Credit notes against several invoices", "5", Some(Feature), ""),
    told("Find an invoice by its amount", "2", Some(Feature), ""),
    proposed("Tell our sales people when their customer pays late", "Lena"),
    proposed("Say in the reminder whom to call", "Oskar"),
];

type Words = [(StoryText, &'static str); 3];

const TONE_WORDS: Words = [
    (StoryText::Role, "someone who sends invoices"),
    (StoryText::Want, "to set how firmly Larkbill writes to each customer"),
    (StoryText::Benefit, "a late payment never costs me the relationship"),
];

const TONE: [[&str; 3]; 4] = [
    [
        "a customer with no tone set",
        "their invoice is three days late",
        "the reminder uses the account’s standard tone",
    ],
    [
        "a customer set to Gentle",
        "every reminder in the sequence is sent",
        "none of them mentions fees or further steps",
    ],
    [
        "I change the tone half-way through a sequence",
        "the next reminder is due",
        "it is written in the new tone and the log says who changed it",
    ],
    [
        "a customer set to Firm in a country with fee rules",
        "the second reminder is sent",
        "the legal fee is named with its amount",
    ],
];

/// Written in a hurry: two things at once, a word that nobody can check, and nothing for when it goes wrong.
const CARD_WORDS: Words = [
    (StoryText::Role, "a customer who pays by card"),
    (StoryText::Want, "to pay the next invoice quickly and see which card is charged"),
    (StoryText::Benefit, "I never look for my wallet"),
];

const CARD: [&str; 3] = [
    "a customer who has paid by card before",
    "they open the next invoice",
    "that card is offered with its last four digits",
];

pub(super) fn write(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let mut ids: Vec<StoryId> = Vec::new();
    for (nth, story) in STORIES.iter().chain(&LATER).enumerate() {
        let days_ago = 100 - nth as i64;
        let mut add = AddStory::titled(cast.firm.product, story.title);
        add.points = story.points.into();
        add.purpose = story.purpose;
        let id = teller.does(cast, story.by, days_ago, &add)?.id;
        if !story.assignee.is_empty() {
            let person = Some(cast.id(story.assignee)?);
            teller.does(cast, story.assignee, days_ago, &AssignStory { story: id, person })?;
        }
        ids.push(id);
    }
    let tone = *ids.first().found("story")?;
    words(teller, cast, (tone, 20), &TONE_WORDS)?;
    TONE.iter().try_for_each(|criterion| accepted_when(teller, cast, (tone, 19), *criterion))?;
    let card = ids[6];
    words(teller, cast, (card, 12), &CARD_WORDS)?;
    accepted_when(teller, cast, (card, 11), CARD)?;
    let (mute, send) = (ids[16], ids[15]);
    teller.does(cast, "Mira", 3, &MoveStory { story: send, after: Some(tone), before: None })?;
    teller.does(cast, "Mira", 2, &MoveStory { story: mute, after: Some(send), before: None })?;
    Ok(())
}

fn words(
    teller: &mut Teller<'_>,
    cast: &Cast,
    (story, days_ago): (StoryId, i64),
    words: &Words,
) -> Result<()> {
    for (field, text) in *words {
        teller.does(cast, "Mira", days_ago, &EditStory { story, field, text: text.into(), seen: None })?;
    }
    Ok(())
}

fn accepted_when(
    teller: &mut Teller<'_>,
    cast: &Cast,
    (story, days_ago): (StoryId, i64),
    [given, when, then]: [&str; 3],
) -> Result<()> {
    let (given, when, then) = (given.into(), when.into(), then.into());
    let command = AddCriterion { story, given, when, then, sentence: String::new() };
    teller.does(cast, "Mira", days_ago, &command)?;
    Ok(())
}
