//! Closed lists of words: a state, a kind, a channel.

/// Declares a word that is stored, sent and shown as itself.
macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$inner])* $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }

        impl database::Param for $name {
            fn value(&self) -> database::Value<'_> {
                database::Value::Text(self.as_str())
            }
        }

        impl database::Cell for $name {
            fn read(cell: database::CellRef<'_>) -> std::result::Result<Self, database::Fault> {
                let word = String::read(cell)?;
                Self::parse(&word).ok_or_else(|| {
                    let sentence = "The database holds a word that this version does not know.";
                    database::Fault::new(database::FaultKind::Other, sentence, word)
                })
            }
        }
    };
}
