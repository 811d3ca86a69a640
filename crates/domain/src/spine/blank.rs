//! An empty field of a form means "none".

use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;
use serde::{Deserialize, Deserializer};

/// For `#[serde(deserialize_with)]`: an empty text is none, anything else is read as the field's type.
pub fn as_none<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'t> Deserialize<'t>,
{
    let text = Option::<String>::deserialize(deserializer)?;
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let from: StrDeserializer<'_, D::Error> = text.as_str().into_deserializer();
    T::deserialize(from).map(Some)
}
