//! Which headline heads which article: placements that the first draft was unsure of, headlines without a story, and stories without
//! a headline, with the headlines that may be theirs.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::question::Question;
use super::registry::{Check, CheckScope, GivesWay, Sureness};
use super::view::EditionView;
use super::{Message, Query, QueryKind, Remedy, called, doubt, short};
use crate::edit::{Destination, Edit, EditName};
use crate::edition::{Article, ArticleId, Block, BlockId, Confidence, Doubt, DoubtKind, Edition, Role, Shelf, TextOffset};
use crate::language::{self, class};
use crate::page::PageIndex;
use crate::style::CheckName;

/// How many candidates are offered.
const OFFERED: usize = 4;

const ALONE: Question = Question::new(QueryKind::Headline, "query-headline-alone");
const MISSING: Question = Question::new(QueryKind::Headline, "query-headline-missing");

/// Asks about headlines.
pub(super) const CHECK: Check = Check {
    name: CheckName::Headlines,
    kinds: &[QueryKind::Headline],
    scope: CheckScope::Edition,
    sureness: Sureness::DraftOr(&[ALONE, MISSING]),
    gives_way: GivesWay::NEVER,
    look: check,
};

fn check(view: &EditionView<'_>, queries: &mut Vec<Query>) {
    let Some(edition) = view.edition else { return };
    let homes = Homes::of(edition);
    for article in edition.articles() {
        if let Some((block, doubt)) = article.blocks().iter().filter(|block| block.role().is_heading()).find_map(doubtful) {
            queries.push(misplaced(&homes, article, block, doubt));
        }
        if article.with_role(Role::Headline).next().is_none() {
            queries.extend(missing(&homes, article));
        }
    }
    queries.extend(homes.headings.iter().map(|heading| alone(&homes, heading)));
}

/// Headings without an article and articles without a headline, and what may bring them together.
struct Homes<'a> {
    articles: HashMap<ArticleId, &'a Article>,
    /// The headings set aside.
    headings: Vec<&'a Arc<Block>>,
    /// The articles without a headline.
    headless: Vec<&'a Arc<Article>>,
    /// The words of each of these and those, worked out when they are first compared.
    of_headings: OnceCell<Vec<Words>>,
    of_headless: OnceCell<Vec<Words>>,
}

/// The words of a heading or a story, and the page it comes from.
struct Words {
    terms: HashSet<String>,
    page: Option<PageIndex>,
}

/// With how many candidates one is compared.
const COMPARED: usize = 256;

impl<'a> Homes<'a> {
    fn of(edition: &'a Edition) -> Homes<'a> {
        let heading = |block: &&Arc<Block>| block.role().is_heading() && !block.is_empty();
        let headless = |article: &&Arc<Article>| article.with_role(Role::Headline).next().is_none();
        Homes {
            articles: edition.articles().iter().map(|article| (article.id(), article.as_ref())).collect(),
            headings: edition.set_aside().iter().filter(heading).collect(),
            headless: edition.articles().iter().filter(headless).collect(),
            of_headings: OnceCell::new(),
            of_headless: OnceCell::new(),
        }
    }

    fn words_of_headings(&self) -> &[Words] {
        self.of_headings.get_or_init(|| self.headings.par_iter().map(|block| Words::of(std::slice::from_ref(*block))).collect())
    }

    fn words_of_headless(&self) -> &[Words] {
        self.of_headless.get_or_init(|| self.headless.par_iter().map(|article| Words::of(article.blocks())).collect())
    }

    /// The headings that share most words with an article; the first of those that share as many.
    fn headings_for(&self, article: &Article) -> Vec<&'a Arc<Block>> {
        if self.headings.is_empty() {
            return Vec::new();
        }
        let own = Words::of(article.blocks());
        likeliest(&own, self.words_of_headings()).into_iter().filter_map(|at| self.headings.get(at).copied()).collect()
    }

    /// The articles without a headline that share most words with a heading.
    fn articles_for(&self, heading: &Arc<Block>) -> Vec<ArticleId> {
        let own = Words::of(std::slice::from_ref(heading));
        likeliest(&own, self.words_of_headless()).into_iter().filter_map(|at| Some(self.headless.get(at)?.id())).collect()
    }
}

impl Words {
    fn of(blocks: &[Arc<Block>]) -> Words {
        let page = blocks.iter().find_map(|block| block.pieces().iter().find_map(|piece| piece.source())).map(|span| span.page);
        Words { terms: terms(blocks.iter().map(|block| block.text())), page }
    }
}

/// Which of these from the same page share most words with one, as many as are offered.
fn likeliest(own: &Words, others: &[Words]) -> Vec<usize> {
    let scored = others.iter().enumerate().filter(|(_, other)| other.page == own.page).take(COMPARED);
    let mut scored: Vec<(usize, usize)> = scored.map(|(at, other)| (own.terms.intersection(&other.terms).count(), at)).collect();
    scored.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    scored.into_iter().map(|(_, at)| at).take(OFFERED).collect()
}

fn doubtful(block: &Arc<Block>) -> Option<(&Arc<Block>, &Doubt)> {
    block.doubts().iter().find(|doubt| matches!(doubt.kind, DoubtKind::Headline(_))).map(|doubt| (block, doubt))
}

/// The whole heading of an article goes to another, or is set aside.
fn misplaced(homes: &Homes<'_>, article: &Article, block: &Block, about: &Doubt) -> Query {
    let heading: Vec<BlockId> = article.blocks().iter().filter(|block| block.role().is_heading()).map(|block| block.id()).collect();
    let others = if let DoubtKind::Headline(others) = &about.kind { others.as_slice() } else { &[] };
    let mut remedies = to_articles(homes, &heading, others);
    // An article whose every block is heading would go with it.
    if heading.len() < article.blocks().len() {
        let aside = Edit::Move { blocks: heading, to: Destination::Last(Shelf::SetAside) };
        remedies.push(Remedy::structural(Message::plain("remedy-set-aside"), aside));
    }
    query(block, "query-headline-doubtful", doubt(about.confidence), remedies)
}

/// A heading that no article has.
fn alone(homes: &Homes<'_>, block: &Arc<Block>) -> Query {
    let told =
        block.doubts().iter().find_map(|doubt| if let DoubtKind::Headline(others) = &doubt.kind { Some(others.clone()) } else { None });
    let candidates = told.filter(|others| !others.is_empty()).unwrap_or_else(|| homes.articles_for(block));
    let remedies = to_articles(homes, &[block.id()], &candidates);
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

fn to_articles(homes: &Homes<'_>, heading: &[BlockId], candidates: &[ArticleId]) -> Vec<Remedy> {
    let remedy = |id: &ArticleId| {
        let article = homes.articles.get(id)?;
        let edit = Edit::Move { blocks: heading.to_vec(), to: Destination::First(Shelf::Article(*id)) };
        Some(Remedy::structural(Message::with("remedy-head", "article", called(article)), edit))
    };
    candidates.iter().filter_map(remedy).take(OFFERED).collect()
}

/// A story without a headline, with the headings set aside that may be its own. A picture with its caption needs none.
fn missing(homes: &Homes<'_>, article: &Article) -> Option<Query> {
    let first = article.blocks().iter().find(|block| block.role() == Role::Paragraph)?;
    let remedy = |block: &Arc<Block>| {
        let place = Edit::Move { blocks: vec![block.id()], to: Destination::First(Shelf::Article(article.id())) };
        let edit = if block.role() == Role::Headline {
            place
        } else {
            let role = Edit::SetRole { block: block.id(), role: Role::Headline };
            Edit::Batch { name: EditName::MakeHeadline, edits: vec![place, role] }
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
        remedies: homes.headings_for(article).into_iter().map(remedy).collect(),
    })
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
