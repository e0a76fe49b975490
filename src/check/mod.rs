//! An edition to the queries an editor should look at.
//!
//! Each check is a file of its own and looks at one kind of thing. A query says where, why and how sure, and offers remedies, each of
//! which is an edit. Letting the text stand is an edit too ([`Query::dismissal`]), so a query that was dismissed does not come again.

mod articles;
mod breaks;
mod characters;
mod confidence;
mod headlines;
mod latin;
mod lists;
mod missing;
mod names;
mod numbers;
mod punctuation;
mod query;
mod roles;
mod signs;
mod structure;
mod wording;

pub use characters::{Weighed, names_of_values, weighed};
pub use query::{Message, Query, QueryKind, Remedy, Sourced};

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::edition::{Article, Block, BlockId, Confidence, Edition, Shelf, TextOffset};
use crate::page::{Page, PageIndex};
use crate::style::HouseStyle;
use wording::Wording;

/// What a check looks at.
struct Subject<'a> {
    edition: &'a Edition,
    style: &'a HouseStyle,
}

/// A block with what stands before it.
struct Seat<'a> {
    block: &'a Block,
    /// The block before it on the same shelf.
    before: Option<&'a Block>,
    /// The block after it on the same shelf.
    after: Option<&'a Block>,
}

/// What the program asks about an edition, in order of the manuscript. Settled queries are left out. It is a pure function of its
/// arguments.
pub fn check(edition: &Edition, style: &HouseStyle) -> Vec<Query> {
    Checker::default().asked(edition, style, |page| std::mem::take(&mut page.queries))
}

/// Checks one state of an edition after another, always by the same style. The wording of pages that did not change is not looked at
/// again.
#[derive(Default)]
pub struct Checker {
    pages: HashMap<Option<PageIndex>, PageWording>,
}

/// What was found in the wording of a page.
#[derive(Default)]
struct PageWording {
    /// The blocks of the page, as they were looked at, with their shelves.
    of: Vec<(Shelf, Arc<Block>)>,
    queries: Vec<Query>,
    names: Vec<(BlockId, String, usize)>,
}

impl Checker {
    /// As [`check`].
    pub fn check(&mut self, edition: &Edition, style: &HouseStyle) -> Vec<Query> {
        self.asked(edition, style, |page| page.queries.clone())
    }

    /// As [`check`]. `of_page` gives what was found in the wording of a page.
    fn asked(&mut self, edition: &Edition, style: &HouseStyle, of_page: fn(&mut PageWording) -> Vec<Query>) -> Vec<Query> {
        let subject = Subject { edition, style };
        let mut queries = Vec::new();
        let mut last: Option<(Shelf, &Block)> = None;
        for (shelf, block) in edition.blocks() {
            let before = last.filter(|(one, _)| *one == shelf).map(|(_, block)| block);
            let seat = Seat { block, before, after: None };
            breaks::check(&seat, style.thresholds, &mut queries);
            roles::check(&seat, style.thresholds, &mut queries);
            missing::lines(edition, block, &mut queries);
            last = Some((shelf, block));
        }
        articles::check(&subject, &mut queries);
        headlines::check(&subject, &mut queries);
        structure::check(&subject, &mut queries);
        edition.articles().iter().for_each(|article| lists::check(article, &mut queries));
        self.wording(edition, style.thresholds.character, of_page, &mut queries);
        drop_settled(edition, &mut queries);
        let places = edition.block_order();
        queries.sort_by_key(|query| (places.get(&query.block).copied(), query.range.0, query.kind));
        queries
    }

    /// The wording of articles, page by page. Furniture and matter set aside are not read.
    fn wording(&mut self, edition: &Edition, limit: u8, of_page: fn(&mut PageWording) -> Vec<Query>, queries: &mut Vec<Query>) {
        let mut pages: BTreeMap<Option<PageIndex>, Vec<(Shelf, Arc<Block>)>> = BTreeMap::new();
        for (shelf, block) in edition.blocks().filter(|(shelf, _)| matches!(shelf, Shelf::Article(_))) {
            pages.entry(page_of(block)).or_default().push((shelf, block.clone()));
        }
        let mut known = std::mem::take(&mut self.pages);
        let mut looked: Vec<(Option<PageIndex>, PageWording)> = pages
            .into_iter()
            .map(|(page, blocks)| (page, known.remove(&page).unwrap_or_default(), blocks))
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(page, old, blocks)| (page, if old.is_of(&blocks) { old } else { PageWording::read(blocks, edition.pages(), limit) }))
            .collect();
        let mut names = names::Names::new();
        for (_, page) in &mut looked {
            queries.append(&mut of_page(page));
            for (block, name, at) in &page.names {
                names.entry(name.clone()).or_default().push((*block, *at));
            }
        }
        for (wrong, right) in names::doubtful(&names) {
            for (id, at) in names.get(wrong).into_iter().flatten() {
                let Some((_, block)) = edition.block(*id) else { continue };
                let text: Vec<char> = block.text().chars().collect();
                queries.push(names::query(&Wording { block, text: &text }, *at, wrong, right));
            }
        }
        self.pages = looked.into_iter().collect();
    }
}

/// The page a block comes from.
fn page_of(block: &Block) -> Option<PageIndex> {
    block.pieces().iter().find_map(|piece| piece.source()).map(|span| span.page)
}

impl PageWording {
    fn is_of(&self, blocks: &[(Shelf, Arc<Block>)]) -> bool {
        self.of.len() == blocks.len() && self.of.iter().zip(blocks).all(|(a, b)| a.0 == b.0 && Arc::ptr_eq(&a.1, &b.1))
    }

    fn read(of: Vec<(Shelf, Arc<Block>)>, pages: &[Arc<Page>], limit: u8) -> PageWording {
        let texts: Vec<Vec<char>> = of.iter().map(|(_, block)| block.text().chars().collect()).collect();
        let dense: Vec<characters::Dense> = texts.iter().map(|text| characters::Dense::of(text)).collect();
        let mut habits = characters::Habits::default();
        dense.iter().for_each(|dense| habits.add(dense));
        let mut suspects: Vec<Vec<characters::Suspect>> = dense.par_iter().map(|dense| characters::suspects(dense, &habits)).collect();
        let length = dense.iter().map(characters::Dense::len).sum();
        let odds = characters::odds(suspects.iter().flatten(), length);
        characters::keep_surest(&mut suspects, length);
        let (mut queries, mut names) = (Vec::new(), Vec::new());
        for (index, (((shelf, block), text), suspects)) in of.iter().zip(&texts).zip(&suspects).enumerate() {
            let neighbour =
                |at: Option<usize>| at.and_then(|at| of.get(at)).filter(|(one, _)| one == shelf).map(|(_, block)| block.as_ref());
            let seat = Seat { block, before: neighbour(index.checked_sub(1)), after: neighbour(Some(index + 1)) };
            let wording = Wording { block, text };
            let mut found = Vec::new();
            numbers::check(&wording, &mut found);
            missing::numbers(&wording, &mut found);
            punctuation::check(&seat, &wording, &mut found);
            let taken: HashSet<TextOffset> = found.iter().map(|query| query.range.0).collect();
            let readings = confidence::Readings::of(block, pages);
            characters::check(&wording, suspects, &readings, (odds, limit), &mut found);
            readings.check(&wording, limit, &mut found);
            let mut letters = Vec::new();
            latin::check(&wording, &mut letters);
            signs::check(&wording, &mut letters);
            // What is asked about as a number or a mark is not asked about again, nor what letters beside it make look odd.
            let beside = |query: &Query| letters.iter().any(|one| one.range.0 <= query.range.1 && query.range.0 <= one.range.1);
            found.retain(|query| query.kind != QueryKind::Character || !(taken.contains(&query.range.0) || beside(query)));
            found.append(&mut letters);
            queries.extend(found);
            let mut named = Vec::new();
            names::note(&wording, &mut named);
            names.extend(named.into_iter().map(|(name, at)| (block.id(), name, at)));
        }
        PageWording { of, queries, names }
    }
}

fn drop_settled(edition: &Edition, queries: &mut Vec<Query>) {
    if edition.settled().is_empty() {
        return;
    }
    let settled: HashSet<(&str, BlockId, &str)> =
        edition.settled().iter().map(|settled| (settled.kind.as_str(), settled.block, settled.text.as_str())).collect();
    queries.retain(|query| !settled.contains(&(query.kind.name(), query.block, query.text.as_str())));
}

/// How many characters of a place's surroundings name a query, on each side.
const ROUND: usize = 4;

/// The text round a place, some characters each side, by which a query about the place is known again.
fn round(block: &Block, at: TextOffset) -> String {
    Rounds::of(block).round(at)
}

/// The text round one place after another of a block. A place that follows the last one is found from there.
struct Rounds<'a> {
    text: &'a str,
    /// Characters and bytes before the text round the last place.
    reached: (usize, usize),
}

impl<'a> Rounds<'a> {
    fn of(block: &'a Block) -> Rounds<'a> {
        Rounds { text: block.text(), reached: (0, 0) }
    }

    fn round(&mut self, at: TextOffset) -> String {
        let from = at.chars().saturating_sub(ROUND);
        let (chars, bytes) = if from < self.reached.0 { (0, 0) } else { self.reached };
        let rest = self.text.get(bytes..).unwrap_or_default();
        let bytes = bytes + TextOffset::new(from - chars).byte_in(rest);
        self.reached = (from, bytes);
        self.text.get(bytes..).unwrap_or_default().chars().take(at.chars() - from + ROUND).collect()
    }
}

/// The beginning of a text, for messages.
fn short(text: &str) -> String {
    const MOST: usize = 16;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

/// What an article is called in messages: its headline, or else the beginning of its text.
fn called(article: &Article) -> String {
    let title = article.title();
    let first = || article.blocks().first().map(|block| short(block.text())).unwrap_or_default();
    if title.is_empty() { first() } else { short(&title) }
}

/// How sure the program is that something is wrong, from how sure it was that it is right.
fn doubt(sure: Confidence) -> Confidence {
    Confidence::percent(100 - sure.as_percent())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::clean::clean;
    use crate::edit::apply;
    use crate::edition::{ArticleId, Doubt, DoubtKind, Masthead, Role};
    use crate::import::import_bytes;
    use crate::locale::{Language, Locale};

    /// An edition of these articles, without raw pages.
    pub(super) fn edition(articles: &[&[(Role, &str)]]) -> Edition {
        doubting(articles, "", None)
    }

    /// The same, where the first draft was unsure of the block with this text.
    pub(super) fn doubting(articles: &[&[(Role, &str)]], of: &str, doubt: Option<Doubt>) -> Edition {
        let mut number = 0;
        let mut next = || {
            number += 1;
            number
        };
        let articles = articles.iter().map(|blocks| {
            let id = ArticleId(next());
            let block = |(role, text): &(Role, &str)| {
                let doubts = doubt.iter().filter(|_| *text == of).cloned().collect();
                Arc::new(Block::new(BlockId(next()), *role, *text, []).with_doubts(doubts))
            };
            Article::new(id, blocks.iter().map(block).collect())
        });
        Edition::new(Masthead::default(), Vec::new(), articles.collect(), Vec::new(), Vec::new())
    }

    /// What is asked about the block a first draft was unsure of: the keys, and how many remedies each has; and that they apply.
    pub(super) fn asked_of(articles: &[&[(Role, &str)]], of: &str, at: usize, kind: DoubtKind, sure: u8) -> Vec<(&'static str, usize)> {
        let doubt = Doubt { at: TextOffset::new(at), kind, confidence: Confidence::percent(sure) };
        let edition = doubting(articles, of, Some(doubt));
        let about = edition.blocks().find(|(_, block)| block.text() == of).map(|(_, block)| block.id());
        let queries = check(&edition, HouseStyle::standard());
        let found = queries.iter().filter(|query| Some(query.block) == about).map(|query| {
            assert!(query.remedies.iter().all(|remedy| apply(&mut edition.clone(), &remedy.edit).is_ok()), "{query:?}");
            (query.message.key, query.remedies.len())
        });
        found.collect()
    }

    /// What is asked of one kind about a paragraph: the text it is about, and what is offered instead.
    pub(super) fn asked(kind: QueryKind, text: &str) -> Vec<(String, Vec<String>)> {
        let edition = edition(&[&[(Role::Headline, "标题"), (Role::Paragraph, text)]]);
        let slice = |query: &Query| text.chars().skip(query.range.0.chars()).take(query.range.1.chars() - query.range.0.chars()).collect();
        let replacements = |query: &Query| query.remedies.iter().filter_map(|remedy| remedy.replacement.clone()).collect();
        let queries = check(&edition, HouseStyle::standard());
        queries.iter().filter(|query| query.kind == kind).map(|query| (slice(query), replacements(query))).collect()
    }

    fn sample() -> Edition {
        let bytes = include_bytes!("../../assets/samples/riverside-daily-1.raw.txt");
        let page = import_bytes(Path::new("s.txt"), bytes, None).expect("a page");
        clean(&[Arc::new(page)], HouseStyle::standard())
    }

    #[test]
    fn every_doubt_is_asked_about_in_order_and_in_words() {
        let edition = sample();
        let queries = check(&edition, HouseStyle::standard());
        let asked = |block: &Block| queries.iter().any(|query| query.block == block.id());
        let doubtful = |block: &&Arc<Block>| block.doubts().iter().any(|doubt| !matches!(doubt.kind, DoubtKind::Article));
        assert!(edition.blocks().map(|(_, block)| block).filter(doubtful).all(|block| asked(block)));
        let order = edition.block_order();
        assert!(queries.is_sorted_by_key(|query| (order[&query.block], query.range.0)));
        for language in Language::ALL {
            let locale = Locale::load(language);
            for query in &queries {
                assert!(locale.has(query.message.key), "{}", query.message.key);
                assert!(query.remedies.iter().all(|remedy| locale.has(remedy.label.key)));
            }
        }
    }

    #[test]
    fn remedies_apply_and_settle_their_query() {
        let edition = sample();
        let style = HouseStyle::standard();
        for query in check(&edition, style) {
            // Of several wordings one is like another.
            for remedy in query.remedies.iter().take(if query.kind == QueryKind::Character { 1 } else { 9 }) {
                let mut after = edition.clone();
                let result = apply(&mut after, &remedy.edit);
                assert!(result.is_ok(), "{:?} of {:?}: {result:?}", remedy.edit, query.message);
                assert!(!check(&after, style).contains(&query), "{:?} is asked again after {:?}", query.message, remedy.edit);
            }
            let mut after = edition.clone();
            apply(&mut after, &query.dismissal()).expect("a dismissal applies");
            assert!(!check(&after, style).contains(&query), "{:?} is asked again after it was dismissed", query.message);
        }
    }
}
