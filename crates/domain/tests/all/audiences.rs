//! Audiences, what they see and who belongs to them; told as stories on both engines.

use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::audiences::add_audience_person::AddAudiencePerson;
use domain::communication::audiences::archive_audience::ArchiveAudience;
use domain::communication::audiences::choose_members::ChooseMembers;
use domain::communication::audiences::choose_view::ChooseView;
use domain::communication::audiences::edit_audience::EditAudience;
use domain::communication::audiences::hide_from_audience::HideFromAudience;
use domain::communication::audiences::queries::{contacts_reached, people_reached};
use domain::communication::audiences::remove_audience_person::RemoveAudiencePerson;
use domain::communication::audiences::rename_for_audience::RenameForAudience;
use domain::communication::audiences::restore_audience::RestoreAudience;
use domain::communication::audiences::{AudienceId, Dates};
use domain::line::undo_change::UndoChange;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::roadmap::Horizon;
use domain::spine::rights::Role;
use domain::testing::{Office, on_both_engines};

use crate::shown::{made, planned, read, seen, view};

fn members(audience: AudienceId, roles: &[Role], segments: &str) -> ChooseMembers {
    ChooseMembers { audience, is_public: false, roles: roles.to_vec(), segments: segments.into() }
}

fn pair(title: &str, when: &str) -> (String, String) {
    (title.into(), when.into())
}

#[test]
fn an_audience_sees_what_was_chosen_for_it_as_precisely_as_was_chosen() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        planned(office, "Tones", Horizon::Now);
        planned(office, "Instalment plans", Horizon::Next);
        planned(office, "Pay by bank", Horizon::Later);
        let add = AddAudience { product: office.product, name: "Executives".into(), is_public: false };
        assert_eq!(office.is_refused(&mira, add.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), add).kind(), "not_found");
        let executives = made(office, "Executives", false);
        assert_eq!(seen(office, 4).0.len(), 3);
        office.does(&ines, view(executives)).unwrap();
        assert_eq!(seen(office, 4).0, [pair("Tones", "Q1 2027"), pair("Instalment plans", "Q1 2027")]);
        let rename = |key: &str, title: &str| RenameForAudience {
            audience: executives,
            key: key.into(),
            title: title.into(),
        };
        office.does(&ines, rename("inv-2", "Pay in parts")).unwrap();
        assert_eq!(seen(office, 4).0[1].0, "Pay in parts");
        let hide = HideFromAudience { audience: executives, key: "INV-1".into(), hidden: true };
        let hidden = office.does(&ines, hide).unwrap();
        assert_eq!(seen(office, 4).0, [pair("Pay in parts", "Q1 2027")]);
        office.does(&ines, UndoChange { change: hidden.seq.unwrap() }).unwrap();
        office.does(&ines, rename("INV-2", "")).unwrap();
        assert_eq!(seen(office, 4).0.len(), 2);
        for wrong in ["INV-4", "INV-99", "SAL-1", "tones"] {
            assert_eq!(office.is_refused(&ines, rename(wrong, "x")).field(), Some("key"), "{wrong}");
        }
        office.does(&ines, ChooseView { dates: Dates::Never, ..view(executives) }).unwrap();
        assert_eq!(seen(office, 4).0[0].1, "");
        let edit = |text: &str, seen: &str| EditAudience {
            audience: executives,
            text: text.into(),
            seen: Some(seen.into()),
        };
        office.does(&ines, edit("The board", "Executives")).unwrap();
        assert_eq!(office.is_refused(&ines, edit("Board", "Executives")).kind(), "stale");
        office.does(&ines, ArchiveAudience { audience: executives }).unwrap();
        assert_eq!(office.is_refused(&ines, view(executives)).kind(), "conflict");
        office.does(&ines, RestoreAudience { audience: executives }).unwrap();
    });
}

#[test]
fn demand_never_leaves_the_firm_and_there_is_one_public() {
    on_both_engines(|office| {
        let ines = office.ines();
        let public = made(office, "Customers (public)", true);
        let told = office.is_refused(&ines, ChooseView { shows_demand: true, ..view(public) });
        assert!(told.to_string().starts_with("Demand is never shown in public"), "{told}");
        let second = AddAudience { product: office.product, name: "All".into(), is_public: true };
        assert_eq!(
            office.is_refused(&ines, second).to_string(),
            "“Customers (public)” is public already, and a product has one public."
        );
        let sales = made(office, "Sales", false);
        office.does(&ines, ChooseView { shows_demand: true, ..view(sales) }).unwrap();
        let to_customers = members(sales, &[Role::Stakeholder], "Craft");
        assert!(
            office
                .is_refused(&ines, to_customers)
                .to_string()
                .starts_with("Demand is never shown to customers")
        );
        let to_all = ChooseMembers { is_public: true, ..members(sales, &[], "") };
        assert_eq!(office.is_refused(&ines, to_all.clone()).kind(), "conflict");
        office.does(&ines, ArchiveAudience { audience: public }).unwrap();
        office.does(&ines, view(sales)).unwrap();
        office.does(&ines, to_all).unwrap();
        assert_eq!(office.is_refused(&ines, RestoreAudience { audience: public }).kind(), "conflict");
    });
}

#[test]
fn who_belongs_is_reached_by_role_by_name_and_by_segment() {
    on_both_engines(|office| {
        let (ines, ada) = (office.ines(), office.ada());
        let audience = made(office, "Sales and crafts", false);
        let reached = |office: &Office| {
            let (ines, audience) = (office.ines(), read(office, 1));
            office.reads(move |tx| {
                let people = people_reached(tx, &ines, &audience)?;
                let people: Vec<String> = people.into_iter().map(|one| one.name).collect();
                Ok((people, contacts_reached(tx, &ines, &audience)?.len()))
            })
        };
        assert_eq!(reached(office), (vec![], 0));
        for (name, segment, may_contact) in
            [("Pellworth", "Craft", true), ("Tarn", "Craft", false), ("Windrow", "Farming", true)]
        {
            let (name, segment): (String, String) = (name.into(), segment.into());
            let email = format!("{}@customer.example", name.to_lowercase());
            let customer = AddCustomer { name: name.clone(), segments: segment, ..AddCustomer::default() };
            let customer = office.does(&ines, customer).unwrap().done.id;
            let source = String::from("a form");
            let contact = AddContact { customer, name, email, may_contact, may_contact_source: source };
            office.does(&ines, contact).unwrap();
        }
        office.does(&ines, members(audience, &[Role::Stakeholder, Role::Owner], "Craft\nCraft\n")).unwrap();
        assert_eq!(reached(office), (vec!["Lena".into(), "Mira".into()], 1));
        let person = ada.person.unwrap();
        office.does(&ines, AddAudiencePerson { audience, person }).unwrap();
        office.does(&ines, AddAudiencePerson { audience, person: office.lena().person.unwrap() }).unwrap();
        assert_eq!(reached(office).0, ["Ada", "Lena", "Mira"]);
        office.does(&ines, RemoveAudiencePerson { audience, person }).unwrap();
        assert_eq!(reached(office).0, ["Lena", "Mira"]);
        let never = RemoveAudiencePerson { audience, person: office.aoife().person.unwrap() };
        assert_eq!(office.is_refused(&ines, never).kind(), "not_found");
        office.does(&ines, AddAudiencePerson { audience, person }).unwrap();
        assert_eq!(reached(office).0.len(), 3);
    });
}
