//! One of everything, room by room.

use domain::spine::id::PersonId;
use serde_json::{Value as Json, json};

use crate::browser::Browser;

/// What a story is accepted by, a step of it, and what stands in its way.
pub async fn build(make: &impl AsyncFn(&str, Json) -> Json, words: &str, prefix: &str, story: &Json) {
    make("add_comment", json!({ "item": format!("{prefix}-1"), "body": words })).await;
    make("add_criterion", json!({ "story": story, "sentence": words })).await;
    make("add_task", json!({ "story": story, "title": words })).await;
    make("raise_impediment", json!({ "story": story, "body": words })).await;
}

/// A competitor, noted about, and a capability that it and we are rated in.
pub async fn compare(make: &impl AsyncFn(&str, Json) -> Json, product: &Json, words: &str, need: &Json) {
    let competitor = make("add_competitor", json!({ "name": words })).await;
    make("note_competitor", json!({ "competitor": competitor, "body": words })).await;
    let capability = make("add_capability", json!({ "product": product, "title": words })).await;
    make("link_capability", json!({ "capability": capability, "need": need })).await;
    let rating =
        json!({ "capability": capability, "competitor": competitor, "level": "none", "evidence": words });
    make("rate_capability", rating).await;
}

/// A decision about the first item of the product.
pub async fn align(make: &impl AsyncFn(&str, Json) -> Json, product: &Json, words: &str, prefix: &str) {
    let about = format!("{prefix}-1");
    let decision =
        json!({ "product": product, "title": words, "choice": words, "reasons": words, "about": about });
    make("add_decision", decision).await;
    let audience = make("add_audience", json!({ "product": product, "name": words })).await;
    let update = make("draft_update", json!({ "audience": audience })).await;
    make("edit_update", json!({ "update": update, "field": "body", "text": words })).await;
    make("publish_roadmap", json!({ "audience": audience, "what": "roadmap" })).await;
    let link = json!({ "audience": audience, "name": words, "days": 9, "token_hash": vec![7; 32] });
    make("issue_audience_link", link).await;
    let_in(make, product).await;
}

/// The address of the product, and a site on which its form stood.
async fn let_in(make: &impl AsyncFn(&str, Json) -> Json, product: &Json) {
    make("open_mailbox", json!({ "product": product })).await;
    let site = json!({ "product": product, "origin": "https://www.larkbill.example" });
    let origin = make("allow_origin", site).await;
    // An open form is shown to anybody, as a portal is.
    make("forbid_origin", json!({ "origin": origin })).await;
}

/// A segment by rule, one by hand, and a persona with words behind it.
pub async fn audience(make: &impl AsyncFn(&str, Json) -> Json, words: &str, customer: &Json, quote: &Json) {
    let by_hand = make("add_segment", json!({ "name": words, "basis": "hand" })).await;
    make("put_in_segment", json!({ "segment": by_hand, "customer": customer })).await;
    let by_rule = make("add_segment", json!({ "name": format!("{words} by rule") })).await;
    make("add_condition", json!({ "segment": by_rule, "kind": "has_tag", "value": words })).await;
    let persona = make("add_persona", json!({ "name": words, "summary": words })).await;
    let entry = json!({ "persona": persona, "kind": "job", "body": words });
    let entry = make("add_persona_entry", entry).await;
    make("back_persona", json!({ "entry": entry, "quote": quote })).await;
}

/// What speaks for a feature: a study, what it rests on, its score, what it would be to a contact, and what is tried with it.
pub async fn weigh(
    make: &impl AsyncFn(&str, Json) -> Json,
    words: &str,
    (product, customer, feature): (&Json, &Json, &Json),
    slug: &str,
) {
    research(make, product, words, feature).await;
    score(make, product, words, feature).await;
    survey(make, words, (customer, feature), slug).await;
    try_out(make, product, words, feature).await;
}

/// What if the feature were larger.
async fn try_out(make: &impl AsyncFn(&str, Json) -> Json, product: &Json, words: &str, feature: &Json) {
    let begun = json!({ "product": product, "title": words, "note": words });
    let scenario = make("add_scenario", begun).await;
    make("change_scope", json!({ "scenario": scenario, "feature": feature, "stories": 2 })).await;
}

/// A study with an interview and its notes, and what a feature rests on with how it is tried.
async fn research(make: &impl AsyncFn(&str, Json) -> Json, product: &Json, words: &str, feature: &Json) {
    let study = make("add_study", json!({ "product": product, "question": words, "plan": words })).await;
    let interview =
        make("add_interview", json!({ "study": study, "said_as": words, "held_on": "2026-01-05" })).await;
    make("answer_consent", json!({ "interview": interview, "consent": "given", "how": words })).await;
    make("write_notes", json!({ "interview": interview, "text": words })).await;
    let assumption = make("add_assumption", json!({ "feature": feature, "statement": words })).await;
    let tried =
        json!({ "assumption": assumption, "hypothesis": words, "measure": words, "threshold": words });
    make("add_experiment", tried).await;
}

/// A formula over one input, and how much of it a feature has.
async fn score(make: &impl AsyncFn(&str, Json) -> Json, product: &Json, words: &str, feature: &Json) {
    let unit: String = words.chars().take(30).collect();
    let input = json!({ "product": product, "name": "savings", "unit": unit, "kind": "estimate" });
    let input = make("add_score_input", input).await;
    make("set_formula", json!({ "product": product, "formula": "savings × 2" })).await;
    let said = json!({ "feature": feature, "input": [input], "amount": ["4"] });
    make("score_by_formula", said).await;
}

/// What the feature would be to a contact of the customer, asked by a segment.
async fn survey(
    make: &impl AsyncFn(&str, Json) -> Json,
    words: &str,
    (customer, feature): (&Json, &Json),
    slug: &str,
) {
    let address = format!("asked@{slug}.example");
    let contact = json!({ "customer": customer, "name": words, "email": address, "may_contact": true, "may_contact_source": words });
    make("add_contact", contact).await;
    let segment = make("add_segment", json!({ "name": format!("{words} asked"), "basis": "hand" })).await;
    make("put_in_segment", json!({ "segment": segment, "customer": customer })).await;
    let asked = json!({ "feature": feature, "called": words, "benefit": words, "segment": segment });
    make("start_kano_survey", asked).await;
}

/// A team of one, away for two weeks, with a sprint that it objects to; a story is pinned to it, and a plan asked for.
pub async fn plan(
    make: &impl AsyncFn(&str, Json) -> Json,
    product: &Json,
    person: PersonId,
    words: &str,
    story: &Json,
) {
    let team = make("add_team", json!({ "product": product, "name": words })).await;
    make("add_team_member", json!({ "team": team, "person": person })).await;
    let (starts_on, ends_on) = ("2026-01-05", "2026-01-16");
    let days = json!({ "person": person, "starts_on": starts_on, "ends_on": ends_on });
    make("record_absence", days).await;
    let sprint = json!({ "product": product, "team": team, "goal": words, "starts_on": starts_on, "ends_on": ends_on });
    let sprint = make("add_sprint", sprint).await;
    make("put_in_sprint", json!({ "sprint": sprint, "story": story })).await;
    make("pin_story", json!({ "sprint": sprint, "story": story })).await;
    make("propose_plan", json!({ "product": product })).await;
    make("object_to_story", json!({ "sprint": sprint, "story": story, "body": words })).await;
    need_skill(make, (product, story), person, words).await;
    let other = make("add_story", json!({ "product": product, "title": words })).await;
    make("add_dependency", json!({ "story": story, "blocker": other })).await;
}

/// What only somebody can do, and half of a story needs.
async fn need_skill(
    make: &impl AsyncFn(&str, Json) -> Json,
    (product, story): (&Json, &Json),
    person: PersonId,
    words: &str,
) {
    let name: String = words.chars().take(40).collect();
    let skill = make("add_skill", json!({ "product": product, "name": name })).await;
    make("set_skills", json!({ "product": product, "person": person, "skills": [skill] })).await;
    make("set_skill_share", json!({ "story": story, "skill": skill, "percent": "50" })).await;
}

/// A file that is imported and one that is attached; their ids. Whatever is sent is the file: here words in quotation marks.
pub async fn send_files(program: &Browser<'_>, slug: &str, prefix: &str, mark: &str) -> (String, String) {
    let words = json!(format!("{mark} words"));
    let imports = format!("/api/v1/{slug}/{prefix}/imports?kind=stories&source={mark}");
    let import = program.call(&imports, &words).await.json()["id"].as_str().unwrap().to_owned();
    let files = format!("/api/v1/{slug}/items/{prefix}-1/attachments?name={mark}.txt");
    let sent = program.call(&files, &words).await.json();
    (import, sent["files"][0]["id"].as_str().unwrap().to_owned())
}
