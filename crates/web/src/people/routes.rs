//! The addresses of people and places.

use axum::routing::{get, post};
use domain::people::add_product::AddProduct;
use domain::people::archive_person::ArchivePerson;
use domain::people::ask_after::AskAfter;
use domain::people::close_portal::ClosePortal;
use domain::people::invite_person::InvitePerson;
use domain::people::open_portal::OpenPortal;
use domain::people::revoke_token::RevokeToken;
use domain::people::set_administrator::SetAdministrator;
use domain::people::set_role::SetRole;

use super::{account, api, links, people_page, sign_in, start};
use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/start", get(start::show).post(start::found))
        .at("/sign-in", get(sign_in::which).post(sign_in::go_to))
        .at("/{workspace}/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .at("/{workspace}/sign-in/link", post(links::ask))
        .at("/{workspace}/sign-out", post(sign_in::sign_out))
        .at("/{workspace}/link/{token}", get(links::show).post(links::open))
        .at("/{workspace}/{product}/people", get(people_page::show))
        .at("/{workspace}/account", get(account::show))
        .at("/{workspace}/account/password", post(account::set_password))
        .at("/{workspace}/account/token", post(account::issue_token))
        .query("/api/v1/{workspace}/products", "The products that the caller may read.", api::products)
        .query(
            "/api/v1/{workspace}/{product}/people",
            "The people and their roles in a product.",
            api::people,
        )
        .command::<AddProduct>()
        .command::<OpenPortal>()
        .command::<ClosePortal>()
        .command::<AskAfter>()
        .command::<InvitePerson>()
        .command::<SetRole>()
        .command::<SetAdministrator>()
        .command::<ArchivePerson>()
        .command::<RevokeToken>()
}
