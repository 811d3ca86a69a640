//! From the goals of the firm down to the experiments of a product: what each thing is for, as one tree.

use std::collections::{HashMap, HashSet};

use database::{Query, Tx};
use serde::Serialize;
use uuid::Uuid;

use crate::discovery::NeedState;
use crate::discovery::demand::BY_NEED;
use crate::roadmap::assumptions::queries::{AssumptionRow, ROW};
use crate::roadmap::assumptions::{Assumption, Experiment, ExperimentDecision};
use crate::roadmap::{Decision, Outcome};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::item::Item;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::strategy::GoalState;

/// Goals, needs and features that are read at most.
const OF_KIND_MAX: i64 = 300;
/// Links, assumptions and experiments that are read at most.
const BELOW_MAX: i64 = 2_000;
/// Nodes of a tree at most; what serves several stands under each of them.
pub const NODES_MAX: usize = 2_000;
/// Needs lie under needs, and goals under goals, at most so deep.
const DEPTH_MAX: usize = 30;

database::row! {
    #[derive(Clone)]
    struct GoalNode { id: Uuid, number: i64, title: String, parent_id: Option<Uuid>, state: GoalState }
}

database::row! {
    #[derive(Clone)]
    struct NeedNode {
        id: Uuid,
        number: i64,
        title: String,
        parent_id: Option<Uuid>,
        state: NeedState,
        accounts: i64,
        revenue_minor: i64,
    }
}

database::row! {
    #[derive(Clone)]
    struct FeatureNode {
        id: Uuid,
        number: i64,
        title: String,
        decision: Decision,
        outcome: Outcome,
        stories: i64,
        accepted: i64,
    }
}

database::row! {
    struct Link { one: Uuid, other: Uuid }
}

/// What is known of a node, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Goal { state: GoalState },
    Need { state: NeedState, accounts: i64, revenue_minor: i64 },
    Feature { decision: Decision, outcome: Outcome, stories: i64, accepted: i64 },
    Assumption { state: crate::roadmap::assumptions::AssumptionState, risk: i64 },
    Experiment { decision: Option<ExperimentDecision> },
}

/// One node, in the order in which the tree is read: a node, then everything below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    #[serde(skip)]
    pub id: Uuid,
    /// 0 at the top.
    pub depth: usize,
    /// After the dash of its key: of the workspace for goals, of the product for all others.
    pub number: i64,
    pub title: String,
    #[serde(flatten)]
    pub what: What,
    /// How many stand right below it.
    pub below: usize,
}

/// The tree of a product. What hangs on nothing stands under a name of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tree {
    pub goals: Vec<Node>,
    pub needs_without_goal: Vec<Node>,
    pub features_without_need: Vec<Node>,
    /// Whether something was left out, because there is too much.
    pub is_cut: bool,
}

/// Reads the tree of a product in six statements asked at once, however large it is.
pub fn tree(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Tree> {
    actor.must(Permission::Read, product)?;
    let of_product = |most: i64| vec![actor.workspace.into(), product.into(), most.into()];
    let assumptions = format!(
        "{ROW} where a.workspace_id = $1 and a.product_id = $2 and a.archived_at is null
          order by risk desc, a.number limit $3"
    );
    let experiments = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null order by number limit $3",
        Experiment::select()
    );
    let (goals, needs, features, links, assumptions, experiments) = tx.together((
        Query::<GoalNode>::new(GOALS, vec![actor.workspace.into(), OF_KIND_MAX.into()]),
        Query::<NeedNode>::new(needs_asked_for(), of_product(OF_KIND_MAX)),
        Query::<FeatureNode>::new(FEATURES, of_product(OF_KIND_MAX)),
        Query::<Link>::new(LINKS, of_product(BELOW_MAX)),
        Query::<AssumptionRow>::new(assumptions, of_product(BELOW_MAX)),
        Query::<Experiment>::new(experiments, of_product(BELOW_MAX)),
    ))?;
    let mut growing = Growing::default();
    for goal in &goals {
        growing.node(goal.id, (goal.number, &goal.title), What::Goal { state: goal.state });
        growing.under(goal.parent_id, goal.id);
    }
    for need in &needs {
        let NeedNode { state, accounts, revenue_minor, .. } = *need;
        growing.node(need.id, (need.number, &need.title), What::Need { state, accounts, revenue_minor });
        growing.under(need.parent_id, need.id);
    }
    for feature in &features {
        let FeatureNode { decision, outcome, stories, accepted, .. } = *feature;
        let what = What::Feature { decision, outcome, stories, accepted };
        growing.node(feature.id, (feature.number, &feature.title), what);
    }
    for link in &links {
        growing.under(Some(link.one), link.other);
    }
    for row in &assumptions {
        let what = What::Assumption { state: row.state, risk: row.risk };
        growing.node(row.id.0, (row.number, &row.statement), what);
        growing.under(Some(row.feature_id.0), row.id.0);
    }
    for experiment in &experiments {
        let what = What::Experiment { decision: experiment.decision };
        growing.node(experiment.id.0, (experiment.number, &experiment.hypothesis), what);
        growing.under(Some(experiment.assumption_id.0), experiment.id.0);
    }
    Ok(growing.grown(&goals, &needs, &features))
}

const GOALS: &str = "
    select id, number, title, parent_id, state from goal
     where workspace_id = $1 and archived_at is null
     order by number limit $2";

/// The needs of a product, with their demand.
fn needs_asked_for() -> String {
    format!(
        "select n.id, n.number, n.title, n.parent_id, n.state,
                cast(coalesce(d.accounts, 0) as bigint) as accounts,
                cast(coalesce(d.revenue_minor, 0) as bigint) as revenue_minor
           from need n
           left join {BY_NEED} d on d.need_id = n.id
          where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
          order by n.created_at, n.id limit $3"
    )
}

const FEATURES: &str = "
    select f.id, f.number, f.title, f.decision, f.outcome,
           (select cast(coalesce(sum(t.n), 0) as bigint) from item_tally t
             where t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story') as stories,
             (select cast(coalesce(sum(t.n), 0) as bigint) from item_tally t
             where t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story'
               and t.state = 'accepted') as accepted
      from feature f
     where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
     order by f.rank limit $3";

/// Which need serves which goal, and which feature answers which need.
const LINKS: &str = "
    select one, other from (
        select s.goal_id as one, s.need_id as other, n.number
          from need n
          join need_goal s on s.workspace_id = $1 and s.need_id = n.id and s.archived_at is null
         where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
         union all
        select a.need_id, a.feature_id, f.number
          from feature f
          join feature_need a on a.workspace_id = $1 and a.feature_id = f.id and a.archived_at is null
         where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null) l
     order by number limit $3";

/// Nodes and what stands below what, before they are put in order.
#[derive(Default)]
struct Growing {
    nodes: HashMap<Uuid, Node>,
    below: HashMap<Uuid, Vec<Uuid>>,
    /// What stands below something.
    held: HashSet<Uuid>,
}

impl Growing {
    fn node(&mut self, id: Uuid, (number, title): (i64, &str), what: What) {
        let node = Node { id, depth: 0, number, title: title.to_owned(), what, below: 0 };
        self.nodes.insert(id, node);
    }

    fn under(&mut self, upper: Option<Uuid>, lower: Uuid) {
        let Some(upper) = upper else { return };
        self.below.entry(upper).or_default().push(lower);
    }

    fn grown(mut self, goals: &[GoalNode], needs: &[NeedNode], features: &[FeatureNode]) -> Tree {
        for (upper, below) in &mut self.below {
            below.retain(|id| self.nodes.contains_key(id));
            if self.nodes.contains_key(upper) {
                self.held.extend(below.iter().copied());
            }
        }
        let loose = |id: &Uuid| !self.held.contains(id);
        let top: Vec<Uuid> = goals.iter().map(|goal| goal.id).filter(loose).collect();
        let needs: Vec<Uuid> = needs.iter().map(|need| need.id).filter(loose).collect();
        let features: Vec<Uuid> = features.iter().map(|feature| feature.id).filter(loose).collect();
        let mut left = NODES_MAX;
        let mut branch = |roots: &[Uuid]| {
            let mut nodes = Vec::new();
            for root in roots {
                self.grow(*root, 0, &mut nodes, &mut left);
            }
            nodes
        };
        let (goals, needs_without_goal, features_without_need) =
            (branch(&top), branch(&needs), branch(&features));
        Tree { goals, needs_without_goal, features_without_need, is_cut: left == 0 }
    }

    /// A node and everything below it, as long as there is room.
    fn grow(&self, id: Uuid, depth: usize, nodes: &mut Vec<Node>, left: &mut usize) {
        let Some(node) = self.nodes.get(&id).filter(|_| *left > 0 && depth < DEPTH_MAX) else { return };
        *left -= 1;
        let (at, below) = (nodes.len(), self.below.get(&id).map_or(&[][..], Vec::as_slice));
        nodes.push(Node { depth, ..node.clone() });
        for lower in below {
            let before = nodes.len();
            self.grow(*lower, depth + 1, nodes, left);
            nodes[at].below += usize::from(nodes.len() > before);
        }
    }
}

impl What {
    /// The noun of a node.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Goal { .. } => crate::strategy::Goal::NOUN,
            Self::Need { .. } => crate::discovery::Need::NOUN,
            Self::Feature { .. } => crate::roadmap::Feature::NOUN,
            Self::Assumption { .. } => Assumption::NOUN,
            Self::Experiment { .. } => Experiment::NOUN,
        }
    }
}
