//! The six on our side, and two who hear what customers say.

use super::{Cast, Teller};
use crate::people::invite_person::InvitePerson;
use crate::people::join_workspace::JoinWorkspace;
use crate::people::password::HashedPassword;
use crate::spine::refusal::Result;
use crate::spine::rights::Role;

const PEOPLE: [(&str, Role); 7] = [
    ("Ines", Role::Manager),
    ("Aoife", Role::Team),
    ("Tomas", Role::Team),
    ("Wen", Role::Team),
    ("Ravi", Role::Team),
    ("Lena", Role::Stakeholder),
    ("Oskar", Role::Stakeholder),
];

pub(super) fn join(teller: &mut Teller<'_>, cast: &mut Cast) -> Result<()> {
    for (name, role) in PEOPLE {
        let email = format!("{}@larkbill.example", name.to_lowercase());
        let invite = InvitePerson { name: name.into(), email, product: cast.firm.product, roles: vec![role] };
        let id = teller.does(cast, "Mira", 209, &invite)?.id;
        cast.people.push((name, id));
        let password = HashedPassword::unusable();
        teller.does(cast, name, 208, &JoinWorkspace { name: name.into(), password })?;
    }
    Ok(())
}
