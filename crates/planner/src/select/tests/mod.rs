//! Selection against worked numbers, brute force and properties.

mod everyday;
mod properties;
mod refusals;
mod surely;
