//! Numbers: what two people began independently of each other must not go by one number.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::edition::{Article, ArticleId, Block, BlockId, CommentId, DoubtKind, Earlier, Edition, Round};

/// Their version, in which what they began has numbers that ours does not use, unless it is the same.
pub(super) fn renumbered(base: &Edition, ours: &Edition, theirs: &Edition) -> Edition {
    let mut numbers = Numbers { of: HashMap::new(), next: ours.next_id.max(theirs.next_id).max(base.next_id) };
    let known: HashSet<u32> = all(base).into_iter().collect();
    let taken: HashSet<u32> = all(ours).into_iter().filter(|id| !known.contains(id)).collect();
    for id in all(theirs).into_iter().filter(|id| taken.contains(id)) {
        if !is_same(ours, theirs, id) {
            numbers.renew(id);
        }
    }
    let mut edition = theirs.clone();
    edition.next_id = numbers.next;
    if !numbers.of.is_empty() {
        numbers.put_into(&mut edition);
    }
    edition
}

/// The numbers of all blocks, articles and comments.
fn all(edition: &Edition) -> Vec<u32> {
    let blocks = edition.blocks().map(|(_, block)| block.id().0);
    let articles = edition.articles().iter().map(|article| article.id().0);
    blocks.chain(articles).chain(edition.comments().iter().map(|comment| comment.id().0)).collect()
}

/// Whether a number stands for the same in both.
fn is_same(ours: &Edition, theirs: &Edition, id: u32) -> bool {
    let block = |edition: &Edition| edition.block(BlockId(id)).map(|(_, block)| block.clone());
    let article = |edition: &Edition| {
        let blocks = |article: &Arc<Article>| article.blocks().iter().map(|block| block.id()).collect::<Vec<_>>();
        edition.article(ArticleId(id)).map(blocks)
    };
    let comment = |edition: &Edition| edition.comment(CommentId(id)).cloned();
    block(ours) == block(theirs) && article(ours) == article(theirs) && comment(ours) == comment(theirs)
}

struct Numbers {
    of: HashMap<u32, u32>,
    next: u32,
}

impl Numbers {
    fn renew(&mut self, id: u32) {
        self.of.insert(id, self.next);
        self.next = self.next.saturating_add(1);
    }

    fn now(&self, id: u32) -> u32 {
        self.of.get(&id).copied().unwrap_or(id)
    }

    fn put_into(&self, edition: &mut Edition) {
        for article in &mut edition.articles {
            let article = Arc::make_mut(article);
            article.id = ArticleId(self.now(article.id.0));
            self.put_into_blocks(&mut article.blocks);
        }
        self.put_into_blocks(&mut edition.furniture);
        self.put_into_blocks(&mut edition.set_aside);
        for settled in &mut edition.settled {
            settled.block = BlockId(self.now(settled.block.0));
        }
        for comment in &mut edition.comments {
            let comment = Arc::make_mut(comment);
            (comment.id, comment.block) = (CommentId(self.now(comment.id.0)), BlockId(self.now(comment.block.0)));
        }
        edition.earlier = self.earlier(&edition.earlier);
        for round in &mut edition.rounds {
            *round = Arc::new(Round { closing: round.closing.clone(), earlier: self.earlier(&round.earlier) });
        }
        edition.index.forget();
    }

    fn put_into_blocks(&self, blocks: &mut [Arc<Block>]) {
        for block in blocks {
            let names_one =
                |kind: &DoubtKind| matches!(kind, DoubtKind::Headline(articles) if articles.iter().any(|id| self.of.contains_key(&id.0)));
            if !self.of.contains_key(&block.id.0) && !block.doubts.iter().any(|doubt| names_one(&doubt.kind)) {
                continue;
            }
            let block = Arc::make_mut(block);
            block.id = BlockId(self.now(block.id.0));
            for doubt in &mut block.doubts {
                if let DoubtKind::Headline(articles) = &mut doubt.kind {
                    articles.iter_mut().for_each(|article| article.0 = self.now(article.0));
                }
            }
        }
    }

    fn earlier(&self, earlier: &Earlier) -> Arc<Earlier> {
        let blocks: Vec<_> = earlier.blocks().map(|(id, was)| (BlockId(self.now(id.0)), was.cloned())).collect();
        Arc::new(Earlier::from(blocks))
    }
}
