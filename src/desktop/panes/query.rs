//! The card with the query at the caret.

use eframe::egui::{self, Align, Button, Frame, Label, Layout, Margin, RichText, Stroke, Ui, vec2};

use crate::check::Query;
use crate::desktop::command::{Action, Command, Commands, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::open::queue;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;

/// Draws the card, if there is a query at the caret.
pub fn ui(ui: &mut Ui, view: &View<'_>, document: &Document, commands: &mut Commands) {
    let Some(number) = document.current_query() else { return };
    let Some(query) = document.queries().get(number) else { return };
    let frame = Frame::NONE
        .fill(view.theme.paper)
        .stroke(Stroke::new(1.5, view.theme.amber))
        .corner_radius(radius::CARD)
        .inner_margin(Margin::symmetric(space::M as i8 + 2, space::M as i8));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS + 2.0;
        heading(ui, view, document, number, query);
        let message = RichText::new(query.message.in_words(view.locale)).font(theme::text(size::BODY)).color(view.theme.ink_2);
        ui.add(Label::new(message).wrap().selectable(false));
        ui.add_space(space::XS);
        for (index, remedy) in query.remedies.iter().enumerate() {
            let key = match index {
                0 if document.is_answering() => "Enter".to_owned(),
                0 => view.keymap.label(Action::AcceptQuery),
                index if document.is_answering() => (index + 1).to_string(),
                _ => String::new(),
            };
            if answer(ui, view, &remedy.label.in_words(view.locale), &key, index == 0) {
                commands.push(EditionCommand::Remedy(index));
            }
        }
        alike(ui, view, document, number, commands);
        let key = if document.is_answering() { "Delete".to_owned() } else { view.keymap.label(Action::DismissQuery) };
        if answer(ui, view, &view.text("query-stand"), &key, false) {
            commands.push(Command::Do(Action::DismissQuery));
        }
    });
    ui.add_space(space::S);
}

/// How many of these places of a series are shown.
const SHOWN: usize = 6;

/// The other places where the same is asked, and the answer for all of them.
fn alike(ui: &mut Ui, view: &View<'_>, document: &Document, number: usize, commands: &mut Commands) {
    let series = queue::series(document.edition(), document.queries(), number);
    if series.len() < 2 {
        return;
    }
    for query in series.iter().take(SHOWN).filter_map(|number| document.queries().get(*number)) {
        let text = RichText::new(format!("…{}…", query.text)).font(theme::chinese(size::SMALL)).color(view.theme.ink_3);
        ui.add(Label::new(text).truncate().selectable(false));
    }
    let name = view.locale.with("query-series", &[("count", series.len().into())]);
    if answer(ui, view, &name, &view.keymap.label(Action::AcceptSeries), false) {
        commands.push(Command::Do(Action::AcceptSeries));
    }
}

fn heading(ui: &mut Ui, view: &View<'_>, document: &Document, number: usize, query: &Query) {
    ui.horizontal(|ui| {
        let args = [("number", (number + 1).into()), ("count", document.queries().len().into())];
        let title = RichText::new(view.locale.with("query-of", &args)).font(theme::strong(size::BODY)).color(view.theme.amber_text);
        ui.add(Label::new(title).selectable(false));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let about = format!("{} · {} %", view.text(query.kind.key()), query.confidence.as_percent());
            ui.add(Label::new(RichText::new(about).font(theme::text(size::SMALL)).color(view.theme.ink_3)).selectable(false));
        });
    });
}

fn answer(ui: &mut Ui, view: &View<'_>, text: &str, key: &str, first: bool) -> bool {
    let (fill, ink, faint) =
        if first { (view.theme.ink, view.theme.paper, view.theme.hairline) } else { (view.theme.chip, view.theme.ink, view.theme.ink_3) };
    let name = RichText::new(text).font(theme::chinese(size::BODY)).color(ink);
    let key = RichText::new(key).font(theme::text(size::TINY)).color(faint);
    let button = Button::new(name).right_text(key).fill(fill).corner_radius(radius::FIELD).truncate();
    let response = ui.add_sized(vec2(ui.available_width(), size::FIELD_HEIGHT), button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, text));
    response.clicked()
}
