//! What somebody who is not signed in typed into a form of ours, or sent as JSON in its place.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    /// Whether they agree that it is kept.
    #[serde(default, deserialize_with = "yes")]
    pub consent: bool,
    /// A field that people do not see: whoever fills it in is a program.
    #[serde(default)]
    pub website: String,
}

/// `true` in JSON; in a form anything, as boxes that are ticked are sent and others are not.
fn yes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    struct Yes;

    impl Visitor<'_> for Yes {
        type Value = bool;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("true or false")
        }

        fn visit_bool<E: Error>(self, yes: bool) -> Result<bool, E> {
            Ok(yes)
        }

        fn visit_str<E: Error>(self, word: &str) -> Result<bool, E> {
            Ok(!["", "false", "no", "off", "0"].contains(&word))
        }
    }

    deserializer.deserialize_any(Yes)
}

#[cfg(test)]
mod tests {
    use super::Typed;

    #[test]
    fn a_box_that_is_ticked_says_yes_in_a_form_and_in_json() {
        for (form, consent) in [("body=a&consent=yes", true), ("body=a", false), ("consent=&body=a", false)] {
            let typed: Typed = serde_html_form::from_str(form).unwrap();
            assert_eq!((typed.body.as_str(), typed.consent), ("a", consent), "{form}");
        }
        for (json, consent) in [(r#"{"consent":true}"#, true), (r#"{"consent":false}"#, false), ("{}", false)]
        {
            assert_eq!(serde_json::from_str::<Typed>(json).unwrap().consent, consent, "{json}");
        }
    }
}
