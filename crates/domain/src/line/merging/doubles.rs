//! Customers and contacts that are likely one: by their names, and by where their addresses are.

use database::Tx;
use serde::Serialize;
use uuid::Uuid;

use super::alike::{Candidate, Candidates};
use super::names::{are_alike, own_host, plain};
use crate::market::{Contact, Customer};
use crate::spine::actor::Actor;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Customers and contacts that are looked at.
const LOOKED_AT_MAX: i64 = 5_000;
const OFFERED_MAX: usize = 5;
const FOUND_MAX: usize = 20;
/// Pairs of a list.
const PAIRS_MAX: usize = 50;

database::row! {
    #[derive(Clone)]
    struct Account { id: Uuid, key: String, name: String }
}

database::row! {
    #[derive(Clone)]
    struct Known { id: Uuid, customer_id: Uuid, name: String, email: String, customer: String }
}

/// A customer with its plain name, and where its people have their addresses.
struct Compared<'c> {
    account: &'c Account,
    plain: String,
    hosts: Vec<&'c str>,
}

fn accounts(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Account>> {
    let sql = "
        select c.id, w.prefix || '-' || cast(c.number as text) as key, c.name
          from customer c
          join workspace w on w.id = c.workspace_id
         where c.workspace_id = $1 and c.archived_at is null and c.erased_at is null
         order by c.sort_key, c.id
         limit $2";
    Ok(tx.all(sql, &[&actor.workspace, &LOOKED_AT_MAX])?)
}

fn contacts(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Known>> {
    let sql = "
        select k.id, k.customer_id, k.name, k.email, c.name as customer
          from contact k
          join customer c on c.workspace_id = k.workspace_id and c.id = k.customer_id
         where k.workspace_id = $1 and k.archived_at is null and k.erased_at is null
         order by k.sort_key, k.id
         limit $2";
    Ok(tx.all(sql, &[&actor.workspace, &LOOKED_AT_MAX])?)
}

fn compared<'c>(accounts: &'c [Account], contacts: &'c [Known]) -> Vec<Compared<'c>> {
    let mut compared: Vec<Compared<'c>> = accounts
        .iter()
        .map(|account| Compared { account, plain: plain(&account.name), hosts: Vec::new() })
        .collect();
    let mut place: std::collections::HashMap<Uuid, usize> = std::collections::HashMap::new();
    place.extend(compared.iter().enumerate().map(|(nth, one)| (one.account.id, nth)));
    for contact in contacts {
        let account = place.get(&contact.customer_id).and_then(|nth| compared.get_mut(*nth));
        if let (Some(account), Some(host)) = (account, own_host(&contact.email))
            && !account.hosts.contains(&host)
        {
            account.hosts.push(host);
        }
    }
    compared
}

impl Compared<'_> {
    /// By what the two are likely one.
    fn why(&self, other: &Self) -> Option<String> {
        if are_alike(&self.plain, &other.plain) {
            return Some("called alike".into());
        }
        let host = self.hosts.iter().find(|host| other.hosts.contains(host))?;
        Some(format!("addresses at {host}"))
    }
}

/// By what two contacts are likely one: they are called alike, and at one customer or with addresses at one host.
fn why(one: &Known, other: &Known) -> Option<String> {
    if !are_alike(&plain(&one.name), &plain(&other.name)) {
        return None;
    }
    if one.customer_id == other.customer_id {
        return Some("called alike, at one customer".into());
    }
    match (own_host(&one.email), own_host(&other.email)) {
        (Some(host), Some(same)) if host == same => Some(format!("called alike, addresses at {host}")),
        _ => (one.name == other.name).then(|| "of one name".into()),
    }
}

pub(super) fn of_customer(tx: &Tx<'_>, actor: &Actor, one: &Customer, words: &str) -> Result<Candidates> {
    let (accounts, contacts) = (accounts(tx, actor)?, contacts(tx, actor)?);
    let compared = compared(&accounts, &contacts);
    let own = compared.iter().find(|known| known.account.id == one.id.0);
    let others = || compared.iter().filter(|known| known.account.id != one.id.0);
    let row = |known: &Compared<'_>, about: String| Candidate {
        id: known.account.id,
        key: Some(known.account.key.clone()),
        title: known.account.name.clone(),
        about,
    };
    let alike = |known: &Compared<'_>| Some(row(known, own?.why(known)?));
    let words = plain(words);
    let asked = |known: &&Compared<'_>| {
        !words.is_empty() && (known.plain.contains(&words) || plain(&known.account.key) == words)
    };
    Ok(Candidates {
        likely: others().filter_map(alike).take(OFFERED_MAX).collect(),
        found: others().filter(asked).map(|known| row(known, String::new())).take(FOUND_MAX).collect(),
    })
}

pub(super) fn of_contact(tx: &Tx<'_>, actor: &Actor, one: &Contact, words: &str) -> Result<Candidates> {
    let contacts = contacts(tx, actor)?;
    let own = contacts.iter().find(|known| known.id == one.id.0);
    let others = || contacts.iter().filter(|known| known.id != one.id.0);
    let row = |known: &Known| Candidate {
        id: known.id,
        key: None,
        title: known.name.clone(),
        about: if known.email.is_empty() {
            known.customer.clone()
        } else {
            format!("{}, {}", known.customer, known.email)
        },
    };
    let words = plain(words);
    let asked = |known: &&Known| {
        !words.is_empty() && (plain(&known.name).contains(&words) || plain(&known.email).contains(&words))
    };
    Ok(Candidates {
        likely: others()
            .filter(|known| own.is_some_and(|own| why(own, known).is_some()))
            .map(row)
            .take(OFFERED_MAX)
            .collect(),
        found: others().filter(asked).map(row).take(FOUND_MAX).collect(),
    })
}

/// Two that are likely one: the younger of both goes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// `customer` or `contact`.
    pub noun: &'static str,
    pub one: Candidate,
    pub into: Candidate,
    pub why: String,
}

/// Customers and contacts of the workspace that are likely doubles.
pub fn pairs(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Pair>> {
    actor.must_in_workspace(Permission::ManageCustomers)?;
    let (accounts, contacts) = (accounts(tx, actor)?, contacts(tx, actor)?);
    let compared = compared(&accounts, &contacts);
    let mut pairs = Vec::new();
    let mut near: Vec<(String, usize)> = Vec::new();
    for (nth, one) in compared.iter().enumerate() {
        near.push((format!("n {}", one.plain.chars().take(4).collect::<String>()), nth));
        near.extend(one.hosts.iter().map(|host| (format!("h {host}"), nth)));
    }
    for (one, other) in neighbours(near) {
        let (one, other) = (&compared[one], &compared[other]);
        if let Some(why) = one.why(other) {
            let row = |known: &Compared<'_>| Candidate {
                id: known.account.id,
                key: Some(known.account.key.clone()),
                title: known.account.name.clone(),
                about: String::new(),
            };
            pairs.push(pair("customer", row(one), row(other), why));
        }
    }
    let by_name =
        |(nth, known): (usize, &Known)| (plain(&known.name).chars().take(4).collect::<String>(), nth);
    for (one, other) in neighbours(contacts.iter().enumerate().map(by_name).collect()) {
        let (one, other) = (&contacts[one], &contacts[other]);
        if let Some(why) = why(one, other) {
            let row = |known: &Known| Candidate {
                id: known.id,
                key: None,
                title: known.name.clone(),
                about: known.customer.clone(),
            };
            pairs.push(pair("contact", row(one), row(other), why));
        }
    }
    pairs.truncate(PAIRS_MAX);
    Ok(pairs)
}

/// Ids are drawn in the order of time: the younger one goes.
fn pair(noun: &'static str, one: Candidate, other: Candidate, why: String) -> Pair {
    let (one, into) = if one.id > other.id { (one, other) } else { (other, one) };
    Pair { noun, one, into, why }
}

/// Every two that share a key, each pair once; of a key that many share only the first are compared.
fn neighbours(mut keyed: Vec<(String, usize)>) -> Vec<(usize, usize)> {
    const SHARED_MAX: usize = 50;
    keyed.sort();
    let mut pairs = Vec::new();
    for same in keyed.chunk_by(|one, next| one.0 == next.0) {
        let same = &same[..same.len().min(SHARED_MAX)];
        for (nth, (_, one)) in same.iter().enumerate() {
            pairs.extend(same[nth + 1..].iter().map(|(_, other)| (*one.min(other), *one.max(other))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
