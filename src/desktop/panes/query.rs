//! The card with the query at the caret.

use eframe::egui::{self, Align, Button, Frame, Label, Layout, Margin, RichText, ScrollArea, Stroke, Ui, vec2};

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
        answers(ui, view, document, number, query, commands);
        if !document.is_answering() {
            // What Enter and the digits do here has changed, which must not be found out by pressing them.
            let words = view.locale.with("query-keys-write", &[("key", view.keymap.label(Action::AcceptQuery).into())]);
            ui.add(Label::new(RichText::new(words).font(theme::text(size::SMALL)).color(view.theme.ink_3)).wrap().selectable(false));
        }
    });
    ui.add_space(space::S);
}

/// What the number of a query and its kind need to stand in one row, in points.
const HEADING: f32 = 230.0;
/// How many suggestions are shown before more are asked for.
const OFFERED: usize = 5;

/// The answers, the likelier first: to let the text stand, or the suggestions.
fn answers(ui: &mut Ui, view: &View<'_>, document: &Document, number: usize, query: &Query, commands: &mut Commands) {
    let stands = query.likelier_remedy().is_none();
    if stands {
        stand(ui, view, document, true, commands);
    }
    // Asked for with the query they were asked at, so that the next one is short again.
    let more = ui.scope_id().with(("more suggestions", query.block, query.range, &query.text));
    let shown = if ui.data(|data| data.get_temp(more).unwrap_or(false)) { query.remedies.len() } else { OFFERED };
    for (index, remedy) in query.remedies.iter().enumerate().take(shown) {
        let key = match index {
            0 if !document.is_answering() => view.keymap.label(Action::AcceptQuery),
            0 if !stands => "Enter".to_owned(),
            index if document.is_answering() => (index + 1).to_string(),
            _ => String::new(),
        };
        if answer(ui, view, &remedy.label.in_words(view.locale), &key, index == 0 && !stands) {
            commands.push(EditionCommand::Remedy(index));
        }
    }
    let hidden = query.remedies.len().saturating_sub(shown);
    if hidden > 0 && answer(ui, view, &view.locale.with("query-more", &[("count", hidden.into())]), "", false) {
        ui.data_mut(|data| data.insert_temp(more, true));
    }
    alike(ui, view, document, number, commands);
    if !stands {
        stand(ui, view, document, false, commands);
    }
}

/// The answer that lets the text stand.
fn stand(ui: &mut Ui, view: &View<'_>, document: &Document, first: bool, commands: &mut Commands) {
    let key = match (document.is_answering(), first) {
        (true, true) => "Enter".to_owned(),
        (true, false) => "Delete".to_owned(),
        (false, _) => view.keymap.label(Action::DismissQuery),
    };
    if answer(ui, view, &view.text("query-stand"), &key, first) {
        commands.push(Command::Do(Action::DismissQuery));
    }
}

/// The places of a series take up so many lines; more are scrolled to.
const LINES: f32 = 6.0;

/// The other places where the same is asked, and the answer for all of them.
fn alike(ui: &mut Ui, view: &View<'_>, document: &Document, number: usize, commands: &mut Commands) {
    let series = queue::series(document.edition(), document.queries(), number);
    if series.len() < 2 {
        return;
    }
    ScrollArea::vertical().id_salt("series").max_height(LINES * (size::SMALL + space::S)).show(ui, |ui| {
        for query in series.iter().filter_map(|number| document.queries().get(*number)) {
            let text = RichText::new(format!("…{}…", query.text)).font(theme::chinese(size::SMALL)).color(view.theme.ink_3);
            ui.add(Label::new(text).truncate().selectable(false));
        }
    });
    let name = view.locale.with("query-series", &[("count", series.len().into())]);
    if answer(ui, view, &name, &view.keymap.label(Action::AcceptSeries), false) {
        commands.push(Command::Do(Action::AcceptSeries));
    }
}

fn heading(ui: &mut Ui, view: &View<'_>, document: &Document, number: usize, query: &Query) {
    let (number, count) = document.numbered(number);
    let args = [("number", number.into()), ("count", count.into())];
    let title = RichText::new(view.locale.with("query-of", &args)).font(theme::strong(size::BODY)).color(view.theme.amber_text);
    let about = format!("{} · {}%", view.text(query.kind.key()), query.confidence.as_percent());
    let about = Label::new(RichText::new(about).font(theme::text(size::SMALL)).color(view.theme.ink_3)).selectable(false);
    if ui.available_width() < HEADING {
        ui.add(Label::new(title).selectable(false));
        ui.add(about.wrap());
        return;
    }
    ui.horizontal(|ui| {
        ui.add(Label::new(title).selectable(false));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(about));
    });
}

fn answer(ui: &mut Ui, view: &View<'_>, text: &str, key: &str, first: bool) -> bool {
    let (fill, ink, faint) =
        if first { (view.theme.ink, view.theme.paper, view.theme.hairline) } else { (view.theme.chip, view.theme.ink, view.theme.ink_3) };
    let name = RichText::new(text).font(theme::chinese(size::BODY)).color(ink);
    let key = RichText::new(key).font(theme::text(size::TINY)).color(faint);
    // An answer is read whole before it is given: a long one takes several lines.
    let least = vec2(ui.available_width(), size::FIELD_HEIGHT);
    let response = ui.add(Button::new(name).right_text(key).fill(fill).corner_radius(radius::FIELD).min_size(least).wrap());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, text));
    response.clicked()
}
