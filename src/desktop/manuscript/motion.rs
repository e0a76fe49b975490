//! Where the caret goes: by characters, words, rows, blocks and pages.

use eframe::egui::Context;
use eframe::egui::text::CCursor;

use super::items::Items;
use super::layout;
use crate::desktop::theme::Theme;
use crate::edition::{Block, Place, TextOffset};
use crate::language;

/// A way to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the character before.
    Left,
    /// To the next character.
    Right,
    /// To the beginning of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the beginning of the row.
    RowStart,
    /// To the end of the row.
    RowEnd,
    /// Up by what is shown.
    PageUp,
    /// Down by what is shown.
    PageDown,
    /// To the beginning of the manuscript.
    Start,
    /// To its end.
    End,
}

/// What a motion needs to know.
pub struct Mover<'a> {
    /// The manuscript.
    pub items: &'a mut Items,
    /// Sets type.
    pub ctx: &'a Context,
    /// The looks, which type depends on.
    pub theme: &'a Theme,
    /// The height of what is shown, in points.
    pub page: f32,
    /// Where up and down aim, from the left edge of the text.
    pub goal: Option<f32>,
}

impl Mover<'_> {
    /// The place a motion leads to.
    pub fn go(&mut self, from: Place, motion: Motion) -> Place {
        let Some(index) = self.items.position(from.block) else { return from };
        if !matches!(motion, Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown) {
            self.goal = None;
        }
        let to = match motion {
            Motion::Left => self.left(index, from),
            Motion::Right => self.right(index, from),
            Motion::WordLeft => self.word_left(index, from),
            Motion::WordRight => self.word_right(index, from),
            Motion::Up => self.row(index, from, -1),
            Motion::Down => self.row(index, from, 1),
            Motion::RowStart => self.row_end(index, from, false),
            Motion::RowEnd => self.row_end(index, from, true),
            Motion::PageUp => self.page(index, from, -1.0),
            Motion::PageDown => self.page(index, from, 1.0),
            Motion::Start => self.start_of(0),
            Motion::End => self.end_of(self.items.list().len().saturating_sub(1)),
        };
        to.unwrap_or(from)
    }

    fn block(&self, index: usize) -> Option<&Block> {
        self.items.list().get(index).map(|item| item.block.as_ref())
    }

    fn start_of(&self, index: usize) -> Option<Place> {
        Some(Place { block: self.block(index)?.id(), at: TextOffset(0) })
    }

    fn end_of(&self, index: usize) -> Option<Place> {
        let block = self.block(index)?;
        Some(Place { block: block.id(), at: block.len() })
    }

    fn left(&self, index: usize, from: Place) -> Option<Place> {
        match from.at.0.checked_sub(1) {
            Some(at) => Some(Place { at: TextOffset(at), ..from }),
            None => self.end_of(index.checked_sub(1)?),
        }
    }

    fn right(&self, index: usize, from: Place) -> Option<Place> {
        if from.at < self.block(index)?.len() { Some(Place { at: TextOffset(from.at.0 + 1), ..from }) } else { self.start_of(index + 1) }
    }

    fn word_left(&self, index: usize, from: Place) -> Option<Place> {
        if from.at.0 == 0 {
            return self.end_of(index.checked_sub(1)?);
        }
        let starts = word_edges(self.block(index)?.text()).into_iter().map(|(start, _)| start);
        Some(Place { at: TextOffset::new(starts.take_while(|start| *start < from.at.chars()).last().unwrap_or(0)), ..from })
    }

    fn word_right(&self, index: usize, from: Place) -> Option<Place> {
        let block = self.block(index)?;
        if from.at >= block.len() {
            return self.start_of(index + 1);
        }
        let end = word_edges(block.text()).into_iter().map(|(_, end)| end).find(|end| *end > from.at.chars());
        Some(Place { at: end.map_or(block.len(), TextOffset::new), ..from })
    }

    /// The row above or below, in this block or the next.
    fn row(&mut self, index: usize, from: Place, step: i32) -> Option<Place> {
        let galley = self.items.set(self.ctx, index, self.theme, None)?;
        let caret = layout::caret_rect(&galley, from.at.chars());
        let x = *self.goal.get_or_insert(caret.left());
        let row =
            galley.rows.iter().position(|row| row.rect().contains(eframe::egui::pos2(row.rect().left(), caret.center().y))).unwrap_or(0);
        let target = row.checked_add_signed(step as isize).and_then(|row| galley.rows.get(row));
        if let Some(target) = target {
            return Some(Place { at: at_x(&galley, x, target.rect().center().y), ..from });
        }
        let next = index.checked_add_signed(step as isize)?;
        let block = self.block(next)?.id();
        let galley = self.items.set(self.ctx, next, self.theme, None)?;
        let row = if step < 0 { galley.rows.last() } else { galley.rows.first() };
        Some(Place { block, at: at_x(&galley, x, row.map_or(0.0, |row| row.rect().center().y)) })
    }

    fn row_end(&mut self, index: usize, from: Place, end: bool) -> Option<Place> {
        let galley = self.items.set(self.ctx, index, self.theme, None)?;
        let cursor = CCursor { index: from.at.chars().into(), prefer_next_row: true };
        let to = if end { galley.cursor_end_of_row(&cursor) } else { galley.cursor_begin_of_row(&cursor) };
        // The end of a row that wraps is the beginning of the next: stop before its last character.
        let wraps = end && to.index.0 < galley.job.text.chars().count() && to.index.0 > from.at.chars();
        Some(Place { at: TextOffset::new(to.index.0 - usize::from(wraps)), ..from })
    }

    fn page(&mut self, index: usize, from: Place, direction: f32) -> Option<Place> {
        let galley = self.items.set(self.ctx, index, self.theme, None)?;
        let caret = layout::caret_rect(&galley, from.at.chars());
        let x = *self.goal.get_or_insert(caret.left());
        let y = self.items.top(index) + self.items.text_offset(index) + caret.center().y + direction * self.page * 0.9;
        self.at(x, y)
    }

    /// The place at a point of the manuscript.
    pub fn at(&mut self, x: f32, y: f32) -> Option<Place> {
        let index = self.items.at(y.max(0.0));
        let within = y - self.items.top(index) - self.items.text_offset(index);
        let block = self.block(index)?.id();
        let galley = self.items.set(self.ctx, index, self.theme, None)?;
        Some(Place { block, at: at_x(&galley, x, within.clamp(0.0, galley.size().y)) })
    }
}

fn at_x(galley: &eframe::egui::Galley, x: f32, y: f32) -> TextOffset {
    TextOffset::new(galley.cursor_from_pos(eframe::egui::vec2(x, y)).index.0)
}

/// Where each word of a text begins and ends, in characters; blanks and signs count as words of their own.
pub fn word_edges(text: &str) -> Vec<(usize, usize)> {
    let mut edges = Vec::new();
    language::cut(text, |word| {
        if !word.text.trim().is_empty() {
            edges.push((word.start, word.end));
        }
    });
    edges
}

/// The word round a place, from its beginning to its end, in characters.
pub fn word_at(text: &str, at: usize) -> (usize, usize) {
    word_edges(text).into_iter().find(|(start, end)| *start <= at && at < *end).unwrap_or((at, (at + 1).min(text.chars().count())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_dictionary() {
        assert_eq!(word_edges("公共汽车免费"), [(0, 4), (4, 6)]);
        assert_eq!(word_at("公共汽车免费", 2), (0, 4));
        assert_eq!(word_at("a 免费", 1), (1, 2));
        assert_eq!(word_at("", 0), (0, 0));
    }
}
