//! The desk: the window an editor works in. The only module that knows egui.
//!
//! It is a [`shell::Shell`], and the edition that is open on it ([`open::OpenEdition`]). Panes ([`manuscript`], [`dialogs`] and the rest)
//! read a [`view::View`] and answer with [`command::Command`]s; [`perform`] carries them out. Slow work runs in [`jobs`]; what comes of
//! it for an edition is taken by that open edition alone. [`frame`] draws a frame, and [`window`] shows them.

mod actions;
mod arrangement;
mod bare_images;
mod collection_batch;
mod collection_list;
mod collection_search;
mod columns;
pub mod command;
mod desk;
mod dialogs;
mod effort;
pub mod exports;
mod facsimile;
pub mod fonts;
mod frame;
mod icons;
mod jobs;
pub mod keymap;
mod manuscript;
pub mod message;
pub mod open;
pub mod opening;
mod panes;
mod papers;
mod perform;
pub mod settings;
mod settings_keeper;
mod shell;
pub mod theme;
pub mod view;
mod widgets;
mod window;

pub use desk::Desk;
pub use window::{DesktopError, run};
