//! The bar above: the paper, whether it is saved, menus, and how many queries are left.

use eframe::egui::{
    self, Align, AtomExt as _, Button, CornerRadius, Layout, Margin, MenuBar, Rect, RichText, Sense, Stroke, Ui, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use crate::desktop::command::{Action, Command, Commands, Menu, ShellCommand};
use crate::desktop::open::document::Document;
use crate::desktop::open::queries::QueriesKnown;
use crate::desktop::open::scope::Scope;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::{icons, widgets};

/// The width of the bar that shows how many queries are settled, in points.
const PROGRESS: f32 = 120.0;
/// Narrower windows have the name of the paper and no bar of queries, in points.
const NARROW: f32 = 1180.0;
/// Narrower ones have it and no words for the palette.
const LESS_WIDE: f32 = 1340.0;
/// What the paper's name needs at least, and whether it is saved, in points.
const NAME: f32 = 60.0;
const SAVED: f32 = 90.0;
/// What the buttons for undo and redo need, in points.
const STEPS: f32 = 100.0;

/// Draws the bar.
pub fn ui(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let (is_narrow, is_less_wide) = (ui.available_width() < NARROW, ui.available_width() < LESS_WIDE);
    egui::Frame::NONE.inner_margin(Margin::symmetric(space::L as i8, 0)).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let wordmark = RichText::new("Stet").font(theme::wordmark(size::WORDMARK)).color(view.theme.accent);
            ui.add(egui::Label::new(wordmark).selectable(false));
            ui.add_space(space::S);
            menus(ui, view, commands);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(document) = view.document {
                    queries(ui, view, document, is_narrow, commands);
                }
                find(ui, view, is_less_wide, commands);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if let Some(document) = view.document.filter(|_| ui.available_width() > NAME + space::M) {
                        ui.add_space(space::M);
                        paper(ui, view, document, commands);
                    }
                });
            });
        });
    });
}

fn menus(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let font = theme::text(size::BODY);
    let names = Menu::ALL.map(|menu| (menu, view.text(menu.key())));
    // A menu bar takes all the room it is given, so it is given what its names need.
    let name_width = |name: &str| ui.ctx().fonts_mut(|fonts| fonts.layout_no_wrap(name.to_owned(), font.clone(), view.theme.ink).size().x);
    let width: f32 = names.iter().map(|(_, name)| name_width(name).ceil() + 2.0 * space::S).sum();
    ui.allocate_ui_with_layout(vec2(width, size::FIELD_HEIGHT), Layout::left_to_right(Align::Center), |ui| {
        MenuBar::new().ui(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.spacing_mut().button_padding.x = space::S;
            for (menu, name) in names {
                ui.menu_button(RichText::new(name).font(font.clone()).color(view.theme.ink_2), |ui| entries(ui, view, menu, commands));
            }
        });
    });
}

/// The entries of a menu. One that is higher than the window is scrolled.
fn entries(ui: &mut Ui, view: &View<'_>, menu: Menu, commands: &mut Commands) {
    ui.set_min_width(size::MENU);
    let room = ui.ctx().content_rect().bottom() - ui.next_widget_position().y - space::M;
    egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| all_entries(ui, view, menu, commands));
}

fn all_entries(ui: &mut Ui, view: &View<'_>, menu: Menu, commands: &mut Commands) {
    let mut role_before = None;
    for action in Action::ALL.iter().copied().filter(|action| action.menu() == menu) {
        // Roles are a group of their own.
        let is_first = role_before.is_none();
        if role_before.is_some_and(|before| before != action.role().is_some()) || action.begins_group() && !is_first {
            ui.separator();
        }
        role_before = Some(action.role().is_some());
        entry(ui, view, action, commands);
        if action == Action::OpenSample {
            recent(ui, view, commands);
        }
    }
}

/// The files that were opened last.
fn recent(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    if view.settings.recent.is_empty() {
        return;
    }
    let icon = icons::icon("history").color(view.theme.ink_3);
    let name = RichText::new(view.text("menu-recent")).color(view.theme.ink);
    ui.menu_button((egui::Atom::from(icon).atom_size(vec2(size::ICON, size::ICON)), name), |ui| {
        ui.set_min_width(size::MENU);
        for path in &view.settings.recent {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let text = RichText::new(&name).font(theme::chinese(size::BODY)).color(view.theme.ink);
            let response = ui.add(Button::new(text).truncate()).on_hover_text(path.display().to_string());
            response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, &name));
            if response.clicked() {
                commands.push(ShellCommand::Open(vec![path.clone()]));
                ui.close();
            }
        }
    });
}

fn entry(ui: &mut Ui, view: &View<'_>, action: Action, commands: &mut Commands) {
    let can = !action.needs_edition() || view.document.is_some();
    let icon = if is_chosen(view, action) { "check" } else { action.icon() };
    let icon = icons::icon(icon).color(view.theme.ink_3);
    let name = RichText::new(view.text(action.key())).color(if can { view.theme.ink } else { view.theme.ink_3 });
    let shortcut = RichText::new(view.keymap.label(action)).font(theme::text(size::SMALL)).color(view.theme.ink_3);
    let button = Button::new((egui::Atom::from(icon).atom_size(vec2(size::ICON, size::ICON)), name)).shortcut_text(shortcut);
    let response = ui.add_enabled(can, button);
    let name = view.text(action.key());
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, can, &name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        commands.push(Command::Do(action));
        ui.close();
    }
}

/// Whether an action chooses what is chosen already.
fn is_chosen(view: &View<'_>, action: Action) -> bool {
    use crate::desktop::theme::ThemeName;
    use crate::locale::Language;
    match action {
        Action::ThemeLight => view.settings.theme == ThemeName::Light,
        Action::ThemeDark => view.settings.theme == ThemeName::Dark,
        Action::ThemePaper => view.settings.theme == ThemeName::Paper,
        Action::ShowOutline => view.document.is_some() && view.arrangement.shows(Pane::Outline),
        Action::ShowRaw => view.document.is_some() && view.arrangement.shows(Pane::Raw),
        Action::ShowPageImage => view.document.is_some() && view.arrangement.shows(Pane::Facsimile),
        Action::ShowInspector => view.document.is_some() && view.arrangement.shows(Pane::Inspector),
        Action::DraftAlone => view.settings.draft_alone,
        Action::CountEffort => view.settings.count_effort,
        Action::ShowChanges => view.settings.show_changes,
        Action::Sans => view.settings.sans,
        Action::LineStrip => view.settings.line_strip,
        Action::ShowCertainty => view.settings.show_certainty,
        Action::Contrast => view.settings.contrast,
        Action::Invert => view.settings.inverted,
        Action::QueriesOfPage => view.document.is_some_and(|document| matches!(document.queue().scope, Scope::Page(_))),
        Action::QueriesOfArticle => view.document.is_some_and(|document| matches!(document.queue().scope, Scope::Article(_))),
        Action::QueriesOfChanges => view.document.is_some_and(|document| document.queue().changed_only),
        Action::QueriesByDoubt => view.document.is_some_and(|document| document.queue().by_doubt),
        Action::LanguageEnglish => view.locale.language == Language::English,
        Action::LanguageChinese => view.locale.language == Language::Chinese,
        Action::LanguageTraditional => view.locale.language == Language::TraditionalChinese,
        _ => view.document.and_then(|document| document.current_block()).is_some_and(|(_, block)| action.role() == Some(block.role())),
    }
}

/// The paper, its day and its page, and whether it is saved. A click opens the masthead.
fn paper(ui: &mut Ui, view: &View<'_>, document: &Document, commands: &mut Commands) {
    let masthead = document.edition().masthead();
    let labels = match masthead.page_labels.as_slice() {
        [only] => only.clone(),
        labels => {
            let count = labels.len();
            match view.spot.and_then(|spot| labels.get(spot.page.position())) {
                Some(label) => view.locale.with("title-page-of", &[("label", label.as_str().into()), ("count", count.into())]),
                None => view.locale.with("title-pages", &[("count", count.into())]),
            }
        }
    };
    let title = masthead.title.clone().unwrap_or_else(|| document.name());
    let parts: Vec<String> = [Some(title), masthead.date.clone(), masthead.issue.clone()].into_iter().flatten().collect();
    let part = |text: String| RichText::new(text).font(theme::chinese_strong(size::TITLE)).color(view.theme.ink);
    let whole = format!("{} · {labels}", parts.join(" · "));
    // Where there is little room the paper's name is cut, and the page stays.
    let name = (part(parts.join(" · ")).atom_shrink(true), part(format!(" · {labels}")));
    let room = ui.available_width();
    let held = document.held_by().is_some();
    let response = ui
        .scope(|ui| {
            ui.set_max_width(if room > NAME + SAVED && !held { room - SAVED } else { room });
            ui.add(Button::new(name).gap(0.0).frame_when_inactive(false).truncate())
        })
        .inner
        .on_hover_text(format!("{whole}\n{}", view.tooltip(Action::Masthead)));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &whole));
    if response.clicked() {
        commands.push(Command::Do(Action::Masthead));
    }
    if let Some(holder) = document.held_by() {
        let text =
            view.locale.with(if holder.is_of_this_user() { "title-held-own" } else { "title-held" }, &[("who", holder.to_string().into())]);
        let mark = RichText::new(icons::character("lock")).font(theme::icons(size::BODY)).color(view.theme.accent);
        ui.add(egui::Label::new(mark).selectable(false));
        ui.add(egui::Label::new(RichText::new(text).font(theme::text(size::SMALL)).color(view.theme.accent)).selectable(false));
        return;
    }
    if room < NAME + SAVED {
        return;
    }
    let key = match (document.is_unsaved(), document.has_work_to_lose()) {
        (false, _) => "title-saved",
        (true, true) => "title-unsaved",
        (true, false) => "title-draft",
    };
    let text = if document.has_work_to_lose() { format!("● {}", view.text(key)) } else { view.text(key) };
    ui.add(egui::Label::new(RichText::new(text).font(theme::text(size::SMALL)).color(view.theme.ink_3)).selectable(false));
}

fn find(ui: &mut Ui, view: &View<'_>, is_less_wide: bool, commands: &mut Commands) {
    if is_less_wide {
        widgets::icon_button(ui, view, Action::Palette, commands);
    } else {
        let name = RichText::new(view.text("title-find")).font(theme::text(size::SMALL)).color(view.theme.ink_2);
        let shortcut = RichText::new(view.keymap.label(Action::Palette)).font(theme::text(size::TINY)).color(view.theme.ink_3);
        let button = Button::new((name, shortcut)).fill(view.theme.chip).corner_radius(radius::FIELD).gap(space::M);
        let response = ui.add(button.min_size(vec2(0.0, 28.0)));
        let name = view.text("title-find");
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.clicked() {
            commands.push(Command::Do(Action::Palette));
        }
    }
    if ui.available_width() > STEPS {
        widgets::icon_button(ui, view, Action::Redo, commands);
        widgets::icon_button(ui, view, Action::Undo, commands);
    }
}

/// How many queries are left, and what part of all there were is settled; before that is known, how far the first check is.
fn queries(ui: &mut Ui, view: &View<'_>, document: &Document, is_narrow: bool, commands: &mut Commands) {
    let left = document.queries().len();
    let known = document.queries_known();
    let text = match known {
        QueriesKnown::NotYet => view.checking_words(),
        QueriesKnown::Failed => view.text("queries-unchecked"),
        QueriesKnown::Checked => view.locale.with("queries-left", &[("count", left.into())]),
    };
    let color = match known {
        QueriesKnown::NotYet => view.theme.ink_2,
        QueriesKnown::Failed => view.theme.error,
        QueriesKnown::Checked if left == 0 && document.all_queries().is_empty() => view.theme.green_text,
        QueriesKnown::Checked => view.theme.ink,
    };
    let button = Button::new(RichText::new(text).font(theme::text(size::BODY)).color(color)).frame_when_inactive(false);
    if ui.add(button).on_hover_text(view.tooltip(Action::NextQuery)).clicked() {
        commands.push(Command::Do(Action::NextQuery));
    }
    if is_narrow {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(PROGRESS, size::BAR), Sense::hover());
    let (done, color) = match known {
        QueriesKnown::NotYet => (view.checking.unwrap_or(0.0), view.theme.ink_3),
        QueriesKnown::Failed => (0.0, view.theme.ink_3),
        QueriesKnown::Checked => (document.settled_part(), view.theme.green),
    };
    response.widget_info(|| WidgetInfo { value: Some(f64::from(done)), ..WidgetInfo::new(Role::ProgressIndicator) });
    let track = Rect::from_center_size(rect.center(), vec2(PROGRESS, 4.0));
    ui.painter().rect(track, CornerRadius::same(2), view.theme.hairline, Stroke::NONE, egui::StrokeKind::Inside);
    let part = Rect::from_min_max(track.min, pos2(track.left() + track.width() * done, track.bottom()));
    ui.painter().rect_filled(part, CornerRadius::same(2), color);
    ui.add_space(space::S);
}
