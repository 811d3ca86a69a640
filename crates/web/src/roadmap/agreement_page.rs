//! Where the two desks meet: what is offered, what was asked, what changed since it was taken.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::discovery::demand::Demand;
use domain::line::queries::Stop;
use domain::people::Product;
use domain::people::queries::names;
use domain::roadmap::agreement::{self, ChangedSince, EntryRow};
use domain::roadmap::queries::{self, NeedAnswered};
use domain::roadmap::rules::{self, FIELDS, empty_fields};
use domain::roadmap::{Decision, EntryKind, Feature, FeatureText};
use domain::spine::id::PersonId;
use domain::spine::refusal::Result;
use domain::spine::rights::{Permission, Role};
use domain::spine::wording::{Part, Sort, compared};

use super::assumptions::Rests;
use super::facts::{self, by_key};
use super::feature_page::SHOWS;
use crate::answer;
use crate::caller::Caller;
use crate::line::stops::{self, Shown};
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "roadmap/agreement.html")]
struct AgreementPage {
    frame: Frame,
    product: Product,
    key: String,
    feature: Feature,
    needs: Vec<NeedAnswered>,
    rests: Rests,
    demand: Demand,
    thread: Vec<EntryRow>,
    changed: Vec<ChangedSince>,
    people: HashMap<PersonId, String>,
    may_shape: bool,
    may_take: bool,
    may_discuss: bool,
    holds_both: bool,
}

impl AgreementPage {
    fn load(visit: &Visit<'_>, key: &str) -> Result<Self> {
        let (product, feature) = by_key(visit, key)?;
        let mut frame = Frame::of_product(visit, &product, Here::Roadmap, &SHOWS)?;
        let shown = Shown::new(Stop::Feature, feature.id.0, key, &feature.title);
        stops::through(visit, &mut frame, &shown)?;
        let changed = agreement::changed_since(visit.tx, &visit.actor, &feature)?;
        let by: Vec<PersonId> = changed.iter().filter_map(|change| change.by).collect();
        let may = |permission| visit.actor.may(permission, product.id);
        Ok(Self {
            frame,
            key: key.to_owned(),
            needs: queries::needs_of_feature(visit.tx, &visit.actor, &feature)?,
            rests: Rests::of(visit, &product.prefix, &feature)?,
            demand: queries::demand_of_feature(visit.tx, &visit.actor, &feature)?,
            thread: agreement::thread(visit.tx, &visit.actor, &feature)?,
            people: names(visit.tx, visit.actor.workspace, &by)?,
            changed,
            may_shape: may(Permission::ShapeFeatures),
            may_take: may(Permission::TakeFeatures),
            may_discuss: may(Permission::DiscussFeatures),
            holds_both: visit.actor.holds(Role::Manager, product.id)
                && visit.actor.holds(Role::Owner, product.id),
            product,
            feature,
        })
    }

    /// The fields of the requirement: how the page calls it, what stands there, what the owner took.
    fn fields(&self) -> Vec<(&'static str, &str, Option<&ChangedSince>)> {
        let told = |(field, name): (FeatureText, &'static str)| {
            let changed = self.changed.iter().find(|change| change.field == field);
            (name, rules::text(&self.feature, field), changed)
        };
        // The title stands above; here it is read where it changed.
        let title = Some((FeatureText::Title, "Title"))
            .filter(|(field, _)| self.changed.iter().any(|change| change.field == *field));
        title.into_iter().chain(FIELDS).map(told).collect()
    }

    fn filled(&self) -> usize {
        FIELDS.len() - empty_fields(&self.feature, self.rests.is_cited()).len()
    }

    fn who(&self, change: &ChangedSince) -> String {
        let name =
            change.by.and_then(|person| self.people.get(&person)).map_or("Throughline", String::as_str);
        format!("{name}, {}", facts::day(change.at, &self.product))
    }

    fn day(&self, entry: &EntryRow) -> String {
        facts::day(entry.created_at, &self.product)
    }

    fn by<'e>(&self, entry: &'e EntryRow) -> &'e str {
        entry.by_name.as_deref().unwrap_or("Throughline")
    }

    /// A text as the owner took it and as it is now, word by word.
    fn wording(&self, change: &ChangedSince) -> Vec<Part> {
        compared(&change.taken, &change.now)
    }

    /// The newest change that this page shows: what comes later is not taken unseen.
    fn up_to(&self) -> i64 {
        self.changed.iter().map(|change| change.seq).max().unwrap_or_default()
    }

    /// Of an acknowledgement of one field: which.
    fn of_field(&self, entry: &EntryRow) -> Option<&'static str> {
        entry.field.filter(|_| entry.kind == EntryKind::Acknowledged).map(rules::field_word)
    }

    fn verb(&self, entry: &EntryRow) -> &'static str {
        match entry.kind {
            EntryKind::Rescheduled => "moves it",
            EntryKind::Acknowledged if entry.field.is_some() => "takes the change of",
            EntryKind::Offered => "offers it",
            EntryKind::Asked => "asks",
            EntryKind::Answered => "answers",
            EntryKind::SentBack => "sends it back",
            EntryKind::Taken => "takes it",
            EntryKind::Withdrawn => "withdraws the offer",
            EntryKind::Acknowledged => "takes the change",
        }
    }

    fn decision(&self) -> &'static str {
        facts::decision(self.feature.decision)
    }

    fn paid(&self) -> String {
        money(self.demand.revenue_minor, "EUR")
    }

    fn is_offered(&self) -> bool {
        self.feature.decision == Decision::Offered
    }

    fn is_taken(&self) -> bool {
        self.feature.decision == Decision::Taken
    }

    fn may_offer(&self) -> bool {
        self.may_shape && rules::may_offer(self.feature.decision).is_ok()
    }

    /// Who is manager and owner at once takes without an offer.
    fn takes_directly(&self) -> bool {
        self.holds_both && !self.is_offered() && rules::may_take(self.feature.decision, true).is_ok()
    }

    fn empty(&self) -> String {
        empty_fields(&self.feature, self.rests.is_cited()).join(", ").to_lowercase()
    }
}

pub async fn show(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&AgreementPage::load(visit, &key)?, visit.language))
        .await;
    answer::page(&caller, done)
}
