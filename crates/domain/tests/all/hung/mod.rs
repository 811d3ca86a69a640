//! Files that have come in and hang on items, as tests tell it.

use domain::acceptance::VerdictId;
use domain::acceptance::give_verdict::GiveVerdict;
use domain::attachments::add_attachment::{AddAttachment, AttachmentDone};
use domain::attachments::jobs::DeleteFile;
use domain::attachments::queries::{Total, attachments};
use domain::attachments::{AttachmentId, Stored, attach, erasing, queries};
use domain::backlog::StoryId;
use domain::backlog::add_criterion::AddCriterion;
use domain::backlog::finish_story::FinishStory;
use domain::communication::notifications::Reason;
use domain::communication::notifications::queries::{Which, notifications};
use domain::discovery::add_feedback::AddFeedback;
use domain::spine::actor::Actor;
use domain::spine::desk::Desk;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::spine::run::{Command, Gate, Ran};
use domain::testing::Office;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The bytes of a file have come in.
pub fn arrived(office: &Office, name: &str, byte_count: i64) -> Stored {
    let (moment, workspace) = (office.moment(), office.workspace);
    let id: AttachmentId = moment.id();
    let now = office.now();
    office.db.write(workspace.0, move |tx| attach::begin(tx, workspace, id, now)).unwrap();
    Stored {
        id,
        name: name.into(),
        media_type: "image/png".into(),
        byte_count,
        sha256: "5e".repeat(32),
        workspace_bytes_max: 1 << 30,
    }
}

pub fn attached(
    office: &Office,
    actor: &Actor,
    item: &str,
    name: &str,
    byte_count: i64,
) -> Ran<AttachmentDone> {
    let stored = arrived(office, name, byte_count);
    office.does(actor, AddAttachment { item: item.into(), part: None, stored }).unwrap()
}

pub fn attaches(office: &Office, actor: &Actor, item: &str, name: &str, byte_count: i64) -> AttachmentId {
    attached(office, actor, item, name, byte_count).done.id
}

/// The files that hang on an item, for somebody.
pub fn names(office: &Office, actor: &Actor, item: Uuid) -> Vec<String> {
    let actor = actor.clone();
    let rows = office.reads(move |tx| Ok(tx.together(attachments(&actor, item)?)?));
    rows.into_iter().filter(|row| row.archived_at.is_none()).map(|row| row.name).collect()
}

/// What is counted, which is what there is.
pub fn total(office: &Office) -> Total {
    let workspace = office.workspace;
    office.reads(move |tx| {
        let counted = queries::total(tx, workspace)?;
        let sql = "
            select count(*) as files, cast(coalesce(sum(byte_count), 0) as bigint) as byte_count from attachment
             where workspace_id = $1 and erased_at is null";
        assert_eq!(counted, tx.one::<Total>(sql, &[&workspace])?);
        Ok(counted)
    })
}

/// The files whose bytes the courier is to delete.
pub fn due_deletions(office: &Office) -> Vec<AttachmentId> {
    let workspace = office.workspace;
    let bodies: Vec<String> = office.reads(move |tx| {
        let sql = "select body as value from job where workspace_id = $1 and kind = $2 order by id";
        Ok(tx.values(sql, &[&workspace, &DeleteFile::JOB])?)
    });
    bodies.iter().map(|body| serde_json::from_str::<DeleteFile>(body).unwrap().file).collect()
}

pub fn feedback(office: &Office, body: &str) -> Uuid {
    let said = AddFeedback {
        product: office.product,
        body: body.into(),
        channel: None,
        contact: None,
        customer: None,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    office.does(&office.lena(), said).unwrap().done.id.0
}

/// The owner's verdict on a criterion of a story that is done.
pub fn verdict(office: &Office, story: StoryId) -> VerdictId {
    let (mira, blank) = (office.mira(), String::new);
    let criterion = AddCriterion {
        story,
        given: blank(),
        when: blank(),
        then: blank(),
        sentence: "One can pay by bank.".into(),
    };
    let criterion = office.does(&mira, criterion).unwrap().done.id;
    office.does(&mira, FinishStory { story }).unwrap();
    office.does(&mira, GiveVerdict { criterion, met: true, evidence: blank() }).unwrap().done.id
}

/// What is new for somebody, and why they are told.
pub fn told(office: &Office, actor: &Actor) -> Vec<(String, Reason)> {
    let (actor, now) = (actor.clone(), office.now());
    let rows = office.reads(move |tx| notifications(tx, &actor, Which::Open, None, now));
    rows.into_iter().map(|row| (row.command, row.reason)).collect()
}

/// Whatever erases a person or a customer calls the same, for what they said.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EraseOf {
    #[schemars(with = "Vec<String>")]
    pub items: Vec<Uuid>,
}

impl Command for EraseOf {
    const NAME: &'static str = "erase_of";
    type Subject = ();
    type Done = usize;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::EraseFiles)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<usize> {
        erasing::erase_of_items(desk, &self.items)
    }

    fn sentence(&self, files: &usize) -> String {
        format!("{files} files.")
    }
}
