//! Lists that all desks of a collection share: good words, substitutions, names, and corrections that were made.
//!
//! They are tables (CSV), a row an entry and sorted, so that git merges what two desks added. What stands here are values; the files are
//! read and written by [`collection::lists`](crate::collection::lists).
//!
//! | module | what it is |
//! | --- | --- |
//! | `entry` | what a row of each list says |
//! | `list` | a list as text, and back; entries of two lists put together |
//! | `row` | the cells of a line |
//! | `fault` | why a line is no entry |
//! | `finder` | where listed words stand in a text |

mod entry;
mod fault;
mod finder;
mod list;
mod row;

use serde::Serialize;

use super::HouseStyle;

pub use entry::{Confusion, GoodWord, LearntCorrection, ListedName, ListedPattern, ListedRegex, NameKind, Substitution, SubstitutionKind};
pub use fault::RowFault;
pub use finder::{ListedPlace, WordFinder, by_place};
pub use list::{Entry, List};
pub use row::Row;

/// How often a correction was made before it is offered everywhere.
pub const OFFERED_FROM: u32 = 2;

/// The lists of a collection, as checks go by them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SharedLists {
    good_words: Vec<GoodWord>,
    substitutions: Vec<Substitution>,
    names: Vec<ListedName>,
    corrections: Vec<LearntCorrection>,
    #[serde(skip)]
    finders: Finders,
}

/// Where listed words stand; places are those in the lists.
#[derive(Clone, Debug, Default)]
struct Finders {
    substitutions: WordFinder,
    variants: WordFinder,
    corrections: WordFinder,
}

/// What is looked for follows from the lists.
impl PartialEq for SharedLists {
    fn eq(&self, other: &SharedLists) -> bool {
        (&self.good_words, &self.substitutions, &self.names, &self.corrections)
            == (&other.good_words, &other.substitutions, &other.names, &other.corrections)
    }
}

impl Eq for SharedLists {}

impl SharedLists {
    /// The lists with these entries. Of substitutions and corrections those count that are switched on, and of corrections those that were
    /// made [twice](OFFERED_FROM).
    pub fn new(
        good_words: List<GoodWord>,
        substitutions: List<Substitution>,
        names: List<ListedName>,
        corrections: List<LearntCorrection>,
    ) -> SharedLists {
        let mut substitutions = substitutions.into_entries();
        substitutions.retain(|substitution| substitution.on);
        let mut corrections = corrections.into_entries();
        corrections.retain(|correction| correction.on && correction.count >= OFFERED_FROM);
        let names = names.into_entries();
        let finders = Finders {
            substitutions: WordFinder::of(substitutions.iter().map(|one| one.pattern.word().unwrap_or_default())),
            variants: WordFinder::of(names.iter().map(|name| name.variant.as_str())),
            corrections: WordFinder::of(corrections.iter().map(|one| one.wrong.as_str())),
        };
        SharedLists { good_words: good_words.into_entries(), substitutions, names, corrections, finders }
    }

    /// Whether they say nothing.
    pub fn is_empty(&self) -> bool {
        self.good_words.is_empty() && self.substitutions.is_empty() && self.names.is_empty() && self.corrections.is_empty()
    }

    /// The words that are right: those that are listed as such, and the preferred forms of names.
    pub fn right_words(&self) -> impl Iterator<Item = &str> {
        self.good_words.iter().map(|good| good.word.as_str()).chain(self.names.iter().map(|name| name.name.as_str()))
    }

    /// Where words of the list of substitutions stand in a text.
    pub fn substituted_words<'a>(&'a self, text: &[char]) -> Vec<(ListedPlace, &'a Substitution)> {
        with_entries(self.finders.substitutions.found_in(text), &self.substitutions)
    }

    /// The substitutions that are looked for by a regular expression.
    pub fn substituted_patterns(&self) -> impl Iterator<Item = (&ListedRegex, &Substitution)> {
        self.substitutions.iter().filter_map(|one| one.pattern.regex().map(|regex| (regex, one)))
    }

    /// Where variants of names stand in a text.
    pub fn variants<'a>(&'a self, text: &[char]) -> Vec<(ListedPlace, &'a ListedName)> {
        with_entries(self.finders.variants.found_in(text), &self.names)
    }

    /// Where words stand in a text that were put right elsewhere.
    pub fn corrected_words<'a>(&'a self, text: &[char]) -> Vec<(ListedPlace, &'a LearntCorrection)> {
        with_entries(self.finders.corrections.found_in(text), &self.corrections)
    }
}

impl HouseStyle {
    /// The style for a collection that has these lists: what they say is right is right by this style too.
    pub fn for_collection(&self, lists: SharedLists) -> HouseStyle {
        let mut style = HouseStyle { lists, ..self.clone() };
        style.good_words.extend(style.lists.right_words().map(str::to_owned));
        style
    }
}

fn with_entries<T>(found: Vec<ListedPlace>, entries: &[T]) -> Vec<(ListedPlace, &T)> {
    found.into_iter().filter_map(|place| entries.get(place.entry).map(|entry| (place, entry))).collect()
}
