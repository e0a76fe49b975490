//! Which headline heads which article: placements that the first draft was unsure of, headlines without a story, and stories without
//! a headline, with the headlines that may be theirs.

use std::collections::HashSet;
use std::sync::Arc;

use super::question::Question;
use super::registry::{Check, GivesWay, Scope, Sureness};
use super::view::View;
use super::{Message, Query, QueryKind, Remedy, called, doubt, short};
use crate::edit::{Destination, Edit};
use crate::edition::{Article, ArticleId, Block, BlockId, Confidence, Doubt, DoubtKind, Edition, Role, Shelf, TextOffset};
use crate::language::{self, class};
use crate::style::CheckName;

/// How many candidates are offered.
const OFFERED: usize = 4;

const ALONE: Question = Question::new(QueryKind::Headline, "query-headline-alone");
const MISSING: Question = Question::new(QueryKind::Headline, "query-headline-missing");

/// Asks about headlines.
pub(super) const CHECK: Check = Check {
    name: CheckName::Headlines,
    kinds: &[QueryKind::Headline],
    scope: Scope::Edition,
    sureness: Sureness::DraftOr(&[ALONE, MISSING]),
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &View<'_>, queries: &mut Vec<Query>) {
    let Some(edition) = view.edition else { return };
    for article in edition.articles() {
        if let Some((block, doubt)) = article.blocks().iter().filter(|block| block.role().is_heading()).find_map(doubtful) {
            queries.push(misplaced(edition, article, block, doubt));
        }
        if article.with_role(Role::Headline).next().is_none() {
            queries.extend(missing(edition, article));
        }
    }
    for block in edition.set_aside() {
        if block.role().is_heading() && !block.is_empty() {
            queries.push(alone(edition, block));
        }
    }
}

fn doubtful(block: &Arc<Block>) -> Option<(&Arc<Block>, &Doubt)> {
    block.doubts().iter().find(|doubt| matches!(doubt.kind, DoubtKind::Headline(_))).map(|doubt| (block, doubt))
}

/// The whole heading of an article goes to another, or is set aside.
fn misplaced(edition: &Edition, article: &Article, block: &Block, about: &Doubt) -> Query {
    let heading: Vec<BlockId> = article.blocks().iter().filter(|block| block.role().is_heading()).map(|block| block.id()).collect();
    let others = if let DoubtKind::Headline(others) = &about.kind { others.as_slice() } else { &[] };
    let mut remedies = to_articles(edition, &heading, others);
    // An article whose every block is heading would go with it.
    if heading.len() < article.blocks().len() {
        let aside = Edit::Move { blocks: heading, to: Destination::Last(Shelf::SetAside) };
        remedies.push(Remedy::structural(Message::plain("remedy-set-aside"), aside));
    }
    query(block, "query-headline-doubtful", doubt(about.confidence), remedies)
}

/// A heading that no article has.
fn alone(edition: &Edition, block: &Block) -> Query {
    let told =
        block.doubts().iter().find_map(|doubt| if let DoubtKind::Headline(others) = &doubt.kind { Some(others.clone()) } else { None });
    let candidates = told.filter(|others| !others.is_empty()).unwrap_or_else(|| likeliest(edition, block));
    let remedies = to_articles(edition, &[block.id()], &candidates);
    query(block, ALONE.key, ALONE.confidence(), remedies)
}

fn query(block: &Block, key: &'static str, confidence: Confidence, remedies: Vec<Remedy>) -> Query {
    Query {
        kind: QueryKind::Headline,
        block: block.id(),
        range: (TextOffset(0), block.len()),
        text: block.text().to_owned(),
        confidence,
        message: Message::with(key, "text", short(block.text())),
        remedies,
    }
}

fn to_articles(edition: &Edition, heading: &[BlockId], candidates: &[ArticleId]) -> Vec<Remedy> {
    let remedy = |id: &ArticleId| {
        let article = edition.article(*id)?;
        let edit = Edit::Move { blocks: heading.to_vec(), to: Destination::First(Shelf::Article(*id)) };
        Some(Remedy::structural(Message::with("remedy-head", "article", called(article)), edit))
    };
    candidates.iter().filter_map(remedy).take(OFFERED).collect()
}

/// A story without a headline, with the headings set aside that may be its own. A picture with its caption needs none.
fn missing(edition: &Edition, article: &Article) -> Option<Query> {
    let first = article.blocks().iter().find(|block| block.role() == Role::Paragraph)?;
    let terms = terms(article.blocks().iter().map(|block| block.text()));
    let mut candidates: Vec<(usize, &Arc<Block>)> = edition
        .set_aside()
        .iter()
        .filter(|block| block.role().is_heading() && !block.is_empty())
        .map(|block| (shared(block, &terms), block))
        .collect();
    candidates.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let remedy = |(_, block): &(usize, &Arc<Block>)| {
        let place = Edit::Move { blocks: vec![block.id()], to: Destination::First(Shelf::Article(article.id())) };
        let edit = if block.role() == Role::Headline {
            place
        } else {
            let role = Edit::SetRole { block: block.id(), role: Role::Headline };
            Edit::Batch { name: "edit-make-headline".to_owned(), edits: vec![place, role] }
        };
        Remedy::structural(Message::with("remedy-take-headline", "text", short(block.text())), edit)
    };
    Some(Query {
        kind: QueryKind::Headline,
        block: first.id(),
        range: (TextOffset(0), TextOffset(1).min(first.len())),
        text: super::round(first, TextOffset(0)),
        confidence: MISSING.confidence(),
        message: Message::plain(MISSING.key),
        remedies: candidates.iter().take(OFFERED).map(remedy).collect(),
    })
}

/// The articles without a headline that share most words with a heading.
fn likeliest(edition: &Edition, heading: &Block) -> Vec<ArticleId> {
    let without = edition.articles().iter().filter(|article| article.with_role(Role::Headline).next().is_none());
    let mut scored: Vec<(usize, ArticleId)> =
        without.map(|article| (shared(heading, &terms(article.blocks().iter().map(|block| block.text()))), article.id())).collect();
    scored.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    scored.into_iter().map(|(_, id)| id).collect()
}

/// The Chinese words of two characters and more.
fn terms<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<String> {
    let mut terms = HashSet::new();
    for text in texts {
        language::cut(text, |word| {
            if word.end - word.start >= 2 && word.text.chars().all(class::is_han) {
                terms.insert(word.text.to_owned());
            }
        });
    }
    terms
}

fn shared(heading: &Block, terms: &HashSet<String>) -> usize {
    self::terms(std::iter::once(heading.text())).intersection(terms).count()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{asked_of, edition};
    use crate::edition::{ArticleId, DoubtKind, Role};

    const FIRST: &str = "市里召开会议，部署春季防火。";
    const SECOND: &str = "县里的苹果丰收，果农很高兴。";

    #[test]
    fn a_doubtful_headline_may_go_to_another_story_or_aside() {
        let articles: [&[(Role, &str)]; 2] = [&[(Role::Headline, "苹果"), (Role::Paragraph, FIRST)], &[(Role::Paragraph, SECOND)]];
        // The second article is the fourth thing that got a number.
        let doubt = DoubtKind::Headline(vec![ArticleId(4)]);
        assert_eq!(asked_of(&articles, "苹果", 0, doubt, 50), [("query-headline-doubtful", 2)]);
    }

    #[test]
    fn a_story_without_a_headline_is_asked_about_and_one_with_is_not() {
        let keys = |articles: &[&[(Role, &str)]]| {
            let queries = crate::check::check(&edition(articles), crate::style::HouseStyle::standard());
            queries
                .iter()
                .filter(|query| query.kind == crate::check::QueryKind::Headline)
                .map(|query| query.message.key)
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(&[&[(Role::Paragraph, FIRST)]]), ["query-headline-missing"]);
        assert!(keys(&[&[(Role::Headline, "防火"), (Role::Paragraph, FIRST)]]).is_empty());
        assert!(keys(&[&[(Role::Caption, "图为果农。")]]).is_empty());
    }
}
