//! The images of the pages: which is shown, and how.

use std::path::Path;

use eframe::egui::Context;

use super::focus;
use crate::desktop::app::Desk;
use crate::desktop::command::Action;
use crate::desktop::facsimile::Spot;
use crate::desktop::panes::facsimile::Fit;
use crate::desktop::picks::toggled;
use crate::desktop::settings::Settings;
use crate::desktop::view::Pane;
use crate::edition::lines::LineId;
use crate::import::image::Search;

/// How much one step makes an image larger.
const STEP: f32 = 1.25;

/// Shows the raw text, the facsimile, or both.
pub(super) fn cycle(desk: &mut Desk, ctx: &Context) {
    desk.settings.beside = desk.settings.beside.next();
    desk.keep_settings();
    // The pane that has the keyboard may be gone.
    let gone = [Pane::Raw, Pane::Facsimile].map(Pane::id);
    if ctx.memory(|memory| memory.focused()).is_some_and(|focused| gone.contains(&focused)) {
        focus(desk, ctx, Pane::Draft);
    }
}

/// Turns a switch.
pub(super) fn toggle(desk: &mut Desk, switch: impl Fn(&mut Settings) -> &mut bool) {
    *switch(&mut desk.settings) ^= true;
    desk.keep_settings();
}

/// Shows the image at another size, or turned.
pub(super) fn fit(desk: &mut Desk, action: Action) {
    if !is_shown(desk) {
        return;
    }
    match action {
        Action::FitColumn => desk.facsimile.fit(Fit::Column),
        Action::FitWidth => desk.facsimile.fit(Fit::Width),
        Action::FitPage => desk.facsimile.fit(Fit::Page),
        Action::FitLine => desk.facsimile.fit(Fit::Line),
        Action::FitCaret => desk.facsimile.fit(Fit::Caret),
        Action::ActualSize => desk.facsimile.fit(Fit::Actual),
        Action::ImageLarger => desk.facsimile.zoom(STEP),
        Action::ImageSmaller => desk.facsimile.zoom(1.0 / STEP),
        _ => desk.facsimile.turn(),
    }
}

/// Whether the image is shown; where it is not, it says how to show it.
fn is_shown(desk: &mut Desk) -> bool {
    if !desk.facsimile.is_shown() {
        let command = desk.locale.text(Action::ShowFacsimile.key());
        desk.message = Some(desk.locale.with("say-no-facsimile", &[("command", command.into())]));
    }
    desk.facsimile.is_shown()
}

/// Has the mouse pick lines without a key held, or not.
pub(super) fn toggle_tool(desk: &mut Desk) {
    if is_shown(desk) {
        desk.facsimile.toggle_picking();
    }
}

/// Picks the caret's raw line, or lets it go.
pub(super) fn pick_line(desk: &mut Desk) {
    let Some(document) = desk.document.as_mut() else { return };
    let Some(spot) = Spot::of(document) else { return desk.say("say-no-source") };
    let line = LineId { page: spot.page, number: spot.line };
    let lines = toggled(document.picks.lines(), &[line]);
    let count = lines.len();
    document.picks.pick(lines);
    desk.message = Some(desk.locale.with("facsimile-picked", &[("count", count.into())]));
}

/// Commands are for the draft from now on.
pub(super) fn yield_lead(desk: &mut Desk) {
    if let Some(document) = desk.document.as_mut() {
        document.picks.yield_lead();
    }
}

/// Takes a file as the image of the caret's page.
pub(super) fn take_image(desk: &mut Desk, path: &Path) {
    desk.dialog = None;
    let Some(page) = desk.image_page() else { return };
    let Some(source) = desk.document.as_ref().and_then(|document| document.edition().page(page)).map(|page| page.source().sha256.clone())
    else {
        return;
    };
    desk.settings.remember_image(&source, path);
    desk.keep_settings();
    desk.images.forget(page);
}

/// Has the image of the caret's page looked for where it is needed and was not yet.
pub fn look_for_image(desk: &mut Desk) {
    let Some(page) = desk.image_page() else { return };
    let Some(document) = desk.document.as_ref() else { return };
    let Some(of) = document.edition().page(page) else { return };
    let strip = desk.settings.line_strip && of.layout().is_some();
    if !(strip || desk.settings.beside.has_facsimile()) {
        return;
    }
    let Some(ticket) = desk.images.ask(page) else { return };
    let chosen = desk.settings.image(&of.source().sha256);
    if let Some(search) = Search::of(document.edition().pages(), page, &document.sources, document.path(), chosen) {
        desk.jobs.look_for_image(ticket, page, search);
    }
}
