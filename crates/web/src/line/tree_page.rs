//! The tree of a product: what each thing is for, from the goals of the firm down to the experiments.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::line::tree::{self, NODES_MAX, Node, Tree, What};
use domain::people::Product;
use domain::roadmap::rules::decision_word;
use domain::roadmap::{Decision, Outcome};
use domain::spine::refusal::Result;
use serde::Deserialize;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// What renews the page, beside the goals of the workspace.
const SHOWS: [&str; 7] =
    ["need", "need_goal", "quote", "feature", "feature_need", "assumption", "experiment"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// `list`, or the tree.
    #[serde(default, rename = "as")]
    form: String,
}

/// A node as it is drawn. Rows are in order: what stands below a node follows it.
struct Row {
    /// Where it is on the page, whatever else the same item stands under.
    place: usize,
    key: String,
    title: String,
    url: String,
    kind: &'static str,
    kind_word: &'static str,
    /// What is known of it: a state, a demand, a risk.
    fact: String,
    /// By which the fact is marked; nothing for most.
    mark: &'static str,
    /// What it stands under; nothing at the top.
    under: String,
    below: usize,
    /// How many lists end after it.
    closes: usize,
}

/// A part of the tree with its heading.
struct Branch {
    name: &'static str,
    /// What it means that something stands here; nothing for the tree itself.
    hint: &'static str,
    id: &'static str,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "line/tree.html")]
struct TreePage {
    frame: Frame,
    as_list: bool,
    branches: Vec<Branch>,
    is_cut: bool,
}

impl TreePage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let tree = tree::tree(visit.tx, &visit.actor, product.id)?;
        let mut frame = Frame::of_product(visit, &product, Here::Research, &SHOWS)?;
        frame.shows.push_str(" goal");
        let Tree { goals, needs_without_goal, features_without_need, is_cut } = tree;
        let mut drawing =
            Drawing { slug: &frame.slug, own: &visit.workspace.prefix, product: &product, drawn: 0 };
        let mut branch =
            |name, hint, id, nodes: &[Node]| Branch { name, hint, id, rows: drawing.rows(nodes) };
        let mut branches = vec![
            branch("Goals", "", "goals", &goals),
            branch(
                "Needs without a goal",
                "A loose end: nothing that the firm wants says why.",
                "needs",
                &needs_without_goal,
            ),
            branch(
                "Features without a need",
                "A loose end: nobody is known to ask for them.",
                "features",
                &features_without_need,
            ),
        ];
        branches.retain(|branch| !branch.rows.is_empty());
        Ok(Self { as_list: asked.form == "list", branches, is_cut, frame })
    }

    fn nodes(&self) -> String {
        thousands(&self.branches.iter().map(|branch| branch.rows.len() as i64).sum())
    }

    fn most(&self) -> String {
        thousands(&(NODES_MAX as i64))
    }
}

/// Rows are made of nodes, each with an address.
struct Drawing<'d> {
    slug: &'d str,
    /// Before the dash of keys of the workspace.
    own: &'d str,
    product: &'d Product,
    drawn: usize,
}

impl Drawing<'_> {
    fn rows(&mut self, nodes: &[Node]) -> Vec<Row> {
        let mut rows = Vec::with_capacity(nodes.len());
        let mut above: Vec<&Node> = Vec::new();
        for (nth, node) in nodes.iter().enumerate() {
            above.truncate(node.depth);
            let next = nodes.get(nth + 1).map_or(0, |next| next.depth);
            self.drawn += 1;
            rows.push(Row {
                place: self.drawn,
                key: self.key(node),
                title: node.title.clone(),
                url: self.url(node, &above),
                kind: node.what.noun(),
                kind_word: kind_word(&node.what),
                fact: fact(&node.what),
                mark: mark(&node.what),
                under: above.last().map(|node| node.title.clone()).unwrap_or_default(),
                below: node.below,
                closes: node.depth.saturating_sub(next),
            });
            above.push(node);
        }
        rows
    }

    fn key(&self, node: &Node) -> String {
        let prefix = if matches!(node.what, What::Goal { .. }) { self.own } else { &self.product.prefix };
        format!("{prefix}-{}", node.number)
    }

    /// An assumption and an experiment stand on the page of their feature.
    fn url(&self, node: &Node, above: &[&Node]) -> String {
        let feature = above.iter().rev().find(|node| matches!(node.what, What::Feature { .. }));
        match (&node.what, feature) {
            (What::Assumption { .. } | What::Experiment { .. }, Some(feature)) => {
                format!("/{}/items/{}#{}-{}", self.slug, self.key(feature), node.what.noun(), node.id)
            }
            _ => format!("/{}/items/{}", self.slug, self.key(node)),
        }
    }
}

fn kind_word(what: &What) -> &'static str {
    match what {
        What::Goal { .. } => "Goal",
        What::Need { .. } => "Need",
        What::Feature { .. } => "Feature",
        What::Assumption { .. } => "Assumption",
        What::Experiment { .. } => "Experiment",
    }
}

/// What is known of a node, in a few words.
fn fact(what: &What) -> String {
    match what {
        What::Goal { state } => state.as_str().into(),
        What::Need { accounts: 0, .. } => "nobody has asked yet".into(),
        What::Need { accounts, revenue_minor, .. } => {
            let customers = if *accounts == 1 { "customer" } else { "customers" };
            format!("{} a year, {accounts} {customers}", money(*revenue_minor, "EUR"))
        }
        What::Feature { outcome: Outcome::Helped, .. } => "helped".into(),
        What::Feature { outcome: Outcome::Partly, .. } => "helped in part".into(),
        What::Feature { outcome: Outcome::Not, .. } => "did not help".into(),
        What::Feature { decision: Decision::Taken, stories, accepted, .. } if *stories > 0 => {
            format!("{accepted} of {stories} accepted")
        }
        What::Feature { decision, .. } => decision_word(*decision).into(),
        What::Assumption { state, risk } => format!("{}, risk {risk}", state.as_str()),
        What::Experiment { decision: Some(decision) } => decision.word().into(),
        What::Experiment { decision: None } => "not concluded".into(),
    }
}

fn mark(what: &What) -> &'static str {
    match what {
        What::Assumption { state, .. } => state.as_str(),
        What::Experiment { decision: Some(decision) } => decision.as_str(),
        _ => "",
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&TreePage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

pub async fn api(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found =
        caller.visit(slug, move |visit| tree::tree(visit.tx, &visit.actor, visit.product(&prefix)?.id)).await;
    answer::found(&caller, found)
}
