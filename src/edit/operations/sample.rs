//! A small edition for the tests of operations.

use std::sync::Arc;

use super::Plan;
use crate::edit::{Selection, apply};
use crate::edition::{Article, ArticleId, Block, BlockId, Edition, Masthead, Piece, Place, Role, Span, TextOffset};
use crate::page::{Encoding, Page, PageIndex, RawOffset, RawRange, Source};

/// Two articles, [`FIRST`] with the headline 甲甲甲 (block 1) and 乙乙乙 (2), [`SECOND`] with 丙丙丙 (3) and 丁丁丁 (4); 戊戊戊 (5) is
/// furniture. Each is a raw line.
pub fn sample() -> Edition {
    let source = Source { file: "page-1.txt".into(), sha256: "0".repeat(64), encoding: Encoding::UTF_8 };
    let page = Arc::new(Page::new(source, "甲甲甲\n乙乙乙\n丙丙丙\n丁丁丁\n戊戊戊\n"));
    let block = |number: u32, role, text: &str| {
        let at = |from: u32, to: u32| Span::new(PageIndex(0), RawRange::new(RawOffset(from), RawOffset(to)));
        let start = 4 * (number - 1);
        Arc::new(Block::new(BlockId(number), role, text, [Piece::Kept(at(start, start + 3)), Piece::dropped(at(start + 3, start + 4))]))
    };
    let first = Article::new(FIRST, vec![block(1, Role::Headline, "甲甲甲"), block(2, Role::Paragraph, "乙乙乙")]);
    let second = Article::new(SECOND, vec![block(3, Role::Paragraph, "丙丙丙"), block(4, Role::Paragraph, "丁丁丁")]);
    let furniture = vec![block(5, Role::Paragraph, "戊戊戊").as_ref().clone()];
    Edition::new(Masthead::default(), vec![page], vec![first, second], furniture, Vec::new())
}

pub const FIRST: ArticleId = ArticleId(11);
pub const SECOND: ArticleId = ArticleId(12);

pub fn place(block: u32, at: usize) -> Place {
    Place { block: BlockId(block), at: TextOffset::new(at) }
}

pub fn caret(block: u32, at: usize) -> Selection {
    Selection::caret(place(block, at))
}

/// The edition once a plan is carried out. The ledger balances.
pub fn done(edition: &Edition, plan: &Plan) -> Edition {
    let mut edition = edition.clone();
    apply(&mut edition, &plan.edit).expect("the plan applies");
    assert!(edition.ledger().iter().all(|ledger| ledger.balances()));
    if let Some(selection) = plan.select {
        assert!(edition.block(selection.head.block).is_some(), "the caret goes to a block that is there");
    }
    edition
}

/// The blocks of each article, then the furniture, then what is set aside.
pub fn texts(edition: &Edition) -> Vec<String> {
    let join = |blocks: &[Arc<Block>]| blocks.iter().map(|block| block.text().to_owned()).collect::<Vec<_>>().join("|");
    let articles = edition.articles().iter().map(|article| join(article.blocks()));
    articles.chain([join(edition.furniture()), join(edition.set_aside())]).collect()
}
