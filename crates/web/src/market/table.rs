//! The comparison as a table: its groups, rows and cells, and what a filter leaves of them.

use std::collections::HashMap;

use domain::market::comparison::queries::{CapabilityRow, CompetitorRow, Linked, Rated};
use domain::market::comparison::rules::{is_stale, standing};
use domain::market::comparison::{CapabilityId, Level, Standing};
use domain::spine::moment::Day;
use serde::Serialize;

/// What is read of a comparison.
pub struct Read {
    pub capabilities: Vec<CapabilityRow>,
    /// The columns.
    pub compared: Vec<CompetitorRow>,
    pub rated: Vec<Rated>,
    pub links: Vec<Linked>,
    pub today: Day,
    pub rating_days: i64,
}

/// A cell: how far somebody can do something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The competitor's number; none: us.
    pub of: Option<i64>,
    /// None: not known.
    pub level: Option<Level>,
    pub is_stale: bool,
}

impl Cell {
    pub fn mark(&self) -> &'static str {
        match self.level {
            None => "unknown",
            Some(Level::None) => "l0",
            Some(Level::Announced) => "l1",
            Some(Level::Partly) => "l2",
            Some(Level::Mostly) => "l3",
            Some(Level::Fully) => "l4",
        }
    }

    pub fn word(&self) -> &'static str {
        word(self.level)
    }
}

pub fn word(level: Option<Level>) -> &'static str {
    match level {
        None => "Unknown",
        Some(Level::None) => "None",
        Some(Level::Announced) => "Announced",
        Some(Level::Partly) => "Partly",
        Some(Level::Mostly) => "Mostly",
        Some(Level::Fully) => "Fully",
    }
}

/// A row: a capability with its cells, ours first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    #[serde(flatten)]
    pub capability: CapabilityRow,
    pub standing: Standing,
    pub cells: Vec<Cell>,
}

impl Row {
    fn is_stale(&self) -> bool {
        self.cells.iter().any(|cell| cell.is_stale)
    }
}

/// What is shown of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    #[default]
    All,
    Trail,
    Lead,
    OnlyWe,
    Stale,
}

impl Show {
    pub const ALL: [Self; 5] = [Self::All, Self::Trail, Self::Lead, Self::OnlyWe, Self::Stale];

    pub fn word(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Trail => "We trail",
            Self::Lead => "We lead",
            Self::OnlyWe => "Only we",
            Self::Stale => "Stale",
        }
    }

    /// As it stands in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Trail => "trail",
            Self::Lead => "lead",
            Self::OnlyWe => "only_we",
            Self::Stale => "stale",
        }
    }

    pub fn holds(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Trail => row.standing == Standing::Trail,
            Self::Lead => matches!(row.standing, Standing::Lead | Standing::OnlyWe),
            Self::OnlyWe => row.standing == Standing::OnlyWe,
            Self::Stale => row.is_stale(),
        }
    }
}

/// Rows under one heading.
pub struct Group {
    pub name: String,
    pub rows: Vec<Row>,
}

impl Read {
    fn cell(&self, rating: Option<&Rated>, of: Option<&CompetitorRow>) -> Cell {
        let level = rating.and_then(|rating| rating.level);
        let stale = |rating: &&Rated| {
            rating.level.is_some() && is_stale(rating.seen_on, self.today, self.rating_days)
        };
        Cell {
            of: of.map(|competitor| competitor.number),
            level,
            is_stale: rating.as_ref().is_some_and(stale),
        }
    }

    /// Every capability with its cells.
    pub fn rows(&self) -> Vec<Row> {
        let mut rated: HashMap<CapabilityId, Vec<&Rated>> = HashMap::new();
        for one in &self.rated {
            rated.entry(one.capability_id).or_default().push(one);
        }
        let row = |capability: &CapabilityRow| {
            let rated = rated.get(&capability.id).map_or(&[][..], Vec::as_slice);
            let cell = |of: Option<&CompetitorRow>| {
                let who = of.map(|competitor| competitor.id);
                self.cell(rated.iter().find(|one| one.competitor_id == who).copied(), of)
            };
            let ours = cell(None);
            let theirs: Vec<Cell> = self.compared.iter().map(|competitor| cell(Some(competitor))).collect();
            let levels: Vec<Option<Level>> = theirs.iter().map(|cell| cell.level).collect();
            Row {
                capability: capability.clone(),
                standing: standing(ours.level, &levels),
                cells: std::iter::once(ours).chain(theirs).collect(),
            }
        };
        self.capabilities.iter().map(row).collect()
    }

    /// The group's need, where all its rows are for the same one.
    pub fn need_of(&self, group: &Group) -> Option<&Linked> {
        let needs = |row: &Row| {
            self.links
                .iter()
                .filter(|one| one.kind == "need" && one.capability_id == row.capability.id)
                .collect::<Vec<_>>()
        };
        let first = match needs(group.rows.first()?).as_slice() {
            [only] => *only,
            _ => return None,
        };
        let same = |row: &Row| matches!(needs(row).as_slice(), [only] if only.id == first.id);
        group.rows.iter().all(same).then_some(first)
    }
}

/// The rows under their headings, in the order in which the headings came up. What is filtered stands in one list, the
/// most demanded first.
pub fn grouped(rows: Vec<Row>, show: Show) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    if show != Show::All {
        let mut rows: Vec<Row> = rows.into_iter().filter(|row| show.holds(row)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.capability.revenue_minor, row.capability.accounts)));
        return if rows.is_empty() { groups } else { vec![Group { name: String::new(), rows }] };
    }
    for row in rows {
        match groups.iter_mut().find(|group| group.name == row.capability.group_name) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { name: row.capability.group_name.clone(), rows: vec![row] }),
        }
    }
    groups
}
