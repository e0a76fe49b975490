//! What checks look at.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::slice;
use std::sync::{Arc, OnceLock};

use super::characters::Quality;
use super::collations::Collations;
use super::names::NamedPlace;
use super::registry::CheckScope;
use super::wording::Wording;
use crate::edition::followed::Followed;
use crate::edition::{ArticleId, Block, BlockId, Edition, Shelf};
use crate::page::{Page, PageIndex};
use crate::style::HouseStyle;

/// A part of an edition, as large as the [scope](CheckScope) of the check that looks at it.
pub(super) struct EditionView<'a> {
    pub(super) style: &'a HouseStyle,
    /// The raw pages.
    pub(super) pages: &'a [Arc<Page>],
    /// The blocks of the part, in the order of the manuscript.
    pub(super) seats: &'a [Seat<'a>],
    /// The edition, for checks that look at all of it.
    pub(super) edition: Option<&'a Edition>,
    /// The witnesses of the raw pages.
    pub(super) collations: &'a Collations,
    /// What is known of the page as a whole, for checks that look at all of it.
    pub(super) quality: Option<&'a Quality>,
}

impl<'a> EditionView<'a> {
    /// The wording of the blocks that stand in articles.
    pub(super) fn told(&self) -> impl Iterator<Item = Wording<'a>> {
        self.seats.iter().filter(|seat| seat.is_told()).map(Seat::wording)
    }
}

/// A block in its place.
#[derive(Clone, Copy)]
pub(super) struct Seat<'a> {
    pub(super) shelf: Shelf,
    pub(super) block: &'a Arc<Block>,
    /// The block before it on the same shelf.
    pub(super) before: Option<&'a Arc<Block>>,
    /// The block after it on the same shelf.
    pub(super) after: Option<&'a Arc<Block>>,
    memo: &'a Memo,
}

/// What several checks use of a block's text. It is worked out when one asks for it.
#[derive(Default)]
pub(super) struct Memo {
    text: OnceLock<Vec<char>>,
    /// The names in it, which take long to find.
    names: OnceLock<Vec<NamedPlace>>,
}

impl Memo {
    /// Forgets what is worked out quickly and takes much room.
    pub(super) fn forget_text(&mut self) {
        self.text = OnceLock::new();
    }
}

impl<'a> Seat<'a> {
    /// Whether it is in an article. The wording of furniture and matter set aside is not read.
    pub(super) fn is_told(&self) -> bool {
        matches!(self.shelf, Shelf::Article(_))
    }

    pub(super) fn wording(&self) -> Wording<'a> {
        let block: &'a Block = self.block;
        Wording { block, text: self.memo.text.get_or_init(|| block.text().chars().collect()) }
    }

    /// The names in its text.
    pub(super) fn names(&self) -> &'a [NamedPlace] {
        self.memo.names.get_or_init(|| super::names::named(&self.wording()))
    }

    /// The page it comes from.
    fn page(&self) -> Option<PageIndex> {
        self.block.pieces().iter().find_map(|piece| piece.source()).map(|span| span.page)
    }
}

/// All blocks of the edition that the memos are of.
pub(super) fn seats(memos: &Followed<Memo>) -> Vec<Seat<'_>> {
    let neighbour = |at: Option<usize>, shelf: Shelf| memos.get(at?).filter(|one| one.shelf == shelf).map(|one| &one.block);
    let places = memos.list().iter().enumerate();
    places
        .map(|(index, one)| {
            let (before, after) = (neighbour(index.checked_sub(1), one.shelf), neighbour(index.checked_add(1), one.shelf));
            Seat { shelf: one.shelf, block: &one.block, before, after, memo: &one.value }
        })
        .collect()
}

/// The name of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ScopePart {
    Block(BlockId),
    Page(Option<PageIndex>),
    Article(ArticleId),
    Edition,
}

impl ScopePart {
    /// The page that a part is of.
    pub(super) fn page(self) -> Option<PageIndex> {
        if let ScopePart::Page(page) = self { page } else { None }
    }
}

/// A part with its blocks: those that stand together as they are, the others gathered.
pub(super) type SeatedPart<'s, 'a> = (ScopePart, Cow<'s, [Seat<'a>]>);

impl CheckScope {
    pub(super) const ALL: [CheckScope; 4] = [CheckScope::Block, CheckScope::Page, CheckScope::Article, CheckScope::Edition];

    /// The parts of this size. Together they have each block at most once.
    pub(super) fn parts<'s, 'a>(self, seats: &'s [Seat<'a>]) -> Vec<SeatedPart<'s, 'a>> {
        match self {
            CheckScope::Block => seats.iter().map(|seat| (ScopePart::Block(seat.block.id()), slice::from_ref(seat).into())).collect(),
            CheckScope::Page => {
                let mut pages: BTreeMap<Option<PageIndex>, Vec<Seat<'a>>> = BTreeMap::new();
                for seat in seats.iter().filter(|seat| seat.is_told()) {
                    pages.entry(seat.page()).or_default().push(*seat);
                }
                pages.into_iter().map(|(page, seats)| (ScopePart::Page(page), seats.into())).collect()
            }
            CheckScope::Article => {
                let article = |seats: &'s [Seat<'a>]| match seats.first()?.shelf {
                    Shelf::Article(id) => Some((ScopePart::Article(id), seats.into())),
                    Shelf::Furniture | Shelf::SetAside => None,
                };
                seats.chunk_by(|a, b| a.shelf == b.shelf).filter_map(article).collect()
            }
            CheckScope::Edition => vec![(ScopePart::Edition, seats.into())],
        }
    }
}
