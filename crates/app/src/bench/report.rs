//! What was measured, as one table.

#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
    notes: Vec<String>,
}

struct Row {
    what: String,
    measured: String,
    budget: String,
    verdict: String,
}

/// Which side of the budget is good.
#[derive(Clone, Copy)]
pub enum Budget {
    AtLeast(f64),
    AtMost(f64),
    /// Measured for the record.
    None,
}

impl Report {
    /// A figure in some unit, against its budget.
    pub fn figure(&mut self, what: impl Into<String>, value: f64, unit: &str, budget: Budget) {
        let told = |limit: f64, word: &str| format!("{word} {}{unit}", number(limit));
        let by = |limit: f64| format!("{:.2} ×", value / limit);
        let (budget, verdict) = match budget {
            Budget::AtLeast(limit) if value >= limit => (told(limit, "≥"), format!("met ({})", by(limit))),
            Budget::AtLeast(limit) => (told(limit, "≥"), format!("MISSED ({})", by(limit))),
            Budget::AtMost(limit) if value <= limit => (told(limit, "≤"), format!("met ({})", by(limit))),
            Budget::AtMost(limit) => (told(limit, "≤"), format!("MISSED ({})", by(limit))),
            Budget::None => (String::new(), String::new()),
        };
        self.rows.push(Row {
            what: what.into(),
            measured: format!("{}{unit}", number(value)),
            budget,
            verdict,
        });
    }

    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        eprintln!("{note}");
        self.notes.push(note);
    }

    /// The rows as a Markdown table, then the notes.
    pub fn table(&self) -> String {
        let mut text = String::from("| what | measured | budget | |\n|---|---|---|---|\n");
        for row in &self.rows {
            text.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                row.what, row.measured, row.budget, row.verdict
            ));
        }
        text.push('\n');
        for note in &self.notes {
            text.push_str(&format!("- {note}\n"));
        }
        text
    }
}

fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// The value below which a share of all values lies.
pub fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() as f64 * share).ceil() as usize;
    values.get(place.saturating_sub(1).min(values.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_met_or_missed_by_how_much() {
        let mut report = Report::default();
        report.figure("pages", 4000.0, "/s", Budget::AtLeast(5000.0));
        report.figure("memory", 20.0, " MB", Budget::AtMost(40.0));
        let table = report.table();
        assert!(table.contains("| pages | 4000/s | ≥ 5000/s | MISSED (0.80 ×) |"), "{table}");
        assert!(table.contains("met (0.50 ×)"), "{table}");
        assert_eq!(percentile(&mut [3.0, 1.0, 2.0], 0.99), 3.0);
    }
}
