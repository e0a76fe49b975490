//! The days of a collection, a year at a time and a field a month: which have an issue, which lack one, and on which none is due.

use eframe::egui::{
    self, Align2, CornerRadius, EventFilter, Id, Key, Label, Modifiers, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::collection::Calendar;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::language::dates::{Day, Weekday};

/// A day, in points.
const CELL: Vec2 = vec2(27.0, 17.0);
/// The names of a month and of the days of the week above its days, in points.
const MONTH_NAME: f32 = 18.0;
const WEEKDAYS: f32 = 14.0;
/// A month: no one touches more than six weeks.
const MONTH: Vec2 = vec2(7.0 * CELL.x, MONTH_NAME + WEEKDAYS + 6.0 * CELL.y);
/// Between two months, at least.
const BETWEEN: Vec2 = vec2(space::XL, space::S);
/// What the dialog has besides the months, with the room round it, in points.
const OTHERS: f32 = 252.0;

/// The calendar's state.
#[derive(Default)]
pub(super) struct IssueCalendar {
    /// The chosen day.
    at: Option<Day>,
}

/// The place of the keyboard.
pub(super) fn days_id() -> Id {
    Id::unique("issue-calendar")
}

impl IssueCalendar {
    /// Draws the year of the chosen day; `said_of` says what is known of a day. Gives the day that was taken, by Enter or by a click on the
    /// chosen one.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        view: &View<'_>,
        calendar: &Calendar,
        said_of: impl Fn(Day) -> String,
        first: bool,
    ) -> Option<Day> {
        let Some(ends) = calendar.ends() else {
            widgets::label(ui, view, "collection-no-days");
            return None;
        };
        let before = self.day(calendar, ends);
        let (at, entered) = keys(ui, before, ends, first);
        let at = at.clamp(ends.0, ends.1);
        let clicked = months(ui, view, (calendar, at), &said_of, before != at);
        self.at = Some(clicked.unwrap_or(at));
        ui.add_space(space::XS);
        widgets::label_of(ui, view, &said_of(clicked.unwrap_or(at)));
        widgets::label(ui, view, "collection-calendar-keys");
        entered.then_some(at).or(clicked.filter(|day| *day == at))
    }

    /// The chosen day. What is looked for in a calendar is what is missing.
    fn day(&self, calendar: &Calendar, ends: (Day, Day)) -> Day {
        self.at.unwrap_or_else(|| calendar.missing().next().unwrap_or(ends.1)).clamp(ends.0, ends.1)
    }

    /// Draws the year with what is in it, between buttons to those beside it.
    pub(super) fn years(&mut self, ui: &mut Ui, view: &View<'_>, calendar: &Calendar) {
        let Some(ends) = calendar.ends() else { return };
        let at = self.day(calendar, ends);
        let mut to = None;
        if at.year() > ends.0.year() && widgets::button(ui, view, &format!("‹ {}", at.year() - 1), false).clicked() {
            to = at.months_later(-12);
        }
        let year = RichText::new(at.year().to_string()).font(theme::strong(size::TITLE)).color(view.theme.ink);
        ui.add(Label::new(year).selectable(false));
        if at.year() < ends.1.year() && widgets::button(ui, view, &format!("{} ›", at.year() + 1), false).clicked() {
            to = at.months_later(12);
        }
        let of_year = || calendar.days.iter().filter(|day| day.day.year() == at.year());
        let issues: usize = of_year().map(|day| day.issues.len()).sum();
        let missing = of_year().filter(|day| day.is_missing()).count();
        let counts = [("issues", issues.into()), ("missing", missing.into())];
        widgets::label_of(ui, view, &view.locale.with("collection-calendar-year", &counts));
        self.at = to.or(self.at);
    }
}

/// The day that the keys go to, and whether it is taken.
fn keys(ui: &Ui, at: Day, ends: (Day, Day), first: bool) -> (Day, bool) {
    let id = days_id();
    if first {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    if !ui.memory(|memory| memory.has_focus(id)) {
        return (at, false);
    }
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let week = |step: fn(Day) -> Option<Day>| (0..7).try_fold(at, |day, _| step(day));
    let go: [(Key, &dyn Fn() -> Option<Day>); 8] = [
        (Key::ArrowRight, &|| at.next()),
        (Key::ArrowLeft, &|| at.before()),
        (Key::ArrowDown, &|| week(Day::next)),
        (Key::ArrowUp, &|| week(Day::before)),
        (Key::PageDown, &|| at.months_later(1)),
        (Key::PageUp, &|| at.months_later(-1)),
        (Key::Home, &|| Some(ends.0)),
        (Key::End, &|| Some(ends.1)),
    ];
    let to = go.iter().find(|(key, _)| pressed(*key)).and_then(|(_, to)| to());
    (to.unwrap_or(at), pressed(Key::Enter))
}

/// The months of the chosen day's year. The day that was clicked.
fn months(
    ui: &mut Ui,
    view: &View<'_>,
    (calendar, at): (&Calendar, Day),
    said_of: &impl Fn(Day) -> String,
    has_moved: bool,
) -> Option<Day> {
    let columns = ((ui.available_width() + BETWEEN.x) / (MONTH.x + BETWEEN.x)).floor().clamp(1.0, 4.0) as u32;
    let rows = 12u32.div_ceil(columns);
    let spare = ui.available_width() - columns as f32 * MONTH.x;
    let step = MONTH + vec2((spare / (columns - 1).max(1) as f32).max(BETWEEN.x), BETWEEN.y);
    let room = (ui.ctx().content_rect().height() - OTHERS).max(MONTH.y);
    let height = rows as f32 * step.y - BETWEEN.y;
    let mut clicked = None;
    egui::ScrollArea::vertical().id_salt("issue-calendar").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let focus = ui.interact(rect, days_id(), Sense::focusable_noninteractive());
        focus.widget_info(|| {
            WidgetInfo::labeled(Role::Grid, true, view.locale.with("collection-calendar-of", &[("day", said_of(at).into())]))
        });
        for month in 1..=12 {
            let (column, row) = ((month - 1) % columns, (month - 1) / columns);
            let corner = rect.min + vec2(column as f32 * step.x, row as f32 * step.y);
            for (day, place) in month_of(ui, view, (at.year(), month), Rect::from_min_size(corner, MONTH)) {
                let response = cell(ui, view, (calendar, day, place), said_of);
                if day == at {
                    let color = if focus.has_focus() { view.theme.ink } else { view.theme.ink_3 };
                    let corners = CornerRadius::same(radius::FIELD / 2);
                    ui.painter().rect_stroke(place, corners, Stroke::new(2.0, color), StrokeKind::Inside);
                    if has_moved {
                        ui.scroll_to_rect(place, None);
                    }
                }
                if response.clicked() && calendar.of_day(day).is_some() {
                    clicked = Some(day);
                    focus.request_focus();
                }
            }
        }
    });
    clicked
}

/// Draws the names over a month. Its days, each with its place.
fn month_of(ui: &Ui, view: &View<'_>, (year, month): (u32, u32), rect: Rect) -> Vec<(Day, Rect)> {
    let name = view.text(MONTHS.get(month as usize - 1).copied().unwrap_or_default());
    let (left, top) = (rect.left(), rect.top());
    widgets::one_line(ui, pos2(left + space::XS, top), Align2::LEFT_TOP, &name, theme::strong(size::SMALL), view.theme.ink_2, rect.width());
    for (place, weekday) in Weekday::ALL.into_iter().enumerate() {
        let middle = pos2(left + (place as f32 + 0.5) * CELL.x, top + MONTH_NAME);
        let (font, color) = (theme::text(size::TINY), view.theme.ink_3);
        widgets::one_line(ui, middle, Align2::CENTER_TOP, &view.text(weekday.key()), font, color, CELL.x);
    }
    let days =
        std::iter::successors(Day::new(year, month, 1), |day| day.next()).take_while(|day| (day.year(), day.month()) == (year, month));
    let blank = Day::new(year, month, 1).map_or(0, |day| day.weekday() as usize);
    let place = |(number, day): (usize, Day)| {
        let (column, week) = ((number + blank) % 7, (number + blank) / 7);
        let corner = pos2(left + column as f32 * CELL.x, top + MONTH_NAME + WEEKDAYS + week as f32 * CELL.y);
        (day, Rect::from_min_size(corner, CELL).shrink(0.5))
    };
    days.enumerate().map(place).collect()
}

/// Draws a day: filled where it has an issue, outlined where that is missing.
fn cell(ui: &Ui, view: &View<'_>, (calendar, day, rect): (&Calendar, Day, Rect), said_of: &impl Fn(Day) -> String) -> Response {
    let known = calendar.of_day(day);
    let is_missing = known.is_some_and(|day| day.is_missing());
    let has_issue = known.is_some_and(|day| !day.issues.is_empty());
    // The keyboard goes round the days as one.
    let response = ui.interact(rect, days_id().with(day), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, said_of(day)));
    let (corners, theme) = (CornerRadius::same(radius::FIELD / 2), view.theme);
    let ink = match (has_issue, is_missing) {
        (true, _) => {
            ui.painter().rect_filled(rect, corners, theme.highlight);
            theme.ink
        }
        (_, true) => {
            ui.painter().rect(rect, corners, theme.error_ground, Stroke::new(1.0, theme.error), StrokeKind::Inside);
            theme.error
        }
        _ => theme.ink_3,
    };
    let number = day.day().to_string();
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, number, theme::text(size::TINY), ink);
    if response.hovered() { response.on_hover_text(said_of(day)) } else { response }
}

/// The keys of the names of months.
const MONTHS: [&str; 12] = [
    "month-january",
    "month-february",
    "month-march",
    "month-april",
    "month-may",
    "month-june",
    "month-july",
    "month-august",
    "month-september",
    "month-october",
    "month-november",
    "month-december",
];
