//! Searching a collection: what is typed is looked for after a short pause, and hits are rows with a part of the text. Enter opens the place
//! of the chosen one.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, Align2, Color32, ColorImage, Response, TextureHandle, TextureOptions, Ui, vec2};
use image::RgbImage;

use super::choice::paragraph;
use super::title;
use super::type_ahead::{ListNames, TypeAhead};
use crate::desktop::collection_search::{CollectionSearch, Landing, SearchRequest};
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::jobs::Job;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::search::Hit;

/// How long nothing is typed before it is looked for, in seconds.
const PAUSE: f64 = 0.25;

/// The greatest height of the image of a line, in points.
const LINE: f32 = 120.0;

/// The height of a hit's two lines, in points.
const HIT: f32 = 46.0;

/// The dialog's state.
#[derive(Default)]
pub struct SearchDialog {
    list: TypeAhead,
    typed: SearchRequest,
    /// When that was changed last, in seconds of the interface's clock.
    changed: f64,
    /// The image of a line as it is drawn.
    texture: Option<(Arc<RgbImage>, TextureHandle)>,
}

impl SearchDialog {
    /// Draws the field and the hits.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, search: &CollectionSearch, first: bool, commands: &mut Commands) {
        title(ui, view, "search-title");
        paragraph(ui, view, search.folder.display().to_string());
        if widgets::switch_chip(ui, view, &view.text("search-raw"), self.typed.raw) {
            self.typed.raw ^= true;
            // What is typed next is looked for.
            self.list.take_keyboard();
        }
        ui.add_space(space::S);
        let names = ListNames { hint: "search-hint", nothing: nothing(search, &self.typed), page: 6, row: HIT };
        let mut text = String::new();
        let find = |typed: &str| {
            text = typed.to_owned();
            search.hits().iter().collect()
        };
        let taken = self.list.ui(ui, view, (&names, first), find, |ui, hit: &&Hit, chosen| row(ui, view, hit, chosen));
        self.ask(ui, search, text, commands);
        self.line(ui, view, search, commands);
        state(ui, view, search);
        widgets::label(ui, view, "search-keys");
        // Enter that comes before its hits opens none of others.
        if let Some(hit) = taken.filter(|_| search.is_of(&self.typed)) {
            commands.push(ShellCommand::GoToHit(Landing::of(hit)));
        }
    }

    /// Shows the line of the chosen hit as the page has it, and asks for its image.
    fn line(&mut self, ui: &mut Ui, view: &View<'_>, search: &CollectionSearch, commands: &mut Commands) {
        let Some(landing) = search.hits().get(self.list.chosen()).map(Landing::of) else { return };
        if search.shown.as_ref() != Some(&landing) {
            commands.push(ShellCommand::ShowLine(landing.clone()));
        }
        let Some(image) = search.line_of(&landing) else { return };
        if self.texture.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, image)) {
            let size = [image.width() as usize, image.height() as usize];
            let pixels = ColorImage::from_rgb(size, image.as_raw());
            self.texture = Some((image.clone(), ui.ctx().load_texture("line", pixels, TextureOptions::LINEAR)));
        }
        let Some((_, texture)) = &self.texture else { return };
        ui.add_space(space::S);
        let most = vec2(ui.available_width(), LINE);
        let picture = egui::Image::new(texture).max_size(most).alt_text(view.text("search-line"));
        ui.add(picture.tint(view.theme.scan()));
    }

    /// Asks for what is typed, once nothing was typed for a while.
    fn ask(&mut self, ui: &Ui, search: &CollectionSearch, text: String, commands: &mut Commands) {
        let now = ui.input(|input| input.time);
        if self.typed.text != text {
            self.typed.text = text;
            self.changed = now;
        }
        if self.typed.text.is_empty() || search.asked == self.typed {
            return;
        }
        let left = self.changed + PAUSE - now;
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        } else {
            commands.push(ShellCommand::Search(self.typed.clone()));
        }
    }
}

/// The key of what stands for hits where there are none.
fn nothing(search: &CollectionSearch, typed: &SearchRequest) -> &'static str {
    match () {
        () if typed.text.is_empty() => "search-nothing-typed",
        () if search.is_running || !search.is_of(typed) => "search-running",
        () => "search-nothing",
    }
}

/// How far the search is, how much was found, and what is to be said besides.
fn state(ui: &mut Ui, view: &View<'_>, search: &CollectionSearch) {
    ui.add_space(space::S);
    let reading = view.work.as_ref().filter(|work| search.is_running && work.key == Job::Search.key());
    if let Some(part) = reading.and_then(|work| work.part) {
        widgets::label_of(ui, view, &view.locale.with("search-reading", &[("percent", ((part * 100.0) as u32).into())]));
    }
    match &search.outcome {
        Some((_, Ok(found))) => {
            if found.count > 0 {
                let counts = [("shown", found.hits.len().into()), ("count", found.count.into())];
                widgets::label_of(ui, view, &view.locale.with("search-count", &counts));
            }
            for note in &found.notes {
                paragraph(ui, view, crate::explained::Explained::in_words(note, view.locale));
            }
        }
        Some((_, Err(why))) => paragraph(ui, view, why.clone()),
        None => {}
    }
}

fn row(ui: &mut Ui, view: &View<'_>, hit: &Hit, chosen: bool) -> Response {
    let place = place(hit, view);
    let response = widgets::row(ui, view.theme, HIT, chosen, &format!("{place}: {}", hit.context.text));
    let rect = response.rect;
    let room = rect.width() - 2.0 * space::S;
    let (above, below) = (rect.left_top() + vec2(space::S, space::XS), rect.left_bottom() + vec2(space::S, -space::XS));
    widgets::one_line(ui, above, Align2::LEFT_TOP, &place, theme::chinese(size::SMALL), view.theme.ink_3, room);
    let ground = |is_found: bool| if is_found { view.theme.selection } else { Color32::TRANSPARENT };
    let parts: Vec<(String, Color32)> = hit.context.parts().into_iter().map(|(part, is_found)| (part, ground(is_found))).collect();
    widgets::line_of_parts(ui, below, Align2::LEFT_BOTTOM, &parts, theme::chinese(size::BODY), view.theme.ink, room);
    response
}

/// Where a hit is: its date, or else its file, its page and its article.
fn place(hit: &Hit, view: &View<'_>) -> String {
    let title = if hit.title.is_empty() { view.text("search-no-headline") } else { hit.title.clone() };
    let raw = hit.in_raw_alone.then(|| view.text("search-in-raw"));
    let parts = [Some(hit.date.clone().unwrap_or_else(|| hit.name.clone())), Some(hit.label.clone()), Some(title), raw];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
