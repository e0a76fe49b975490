//! The bar below: the ledger, messages and work in progress; the line, the encoding and the size of the text.

use eframe::egui::{self, Align, Button, Layout, Margin, ProgressBar, RichText, Ui};

use crate::desktop::command::{Action, Command, Commands, EditionCommand, ShellCommand};
use crate::desktop::icons;
use crate::desktop::message::Tone;
use crate::desktop::open::document::Document;
use crate::desktop::open::line_index::LineIndex;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Journaling, View};
use crate::edition::Blanks;
use crate::page::Encoding;
use crate::reader::InkLedger;

/// The encodings that can be chosen by hand.
const ENCODINGS: [&str; 5] = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"];

/// Draws the bar.
pub fn ui(ui: &mut Ui, view: &View<'_>, index: &LineIndex, commands: &mut Commands) {
    egui::Frame::NONE.inner_margin(Margin::symmetric(space::L as i8, 0)).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(document) = view.document {
                ledger(ui, view, document);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(document) = view.document {
                    zoom(ui, view, commands);
                    encoding(ui, view, document, commands);
                    lines(ui, view, document, index);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add_space(space::L);
                    journaling(ui, view);
                    work(ui, view, commands);
                    message(ui, view);
                });
            });
        });
    });
}

fn small(view: &View<'_>, text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::text(size::SMALL)).color(view.theme.ink_2)
}

fn ledger(ui: &mut Ui, view: &View<'_>, document: &Document) {
    let ledger = document.ledger();
    let numbers = [("raw", ledger.raw), ("kept", ledger.kept), ("changed", ledger.changed), ("aside", ledger.set_aside)];
    let args: Vec<_> = numbers.iter().map(|(name, count)| (*name, grouped(*count).into())).collect();
    let text = view.locale.with("ledger", &args);
    let (mark, color, explained) = if ledger.balances() {
        ("check", view.theme.green_text, view.text("ledger-balances"))
    } else {
        let missing = ledger.raw.abs_diff(ledger.kept + ledger.changed + ledger.set_aside);
        ("triangle-alert", view.theme.accent, view.locale.with("ledger-broken", &[("missing", missing.into())]))
    };
    ui.spacing_mut().item_spacing.x = space::XS;
    let label = ui.add(egui::Label::new(small(view, text)).selectable(false).sense(egui::Sense::hover()));
    ui.add(egui::Label::new(RichText::new(icons::character(mark)).font(theme::icons(size::TITLE)).color(color)).selectable(false));
    let Blanks { kept, dropped, added } = ledger.blanks;
    let blanks = [("kept", kept), ("dropped", dropped), ("added", added)].map(|(name, count)| (name, grouped(count).into()));
    label.on_hover_text(format!("{explained}\n{}", view.locale.with("ledger-blanks", &blanks)));
    if let Some(lines) = document.ink() {
        ink(ui, view, lines);
    }
}

/// The ledger of the scan: how many lines of ink the text has.
fn ink(ui: &mut Ui, view: &View<'_>, ledger: InkLedger) {
    let numbers = [
        ("lines", ledger.lines),
        ("read", ledger.read),
        ("added", ledger.put_in),
        ("have", ledger.read + ledger.put_in),
        ("missing", ledger.not_in_text),
        ("without", ledger.without_ink),
    ];
    let args: Vec<_> = numbers.iter().map(|(name, count)| (*name, grouped(*count).into())).collect();
    ui.add_space(space::S);
    let text = small(view, view.locale.with("ledger-ink", &args));
    ui.add(egui::Label::new(text).selectable(false).sense(egui::Sense::hover())).on_hover_text(view.locale.with("ledger-ink-about", &args));
}

/// A count with its thousands apart, by a thin blank.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let lead = digits.len() % 3;
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == lead {
            text.push('\u{2009}');
        }
        text.push(digit);
    }
    text
}

fn work(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let Some(work) = &view.work else { return };
    ui.add(egui::Label::new(small(view, view.text(work.key))).selectable(false));
    match work.part {
        Some(part) => ui.add(ProgressBar::new(part).desired_width(120.0).desired_height(4.0).fill(view.theme.green)),
        None => ui.add(egui::Spinner::new().size(size::SMALL).color(view.theme.ink_3)),
    };
    if work.can_cancel && ui.add(Button::new(small(view, view.text("work-cancel"))).frame_when_inactive(false)).clicked() {
        commands.push(ShellCommand::CancelWork);
    }
}

fn message(ui: &mut Ui, view: &View<'_>) {
    if let Some(message) = view.message.filter(|message| message.tone == Tone::Note) {
        ui.add(egui::Label::new(small(view, &message.text).color(view.theme.ink)).truncate()).on_hover_text(&message.text);
    }
}

/// A sign for as long as what is done is in no journal.
fn journaling(ui: &mut Ui, view: &View<'_>) {
    let explained = match view.journaling {
        Journaling::Works => return,
        Journaling::Fails(why) => view.locale.with("say-no-journal", &[("what", why.as_str().into())]),
        Journaling::Nowhere => view.text("status-journal-nowhere"),
    };
    let text = view.text("status-no-journal");
    let mark = RichText::new(icons::character("triangle-alert")).font(theme::icons(size::TITLE)).color(view.theme.error);
    ui.add(egui::Label::new(mark).selectable(false)).on_hover_text(&explained);
    ui.add(egui::Label::new(small(view, text).color(view.theme.error)).selectable(false)).on_hover_text(explained);
    ui.add_space(space::S);
}

fn lines(ui: &mut Ui, view: &View<'_>, document: &Document, index: &LineIndex) {
    let Some((_, block)) = document.current_block() else { return };
    let Some(span) = index.block(block.id()).and_then(|sources| sources.spans.first()) else { return };
    let (from, to) = (*span.lines.start(), *span.lines.end());
    let text = if from == to {
        view.locale.with("status-line", &[("line", from.into())])
    } else {
        view.locale.with("status-lines", &[("from", from.into()), ("to", to.into())])
    };
    ui.add(egui::Label::new(small(view, text)).selectable(false));
    ui.add_space(space::M);
}

/// The encoding of the caret's page. A first draft can be read again in another one.
fn encoding(ui: &mut Ui, view: &View<'_>, document: &Document, commands: &mut Commands) {
    let Some(page) = document.edition().pages().first() else { return };
    let name = small(view, page.source().encoding.name());
    if document.sources.is_empty() {
        ui.add(egui::Label::new(name).selectable(false));
    } else {
        let response = ui.menu_button(name, |ui| {
            if ui.button(view.text("encoding-detected")).clicked() {
                commands.push(EditionCommand::Reread(None));
            }
            for name in ENCODINGS {
                let Ok(encoding) = name.parse::<Encoding>() else { continue };
                if ui.selectable_label(encoding == page.source().encoding, name).clicked() {
                    commands.push(EditionCommand::Reread(Some(encoding)));
                }
            }
        });
        response.response.on_hover_text(view.text("status-encoding"));
    }
    ui.add_space(space::M);
}

fn zoom(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let percent = format!("{}%", (view.settings.text_scale * 100.0).round());
    let plain = |text: RichText| Button::new(text).frame_when_inactive(false);
    for (action, sign) in [(Action::TextLarger, "+"), (Action::TextSmaller, "−")] {
        let response = ui.add(plain(small(view, sign))).on_hover_text(view.tooltip(action));
        let name = view.text(action.key());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
        if response.clicked() {
            commands.push(Command::Do(action));
        }
        if action == Action::TextLarger {
            ui.add(egui::Label::new(small(view, percent.clone())).selectable(false)).on_hover_text(view.text("status-zoom"));
        }
    }
    ui.add_space(space::M);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [0, 999, 1000, 9214, 133_000, 1_000_000].map(grouped).join("|").replace('\u{2009}', " "),
            "0|999|1 000|9 214|133 000|1 000 000"
        );
    }

    #[test]
    fn the_encodings_offered_are_known() {
        assert!(ENCODINGS.iter().all(|name| name.parse::<Encoding>().is_ok()));
    }
}
