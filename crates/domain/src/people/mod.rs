//! Who works here: the workspace, its products, its people, their roles, how they sign in.

pub mod add_product;
pub mod archive_person;
pub mod ask_after;
pub mod close_portal;
pub mod found_workspace;
pub mod invite_person;
pub mod issue_token;
pub mod jobs;
pub mod join_workspace;
pub mod open_portal;
pub mod password;
pub mod queries;
pub mod reactions;
pub mod revoke_token;
pub mod rules;
pub mod sessions;
pub mod set_administrator;
pub mod set_password;
pub mod set_role;
pub mod tokens;
pub mod visitor;

use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// That a person holds a role in a product.
    RoleHeldId,
    /// A token for the API.
    TokenId,
}

item! {
    /// Something that is made, with a backlog, a roadmap and keys of its own.
    Product, noun "product", table "product" {
        Key id: ProductId,
        /// Before the dash of its keys: `INV`.
        Public prefix: String,
        Public name: String,
        Public sort_key: Vec<u8>,
        /// An IANA name; the days of its sprints are days there.
        Public time_zone: String,
        /// Whether anybody may read its portal and give feedback there.
        Public portal: bool,
        /// How long after a release those who asked for it are asked whether it helped.
        Public ask_after_days: i64,
        /// After how many days the ratings of its comparison are stale.
        Public rating_days: i64,
        /// By what its features are scored, over inputs of its own; empty: RICE.
        Public formula: String,
        Public newest_number: i64,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// Somebody who signs in.
    Person, noun "person", table "person" {
        Key id: PersonId,
        Personal name: String,
        Personal sort_key: Vec<u8>,
        Personal email: String,
        Secret password_hash: Option<String>,
        /// May manage people and products, in every product.
        Public administrator: bool,
        /// None while invited.
        Public joined_at: Option<Timestamp>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a person holds a role in a product; archived when it was taken away.
    RoleHeld, noun "role", table "role_held" {
        Key id: RoleHeldId,
        Public product_id: ProductId,
        Public person_id: PersonId,
        Public role: String,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A token with which a program acts for a person.
    ApiToken, noun "token", table "api_token" {
        Key id: TokenId,
        Public person_id: PersonId,
        Public name: String,
        /// Whether it may carry out commands, or only read.
        Public writes: bool,
        Secret token_hash: Vec<u8>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for Product {}
impl Upkeep for Person {}
impl Upkeep for RoleHeld {}
impl Upkeep for ApiToken {}
