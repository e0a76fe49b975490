//! The window: its state, and what happens in each frame.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, CentralPanel, Frame, Panel, Ui, ViewportBuilder, vec2};

use super::command::{Action, Command};
use super::dialogs::Dialogs;
use super::document::Document;
use super::explain::Explain;
use super::exports::Exports;
use super::facsimile::{Images, Spot};
use super::find::Search;
use super::index::Index;
use super::jobs::Jobs;
use super::keymap::Keymap;
use super::manuscript::Manuscript;
use super::panes::{facsimile::FacsimilePane, inspector::InspectorPane, outline::OutlinePane, raw::RawPane, start, status, title};
use super::settings::{Keeper, Settings};
use super::theme::{Theme, size};
use super::view::{Dialog, Pane, View};
use super::{columns, fonts, perform};
use crate::edition::ArticleId;
use crate::locale::{Language, Locale};
use crate::page::PageIndex;
use crate::store::Fingerprint;
use crate::store::journal::Recovered;
use crate::style::HouseStyle;

/// Why the desk could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum DesktopError {
    /// There is no display to show a window on.
    #[error(
        "no window can be opened: there is no display. Without one, use `stet clean`, `stet check` and `stet export` (see `stet --help`)"
    )]
    NoDisplay,
    /// The window could not be opened.
    #[error(
        "the window could not be opened ({0}). Over a remote desktop without OpenGL, try LIBGL_ALWAYS_SOFTWARE=1, or use `stet clean`, `stet check` and `stet export`"
    )]
    Window(String),
}

/// The desk: everything there is while the window is open.
pub struct Desk {
    pub(super) document: Option<Document>,
    pub(super) settings: Settings,
    pub(super) keeper: Keeper,
    pub(super) locale: Locale,
    pub(super) theme: Theme,
    pub(super) keymap: Keymap,
    pub(super) style: Arc<HouseStyle>,
    pub(super) jobs: Jobs,
    pub(super) dialog: Option<Dialog>,
    pub(super) dialogs: Dialogs,
    pub(super) message: Option<String>,
    pub(super) exports: Exports,
    pub(super) outline: OutlinePane,
    pub(super) inspector: InspectorPane,
    pub(super) raw: RawPane,
    pub(super) facsimile: FacsimilePane,
    pub(super) images: Images,
    pub(super) manuscript: Manuscript,
    pub(super) index: Index,
    pub(super) search: Search,
    /// Whether the queue stands in the outline's place.
    pub(super) shows_queue: bool,
    /// The article that was worked in last, to which matter is brought back and headlines are given.
    pub(super) last_article: Option<ArticleId>,
    /// The pane that gets the keyboard back after a dialog, and for how many frames more it is given: while a dialog closes, egui
    /// takes the keyboard from what was behind it.
    pub(super) returning: Option<(Pane, u8)>,
    /// The folder of the journals; without one none are kept.
    pub(super) journals: Option<PathBuf>,
    /// Work of earlier sessions that is offered; and the one that is being taken up.
    pub(super) recovered: Vec<Recovered>,
    pub(super) taken_up: Option<Recovered>,
    /// What somebody else has put in the place of the edition's file.
    pub(super) theirs: Option<Fingerprint>,
    /// Whether it was said that the journal cannot be written.
    pub(super) journal_fails: bool,
    /// Whether the window had the keyboard in the last frame.
    has_focus: bool,
    /// The window's title as it was set last.
    title: String,
    /// Whether the window may close although there is unsaved work: the editor said so.
    pub(super) may_quit: bool,
}

/// Opens the desk with these files and runs it until its window is closed.
///
/// # Errors
/// There is no display, or no window can be opened on it.
pub fn run(paths: Vec<PathBuf>) -> Result<(), DesktopError> {
    if cfg!(all(unix, not(target_os = "macos"))) {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !set("DISPLAY") && !set("WAYLAND_DISPLAY") && !set("WAYLAND_SOCKET") {
            return Err(DesktopError::NoDisplay);
        }
    }
    let settings_path = Settings::path();
    let settings = settings_path.as_deref().map(Settings::load).unwrap_or_default();
    let (width, height) = settings.window.unwrap_or((1600.0, 1000.0));
    let viewport = ViewportBuilder::default()
        .with_inner_size(vec2(width, height))
        .with_title("Stet")
        .with_app_id("stet")
        .with_min_inner_size(vec2(960.0, 600.0))
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, system_font_fallback: false, ..eframe::NativeOptions::default() };
    let start = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        // The fonts of the system are only for characters the embedded ones lack, and their variants are the Chinese ones.
        let system = egui_system_font_provider::SystemFontProvider::new().with_locale(Some("zh-Hans"));
        creation.egui_ctx.add_font_provider(Arc::new(system));
        let mut desk = Desk::new(&creation.egui_ctx, settings, settings_path);
        if let Some(folder) = Settings::journals() {
            desk = desk.with_journals(folder);
        }
        if !paths.is_empty() {
            perform::perform(&mut desk, &creation.egui_ctx, Command::Open(paths));
        }
        Ok(Box::new(desk))
    };
    eframe::run_native("Stet", options, Box::new(start)).map_err(|error| DesktopError::Window(error.to_string()))
}

impl Desk {
    /// A desk on which nothing is open. Without a settings path nothing is remembered.
    pub fn new(ctx: &egui::Context, settings: Settings, settings_path: Option<PathBuf>) -> Desk {
        let locale = Locale::load(settings.language());
        let theme = Theme::load(settings.theme);
        fonts::install(ctx, locale.language == Language::Chinese);
        theme.apply(ctx);
        ctx.set_zoom_factor(settings.window_scale);
        // The keymap has the shortcuts for it.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let (keymap, faults) = settings_path.as_deref().map(|path| Keymap::load(&Keymap::path(path))).unwrap_or_default();
        let style = perform::usual_style(&settings, settings_path.as_deref());
        let (style, fault) = match style.map_or_else(|| Ok(HouseStyle::default()), |path| HouseStyle::load_or_standard(&path)) {
            Ok(style) => (style, None),
            Err(fault) => (HouseStyle::default(), Some(fault.words(&locale))),
        };
        let message = fault.or_else(|| faults.first().map(|fault| fault.words(&locale)));
        Desk {
            document: None,
            settings,
            keeper: Keeper::of(settings_path),
            locale,
            theme,
            keymap,
            style: Arc::new(style),
            jobs: Jobs::new(ctx.clone()),
            dialog: None,
            dialogs: Dialogs::default(),
            message,
            exports: Exports::default(),
            outline: OutlinePane::default(),
            inspector: InspectorPane::default(),
            raw: RawPane::default(),
            facsimile: FacsimilePane::default(),
            images: Images::default(),
            manuscript: Manuscript::default(),
            index: Index::default(),
            search: Search::default(),
            shows_queue: false,
            last_article: None,
            returning: None,
            journals: None,
            recovered: Vec::new(),
            taken_up: None,
            theirs: None,
            journal_fails: false,
            has_focus: true,
            title: String::new(),
            may_quit: false,
        }
    }

    /// The same desk, which keeps journals in this folder, and offers what crashes left in it.
    pub fn with_journals(mut self, folder: PathBuf) -> Desk {
        self.jobs.recover(folder.clone());
        self.journals = Some(folder);
        self
    }

    /// The open edition, for tests and tools.
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The manuscript, for tests and tools.
    pub fn manuscript(&self) -> &Manuscript {
        &self.manuscript
    }

    /// What is remembered, for tests and tools.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether work is going on in the background.
    pub fn is_busy(&self) -> bool {
        self.jobs.is_busy()
    }

    /// Carries out a command as if a pane had asked for it.
    pub fn perform(&mut self, ctx: &egui::Context, command: Command) {
        perform::perform(self, ctx, command);
    }

    /// One frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        for outcome in self.jobs.finished() {
            perform::finish(self, &ctx, outcome);
        }
        self.input(&ctx);
        self.draw(ui);
        self.return_keyboard(&ctx);
        self.check();
        perform::look_for_image(self);
        self.come_back(&ctx);
        perform::watch_journal(self, &ctx);
        self.window(&ctx);
    }

    /// Keys and dropped files, before anything is drawn.
    fn input(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            perform::perform(self, ctx, Command::Open(dropped));
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_quit && self.has_work_to_lose() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            perform::perform(self, ctx, Command::Do(Action::Quit));
        }
        if self.dialog.is_some() {
            return;
        }
        let typing = ctx.text_edit_focused() && !ctx.memory(|memory| memory.has_focus(self.manuscript.id()));
        for action in self.keymap.pressed(ctx, typing) {
            perform::perform(self, ctx, Command::Do(action));
        }
        let Some(mut document) = self.document.take() else { return };
        let mut manuscript = std::mem::take(&mut self.manuscript);
        let theme = self.theme.clone();
        manuscript.keyboard(ctx, &theme, &mut document, |document, command| perform::in_document(self, document, command));
        self.manuscript = manuscript;
        self.document = Some(document);
    }

    /// Looks at the edition's file when the window is come back to: somebody may have changed it meanwhile.
    fn come_back(&mut self, ctx: &egui::Context) {
        let has_focus = ctx.input(|input| input.focused);
        if has_focus && !std::mem::replace(&mut self.has_focus, has_focus) {
            perform::look(self);
        }
        self.has_focus = has_focus;
    }

    /// Closes the open edition, whose work is in its file or was let go.
    pub(super) fn let_go(&mut self) {
        if let Some(mut document) = self.document.take() {
            document.keeping.let_go();
        }
        self.images.reset();
    }

    /// Remembers where the caret is, so that the edition opens there again.
    pub(super) fn remember_caret(&mut self) {
        let Some(document) = &self.document else { return };
        if let (Some(path), Some(selection)) = (document.path(), document.selection()) {
            self.settings.remember_caret(path, selection.head);
        }
    }

    /// Whether closing would lose work.
    pub(super) fn has_work_to_lose(&self) -> bool {
        self.document.as_ref().is_some_and(Document::has_work_to_lose)
    }

    fn draw(&mut self, ui: &mut Ui) {
        let work = self.jobs.work();
        let mut commands = Vec::new();
        if let Some(document) = &self.document {
            self.index.update(document.edition(), document.generation());
            self.search.update(document);
        }
        let view = View {
            theme: &self.theme,
            locale: &self.locale,
            keymap: &self.keymap,
            settings: &self.settings,
            style: &self.style,
            document: self.document.as_ref(),
            images: &self.images,
            spot: self.document.as_ref().and_then(Spot::of),
            found: self.search.found(),
            work,
            exports: &self.exports,
            message: self.message.as_deref(),
        };
        let page = self.image_page().unwrap_or_default();
        let plain = |fill| Frame::NONE.fill(fill);
        Panel::top("title")
            .exact_size(size::BAR)
            .resizable(false)
            .frame(plain(view.theme.panel))
            .show(ui, |ui| title::ui(ui, &view, &mut commands));
        Panel::bottom("status").exact_size(size::STATUS).resizable(false).frame(plain(view.theme.panel)).show(ui, |ui| {
            status::ui(ui, &view, &self.index, &mut commands);
        });
        let mut widths = view.settings.widths;
        if view.document.is_some() {
            let panes = columns::Panes {
                outline: &mut self.outline,
                raw: &mut self.raw,
                facsimile: &mut self.facsimile,
                manuscript: &mut self.manuscript,
                search: &mut self.search,
                inspector: &mut self.inspector,
            };
            widths = columns::ui(ui, &view, (&self.index, page, self.shows_queue), panes, &mut commands);
        } else {
            CentralPanel::default().frame(plain(view.theme.ground)).show(ui, |ui| start::ui(ui, &view, &mut commands));
        }
        if let Some(dialog) = &mut self.dialog {
            self.dialogs.ui(ui, dialog, &view, &mut commands);
        }
        self.settings.widths = widths;
        self.follow();
        let ctx = ui.ctx().clone();
        for command in commands {
            perform::perform(self, &ctx, command);
        }
    }

    /// The page whose image is shown: that of the caret, or of the raw text nearest to it.
    pub(super) fn image_page(&self) -> Option<PageIndex> {
        let document = self.document.as_ref()?;
        let spot = Spot::of(document).map(|spot| spot.page);
        let last = self.facsimile.page().filter(|page| document.edition().page(*page).is_some());
        spot.or(last).or_else(|| document.edition().page(PageIndex(0)).map(|_| PageIndex(0)))
    }

    fn return_keyboard(&mut self, ctx: &egui::Context) {
        if let Some((pane, frames)) = self.returning.take().filter(|_| self.dialog.is_none()) {
            ctx.memory_mut(|memory| memory.request_focus(pane.id()));
            self.returning = frames.checked_sub(1).map(|frames| (pane, frames));
            ctx.request_repaint();
        }
    }

    /// Raw text and draft scroll together: the one that was not scrolled goes where the other is.
    fn follow(&mut self) {
        let Some(document) = &self.document else { return };
        if self.raw.was_scrolled() {
            if let Some((page, at)) = self.raw.middle()
                && let Some(place) = document.edition().place_of(page, at)
            {
                self.manuscript.reveal(place);
            }
        } else if self.manuscript.was_scrolled()
            && let Some(viewport) = self.raw.viewport()
        {
            let middle = viewport.top() + viewport.height() / 3.0;
            let at_middle = |shown: &&super::manuscript::Shown| shown.bottom >= middle;
            if let Some(shown) = self.manuscript.shown().iter().find(at_middle)
                && let Some(span) = self.index.block(shown.block).and_then(|entry| entry.spans.first())
            {
                let (top, bottom) = (shown.top, shown.bottom.max(shown.top + 1.0));
                let part = ((middle - top) / (bottom - top)).clamp(0.0, 1.0);
                let lines = (span.lines.end() - span.lines.start()) as f32;
                self.raw.align(span.page, span.lines.start() + (lines * part) as usize, middle.max(top));
            }
        }
    }

    /// Checks the edition in the background whenever it has changed.
    fn check(&mut self) {
        if let Some(document) = self.document.as_ref().filter(|document| !document.queries_are_current()) {
            self.jobs.check(document.edition().clone(), document.generation(), self.style.clone());
        }
    }

    fn window(&mut self, ctx: &egui::Context) {
        let title = match &self.document {
            Some(document) => {
                let name = perform::document_name(document);
                let name = match document.held_by() {
                    Some(_) => format!("{name} [{}]", self.locale.text("title-read-only")),
                    None => name,
                };
                if document.has_work_to_lose() { format!("● {name} — Stet") } else { format!("{name} — Stet") }
            }
            None => "Stet".to_owned(),
        };
        // The window system may not tell what the title is, so it is remembered.
        if self.title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for Desk {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
        let scale = self.settings.window_scale;
        let size = |input: &egui::InputState| input.viewport().inner_rect.map(|rect| (rect.width() * scale, rect.height() * scale));
        self.settings.window = ui.ctx().input(size).or(self.settings.window);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.remember_caret();
        self.keeper.keep_now(&self.settings);
        // The editor was asked about work that is in no file, and let it go.
        self.let_go();
    }
}
