//! What the rows of the outline show.

use std::sync::Arc;

use eframe::egui::{self, Align2, Galley, Stroke, Ui, pos2, vec2};

use super::SHELF;
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::widgets;
use crate::edition::{Article, Block, Place, Role as BlockRole, Shelf, Status, TextOffset};

/// The width of a title in a list of this width: beside it stand the bar and the status.
pub(super) fn text_width(list: f32) -> f32 {
    list - space::XL - space::XXL - space::S
}

/// What an article is called, and whether that is its headline. A supplied headline stands in its brackets.
pub(super) fn title_of(view: &View<'_>, document: &Document, article: &Article) -> (String, bool) {
    let title = article.title();
    if title.trim().is_empty() {
        let first = article.blocks().iter().find(|block| !block.is_empty()).map(|block| block.text().chars().take(24).collect::<String>());
        return (first.map_or_else(|| view.text("outline-untitled"), |first| format!("{first}…")), false);
    }
    let supplied = article.with_role(BlockRole::Headline).all(|block| document.is_made_up(block));
    let (open, close) = &view.style.supplied;
    (if supplied { format!("{open}{title}{close}") } else { title }, true)
}

pub(super) fn title_galley(ui: &Ui, title: &str, color: egui::Color32, width: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple(title.to_owned(), theme::chinese(size::BODY), color, width);
    job.wrap.max_rows = 2;
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}

pub(super) fn counts(ui: &Ui, view: &View<'_>, document: &Document, article: &Article, at: egui::Pos2) {
    let paragraphs = article.with_role(BlockRole::Paragraph).count();
    let characters: usize = article.blocks().iter().map(|block| block.len().chars()).sum();
    let text = view.locale.with("outline-counts", &[("paragraphs", paragraphs.into()), ("characters", characters.into())]);
    let font = theme::text(size::TINY);
    let drawn = ui.painter().text(at, Align2::LEFT_TOP, text, font.clone(), view.theme.ink_3);
    let queries: usize = article.blocks().iter().map(|block| document.queries_in(block.id()).count()).sum();
    if queries > 0 {
        let text = view.locale.with("outline-queries", &[("count", queries.into())]);
        ui.painter().text(pos2(drawn.right() + space::S, at.y), Align2::LEFT_TOP, text, font, view.theme.amber_text);
    }
}

pub(super) fn status_dot(ui: &Ui, view: &View<'_>, status: Status, at: egui::Pos2) {
    let painter = ui.painter();
    match status {
        Status::Untouched => painter.circle_stroke(at, 3.5, Stroke::new(1.0, view.theme.ink_3)),
        Status::InWork => painter.circle_filled(at, 3.5, view.theme.ink_3),
        Status::Checked => painter.circle_filled(at, 4.0, view.theme.green),
    };
}

pub(super) fn shelf_row(
    ui: &mut Ui,
    view: &View<'_>,
    document: &Document,
    (shelf, key, blocks): (Shelf, &str, &[Arc<Block>]),
    commands: &mut Commands,
) {
    let name = view.text(key);
    let selected = document.current_block().is_some_and(|(current, _)| current == shelf);
    let response = widgets::row(ui, view.theme, SHELF, selected, &name);
    let rect = response.rect;
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, view.theme.hairline));
    let font = theme::text(size::BODY);
    ui.painter().text(rect.left_center() + vec2(space::L, 0.0), Align2::LEFT_CENTER, name, font.clone(), view.theme.ink_2);
    ui.painter().text(rect.right_center() - vec2(space::L, 0.0), Align2::RIGHT_CENTER, blocks.len().to_string(), font, view.theme.ink_2);
    if let Some(first) = blocks.first().filter(|_| response.clicked()) {
        commands.push(EditionCommand::GoTo(Place { block: first.id(), at: TextOffset(0) }));
        commands.push(EditionCommand::Focus(Pane::Draft));
    }
}
