//! Picking lines on the image: by click, by a rectangle drawn round them, by region; and how picked lines look. A rectangle also marks a
//! [region](super::regions) to be read.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Frame, Label, Margin, Painter, PointerButton, Pos2, Rect, Response, RichText, Stroke, StrokeKind,
    Ui, UiBuilder, Vec2,
};

use super::outlines::outline;
use super::regions;
use crate::desktop::command::{Action, Commands, EditionCommand};
use crate::desktop::facsimile::{Placement, on_image};
use crate::desktop::open::picks::toggled;
use crate::desktop::theme::{self, radius, size, space};
use crate::desktop::view::View;
use crate::desktop::widgets;
use crate::edition::raw_lines::LineId;
use crate::page::{Layout, LineBox, Page, PageIndex, PixelRect, reading_order};

/// The width that the bar of all commands needs, with the number of lines and without, in points.
const WITH_LABEL: f32 = 390.0;
const WITH_ALL: f32 = 300.0;

/// The smallest rectangle that marks a region, in points of the screen: a smaller one is a click that slipped.
const LEAST: f32 = 8.0;

/// What the mouse does without a key held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// It moves the image.
    #[default]
    Move,
    /// It picks lines.
    Lines,
    /// It marks regions.
    Regions,
}

/// Picking lines and marking regions with the mouse.
#[derive(Default)]
pub struct Picking {
    /// What the mouse does without a key held.
    pub tool: Tool,
    /// Where a rectangle was begun, in pixels of the image.
    band: Option<Pos2>,
}

impl Picking {
    /// Whether a rectangle is being drawn.
    pub fn is_drawing(&self) -> bool {
        self.band.is_some()
    }

    /// Whether the mouse picks now: the tool is on, or the key for it is held.
    pub fn picks(&self, ui: &Ui) -> bool {
        self.tool == Tool::Lines || ui.input(|input| input.modifiers.command || input.modifiers.shift)
    }

    /// Begins a rectangle where the mouse was pressed.
    pub fn begin(&mut self, ui: &Ui, response: &Response, placement: &Placement) {
        if response.drag_started_by(PointerButton::Primary) && (self.picks(ui) || self.tool == Tool::Regions) {
            let pressed = ui.input(|input| input.pointer.press_origin());
            self.band = pressed.or(response.interact_pointer_pos()).map(|at| placement.on_image(at));
        }
    }

    /// Draws the rectangle, and picks the lines in it when the mouse is let go. Where there are none, or regions are marked, it is one.
    pub fn go_on(
        &mut self,
        view: &View<'_>,
        painter: &Painter,
        response: &Response,
        (page, layout): (PageIndex, Option<&Layout>),
        (placement, per): (&Placement, f32),
        commands: &mut Commands,
    ) {
        let Some(start) = self.band else { return };
        if response.drag_stopped() || !response.dragged() {
            self.band = None;
        }
        let Some(at) = response.interact_pointer_pos() else { return };
        let band = Rect::from_two_pos(start, placement.on_image(at));
        let is_within = |line: &&LineBox| band.contains(on_image(line.outline.rect, per).center());
        let lines = layout.filter(|_| self.tool != Tool::Regions).into_iter().flat_map(placed);
        let within: Vec<&LineBox> = lines.filter(is_within).collect();
        for line in &within {
            outline(painter, line, (placement, per), view.theme.accent.gamma_multiply(0.08), Stroke::new(1.0, view.theme.accent));
        }
        let rect = placement.rect_on_screen(band);
        painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, view.theme.accent), StrokeKind::Inside);
        if response.drag_stopped() && !within.is_empty() {
            commands.push(EditionCommand::PickLines(toggled(picked(view), &in_order(page, within))));
        } else if response.drag_stopped() && rect.size().min_elem() >= LEAST {
            commands.extend(regions::drawn(view, page, band, per));
        }
    }
}

/// What a click on a line picks. The region where it is a double click, up to the line where Shift is held, or else the line.
pub fn clicked(ui: &Ui, view: &View<'_>, response: &Response, (page, layout): (PageIndex, &Layout), line: &LineBox) -> EditionCommand {
    let id = LineId { page, number: line.number };
    let picked = picked(view);
    if response.double_clicked() {
        let region = region_of(layout, page, line);
        let others: Vec<LineId> = picked.iter().copied().filter(|line| !region.contains(line)).collect();
        return EditionCommand::PickLines(others.into_iter().chain(region).collect());
    }
    if ui.input(|input| input.modifiers.shift) {
        let from = picked.last().filter(|last| last.page == page).map(|last| last.number);
        let from = from.or(view.spot.filter(|spot| spot.page == page).map(|spot| spot.line)).unwrap_or(line.number);
        let numbers = from.min(line.number)..=from.max(line.number);
        let mut between: Vec<LineId> =
            placed(layout).filter(|line| numbers.contains(&line.number)).map(|line| LineId { page, number: line.number }).collect();
        if from > line.number {
            between.reverse();
        }
        between.retain(|line| !picked.contains(line));
        return EditionCommand::PickLines(picked.iter().copied().chain(between).collect());
    }
    EditionCommand::PickLines(toggled(picked, &[id]))
}

/// The lines of the region that a line stands in, or the line alone where the source tells no regions.
fn region_of(layout: &Layout, page: PageIndex, line: &LineBox) -> Vec<LineId> {
    let of_region = placed(layout).filter(|other| other.region.is_some() && other.region == line.region);
    let lines: Vec<LineId> = of_region.map(|line| LineId { page, number: line.number }).collect();
    if lines.is_empty() { vec![LineId { page, number: line.number }] } else { lines }
}

/// The lines that lie somewhere.
fn placed(layout: &Layout) -> impl Iterator<Item = &LineBox> {
    layout.lines().iter().filter(|line| !line.outline.rect.is_empty())
}

/// Lines in the order in which they are read by where they stand: the source's own order may be what is wrong.
fn in_order(page: PageIndex, lines: Vec<&LineBox>) -> Vec<LineId> {
    let rects: Vec<PixelRect> = lines.iter().map(|line| line.outline.rect).collect();
    let order = reading_order(&rects).into_iter().filter_map(|at| lines.get(at));
    order.map(|line| LineId { page, number: line.number }).collect()
}

fn picked<'a>(view: &View<'a>) -> &'a [LineId] {
    view.document.map(|document| document.picks.lines()).unwrap_or_default()
}

/// Draws the picked lines of a page, with a number where one does not follow the one that was picked before it.
pub fn paint(view: &View<'_>, painter: &Painter, (page, of): (PageIndex, &Page), at: (&Placement, f32)) {
    let (Some(layout), Some(document)) = (of.layout(), view.document) else { return };
    let leads = document.picks.leading().is_some();
    let fill = if leads { view.theme.accent.gamma_multiply(0.14) } else { Color32::TRANSPARENT };
    let mut part = 0;
    let mut before: Option<LineId> = None;
    let lines = document.picks.lines();
    for line in lines {
        let follows = before.is_some_and(|before| before.page == line.page && before.number + 1 == line.number);
        before = Some(*line);
        part += usize::from(!follows);
        let Some(of_line) = (line.page == page).then(|| layout.line(line.number)).flatten() else { continue };
        outline(painter, of_line, at, fill, Stroke::new(1.0, view.theme.accent));
        if !follows {
            badge(view, painter, at.0.rect_on_screen(on_image(of_line.outline.rect, at.1)), part);
        }
    }
}

/// A number at the corner of a line or region.
pub(super) fn badge(view: &View<'_>, painter: &Painter, line: Rect, number: usize) {
    let galley = painter.layout_no_wrap(number.to_string(), theme::strong(size::SMALL), view.theme.paper);
    let wanted = galley.size() + Vec2::new(space::S, 0.0);
    let rect = Align2::RIGHT_CENTER.anchor_size(line.left_center() + Vec2::new(space::S, 0.0), wanted.max(Vec2::splat(size::ICON)));
    // At the edge of the pane it is moved inwards.
    let sight = painter.clip_rect();
    let rect = if sight.intersects(rect) { rect.translate((sight.min - rect.min).max(Vec2::ZERO)) } else { rect };
    painter.rect_filled(rect, CornerRadius::same(radius::FIELD), view.theme.accent);
    painter.galley(rect.center() - galley.size() / 2.0, galley, view.theme.paper);
}

/// How many lines are picked, and regions marked, and what can be done with them, at the foot of the pane.
pub fn bars(ui: &mut Ui, view: &View<'_>, page: PageIndex, viewport: Rect, commands: &mut Commands) {
    let foot = viewport.shrink(space::S);
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(foot).layout(egui::Layout::bottom_up(egui::Align::Center)));
    if let Some(document) = view.document.filter(|document| !document.picks.lines().is_empty()) {
        let leads = document.picks.leading().is_some();
        // What there is no room for is in the menus, and the message below says how many lines are picked.
        let is_short = foot.width() < WITH_ALL;
        let actions = [
            (Action::OpenArticle, leads),
            (Action::MakeHeadline, leads),
            (Action::GatherLines, leads),
            (Action::JoinNext, leads && !is_short),
            (Action::SetAside, leads && !is_short),
            (Action::MoveLines, true),
            (Action::ReleaseLines, true),
        ];
        let shown: Vec<Action> = actions.into_iter().filter(|(_, is_shown)| *is_shown).map(|(action, _)| action).collect();
        let text = view.locale.with("facsimile-picked", &[("count", document.picks.lines().len().into())]);
        bar(ui, view, &text, &shown, commands);
    }
    let marked = view.document.map_or(0, |document| document.regions.of(page).len());
    if marked > 0 {
        let text = view.locale.with("facsimile-marked", &[("count", marked.into())]);
        bar(ui, view, &text, &[Action::ReadRegions, Action::ReleaseRegions], commands);
    }
}

/// A bar that says something and has these buttons.
fn bar(ui: &mut Ui, view: &View<'_>, text: &str, actions: &[Action], commands: &mut Commands) {
    let has_label = ui.max_rect().width() >= WITH_LABEL || actions.len() < 3;
    let frame = Frame::NONE
        .fill(view.theme.panel)
        .stroke(Stroke::new(1.0, view.theme.hairline))
        .corner_radius(radius::CARD)
        .inner_margin(Margin { left: space::M as i8, right: space::XS as i8, top: 2, bottom: 2 });
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            if has_label {
                ui.add(Label::new(RichText::new(text).font(theme::text(size::SMALL)).color(view.theme.ink_2)).selectable(false));
                ui.add_space(space::S);
            }
            for action in actions {
                widgets::icon_button(ui, view, *action, commands);
            }
        });
    });
    ui.add_space(space::XS);
}
