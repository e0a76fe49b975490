//! The keys of the facsimile pane, while it has the keyboard.

use eframe::egui::{Key, Modifiers, Rect, Ui, Vec2, vec2};

use crate::desktop::command::{Action, Command, Commands, EditionCommand};
use crate::desktop::view::{Pane, View};

/// How far an arrow moves the image, in points.
const STEP: f32 = 60.0;

/// The keys: how far they move the image on the screen.
pub(super) fn keys(ui: &Ui, viewport: Rect, view: &View<'_>, commands: &mut Commands) -> Vec2 {
    let actions = [
        (Key::Plus, Action::ImageLarger),
        (Key::Equals, Action::ImageLarger),
        (Key::Minus, Action::ImageSmaller),
        (Key::Num0, Action::FitPage),
        (Key::Num1, Action::ActualSize),
        (Key::C, Action::FitColumn),
        (Key::W, Action::FitWidth),
        (Key::L, Action::FitLine),
        (Key::Z, Action::FitCaret),
        (Key::R, Action::TurnImage),
        (Key::Space, Action::PickLine),
        (Key::M, Action::MarkShown),
    ];
    let is_marking = view.document.is_some_and(|document| document.regions.page().is_some());
    ui.input_mut(|input| {
        for (key, action) in actions {
            if input.consume_key(Modifiers::NONE, key) {
                commands.push(Command::Do(action));
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            let is_picking = view.document.is_some_and(|document| document.picks.leading().is_some());
            commands.push(match (is_marking, is_picking) {
                (true, _) => Command::Do(Action::ReleaseRegions),
                (false, true) => Command::Do(Action::ReleaseLines),
                (false, false) => EditionCommand::Focus(Pane::Draft).into(),
            });
        }
        if is_marking && input.consume_key(Modifiers::NONE, Key::Enter) {
            commands.push(Command::Do(Action::ReadRegions));
        }
        for (key, forward) in [(Key::N, true), (Key::P, false)] {
            if input.consume_key(Modifiers::NONE, key) {
                commands.extend(beside(view, forward));
            }
        }
        let page = viewport.height() * 0.9;
        let ways = [
            (Key::ArrowLeft, vec2(STEP, 0.0)),
            (Key::ArrowRight, vec2(-STEP, 0.0)),
            (Key::ArrowUp, vec2(0.0, STEP)),
            (Key::ArrowDown, vec2(0.0, -STEP)),
            (Key::PageUp, vec2(0.0, page)),
            (Key::PageDown, vec2(0.0, -page)),
        ];
        ways.into_iter().filter(|(key, _)| input.consume_key(Modifiers::NONE, *key)).fold(Vec2::ZERO, |sum, (_, by)| sum + by)
    })
}

/// Goes to the line after the caret's, or the one before it.
fn beside(view: &View<'_>, forward: bool) -> Option<EditionCommand> {
    let spot = view.spot?;
    let lines = view.document?.edition().page(spot.page)?.layout()?.lines();
    let line = if forward {
        lines.iter().find(|line| line.number > spot.line && !line.range.is_empty())
    } else {
        lines.iter().rev().find(|line| line.number < spot.line && !line.range.is_empty())
    };
    Some(EditionCommand::GoToRaw(spot.page, line?.range.start))
}
