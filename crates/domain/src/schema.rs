//! The steps of the schema, oldest first. A step that was released is never edited.

use database::{Migration, Sql};

macro_rules! step {
    ($number:literal, $file:literal) => {
        Migration {
            number: $number,
            name: $file,
            sql: Sql::pair(
                include_str!(concat!("../migrations/", $file, ".sql")),
                include_str!(concat!("../migrations/", $file, ".sql")),
            ),
        }
    };
    ($number:literal, $file:literal, by engine) => {
        Migration {
            number: $number,
            name: $file,
            sql: Sql::pair(
                include_str!(concat!("../migrations/", $file, ".sqlite.sql")),
                include_str!(concat!("../migrations/", $file, ".postgres.sql")),
            ),
        }
    };
}

const STEPS: &[Migration] = &[
    step!(1, "0001_spine"),
    step!(2, "0002_search", by engine),
    step!(3, "0003_strategy"),
    step!(4, "0004_market"),
    step!(5, "0005_discovery"),
    step!(6, "0006_roadmap"),
    step!(7, "0007_sprint"),
    step!(8, "0008_release"),
    step!(9, "0009_backlog"),
    step!(10, "0010_delivery"),
    step!(11, "0011_communication"),
    step!(12, "0012_exchange"),
    step!(13, "0013_market"),
    step!(14, "0014_comparison"),
    step!(15, "0015_talk"),
    step!(16, "0016_research"),
    step!(17, "0017_segments", by engine),
    step!(18, "0018_decisions"),
    step!(19, "0019_audiences"),
    step!(20, "0020_updates"),
    step!(21, "0021_launch"),
    step!(23, "0023_recorded"),
    step!(24, "0024_positioning"),
    step!(25, "0025_attachments"),
    step!(26, "0026_ways_in"),
    step!(27, "0027_merge"),
    step!(28, "0028_last_visit"),
    step!(29, "0029_release_moved"),
    step!(30, "0030_files_of_item"),
    step!(31, "0031_changes_of_others"),
    step!(32, "0032_kept_sums", by engine),
    step!(33, "0033_read_from_the_index"),
    step!(34, "0034_hints"),
    step!(35, "0035_scoring"),
    step!(37, "0037_forecasts"),
    step!(38, "0038_kano"),
    step!(39, "0039_spread"),
    step!(40, "0040_ahead"),
    step!(41, "0041_taught"),
    step!(42, "0042_skills"),
    step!(43, "0043_scenarios"),
    step!(44, "0044_asked_and_changed"),
    step!(45, "0045_erased"),
    step!(46, "0046_without_purpose"),
    step!(47, "0047_chances"),
    step!(48, "0048_kano_on_portal"),
    step!(49, "0049_dependency_of_product"),
];

/// Every step that this program knows.
pub fn steps() -> Vec<Migration> {
    STEPS.to_vec()
}
