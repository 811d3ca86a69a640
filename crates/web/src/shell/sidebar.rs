//! The pages of a product, as the sidebar lists them: by desk, in the order of the line.

use super::frame::{Counts, Here};

/// A page of the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub here: Here,
    pub label: &'static str,
    pub icon: &'static str,
    pub url: String,
    /// The keys that open it, such as `g s`.
    pub key: &'static str,
    pub count: i64,
}

/// A page: which it is, what it is called, its icon, where it is, and the keys that open it. A place that begins with a
/// slash is one of the workspace.
type Page = (Here, &'static str, &'static str, &'static str, &'static str);

const DESK: &[Page] = &[
    (Here::Today, "Today", "sunrise", "today", "g t"),
    (Here::Notifications, "Notifications", "bell", "/notifications", "g y"),
];

const DIRECTION: &[Page] = &[
    (Here::Vision, "Vision", "eye", "vision", "g v"),
    (Here::Goals, "Goals", "target", "vision#goals", "g o"),
    (Here::Market, "Market", "binoculars", "market", "g m"),
    (Here::Inbox, "Inbox", "inbox", "inbox?state=new", "g i"),
    (Here::Needs, "Needs", "message-square", "needs", "g n"),
    (Here::Research, "Research", "flask-conical", "research", "g q"),
    (Here::Roadmap, "Roadmap", "map", "roadmap", "g f"),
    (Here::Customers, "Customers", "users", "/customers", "g c"),
];

const DELIVERY: &[Page] = &[
    (Here::Backlog, "Backlog", "list-ordered", "backlog", "g s"),
    (Here::SprintPlan, "Sprint plan", "sliders-horizontal", "plan", "g d"),
    (Here::Board, "Board", "columns-3", "board", "g b"),
    (Here::Acceptance, "Acceptance", "circle-check", "acceptance", "g a"),
    (Here::Releases, "Releases", "rocket", "releases", "g r"),
];

const LINE: &[Page] = &[
    (Here::Line, "The line", "spline", "line", "g l"),
    (Here::Updates, "Updates", "megaphone", "updates", "g u"),
    (Here::Decisions, "Decisions", "scale", "decisions", "g k"),
    (Here::History, "History", "history", "history", "g h"),
    (Here::Reports, "Reports", "chart-line", "reports", "g e"),
];

/// The desks with their pages.
pub fn desks(base: &str, slug: &str, counts: &Counts) -> Vec<(&'static str, Vec<Entry>)> {
    let entry = |(here, label, icon, place, key): &Page| {
        let url = if place.starts_with('/') { format!("/{slug}{place}") } else { format!("{base}/{place}") };
        Entry { here: *here, label, icon, url, key, count: count(*here, counts) }
    };
    [("The desk", DESK), ("Direction", DIRECTION), ("Delivery", DELIVERY), ("The line", LINE)]
        .into_iter()
        .map(|(desk, pages)| (desk, pages.iter().map(entry).collect()))
        .collect()
}

/// How much waits on a page.
fn count(here: Here, counts: &Counts) -> i64 {
    match here {
        Here::Notifications => counts.unread,
        Here::Inbox => counts.inbox,
        Here::Backlog => counts.stories,
        Here::Acceptance => counts.to_accept,
        _ => 0,
    }
}
