//! What the frame around every page shows.

use domain::backlog::rules::OPEN;
use domain::line::queries::counted;
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::{Permission, Role};
use domain::spine::tally::Tallies;

use super::mark::NamedMark;
use super::sidebar;
use super::toast::toast;
use crate::visit::Visit;

/// Which page of the sidebar is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    Today,
    Notifications,
    Vision,
    Goals,
    Inbox,
    Needs,
    Research,
    Customers,
    Market,
    Roadmap,
    Backlog,
    SprintPlan,
    Board,
    Acceptance,
    Releases,
    Line,
    Updates,
    Decisions,
    History,
    Reports,
    Import,
    People,
    Account,
}

/// A stop of the line bar.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    pub kind: &'static str,
    /// Above the label: the key of an item, or how many there are.
    pub key: Option<String>,
    pub label: String,
    pub count: Option<String>,
    pub url: Option<String>,
    pub passed: bool,
    pub here: bool,
    /// On the page of an item: nothing stands here yet.
    pub gap: bool,
}

/// The numbers that the sidebar and the line bar show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub stories: i64,
    pub to_accept: i64,
    pub needs: i64,
    pub inbox: i64,
    pub features: i64,
    pub releases: i64,
    /// What is new for the reader, over all products; at most 100.
    pub unread: i64,
}

impl Counts {
    fn of(tallies: &Tallies) -> Self {
        let open = OPEN.map(|state| state.as_str());
        Self {
            stories: tallies.count("story", &open),
            to_accept: tallies.count("story", &["done"]),
            needs: tallies.count("need", &["open", "addressed", "satisfied"]),
            inbox: tallies.count("feedback", &["new"]),
            features: tallies.count("feature", &["idea", "shaping", "offered", "taken"]),
            releases: tallies.count("release", &["planned", "released"]),
            unread: 0,
        }
    }
}

pub struct Frame {
    pub assets: String,
    pub language: &'static str,
    pub theme: String,
    pub folded: bool,
    pub slug: String,
    pub workspace: String,
    /// Before the dash of the keys of what belongs to the workspace.
    pub workspace_prefix: String,
    pub product: Option<Product>,
    pub others: Vec<Product>,
    pub me: NamedMark,
    pub my_role: &'static str,
    pub counts: Counts,
    pub here: Here,
    pub desks: Vec<(&'static str, Vec<sidebar::Entry>)>,
    pub stops: Vec<Stop>,
    /// The newest change this page knows, and what it shows.
    pub seq: i64,
    pub shows: String,
    /// What was just done: its number and its sentence.
    pub toast: Option<(i64, String)>,
    pub url: String,
}

impl Frame {
    /// The frame of a page of one product. `shows` names the nouns that make the page fetch itself again.
    pub fn of_product(visit: &Visit<'_>, product: &Product, here: Here, shows: &[&str]) -> Result<Self> {
        let (tallies, unread) = counted(visit.tx, &visit.actor, product.id, visit.now)?;
        let counts = Counts { unread, ..Counts::of(&tallies) };
        let base = format!("/{}/{}", visit.workspace.slug, product.prefix);
        let nouns: Vec<String> = shows.iter().map(|noun| format!("{}:{noun}", product.prefix)).collect();
        let mut frame = Self::bare(visit, here);
        frame.stops = list_stops(&base, &counts, here);
        frame.desks = sidebar::desks(&base, &visit.workspace.slug, &counts);
        frame.others = visit.products().iter().filter(|other| other.id != product.id).cloned().collect();
        frame.my_role = role_word(visit, product);
        frame.counts = counts;
        frame.product = Some(product.clone());
        frame.shows = nouns.join(" ");
        Ok(frame)
    }

    /// The frame of a page of the workspace.
    pub fn of_workspace(visit: &Visit<'_>, here: Here, shows: &[&str]) -> Result<Self> {
        let Some(first) = visit.products().first() else {
            return Ok(Self::bare(visit, here));
        };
        let mut frame = Self::of_product(visit, first, here, &[])?;
        frame.shows = shows.join(" ");
        Ok(frame)
    }

    fn bare(visit: &Visit<'_>, here: Here) -> Self {
        let cookies = &visit.caller.cookies;
        Self {
            assets: visit.caller.house.assets.root.clone(),
            language: visit.language.tag(),
            theme: cookies.theme.clone().unwrap_or_default(),
            folded: cookies.folded,
            slug: visit.workspace.slug.clone(),
            workspace: visit.workspace.name.clone(),
            workspace_prefix: visit.workspace.prefix.clone(),
            product: None,
            others: Vec::new(),
            me: NamedMark::of(&visit.actor.name),
            my_role: "",
            counts: Counts::default(),
            here,
            desks: Vec::new(),
            stops: Vec::new(),
            seq: visit.workspace.seq,
            shows: String::new(),
            toast: cookies.told.as_deref().and_then(toast),
            url: visit.caller.url.clone(),
        }
    }

    pub fn is(&self, here: Here) -> bool {
        self.here == here
    }

    pub fn is_at(&self, entry: &sidebar::Entry) -> bool {
        self.here == entry.here
    }

    /// `/larkbill/INV`, where the pages of the product are.
    pub fn base(&self) -> String {
        let prefix = self.product.as_ref().map_or("", |product| product.prefix.as_str());
        format!("/{}/{prefix}", self.slug)
    }
}

/// On lists the stops of the line are the six lists. Those without a page yet stand idle.
fn list_stops(base: &str, counts: &Counts, here: Here) -> Vec<Stop> {
    const KINDS: [(&str, &str); 6] = [
        ("vision", "Vision"),
        ("goal", "Goals"),
        ("need", "Needs"),
        ("feature", "Features"),
        ("story", "Stories"),
        ("release", "Releases"),
    ];
    let at = match here {
        Here::Vision => Some(0),
        Here::Goals => Some(1),
        Here::Market | Here::Inbox | Here::Needs | Here::Research => Some(2),
        Here::Roadmap => Some(3),
        Here::Backlog | Here::SprintPlan | Here::Board | Here::Acceptance => Some(4),
        Here::Releases => Some(5),
        _ => None,
    };
    let stop = |(nth, (kind, label)): (usize, (&'static str, &str))| {
        let (count, page) = match kind {
            "vision" => (None, Some("vision")),
            "goal" => (None, Some("vision#goals")),
            "need" => (Some(counts.needs), Some("needs")),
            "feature" => (Some(counts.features), Some("roadmap")),
            "story" => (Some(counts.stories), Some("backlog")),
            "release" => (Some(counts.releases), Some("releases")),
            _ => (None, None),
        };
        Stop {
            kind,
            label: label.into(),
            count: count.as_ref().map(thousands),
            url: page.map(|page| format!("{base}/{page}")),
            passed: at.is_some_and(|at| nth < at),
            here: at == Some(nth),
            ..Stop::default()
        }
    };
    KINDS.into_iter().enumerate().map(stop).collect()
}

fn role_word(visit: &Visit<'_>, product: &Product) -> &'static str {
    let roles = visit.actor.roles_in(product.id);
    if roles.holds(Role::Owner) && roles.holds(Role::Manager) {
        "Manager and owner"
    } else if roles.holds(Role::Owner) {
        "Product owner"
    } else if roles.holds(Role::Manager) {
        "Product manager"
    } else if roles.holds(Role::Team) {
        "Team"
    } else if roles.holds(Role::Stakeholder) {
        "Stakeholder"
    } else if visit.actor.may(Permission::Read, product.id) {
        "Administrator"
    } else {
        ""
    }
}

/// `148,203`.
pub fn thousands(number: &i64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) && digit != '-' {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A year's revenue as lists show it: `€186k`, `€28.4k`, `€950`.
pub fn money(minor: i64, currency: &str) -> String {
    let sign = match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        other => return format!("{} {other}", thousands(&(minor / 100))),
    };
    let whole = minor / 100;
    match whole {
        0..1_000 => format!("{sign}{whole}"),
        1_000..100_000 => format!("{sign}{:.1}k", whole as f64 / 1000.0),
        100_000..10_000_000 => format!("{sign}{}k", whole / 1000),
        _ => format!("{sign}{:.1}M", whole as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_commas() {
        assert_eq!(
            (thousands(&7), thousands(&1000), thousands(&148_203)),
            ("7".into(), "1,000".into(), "148,203".into())
        );
    }
}
