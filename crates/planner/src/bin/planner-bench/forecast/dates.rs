//! A folder of dates: a CSV file per project, a line per finished item, its date first.

use std::path::Path;

use planner::forecast::Project;

/// Projects by name, in the order of their names.
pub fn read(folder: &str) -> Result<Vec<(String, Project)>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{folder} can not be read: {error}"))?;
    let mut projects = Vec::new();
    for entry in entries.flatten().filter(|entry| entry.path().extension().is_some_and(|kind| kind == "csv"))
    {
        let name = entry.file_name().to_string_lossy().replace(".csv", "");
        projects.push((name, project(&entry.path())?));
    }
    projects.sort_by(|a, b| a.0.cmp(&b.0));
    if projects.is_empty() {
        return Err(format!("{folder} holds no file of dates (.csv)."));
    }
    Ok(projects)
}

/// Items per week, Monday to Sunday; the last week is left out, since the file may end within it.
fn project(path: &Path) -> Result<Project, String> {
    let wrong = |what: String| format!("{}: {what}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let mut weeks = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match week(line) {
            Some(week) => weeks.push(week),
            // A heading.
            None if number == 0 => {}
            None => return Err(wrong(format!("line {} does not begin with a date", number + 1))),
        }
    }
    let (Some(first), Some(last)) = (weeks.iter().min(), weeks.iter().max()) else {
        return Err(wrong("holds no dates".to_string()));
    };
    let mut counts = vec![0.0; usize::from(last - first)];
    for week in &weeks {
        if let Some(count) = counts.get_mut(usize::from(week - first)) {
            *count += 1.0;
        }
    }
    Ok(Project { first_week: *first, counts })
}

/// Weeks since the Monday before 1970 of a line that begins with a date (1999-12-31).
fn week(line: &str) -> Option<u16> {
    let mut parts = line.trim().trim_matches('"').get(..10)?.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let fits = (1970..2500).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    // Days from the civil calendar, with the year beginning in March (Hinnant).
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    fits.then(|| u16::try_from((days + 3) / 7).ok())?
}

#[cfg(test)]
mod tests {
    use super::week;

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!([week("1970-01-01"), week("1970-01-04"), week("1970-01-05")], [Some(0), Some(0), Some(1)]);
        // 29 February 2024 was a Thursday, day 19782.
        assert_eq!(
            (week("2024-02-29"), week("2024-03-03"), week("2024-03-04")),
            (Some(2826), Some(2826), Some(2827))
        );
        assert_eq!((week("date"), week("2024-13-01")), (None, None));
    }
}
