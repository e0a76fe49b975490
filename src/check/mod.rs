//! An edition to the queries an editor should look at.
//!
//! Each check is a file of its own, looks at one kind of thing, and stands in one list ([`CHECKS`]); it says itself how far it looks and
//! where its confidence comes from. A query says where, why and how sure, and offers remedies, each of which is an edit. Letting the text
//! stand is an edit too ([`Query::dismissal`]), so a query that was dismissed does not come again.
//!
//! | module | what it is |
//! | --- | --- |
//! | `registry` | the shape that all checks have |
//! | `checker` | runs them, over the next state of an edition only where something changed |
//! | `good_words` | words that are not asked about |
//! | `made` | what was corrected, for the lists of a collection |
//! | `view` | what a check may look at |
//! | `collations` | the witnesses of pages, collated with the raw text |
//! | `query` | queries and their remedies |
//! | `question`, `table` | confidences and other numbers, from `assets/checks` |
//! | `wording` | queries about a block's text |
//! | all others | a check each |

mod added;
mod articles;
mod breaks;
mod certainty;
mod characters;
mod checker;
mod collations;
mod continuations;
mod corrections;
pub mod good_words;
mod headlines;
mod hidden;
mod ink;
mod jumps;
mod latin_words;
mod learnt;
mod letters;
mod lists;
mod made;
mod marks;
mod missing;
mod name_variants;
mod names;
mod numbers;
mod printed_marks;
mod punctuation;
mod query;
mod question;
mod registry;
mod roles;
mod signs;
mod structure;
mod substitutions;
pub(crate) mod table;
mod undecoded;
mod versions;
mod view;
mod witness;
mod wording;

pub use characters::{Weighed, likelihoods, names_of_values, weighed};
pub use checker::{Checker, check};
pub use headlines::WRITE_HEADLINE;
pub use learnt::PUT_RIGHT_BEFORE;
pub use made::{MadeCorrection, corrections_made};
pub use marks::{names_of_marks, weighed_marks};
pub use query::{Argument, Message, Query, QueryKind, Remedy, Sourced};
pub use witness::{WeighedDifference, names_of_differences, weighed_differences};

use crate::edition::{Article, Block, Confidence, TextOffset};
use registry::Check;

/// All checks. Where two ask about the same place, the one that stands first here asks first.
const CHECKS: &[&Check] = &[
    &breaks::CHECK,
    &roles::CHECK,
    &missing::LINES,
    &articles::CHECK,
    &headlines::CHECK,
    &continuations::CHECK,
    &structure::CHECK,
    &lists::CHECK,
    &witness::CHECK,
    &ink::CHECK,
    &numbers::CHECK,
    &missing::NUMBERS,
    &punctuation::CHECK,
    &corrections::CHECK,
    &substitutions::CHECK,
    &learnt::CHECK,
    &name_variants::CHECK,
    &letters::CHECK,
    &signs::CHECK,
    &characters::CHECK,
    &marks::CHECK,
    &latin_words::CHECK,
    &certainty::CHECK,
    &names::CHECK,
    &hidden::CHECK,
    &undecoded::CHECK,
    &versions::CHECK,
];

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

/// The stretches of characters of one kind in a text.
fn runs(text: &[char], is: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let from = at + rest.iter().position(|c| is(*c))?;
        at = text.iter().skip(from).position(|c| !is(*c)).map_or(text.len(), |len| from + len);
        Some((from, at))
    })
}

/// How many queries of one kind a text of so many characters gets at most. Only noise has more, of which nobody would read the queries;
/// they would take a thousand times as much memory as the text.
fn most_of_noise(characters: usize) -> usize {
    const MOST: usize = 2000;
    const ONE_OF: usize = 20;
    MOST + characters / ONE_OF
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
    use crate::edition::{ArticleId, BlockId, Doubt, DoubtKind, Edition, Masthead, Role};
    use crate::import::import_bytes;
    use crate::locale::{Language, Locale};
    use crate::style::HouseStyle;

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
    fn an_edit_changes_queries_only_near_it() {
        let edition = sample();
        let style = HouseStyle::standard();
        let mut checker = Checker::default();
        let before = checker.check(&edition, style);
        for article in edition.articles().iter().take(2) {
            let block = article.blocks().last().expect("a block");
            let place = crate::edition::Place { block: block.id(), at: TextOffset::new(block.len().chars() / 2) };
            let mut after = edition.clone();
            let undo = apply(&mut after, &crate::edit::Edit::splice(place, place, "x")).expect("a letter is typed");
            let elsewhere = |queries: &[Query]| {
                let inside = |id: BlockId| article.blocks().iter().any(|block| block.id() == id);
                queries.iter().filter(|query| !inside(query.block)).cloned().collect::<Vec<_>>()
            };
            assert_eq!(elsewhere(&checker.check(&after, style)), elsewhere(&before));
            apply(&mut after, &undo).expect("the inverse applies");
            assert_eq!(checker.check(&after, style), before);
        }
    }

    #[test]
    fn remedies_apply_and_settle_their_query() {
        let edition = sample();
        let style = HouseStyle::standard();
        let mut checker = Checker::default();
        for query in checker.check(&edition, style) {
            // Of several wordings one is like another.
            for remedy in query.remedies.iter().take(if query.kind == QueryKind::Character { 1 } else { 9 }) {
                let mut after = edition.clone();
                let result = apply(&mut after, &remedy.edit);
                assert!(result.is_ok(), "{:?} of {:?}: {result:?}", remedy.edit, query.message);
                assert!(!checker.check(&after, style).contains(&query), "{:?} is asked again after {:?}", query.message, remedy.edit);
            }
            let mut after = edition.clone();
            apply(&mut after, &query.dismissal()).expect("a dismissal applies");
            assert!(!checker.check(&after, style).contains(&query), "{:?} is asked again after it was dismissed", query.message);
        }
    }
}
