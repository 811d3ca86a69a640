//! Makes the customers' file that goes with a file of feedback: thirty accounts and one contact for each
//! `user_id`, with addresses that reach nobody.
//!
//!     cargo run -p domain --example made_customers -- FEEDBACK.csv > CUSTOMERS.csv
//!
//! The same feedback always makes the same file.

use std::collections::BTreeSet;
use std::process::ExitCode;

use domain::exchange::table::Table;

const FIRST: [&str; 20] = [
    "Ada", "Bram", "Carla", "Dev", "Elif", "Femi", "Greta", "Hana", "Ivo", "Jonna", "Kofi", "Lotte", "Mato",
    "Nour", "Olga", "Pia", "Quim", "Rosa", "Sami", "Tova",
];
const LAST: [&str; 15] = [
    "Abbot", "Brandt", "Castro", "Dunne", "Egger", "Falk", "Grimm", "Holt", "Ilves", "Janssen", "Kovac",
    "Lind", "Moreau", "Novak", "Okafor",
];
const ACCOUNT: [&str; 30] = [
    "Alder Homes",
    "Birch Living",
    "Cedar Care",
    "Dune Estates",
    "Elm Street Housing",
    "Fern Cottages",
    "Gable Rentals",
    "Harbour Flats",
    "Iris Senior Living",
    "Juniper Lofts",
    "Kestrel Villas",
    "Larch Residences",
    "Maple Court",
    "Northgate Homes",
    "Oak and Stone",
    "Pine Ridge",
    "Quay Apartments",
    "Rowan House",
    "Sallow Tree",
    "Thistle Homes",
    "Umber Lodges",
    "Vale Dwellings",
    "Willow Bank",
    "Xenia Studios",
    "Yew Gardens",
    "Zephyr Homes",
    "Amber Keys",
    "Brook Side",
    "Cobble Lane",
    "Dove Cottage",
];
const SEGMENT: [&str; 3] = ["small", "mid-sized", "large"];

fn main() -> ExitCode {
    let made =
        std::env::args().nth(1).ok_or("Name a file of feedback.".to_owned()).and_then(|path| make(&path));
    match made {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn make(path: &str) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path} cannot be read: {error}."))?;
    let table = Table::read(&bytes).map_err(|refusal| refusal.to_string())?;
    table.must_have(&["user_id"]).map_err(|refusal| refusal.to_string())?;
    let people: BTreeSet<usize> = table.rows().filter_map(|row| row.get("user_id").parse().ok()).collect();
    let mut text =
        "customer,segment,revenue,currency,seats,contact,email,may_contact,may_contact_source,reference\n"
            .to_owned();
    for (nth, person) in people.into_iter().enumerate() {
        let account = nth % ACCOUNT.len();
        let (segment, revenue) = (SEGMENT[account % 3], [4_800, 18_500, 61_000][account % 3] + 700 * account);
        let name = format!("{} {}", FIRST[nth % FIRST.len()], LAST[nth / FIRST.len() % LAST.len()]);
        let email = format!("{}.{person}@customer.example", name.to_lowercase().replace(' ', "."));
        // Four of five said that we may write to them.
        let (may, source) = if nth % 5 == 4 { ("no", "") } else { ("yes", "agreed in the survey") };
        let seats = 5 + 13 * account;
        text.push_str(&format!(
            "{},{segment},{revenue},EUR,{seats},{name},{email},{may},{source},{person}\n",
            ACCOUNT[account]
        ));
    }
    Ok(text)
}
