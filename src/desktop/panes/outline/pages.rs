//! The headings of pages in the outline: what each page is called, how far it is, and how many queries are left on it.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Align2, Color32, Image, Rect, Response, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use super::rows::status_dot;
use super::{OutlinePane, OutlineScene};
use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::icons;
use crate::desktop::open::document::Document;
use crate::desktop::theme::{self, size, space};
use crate::desktop::view::Pane;
use crate::desktop::widgets;
use crate::edition::{Article, Status};
use crate::page::PageIndex;

/// The height of a heading, in points; and where pages have images, with a small one.
const HEIGHT: f32 = 34.0;
const PICTURED: f32 = 64.0;
/// The room of a small image, and the longer side of that beside the pointer, in points.
const IMAGE: Vec2 = vec2(44.0, 52.0);
const LARGER: f32 = 420.0;
/// How wide the sign is that folds a page, in points.
const SIGN: f32 = space::XL + space::XS;

/// The heading of a page.
pub(super) struct PageHeading {
    /// The page.
    pub(super) page: PageIndex,
    /// Its top from the top of the list.
    top: f32,
    /// The articles that stand under it, by their places in the reading order.
    articles: Range<usize>,
}

impl OutlinePane {
    /// Begins a page at this height, if the article is the first of it; gives back how high its heading is. An article that goes back to
    /// an earlier page stays where it is read.
    pub(super) fn begin_page(&mut self, document: &Document, (position, article): (usize, &Article), top: f32) -> f32 {
        if document.edition().pages().len() < 2 {
            return 0.0;
        }
        let last = self.pages.last().map(|heading| heading.page);
        let page = article.page().or(last).unwrap_or_default().max(last.unwrap_or_default());
        if last == Some(page) {
            if let Some(heading) = self.pages.last_mut() {
                heading.articles.end = position + 1;
            }
            return 0.0;
        }
        self.pages.push(PageHeading { page, top, articles: position..position + 1 });
        self.heading()
    }

    /// The height of a heading.
    fn heading(&self) -> f32 {
        if self.is_pictured { PICTURED } else { HEIGHT }
    }

    /// The pages whose headings were drawn in the last frame.
    pub fn pages_in_sight(&self) -> impl Iterator<Item = PageIndex> {
        self.in_sight.iter().copied()
    }

    /// The height of the whole list, with these places of the articles.
    pub(super) fn height(&self, places: &[(f32, f32)]) -> f32 {
        places.last().map_or(0.0, |(_, bottom)| *bottom)
    }

    /// Shows the articles of a page again where one of them is gone to.
    pub(super) fn unfold(&mut self, document: &Document, current: Option<usize>) {
        let Some(position) = current.filter(|_| self.shown != current) else { return };
        let heading = self.pages.iter().find(|heading| heading.articles.contains(&position)).map(|heading| heading.page);
        if let Some(page) = heading.filter(|_| document.edition().articles().len() > position) {
            self.folded.remove(&page);
        }
    }

    /// Folds the page of an article, or shows its articles again.
    pub(super) fn fold(&mut self, position: Option<usize>, folds: bool) {
        let heading = self.pages.iter().find(|heading| position.is_some_and(|position| heading.articles.contains(&position)));
        if let Some(page) = heading.map(|heading| heading.page) {
            if folds {
                self.folded.insert(page)
            } else {
                self.folded.remove(&page)
            };
        }
    }

    /// Draws the headings that are in sight, from `shown.0` to `shown.1` of the list, which begins at `top` on the screen.
    pub(super) fn page_headings(
        &mut self,
        ui: &mut Ui,
        scene: &OutlineScene<'_>,
        (list, top): (Rect, f32),
        shown: (f32, f32),
        commands: &mut Commands,
    ) {
        let (mut toggled, height) = (None, self.heading());
        self.in_sight.clear();
        for heading in self.pages.iter().filter(|heading| heading.top + height > shown.0 && heading.top < shown.1) {
            self.in_sight.push(heading.page);
            let rect = Rect::from_min_size(pos2(list.left(), top + heading.top), vec2(list.width(), height));
            let is_folded = self.folded.contains(&heading.page);
            let mut child = ui.new_child(eframe::egui::UiBuilder::new().id_salt(("page", heading.page)).max_rect(rect));
            if let Some(at) = page_heading(&mut child, scene, (heading, rect, is_folded)) {
                if at < rect.left() + SIGN || is_folded {
                    toggled = Some(heading.page);
                }
                if at >= rect.left() + SIGN {
                    commands.push(EditionCommand::GoToPage(heading.page));
                    commands.push(EditionCommand::Focus(Pane::Outline));
                }
            }
        }
        if let Some(page) = toggled
            && !self.folded.remove(&page)
        {
            self.folded.insert(page);
        }
    }
}

/// Draws a heading. Gives back where it was clicked, if it was.
fn page_heading(ui: &mut Ui, scene: &OutlineScene<'_>, (heading, rect, is_folded): (&PageHeading, Rect, bool)) -> Option<f32> {
    let (view, document) = (scene.view, scene.document);
    let articles: Vec<&Arc<Article>> = document.edition().articles().get(heading.articles.clone()).unwrap_or_default().iter().collect();
    let label = document.edition().masthead().page_labels.get(heading.page.position()).cloned().unwrap_or_default();
    let response = widgets::row(ui, view.theme, rect.height(), false, &label);
    let painter = ui.painter();
    if heading.top > 0.0 {
        painter.hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, view.theme.hairline));
    }
    let sign = icons::character(if is_folded { "chevron-right" } else { "chevron-down" });
    let middle = rect.center().y;
    painter.text(pos2(rect.left() + space::M, middle), Align2::LEFT_CENTER, sign, theme::icons(size::SMALL), view.theme.ink_3);
    let font = theme::chinese_strong(size::BODY);
    let left = if rect.height() > HEIGHT { SIGN + IMAGE.x + space::M } else { SIGN };
    if rect.height() > HEIGHT {
        let room = Rect::from_min_size(pos2(rect.left() + SIGN, middle - IMAGE.y / 2.0), IMAGE);
        thumbnail(ui, scene, heading.page, room, &response);
    }
    let at = pos2(rect.left() + left, middle);
    widgets::one_line(ui, at, Align2::LEFT_CENTER, &label, font, view.theme.ink, rect.width() - left - 3.0 * space::XL);
    let queries: usize = articles.iter().flat_map(|article| article.blocks()).map(|block| document.queries_in(block.id()).count()).sum();
    if queries > 0 {
        let text = view.locale.with("outline-page-queries", &[("count", queries.into())]);
        let at = pos2(rect.right() - space::XXL, middle);
        ui.painter().text(at, Align2::RIGHT_CENTER, text, theme::text(size::TINY), view.theme.amber_text);
    }
    let status = status(&articles);
    status_dot(ui, view, status, pos2(rect.right() - space::L - 3.0, middle));
    // What is painted is said to those who do not see it.
    let said = format!("{} · {}", view.text(status.key()), view.locale.with("queries-left", &[("count", queries.into())]));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(said));
    let clicked = response.clicked();
    let pointer = response.interact_pointer_pos().map_or(rect.right(), |at| at.x);
    clicked.then_some(pointer)
}

/// Draws the small image of a page into this room; the outline of a page where there is none. Beside the pointer it is larger.
fn thumbnail(ui: &Ui, scene: &OutlineScene<'_>, page: PageIndex, room: Rect, response: &Response) {
    let theme = scene.view.theme;
    let Some(small) = scene.view.images.thumbnail(page) else {
        let blank = Rect::from_center_size(room.center(), vec2(room.height() * 0.7, room.height()));
        ui.painter().rect_stroke(blank, 1.0, Stroke::new(1.0, theme.hairline), StrokeKind::Inside);
        return;
    };
    let fit = |side: Vec2| {
        if side.x / side.y > small.ratio() { vec2(side.y * small.ratio(), side.y) } else { vec2(side.x, side.x / small.ratio()) }
    };
    let rect = Rect::from_center_size(room.center(), fit(room.size()));
    let texture = small.texture(ui.ctx());
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, whole, theme.scan());
    ui.painter().rect_stroke(rect, 1.0, Stroke::new(1.0, theme.hairline), StrokeKind::Outside);
    response.clone().on_hover_ui(|ui| {
        let image = Image::from_texture((texture.id(), fit(Vec2::splat(LARGER)))).tint(theme.scan()).bg_fill(Color32::TRANSPARENT);
        ui.add(image);
    });
}

/// How far a page is: as its articles are.
fn status(articles: &[&Arc<Article>]) -> Status {
    let all = |status: Status| articles.iter().all(|article| article.status() == status);
    match (all(Status::Checked), all(Status::Untouched)) {
        (true, _) => Status::Checked,
        (false, true) => Status::Untouched,
        (false, false) => Status::InWork,
    }
}
