//! How blocks are set: as a newspaper story, headline large, paragraphs justified with an indent of two ems.

use std::sync::Arc;

use eframe::egui::text::{CCursor, TextFormat};
use eframe::egui::{Color32, Context, FontId, Galley, Rect, Stroke, pos2};

use super::{justify, rows};
use crate::desktop::theme::{self, Theme, size, space};
use crate::edition::role::TextSize;
use crate::edition::{Block, Role, Shelf};

/// The measures of the manuscript, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The width of the text.
    pub width: f32,
    /// The size of the text as a multiple of the usual one.
    pub scale: f32,
    /// Whether the text is set in sans.
    pub sans: bool,
    /// How much of the room in the margins there is, from 0 for the least to 1.
    margins: f32,
}

impl Measure {
    /// The measure that fits a column of this width: 30 characters, or fewer where there is no room.
    pub fn fitting(column: f32, scale: f32, sans: bool) -> Measure {
        let wanted = size::MEASURE * size::STORY * scale;
        let em = size::STORY * scale;
        let (least, most) = (Margins::of(0.0).sum(), Margins::of(1.0).sum());
        let margins = ((column - wanted - least) / (most - least)).clamp(0.0, 1.0);
        // A whole number of characters, so that justified rows need no stretching.
        let room = ((column - Margins::of(margins).sum()) / em).floor().max(8.0) * em;
        Measure { width: wanted.min(room) + 0.5, scale, sans, margins }
    }

    /// The width of the sheet.
    pub fn sheet(self) -> f32 {
        let Margins { left, right, .. } = self.margins();
        self.width + left + right
    }

    /// The margin that holds the labels of roles.
    pub fn left(self) -> f32 {
        self.margins().left
    }

    fn margins(self) -> Margins {
        Margins::of(self.margins)
    }
}

/// The room on the sheet beside the text, in points.
struct Margins {
    /// Where the labels of roles are.
    left: f32,
    right: f32,
    /// On both sides of the sheet.
    outer: f32,
}

impl Margins {
    /// The margins between the narrowest, at 0, and the usual ones, at 1.
    fn of(part: f32) -> Margins {
        let between = |least: f32, usual: f32| (least + (usual - least) * part).round();
        Margins { left: between(72.0, 84.0), right: between(14.0, 56.0), outer: between(space::S, space::L) }
    }

    fn sum(&self) -> f32 {
        // What is rounded adds up to no more than this.
        self.left + self.right + 2.0 * self.outer + 1.0
    }
}

/// The least width of a column that has rows of so many characters, in points.
pub fn column_width(characters: f32, scale: f32) -> f32 {
    characters * size::STORY * scale + Margins::of(0.0).sum() + 1.0
}

/// The look of a block.
struct BlockLook {
    font: FontId,
    leading: f32,
    color: Color32,
    indent: f32,
    justify: bool,
}

fn look(block: &Block, shelf: Shelf, theme: &Theme, measure: Measure) -> BlockLook {
    let look = block.role().form().look;
    let (plain, strong) = theme::manuscript(measure.sans);
    let (size, leading) = type_size(look.size);
    let size = size * measure.scale;
    let font = match look.size {
        TextSize::Note => theme::chinese(size),
        TextSize::Headline | TextSize::Deck | TextSize::Story => {
            if look.strong {
                strong(size)
            } else {
                plain(size)
            }
        }
    };
    let is_story = matches!(shelf, Shelf::Article(_)) && !look.muted;
    let color = if is_story { theme.ink } else { theme.ink_2 };
    BlockLook { font, leading, color, indent: f32::from(look.indent) * size, justify: look.justified }
}

/// How large type is, in points, and its leading as a multiple of that.
pub fn type_size(size: TextSize) -> (f32, f32) {
    match size {
        TextSize::Headline => (size::HEADLINE, size::TIGHT_LEADING),
        TextSize::Deck => (size::DECK, size::TIGHT_LEADING),
        TextSize::Story => (size::STORY, size::STORY_LEADING),
        TextSize::Note => (size::TITLE, 1.6),
    }
}

/// The space above a block, in points; `first` is the first of its article or shelf.
pub fn space_above(block: &Block, before: Option<&Block>, scale: f32) -> f32 {
    let gap = match (before.map(Block::role), block.role()) {
        (None, _) => 0.0,
        (Some(Role::Kicker), Role::Headline) | (Some(Role::Headline), Role::Headline | Role::Deck) | (Some(Role::Deck), Role::Deck) => {
            space::XS
        }
        (Some(before), _) if before.is_heading() => space::L,
        (_, role) if role.form().look.apart => space::M,
        (..) => space::S,
    };
    gap * scale
}

/// Text being composed by an input method, to be shown in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composition {
    /// The text so far.
    pub text: String,
    /// Where it stands, in characters of the block.
    pub at: usize,
}

/// A block set in type.
pub fn galley(
    ctx: &Context,
    block: &Block,
    shelf: Shelf,
    theme: &Theme,
    measure: Measure,
    composition: Option<&Composition>,
) -> Arc<Galley> {
    let look = look(block, shelf, theme, measure);
    let format = |line: Stroke| TextFormat {
        font_id: look.font.clone(),
        color: look.color,
        line_height: Some((look.font.size * look.leading).round()),
        underline: line,
        valign: eframe::egui::Align::Center,
        ..TextFormat::default()
    };
    let parts: Vec<(&str, TextFormat)> = match composition {
        Some(composition) => {
            let cut = block.text().char_indices().nth(composition.at).map_or(block.text().len(), |(byte, _)| byte);
            let (head, tail) = block.text().split_at(cut);
            let composed = (composition.text.as_str(), format(Stroke::new(1.0, theme.accent)));
            vec![(head, format(Stroke::NONE)), composed, (tail, format(Stroke::NONE))]
        }
        None => vec![(block.text(), format(Stroke::NONE))],
    };
    let galley = rows::set(ctx, &parts, look.indent, measure.width);
    // The underline of what is being composed would stay where it is.
    if look.justify && composition.is_none() { justify::justified(galley, measure.width, look.font.size) } else { galley }
}

/// The caret before the character at `at`, relative to the galley.
pub fn caret_rect(galley: &Galley, at: usize) -> Rect {
    galley.pos_from_cursor(CCursor { index: at.into(), prefer_next_row: true })
}

/// The boxes round the characters from `from` to `to`, one a row, relative to the galley.
pub fn range_rects(galley: &Galley, from: usize, to: usize) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut start = 0;
    for row in &galley.rows {
        let len = row.row.char_count_excluding_newline().0;
        let (a, b) = (from.max(start), to.min(start + len));
        if a < b || (from <= start && start + len < to && len == 0) {
            let left = row.pos.x + row.row.x_offset((a - start).into());
            let right = row.pos.x + if b - start == len { row.row.size.x } else { row.row.x_offset((b - start).into()) };
            rects.push(Rect::from_min_max(pos2(left, row.rect().top()), pos2(right.max(left + 4.0), row.rect().bottom())));
        }
        start += row.char_count_including_newline().0;
    }
    rects
}
