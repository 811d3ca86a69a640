//! Rows of figures, each with its target and whether it was met, as text or as one JSON object per line.

use std::io::Write;

use serde_json::{Map, Value, json};

/// One measured instance.
pub struct Row {
    pub instance: String,
    /// Name and value, in the order shown.
    pub figures: Vec<(&'static str, f64)>,
    pub target: String,
    /// How much of the target is used: 1 is just met, 2 misses it by as much again.
    pub used: f64,
}

impl Row {
    pub fn met(&self) -> bool {
        self.used <= 1.0
    }
}

/// Prints rows as they come and counts the misses.
pub struct Report {
    json: bool,
    rows: usize,
    missed: usize,
}

impl Report {
    pub fn new(json: bool) -> Self {
        Self { json, rows: 0, missed: 0 }
    }

    pub fn add(&mut self, row: &Row) {
        self.rows += 1;
        self.missed += usize::from(!row.met());
        if self.json {
            let mut object = Map::new();
            object.insert("instance".to_string(), json!(row.instance));
            object.extend(row.figures.iter().map(|(name, figure)| ((*name).to_string(), json!(figure))));
            object.insert("target".to_string(), json!(row.target));
            object.insert("used_of_target".to_string(), json!(row.used));
            object.insert("met".to_string(), json!(row.met()));
            say(&Value::Object(object).to_string());
            return;
        }
        let figures: Vec<String> =
            row.figures.iter().map(|(name, figure)| format!("{name} {figure:.4}")).collect();
        let verdict = if row.met() { "met" } else { "MISSED" };
        let (instance, target, used) = (&row.instance, &row.target, row.used);
        let figures = figures.join("  ");
        say(&format!("{instance:<28} {figures}  | {target}: {verdict} ({used:.3} of it used)"));
    }

    /// Prints a sentence about what follows.
    pub fn tell(&self, sentence: &str) {
        if self.json {
            say(&json!({ "told": sentence }).to_string());
        } else {
            say(sentence);
        }
    }

    /// Prints the totals; whether every target was met.
    pub fn finish(&self) -> bool {
        let (rows, missed) = (self.rows, self.missed);
        if self.json {
            let total = json!({ "instance": "total", "rows": rows, "missed": missed, "met": missed == 0 });
            say(&total.to_string());
        } else {
            say(&format!("{rows} rows, {missed} missed"));
        }
        missed == 0
    }
}

/// A line. Who reads only the first ones, as `head` does, is no failure.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
