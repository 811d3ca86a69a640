//! What waits for the person, in words: by reason, each with what it is about and what to do.

use domain::line::today::{Reason, Waiting};
use domain::people::Product;

use crate::visit::Visit;

/// What waits for one reason.
pub struct Group {
    pub heading: &'static str,
    pub items: Vec<Wait>,
}

pub struct Wait {
    /// Its place in the page.
    pub id: String,
    pub key: String,
    pub url: String,
    pub title: String,
    pub because: String,
    pub act: &'static str,
    /// Which kind of item it is; empty where it is none of the line.
    pub mark: &'static str,
    pub icon: &'static str,
}

/// The items, which come in the order of their reasons.
pub fn grouped(visit: &Visit<'_>, product: &Product, items: Vec<Waiting>) -> Vec<Group> {
    let group = |same: &[Waiting]| Group {
        heading: heading(same[0].reason),
        items: same.iter().enumerate().map(|(nth, item)| wait(visit, product, item, nth)).collect(),
    };
    items.chunk_by(|one, next| one.reason == next.reason).map(group).collect()
}

fn wait(visit: &Visit<'_>, product: &Product, item: &Waiting, nth: usize) -> Wait {
    let prefix = match item.reason {
        Reason::CheckIn | Reason::Review => &visit.workspace.prefix,
        _ => &product.prefix,
    };
    let key = match item.reason {
        Reason::Scenario => format!("Scenario {}", item.number),
        _ => format!("{prefix}-{}", item.number),
    };
    let slug = &visit.workspace.slug;
    Wait {
        id: format!("waits-{}-{}-{}", item.reason.as_str(), item.id, nth + 1),
        url: match item.reason {
            Reason::Offered | Reason::Changed | Reason::Asked => format!("/{slug}/items/{key}/agreement"),
            Reason::Scenario => format!("/{slug}/{prefix}/roadmap/scenarios/{}", item.number),
            _ => format!("/{slug}/items/{key}"),
        },
        key,
        title: item.title.clone(),
        because: because(item),
        act: act(item.reason),
        mark: mark(item.reason),
        icon: match item.reason {
            Reason::Over => "flask-conical",
            Reason::Scenario => "split",
            _ => "scale",
        },
    }
}

fn heading(reason: Reason) -> &'static str {
    match reason {
        Reason::Offered => "Offered to you",
        Reason::Changed => "Changed since you took it",
        Reason::Scenario => "Scenarios offered to you",
        Reason::SentBack => "Sent back to you",
        Reason::Asked => "Asked of you",
        Reason::ToAccept => "To accept",
        Reason::Proposed => "Proposed stories",
        Reason::Mine => "Your stories",
        Reason::CheckIn => "Key results to check in",
        Reason::Review => "Trends to review",
        Reason::Decided => "Decisions to look at again",
        Reason::Over => "Experiments that are over",
        Reason::Launch => "Yours before the launch",
    }
}

fn mark(reason: Reason) -> &'static str {
    match reason {
        Reason::Offered | Reason::Changed | Reason::SentBack | Reason::Asked => "feature",
        Reason::ToAccept | Reason::Proposed | Reason::Mine => "story",
        Reason::CheckIn => "goal",
        Reason::Review => "need",
        Reason::Decided | Reason::Over | Reason::Scenario => "",
        Reason::Launch => "release",
    }
}

fn act(reason: Reason) -> &'static str {
    match reason {
        Reason::Offered => "Read and take",
        Reason::Scenario => "See what follows",
        Reason::Changed => "See the change",
        Reason::SentBack => "Shape it",
        Reason::Asked => "Answer",
        Reason::ToAccept => "Look at it",
        Reason::Proposed => "Take it in",
        Reason::Mine => "Open",
        Reason::CheckIn => "Check in",
        Reason::Review => "Review",
        Reason::Decided => "Keep or change",
        Reason::Over => "Conclude it",
        Reason::Launch => "Do it",
    }
}

fn because(item: &Waiting) -> String {
    let by = item.by_name.as_deref().unwrap_or("Somebody");
    match item.reason {
        Reason::Offered | Reason::Scenario => format!("{by} offers it."),
        Reason::Changed => format!("{by} changed what you took."),
        Reason::SentBack => item.words.clone(),
        Reason::Asked => format!("{by} asks: {}", item.words),
        Reason::ToAccept => item.by_name.as_ref().map_or("Done.".into(), |by| format!("{by} made it.")),
        Reason::Proposed => format!("{by} proposes it."),
        Reason::Mine => if item.words == "doing" { "In doing." } else { "To do." }.into(),
        Reason::CheckIn => format!("{}: not measured for four weeks.", item.words),
        Reason::Over => format!("Measured by: {}", item.words),
        Reason::Launch => format!("For {}.", item.words),
        Reason::Decided => {
            format!("It was to be looked at again. {}", item.words.lines().next().unwrap_or_default())
        }
        Reason::Review => {
            format!("Nobody has looked at it since {}.", item.since.day_in("UTC").strftime("%-d %B %Y"))
        }
    }
}
