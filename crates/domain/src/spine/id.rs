//! Typed ids: the compiler tells a story from a person.

/// Declares id types over UUIDv7: bound, read, printed and sent as a UUID.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(#[schemars(with = "String")] pub uuid::Uuid);

        database::stored!($name => uuid::Uuid);

        impl From<$name> for database::Value<'_> {
            fn from(id: $name) -> Self {
                Self::Uuid(id.0)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A workspace: one firm.
    WorkspaceId,
    /// A person who signs in.
    PersonId,
    /// A product of a workspace.
    ProductId,
    /// A sprint, to which stories belong.
    SprintId,
    /// A column of a board, in which stories stand.
    ColumnId,
    /// A release, which holds stories.
    ReleaseId,
    /// A personal or large value that the change log refers to.
    HeldId,
    /// A file that came in over a page.
    ImportId,
    /// A piece of outside work waiting to be done.
    JobId,
}
