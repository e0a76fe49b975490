//! The outline: the pages with their articles in reading order, then the furniture and what is set aside. Articles are gone to, picked,
//! named and moved here, and pages folded.

mod keys;
mod pages;
mod rows;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use eframe::egui::{self, CornerRadius, Id, Key, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::desktop::command::{Commands, EditionCommand};
use crate::desktop::open::document::Document;
use crate::desktop::theme::{size, space};
use crate::desktop::view::{Pane, View};
use crate::desktop::widgets;
use crate::edit::Edit;
use crate::edition::{Article, ArticleId, Role as BlockRole, Shelf};
use crate::page::PageIndex;
use rows::{counts, shelf_row, status_dot, text_width, title_galley, title_of};

/// The height of the rows for furniture and matter set aside, in points.
const SHELF: f32 = 38.0;
/// How near the edge of the list a drag scrolls it, in points.
const EDGE: f32 = 24.0;

/// The state of the outline.
#[derive(Default)]
pub struct OutlinePane {
    typed: String,
    typed_at: f64,
    /// The height of each article's row, with the article and the width it was worked out for.
    heights: HashMap<ArticleId, (Arc<Article>, f32, f32)>,
    /// The top and the bottom of each article's row from the top of the list; they are the same where its page is folded.
    places: Vec<(f32, f32)>,
    /// The pages, and where their headings are.
    pages: Vec<pages::PageHeading>,
    /// The pages whose articles are not shown.
    folded: BTreeSet<PageIndex>,
    /// The state, the width and the folds that the places are of.
    places_of: Option<(u64, f32, BTreeSet<PageIndex>, bool)>,
    /// Whether pages have small images.
    is_pictured: bool,
    /// The pages whose headings were drawn in the last frame.
    in_sight: Vec<PageIndex>,
    /// The article that was current in the last frame, so that it is brought into view when it changes.
    shown: Option<usize>,
    /// Where a range of picked articles began.
    anchor: Option<ArticleId>,
    /// The article whose headline is being written, with what it says so far.
    naming: Option<(ArticleId, String)>,
    /// The article that is being dragged.
    dragged: Option<ArticleId>,
}

/// What the rows share while they are drawn.
struct OutlineScene<'a> {
    view: &'a View<'a>,
    document: &'a Document,
    current: Option<usize>,
}

fn naming_id() -> Id {
    Id::unique("outline-name")
}

impl OutlinePane {
    /// Has the headline of an article written in its row.
    pub fn ask_for_name(&mut self, article: &Article) {
        let first = article.with_role(BlockRole::Headline).next().map(|block| block.text().to_owned());
        self.naming = Some((article.id(), first.unwrap_or_default()));
    }

    /// Draws the outline.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, commands: &mut Commands) {
        let Some(document) = view.document else { return };
        ui.spacing_mut().item_spacing.y = 0.0;
        let whole = ui.available_rect_before_wrap();
        let list = Rect::from_min_max(whole.min, pos2(whole.right(), whole.bottom() - 2.0 * SHELF));
        // The one that is picked with the mouse may be gone.
        self.anchor = self.anchor.filter(|id| document.edition().article(*id).is_some());
        let focus = ui.interact(list, Pane::Outline.id(), Sense::focusable_noninteractive());
        let label = view.text("pane-outline");
        focus.widget_info(|| WidgetInfo::labeled(Role::List, true, &label));
        if focus.has_focus() {
            self.keys(ui, document, commands);
        }
        let current = document.current_article().map(|(position, _)| position);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(list));
        if document.edition().articles().is_empty() {
            let inside = list.shrink2(vec2(space::L, space::M));
            widgets::label(&mut ui.new_child(egui::UiBuilder::new().max_rect(inside)), view, "outline-empty");
        }
        let width = text_width(list.width());
        self.unfold(document, current);
        self.update_places(&child, view, document, width);
        let places = std::mem::take(&mut self.places);
        let scene = OutlineScene { view, document, current };
        egui::ScrollArea::vertical().auto_shrink(false).show_viewport(&mut child, |ui, shown| {
            let top = ui.min_rect().top();
            ui.set_height(self.height(&places));
            let place = |position: usize| {
                let (from, to) = places.get(position).copied().unwrap_or_default();
                Rect::from_min_max(pos2(list.left(), top + from), pos2(list.right(), top + to))
            };
            let first = places.partition_point(|(_, bottom)| *bottom <= shown.top());
            for (position, article) in document.edition().articles().iter().enumerate().skip(first) {
                match places.get(position) {
                    Some((from, _)) if *from > shown.bottom() => break,
                    Some((from, to)) if from < to => self.article(ui, &scene, (position, article, place(position)), commands),
                    Some(_) => {}
                    None => break,
                }
            }
            self.page_headings(ui, &scene, (list, top), (shown.top(), shown.bottom()), commands);
            self.drag(ui, &scene, (list, top, &places), commands);
            if let Some(position) = current.filter(|_| self.shown != current) {
                ui.scroll_to_rect(place(position), None);
            }
        });
        self.places = places;
        self.shown = current;
        if focus.has_focus() {
            ui.painter().rect_stroke(list.shrink(1.0), CornerRadius::same(2), Stroke::new(1.0, view.theme.ink_3), StrokeKind::Inside);
        }
        let shelves = Rect::from_min_max(pos2(whole.left(), list.bottom()), whole.max);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(shelves));
        child.spacing_mut().item_spacing.y = 0.0;
        let (furniture, aside) = (document.edition().furniture(), document.edition().set_aside());
        for (shelf, key, blocks) in [(Shelf::Furniture, "shelf-furniture", furniture), (Shelf::SetAside, "shelf-set-aside", aside)] {
            shelf_row(&mut child, view, document, (shelf, key, blocks), commands);
        }
    }

    /// Works out where the rows are. Rows of articles that did not change are not set in type again.
    fn update_places(&mut self, ui: &Ui, view: &View<'_>, document: &Document, width: f32) {
        self.is_pictured = view.images.has_thumbnails();
        let of = Some((document.generation(), width, self.folded.clone(), self.is_pictured));
        if self.places_of == of {
            return;
        }
        self.places_of = of;
        let mut known = std::mem::take(&mut self.heights);
        self.places.clear();
        self.pages.clear();
        let mut y = 0.0;
        for (position, article) in document.edition().articles().iter().enumerate() {
            y += self.begin_page(document, (position, article), y);
            let height = match known.remove(&article.id()) {
                Some((old, at, height)) if Arc::ptr_eq(&old, article) && at == width => height,
                _ => {
                    let (title, _) = title_of(view, document, article);
                    title_galley(ui, &title, view.theme.ink, width).size().y + size::SMALL * 1.5 + 2.0 * space::S + 2.0
                }
            };
            self.heights.insert(article.id(), (article.clone(), width, height));
            let is_folded = self.pages.last().is_some_and(|heading| self.folded.contains(&heading.page));
            let bottom = if is_folded { y } else { y + height };
            self.places.push((y, bottom));
            y = bottom;
        }
    }

    fn article(
        &mut self,
        ui: &mut Ui,
        scene: &OutlineScene<'_>,
        (position, article, rect): (usize, &Arc<Article>, Rect),
        commands: &mut Commands,
    ) {
        let (view, document) = (scene.view, scene.document);
        let (title, is_named) = title_of(view, document, article);
        let color = if is_named { view.theme.ink } else { view.theme.ink_2 };
        let galley = title_galley(ui, &title, color, text_width(rect.width()));
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt(article.id()).max_rect(rect));
        let selected = scene.current == Some(position) || document.picked().contains(&article.id());
        let response = widgets::movable_row(&mut child, view.theme, rect.height(), selected, &title);
        let bar = Rect::from_min_max(
            pos2(rect.left() + space::M, rect.top() + space::S),
            pos2(rect.left() + space::M + 3.0, rect.bottom() - space::S),
        );
        ui.painter().rect_filled(bar, CornerRadius::same(1), view.theme.tint(position));
        let at = pos2(rect.left() + space::XL + 1.0, rect.top() + space::S);
        if self.naming.as_ref().is_some_and(|(id, _)| *id == article.id()) {
            let room = Rect::from_min_max(pos2(at.x - space::M, rect.top() + 2.0), pos2(rect.right() - space::XXL, rect.bottom() - 2.0));
            self.name(ui, view, article, room, commands);
        } else {
            let below = at.y + galley.size().y + 2.0;
            ui.painter().galley(at, galley, color);
            counts(ui, view, document, article, pos2(at.x, below));
        }
        status_dot(ui, view, article.status(), pos2(rect.right() - space::L - 3.0, rect.center().y));
        self.answer(ui, scene, article, &response, commands);
    }

    /// A click goes to the article; with Ctrl it picks it or lets it go, with Shift it picks all up to it. Two clicks write its headline.
    fn answer(&mut self, ui: &Ui, scene: &OutlineScene<'_>, article: &Article, response: &Response, commands: &mut Commands) {
        let id = article.id();
        if response.drag_started() {
            self.dragged = Some(id);
        }
        if response.double_clicked() {
            self.ask_for_name(article);
        }
        if !response.clicked() {
            return;
        }
        let modifiers = ui.input(|input| input.modifiers);
        let mut picked = scene.document.picked().to_vec();
        if modifiers.shift {
            let from = self.anchor.or_else(|| current_id(scene)).unwrap_or(id);
            picked = keys::between(scene.document.edition().articles(), from, id);
        } else if modifiers.command {
            if picked.is_empty() {
                picked.extend(current_id(scene));
            }
            if picked.contains(&id) { picked.retain(|one| *one != id) } else { picked.push(id) }
        } else {
            picked.clear();
            self.anchor = Some(id);
        }
        commands.push(EditionCommand::Pick(picked));
        commands.push(EditionCommand::GoToArticle(id));
        commands.push(EditionCommand::Focus(Pane::Outline));
    }

    /// The field for the headline in its row. Enter keeps what it says, Escape does not.
    fn name(&mut self, ui: &mut Ui, view: &View<'_>, article: &Article, rect: Rect, commands: &mut Commands) {
        let Some((_, text)) = &mut self.naming else { return };
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
        let hint = view.text("field-headline-hint");
        let response = widgets::field(&mut child, view, naming_id(), &view.text("action-rename"), text, &hint);
        let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        let had_focus = response.has_focus() || response.lost_focus();
        if !had_focus {
            return response.request_focus();
        }
        if !(escape || enter || response.lost_focus()) {
            return;
        }
        if !escape {
            let block = article.with_role(BlockRole::Headline).next().map(|block| block.id());
            commands.push(EditionCommand::SetHeading(article.id(), BlockRole::Headline, block, std::mem::take(text)));
        }
        self.naming = None;
        commands.push(EditionCommand::Focus(Pane::Outline));
    }

    /// Shows where the dragged article would go, and moves it there when it is let go.
    fn drag(&mut self, ui: &mut Ui, scene: &OutlineScene<'_>, (list, top, places): (Rect, f32, &[(f32, f32)]), commands: &mut Commands) {
        let Some(dragged) = self.dragged else { return };
        let articles = scene.document.edition().articles();
        let (pointer, down) = ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down()));
        let from = articles.iter().position(|article| article.id() == dragged);
        let (Some(pointer), Some(from)) = (pointer, from) else {
            self.dragged = None;
            return;
        };
        let middle = |slot: &usize| places.get(*slot).map_or(f32::MAX, |(a, b)| top + (a + b) / 2.0);
        let slot = (0..articles.len()).take_while(|slot| middle(slot) < pointer.y).count();
        let end = places.last().map_or(0.0, |(_, bottom)| *bottom);
        let y = (top + places.get(slot).map_or(end, |(from, _)| *from)).clamp(list.top() + 1.0, list.bottom() - 1.0);
        ui.painter().hline(list.x_range(), y, Stroke::new(2.0, scene.view.theme.accent));
        let past = (pointer.y - (list.bottom() - EDGE)).max(0.0) - ((list.top() + EDGE) - pointer.y).max(0.0);
        if past != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -past.clamp(-EDGE, EDGE) * 0.4));
            ui.ctx().request_repaint();
        }
        if !down {
            self.dragged = None;
            let to = if slot > from { slot - 1 } else { slot };
            if to != from {
                commands.push(EditionCommand::Apply(Edit::MoveArticle { article: dragged, to }));
            }
        }
    }
}

fn current_id(scene: &OutlineScene<'_>) -> Option<ArticleId> {
    scene.document.current_article().map(|(_, article)| article.id())
}
