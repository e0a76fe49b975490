//! A path typed by hand, where the system shows no file dialog. Tab completes it.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Id, Key, Modifiers, RichText, Ui, text::CCursor, text::CCursorRange, text_edit::TextEditState};

use super::choice::{self, paragraph};
use super::{answers, title};
use crate::desktop::command::{Commands, EditionCommand, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{PathPurpose, View};
use crate::desktop::widgets;

/// Draws the field. Enter takes it over.
pub fn ui(ui: &mut Ui, view: &View<'_>, (purpose, text): (PathPurpose, &mut String), first: bool, commands: &mut Commands) {
    let key = match purpose {
        PathPurpose::Open => "path-open",
        PathPurpose::OpenFolder => "path-open-folder",
        PathPurpose::SaveAs => "path-save-as",
        PathPurpose::Export => "path-export",
        PathPurpose::PageImage => "path-page-image",
        PathPurpose::HouseStyle => "path-house-style",
    };
    title(ui, view, key);
    let id = Id::unique("path-field");
    let complete = ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
    if complete && let Some(longer) = completed(text) {
        *text = longer;
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
    ui.add_space(space::XS);
    let done = answers(ui, view, "dialog-ok", commands);
    if (done || ui.input(|input| input.key_pressed(Key::Enter))) && !text.trim().is_empty() {
        let path = PathBuf::from(text.trim());
        match purpose {
            PathPurpose::Open | PathPurpose::OpenFolder => commands.push(ShellCommand::Open(vec![path])),
            PathPurpose::HouseStyle => commands.push(ShellCommand::TakeStyle(path)),
            PathPurpose::SaveAs | PathPurpose::Export => commands.push(EditionCommand::WriteTyped(purpose, path)),
            PathPurpose::PageImage => commands.push(EditionCommand::ChooseImage(path)),
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

/// The path with as much added as all files that begin so have in common.
fn completed(text: &str) -> Option<String> {
    let at = text.rfind(std::path::MAIN_SEPARATOR)? + 1;
    let (folder, begun) = text.split_at(at);
    let names = std::fs::read_dir(Path::new(folder)).ok()?.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let end = if entry.path().is_dir() { std::path::MAIN_SEPARATOR_STR } else { "" };
        name.starts_with(begun).then(|| format!("{name}{end}"))
    });
    let common = names.reduce(|common, name| common.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect())?;
    (common.len() > begun.len()).then(|| format!("{folder}{common}"))
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
        assert_eq!(complete("none"), None);
    }
}
