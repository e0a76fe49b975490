//! The files of a folder before they are opened: what each is, which are other readings of a page, and which are left out and why.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Align2, Ui, vec2};

use super::choice::{self, paragraph};
use super::title;
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::open::edition::file_name;
use crate::desktop::opening::OpenRequest;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::import::{Choices, Listed, ListedFile};
use crate::page::page_label;

/// What the dialog has besides its lists, with the room round it, in points.
const OTHERS: f32 = 300.0;
/// How many rows of each list are shown at once, where the window has room for them.
const ROWS: usize = 12;

/// Draws the lists. Enter opens the pages.
pub fn ui(ui: &mut Ui, view: &View<'_>, (path, files, choices): (&Path, &[ListedFile], &Choices), first: bool, commands: &mut Commands) {
    title(ui, view, "folder-title");
    paragraph(ui, view, path.display().to_string());
    let (pages, others): (Vec<&ListedFile>, Vec<&ListedFile>) = files.iter().partition(|file| matches!(file.what, Listed::Page(_)));
    let room = ((ui.ctx().content_rect().height() - OTHERS) / size::ROW).max(4.0) as usize;
    // What is left out needs less room, but some.
    let below = others.len().min(ROWS).min(room / 3);
    widgets::label_of(ui, view, &view.locale.with("folder-pages", &[("count", pages.len().into())]));
    let page = |number: usize, file: &ListedFile| {
        let format = if let Listed::Page(format) = &file.what { format } else { "" };
        format!("{} · {}", format_name(view, format), page_label(&file_name(&file.path), number + 1))
    };
    list(ui, view, "folder-list", (&pages, (room - below).min(ROWS)), page);
    if !others.is_empty() {
        ui.add_space(space::S);
        widgets::label_of(ui, view, &view.locale.with("folder-others", &[("count", others.len().into())]));
        list(ui, view, "folder-others", (&others, below), |_, file| why(view, &file.what));
    }
    // Other readings of a page go with it.
    let opened = files.iter().filter(|file| matches!(file.what, Listed::Page(_) | Listed::Twin(..)));
    let request = OpenRequest::Files(opened.map(|file| PathBuf::clone(&file.path)).collect(), choices.clone());
    let near = vec![("folder-open", ShellCommand::OpenListed(request).into()), ("dialog-cancel", ShellCommand::CloseDialog.into())];
    choice::answers(ui, view, first, near, None, commands);
}

/// What a format is called. The names of most are the same in all languages.
fn format_name(view: &View<'_>, format: &str) -> String {
    match format {
        "plain text" => view.text("folder-plain"),
        "image" => view.text("folder-picture"),
        // What is packed is told by what it holds.
        "gzip of these" => "gzip".to_owned(),
        name => name.to_owned(),
    }
}

/// Why a file is no page of its own.
fn why(view: &View<'_>, what: &Listed) -> String {
    let about = |key: &str, file: &Path| view.locale.with(key, &[("file", file_name(file).into())]);
    match what {
        Listed::Page(format) => format_name(view, format),
        Listed::Twin(_, by) => about("folder-twin", by),
        Listed::InList(list) => about("folder-in-list", list),
        Listed::Image => view.text("folder-image"),
        Listed::Folder => view.text("folder-folder"),
        Listed::Other => view.text("folder-other"),
    }
}

/// A list of files, each with a word on its right; as high as it is, up to so many rows.
fn list(ui: &mut Ui, view: &View<'_>, name: &str, (files, rows): (&[&ListedFile], usize), about: impl Fn(usize, &ListedFile) -> String) {
    let height = files.len().min(rows.max(1)) as f32 * size::ROW;
    let scroll = egui::ScrollArea::vertical().id_salt(name).max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        scroll.show_rows(ui, size::ROW, files.len(), |ui, shown| {
            for (number, file) in files.iter().enumerate().skip(shown.start).take(shown.len()) {
                let (name, note) = (file_name(&file.path), about(number, file));
                let response = widgets::row(ui, view.theme, size::ROW, false, &format!("{name}: {note}"));
                let rect = response.rect;
                let (left, right) = (rect.left_center() + vec2(space::S, 0.0), rect.right_center() - vec2(space::M, 0.0));
                let font = theme::chinese(size::SMALL);
                let wide = widgets::one_line(ui, right, Align2::RIGHT_CENTER, &note, font, view.theme.ink_3, rect.width() * 0.6);
                let room = rect.width() - wide - space::XL - space::S;
                let shown = widgets::one_line(ui, left, Align2::LEFT_CENTER, &name, theme::chinese(size::BODY), view.theme.ink, room);
                if shown + 1.0 > room {
                    response.on_hover_text(name);
                }
            }
        });
    });
}
