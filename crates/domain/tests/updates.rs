//! Status updates, drafted from the change log, published and mailed; told as stories on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod told;

use domain::communication::Reach;
use domain::communication::add_release::AddRelease;
use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::audiences::choose_members::ChooseMembers;
use domain::communication::audiences::{Audience, AudienceId};
use domain::communication::decisions::add_decision::AddDecision;
use domain::communication::publications::shared::{self, Shared};
use domain::communication::publish_release::PublishRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::communication::updates::archive_update::ArchiveUpdate;
use domain::communication::updates::draft_update::DraftUpdate;
use domain::communication::updates::edit_update::{EditUpdate, UpdateText};
use domain::communication::updates::jobs::{MailUpdate, mail_update};
use domain::communication::updates::judge_goal::JudgeGoal;
use domain::communication::updates::publish_update::PublishUpdate;
use domain::communication::updates::queries::{standings, update, updates};
use domain::communication::updates::restore_update::RestoreUpdate;
use domain::communication::updates::{Addressed, Standing, StatusUpdateId, UpdateDone, UpdateState};
use domain::line::undo_change::UndoChange;
use domain::market::add_customer::AddCustomer;
use domain::people::jobs::Mail;
use domain::people::queries::{product, workspace_by_id};
use domain::roadmap::move_feature::MoveFeature;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::roadmap::settle_feature::SettleFeature;
use domain::roadmap::{Decision, FeatureId, Horizon};
use domain::spine::item::Item;
use domain::spine::jobs;
use domain::spine::moment::Day;
use domain::spine::refusal::{Failure, Found};
use domain::spine::rights::Role;
use domain::strategy::add_goal::AddGoal;
use domain::strategy::add_key_result::AddKeyResult;
use domain::strategy::check_in::CheckIn;
use domain::testing::{Office, on_both_engines};
use told::accepted;

fn executives(office: &Office) -> AudienceId {
    let command = AddAudience { product: office.product, name: "Executives".into(), is_public: false };
    let audience = office.does(&office.ines(), command).unwrap().done.id;
    let roles = vec![Role::Stakeholder, Role::Owner];
    let members = ChooseMembers { audience, is_public: false, roles, segments: String::new() };
    office.does(&office.ines(), members).unwrap();
    audience
}

fn on_roadmap(office: &Office, title: &str, stories: &[domain::backlog::StoryId]) -> FeatureId {
    let feature = office.taken_feature(title, &[], stories);
    let place = MoveFeature { feature, horizon: Some(Horizon::Now), after: None, before: None };
    office.does(&office.ines(), place).unwrap();
    feature
}

fn plan(feature: FeatureId, ends_on: &str, reason: &str) -> ScheduleFeature {
    let (starts_on, ends_on) = (Day::parse("2026-12-01"), Day::parse(ends_on));
    ScheduleFeature { feature, starts_on, ends_on, precision: None, reason: reason.into() }
}

fn draft(office: &Office, audience: AudienceId) -> UpdateDone {
    office.does(&office.ines(), DraftUpdate { audience, overwrite: false }).unwrap().done
}

fn read(office: &Office, number: i64) -> Addressed {
    let lena = office.lena();
    office.reads(move |tx| update(tx, &lena, &product(tx, &lena, "INV")?, number))
}

fn publish(update: StatusUpdateId, mail: bool) -> PublishUpdate {
    PublishUpdate { update, mail, keep: vec![] }
}

/// What a draft says between a heading and the next.
fn part(body: &str, heading: &str) -> String {
    let found = body.split("## ").find(|part| part.starts_with(heading));
    found.map(|part| part[heading.len()..].trim().to_owned()).unwrap_or_default()
}

/// The mails that are due, each sent.
fn post(office: &Office) -> Vec<Mail> {
    let (now, workspace) = (office.now(), office.workspace);
    let claimed = office.db.write(uuid::Uuid::nil(), move |tx| jobs::claim(tx, now, 100)).unwrap();
    let mails = claimed.into_iter().filter(|job| job.kind == MailUpdate::JOB).filter_map(|job| {
        let body: MailUpdate = serde_json::from_str(&job.body).unwrap();
        let mail = office.reads(move |tx| mail_update(tx, workspace, &body, "https://work.example"));
        office.db.write(workspace.0, move |tx| jobs::finish(tx, &job, None, now)).unwrap();
        mail
    });
    let mut mails: Vec<Mail> = mails.collect();
    mails.sort_by(|one, next| one.to.cmp(&next.to));
    mails
}

#[test]
fn a_draft_tells_what_became_of_things_since_the_last_one() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let story = accepted(office, "Choose a tone");
        on_roadmap(office, "Tones", &[story]);
        let plans = on_roadmap(office, "Instalment plans", &[]);
        let bank = on_roadmap(office, "Pay by bank", &[]);
        office.does(&ines, plan(plans, "2027-02-28", "")).unwrap();
        let audience = executives(office);
        let first = draft(office, audience);
        let told = read(office, first.number).update;
        assert!(part(&told.body, "Accepted").contains("Choose a tone"), "{}", told.body);
        assert!(part(&told.body, "Newly planned").contains("Instalment plans"), "{}", told.body);
        assert!(part(&told.body, "Slipped").is_empty(), "{}", told.body);
        office.does(&ines, publish(first.id, false)).unwrap();
        office.wait_seconds(60);
        // Moved twice: told once, from what it was to what it is.
        office.does(&ines, plan(plans, "2027-05-31", "A guess")).unwrap();
        office.does(&ines, plan(plans, "2027-03-26", "Two stories were larger.")).unwrap();
        let stop = SettleFeature { feature: bank, decision: Decision::Stopped, reason: "Nobody pays".into() };
        office.does(&ines, stop).unwrap();
        let decision = AddDecision {
            product: office.product,
            title: "Who sets the schedule?".into(),
            context: String::new(),
            options: String::new(),
            choice: "The seller".into(),
            reasons: "No credit business".into(),
            review_on: None,
            about: "INV-3".into(),
        };
        office.does(&mira, decision).unwrap();
        let release = AddRelease {
            product: office.product,
            version: "4.8".into(),
            name: "Gentle".into(),
            planned_on: Day::parse("2026-11-24"),
        };
        let release = office.does(&mira, release).unwrap().done.id;
        office.does(&mira, PutInRelease { release, stories: vec![story] }).unwrap();
        office.does(&mira, PublishRelease { release, audience: Reach::Internal }).unwrap();
        let second = draft(office, audience);
        let body = read(office, second.number).update.body;
        assert!(
            part(&body, "Slipped, and why")
                .ends_with("March 2027, was February 2027. Ines: Two stories were larger."),
            "{body}"
        );
        assert!(
            part(&body, "Dropped").contains("Pay by bank") && body.contains("stopped. Nobody pays"),
            "{body}"
        );
        assert!(part(&body, "Decided").contains("The seller. Why: No credit business."), "{body}");
        assert!(part(&body, "Shipped").contains("inside the firm: Tones."), "{body}");
        assert!(part(&body, "Accepted").is_empty(), "it was told before: {body}");
        assert!(body.contains("](/larkbill/items/INV-3)"), "{body}");
    });
}

#[test]
fn a_draft_that_somebody_wrote_in_is_kept_and_a_published_one_stands_as_it_was() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        on_roadmap(office, "Tones", &[]);
        let audience = executives(office);
        let by_owner = DraftUpdate { audience, overwrite: false };
        assert_eq!(office.is_refused(&mira, by_owner.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), by_owner).kind(), "not_found");
        let first = draft(office, audience);
        assert_eq!(draft(office, audience).id, first.id, "one draft for one audience");
        let edit = |text: &str, seen: Option<&str>| EditUpdate {
            update: first.id,
            field: UpdateText::Body,
            text: text.into(),
            seen: seen.map(str::to_owned),
        };
        office.does(&ines, edit("We promise **nothing**.", None)).unwrap();
        assert_eq!(office.is_refused(&ines, edit("x", Some("something else"))).kind(), "stale");
        let again = DraftUpdate { audience, overwrite: false };
        assert_eq!(office.is_refused(&ines, again).kind(), "conflict");
        office.does(&ines, publish(first.id, false)).unwrap();
        office.does(&ines, edit("We promise everything.", None)).unwrap();
        let reader = ines.clone();
        let shown = move |office: &Office| {
            let reader = reader.clone();
            office.reads(move |tx| {
                let product = product(tx, &reader, "INV")?;
                let workspace = workspace_by_id(tx, reader.workspace)?.found("workspace")?;
                let audience = Audience::load(tx, reader.workspace, audience.0)?.found("audience")?;
                let all = shared::updates(tx, &Shared { workspace, product, audience }, None)?;
                Ok(all.into_iter().map(|one| (one.number, one.shown)).collect::<Vec<_>>())
            })
        };
        let told = shown(office);
        assert!(told.len() == 1 && told[0].1.contains("nothing"), "{told:?}");
        office.wait_seconds(1);
        let second = office.does(&ines, publish(first.id, false)).unwrap();
        assert_eq!((second.done.revision, shown(office).len(), shown(office)[0].0), (2, 1, 2));
        assert!(shown(office)[0].1.contains("everything"));
        assert_eq!(read(office, first.number).update.state, UpdateState::Published);
        office.does(&ines, ArchiveUpdate { update: first.id }).unwrap();
        assert!(shown(office).is_empty());
        office.does(&ines, RestoreUpdate { update: first.id }).unwrap();
        let lena = office.lena();
        let product = office.product;
        let rows = office.reads(move |tx| updates(tx, &lena, product, None));
        assert_eq!((rows.len(), rows[0].revision, rows[0].audience.as_str()), (1, 2, "Executives"));
        office.does(&ines, AddCustomer { name: "Pellworth".into(), ..AddCustomer::default() }).unwrap();
        office.does(&ines, edit("Pellworth pays.", None)).unwrap();
        let told = office.is_refused(&ines, publish(first.id, false));
        assert!(told.field() == Some("keep") && told.to_string().contains("Pellworth"), "{told}");
    });
}

#[test]
fn mails_wait_for_five_minutes_and_undo_takes_them_back_whole() {
    on_both_engines(|office| {
        let ines = office.ines();
        on_roadmap(office, "Tones", &[]);
        let audience = executives(office);
        let update = draft(office, audience);
        let done = office.does(&ines, publish(update.id, true)).unwrap();
        assert!(done.sentence.ends_with("revision 1. Mails wait for five minutes."), "{}", done.sentence);
        assert_eq!(post(office), []);
        office.does(&ines, UndoChange { change: done.seq.unwrap() }).unwrap();
        assert_eq!(read(office, update.number).update.state, UpdateState::Draft);
        office.wait_seconds(301);
        assert_eq!(post(office), [], "what was taken back is sent to nobody");
        let again = office.does(&ines, publish(update.id, true)).unwrap();
        assert_eq!(again.done.revision, 2);
        office.wait_seconds(301);
        let mails = post(office);
        let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(to, ["lena@larkbill.example", "mira@larkbill.example"]);
        let text = &mails[0].text;
        assert!(text.contains("](https://work.example/larkbill/items/INV-1)"), "{text}");
        assert!(text.contains(&format!("https://work.example/larkbill/items/{}", update.key)), "{text}");
        let late = office.is_refused(&ines, UndoChange { change: again.seq.unwrap() });
        assert!(late.to_string().starts_with("Mails have left, so it stays published."), "{late}");
    });
}

#[test]
fn it_says_how_each_goal_stands() {
    on_both_engines(|office| {
        let ines = office.ines();
        let goal = |title: &str| {
            let goal = AddGoal { title: title.into(), ..AddGoal::default() };
            office.does(&ines, goal).unwrap().done.id
        };
        let (paid, closed) = (goal("Paid on time"), goal("Books close themselves"));
        let key_result = AddKeyResult {
            goal: paid,
            title: "Paid by their date".into(),
            unit: domain::strategy::Unit::Percent,
            baseline: "62".into(),
            target: "80".into(),
        };
        let key_result = office.does(&ines, key_result).unwrap().done.id;
        let measured =
            CheckIn { key_result, value: "71".into(), confidence: 7, note: String::new(), measured_on: None };
        office.does(&ines, measured).unwrap();
        let audience = executives(office);
        let update = draft(office, audience);
        let stand = |office: &Office| {
            let (lena, update) = (office.lena(), read(office, update.number).update);
            let all = office.reads(move |tx| standings(tx, &lena, &update));
            all.into_iter().map(|one| (one.title, one.standing, one.words)).collect::<Vec<_>>()
        };
        let told = stand(office);
        assert_eq!((told[0].1, told[1].1), (Standing::OnTrack, Standing::AtRisk));
        assert_eq!(told[0].2, "Paid by their date: 71% of 80%; Ines 7 of 10.");
        let judge = JudgeGoal {
            update: update.id,
            goal: closed,
            standing: Standing::OffTrack,
            words: "Two people are away.".into(),
            left_out: false,
        };
        assert_eq!(office.is_refused(&office.mira(), judge.clone()).kind(), "not_allowed");
        office.does(&ines, judge).unwrap();
        assert_eq!(stand(office)[1].1, Standing::OffTrack);
        let again = DraftUpdate { audience, overwrite: false };
        assert_eq!(office.is_refused(&ines, again).kind(), "conflict");
        office.does(&ines, publish(update.id, true)).unwrap();
        office.wait_seconds(301);
        let text = &post(office)[0].text;
        assert!(text.contains("Books close themselves (off track): Two people are away."), "{text}");
    });
}

#[test]
fn ten_thousand_changes_are_drafted_from_with_as_many_statements_as_ten() {
    on_both_engines(|office| {
        on_roadmap(office, "Tones", &[]);
        let stories = office.stories(
            &(0..50)
                .map(|n| format!("Story {n}"))
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
        let audience = executives(office);
        let few = statements(office, audience);
        let (workspace, product, now) = (office.workspace, office.product, office.now());
        let ids: Vec<uuid::Uuid> = stories.iter().map(|story| story.id.0).collect();
        office
            .db
            .write(workspace.0, move |tx| {
                let seq: i64 = tx
                    .value("select seq as value from workspace where id = $1", &[&workspace])?
                    .unwrap_or(0);
                for n in 1..=10_000_i64 {
                    let state = if n % 2 == 0 { ("todo", "doing") } else { ("doing", "accepted") };
                    let fields = format!(
                        "[{{\"field\":\"state\",\"before\":{{\"is\":\"{}\"}},\"after\":{{\"is\":\"{}\"}}}}]",
                        state.0, state.1
                    );
                    let sql = "
                        insert into change (workspace_id, seq, n, format, at, person_id, door, command,
                                            product_id, noun, item_id, verb, fields)
                        values ($1, $2, 0, 1, $3, null, 'form', 'move_on_board', $4, 'story', $5, 'changed', $6)";
                    let (seq, item) = (seq + n, ids[(n % 50) as usize]);
                    tx.execute(sql, &[&workspace, &seq, &now, &product, &item, &fields])?;
                }
                let sql = "update workspace set seq = seq + 10000 where id = $1";
                tx.execute(sql, &[&workspace])?;
                Ok::<_, Failure>(())
            })
            .unwrap();
        let started = std::time::Instant::now();
        let done = draft(office, audience);
        println!("drafted from {} changes in {:?}", done.changes, started.elapsed());
        assert!(done.changes > 10_000);
        // The goals and the people are the same: not one statement more.
        assert_eq!(statements(office, audience), few + 1, "one more: the stories by name");
        let body = read(office, done.number).update.body;
        assert!(part(&body, "Accepted").contains("and 20 more."), "{body}");
    });
}

/// How many statements reading for a draft takes.
fn statements(office: &Office, audience: AudienceId) -> usize {
    use domain::communication::updates::{log, names::names};
    let ines = office.ines();
    office.reads(move |tx| {
        tx.watch_plans()?;
        let product = product(tx, &ines, "INV")?;
        let audience = Audience::load(tx, ines.workspace, audience.0)?.found("audience")?;
        let happened = log::since(tx, &ines, product.id, (0, domain::testing::START.plus_days(-30)))?;
        names(tx, &ines, (&audience, &product), &happened)?;
        Ok(tx.plans().len())
    })
}

#[test]
fn a_public_update_leads_nowhere_inside() {
    on_both_engines(|office| {
        let ines = office.ines();
        let feature = on_roadmap(office, "Tones", &[]);
        let add = AddAudience { product: office.product, name: "Public".into(), is_public: true };
        let audience = office.does(&ines, add).unwrap().done.id;
        office.does(&ines, plan(feature, "2027-02-28", "")).unwrap();
        let update = draft(office, audience);
        let body = read(office, update.number).update.body;
        assert!(body.contains("**Tones**") && !body.contains("/items/") && !body.contains("2027"), "{body}");
        let goal =
            office.does(&ines, AddGoal { title: "Paid".into(), ..AddGoal::default() }).unwrap().done.id;
        let judge = JudgeGoal {
            update: update.id,
            goal,
            standing: Standing::OnTrack,
            words: String::new(),
            left_out: false,
        };
        assert!(office.is_refused(&ines, judge).to_string().contains("does not read how goals stand"));
    });
}
