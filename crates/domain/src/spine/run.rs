//! The write path. A form, a JSON call, the command line, an import: all become the same command value, and
//! [`run`] carries it out.

use database::Tx;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::actor::Actor;
use super::desk::Desk;
use super::id::ProductId;
use super::moment::Moment;
use super::refusal::{Found, Refusal, Result};
use super::rights::Permission;

/// Something that one can do. A struct with serde: its doc line is its API summary.
pub trait Command: Serialize + DeserializeOwned + JsonSchema + Clone + Send + Sync + 'static {
    /// Its name in the log, in the URL and in the API, such as `move_story`.
    const NAME: &'static str;
    /// Whether what it did can never be taken back.
    const IS_FINAL: bool = false;
    /// What it works on, loaded from the actor's workspace.
    type Subject;
    /// What the caller learns.
    type Done: Serialize + JsonSchema + Send + 'static;

    /// Loads what it works on, or refuses.
    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject>;

    /// Who may do it. Asked right after loading; nothing was written by then.
    fn gate(&self, subject: &Self::Subject) -> Gate;

    /// Applies the rule and stores what follows. Refuses before anything is written, or is whole.
    fn carry_out(&self, desk: &Desk<'_>, subject: Self::Subject) -> Result<Self::Done>;

    /// What the person reads when it is done: "INV-260 moved below INV-255."
    fn sentence(&self, done: &Self::Done) -> String;
}

/// Who may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    Product(Permission, ProductId),
    Workspace(Permission),
    /// Everybody who is signed in, for what is their own.
    Person,
    /// Only the program itself.
    Program,
}

/// A command that was carried out.
#[derive(Clone, Debug)]
pub struct Ran<D> {
    /// Its number in the workspace; none if nothing had to be changed.
    pub seq: Option<i64>,
    pub done: D,
    pub sentence: String,
    /// The number under which it can be taken back.
    pub undo: Option<i64>,
}

/// Carries out a command inside the transaction: it is recorded whole, or refused with nothing left behind.
pub fn run<C: Command>(tx: &Tx<'_>, actor: &Actor, moment: &Moment, command: &C) -> Result<Ran<C::Done>> {
    let desk = Desk::new(tx, actor, moment, C::NAME, begin(tx, actor)?);
    let subject = command.load(&desk)?;
    pass(actor, command.gate(&subject))?;
    let done = command.carry_out(&desk, subject)?;
    let seq = end(&desk)?;
    Ok(Ran { seq, sentence: command.sentence(&done), done, undo: seq.filter(|_| !C::IS_FINAL) })
}

/// Its number.
fn begin(tx: &Tx<'_>, actor: &Actor) -> Result<i64> {
    if actor.read_only {
        return Refusal::not_allowed("This token may only read. Make one that may write.");
    }
    // This row is the workspace's lock and its sequence, so it comes first.
    let sql = "update workspace set seq = seq + 1 where id = $1 returning seq as value";
    tx.value(sql, &[&actor.workspace])?.found("workspace")
}

/// Its number, if it changed something.
fn end(desk: &Desk<'_>) -> Result<Option<i64>> {
    crate::reactions::react(desk)?;
    if desk.changed_nothing() {
        desk.tx.discard();
        return Ok(None);
    }
    desk.tx.announce(desk.actor.workspace.0);
    Ok(Some(desk.seq))
}

fn pass(actor: &Actor, gate: Gate) -> Result<()> {
    match gate {
        Gate::Product(permission, product) => actor.must(permission, product),
        Gate::Workspace(permission) => actor.must_in_workspace(permission),
        Gate::Person if actor.person.is_some() => Ok(()),
        Gate::Person => Refusal::sign_in("Sign in first."),
        Gate::Program if actor.person.is_none() && actor.administrator => Ok(()),
        Gate::Program => Refusal::not_allowed("Only the program itself does this."),
    }
}
