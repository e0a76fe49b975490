//! Where an image lies on the screen: how large, turned how far, and where its corner is.

use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

/// By how many quarters an image is turned, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn(u8);

impl Turn {
    /// A quarter more.
    pub fn quarter(self) -> Turn {
        Turn((self.0 + 1) % 4)
    }

    /// A distance turned so.
    pub fn turned(self, by: Vec2) -> Vec2 {
        match self.0 {
            0 => by,
            1 => vec2(-by.y, by.x),
            2 => -by,
            _ => vec2(by.y, -by.x),
        }
    }

    /// The distance that turned so is this one.
    pub fn back(self, by: Vec2) -> Vec2 {
        Turn((4 - self.0) % 4).turned(by)
    }
}

/// Where an image lies on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Where the image's upper left corner is on the screen.
    pub origin: Pos2,
    /// How many points of the screen one of its pixels takes up.
    pub scale: f32,
    /// How far it is turned, round that corner.
    pub turn: Turn,
}

impl Placement {
    /// The placement that puts this point of the image, in its pixels, at this point of the screen.
    pub fn with(point: Pos2, at: Pos2, scale: f32, turn: Turn) -> Placement {
        Placement { origin: at - turn.turned(point.to_vec2() * scale), scale, turn }
    }

    /// A point of the image, in its pixels, on the screen.
    pub fn on_screen(&self, point: Pos2) -> Pos2 {
        self.origin + self.turn.turned(point.to_vec2() * self.scale)
    }

    /// A rectangle of the image on the screen.
    pub fn rect_on_screen(&self, rect: Rect) -> Rect {
        Rect::from_two_pos(self.on_screen(rect.min), self.on_screen(rect.max))
    }

    /// A rectangle of the screen in pixels of the image; it may lie outside of it.
    pub fn rect_on_image(&self, rect: Rect) -> Rect {
        Rect::from_two_pos(self.on_image(rect.min), self.on_image(rect.max))
    }

    /// A point of the screen in pixels of the image; it may lie outside of it.
    pub fn on_image(&self, at: Pos2) -> Pos2 {
        let by = self.turn.back(at - self.origin) / self.scale;
        pos2(by.x, by.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_go_to_the_screen_and_come_back_however_the_image_is_turned() {
        let mut turn = Turn::default();
        for _ in 0..4 {
            let placement = Placement::with(pos2(30.0, 10.0), pos2(100.0, 200.0), 0.5, turn);
            assert_eq!(placement.on_screen(pos2(30.0, 10.0)), pos2(100.0, 200.0));
            assert!((placement.on_image(placement.on_screen(pos2(7.0, 9.0))) - pos2(7.0, 9.0)).length() < 1e-4, "{turn:?}");
            turn = turn.quarter();
        }
        assert_eq!(turn, Turn::default());
    }

    #[test]
    fn a_quarter_turns_clockwise() {
        // What was on the right is below.
        let placement = Placement::with(Pos2::ZERO, Pos2::ZERO, 1.0, Turn::default().quarter());
        assert_eq!(placement.on_screen(pos2(10.0, 0.0)), pos2(0.0, 10.0));
        assert_eq!(
            placement.rect_on_screen(Rect::from_min_max(Pos2::ZERO, pos2(10.0, 4.0))),
            Rect::from_min_max(pos2(-4.0, 0.0), pos2(0.0, 10.0))
        );
    }
}
