//! The desk's columns and bars, a file each.

pub mod comments;
pub mod completion;
pub mod facsimile;
pub mod find_bar;
pub mod heading;
pub mod inspector;
pub mod left;
pub mod notice;
pub mod outline;
pub mod query;
pub mod queue;
pub mod rail;
pub mod raw;
pub mod ribbons;
pub mod start;
pub mod status;
pub mod suggestions;
pub mod title;
