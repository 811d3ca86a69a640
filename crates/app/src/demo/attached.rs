//! What the cast has attached: a picture made here and a note. Their bytes come in as everybody's do.

use bytes::Bytes;
use database::Database;
use domain::attachments::add_attachment::AddAttachment;
use domain::demo::Cast;
use domain::people::visitor::actor_of_person;
use domain::spine::actor::Door;
use domain::spine::moment::Moment;
use domain::spine::refusal::{Found, Result};
use domain::spine::run::run;
use domain::spine::search;
use files::{Arrival, Blocking};

use super::picture;

const CALL: &str = "Call with Pellworth, 25 minutes.\n\n\
    They send the second reminder by hand, because the first sounds the same as the second.\n\
    \"If it could sound firmer by itself, we would not look at that list at all.\"\n\
    They would choose the tone for each customer, not for the whole firm.\n";

/// Attaches a few files to what the cast has told.
pub fn attach(db: &Database, stored: &Blocking, cast: &Cast, moment: &Moment) -> Result<()> {
    let files: [(&str, &str, &str, Bytes); 2] = [
        ("Lena", "Choose a tone for each customer", "three-tones.png", picture::three_tones().into()),
        (
            "Ines",
            "Choose a tone for each customer",
            "call-with-pellworth.txt",
            Bytes::from_static(CALL.as_bytes()),
        ),
    ];
    let workspace = cast.firm.workspace;
    for (name, title, file, bytes) in files {
        let person = cast.people.iter().find(|(known, _)| *known == name).found("person")?.1;
        let arrival = Arrival { db, workspace, id: moment.id(), now: moment.now, name: file };
        let stored = stored.keep(&arrival, bytes)?;
        let moment = Moment::new(moment.now, stored.id.0.as_u64_pair().1);
        db.write(workspace.0, move |tx| {
            let actor = actor_of_person(tx, workspace, person, Door::Form)?.found("person")?;
            let found = search::find(tx, workspace, title, 20)?;
            let story =
                found.iter().find(|one| one.heading == title && one.noun == "story").found("story")?.item_id;
            let item = search::keys(tx, workspace, &[story])?.remove(&story).found("story")?;
            run(tx, &actor, &moment.again(), &AddAttachment { item, part: None, stored: stored.clone() })
        })?;
    }
    Ok(())
}
