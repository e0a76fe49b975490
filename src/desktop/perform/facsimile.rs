//! The images of the pages: which is shown, and how.

use std::path::Path;

use eframe::egui::Context;

use super::focus;
use crate::desktop::command::Action;
use crate::desktop::facsimile::{FoundImage, Image};
use crate::desktop::open::OpenEdition;
use crate::desktop::open::picks::toggled;
use crate::desktop::panes::facsimile::{FacsimilePane, Fit, Tool};
use crate::desktop::shell::Shell;
use crate::desktop::view::{Dialog, Pane};
use crate::edition::raw_lines::LineId;
use crate::import::image::ImageSearch;
use crate::page::PageIndex;

/// For how many pages of a list at most the images are looked for: those of a whole volume would push each other out.
const PICTURED: usize = 6;

/// How much one step makes an image larger.
const STEP: f32 = 1.25;

/// Shows the raw text, the facsimile, or both.
pub(super) fn cycle(shell: &mut Shell, open: &OpenEdition, ctx: &Context) {
    shell.settings.choose_beside(shell.settings.beside.next());
    shell.keep_settings();
    // The pane that has the keyboard may be gone.
    let gone = [Pane::Raw, Pane::Facsimile].map(Pane::id);
    if ctx.memory(|memory| memory.focused()).is_some_and(|focused| gone.contains(&focused)) {
        focus(shell, open, ctx, Pane::Draft);
    }
}

/// Shows the image at another size.
pub(super) fn fit(shell: &mut Shell, open: &mut OpenEdition, fit: Fit) {
    if let Some(pane) = shown(shell, open) {
        pane.fit(fit);
    }
}

pub(super) fn larger(shell: &mut Shell, open: &mut OpenEdition) {
    if let Some(pane) = shown(shell, open) {
        pane.zoom(STEP);
    }
}

pub(super) fn smaller(shell: &mut Shell, open: &mut OpenEdition) {
    if let Some(pane) = shown(shell, open) {
        pane.zoom(1.0 / STEP);
    }
}

/// Turns the image by a quarter.
pub(super) fn turn(shell: &mut Shell, open: &mut OpenEdition) {
    if let Some(pane) = shown(shell, open) {
        pane.turn();
    }
}

/// Has the mouse pick lines without a key held, or not.
pub(super) fn toggle_tool(shell: &mut Shell, open: &mut OpenEdition) {
    if let Some(pane) = shown(shell, open) {
        pane.toggle_tool(Tool::Lines);
    }
}

/// Has the mouse mark regions, or not.
pub(super) fn toggle_marking(shell: &mut Shell, open: &mut OpenEdition) {
    if let Some(pane) = shown(shell, open) {
        pane.toggle_tool(Tool::Regions);
    }
}

/// Marks the part of the image that is in sight as a region.
pub(super) fn mark_shown(shell: &mut Shell, open: &mut OpenEdition) {
    if let Some((page, rect)) = shown(shell, open).and_then(|pane| pane.in_sight()) {
        open.document.regions.mark(page, rect);
        let count = open.document.regions.of(page).len();
        shell.tell(shell.locale.with("facsimile-marked", &[("count", count.into())]));
    }
}

/// Lets the marked regions go.
pub(super) fn release_regions(shell: &mut Shell, open: &mut OpenEdition) {
    if open.document.regions.page().is_none() {
        return shell.refuse(shell.locale.text("say-no-regions"));
    }
    open.document.regions.release();
}

/// The pane, if the image is shown in it; where it is not, it says how to show it.
fn shown<'a>(shell: &mut Shell, open: &'a mut OpenEdition) -> Option<&'a mut FacsimilePane> {
    let pane = Some(&mut open.panes.facsimile).filter(|pane| pane.is_shown());
    if pane.is_none() {
        let command = shell.locale.text(Action::ShowFacsimile.key());
        shell.refuse(shell.locale.with("say-no-facsimile", &[("command", command.into())]));
    }
    pane
}

/// Picks the caret's raw line, or lets it go.
pub(super) fn pick_line(shell: &mut Shell, open: &mut OpenEdition) {
    let Some(spot) = open.spot() else { return shell.refuse(shell.locale.text("say-no-source")) };
    let line = LineId { page: spot.page, number: spot.line };
    let lines = toggled(open.document.picks.lines(), &[line]);
    let count = lines.len();
    open.document.picks.pick(lines);
    shell.tell(shell.locale.with("facsimile-picked", &[("count", count.into())]));
}

/// Takes a file as the image of the caret's page.
pub(super) fn take_image(shell: &mut Shell, open: &mut OpenEdition, path: &Path) {
    shell.dialog = None;
    let Some(page) = open.image_page() else { return };
    let Some(of) = open.document.edition().page(page) else { return };
    shell.settings.remember_image(&of.source().sha256, path);
    shell.keep_settings();
    open.images.replace(page);
}

/// Has the image of the caret's page looked for where it is needed and was not yet.
pub fn look_for_image(shell: &mut Shell, open: &mut OpenEdition) {
    let listed = page_of_list(shell, open);
    let Some(page) = open.image_page() else { return };
    if let Some(listed) = listed {
        return look_for(shell, open, listed);
    }
    let Some(of) = open.document.edition().page(page) else { return };
    let strip = shell.settings.line_strip && of.layout().is_some();
    if !(strip || shell.settings.beside.has_facsimile()) {
        return;
    }
    look_for(shell, open, page);
}

/// Has the image drawn finer that is shown large.
pub fn draw_finer(shell: &mut Shell, open: &mut OpenEdition) {
    if shell.jobs.is_reading_image(open.id()) {
        return;
    }
    let Some((page, size)) = open.images.ask_for_finer() else { return };
    if let Some(search) = image_search(shell, open, page) {
        shell.jobs.draw_finer(open.id(), (page, size), search, shell.password.clone());
    }
}

/// Has the small images of the pages made whose headings the outline shows, one after the other.
pub fn make_thumbnails(shell: &mut Shell, open: &mut OpenEdition) {
    if shell.jobs.is_reading_image(open.id()) {
        return;
    }
    let Some(page) = open.images.ask_for_thumbnail(open.panes.outline.pages_in_sight()) else { return };
    if let Some(search) = image_search(shell, open, page) {
        shell.jobs.make_thumbnail(open.id(), page, search, shell.password.clone());
    }
}

/// The first page that places of a list are on and whose image was not looked for yet, while no other is being read.
fn page_of_list(shell: &Shell, open: &OpenEdition) -> Option<PageIndex> {
    let Some(Dialog::Alike(alike)) = &shell.dialog else { return None };
    let is_coming = |page: PageIndex| matches!(open.images.of(page), Some(Image::Coming));
    let has_boxes = |page: &PageIndex| open.document.edition().page(*page).is_some_and(|page| page.layout().is_some());
    let mut pages: Vec<PageIndex> = alike.places.iter().filter_map(|place| place.spot).map(|spot| spot.page).filter(has_boxes).collect();
    pages.dedup();
    pages.truncate(PICTURED);
    if pages.iter().any(|page| is_coming(*page)) {
        return None;
    }
    pages.into_iter().find(|page| open.images.of(*page).is_none())
}

fn look_for(shell: &mut Shell, open: &mut OpenEdition, page: PageIndex) {
    if open.document.edition().page(page).is_none() {
        return;
    }
    let Some(ticket) = open.images.ask(page) else { return };
    if let Some(search) = image_search(shell, open, page) {
        shell.jobs.look_for_image(open.id(), (ticket, page), search, shell.password.clone());
    }
}

/// Where the image of a page may be.
pub(super) fn image_search(shell: &Shell, open: &OpenEdition, page: PageIndex) -> Option<ImageSearch> {
    let document = &open.document;
    let chosen = shell.settings.image(&document.edition().page(page)?.source().sha256);
    ImageSearch::of(document.edition().pages(), page, &document.sources, document.path(), chosen)
}

/// Takes up an image that was looked for, and says if a part of it is lacking.
pub(super) fn found(shell: &mut Shell, open: &mut OpenEdition, found: FoundImage) {
    if let Some(path) = &found.cut {
        shell.fail(shell.locale.with("say-image-cut", &[("path", path.display().to_string().into())]));
    }
    let has_image = matches!(found.image, Some(Ok(_)));
    open.images.take(found);
    if has_image {
        shell.settings.suit_beside(true);
    }
}
