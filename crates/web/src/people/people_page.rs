//! The people of the workspace and what they are to a product.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::attachments::queries::total;
use domain::attachments::rules::in_words;
use domain::people::Product;
use domain::people::queries::{PersonListed, people};
use domain::spine::id::PersonId;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::spine::rights::{Permission, Role, Roles, allowed};

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "people/people.html")]
struct PeoplePage {
    frame: Frame,
    product: Product,
    people: Vec<PersonListed>,
    me: Option<PersonId>,
    may_manage: bool,
    now: Timestamp,
    /// How much the attached files of the workspace hold.
    files: String,
    /// What each role may, as the one table says.
    matrix: Vec<(&'static str, Vec<bool>)>,
}

impl PeoplePage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let may = |permission: &Permission| {
            let mut row: Vec<bool> =
                Role::ALL.iter().map(|role| allowed(*permission, Roles::none().with(*role), false)).collect();
            row.push(allowed(*permission, Roles::none(), true));
            (permission.words(), row)
        };
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::People, &["role", "person", "attachment"])?,
            people: visit.tx.together(people(&visit.actor, product.id)?)?,
            me: visit.actor.person,
            may_manage: visit.actor.may_in_workspace(Permission::ManagePeople),
            now: visit.now,
            files: files_in_words(visit)?,
            matrix: Permission::ALL.iter().map(may).collect(),
            product,
        })
    }

    fn holding(&self, role: Role) -> usize {
        self.people.iter().filter(|person| person.roles.contains(&role)).count()
    }

    fn administrators(&self) -> usize {
        self.people.iter().filter(|person| person.administrator).count()
    }

    fn is_me(&self, person: &PersonListed) -> bool {
        self.me == Some(person.id)
    }

    /// When somebody signed in last, in words.
    fn last_here(&self, person: &PersonListed) -> String {
        let (Some(at), Some(_)) = (person.here_at, person.joined_at) else {
            return if person.joined_at.is_none() { "invited".into() } else { "not yet".into() };
        };
        let (now, then) = (self.now.day_in(&self.product.time_zone), at.day_in(&self.product.time_zone));
        match (now, then) {
            (now, then) if now == then => "today".into(),
            (now, then) if then.tomorrow().is_ok_and(|next| next == now) => "yesterday".into(),
            (_, then) => then.strftime("%-d %B").to_string(),
        }
    }
}

/// `12 files with 34 MB of 5 GB`
fn files_in_words(visit: &Visit<'_>) -> Result<String> {
    let held = total(visit.tx, visit.actor.workspace)?;
    let most = in_words(visit.caller.house.files.limits.workspace_bytes_max);
    let files = if held.files == 1 { "1 file".into() } else { format!("{} files", thousands(&held.files)) };
    Ok(format!("{files} with {} of {most}", in_words(held.byte_count)))
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Manager => "Manager",
        Role::Owner => "Owner",
        Role::Team => "Team",
        Role::Stakeholder => "Stakeholder",
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let page = PeoplePage::load(visit, &prefix)?;
            answer::render(&page, visit.language)
        })
        .await;
    answer::page(&caller, done)
}
