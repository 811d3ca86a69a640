//! Pure rules of audiences: who may be told what.

use super::Audience;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::text;

/// Segments of one audience at most.
const SEGMENTS_MAX: usize = 50;

/// Whether an audience may see how much something is asked for. Nobody outside the firm may.
pub fn may_show_demand(audience: &Audience) -> Result<()> {
    if !audience.shows_demand {
        return Ok(());
    }
    if audience.is_public {
        return Refusal::conflict(
            "Demand is never shown in public: it tells who pays what. Turn it off for this audience.",
        );
    }
    if audience.is_outside() {
        return Refusal::conflict(
            "Demand is never shown to customers: it tells what the others pay. Turn it off for this audience.",
        );
    }
    Ok(())
}

/// Names of segments, one to a line, each once.
pub fn segments(typed: &str) -> Result<String> {
    let mut names: Vec<String> = Vec::new();
    for line in typed.lines().filter(|line| !line.trim().is_empty()) {
        let name = text::line("segments", "the segment", line, text::NAME_MAX)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > SEGMENTS_MAX {
        return Refusal::invalid("segments", format!("Name {SEGMENTS_MAX} segments at most."));
    }
    Ok(names.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communication::audiences::seeing::tests::everything;

    #[test]
    fn demand_stays_inside() {
        for (is_public, segments, shows_demand, fits) in [
            (true, "", true, false),
            (true, "", false, true),
            (false, "Craft", true, false),
            (false, "Craft", false, true),
            (false, "", true, true),
        ] {
            let audience =
                Audience { is_public, segments: segments.into(), shows_demand, ..everything("Somebody") };
            assert_eq!(may_show_demand(&audience).is_ok(), fits, "{is_public} {segments} {shows_demand}");
        }
    }

    #[test]
    fn segments_are_named_once_each() {
        assert_eq!(segments(" Craft \n\nFarming\nCraft\n").unwrap(), "Craft\nFarming");
        let many: Vec<String> = (0..51).map(|n| format!("Segment {n}")).collect();
        assert!(segments(&many.join("\n")).is_err() && segments(&many[..50].join("\n")).is_ok());
    }
}
