//! The comments of an edition in exports that are asked for them: where they stand in what is written, and what is said.

use std::collections::HashMap;

use super::options::{Options, Switch};
use super::story::StoryRun;
use crate::edition::{Block, BlockId, Comment, Edition, Hand};

/// The comments on what is exported, in the order of the manuscript; none where they are not asked for.
#[derive(Default)]
pub(super) struct Comments<'a> {
    all: Vec<PlacedComment<'a>>,
    /// Which of them stand in a block.
    of_block: HashMap<BlockId, Vec<usize>>,
}

/// A comment where it stands in an export.
#[derive(Clone, Copy)]
pub(super) struct PlacedComment<'a> {
    /// The comment.
    pub(super) comment: &'a Comment,
    /// Its number among those that are exported, counted from 1.
    pub(super) number: usize,
    /// How many remarks were made in the comments before it.
    pub(super) remarks_before: usize,
    /// The block it is written in, and from which character to which.
    pub(super) block: BlockId,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The parts of a block's text that are written apart, as the cells of a row: from which character to which. They come in order.
pub(super) type Parts<'p> = &'p [(usize, usize)];

impl<'a> Comments<'a> {
    pub(super) fn of(edition: &'a Edition, options: &Options) -> Comments<'a> {
        let mut comments = Comments::default();
        if !options.has(Switch::Comments) || edition.comments().is_empty() {
            return comments;
        }
        let places = places(edition, options.has(Switch::Apart));
        let mut remarks_before = 0;
        for comment in edition.comments_in_order() {
            let Some((block, moved)) = places.get(&comment.block()) else { continue };
            let (from, to) = comment.range();
            let (from, to) = moved.map_or((from.chars(), to.chars()), |at| (at, at));
            let number = comments.all.len() + 1;
            comments.of_block.entry(*block).or_default().push(number - 1);
            comments.all.push(PlacedComment { comment, number, remarks_before, block: *block, from, to });
            remarks_before += comment.remarks().len();
        }
        comments
    }

    /// All of them.
    pub(super) fn all(&self) -> &[PlacedComment<'a>] {
        &self.all
    }

    /// Those that stand in a block.
    pub(super) fn on(&self, block: BlockId) -> impl Iterator<Item = PlacedComment<'a>> {
        self.of_block.get(&block).into_iter().flatten().filter_map(|index| self.all.get(*index).copied())
    }

    /// Who said something in them, each once.
    pub(super) fn hands(&self) -> Vec<&'a Hand> {
        let mut hands: Vec<&Hand> = Vec::new();
        for remark in self.all.iter().flat_map(|placed| placed.comment.remarks()) {
            if !hands.iter().any(|hand| hand.is(&remark.hand)) {
                hands.push(&remark.hand);
            }
        }
        hands
    }

    /// The runs of each part of a block, cut where comments begin and end, which are runs themselves.
    pub(super) fn cut(&self, block: &Block, parts: Parts<'_>, runs: Vec<Vec<StoryRun<'a>>>) -> Vec<Vec<StoryRun<'a>>> {
        let mut edges: Vec<Vec<PlacedEdge<'a>>> = vec![Vec::new(); parts.len()];
        for placed in self.on(block.id()) {
            let [(first, from), (last, to)] = placed.within(parts);
            // At one place what ends comes before what begins, unless it is the same comment.
            let end = if from == to { 2 } else { 0 };
            edges.get_mut(first).into_iter().for_each(|edges| edges.push((from, 1, StoryRun::Begins(placed))));
            edges.get_mut(last).into_iter().for_each(|edges| edges.push((to, end, StoryRun::Ends(placed))));
        }
        edges.iter_mut().for_each(|edges| edges.sort_by_key(|(at, order, _)| (*at, *order)));
        let starts = parts.iter().map(|(start, _)| *start);
        runs.into_iter().zip(edges).zip(starts).map(|((runs, edges), start)| with_edges(runs, start, edges)).collect()
    }
}

/// Where a comment begins or ends, which of those at one place comes first, and the run that says so.
type PlacedEdge<'a> = (usize, u8, StoryRun<'a>);

/// Runs that begin at the character `at`, with edges, which are in order, put in at their places.
fn with_edges<'a>(runs: Vec<StoryRun<'a>>, mut at: usize, edges: Vec<PlacedEdge<'a>>) -> Vec<StoryRun<'a>> {
    let mut edges = edges.into_iter().peekable();
    let mut all = Vec::new();
    for mut run in runs {
        while let Some((place, _, edge)) = edges.next_if(|(place, ..)| *place < at + run.len()) {
            if place > at {
                let (before, behind) = run.split(place - at);
                all.push(before);
                (run, at) = (behind, place);
            }
            all.push(edge);
        }
        at += run.len();
        all.push(run);
    }
    all.extend(edges.map(|(.., edge)| edge));
    all
}

/// Where comments on each block are written: in it, or, where it has no text, at a character of the block before it, or else behind it.
fn places(edition: &Edition, apart: bool) -> HashMap<BlockId, (BlockId, Option<usize>)> {
    let articles = edition.articles().iter().map(|article| article.blocks());
    let others = [edition.furniture(), edition.set_aside()].into_iter().filter(|_| apart);
    let mut places = HashMap::new();
    for shelf in articles.chain(others) {
        let mut last = shelf.iter().find(|block| !block.is_empty()).map(|block| (block.id(), 0));
        for block in shelf {
            if block.is_empty() {
                places.extend(last.map(|(id, at)| (block.id(), (id, Some(at)))));
            } else {
                places.insert(block.id(), (block.id(), None));
                last = Some((block.id(), block.len().chars()));
            }
        }
    }
    places
}

impl PlacedComment<'_> {
    /// The key of the words that say what it is about, with `about`.
    pub(super) fn about_key(&self) -> &'static str {
        match self.comment {
            comment if comment.has_lost_its_text() => "comment-about-lost",
            comment if comment.about().is_empty() => "export-comment-on-place",
            _ => "comment-about",
        }
    }

    /// In which of these parts it begins and ends, and at which characters: what lies between parts goes to those beside it.
    pub(super) fn within(&self, parts: Parts<'_>) -> [(usize, usize); 2] {
        let clamped = |index: usize, at: usize| parts.get(index).map_or((index, at), |(from, to)| (index, at.clamp(*from, *to)));
        let is_point = self.from >= self.to;
        let begins = parts.iter().position(|(_, to)| *to > self.from || (is_point && *to == self.from));
        let begin = clamped(begins.unwrap_or(parts.len().saturating_sub(1)), self.from);
        let end = clamped(parts.iter().rposition(|(from, _)| *from < self.to).unwrap_or(0), self.to);
        [begin, if is_point { begin } else { end.max(begin) }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, NewComment, apply};
    use crate::edition::{Article, ArticleId, Masthead, Remark, Role, TextOffset};
    use crate::export::Format;
    use crate::style::HouseStyle;
    use std::sync::Arc;

    /// An article of these paragraphs, with comments on these places of them, counted from 1.
    fn edition(texts: &[&str], comments: &[(u32, usize, usize)]) -> Edition {
        let block = |(index, text): (usize, &&str)| Arc::new(Block::new(BlockId(index as u32 + 1), Role::Paragraph, *text, []));
        let article = Article::new(ArticleId(90), texts.iter().enumerate().map(block).collect());
        let mut edition = Edition::new(Masthead::default(), Vec::new(), vec![article], Vec::new(), Vec::new());
        for (block, from, to) in comments {
            let remark = Remark { hand: Hand::unknown(), date: String::new(), text: "?".to_owned() };
            let (from, to) = (TextOffset::new(*from), TextOffset::new(*to));
            let new = NewComment { block: BlockId(*block), from, to, remark, reading: None };
            apply(&mut edition, &Edit::AddComment(Box::new(new))).expect("a comment");
        }
        edition
    }

    fn options(on: bool) -> Options {
        Options::standard(Format::Docx, HouseStyle::standard()).with(Switch::Comments, on)
    }

    /// How a text reads with comments in it: `[1` where the first begins, `1]` where it ends, `|` between parts and runs.
    fn read(edition: &Edition, parts: Parts<'_>) -> String {
        let block = edition.articles()[0].blocks()[0].clone();
        let part = |(from, to): &(usize, usize)| block.text().chars().skip(*from).take(to - from).collect();
        let runs = parts.iter().map(|one| vec![StoryRun::Plain(part(one))]).collect();
        let said = |run: &StoryRun<'_>| match run {
            StoryRun::Plain(text) | StoryRun::Marked(_, text) => text.clone(),
            StoryRun::Begins(placed) => format!("[{}", placed.number),
            StoryRun::Ends(placed) => format!("{}]", placed.number),
        };
        let cut = Comments::of(edition, &options(true)).cut(&block, parts, runs);
        cut.iter().map(|runs| runs.iter().map(said).collect::<String>()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn runs_are_cut_where_comments_begin_and_end() {
        let made = edition(&["甲乙丙丁"], &[(1, 1, 3), (1, 2, 4), (1, 0, 1), (1, 4, 4)]);
        assert_eq!(read(&made, &[(0, 4)]), "[1甲1][2乙[3丙2]丁3][44]");
        assert!(Comments::of(&made, &options(false)).all().is_empty(), "they are not asked for");
    }

    #[test]
    fn comments_between_cells_go_to_the_cells_beside_them() {
        let made = edition(&["甲　乙丙　丁"], &[(1, 0, 3), (1, 1, 2), (1, 4, 6)]);
        assert_eq!(read(&made, &[(0, 1), (2, 4), (5, 6)]), "[1甲|[22]乙1]丙|[3丁3]");
    }

    #[test]
    fn a_comment_on_a_paragraph_without_text_stays_beside_it() {
        let made = edition(&["", "甲乙", ""], &[(1, 0, 0), (3, 0, 0)]);
        let placed: Vec<_> = Comments::of(&made, &options(true)).all().iter().map(|one| (one.block, one.from, one.to)).collect();
        assert_eq!(placed, [(BlockId(2), 0, 0), (BlockId(2), 2, 2)]);
        assert!(Comments::of(&edition(&[""], &[(1, 0, 0)]), &options(true)).all().is_empty(), "nothing of the article is written");
    }
}
