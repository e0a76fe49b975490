//! The manual: its chapters on the left, the one that is read on the right.

mod markdown;
mod typeset;

use eframe::egui::{self, Align, Align2, Frame, Id, Layout, Margin, ScrollArea, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use super::key_scroll::KeyScroll;
use super::title;
use crate::desktop::command::{Commands, ShellCommand};
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::locale::Language;
use crate::manual::{self, Chapter};
use markdown::ChapterPart;

/// How high the dialog may be, as a part of the window.
const HIGHEST: f32 = 0.86;

/// Where the manual is read.
#[derive(Default)]
pub struct Manual {
    /// The key of the chapter; none before the first was chosen.
    chapter: Option<&'static str>,
    /// How far it is scrolled.
    scroll: KeyScroll,
    /// The chapter as it was read last, and in which language.
    parts: Option<(Language, &'static str, Vec<ChapterPart>)>,
}

impl Manual {
    /// Draws the manual in the interface's language.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, first: bool, commands: &mut Commands) {
        let room = ui.ctx().content_rect().size();
        ui.set_width(size::MANUAL.min(room.x - 2.0 * space::XXL));
        title(ui, view, "manual-title");
        let chapters = manual::chapters(view.locale.language);
        let Some(chapter) = chapters.iter().find(|one| Some(one.key) == self.chapter).or(chapters.first()) else { return };
        let height = room.y * HIGHEST - size::BAR - 2.0 * size::FIELD_HEIGHT - space::XL;
        let mut next = None;
        // The text gets the keyboard first, so that the keys scroll it.
        let opened = first || self.chapter.is_none();
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
            ui.allocate_ui(vec2(size::CHAPTERS, height), |ui| ui.vertical(|ui| next = list(ui, view, chapters, chapter)));
            ui.add_space(space::S);
            ui.vertical(|ui| next = self.text(ui, view, chapter, (height, opened)).or(next));
        });
        ui.add_space(space::M);
        if widgets::button(ui, view, &view.text("dialog-close"), true).clicked() {
            commands.push(ShellCommand::CloseDialog);
        }
        self.chapter = Some(chapter.key);
        if let Some(key) = next.filter(|key| *key != chapter.key) {
            self.chapter = Some(key);
            self.scroll = KeyScroll::default();
            ui.memory_mut(|memory| memory.request_focus(text_id()));
            ui.ctx().request_repaint();
        }
    }

    /// Draws a chapter's text on its sheet. Gives the chapter whose link was followed.
    fn text(&mut self, ui: &mut Ui, view: &View<'_>, chapter: &'static Chapter, (height, opened): (f32, bool)) -> Option<&'static str> {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let sheet = KeyScroll::sheet(ui, rect, text_id(), opened);
        sheet.widget_info(|| WidgetInfo::labeled(Role::Document, true, chapter.title));
        let frame = Frame::NONE
            .fill(view.theme.paper)
            .stroke(Stroke::new(1.0, view.theme.hairline))
            .corner_radius(radius::CARD)
            .inner_margin(Margin { left: space::XL as i8, right: 0, top: space::XS as i8, bottom: space::XS as i8 });
        let moved = self.scroll.scrolled(ui, sheet.has_focus(), height);
        let parts = self.parts(view.locale.language, chapter);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
        let shown = frame.show(&mut child, |ui| {
            let area = ScrollArea::vertical().id_salt(("manual", chapter.key)).auto_shrink([false, false]).vertical_scroll_offset(moved);
            area.show(ui, |ui| {
                ui.set_max_width(ui.available_width() - space::XL);
                ui.add_space(space::L);
                let followed = typeset::ui(ui, view.theme, parts);
                ui.add_space(space::XL);
                followed
            })
        });
        self.scroll.keep(&shown.inner);
        shown.inner.inner
    }

    /// The parts of a chapter, read once.
    fn parts(&mut self, language: Language, chapter: &'static Chapter) -> &[ChapterPart] {
        if self.parts.as_ref().is_none_or(|(of, key, _)| (*of, *key) != (language, chapter.key)) {
            self.parts = Some((language, chapter.key, markdown::parts(language, chapter.text)));
        }
        self.parts.as_ref().map(|(_, _, parts)| parts.as_slice()).unwrap_or_default()
    }
}

/// What has the keyboard while the text is scrolled.
fn text_id() -> Id {
    Id::unique("manual-text")
}

/// The chapters, a row each. Gives the one that was chosen.
fn list(ui: &mut Ui, view: &View<'_>, chapters: &[Chapter], shown: &Chapter) -> Option<&'static str> {
    ui.spacing_mut().item_spacing.y = 0.0;
    widgets::label(ui, view, "manual-chapters");
    ui.add_space(space::XS);
    let mut chosen = None;
    for chapter in chapters {
        let response = widgets::row(ui, view.theme, size::FIELD_HEIGHT, chapter.key == shown.key, chapter.title);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chapter.key == shown.key, chapter.title));
        let at = response.rect.left_center() + vec2(space::S, 0.0);
        let face: theme::Face = if chapter.key == shown.key { theme::strong } else { theme::text };
        let color = if chapter.key == shown.key { view.theme.ink } else { view.theme.ink_2 };
        widgets::one_line(ui, at, Align2::LEFT_CENTER, chapter.title, face(size::BODY), color, response.rect.width() - 2.0 * space::S);
        if response.clicked() {
            chosen = Some(chapter.key);
        }
    }
    chosen
}
