//! Passwords: hashed with Argon2id, never stored, never logged.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::spine::refusal::{Result, broken};

/// 19 MiB, two passes, one lane: the first choice of the OWASP password storage cheat sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const UNUSABLE: &str = "!";

/// The stored form of a password. Making one takes tens of milliseconds: never inside a transaction.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct HashedPassword(pub(super) String);

impl std::fmt::Debug for HashedPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HashedPassword(…)")
    }
}

impl HashedPassword {
    /// Hashes a password with a salt that the caller drew.
    pub fn make(password: &str, salt: [u8; 16]) -> Result<Self> {
        let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(broken)?;
        Ok(Self(hash.to_string()))
    }

    /// Stands for a password that nobody knows: its person signs in by links.
    pub fn unusable() -> Self {
        Self(UNUSABLE.into())
    }

    /// Whether this password was hashed into `stored`. Without a stored hash it takes as long and is never right.
    pub fn verify(stored: Option<&str>, password: &str) -> Result<bool> {
        let Some(stored) = stored.filter(|stored| *stored != UNUSABLE) else {
            Self::make(password, [0; 16])?;
            return Ok(false);
        };
        let parsed = PasswordHash::new(stored).map_err(broken)?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok())
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_is_right() {
        let stored = HashedPassword::make("tall trees sway", [7; 16]).unwrap().0;
        assert!(stored.starts_with("$argon2id$"), "{stored}");
        assert!(HashedPassword::verify(Some(&stored), "tall trees sway").unwrap());
        assert!(!HashedPassword::verify(Some(&stored), "tall trees fall").unwrap());
        assert!(!HashedPassword::verify(None, "tall trees sway").unwrap());
        assert!(!HashedPassword::verify(Some(&HashedPassword::unusable().0), "!").unwrap());
    }
}
