//! How often what was said with one sureness came true, as a row of the page.

use domain::sprint::calibration::chances::Band;
use domain::sprint::calibration::rules::Held;

/// With fewer that are due there is nothing to say.
const DUE_LEAST: i64 = 10;

/// How often the forecasts of one sort came true.
pub struct Sort {
    pub name: &'static str,
    pub of: &'static str,
    pub lines: Vec<Line>,
}

/// How often what was said with one sureness came true; a band of chances stands for those that were said within it.
pub struct Line {
    /// "85 %", "60–80 %".
    pub label: String,
    /// On average, in percent; none where nothing was due.
    said: Option<f64>,
    pub kept: i64,
    pub due: i64,
    share: Option<f64>,
    between: Option<(f64, f64)>,
    is_off: bool,
}

impl From<&Held> for Line {
    fn from(held: &Held) -> Self {
        Self {
            label: format!("{} %", held.sure),
            said: held.share.map(|_| held.sure as f64),
            kept: held.kept,
            due: held.due,
            share: held.share,
            between: held.between,
            is_off: held.is_off(),
        }
    }
}

impl From<&Band> for Line {
    fn from(band: &Band) -> Self {
        Self {
            label: format!("{}–{} %", band.from, band.to),
            said: band.said,
            kept: band.kept,
            due: band.due,
            share: band.share,
            between: band.between,
            is_off: band.is_off(),
        }
    }
}

impl Sort {
    pub fn of<'l, L>(name: &'static str, of: &'static str, lines: &'l [L]) -> Self
    where
        Line: From<&'l L>,
    {
        Self { name, of, lines: lines.iter().map(Line::from).collect() }
    }

    pub fn is_due(&self) -> bool {
        self.lines.iter().any(|line| line.due > 0)
    }
}

impl Line {
    /// In one word, and how it looks.
    pub fn verdict(&self) -> &'static str {
        match self.said.zip(self.share) {
            None => "nothing was due yet",
            Some(_) if self.due < DUE_LEAST => "too few to tell",
            Some((said, share)) if self.is_off && share < said => "too sure",
            Some(_) if self.is_off => "too careful",
            Some(_) => "as it said",
        }
    }

    pub fn share(&self) -> String {
        percent(self.share)
    }

    pub fn said(&self) -> String {
        percent(self.said)
    }

    /// "70 to 92 %".
    pub fn between(&self) -> String {
        self.between.map_or_else(String::new, |(low, high)| format!("{low:.0} to {high:.0} %"))
    }

    /// Where the interval begins and how wide it is, and where what was said stands, in percent of the track.
    pub fn drawn(&self) -> Option<(String, String, String)> {
        let ((low, high), said) = self.between.zip(self.said)?;
        Some((format!("{low:.1}%"), format!("{:.1}%", high - low), format!("{said:.1}%")))
    }

    pub fn place(&self) -> String {
        format!("{:.1}%", self.share.unwrap_or_default().clamp(0.0, 99.0))
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(String::new, |share| format!("{share:.0} %"))
}
