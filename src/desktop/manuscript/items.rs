//! The manuscript as a list of things one below the other, and where each of them is.

use std::sync::Arc;

use eframe::egui::Context;

use super::layout::{self, Measure};
use super::strip;
use crate::desktop::theme::{Theme, space};
use crate::edition::followed::{Change, Followed, FollowedBlock};
use crate::edition::{Block, BlockId, Edition, Shelf};

/// How a block stands in the manuscript.
#[derive(Clone, Copy)]
pub struct Standing {
    /// What stands above it.
    pub above: Above,
    /// The space between what stands above and its text.
    gap: f32,
    /// The height of its text; an estimate until it was set in type.
    height: f32,
    exact: bool,
}

/// What stands above a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Above {
    /// The block before it, of the same article or shelf.
    Block,
    /// The edge of the sheet.
    Edge,
    /// A line between articles.
    Rule,
    /// The title of the furniture or of what is set aside.
    Title,
}

impl Above {
    fn height(self, scale: f32) -> f32 {
        match self {
            Above::Block => 0.0,
            Above::Edge => space::XXL,
            Above::Rule => 2.0 * space::XXL * scale,
            Above::Title => 3.0 * space::XXL,
        }
    }
}

/// Room below a row of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opening {
    /// The block.
    pub block: BlockId,
    /// A character of the row, counted from the block's first.
    pub at: usize,
    /// How high the room is, in points.
    pub height: f32,
}

/// All blocks with their heights.
#[derive(Default)]
pub struct Items {
    blocks: Followed<Standing>,
    of: Option<(u64, Measure)>,
    /// The top of each item from the top of the manuscript, and its end.
    tops: Vec<f32>,
    tops_are_stale: bool,
    opening: Option<Opening>,
}

impl Items {
    /// Brings the list to the state `generation` of an edition, in this measure. What is known of blocks that did not change is kept.
    pub fn update(&mut self, edition: &Edition, generation: u64, measure: Measure) {
        if self.of == Some((generation, measure)) {
            return;
        }
        if self.of.is_some_and(|(_, old)| old != measure) {
            self.blocks.clear();
        }
        self.of = Some((generation, measure));
        let change = self.blocks.update(edition, |block, old| {
            let (above, gap) = old.map_or((Above::Block, 0.0), |old| (old.above, old.gap));
            Standing { above, gap, height: estimate(block, measure), exact: false }
        });
        let stale = match change {
            Change::Order => (0..self.blocks.list().len()).collect(),
            // A block's role also tells the space below it.
            Change::InPlace(changed) => changed.into_iter().flat_map(|place| [place, place + 1]).collect::<Vec<_>>(),
        };
        self.tops_are_stale |= !stale.is_empty();
        for place in stale {
            self.stand(place, measure);
        }
    }

    /// Works out what stands above a block, and how far.
    fn stand(&mut self, place: usize, measure: Measure) {
        let Some(one) = self.blocks.get(place) else { return };
        let before = place.checked_sub(1).and_then(|before| self.blocks.get(before));
        let above = match before {
            Some(before) if before.shelf == one.shelf => Above::Block,
            _ if !matches!(one.shelf, Shelf::Article(_)) => Above::Title,
            None => Above::Edge,
            Some(_) => Above::Rule,
        };
        let neighbour = before.filter(|_| above == Above::Block).map(|before| before.block.as_ref());
        let gap = layout::space_above(&one.block, neighbour, measure.scale);
        if let Some(standing) = self.blocks.value_mut(place) {
            (standing.above, standing.gap) = (above, gap);
        }
    }

    /// Makes room below a row, in place of where it was before.
    pub fn open(&mut self, opening: Option<Opening>) {
        let height = |opening: Option<Opening>| opening.map(|opening| (opening.block, opening.height));
        self.tops_are_stale |= height(self.opening) != height(opening);
        self.opening = opening;
    }

    /// How high the room below a row is, in points.
    pub fn opening_height(&self) -> f32 {
        self.opening.map_or(0.0, |opening| opening.height)
    }

    fn opening_of(&self, block: BlockId) -> Option<Opening> {
        self.opening.filter(|opening| opening.block == block)
    }

    /// The blocks, in order.
    pub fn list(&self) -> &[FollowedBlock<Standing>] {
        self.blocks.list()
    }

    /// Where in the list a block is.
    pub fn position(&self, block: BlockId) -> Option<usize> {
        self.blocks.place(block)
    }

    /// Sets an item in type and remembers its height.
    pub fn set(
        &mut self,
        ctx: &Context,
        index: usize,
        theme: &Theme,
        composition: Option<&layout::Composition>,
    ) -> Option<Arc<eframe::egui::Galley>> {
        let (_, measure) = self.of?;
        let item = self.blocks.get(index)?;
        let opening = self.opening_of(item.block.id());
        let galley = layout::galley(ctx, &item.block, item.shelf, theme, measure, composition);
        let height = galley.size().y;
        let standing = self.blocks.value_mut(index)?;
        if !standing.exact || standing.height != height {
            self.tops_are_stale |= standing.height != height;
            // What is being composed is not the block's height for good.
            standing.exact = composition.is_none();
            standing.height = height;
        }
        let ahead = composition.map_or(0, |composition| composition.text.chars().count());
        Some(match opening {
            Some(opening) => strip::opened(&galley, opening.at + ahead, opening.height),
            None => galley,
        })
    }

    /// The top of an item from the top of the manuscript.
    pub fn top(&mut self, index: usize) -> f32 {
        self.refresh();
        self.tops.get(index).or(self.tops.last()).copied().unwrap_or(0.0)
    }

    /// The height of an item with what stands above it.
    pub fn full_height(&self, index: usize) -> f32 {
        self.blocks.get(index).map_or(0.0, |item| {
            let room = self.opening_of(item.block.id()).map_or(0.0, |opening| opening.height);
            self.text_offset(index) + item.value.height + room
        })
    }

    /// How far below its top an item's text begins.
    pub fn text_offset(&self, index: usize) -> f32 {
        let scale = self.of.map_or(1.0, |(_, measure)| measure.scale);
        self.blocks.get(index).map_or(0.0, |item| item.value.above.height(scale) + item.value.gap)
    }

    /// The height of the whole manuscript.
    pub fn total(&mut self) -> f32 {
        self.refresh();
        self.tops.last().copied().unwrap_or(0.0) + space::XXL
    }

    /// The item at this height of the manuscript.
    pub fn at(&mut self, y: f32) -> usize {
        self.refresh();
        self.tops.partition_point(|top| *top <= y).saturating_sub(1).min(self.list().len().saturating_sub(1))
    }

    fn refresh(&mut self) {
        if !self.tops_are_stale && self.tops.len() == self.list().len() + 1 {
            return;
        }
        let mut y = 0.0;
        self.tops.clear();
        for index in 0..self.list().len() {
            self.tops.push(y);
            y += self.full_height(index);
        }
        self.tops.push(y);
        self.tops_are_stale = false;
    }
}

/// The height a block will have, near enough, before it was set.
fn estimate(block: &Block, measure: Measure) -> f32 {
    let (size, leading) = layout::type_size(block.role().form().look.size);
    let size = size * measure.scale;
    let per_row = (measure.width / size).floor().max(1.0);
    let rows = ((block.len().chars() as f32 + 2.0) / per_row).ceil().max(1.0);
    rows * (size * leading).round()
}
