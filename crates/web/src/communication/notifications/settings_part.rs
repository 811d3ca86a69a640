//! How somebody is told, for the page of their account: `_settings.html`.

use axum::extract::Path;
use axum::response::Response;
use domain::communication::notifications::queries::own_setting;
use domain::communication::notifications::{NotificationSetting, Reason, Way};
use domain::spine::refusal::Result;

use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;

pub struct Settings {
    pub setting: NotificationSetting,
}

impl Settings {
    pub fn load(visit: &Visit<'_>) -> Result<Self> {
        Ok(Self { setting: own_setting(visit.tx, &visit.actor)? })
    }

    pub fn reasons(&self) -> &'static [Reason] {
        Reason::ALL
    }

    pub fn ways(&self) -> &'static [Way] {
        Way::ALL
    }

    pub fn is(&self, reason: &Reason, way: &Way) -> bool {
        self.setting.way(*reason) == *way
    }

    pub fn words(&self, reason: &Reason) -> &'static str {
        match reason {
            Reason::Assigned => "Something is given to you",
            Reason::Mentioned => "You are named in a comment",
            Reason::YourFeedback => "What you recorded led somewhere",
            Reason::Following => "There is news of what you follow",
            Reason::YourTeam => "A sprint of your team",
        }
    }

    pub fn way(&self, way: &Way) -> &'static str {
        match way {
            Way::Off => "Not at all",
            Way::App => "In the app",
            Way::Digest => "In the app and in the daily digest",
            Way::Mail => "In the app and by mail at once",
        }
    }
}

pub async fn query(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller.visit(slug, |visit| own_setting(visit.tx, &visit.actor)).await;
    answer::found(&caller, found)
}
