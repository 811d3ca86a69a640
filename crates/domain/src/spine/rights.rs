//! Who may do what: one table, printed whole by a test.

use serde::{Deserialize, Serialize};

/// What a person is to a product. One person may hold several.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Vision, goals, market, discovery, roadmap: finds out what should be built and why.
    Manager,
    /// Backlog, stories, sprints, acceptance, releases: sees that it is built, in the right order.
    Owner,
    /// Estimates, board, tasks: builds it.
    Team,
    /// Sales, support, design, executives: says what customers say. Always free.
    Stakeholder,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Manager, Self::Owner, Self::Team, Self::Stakeholder];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Owner => "owner",
            Self::Team => "team",
            Self::Stakeholder => "stakeholder",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// The roles that somebody holds in one product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    pub fn none() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u8)
    }

    pub fn holds(self, role: Role) -> bool {
        self.0 & 1 << role as u8 != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.holds(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::none(), Self::with)
    }
}

macro_rules! permissions {
    ($($(#[doc = $doc:literal])+ $name:ident: $($role:ident)+;)+) => {
        /// Something that only certain roles may do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Permission { $($(#[doc = $doc])+ $name),+ }

        impl Permission {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What it allows, as an ending of "may …".
            pub fn words(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii()),+ }
            }

            /// The roles that have it. Administrators have what names `Administrator`, in every product.
            fn holders(self) -> &'static [Holder] {
                match self { $(Self::$name => &[$(Holder::$role),+]),+ }
            }
        }
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    Manager,
    Owner,
    Team,
    Stakeholder,
    Administrator,
}

permissions! {
    /// read the product
    Read: Manager Owner Team Stakeholder Administrator;
    /// record what a customer said
    GiveFeedback: Manager Owner Team Stakeholder Administrator;
    /// keep the list of customers
    ManageCustomers: Manager Administrator;
    /// set the vision and the goals
    SetDirection: Manager;
    /// turn what customers say into needs
    DiscoverNeeds: Manager;
    /// propose features
    ProposeFeatures: Manager Owner;
    /// shape features and the roadmap
    ShapeFeatures: Manager;
    /// talk an agreement over
    DiscussFeatures: Manager Owner;
    /// take a feature or send it back
    TakeFeatures: Owner;
    /// conclude whether a feature helped
    ConcludeOutcomes: Manager;
    /// propose stories
    ProposeStories: Manager Owner Team Stakeholder;
    /// write stories and their criteria
    WriteStories: Owner;
    /// order the backlog
    OrderBacklog: Owner;
    /// estimate stories
    EstimateStories: Owner Team;
    /// set up teams and their boards
    SetUpTeams: Owner Administrator;
    /// say when somebody is away
    RecordAbsences: Owner Team Administrator;
    /// plan, start and close sprints
    PlanSprints: Owner;
    /// agree or object to a sprint
    SpeakOnSprints: Team;
    /// move stories over the board
    WorkOnBoard: Owner Team;
    /// accept stories or send them back
    AcceptStories: Owner;
    /// release and tell customers
    ReleaseStories: Owner;
    /// write down decisions
    RecordDecisions: Manager Owner;
    /// tell audiences where we stand
    TellAudiences: Manager;
    /// open the portal and ask customers
    RunPortal: Manager;
    /// open the ways in for feedback
    OpenWaysIn: Manager Administrator;
    /// comment and follow
    Comment: Manager Owner Team Stakeholder Administrator;
    /// attach files
    AttachFiles: Manager Owner Team Stakeholder Administrator;
    /// remove files that others attached
    RemoveFiles: Manager Owner Administrator;
    /// delete files for good
    EraseFiles: Administrator;
    /// erase people and what they said
    ErasePeople: Administrator;
    /// take back a change
    UndoChanges: Manager Owner Team Stakeholder Administrator;
    /// add products
    ManageProducts: Administrator;
    /// invite people and give roles
    ManagePeople: Administrator;
}

/// Whether somebody with these roles in a product may do this there.
pub fn allowed(permission: Permission, roles: Roles, administrator: bool) -> bool {
    permission.holders().iter().any(|holder| match holder {
        Holder::Manager => roles.holds(Role::Manager),
        Holder::Owner => roles.holds(Role::Owner),
        Holder::Team => roles.holds(Role::Team),
        Holder::Stakeholder => roles.holds(Role::Stakeholder),
        Holder::Administrator => administrator,
    })
}

/// The names of those who have a permission, for the sentence of a refusal.
pub fn who_may(permission: Permission) -> String {
    let words: Vec<&str> = permission
        .holders()
        .iter()
        .map(|holder| match holder {
            Holder::Manager => "the product manager",
            Holder::Owner => "the product owner",
            Holder::Team => "the team",
            Holder::Stakeholder => "stakeholders",
            Holder::Administrator => "administrators",
        })
        .collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "nobody".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_matrix_reads_as_it_was_decided() {
        let mut table = String::from(
            "may                                  manager owner team stakeholder administrator\n",
        );
        for permission in Permission::ALL {
            table.push_str(&format!("{:<36}", permission.words()));
            for (width, role) in [8, 6, 5, 12].into_iter().zip(Role::ALL) {
                let yes = allowed(*permission, Roles::none().with(role), false);
                table.push_str(&format!("{:>width$}", if yes { "yes" } else { "-" }));
            }
            let yes = allowed(*permission, Roles::none(), true);
            table.push_str(&format!("{:>14}\n", if yes { "yes" } else { "-" }));
        }
        assert_eq!(table, include_str!("rights.txt"), "\n{table}");
    }

    #[test]
    fn a_refusal_names_who_may() {
        assert_eq!(who_may(Permission::OrderBacklog), "the product owner");
        assert_eq!(who_may(Permission::EstimateStories), "the product owner and the team");
    }
}
