//! What some fields were before a change. The values of others, which may be long texts, are passed over.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::change::Told;
use super::refusal::{Result, broken};

/// What these fields were, in this order: none of those that the column `fields` of a change does not tell of.
pub fn before<const N: usize>(fields: &str, wanted: [&str; N]) -> Result<[Option<Told>; N]> {
    let mut found = std::array::from_fn(|_| None);
    let mut reader = serde_json::Deserializer::from_str(fields);
    Fields { wanted: &wanted, found: &mut found }.deserialize(&mut reader).map_err(broken)?;
    reader.end().map_err(broken)?;
    Ok(found)
}

/// All fields, or one of them: which are wanted, and what was found of each.
struct Fields<'w> {
    wanted: &'w [&'w str],
    found: &'w mut [Option<Told>],
}

struct OneField<'w, 'f>(&'f mut Fields<'w>);

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, form: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        form.write_str("the fields of a change")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        while fields.next_element_seed(OneField(&mut self))?.is_some() {}
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for OneField<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneField<'_, '_> {
    type Value = ();

    fn expecting(&self, form: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        form.write_str("a field of a change")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut field: A) -> Result<(), A::Error> {
        let mut place = None;
        let mut before = Told::Nothing;
        // The log writes which field it is before what it was.
        while let Some(key) = field.next_key::<&str>()? {
            match key {
                "field" => {
                    let name: &str = field.next_value()?;
                    place = self.0.wanted.iter().position(|wanted| *wanted == name);
                }
                "before" if place.is_some() => before = field.next_value()?,
                _ => {
                    field.next_value::<IgnoredAny>()?;
                }
            }
        }
        if let Some(found) = place.and_then(|place| self.0.found.get_mut(place)) {
            *found = Some(before);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wanted_is_read() {
        let fields = r#"[{"field":"title","after":{"is":"A \"title\""}},{"field":"state","before":{"is":"todo"},"after":{"is":"doing"}},
            {"field":"assignee_id","after":{"is":"x"}},{"field":"body","before":{"no such form":1}}]"#;
        let [state, gone, other] = before(fields, ["state", "assignee_id", "rank"]).unwrap();
        assert_eq!(state, Some(Told::Is("todo".into())));
        assert_eq!((gone, other), (Some(Told::Nothing), None));
        assert!(before("[{", ["state"]).is_err());
    }
}
