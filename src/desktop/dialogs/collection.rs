//! The issues of a collection: each with its state, its pages, its queries and who has it open. Typing finds a day, a number or a paper;
//! Enter opens what is chosen. Or its days by year and month.

use std::sync::Arc;

use eframe::egui::{self, Align2, Id, Response, RichText, Ui, vec2};

use super::choice::paragraph;
use super::collection_batch::CollectionBatch;
use super::issue_calendar::{IssueCalendar, days_id};
use super::title;
use super::type_ahead::{ListNames, ROW, TypeAhead};
use crate::collection::{CalendarDay, Issue};
use crate::desktop::collection_list::{CollectionList, files_of, is_to_do};
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::language::dates::Day;
use crate::language::pinyin::is_meant;

/// Which issues are listed, and in which order.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum IssuesShown {
    #[default]
    All,
    ToDo,
    ByQueries,
    Missing,
    Calendar,
}

/// The dialog's state.
#[derive(Default)]
pub struct CollectionDialog {
    list: TypeAhead,
    kind: IssuesShown,
    calendar: IssueCalendar,
    batch: CollectionBatch,
    /// Whether the field was given the keyboard, which it is as soon as there is a list.
    begun: bool,
}

/// A row of the list.
#[derive(Clone, Copy)]
enum CollectionRow<'a> {
    Issue(&'a Issue),
    Missing(Day),
}

impl CollectionDialog {
    /// Draws the list; nothing of it is known before the folder was looked at.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, list: Option<&Arc<CollectionList>>, commands: &mut Commands) {
        let Some(list) = list else {
            title(ui, view, "collection-title");
            widgets::label(ui, view, "collection-looking");
            return;
        };
        if self.batch.formats(ui, view, list, commands) {
            // The list gets the keyboard back.
            self.begun = false;
            return;
        }
        // What was pressed has gone meanwhile.
        if self.batch.has_ended(view) {
            self.begun = false;
        }
        title(ui, view, "collection-title");
        if self.kind == IssuesShown::Calendar {
            ui.set_width(size::DIALOG_WIDE.min(ui.ctx().content_rect().width() - 2.0 * space::XXL));
        }
        paragraph(ui, view, list.folder.display().to_string());
        // A year takes all the room that there is.
        if self.kind != IssuesShown::Calendar {
            rule(ui, view, list, commands);
        }
        self.kinds(ui, view, list);
        ui.add_space(space::S);
        let taken = if self.kind == IssuesShown::Calendar { self.days(ui, view, list) } else { self.issues(ui, view, list) };
        ui.add_space(space::S);
        self.batch.ui(ui, view, list, commands);
        ui.add_space(space::S);
        widgets::button_row(ui, |ui| {
            if widgets::button(ui, view, &view.text("collection-other"), false).clicked() {
                commands.push(ShellCommand::CloseDialog);
                commands.push(ShellCommand::ChooseCollection);
            }
            if widgets::button(ui, view, &view.text("collection-import-scannos"), false).clicked() {
                commands.push(ShellCommand::CloseDialog);
                commands.push(ShellCommand::ChooseScannos);
            }
            if widgets::button(ui, view, &view.text("collection-learn"), false).clicked() {
                commands.push(ShellCommand::CloseDialog);
                commands.push(ShellCommand::LearnCorrections(list.folder.clone()));
            }
        });
        if let Some(issue) = taken {
            commands.push(ShellCommand::CloseDialog);
            commands.push(ShellCommand::Open(files_of(issue)));
        }
    }

    /// The list. Gives the issue that was taken.
    fn issues<'a>(&mut self, ui: &mut Ui, view: &View<'_>, list: &'a CollectionList) -> Option<&'a Issue> {
        self.begun |= ui.memory(|memory| memory.has_focus(Id::unique("collection-hint")));
        let first = !self.begun;
        let names = ListNames { hint: "collection-hint", nothing: "collection-nothing", page: 8, row: ROW };
        self.list.below = self.batch.room(view, list);
        let kind = self.kind;
        let find = |text: &str| rows(list, kind).into_iter().filter(|row| text.is_empty() || is_meant(&row.name(view), text)).collect();
        let taken = self.list.ui(ui, view, (&names, first), find, |ui, found, chosen| row(ui, view, *found, chosen));
        ui.add_space(space::S);
        widgets::label(ui, view, "collection-keys");
        match taken {
            Some(CollectionRow::Issue(issue)) => Some(issue),
            Some(CollectionRow::Missing(_)) | None => None,
        }
    }

    /// The calendar. Gives the issue that was taken; those of a day that has several are listed.
    fn days<'a>(&mut self, ui: &mut Ui, view: &View<'_>, list: &'a CollectionList) -> Option<&'a Issue> {
        self.begun |= ui.memory(|memory| memory.has_focus(days_id()));
        let first = !self.begun;
        let day = self.calendar.ui(ui, view, &list.calendar, |day| said_of(view, list, day), first)?;
        match list.calendar.of_day(day)?.issues.as_slice() {
            [] => None,
            [one] => list.issues.get(*one),
            _ => {
                (self.kind, self.begun) = (IssuesShown::All, false);
                self.list.look_for(day.to_string());
                None
            }
        }
    }

    fn kinds(&mut self, ui: &mut Ui, view: &View<'_>, list: &CollectionList) {
        use IssuesShown::{All, ByQueries, Calendar, Missing, ToDo};
        let to_do = list.issues.iter().filter(|issue| is_to_do(issue)).count();
        let counted = [
            (All, "collection-all", list.issues.len()),
            (ToDo, "collection-to-do", to_do),
            (ByQueries, "collection-by-queries", list.issues.iter().filter(|issue| issue.queries.is_some()).count()),
            (Missing, "collection-missing", list.calendar.missing().count()),
            (Calendar, "collection-calendar", 0),
        ];
        ui.horizontal_wrapped(|ui| {
            for (kind, key, count) in counted {
                if widgets::switch_chip(ui, view, &view.locale.with(key, &[("count", count.into())]), self.kind == kind) {
                    self.kind = kind;
                    self.list.begin_again();
                    // What is typed next is looked for.
                    self.begun = false;
                }
            }
            if self.kind == IssuesShown::Calendar {
                ui.add_space(space::L);
                self.calendar.years(ui, view, &list.calendar);
            }
        });
    }
}

/// How the files are named and when the paper comes out. Where no file says so yet, one is offered.
fn rule(ui: &mut Ui, view: &View<'_>, list: &CollectionList, commands: &mut Commands) {
    let settings = &list.settings;
    let weekdays: Vec<String> = settings.published.iter().map(|weekday| view.text(weekday.key())).collect();
    let days = if weekdays.is_empty() { view.text("cli-collection-daily") } else { weekdays.join(&view.text("cli-comma")) };
    let key = if list.has_settings_file { "collection-by-file" } else { "collection-by-itself" };
    let words = view.locale.with(key, &[("naming", settings.naming.text().to_owned().into()), ("days", days.into())]);
    ui.add(egui::Label::new(RichText::new(words).font(theme::text(size::SMALL)).color(view.theme.ink_3)).wrap());
    if !list.has_settings_file
        && !list.issues.is_empty()
        && widgets::button(ui, view, &view.text("collection-write-settings"), false).clicked()
    {
        commands.push(ShellCommand::WriteCollectionSettings(list.folder.clone(), settings.clone()));
    }
    ui.add_space(space::S);
}

fn rows(list: &CollectionList, kind: IssuesShown) -> Vec<CollectionRow<'_>> {
    let issues = list.issues.iter();
    match kind {
        IssuesShown::All => issues.map(CollectionRow::Issue).collect(),
        IssuesShown::ToDo => issues.filter(|issue| is_to_do(issue)).map(CollectionRow::Issue).collect(),
        IssuesShown::ByQueries => {
            let mut counted: Vec<&Issue> = issues.filter(|issue| issue.queries.is_some()).collect();
            counted.sort_by_key(|issue| std::cmp::Reverse(issue.queries));
            counted.into_iter().map(CollectionRow::Issue).collect()
        }
        IssuesShown::Missing => list.calendar.missing().map(CollectionRow::Missing).collect(),
        IssuesShown::Calendar => Vec::new(),
    }
}

/// A day with what is said of it: its issue, how many there are, or that none is there.
fn said_of(view: &View<'_>, list: &CollectionList, day: Day) -> String {
    let known = list.calendar.of_day(day);
    let issues = known.map(|day| day.issues.as_slice()).unwrap_or_default();
    let said = match issues {
        [one] => list.issues.get(*one).map(|issue| {
            let parts = [issue.paper.clone(), issue.number.clone(), Some(CollectionRow::Issue(issue).note(view))];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }),
        [] => Some(view.text(if known.is_some_and(CalendarDay::is_missing) { "collection-not-there" } else { "collection-none-due" })),
        several => Some(view.locale.with("collection-issues", &[("count", several.len().into())])),
    };
    format!("{}: {}", CollectionRow::Missing(day).name(view), said.unwrap_or_default())
}

impl CollectionRow<'_> {
    /// What an issue is called: its day, its paper and its number; where no day is known, its file.
    fn name(self, view: &View<'_>) -> String {
        match self {
            CollectionRow::Missing(day) => format!("{day} · {}", view.text(day.weekday().key())),
            CollectionRow::Issue(issue) => {
                let parts = [Some(issue.date_or_name()), issue.paper.clone(), issue.number.clone()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
        }
    }

    /// How far it is.
    fn note(self, view: &View<'_>) -> String {
        let CollectionRow::Issue(issue) = self else { return view.text("collection-not-there") };
        let counted = |key: &str, count: usize| view.locale.with(key, &[("count", count.into())]);
        let holder = issue.holder.as_ref().map(|holder| holder.who.clone());
        let parts = [
            Some(view.text(issue.state.key())),
            Some(counted("collection-pages", issue.pages)),
            issue.queries.map(|count| counted("queries-left", count)),
            holder,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

fn row(ui: &mut Ui, view: &View<'_>, found: CollectionRow<'_>, chosen: bool) -> Response {
    /// The part of a row that what is said of an issue may take.
    const NOTE: f32 = 0.55;
    let (name, note) = (found.name(view), found.note(view));
    let response = widgets::row(ui, view.theme, ROW, chosen, &format!("{name}: {note}"));
    let rect = response.rect;
    let (left, right) = (rect.left_center() + vec2(space::S, 0.0), rect.right_center() - vec2(space::M, 0.0));
    let wide =
        widgets::one_line(ui, right, Align2::RIGHT_CENTER, &note, theme::chinese(size::SMALL), view.theme.ink_3, rect.width() * NOTE);
    let room = rect.width() - wide - 2.0 * space::S - space::M;
    widgets::one_line(ui, left, Align2::LEFT_CENTER, &name, theme::chinese(size::BODY), view.theme.ink, room);
    response
}
