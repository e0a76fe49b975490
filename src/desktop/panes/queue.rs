//! The queue: all queries in a list, filtered by kind and confidence, in the order of the manuscript or the surest first.

use eframe::egui::{self, Align, Align2, CornerRadius, EventFilter, Key, Layout, Modifiers, Rect, RichText, Sense, Stroke, StrokeKind, Ui};
use eframe::egui::{WidgetInfo, accesskit::Role, pos2, vec2};

use crate::check::{Query, QueryKind};
use crate::desktop::command::{Action, Command, Commands, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::open::queries::QueriesKnown;
use crate::desktop::open::queue::{self, Queue};
use crate::desktop::open::scope::Scope;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::widgets;

/// The height of a row, in points.
const ROW: f32 = 46.0;
/// How high the pane is, in points, where the filters are open from the start: a dozen rows of the list have room below them.
const ROOMY: f32 = 720.0;
/// The least confidences that can be chosen, in per cent.
const LEAST: [u8; 4] = [0, 25, 50, 75];

/// Draws the queue.
pub fn ui(ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
    let Some(document) = view.document else { return };
    filters(ui, view, document, commands);
    let list = ui.available_rect_before_wrap();
    let focus = ui.interact(list, Pane::Outline.id(), Sense::focusable_noninteractive());
    let name = view.text("pane-queue");
    focus.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
    if focus.has_focus() {
        keys(ui, commands);
        ui.painter().rect_stroke(list.shrink(1.0), CornerRadius::same(2), Stroke::new(1.0, view.theme.ink_3), StrokeKind::Inside);
    }
    let queries = document.queries();
    if queries.is_empty() {
        let text = match document.queries_known() {
            QueriesKnown::NotYet => view.checking_words(),
            QueriesKnown::Failed => view.text("queries-failed"),
            QueriesKnown::Checked if document.all_queries().is_empty() => view.text("queries-done"),
            QueriesKnown::Checked => view.text("queries-hidden"),
        };
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            ui.add_space(space::L);
            ui.add(egui::Label::new(RichText::new(text).color(view.theme.ink_3)).wrap().selectable(false));
        });
        return;
    }
    let current = document.current_query();
    let is_new = is_new(ui, current);
    ui.spacing_mut().item_spacing.y = 0.0;
    egui::ScrollArea::vertical().id_salt("queue").auto_shrink(false).show_rows(ui, ROW, queries.len(), |ui, shown| {
        if let Some(number) = current.filter(|_| is_new) {
            let top = ui.max_rect().top() + (number as f32 - shown.start as f32) * ROW;
            ui.scroll_to_rect(Rect::from_min_size(pos2(ui.max_rect().left(), top), vec2(1.0, ROW)), None);
        }
        for (number, query) in queries.iter().enumerate().skip(shown.start).take(shown.len()) {
            row(ui, view, document, (number, query), current == Some(number), commands);
        }
    });
}

/// Whether the current query is another than when it was asked last: the list follows it, and stays where it is put until then.
fn is_new(ui: &Ui, current: Option<usize>) -> bool {
    let id = Pane::Outline.id().with("followed");
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default(id), current));
    before != current
}

/// The filters: open where there is room for them and a list, or as the editor has left them.
fn filters(ui: &mut Ui, view: &View<'_>, document: &Document, commands: &mut Commands) {
    let id = Pane::Outline.id().with("filters");
    let chosen: Option<bool> = ui.data(|data| data.get_temp(id));
    let is_open = chosen.unwrap_or(ui.available_height() >= ROOMY);
    let inset = egui::Margin { left: space::L as i8, right: space::M as i8, top: 0, bottom: space::S as i8 };
    egui::Frame::NONE.inner_margin(inset).show(ui, |ui| {
        let (shown, all) = (document.queries().len(), document.all_queries().len());
        ui.horizontal(|ui| {
            let name = view.text("queue-filters");
            if widgets::switch_chip(ui, view, &name, is_open) {
                ui.data_mut(|data| data.insert_temp(id, !is_open));
            }
            let count = view.locale.with("queue-shown", &[("shown", shown.into()), ("all", all.into())]);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| widgets::label_of(ui, view, &count));
        });
        if is_open {
            ui.add_space(space::XS);
            kinds(ui, view, document, commands);
            ui.add_space(space::XS);
            least(ui, view, document, commands);
            ui.add_space(space::XS);
            scopes(ui, view, document, commands);
        }
    });
}

/// The kinds that there are, with how many there are of each.
fn kinds(ui: &mut Ui, view: &View<'_>, document: &Document, commands: &mut Commands) {
    widgets::chips(ui, |ui| {
        for (&kind, count) in document.query_counts() {
            let name = format!("{} {count}", view.text(kind.key()));
            if widgets::switch_chip(ui, view, &name, !document.queue().hidden.contains(&kind)) {
                let mut queue = document.queue().clone();
                if !queue.hidden.remove(&kind) {
                    queue.hidden.insert(kind);
                }
                commands.push(EditionCommand::SetQueue(queue));
            }
        }
    });
}

/// How sure the program must be.
fn least(ui: &mut Ui, view: &View<'_>, document: &Document, commands: &mut Commands) {
    widgets::chips(ui, |ui| {
        for least in LEAST {
            let name = if least == 0 { view.text("queue-all") } else { format!("≥ {least}%") };
            if widgets::switch_chip(ui, view, &name, document.queue().least == least) {
                commands.push(EditionCommand::SetQueue(Queue { least, ..document.queue().clone() }));
            }
        }
    });
}

/// What the queries are kept to, and what is done to all of them.
fn scopes(ui: &mut Ui, view: &View<'_>, document: &Document, commands: &mut Commands) {
    let queue = document.queue();
    let has_substitutions = document.query_counts().contains_key(&QueryKind::Substitution);
    widgets::chips(ui, |ui| {
        for (action, on) in [
            (Action::QueriesOfPage, matches!(queue.scope, Scope::Page(_))),
            (Action::QueriesOfArticle, matches!(queue.scope, Scope::Article(_))),
            (Action::QueriesOfChanges, queue.changed_only),
            (Action::QueriesByDoubt, queue.by_doubt),
            (Action::LetShownStand, false),
            (Action::ShowAlike, false),
            (Action::ReviewSubstitutions, queue.is_of(QueryKind::Substitution)),
        ] {
            let is_there = action != Action::ReviewSubstitutions || has_substitutions;
            if is_there && widgets::switch_chip(ui, view, &view.text(action.key()), on) {
                commands.push(Command::Do(action));
            }
        }
    });
}

fn row(ui: &mut Ui, view: &View<'_>, document: &Document, (number, query): (usize, &Query), selected: bool, commands: &mut Commands) {
    let message = query.message.in_words(view.locale);
    let response = widgets::row(ui, view.theme, ROW, selected, &message);
    let rect = response.rect;
    let (left, right) = (rect.left() + space::L, rect.right() - space::L);
    let about = format!("{} · {}%", view.text(query.kind.key()), query.confidence.as_percent());
    let top = rect.top() + space::S - 2.0;
    ui.painter().text(pos2(left, top), Align2::LEFT_TOP, about, theme::text(size::TINY), view.theme.amber_text);
    let mut job = round(view, document, query);
    job.wrap = egui::text::TextWrapping::truncate_at_width(right - left);
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(pos2(left, rect.bottom() - space::S - galley.size().y), galley, view.theme.ink);
    let line = Rect::from_min_max(pos2(left, rect.bottom() - 1.0), pos2(right, rect.bottom()));
    ui.painter().rect_filled(line, CornerRadius::ZERO, view.theme.hairline);
    if response.on_hover_text(message).clicked() {
        commands.push(EditionCommand::GoToQuery(number));
    }
}

/// The text round a query, with what it is about marked; its place, where that is between two characters.
fn round(view: &View<'_>, document: &Document, query: &Query) -> egui::text::LayoutJob {
    const BEFORE: usize = 6;
    const AFTER: usize = 12;
    let text: Vec<char> = document.edition().block(query.block).map(|(_, block)| block.text().chars().collect()).unwrap_or_default();
    let (from, to) = (query.range.0.chars().min(text.len()), query.range.1.chars().min(text.len()));
    let part = |from: usize, to: usize| text.get(from..to.max(from)).unwrap_or_default().iter().collect::<String>();
    let head = if from > BEFORE { "…" } else { "" };
    let plain = egui::TextFormat::simple(theme::chinese(size::BODY), view.theme.ink);
    let asked = egui::TextFormat {
        font_id: theme::chinese_strong(size::BODY),
        color: view.theme.amber_text,
        underline: Stroke::new(1.5, view.theme.amber),
        ..plain.clone()
    };
    let mut job = egui::text::LayoutJob::default();
    job.append(&format!("{head}{}", part(from.saturating_sub(BEFORE), from)), 0.0, plain.clone());
    job.append(if from < to { part(from, to) } else { "‸".to_owned() }.as_str(), 0.0, asked);
    job.append(&part(to, (to + AFTER).min(text.len())), 0.0, plain);
    job
}

/// Up and Down go from query to query; the other keys answer.
fn keys(ui: &Ui, commands: &mut Commands) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(Pane::Outline.id(), filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, action) in [(Key::ArrowDown, Action::NextQuery), (Key::ArrowUp, Action::PreviousQuery)] {
        if pressed(key) {
            commands.push(Command::Do(action));
            commands.push(EditionCommand::Focus(Pane::Outline));
        }
    }
    let events = ui.input(|input| input.events.clone());
    for command in events.iter().filter_map(queue::answer) {
        let dismisses = command == Command::Do(Action::DismissQuery);
        commands.push(command);
        if dismisses {
            commands.push(EditionCommand::Focus(Pane::Outline));
        }
    }
}
