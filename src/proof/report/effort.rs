//! What the pages of an edition took, where that was counted.

use std::collections::{BTreeMap, BTreeSet};

use super::summary::number;
use crate::edition::Edition;
use crate::effort::{Effort, EffortEntry};
use crate::locale::Locale;
use crate::page::{PageIndex, is_blank};

/// The columns of its table; with `proof-column-` before them the keys of their words.
pub(super) const COLUMNS: [&str; 7] = ["page", "hand", "characters", "minutes", "keys", "corrections", "queries"];

/// No speed is told of less time, in seconds: it would be that of a few keys.
const LEAST_TIME: u64 = 60;

/// What one editor spent on one page of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffortRow {
    /// The page.
    pub page: PageIndex,
    /// The editor's initials.
    pub hand: String,
    /// How many characters the articles have of the page, without blanks.
    pub characters: usize,
    /// How much.
    pub effort: Effort,
}

/// What an edition took: a row for each page and editor, of pages of which anything was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffortReport {
    /// The rows, by page.
    pub rows: Vec<EffortRow>,
}

impl EffortReport {
    /// What was counted of an edition's pages, whatever else was; nothing where nothing was.
    pub fn of(edition: &Edition, entries: &[EffortEntry]) -> Option<EffortReport> {
        let pages: BTreeMap<&str, PageIndex> =
            (0..).map(PageIndex).zip(edition.pages()).map(|(index, page)| (page.source().sha256.as_str(), index)).collect();
        let characters = characters(edition);
        let mut rows: BTreeMap<(PageIndex, String), EffortRow> = BTreeMap::new();
        for EffortEntry { page, hand, effort } in entries {
            let Some(page) = pages.get(page.as_str()).copied() else { continue };
            // Capital and small letters of initials are the same.
            let row = rows.entry((page, hand.to_lowercase())).or_insert_with(|| EffortRow {
                page,
                hand: hand.clone(),
                characters: characters.get(&page).copied().unwrap_or_default(),
                effort: Effort::default(),
            });
            row.effort += *effort;
        }
        let rows: Vec<EffortRow> = rows.into_values().filter(|row| !row.effort.is_none()).collect();
        (!rows.is_empty()).then_some(EffortReport { rows })
    }

    /// All of it together.
    pub fn total(&self) -> Effort {
        let mut total = Effort::default();
        self.rows.iter().for_each(|row| total += row.effort);
        total
    }

    /// How many characters the pages have of which anything was counted.
    pub fn characters(&self) -> usize {
        self.rows.iter().map(|row| (row.page, row.characters)).collect::<BTreeMap<_, _>>().into_values().sum()
    }

    /// Characters an hour; nothing where too little time was counted to tell.
    pub fn characters_per_hour(&self) -> Option<f64> {
        let time = self.total().time;
        (time.as_secs() >= LEAST_TIME).then(|| self.characters() as f64 / (time.as_secs_f64() / 3600.0))
    }

    /// Minutes for a thousand characters, by which work is paid; nothing where too little was counted to tell.
    pub fn minutes_per_thousand(&self) -> Option<f64> {
        let (time, characters) = (self.total().time, self.characters());
        (time.as_secs() >= LEAST_TIME && characters > 0).then(|| time.as_secs_f64() / 60.0 / (characters as f64 / 1000.0))
    }

    /// How many editors there are, and how many pages.
    pub(super) fn hands_and_pages(&self) -> (usize, usize) {
        let hands = self.rows.iter().map(|row| row.hand.to_lowercase()).collect::<BTreeSet<_>>().len();
        (hands, self.rows.iter().map(|row| row.page).collect::<BTreeSet<_>>().len())
    }

    /// The names of the columns of its table.
    pub(super) fn head(locale: &Locale) -> Vec<String> {
        COLUMNS.iter().map(|column| locale.text(&format!("proof-column-{column}"))).collect()
    }

    /// What its table says; `labels` are those of the edition's pages.
    pub(super) fn cells(&self, labels: &[String]) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|EffortRow { page, hand, characters, effort }| {
            let label = labels.get(page.position()).cloned().unwrap_or_default();
            let counts = [effort.keys, effort.corrections, effort.queries].map(|count| count.to_string());
            [label, hand.clone(), characters.to_string(), minutes(effort)].into_iter().chain(counts).collect()
        })
    }
}

/// Time in minutes, to a tenth.
pub(super) fn minutes(effort: &Effort) -> String {
    number(effort.time.as_secs_f64() / 60.0, 1)
}

/// How many characters the articles have of each page, without blanks. A paragraph is of the page that it begins on.
fn characters(edition: &Edition) -> BTreeMap<PageIndex, usize> {
    let mut characters = BTreeMap::new();
    for block in edition.articles().iter().flat_map(|article| article.blocks()) {
        if let Some(page) = block.page() {
            *characters.entry(page).or_default() += block.text().chars().filter(|c| !is_blank(*c)).count();
        }
    }
    characters
}
