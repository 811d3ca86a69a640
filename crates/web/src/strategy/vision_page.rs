//! The vision board of a product, and below it the goals with their key results.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::line::called::called;
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::strategy::queries::{Served, goals, key_results, positioning, served, vision};
use domain::strategy::tree::{Placed, shares, tree};
use domain::strategy::versions::Of;
use domain::strategy::{Positioning, Vision};

use super::parts::{far, now, sure, told, too_much, way};
use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item_asked, of_one};
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const DEPTH_DRAWN: usize = 3;

#[derive(Template)]
#[template(path = "strategy/vision.html")]
struct VisionPage {
    frame: Frame,
    product: Product,
    vision: Option<Vision>,
    positioning: Option<Positioning>,
    goals: Vec<Placed>,
    served: Vec<Served>,
    /// What the shares of the firm's own goals add up to, where that is more than there is.
    over: Option<i64>,
    history: Vec<Entry>,
    may_set: bool,
}

impl VisionPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut frame = Frame::of_product(visit, &product, Here::Vision, &["vision", "positioning"])?;
        frame.shows.push_str(" goal key_result check_in");
        let vision = vision(visit.tx, &visit.actor, product.id)?;
        let positioning = positioning(visit.tx, &visit.actor, product.id)?;
        let changes = vision.as_ref().map(|vision| of_item_asked(visit, vision.id.0, HISTORY_SHOWN));
        let actor = &visit.actor;
        let (goals, key_results, served, changes) =
            visit.tx.together((goals(actor)?, key_results(actor)?, served(actor)?, changes))?;
        let called = visit.tx.together(called(visit.actor.workspace, &changes, &[])?)?;
        let history = of_one(visit, &changes, &called)?;
        let goals = tree(goals, key_results);
        let top = goals.iter().filter(|placed| placed.depth == 0);
        let top: Vec<_> = top.map(|placed| placed.goal.clone()).collect();
        Ok(Self {
            frame,
            over: shares(&top).filter(|sum| *sum > 100),
            goals,
            served,
            history,
            may_set: visit.actor.may(Permission::SetDirection, product.id),
            product,
            vision,
            positioning,
        })
    }

    fn statement(&self) -> &str {
        self.vision.as_ref().map_or("", |vision| vision.statement.as_str())
    }

    /// The parts of the board: the field, how the page calls it, its mark, what stands there.
    fn board(&self) -> [(&'static str, &'static str, &'static str, &str); 4] {
        let text = |of: fn(&Vision) -> &String| self.vision.as_ref().map_or("", |vision| of(vision).as_str());
        [
            ("target_group", "For whom", "users", text(|vision| &vision.target_group)),
            ("customer_needs", "What they need", "message-square", text(|vision| &vision.customer_needs)),
            ("offering", "What we make", "package", text(|vision| &vision.offering)),
            ("business_goals", "Why it pays", "banknote", text(|vision| &vision.business_goals)),
        ]
    }

    /// The parts of the positioning: the field, how the page calls it, what belongs there, what stands there.
    fn positioned(&self) -> Vec<(&'static str, &'static str, &'static str, &str)> {
        let stored = self.positioning.as_ref();
        let texts: [&str; 5] = stored.map_or([""; 5], |told| {
            [&told.for_whom, &told.category, &told.benefit, &told.unlike, &told.proof].map(String::as_str)
        });
        let hints = [
            "who it is for, and what they have to get done",
            "what kind of thing it is",
            "what they gain",
            "what they would take instead, and how it differs",
            "why one can believe it",
        ];
        let named = Of::Positioning.texts().into_iter().zip(hints).zip(texts);
        named.map(|(((field, name), hint), text)| (field, name, hint, text)).collect()
    }

    fn goal_key(&self, block: &Placed) -> String {
        format!("{}-{}", self.frame.workspace_prefix, block.goal.number)
    }

    fn served(&self, block: &Placed) -> Served {
        Served::of(block.goal.id, &self.served)
    }

    /// A goal that is served through its parts says nothing of itself.
    fn is_served(&self, block: &Placed) -> bool {
        self.served(block).needs > 0
            || !self.goals.iter().any(|other| other.goal.parent_id == Some(block.goal.id))
    }

    /// Deeper goals are not drawn in further.
    fn depth(&self, block: &Placed) -> usize {
        block.depth.min(DEPTH_DRAWN)
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&VisionPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}
