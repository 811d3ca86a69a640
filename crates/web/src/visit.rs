//! A visit: an open read transaction and who reads in it. Every page and every query of the API is one visit.

use database::Tx;
use domain::people::Product;
use domain::people::queries::{self, WorkspaceHead};
use domain::people::visitor::{Visitor, visitor};
use domain::spine::actor::{Actor, Door};
use domain::spine::moment::{Moment, Timestamp};
use domain::spine::refusal::{Found, Refusal, Result};
use domain::spine::run::{Command, Ran, run};
use uuid::Uuid;

use crate::caller::Caller;
use crate::words::Language;

pub struct Visit<'v> {
    pub tx: &'v Tx<'v>,
    pub actor: Actor,
    pub workspace: WorkspaceHead,
    pub now: Timestamp,
    pub language: Language,
    pub caller: &'v Caller,
    products: Vec<Product>,
}

impl<'v> Visit<'v> {
    /// Opens the visit of somebody who is signed in; anybody else is asked to.
    pub fn open(tx: &'v Tx<'v>, caller: &'v Caller, slug: &str) -> Result<Self> {
        let now = caller.house.clock.now();
        let Visitor { workspace, actor, products } = visitor(tx, slug, caller.pass.as_ref(), now)?;
        let Some(actor) = actor else {
            return Refusal::sign_in("Sign in to go on.");
        };
        Ok(Self { tx, actor, workspace, now, language: Language::default(), caller, products })
    }

    /// The products that the visitor may read, by name.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// A product that the visitor may read, by the beginning of its keys.
    pub fn product(&self, prefix: &str) -> Result<Product> {
        self.products.iter().find(|product| product.prefix == prefix).cloned().found("product")
    }
}

impl Caller {
    /// One visit, off the async threads.
    pub async fn visit<T: Send + 'static>(
        &self,
        slug: String,
        work: impl Fn(&Visit<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let caller = self.clone();
        self.read(move |tx| work(&Visit::open(tx, &caller, &slug)?)).await
    }

    /// Carries out a command for whoever calls, through the door it came by.
    pub async fn run<C: Command>(&self, slug: String, door: Door, command: C) -> Result<Ran<C::Done>> {
        self.carry_out(slug, door, move |tx, actor, moment| run(tx, actor, moment, &command)).await
    }

    /// Does work in the name of whoever calls, as one write of the workspace.
    pub async fn carry_out<T: Send + 'static>(
        &self,
        slug: String,
        door: Door,
        work: impl Fn(&Tx<'_>, &Actor, &Moment) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (caller, moment) = (self.clone(), self.house.moment());
        let lane = self.lane(&slug).await?;
        self.write(lane, move |tx| {
            let visit = Visit::open(tx, &caller, &slug)?;
            work(tx, &Actor { door, ..visit.actor }, &moment.again())
        })
        .await
    }

    /// The lane in which the writes of a workspace queue.
    pub async fn lane(&self, slug: &str) -> Result<Uuid> {
        if let Some(lane) = self.house.known_lane(slug) {
            return Ok(lane);
        }
        let name = slug.to_owned();
        let workspace =
            self.read(move |tx| queries::workspace_by_slug(tx, &name)).await?.found("workspace")?;
        self.house.learn_lane(slug.to_owned(), workspace.id.0);
        Ok(workspace.id.0)
    }
}
