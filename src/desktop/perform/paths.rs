//! Asking for paths, and what is done with them.

use std::path::{Path, PathBuf};

use super::{collection, exporting, facsimile, house_style, lists, merging, opening, reading, saving};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::keeping;
use crate::desktop::opening::OpenRequest;
use crate::desktop::shell::Shell;
use crate::desktop::view::{Dialog, PathPurpose};
use crate::export::Format;

/// Asks for a path for the desk.
pub(super) fn choose(shell: &mut Shell, open: Option<&OpenEdition>, purpose: PathPurpose) {
    let near = open.map(|open| suggestion(open, purpose, shell.exports.format()));
    shell.jobs.choose(purpose, near.or_else(|| shell.settings.recent.first().cloned()));
}

/// Asks for a path for the open edition.
pub(super) fn choose_for(shell: &mut Shell, open: &OpenEdition, purpose: PathPurpose) {
    shell.jobs.choose_for(open.id(), purpose, suggestion(open, purpose, shell.exports.format()));
}

/// Where the document might be saved or exported to.
fn suggestion(open: &OpenEdition, purpose: PathPurpose, format: Format) -> PathBuf {
    let document = &open.document;
    if let Some(of) = document.copy_of.as_ref().filter(|_| purpose == PathPurpose::SaveAs) {
        return keeping::place_for_copy(of);
    }
    let base = document.path().map(Path::to_owned).or_else(|| document.sources.first().cloned());
    let base = base.unwrap_or_else(|| PathBuf::from(document.name()));
    let stem = base.file_stem().map(|stem| stem.to_string_lossy().trim_end_matches(".raw").to_owned()).unwrap_or_default();
    let end = match purpose {
        PathPurpose::Export => format.extension(),
        PathPurpose::PageImage => "png",
        PathPurpose::Witness => "txt",
        PathPurpose::Scannos => "json",
        PathPurpose::HouseStyle | PathPurpose::Open | PathPurpose::OpenFolder | PathPurpose::Collection | PathPurpose::SaveAs => "ron",
        PathPurpose::Version | PathPurpose::VersionBase => "ron",
    };
    let proposed = base.with_file_name(format!("{stem}.{end}"));
    // The name of a raw page is not proposed: nobody wants to write over it.
    let name = proposed.file_name().unwrap_or_default();
    let is_raw = document.edition().pages().iter().any(|page| Path::new(&page.source().file).file_name() == Some(name));
    if is_raw || document.sources.contains(&proposed) { base.with_file_name(format!("{stem}-edition.{end}")) } else { proposed }
}

/// Takes up what was chosen for the desk.
pub(super) fn chosen(shell: &mut Shell, open: Option<&mut OpenEdition>, purpose: PathPurpose, paths: Vec<PathBuf>) {
    match (purpose, paths.first()) {
        (_, None) => {}
        (PathPurpose::HouseStyle, Some(path)) => house_style::take(shell, path.clone()),
        (PathPurpose::Collection, Some(path)) => collection::list(shell, path.clone()),
        (PathPurpose::Scannos, Some(path)) => lists::import(shell, path.clone()),
        // Save and export are asked for of an open edition alone.
        (_, Some(_)) => opening::open(shell, open, OpenRequest::files(paths)),
    }
}

/// Takes up what was chosen for the open edition. Where it was nothing, what waits for it waits no longer.
pub(super) fn chosen_for(shell: &mut Shell, open: &mut OpenEdition, purpose: PathPurpose, path: Option<PathBuf>) {
    match path {
        None => open.after = None,
        // The system has asked about the name as it was given to it, not about one with another end.
        Some(path) if written_path(shell, purpose, path.clone()) != path => write_typed(shell, open, purpose, path),
        Some(path) => write(shell, open, purpose, path),
    }
}

/// The system shows no file dialog: the path is typed.
pub(super) fn type_one(shell: &mut Shell, open: Option<&OpenEdition>, purpose: PathPurpose) {
    let beside = open.filter(|_| purpose.is_of_edition());
    let text = beside.map(|open| absolute(&suggestion(open, purpose, shell.exports.format()))).unwrap_or_else(current_folder);
    shell.dialog = Some(Dialog::Path(purpose, text));
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

fn current_folder() -> String {
    let folder = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
    format!("{folder}{}", std::path::MAIN_SEPARATOR)
}

/// Saves or exports to a path that was typed, where no file dialog of the system asks whether a file there shall be replaced.
pub(super) fn write_typed(shell: &mut Shell, open: &mut OpenEdition, purpose: PathPurpose, path: PathBuf) {
    let path = written_path(shell, purpose, path);
    let is_own = purpose != PathPurpose::Export && open.document.path() == Some(path.as_path());
    if path.exists() && !is_own {
        shell.dialog = Some(Dialog::Replace(purpose, path));
    } else {
        write(shell, open, purpose, path);
    }
}

/// What the file will be called: a name without an end gets one.
fn written_path(shell: &Shell, purpose: PathPurpose, path: PathBuf) -> PathBuf {
    match purpose {
        PathPurpose::Export => exporting::written_as(shell, path).1,
        PathPurpose::SaveAs => saving::edition_path(path),
        PathPurpose::Open
        | PathPurpose::OpenFolder
        | PathPurpose::Collection
        | PathPurpose::PageImage
        | PathPurpose::Witness
        | PathPurpose::Version
        | PathPurpose::VersionBase
        | PathPurpose::Scannos
        | PathPurpose::HouseStyle => path,
    }
}

/// Does with a path what it was asked for.
pub(super) fn write(shell: &mut Shell, open: &mut OpenEdition, purpose: PathPurpose, path: PathBuf) {
    match purpose {
        PathPurpose::SaveAs => saving::save_to(shell, open, path),
        PathPurpose::Export => exporting::export_to(shell, open, path),
        PathPurpose::PageImage => facsimile::take_image(shell, open, &path),
        PathPurpose::Witness => reading::add_witness(shell, open, path),
        PathPurpose::Version => merging::take_version(shell, open, path),
        PathPurpose::VersionBase => merging::merge(shell, open, path),
        PathPurpose::Open | PathPurpose::OpenFolder => opening::open(shell, Some(open), OpenRequest::files(vec![path])),
        PathPurpose::HouseStyle => house_style::take(shell, path),
        PathPurpose::Collection => collection::list(shell, path),
        PathPurpose::Scannos => lists::import(shell, path),
    }
}
