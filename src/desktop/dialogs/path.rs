//! A path typed by hand, where the system shows no file dialog. Tab completes it.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Id, Key, Modifiers, RichText, Ui, text::CCursor, text::CCursorRange, text_edit::TextEditState};

use super::choice::{self, paragraph};
use super::{answers_or_enter, title};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{PathPurpose, View};
use crate::desktop::widgets;

/// How many names are listed at once.
const LISTED: f32 = 8.0;

/// Draws the field. Enter takes it over.
pub fn ui(ui: &mut Ui, view: &View<'_>, (purpose, text): (PathPurpose, &mut String), first: bool, commands: &mut Commands) {
    let key = match purpose {
        PathPurpose::Open => "path-open",
        PathPurpose::OpenFolder => "path-open-folder",
        PathPurpose::Collection => "path-collection",
        PathPurpose::SaveAs => "path-save-as",
        PathPurpose::Export => "path-export",
        PathPurpose::PageImage => "path-page-image",
        PathPurpose::Witness => "path-witness",
        PathPurpose::Version => "path-version",
        PathPurpose::VersionBase => "path-version-base",
        PathPurpose::HouseStyle => "path-house-style",
        PathPurpose::Scannos => "path-scannos",
    };
    title(ui, view, key);
    let id = Id::unique("path-field");
    let complete = ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
    let listed = id.with("listed");
    if complete {
        match completed(text) {
            Some(longer) => *text = longer,
            // Where it is not certain how it goes on, it is shown how it may.
            None => {
                ui.data_mut(|data| data.insert_temp(listed, (text.clone(), beginning_so(text))));
            }
        }
    }
    let response = widgets::field(ui, view, id, &view.text("path-label"), text, "");
    if first {
        response.request_focus();
    }
    if first || complete {
        let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(text.chars().count()))));
        state.store(ui.ctx(), id);
    }
    let filter = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.add(egui::Label::new(RichText::new(view.text("path-hint")).font(theme::text(size::SMALL)).color(view.theme.ink_3)).wrap());
    let names = ui.data(|data| data.get_temp::<(String, Vec<String>)>(listed)).filter(|(of, _)| *of == *text).map(|(_, names)| names);
    if let Some(name) = names.and_then(|names| listing(ui, view, &names)) {
        *text = name;
        response.request_focus();
    }
    ui.add_space(space::XS);
    if answers_or_enter(ui, view, "dialog-ok", commands) && !text.trim().is_empty() {
        let path = PathBuf::from(text.trim());
        match purpose {
            PathPurpose::Open | PathPurpose::OpenFolder => commands.push(ShellCommand::Open(vec![path])),
            PathPurpose::HouseStyle => commands.push(ShellCommand::TakeStyle(path)),
            PathPurpose::Collection => commands.push(ShellCommand::ListCollection(path)),
            PathPurpose::Scannos => commands.push(ShellCommand::ImportScannos(path)),
            PathPurpose::SaveAs | PathPurpose::Export => commands.push(EditionCommand::WriteTyped(purpose, path)),
            PathPurpose::PageImage => commands.push(EditionCommand::ChooseImage(path)),
            PathPurpose::Witness => commands.push(EditionCommand::AddWitness(path)),
            PathPurpose::Version => commands.push(EditionCommand::TakeVersion(path)),
            PathPurpose::VersionBase => commands.push(EditionCommand::MergeVersion(path)),
        }
    }
}

/// Asks whether a file shall be replaced. Enter asks for another name, which loses nothing.
pub fn replace(ui: &mut Ui, view: &View<'_>, (purpose, path): (PathPurpose, &Path), first: bool, commands: &mut Commands) {
    title(ui, view, "replace-title");
    paragraph(ui, view, view.locale.with("replace-text", &[("path", path.display().to_string().into())]));
    let is_export = purpose == PathPurpose::Export;
    if !is_export && view.settings.backups > 0 {
        paragraph(ui, view, view.text("replace-hint"));
    }
    let elsewhere = if is_export { EditionCommand::ChooseExport } else { EditionCommand::SaveElsewhere };
    let replace = EditionCommand::Replace(purpose, path.to_owned());
    let near = vec![("replace-elsewhere", elsewhere.into()), ("dialog-cancel", ShellCommand::CloseDialog.into())];
    choice::answers(ui, view, first, near, Some(("replace-replace", replace.into())), commands);
}

/// The names that a path may go on with. Gives back the path whose name was clicked.
fn listing(ui: &mut Ui, view: &View<'_>, paths: &[String]) -> Option<String> {
    let mut clicked = None;
    egui::ScrollArea::vertical().max_height(LISTED * size::ROW).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for path in paths {
            let end = path.trim_end_matches(std::path::is_separator);
            let name = path.get(end.rfind(std::path::is_separator).map_or(0, |at| at + 1)..).unwrap_or(path);
            let row = widgets::row(ui, view.theme, size::ROW, false, name);
            let at = row.rect.left_center() + egui::vec2(space::S, 0.0);
            widgets::one_line(ui, at, egui::Align2::LEFT_CENTER, name, theme::chinese(size::BODY), view.theme.ink, row.rect.width());
            if row.clicked() {
                clicked = Some(path.clone());
            }
        }
    });
    clicked
}

/// The paths that begin so, folders with their sign at the end, in the order of their names.
fn beginning_so(text: &str) -> Vec<String> {
    let Some(at) = text.rfind(std::path::is_separator).map(|at| at + 1) else { return Vec::new() };
    let (folder, begun) = text.split_at(at);
    let entries = std::fs::read_dir(Path::new(folder)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let end = if entry.path().is_dir() { std::path::MAIN_SEPARATOR_STR } else { "" };
        name.starts_with(begun).then(|| format!("{folder}{name}{end}"))
    });
    let mut paths: Vec<String> = names.collect();
    paths.sort();
    paths
}

/// The path with as much added as all files that begin so have in common.
fn completed(text: &str) -> Option<String> {
    let paths = beginning_so(text).into_iter();
    let common = paths.reduce(|common, path| common.chars().zip(path.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect())?;
    (common.len() > text.len()).then_some(common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_completed_as_far_as_they_are_certain() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["版面-1.txt", "版面-2.txt", "other.ron"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        let complete = |begun: &str| completed(&folder.path().join(begun).display().to_string());
        let path = |name: &str| Some(folder.path().join(name).display().to_string());
        assert_eq!(complete("版"), path("版面-"));
        assert_eq!(complete("oth"), path("other.ron"));
        assert_eq!(complete("su"), path("sub").map(|path| format!("{path}{}", std::path::MAIN_SEPARATOR)));
        assert_eq!(complete("版面-"), None);
        let begun = folder.path().join("版面-").display().to_string();
        assert_eq!(beginning_so(&begun), [path("版面-1.txt").unwrap(), path("版面-2.txt").unwrap()]);
        assert_eq!(complete("none"), None);
    }
}
