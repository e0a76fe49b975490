//! All that belongs to one open edition, under its own identity.
//!
//! [`OpenEdition`] holds the [`document`], what is worked out from it ([`line_index`], [`search`]), and the state of the panes that show
//! it. What comes back from the background names the open edition that asked for it by its [`OpenEditionId`].

pub mod alike;
pub mod changes;
pub mod document;
pub mod edition;
pub mod keeping;
pub mod line_index;
mod made_up;
pub mod pasting;
pub mod picks;
pub mod queries;
pub mod queue;
pub mod regions;
pub mod scope;
pub mod search;

pub use edition::{OpenEdition, OpenEditionId, Panes, Saves};
