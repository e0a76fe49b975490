//! What differs between two states of an edition, article by article, for people to choose between them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::edition::{Article, ArticleId, Edition};
use crate::page::PageIndex;

/// An article that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleDifference {
    /// The article's headline, or how its text begins.
    pub title: String,
    /// In what way it differs.
    pub kind: ArticleDifferenceKind,
}

/// In what way an article differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleDifferenceKind {
    /// It is only in the first.
    OnlyFirst,
    /// It is only in the second.
    OnlySecond,
    /// It is in both, with so many blocks that differ; none where only what is known about it differs.
    Blocks(usize),
}

/// The articles that are not the same in both, in the order of the first; then those that only the second has.
///
/// Masthead, furniture, matter set aside and the order of articles are not told apart; [`same`] tells whether anything differs.
pub fn differences(first: &Edition, second: &Edition) -> Vec<ArticleDifference> {
    let others: HashMap<ArticleId, &Arc<Article>> = second.articles().iter().map(|article| (article.id(), article)).collect();
    let mut found = Vec::new();
    for article in first.articles() {
        let kind = match others.get(&article.id()) {
            None => ArticleDifferenceKind::OnlyFirst,
            Some(other) if *other == article => continue,
            Some(other) => ArticleDifferenceKind::Blocks(changed_blocks(article, other)),
        };
        found.push(ArticleDifference { title: title(article), kind });
    }
    for article in second.articles().iter().filter(|article| first.article(article.id()).is_none()) {
        found.push(ArticleDifference { title: title(article), kind: ArticleDifferenceKind::OnlySecond });
    }
    found
}

/// Whether two states are the same in all that an editor works on. The count of numbers that were given is no such thing.
pub fn same(first: &Edition, second: &Edition) -> bool {
    first.masthead() == second.masthead()
        && first.pages() == second.pages()
        && first.articles() == second.articles()
        && first.furniture() == second.furniture()
        && first.set_aside() == second.set_aside()
        && first.settled() == second.settled()
        && first.rounds() == second.rounds()
        && first.comments() == second.comments()
        && (0..first.pages().len()).map(|page| PageIndex(page as u32)).all(|page| first.witnesses(page) == second.witnesses(page))
}

fn changed_blocks(one: &Article, other: &Article) -> usize {
    let lacking = |from: &Article, of: &Article| from.blocks().iter().filter(|block| !of.blocks().contains(block)).count();
    lacking(one, other).max(lacking(other, one))
}

/// What an article is called among others.
pub fn title(article: &Article) -> String {
    const LONGEST: usize = 40;
    let title = article.title();
    let text = if title.is_empty() { article.blocks().first().map(|block| block.text().to_owned()).unwrap_or_default() } else { title };
    if text.chars().count() > LONGEST { text.chars().take(LONGEST).chain(['…']).collect() } else { text }
}
