//! Textures of what can be seen of an image, in squares. Graphics cards have a largest texture, and uploading takes time: only squares on
//! the screen are uploaded, a few in each frame, and until they are there the smallest copy stands in for them.

use std::collections::HashMap;

use eframe::egui::epaint::{Mesh, Vertex};
use eframe::egui::{Color32, ColorImage, Painter, Rect, Shape, TextureHandle, TextureOptions, pos2};

use super::picture::{Level, Picture, tone_table};
use super::placement::Placement;
use crate::page::PageIndex;

/// The side of a square, in pixels of its copy.
const SIDE: u32 = 512;

/// How many squares are uploaded in a frame, besides those of the smallest copy.
const EACH_FRAME: usize = 6;

/// How many squares are kept: what a large screen shows twice over.
const KEPT: usize = 96;

/// A copy of a picture: one of its own, by its number, or one that was drawn finer than all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Copied {
    Own(usize),
    Finer,
}

/// A square: its page, the copy, and its column and row.
type Key = (PageIndex, Copied, u32, u32);

/// A page's picture, and the one that was drawn finer if there is one.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    /// The page.
    pub page: PageIndex,
    /// Its picture.
    pub picture: &'a Picture,
    /// The finer one.
    pub finer: Option<&'a Level>,
}

impl<'a> Drawn<'a> {
    /// A copy with how many pixels of the picture one of its own stands for.
    fn copy(self, copied: Copied) -> Option<(&'a Level, f32)> {
        match copied {
            Copied::Own(number) => Some((self.picture.levels().get(number)?, 2.0_f32.powi(number as i32))),
            Copied::Finer => self.finer.map(|level| (level, self.picture.size().0 as f32 / level.width.max(1) as f32)),
        }
    }
}

/// The textures there are.
#[derive(Default)]
pub struct Tiles {
    /// The squares, with the frame in which each was drawn last.
    made: HashMap<Key, (TextureHandle, u64)>,
    /// Whether they were made with contrast, and inverted.
    look: (bool, bool),
    /// The frame in which squares were made last, and how many.
    made_in: (u64, usize),
}

impl Tiles {
    /// Lets the textures go of what was drawn finer.
    pub fn forget_finer(&mut self) {
        self.made.retain(|(_, copied, ..), _| *copied != Copied::Finer);
    }

    /// Lets a page's textures go.
    pub fn forget(&mut self, page: PageIndex) {
        self.made.retain(|(other, ..), _| *other != page);
    }

    /// Draws what can be seen of a picture.
    pub fn paint(&mut self, painter: &Painter, drawn: Drawn<'_>, (placement, light): (&Placement, Color32), look: (bool, bool)) {
        if self.look != look {
            self.look = look;
            self.made.clear();
        }
        let scale = placement.scale * painter.ctx().pixels_per_point();
        let (coarse, fine) = (drawn.picture.levels().len() - 1, drawn.picture.level_for(scale));
        let mut copies = vec![Copied::Own(coarse)];
        copies.extend((fine < coarse).then_some(Copied::Own(fine)));
        copies.extend((scale > 1.0 && drawn.finer.is_some()).then_some(Copied::Finer));
        let mut lacking = false;
        for copied in copies {
            let Some((of, pixel)) = drawn.copy(copied) else { continue };
            let seen = seen(painter.clip_rect(), placement, pixel * SIDE as f32);
            for (column, row) in seen.filter(|(column, row)| column * SIDE < of.width && row * SIDE < of.height) {
                lacking |= !self.square(painter, drawn, (drawn.page, copied, column, row), (placement, light));
            }
        }
        if lacking {
            painter.ctx().request_repaint();
        }
        self.tidy(painter.ctx().cumulative_frame_nr());
    }

    /// Draws a square. False where it is not there yet.
    fn square(&mut self, painter: &Painter, drawn: Drawn<'_>, key: Key, (placement, light): (&Placement, Color32)) -> bool {
        let frame = painter.ctx().cumulative_frame_nr();
        let ((_, copied, column, row), picture) = (key, drawn.picture);
        let Some((level, pixel)) = drawn.copy(copied) else { return true };
        let (left, top) = (column * SIDE, row * SIDE);
        let (right, bottom) = ((left + SIDE).min(level.width), (top + SIDE).min(level.height));
        // A pixel more on each side, so that no seam shows where squares meet.
        let from = (left.saturating_sub(1), top.saturating_sub(1));
        let to = ((right + 1).min(level.width), (bottom + 1).min(level.height));
        if !self.made.contains_key(&key) {
            let count = if self.made_in.0 == frame { self.made_in.1 } else { 0 };
            let may_wait = copied != Copied::Own(picture.levels().len() - 1);
            if may_wait && count >= EACH_FRAME {
                return false;
            }
            self.made_in = (frame, count + usize::from(may_wait));
            let tones = tone_table(picture.tones(), self.look.0, self.look.1);
            let pixels = level.part(from, to, &tones).into_iter().map(|[red, green, blue]| Color32::from_rgb(red, green, blue)).collect();
            let image = ColorImage::new([(to.0 - from.0) as usize, (to.1 - from.1) as usize], pixels);
            let texture = painter.ctx().load_texture(format!("facsimile {key:?}"), image, TextureOptions::LINEAR);
            self.made.insert(key, (texture, frame));
        }
        let Some((texture, used)) = self.made.get_mut(&key) else { return false };
        *used = frame;
        let mut mesh = Mesh::with_texture(texture.id());
        for (x, y) in [(left, top), (right, top), (right, bottom), (left, bottom)] {
            let uv = pos2((x - from.0) as f32 / (to.0 - from.0) as f32, (y - from.1) as f32 / (to.1 - from.1) as f32);
            // The last pixel of a copy may stand for one column only.
            let at = pos2((x as f32 * pixel).min(picture.size().0 as f32), (y as f32 * pixel).min(picture.size().1 as f32));
            mesh.vertices.push(Vertex { pos: placement.on_screen(at), uv, color: light });
        }
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(0, 2, 3);
        painter.add(Shape::mesh(mesh));
        true
    }

    /// Lets squares go that were not drawn in this frame, where there are too many.
    fn tidy(&mut self, frame: u64) {
        if self.made.len() > KEPT {
            self.made.retain(|_, (_, used)| *used + 1 >= frame);
        }
    }
}

/// The columns and rows of squares of this side, in pixels of the image, that lie on a part of the screen.
fn seen(clip: Rect, placement: &Placement, side: f32) -> impl Iterator<Item = (u32, u32)> {
    let corners = [clip.left_top(), clip.right_top(), clip.left_bottom(), clip.right_bottom()];
    let rect = corners
        .iter()
        .fold(Rect::NOTHING, |rect, corner| rect.union(Rect::from_min_max(placement.on_image(*corner), placement.on_image(*corner))));
    let number = |at: f32| (at.max(0.0) / side) as u32;
    let rows = number(rect.top())..if rect.bottom() < 0.0 { 0 } else { number(rect.bottom()) + 1 };
    let columns = number(rect.left())..if rect.right() < 0.0 { 0 } else { number(rect.right()) + 1 };
    rows.flat_map(move |row| columns.clone().map(move |column| (column, row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::facsimile::Turn;
    use eframe::egui::Pos2;

    #[test]
    fn only_squares_on_the_screen_are_drawn() {
        let clip = Rect::from_min_max(pos2(0.0, 0.0), pos2(600.0, 100.0));
        let at = |x: f32| Placement::with(Pos2::ZERO, pos2(x, 0.0), 1.0, Turn::default());
        assert_eq!(seen(clip, &at(0.0), 512.0).collect::<Vec<_>>(), [(0, 0), (1, 0)]);
        assert_eq!(seen(clip, &at(-1100.0), 512.0).collect::<Vec<_>>(), [(2, 0), (3, 0)]);
        assert_eq!(seen(clip, &at(700.0), 512.0).count(), 0);
        let turned = Placement::with(Pos2::ZERO, pos2(100.0, 0.0), 1.0, Turn::default().quarter());
        assert_eq!(seen(clip, &turned, 512.0).collect::<Vec<_>>(), [(0, 0)], "turned, it lies to the left of its corner");
    }
}
