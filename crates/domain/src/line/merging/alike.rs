//! Which one could be meant: likely doubles first, by their words, names and addresses, and what is found by words.

use database::{Param, Tx};
use planner::text::{Index, Text};
use serde::Serialize;
use uuid::Uuid;

use super::doubles;
use super::preview::may;
use crate::discovery::queries::needs_in_words;
use crate::discovery::similar::Similar;
use crate::discovery::{Feedback, Need};
use crate::market::{Contact, Customer};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::search;

/// Likely doubles that are offered, and those that are found by words.
const OFFERED_MAX: usize = 5;
const FOUND_MAX: usize = 20;
/// Texts less alike than this have some words in common by chance.
const LIKENESS_LEAST: f64 = 0.24;

database::row! {
    /// One that could be meant.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Candidate {
        pub id: Uuid,
        /// Its key; none for a contact.
        pub key: Option<String>,
        /// A need's title, the beginning of what was said, a name.
        pub title: String,
        /// Who said it, how far it is, where somebody is: one line.
        pub about: String,
    }
}

/// Those that could be meant.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Candidates {
    /// Likely doubles, the likeliest first.
    pub likely: Vec<Candidate>,
    /// What was found by the words that were asked for.
    pub found: Vec<Candidate>,
}

/// Which ones could be merged with one of a noun. `words` may be empty. Of a feedback by what was said in its product; none is likely
/// where that is not read yet.
pub fn candidates(
    tx: &Tx<'_>,
    actor: &Actor,
    (noun, id): (&str, Uuid),
    (words, said): (&str, Option<&Similar>),
) -> Result<Candidates> {
    match noun {
        Feedback::NOUN => {
            let one = open::<Feedback>(tx, actor, id)?;
            let like = said.map(|said| said.like(one.id, &one.body, OFFERED_MAX)).unwrap_or_default();
            let likely = like.into_iter().map(|like| like.id.0).collect();
            searched(tx, actor, (noun, one.product_id, id), likely, words)
        }
        Need::NOUN => {
            let one = open::<Need>(tx, actor, id)?;
            let likely = alike_needs(tx, actor, &one)?;
            searched(tx, actor, (noun, one.product_id, id), likely, words)
        }
        Customer::NOUN => doubles::of_customer(tx, actor, &open(tx, actor, id)?, words),
        Contact::NOUN => doubles::of_contact(tx, actor, &open(tx, actor, id)?, words),
        _ => Refusal::not_found("page"),
    }
}

fn open<T: super::Merges>(tx: &Tx<'_>, actor: &Actor, id: Uuid) -> Result<T> {
    let one = T::load(tx, actor.workspace, id)?.found(T::NOUN)?;
    may(actor, &one)?;
    Ok(one)
}

fn alike_needs(tx: &Tx<'_>, actor: &Actor, one: &Need) -> Result<Vec<Uuid>> {
    let rows = needs_in_words(tx, actor, one.product_id)?;
    let mut index = Index::default();
    let mut own = format!("{}\n{}", one.title, one.description);
    for rows in rows.chunk_by(|row, next| row.id == next.id) {
        let Some(need) = rows.first() else { continue };
        let passages: Vec<&str> = rows.iter().filter_map(|row| row.passage.as_deref()).collect();
        if need.id == one.id {
            own = format!("{own}\n{}", passages.join("\n"));
            continue;
        }
        let body = [need.title.as_str(), &need.description, &passages.join("\n")].join("\n");
        index.add(need.id.0, Text { title: "", body: &body });
    }
    Ok(likeliest(&index, &own))
}

fn likeliest(index: &Index<Uuid>, words: &str) -> Vec<Uuid> {
    let hits = index.like(Text { title: "", body: words }, OFFERED_MAX, |_| true);
    hits.into_iter().filter(|hit| hit.likeness >= LIKENESS_LEAST).map(|hit| hit.key).collect()
}

/// What is likely, and what is found by words or a key, as rows; of one product.
fn searched(
    tx: &Tx<'_>,
    actor: &Actor,
    (noun, product, one): (&str, ProductId, Uuid),
    likely: Vec<Uuid>,
    words: &str,
) -> Result<Candidates> {
    let mut found: Vec<Uuid> = Vec::new();
    if !words.trim().is_empty() {
        let mut all = search::by_key(tx, actor.workspace, words)?;
        all.extend(search::find(tx, actor.workspace, words, 200)?);
        let meant =
            |hit: &search::Found| hit.noun == noun && hit.product_id == Some(product) && hit.item_id != one;
        for hit in all.into_iter().filter(meant) {
            if !found.contains(&hit.item_id) && found.len() < FOUND_MAX {
                found.push(hit.item_id);
            }
        }
    }
    let ids: Vec<Uuid> = likely.iter().chain(&found).copied().collect();
    let rows = rows(tx, actor, noun, &ids)?;
    let of =
        |ids: &[Uuid]| ids.iter().filter_map(|id| rows.iter().find(|row| row.id == *id).cloned()).collect();
    Ok(Candidates { likely: of(&likely), found: of(&found) })
}

fn rows(tx: &Tx<'_>, actor: &Actor, noun: &str, ids: &[Uuid]) -> Result<Vec<Candidate>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<&dyn Param> = vec![&actor.workspace];
    params.extend(ids.iter().map(|id| id as &dyn Param));
    let places: Vec<String> = (2..=params.len()).map(|n| format!("${n}")).collect();
    let sql = match noun {
        Feedback::NOUN => {
            "select f.id, w.prefix || '-' || cast(f.number as text) as key, substr(f.body, 1, 200) as title,
                    coalesce(c.name, k.name, 'Somebody') || ', ' || f.state as about
               from feedback f
               join workspace w on w.id = f.workspace_id
               left join customer c on c.workspace_id = f.workspace_id and c.id = f.customer_id
               left join contact k on k.workspace_id = f.workspace_id and k.id = f.contact_id
              where f.workspace_id = $1 and f.archived_at is null and f.id in ({})"
        }
        _ => {
            "select n.id, p.prefix || '-' || cast(n.number as text) as key, n.title, n.state as about
               from need n
               join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
              where n.workspace_id = $1 and n.archived_at is null and n.id in ({})"
        }
    };
    Ok(tx.all(sql.replace("{}", &places.join(", ")), &params)?)
}
