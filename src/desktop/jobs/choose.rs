//! The system's file dialogs.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::{EditionOutcome, Job, Jobs, ShellOutcome};
use crate::desktop::open::OpenEditionId;
use crate::desktop::view::PathPurpose;
use crate::export::Format;
use crate::import::{self, image::ENDINGS};

impl Jobs {
    /// Asks for a path for the shell.
    pub fn choose(&mut self, purpose: PathPurpose, suggestion: Option<PathBuf>) {
        self.of_shell(Job::Choose, move |_| match answer(purpose, suggestion) {
            Some(paths) => ShellOutcome::Chosen(purpose, paths),
            None => ShellOutcome::NoFileDialog(purpose),
        });
    }

    /// Asks for a path for an open edition.
    pub fn choose_for(&mut self, id: OpenEditionId, purpose: PathPurpose, suggestion: PathBuf) {
        self.of_edition(id, Job::Choose, move |_| match answer(purpose, Some(suggestion)) {
            Some(paths) => EditionOutcome::Chosen(purpose, paths.into_iter().next()),
            None => EditionOutcome::NoFileDialog(purpose),
        });
    }
}

/// What the editor answers to the system's dialog, without paths where it is cancelled; nothing where the system shows none.
fn answer(purpose: PathPurpose, suggestion: Option<PathBuf>) -> Option<Vec<PathBuf>> {
    let since = Instant::now();
    let chosen = if file_dialog_may_answer() { ask(purpose, suggestion) } else { Vec::new() };
    // Nobody cancels a dialog so fast: none was shown.
    let is_answered = !chosen.is_empty() || since.elapsed() > Duration::from_millis(250);
    is_answered.then_some(chosen)
}

/// Whether the system can show a file dialog: on Linux that takes a session bus, or zenity.
fn file_dialog_may_answer() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    let on_path = |program: &str| {
        std::env::var_os("PATH").is_some_and(|paths| std::env::split_paths(&paths).any(|folder| folder.join(program).is_file()))
    };
    std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() || on_path("zenity")
}

fn ask(purpose: PathPurpose, suggestion: Option<PathBuf>) -> Vec<PathBuf> {
    let mut dialog = rfd::FileDialog::new();
    if let Some(folder) = suggestion.as_ref().and_then(|path| path.parent()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggestion.as_ref().and_then(|path| path.file_name()) {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    match purpose {
        PathPurpose::Open => {
            let endings = [import::endings(), vec!["ron"]].concat();
            dialog.add_filter("OCR / RON", &endings).pick_files().unwrap_or_default()
        }
        PathPurpose::PageImage => dialog.add_filter("PNG, JPEG, TIFF, WebP, JPEG 2000, JBIG2", &ENDINGS).pick_file().into_iter().collect(),
        PathPurpose::Witness => dialog.add_filter("OCR", &import::endings()).pick_file().into_iter().collect(),
        PathPurpose::HouseStyle | PathPurpose::Version | PathPurpose::VersionBase => {
            dialog.add_filter("RON", &["ron"]).pick_file().into_iter().collect()
        }
        PathPurpose::Scannos => dialog.add_filter("JSON", &["json"]).pick_file().into_iter().collect(),
        PathPurpose::OpenFolder | PathPurpose::Collection => dialog.pick_folder().into_iter().collect(),
        PathPurpose::SaveAs => dialog.add_filter("RON", &["ron"]).save_file().into_iter().collect(),
        PathPurpose::Export => {
            // The format that was chosen comes first.
            let chosen = suggestion.as_deref().and_then(Format::from_path);
            let others = Format::ALL.iter().copied().filter(|format| Some(*format) != chosen);
            let formats = chosen.into_iter().chain(others);
            let dialog = formats.fold(dialog, |dialog, format| dialog.add_filter(format.name(), &[format.extension()]));
            dialog.save_file().into_iter().collect()
        }
    }
}
