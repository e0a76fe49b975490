//! The comments on the caret's article, in the inspector.

use eframe::egui::{Frame, Label, Margin, RichText, Stroke, Ui};

use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edit::Edit;
use crate::edition::{Article, Comment, Place};

/// Draws the comments, in the order of the manuscript.
pub fn ui(ui: &mut Ui, view: &View<'_>, document: &Document, article: &Article, commands: &mut Commands) {
    let comments = document.edition().comments_on(article);
    if comments.is_empty() {
        return;
    }
    widgets::label(ui, view, "inspector-comments");
    for comment in comments {
        card(ui, view, comment, commands);
    }
}

fn card(ui: &mut Ui, view: &View<'_>, comment: &Comment, commands: &mut Commands) {
    let frame = Frame::NONE
        .fill(view.theme.comment)
        .stroke(Stroke::new(1.0, view.theme.round))
        .corner_radius(radius::CARD)
        .inner_margin(Margin::symmetric(space::M as i8, space::S as i8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        let key = if comment.has_lost_its_text() { "comment-about-lost" } else { "comment-about" };
        let about = view.locale.with(key, &[("about", comment.about().to_owned().into())]);
        ui.add(Label::new(RichText::new(about).font(theme::chinese(size::SMALL)).color(view.theme.ink_2)).truncate().selectable(false));
        for remark in comment.remarks() {
            let said = format!("{} · {}　{}", remark.hand.as_str(), remark.date, remark.text);
            ui.add(Label::new(RichText::new(said).font(theme::chinese(size::BODY)).color(view.theme.ink)).wrap());
        }
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, view, &view.text("comment-go"), false).clicked() {
                commands.push(EditionCommand::GoTo(Place { block: comment.block(), at: comment.range().0 }));
            }
            if widgets::button(ui, view, &view.text("comment-answer"), false).clicked() {
                commands.push(EditionCommand::AnswerComment(comment.id()));
            }
            if widgets::button(ui, view, &view.text("comment-delete"), false).clicked() {
                commands.push(EditionCommand::Apply(Edit::DeleteComment { comment: comment.id() }));
            }
        });
    });
}
