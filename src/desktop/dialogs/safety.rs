//! Questions about files: work of an earlier session, other hands, disks that fail, damage, backups.

use std::path::Path;

use eframe::egui::{self, Align, Layout, RichText, Ui};

use super::choice::{ago, answers, list, paragraph, row};
use super::title;
use crate::desktop::command::{Commands, EditionCommand, Recovering, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{RecoveredWork, View};
use crate::desktop::widgets;
use crate::store::backup::{Backup, DEFAULT_BACKUPS};
use crate::store::compare::{ArticleDifference, ArticleDifferenceKind};
use crate::store::lock::Holder;

/// The most backups that can be asked for.
const MAX_BACKUPS: usize = 99;

/// Offers work of an earlier session. Enter goes on with it.
pub fn recovery(ui: &mut Ui, view: &View<'_>, work: &RecoveredWork, first: bool, commands: &mut Commands) {
    title(ui, view, "recovery-title");
    let args = [
        ("name", work.name.clone().into()),
        ("count", work.edits.into()),
        ("from", ago(view, work.when.0).into()),
        ("to", ago(view, work.when.1).into()),
    ];
    paragraph(ui, view, view.locale.with("recovery-text", &args));
    if let Some(path) = &work.path {
        paragraph(ui, view, path.display().to_string());
    }
    if work.is_torn {
        paragraph(ui, view, view.text("recovery-torn"));
    }
    if !work.touched.is_empty() {
        widgets::label(ui, view, "recovery-touched");
        let lines: Vec<(String, String)> = work.touched.iter().map(|title| (title.clone(), String::new())).collect();
        list(ui, view, &lines);
    }
    if work.others > 0 {
        paragraph(ui, view, view.locale.with("recovery-others", &[("count", work.others.into())]));
    }
    let mut near = vec![("recovery-accept", ShellCommand::Recover(Recovering::Accept).into())];
    if work.path.is_some() {
        near.push(("recovery-both", ShellCommand::Recover(Recovering::KeepBoth).into()));
    }
    near.push(("recovery-later", ShellCommand::Recover(Recovering::Later).into()));
    answers(ui, view, first, near, Some(("recovery-discard", ShellCommand::Recover(Recovering::Discard).into())), commands);
}

/// Says that the edition was not saved, and offers another place. Enter goes there.
pub fn not_saved(ui: &mut Ui, view: &View<'_>, why: &str, first: bool, commands: &mut Commands) {
    title(ui, view, "not-saved-title");
    paragraph(ui, view, why.to_owned());
    let near = vec![
        ("not-saved-elsewhere", EditionCommand::SaveElsewhere.into()),
        ("not-saved-again", EditionCommand::Save.into()),
        ("dialog-cancel", ShellCommand::CloseDialog.into()),
    ];
    answers(ui, view, first, near, None, commands);
}

/// Says that somebody else has changed the edition's file, and how. Enter saves elsewhere, which loses nothing.
pub fn changed(ui: &mut Ui, view: &View<'_>, differences: &[ArticleDifference], first: bool, commands: &mut Commands) {
    title(ui, view, "changed-title");
    let path = view.document.and_then(|document| document.path()).unwrap_or(Path::new(""));
    paragraph(ui, view, view.locale.with("changed-text", &[("path", path.display().to_string().into())]));
    if !differences.is_empty() {
        widgets::label(ui, view, "changed-differences");
        let lines: Vec<(String, String)> =
            differences.iter().map(|difference| (difference.title.clone(), kind(view, difference.kind))).collect();
        list(ui, view, &lines);
    }
    paragraph(ui, view, view.text("changed-hint"));
    let near = vec![
        ("not-saved-elsewhere", EditionCommand::SaveElsewhere.into()),
        ("changed-reload", EditionCommand::Reload.into()),
        ("dialog-cancel", ShellCommand::CloseDialog.into()),
    ];
    answers(ui, view, first, near, Some(("changed-overwrite", EditionCommand::Overwrite.into())), commands);
}

fn kind(view: &View<'_>, kind: ArticleDifferenceKind) -> String {
    match kind {
        ArticleDifferenceKind::OnlyFirst => view.text("differs-only-here"),
        ArticleDifferenceKind::OnlySecond => view.text("differs-only-there"),
        ArticleDifferenceKind::Blocks(0) => view.text("differs-about"),
        ArticleDifferenceKind::Blocks(count) => view.locale.with("differs-blocks", &[("count", count.into())]),
    }
}

/// Says what is wrong with a damaged edition, and offers to save what can be saved. Enter does.
pub fn damaged(ui: &mut Ui, view: &View<'_>, (path, why): (&Path, &str), first: bool, commands: &mut Commands) {
    title(ui, view, "damaged-title");
    paragraph(ui, view, why.to_owned());
    paragraph(ui, view, view.text("damaged-text"));
    let near =
        vec![("damaged-salvage", ShellCommand::Salvage(path.to_owned()).into()), ("dialog-cancel", ShellCommand::CloseDialog.into())];
    answers(ui, view, first, near, None, commands);
}

/// Says who has the edition. Enter goes on reading.
pub fn held(ui: &mut Ui, view: &View<'_>, holder: &Holder, first: bool, commands: &mut Commands) {
    let (heading, text) = if holder.is_of_this_user() { ("held-own-title", "held-own-text") } else { ("held-title", "held-text") };
    title(ui, view, heading);
    let args = [("who", holder.to_string().into()), ("since", ago(view, holder.since).into())];
    paragraph(ui, view, view.locale.with(text, &args));
    let near = vec![("held-read", ShellCommand::CloseDialog.into()), ("held-copy", EditionCommand::SaveElsewhere.into())];
    answers(ui, view, first, near, None, commands);
}

/// Lists the backups, each with a button that opens it, and how many are kept.
pub fn backups(ui: &mut Ui, view: &View<'_>, backups: &[Backup], first: bool, commands: &mut Commands) {
    title(ui, view, "backups-title");
    paragraph(ui, view, view.text(if backups.is_empty() { "backups-none" } else { "backups-text" }));
    egui::ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
        for backup in backups {
            let name = backup.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            row(ui, |ui| {
                let button = widgets::button(ui, view, &view.text("backups-open"), false);
                let named = format!("{} {name}", view.text("backups-open"));
                button.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &named));
                if button.clicked() {
                    commands.extend([ShellCommand::CloseDialog, ShellCommand::Open(vec![backup.path.clone()])]);
                }
                let when = RichText::new(ago(view, backup.saved)).font(theme::text(size::SMALL)).color(view.theme.ink_3);
                ui.add(egui::Label::new(when).selectable(false));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(RichText::new(&name).font(theme::chinese(size::BODY)).color(view.theme.ink)).truncate());
                });
            });
        }
    });
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let kept = view.settings.backups;
        let text = view.locale.with("backups-kept", &[("count", kept.into())]);
        ui.add(egui::Label::new(RichText::new(text).font(theme::text(size::BODY)).color(view.theme.ink_2)).selectable(false));
        for (sign, key, count) in [("−", "backups-fewer", kept.saturating_sub(1)), ("+", "backups-more", (kept + 1).min(MAX_BACKUPS))] {
            let button = widgets::button(ui, view, sign, false).on_hover_text(view.text(key));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, view.text(key)));
            if button.clicked() {
                commands.push(ShellCommand::KeepBackups(count));
            }
        }
        if kept != DEFAULT_BACKUPS && widgets::button(ui, view, &view.text("backups-usual"), false).clicked() {
            commands.push(ShellCommand::KeepBackups(DEFAULT_BACKUPS));
        }
    });
    answers(ui, view, first, vec![("dialog-close", ShellCommand::CloseDialog.into())], None, commands);
}
