//! The desk: the window an editor works in. The only module that knows egui.
//!
//! It is a shell round the library. Panes ([`panes`], [`manuscript`], [`dialogs`]) read a [`view::View`] and answer with
//! [`command::Command`]s; [`perform`] carries them out. Slow work runs in [`jobs`].

mod app;
mod columns;
pub mod command;
mod dialogs;
pub mod document;
mod explain;
pub mod exports;
mod facsimile;
pub mod find;
pub mod fonts;
mod icons;
mod index;
mod jobs;
mod keeping;
pub mod keymap;
mod manuscript;
pub mod open;
mod panes;
mod perform;
mod picks;
pub mod queue;
pub mod settings;
pub mod theme;
pub mod view;
mod widgets;

pub use app::{Desk, DesktopError, run};
