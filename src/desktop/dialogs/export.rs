//! Exporting: the formats, what can be asked of the one that is chosen, and how the export will look.

use eframe::egui::{self, Align, Checkbox, Color32, EventFilter, FontId, Frame, Id, Key, Label, Layout, Margin, Modifiers};
use eframe::egui::{RichText, ScrollArea, Slider, TextFormat, Ui};

use super::{answers, title};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::manuscript::rows;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edition::Role;
use crate::edition::role::TextSize;
use crate::export::options::{INDENTS, Switch, WIDTHS};
use crate::export::preview::{Preview, PreviewLook, PreviewText};
use crate::export::{Format, Options};
use crate::locale::Language;

/// How high the dialog may be, as a part of the window.
const HIGHEST: f32 = 0.78;

/// How high the choices are at most, as a part of the dialog: the rest is the preview's.
const CHOICES: f32 = 0.5;

/// The width that lines get when they are first limited, in ems.
const FIRST_WIDTH: u32 = 30;

/// Draws the dialog. The list of formats has the keyboard first: the arrows choose one, and Enter goes on to choosing a place.
pub fn ui(ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
    let room = ui.ctx().content_rect().size();
    ui.set_width(size::DIALOG_WIDE.min(room.x - 2.0 * space::XXL));
    title(ui, view, "export-title");
    let format = view.exports.format();
    let options = view.exports.options(format, view.style);
    let height = (room.y * HIGHEST - size::BAR).max(size::FIELD_HEIGHT);
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        ui.allocate_ui(egui::vec2(size::DIALOG_COLUMN, height), |ui| {
            ui.vertical(|ui| {
                let list = ScrollArea::vertical().id_salt("export-formats").max_height(height).auto_shrink([false, false]);
                list.show(ui, |ui| formats(ui, view, format, first, commands));
            });
        });
        ui.add_space(space::L);
        ui.vertical(|ui| {
            let top = ui.cursor().top();
            let list = ScrollArea::vertical().id_salt(("export-choices", format.name()));
            list.max_height(height * CHOICES).auto_shrink([false, true]).show(ui, |ui| choices(ui, view, format, options, commands));
            ui.add_space(space::M);
            preview(ui, view, height - (ui.cursor().top() - top));
        });
    });
    let done = answers(ui, view, "export-go", commands);
    let goes_on = ui.memory(|memory| memory.focused().is_none_or(|id| Format::ALL.iter().any(|format| id == row_id(*format))));
    if done || (goes_on && !first && ui.input(|input| input.key_pressed(Key::Enter))) {
        commands.push(EditionCommand::ChooseExport);
    }
}

/// What has the keyboard while a format's row has it.
fn row_id(format: Format) -> Id {
    Id::unique(("export-format", format.name()))
}

/// The formats, a row each. Up and Down choose, as Home and End do; the row that is chosen has the keyboard.
fn formats(ui: &mut Ui, view: &View<'_>, chosen: Format, first: bool, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let wanted = wanted(ui, chosen);
    for format in Format::ALL.iter().copied() {
        let name = view.text(format.key());
        let response = widgets::row_of_id(ui, view.theme, size::ROW, row_id(format), (format == chosen, &name));
        let (left, right) = (response.rect.left_center(), response.rect.right_center());
        let inset = egui::vec2(space::S, 0.0);
        let end = format!(".{}", format.extension());
        let half = response.rect.width() / 2.0;
        widgets::one_line(ui, left + inset, egui::Align2::LEFT_CENTER, &name, theme::text(size::BODY), view.theme.ink, half + space::XL);
        widgets::one_line(ui, right - inset, egui::Align2::RIGHT_CENTER, &end, theme::text(size::SMALL), view.theme.ink_3, half);
        if wanted == Some(format) || first && format == chosen {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.on_hover_text(view.text(format.about_key())).clicked() || wanted == Some(format) {
            commands.push(EditionCommand::SetExport(format, view.exports.options(format, view.style)));
        }
    }
}

/// The format that a key chooses where the keyboard is on the list.
fn wanted(ui: &Ui, chosen: Format) -> Option<Format> {
    let focused = ui.memory(|memory| memory.focused())?;
    let here = Format::ALL.iter().position(|format| row_id(*format) == focused)?;
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = Format::ALL.len().saturating_sub(1);
    let keys = [(Key::ArrowDown, (here + 1).min(last)), (Key::ArrowUp, here.saturating_sub(1)), (Key::Home, 0), (Key::End, last)];
    let at = keys.into_iter().find_map(|(key, at)| pressed(key).then_some(at))?;
    Format::ALL.get(at).copied().filter(|format| *format != chosen)
}

/// What can be asked of a format. A change shows at once.
fn choices(ui: &mut Ui, view: &View<'_>, format: Format, options: Options, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let about = RichText::new(view.text(format.about_key())).font(theme::text(size::SMALL)).color(view.theme.ink_2);
    ui.add(Label::new(about).wrap());
    ui.add_space(space::S);
    let mut wanted = options.clone();
    let switches: Vec<Switch> = format.switches().collect();
    ui.columns(2, |columns| {
        let half = switches.len().div_ceil(2);
        for (ui, switches) in columns.iter_mut().zip(switches.chunks(half.max(1))) {
            for switch in switches {
                let mut on = wanted.has(*switch);
                if check(ui, view, &mut on, &view.text(switch.key())) {
                    wanted.set(*switch, on);
                }
            }
        }
    });
    if format.has_lines() {
        lines(ui, view, &mut wanted);
    }
    if format.has_profiles() && !view.style.catalogues.is_empty() {
        profiles(ui, view, &mut wanted);
    }
    if format.has_words() {
        ui.add_space(space::S);
        widgets::label(ui, view, "export-language");
        ui.horizontal(|ui| {
            for language in Language::ALL {
                let text = RichText::new(language.name()).font(theme::chinese(size::BODY)).color(view.theme.ink);
                ui.radio_value(&mut wanted.language, language, text);
            }
        });
    }
    if wanted != options {
        commands.push(EditionCommand::SetExport(format, wanted));
    }
}

/// The tables for catalogues, and the program's own.
fn profiles(ui: &mut Ui, view: &View<'_>, wanted: &mut Options) {
    ui.add_space(space::S);
    widgets::label(ui, view, "export-profile");
    let text = |name: &str| RichText::new(name).font(theme::text(size::BODY)).color(view.theme.ink);
    ui.horizontal_wrapped(|ui| {
        ui.radio_value(&mut wanted.profile, None, text(&view.text("export-profile-own")));
        for name in view.style.catalogues.keys() {
            ui.radio_value(&mut wanted.profile, Some(name.clone()), text(name));
        }
    });
}

/// A box to tick. Its border shows where it is while it is empty.
fn check(ui: &mut Ui, view: &View<'_>, on: &mut bool, name: &str) -> bool {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = size::ROW - space::XS;
        ui.visuals_mut().widgets.inactive.bg_fill = view.theme.paper;
        ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.0, view.theme.ink_3);
        let text = RichText::new(name).font(theme::text(size::BODY)).color(view.theme.ink);
        ui.add(Checkbox::new(on, text)).changed()
    })
    .inner
}

/// The width of lines, and the indent beside it.
fn lines(ui: &mut Ui, view: &View<'_>, wanted: &mut Options) {
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        let mut limited = wanted.width.is_some();
        if check(left, view, &mut limited, &view.text("export-width")) {
            wanted.width = limited.then_some(FIRST_WIDTH);
        }
        if let Some(width) = &mut wanted.width {
            slider(left, view, width, WIDTHS, "export-width");
        }
        widgets::label(right, view, "export-indent");
        slider(right, view, &mut wanted.indent, INDENTS, "export-indent");
    });
}

fn slider(ui: &mut Ui, view: &View<'_>, value: &mut u32, range: std::ops::RangeInclusive<u32>, key: &str) {
    let words = view.locale.with("export-ems", &[("count", "".into())]);
    let response = ui.add(Slider::new(value, range).suffix(words));
    let name = view.text(key);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Slider, true, &name));
}

/// How the export will look, on a sheet of paper, and how much it is.
fn preview(ui: &mut Ui, view: &View<'_>, height: f32) {
    let shown = view.preview;
    ui.horizontal(|ui| {
        widgets::label(ui, view, "export-preview");
        if let Some(preview) = shown {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| small(ui, view, &extent(view, preview)));
        }
    });
    let sheet = Frame::NONE
        .fill(view.theme.paper)
        .stroke(egui::Stroke::new(1.0, view.theme.hairline))
        .corner_radius(radius::FIELD)
        .inner_margin(Margin::same(space::L as i8));
    sheet.show(ui, |ui| {
        let room = height - 2.0 * space::L - size::ROW;
        ScrollArea::vertical().id_salt(("export-preview", view.exports.format().name())).max_height(room).auto_shrink([false, false]).show(
            ui,
            |ui| match shown {
                None => small(ui, view, &view.text("export-making")),
                Some(preview) => {
                    match &preview.beginning {
                        PreviewText::Text(text) => source(ui, view, text),
                        PreviewText::Parts(parts) => parts.iter().for_each(|(look, text)| part(ui, view, *look, text)),
                    }
                    if preview.goes_on {
                        ui.add_space(space::M);
                        small(ui, view, &view.text("export-cut"));
                    }
                }
            },
        );
    });
}

/// How many files there will be, and how large, images of lines apart.
fn extent(view: &View<'_>, preview: &Preview) -> String {
    let kilobytes = preview.bytes as f64 / 1000.0;
    let size = if kilobytes < 1000.0 { format!("{kilobytes:.1} kB") } else { format!("{:.1} MB", kilobytes / 1000.0) };
    let key = if preview.lacks_images { "export-size-without-images" } else { "export-size" };
    view.locale.with(key, &[("files", preview.files.into()), ("size", size.into())])
}

fn small(ui: &mut Ui, view: &View<'_>, text: &str) {
    ui.add(Label::new(RichText::new(text).font(theme::text(size::SMALL)).color(view.theme.ink_3)).wrap());
}

/// The text of a file, each line of it apart, so that only what is new is laid out.
fn source(ui: &mut Ui, view: &View<'_>, text: &str) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for line in text.lines() {
        let format = TextFormat { font_id: theme::chinese(size::SMALL), color: view.theme.ink, ..TextFormat::default() };
        ui.add(Label::new(rows::set(ui.ctx(), &[(line, format)], 0.0, ui.available_width())));
    }
}

/// The space above a part of an article, its font and its colour.
fn part_look(role: Role, ink: Color32, ink_2: Color32) -> (f32, FontId, Color32) {
    let look = role.form().look;
    let serif = if look.strong { theme::serif_strong } else { theme::serif };
    let (before, font) = match look.size {
        TextSize::Headline => (space::M, serif(size::HEADING)),
        TextSize::Deck => (if role == Role::Kicker { space::L } else { 0.0 }, serif(size::TITLE)),
        TextSize::Story => (if look.strong { space::S } else { 0.0 }, serif(size::TITLE)),
        TextSize::Note => (0.0, theme::chinese(size::BODY)),
    };
    (before, font, if look.muted { ink_2 } else { ink })
}

/// A part of a document, as large and as dark as its role has it.
fn part(ui: &mut Ui, view: &View<'_>, look: PreviewLook, text: &str) {
    let (ink, ink_2) = (view.theme.ink, view.theme.ink_2);
    let (before, font, color) = match look {
        PreviewLook::Title => (0.0, theme::serif_strong(size::HEADLINE), ink),
        PreviewLook::Heading => (space::L, theme::chinese_strong(size::TITLE), view.theme.accent),
        PreviewLook::Part(role) => part_look(role, ink, ink_2),
        PreviewLook::Fact => (0.0, theme::chinese(size::SMALL), view.theme.ink_3),
    };
    ui.add_space(before);
    let line = Some(font.size * 1.6);
    if look == PreviewLook::Title {
        ui.vertical_centered(|ui| ui.add(Label::new(RichText::new(text).font(font).color(color).line_height(line)).wrap()));
        return;
    }
    let indent = if let PreviewLook::Part(role) = look { f32::from(role.form().look.indent) * font.size } else { 0.0 };
    let format = TextFormat { font_id: font, color, line_height: line, ..TextFormat::default() };
    ui.add(Label::new(rows::set(ui.ctx(), &[(text, format)], indent, ui.available_width())));
}
