//! The lists of what is said, of who is told, and of what a sprint's charts are made of, each asked for once.

pub mod found_out;
pub mod merged;

use database::Tx;
use domain::people::Product;
use domain::spine::actor::Actor;
use domain::spine::change;
use domain::spine::id::{HeldId, ProductId};
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::testing::START;
use uuid::Uuid;

/// What the charts of every sprint are made of.
pub fn reported(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::sprint::plan::queries::{sprint, sprints};
    use domain::sprint::reports::queries::{brought, burn_of, newest};
    let mut burnt = 0;
    for row in sprints(tx, actor, product)? {
        let sprint = sprint(tx, actor, product, row.number)?;
        burnt += usize::from(burn_of(tx, actor, &sprint)?.is_some());
        brought(tx, actor, product, sprint.team_id)?;
    }
    assert_eq!(burnt, 11, "ten sprints are over and one runs");
    assert!(tx.together(newest(actor, product)?)?.is_some());
    Ok(())
}

/// What is forecast, planned over several sprints, tried in scenarios, and who can do what.
pub fn looks_ahead(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::sprint::skills::queries;
    calibrated(tx, actor, product)?;
    planned_ahead(tx, actor, product)?;
    tried(tx, actor, product)?;
    let story = domain::backlog::StoryId(product.0);
    tx.together((
        queries::skills(actor.workspace, product),
        queries::had(actor.workspace, product),
        queries::shares(actor.workspace, [story]),
        queries::needed_by(actor, product, story)?,
        queries::ever_of_person(actor.workspace, product, actor.person.unwrap()),
        queries::ever_of_story(actor.workspace, story),
    ))?;
    Ok(())
}

/// What features are scored by, by RICE and by a formula.
pub fn scored(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::roadmap::scoring::queries;
    let rice = domain::people::queries::product(tx, actor, "INV")?;
    let formula = Product { formula: "x".into(), ..rice.clone() };
    assert!(!queries::scored(tx, actor, &rice)?.ranking().is_empty());
    queries::scored(tx, actor, &formula)?;
    queries::scores(tx, actor, &formula, &[])?;
    queries::inputs(tx, actor, product)?;
    surveyed(tx, actor, product)
}

/// What customers are asked of a feature, and whom it is asked of.
fn surveyed(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::communication::kano::queries::{of_feature, question, reachable_by_words};
    use domain::market::segments::members::reachable;
    use domain::market::segments::queries::segments;
    use domain::roadmap::queries::features;
    for feature in features(tx, actor, product)? {
        tx.together(of_feature(actor, &feature)?)?;
        reachable_by_words(tx, actor, &feature)?;
    }
    for segment in tx.together(segments(actor)?)? {
        reachable(tx, actor, &segment.rule, 10)?;
    }
    assert!(question(tx, "larkbill", "guessed", START).is_err());
    Ok(())
}

/// What is tried in scenarios, and what they are worked out from.
fn tried(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::people::Product;
    use domain::scenarios::compare::Basis;
    use domain::scenarios::queries::{changes, scenario, scenarios};
    use domain::spine::item::Item;
    let all = scenarios(tx, actor, product)?;
    assert_eq!(all.len(), 3, "the cast has tried something");
    for row in all {
        changes(tx, actor.workspace, scenario(tx, actor, product, row.number)?.id)?;
    }
    let product = Product::load(tx, actor.workspace, product.0)?.unwrap();
    Basis::read(tx, actor, &product, START)?;
    Ok(())
}

/// What was forecast, and what the courier looks at each week.
fn calibrated(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::sprint::calibration::{queries::forecasts, weekly};
    tx.together(forecasts(actor, product, (Day::of(START.day_in("UTC")), None))?)?;
    weekly::look(tx, actor, product, START)?;
    Ok(())
}

/// What a plan over several sprints is made from, and what whoever searches looks at.
fn planned_ahead(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::sprint::ahead::{progress, queries};
    let ahead = queries::ahead(tx, actor, product, "INV")?;
    assert!(ahead.sprints.len() == 4 && ahead.pins.len() == 2, "the cast plans ahead");
    queries::newest(tx, actor, product)?;
    progress::open(tx, START)?;
    Ok(())
}

/// What the first page of a product is made of, beside what waits.
fn looked(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::line::ahead::{ahead, line_to_walk};
    use domain::line::called::called;
    use domain::line::last_visit::last_visit;
    tx.together((ahead(actor, product, Day::of(START.day_in("UTC")))?, last_visit(actor, product)))?;
    assert!(tx.together(line_to_walk(actor, product)?)?.is_some(), "the cast has released");
    tx.together(called(actor.workspace, &[], &[actor.person.unwrap()])?)?;
    let after = change::After { seq: 0, at: START, but: actor.person };
    tx.together((
        change::of_others(actor.workspace, product, after),
        change::of_others_in_workspace(actor.workspace, &["goal", "trend"], after),
        change::looked_at(actor.workspace, product, after),
    ))?;
    change::held_of(actor.workspace, &[HeldId(Uuid::nil())]).all(tx)?;
    domain::sprint::features_ahead::features_ahead(tx, actor, product)?;
    domain::sprint::order::waits(tx, actor, product)?;
    Ok(())
}

/// The files of an item, of a workspace, and what is swept of them.
pub fn attached(tx: &Tx<'_>, actor: &Actor) -> Result<()> {
    use domain::attachments::queries::{attachments, hanging, stored_files, total};
    use domain::attachments::{AttachmentId, jobs};
    let (item, workspace) = (Uuid::nil(), actor.workspace);
    tx.together(attachments(actor, item)?)?;
    hanging(tx, workspace, &[item])?;
    total(tx, workspace)?;
    stored_files(tx, (workspace, AttachmentId(item)), 10)?;
    jobs::with_put_away(tx, START)?;
    jobs::leaves(tx, workspace, AttachmentId(item))?;
    Ok(())
}

/// Where mails and forms go, and what belongs to one conversation.
fn came_in(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::discovery::queries::feedback;
    use domain::discovery::ways_in::messages::about;
    use domain::discovery::ways_in::queries::{addressed, answers_to, conversation, form, ways_in};
    ways_in(tx, actor, product)?;
    answers_to(tx, actor.workspace, product)?;
    addressed(tx, "inv-22222222")?;
    form(tx, "larkbill", "INV")?;
    about(tx, actor.workspace, product, ["unknown@larkbill.example", "another@larkbill.example"])?;
    let newest = "select number as value from feedback order by number desc limit 1";
    if let Some(number) = tx.value::<i64>(newest, &[])? {
        conversation(tx, actor, &feedback(tx, actor, number)?)?;
    }
    Ok(())
}

pub fn talked(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    use domain::communication::notifications::queries::{
        Which, notifications, own_setting, unread, unsubscribing,
    };
    use domain::communication::talk::queries::{
        comments, earlier_texts, followers, mentionable, named_in_talk,
    };
    let item = Uuid::nil();
    tx.together(comments(actor, item)?)?;
    tx.together(earlier_texts(actor, item)?)?;
    named_in_talk(actor, item, product).all(tx)?;
    tx.together(followers(actor, item, &[actor.person.unwrap()])?)?;
    mentionable(tx, actor, product)?;
    own_setting(tx, actor)?;
    unread(actor, START).all(tx)?;
    for which in [Which::Open, Which::Unread, Which::Snoozed, Which::Done] {
        notifications(tx, actor, which, Some((START, item)), START)?;
    }
    looked(tx, actor, product)?;
    domain::line::recorded::recorded(tx, actor, None)?;
    domain::strategy::versions::versions(tx, actor, product, domain::strategy::versions::Of::Vision)?;
    domain::strategy::versions::versions(tx, actor, product, domain::strategy::versions::Of::Positioning)?;
    unsubscribing(tx, "larkbill", b"unknown", START)?;
    came_in(tx, actor, product)
}
