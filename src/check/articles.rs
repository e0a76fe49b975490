//! Where articles begin: boundaries that the first draft was unsure of.

use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::{Message, Query, QueryKind, Remedy, called, doubt, round};
use crate::edit::Edit;
use crate::edition::{Doubt, DoubtKind, Edition, TextOffset};
use crate::style::CheckName;

/// Asks about the doubtful beginnings of articles.
pub(super) const CHECK: Check = Check {
    name: CheckName::Articles,
    kinds: &[QueryKind::Article],
    scope: CheckScope::Edition,
    sureness: Sureness::Draft,
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let limit = view.style.thresholds.article;
    let articles = view.edition.map(Edition::articles).unwrap_or_default();
    for pair in articles.windows(2) {
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

#[cfg(test)]
mod tests {
    use crate::check::tests::asked_of;
    use crate::edition::{DoubtKind, Role};

    const FIRST: &str = "市里召开会议，部署春季防火。";
    const SECOND: &str = "县里的苹果丰收，果农很高兴。";

    #[test]
    fn a_doubtful_beginning_is_asked_about_and_a_sure_one_is_not() {
        let articles: [&[(Role, &str)]; 2] =
            [&[(Role::Headline, "防火"), (Role::Paragraph, FIRST)], &[(Role::Headline, "苹果"), (Role::Paragraph, SECOND)]];
        assert_eq!(asked_of(&articles, "苹果", 0, DoubtKind::Article, 60), [("query-article-begun", 1)]);
        assert_eq!(asked_of(&articles, "苹果", 0, DoubtKind::Article, 99), []);
        // Nothing stands before the first article that it could be part of.
        assert_eq!(asked_of(&articles, "防火", 0, DoubtKind::Article, 60), []);
    }
}
