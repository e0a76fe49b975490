//! Where articles begin: boundaries that the first draft was unsure of.

use super::{Message, Query, QueryKind, Remedy, Subject, called, doubt, round};
use crate::edit::Edit;
use crate::edition::{Doubt, DoubtKind, TextOffset};

/// Asks about the doubtful beginnings of articles.
pub(super) fn check(subject: &Subject<'_>, queries: &mut Vec<Query>) {
    let limit = subject.style.thresholds.article;
    for pair in subject.edition.articles().windows(2) {
        let [before, article] = pair else { continue };
        // An editor may have put other blocks before the one that the doubt is at.
        for block in article.blocks() {
            let doubtful = |doubt: &&Doubt| doubt.kind == DoubtKind::Article && doubt.confidence.as_percent() < limit;
            for about in block.doubts().iter().filter(doubtful) {
                let close = Edit::CloseArticle { article: article.id() };
                queries.push(Query {
                    kind: QueryKind::Article,
                    block: block.id(),
                    range: (TextOffset(0), TextOffset(1).min(block.len())),
                    text: round(block, TextOffset(0)),
                    confidence: doubt(about.confidence),
                    message: Message::with("query-article-begun", "before", called(before)),
                    remedies: vec![Remedy::structural(Message::with("remedy-close-article", "before", called(before)), close)],
                });
            }
        }
    }
}
