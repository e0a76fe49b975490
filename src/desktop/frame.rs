//! A frame of the desk: what came from the background and the keyboard is taken up, then everything is drawn, then the commands of
//! the panes are carried out.

use std::path::PathBuf;

use eframe::egui::{self, CentralPanel, Frame, Panel, Ui, ViewportCommand};

use super::arrangement::Arrangement;
use super::command::{Action, Command, Commands, ShellCommand};
use super::desk::Desk;
use super::open::OpenEdition;
use super::open::line_index::LineIndex;
use super::panes::{notice, start, status, title};
use super::shell::{Arriving, Journals};
use super::theme::size;
use super::view::{BatchView, Journaling, Pane, View};
use super::{columns, keymap, perform, widgets};

impl Desk {
    /// Carries out a command as if a pane had asked for it.
    pub fn perform(&mut self, ctx: &egui::Context, command: impl Into<Command>) {
        perform::perform(self, ctx, command.into());
    }

    /// One frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        for outcome in self.shell.jobs.finished() {
            perform::finish(self, &ctx, outcome);
        }
        perform::watch_effort(self, &ctx);
        self.input(&ctx);
        let commands = self.draw(ui);
        for command in commands {
            perform::perform(self, &ctx, command);
        }
        self.return_keyboard(&ctx);
        if let Some(open) = &mut self.open {
            perform::check(&mut self.shell, open);
            perform::look_for_image(&mut self.shell, open);
            perform::draw_finer(&mut self.shell, open);
            perform::make_thumbnails(&mut self.shell, open);
            perform::watch_journal(&mut self.shell, open);
        }
        self.come_back(&ctx);
        perform::quit_when_written(self, &ctx);
        self.set_title(&ctx);
    }

    /// Keys and dropped files, before anything is drawn.
    fn input(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.perform(ctx, ShellCommand::Open(dropped));
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.shell.may_quit && !perform::may_close(self) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.perform(ctx, Action::Quit);
        }
        keymap::drop_text_of_alt(ctx);
        if self.shell.dialog.is_some() {
            return;
        }
        let in_manuscript = ctx.memory(|memory| memory.has_focus(Pane::Draft.id()));
        for action in self.shell.keymap.pressed(ctx, ctx.text_edit_focused() && !in_manuscript) {
            self.perform(ctx, action);
        }
        self.keep_typing(ctx);
        self.type_in_manuscript(ctx);
    }

    /// What is typed while nothing has the keyboard is for the draft: it must not vanish.
    fn keep_typing(&self, ctx: &egui::Context) {
        let nothing = ctx.memory(|memory| memory.focused().is_none());
        let is_text = |event: &egui::Event| {
            use egui::{Event, ImeEvent};
            matches!(event, Event::Text(_) | Event::Paste(_) | Event::Ime(ImeEvent::Preedit { .. } | ImeEvent::Commit(_)))
        };
        if nothing && self.open.is_some() && ctx.input(|input| input.events.iter().any(is_text)) {
            ctx.memory_mut(|memory| memory.request_focus(Pane::Draft.id()));
        }
    }

    /// Turns the input of this frame into commands, if the manuscript has the keyboard. Before anything is drawn, so that a key shows
    /// in the frame in which it arrives; and each is carried out before the next event is read.
    fn type_in_manuscript(&mut self, ctx: &egui::Context) {
        let Some(open) = &mut self.open else { return };
        if !open.panes.manuscript.has_keyboard(ctx) {
            return;
        }
        for event in ctx.input(|input| input.events.clone()) {
            let Some(open) = &mut self.open else { return };
            let commands = open.panes.manuscript.event(ctx, &self.shell.theme, &mut open.document, &event);
            for command in commands {
                perform::perform(self, ctx, command);
            }
        }
    }

    /// Draws everything. Gives what the panes answer.
    fn draw(&mut self, ui: &mut Ui) -> Commands {
        let mut commands = Commands::default();
        let journaling = self.journaling();
        let Desk { shell, open } = self;
        let (arriving, raw_arriving) =
            shell.arriving.as_mut().filter(|_| open.is_none()).map(|Arriving { edition, raw }| (&*edition, raw)).unzip();
        shell.arrangement = Arrangement::of(&shell.settings, ui.available_width(), shell.asked);
        let (checking, page, spot) = match open {
            Some(open) => {
                open.index.update(open.document.edition(), open.document.generation());
                open.search.update(&open.document);
                (shell.jobs.checking(open.id()), open.image_page().unwrap_or_default(), open.spot())
            }
            None => Default::default(),
        };
        let (no_images, no_index) = Default::default();
        let (document, images, index, preview, shown) = match open {
            Some(OpenEdition { document, images, index, preview, panes, search, .. }) => {
                (Some(&*document), &*images, &*index, preview.as_ref(), Some((panes, search)))
            }
            None => (None, &no_images, &no_index, None, None),
        };
        let format = shell.exports.format();
        let view = View {
            theme: &shell.theme,
            locale: &shell.locale,
            keymap: &shell.keymap,
            settings: &shell.settings,
            arrangement: shell.arrangement,
            style: &shell.style,
            document,
            arriving,
            images,
            spot,
            found: shown.as_ref().and_then(|(_, search)| search.found()),
            work: shell.jobs.work(),
            batch: BatchView { running: shell.jobs.batch(), came: shell.batch.as_deref() },
            checking,
            exports: &shell.exports,
            preview: preview.filter(|(of, ..)| *of == format).map(|(_, _, preview)| preview),
            message: shell.message.as_ref(),
            warning: shell.warning.as_ref(),
            journaling: &journaling,
            unreadable: &shell.unreadable,
        };
        let draft_alone = view.settings.draft_alone && view.document.is_some();
        bars(ui, &view, index, draft_alone, &mut commands);
        let is_narrow = view.arrangement.is_narrow;
        let mut widths = *view.settings.widths_in(is_narrow);
        match shown {
            Some((panes, search)) => {
                widths = columns::ui(ui, &view, (index, page, shell.shows_queue), (panes, search), &mut commands);
            }
            None => match raw_arriving {
                Some(raw) => columns::arriving(ui, &view, raw, &mut commands),
                None => {
                    let frame = Frame::NONE.fill(view.theme.ground);
                    CentralPanel::default().frame(frame).show(ui, |ui| start::ui(ui, &view, &mut commands));
                }
            },
        }
        if let Some(dialog) = &mut shell.dialog {
            shell.dialogs.ui(ui, dialog, &view, &mut commands);
        }
        widgets::focus_ring(ui.ctx(), &shell.theme);
        *shell.settings.widths_mut(is_narrow) = widths;
        if let Some(open) = open {
            open.scroll_together();
        }
        commands
    }

    /// Whether what is done to the open edition is kept in a journal.
    fn journaling(&self) -> Journaling {
        let Some(open) = self.open.as_ref().filter(|open| open.document.held_by().is_none()) else { return Journaling::Works };
        match (open.document.keeping.journal_fault(), &self.shell.journals) {
            (Some(fault), _) => Journaling::Fails(fault),
            (None, Journals::Nowhere) => Journaling::Nowhere,
            (None, Journals::Off | Journals::In(_)) => Journaling::Works,
        }
    }

    /// Gives the keyboard back to the pane that had it before a dialog.
    fn return_keyboard(&mut self, ctx: &egui::Context) {
        let shell = &mut self.shell;
        if let Some((pane, frames)) = shell.returning.take().filter(|_| shell.dialog.is_none()) {
            ctx.memory_mut(|memory| memory.request_focus(pane.id()));
            shell.returning = frames.checked_sub(1).map(|frames| (pane, frames));
            ctx.request_repaint();
        }
    }

    /// Looks at the edition's file when the window is come back to: somebody may have changed it meanwhile.
    fn come_back(&mut self, ctx: &egui::Context) {
        let has_focus = ctx.input(|input| input.focused);
        let had_focus = std::mem::replace(&mut self.shell.has_focus, has_focus);
        if let Some(open) = self.open.as_ref().filter(|_| has_focus && !had_focus) {
            perform::look(&mut self.shell, open);
        }
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let title = match self.document() {
            Some(document) => {
                let name = match document.held_by() {
                    Some(_) => format!("{} [{}]", document.name(), self.shell.locale.text("title-read-only")),
                    None => document.name(),
                };
                if document.has_work_to_lose() { format!("● {name} — Stet") } else { format!("{name} — Stet") }
            }
            None => "Stet".to_owned(),
        };
        // The window system may not tell what the title is, so it is remembered.
        if self.shell.title != title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.shell.title = title;
        }
    }
}

/// The bar above, the bar below, and over that what must be seen, which is all that is shown beside the draft alone.
fn bars(ui: &mut Ui, view: &View<'_>, index: &LineIndex, draft_alone: bool, commands: &mut Commands) {
    if draft_alone {
        return notice::ui(ui, view, commands);
    }
    let bar = |panel: Panel, height: f32| panel.exact_size(height).resizable(false).frame(Frame::NONE.fill(view.theme.panel));
    bar(Panel::top("title"), size::BAR).show(ui, |ui| title::ui(ui, view, commands));
    bar(Panel::bottom("status"), size::STATUS).show(ui, |ui| status::ui(ui, view, index, commands));
    notice::ui(ui, view, commands);
}
