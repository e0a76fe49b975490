//! The curated side: a masthead, articles in reading order, furniture, and matter set aside.
//!
//! An [`Edition`] is a value: cloning it is cheap, since articles, blocks and pages are shared, so that a check, a save or an export
//! can work on a snapshot while the editor goes on. It changes only by [`crate::edit`].

mod article;
mod block;
mod comment;
mod doubt;
pub mod followed;
mod index;
pub mod ledger;
pub mod piece;
pub mod raw_lines;
pub mod role;
mod round;
mod settled;

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use article::{Article, ArticleId, Names, Status};
pub use block::{Block, BlockId, TextOffset};
pub use comment::{Comment, CommentId, Remark};
pub use doubt::{Confidence, Doubt, DoubtKind};
pub use ledger::{Blanks, Ledger};
pub use piece::{Piece, Span};
pub use role::Role;
pub use round::{Closing, Earlier, EarlierBlock, Hand, NoHand, Round, RoundCounts, RoundKind};
pub use settled::{QueryKind, Settled, SettledKind, UnknownKind};

use crate::page::{Page, PageIndex, RawOffset, Witness, label_told, page_label};
use index::BlockIndex;

/// What the paper says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masthead {
    /// The paper's name.
    pub title: Option<String>,
    /// The day of issue, as `2022-03-28` where it is known so exactly.
    pub date: Option<String>,
    /// The issue's number.
    pub issue: Option<String>,
    /// The label of each page, such as `1版`, in the order of the edition's pages.
    pub page_labels: Vec<String>,
}

/// Where a block stands: in an article, among the furniture, or set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shelf {
    /// In this article.
    Article(ArticleId),
    /// Among the page furniture: folio, date line, editors' line.
    Furniture,
    /// Among the matter that belongs to no article.
    SetAside,
}

/// A place in an edition's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The block.
    pub block: BlockId,
    /// Where in its text.
    pub at: TextOffset,
}

/// A curated edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub(crate) masthead: Masthead,
    pub(crate) pages: Vec<Arc<Page>>,
    /// The witnesses of each page.
    pub(crate) witnesses: Vec<Vec<Arc<Witness>>>,
    pub(crate) articles: Vec<Arc<Article>>,
    pub(crate) furniture: Vec<Arc<Block>>,
    pub(crate) set_aside: Vec<Arc<Block>>,
    pub(crate) settled: Vec<Settled>,
    /// The rounds that were closed.
    pub(crate) rounds: Vec<Arc<Round>>,
    /// What read otherwise when the last of them was closed.
    pub(crate) earlier: Arc<Earlier>,
    pub(crate) comments: Vec<Arc<Comment>>,
    /// The next number for a block or an article.
    pub(crate) next_id: u32,
    pub(crate) index: BlockIndex,
}

impl Edition {
    /// An edition of these parts. Page labels that the masthead lacks are taken from the pages' file names; the numbers for new
    /// blocks and articles go on from the highest in use.
    pub fn new(
        mut masthead: Masthead,
        pages: Vec<Arc<Page>>,
        articles: Vec<Article>,
        furniture: Vec<Block>,
        set_aside: Vec<Block>,
    ) -> Edition {
        masthead.page_labels.truncate(pages.len());
        for (index, page) in pages.iter().enumerate().skip(masthead.page_labels.len()) {
            let label = page.label().map(label_told).unwrap_or_else(|| page_label(&page.source().file, index + 1));
            masthead.page_labels.push(label);
        }
        let articles: Vec<_> = articles.into_iter().filter(|article| !article.blocks.is_empty()).map(Arc::new).collect();
        let furniture = furniture.into_iter().map(Arc::new).collect();
        let set_aside = set_aside.into_iter().map(Arc::new).collect();
        let index = BlockIndex::default();
        let witnesses = vec![Vec::new(); pages.len()];
        let (settled, rounds, earlier, comments) = (Vec::new(), Vec::new(), Arc::default(), Vec::new());
        let mut edition =
            Edition { masthead, pages, witnesses, articles, furniture, set_aside, settled, rounds, earlier, comments, next_id: 1, index };
        let highest = edition.all_blocks().map(|block| block.id.0).chain(edition.articles.iter().map(|article| article.id.0)).max();
        edition.next_id = highest.unwrap_or(0).saturating_add(1);
        edition
    }

    /// What the paper says of itself.
    pub fn masthead(&self) -> &Masthead {
        &self.masthead
    }

    /// The raw pages.
    pub fn pages(&self) -> &[Arc<Page>] {
        &self.pages
    }

    /// A raw page.
    pub fn page(&self, index: PageIndex) -> Option<&Arc<Page>> {
        self.pages.get(index.position())
    }

    /// Other readings of a raw page. They are evidence, and no part of the text.
    pub fn witnesses(&self, page: PageIndex) -> &[Arc<Witness>] {
        self.witnesses.get(page.position()).map_or(&[], Vec::as_slice)
    }

    /// Whether any page has another reading.
    pub fn has_witnesses(&self) -> bool {
        self.witnesses.iter().any(|witnesses| !witnesses.is_empty())
    }

    /// Puts another reading beside a raw page, in place of an older one of the same engine and settings. The text stays as it is, and so
    /// does what can be undone. A page that is not there takes none.
    pub fn take_witness(&mut self, page: PageIndex, witness: Arc<Witness>) {
        if let Some(known) = self.witnesses.get_mut(page.position()) {
            match known.iter_mut().find(|known| known.is_of_same(&witness)) {
                Some(known) => *known = witness,
                None => known.push(witness),
            }
        }
    }

    /// The articles in reading order.
    pub fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    /// The article of this name.
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.articles.iter().find(|article| article.id == id)
    }

    /// The page furniture, in order of the pages.
    pub fn furniture(&self) -> &[Arc<Block>] {
        &self.furniture
    }

    /// The matter set aside.
    pub fn set_aside(&self) -> &[Arc<Block>] {
        &self.set_aside
    }

    /// The queries that were answered by letting the text stand.
    pub fn settled(&self) -> &[Settled] {
        &self.settled
    }

    /// Every block with its shelf, in the order of the manuscript: the articles', the furniture, the matter set aside.
    pub fn blocks(&self) -> impl Iterator<Item = (Shelf, &Arc<Block>)> {
        let articles = self.articles.iter().flat_map(|article| article.blocks.iter().map(|block| (Shelf::Article(article.id), block)));
        let furniture = self.furniture.iter().map(|block| (Shelf::Furniture, block));
        articles.chain(furniture).chain(self.set_aside.iter().map(|block| (Shelf::SetAside, block)))
    }

    /// The place of each block in the order of the manuscript, counted from 0.
    pub fn block_order(&self) -> HashMap<BlockId, usize> {
        self.all_blocks().enumerate().map(|(place, block)| (block.id, place)).collect()
    }

    fn all_blocks(&self) -> impl Iterator<Item = &Arc<Block>> {
        self.blocks().map(|(_, block)| block)
    }

    /// The block of this name, with its shelf.
    pub fn block(&self, id: BlockId) -> Option<(Shelf, &Arc<Block>)> {
        self.index.find(self, id).or_else(|| self.blocks().find(|(_, block)| block.id == id))
    }

    /// The block that holds this raw character, with the place in its text that stands for it, or where it was dropped.
    pub fn place_of(&self, page: PageIndex, at: RawOffset) -> Option<Place> {
        self.all_blocks().find_map(|block| {
            let mut before = 0;
            for piece in &block.pieces {
                if let Some(span) = piece.source()
                    && span.page == page
                    && span.range.contains(at)
                {
                    let within = if let Piece::Kept(span) = piece { (at.0 - span.range.start.0) as usize } else { 0 };
                    return Some(Place { block: block.id, at: TextOffset::new(before + within) });
                }
                before += piece.text_len();
            }
            None
        })
    }

    /// The ledger of each page.
    pub fn ledger(&self) -> Vec<Ledger> {
        ledger::ledger(self)
    }
}
