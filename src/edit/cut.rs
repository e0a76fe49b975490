//! Text that is cut out of its blocks, to be given a role or to be moved on its own: what is selected in the manuscript, or raw lines
//! that were picked on the image of their page.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Edit, EditError, Selection, apply, end_of_splice};
use crate::edition::raw_lines::{LineId, Stretch, stretches};
use crate::edition::{Block, BlockId, Edition, Place, TextOffset};

/// What was cut out. The edition it was worked out on is as it will be once the edits are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The edits that make the text blocks of its own.
    pub edits: Vec<Edit>,
    /// These blocks: those of a selection in the order of the manuscript, those of raw lines in the order in which they were picked.
    pub blocks: Vec<BlockId>,
    /// For each block but the first, whether its text runs on from the one before it: both were cut through on the sides that meet now,
    /// or both come from one block.
    pub runs_on: Vec<bool>,
}

impl Cut {
    /// Cuts out what is selected. A caret stands for its block.
    ///
    /// # Errors
    /// A block of the selection is no longer in the edition, or the selection is empty in it.
    pub fn selection(edition: &mut Edition, selection: Selection) -> Result<Cut, EditError> {
        let (from, to) = selection.ordered(edition).ok_or(EditError::NoBlock(selection.head.block.0))?;
        let mut cut = Cut { blocks: selection.parts(edition).iter().map(|part| part.block.id()).collect(), ..Cut::default() };
        if from != to {
            let len = edition.block(to.block).map_or(TextOffset(0), |(_, block)| block.len());
            if to.at.0 == 0 && cut.blocks.len() > 1 {
                cut.blocks.pop();
            } else if to.at < len {
                cut.split(edition, to)?;
            }
            if from.at.0 > 0 {
                let first = cut.split(edition, from)?;
                if let Some(block) = cut.blocks.first_mut() {
                    *block = first;
                }
            }
        }
        cut.runs_on = vec![false; cut.blocks.len().saturating_sub(1)];
        Ok(cut)
    }

    /// Cuts out the text of raw lines. Lines that follow each other in a block and were picked in this order stay together. Lines of
    /// which nothing stands anywhere are passed over.
    ///
    /// # Errors
    /// None of the lines has any text in the edition.
    pub fn lines(edition: &mut Edition, picked: &[LineId]) -> Result<Cut, EditError> {
        let lines = Lines::of(edition);
        let runs = lines.runs(picked);
        let mut cut = Cut::default();
        let mut begun: HashMap<(usize, TextOffset), BlockId> = HashMap::new();
        for (position, (block, stretches)) in lines.blocks.iter().enumerate() {
            let of_block = || runs.iter().filter(|run| run.block == position);
            let ends = of_block().flat_map(|run| [run.from(stretches), run.to(stretches)]);
            let places: BTreeSet<TextOffset> = ends.filter(|at| at.0 > 0 && *at < block.len()).collect();
            begun.insert((position, TextOffset(0)), block.id());
            // From the end, so that the places before stay what they are.
            for at in places.into_iter().rev() {
                begun.insert((position, at), cut.split(edition, Place { block: block.id(), at })?);
            }
        }
        for run in &runs {
            let Some((_, stretches)) = lines.blocks.get(run.block) else { continue };
            cut.blocks.extend(begun.get(&(run.block, run.from(stretches))));
        }
        cut.runs_on = runs.windows(2).map(|pair| lines.run_on(pair)).collect();
        if cut.blocks.is_empty() { Err(EditError::Nothing) } else { Ok(cut) }
    }

    /// Splits a block, and gives back what follows the place.
    fn split(&mut self, edition: &mut Edition, at: Place) -> Result<BlockId, EditError> {
        let missing = EditError::NoBlock(at.block.0);
        let role = edition.block(at.block).ok_or(missing.clone())?.1.role();
        let edit = Edit::split(at, at, role);
        apply(edition, &edit)?;
        let place = end_of_splice(edition, &edit);
        self.edits.push(edit);
        place.map(|place| place.block).ok_or(missing)
    }
}

/// The blocks of an edition by raw lines.
struct Lines {
    blocks: Vec<(Arc<Block>, Vec<Stretch>)>,
}

/// Lines of one block that follow each other, by the positions of their stretches.
#[derive(Clone, Copy)]
struct StretchRun {
    block: usize,
    first: usize,
    last: usize,
}

impl StretchRun {
    fn from(self, stretches: &[Stretch]) -> TextOffset {
        stretches.get(self.first).map_or(TextOffset(0), |stretch| stretch.from)
    }

    fn to(self, stretches: &[Stretch]) -> TextOffset {
        stretches.get(self.last).map_or(TextOffset(0), |stretch| stretch.to)
    }
}

impl Lines {
    fn of(edition: &Edition) -> Lines {
        Lines { blocks: edition.blocks().map(|(_, block)| (block.clone(), stretches(block, edition.pages()))).collect() }
    }

    /// The picked lines in order, those that follow each other as one.
    fn runs(&self, picked: &[LineId]) -> Vec<StretchRun> {
        let mut places: HashMap<LineId, Vec<(usize, usize)>> = HashMap::new();
        for (block, (_, stretches)) in self.blocks.iter().enumerate() {
            for (position, stretch) in stretches.iter().enumerate() {
                places.entry(stretch.line).or_default().push((block, position));
            }
        }
        let mut runs: Vec<StretchRun> = Vec::new();
        // A line that was picked twice has its place where it was picked first.
        for (block, at) in picked.iter().filter_map(|line| places.remove(line)).flatten() {
            match runs.last_mut() {
                Some(run) if run.block == block && run.last + 1 == at => run.last = at,
                _ => runs.push(StretchRun { block, first: at, last: at }),
            }
        }
        runs
    }

    /// Whether the second of two runs goes on in the paragraph of the first.
    fn run_on(&self, pair: &[StretchRun]) -> bool {
        let [before, after] = pair else { return false };
        let count = |run: &StretchRun| self.blocks.get(run.block).map_or(0, |(_, stretches)| stretches.len());
        let role = |run: &StretchRun| self.blocks.get(run.block).map(|(block, _)| block.role());
        before.block == after.block || (before.last + 1 < count(before) && after.first > 0 && role(before) == role(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::{Article, ArticleId, Masthead, Piece, Role, Span};
    use crate::page::{Encoding, Page, PageIndex, RawOffset, RawRange, Source};

    /// Two blocks of four raw lines: the first of 甲甲, 乙乙 and 丙丙, the second of 丁丁; with what was added between and behind.
    fn edition() -> Edition {
        let source = Source { file: "page-1.txt".into(), sha256: "0".repeat(64), encoding: Encoding::UTF_8 };
        let page = Arc::new(Page::new(source, "甲甲\n乙乙\n丙丙\n丁丁\n"));
        let span = |start| Span::new(PageIndex(0), RawRange::new(RawOffset(start), RawOffset(start + 2)));
        let end = |at| Piece::dropped(Span::new(PageIndex(0), RawRange::new(RawOffset(at), RawOffset(at + 1))));
        let first = [Piece::Kept(span(0)), end(2), Piece::Kept(span(3)), Piece::added(1), end(5), Piece::Kept(span(6)), end(8)];
        let second = [Piece::Kept(span(9)), end(11), Piece::added(1)];
        let blocks = vec![
            Block::new(BlockId(1), Role::Paragraph, "甲甲乙乙，丙丙", first),
            Block::new(BlockId(2), Role::Paragraph, "丁丁。", second),
        ];
        let article = Article::new(ArticleId(3), blocks.into_iter().map(Arc::new).collect());
        Edition::new(Masthead::default(), vec![page], vec![article], Vec::new(), Vec::new())
    }

    fn cut(numbers: &[usize]) -> (Vec<String>, Vec<bool>, Vec<String>) {
        let mut edition = edition();
        let picked: Vec<LineId> = numbers.iter().map(|number| LineId { page: PageIndex(0), number: *number }).collect();
        let cut = Cut::lines(&mut edition, &picked).expect("lines");
        let text = |id: &BlockId| edition.block(*id).expect("a block").1.text().to_owned();
        let all = edition.blocks().map(|(_, block)| block.text().to_owned()).collect();
        assert!(edition.ledger().iter().all(|ledger| ledger.balances()));
        (cut.blocks.iter().map(text).collect(), cut.runs_on, all)
    }

    #[test]
    fn lines_become_blocks_in_the_order_in_which_they_were_picked() {
        let (blocks, runs_on, all) = cut(&[3, 1]);
        assert_eq!(blocks, ["丙丙", "甲甲"]);
        assert_eq!(runs_on, [true], "they were one paragraph");
        assert_eq!(all, ["甲甲", "乙乙，", "丙丙", "丁丁。"]);
    }

    #[test]
    fn lines_that_follow_each_other_stay_together_with_what_was_added() {
        assert_eq!(cut(&[1, 2]).0, ["甲甲乙乙，"]);
        assert_eq!(cut(&[2, 2, 3]).0, ["乙乙，丙丙"]);
        let (blocks, _, all) = cut(&[4]);
        assert_eq!((blocks.as_slice(), all.len()), (["丁丁。".to_owned()].as_slice(), 2), "a whole block is not cut");
    }

    #[test]
    fn text_runs_on_only_where_both_sides_were_cut_through() {
        assert_eq!(cut(&[2, 4]).1, [false], "the second begins its paragraph");
        assert_eq!(cut(&[4, 2]).1, [false], "the first ends its paragraph");
    }

    #[test]
    fn lines_that_are_nowhere_cannot_be_cut() {
        let nowhere = LineId { page: PageIndex(0), number: 9 };
        assert_eq!(Cut::lines(&mut edition(), &[nowhere]), Err(EditError::Nothing));
    }
}
