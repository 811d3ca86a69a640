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

/// The desks with their pages.
pub fn desks(base: &str, slug: &str, counts: &Counts) -> Vec<(&'static str, Vec<Entry>)> {
    let page = |here, label, icon, path: &str, key, count| Entry {
        here,
        label,
        icon,
        url: format!("{base}/{path}"),
        key,
        count,
    };
    let customers = Entry {
        url: format!("/{slug}/customers"),
        ..page(Here::Customers, "Customers", "users", "", "g c", 0)
    };
    let notifications = Entry {
        url: format!("/{slug}/notifications"),
        ..page(Here::Notifications, "Notifications", "bell", "", "g y", counts.unread)
    };
    vec![
        ("The desk", vec![page(Here::Today, "Today", "sunrise", "today", "g t", 0), notifications]),
        (
            "Direction",
            vec![
                page(Here::Vision, "Vision", "eye", "vision", "g v", 0),
                page(Here::Goals, "Goals", "target", "vision#goals", "g o", 0),
                page(Here::Market, "Market", "binoculars", "market", "g m", 0),
                page(Here::Inbox, "Inbox", "inbox", "inbox?state=new", "g i", counts.inbox),
                page(Here::Needs, "Needs", "message-square", "needs", "g n", 0),
                page(Here::Roadmap, "Roadmap", "map", "roadmap", "g f", 0),
                customers,
            ],
        ),
        (
            "Delivery",
            vec![
                page(Here::Backlog, "Backlog", "list-ordered", "backlog", "g s", counts.stories),
                page(Here::SprintPlan, "Sprint plan", "sliders-horizontal", "plan", "g d", 0),
                page(Here::Board, "Board", "columns-3", "board", "g b", 0),
                page(Here::Acceptance, "Acceptance", "circle-check", "acceptance", "g a", counts.to_accept),
                page(Here::Releases, "Releases", "rocket", "releases", "g r", 0),
            ],
        ),
        (
            "The line",
            vec![
                page(Here::Line, "The line", "spline", "line", "g l", 0),
                page(Here::History, "History", "history", "history", "g h", 0),
                page(Here::Reports, "Reports", "chart-line", "reports", "g e", 0),
            ],
        ),
    ]
}
