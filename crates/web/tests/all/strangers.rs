//! Two firms on one server: nothing of the other is found, on any route, by anybody; and nobody writes who is not
//! signed in here.

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::{Value as Json, json};

use crate::browser::{Browser, on_both_engines};
use crate::two_firms::{THEIRS, World, addresses, filled, noun};

/// Pages that anybody may open: they ask who one is.
const OPEN_TO_ALL: [&str; 4] = ["/", "/start", "/sign-in", "/{workspace}/sign-in"];

#[test]
fn an_id_of_another_firm_is_not_found_by_any_command() {
    on_both_engines(async |office: &Office, router: &Router| {
        let world = World::of(office, router).await;
        let mut tried = 0;
        for (command, schema) in world.commands() {
            for (field, property) in schema["properties"].as_object().unwrap() {
                let Some(noun) = noun(property) else { continue };
                let mut body = world.least(schema, &world.ours);
                body.insert(field.clone(), json!(world.id(&world.theirs, &noun)));
                let before = world.written();
                let answer = world.call(&world.ours.token, world.ours.slug, command, &body.into()).await;
                assert_eq!(answer.status, 404, "{command} with another firm's {field}: {}", answer.body);
                assert_eq!(world.written(), before, "{command} with another firm's {field} wrote");
                assert!(!answer.shows(THEIRS), "{}", answer.body);
                tried += 1;
            }
        }
        assert!(tried > 30, "only {tried} ids were tried");
        // The same calls with one's own ids are found: it was the firm that barred them.
        for (command, schema) in world.commands() {
            let body = world.least(schema, &world.ours);
            let answer = world.call(&world.ours.token, world.ours.slug, command, &body.into()).await;
            assert_ne!(answer.status, 404, "{command} with one's own ids: {}", answer.body);
        }
    });
}

#[test]
fn no_role_finds_an_id_of_another_firm() {
    on_both_engines(async |office: &Office, router: &Router| {
        let world = World::of(office, router).await;
        let before = world.written();
        for actor in [office.ines(), office.mira(), office.aoife(), office.lena()] {
            let person = Browser::of(router, office, &actor);
            for (command, schema) in world.commands() {
                if !schema["properties"]
                    .as_object()
                    .unwrap()
                    .values()
                    .any(|property| noun(property).is_some())
                {
                    continue;
                }
                let body = serde_html_form::to_string(world.with_every_id(schema, &world.theirs)).unwrap();
                let answer = person.form(&format!("/larkbill/commands/{command}"), &body).await;
                assert_eq!(answer.status, 404, "{} {command}: {}", actor.name, answer.body);
            }
        }
        assert_eq!(world.written(), before);
    });
}

#[test]
fn a_stranger_is_asked_to_sign_in_and_shown_nothing() {
    on_both_engines(async |office: &Office, router: &Router| {
        let world = World::of(office, router).await;
        let (stranger, before) = (Browser::of(router, office, &world.ours.all), world.written());
        for (address, reads, sends) in addresses() {
            let path = filled(&address, world.theirs.slug, &world.theirs);
            let mut answers = Vec::new();
            if reads {
                answers.push(stranger.get(&path).await);
            }
            if sends {
                answers.push(stranger.form(&path, "name=x&password=a+long+enough+one").await);
            }
            for answer in answers {
                let open = OPEN_TO_ALL.contains(&address.as_str());
                assert!(
                    open || [303, 401, 404, 409, 422].contains(&answer.status),
                    "{path}: {}",
                    answer.status
                );
                assert!(!answer.shows(THEIRS), "{path}: {}", answer.body);
            }
        }
        let paths = world.document["paths"].as_object().unwrap().iter();
        for (address, _) in paths.filter(|(_, methods)| methods.get("get").is_some()) {
            let answer = stranger.get(&filled(address, world.theirs.slug, &world.theirs)).await;
            assert_eq!(answer.status, 401, "{address}: {}", answer.body);
        }
        for (command, schema) in world.commands() {
            let body = world.least(schema, &world.theirs);
            let called =
                world.call(&world.ours.token, world.theirs.slug, command, &body.clone().into()).await;
            assert_eq!(called.status, 401, "{command}: {}", called.body);
            let form = serde_html_form::to_string(body).unwrap();
            let sent = stranger.form(&format!("/{}/commands/{command}", world.theirs.slug), &form).await;
            assert!(sent.location.contains("/sign-in?to="), "{command}: {} {}", sent.status, sent.body);
        }
        assert_eq!(world.written(), before);
    });
}

/// Whether an address names something of a firm.
fn names_something(address: &str) -> bool {
    ["{product}", "{key}", "{import}"].iter().any(|part| address.contains(part))
}

#[test]
fn a_product_or_key_of_another_firm_is_not_found_at_ones_own_address() {
    on_both_engines(async |office: &Office, router: &Router| {
        let world = World::of(office, router).await;
        let signed_in = Browser::of(router, office, &world.ours.all);
        let program = Browser::of_nobody(router).with_token(&world.ours.token);
        for (address, _, _) in addresses().into_iter().filter(|(_, reads, _)| *reads) {
            let answer = signed_in.get(&filled(&address, world.ours.slug, &world.theirs)).await;
            if names_something(&address) {
                assert_eq!(answer.status, 404, "{address}: {}", answer.body);
            }
            assert!(!answer.shows(THEIRS), "{address}: {}", answer.body);
        }
        let paths = world.document["paths"].as_object().unwrap().iter();
        for (address, _) in paths.filter(|(_, methods)| methods.get("get").is_some()) {
            let answer = program.get(&filled(address, world.ours.slug, &world.theirs)).await;
            let expected = if names_something(address) { 404 } else { 200 };
            assert_eq!(answer.status, expected, "{address}: {}", answer.body);
            assert!(!answer.shows(THEIRS), "{address}: {}", answer.body);
        }
    });
}

#[test]
fn nobody_writes_who_is_not_signed_in_or_comes_from_elsewhere() {
    on_both_engines(async |office: &Office, router: &Router| {
        let world = World::of(office, router).await;
        let reads = IssueToken { name: "reads".into(), writes: false, token_hash: token_hash("tl_reads") };
        office.does(&world.ours.all, reads).unwrap();
        let (nobody, before) = (Browser::of_nobody(router), world.written());
        let signed_in = Browser::of(router, office, &world.ours.all);
        for (command, schema) in world.commands() {
            let body = world.least(schema, &world.ours);
            let form = serde_html_form::to_string(&body).unwrap();
            let (by_form, body) = (format!("/larkbill/commands/{command}"), Json::from(body));
            let by_json = format!("/api/v1{by_form}");
            assert_eq!(world.call("tl_unknown", "larkbill", command, &body).await.status, 401, "{command}");
            assert_eq!(world.call("tl_reads", "larkbill", command, &body).await.status, 403, "{command}");
            let asked = nobody.form(&by_form, &form).await;
            assert!(asked.status == 303 && asked.location.starts_with("/larkbill/sign-in?to="), "{command}");
            for path in [&by_form, &by_json] {
                assert_eq!(signed_in.form_from_elsewhere(path, &form).await.status, 403, "{path}");
                // Without an address of origin: no browser of today, or one that hides it.
                assert_eq!(signed_in.call(path, &body).await.status, 403, "{path}");
            }
        }
        for (address, _, _) in addresses().into_iter().filter(|(_, _, sends)| *sends) {
            let path = filled(&address, "larkbill", &world.ours);
            assert_eq!(signed_in.form_from_elsewhere(&path, "name=x").await.status, 403, "{path}");
        }
        assert_eq!(world.written(), before);
    });
}
