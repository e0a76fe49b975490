//! An edition to the queries an editor should look at.
//!
//! Each check is a file of its own and looks at one kind of thing. A query says where, why and how sure, and offers remedies, each of
//! which is an edit. Letting the text stand is an edit too ([`Query::dismissal`]), so a query that was dismissed does not come again.

mod articles;
mod breaks;
mod headlines;
mod query;
mod roles;

pub use query::{Message, Query, QueryKind, Remedy};

use std::collections::HashSet;

use crate::edition::{Article, Block, BlockId, Confidence, Edition, Shelf, TextOffset};
use crate::style::HouseStyle;

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
}

/// What the program asks about an edition, in order of the manuscript. Settled queries are left out. It is a pure function of its
/// arguments.
pub fn check(edition: &Edition, style: &HouseStyle) -> Vec<Query> {
    let subject = Subject { edition, style };
    let mut queries = Vec::new();
    let mut last: Option<(Shelf, &Block)> = None;
    for (shelf, block) in edition.blocks() {
        let before = last.filter(|(one, _)| *one == shelf).map(|(_, block)| block);
        let seat = Seat { block, before };
        breaks::check(&seat, style.thresholds, &mut queries);
        roles::check(&seat, style.thresholds, &mut queries);
        last = Some((shelf, block));
    }
    articles::check(&subject, &mut queries);
    headlines::check(&subject, &mut queries);
    drop_settled(edition, &mut queries);
    let places = edition.block_order();
    queries.sort_by_key(|query| (places.get(&query.block).copied(), query.range.0, query.kind));
    queries
}

fn drop_settled(edition: &Edition, queries: &mut Vec<Query>) {
    if edition.settled().is_empty() {
        return;
    }
    let settled: HashSet<(&str, BlockId, &str)> =
        edition.settled().iter().map(|settled| (settled.kind.as_str(), settled.block, settled.text.as_str())).collect();
    queries.retain(|query| !settled.contains(&(query.kind.name(), query.block, query.text.as_str())));
}

/// The text round a place, some characters each side, by which a query about the place is known again.
fn round(block: &Block, at: TextOffset) -> String {
    const EACH: usize = 4;
    let from = at.chars().saturating_sub(EACH);
    block.text().chars().skip(from).take(at.chars() - from + EACH).collect()
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
    use std::sync::Arc;

    use super::*;
    use crate::clean::clean;
    use crate::edit::apply;
    use crate::edition::DoubtKind;
    use crate::locale::{Language, Locale};
    use crate::page::import_bytes;

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
            for remedy in &query.remedies {
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
