//! Three things to try in the demo, each one click away.

use domain::line::ahead::Told;
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::market::gap;
use crate::visit::Visit;

/// Where one click leads, and what to look at there.
pub struct Try {
    pub url: String,
    pub name: &'static str,
    pub words: &'static str,
}

/// What can be tried; nothing outside the demo.
pub fn of(visit: &Visit<'_>, product: &Product, walk: Option<&Told>) -> Result<Vec<Try>> {
    if !visit.caller.house.outside.is_demo {
        return Ok(Vec::new());
    }
    let base = format!("/{}/{}", visit.workspace.slug, product.prefix);
    let line = walk.map(|walk| Try {
        url: format!("{base}/line?item={}-{}", product.prefix, walk.feature),
        name: "Walk a released line back",
        words: "From what was released to the words of the customer who asked for it.",
    });
    let may = |permission| visit.actor.may(permission, product.id);
    let backlog = Try {
        url: format!("{base}/backlog?beside=roadmap"),
        name: "Move a story, and see the roadmap follow",
        words: match may(Permission::OrderBacklog) {
            true => "Drag a row of the backlog: the days beside it are drawn anew.",
            false => {
                "Mira orders the backlog: open her link in a private window, drag a row, and watch the days here."
            }
        },
    };
    let gap = gap(visit, product)?.map(|(capability, competitor)| Try {
        url: format!("{base}/market/comparison?show=trail&open={capability}&of={competitor}"),
        name: "Open the comparison at a gap",
        words: match may(Permission::DiscoverNeeds) {
            true => "Read what the other can do, and make a need of it with N.",
            false => "Read what the other can do. Ines makes a need of it with N: open her link in a private window.",
        },
    });
    Ok(line.into_iter().chain([backlog]).chain(gap).collect())
}
