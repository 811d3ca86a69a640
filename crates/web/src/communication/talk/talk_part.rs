//! What is said at an item and who follows it, for the page of that item: `_talk.html` and `_followers.html`.

use std::collections::HashMap;

use database::Together;
use domain::communication::talk::CommentId;
use domain::communication::talk::place::may_talk;
use domain::communication::talk::queries::{
    COMMENTS_MAX, CommentRow, FollowerRow, NameRow, comments, earlier_texts, followers, named_in_talk,
};
use domain::spine::id::{PersonId, ProductId};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use uuid::Uuid;

use crate::communication::note;
use crate::shell::NamedMark;
use crate::visit::Visit;

/// What the page shows of it.
pub const SHOWS: [&str; 3] = ["comment", "mention", "follower"];

/// The item that is talked about.
pub struct About<'a> {
    pub key: &'a str,
    pub item: Uuid,
    /// None where it belongs to the whole workspace.
    pub product: Option<ProductId>,
    /// Who follows it without having said so: who made it, owns it, is assigned to it.
    pub own: &'a [Option<PersonId>],
}

pub struct Said {
    pub id: CommentId,
    pub by: NamedMark,
    pub at: String,
    pub day: String,
    /// As Markdown and as HTML.
    pub body: String,
    pub html: String,
    pub mine: bool,
    /// What it said before each edit.
    pub earlier: Vec<String>,
}

pub struct Talk {
    pub key: String,
    pub said: Vec<Said>,
    /// Whether there are more than are shown.
    pub full: bool,
    pub followers: Vec<NamedMark>,
    pub follows: bool,
    pub may_talk: bool,
    /// Where those whom one can name are listed.
    pub names: String,
}

/// What a talk is made of, as it came.
pub struct TalkRows {
    rows: Vec<CommentRow>,
    earlier: HashMap<CommentId, Vec<String>>,
    followers: Vec<FollowerRow>,
    names: Vec<NameRow>,
}

impl Talk {
    pub fn load(visit: &Visit<'_>, about: &About<'_>) -> Result<Self> {
        let rows = visit.tx.together(Self::ask(visit, about)?)?;
        Ok(Self::of(visit, about, rows))
    }

    /// What is to be asked, by itself or together with the rest of a page, for [`Talk::of`].
    pub fn ask(visit: &Visit<'_>, about: &About<'_>) -> Result<impl Together<Rows = TalkRows> + use<>> {
        let (actor, item) = (&visit.actor, about.item);
        let own: Vec<PersonId> = about.own.iter().flatten().copied().collect();
        let names = about.product.map(|product| named_in_talk(actor, item, product));
        let asked =
            (comments(actor, item)?, earlier_texts(actor, item)?, followers(actor, item, &own)?, names);
        Ok(asked.then(|(rows, earlier, followers, names)| TalkRows { rows, earlier, followers, names }))
    }

    pub fn of(visit: &Visit<'_>, about: &About<'_>, found: TalkRows) -> Self {
        let TalkRows { rows, mut earlier, followers: mut follow, names } = found;
        let me = visit.actor.person;
        let follows = follow.iter().any(|one| Some(one.person_id) == me && one.follows);
        follow.retain(|one| one.follows);
        let products = visit.products();
        let named = Named::of(visit, &names, &follow);
        let product = about.product.or_else(|| products.first().map(|product| product.id));
        let prefix =
            products.iter().find(|one| Some(one.id) == product).map_or("", |one| one.prefix.as_str());
        let said = rows.into_iter().map(|row| {
            let earlier = earlier.remove(&row.id).unwrap_or_default();
            named.said(visit, row, earlier)
        });
        let said: Vec<Said> = said.collect();
        Self {
            key: about.key.to_owned(),
            full: said.len() as i64 == COMMENTS_MAX,
            said,
            followers: follow.iter().map(|one| NamedMark::of(&one.name)).collect(),
            follows,
            may_talk: may_talk(&visit.actor, about.product),
            names: format!("/{}/{prefix}/mentionable", visit.workspace.slug),
        }
    }

    /// "Followed by Mira, Ines and you".
    pub fn told(&self) -> String {
        match self.followers.len() {
            0 => "Nobody follows it yet.".into(),
            1 => "1 person follows it.".into(),
            n => format!("{n} people follow it."),
        }
    }
}

/// Whom the comments of an item can name, and what keys here begin with.
struct Named {
    names: Vec<String>,
    prefixes: Vec<String>,
    time_zone: String,
}

impl Named {
    fn of(visit: &Visit<'_>, names: &[NameRow], follow: &[FollowerRow]) -> Self {
        let names = names.iter().map(|row| &row.name).chain(follow.iter().map(|one| &one.name));
        let products = visit.products();
        let prefixes = products.iter().map(|product| product.prefix.clone());
        Self {
            names: names.cloned().collect(),
            prefixes: prefixes.chain([visit.workspace.prefix.clone()]).collect(),
            time_zone: products.first().map_or_else(|| "UTC".into(), |product| product.time_zone.clone()),
        }
    }

    fn said(&self, visit: &Visit<'_>, row: CommentRow, earlier: Vec<String>) -> Said {
        Said {
            id: row.id,
            by: NamedMark::of(row.by_name.as_deref().unwrap_or("Somebody")),
            at: row.created_at.exact().to_string(),
            day: day(&row.created_at, visit.now, &self.time_zone),
            html: note::comment(&row.body, &self.names, &self.prefixes, &visit.workspace.slug),
            mine: row.created_by.is_some() && row.created_by == visit.actor.person,
            body: row.body,
            earlier,
        }
    }
}

/// "today, 09:58", "yesterday, 17:40", "12 Nov".
pub fn day(at: &Timestamp, now: Timestamp, time_zone: &str) -> String {
    let (today, at) = (now.day_in(time_zone), at.clock_in(time_zone));
    let then = at.date();
    if then == today {
        return at.strftime("today, %H:%M").to_string();
    }
    if then.tomorrow().is_ok_and(|next| next == today) {
        return at.strftime("yesterday, %H:%M").to_string();
    }
    let form = if then.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    then.strftime(form).to_string()
}
