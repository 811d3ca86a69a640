//! Status updates, written in, published and mailed; told as stories on both engines.

use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::audiences::{Audience, AudienceId};
use domain::communication::publications::shared::{self, Shared};
use domain::communication::updates::archive_update::ArchiveUpdate;
use domain::communication::updates::draft_update::DraftUpdate;
use domain::communication::updates::edit_update::{EditUpdate, UpdateText};
use domain::communication::updates::jobs::{MailUpdate, mail_update};
use domain::communication::updates::judge_goal::JudgeGoal;
use domain::communication::updates::queries::{standings, updates};
use domain::communication::updates::restore_update::RestoreUpdate;
use domain::communication::updates::{Standing, StatusUpdateId, UpdateState};
use domain::line::undo_change::UndoChange;
use domain::market::add_customer::AddCustomer;
use domain::people::jobs::Mail;
use domain::people::queries::{product, workspace_by_id};
use domain::spine::item::Item;
use domain::spine::jobs;
use domain::spine::refusal::Found;
use domain::strategy::add_goal::AddGoal;
use domain::strategy::add_key_result::AddKeyResult;
use domain::strategy::check_in::CheckIn;
use domain::testing::{Office, on_both_engines};

use crate::drafted::{draft, executives, on_roadmap, plan, publish, read};

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

fn edit(update: StatusUpdateId, text: &str, seen: Option<&str>) -> EditUpdate {
    EditUpdate { update, field: UpdateText::Body, text: text.into(), seen: seen.map(str::to_owned) }
}

/// What an audience reads: each update by the number of its revision.
fn shown(office: &Office, audience: AudienceId) -> Vec<(i64, String)> {
    let reader = office.ines();
    office.reads(move |tx| {
        let product = product(tx, &reader, "INV")?;
        let workspace = workspace_by_id(tx, reader.workspace)?.found("workspace")?;
        let audience = Audience::load(tx, reader.workspace, audience.0)?.found("audience")?;
        let all = shared::updates(tx, &Shared { workspace, product, audience }, None)?;
        Ok(all.into_iter().map(|one| (one.number, one.shown)).collect())
    })
}

#[test]
fn a_draft_that_somebody_wrote_in_is_kept() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        on_roadmap(office, "Tones", &[]);
        let audience = executives(office);
        let again = DraftUpdate { audience, overwrite: false };
        assert_eq!(office.is_refused(&mira, again.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), again.clone()).kind(), "not_found");
        let first = draft(office, audience);
        assert_eq!(draft(office, audience).id, first.id, "one draft for one audience");
        office.does(&ines, edit(first.id, "We promise **nothing**.", None)).unwrap();
        assert_eq!(office.is_refused(&ines, edit(first.id, "x", Some("something else"))).kind(), "stale");
        assert_eq!(office.is_refused(&ines, again).kind(), "conflict");
    });
}

#[test]
fn a_published_update_stands_as_it_was_until_it_is_published_again() {
    on_both_engines(|office| {
        let ines = office.ines();
        on_roadmap(office, "Tones", &[]);
        let audience = executives(office);
        let first = draft(office, audience);
        office.does(&ines, edit(first.id, "We promise **nothing**.", None)).unwrap();
        office.does(&ines, publish(first.id, false)).unwrap();
        office.does(&ines, edit(first.id, "We promise everything.", None)).unwrap();
        let told = shown(office, audience);
        assert!(told.len() == 1 && told[0].1.contains("nothing"), "{told:?}");
        office.wait_seconds(1);
        let second = office.does(&ines, publish(first.id, false)).unwrap();
        assert_eq!(
            (second.done.revision, shown(office, audience).len(), shown(office, audience)[0].0),
            (2, 1, 2)
        );
        assert!(shown(office, audience)[0].1.contains("everything"));
        assert_eq!(read(office, first.number).update.state, UpdateState::Published);
        office.does(&ines, ArchiveUpdate { update: first.id }).unwrap();
        assert!(shown(office, audience).is_empty());
        office.does(&ines, RestoreUpdate { update: first.id }).unwrap();
        let lena = office.lena();
        let product = office.product;
        let rows = office.reads(move |tx| updates(tx, &lena, product, None));
        assert_eq!((rows.len(), rows[0].revision, rows[0].audience.as_str()), (1, 2, "Executives"));
    });
}

#[test]
fn an_update_that_names_a_customer_is_not_published_unseen() {
    on_both_engines(|office| {
        let ines = office.ines();
        on_roadmap(office, "Tones", &[]);
        let first = draft(office, executives(office));
        office.does(&ines, publish(first.id, false)).unwrap();
        office.does(&ines, AddCustomer { name: "Pellworth".into(), ..AddCustomer::default() }).unwrap();
        office.does(&ines, edit(first.id, "Pellworth pays.", None)).unwrap();
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
