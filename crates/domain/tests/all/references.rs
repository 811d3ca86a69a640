//! Whatever refers to a feedback, a contact, a customer or a need is known to the merge: read from the schema of each engine.

use database::Tx;
use domain::line::merging::links::{STAYS, all};
use domain::spine::refusal::Result;
use domain::testing::on_both_engines;

#[test]
fn every_reference_of_the_schema_is_known_to_the_merge() {
    on_both_engines(|office| {
        let columns = office.reads(references);
        let moves: Vec<(&str, &str)> = all().map(|link| (link.table, link.column)).collect();
        let below: Vec<(&str, &str)> =
            all().flat_map(|link| link.below).map(|link| (link.table, link.column)).collect();
        let known = |table: &str, column: &str| {
            moves.contains(&(table, column))
                || below.contains(&(table, column))
                || STAYS.iter().any(|(stays, name, _)| (*stays, *name) == (table, column))
                || REFERS_ELSEWHERE.contains(&column)
        };
        for (table, column) in &columns {
            assert!(
                known(table, column),
                "{table}.{column} refers to something: say in line/merging/links.rs what a merge does with it"
            );
        }
        let is_there = |table: &str, column: &str| columns.iter().any(|(t, c)| t == table && c == column);
        for (table, column) in moves.iter().chain(&below) {
            assert!(is_there(table, column), "{table}.{column} is no column");
        }
        for (table, column, _) in STAYS {
            assert!(is_there(table, column), "{table}.{column} is no column");
        }
        for (table, column) in office.reads(foreign_keys) {
            let named = !REFERS_ELSEWHERE.contains(&column.as_str());
            assert!(
                named && known(&table, &column),
                "{table}.{column} is a foreign key to what can be merged"
            );
        }
    });
}

/// Columns that hold the bytes of an id on one engine or both, and refer to what is never merged: other nouns, people, or
/// nothing at all.
const REFERS_ELSEWHERE: [&str; 53] = [
    "message_hash",
    "content",
    "answer_id",
    "assignee_id",
    "assumption_id",
    "audience_id",
    "blocked_id",
    "blocker_id",
    "by_person",
    "capability_id",
    "column_id",
    "comment_id",
    "competitor_id",
    "concluded_by",
    "created_by",
    "input_id",
    "criterion_id",
    "decided_by",
    "decision_id",
    "done_by",
    "feature_id",
    "fingerprint",
    "goal_id",
    "id",
    "key_result_id",
    "other_id",
    "owner_id",
    "person_id",
    "persona_entry_id",
    "persona_id",
    "product_id",
    "rank",
    "rated_by",
    "recorded_by",
    "release_id",
    "response_id",
    "reviewed_by",
    "scenario_id",
    "search_id",
    "segment_id",
    "settled_by",
    "skill_id",
    "sort_key",
    "sprint_id",
    "story_id",
    "study_id",
    "superseded_by_id",
    "survey_id",
    "team_id",
    "token_hash",
    "trend_id",
    "update_id",
    "workspace_id",
];

/// Every column that can hold an id.
fn references(tx: &Tx<'_>) -> Result<Vec<(String, String)>> {
    let sql = match tx.is_embedded() {
        true => {
            "select m.name || ' ' || c.name as value
               from sqlite_master m, pragma_table_info(m.name) c
              where m.type = 'table' and m.name not like 'sqlite%' and m.name not like 'search_text%'
                and c.type = 'BLOB'"
        }
        false => {
            "select cast(table_name as text) || ' ' || cast(column_name as text) as value
               from information_schema.columns
              where table_schema = current_schema() and data_type = 'uuid'"
        }
    };
    let found: Vec<String> = tx.values(sql, &[])?;
    Ok(found.iter().filter_map(|line| line.split_once(' ')).map(|(a, b)| (a.into(), b.into())).collect())
}

/// Every foreign key to one of the nouns that can be merged, as the embedded engine knows it: both schemas are one.
fn foreign_keys(tx: &Tx<'_>) -> Result<Vec<(String, String)>> {
    if !tx.is_embedded() {
        return Ok(Vec::new());
    }
    let sql = "
        select m.name || ' ' || k.\"from\" as value
          from sqlite_master m, pragma_foreign_key_list(m.name) k
         where m.type = 'table' and k.\"from\" <> 'workspace_id'
           and k.\"table\" in ('feedback', 'contact', 'customer', 'need')";
    let found: Vec<String> = tx.values(sql, &[])?;
    assert!(found.len() > 15, "there are foreign keys to be found");
    Ok(found.iter().filter_map(|line| line.split_once(' ')).map(|(a, b)| (a.into(), b.into())).collect())
}
