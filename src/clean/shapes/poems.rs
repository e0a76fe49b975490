//! Poems, and the titles of poems and letters.

use super::{Shape, Shapes};
use crate::language::class;

/// The longest title of a poem or a letter, in characters.
const TITLE: usize = 12;
/// How many lines make verses, and how many of ten end with a mark: lines of prose end with one by chance.
const FEWEST_VERSES: usize = 4;
const MARKED: usize = 8;
/// The widest verse, in half-ems.
const WIDEST_VERSE: u32 = 48;

fn ends_verse(c: char) -> bool {
    class::ends_sentence(c) || matches!(c, '，' | '；' | '：' | '、' | '”' | '」')
}

impl Shapes<'_> {
    /// Poems: several lines that follow each other, most of which end with a mark and none of which is of the column's width by the
    /// column's doing. Short lines right before are their title and who wrote them.
    pub(super) fn verses(&mut self) {
        let count = self.of.len();
        let mut from = 0;
        while from < count {
            let to = self.poem(from);
            if to > from {
                for line in from..to {
                    let begins = line == from || ends_verse(self.evidence.edge(line - 1).last);
                    self.set(line, Shape::Verse(begins));
                }
                self.title(from);
            }
            from = to.max(from + 1);
        }
    }

    /// One past the last line of the poem that begins with a line; the line itself where none does.
    fn poem(&self, from: usize) -> usize {
        let marked = |index: usize| ends_verse(self.evidence.edge(index).last) && self.evidence.edge(index).last != '：';
        let count = self.of.len();
        if !self.may_be_verse(from) || !(marked(from) || from + 1 < count && marked(from + 1) && self.may_be_verse(from + 1)) {
            return from;
        }
        let mut to = from + 1;
        while to < count
            && self.may_be_verse(to)
            && (marked(to) || (marked(to - 1) && to + 1 < count && marked(to + 1) && self.may_be_verse(to + 1)))
        {
            to += 1;
        }
        let count = |is: &dyn Fn(usize) -> bool| (from..to).filter(|index| is(*index)).count();
        let width = |index: usize| self.evidence.line(index).0.width;
        // Lines of prose are of one width where they fill their column.
        let stands_in = |index: usize| width(index) + 4 <= self.evidence.line(index).1;
        let is_regular = count(&|index| width(index) == width(from) && stands_in(index)) == to - from;
        // Only verses of one measure have a comma inside.
        let is_poem = is_regular || (to - from > FEWEST_VERSES && count(&|index| self.commas(index) > 0) * 4 <= to - from);
        if marked(from)
            && is_poem
            && !self.is_indented(from, to)
            && to - from >= FEWEST_VERSES
            && count(&marked) * 10 >= (to - from) * MARKED
        {
            to
        } else {
            from
        }
    }

    /// Whether lines stand in farther than others, as the first ones of paragraphs do.
    fn is_indented(&self, from: usize, to: usize) -> bool {
        let rects: Vec<_> = (from..to).filter_map(|index| self.evidence.place(index).rect).collect();
        let lefts = || rects.iter().map(|rect| rect.left.0);
        let height = rects.iter().map(|rect| rect.height().0).min().unwrap_or(0);
        lefts().max().unwrap_or(0) > lefts().min().unwrap_or(0) + height / 2
    }

    /// A sentence inside a line is prose; so is an item.
    fn may_be_verse(&self, index: usize) -> bool {
        let (line, _) = self.evidence.line(index);
        let is_plain = || !self.evidence.edge(index).numbers && !line.is_row && self.evidence.signs(index).lead_in == 0;
        let text = || self.evidence.dense.folded(line.start, line.end.saturating_sub(1).max(line.start));
        // Most lines are too wide.
        line.width <= WIDEST_VERSE && is_plain() && !text().iter().any(|c| class::ends_sentence(*c)) && self.commas(index) <= 1
    }

    /// How many commas stand inside a line.
    fn commas(&self, index: usize) -> usize {
        let text = self.text(index);
        text.get(..text.len().saturating_sub(1)).unwrap_or_default().iter().filter(|c| matches!(c, '，' | '；')).count()
    }

    /// The title, and who wrote it, in the short lines before a line.
    pub(super) fn title(&mut self, from: usize) {
        let Some(last) = from.checked_sub(1).filter(|last| self.is_title(*last)) else { return };
        let before = last.checked_sub(1);
        let is_name = (2..=4).contains(&self.text(last).len()) && self.text(last).iter().all(|c| class::is_han(*c));
        match before.filter(|before| is_name && self.is_title(*before)) {
            Some(before) => {
                self.set(before, Shape::Title);
                self.set(last, Shape::Author);
            }
            None => self.set(last, Shape::Title),
        }
    }

    /// Whether a line may be a title: a few characters without a mark at their end, where nothing goes on from the line before.
    fn is_title(&self, index: usize) -> bool {
        let text = self.text(index);
        let open = text.last().is_some_and(|c| class::is_han(*c) || matches!(c, '》' | '）' | '”'));
        let may_begin = index.checked_sub(1).is_none_or(|last| self.ended(last) || self.text(last).len() <= TITLE);
        open && text.len() <= TITLE && may_begin && self.at(index).is_none() && self.evidence.signs(index).known.is_none()
    }
}
