//! The window that the desk is shown in.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Ui, ViewportBuilder, vec2};

use super::command::ShellCommand;
use super::desk::Desk;
use super::perform;
use super::settings::Settings;
use crate::explained::{Arguments, Explained, in_spoken_language, named};
use crate::locale::Locale;
use crate::store::journal;

/// Why the desk could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_spoken_language(self))]
pub enum DesktopError {
    /// There is no display to show a window on.
    NoDisplay,
    /// The window could not be opened, for this reason.
    Window(String),
}

impl Explained for DesktopError {
    fn key(&self) -> &'static str {
        match self {
            DesktopError::NoDisplay => "error-no-display",
            DesktopError::Window(_) => "error-no-window",
        }
    }

    fn arguments(&self, _: &Locale) -> Arguments {
        match self {
            DesktopError::NoDisplay => Vec::new(),
            DesktopError::Window(why) => vec![named("what", why)],
        }
    }
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
    let (settings, fault) = settings_path.as_deref().map(Settings::load).unwrap_or_default();
    let (width, height) = settings.window.unwrap_or((1600.0, 1000.0));
    let viewport = ViewportBuilder::default()
        .with_inner_size(vec2(width, height))
        .with_title("Stet")
        .with_app_id("stet")
        .with_icon(icon())
        .with_min_inner_size(vec2(640.0, 400.0))
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, system_font_fallback: false, ..eframe::NativeOptions::default() };
    let start = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        // The fonts of the system are only for characters the embedded ones lack, and their variants are the Chinese ones.
        let system = egui_system_font_provider::SystemFontProvider::new().with_locale(Some("zh-Hans"));
        creation.egui_ctx.add_font_provider(Arc::new(system));
        let desk = Desk::new(&creation.egui_ctx, settings, settings_path).with_fault(fault);
        let mut desk = match Settings::journals() {
            Some(folder) => desk.with_journals_in(journal::folders(), folder),
            None => desk.without_journals(),
        };
        if !paths.is_empty() {
            perform::perform(&mut desk, &creation.egui_ctx, ShellCommand::Open(paths).into());
        }
        Ok(Box::new(desk))
    };
    eframe::run_native("Stet", options, Box::new(start)).map_err(|error| DesktopError::Window(error.to_string()))
}

/// The picture that stands for the window where no entry of a menu gives it one.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/package/stet-128.png")).unwrap_or_default()
}

impl eframe::App for Desk {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
        let settings = &mut self.shell.settings;
        let scale = settings.window_scale;
        let size = |input: &egui::InputState| input.viewport().inner_rect.map(|rect| (rect.width() * scale, rect.height() * scale));
        settings.window = ui.ctx().input(size).or(settings.window);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // The editor was asked about work that is in no file, and let it go.
        perform::close(self);
        perform::keep_effort_now(self);
        self.shell.keeper.keep_now(&self.shell.settings);
    }
}
